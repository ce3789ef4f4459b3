"""The two hosts of a failover page: states, active times and interface lines of this unit and of its mate."""

from __future__ import annotations

from dataclasses import dataclass

from ...device.board import Board
from ...device.settings import failover_settings
from ...duration import SECOND
from ...facts.models import Model
from ...facts.states import Role, State
from .interfaces import mate_interfaces, own_interfaces

GROUPS = (1, 2)


@dataclass(frozen=True, slots=True)
class Host:
    """One unit as shown: by group its state and its active time (s), by context its interface lines.

    ``slots`` are its slot lines, none on a virtual device.
    """

    role: Role
    states: dict[int, State]
    active_times: dict[int, int]
    interfaces: dict[str, list[str]]
    slots: tuple[str, ...] = ()


def this_host(board: Board, now: int) -> Host:
    """The unit itself."""
    return Host(
        failover_settings(board.system).role,
        {number: board.groups[number].state for number in GROUPS},
        {number: board.groups[number].active_time(now) // SECOND for number in GROUPS},
        {context: own_interfaces(board, context) for context in board.contexts},
        _slots(board.model, board.version),
    )


def other_host(board: Board, now: int) -> Host:
    """The mate as far as it is known."""
    return Host(
        failover_settings(board.system).role.other,
        {number: board.mate.state(number) for number in GROUPS},
        {number: board.mate.active_time(number, now) // SECOND for number in GROUPS},
        {context: mate_interfaces(board, context) for context in board.contexts},
        _slots(board.model, board.mate.report.version if board.mate.report else None),
    )


def _slots(model: Model, version: str | None) -> tuple[str, ...]:
    """Slot 0 is the device itself; those of a mate that was never heard are empty [R] (reference 4.1.4)."""
    if not model.revision:
        return ()
    device = f"{model.hardware} hw/sw rev ({model.revision}/{version}) status (Up Sys)"
    return (
        f"slot 0: {'empty' if version is None else device}",
        *(f"slot {number}: empty" for number in range(1, model.slots)),
    )


def is_on(board: Board) -> bool:
    """Failover is configured, and this unit has not given it up."""
    return failover_settings(board.system).on and board.groups[0].state is not State.DISABLED
