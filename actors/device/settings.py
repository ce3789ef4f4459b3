"""Reads the lines of a configuration into the plain values of ``rules/settings.py``.

Everything here is derived; the lines are what is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..duration import MILLISECOND, SECOND
from ..facts.states import Role
from ..rules.addresses import OWN_PREFIX, UNASSIGNED, physical, spelled
from ..rules.settings import (
    ContextSettings,
    FailoverSettings,
    GroupSettings,
    InterfaceSettings,
    LanInterface,
    Macs,
)
from .configuration import Block, Configuration

DEFAULT_HOSTNAME = "ciscoasa"


def hostname(configuration: Configuration) -> str:
    """The name in the prompt."""
    words = (configuration.first("hostname") or "").split()
    return words[1] if len(words) > 1 else DEFAULT_HOSTNAME


@lru_cache(maxsize=64)
def failover_settings(system: Configuration) -> FailoverSettings:
    """The failover settings of a system configuration; what cannot be read counts as not there."""
    poll, hold = _poll_and_hold(system)
    return FailoverSettings(
        on=system.has("failover"),
        role=Role.PRIMARY if system.has("failover lan unit primary") else Role.SECONDARY,
        link=_lan_interface(system, "failover lan interface"),
        state_link=_lan_interface(system, "failover link"),
        poll=poll,
        hold=hold,
        replication_rate=_rate(system),
        groups={
            number: _group(block)
            for number in (1, 2)
            for block in system.headers(f"failover group {number}")
            if block.bare == f"failover group {number}"
        },
    )


def _rate(system: Configuration) -> int | None:
    line = system.first("failover replication rate") or ""
    found = re.fullmatch("failover replication rate ([1-9][0-9]{0,8})", line)
    return int(found[1]) if found else None


def _lan_interface(system: Configuration, prefix: str) -> LanInterface | None:
    words = (system.first(prefix) or "")[len(prefix) :].split()
    if not words:
        return None
    shared = (system.first("failover lan interface") or "").split()
    name, hardware = words[0], (words[1:] or shared[4:5] or [""])[0]
    address = (system.first(f"failover interface ip {name}") or "").split()
    if len(address) >= 8:
        return LanInterface(name, hardware, address[4], address[7], address[5])
    return LanInterface(name, hardware)


def _poll_and_hold(system: Configuration) -> tuple[int, int]:
    """The hold time is 15 s unless set, and three polls at least (reference 2.1)."""
    for line in system.all("failover polltime"):
        times = _times(line.split()[2:])
        if times is not None:
            poll, hold = times
            return poll, max(hold or 15 * SECOND, 3 * poll)
    return 1 * SECOND, 15 * SECOND


def _times(words: list[str]) -> tuple[int, int | None] | None:
    """Poll and hold time (ns) of ``unit msec 200 holdtime msec 800``; the hold time is None where not set."""
    poll, rest = _time(words[1:] if words[:1] == ["unit"] else words)
    if poll is None or rest[:1] != ["holdtime"]:
        return None if poll is None else (poll, None)
    hold, _ = _time(rest[1:])
    return None if hold is None else (poll, hold)


def _time(words: list[str]) -> tuple[int | None, list[str]]:
    """A time in seconds, or in milliseconds behind ``msec``; and the words behind it."""
    unit, words = (MILLISECOND, words[1:]) if words[:1] == ["msec"] else (SECOND, words)
    number = _number(words[0]) if words else None
    return (number * unit if number else None), words[1:]


def _number(word: str) -> int | None:
    """A number of four digits at most: no figure of these lines has more."""
    return int(word) if re.fullmatch("[0-9]{1,4}", word) else None


def typed_times(words: list[str]) -> tuple[int, int] | None:
    """Poll and hold time (ns) of a line such as ``unit msec 200 holdtime msec 800``.

    None without a hold time.
    """
    poll, hold = _times(words) or (0, None)
    return None if hold is None else (poll, hold)


def with_hold_time(line: str) -> str:
    """A poll time as it is stored: with the hold time that belongs to it where none was typed.

    Three polls but 15 s at least for a unit, five polls for interfaces (reference 2.1, 2.2).
    """
    found = re.fullmatch(r"(?:failover )?polltime (unit|interface) ((?:msec )?\d+)", line)
    poll, _ = _time(found[2].split()) if found else (None, [])
    if found is None or poll is None:
        return line
    hold = max(15 * SECOND, 3 * poll) if found[1] == "unit" else max(5 * SECOND, 5 * poll)
    return f"{line} holdtime {hold // SECOND}"


def _group(block: Block) -> GroupSettings:
    lines = [line.bare for line in block.children]
    policy = (re.fullmatch("interface-policy ([0-9]{1,4}%?)", line) for line in lines)
    times = (_times(line.split()[2:]) for line in lines if line.startswith("polltime interface "))
    poll, hold = next((found for found in times if found), (5 * SECOND, None))
    return GroupSettings(
        preferred=Role.SECONDARY if "secondary" in lines else Role.PRIMARY,
        preempt=next((_delay(line.split()[1:]) for line in lines if line.split()[:1] == ["preempt"]), None),
        poll=poll,
        hold=hold or max(5 * poll, 5 * SECOND),
        policy=next((found[1] for found in policy if found), "1"),
        replicate_http="replication http" in lines,
        macs=dict(_group_macs(lines)),
    )


def _group_macs(lines: list[str]) -> Iterator[tuple[str, Macs]]:
    for line in lines:
        words = line.split()
        if words[:2] == ["mac", "address"] and (macs := _macs(words[3:5])):
            yield physical(words[2]), macs


_MAC = re.compile(r"[0-9a-fA-F]{1,4}(\.[0-9a-fA-F]{1,4}){2}")


def _macs(words: list[str]) -> Macs | None:
    """One MAC address or two, as the device prints them; None where the first word is none."""
    if not words or not _MAC.fullmatch(words[0]):
        return None
    standby = words[1] if len(words) > 1 and _MAC.fullmatch(words[1]) else ""
    return Macs(spelled(words[0]), spelled(standby) if standby else "")


def mac_prefix(system: Configuration) -> int | None:
    """The prefix of `mac-address auto`, 0 to 65535; None where it is off (reference 10)."""
    words = (system.first("mac-address auto") or "").split()
    if not words:
        return None
    number = words[3] if len(words) > 3 else ""
    return int(number) & 0xFFFF if re.fullmatch("[0-9]{1,5}", number) else OWN_PREFIX


def _delay(words: list[str]) -> int | None:
    number = _number(words[0]) if words else 0
    return None if number is None else number * SECOND


@lru_cache(maxsize=64)
def context_settings(system: Configuration) -> tuple[ContextSettings, ...]:
    """The contexts that a system configuration defines, in its order.

    The admin context is always in group 1.
    """
    admin = (system.first("admin-context") or "").split()[1:]
    return tuple(_context(block, admin) for block in system.headers("context") if block.bare != "context")


def _context(block: Block, admin: list[str]) -> ContextSettings:
    name = block.text.split()[1]
    url, group, interfaces, mapped = None, 1, [], []
    for child in block.children:
        word, *rest = child.text.split() or [""]
        if word == "config-url" and rest:
            url = rest[0]
        elif word == "join-failover-group" and rest[:1] == ["2"]:
            group = 2
        elif word == "allocate-interface" and rest:
            interfaces.append(rest[0])
            mapped.append(next((word for word in rest[1:] if word not in ("visible", "invisible")), rest[0]))
    is_admin = [name] == admin
    return ContextSettings(name, url, 1 if is_admin else group, tuple(interfaces), is_admin, tuple(mapped))


@lru_cache(maxsize=64)
def ports(system: Configuration) -> tuple[str, ...]:
    """Every port that a system configuration names, each subinterface behind its physical interface."""
    links = (_lan_interface(system, prefix) for prefix in ("failover lan interface", "failover link"))
    named = [
        *(" ".join(block.text.split()[1:2]) for block in system.headers("interface ")),
        *(name for context in context_settings(system) for name in context.interfaces),
        *(link.hardware for link in links if link),
    ]
    each = (part for name in named if name for part in (name.partition(".")[0], name))
    return tuple(dict.fromkeys(each))


@lru_cache(maxsize=64)
def shut_ports(system: Configuration) -> tuple[str, ...]:
    """The ports that a system configuration shuts down, for every context that has them."""
    headers = (block for block in system.headers("interface ") if block.text.split()[1:])
    return tuple(
        block.text.split()[1]
        for block in headers
        if any(child.text.split() == ["shutdown"] for child in block.children)
    )


@lru_cache(maxsize=1024)
def interface_settings(context: Configuration) -> tuple[InterfaceSettings, ...]:
    """The named interfaces of a context, in the order of its configuration; one name, one interface."""
    found: dict[str, InterfaceSettings] = {}
    for block in context.headers("interface "):
        interface = _interface(block, context)
        if interface is not None:
            found.setdefault(interface.name, interface)
    return tuple(found.values())


def _interface(block: Block, context: Configuration) -> InterfaceSettings | None:
    hardware = " ".join(block.text.split()[1:2])
    name, active, standby, mask, macs, shut, asr_group = "", UNASSIGNED, UNASSIGNED, "", None, False, 0
    for child in block.children:
        words = child.text.split()
        if words[:1] == ["nameif"] and len(words) > 1:
            name = words[1]
        elif words[:2] == ["ip", "address"] and len(words) >= 4:
            active, mask = words[2], words[3]
            standby = words[5] if words[4:5] == ["standby"] and len(words) > 5 else UNASSIGNED
        elif words[:1] == ["mac-address"]:
            macs = _macs([word for word in words[1:] if word != "standby"])
        elif words[:1] == ["asr-group"] and len(words) == 2:
            asr_group = _number(words[1]) or 0
        shut = shut or words == ["shutdown"]
    if not name:
        return None
    if context.has(f"monitor-interface {name}"):
        monitored = True
    else:
        monitored = "." not in hardware and not context.has(f"no monitor-interface {name}")
    return InterfaceSettings(name, hardware, active, standby, monitored, mask, macs, shut, asr_group)
