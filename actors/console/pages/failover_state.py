"""`show failover state` (reference 4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from ...device.board import COMM_FAILURE, Board
from ...device.settings import failover_settings
from ...facts.states import State
from .hosts import GROUPS
from .interfaces import failed_interfaces, group_of

_COLUMNS = "               State          Last Failure Reason      Date/Time"


def failover_state(board: Board, context: str | None = None) -> list[str]:
    """Both groups in the system space [M]; inside a context its group, as Active/Standby prints it [R]."""
    role = failover_settings(board.system).role
    groups = GROUPS if context is None else (group_of(board, context),)
    named = context is None
    lines = ["", _COLUMNS, f"This host  -   {role.word}"]
    for group in groups:
        failure = board.failures.get(group)
        lines += _row(board, group, board.groups[group].state, failure, named=named)
        lines += _failed(board, group, mates=False) if failure else ()
    lines += [f"Other host -   {role.other.word}"]
    for group in groups:
        failure = _mate_failure(board, group)
        lines += _row(board, group, board.mate.state(group), failure, named=named)
        lines += _failed(board, group, mates=True) if failure else ()
    lines += ["", "====Configuration State===", *_configuration(board), "====Communication State==="]
    return [*lines, "\tMac set"] if board.mate.report else lines


def _row(
    board: Board, group: int, state: State, failure: tuple[str, int] | None, *, named: bool
) -> Iterator[str]:
    """State at column 15, reason at 30, date at 55, further on behind a long word; a reason stays."""
    reason, date = (failure[0], board.calendar.stamp(failure[1])) if failure else ("None", "")
    title = f"    Group {group}" if named else ""
    yield f"{title:<15}{state:<14} {reason:<24} {date}".rstrip()


def _failed(board: Board, group: int, *, mates: bool) -> Iterator[str]:
    """The interfaces that failed, at column 30 [R]."""
    for line in failed_interfaces(board, group, mates=mates):
        yield f"{'':30}{line}"


def _mate_failure(board: Board, group: int) -> tuple[str, int] | None:
    """What the mate failed of: the board's note, or that it was given up."""
    if group not in board.mate_failures and board.mate.failed:
        return COMM_FAILURE, board.mate.failed_at
    return board.mate_failures.get(group)


def _configuration(board: Board) -> Iterator[str]:
    """Sent, received, or both, behind one TAB [R]; under way [M]."""
    if board.synchronising:
        yield "\tConfig Syncing" if board.synchronising == "sender" else "\tConfig Syncing - STANDBY"
        return
    if board.sent_configuration:
        yield "\tSync Done"
    if board.received_configuration:
        yield "\tSync Done - STANDBY"
