"""What two running units make of each other when they meet again (reference 14.5, 14.6)."""

from __future__ import annotations

from itertools import product

import pytest

from asapair.actors.facts.states import ACTIVE_PATH, STANDBY_PATH, Role, State
from asapair.actors.messages import GroupReport, UnitReport
from asapair.actors.rules.healing import (
    Meeting,
    doubly_active,
    is_foreign,
    mate_is_foreign,
    meeting,
    on_the_way,
    takes_unheld,
    unheld,
)

ACTIVE, READY = State.ACTIVE, State.STANDBY_READY
PRIMARY, SECONDARY = Role.PRIMARY, Role.SECONDARY
#: states of groups 0, 1 and 2; group 0 goes with group 1
BOTH, ONE, TWO, NONE = (ACTIVE,) * 3, (ACTIVE, ACTIVE, READY), (READY, READY, ACTIVE), (READY,) * 3


def report(role: Role, preferred: tuple[Role, Role] = (PRIMARY, SECONDARY)) -> UnitReport:
    group = GroupReport(READY, 0, 0)
    return UnitReport(role, "9.1(5)16", "multiple", 2, (group, group, group), preferred)


@pytest.mark.parametrize(
    ("preferred", "lost_by_primary", "lost_by_secondary"),
    [
        ((PRIMARY, SECONDARY), (2,), (1,)),
        ((SECONDARY, PRIMARY), (1,), (2,)),
        ((PRIMARY, PRIMARY), (), (1, 2)),
        ((SECONDARY, SECONDARY), (1, 2), ()),
    ],
)
def test_each_group_that_is_active_twice_stays_on_its_preferred_unit(
    preferred: tuple[Role, Role], lost_by_primary: tuple[int, ...], lost_by_secondary: tuple[int, ...]
) -> None:
    """B7: and who keeps group 1 sends, the other one takes everything (reference 14.5)."""
    primary, secondary = report(PRIMARY, preferred), report(SECONDARY, preferred)
    keeps_1 = 1 not in lost_by_primary
    assert meeting(primary, secondary, BOTH, BOTH, first=True) == Meeting(
        lost_by_primary, resynchronises=not keeps_1
    )
    assert meeting(secondary, primary, BOTH, BOTH, first=False) == Meeting(
        lost_by_secondary, resynchronises=keeps_1
    )


@pytest.mark.parametrize(
    ("mine", "mates", "lost", "resynchronises"),
    [
        (ONE, TWO, (), False),
        (TWO, ONE, (), True),
        (NONE, BOTH, (), True),
        (BOTH, NONE, (), False),
        (BOTH, TWO, (2,), False),  # the primary meets a secondary that has its own group
        (ONE, BOTH, (), False),
    ],
)
def test_the_unit_without_group_1_takes_the_configuration_of_the_one_with_it(
    mine: tuple[State, State, State],
    mates: tuple[State, State, State],
    lost: tuple[int, ...],
    *,
    resynchronises: bool,
) -> None:
    """B7, R7: also where nothing is active twice (reference 14.6)."""
    found = meeting(report(PRIMARY), report(SECONDARY), mine, mates, first=True)
    assert found == Meeting(lost, resynchronises=resynchronises)


@pytest.mark.parametrize("roles", list(product(Role, repeat=2)))
@pytest.mark.parametrize("states", list(product((BOTH, ONE, TWO, NONE), repeat=2)))
def test_of_two_units_that_meet_one_gives_up_and_one_takes_the_configuration(
    roles: tuple[Role, Role], states: tuple[tuple[State, ...], tuple[State, ...]]
) -> None:
    """I1, I3: whatever each of them says about preferences, and whatever role it claims."""
    preferences = [(one, two) for one in Role for two in Role]
    for mine, mates in product(preferences, repeat=2):
        here, there = report(roles[0], mine), report(roles[1], mates)
        one = meeting(here, there, states[0], states[1], first=True)
        other = meeting(there, here, states[1], states[0], first=False)
        assert sorted(one.lost + other.lost) == list(doubly_active(states[0], states[1])), (mine, mates)
        assert one.resynchronises is not other.resynchronises, (mine, mates)


