"""What an operator's switch is refused for, and what a switch says (reference 1.7 row 7, 3.4, 6)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from ..duration import SECOND
from ..facts import texts
from ..facts.states import Reason, State
from ..facts.texts import Text

#: How long (ns) a unit waits for a group that it has asked for before it looks again [I].
RELEASE_TIME = 3 * SECOND

#: Reasons for becoming active that are said; a mate that does not answer has a text of its own.
_ANNOUNCED = frozenset(
    {
        Reason.CONFIG_COMMAND,
        Reason.MATE_WANTS_ME_ACTIVE,
        Reason.MATE_RELOADED,
        Reason.STATE_CHECK,
        Reason.INTERFACE_CHECK,
    }
)


class Refusal(Enum):
    """Why a group is not moved."""

    FAILOVER_OFF = "failover is off"
    SYNCHRONISING = "a unit that is synchronising never becomes active"
    LINK_DOWN = "the failover link is down, so nothing moves until it is back"
    MATE_NOT_READY = "the mate cannot take the group"


def active_refused(
    *, failover_on: bool, link_up: bool, receiving: bool, mine: Sequence[State]
) -> Refusal | None:
    """Why this unit may not take groups whose states here are ``mine``, or None if it may.

    ``receiving``: a configuration, or the text of one context.
    """
    if not failover_on:
        return Refusal.FAILOVER_OFF
    if all(state.is_active for state in mine):
        return None
    if receiving or any(state.is_synchronising or state is State.NEGOTIATION for state in mine):
        return Refusal.SYNCHRONISING
    return None if link_up else Refusal.LINK_DOWN


def standby_refused(*, failover_on: bool, link_up: bool, mates: Sequence[State]) -> Refusal | None:
    """Why this unit may not give up groups whose states on the mate are ``mates``, or None if it may."""
    if not failover_on:
        return Refusal.FAILOVER_OFF
    if not link_up:
        return Refusal.LINK_DOWN
    if any(state is not State.STANDBY_READY for state in mates):
        return Refusal.MATE_NOT_READY
    return None


def announced(was: State, state: State, reason: Reason) -> Text | None:
    """What a step of group 1 or 2 says on the console; most steps say nothing."""
    if state is State.FAILED:
        return texts.SWITCHING_TO_FAILED
    if state is State.STANDBY_READY and was is State.FAILED:
        return texts.SWITCHING_TO_OK
    if state is State.STANDBY_READY and was.is_active:
        return texts.SWITCHING_TO_STANDBY
    if was is State.STANDBY_READY and state.is_active and reason in _ANNOUNCED:
        return texts.SWITCHING_TO_ACTIVE
    return None
