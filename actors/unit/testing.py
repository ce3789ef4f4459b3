"""The tests of interfaces that hear nothing of the mate's. Decided in ``rules/monitoring.py`` (14.23)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..device.board import InterfaceKey
from ..facts.states import InterfaceStatus
from ..messages import InterfaceReport, InterfaceTest, InterfaceTestOver, Listen, PacketsIn, Probe
from ..rules.monitoring import (
    TEST_TIME,
    TESTS,
    Conclusion,
    at_the_end,
    conclusion,
    is_in_doubt,
    silence_allowed,
)

if TYPE_CHECKING:
    from .actor import Unit


@dataclass(slots=True)
class Trial:
    """The tests of an interface: which one is under way, and whether the mate's interface heard something."""

    position: int = 0
    mate_passed: bool = False


class Testing:
    """Takes interfaces through the tests, beside the mate, which is told when they begin and are passed."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.trials: dict[InterfaceKey, Trial] = {}

    def begin(self, key: InterfaceKey, interface: InterfaceReport) -> None:
        """Begin to test an interface, and ask the mate to test its own; the hold time ends all tests."""
        unit, (context, name) = self.unit, key
        hold = unit.settings.group(unit.system.group_of(context)).hold
        self.trials[key] = Trial()
        unit.interfaces.set(key, InterfaceStatus.TESTING, heard=False)
        self._tell_mate(key, passed=False)
        unit.send("data-network", Listen(interface.hardware))
        self._time_test(key)
        left = hold - silence_allowed(hold)
        unit.after(left, f"deadline {context} {name}", InterfaceTestOver(context, name, deadline=True))

    def _time_test(self, key: InterfaceKey) -> None:
        context, name = key
        over = InterfaceTestOver(context, name, deadline=False)
        self.unit.after(TEST_TIME, f"test {context} {name}", over)

    def drop(self, key: InterfaceKey) -> None:
        """The tests of an interface are over, or do not matter any more."""
        if self.trials.pop(key, None) is not None:
            self.unit.cancel(f"test {key[0]} {key[1]}")
            self.unit.cancel(f"deadline {key[0]} {key[1]}")

    # -- what is heard ---------------------------------------------------------------------------

    def packets_in(self, message: PacketsIn) -> None:
        """Something has come in at a port: the interfaces there that were in doubt work (reference 2.2)."""
        unit = self.unit
        if not unit.interfaces.has_link(message.port):
            return
        for group, monitored in unit.interfaces.monitored.items():
            for key, interface in monitored.items():
                if interface.hardware == message.port and is_in_doubt(unit.board.interfaces[key].status):
                    unit.monitoring.excuse(group, key)
                    self.passed(key)
                    self._tell_mate(key, passed=True)
        unit.interfaces.settle()

    def passed(self, key: InterfaceKey) -> None:
        """An interface has received something: it is in order."""
        self.drop(key)
        self.unit.interfaces.stand(key, self.unit.interfaces.report_of(key))

    def test_over(self, message: InterfaceTestOver) -> None:
        """A test has lasted its time, and nothing was heard."""
        key = (message.context, message.interface)
        trial = self.trials[key]
        if message.deadline:
            self._conclude(key, at_the_end(mate_passed=trial.mate_passed))
        elif conclusion(mate_passed=trial.mate_passed) is Conclusion.FAILED:
            self._conclude(key, InterfaceStatus.FAILED)
        else:
            self._next_test(key, trial)
        self.unit.interfaces.settle()

    def _next_test(self, key: InterfaceKey, trial: Trial) -> None:
        trial.position += 1
        if trial.position == len(TESTS):
            self._conclude(key, at_the_end(mate_passed=False))
        else:
            port = self.unit.interfaces.report_of(key).hardware
            self.unit.send("data-network", Probe(port, TESTS[trial.position]))
            self._time_test(key)

    def _conclude(self, key: InterfaceKey, status: InterfaceStatus) -> None:
        self.drop(key)
        self.unit.interfaces.set(key, status, heard=False)

    # -- the mate --------------------------------------------------------------------------------

    def _tell_mate(self, key: InterfaceKey, *, passed: bool) -> None:
        if self.unit.board.link == "up":
            self.unit.tell_mate(InterfaceTest(*key, passed))

    def mate_tests(self, message: InterfaceTest) -> None:
        """The mate tests an interface, or has heard something there."""
        unit, key = self.unit, (message.context, message.interface)
        group = unit.system.group_of(message.context)
        interface = unit.interfaces.monitored[group].get(key)
        if interface is None or not unit.monitoring.groups[group].in_service:
            return
        if message.passed:
            self._mate_passed(key, interface)
        elif unit.board.interfaces[key].status is InterfaceStatus.NORMAL and interface.talks:
            if unit.monitoring.is_heard(group, key):
                self._tell_mate(key, passed=True)
            else:
                self.begin(key, interface)
        unit.interfaces.settle()

    def _mate_passed(self, key: InterfaceKey, interface: InterfaceReport) -> None:
        """What was silent on both units is silent on this one alone: that can be told now."""
        if key not in self.trials and self.unit.board.interfaces[key].status is InterfaceStatus.UNKNOWN:
            self.begin(key, interface)
        if key in self.trials:
            self.trials[key].mate_passed = True
