"""Configuration commands that the device refuses, with its words (reference 3.1 to 3.3, 3.4.1).

They apply to lines typed at a console; a text that is loaded or streamed is taken as a whole (reference
14.12).
"""

from __future__ import annotations

from collections.abc import Callable

from ..device.addressing import mapped_name, real_name
from ..device.settings import mac_prefix, typed_times
from ..facts import texts
from ..rules.addresses import spelled, unicast
from ..rules.asymmetric import MOST_INTERFACES, is_full
from .desk import Desk
from .parser import Parsed

Lines = tuple[str, ...]

_NEEDS_MULTIPLE_MODE = frozenset(
    {
        "admin-context",
        "changeto context",
        "changeto system",
        "class",
        "context",
        "failover group",
        "no context",
        "show context",
        "show failover group",
        "write memory all",
    }
)

_ON_A_GROUP = frozenset({"failover active", "no failover active", "failover reset", "show failover group"})


def missing_mode(desk: Desk, parsed: Parsed) -> Lines | None:
    """What a unit in single mode says to a command about contexts or groups; None if it takes the command."""
    missing = desk.board.mode == "single" and parsed.command.name in _NEEDS_MULTIPLE_MODE
    return texts.MULTIPLE_ONLY.lines() if missing else None


def missing_group(desk: Desk, parsed: Parsed) -> Lines | None:
    """What a unit says to an action on a group that nobody has defined; group 1 is there anyway."""
    number = parsed.arguments.get("group", "1")
    acts = parsed.command.name in _ON_A_GROUP and number != "1"
    missing = acts and int(number) not in desk.settings.groups
    return texts.NO_SUCH_GROUP.lines(group=number) if missing else None


def refusal(desk: Desk, parsed: Parsed) -> Lines | None:
    """Why a configuration command is not carried out, as the lines to print; None if it is."""
    check = _CHECKS.get(parsed.command.name)
    return None if check is None else check(desk, parsed)


def _group(desk: Desk, parsed: Parsed) -> Lines | None:
    number = int(parsed.arguments["group"])
    exists = number in desk.settings.groups
    if exists and not parsed.negated:
        return None
    if desk.settings.on:
        return texts.GROUP_FAILOVER_ON.lines()
    return _removed_group(desk, number, exists=exists) if parsed.negated else None


def _removed_group(desk: Desk, number: int, *, exists: bool) -> Lines | None:
    if not exists:
        return texts.NO_SUCH_GROUP.lines(group=number)
    if number == 1 and 2 in desk.settings.groups:
        return texts.GROUP_1_LAST.lines()
    member = next(
        (each.name for each in desk.contexts.values() if each.group == number and not each.is_admin), None
    )
    if member is not None and desk.board.system.has(f"join-failover-group {number}", (f"context {member}",)):
        return texts.GROUP_IN_USE.lines(group=number, context=member)
    return None


def _join_group(desk: Desk, parsed: Parsed) -> Lines | None:
    context = desk.place.within[-1].split()[1]
    number = int(parsed.arguments.get("group", "1"))
    if desk.settings.on:
        return texts.JOIN_FAILOVER_ON.lines()
    if number not in desk.settings.groups and not parsed.negated:
        return texts.NO_SUCH_GROUP.lines(group=number)
    if number != 1 and context in desk.contexts and desk.contexts[context].is_admin:
        return texts.ADMIN_IN_GROUP_1.lines()
    return None


def _context(desk: Desk, parsed: Parsed) -> Lines | None:
    name = parsed.arguments["name"]
    if name in desk.contexts:
        return None
    if desk.board.system.first("admin-context ") is None:
        return texts.ADMIN_FIRST.lines()
    if len(desk.contexts) >= desk.board.context_limit:
        return texts.CONTEXT_LIMIT.lines(limit=desk.board.context_limit)
    return texts.CONTEXT_NAME.lines(context=name) if name in ("system", "null") else None


def _admin_context(desk: Desk, parsed: Parsed) -> Lines | None:
    """The first one is named before it is defined; another one has to be there."""
    present = next((each.name for each in desk.contexts.values() if each.is_admin), None)
    if parsed.negated:
        return None if present is None else texts.ADMIN_STAYS.lines(context=present)
    name = parsed.arguments["name"]
    if name not in desk.contexts:
        return texts.ADMIN_MISSING.lines(context=name) if desk.contexts else None
    return texts.ADMIN_IN_GROUP_1.lines() if desk.contexts[name].group != 1 else None


