"""The receiver of a synchronisation.

Clears, replaces space by space, then becomes Standby Ready (reference 1.4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..device.configuration import Configuration
from ..facts import syslog, texts
from ..facts.states import Reason, State
from ..messages import (
    ConfigurationChunk,
    ConfigurationTaken,
    Done,
    ReplaceText,
    ReplicationBegins,
    ReplicationEnds,
    StandbyStep,
    StreamStalled,
)
from ..rules.negotiation import groups_to_take
from ..rules.synchronisation import STREAM_PATIENCE, SYNC_STEP_TIMES, kept_on_clearing, with_own_lines
from ..rules.transitions import Walk
from ..signals import CommandReplication, Synchronisation
from .sending import CHUNK

if TYPE_CHECKING:
    from .actor import Unit


class Receiver:
    """Takes a stream. The configuration is in running memory only, until somebody saves it."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.active = False
        #: the running configuration has been cleared, and all of the new one has not come
        self.incomplete = False
        self.stream = 0
        #: the one context that is sent, or empty
        self.only = ""
        self.lines: dict[str, list[str]] = {}
        #: spaces that have their new text
        self.replaced: dict[str, None] = {}
        #: commands typed here into spaces that the stream has not reached
        self.doomed: list[tuple[str, str]] = []
        #: texts that contexts have been told to take and have not taken yet, of this stream or one before it
        self.waiting_for = 0
        self.complete = False
        self.steps: list[Walk] = []
        #: the next step is due, and waits for the mate's connections
        self.step_waits = False
        #: groups on their way to Standby Ready
        self.groups: tuple[int, ...] = ()

    def begin(self, message: ReplicationBegins) -> None:
        """Clear the running configuration, but for what is needed to reach the mate.

        Or the one context that comes.
        """
        unit = self.unit
        if message.incarnation != unit.board.mate.incarnation:
            return  # the sender has booted since
        if unit.state(unit.system.group_of(message.context or "system")).is_active:
            return  # it was begun in a split: who is active for a space sends its text and takes none
        self.active, self.complete, self.stream = True, False, message.stream
        self.incomplete = True
        self.only = message.context
        unit.cancel("ask again")
        self._expect_more()
        self.lines, self.doomed = {}, []
        others = ("system", *unit.system.contexts) if self.only else ()
        self.replaced = {space: None for space in others if space != self.only}
        unit.board.synchronising = "receiver"
        unit.log(syslog.BEGIN_RECEIVING)
        unit.say(texts.BEGIN_RECEIVING)
        self._tell("begins")
        if self.only:
            if self.only in unit.board.contexts:
                self._replace_context(self.only, ())
        else:
            self._stop_stepping()
            self.groups = tuple(number for number in (0, 1, 2) if not unit.state(number).is_active)
            if any(unit.state(number) is State.STANDBY_READY for number in self.groups):
                unit.negotiation.reason = Reason.CONFIGURATION_MISMATCH
            unit.walk(Walk.JOIN, unit.negotiation.reason, *self.groups)
            unit.walk(Walk.SYNC_CONFIG, unit.negotiation.reason, *self.groups)
            for context in unit.system.contexts.values():
                if context.url is not None:
                    self._replace_context(context.name, ())
            unit.system.clear(Configuration.parse(kept_on_clearing(unit.board.system.lines())))

    def _tell(self, stage: str) -> None:
        self.unit.emit(Synchronisation(self.unit.name, "receiver", stage, self.only))

    def _expect_more(self) -> None:
        rate = self.unit.pair.replication
        patience = STREAM_PATIENCE + rate.overhead + CHUNK * rate.per_line
        self.unit.after(patience, "stream", StreamStalled())

    def chunk(self, message: ConfigurationChunk) -> None:
        """More lines of a space; with the last of them the space is replaced."""
        if not self.active or message.stream != self.stream:
            return
        self._expect_more()
        lines = self.lines.setdefault(message.space, [])
        lines.extend(message.lines)
        if message.last:
            self._replace(message.space, tuple(self.lines.pop(message.space)))

    def _replace(self, space: str, lines: tuple[str, ...]) -> None:
        unit = self.unit
        self.replaced[space] = None
        if space == "system":
            unit.system.replace(Configuration.parse(with_own_lines(lines, unit.board.system.lines())))
        elif space in unit.board.contexts:  # else it has been removed since its text was taken
            self._replace_context(space, lines)
        self._report_overwritten(space)

    def _report_overwritten(self, *spaces: str) -> None:
        unit = self.unit
        for space, line in self.doomed:
            if space in spaces:
                unit.emit(CommandReplication(unit.name, space, line, "receiver", "overwritten"))
        self.doomed = [each for each in self.doomed if each[0] not in spaces]

    def _replace_context(self, context: str, lines: tuple[str, ...]) -> None:
        self.unit.loading.forget(context)
        self.waiting_for += 1
        self.unit.request(context, lambda request: ReplaceText(request, lines), self._context_replaced)

    def _context_replaced(self, _: Done) -> None:
        self.waiting_for -= 1
        self._finish_if_complete()

    def end(self, message: ReplicationEnds) -> None:
        """The stream is over; done when every context has taken its text."""
        if self.active and message.stream == self.stream:
            self.complete = True
            self._finish_if_complete()

    def _finish_if_complete(self) -> None:
        if not (self.active and self.complete and self.waiting_for == 0):
            return
        unit = self.unit
        self.active = self.incomplete = False
        unit.cancel("stream")
        self._report_overwritten(*(space for space, _ in self.doomed))
        unit.board.synchronising, unit.board.received_configuration = "", True
        unit.healing.shared_with = unit.board.mate.incarnation
        unit.log(syslog.END_RECEIVING)
        unit.say(texts.END_RECEIVING)
        self._tell("ends")
        unit.tell_mate(ConfigurationTaken(self.stream))
        if self.only:
            unit.switching.reconsider()
            unit.healing.look_again()
            return
        stateful = [Walk.BULK_SYNC] if unit.settings.state_link else []
        self.steps = [Walk.SYNC_FILE_SYSTEM, *stateful, Walk.READY]
        self.step()

    def step(self) -> None:
        """The next step towards Standby Ready; at the end take what the mate does not hold."""
        unit = self.unit
        self.step_waits = unit.copies.loading
        if self.step_waits:
            return
        walk = self.steps.pop(0)
        unit.walk(walk, unit.negotiation.reason, *self.groups)
        if walk is Walk.BULK_SYNC:
            unit.copies.ask()
        if self.steps:
            unit.after(SYNC_STEP_TIMES[walk], "standby step", StandbyStep())
            return
        mate = unit.board.mate
        for group in groups_to_take(tuple(mate.state(number) for number in (0, 1, 2))):
            if not unit.state(group).is_active:
                unit.switching.take(group, Reason.NO_ACTIVE_UNIT)
        unit.healing.look_again()

    def connections_taken(self) -> None:
        """The bulk synchronisation is over: the step that waited for it is made."""
        if self.step_waits:
            self.step()

    def _stop_stepping(self) -> None:
        self.steps, self.step_waits = [], False
        self.unit.copies.abandon()
        self.unit.cancel("standby step")

    def typed(self, space: str, line: str) -> None:
        """A configuration command was typed here while the stream comes in."""
        if not self.active:
            return
        if space in self.replaced:
            self.unit.emit(CommandReplication(self.unit.name, space, line, "receiver", "kept"))
        else:
            self.doomed.append((space, line))

    def stalled(self) -> None:
        """The stream does not go on: wait for another one."""
        if self.active:
            unit, self.active = self.unit, False
            unit.board.synchronising = ""
            self._tell("broken off")
            self.groups = tuple(number for number in (0, 1, 2) if not unit.state(number).is_active)
            unit.walk(Walk.JOIN, unit.negotiation.reason, *self.groups)
            unit.negotiation.ask()

    def abandon(self) -> None:
        """Failover is off: what was coming does not matter any more."""
        if self.active:
            self._tell("broken off")
        self.active = False
        self.unit.cancel("stream")
        self._stop_stepping()

    def sender_lost(self) -> None:
        """The sender is gone in mid-stream: what is here is half a configuration.

        Start again from flash (105020).
        """
        self.active = False
        self.unit.log(syslog.INCOMPLETE_REPLICATION)
        self.unit.say(texts.INCOMPLETE_REPLICATION)
        self.unit.boot.crash()

    @property
    def under_way(self) -> bool:
        """From the first line of the stream to Standby Ready."""
        return self.active or self.unit.state(1) in (State.SYNC_FILE_SYSTEM, State.BULK_SYNC)
