"""The replication channel.

The slower lane of the failover link on which a configuration streams, in one direction.
"""

from __future__ import annotations

from typing import Any

from .messages import ConfigurationChunk, LaneFree, ReplicationBegins, ReplicationEnds
from .runtime import Actor, handles
from .spec import LinkSpec, ReplicationSpec


class ReplicationChannel(Actor):
    """Carries a stream to ``to`` at one line in ``per_line`` ns, and tells the sender when it is free.

    The start of a stream occupies it for ``overhead`` ns (reference 14).
    """

    def __init__(self, to: str, link: LinkSpec, replication: ReplicationSpec) -> None:
        super().__init__()
        self.to, self.link, self.replication = to, link, replication
        self.free_at = 0
        self.last = 0

    @handles(ReplicationBegins)
    def begin(self, message: ReplicationBegins) -> None:
        """A new stream: whatever an earlier one left in the lane is over."""
        self.free_at = self.now
        self._carry(message, arrival=self.now)
        self._occupy(self.replication.overhead, message.stream)

    @handles(ConfigurationChunk)
    def chunk(self, message: ConfigurationChunk) -> None:
        """Lines arrive when the last of them has been sent."""
        self._occupy(self.replication.per_line * len(message.lines), message.stream)
        self._carry(message, arrival=self.free_at)

    @handles(ReplicationEnds)
    def end(self, message: ReplicationEnds) -> None:
        """Arrives behind the last line."""
        self._carry(message, arrival=self.now)

    def _occupy(self, time: int, stream: int) -> None:
        self.free_at = max(self.now, self.free_at) + time
        self.send(self.sender, LaneFree(stream), self.free_at - self.now)

    def _carry(self, message: Any, arrival: int) -> None:
        due = arrival + self.link.latency + int(self.draw() * self.link.jitter)
        due = self.last = max(due, self.last)
        self.send(self.to, message, due - self.now)
