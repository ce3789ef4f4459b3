"""`show failover` in the system space and inside a context, `show failover group n` (reference 4.1, 4.2)."""

from __future__ import annotations

from collections.abc import Iterator

from ...device.board import Board
from ...device.settings import failover_settings
from ...duration import MILLISECOND, SECOND
from .hosts import GROUPS, Host, is_on, other_host, this_host
from .interfaces import group_of, monitored_count
from .releases import MAC_MOVE_LINE, RECONNECT_LINE, SERIAL_LINE, release
from .statistics import context_statistics, link_word, system_statistics

ON, OFF = "Failover On", "Failover Off "  # captured without and with a blank (reference 4.1, 4.1.2)

#: Serial numbers of the two chassis, made up [I].
SERIALS = {"primary": "9A1PAIR0001", "secondary": "9A1PAIR0002"}


def failover(board: Board, now: int) -> list[str]:
    """`show failover` in the system execution space."""
    lines = [*_header(board)]
    if not is_on(board):
        return lines
    return [
        *lines,
        *_versions(board),
        *(f"Group {number} last failover at: {_last(board, number)}" for number in GROUPS),
        "",
        *_host("This host:    ", this_host(board, now)),
        "",
        *_host("Other host:   ", other_host(board, now)),
        *system_statistics(board),
    ]


def failover_group(board: Board, now: int, group: int) -> list[str]:
    """`show failover group n`: one group on both units [M?] (reference 4.2b)."""
    if not is_on(board):
        return [OFF]
    contexts = [context for context in board.contexts if group_of(board, context) == group]
    return [
        f"Last Failover at: {_last(board, group)}",
        "",
        *_group("This host:    ", this_host(board, now), group, contexts),
        "",
        *_group("Other host:   ", other_host(board, now), group, contexts),
        *context_statistics(board, contexts, columns=False),
    ]


def failover_in_context(board: Board, now: int, context: str) -> list[str]:
    """`show failover` inside a context: its group, its interfaces, no unit by name [M] (reference 4.2)."""
    if not is_on(board):
        return [OFF]
    group = group_of(board, context)
    return [
        ON,
        f"Last Failover at: {_last(board, group)}",
        *_peer("This context: ", this_host(board, now), group, context),
        *_peer("Peer context: ", other_host(board, now), group, context),
        *context_statistics(board, (context,)),
    ]


def _header(board: Board) -> Iterator[str]:
    """The lines down to the number of monitored interfaces; interface polls and policy are group 1's [I]."""
    settings, version = failover_settings(board.system), release(board.version)
    link, group = settings.link, settings.group(1)
    where = f"{link.name} {link.hardware} ({link_word(board)})" if link else "not Configured"
    yield ON if is_on(board) else OFF
    yield f"Failover unit {settings.role.word}"
    yield f"Failover LAN Interface: {where}"
    if version >= RECONNECT_LINE:
        yield "Reconnect timeout 0:00:00"
    yield f"Unit Poll frequency {_period(settings.poll)}, holdtime {_period(settings.hold)}"
    yield f"Interface Poll frequency {_period(group.poll)}, holdtime {_period(group.hold)}"
    yield f"Interface Policy {group.policy}"
    yield f"Monitored Interfaces {monitored_count(board)} of {board.model.monitored_limit} maximum"
    if version >= MAC_MOVE_LINE:
        yield "MAC Address Move Notification Interval not set"
    if board.system.has("failover replication http"):
        yield "failover replication http"


def _period(nanoseconds: int) -> str:
    if nanoseconds % SECOND:
        return f"{nanoseconds // MILLISECOND} milliseconds"
    return f"{nanoseconds // SECOND} seconds"


def _versions(board: Board) -> Iterator[str]:
    """Version and, where printed, serial number of both units; ``Unknown`` for a mate never heard."""
    report = board.mate.report
    yield f"Version: Ours {board.version}, Mate {report.version if report else 'Unknown'}"
    if release(board.version) >= SERIAL_LINE:
        other = next(unit for unit in SERIALS if unit != board.unit)
        yield f"Serial Number: Ours {SERIALS[board.unit]}, Mate {SERIALS[other] if report else 'Unknown'}"


def _last(board: Board, group: int) -> str:
    return board.calendar.stamp(board.groups[group].since)


def _host(title: str, host: Host) -> Iterator[str]:
    """A host of the system's page: columns 2, 16 and 32, slots at 16 [V], interfaces at 18 [R-img]."""
    yield f"  {title}{host.role.word}"
    for group in GROUPS:
        yield f"  Group {group}       State:          {host.states[group]}"
        yield f"                Active time:    {host.active_times[group]} (sec)"
    yield ""
    yield from (f"{'':16}{slot}" for slot in host.slots)
    for context, lines in host.interfaces.items():
        yield from (f"{'':18}{context} {line}" for line in lines)


def _group(title: str, host: Host, group: int, contexts: list[str]) -> Iterator[str]:
    """A host of a group's page."""
    yield f"  {title}{host.role.word}"
    yield f"    State:          {host.states[group]}"
    yield f"    Active time:    {host.active_times[group]} (sec)"
    yield ""
    for context in contexts:
        yield from (f"{'':16}{context} {line}" for line in host.interfaces[context])


def _peer(title: str, host: Host, group: int, context: str) -> Iterator[str]:
    """One of the two copies of a context."""
    yield f"        {title}{host.states[group]}"
    yield f"                Active time: {host.active_times[group]} (sec)"
    yield from (f"{'':18}{line}" for line in host.interfaces.get(context, ()))
