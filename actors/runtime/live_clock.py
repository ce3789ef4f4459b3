"""The clock of the live runtime.

Virtual time that follows the wall clock, and one thread for all that is due later.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from heapq import heappop, heappush


class LiveClock(threading.Thread):
    """Calls ``due`` actions when their time has come. ``speed`` is virtual seconds in a real one."""

    def __init__(self, speed: float) -> None:
        super().__init__(name="asapair clock", daemon=True)
        self.speed = speed
        self._start_ns = time.monotonic_ns()
        self._heap: list[tuple[int, int, Callable[[], None]]] = []
        self._sequence = itertools.count()
        self._wake = threading.Condition()
        self._stopping = False

    def now(self) -> int:
        """Virtual time, in ns."""
        return int((time.monotonic_ns() - self._start_ns) * self.speed)

    def at(self, when: int, action: Callable[[], None]) -> None:
        """Call ``action`` at ``when`` (ns); of two that are due together the earlier comer goes first."""
        with self._wake:
            entry = (when, next(self._sequence), action)
            heappush(self._heap, entry)
            if self._heap[0] is entry:
                self._wake.notify()

    def stop(self) -> None:
        """End the thread; what is still to come is forgotten."""
        with self._wake:
            self._stopping = True
            self._heap.clear()
            self._wake.notify()

    def run(self) -> None:
        """Wait for the next thing that is due, and do it."""
        while True:
            with self._wake:
                if self._stopping:
                    return
                if not self._heap:
                    self._wake.wait()
                    continue
                left = self._heap[0][0] - self.now()
                if left > 0:
                    self._wake.wait(left / self.speed / 1e9)
                    continue
                action = heappop(self._heap)[2]
            action()
