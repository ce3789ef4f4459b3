"""How many interfaces of a group may fail, and what follows (reference 1.7, 2.4)."""

from __future__ import annotations

from itertools import product

import pytest

from asapair.actors.facts.states import State
from asapair.actors.messages import GroupReport
from asapair.actors.rules.interface_policy import claims, is_over, standby_walk
from asapair.actors.rules.transitions import LEGAL, Walk


@pytest.mark.parametrize(
    ("policy", "failed", "monitored", "over"),
    [
        ("1", 0, 4, False),
        ("1", 1, 4, True),
        ("3", 2, 4, False),
        ("3", 3, 4, True),
        ("3", 4, 4, True),
        ("250", 4, 4, False),  # more than there are
        ("250", 249, 250, False),
        ("250", 250, 250, True),
        ("1", 0, 0, False),
        ("50%", 0, 4, False),
        ("50%", 1, 4, False),
        ("50%", 2, 4, True),
        ("50%", 1, 3, False),
        ("50%", 2, 3, True),
        ("1%", 1, 100, True),
        ("1%", 0, 100, False),
        ("1%", 1, 101, False),
        ("100%", 3, 4, False),
        ("100%", 4, 4, True),
        ("100%", 0, 0, False),  # nothing is monitored, so nothing fails
        ("1%", 0, 0, False),
    ],
)
def test_a_group_is_past_its_policy_when_so_many_or_that_part_of_its_interfaces_have_failed(
    policy: str, failed: int, monitored: int, *, over: bool
) -> None:
    """H5: a number, or a percentage with its sign."""
    assert is_over(policy, failed, monitored) is over


@pytest.mark.parametrize("policy", ["1", "2", "250", "1%", "50%", "100%"])
def test_one_more_failure_never_makes_a_group_sound(policy: str) -> None:
    """H5: whatever the policy."""
    for monitored in range(12):
        verdicts = [is_over(policy, failed, monitored) for failed in range(monitored + 1)]
        assert verdicts == sorted(verdicts)


@pytest.mark.parametrize(("state", "over"), list(product(State, [True, False])))
def test_a_standby_group_fails_and_becomes_sound_and_no_other_state_moves(
    state: State, *, over: bool
) -> None:
    """A3, A4: an active copy goes on until its mate takes over."""
    expected = {(State.STANDBY_READY, True): Walk.FAIL, (State.FAILED, False): Walk.READY}
    assert standby_walk(state, over=over) is expected.get((state, over))


def test_what_interfaces_make_of_a_standby_group_is_legal() -> None:
    """S1: both ways."""
    assert (State.STANDBY_READY, State.FAILED) in LEGAL
    assert (State.FAILED, State.STANDBY_READY) in LEGAL


@pytest.mark.parametrize(
    ("mine", "failed", "mates", "mates_failed", "over", "taken"),
    [
        (State.STANDBY_READY, 0, State.ACTIVE, 1, True, True),
        (State.STANDBY_READY, 1, State.ACTIVE, 2, True, True),
        (State.STANDBY_READY, 0, State.ACTIVE, 1, False, False),  # within its policy
        (State.STANDBY_READY, 1, State.ACTIVE, 1, True, False),  # not worse than here
        (State.STANDBY_READY, 2, State.ACTIVE, 1, True, False),
        (State.FAILED, 1, State.ACTIVE, 2, True, False),  # row 3
        (State.ACTIVE, 0, State.ACTIVE, 1, True, False),
        (State.SYNC_CONFIG, 0, State.ACTIVE, 1, True, False),
        (State.STANDBY_READY, 0, State.FAILED, 1, True, False),  # not active there
        (State.STANDBY_READY, 0, State.STANDBY_READY, 1, True, False),
        (State.STANDBY_READY, 0, State.JUST_ACTIVE, 1, True, False),  # not yet
    ],
)
def test_a_ready_group_is_taken_from_an_active_mate_that_is_past_its_policy_and_worse(
    mine: State, failed: int, mates: State, mates_failed: int, *, over: bool, taken: bool
) -> None:
    """A2, A3: the failing side must be the worse one [V:G912]."""
    mate = GroupReport(state=mates, since=0, active_ns=0, failed=mates_failed, over=over)
    assert claims(mine, failed, mate) is taken
