"""`show failover history` (reference 4.4)."""

from __future__ import annotations

from ...device.board import Board
from .interfaces import group_of

RULE = "=" * 74


def failover_history(board: Board, context: str | None = None) -> list[str]:
    """All rows of the system space [R]; inside a context those of its group, without the column Group [I].

    Steps of one instant stand in the order of their groups, each group's together [R].
    """
    if context is None:
        return _page(board, "    {:<5} {:<26} {:<26} {}", "Group     {:<26} {:<26} {}", None)
    return _page(board, "{1:<26} {2:<26} {3}", "{:<26} {:<26} {}", group_of(board, context))


def _page(board: Board, row: str, heading: str, group: int | None) -> list[str]:
    lines = [RULE, heading.format("From State", "To State", "Reason"), RULE]
    for each in sorted(board.history, key=lambda step: (step.at, step.group)):
        if group in {None, each.group}:
            cells = row.format(each.group, each.was, each.state, each.reason)
            lines += [board.calendar.stamp(each.at), cells, ""]
    return [*lines, RULE]
