"""Interface lines of the failover pages: address in use, status, suffix (reference 2.3, 4.1)."""

from __future__ import annotations

from collections.abc import Iterator

from ...device.board import Board, InterfaceCard
from ...device.settings import context_settings
from ...facts.states import InterfaceStatus, State
from ...messages import InterfaceReport
from ...rules.monitoring import suffix


def group_of(board: Board, context: str) -> int:
    """The failover group of a context: 1 unless the system configuration says 2 (reference 1.1)."""
    return next((each.group for each in context_settings(board.system) if each.name == context), 1)


def monitored_count(board: Board) -> int:
    """How many interfaces are monitored in all contexts."""
    return sum(each.monitored for report in board.contexts.values() for each in report.interfaces)


def own_interfaces(board: Board, context: str) -> list[str]:
    """A line for each interface of a context here: ``Interface outside (10.0.0.4): Normal (Monitored)``."""
    active = board.passes(group_of(board, context))
    return [
        _line(each, board.interfaces.get((context, each.name), InterfaceCard()), active=active)
        for each in _interfaces(board, context)
    ]


def mate_interfaces(board: Board, context: str) -> list[str]:
    """The same lines for the mate; its addresses follow the group's state over there.

    One that has left failover has those that this unit does not have.
    """
    group = group_of(board, context)
    state = board.mate.state(group)
    active = state.is_active or (state is State.DISABLED and not board.passes(group))
    return [
        _line(each, _as_reported(board, context, each), active=active) for each in _interfaces(board, context)
    ]


def failed_interfaces(board: Board, group: int, *, mates: bool) -> Iterator[str]:
    """The failed interfaces of a group, here or on the mate: ``PROM inside: Failed`` [R] (reference 4.3)."""
    there = board.mate.interfaces if mates else board.interfaces
    for (context, name), found in there.items():
        if found.status.has_failed and group_of(board, context) == group:
            yield f"{context} {name}: {found.status}"


def _interfaces(board: Board, context: str) -> tuple[InterfaceReport, ...]:
    return board.contexts[context].interfaces if context in board.contexts else ()


def _as_reported(board: Board, context: str, interface: InterfaceReport) -> InterfaceCard:
    """An interface of the mate; a lost one is Unknown and keeps its suffix [R-img values, I rule] (4.1.3)."""
    mate = board.mate
    note = mate.interfaces.get((context, interface.name))
    card = InterfaceCard(note.status, note.heard) if note else InterfaceCard(heard=mate.report is not None)
    if board.mate_in_reach is None:
        card.status = InterfaceStatus.UNKNOWN
    return card


def _line(interface: InterfaceReport, card: InterfaceCard, *, active: bool) -> str:
    address = interface.active_address if active else interface.standby_address
    words = suffix(card.status, monitored=interface.monitored, heard=card.heard)
    return f"Interface {interface.name} ({address}): {card.status} ({words})"
