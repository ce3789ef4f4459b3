"""Handlers of a live pair: none takes longer than 10 ms.

A pair of 250 contexts and 100,000 lines at the highest speed that its hold times allow: it boots and
synchronises, saves everything, shows everything, adds 4,000 lines to a context that has as many, and loses a
unit. Measured is the time of the processor in each handler, with sending and observing, and without the
garbage collector of Python, which comes at any moment (its longest stop has a row of its own).
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import msgspec

from asapair.actors import Pair
from asapair.actors.rules.speed import fastest
from asapair.actors.runtime.live_actor import Letter, LiveActor
from asapair.actors.spec import ServerSpec
from asapair.actors.spec_checks import hold_times
from benchmarks.measuring import Row
from benchmarks.synchronisation import context, spec

LINES = 100_000
MERGED = 4_000
SHOWN = 6
SERVER = "tftp://10.0.0.5"


class Stopwatch:
    """Milliseconds of the processor by actor and message, and of the garbage collector."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = {}
        self.longest_stop = 0.0
        self._collected = self._began = 0

    def collecting(self, phase: str, _: dict[str, int]) -> None:
        """Note when the garbage collector begins, and how long it took."""
        if phase == "start":
            self._began = time.thread_time_ns()
            return
        took = time.thread_time_ns() - self._began
        self._collected += took
        self.longest_stop = max(self.longest_stop, took / 1e6)

    def timed(self, actor: LiveActor, message: Any) -> Any:
        """Handle a message, and note how long that took."""
        begun, collected = time.thread_time_ns(), self._collected
        try:
            return _handle(actor, message)
        finally:
            took = (time.thread_time_ns() - begun - (self._collected - collected)) / 1e6
            told = message.message if isinstance(message, Letter) else message
            name = f"{type(actor).__name__}, {type(told).__name__}"
            self.taken[name] = max(self.taken.get(name, 0.0), took)


_handle = LiveActor._handle_receive  # noqa: SLF001  what Pykka calls for each message


@contextmanager
def watched() -> Iterator[Stopwatch]:
    """Time all handlers of live actors."""
    stopwatch = Stopwatch()
    gc.callbacks.append(stopwatch.collecting)
    try:
        with patch.object(LiveActor, "_handle_receive", lambda *call: stopwatch.timed(*call)):  # noqa: PLW0108
            yield stopwatch
    finally:
        gc.callbacks.remove(stopwatch.collecting)


def life(pair: Pair) -> None:
    """All that makes handlers work: a boot, a stream, saving, showing, merging, losing a unit."""
    primary = pair.primary.console
    pair.form("60m")
    for line in ("write memory all /noconfirm", "show running-config", "show context", "show failover"):
        primary.go("system")
        primary.enter(line, "10m")
    primary.go("c0")
    for name in ("first", "second"):
        primary.enter(f"copy /noconfirm {SERVER}/{name}.cfg running-config", "10m")
    primary.enter("show running-config", "10m")
    pair.advance("1m")
    pair.secondary.power_off()
    pair.advance("1m")


def rows(repeats: int) -> list[Row]:  # noqa: ARG001  one life is enough
    """Measure the slowest handlers."""
    files = {"first.cfg": context(1000, MERGED), "second.cfg": context(1001, MERGED)}
    server = {SERVER: ServerSpec(files)}
    pair_spec = msgspec.structs.replace(spec(LINES), servers=server)
    speed = fastest(hold_times(pair_spec))
    with watched() as stopwatch, Pair(pair_spec, live=True, speed=speed) as pair:
        life(pair)
    slowest = sorted(stopwatch.taken.items(), key=lambda each: -each[1])[:SHOWN]
    return [
        *(Row(f"slowest: {name}", "ms", [took], most=10) for name, took in slowest),
        Row("longest stop of the garbage collector", "ms", [stopwatch.longest_stop]),
    ]
