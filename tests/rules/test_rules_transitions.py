"""The state machine of a group, beside the tables of reference 5.1, 5.2 and 2.1."""

from __future__ import annotations

import pytest

from asapair.actors.duration import SECOND
from asapair.actors.facts.states import ACTIVE_PATH, STANDBY_PATH, Reason, State
from asapair.actors.rules.transitions import LEGAL, STEPS, TABLE, Walk, begins_role, is_legal

S, R = State, Reason
EVERYTHING = tuple(State)

#: reference 5.2, and 5.1 for what Negotiation leads to and for the bulk synchronisation that may be skipped
DOCUMENTED = [
    (S.NOT_DETECTED, S.NEGOTIATION),
    (S.DISABLED, S.NEGOTIATION),
    (S.NEGOTIATION, S.JUST_ACTIVE),
    (S.NEGOTIATION, S.COLD_STANDBY),
    (S.NEGOTIATION, S.FAILED),
    (S.COLD_STANDBY, S.SYNC_CONFIG),
    (S.SYNC_CONFIG, S.SYNC_FILE_SYSTEM),
    (S.SYNC_FILE_SYSTEM, S.BULK_SYNC),
    (S.SYNC_FILE_SYSTEM, S.STANDBY_READY),
    (S.BULK_SYNC, S.STANDBY_READY),
    (S.STANDBY_READY, S.JUST_ACTIVE),
    (S.JUST_ACTIVE, S.ACTIVE_DRAIN),
    (S.ACTIVE_DRAIN, S.ACTIVE_APPLYING_CONFIG),
    (S.ACTIVE_APPLYING_CONFIG, S.ACTIVE_CONFIG_APPLIED),
    (S.ACTIVE_CONFIG_APPLIED, S.ACTIVE),
    (S.ACTIVE, S.STANDBY_READY),
    (S.ACTIVE, S.FAILED),
    (S.STANDBY_READY, S.FAILED),
    (S.FAILED, S.STANDBY_READY),
    (S.FAILED, S.COLD_STANDBY),
    (S.STANDBY_READY, S.COLD_STANDBY),
    (S.ACTIVE, S.COLD_STANDBY),
]

#: from where units send groups on each walk
USED_FROM = {
    Walk.NEGOTIATE: (S.DISABLED, S.COLD_STANDBY),
    Walk.TAKE: (S.NEGOTIATION, S.STANDBY_READY),
    Walk.YIELD: (S.JUST_ACTIVE, S.ACTIVE),
    Walk.JOIN: (S.NEGOTIATION, S.ACTIVE, S.STANDBY_READY, S.FAILED),
    Walk.SYNC_CONFIG: (S.COLD_STANDBY,),
    Walk.SYNC_FILE_SYSTEM: (S.SYNC_CONFIG,),
    Walk.BULK_SYNC: (S.SYNC_FILE_SYSTEM,),
    Walk.READY: (S.SYNC_FILE_SYSTEM, S.BULK_SYNC, S.FAILED),
    Walk.FAIL: (S.ACTIVE, S.STANDBY_READY),
    Walk.DISABLE: tuple(state for state in EVERYTHING if state not in {S.DISABLED, S.NOT_DETECTED}),
}


@pytest.mark.parametrize(("was", "state"), DOCUMENTED)
def test_every_documented_transition_is_legal(was: State, state: State) -> None:
    """S1: the table of reference 5.2, row by row."""
    assert is_legal(was, state)


