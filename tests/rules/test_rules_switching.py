"""What an operator's switch is refused for, what a switch says (reference 1.7 row 7, 3.4, 6, 14.7)."""

from __future__ import annotations

from functools import partial

import pytest

from asapair.actors.facts import texts
from asapair.actors.facts.states import ACTIVE_PATH, STANDBY_PATH, Reason, State
from asapair.actors.rules.switching import Refusal, active_refused, announced, standby_refused

READY, ACTIVE = State.STANDBY_READY, State.ACTIVE

#: Where failover is on, and nothing is being received.
refused = partial(active_refused, failover_on=True, receiving=False)


@pytest.mark.parametrize("mine", [[READY], [ACTIVE], [READY, READY], [ACTIVE, READY], [READY, ACTIVE]])
def test_a_unit_may_take_what_is_standby_ready_or_its_own_already(mine: list[State]) -> None:
    """A8: on a unit that holds them nothing changes (reference 3.4)."""
    assert refused(link_up=True, mine=mine) is None


@pytest.mark.parametrize("link_up", [True, False])
@pytest.mark.parametrize("states", [[READY], [ACTIVE, ACTIVE], [State.DISABLED, State.DISABLED]])
def test_without_failover_nothing_is_moved(*, states: list[State], link_up: bool) -> None:
    """A8, B4: there is nobody to move it to or from."""
    assert (
        active_refused(failover_on=False, link_up=link_up, receiving=False, mine=states)
        is Refusal.FAILOVER_OFF
    )
    assert standby_refused(failover_on=False, link_up=link_up, mates=states) is Refusal.FAILOVER_OFF


@pytest.mark.parametrize("state", [State.NEGOTIATION, *sorted(STANDBY_PATH)])
@pytest.mark.parametrize("other", [READY, ACTIVE])
@pytest.mark.parametrize("link_up", [True, False])
def test_a_unit_that_is_synchronising_never_becomes_active(
    *, state: State, other: State, link_up: bool
) -> None:
    """A8, B6: under no circumstances (reference 14.7), be it one group of two."""
    assert (
        active_refused(failover_on=True, link_up=link_up, receiving=False, mine=[state])
        is Refusal.SYNCHRONISING
    )
    assert (
        active_refused(failover_on=True, link_up=link_up, receiving=False, mine=[other, state])
        is Refusal.SYNCHRONISING
    )


@pytest.mark.parametrize("mine", [[READY], [READY, ACTIVE], [ACTIVE, READY]])
def test_nothing_is_taken_over_a_link_that_is_down(mine: list[State]) -> None:
    """A7, A8: no failover until it is back (reference 1.7)."""
    assert refused(link_up=False, mine=mine) is Refusal.LINK_DOWN


@pytest.mark.parametrize("state", sorted(ACTIVE_PATH))
def test_to_take_what_is_held_already_needs_no_link(state: State) -> None:
    """A8: nothing changes, so nothing is refused."""
    assert refused(link_up=False, mine=[state, ACTIVE]) is None


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


@pytest.mark.parametrize(
    "reason",
    [
        Reason.CONFIG_COMMAND,
        Reason.MATE_WANTS_ME_ACTIVE,
        Reason.MATE_RELOADED,
        Reason.STATE_CHECK,
        Reason.INTERFACE_CHECK,
    ],
)
def test_a_standby_group_that_becomes_active_says_so_once(reason: Reason) -> None:
    """A1, A8: with its first step (reference 6)."""
    assert announced(READY, State.JUST_ACTIVE, reason) is texts.SWITCHING_TO_ACTIVE
    assert announced(State.JUST_ACTIVE, State.ACTIVE_DRAIN, reason) is None


def test_what_follows_from_a_silent_mate_or_from_booting_is_not_said_again() -> None:
    """A1: `No Response from Mate` has said it (reference 6)."""
    assert announced(READY, State.JUST_ACTIVE, Reason.HELLO_NOT_HEARD) is None
    assert announced(State.NEGOTIATION, State.JUST_ACTIVE, Reason.NO_ACTIVE_UNIT) is None
    assert announced(State.SYNC_FILE_SYSTEM, READY, Reason.ACTIVE_MATE) is None


@pytest.mark.parametrize("was", [State.JUST_ACTIVE, ACTIVE])
def test_a_group_that_is_given_up_says_so(was: State) -> None:
    """A8: reference 6."""
    assert announced(was, READY, Reason.CONFIG_COMMAND) is texts.SWITCHING_TO_STANDBY


@pytest.mark.parametrize("was", [ACTIVE, READY, State.NEGOTIATION])
def test_a_group_that_fails_or_is_sound_again_says_so(was: State) -> None:
    """A2, A3: reference 6."""
    assert announced(was, State.FAILED, Reason.INTERFACE_CHECK) is texts.SWITCHING_TO_FAILED
    assert announced(State.FAILED, READY, Reason.INTERFACE_CHECK) is texts.SWITCHING_TO_OK


def test_a_unit_that_receives_takes_nothing_more_and_keeps_what_it_has() -> None:
    """A8: also where the text of one context alone is on its way."""
    for mine, refusal in (([State.STANDBY_READY], Refusal.SYNCHRONISING), ([ACTIVE, ACTIVE], None)):
        assert active_refused(failover_on=True, link_up=True, receiving=True, mine=mine) is refusal
