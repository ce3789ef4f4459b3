"""Exploring adds up what many seeds come to, wherever they run, and stops at the smallest that breaks."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

import pytest

from asapair.actors import Pair
from asapair.actors.duration import SECOND
from asapair.scenarios import Kind, find, loads, run
from asapair.scenarios.exploration import Exploration, Stop, explore, explore_some
from asapair.scenarios.faults import FIRST, drawn
from asapair.scenarios.invariants import InvariantError, Violation

BOOT = find("both-units-boot")

WRONG = loads(
    """\
title: Something that holds for some seeds only.
steps:
  - boot: both
  - until: {group: 1, on: primary, is: Active}
    expect: {group: 0, on: primary, is: Active, between: [0s, 61s]}
"""
)


class Backwards(Executor):
    """Does what it is given last first, as an executor may."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []
        self.parts: list[range] = []

    def submit(self, function: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()

        def do() -> None:
            if future.set_running_or_notify_cancel():
                self.parts.append(args[1])
                future.set_result(function(*args, **kwargs))

        self.waiting.append(do)
        if len(self.waiting) == 4:
            for each in self.waiting[::-1]:
                each()
            self.waiting.clear()
        return future


def test_parts_of_a_range_of_seeds_add_up_to_the_whole() -> None:
    whole = explore_some(BOOT, range(8))
    added = Exploration()
    for part in (range(4, 8), range(4)):
        added.add(explore_some(BOOT, part))
    assert added == whole
    assert whole.runs == 8
    assert len(whole.orders) == 8
    assert [(seed, count) for seed, count in whole.outcomes.values()] == [(0, 8)]
    assert whole.seen == {"failover": 8}


def test_one_job_runs_here_and_another_executor_can_take_the_place_of_processes() -> None:
    here = explore(BOOT, range(6), jobs=1, chunk=2)
    with ThreadPoolExecutor(1) as threads:
        assert explore(BOOT, range(6), executor=threads, chunk=2) == here


def test_two_processes_come_to_the_same_as_none() -> None:
    heard: list[int] = []
    there = explore(
        BOOT, range(6), jobs=2, chunk=3, faults=True, hears=lambda found: heard.append(found.runs)
    )
    assert there == explore(BOOT, range(6), jobs=1, faults=True)
    assert heard == [3, 6]


def test_the_smallest_seed_that_breaks_is_found_though_a_later_one_ends_first() -> None:
    failing = [seed for seed in range(16) if run(WRONG, seed).failures]
    assert 0 < len(failing) < 16
    executor = Backwards()
    found = explore(WRONG, range(16), executor=executor, jobs=2, chunk=4)
    assert found.stop is not None
    assert (found.stop.seed, found.stop.kind) == (failing[0], "expectation")
    assert executor.parts[0].start > failing[0]


def test_ctrl_c_ends_it_with_what_has_been_seen_so_far() -> None:
    def interrupt(_: Exploration) -> None:
        raise KeyboardInterrupt

    found = explore(BOOT, range(9), jobs=1, chunk=3, hears=interrupt)
    assert (found.runs, found.interrupted) == (3, True)


@pytest.mark.breaks_invariants(reason="told that one is broken")
def test_a_breach_stops_it_with_the_words_of_the_invariant(monkeypatch: pytest.MonkeyPatch) -> None:
    violation = Violation("I1", "two are one too many", 1 * SECOND, 3 * SECOND)

    def finish(_: object) -> None:
        raise InvariantError(violation)

    monkeypatch.setattr("asapair.scenarios.exploration.Invariants.finish", finish)
    found = explore(BOOT, range(5), jobs=1)
    assert found.stop == Stop(
        0, "invariant", "I1 is broken at 0:00:03.000: two are one too many, since 0:00:01.000"
    )


def test_a_fault_inside_the_pair_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("asapair.actors.unit.negotiation.Negotiation.begin", fail)
    stop = explore(BOOT, range(5), jobs=1).stop
    assert stop is not None
    assert (stop.seed, stop.kind) == (0, "fault")
    assert "ZeroDivisionError" in stop.text


def test_a_scenario_can_be_pickled_for_other_processes() -> None:
    copied = pickle.loads(pickle.dumps(BOOT))  # noqa: S301  our own
    assert run(copied, 3).digest == run(BOOT, 3).digest


# -- faults ----------------------------------------------------------------------------------


def test_a_seed_draws_the_same_faults_again_and_other_seeds_others() -> None:
    told = [[(fault.at, fault.says) for fault in drawn(BOOT.spec, seed)] for seed in (1, 1, 2)]
    assert told[0] == told[1] != told[2]


def test_faults_come_in_order_and_begin_early() -> None:
    for seed in range(200):
        times = [fault.at for fault in drawn(BOOT.spec, seed)]
        assert times == sorted(times)
        assert times[0] < max(high for _, high in FIRST)


def test_all_kinds_of_faults_are_drawn() -> None:
    words = {
        fault.says.split(":")[0].split(" at ")[0] for seed in range(300) for fault in drawn(BOOT.spec, seed)
    }
    assert {word.split()[0] for word in words} == {
        "power-off",
        "boot",
        "crash",
        "reload",
        "cut",
        "restore",
        "degrade",
        "port",
        "type",
    }


def test_a_run_with_faults_repeats_itself_tells_them_and_judges_no_expectation() -> None:
    first, again = (run(BOOT, 4, faults=True, invariants=True) for _ in range(2))
    assert first.digest == again.digest != run(BOOT, 4).digest
    faults = [entry.text for entry in first.entries if entry.kind is Kind.FAULT]
    assert faults == [*(fault.says for fault in drawn(BOOT.spec, 4)), "everything works again"]
    assert first.verdicts == ()


def test_what_is_put_off_is_done_when_its_time_comes() -> None:
    done: list[tuple[str, int]] = []
    with Pair() as pair:
        for name, time in (("second", "2s"), ("first", "1s"), ("third", "2s")):
            pair.at(time, lambda name=name: done.append((name, pair.now)))
        pair.advance("1500ms")
        assert done == [("first", 1 * SECOND)]
        pair.wait_until(lambda: len(done) == 2, within="10s")
        pair.run_to("3s")
    assert done == [("first", SECOND), ("second", 2 * SECOND), ("third", 2 * SECOND)]


TIMERS = """\
title: A pair with other timers than the default ones, and preemption.
pair:
  system: |
    hostname ciscoasa
    interface Ethernet0
    interface Ethernet2
     description LAN Failover Interface
    failover
    failover lan interface folink Ethernet2
    failover interface ip folink 192.0.2.1 255.255.255.252 standby 192.0.2.2
    failover polltime unit {times}
    failover group 1
      preempt
    failover group 2
      secondary
      preempt 30
  contexts:
    - {{name: admin, config-url: disk0:/admin.cfg, admin: true, lines: 20}}
    - {{name: ctx1, config-url: disk0:/ctx1.cfg, group: 1, lines: 20}}
    - {{name: ctx2, config-url: disk0:/ctx2.cfg, group: 2, lines: 20}}
steps:
  - boot: both
  - after: 4m
"""


@pytest.mark.parametrize("times", ["msec 200 holdtime msec 800", "1 holdtime 3", "15 holdtime 45"])
@pytest.mark.parametrize("seeds", [range(40), pytest.param(range(40, 2000), marks=pytest.mark.heavy)])
def test_nothing_breaks_with_the_shortest_and_the_longest_timers(times: str, seeds: range) -> None:
    """I1 to I5, whatever breaks meanwhile."""
    explored = explore_some(loads(TIMERS.format(times=times)), seeds, faults=True)
    assert explored.stop is None