#: reference 5.2 and 5.3, spelled as the device does
REASONS = [
    (S.DISABLED, S.NEGOTIATION, R.STATE_CHECK),
    (S.NOT_DETECTED, S.NEGOTIATION, R.NO_ERROR),
    (S.NEGOTIATION, S.JUST_ACTIVE, R.NO_ACTIVE_UNIT),
    (S.NEGOTIATION, S.COLD_STANDBY, R.ACTIVE_MATE),
    (S.SYNC_CONFIG, S.SYNC_FILE_SYSTEM, R.CONFIGURATION_MISMATCH),
    (S.BULK_SYNC, S.STANDBY_READY, R.CONFIGURATION_MISMATCH),
    (S.STANDBY_READY, S.JUST_ACTIVE, R.HELLO_NOT_HEARD),
    (S.STANDBY_READY, S.JUST_ACTIVE, R.MATE_WANTS_ME_ACTIVE),
    (S.ACTIVE_CONFIG_APPLIED, S.ACTIVE, R.CONFIG_COMMAND),
    (S.ACTIVE, S.STANDBY_READY, R.MATE_WANTS_ME_STANDBY),
    (S.ACTIVE, S.STANDBY_READY, R.CONFIG_COMMAND),
    (S.ACTIVE, S.FAILED, R.INTERFACE_CHECK),
    (S.STANDBY_READY, S.FAILED, R.INTERFACE_CHECK),
    (S.FAILED, S.STANDBY_READY, R.INTERFACE_CHECK),
    (S.FAILED, S.STANDBY_READY, R.CONFIG_COMMAND),
    (S.ACTIVE, S.COLD_STANDBY, R.STATE_CHECK),
    (S.ACTIVE, S.DISABLED, R.CONFIG_COMMAND),
    (S.NEGOTIATION, S.DISABLED, R.MATE_LICENSE),
]


@pytest.mark.parametrize(("was", "state", "reason"), REASONS)
def test_a_documented_reason_is_one_of_its_step(was: State, state: State, reason: Reason) -> None:
    """S1: the column of reasons of reference 5.2."""
    assert is_legal(was, state, reason)


@pytest.mark.parametrize(
    ("was", "state", "reason"),
    [
        (S.NEGOTIATION, S.JUST_ACTIVE, R.HELLO_NOT_HEARD),
        (S.ACTIVE, S.STANDBY_READY, R.HELLO_NOT_HEARD),
        (S.ACTIVE, S.FAILED, R.CONFIG_COMMAND),
        (S.STANDBY_READY, S.DISABLED, R.INTERFACE_CHECK),
        (S.DISABLED, S.ACTIVE, R.CONFIG_COMMAND),
    ],
)
def test_another_reason_than_those_of_the_step_is_illegal(was: State, state: State, reason: Reason) -> None:
    """S1: a group that gave it would have misunderstood its unit."""
    assert not is_legal(was, state, reason)


def test_disabled_may_follow_any_state_that_a_copy_can_be_in() -> None:
    """S1: `no failover` comes whenever it comes (reference 5.2)."""
    assert [was for was in EVERYTHING if not is_legal(was, S.DISABLED)] == [S.DISABLED, S.NOT_DETECTED]


def test_who_is_active_never_negotiates() -> None:
    """S1, I2: a unit that holds a group does not let go of it to look for its mate."""
    assert not any(is_legal(was, S.NEGOTIATION) for was in ACTIVE_PATH)


def test_every_row_has_an_event_a_reason_and_a_tag() -> None:
    """S1: one table, from which the rest follows."""
    assert all(row.was and row.reasons and row.tag in {"R", "M", "I"} for row in TABLE)
    assert {(was, row.state) for row in TABLE for was in row.was} == set(LEGAL)
    assert sorted({row.event for row in TABLE}) == sorted(Walk)


def test_no_two_rows_are_about_the_same_step() -> None:
    """S1: else one could not say which of them a step was."""
    steps = [(was, row.state) for row in TABLE for was in row.was]
    assert len(set(steps)) == len(steps)


def test_a_copy_becomes_active_from_negotiation_or_standby_ready_alone() -> None:
    """S1, B6: what is half synchronised, failed or disabled never becomes active."""
    assert [was for was in EVERYTHING if is_legal(was, S.JUST_ACTIVE)] == [S.NEGOTIATION, S.STANDBY_READY]


@pytest.mark.parametrize(
    ("state", "only_after"),
    [
        (S.ACTIVE_DRAIN, S.JUST_ACTIVE),
        (S.ACTIVE_APPLYING_CONFIG, S.ACTIVE_DRAIN),
        (S.ACTIVE_CONFIG_APPLIED, S.ACTIVE_APPLYING_CONFIG),
        (S.ACTIVE, S.ACTIVE_CONFIG_APPLIED),
        (S.SYNC_CONFIG, S.COLD_STANDBY),
        (S.SYNC_FILE_SYSTEM, S.SYNC_CONFIG),
        (S.BULK_SYNC, S.SYNC_FILE_SYSTEM),
    ],
)
def test_no_step_of_the_two_paths_can_be_left_out(state: State, only_after: State) -> None:
    """S1: losing a group is one row of the history, gaining one is five (reference 4.4)."""
    assert [was for was in EVERYTHING if is_legal(was, state)] == [only_after]


