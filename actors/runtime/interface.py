"""What a runtime offers to those who drive it, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import pykka

from .actor import Actor

#: sender of an input from outside
OUTSIDE = "-"
#: sender of a timer's message
CLOCK = "clock"


class Recorder(Protocol):
    """Takes one record a delivery; ``effects`` are in the order in which the handler had them."""

    def delivery(
        self, step: int, now: int, sender: str, receiver: str, cause: int, message: object, effects: list[Any]
    ) -> None: ...


class Runtime(Protocol):
    """Runs actors under unique names; ``now`` is virtual time in ns from 0."""

    seed: int
    now: int
    steps: int
    #: called with (now, actor name, event) after the handler that emitted the event
    publish: Callable[[int, str, Any], None]

    def spawn(self, body: type[Actor], *args: Any, name: str) -> pykka.ActorRef[Any]: ...

    def input(self, to: str, message: object) -> None: ...

    def run(self, until: int, stop: Callable[[], bool] | None = None) -> bool: ...

    def close(self) -> None: ...