def _no_context(desk: Desk, parsed: Parsed) -> Lines | None:
    name = parsed.arguments["name"]
    if name not in desk.contexts:
        return texts.NO_SUCH_CONTEXT.lines(context=name)
    return texts.ADMIN_STAYS.lines(context=name) if desk.contexts[name].is_admin else None


def _failover(desk: Desk, parsed: Parsed) -> Lines | None:
    return texts.NO_LAN_INTERFACE.lines() if not parsed.negated and desk.settings.link is None else None


def _failover_link(desk: Desk, parsed: Parsed) -> Lines | None:
    port = parsed.arguments.get("port")
    taken = any(port in context.interfaces for context in desk.contexts.values())
    return texts.INTERFACE_IN_USE.lines(interface=port) if taken and not parsed.negated else None


def _nameif(desk: Desk, parsed: Parsed) -> Lines | None:
    name, context = parsed.arguments.get("name"), desk.contexts[desk.place.space]
    interfaces = desk.board.contexts[context.name].interfaces
    port = next((each.hardware for each in interfaces if each.name == name), None)
    if parsed.negated or port in (None, _port(desk)):
        return None
    return texts.NAME_TAKEN.lines(name=name, interface=mapped_name(context, port))


def _monitored(desk: Desk, parsed: Parsed) -> Lines | None:
    name = parsed.arguments["name"]
    known = any(each.name == name for each in desk.board.contexts[desk.place.space].interfaces)
    return None if known else texts.NO_SUCH_INTERFACE.lines(interface=name)


def _port(desk: Desk) -> str:
    """The port of the interface that is being configured, whatever the context calls it."""
    return real_name(desk.contexts[desk.place.space], desk.place.within[-1].split()[1])


def _asr_group(desk: Desk, parsed: Parsed) -> Lines | None:
    """No two interfaces of a context in one group, and eight of a unit at most (reference 9.4)."""
    if parsed.negated:
        return None
    group, port = int(parsed.arguments["group"]), _port(desk)
    members = {
        (name, each.hardware): each.name
        for name, report in desk.board.contexts.items()
        for each in report.interfaces
        if each.asr_group == group and (name, each.hardware) != (desk.place.space, port)
    }
    twin = next((name for (context, _), name in members.items() if context == desk.place.space), None)
    if twin is not None:
        return texts.ASR_GROUP_TWICE.lines(name=twin, group=group)
    return texts.ASR_GROUP_FULL.lines(group=group, most=MOST_INTERFACES) if is_full(members) else None


def _key(desk: Desk, parsed: Parsed) -> Lines | None:
    other = "failover key" if "ipsec" in parsed.line.split() else "failover ipsec"
    taken = desk.board.system.first(other) is not None
    return texts.KEYS_EXCLUDE.lines() if taken and not parsed.negated else None


def _poll_time(_: Desk, parsed: Parsed) -> Lines | None:
    times = typed_times(parsed.line.split()[2:])
    return texts.HOLD_TIME.lines() if times and times[1] < 3 * times[0] else None


def _interface_poll_time(_: Desk, parsed: Parsed) -> Lines | None:
    times = typed_times(parsed.line.split()[parsed.line.split().index("interface") + 1 :])
    return texts.INTERFACE_HOLD_TIME.lines() if times and times[1] < 5 * times[0] else None


def _macs(desk: Desk, parsed: Parsed) -> Lines | None:
    """A station's addresses: two that differ, and none that another command makes up (reference 10)."""
    macs = [spelled(parsed.arguments[key]) for key in ("active", "standby") if key in parsed.arguments]
    if parsed.negated:
        return None
    strange = next((mac for mac in macs if not unicast(mac)), None)
    if strange is not None:
        return texts.MAC_NOT_UNICAST.lines(mac=strange)
    if len(macs) > len(dict.fromkeys(macs)):
        return texts.MACS_ALIKE.lines()
    taken = mac_prefix(desk.board.system) is not None and any(mac.startswith("a2") for mac in macs)
    return texts.MAC_GENERATED.lines() if taken else None


_CHECKS: dict[str, Callable[[Desk, Parsed], Lines | None]] = {
    "failover": _failover,
    "failover group": _group,
    "failover key": _key,
    "failover lan interface": _failover_link,
    "failover link": _failover_link,
    "failover ipsec pre-shared-key": _key,
    "failover polltime": _poll_time,
    "failover polltime interface": _interface_poll_time,
    "polltime interface": _interface_poll_time,
    "failover mac address": _macs,
    "mac address": _macs,
    "mac-address": _macs,
    "monitor-interface": _monitored,
    "nameif": _nameif,
    "asr-group": _asr_group,
    "admin-context": _admin_context,
    "context": _context,
    "no context": _no_context,
    "join-failover-group": _join_group,
}
