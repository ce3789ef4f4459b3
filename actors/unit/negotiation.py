"""Negotiation: from `failover on` to a role.

Who leads and who joins is decided in ``rules/negotiation.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..facts import syslog, texts
from ..facts.states import Reason, State
from ..facts.syslog import SyslogText
from ..facts.texts import Text
from ..messages import AskAgain, ConfigurationRequest, Hello, NegotiationOver, UnitReport
from ..rules.compatibility import compare, gives_way
from ..rules.negotiation import Move, asks_again_after, may_ask_for_configuration, on_hello
from ..rules.transitions import Walk

if TYPE_CHECKING:
    from .actor import Unit


@dataclass(frozen=True, slots=True)
class _Misfit:
    """What is said of a mate that does not fit, and which of its properties it is about."""

    text: Text
    messages: tuple[SyslogText, ...]
    of: Callable[[UnitReport], object]


_MISFITS: dict[Reason, _Misfit] = {
    Reason.MATE_MODE: _Misfit(texts.MATE_MODE, (syslog.MATE_MODE,), lambda unit: unit.mode),
    Reason.MATE_LICENSE: _Misfit(texts.MATE_LICENSE, (syslog.MATE_LICENSE,), lambda unit: unit.context_limit),
    Reason.MATE_VERSION: _Misfit(
        texts.MATE_VERSION,
        (syslog.VERSION_INCOMPATIBLE, syslog.MATE_FAILOVER_VERSION),
        lambda unit: unit.version,
    ),
}


class Negotiation:
    """Looks for the mate during a window as long as the unit hold time."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.under_way = False
        #: waiting in Cold Standby for the mate to be Active
        self.joining = False
        #: life of the mate we have met while both negotiated; 0 for none
        self.committed_to = 0
        #: life of the mate together with which we booted; 0 for none
        self.together = 0
        #: why this unit joins: the reason of its steps to Standby Ready
        self.reason = Reason.ACTIVE_MATE
        #: life of a mate that did not fit; 0 for none
        self.refused = 0

    def begin(self) -> None:
        """Failover is on: negotiate."""
        unit = self.unit
        unit.failover_life += 1
        self.refused = 0
        unit.say(texts.ENABLING_FAILOVER)
        unit.updates.begin()
        self.look_for_mate()
        unit.switching.begin()
        unit.health.begin()

    def look_for_mate(self) -> None:
        """Negotiate, as if no mate had been met."""
        self.under_way, self.joining, self.committed_to, self.together = True, False, 0, 0
        self.unit.walk(Walk.NEGOTIATE, Reason.STATE_CHECK, 0, 1, 2)
        self._open_window()

    def _open_window(self) -> None:
        self.unit.after(self.unit.settings.hold, "negotiation", NegotiationOver())

    def hold_time_changed(self) -> None:
        """The window closes when the new hold time is over."""
        if self.under_way:
            self._open_window()

    def end(self) -> None:
        """Failover is off."""
        self.under_way = self.joining = False
        self.unit.cancel("negotiation")

    def hello(self, hello: Hello) -> None:
        """The mate has said something new."""
        if self.under_way:
            self._negotiate(hello)
        elif self.joining:
            self._ask_if_possible()

    def _negotiate(self, hello: Hello) -> None:
        unit = self.unit
        move = on_hello(unit.role, unit.failover_life, self.committed_to, hello)
        if move is Move.COMMIT:
            self.committed_to = hello.incarnation
            self._open_window()
            unit.health.announce()
        elif move is Move.LEAD:
            self.committed_to = self.together = hello.incarnation
            self._lead()
        elif move is Move.JOIN:
            self._conclude()
            if hello.together == unit.failover_life:
                self.together = hello.incarnation
            self.join(Reason.ACTIVE_MATE, 0, 1, 2)

    def join(self, reason: Reason, *groups: int) -> None:
        """Stand by for the mate with these groups, once its configuration has come."""
        self.unit.walk(Walk.JOIN, reason, *groups)
        self.joining, self.reason = True, reason
        self._ask_if_possible()

    def _ask_if_possible(self) -> None:
        report = self.unit.board.mate.report
        if report is None or not may_ask_for_configuration(report):
            return
        self.joining = False
        for number in (1, 2):
            if report.groups[number].state.is_active:
                self.unit.say(texts.DETECTED_ACTIVE_MATE, group=number)
        self.ask()

    def ask(self) -> None:
        """Ask the mate for its configuration, now and again until it comes."""
        unit = self.unit
        unit.tell_mate(ConfigurationRequest(unit.failover_life))
        unit.after(asks_again_after(unit.settings.hold), "ask again", AskAgain())

    def ask_again(self) -> None:
        """Nothing has come: the mate may not have been able to hear, or to answer."""
        unit = self.unit
        waiting = [number for number in (0, 1, 2) if unit.state(number) is State.COLD_STANDBY]
        if waiting and unit.board.mate.alive and not unit.receiver_of_stream.active:
            self.ask()

    def window_closed(self) -> None:
        """Nobody holds the groups: take both."""
        for number in (1, 2):
            self.unit.say(texts.NO_RESPONSE, group=number)
        self._lead()

    def _lead(self) -> None:
        """Take all groups, but never with half a configuration (requirement B6)."""
        self._conclude()
        if self.unit.receiver_of_stream.incomplete:
            self.unit.receiver_of_stream.sender_lost()
        else:
            self.unit.switching.take_all(Reason.NO_ACTIVE_UNIT)

    def _conclude(self) -> None:
        self.under_way = False
        self.unit.cancel("negotiation")

    def mate_lost(self) -> None:
        """The mate is gone.

        A unit that was about to receive from it looks for one again, or goes on alone.
        """
        unit = self.unit
        waiting = [number for number in (0, 1, 2) if unit.state(number) is State.COLD_STANDBY]
        if self.under_way:
            self.committed_to = 0
        elif (self.joining or waiting) and not any(unit.state(number).is_active for number in (1, 2)):
            self.look_for_mate()
        elif waiting:
            self.joining = False
            unit.walk(Walk.NEGOTIATE, Reason.STATE_CHECK, *waiting)
            unit.walk(Walk.TAKE, Reason.NO_ACTIVE_UNIT, *waiting)

    # -- a mate that does not fit ------------------------------------------------------------------

    def refuses(self, hello: Hello) -> bool:
        """Compare the units; the one that gives way disables failover, the other goes on without a mate."""
        unit, mine, mates = self.unit, self.unit.report(), hello.report
        found = compare(mine, mates)
        if found.reason is None:
            return False
        if self.refused != hello.incarnation:
            self.refused = hello.incarnation
            misfit = _MISFITS[found.reason]
            mate, ours = misfit.of(mates), misfit.of(mine)
            for message in misfit.messages:
                unit.log(message, mate=mate, ours=ours)
            if gives_way(mine, mates, first=unit.name == "primary"):
                unit.say(misfit.text, mate=mate, ours=ours)
                unit.system.disable_failover(found.reason)
        return True
