"""Where packets go that come to another interface than their connection's (reference 9.4)."""

from __future__ import annotations

import pytest

from asapair.actors.rules.asymmetric import Fate, Side, fate, is_full

HOME = Side("ctx1", "outside", 1, active=False)
HERE = Side("ctx1", "outside", 1, active=True)
ARRIVAL = Side("ctx2", "outside", 1, active=True)


@pytest.mark.parametrize(
    ("arrival", "home", "becomes"),
    [
        (ARRIVAL, HOME, Fate.REDIRECTED),
        (ARRIVAL, HERE, Fate.REINJECTED),
        (HERE, HERE, Fate.PASSED),
        (Side("ctx2", "outside", 2, active=True), HOME, Fate.DROPPED),
        (Side("ctx2", "outside", 0, active=True), Side("ctx1", "outside", 0, active=True), Fate.DROPPED),
        (Side("ctx2", "outside", 1, active=False), HERE, Fate.DROPPED),
        (Side("ctx1", "dmz", 1, active=True), HERE, Fate.REINJECTED),
    ],
)
def test_a_packet_goes_where_its_connection_runs_if_both_interfaces_are_in_one_group(
    arrival: Side, home: Side, becomes: Fate
) -> None:
    assert fate(arrival, home, connected=True, stateful=True) is becomes


@pytest.mark.parametrize("home", [HOME, HERE])
def test_a_packet_of_no_connection_is_dropped(home: Side) -> None:
    """Also where the connection exists on the other unit, but was not copied here."""
    assert fate(ARRIVAL, home, connected=False, stateful=True) is Fate.DROPPED


@pytest.mark.parametrize("home", [HOME, HERE])
def test_without_stateful_failover_a_group_has_no_effect(home: Side) -> None:
    assert fate(ARRIVAL, home, connected=True, stateful=False) is Fate.DROPPED


def test_a_group_has_eight_interfaces_of_a_unit_at_most() -> None:
    assert not is_full(range(7))
    assert is_full(range(8))
