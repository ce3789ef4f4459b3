"""The state machine of groups 0, 1 and 2: one table, and all that follows from it (reference 5.1, 5.2, 5.4).

``docs/state-machine.md`` shows the table as a picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..duration import MILLISECOND
from ..facts.states import ACTIVE_PATH, STANDBY_PATH, Reason, State


class Walk(StrEnum):
    """What a unit tells a group to do: the events of the state machine."""

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


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: from any of some states to another.

    ``event`` is the walk that leads there, ``when`` what it stands for; ``reasons`` are what the history may
    show; ``tag`` is that of reference 5.2.
    """

    was: tuple[State, ...]
    state: State
    event: Walk
    when: str
    reasons: tuple[Reason, ...]
    tag: str


_S, _R = State, Reason

#: Where a copy on the active path may stand still: it goes through the other states in no time.
_HOLDING = (_S.JUST_ACTIVE, _S.ACTIVE)
_TAKEOVER = (
    _R.HELLO_NOT_HEARD,
    _R.CONFIG_COMMAND,
    _R.MATE_WANTS_ME_ACTIVE,
    _R.MATE_RELOADED,
    _R.MATE_FAILED,
    _R.INTERFACE_CHECK,
    _R.STATE_CHECK,
    _R.NO_ACTIVE_UNIT,
)
_JOINING = (_R.ACTIVE_MATE, _R.CONFIGURATION_MISMATCH, _R.RECOVERED, _R.STATE_CHECK)

# fmt: off
TABLE = (
    # -- negotiation --
    Transition((_S.DISABLED, _S.NOT_DETECTED), _S.NEGOTIATION, Walk.NEGOTIATE,
               "failover comes on, or the unit boots with it", (_R.STATE_CHECK, _R.NO_ERROR), "R"),
    Transition((_S.COLD_STANDBY, _S.STANDBY_READY, _S.FAILED), _S.NEGOTIATION, Walk.NEGOTIATE,
               "the mate is lost before its configuration has come",
               (_R.STATE_CHECK, _R.RECOVERED, _R.MATE_RELOADED), "M"),
    # -- the standby path --
    Transition((_S.NEGOTIATION,), _S.COLD_STANDBY, Walk.JOIN,
               "the mate is active, or leads", _JOINING, "M"),
    Transition((_S.STANDBY_READY, _S.FAILED), _S.COLD_STANDBY, Walk.JOIN,
               "the mate sends its configuration once more", _JOINING, "R"),
    Transition(_HOLDING, _S.COLD_STANDBY, Walk.JOIN,
               "both units were active, and this one gives way", (_R.STATE_CHECK,), "M"),
    Transition((_S.SYNC_CONFIG, _S.SYNC_FILE_SYSTEM, _S.BULK_SYNC), _S.COLD_STANDBY, Walk.JOIN,
               "the configuration stops coming, or comes anew", _JOINING, "M"),
    Transition((_S.COLD_STANDBY,), _S.SYNC_CONFIG, Walk.SYNC_CONFIG,
               "the configuration comes", _JOINING, "R"),
    Transition((_S.SYNC_CONFIG,), _S.SYNC_FILE_SYSTEM, Walk.SYNC_FILE_SYSTEM,
               "all of it is there", _JOINING, "R"),
    Transition((_S.SYNC_FILE_SYSTEM,), _S.BULK_SYNC, Walk.BULK_SYNC,
               "with a state link: connections come", _JOINING, "R"),
    Transition((_S.SYNC_FILE_SYSTEM, _S.BULK_SYNC), _S.STANDBY_READY, Walk.READY,
               "everything is there", _JOINING, "R"),
    # -- the active path --
    Transition((_S.NEGOTIATION,), _S.JUST_ACTIVE, Walk.TAKE,
               "no mate is active when the window closes", (_R.NO_ACTIVE_UNIT,), "R"),
    Transition((_S.STANDBY_READY,), _S.JUST_ACTIVE, Walk.TAKE,
               "the mate is lost, has let go, or is worse", _TAKEOVER, "R"),
    Transition((_S.JUST_ACTIVE,), _S.ACTIVE_DRAIN, Walk.TAKE,
               "the next step, half a second later", _TAKEOVER, "R"),
    Transition((_S.ACTIVE_DRAIN,), _S.ACTIVE_APPLYING_CONFIG, Walk.TAKE,
               "the next step", _TAKEOVER, "R"),
    Transition((_S.ACTIVE_APPLYING_CONFIG,), _S.ACTIVE_CONFIG_APPLIED, Walk.TAKE,
               "the next step", _TAKEOVER, "R"),
    Transition((_S.ACTIVE_CONFIG_APPLIED,), _S.ACTIVE, Walk.TAKE,
               "the next step", _TAKEOVER, "R"),
    Transition(_HOLDING, _S.STANDBY_READY, Walk.YIELD,
               "an operator, the mate, or a split that heals moves it",
               (_R.MATE_WANTS_ME_STANDBY, _R.CONFIG_COMMAND, _R.STATE_CHECK), "R"),
    # -- failed --
    Transition((*_HOLDING, _S.STANDBY_READY), _S.FAILED, Walk.FAIL,
               "more interfaces have failed than the policy allows", (_R.INTERFACE_CHECK,), "M"),
    Transition((_S.NEGOTIATION,), _S.FAILED, Walk.FAIL,
               "so it is found at the start", (_R.INTERFACE_CHECK,), "M"),
    Transition((_S.FAILED,), _S.STANDBY_READY, Walk.READY,
               "sound again, reset, or needed: the mate is lost", (_R.RECOVERED, *_TAKEOVER), "M"),
    # -- failover off --
    Transition(tuple(state for state in _S if state not in (_S.DISABLED, _S.NOT_DETECTED)), _S.DISABLED,
               Walk.DISABLE, "`no failover`, or a mate that does not fit",
               (_R.CONFIG_COMMAND, _R.MATE_VERSION, _R.MATE_MODE, _R.MATE_LICENSE), "M"),
)
# fmt: on
"""The whole state machine. What does not stand here is an error of the emulator, and ends the run."""

#: How long Just Active lasts; captures show less than a second to Active [R] (reference 4.4).
JUST_ACTIVE_TIME = 500 * MILLISECOND

#: The states of a walk, each with the time (ns) spent in the state before it.
STEPS: dict[Walk, tuple[tuple[State, int], ...]] = {
    walk: tuple(
        (state, JUST_ACTIVE_TIME if state is State.ACTIVE_DRAIN else 0)
        for state in dict.fromkeys(row.state for row in TABLE if row.event is walk)
    )
    for walk in Walk
}

#: For what reasons one state may follow another.
LEGAL: dict[tuple[State, State], tuple[Reason, ...]] = {}
for _row in TABLE:
    for _was in _row.was:
        LEGAL[_was, _row.state] = LEGAL.get((_was, _row.state), ()) + _row.reasons


def is_legal(was: State, state: State, reason: Reason | None = None) -> bool:
    """True if ``state`` may follow ``was``, for this reason where one is given."""
    reasons = LEGAL.get((was, state), ())
    return bool(reasons) if reason is None else reason in reasons


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
