"""What becomes of connections (reference 9.1, 9.3, 14.24 to 14.28)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asapair.actors.duration import MILLISECOND, SECOND
from asapair.actors.facts.connections import Connections, Traffic
from asapair.actors.facts.states import State
from asapair.actors.rules.connections import (
    changed,
    closing,
    connected,
    ended,
    keeps_copies,
    missed,
    push_time,
    replicated,
    total,
    updates,
)
from asapair.actors.rules.settings import FailoverSettings, GroupSettings, LanInterface

TCP, UDP, HTTP = Traffic.TCP, Traffic.UDP, Traffic.HTTP
TABLE = (Connections(HTTP, "", 2), Connections(TCP, "inside", 3), Connections(TCP, "outside", 4))

entries = st.builds(
    Connections, st.sampled_from(Traffic), st.sampled_from(("", "inside")), st.integers(-20, 20)
)


def test_connections_add_up_by_kind_and_interface() -> None:
    table = changed((), [Connections(TCP, "", 3), Connections(UDP, "", 1), Connections(TCP, "", 2)])
    assert table == (Connections(TCP, "", 5), Connections(UDP, "", 1))


def test_what_is_not_there_cannot_end() -> None:
    assert changed((Connections(TCP, "", 3),), [Connections(TCP, "", -5)]) == ()


def test_connections_are_closed_wherever_they_run_unless_an_interface_is_named() -> None:
    assert closing(TABLE, TCP, "", 5) == (Connections(TCP, "inside", -3), Connections(TCP, "outside", -2))
    assert closing(TABLE, TCP, "outside", 1) == (Connections(TCP, "outside", -1),)


def test_no_more_are_closed_than_there_are() -> None:
    assert closing(TABLE, TCP, "outside", 9) == (Connections(TCP, "outside", -4),)
    assert closing(TABLE, UDP, "", 1) == ()


@given(st.lists(entries, max_size=8))
def test_a_table_whose_connections_all_end_is_empty(changes: list[Connections]) -> None:
    table = changed((), changes)
    assert changed(table, ended(table)) == ()


@given(st.lists(entries, max_size=8), st.sampled_from(Traffic), st.integers(1, 50))
def test_closing_ends_as_many_as_asked_or_as_there_are(
    changes: list[Connections], kind: Traffic, count: int
) -> None:
    table = changed((), changes)
    rest = changed(table, closing(table, kind, "", count))
    assert connected(rest, kind) == max(0, connected(table, kind) - count)
    assert total(table) - total(rest) == connected(table, kind) - connected(rest, kind)


def test_http_is_replicated_only_if_the_group_says_so() -> None:
    """Reference 9.1."""
    assert replicated(TABLE, GroupSettings()) == TABLE[1:]
    assert replicated(TABLE, GroupSettings(replicate_http=True)) == TABLE


def test_an_update_is_a_connection_that_begins_or_ends() -> None:
    assert updates((Connections(TCP, "", 3), Connections(UDP, "", -2))) == 5


@pytest.mark.parametrize(("heard", "number", "carried", "lost"), [(0, 3, 3, 0), (3, 5, 2, 0), (3, 9, 2, 4)])
def test_the_numbers_of_updates_show_how_many_got_lost(
    heard: int, number: int, carried: int, lost: int
) -> None:
    assert missed(heard, number, carried) == lost


def test_a_bulk_synchronisation_takes_its_time_by_the_number_of_connections() -> None:
    """Reference 14.27: 50,000 a second unless `failover replication rate` says otherwise."""
    assert push_time(1000, None) == 20 * MILLISECOND
    assert push_time(20_000, 10_000) == 2 * SECOND


@pytest.mark.parametrize(
    ("mine", "mates", "copies"),
    [
        (State.ACTIVE, State.STANDBY_READY, True),
        (State.JUST_ACTIVE, State.STANDBY_READY, True),
        (State.ACTIVE, State.FAILED, True),
        (State.ACTIVE, State.BULK_SYNC, False),
        (State.ACTIVE, State.ACTIVE, False),
        (State.STANDBY_READY, State.ACTIVE, False),
    ],
)
def test_who_stands_by_for_whom(mine: State, mates: State, copies: bool) -> None:  # noqa: FBT001
    assert keeps_copies(mine, mates) is copies


@pytest.mark.parametrize(
    ("state", "shares"),
    [
        (None, False),
        (LanInterface("folink", "Ethernet2"), True),
        (LanInterface("statelink", "Ethernet2"), True),
        (LanInterface("statelink", "Ethernet3"), False),
    ],
)
def test_a_state_link_is_the_failover_link_by_name_or_by_interface(
    state: LanInterface | None,
    shares: bool,  # noqa: FBT001
) -> None:
    """Reference 9.2, 14.25."""
    settings = FailoverSettings(link=LanInterface("folink", "Ethernet2"), state_link=state)
    assert settings.shares_link is shares
    assert settings.has_own_state_link is (state is not None and not shares)
