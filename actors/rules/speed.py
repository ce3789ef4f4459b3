"""How fast a live pair may run (reference 14.17)."""

from __future__ import annotations

from collections.abc import Iterable

from ..duration import MILLISECOND

#: Real time (ns) that the shortest hold time in use must last, so that a busy machine makes no unit give up
#: its mate.
SHORTEST_HOLD = 500 * MILLISECOND


def fastest(hold_times: Iterable[int]) -> float:
    """The highest speed, in virtual seconds a real one, for these hold times (ns)."""
    return min(hold_times) / SHORTEST_HOLD
