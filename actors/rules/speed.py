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


def check_speed(speed: float, hold_times: Iterable[int]) -> None:
    """Refuse a speed that these hold times (ns) do not allow: ``ValueError``."""
    highest = fastest(hold_times)
    if not speed > 0:
        raise ValueError(f"a speed of {speed:g} is none: it is above 0, and at most {highest:g}")
    if speed > highest:
        raise ValueError(f"a speed of {speed:g} is too high for the hold times in use: at most {highest:g}")
