"""Pairs for tests of behaviour: the default configuration, changed where a test says so, always closed.

A test takes `make_pair`, `pair` or `formed_pair` and drives what it gets through the handle alone: it runs
simulated, and live as well. Instants are compared as ranges, with `slack` for what a clock on the wall adds.
Every live twin runs with `--heavy`, those marked `quick_live` always. A test that asks for what threads
cannot give says so with the marker `simulated_only` and a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
import pytest

from asapair.actors import Pair
from asapair.actors.defaults import default_spec
from asapair.actors.duration import SECOND, duration
from asapair.actors.facts.states import Power, State
from asapair.actors.rules.speed import fastest
from asapair.actors.rules.transitions import is_legal
from asapair.actors.runtime import LiveRuntime, SimulatedRuntime
from asapair.actors.signals import Event, GroupState, UnitPower
from asapair.actors.spec import PairSpec, UnitSpec
from asapair.actors.spec_checks import hold_times

Moment = tuple[int, str, Any]
MakePair = Callable[..., Pair]

#: Virtual seconds in a real one, where the hold times allow it.
SPEED = 30.0
#: name -> how much later than on time (ns) something may happen: 0.2 s of real time (reference 14.17)
SLACK = {"simulated": 0, "live": int(SPEED * SECOND / 5)}
#: How many seeds a live test tries: threads draw the order themselves.
LIVE_SEEDS = 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the live twins: heavy, unless a test is marked as quick; none of what only simulation gives."""
    for item in items:
        parameters = getattr(getattr(item, "callspec", None), "params", {})
        if parameters.get("runtime_name") != "live":
            continue
        if marker := item.get_closest_marker("simulated_only"):
            item.add_marker(pytest.mark.skip(reason=f"only simulated: {marker.kwargs['reason']}"))
        elif parameters.get("seed", 0) >= LIVE_SEEDS:
            item.add_marker(pytest.mark.skip(reason="only simulated: threads draw the order themselves"))
        elif item.get_closest_marker("quick_live") is None:
            item.add_marker(pytest.mark.heavy)


def built_runtime(name: str, spec: PairSpec, seed: int) -> SimulatedRuntime | LiveRuntime:
    """A runtime for a pair of this spec."""
    if name == "simulated":
        return SimulatedRuntime(seed)
    return LiveRuntime(seed, speed=min(SPEED, fastest(hold_times(spec))))


def edited(text: str, changes: Mapping[str, str]) -> str:
    """A startup configuration with some of its text replaced; all of it has to be there."""
    for old, new in changes.items():
        assert old in text, f"{old!r} does not stand in this configuration"
        text = text.replace(old, new)
    return text


def unit_spec(
    unit: UnitSpec,
    edit: Mapping[str, str],
    files: Mapping[str, str],
    boot_time: str | int | None,
    **fields: Any,
) -> UnitSpec:
    """A unit of the default pair with changes; `fields` are those of its flash."""
    flash = msgspec.structs.replace(unit.flash, files={**unit.flash.files, **files}, **fields)
    time = None if boot_time is None else duration(boot_time)
    return msgspec.structs.replace(unit, startup=edited(unit.startup, edit), flash=flash, boot_time=time)


def pair_spec(
    edit: Mapping[str, str],
    primary: Mapping[str, Any],
    secondary: Mapping[str, Any],
    boot_time: str | int | None,
    **fields: Any,
) -> PairSpec:
    """The default pair with changes."""
    spec = default_spec()
    units = {}
    for name, unit, changes in (("primary", spec.primary, primary), ("secondary", spec.secondary, secondary)):
        own = {"edit": {}, "files": {}, "boot_time": boot_time, **changes}
        units[name] = unit_spec(unit, {**edit, **own.pop("edit")}, own.pop("files"), **own)
    return msgspec.structs.replace(spec, **units, **fields)


