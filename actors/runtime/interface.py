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
    """Takes one record a delivery."""

    def delivery(
        self, step: int, now: int, sender: str, receiver: str, cause: int, message: object, effects: list[Any]
    ) -> None:
        """Take delivery number ``step``, at ``now`` (ns), of what was sent during delivery number ``cause``.

        ``cause`` is 0 for what comes from outside. ``effects`` are tuples in the order in which the handler
        had them: ``("send", to, message, delay)``, ``("timer", key, message, delay)``, ``("cancel", key)``,
        ``("emit", event)``, ``("spawn", name)``, ``("renew", incarnation)``,
        ``("dead letter", to, message)``, ``("failure", actor, exception)``; or only ``("drop", why)`` if the
        message was not handled.
        """


class Runtime(Protocol):
    """Runs actors under unique names."""

    seed: int
    #: deliveries so far
    steps: int
    #: called with (now, actor name, event) after the handler that emitted the event
    publish: Callable[[int, str, Any], None]

    @property
    def now(self) -> int:
        """Virtual time in ns, from 0."""

    def spawn(self, body: Callable[..., Actor], *args: Any, name: str) -> pykka.ActorRef[Any]:
        """Start ``body(*args)`` as an actor called ``name``; ``ValueError`` if the name is taken."""

    def input(self, to: str, message: object) -> None:
        """Send from outside to the actor called ``to``; ``KeyError`` if there is none."""

    def run(self, until: int, stop: Callable[[], bool] | None = None) -> bool:
        """Run up to the instant ``until`` (ns): False; or until ``stop()`` holds after a delivery: True."""

    def close(self) -> None:
        """Stop every actor, the latest first; further use raises ``RuntimeClosedError``."""
