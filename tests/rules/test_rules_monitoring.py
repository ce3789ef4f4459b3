"""How interfaces are watched and tested (reference 2.2, 2.3, 14.23)."""

from __future__ import annotations

from itertools import product

import pytest

from asapair.actors.duration import MILLISECOND, SECOND
from asapair.actors.facts.states import InterfaceStatus, State, Test
from asapair.actors.rules.monitoring import (
    TEST_TIME,
    TESTS,
    Conclusion,
    at_the_end,
    conclusion,
    in_itself,
    is_explained,
    is_heard,
    is_in_doubt,
    silence_allowed,
    suffix,
    watches,
)

UNKNOWN, NORMAL, TESTING = InterfaceStatus.UNKNOWN, InterfaceStatus.NORMAL, InterfaceStatus.TESTING
LINK_DOWN, NO_LINK, FAILED = InterfaceStatus.LINK_DOWN, InterfaceStatus.NO_LINK, InterfaceStatus.FAILED


def test_the_tests_are_in_the_order_of_the_guide_and_fit_into_the_longest_hold_time() -> None:
    """H3: network activity, ARP for two entries, broadcast ping, each for up to 5 s [V]."""
    assert TESTS == (Test.ACTIVITY, Test.ARP, Test.ARP, Test.PING)
    assert TEST_TIME == 5 * SECOND
    assert len(TESTS) * TEST_TIME == 20 * SECOND


@pytest.mark.parametrize(("mine", "mates"), list(product(State, State)))
def test_interfaces_greet_each_other_while_both_copies_of_a_group_are_in_service(
    mine: State, mates: State
) -> None:
    """H2: Active, Standby Ready or Failed, on both units."""
    in_service = {State.ACTIVE, State.STANDBY_READY, State.FAILED}
    assert watches(mine, mates) == ({mine, mates} <= in_service)


@pytest.mark.parametrize(
    ("hold", "allowed"),
    [
        (25 * SECOND, 12 * SECOND + 500 * MILLISECOND),
        (5 * SECOND, 2 * SECOND + 500 * MILLISECOND),
        (75 * SECOND, 37 * SECOND + 500 * MILLISECOND),
    ],
)
def test_an_interface_may_be_silent_for_half_the_hold_time(hold: int, allowed: int) -> None:
    """H2: 12.5 s by default [V]."""
    assert silence_allowed(hold) == allowed


@pytest.mark.parametrize(
    ("silence", "heard"),
    [
        (0, True),
        (5 * SECOND, True),
        (6 * SECOND + 249 * MILLISECOND, True),
        (6 * SECOND + 250 * MILLISECOND, False),
        (10 * SECOND, False),
    ],
)
def test_an_interface_is_heard_until_its_next_hello_is_a_quarter_of_a_poll_time_late(
    silence: int, *, heard: bool
) -> None:
    """H2: a hello is never on time to the nanosecond."""
    assert is_heard(silence, 5 * SECOND) is heard


def test_what_receives_nothing_has_failed_if_the_mates_interface_receives_something() -> None:
    """H3: else the next test follows, and at the end of all nobody knows."""
    assert conclusion(mate_passed=True) is Conclusion.FAILED
    assert conclusion(mate_passed=False) is Conclusion.NEXT
    assert at_the_end(mate_passed=True) is FAILED
    assert at_the_end(mate_passed=False) is UNKNOWN


@pytest.mark.parametrize(
    ("shut", "link", "status"),
    [(False, True, NORMAL), (False, False, NO_LINK), (True, True, LINK_DOWN), (True, False, LINK_DOWN)],
)
def test_a_look_at_the_link_is_the_first_test(status: InterfaceStatus, *, shut: bool, link: bool) -> None:
    """H3, H4: an interface that is shut down has no carrier either, and that is nobody's fault."""
    assert in_itself(shut=shut, link=link) is status


def test_a_packet_says_something_of_an_interface_that_is_in_doubt() -> None:
    """H3: one without link hears nothing, and of a normal one it is known that it works."""
    assert [status for status in InterfaceStatus if is_in_doubt(status)] == [UNKNOWN, TESTING, FAILED]


def test_silence_is_explained_once_the_mate_says_that_its_interface_has_failed_or_is_shut_down() -> None:
    """H3: nothing is to be tested here then."""
    assert [status for status in InterfaceStatus if is_explained(status)] == [LINK_DOWN, NO_LINK, FAILED]


def test_only_a_link_that_is_lost_and_failed_tests_count_as_failed() -> None:
    """H5: Unknown on both, and what is shut down, count on neither side (reference 1.7, 14.23)."""
    assert [status for status in InterfaceStatus if status.has_failed] == [NO_LINK, FAILED]


@pytest.mark.parametrize("status", InterfaceStatus)
@pytest.mark.parametrize("heard", [True, False])
def test_the_word_in_brackets(status: InterfaceStatus, *, heard: bool) -> None:
    """H4: not monitored before everything else, then shut down, then whether the mate's is heard."""
    assert suffix(status, monitored=False, heard=heard) == "Not-Monitored"
    word = "Monitored" if heard else "Waiting"
    assert suffix(status, monitored=True, heard=heard) == ("Shutdown" if status is LINK_DOWN else word)
