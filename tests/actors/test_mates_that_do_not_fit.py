"""Mates of another version, licence or mode (reference 1.3, 6, 14.8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from asapair.actors import Pair
from asapair.actors.defaults import default_spec
from asapair.actors.facts.states import ContextState, Reason, State
from asapair.actors.handles import UnitHandle
from asapair.actors.signals import GroupState

MakePair = Callable[..., Pair]
Watch = Callable[[Pair], list[tuple[int, str, Any]]]
AtRest = Callable[[Pair], bool]

ACTIVE, READY, DISABLED = State.ACTIVE, State.STANDBY_READY, State.DISABLED
MISFITS = [
    ({"version": "9.3(1)"}, Reason.MATE_VERSION),
    ({"version": "8.4(5)"}, Reason.MATE_VERSION),
    ({"context_limit": 5}, Reason.MATE_LICENSE),
]


def states(unit: UnitHandle) -> list[State]:
    return [unit.group(1).state, unit.group(2).state]


def pair_with(make_pair: MakePair, name: str, **changes: Any) -> Pair:
    """The default pair, with other hardware or software in one unit."""
    spec = default_spec()
    unit = msgspec.structs.replace(getattr(spec, name), **changes)
    return make_pair(spec=msgspec.structs.replace(spec, **{name: unit}), split=True)


@pytest.mark.parametrize(("changes", "reason"), MISFITS)
@pytest.mark.parametrize("late", ["primary", "secondary"])
def test_a_unit_that_joins_a_mate_it_does_not_fit_switches_its_own_failover_off(
    make_pair: MakePair, watch: Watch, late: str, changes: dict[str, Any], reason: Reason
) -> None:
    """B5: its groups read Disabled, it passes nothing, its startup configuration is left alone."""
    pair = pair_with(make_pair, late, **changes)
    joins, runs = pair.unit(late), pair.unit("primary" if late == "secondary" else "secondary")
    saved = joins.startup()
    runs.boot()
    pair.advance("2m")
    moments = watch(pair)
    joins.boot()
    pair.advance("3m")
    assert states(joins) == [DISABLED, DISABLED]
    assert joins.group(1).reason is reason
    assert [joins.context(name).state for name in joins.contexts] == [ContextState.STANDBY] * 3
    assert joins.startup() == saved
    running = joins.running()
    assert running is not None
    assert not running.has("failover")
    assert states(runs) == [ACTIVE, ACTIVE]
    assert not [event for _, unit, event in moments if isinstance(event, GroupState) and unit == runs.name]


@pytest.mark.parametrize(("changes", "reason"), MISFITS)
def test_of_two_that_boot_together_and_do_not_fit_one_goes_on(
    make_pair: MakePair, changes: dict[str, Any], reason: Reason
) -> None:
    """B5, I2: the other one says why on its console, and does not flap."""
    pair = pair_with(make_pair, "secondary", **changes)
    pair.boot()
    pair.advance("10m")
    assert states(pair.primary) == [ACTIVE, ACTIVE]
    assert states(pair.secondary) == [DISABLED, DISABLED]
    assert pair.secondary.group(2).reason is reason
    said = [text for _, text in pair.secondary.console.lines if "Failover will be disabled" in text]
    assert len(said) == 1


@pytest.mark.parametrize("version", ["9.1(7)4", "9.2(2)4", "9.0(1)"])
def test_a_mate_of_a_near_version_synchronises_with_a_warning(
    make_pair: MakePair, at_rest: AtRest, version: str
) -> None:
    """B5, S2: the block of reference 6, on the sender, before the stream (reference 14.8)."""
    pair = pair_with(make_pair, "secondary", version=version)
    pair.boot()
    assert pair.wait_until(lambda: at_rest(pair), within="3m")
    lines = [text for _, text in pair.primary.console.lines]
    stars = "************WARNING****WARNING****WARNING********************************"
    start = lines.index(stars)
    assert lines[start : start + 4] == [
        stars,
        f"   Mate version {version} is not identical with ours 9.1(5)16",
        stars,
        "Beginning configuration replication: Sending to mate.",
    ]
    assert stars not in [text for _, text in pair.secondary.console.lines]


def test_failover_typed_again_on_a_unit_that_does_not_fit_is_refused_by_the_same_comparison(
    make_pair: MakePair,
) -> None:
    """B5: until the mate is another one."""
    pair = pair_with(make_pair, "secondary", version="9.3(1)")
    pair.boot()
    pair.advance("5m")
    console = pair.secondary.console
    console.go("system", configure=True)
    console.enter("failover")
    pair.advance("1m")
    assert states(pair.secondary) == [DISABLED, DISABLED]
    pair.primary.power_off()
    console.enter("failover")
    pair.advance("1m")
    assert states(pair.secondary) == [ACTIVE, ACTIVE]
