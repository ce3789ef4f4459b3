"""Moments in which two things happen at once.

Commands during a synchronisation, links and failover that come and go.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from asapair.actors import Pair
from asapair.actors.facts.states import State

Rest = Callable[[Pair], bool]


def configure(pair: Pair, unit: str, *lines: str) -> None:
    """Type lines in configuration mode of the system space."""
    console = pair.unit(unit).console
    console.go("system", configure=True)
    for line in lines:
        console.enter(line)


def operate(pair: Pair, unit: str, *lines: str) -> None:
    """Type lines in privileged mode of the system space."""
    console = pair.unit(unit).console
    console.go("system")
    for line in lines:
        console.enter(line)


@pytest.mark.parametrize("command", ["failover active group 2", "failover active"])
def test_a_group_may_move_while_the_mate_is_resynchronised(
    formed_pair: Pair, command: str, at_rest: Rest
) -> None:
    """R4, A8.

    The receiver's other groups go on to Standby Ready, and the moved one stays where it was moved.
    """
    operate(formed_pair, "primary", "write standby")
    formed_pair.advance("500ms")
    operate(formed_pair, "primary", command)
    formed_pair.advance("1m")
    assert at_rest(formed_pair)
    assert formed_pair.primary.group(2).state is State.ACTIVE


def test_a_second_write_standby_takes_the_place_of_the_first(formed_pair: Pair, at_rest: Rest) -> None:
    """R4: a receiver on its way to Standby Ready starts again."""
    operate(formed_pair, "primary", "write standby")
    assert formed_pair.wait_until(lambda: formed_pair.secondary.group(1).state is State.SYNC_FILE_SYSTEM)
    operate(formed_pair, "primary", "write standby")
    formed_pair.advance("1m")
    assert at_rest(formed_pair)


def test_failover_may_be_turned_off_on_the_way_to_standby_ready(formed_pair: Pair) -> None:
    """S1: what was coming does not matter any more."""
    operate(formed_pair, "primary", "write standby")
    assert formed_pair.wait_until(lambda: formed_pair.secondary.group(1).state is State.SYNC_FILE_SYSTEM)
    configure(formed_pair, "secondary", "no failover")
    formed_pair.advance("1m")
    assert formed_pair.secondary.group(1).state is State.DISABLED


@pytest.mark.parametrize("seed", range(20))
def test_giving_all_groups_away_and_reloading_at_once_moves_each_group_once(
    make_pair: Callable[..., Pair], form: Callable[[Pair], Pair], seed: int, at_rest: Rest
) -> None:
    """A8: the mate hears of both in any order."""
    pair = form(make_pair(seed=seed))
    pair.primary.console.go("system")
    pair.primary.console.type("no failover active\nreload noconfirm")
    pair.advance("3m")
    assert at_rest(pair)


@pytest.mark.parametrize("pause", ["0s", "1s", "5s", "20s"])
def test_failover_turned_off_and_on_again_ends_at_rest(formed_pair: Pair, pause: str, at_rest: Rest) -> None:
    """I1, I5: a unit whose failover comes up anew is met like one that has booted."""
    configure(formed_pair, "secondary", "no failover")
    formed_pair.advance(pause)
    configure(formed_pair, "secondary", "failover")
    formed_pair.advance("3m")
    assert at_rest(formed_pair)
    here, there = formed_pair.primary.running(), formed_pair.secondary.running()
    assert here is not None
    assert there is not None
    assert here.difference(there) == (("failover lan unit primary",), ("failover lan unit secondary",))


def test_a_mate_that_turns_failover_off_says_so_and_nothing_moves(formed_pair: Pair) -> None:
    """A8: each unit keeps what it has; the link is not taken for failed (reference 5.4)."""
    configure(formed_pair, "primary", "no failover")
    formed_pair.advance("2m")
    assert formed_pair.secondary.group(1).state is State.STANDBY_READY
    assert formed_pair.secondary.link == "up"


def test_poll_times_of_less_than_a_second_hold_through_a_synchronisation(
    make_pair: Callable[..., Pair], at_rest: Rest
) -> None:
    """H1, I5: a receiver that has cleared its configuration still greets as often as its mate expects."""
    times = {"failover lan unit": "failover polltime unit msec 200 holdtime msec 800\nfailover lan unit"}
    pair = make_pair(edit=times)
    pair.boot()
    pair.advance("2m")
    assert at_rest(pair)
    assert not any("LAN Failed" in line for _, line in pair.primary.console.lines)


def test_another_poll_time_typed_on_a_healthy_pair_fails_nothing_over(
    formed_pair: Pair, at_rest: Rest
) -> None:
    """H1: the new times count from now on, on both units."""
    configure(formed_pair, "primary", "failover polltime unit msec 200 holdtime msec 800")
    formed_pair.advance("1m")
    assert at_rest(formed_pair)
    assert formed_pair.secondary.group(2).state is State.ACTIVE


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("outage", ["5s", "40s", "80s", "2m"])
def test_a_link_cut_in_the_middle_of_a_synchronisation_ends_in_a_synchronised_pair(
    make_pair: Callable[..., Pair], seed: int, outage: str, at_rest: Rest
) -> None:
    """B6, R7: whenever the link is back, one unit sends and the other is Standby Ready in the end."""
    pair = make_pair(seed=seed, split=True)
    pair.boot()
    assert pair.wait_until(lambda: pair.secondary.group(1).state is State.SYNC_CONFIG)
    pair.advance("1s")
    pair.failover_link.cut()
    pair.advance(outage)
    pair.failover_link.restore()
    pair.advance("4m")
    assert at_rest(pair)


def test_a_group_given_away_into_a_cut_link_is_taken_when_the_link_is_back(
    formed_pair: Pair, at_rest: Rest
) -> None:
    """I2, A7: nobody holds it while the link is cut, somebody does afterwards."""
    operate(formed_pair, "primary", "no failover active")
    formed_pair.failover_link.cut()
    formed_pair.advance("20s")
    formed_pair.failover_link.restore()
    formed_pair.advance("2m")
    assert at_rest(formed_pair)


def test_write_standby_typed_in_a_split_leaves_no_group_active_twice(
    make_pair: Callable[..., Pair], form: Callable[[Pair], Pair], at_rest: Rest
) -> None:
    """B7, R4: what waits in a cut link does not keep the units from settling."""
    pair = form(make_pair(split=True))
    operate(pair, "secondary", "failover active")
    pair.advance("4s")
    pair.failover_link.cut()
    pair.advance("4s")
    pair.primary.reload()
    pair.advance("80s")
    operate(pair, "secondary", "write standby")
    pair.failover_link.restore()
    pair.advance("4m")
    assert at_rest(pair)


def test_the_link_is_said_to_be_back_before_anything_goes_over_it(formed_pair: Pair) -> None:
    """A7, S2: Failover LAN became OK, Switchover enabled, then the configuration (reference 6)."""
    formed_pair.failover_link.cut()
    formed_pair.advance("1m")
    formed_pair.failover_link.restore()
    formed_pair.advance("1m")
    lines = [line.strip() for _, line in formed_pair.primary.console.lines]
    last_ok = len(lines) - 1 - lines[::-1].index("Failover LAN became OK")
    last_sent = len(lines) - 1 - lines[::-1].index("Beginning configuration replication: Sending to mate.")
    assert last_ok < last_sent


def test_a_reload_is_no_missing_answer(formed_pair: Pair) -> None:
    """A8, S2: the mate was told; it says once per group that it switches."""
    operate(formed_pair, "primary", "reload noconfirm")
    formed_pair.advance("10s")
    lines = [line.strip() for _, line in formed_pair.secondary.console.lines]
    assert "Group 1 No Response from Mate, Switch to Active" not in lines
    assert lines.count("Group 1 Switching to Active") == 1


def test_the_reason_of_a_failure_is_kept_after_recovery(formed_pair: Pair, at_rest: Rest) -> None:
    """S4: show failover state names the last failure of a mate that is back (reference 4.3)."""
    formed_pair.primary.power_off()
    formed_pair.advance("30s")
    formed_pair.primary.boot()
    formed_pair.advance("3m")
    assert at_rest(formed_pair)
    console = formed_pair.secondary.console
    console.go("system")
    page = console.enter("show failover state").splitlines()
    other = page.index("Other host -   Primary")
    assert all("Comm Failure" in line for line in page[other + 1 : other + 3])


def test_interfaces_of_a_unit_that_has_come_back_are_monitored(formed_pair: Pair) -> None:
    """S4: both units print Normal (Monitored) once both are in service (reference 4.1)."""
    formed_pair.secondary.reload()
    formed_pair.advance("5m")
    for unit in (formed_pair.primary, formed_pair.secondary):
        unit.console.go("system")
        page = unit.console.enter("show failover")
        assert "(Waiting)" not in page
        assert page.count("Normal (Monitored)") == 12


@pytest.mark.parametrize("seed", range(10))
def test_after_a_split_a_group_is_given_up_at_once_though_the_mate_synchronises(
    make_pair: Callable[..., Pair], seed: int, at_rest: Rest
) -> None:
    """B7, I1: the primary keeps group 1 and gives up group 2, whoever of the two hears the other first."""
    pair = make_pair(seed, split=True)
    pair.failover_link.cut()
    pair.boot()
    units = (pair.primary, pair.secondary)
    assert pair.wait_until(lambda: all(unit.group(2).state is State.ACTIVE for unit in units), within="2m")
    pair.failover_link.restore()
    assert pair.wait_until(lambda: pair.primary.group(2).state is State.STANDBY_READY, within="2s")
    assert pair.wait_until(lambda: at_rest(pair), within="1m")