@pytest.mark.parametrize("mine", sorted(ACTIVE_PATH))
@pytest.mark.parametrize("mates", sorted(ACTIVE_PATH))
def test_a_group_is_active_twice_from_the_first_step_of_the_active_path(mine: State, mates: State) -> None:
    """I1: Just Active has the addresses already (reference 5.1)."""
    assert doubly_active((mine, mine, READY), (mates, mates, mates)) == (1,)


def test_a_group_that_neither_holds_and_this_unit_could_take_is_unheld() -> None:
    """I2: one that synchronises could not take it, a failed copy is better than none."""
    assert unheld(NONE, NONE) == (1, 2)
    assert unheld(ONE, NONE) == (2,)
    assert unheld(NONE, BOTH) == ()
    assert unheld((READY, State.FAILED, State.SYNC_CONFIG), NONE) == (1,)
    assert unheld(NONE, (READY, State.SYNC_CONFIG, State.FAILED)) == (1, 2)
    assert unheld((READY, State.FAILED, State.FAILED), (READY, State.FAILED, ACTIVE)) == (1,)
    assert unheld(NONE, (State.DISABLED,) * 3) == ()


@pytest.mark.parametrize(
    ("mine", "mates", "takes_it"),
    [
        (READY, READY, {True: True, False: False}),
        (READY, State.FAILED, {True: True, False: True}),
        (READY, State.SYNC_CONFIG, {True: True, False: True}),
        (State.FAILED, READY, {True: False, False: False}),
        (State.FAILED, State.FAILED, {True: True, False: False}),
        (State.FAILED, State.NEGOTIATION, {True: True, False: True}),
    ],
)
def test_the_better_copy_takes_what_neither_holds_and_of_equal_ones_the_preferred(
    mine: State, mates: State, takes_it: dict[bool, bool]
) -> None:
    """I1, I2: both look, and one of them takes it."""
    found = {preferred: takes_unheld(mine, mates, preferred=preferred) for preferred in (True, False)}
    assert found == takes_it


@pytest.mark.parametrize("state", [State.DISABLED, State.NEGOTIATION, *sorted(STANDBY_PATH)])
def test_a_unit_of_which_one_group_is_on_the_way_is_waited_for(state: State) -> None:
    """B7: what follows from a negotiation or a stream comes first (reference 14.6)."""
    assert on_the_way((state, READY, ACTIVE))
    assert on_the_way((ACTIVE, ACTIVE, state))
    assert not on_the_way((ACTIVE, State.FAILED, READY))


@pytest.mark.parametrize(
    ("mine", "mates", "shared", "foreign"),
    [
        (TWO, ONE, False, True),
        (TWO, ONE, True, False),
        (ONE, TWO, False, False),  # who holds group 1 has the configuration that counts
        (BOTH, BOTH, False, False),
        (NONE, NONE, False, False),
    ],
)
def test_a_unit_without_group_1_has_another_configuration_until_it_has_taken_the_mates(
    *, mine: tuple[State, ...], mates: tuple[State, ...], shared: bool, foreign: bool
) -> None:
    """B7: reference 14.6."""
    assert is_foreign(mine, mates, shared=shared) is foreign


@pytest.mark.parametrize(
    ("mine", "mates", "shared", "foreign"),
    [
        (BOTH, NONE, False, True),
        (BOTH, NONE, True, False),
        (BOTH, (State.SYNC_CONFIG,) * 3, False, True),
        (BOTH, (State.COLD_STANDBY,) * 3, False, False),  # it asks by itself
        (BOTH, (State.NEGOTIATION,) * 3, False, False),
        ((State.JUST_ACTIVE,) * 3, NONE, False, False),  # not before it holds the group
        (TWO, ONE, False, False),
    ],
)
def test_a_mate_that_does_not_know_better_is_sent_the_configuration_unasked(
    *, mine: tuple[State, ...], mates: tuple[State, ...], shared: bool, foreign: bool
) -> None:
    """I3: reference 14.6."""
    assert mate_is_foreign(mine, mates, shared=shared) is foreign
