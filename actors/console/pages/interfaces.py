"""Interface lines of the failover pages: address in use, state, suffix (reference 2.3, 4.1)."""

from __future__ import annotations

from ...device.board import Board
from ...device.settings import context_settings
from ...duration import SECOND
from ...messages import InterfaceReport

#: Our own interfaces' state is not known for so many seconds after the mate was given up [R-img] (4.1.3).
UNKNOWN_AFTER_TAKEOVER = 5
NO_ADDRESS = "0.0.0.0"


def group_of(board: Board, context: str) -> int:
    """The failover group of a context: 1 unless the system configuration says 2 (reference 1.1)."""
    return next((each.group for each in context_settings(board.system) if each.name == context), 1)


def monitored_count(board: Board) -> int:
    """How many interfaces are monitored in all contexts."""
    return sum(each.monitored for report in board.contexts.values() for each in report.interfaces)


def own_interfaces(board: Board, now: int, context: str) -> list[str]:
    """A line for each interface of a context here: ``Interface outside (10.0.0.4): Normal (Monitored)``."""
    active = board.is_active(group_of(board, context))
    return [
        _line(each, _own_words(board, now, context, each), active=active)
        for each in _interfaces(board, context)
    ]


def mate_interfaces(board: Board, context: str) -> list[str]:
    """The same lines for the mate; its addresses follow the group's state over there."""
    active = board.mate.state(group_of(board, context)).is_active
    return [
        _line(each, _mate_words(board, context, each), active=active) for each in _interfaces(board, context)
    ]


def _interfaces(board: Board, context: str) -> tuple[InterfaceReport, ...]:
    return board.contexts[context].interfaces if context in board.contexts else ()


def _line(interface: InterfaceReport, words: str, *, active: bool) -> str:
    address = interface.active_address if active else interface.standby_address
    return f"Interface {interface.name} ({address}): {words}"


def _own_words(board: Board, now: int, context: str, interface: InterfaceReport) -> str:
    mate = board.mate
    state = board.interfaces.get((context, interface.name), "Normal")
    if not interface.monitored:
        return f"{state} (Not-Monitored)"
    if mate.failed and (now - mate.failed_at) // SECOND <= UNKNOWN_AFTER_TAKEOVER:
        return "Unknown (Waiting)"
    return f"{state} ({_suffix(board, context, interface) if mate.alive else 'Waiting'})"


def _mate_words(board: Board, context: str, interface: InterfaceReport) -> str:
    """A lost mate's interfaces are Unknown and keep their suffix [R-img values, I rule] (reference 4.1.3)."""
    mate = board.mate
    reachable = mate.alive and board.link == "up"
    state = mate.interfaces.get((context, interface.name), "Normal") if reachable else "Unknown"
    return f"{state} ({_suffix(board, context, interface) if interface.monitored else 'Not-Monitored'})"


def _suffix(board: Board, context: str, interface: InterfaceReport) -> str:
    """``Monitored`` while hellos pass between the two interfaces, or ``Waiting`` (reference 2.3)."""
    key = (context, interface.name)
    healthy = key not in board.interfaces and key not in board.mate.interfaces
    heard = board.mate.interfaces_heard and interface.standby_address != NO_ADDRESS
    return "Monitored" if heard and healthy else "Waiting"
