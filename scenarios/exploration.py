"""Runs a scenario with many seeds, on as many processes as there are, and adds up what came of it.

Each run is watched by the invariants. What must not happen (a breach, an expectation that fails, a fault
inside the pair) ends the exploration with the smallest seed that shows it.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context

from asapair.actors.pair import Pair
from asapair.actors.runtime import ActorFailedError, LivelockError

from .invariants import InvariantError, Invariants
from .runner import Result, Run
from .scenario import Scenario
from .sightings import Sightings

#: Seeds that a process takes at a time.
CHUNK = 50


@dataclass(frozen=True, slots=True)
class Stop:
    """Why an exploration ends.

    ``kind`` is ``invariant``, ``expectation``, or ``fault``: one of asapair itself.
    """

    seed: int
    kind: str
    text: str


@dataclass(slots=True)
class Exploration:
    """What runs came to. Added up, the parts of a range of seeds give the whole."""

    runs: int = 0
    #: fingerprints of delivery orders
    orders: set[str] = field(default_factory=set)
    #: fingerprint of an outcome -> the smallest seed that has it, and how many have
    outcomes: dict[str, tuple[int, int]] = field(default_factory=dict)
    #: in how many runs each thing of ``SEEN`` happened
    seen: Counter[str] = field(default_factory=Counter)
    #: deliveries, and virtual time (ns)
    deliveries: int = 0
    time: int = 0
    stop: Stop | None = None
    interrupted: bool = False

    def add(self, other: Exploration) -> None:
        """Take what other runs came to."""
        self.runs += other.runs
        self.orders |= other.orders
        for outcome, (seed, count) in other.outcomes.items():
            smallest, sum_ = self.outcomes.get(outcome, (seed, 0))
            self.outcomes[outcome] = min(seed, smallest), sum_ + count
        self.seen.update(other.seen)
        self.deliveries += other.deliveries
        self.time += other.time
        if other.stop is not None and (self.stop is None or other.stop.seed < self.stop.seed):
            self.stop = other.stop

    def note(self, result: Result, seen: dict[str, None]) -> None:
        """Take one run."""
        self.add(
            Exploration(
                runs=1,
                orders={result.order},
                outcomes={result.outcome: (result.seed, 1)},
                seen=Counter(seen.keys()),
                deliveries=result.steps,
                time=result.now,
            )
        )


#: Hears how far an exploration has come, each time that it has come further.
Hears = Callable[[Exploration], object]


def explore(
    scenario: Scenario,
    seeds: range,
    *,
    faults: bool = False,
    executor: Executor | None = None,
    jobs: int | None = None,
    chunk: int = CHUNK,
    hears: Hears = lambda _: None,
) -> Exploration:
    """Run a scenario with each seed, watched by the invariants, until something happens that must not.

    ``faults`` happen to each run, as its seed draws them. ``executor`` runs :func:`explore_some`, with what
    can be pickled; without one there are ``jobs`` processes, as many as the machine has cores, and none for
    one job. Ctrl-C ends it with what has been seen so far.
    """
    jobs = jobs or os.cpu_count() or 1
    with ExitStack() as stack:
        if executor is None and jobs > 1:
            executor = stack.enter_context(processes(jobs))
        parts = (seeds[start : start + chunk] for start in range(0, len(seeds), chunk))
        whole = Exploration()
        try:
            found = (
                _one_by_one(scenario, parts, faults=faults)
                if executor is None
                else _side_by_side(scenario, parts, executor, 2 * jobs, faults=faults)
            )
            for part in found:
                whole.add(part)
                hears(whole)
        except KeyboardInterrupt:
            whole.interrupted = True
        return whole


def _one_by_one(scenario: Scenario, parts: Iterator[range], *, faults: bool) -> Iterator[Exploration]:
    """What each part came to, up to one that stops."""
    for part in parts:
        explored = explore_some(scenario, part, faults=faults)
        yield explored
        if explored.stop is not None:
            return


def _side_by_side(
    scenario: Scenario, parts: Iterator[range], executor: Executor, ahead: int, *, faults: bool
) -> Iterator[Exploration]:
    """What each part came to, as they come in; ``ahead`` are given out at a time.

    After one that stops none is begun, and those before it are waited for: the smallest seed is among them.
    """
    waiting: dict[Future[Exploration], range] = {}
    stopped = False
    try:
        while True:
            while not stopped and len(waiting) < ahead and (part := next(parts, None)) is not None:
                waiting[executor.submit(explore_some, scenario, part, faults=faults)] = part
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                seeds = waiting.pop(future, None)
                if seeds is None:
                    continue  # behind one that stopped at the same moment
                explored = future.result()
                if explored.stop is not None:
                    stopped = True
                    _drop(waiting, behind=seeds.start)
                yield explored
    finally:
        _drop(waiting, behind=-1)


def _drop(waiting: dict[Future[Exploration], range], *, behind: int) -> None:
    """Do without the parts that lie behind a seed."""
    for future in [each for each, part in waiting.items() if part.start > behind]:
        future.cancel()
        del waiting[future]


def explore_some(scenario: Scenario, seeds: range, *, faults: bool = False) -> Exploration:
    """Run a scenario with some seeds, one after the other, here: up to the first that must not happen."""
    explored = Exploration()
    with _collected() as collect:
        for seed in seeds:
            explored.stop = _explore(scenario, seed, explored, faults=faults)
            collect()
            if explored.stop is not None:
                break
    return explored


@contextmanager
def _collected() -> Iterator[Callable[[], object]]:
    """Leave memory alone but for what a run has left, which is looked through when it is over.

    Looking for it in the middle of runs, and in all that is there to stay, takes a tenth of their time.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield lambda: gc.collect(0)
    finally:
        if collects:
            gc.enable()


def _explore(scenario: Scenario, seed: int, explored: Exploration, *, faults: bool) -> Stop | None:
    with Pair(scenario.spec, seed=seed) as pair:
        sightings = Sightings(pair)
        invariants = Invariants(pair, witness=sightings.witness)
        try:
            result = Run(scenario, pair, faults=faults).play()
            invariants.finish()
        except InvariantError as error:
            return Stop(seed, "invariant", str(error))
        except (ActorFailedError, LivelockError) as error:
            return Stop(seed, "fault", f"{error}: {error.__cause__!r}")
        explored.note(result, sightings.seen)
        if result.failures:
            failed = result.failures[0]
            return Stop(seed, "expectation", f"{failed.where}: {failed.expected}: {failed.actual}")
    return None


def processes(jobs: int) -> ProcessPoolExecutor:
    """So many processes, which leave Ctrl-C to this one."""
    return _Processes(jobs, mp_context=get_context("spawn"), initializer=_leave_interrupts)


class _Processes(ProcessPoolExecutor):
    """Drops what it has not begun when it is left."""

    def __exit__(self, *_: object) -> bool | None:
        self.shutdown(wait=True, cancel_futures=True)
        return None


def _leave_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
