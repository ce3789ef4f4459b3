"""Preemption and what ends it (reference 1.3, 3.2, 5.4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from asapair.actors import Pair
from asapair.actors.duration import MILLISECOND, SECOND
from asapair.actors.facts.states import Reason, State
from asapair.actors.handles import UnitHandle
from asapair.actors.signals import GroupState

MakePair = Callable[..., Pair]
Form = Callable[[Pair], Pair]
Watch = Callable[[Pair], list[tuple[int, str, Any]]]
AtRest = Callable[[Pair], bool]

GROUP_2 = "failover group 2\n  secondary\n"


def states(unit: UnitHandle) -> list[State]:
    return [unit.group(1).state, unit.group(2).state]


def booted_apart(pair: Pair, at_rest: AtRest) -> Pair:
    """Both groups on the primary, the secondary ready for them."""
    pair.primary.boot()
    pair.advance("2m")
    pair.secondary.boot()
    assert pair.wait_until(lambda: at_rest(pair), within="3m")
    return pair


@pytest.fixture
def waiting(make_pair: MakePair, at_rest: AtRest) -> Pair:
    """Build a pair whose group 2 prefers the secondary and moves there in 30 s."""
    return booted_apart(make_pair(edit={GROUP_2: f"{GROUP_2}  preempt 30\n"}), at_rest)


def group_2(pair: Pair, *lines: str) -> None:
    """Type lines into group 2 on the unit where group 1 is active."""
    console = pair.primary.console
    console.go("system", configure=True)
    for line in ("failover group 2", *lines):
        console.enter(line)


def test_until_the_delay_is_over_the_group_stays(waiting: Pair) -> None:
    """P2, P1: not a moment earlier."""
    waiting.advance("29s")
    assert states(waiting.primary) == [State.ACTIVE, State.ACTIVE]
    waiting.advance("2s")
    assert states(waiting.primary) == [State.ACTIVE, State.STANDBY_READY]
    assert states(waiting.secondary) == [State.STANDBY_READY, State.ACTIVE]


def test_no_preempt_before_the_delay_is_over_keeps_the_group(waiting: Pair) -> None:
    """P2: what counts is the configuration at the end of the delay."""
    group_2(waiting, "no preempt")
    waiting.advance("2m")
    assert states(waiting.primary) == [State.ACTIVE, State.ACTIVE]
    assert not any("preempt mate" in text for _, text in waiting.secondary.console.lines)


@pytest.mark.parametrize(("typed_after", "delay", "moves_after"), [("10s", 60, 60), ("20s", 5, 20)])
def test_a_new_delay_counts_from_the_same_moment(
    waiting: Pair, watch: Watch, slack: int, typed_after: str, delay: int, moves_after: int
) -> None:
    """P2: that many seconds after the unit became available; at once where that is past already."""
    ready = waiting.secondary.group(2).since
    moments = watch(waiting)
    waiting.advance(typed_after)
    group_2(waiting, f"preempt {delay}")
    waiting.advance("2m")
    taken = next(
        at
        for at, unit, event in moments
        if isinstance(event, GroupState) and unit == "secondary" and event.state is State.JUST_ACTIVE
    )
    assert ready + moves_after * SECOND <= taken <= ready + moves_after * SECOND + 20 * MILLISECOND + slack


def test_preempt_typed_while_the_preferred_unit_is_available_moves_the_group(
    make_pair: MakePair, at_rest: AtRest
) -> None:
    """P2: a group configured with `preempt` moves to the unit it prefers, available for long."""
    pair = booted_apart(make_pair(), at_rest)
    pair.advance("5m")
    assert states(pair.primary) == [State.ACTIVE, State.ACTIVE]
    group_2(pair, "preempt")
    pair.advance("5s")
    assert states(pair.primary) == [State.ACTIVE, State.STANDBY_READY]
    assert states(pair.secondary) == [State.STANDBY_READY, State.ACTIVE]


def test_another_preferred_unit_is_one_that_preempts(make_pair: MakePair, at_rest: AtRest) -> None:
    """P2: `secondary`, typed into a group with `preempt`."""
    pair = booted_apart(make_pair(edit={GROUP_2: "failover group 2\n  preempt\n"}), at_rest)
    pair.advance("1m")
    group_2(pair, "secondary")
    pair.advance("5s")
    assert states(pair.secondary) == [State.STANDBY_READY, State.ACTIVE]


def test_a_group_that_an_operator_took_is_not_pulled_back(waiting: Pair) -> None:
    """P2, A8: not until its preferred unit becomes available anew (reference 3.2)."""
    waiting.advance("40s")
    assert waiting.secondary.group(2).state is State.ACTIVE
    waiting.primary.console.go("system")
    waiting.primary.console.enter("failover active group 2")
    waiting.advance("10m")
    assert states(waiting.primary) == [State.ACTIVE, State.ACTIVE]


def test_a_group_that_an_operator_gave_away_is_not_pulled_back(waiting: Pair) -> None:
    """P2, A8: the same from the other side."""
    waiting.advance("40s")
    waiting.secondary.console.go("system")
    waiting.secondary.console.enter("no failover active group 2")
    waiting.advance("10m")
    assert states(waiting.primary) == [State.ACTIVE, State.ACTIVE]


def test_an_operator_who_moves_the_group_during_the_delay_ends_the_claim(waiting: Pair) -> None:
    """P2, A8: a manual failover cancels it (reference 5.4)."""
    waiting.advance("10s")
    for unit in (waiting.secondary, waiting.primary):
        unit.console.go("system")
        unit.console.enter("failover active group 2")
        waiting.advance("2s")
    waiting.advance("10m")
    assert states(waiting.primary) == [State.ACTIVE, State.ACTIVE]


def test_a_preferred_unit_that_comes_back_takes_its_group_and_no_other(
    waiting: Pair, at_rest: AtRest
) -> None:
    """P2, A4: after a power loss, by itself, its delay after it is ready again (reference 5.4)."""
    waiting.advance("40s")
    waiting.secondary.power_off()
    waiting.advance("30s")
    assert states(waiting.primary) == [State.ACTIVE, State.ACTIVE]
    waiting.secondary.boot()
    assert waiting.wait_until(lambda: at_rest(waiting), within="2m")
    waiting.advance("29s")
    assert states(waiting.primary) == [State.ACTIVE, State.ACTIVE]
    waiting.advance("3s")
    assert states(waiting.secondary) == [State.STANDBY_READY, State.ACTIVE]


def test_a_mate_that_dies_during_the_delay_leaves_the_group_at_once(waiting: Pair, watch: Watch) -> None:
    """A1, P2: what is lost is taken without asking, and not claimed a second time."""
    moments = watch(waiting)
    waiting.advance("10s")
    waiting.primary.power_off()
    waiting.advance("16s")
    assert states(waiting.secondary) == [State.ACTIVE, State.ACTIVE]
    waiting.advance("2m")
    taken = [
        event.reason
        for _, _, event in moments
        if isinstance(event, GroupState) and event.group == 2 and event.state is State.JUST_ACTIVE
    ]
    assert taken == [Reason.HELLO_NOT_HEARD]


def test_a_resynchronisation_moves_no_group_that_does_not_preempt(formed_pair: Pair) -> None:
    """P1, R4: booting together spread the groups once; what an operator did later stands."""
    console = formed_pair.primary.console
    console.go("system")
    console.enter("failover active group 2")
    formed_pair.advance("2s")
    console.enter("write standby")
    formed_pair.advance("2m")
    assert states(formed_pair.primary) == [State.ACTIVE, State.ACTIVE]
    assert states(formed_pair.secondary) == [State.STANDBY_READY, State.STANDBY_READY]
