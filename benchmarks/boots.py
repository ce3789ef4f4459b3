"""Whole runs: both units boot.

One run builds the pair from a spec that has been parsed once, boots both units, and ends when each group is
active on the unit that it prefers. Memory is what the process has grown by from the 200th of such runs to the
2,000th.
"""

from __future__ import annotations

import os
import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from asapair.actors import Pair
from asapair.actors.defaults import default_spec
from asapair.logs import record
from benchmarks.measuring import Row, in_turns

RUNS = 100
SETTLED, GROWN = 200, 2000

SPEC = default_spec()


def boot_both(pair: Pair) -> None:
    """Boot, and wait until every group is where it belongs."""
    pair.boot()
    primary, secondary = pair.primary, pair.secondary
    if not pair.wait_until(
        lambda: primary.group(1).state == "Active" and secondary.group(2).state == "Active"
    ):
        raise AssertionError("the pair has not come up")


def unrecorded() -> float:
    """Runs a second."""
    start = time.perf_counter()
    for seed in range(RUNS):
        with Pair(SPEC, seed=seed) as pair:
            boot_both(pair)
            pair.digest()
    return RUNS / (time.perf_counter() - start)


def recorded() -> float:
    """Runs a second, each with a run log on disk."""
    with TemporaryDirectory() as folder:
        start = time.perf_counter()
        for seed in range(RUNS):
            with record(Path(folder) / f"{seed}.jsonl", SPEC, seed=seed) as pair:
                boot_both(pair)
        return RUNS / (time.perf_counter() - start)


def growth() -> float:
    """Megabytes by which the process grows from run 200 to run 2,000."""
    for seed in range(GROWN):
        if seed == SETTLED:
            before = resident()
        with Pair(SPEC, seed=seed) as pair:
            boot_both(pair)
    return max(0.0, (resident() - before) / 1e6)


def resident() -> int:
    """Bytes in memory now; the highest so far where the system does not say."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def rows(repeats: int) -> list[Row]:
    """Measure everything."""
    samples = in_turns({"unrecorded": unrecorded, "recorded": recorded}, repeats)
    plain = Row("both units boot", "runs/s", samples["unrecorded"], least=300)
    return [
        plain,
        Row("the same, recorded", "runs/s", samples["recorded"], plain, required=round(1 / 1.3, 2)),
        Row("memory, run 200 to 2,000", "MB", [growth()], most=1),
    ]
