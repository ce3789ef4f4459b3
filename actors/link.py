"""A link between the two units: the failover link, or the data path that answers for a silent one."""

from __future__ import annotations

from typing import Any

from .runtime import Actor
from .spec import LinkSpec


class Link(Actor):
    """Carries every message from one unit to the other after a delay, in order.

    The delay of each message is ``latency`` plus a draw of up to ``jitter`` (ns).
    """

    def __init__(self, ends: tuple[str, str], spec: LinkSpec) -> None:
        super().__init__()
        self.latency, self.jitter = spec.latency, spec.jitter
        self.other = {ends[0]: ends[1], ends[1]: ends[0]}
        #: when the last message to each end arrives
        self.last = dict.fromkeys(ends, 0)

    def on_receive(self, message: Any) -> None:
        """Pass a message on to the other end."""
        to = self.other[self.sender]
        now = self.now
        due = now + self.latency + int(self.draw() * self.jitter)
        due = self.last[to] = max(due, self.last[to])
        self.send(to, message, due - now)
