"""Chance that repeats itself: a generator for each who draws, of a seed and a name."""

from __future__ import annotations

import random
from collections.abc import Callable


def generator(seed: int, name: str) -> Callable[[], float]:
    """Numbers in [0, 1), the same ones for the same seed and name on every machine."""
    return random.Random(f"{seed} {name}").random
