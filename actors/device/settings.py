"""Reads the lines of a configuration into the plain values of ``rules/settings.py``.

Everything here is derived; the lines are what is stored.
"""

from __future__ import annotations

from functools import lru_cache

from ..duration import MILLISECOND, SECOND
from ..facts.states import Role
from ..rules.settings import ContextSettings, FailoverSettings, GroupSettings, InterfaceSettings, LanInterface
from .configuration import Block, Configuration

DEFAULT_HOSTNAME = "ciscoasa"


def hostname(configuration: Configuration) -> str:
    """The name in the prompt."""
    line = configuration.first("hostname ")
    return line.split(" ", 1)[1].strip() if line else DEFAULT_HOSTNAME


@lru_cache(maxsize=64)
def failover_settings(system: Configuration) -> FailoverSettings:
    """The failover settings of a system configuration."""
    poll, hold = _poll_and_hold(system)
    return FailoverSettings(
        on=system.has("failover"),
        role=Role.PRIMARY if system.has("failover lan unit primary") else Role.SECONDARY,
        link=_lan_interface(system, "failover lan interface "),
        state_link=_lan_interface(system, "failover link "),
        poll=poll,
        hold=hold,
        groups={int(block.text.split()[2]): _group(block) for block in system.headers("failover group ")},
    )


def _lan_interface(system: Configuration, prefix: str) -> LanInterface | None:
    line = system.first(prefix)
    if line is None:
        return None
    name, *rest = line[len(prefix) :].split()
    shared = system.first("failover lan interface ") or ""
    hardware = rest[0] if rest else shared.split()[-1] if shared else ""
    address = (system.first(f"failover interface ip {name} ") or "").split()
    if len(address) >= 8:
        return LanInterface(name, hardware, address[4], address[7], address[5])
    return LanInterface(name, hardware)


def _poll_and_hold(system: Configuration) -> tuple[int, int]:
    for line in system.all("failover polltime "):
        words = line.split()[2:]
        if words[0] != "interface":
            words = words[1:] if words[0] == "unit" else words
            poll, rest = _time(words)
            hold = _time(rest[1:])[0] if rest[:1] == ["holdtime"] else max(3 * poll, SECOND)
            return poll, hold
    return 1 * SECOND, 15 * SECOND


def _time(words: list[str]) -> tuple[int, list[str]]:
    """A time in seconds, or in milliseconds behind ``msec``; and the words behind it."""
    if words[0] == "msec":
        return int(words[1]) * MILLISECOND, words[2:]
    return int(words[0]) * SECOND, words[1:]


def typed_times(words: list[str]) -> tuple[int, int] | None:
    """Poll and hold time (ns) of a line such as ``unit msec 200 holdtime msec 800``.

    None without a hold time.
    """
    words = words[1:] if words[:1] == ["unit"] else words
    if not words:
        return None
    poll, rest = _time(words)
    return (poll, _time(rest[1:])[0]) if rest[:1] == ["holdtime"] else None


def _group(block: Block) -> GroupSettings:
    lines = [line.text.strip() for line in block.children]
    preempt = next((line.split() for line in lines if line.split()[:1] == ["preempt"]), None)
    policy = next((line.split()[1] for line in lines if line.startswith("interface-policy ")), "1")
    poll, hold = 5 * SECOND, 25 * SECOND
    for line in lines:
        if line.startswith("polltime interface "):
            poll, rest = _time(line.split()[2:])
            hold = _time(rest[1:])[0] if rest[:1] == ["holdtime"] else 5 * poll
    return GroupSettings(
        preferred=Role.SECONDARY if "secondary" in lines else Role.PRIMARY,
        preempt=None if preempt is None else int(preempt[1]) * SECOND if len(preempt) > 1 else 0,
        poll=poll,
        hold=hold,
        policy=policy,
        replicate_http="replication http" in lines,
    )


@lru_cache(maxsize=64)
def context_settings(system: Configuration) -> tuple[ContextSettings, ...]:
    """The contexts that a system configuration defines, in its order.

    The admin context is always in group 1.
    """
    admin = (system.first("admin-context ") or "").split()[-1:]
    return tuple(_context(block, admin) for block in system.headers("context "))


def _context(block: Block, admin: list[str]) -> ContextSettings:
    name = block.text.split()[1]
    url, group, interfaces = None, 1, []
    for child in block.children:
        word, *rest = child.text.split()
        if word == "config-url" and rest:
            url = rest[0]
        elif word == "join-failover-group" and rest:
            group = int(rest[0])
        elif word == "allocate-interface" and rest:
            interfaces.append(rest[0])
    is_admin = [name] == admin
    return ContextSettings(name, url, 1 if is_admin else group, tuple(interfaces), is_admin)


@lru_cache(maxsize=1024)
def interface_settings(context: Configuration) -> tuple[InterfaceSettings, ...]:
    """The named interfaces of a context, in the order of its configuration."""
    return tuple(found for block in context.headers("interface ") if (found := _interface(block, context)))


def _interface(block: Block, context: Configuration) -> InterfaceSettings | None:
    hardware = block.text.split()[1]
    name, active, standby = "", "0.0.0.0", "0.0.0.0"
    for child in block.children:
        words = child.text.split()
        if words[:1] == ["nameif"] and len(words) > 1:
            name = words[1]
        elif words[:2] == ["ip", "address"] and len(words) >= 4:
            active = words[2]
            standby = words[5] if words[4:5] == ["standby"] and len(words) > 5 else "0.0.0.0"
    if not name:
        return None
    if context.has(f"monitor-interface {name}"):
        monitored = True
    else:
        monitored = "." not in hardware and not context.has(f"no monitor-interface {name}")
    return InterfaceSettings(name, hardware, active, standby, monitored)
