"""Exploring: many seeds of one scenario, with the invariants on.

One run of `both-units-boot` builds the pair, boots both units, judges what the scenario expects and
counts what was seen. One process explores without a pool; two are a pool that has been started.
"""

from __future__ import annotations

import time
from concurrent.futures import Executor

from asapair.scenarios import find
from asapair.scenarios.exploration import explore, explore_some, processes
from benchmarks.measuring import Row, in_turns

RUNS = 400
BOOT = find("both-units-boot")


def alone(*, faults: bool = False) -> float:
    """Runs a second in this process."""
    runs = RUNS // 4 if faults else RUNS
    start = time.perf_counter()
    found = explore_some(BOOT, range(runs), faults=faults)
    if found.stop is not None:
        raise AssertionError(found.stop)
    return runs / (time.perf_counter() - start)


def on_two(pool: Executor) -> float:
    """Runs a second on two processes."""
    start = time.perf_counter()
    explore(BOOT, range(2 * RUNS), executor=pool, jobs=2)
    return 2 * RUNS / (time.perf_counter() - start)


def rows(repeats: int) -> list[Row]:
    """Measure everything."""
    with processes(2) as pool:
        explore(BOOT, range(100), executor=pool, jobs=2)  # the processes have loaded everything
        cases = {"one": alone, "two": lambda: on_two(pool), "faults": lambda: alone(faults=True)}
        samples = in_turns(cases, repeats)
    one = Row("one process", "runs/s", samples["one"], least=250)
    return [
        one,
        Row("two processes", "runs/s", samples["two"], one, required=1.8),
        Row("one process, with faults", "runs/s", samples["faults"], one),
    ]
