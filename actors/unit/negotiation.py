"""Negotiation: from `failover on` to a role.

Who leads and who joins is decided in ``rules/negotiation.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..facts import texts
from ..facts.states import Reason, State
from ..messages import ConfigurationRequest, Hello, NegotiationOver
from ..rules.negotiation import Move, may_ask_for_configuration, on_hello
from ..rules.transitions import Walk

if TYPE_CHECKING:
    from .actor import Unit


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

    def begin(self) -> None:
        """Failover is on: negotiate."""
        unit = self.unit
        self.under_way, self.joining, self.committed_to, self.together = True, False, 0, 0
        unit.say(texts.ENABLING_FAILOVER)
        unit.walk(Walk.NEGOTIATE, Reason.STATE_CHECK, 0, 1, 2)
        unit.after(unit.settings.hold, "negotiation", NegotiationOver())
        unit.health.begin()

    def again(self) -> None:
        """The mate is lost before it could give us a configuration: look for it anew."""
        self.joining = False
        self.under_way, self.committed_to, self.together = True, 0, 0
        self.unit.walk(Walk.NEGOTIATE, Reason.STATE_CHECK, 0, 1, 2)
        self.unit.after(self.unit.settings.hold, "negotiation", NegotiationOver())

    def end(self) -> None:
        """Failover is off."""
        self.under_way = self.joining = False
        self.unit.cancel("negotiation")

    def hello(self, hello: Hello) -> None:
        """The mate has said something new."""
        if self.under_way:
            self._negotiate(hello)
        elif self.joining and may_ask_for_configuration(hello):
            self._ask(hello)

    def _negotiate(self, hello: Hello) -> None:
        unit = self.unit
        move = on_hello(unit.role, unit.incarnation, self.committed_to, hello)
        if move is Move.COMMIT:
            self.committed_to = hello.incarnation
            unit.after(unit.settings.hold, "negotiation", NegotiationOver())
            unit.health.announce()
        elif move is Move.LEAD:
            self.committed_to = self.together = hello.incarnation
            self._conclude()
            unit.switching.take_all(Reason.NO_ACTIVE_UNIT)
        elif move is Move.JOIN:
            self._conclude()
            self._join(hello)

    def _join(self, hello: Hello) -> None:
        unit = self.unit
        if hello.together == unit.incarnation:
            self.together = hello.incarnation
        unit.walk(Walk.JOIN, Reason.ACTIVE_MATE, 0, 1, 2)
        self.joining = True
        self.hello(hello)

    def _ask(self, hello: Hello) -> None:
        self.joining = False
        for number in (1, 2):
            if hello.report.groups[number].state.is_active:
                self.unit.say(texts.DETECTED_ACTIVE_MATE, group=number)
        self.unit.tell_mate(ConfigurationRequest())

    def window_closed(self) -> None:
        """Nobody holds the groups: take both."""
        self._conclude()
        for number in (1, 2):
            self.unit.say(texts.NO_RESPONSE, group=number)
        self.unit.switching.take_all(Reason.NO_ACTIVE_UNIT)

    def _conclude(self) -> None:
        self.under_way = False
        self.unit.cancel("negotiation")

    def mate_lost(self) -> None:
        """The mate is gone: a unit that was about to receive from it negotiates again."""
        if self.joining or self.unit.state(0) is State.COLD_STANDBY:
            self.again()
        elif self.under_way:
            self.committed_to = 0
