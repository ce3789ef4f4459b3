"""`show monitor-interface` inside a context (reference 4.6)."""

from __future__ import annotations

from ...device.board import Board
from .hosts import other_host, this_host
from .interfaces import group_of


def monitor_interface(board: Board, now: int, context: str) -> list[str]:
    """The interfaces of a context on both units [M]."""
    group = group_of(board, context)
    lines = []
    for title, host in (("This host", this_host(board, now)), ("Other host", other_host(board, now))):
        lines.append(f"        {title}: {host.role.word} - {host.states[group]}")
        lines += (f"{'':16}{line}" for line in host.interfaces.get(context, ()))
    return lines
