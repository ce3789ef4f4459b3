"""The failover link: carries hellos, commands and questions from one unit to the other."""

from __future__ import annotations

from typing import Any

from .messages import (
    BulkBegins,
    BulkEnds,
    ConnectionTable,
    ConnectionUpdate,
    HangUp,
    HealthAnswer,
    HealthQuestion,
    Hello,
    LinkRestored,
    Message,
    SetLink,
)
from .runtime import Actor, handles
from .spec import LinkSpec
from .wire import Wire

#: What may be lost, and does not wait: signs of life, and connections where the state link shares this link.
DATAGRAMS = (
    Hello,
    HealthQuestion,
    HealthAnswer,
    ConnectionUpdate,
    ConnectionTable,
    BulkBegins,
    BulkEnds,
)


class Link(Actor):
    """Carries what one unit sends to the other, in order, after ``latency`` and up to ``jitter`` ns.

    While it is cut, datagrams are lost; the rest waits, unless its sender hangs up.
    """

    def __init__(self, ends: tuple[str, str], spec: LinkSpec) -> None:
        super().__init__()
        self.wire = Wire(self, spec)
        self.other = {ends[0]: ends[1], ends[1]: ends[0]}
        #: to each end: what waits for the link to come back
        self.waiting: dict[str, list[Message]] = {end: [] for end in ends}

    def on_receive(self, message: Any) -> Any:
        """Carry what a unit sends; handle what is meant for the link itself."""
        if isinstance(message, DATAGRAMS):
            if not self.wire.loses():
                self.wire.carry(self.other[self.sender], message, self.wire.delay())
            return None
        if message.__class__ in self.handlers:
            return super().on_receive(message)
        to = self.other[self.sender]
        if self.wire.cut:
            self.waiting[to].append(message)
        else:
            self.wire.carry(to, message, self.wire.reliable_delay())
        return None

    @handles(SetLink)
    def set_link(self, message: SetLink) -> None:
        """Another condition; a link that comes back delivers what has waited, a mended one says so."""
        was_sound = self.wire.is_sound
        self.wire.set(message)
        self.emit(self.wire.condition())
        if self.wire.cut:
            return
        for to, waiting in self.waiting.items():
            for each in waiting:
                self.wire.carry(to, each, self.wire.reliable_delay())
            waiting.clear()
            if self.wire.is_sound and not was_sound:
                self.send(to, LinkRestored())

    @handles(HangUp)
    def hang_up(self, _: HangUp) -> None:
        """A unit has given up its mate."""
        self.waiting[self.other[self.sender]].clear()