class Watch:
    """Everything that a pair has emitted; and that no group was active twice for longer than I1 allows.

    Every step of a group is one of the state machine's.
    """

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.moments: list[Moment] = []
        self.active: dict[int, dict[str, None]] = {1: {}, 2: {}}
        self.twice_since: dict[int, int] = {}
        self.longest = 0
        for signal in pair.signals:
            signal.connect(self._take)

    def _take(self, unit: str, event: Event, at: int) -> None:
        self.moments.append((at, unit, event))
        if isinstance(event, GroupState):
            assert is_legal(event.was, event.state, event.reason), event
        if isinstance(event, GroupState) and event.group and self.pair.unit(unit).power is Power.UP:
            self._note(event.group, unit, at, active=event.state.is_active)
        elif isinstance(event, UnitPower) and event.power is not Power.UP:
            for group in (1, 2):
                self._note(group, unit, at, active=False)

    def _note(self, group: int, unit: str, at: int, *, active: bool) -> None:
        holders = self.active[group]
        if active:
            holders[unit] = None
        else:
            holders.pop(unit, None)
        if len(holders) == 2:
            self.twice_since.setdefault(group, at)
        elif group in self.twice_since:
            self.longest = max(self.longest, at - self.twice_since.pop(group))

    def doubly_active(self) -> int:
        """For how long (ns) a group has been active on both units, the longest time."""
        return max([self.longest, *(self.pair.now - since for since in self.twice_since.values())])


@pytest.fixture(params=list(SLACK))
def runtime_name(request: pytest.FixtureRequest) -> str:
    """Name the runtime; every test of behaviour runs on each."""
    return str(request.param)


@pytest.fixture
def seeds(runtime_name: str) -> Callable[[int], range]:
    """Say which of so many seeds to try."""
    return lambda count: range(count if runtime_name == "simulated" else min(count, LIVE_SEEDS))


@pytest.fixture
def moments(runtime_name: str) -> Callable[[Sequence[int]], Sequence[int]]:
    """Say which of some moments (ms) to try: all of them, or three live, where none comes twice the same."""
    return lambda all_of_them: all_of_them[:: 1 if runtime_name == "simulated" else len(all_of_them) // 3]


@pytest.fixture
def slack(runtime_name: str) -> int:
    """Say how much later than on time (ns) something may happen."""
    return SLACK[runtime_name]


@pytest.fixture
def make_pair(runtime_name: str) -> Iterator[MakePair]:
    """Build pairs from the default one, which are closed when the test is over.

    `edit` replaces text in both startup configurations, `files` adds to both flashes, `boot_time` fixes both
    boot times; `primary` and `secondary` hold such changes for one unit, and fields of its flash. Other
    fields are those of the spec. At the end I1 is checked, unless `split` says that the test splits the pair.
    """
    watches: list[tuple[Watch, bool]] = []

    def make(
        seed: int = 0,
        *,
        spec: PairSpec | None = None,
        edit: Mapping[str, str] | None = None,
        files: Mapping[str, str] | None = None,
        primary: Mapping[str, Any] | None = None,
        secondary: Mapping[str, Any] | None = None,
        boot_time: str | int | None = None,
        split: bool = False,
        **fields: Any,
    ) -> Pair:
        given = [{"files": files or {}, **(unit or {})} for unit in (primary, secondary)]
        made = spec or pair_spec(edit or {}, given[0], given[1], boot_time, **fields)
        pair = Pair(made, seed=seed, runtime=built_runtime(runtime_name, made, seed))
        watches.append((Watch(pair), split))
        return pair

    yield make
    for watch, split in watches:
        watch.pair.close()
        link = watch.pair.spec.link
        longest = 2 * SECOND + 2 * (link.latency + link.jitter) + SLACK[runtime_name]
        assert split or watch.doubly_active() <= longest, "I1 is broken"


@pytest.fixture
def pair(make_pair: MakePair) -> Pair:
    """Build the default pair, switched off."""
    return make_pair()


@pytest.fixture
def at_rest() -> Callable[[Pair], bool]:
    """Say whether each group is Active on one unit and Standby Ready on the other."""
    return resting


def resting(pair: Pair) -> bool:
    """Say whether each group is Active on one unit and Standby Ready on the other."""
    wanted = [State.ACTIVE, State.STANDBY_READY]
    return all(
        sorted([pair.primary.group(group).state, pair.secondary.group(group).state]) == wanted
        for group in (1, 2)
    )


@pytest.fixture
def form() -> Callable[[Pair], Pair]:
    """Boot both units of a pair and run until it is at rest and its interfaces are Monitored."""

    def formed(pair: Pair) -> Pair:
        pair.form()
        assert resting(pair)
        return pair

    return formed


@pytest.fixture
def formed_pair(pair: Pair, form: Callable[[Pair], Pair]) -> Pair:
    """Build the default pair at rest: group 1 active on the primary, group 2 on the secondary."""
    return form(pair)


@pytest.fixture
def watch() -> Callable[[Pair], list[Moment]]:
    """Give the list in which the events of a pair collect from now on: instant, unit, event."""
    return lambda pair: Watch(pair).moments