@pytest.mark.parametrize("was", [S.DISABLED, S.NEGOTIATION, S.COLD_STANDBY, S.SYNC_CONFIG])
def test_standby_ready_needs_a_configuration(was: State) -> None:
    """S1: nobody can take over who has not got everything (reference 5.1)."""
    assert not is_legal(was, S.STANDBY_READY)


def test_every_state_that_a_copy_can_be_in_is_reached_from_disabled() -> None:
    """S1: Not Detected is what a unit says of a mate it has never heard; no copy enters it."""
    reached = [S.DISABLED]
    for state in reached:
        reached += [after for after in EVERYTHING if is_legal(state, after) and after not in reached]
    assert sorted(reached) == sorted(state for state in EVERYTHING if state is not S.NOT_DETECTED)


def test_every_state_that_a_copy_can_be_in_is_the_end_or_a_step_of_some_walk() -> None:
    """S1: the table of walks and the table of states are about the same states."""
    walked = [state for steps in STEPS.values() for state, _ in steps]
    assert sorted(dict.fromkeys(walked)) == sorted(
        state for state in EVERYTHING if state is not S.NOT_DETECTED
    )


@pytest.mark.parametrize(("walk", "was"), [(walk, was) for walk, froms in USED_FROM.items() for was in froms])
def test_every_walk_is_legal_from_where_units_use_it(walk: Walk, was: State) -> None:
    """S1: step by step, from the state before to the state after."""
    for state, _ in STEPS[walk]:
        assert is_legal(was, state), f"{was} to {state}"
        was = state


def test_there_are_steps_for_every_walk_and_no_time_is_negative() -> None:
    """S1: the table of walks is complete."""
    assert sorted(STEPS) == sorted(Walk) == sorted(USED_FROM)
    assert all(delay >= 0 for steps in STEPS.values() for _, delay in steps)


def test_taking_a_group_takes_more_than_nothing_and_a_second_at_most() -> None:
    """S1, H6: the walk from Just Active to Active takes no more than a second [R] (reference 2.1)."""
    assert STEPS[Walk.TAKE][0] == (S.JUST_ACTIVE, 0)
    assert 0 < sum(delay for _, delay in STEPS[Walk.TAKE]) <= 1 * SECOND


def test_gaining_a_group_is_five_rows_and_losing_one_is_one() -> None:
    """S1: as captured (reference 4.4)."""
    assert [state for state, _ in STEPS[Walk.TAKE]] == [
        S.JUST_ACTIVE,
        S.ACTIVE_DRAIN,
        S.ACTIVE_APPLYING_CONFIG,
        S.ACTIVE_CONFIG_APPLIED,
        S.ACTIVE,
    ]
    assert STEPS[Walk.YIELD] == ((S.STANDBY_READY, 0),)


@pytest.mark.parametrize(
    ("was", "state"),
    [
        (S.NEGOTIATION, S.JUST_ACTIVE),
        (S.STANDBY_READY, S.JUST_ACTIVE),
        (S.ACTIVE, S.STANDBY_READY),
        (S.NEGOTIATION, S.COLD_STANDBY),
        (S.ACTIVE, S.COLD_STANDBY),
        (S.ACTIVE, S.FAILED),
    ],
)
def test_becoming_active_and_becoming_standby_begin_a_role(was: State, state: State) -> None:
    """S4: `Group n last failover at` shows a time for a standby that was never active (reference 4.1)."""
    assert begins_role(was, state)


@pytest.mark.parametrize(
    ("was", "state"),
    [step for step in DOCUMENTED if step[0] in ACTIVE_PATH and step[1] in ACTIVE_PATH]
    + [step for step in DOCUMENTED if step[0] in STANDBY_PATH],
)
def test_going_on_along_a_path_begins_no_role(was: State, state: State) -> None:
    """S4: a role begins once, at the first step of its path (reference 4.1)."""
    assert not begins_role(was, state)
