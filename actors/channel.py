"""The replication channel: the slower lane of the failover link, on which a configuration streams one way."""

from __future__ import annotations

from .messages import (
    ConfigurationChunk,
    HangUp,
    LaneFree,
    Message,
    ReplicationBegins,
    ReplicationEnds,
    SetLink,
)
from .runtime import Actor, handles
from .spec import LinkSpec, ReplicationSpec
from .wire import Wire

Streamed = ReplicationBegins | ConfigurationChunk | ReplicationEnds


class ReplicationChannel(Actor):
    """Carries a stream to ``to`` at one line in ``per_line`` ns, and tells the sender when it is free.

    The start of a stream occupies it for ``overhead`` ns (reference 14.9). It is cut with the failover link;
    what it is given meanwhile waits.
    """

    def __init__(self, sender: str, to: str, link: LinkSpec, replication: ReplicationSpec) -> None:
        super().__init__()
        self.end, self.to, self.replication = sender, to, replication
        self.wire = Wire(self, link)
        self.free_at = 0
        self.waiting: list[Streamed] = []

    @handles(ReplicationBegins, ConfigurationChunk, ReplicationEnds)
    def stream(self, message: Streamed) -> None:
        """The next part of a stream; a new stream ends what an earlier one left in the lane."""
        if isinstance(message, ReplicationBegins):
            self.free_at = self.now
            self.waiting.clear()
        if self.wire.cut:
            self.waiting.append(message)
        else:
            self._pass(message)

    def _pass(self, message: Streamed) -> None:
        """Lines arrive when the last of them has been sent."""
        if isinstance(message, ReplicationBegins):
            self._carry(message, arrival=self.now)
            self._occupy(self.replication.overhead, message.stream)
        elif isinstance(message, ConfigurationChunk):
            self._occupy(self.replication.per_line * len(message.lines), message.stream)
            self._carry(message, arrival=self.free_at)
        else:
            self._carry(message, arrival=self.now)

    def _occupy(self, time: int, stream: int) -> None:
        self.free_at = max(self.now, self.free_at) + time
        self.send(self.end, LaneFree(stream), self.free_at - self.now)

    def _carry(self, message: Message, arrival: int) -> None:
        self.wire.carry(self.to, message, arrival - self.now + self.wire.reliable_delay())

    @handles(SetLink)
    def set_link(self, message: SetLink) -> None:
        """Another condition; a lane that comes back goes on with what has waited."""
        self.wire.set(message)
        self.emit(self.wire.condition())
        if not self.wire.cut:
            waiting, self.waiting = self.waiting, []
            for each in waiting:
                self._pass(each)

    @handles(HangUp)
    def hang_up(self, _: HangUp) -> None:
        """The sender has given up its mate."""
        self.waiting.clear()
