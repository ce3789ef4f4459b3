"""Unit health: hellos out and in, and what silence means. Decided in ``rules/health.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..device.board import COMM_FAILURE, INTERFACE_FAILURE
from ..facts import syslog, texts
from ..facts.states import Reason, State
from ..messages import AskMate, HealthAnswer, HealthQuestion, Hello, HoldTimeOver, Poll, UnitReport
from ..rules.health import Verdict, patience, question_after, verdict
from ..rules.syslog import on_loss, on_meeting
from ..signals import MateState

if TYPE_CHECKING:
    from .actor import Unit


class Health:
    """Sends a hello every poll time and at every change, and watches for those of the mate."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.running = False
        self.last_sent: Hello | None = None
        self.last_heard: Hello | None = None
        #: hellos are missing: it is timed when the mate is asked, and when it is given up
        self.doubts = False
        #: poll and hold time in use (ns)
        self.times = (0, 0)
        #: who has carried an answer of the mate since it was asked: the failover link, the data network
        self.answered: dict[str, int] = {}

    def begin(self) -> None:
        """Failover is on: start the hellos."""
        self.running, self.last_heard = True, None
        self.times = (self.unit.settings.poll, self.unit.settings.hold)
        self.unit.hang_up()
        self.poll()
        self.unit.monitoring.begin()

    def end(self) -> None:
        """Failover is off: say so in a last hello."""
        self.announce()
        self.unit.monitoring.end()
        self.running = False
        self.unit.cancel("poll")
        self._trust()

    def settings_changed(self) -> None:
        """Another poll or hold time counts from now on."""
        unit = self.unit
        times = (unit.settings.poll, unit.settings.hold)
        if self.running and times != self.times:
            self.times = times
            unit.board.mate.heard_at = unit.now
            unit.negotiation.hold_time_changed()
            self.poll()

    # -- out -----------------------------------------------------------------------------------

    def poll(self) -> None:
        """Send a hello, arm the next one, and look how long the mate has been silent."""
        unit = self.unit
        unit.tell_mate(self._hello())
        unit.after(unit.settings.poll, "poll", _POLL)
        mate = unit.board.mate
        if mate.alive and unit.board.link == "up" and mate.state(0) is not State.DISABLED:
            self._watch()

    def link_restored(self) -> None:
        """The failover link is back: say hello at once, whatever the poll time (reference 14.22)."""
        if self.running:
            self.unit.tell_mate(self._hello())

    def announce(self) -> None:
        """Say at once what has changed, if anything has."""
        if self.running:
            last = self.last_sent
            hello = self._hello()
            if hello is not last:
                self.unit.tell_mate(hello)

    def _hello(self) -> Hello:
        """The present hello; the same object as before while nothing has changed."""
        unit, last = self.unit, self.last_sent
        report, negotiation = unit.report(), unit.negotiation
        if (
            last is None
            or last.report is not report
            or last.heard != negotiation.committed_to
            or last.together != negotiation.together
            or last.poll != unit.settings.poll
        ):
            heard, together = negotiation.committed_to, negotiation.together
            last = Hello(unit.failover_life, heard, together, report, unit.settings.poll)
            self.last_sent = last
        return last

    # -- in ------------------------------------------------------------------------------------

    def hello(self, hello: Hello) -> None:
        """The mate is alive; what it says is looked at when it is new."""
        unit = self.unit
        mate = unit.board.mate
        mate.heard_at = unit.now
        if self.doubts:
            self._trust()
        unit.board.received += 1
        if hello is self.last_heard:
            return
        self.last_heard = hello
        if unit.negotiation.refuses(hello):
            return
        was_alive, restarted = mate.alive, mate.incarnation not in (0, hello.incarnation)
        if hello.incarnation != mate.incarnation:
            unit.log_all(on_meeting(unit.report(), hello.report))
        self._note_failed_groups(mate.report, hello.report)
        mate.report, mate.incarnation, mate.failed = hello.report, hello.incarnation, False
        unit.interfaces.mate_reports(hello.report.interfaces)
        unit.monitoring.reconsider()
        met_again = (not was_alive and not restarted and mate.failed_at > 0) or self._link_is_back()
        if not was_alive:
            self._tell_observers()
        elif restarted:
            self._mate_restarted(hello)
        if unit.receiver_of_stream.incomplete and mate.state(0) is State.DISABLED:
            unit.receiver_of_stream.sender_lost()
            return
        if (restarted or not was_alive) and not unit.negotiation.under_way:
            unit.tell_mate(self._hello())  # its window may be shorter than our poll time
        unit.negotiation.hello(hello)
        unit.healing.look(met_again=met_again)
        unit.sender_of_stream.mate_heard()
        unit.switching.reconsider()
        unit.updates.look()

    def _note_failed_groups(self, before: UnitReport | None, now: UnitReport) -> None:
        """A group of the mate has failed since its last report."""
        for group in (1, 2):
            was = before.groups[group].state if before else None
            if now.groups[group].state is State.FAILED and was is not State.FAILED:
                self.unit.board.mate_failures[group] = (INTERFACE_FAILURE, self.unit.now)

    def _link_is_back(self) -> bool:
        board = self.unit.board
        if board.link == "up":
            return False
        board.link = "up"
        self.unit.log(syslog.LINK_OK)
        self.unit.say(texts.LINK_OK)
        self.unit.say(texts.SWITCHOVER_ENABLED)
        self._tell_observers()
        return True

    def _mate_restarted(self, hello: Hello) -> None:
        """The mate has booted unnoticed: nothing that was under way with it goes on."""
        unit = self.unit
        self._log_loss(Reason.MATE_RELOADED)
        self._hang_up()
        self._lose_connections()
        if unit.receiver_of_stream.incomplete:
            unit.receiver_of_stream.sender_lost()
        elif not any(group.state.is_active for group in hello.report.groups):
            unit.negotiation.mate_lost()
            unit.switching.mate_lost(Reason.MATE_RELOADED)

    def _watch(self) -> None:
        """Time what follows if the hello that is missing is not the last one; a hello calls it off."""
        unit, (poll, hold) = self.unit, self._patience()
        silence = unit.now - unit.board.mate.heard_at
        question = question_after(poll, hold)
        if not self.doubts and silence + unit.settings.poll > question:
            self.doubts, self.answered = True, {}
            unit.after(max(0, question - silence), "ask", AskMate())
            unit.after(max(0, hold - silence), "hold", HoldTimeOver())

    def _trust(self) -> None:
        self.doubts = False
        self.unit.cancel("ask")
        self.unit.cancel("hold")

    def ask(self) -> None:
        """Ask the mate on every interface, that of the failover link among them (reference 2.1)."""
        unit = self.unit
        unit.send("failover-link", HealthQuestion())
        unit.send("data-network", HealthQuestion(unit.interfaces.ports()))
        unit.after(unit.settings.poll, "ask", AskMate())

    def question(self, message: HealthQuestion) -> None:
        """The mate does not hear us over the failover link: answer the way it asked."""
        self.unit.send(self.unit.sender, HealthAnswer(message.ports))

    def answer(self) -> None:
        """The mate is alive, whoever has carried its answer."""
        self.answered[self.unit.sender] = self.unit.now

    def _patience(self) -> tuple[int, int]:
        settings = self.unit.settings
        return patience(settings.poll, settings.hold, self.last_heard.poll if self.last_heard else 0)

    def hold_time_over(self) -> None:
        """The mate has been silent for the hold time."""
        unit = self.unit
        self._trust()
        # it was asked again and again: what it answered before it fell silent says nothing of now
        recent = unit.now - question_after(*self._patience())
        answered = [who for who, at in self.answered.items() if at > recent]
        found = verdict(on_link="failover-link" in answered, elsewhere=bool(answered))
        if found is Verdict.LINK_FAILED:
            self._lose_link()
        elif found is Verdict.MATE_FAILED:
            self.lose_mate(Reason.HELLO_NOT_HEARD)
        else:
            unit.board.mate.heard_at = unit.now

    def _lose_link(self) -> None:
        """The mate lives, but cannot be reached.

        Nothing moves until the link is back (reference 1.7, row 7).
        """
        unit = self.unit
        unit.board.link, self.last_heard = "failed", None
        self._note_failure(unit.board.failures)
        self._note_failure(unit.board.mate_failures)
        unit.log(syslog.LINK_FAILED)
        unit.say(texts.LINK_FAILED)
        self._tell_observers()
        self._hang_up()
        if unit.receiver_of_stream.incomplete:
            unit.receiver_of_stream.sender_lost()
        else:
            unit.negotiation.mate_lost()

    def lose_mate(self, reason: Reason) -> None:
        """The mate is gone: give it up, and take what it held."""
        unit = self.unit
        mate = unit.board.mate
        if not mate.alive:
            return
        self._log_loss(reason)
        mate.failed, mate.failed_at, self.last_heard = True, unit.now, None
        self._note_failure(unit.board.mate_failures)
        self._tell_observers()
        self._hang_up()
        self._lose_connections()
        unit.monitoring.reconsider()
        if unit.receiver_of_stream.incomplete:
            unit.receiver_of_stream.sender_lost()
        else:
            unit.negotiation.mate_lost()
            unit.switching.mate_lost(reason)

    def _log_loss(self, reason: Reason) -> None:
        unit = self.unit
        unit.log_all(on_loss(reason, unit.board.link, sending=unit.sender_of_stream.active))

    def _note_failure(self, failures: dict[int, tuple[str, int]]) -> None:
        """Keep the reason that ``show failover state`` shows, also after recovery (reference 4.3)."""
        for group in (1, 2):
            failures[group] = (COMM_FAILURE, self.unit.now)

    def _hang_up(self) -> None:
        """Give up whatever is on its way to the mate."""
        self.unit.hang_up()
        self.unit.sender_of_stream.abort()
        self.unit.replicas.mate_lost()

    def _lose_connections(self) -> None:
        """The mate has no connections of ours any more, and does not send its own."""
        self.unit.updates.forget_all()
        self.unit.copies.give_up()

    def _tell_observers(self) -> None:
        mate, board = self.unit.board.mate, self.unit.board
        word = "not detected" if mate.report is None else "failed" if mate.failed else "up"
        self.unit.emit(MateState(self.unit.name, word, board.link))


_POLL = Poll()
