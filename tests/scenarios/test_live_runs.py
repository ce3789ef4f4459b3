"""A scenario on threads: the same steps and conditions, with room for a clock that is never quite on time."""

from __future__ import annotations

from pathlib import Path

import pytest

from asapair.actors import Pair
from asapair.actors.duration import MILLISECOND, SECOND
from asapair.actors.facts.states import Power
from asapair.actors.signals import UnitPower
from asapair.scenarios import Kind, loads, run
from asapair.scenarios.runner import TOLERANCE, Run
from asapair.scenarios.sight import Sight

HEAD = "title: A claim.\nsteps:\n"
BOOT = HEAD + "  - boot: both\n"


def test_a_live_run_has_a_speed_and_no_digest() -> None:
    scenario = loads(BOOT + "  - after: 500ms\n    expect: {unit: both, is: booting}\n")
    live, simulated = run(scenario, 3, live=True), run(scenario, 3)
    assert (live.speed, live.digest, live.order, live.failures) == (30, "", "", ())
    assert simulated.speed is None
    assert simulated.digest
    assert simulated.order


def test_steps_are_done_in_order_and_at_their_times_or_a_little_later() -> None:
    text = HEAD + "  - boot: primary\n  - {after: 2s, boot: secondary}\n  - {at: 4s, power-off: both}\n"
    result = run(loads(text), live=True, speed=10)
    steps = [(entry.at, entry.text) for entry in result.entries if entry.kind is Kind.STEP]
    assert [text for _, text in steps] == ["boot primary", "boot secondary", "power-off both units"]
    room = TOLERANCE * 10
    assert 2 * SECOND <= steps[1][0] <= 2 * SECOND + room
    assert 4 * SECOND <= steps[2][0] <= 4 * SECOND + room


def test_what_does_not_come_in_time_ends_a_live_run() -> None:
    result = run(loads(BOOT + "  - {until: {unit: primary, is: up}, within: 1s}\n"), live=True)
    assert not result.finished
    assert result.failures[0].expected == "primary is up, within 1s"


def test_a_time_that_is_past_by_more_than_the_tolerance_ends_a_live_run() -> None:
    late = BOOT + "  - {until: {unit: primary, is: up}}\n  - {at: 1s, crash: primary}\n"
    assert run(loads(late), live=True).failures[0].actual.startswith("it is due at 1s, and it is 0:0")


@pytest.mark.parametrize("speed", [31, 0, float("nan")])
def test_a_speed_that_is_not_possible_is_refused(speed: float) -> None:
    with pytest.raises(ValueError, match="at most 30"):
        run(loads(BOOT), live=True, speed=speed)


@pytest.mark.parametrize(
    ("line", "shortest"),
    [
        ("failover polltime unit 1 holdtime 3", 3 * SECOND),
        ("fail poll 2 hold 6", 6 * SECOND),
        ("failover polltime unit msec 200 holdtime msec 800", 800 * MILLISECOND),
        ("failover polltime interface 1 holdtime 5", 15 * SECOND),
        ("no failover polltime", 15 * SECOND),
        ("failover polltime unit soon", 15 * SECOND),
        ("polltime interface 3", 15 * SECOND),
    ],
)
def test_a_hold_time_that_will_be_typed_bounds_the_speed(line: str, shortest: int) -> None:
    scenario = loads(f"{BOOT}  - {{type: [{line}], on: primary, configure: true}}\n")
    assert min(scenario.hold_times()) == shortest


def test_a_live_run_is_recorded_and_told(tmp_path: Path) -> None:
    run(loads(BOOT + "  - after: 1s\n"), live=True, log=tmp_path / "run.jsonl", logs=tmp_path)
    assert (tmp_path / "run.jsonl").stat().st_size > 0
    assert "step: boot both units" in (tmp_path / "runner.log").read_text(encoding="utf-8")
    assert "power: booting" in (tmp_path / "primary.log").read_text(encoding="utf-8")


# -- tolerance ---------------------------------------------------------------------------------


def test_a_range_is_wider_by_the_tolerance_at_both_ends() -> None:
    with Pair() as pair:
        sight = Sight(pair, tolerance=2)
        sight.marks["mark"] = 100
        assert [sight.within(at, (10, 20), "mark") for at in (107, 108, 122, 123)] == [
            False,
            True,
            True,
            False,
        ]


def test_what_happened_before_a_mark_does_not_count_whatever_the_tolerance() -> None:
    with Pair() as pair:
        sight = Sight(pair, tolerance=50)
        sight.marks["mark"] = 100
        assert [sight.within(at, None, "mark") for at in (99, 100)] == [False, True]


def test_an_offence_that_lasts_no_longer_than_the_tolerance_is_none() -> None:
    scenario = loads(BOOT + "  - expect: {never: {unit: primary, is: up}}\n")
    (never,) = scenario.watched

    def offence(lasts: int, tolerance: int) -> int | None:
        with Pair() as pair:
            sight = Sight(pair, scenario.watched, tolerance=tolerance)
            for at, power in ((100, Power.UP), (100 + lasts, Power.OFF)):
                pair.signals.publish(at, UnitPower("primary", power))
            return sight.offence(never)

    assert offence(10, tolerance=10) is None
    assert offence(11, tolerance=10) == 100
    assert offence(0, tolerance=0) is None
    assert offence(1, tolerance=0) == 100


def test_an_offence_that_goes_on_counts_once_it_has_lasted() -> None:
    scenario = loads(BOOT + "  - expect: {never: {unit: primary, is: up}}\n")
    (never,) = scenario.watched
    with Pair() as pair:
        sight = Sight(pair, scenario.watched, tolerance=SECOND)
        pair.signals.publish(0, UnitPower("primary", Power.UP))
        pair.advance("999ms")
        assert sight.offence(never) is None
        pair.advance("1ms")
        assert sight.offence(never) == 0


def test_what_comes_true_a_little_later_holds_in_a_live_run_and_not_in_a_simulated_one() -> None:
    scenario = loads(BOOT + "  - after: 59s\n    expect: {unit: primary, is: up}\n")
    spec = loads(BOOT + "pair: {boot: {time: 60s, spread: 0%}}\n").spec
    with Pair(spec) as pair:
        assert Run(scenario, pair, speed=10).play().failures == ()
    with Pair(spec) as pair:
        assert len(Run(scenario, pair).play().failures) == 1
