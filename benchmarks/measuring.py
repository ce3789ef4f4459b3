"""How the benchmarks measure: side by side in one process, in turns, and the median counts."""

from __future__ import annotations

import gc
import os
import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")

#: Whether this system lets a process choose its cores.
CAN_PIN = hasattr(os, "sched_setaffinity")

#: Runs once and returns a rate or a time; set-up inside it is not measured.
Case = Callable[[], float]


class Row(NamedTuple):
    """One line of a table: samples of one quantity, and what the median is compared with."""

    what: str
    #: such as "messages/s"; a rate or a time, as the case returns it
    unit: str
    samples: Sequence[float]
    #: the row that this one is divided by, if any
    baseline: Row | None = None
    #: what that ratio has to reach; None where nothing is required
    required: float | None = None
    #: what that ratio must not exceed
    at_most: float | None = None
    #: what the median itself has to reach, and must not exceed
    least: float | None = None
    most: float | None = None

    @property
    def median(self) -> float:
        """The middle sample."""
        return statistics.median(self.samples)

    @property
    def ratio(self) -> float | None:
        """How many times the baseline; None where there is none."""
        return None if self.baseline is None else self.median / self.baseline.median

    @property
    def missed(self) -> bool:
        """True if the ratio or the median is not what it has to be."""
        return any(
            (
                self.ratio is not None and self.required is not None and self.ratio < self.required,
                self.ratio is not None and self.at_most is not None and self.ratio > self.at_most,
                self.least is not None and self.median < self.least,
                self.most is not None and self.median > self.most,
            )
        )

    @property
    def demand(self) -> str:
        """What the row has to reach, in words; empty where nothing is required."""
        demands = (
            ("at least", self.required, ""),
            ("at most", self.at_most, ""),
            ("at least", self.least, f" {self.unit}"),
            ("at most", self.most, f" {self.unit}"),
        )
        return ", ".join(f"{word} {value:g}{unit}" for word, value, unit in demands if value is not None)


def in_turns(cases: Mapping[str, Case], repeats: int) -> dict[str, list[float]]:
    """Run each case once, then each once more, ...: what disturbs the machine disturbs all of them alike."""
    samples: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(repeats):
        for name, case in cases.items():
            gc.collect()
            samples[name].append(case())
    return samples


def pinned(case: Callable[[], T]) -> T:
    """Run a case on one core; the threads that it starts stay there too."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        return case()
    finally:
        os.sched_setaffinity(0, cores)
