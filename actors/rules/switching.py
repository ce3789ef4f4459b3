"""What `failover active` and `no failover active` are refused for (reference 1.7 row 7, 3.4)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from ..facts.states import State


class Refusal(Enum):
    """Why a group is not moved."""

    FAILOVER_OFF = "failover is off"
    SYNCHRONISING = "a unit that is synchronising never becomes active"
    LINK_DOWN = "the failover link is down, so nothing moves until it is back"
    MATE_NOT_READY = "the mate cannot take the group"


def active_refused(*, failover_on: bool, link_up: bool, mine: Sequence[State]) -> Refusal | None:
    """Why this unit may not take groups whose states here are ``mine``, or None if it may."""
    if not failover_on:
        return Refusal.FAILOVER_OFF
    if any(state.is_synchronising or state is State.NEGOTIATION for state in mine):
        return Refusal.SYNCHRONISING
    if not link_up and not all(state.is_active for state in mine):
        return Refusal.LINK_DOWN
    return None


def standby_refused(*, failover_on: bool, link_up: bool, mates: Sequence[State]) -> Refusal | None:
    """Why this unit may not give up groups whose states on the mate are ``mates``, or None if it may."""
    if not failover_on:
        return Refusal.FAILOVER_OFF
    if not link_up:
        return Refusal.LINK_DOWN
    if any(state is not State.STANDBY_READY for state in mates):
        return Refusal.MATE_NOT_READY
    return None
