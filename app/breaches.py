"""An invariant that a run has broken, and what led to it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec

from asapair.actors.duration import clock
from asapair.actors.messages import Hello, InterfaceHello, Poll, PollInterfaces
from asapair.actors.signals import encode_unknown
from asapair.scenarios.invariants import InvariantError, Violation

#: Deliveries that are shown of a run that breaks an invariant.
SHOWN = 20
#: Deliveries that are kept for them: a breach may be found long after it.
KEPT = 2000


class LastDeliveries:
    """A recorder that keeps the last deliveries, but for hellos."""

    def __init__(self) -> None:
        self._kept: deque[tuple[int, int, str, str, object]] = deque(maxlen=KEPT)

    def delivery(
        self,
        step: int,
        now: int,
        sender: str,
        receiver: str,
        cause: int,  # noqa: ARG002
        message: object,
        effects: list[Any],  # noqa: ARG002
    ) -> None:
        """Keep one delivery, and forget the oldest."""
        if not isinstance(message, Hello | Poll | InterfaceHello | PollInterfaces):
            self._kept.append((step, now, sender, receiver, message))

    def told(self, until: int) -> list[str]:
        """Those up to an instant (ns), one line each: step, time, from whom to whom, what."""
        from asapair.logs.telling import NARROW, told

        return [
            f"{step:>6}  {clock(now):>11}  {sender} -> {receiver}: "
            f"{told(msgspec.to_builtins(message, enc_hook=encode_unknown), NARROW)}"
            for step, now, sender, receiver, message in self._kept
            if now <= until
        ][-SHOWN:]


def led_to(violation: Violation, run_again: Callable[[LastDeliveries], object]) -> list[str]:
    """The last deliveries before a breach; ``run_again`` runs what broke it once more, with a recorder."""
    last = LastDeliveries()
    with suppress(InvariantError):
        run_again(last)
    return last.told(violation.at)


def breach(violation: Violation, deliveries: list[str], command: str) -> str:
    """What is printed of it."""
    lines = [
        str(violation),
        f"  since      {clock(violation.since)}",
        f"  at         {clock(violation.at)}",
        f"  reproduce  {command}",
    ]
    return "\n".join([*lines, "  the last deliveries:" if deliveries else "", *deliveries]).rstrip()


def as_json(violation: Violation, deliveries: list[str]) -> dict[str, object]:
    """The same for programs; times in ns."""
    return {
        "invariant": violation.invariant,
        "sentence": violation.sentence,
        "since": violation.since,
        "at": violation.at,
        "deliveries": deliveries,
    }
