"""What groups have been told and have not reported yet: what a unit decides by (reference 14.19)."""

from __future__ import annotations

import pytest

from asapair.actors.facts.states import State
from asapair.actors.rules.transitions import STEPS, Walk
from asapair.actors.unit.orders import Orders


def test_an_order_counts_from_when_it_is_given_until_it_is_reported() -> None:
    """I1, S1: its first step is what the group is about to be."""
    orders = Orders()
    orders.given(Walk.NEGOTIATE, 1)
    assert orders.awaited == {1: State.NEGOTIATION}
    orders.reported(2, State.NEGOTIATION)
    assert orders.awaited == {1: State.NEGOTIATION}
    orders.reported(1, State.NEGOTIATION)
    assert orders.awaited == {}


def test_the_last_of_several_orders_counts() -> None:
    """I1: the reports of those before it do not end it."""
    orders = Orders()
    for walk in (Walk.NEGOTIATE, Walk.TAKE, Walk.JOIN):
        orders.given(walk, 2)
    for state in (State.NEGOTIATION, State.JUST_ACTIVE):
        orders.reported(2, state)
        assert orders.awaited == {2: State.COLD_STANDBY}
    orders.reported(2, State.COLD_STANDBY)
    assert orders.awaited == {}


@pytest.mark.parametrize("walk", Walk)
def test_an_order_to_go_where_the_group_goes_already_changes_nothing(walk: Walk) -> None:
    """S1: as the group takes it; nothing will be reported."""
    orders = Orders()
    if walk is not Walk.DISABLE:
        orders.given(walk, 1)
        for state, _ in STEPS[walk][:1]:
            orders.reported(1, state)
    assert orders.awaited == {}
    orders.given(walk, 1)
    assert orders.awaited == {}
