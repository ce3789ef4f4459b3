"""How many interfaces of a group may fail, and what follows (reference 1.6, 1.7 rows 2 to 4, 2.4)."""

from __future__ import annotations

from ..facts.states import State
from ..messages import GroupReport
from .transitions import Walk


def is_over(policy: str, failed: int, monitored: int) -> bool:
    """Whether so many failed ones among the monitored interfaces of a group are past its policy.

    ``policy`` is a number, or a percentage with its sign: ``1``, ``50%``.
    """
    if policy.endswith("%"):
        return failed > 0 and 100 * failed >= int(policy[:-1]) * monitored
    return failed >= int(policy)


def standby_walk(state: State, *, over: bool) -> Walk | None:
    """Where a group goes that is not active: it fails, or is sound again; None for nowhere (row 3)."""
    if over and state is State.STANDBY_READY:
        return Walk.FAIL
    return Walk.READY if not over and state is State.FAILED else None


def claims(mine: State, failed: int, mate: GroupReport) -> bool:
    """Whether a standby group takes over because its active mate's interfaces have failed (row 2).

    The mate has to be past its policy, and worse off; a failed group takes nothing over.
    """
    ready = mine is State.STANDBY_READY and mate.state is State.ACTIVE
    return ready and mate.over and mate.failed > failed
