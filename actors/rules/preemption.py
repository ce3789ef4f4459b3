"""When a preferred unit claims its group (reference 1.3, 3.2; decisions in reference 14)."""

from __future__ import annotations

from ..facts.states import Role, State
from .settings import GroupSettings


def claim_delay(
    settings: GroupSettings, role: Role, *, mine: State, mates: State, together: bool, available: bool
) -> int | None:
    """How long (ns) after becoming available a unit claims a group from its active mate, or None for never.

    With ``preempt``: after its delay. Without: at once where both units booted together, else never.
    ``available``: the group has come up on this unit and nobody has moved it since; what an operator moved,
    preemption leaves there.
    """
    if settings.preferred is not role or not available:
        return None
    if mine is not State.STANDBY_READY or mates is not State.ACTIVE:
        return None
    if settings.preempt is not None:
        return settings.preempt
    return 0 if together else None
