"""What two running units make of each other when they meet again (reference 1.3, 5.2, 14.5, 14.6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..duration import MILLISECOND, SECOND
from ..facts.states import STANDBY_PATH, Role, State
from ..messages import UnitReport

GROUPS = (1, 2)
#: How long (ns) a group may be active on neither unit before somebody takes it: longer than any handover [I].
UNHELD_TIME = 1500 * MILLISECOND
#: How long (ns) a mate may stand by with a configuration that is not ours before it is sent unasked [I].
UNSHARED_TIME = 3 * SECOND


_ON_THE_WAY = STANDBY_PATH | {State.NEGOTIATION, State.DISABLED}


class Meeting(NamedTuple):
    """What one unit does. ``lost``: groups active on both units that the mate keeps.

    ``resynchronises``: this unit takes the mate's configuration, for the mate keeps group 1.
    """

    lost: tuple[int, ...]
    resynchronises: bool


def on_the_way(states: Sequence[State]) -> bool:
    """Whether a unit negotiates, or takes a configuration: what follows from that comes first."""
    return not _ON_THE_WAY.isdisjoint(states)


def is_foreign(mine: Sequence[State], mates: Sequence[State], *, shared: bool) -> bool:
    """Whether this unit does not hold group 1, and has another configuration than the mate, which does.

    ``shared``: both have had the same in the mate's present life.
    """
    return not mine[1].is_active and mates[1].is_active and not shared


def mate_is_foreign(mine: Sequence[State], mates: Sequence[State], *, shared: bool) -> bool:
    """Whether this unit holds group 1, and the mate does not have its configuration, and may not know it.

    The mate stands by with another one, or waits for more of a stream that has broken off here. ``shared``:
    it has ours, or is being sent it.
    """
    unaware = mates[1] is State.STANDBY_READY or State.SYNC_CONFIG in mates
    return mine[1] is State.ACTIVE and unaware and not shared


def doubly_active(mine: Sequence[State], mates: Sequence[State]) -> tuple[int, ...]:
    """Groups that are active on both units; the states are those of groups 0, 1 and 2."""
    return tuple(group for group in GROUPS if mine[group].is_active and mates[group].is_active)


def unheld(mine: Sequence[State], mates: Sequence[State]) -> tuple[int, ...]:
    """Groups active on neither unit that this one could take: a bad copy is better than none.

    A mate that has turned failover off keeps what it has (reference 5.4).
    """
    held = tuple(state.is_active or state is State.DISABLED for state in mates)
    return tuple(group for group in GROUPS if mine[group].stands_by and not held[group])


def takes_unheld(mine: State, mates: State, *, preferred: bool) -> bool:
    """Whether a unit takes a group that nobody holds: a sound copy first, else the preferred one."""
    if not mates.stands_by:
        return True
    return preferred if mine is mates else mine is State.STANDBY_READY


def meeting(
    unit: UnitReport, mate: UnitReport, mine: Sequence[State], mates: Sequence[State], *, first: bool
) -> Meeting:
    """What a unit does when it finds its mate running too.

    Each doubly active group stays on its preferred unit; the unit that holds group 1 then sends its
    configuration. ``first`` decides where both units claim the same role, or nobody holds group 1: it is true
    on one of them.
    """
    both = doubly_active(mine, mates)
    lost = tuple(group for group in both if not _keeps(unit, mate, group, first=first))
    mine_holds = mine[1].is_active and 1 not in lost
    mate_holds = mates[1].is_active and (1 in lost or not mine[1].is_active)
    return Meeting(lost, resynchronises=mate_holds or (not mine_holds and not first))


def _keeps(unit: UnitReport, mate: UnitReport, group: int, *, first: bool) -> bool:
    """Whether the unit keeps a group: where the two say different things, what the primary says counts."""
    if unit.role is mate.role:
        return first
    primary = unit if unit.role is Role.PRIMARY else mate
    return primary.preferred[group - 1] is unit.role
