"""`show conn count`: how many connections a context has (reference 4.9)."""

from __future__ import annotations

from ...device.board import Board
from ...rules.connections import total


def connection_count(board: Board, context: str) -> list[str]:
    """The connections of a context, those of the mate included that it stands by for."""
    report = board.connections.get(context)
    now, most = (total(report.table), report.most) if report else (0, 0)
    return [f"{now} in use, {most} most used"]
