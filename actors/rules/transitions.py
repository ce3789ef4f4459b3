"""The state machine of a group: where each event leads, and which steps are legal (reference 5.1, 5.2, 5.4).

The same tables hold for group 0, the unit itself, and for groups 1 and 2.
"""

from __future__ import annotations

from enum import StrEnum

from ..duration import MILLISECOND
from ..facts.states import ACTIVE_PATH, STANDBY_PATH, State


class Walk(StrEnum):
    """What a unit tells a group to do."""

    NEGOTIATE = "negotiate"
    TAKE = "take"
    YIELD = "yield"
    JOIN = "join"
    SYNC_CONFIG = "sync config"
    SYNC_FILE_SYSTEM = "sync file system"
    BULK_SYNC = "bulk sync"
    READY = "ready"
    FAIL = "fail"
    DISABLE = "disable"


#: How long Just Active lasts; captures show less than a second to Active [R] (reference 4.4).
JUST_ACTIVE_TIME = 500 * MILLISECOND

#: The states of a walk, each with the time (ns) spent in the state before it. [R] for the active path, [M]
#: elsewhere.
STEPS: dict[Walk, tuple[tuple[State, int], ...]] = {
    Walk.NEGOTIATE: ((State.NEGOTIATION, 0),),
    Walk.TAKE: (
        (State.JUST_ACTIVE, 0),
        (State.ACTIVE_DRAIN, JUST_ACTIVE_TIME),
        (State.ACTIVE_APPLYING_CONFIG, 0),
        (State.ACTIVE_CONFIG_APPLIED, 0),
        (State.ACTIVE, 0),
    ),
    Walk.YIELD: ((State.STANDBY_READY, 0),),
    Walk.JOIN: ((State.COLD_STANDBY, 0),),
    Walk.SYNC_CONFIG: ((State.SYNC_CONFIG, 0),),
    Walk.SYNC_FILE_SYSTEM: ((State.SYNC_FILE_SYSTEM, 0),),
    Walk.BULK_SYNC: ((State.BULK_SYNC, 0),),
    Walk.READY: ((State.STANDBY_READY, 0),),
    Walk.FAIL: ((State.FAILED, 0),),
    Walk.DISABLE: ((State.DISABLED, 0),),
}

_ANYWHERE = frozenset({State.DISABLED, State.NEGOTIATION})

#: Which states may follow which. Disabled and Negotiation may follow any (`no failover`, a mate lost in
#: mid-join).
LEGAL: dict[State, frozenset[State]] = {
    State.DISABLED: _ANYWHERE,
    State.NOT_DETECTED: _ANYWHERE,
    State.NEGOTIATION: _ANYWHERE | {State.JUST_ACTIVE, State.COLD_STANDBY, State.FAILED},
    State.COLD_STANDBY: _ANYWHERE | {State.SYNC_CONFIG, State.FAILED},
    State.SYNC_CONFIG: _ANYWHERE | {State.SYNC_FILE_SYSTEM, State.COLD_STANDBY, State.FAILED},
    State.SYNC_FILE_SYSTEM: _ANYWHERE
    | {State.BULK_SYNC, State.STANDBY_READY, State.COLD_STANDBY, State.FAILED},
    State.BULK_SYNC: _ANYWHERE | {State.STANDBY_READY, State.COLD_STANDBY, State.FAILED},
    State.STANDBY_READY: _ANYWHERE | {State.JUST_ACTIVE, State.COLD_STANDBY, State.FAILED},
    State.JUST_ACTIVE: _ANYWHERE
    | {State.ACTIVE_DRAIN, State.STANDBY_READY, State.COLD_STANDBY, State.FAILED},
    State.ACTIVE_DRAIN: _ANYWHERE | {State.ACTIVE_APPLYING_CONFIG, State.STANDBY_READY, State.FAILED},
    State.ACTIVE_APPLYING_CONFIG: _ANYWHERE
    | {State.ACTIVE_CONFIG_APPLIED, State.STANDBY_READY, State.FAILED},
    State.ACTIVE_CONFIG_APPLIED: _ANYWHERE | {State.ACTIVE, State.STANDBY_READY, State.FAILED},
    State.ACTIVE: _ANYWHERE | {State.STANDBY_READY, State.COLD_STANDBY, State.FAILED},
    State.FAILED: _ANYWHERE | {State.STANDBY_READY, State.COLD_STANDBY},
}


def is_legal(was: State, state: State) -> bool:
    """True if ``state`` may follow ``was``."""
    return state in LEGAL[was]


def begins_role(was: State, state: State) -> bool:
    """True if this step enters a role: the time that ``Group n last failover at`` shows.

    Captured values show it for becoming active and for becoming standby alike (reference 4.1) [R values, I
    rule].
    """
    return (
        (state.is_active and was not in ACTIVE_PATH)
        or (state is State.STANDBY_READY and was not in STANDBY_PATH)
        or (state in STANDBY_PATH and was not in STANDBY_PATH)
        or state in (State.FAILED, State.DISABLED, State.NEGOTIATION)
    )
