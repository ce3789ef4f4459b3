"""How the benchmarks measure: side by side in one process, in turns, and the median counts."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

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
        """True if the ratio is required to be higher."""
        return self.ratio is not None and self.required is not None and self.ratio < self.required


def in_turns(cases: Mapping[str, Case], repeats: int) -> dict[str, list[float]]:
    """Run each case once, then each once more, ...: what disturbs the machine disturbs all of them alike."""
    samples: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(repeats):
        for name, case in cases.items():
            gc.collect()
            samples[name].append(case())
    return samples
