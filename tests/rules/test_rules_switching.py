"""What an operator's switch is refused for (reference 1.7 row 7, 3.4, 14.7)."""

from __future__ import annotations

import pytest

from asapair.actors.facts.states import ACTIVE_PATH, STANDBY_PATH, State
from asapair.actors.rules.switching import Refusal, active_refused, standby_refused

READY, ACTIVE = State.STANDBY_READY, State.ACTIVE


@pytest.mark.parametrize("mine", [[READY], [ACTIVE], [READY, READY], [ACTIVE, READY], [READY, ACTIVE]])
def test_a_unit_may_take_what_is_standby_ready_or_its_own_already(mine: list[State]) -> None:
    """A8: on a unit that holds them nothing changes (reference 3.4)."""
    assert active_refused(failover_on=True, link_up=True, mine=mine) is None


@pytest.mark.parametrize("link_up", [True, False])
@pytest.mark.parametrize("states", [[READY], [ACTIVE, ACTIVE], [State.DISABLED, State.DISABLED]])
def test_without_failover_nothing_is_moved(*, states: list[State], link_up: bool) -> None:
    """A8, B4: there is nobody to move it to or from."""
    assert active_refused(failover_on=False, link_up=link_up, mine=states) is Refusal.FAILOVER_OFF
    assert standby_refused(failover_on=False, link_up=link_up, mates=states) is Refusal.FAILOVER_OFF


@pytest.mark.parametrize("state", [State.NEGOTIATION, *sorted(STANDBY_PATH)])
@pytest.mark.parametrize("other", [READY, ACTIVE])
@pytest.mark.parametrize("link_up", [True, False])
def test_a_unit_that_is_synchronising_never_becomes_active(
    *, state: State, other: State, link_up: bool
) -> None:
    """A8, B6: under no circumstances (reference 14.7), be it one group of two."""
    assert active_refused(failover_on=True, link_up=link_up, mine=[state]) is Refusal.SYNCHRONISING
    assert active_refused(failover_on=True, link_up=link_up, mine=[other, state]) is Refusal.SYNCHRONISING


@pytest.mark.parametrize("mine", [[READY], [READY, ACTIVE], [ACTIVE, READY]])
def test_nothing_is_taken_over_a_link_that_is_down(mine: list[State]) -> None:
    """A7, A8: no failover until it is back (reference 1.7)."""
    assert active_refused(failover_on=True, link_up=False, mine=mine) is Refusal.LINK_DOWN


@pytest.mark.parametrize("state", sorted(ACTIVE_PATH))
def test_to_take_what_is_held_already_needs_no_link(state: State) -> None:
    """A8: nothing changes, so nothing is refused."""
    assert active_refused(failover_on=True, link_up=False, mine=[state, ACTIVE]) is None


def test_groups_may_be_given_to_a_mate_that_is_ready_for_them() -> None:
    """A8: `no failover active` with one group, with both, and with none to give."""
    assert standby_refused(failover_on=True, link_up=True, mates=[READY]) is None
    assert standby_refused(failover_on=True, link_up=True, mates=[READY, READY]) is None
    assert standby_refused(failover_on=True, link_up=True, mates=[]) is None


def test_groups_are_not_given_away_over_a_link_that_is_down() -> None:
    """A7, A8: no failover until it is back."""
    assert standby_refused(failover_on=True, link_up=False, mates=[READY]) is Refusal.LINK_DOWN


@pytest.mark.parametrize("state", [state for state in State if state is not READY])
def test_a_group_is_not_given_to_a_mate_that_cannot_take_it(state: State) -> None:
    """A8, I2: refused when the mate is failed, was never detected or has not finished (reference 3.4)."""
    assert standby_refused(failover_on=True, link_up=True, mates=[state]) is Refusal.MATE_NOT_READY
    assert standby_refused(failover_on=True, link_up=True, mates=[READY, state]) is Refusal.MATE_NOT_READY
