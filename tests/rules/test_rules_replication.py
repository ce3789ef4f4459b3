"""Where a command goes, and what becomes of it while a configuration streams (reference 1.5, 14.9)."""

from __future__ import annotations

from itertools import product

import pytest

from asapair.actors.facts.states import ACTIVE_PATH, State
from asapair.actors.rules.replication import Direction, direction, listens, outcome_on_receiver

PASSIVE = [state for state in State if state not in ACTIVE_PATH and state is not State.DISABLED]


@pytest.mark.parametrize("state", sorted(ACTIVE_PATH))
def test_from_where_the_group_is_active_a_command_goes_to_the_mate(state: State) -> None:
    """P16, P18, R1: of a context from where its group is active, of the system from where group 1 is."""
    assert direction(failover_on=True, group_state=state, mate_listens=True) is Direction.TO_MATE


@pytest.mark.parametrize("state", sorted(ACTIVE_PATH))
def test_without_a_mate_that_listens_a_command_stays_here_without_warning(state: State) -> None:
    """R3: the mate gets the whole configuration when it comes."""
    assert direction(failover_on=True, group_state=state, mate_listens=False) is Direction.HERE


@pytest.mark.parametrize(("state", "mate_listens"), list(product(PASSIVE, [True, False])))
def test_where_the_group_is_not_active_a_command_is_in_the_wrong_place(
    *, state: State, mate_listens: bool
) -> None:
    """R2: carried out here alone, with the warning."""
    assert direction(failover_on=True, group_state=state, mate_listens=mate_listens) is Direction.WRONG_UNIT


@pytest.mark.parametrize(("state", "mate_listens"), list(product(State, [True, False])))
def test_with_failover_off_no_unit_is_the_wrong_one(*, state: State, mate_listens: bool) -> None:
    """B4: a unit by itself has nobody to send to, and nobody to be warned about."""
    assert direction(failover_on=False, group_state=state, mate_listens=mate_listens) is Direction.HERE


@pytest.mark.parametrize("mate_listens", [True, False])
def test_a_disabled_group_has_no_wrong_unit_either(*, mate_listens: bool) -> None:
    """B4: failover has just been enabled, or an incompatible mate has switched it off."""
    assert (
        direction(failover_on=True, group_state=State.DISABLED, mate_listens=mate_listens) is Direction.HERE
    )


@pytest.mark.parametrize(
    ("replaced", "taken", "outcome"),
    [
        (True, True, "replicated"),  # the space has its new text: the command holds
        (True, False, "replicated"),
        (False, False, "replicated"),  # the stream has not begun this space: its text brings the command
        (False, True, "overwritten"),  # the text under way was taken before the command: it wipes it out
    ],
)
def test_what_becomes_of_a_command_beside_a_stream(*, replaced: bool, taken: bool, outcome: str) -> None:
    """P9: it races with the stream, and the order of messages decides."""
    assert outcome_on_receiver(replaced=replaced, taken=taken) == outcome


@pytest.mark.parametrize("state", sorted(State))
def test_a_mate_listens_while_it_is_sent_a_configuration_and_once_it_runs_with_it(state: State) -> None:
    """P16, R7: not while it waits for another one (reference 1.5, 14.9)."""
    waits = state in (State.DISABLED, State.NEGOTIATION, State.COLD_STANDBY)
    assert listens(state, sending=True, shared=False)
    assert listens(state, sending=False, shared=True) is not waits
    assert not listens(state, sending=False, shared=False)
