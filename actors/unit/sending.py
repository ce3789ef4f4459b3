"""The sender of a synchronisation.

Space by space, each text taken when the stream reaches it (reference 1.4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..facts import syslog, texts
from ..facts.states import State
from ..messages import (
    ConfigurationChunk,
    ConfigurationRequest,
    ConfigurationTaken,
    Done,
    LaneFree,
    ReadText,
    ReplicationBegins,
    ReplicationEnds,
)
from ..rules.compatibility import Fit, compare
from ..signals import Synchronisation

if TYPE_CHECKING:
    from .actor import Unit

#: Lines that go in one message.
CHUNK = 50


class Sender:
    """Streams the system configuration, then every context in order, to the mate."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.active = False
        #: all of it has been sent
        self.ended = False
        #: life of a mate that has asked before it could be heard; 0 for none
        self.asked_by = 0
        self.stream = 0
        #: the one context that is sent, or empty
        self.context = ""
        self.spaces: list[str] = []
        self.space = ""
        self.lines: tuple[str, ...] = ()
        self.position = 0
        #: spaces whose text is in the stream, or behind it
        self.taken: dict[str, None] = {}

    @property
    def channel(self) -> str:
        """The replication channel to the mate."""
        return f"replication-to-{self.unit.mate}"

    def asked(self, message: ConfigurationRequest) -> None:
        """The mate asks; one that has not yet said hello in its present life is answered when it has."""
        board = self.unit.board
        if message.incarnation == board.mate.incarnation and board.mate_in_reach:
            self.begin()
        else:
            self.asked_by = message.incarnation

    def mate_heard(self) -> None:
        """The mate has said hello: it may have asked before."""
        if self.asked_by == self.unit.board.mate.incarnation:
            self.asked_by = 0
            self.begin()

    def begin(self, context: str = "") -> None:
        """Send the whole configuration to the mate, or that of one context.

        A whole one takes the place of a stream under way; a context goes along with it.
        """
        unit = self.unit
        if context and self.active and not self.ended:
            self.spaces += [context] if context not in self.spaces else []
            return
        if not any(card.state is State.ACTIVE for card in unit.board.groups.values()):
            return
        self.active, self.ended, self.taken = True, False, {}
        self.stream += 1
        unit.board.synchronising = "sender"
        if context:
            unit.updates.forget(context)
        else:
            unit.updates.forget_all()
        admin_first = sorted(unit.system.contexts.values(), key=lambda each: not each.is_admin)
        everything = ["system", *(each.name for each in admin_first if each.url)]
        self.spaces = [context] if context else everything
        self.space, self.lines, self.position = "", (), 0
        self._warn_of_version()
        unit.log(syslog.BEGIN_SENDING)
        unit.say(texts.BEGIN_SENDING)
        self.context = context
        self._tell("begins")
        unit.send(self.channel, ReplicationBegins(self.stream, context, unit.failover_life))

    def _warn_of_version(self) -> None:
        mate, ours = self.unit.board.mate.report, self.unit.report()
        if mate is not None and compare(ours, mate).fit is Fit.OTHER_VERSION:
            self.unit.say(texts.VERSION_DIFFERS, mate=mate.version, ours=ours.version)

    def lane_free(self, message: LaneFree) -> None:
        """Send the next lines; at the end of a space take the next one's text."""
        if not self.active or message.stream != self.stream:
            return
        if self.position < len(self.lines):
            self._send_chunk()
        elif self.spaces:
            self._take(self.spaces.pop(0))
        else:
            self.ended = True
            self.unit.send(self.channel, ReplicationEnds(self.stream))

    def _take(self, space: str) -> None:
        unit, stream = self.unit, self.stream
        if space == "system":
            self.taken[space] = None
            self._start_space(space, unit.board.system.lines())
        else:
            unit.loading.when_idle(lambda: self._take_context(stream, space))

    def _take_context(self, stream: int, space: str) -> None:
        """Take the text of a context, now that it has come from wherever it is kept."""
        unit = self.unit
        if not self.active or stream != self.stream:
            return
        self.taken[space] = None
        if space in unit.system.contexts:
            unit.request(space, ReadText, lambda done: self._text_taken(stream, space, done))
        else:
            self.lane_free(LaneFree(self.stream))

    def _text_taken(self, stream: int, space: str, done: Done) -> None:
        if self.active and stream == self.stream:
            self._start_space(space, done.lines)

    def _start_space(self, space: str, lines: tuple[str, ...]) -> None:
        self.space, self.lines, self.position = space, lines, 0
        self._send_chunk()

    def _send_chunk(self) -> None:
        lines = self.lines[self.position : self.position + CHUNK]
        self.position += len(lines)
        last = self.position >= len(self.lines)
        self.unit.send(self.channel, ConfigurationChunk(self.stream, self.space, lines, last))

    def taken_by_mate(self, message: ConfigurationTaken) -> None:
        """The mate has applied the stream."""
        unit = self.unit
        if self.active and message.stream == self.stream:
            self.active = False
            unit.board.synchronising, unit.board.sent_configuration = "", True
            unit.healing.shared_with = unit.board.mate.incarnation
            unit.healing.look_again()
            unit.log(syslog.END_SENDING)
            unit.updates.look()
            unit.say(texts.END_SENDING)
            self._tell("ends")

    def behind(self, space: str) -> int:
        """The stream that has taken the text of a space already, and does not bring what comes now, or 0."""
        return self.stream if self.active and space in self.taken else 0

    def abort(self) -> None:
        """The mate is gone: the stream ends here, unfinished."""
        if self.active:
            self.active = False
            self.unit.board.synchronising = ""
            self._tell("broken off")

    def _tell(self, stage: str) -> None:
        self.unit.emit(Synchronisation(self.unit.name, "sender", stage, self.context))
