"""What a link does to messages: delay them, lose them, hold them up while it is cut."""

from __future__ import annotations

from .duration import MILLISECOND
from .messages import Message, SetLink
from .runtime import Actor
from .signals import LinkCondition
from .spec import LinkSpec

#: After how long (ns) a lost message is sent again [I].
RETRANSMISSION = 200 * MILLISECOND
#: However bad a link is, a message gets through after so many losses: cost stays bounded.
MOST_LOSSES = 10


class Wire:
    """The condition of a link in one actor, which draws the chances.

    Hellos are datagrams and may be lost. Everything else is a reliable stream: a lost message arrives one or
    more retransmissions later, and while the link is cut it waits.
    """

    def __init__(self, actor: Actor, spec: LinkSpec) -> None:
        self.actor = actor
        #: where it is cut: at the port of a unit, or (empty) between the two
        self._cut_at: dict[str, None] = {}
        self.latency, self.jitter, self.loss = spec.latency, spec.jitter, spec.loss
        #: when the last message to each end arrives
        self._last: dict[str, int] = {}

    def set(self, change: SetLink) -> None:
        """Take a new condition."""
        if change.cut:
            self._cut_at[change.end] = None
        elif change.cut is False:
            self._cut_at.pop(change.end, None)
        self.latency = self.latency if change.latency is None else change.latency
        self.jitter = self.jitter if change.jitter is None else change.jitter
        self.loss = self.loss if change.loss is None else change.loss

    @property
    def cut(self) -> bool:
        """Nothing gets through."""
        return bool(self._cut_at)

    def condition(self) -> LinkCondition:
        """What observers are told of a change."""
        return LinkCondition("", self.actor.name, self.cut, self.latency, self.jitter, self.loss)

    @property
    def is_sound(self) -> bool:
        """Nothing gets lost."""
        return not self.cut and not self.loss

    def loses(self) -> bool:
        """Whether the next datagram is lost."""
        return self.cut or (self.loss > 0 and self.actor.draw() < self.loss)

    def delay(self) -> int:
        """How long (ns) a message is under way."""
        return self.latency + int(self.actor.draw() * self.jitter)

    def reliable_delay(self) -> int:
        """How long (ns) a message of the reliable stream is under way, with its retransmissions."""
        losses = 0
        while self.loss > 0 and losses < MOST_LOSSES and self.actor.draw() < self.loss:
            losses += 1
        return self.delay() + losses * RETRANSMISSION

    def carry(self, to: str, message: Message, delay: int) -> None:
        """Let a message arrive ``delay`` ns from now, and not before one that was sent there earlier."""
        now = self.actor.now
        due = self._last[to] = max(now + delay, self._last.get(to, 0))
        self.actor.send(to, message, due - now)
