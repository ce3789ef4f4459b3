"""A unit goes down at any moment of a boot, a synchronisation, a switch: the pair comes to rest (I5, B6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from asapair.actors import Pair
from asapair.actors.duration import MILLISECOND
from asapair.actors.facts.states import ContextState, Power, State
from asapair.actors.handles import UnitHandle

MakePair = Callable[..., Pair]
Moments = Callable[[Sequence[int]], Sequence[int]]
Form = Callable[[Pair], Pair]
AtRest = Callable[[Pair], bool]

UNITS = ("primary", "secondary")
#: the moments, in ms: every second of booting and negotiating, every 90 ms from the handshake to the end
BOOTED = 10_000
MOMENTS = [*range(1_000, BOOTED, 1_500), *range(BOOTED, BOOTED + 6_000, 90)]


def reach(pair: Pair, moment: int) -> None:
    """Run to a moment (ms), unless a clock on the wall is past it."""
    pair.advance(max(0, moment * MILLISECOND - pair.now))


def go_down(unit: UnitHandle, how: str) -> None:
    {"cut": unit.power_off, "crash": unit.crash, "reload": unit.reload}[how]()


def agree(pair: Pair) -> bool:
    """The running configurations differ in `failover lan unit` alone (I3)."""
    for space in ("system", *pair.primary.contexts):
        mine, theirs = pair.primary.running(space), pair.secondary.running(space)
        if mine is None or theirs is None:
            return False
        ours = [line for only in mine.difference(theirs) for line in only]
        if not all(line.startswith("failover lan unit ") for line in ours):
            return False
    return pair.primary.contexts == pair.secondary.contexts


def check_comes_to_rest(pair: Pair, at_rest: AtRest, within: str) -> None:
    rested = pair.wait_until(lambda: at_rest(pair), within=within)
    seen = [
        (unit.name, unit.power, [unit.group(n).state for n in (0, 1, 2)])
        for unit in (pair.primary, pair.secondary)
    ]
    assert rested, seen
    pair.advance("10s")
    assert at_rest(pair)
    assert agree(pair)
    assert all(unit.console.prompt is not None for unit in (pair.primary, pair.secondary))


@pytest.mark.parametrize("how", ["cut", "crash", "reload"])
@pytest.mark.parametrize("name", UNITS)
def test_a_pair_that_boots_together_comes_to_rest_whenever_a_unit_goes_down(
    make_pair: MakePair, moments: Moments, at_rest: AtRest, name: str, how: str
) -> None:
    """I5, B6: two hold times and one synchronisation after both units are up again."""
    for moment in moments(MOMENTS):
        pair = make_pair(moment, boot_time="10s", primary={"boot_time": "10s"})
        pair.boot()
        reach(pair, moment)
        go_down(pair.unit(name), how)
        pair.advance("5s")
        pair.unit(name).boot()
        check_comes_to_rest(pair, at_rest, within="60s")
        pair.close()


@pytest.mark.parametrize("name", UNITS)
@pytest.mark.parametrize("off_for", ["0s", "1s", "40s"])
def test_a_joining_pair_comes_to_rest_whenever_a_unit_goes_down(
    make_pair: MakePair, moments: Moments, at_rest: AtRest, name: str, off_for: str
) -> None:
    """I5, B6: sender or receiver, back at once, before or after the hold time is over."""
    for moment in moments(range(0, 14_000, 100)):
        pair = make_pair(moment, boot_time="3s")
        pair.primary.boot()
        pair.run_to("30s")
        pair.secondary.boot()
        pair.advance(moment * MILLISECOND)
        pair.unit(name).power_off()
        pair.advance(off_for)
        pair.unit(name).boot()
        check_comes_to_rest(pair, at_rest, within="60s")
        pair.close()


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_whose_mate_goes_down_for_good_ends_with_both_groups(
    make_pair: MakePair, moments: Moments, name: str
) -> None:
    """I2, B6: one running unit is left, with its whole configuration."""
    for moment in moments(MOMENTS[::2]):
        pair = make_pair(moment, boot_time="10s")
        pair.boot()
        reach(pair, moment)
        pair.unit(name).power_off()
        left = pair.secondary if name == "primary" else pair.primary
        pair.advance("60s")
        assert [left.group(group).state for group in (0, 1, 2)] == [State.ACTIVE] * 3, moment
        assert left.contexts == ("admin", "ctx1", "ctx2")
        assert all(len(left.running(space) or ()) > 10 for space in ("system", *left.contexts)), moment
        pair.close()


@pytest.mark.parametrize("name", UNITS)
def test_a_pair_comes_to_rest_whenever_a_unit_goes_down_while_groups_move(
    make_pair: MakePair, moments: Moments, form: Form, at_rest: AtRest, name: str
) -> None:
    """I5, I2: within the second that a switch takes."""
    for moment in moments(range(0, 1_200, 40)):
        pair = form(make_pair(moment, boot_time="5s"))
        console = pair.secondary.console
        console.go("system")
        console.type("failover active")
        pair.advance(moment * MILLISECOND // 20 if moment < 400 else (moment - 380) * MILLISECOND)
        pair.unit(name).power_off()
        pair.advance("20s")
        left = pair.secondary if name == "primary" else pair.primary
        assert [left.group(group).state for group in (0, 1, 2)] == [State.ACTIVE] * 3, moment
        pair.unit(name).boot()
        check_comes_to_rest(pair, at_rest, within="60s")
        pair.close()


def test_both_units_may_lose_power_at_any_moment_and_come_back_in_any_order(
    make_pair: MakePair, moments: Moments, at_rest: AtRest
) -> None:
    """I5: a power cut of the whole room."""
    for moment in moments(MOMENTS[::3]):
        pair = make_pair(moment, boot_time="10s")
        pair.boot()
        reach(pair, moment)
        first, last = (pair.primary, pair.secondary) if moment % 100 else (pair.secondary, pair.primary)
        first.power_off()
        last.power_off()
        pair.advance("1s")
        assert first.power is last.power is Power.OFF
        last.boot()
        pair.advance(moment % 7 * 4_000 * MILLISECOND)
        first.boot()
        check_comes_to_rest(pair, at_rest, within="70s")
        pair.close()


@pytest.mark.parametrize("off_for", ["50ms", "3s", "40s"])
@pytest.mark.parametrize("name", UNITS)
def test_failover_may_be_turned_off_and_on_at_any_moment_on_either_unit(
    make_pair: MakePair,
    moments: Moments,
    at_rest: AtRest,
    slack: int,
    name: str,
    off_for: str,
) -> None:
    """I5, I3, B6: what was under way ends there, and a synchronisation follows when failover is on again."""
    for moment in moments(range(0, 6_000, 130)):
        pair = make_pair(moment, boot_time="3s", split=True)
        pair.boot()
        pair.run_to(3_050 * MILLISECOND)
        unit = pair.unit(name)
        assert pair.wait_until(lambda unit=unit: unit.console.prompt is not None, within=slack)
        unit.console.go("system", configure=True)
        pair.advance(moment * MILLISECOND)
        unit.console.enter("no failover")
        assert [unit.group(group).state for group in (0, 1, 2)] == [State.DISABLED] * 3
        pair.advance(off_for)
        assert [unit.group(group).state for group in (0, 1, 2)] == [State.DISABLED] * 3, moment
        unit.console.enter("hostname alone")
        unit.console.enter("failover")
        check_comes_to_rest(pair, at_rest, within="90s")
        pair.close()


def test_failover_off_in_the_middle_of_a_stream_leaves_a_unit_that_passes_nothing(
    make_pair: MakePair,
) -> None:
    """B6: half a configuration never becomes active; its sender goes on (reference 14.7)."""
    pair = make_pair(boot_time="3s")
    pair.boot()
    assert pair.wait_until(lambda: pair.secondary.group(1).state is State.SYNC_CONFIG)
    pair.secondary.console.go("system", configure=True)
    pair.secondary.console.enter("no failover")
    pair.advance("5m")
    active = [pair.secondary.context(name).state for name in pair.secondary.contexts]
    assert ContextState.ACTIVE not in active
    assert [pair.primary.group(group).state for group in (1, 2)] == [State.ACTIVE, State.ACTIVE]
    assert "End Configuration Replication to mate" not in [text for _, text in pair.primary.console.lines]


def test_a_receiver_whose_sender_leaves_failover_starts_from_its_own_flash(
    make_pair: MakePair, at_rest: AtRest
) -> None:
    """B6: what it has by then is half a configuration, whether or not the mate is heard of again."""
    pair = make_pair(boot_time="3s", secondary={"boot_time": "40s"})
    pair.boot()
    assert pair.wait_until(lambda: pair.secondary.group(1).state is State.SYNC_CONFIG)
    pair.primary.console.go("system", configure=True)
    pair.primary.console.enter("no failover")
    assert pair.wait_until(lambda: pair.secondary.power is Power.BOOTING, within="10s")
    assert "Incomplete/slow config replication" in [text for _, text in pair.secondary.console.lines]
    pair.primary.console.enter("failover")
    assert pair.wait_until(lambda: at_rest(pair), within="2m")
    pair.advance("5s")
    assert agree(pair)
