"""The interfaces of a unit: hellos between them, their tests, what they add up to for a group.

Decided in ``rules/monitoring.py`` and ``rules/interface_policy.py`` (reference 2.2, 2.4, 14.23).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..device.board import InterfaceCard, InterfaceKey
from ..facts.states import InterfaceStatus
from ..messages import (
    AskPorts,
    InterfaceHello,
    InterfaceNote,
    InterfaceReport,
    InterfaceTest,
    InterfaceTestOver,
    Listen,
    PacketsIn,
    PollInterfaces,
    PortsDown,
    Probe,
    SilenceOver,
)
from ..rules.interface_policy import is_over
from ..rules.monitoring import (
    TEST_TIME,
    TESTS,
    Conclusion,
    at_the_end,
    conclusion,
    in_itself,
    is_heard,
    silence_allowed,
    suffix,
    watches,
)
from ..rules.segments import has_link
from ..rules.syslog import NAMES_GROUP, RESULTS, on_interface, on_mates_interface
from ..signals import InterfaceState

if TYPE_CHECKING:
    from .actor import Unit


@dataclass(slots=True)
class Watch:
    """What is known of the monitored interfaces of one group; times in ns."""

    interfaces: dict[InterfaceKey, InterfaceReport] = field(default_factory=dict)
    #: both copies of the group are in service
    in_service: bool = False
    #: our hello, until something changes
    hello: InterfaceHello | None = None
    #: the mate's last hello, and when it came
    heard: InterfaceHello | None = None
    heard_at: int = 0
    #: every interface is monitored, and none is silent: the next hello that is alike changes nothing
    settled: bool = False
    #: since when the mate's hellos are missing on an interface that others of the group still hear
    silent: dict[InterfaceKey, int] = field(default_factory=dict)
    #: since when they come in, on an interface that is not monitored yet
    steady: dict[InterfaceKey, int] = field(default_factory=dict)
    failed: int = 0
    over: bool = False


@dataclass(slots=True)
class Trial:
    """The tests of an interface: which one is under way, and whether the mate's interface heard something."""

    position: int = 0
    mate_passed: bool = False


class Monitoring:
    """Sends a hello every poll time of a group, and tests the interfaces on which the mate's do not come."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.running = False
        self.groups = {1: Watch(), 2: Watch()}
        self.trials: dict[InterfaceKey, Trial] = {}
        #: the interfaces of each context, as it last reported them
        self._reported: dict[str, tuple[InterfaceReport, ...]] = {}
        self._touched = False

    # -- what there is ---------------------------------------------------------------------------

    def look_at_ports(self) -> None:
        """The unit has booted."""
        self.unit.send("data-network", AskPorts())

    def begin(self) -> None:
        """Failover is on: greet the mate's interfaces."""
        self.regroup()
        self.running = True
        for group in (1, 2):
            self.poll(group)

    def end(self) -> None:
        """Failover is off."""
        self.running = False
        for group in (1, 2):
            self.unit.cancel(f"interfaces {group}")
            self._leave_service(group)
        self._settle()

    def context_changed(self, context: str) -> None:
        """A context has reported other interfaces, or is gone."""
        unit, board = self.unit, self.unit.board
        report = board.contexts.get(context)
        now = report.interfaces if report else ()
        before = self._reported.get(context, ())
        if now == before:
            return
        self._reported[context] = now
        names = {each.name for each in now}
        for each in before:
            if each.name not in names:
                self._forget((context, each.name))
        for each in now:
            key = (context, each.name)
            card = board.interfaces.setdefault(key, InterfaceCard())
            self._show(key, each, card)
            if key not in self.trials:
                self._stand(key, each)
        if context in unit.system.contexts:
            self._sort(unit.system.group_of(context))
            self._settle()
        else:
            self.regroup()

    def regroup(self) -> None:
        """Contexts have come, gone, or moved to another group."""
        for group in (1, 2):
            self._sort(group)
        self._settle()

    def _forget(self, key: InterfaceKey) -> None:
        context, name = key
        self._drop_trial(key)
        del self.unit.board.interfaces[key]
        self.unit.emit(InterfaceState(self.unit.name, context, name, None, ""))

    def _sort(self, group: int) -> None:
        """Find the monitored interfaces of a group anew."""
        watch, system = self.groups[group], self.unit.system
        was_idle = not watch.interfaces
        watch.interfaces = {
            (context, each.name): each
            for context, interfaces in self._reported.items()
            if context in system.contexts and system.group_of(context) == group
            for each in interfaces
            if each.monitored
        }
        watch.hello, watch.settled, self._touched = None, False, True
        if self.running and was_idle:
            self.poll(group)

    # -- out -------------------------------------------------------------------------------------

    def poll(self, group: int) -> None:
        """Send a hello on every interface of a group, arm the next one, and look who has been silent."""
        unit, watch = self.unit, self.groups[group]
        if not watch.interfaces:
            return
        unit.after(unit.settings.group(group).poll, f"interfaces {group}", _POLLS[group])
        if watch.hello is None:
            watch.hello = InterfaceHello(group, self._ports(watch))
        if watch.hello.ports:
            unit.send("data-network", watch.hello)
        if watch.in_service:
            self.look(group)
        else:
            self._know_again(watch)
        if watch.over:
            self._touched = True
        self._settle()

    def _ports(self, watch: Watch) -> tuple[str, ...]:
        ports = (each.hardware for each in watch.interfaces.values() if each.talks)
        return tuple(dict.fromkeys(port for port in ports if self._has_link(port)))

    def _know_again(self, watch: Watch) -> None:
        """Once the mate is gone, an interface is looked at again with the next poll."""
        for key, interface in watch.interfaces.items():
            if self.unit.board.interfaces[key].status is InterfaceStatus.UNKNOWN:
                self._stand(key, interface)

    # -- in --------------------------------------------------------------------------------------

    def hello(self, hello: InterfaceHello) -> None:
        """The mate's interfaces of a group greet ours."""
        watch = self.groups[hello.group]
        before, watch.heard_at = watch.heard_at, self.unit.now
        if hello is watch.heard and watch.settled:
            return
        watch.heard = hello
        if not watch.in_service:
            return
        watch.settled = True
        for key, interface in watch.interfaces.items():
            if interface.hardware in hello.ports:
                self._heard(watch, key)
            else:
                watch.silent.setdefault(key, before)
                watch.steady.pop(key, None)
                watch.settled = False
        self._settle()

    def _heard(self, watch: Watch, key: InterfaceKey) -> None:
        """A hello has come in on an interface: it works; after a hold time of them it is monitored."""
        unit, card = self.unit, self.unit.board.interfaces[key]
        watch.silent.pop(key, None)
        if card.status is not InterfaceStatus.NORMAL:
            self._works(key)
        if not card.heard:
            since = watch.steady.setdefault(key, unit.now)
            if unit.now - since < unit.settings.group(unit.system.group_of(key[0])).hold:
                watch.settled = False
            else:
                del watch.steady[key]
                self._set(key, heard=True)

    def reconsider(self) -> None:
        """A group made a step, here or on the mate, or the mate is gone."""
        unit, mate = self.unit, self.unit.board.mate
        for group, watch in self.groups.items():
            in_service = self.running and mate.alive and watches(unit.state(group), mate.state(group))
            if in_service and not watch.in_service:
                watch.in_service, watch.heard, watch.heard_at = True, None, unit.now
            elif watch.in_service and not in_service:
                self._leave_service(group)
        self._settle()

    def _leave_service(self, group: int) -> None:
        """The copies of a group change their roles, or there is no mate: hellos count from anew."""
        watch, board = self.groups[group], self.unit.board
        watch.in_service = watch.settled = False
        watch.silent.clear()
        watch.steady.clear()
        self.unit.cancel(f"silence {group}")
        for key, interface in watch.interfaces.items():
            self._drop_trial(key)
            if board.mate.failed and not board.interfaces[key].status.has_failed and not interface.shut:
                self._set(key, InterfaceStatus.UNKNOWN, heard=False)
            else:
                self._set(key, heard=False)
                if board.interfaces[key].status is InterfaceStatus.TESTING:
                    self._stand(key, interface)

    def mate_reports(self, notes: tuple[InterfaceNote, ...]) -> None:
        """The mate has said which of its interfaces are not Normal and monitored."""
        board = self.unit.board
        before = board.mate.interfaces
        board.mate.interfaces = {(note.context, note.interface): note for note in notes}
        for number, key in enumerate(board.interfaces, 1):
            was, now = before.get(key), board.mate.interfaces.get(key)
            if was is not now:
                normal = InterfaceStatus.NORMAL
                message = on_mates_interface(was.status if was else normal, now.status if now else normal)
                if message is not None:
                    self.unit.log(message, interface=number)

    # -- silence and tests -----------------------------------------------------------------------

    def look(self, group: int) -> None:
        """Test the interfaces of a group that have heard no hello for too long; come back for the others."""
        unit, watch, settings = self.unit, self.groups[group], self.unit.settings.group(group)
        all_silent = not is_heard(unit.now - watch.heard_at, settings.poll)
        if not watch.silent and not all_silent:
            return
        due = []
        for key, interface in watch.interfaces.items():
            if interface.talks and self._is_in_question(key):
                since = watch.silent.get(key, watch.heard_at if all_silent else None)
                if since is None:
                    continue
                watch.steady.pop(key, None)
                if unit.now - since >= silence_allowed(settings.hold):
                    self._test(key, interface)
                else:
                    due.append(since + silence_allowed(settings.hold))
        if due:
            unit.after(min(due) - unit.now, f"silence {group}", SilenceOver(group))
        self._settle()

    def _is_in_question(self, key: InterfaceKey) -> bool:
        """An interface whose silence is to be explained; that of a failed one of the mate is."""
        note = self.unit.board.mate.interfaces.get(key)
        known = note is not None and (note.status.has_failed or note.status is InterfaceStatus.LINK_DOWN)
        return self.unit.board.interfaces[key].status is InterfaceStatus.NORMAL and not known

    def _test(self, key: InterfaceKey, interface: InterfaceReport) -> None:
        """Begin to test an interface, and ask the mate to test its own; the hold time ends all tests."""
        unit, (context, name) = self.unit, key
        hold = unit.settings.group(unit.system.group_of(context)).hold
        self.trials[key] = Trial()
        self._set(key, InterfaceStatus.TESTING, heard=False)
        self._tell_mate(key, passed=False)
        unit.send("data-network", Listen(interface.hardware))
        unit.after(TEST_TIME, f"test {context} {name}", InterfaceTestOver(context, name, deadline=False))
        unit.after(
            hold - silence_allowed(hold),
            f"deadline {context} {name}",
            InterfaceTestOver(context, name, deadline=True),
        )

    def _tell_mate(self, key: InterfaceKey, *, passed: bool) -> None:
        if self.unit.board.link == "up":
            self.unit.tell_mate(InterfaceTest(*key, passed))

    def mate_tests(self, message: InterfaceTest) -> None:
        """The mate tests an interface, or has heard something there."""
        key = (message.context, message.interface)
        watch = self.groups[self.unit.system.group_of(message.context)]
        interface, card = watch.interfaces.get(key), self.unit.board.interfaces.get(key)
        if interface is None or card is None or not watch.in_service:
            return
        if message.passed:
            if key in self.trials:
                self.trials[key].mate_passed = True
            elif card.status is InterfaceStatus.UNKNOWN:
                self._test(key, interface)
                self.trials[key].mate_passed = True
        elif card.status is InterfaceStatus.NORMAL and interface.talks:
            self._test_along(watch, key, interface)
        self._settle()

    def _test_along(self, watch: Watch, key: InterfaceKey, interface: InterfaceReport) -> None:
        """The mate does not hear our interface: if we do not hear it either, test ours."""
        unit = self.unit
        since = watch.silent.get(key, watch.heard_at)
        if is_heard(unit.now - since, unit.settings.group(unit.system.group_of(key[0])).poll):
            self._tell_mate(key, passed=True)
        else:
            self._test(key, interface)

    def test_over(self, message: InterfaceTestOver) -> None:
        """A test has lasted its time, and nothing was heard."""
        key = (message.context, message.interface)
        trial = self.trials.get(key)
        if trial is None:
            return
        if message.deadline:
            self._conclude(key, at_the_end(mate_passed=trial.mate_passed))
        elif conclusion(mate_passed=trial.mate_passed) is Conclusion.FAILED:
            self._conclude(key, InterfaceStatus.FAILED)
        else:
            self._next_test(key, trial)
        self._settle()

    def _next_test(self, key: InterfaceKey, trial: Trial) -> None:
        trial.position += 1
        if trial.position == len(TESTS):
            self._conclude(key, at_the_end(mate_passed=False))
            return
        unit, (context, name) = self.unit, key
        unit.send("data-network", Probe(self._interface(key).hardware, TESTS[trial.position]))
        unit.after(TEST_TIME, f"test {context} {name}", InterfaceTestOver(context, name, deadline=False))

    def _conclude(self, key: InterfaceKey, status: InterfaceStatus) -> None:
        self._drop_trial(key)
        self._set(key, status, heard=False)

    def packets_in(self, message: PacketsIn) -> None:
        """Something has come in at a port: the interfaces there work (reference 2.2)."""
        for watch in self.groups.values():
            for key, interface in watch.interfaces.items():
                if interface.hardware == message.port and key in self.unit.board.interfaces:
                    in_doubt = self.unit.board.interfaces[key].status in _IN_DOUBT
                    if in_doubt and self._has_link(message.port):
                        watch.silent[key] = self.unit.now
                        watch.settled = False
                        self._works(key)
                        self._tell_mate(key, passed=True)
        self._settle()

    def _works(self, key: InterfaceKey) -> None:
        """An interface has received something: it is in order."""
        self._drop_trial(key)
        self._stand(key, self._interface(key))

    def _drop_trial(self, key: InterfaceKey) -> None:
        if self.trials.pop(key, None) is not None:
            self.unit.cancel(f"test {key[0]} {key[1]}")
            self.unit.cancel(f"deadline {key[0]} {key[1]}")

    # -- carrier ---------------------------------------------------------------------------------

    def carrier_changed(self, message: PortsDown) -> None:
        """Ports have lost their carrier, or have it again: no test is needed to see that."""
        before, self.unit.board.ports_down = self.unit.board.ports_down, message.ports
        for context, interfaces in self._reported.items():
            for interface in interfaces:
                key = (context, interface.name)
                if self._has_link(interface.hardware) != has_link(before, interface.hardware):
                    self._drop_trial(key)
                    self._stand(key, interface)
                    self.groups[self.unit.system.group_of(context)].silent[key] = self.unit.now
        for watch in self.groups.values():
            watch.hello = None
        self._settle()

    def _has_link(self, port: str) -> bool:
        return has_link(self.unit.board.ports_down, port)

    def _stand(self, key: InterfaceKey, interface: InterfaceReport) -> None:
        """Give an interface the status that it has by itself, without a mate to compare with."""
        status = in_itself(shut=interface.shut, link=self._has_link(interface.hardware))
        self._set(key, status, heard=None if status is InterfaceStatus.NORMAL else False)

    # -- what follows ----------------------------------------------------------------------------

    def _interface(self, key: InterfaceKey) -> InterfaceReport:
        context, name = key
        return next(each for each in self._reported[context] if each.name == name)

    def _set(
        self, key: InterfaceKey, status: InterfaceStatus | None = None, *, heard: bool | None = None
    ) -> None:
        card = self.unit.board.interfaces[key]
        was = (card.status, card.heard)
        card.status = card.status if status is None else status
        card.heard = card.heard if heard is None else heard
        if (card.status, card.heard) != was:
            self._touched = True
            interface, group = self._interface(key), self.unit.system.group_of(key[0])
            self.groups[group].settled = False
            self._show(key, interface, card)
            if interface.monitored and self.running:
                self._log(group, interface.name, was, card)

    def _log(self, group: int, name: str, was: tuple[InterfaceStatus, bool], card: InterfaceCard) -> None:
        for message in on_interface(was[0], card.status, was_heard=was[1], heard=card.heard):
            result = RESULTS.get(card.status)
            about = group if message in NAMES_GROUP else None
            self.unit.log(message, group=about, interface=name, result=result)

    def _show(self, key: InterfaceKey, interface: InterfaceReport, card: InterfaceCard) -> None:
        words = suffix(card.status, monitored=interface.monitored, heard=card.heard)
        self.unit.emit(InterfaceState(self.unit.name, *key, card.status, words))

    def _settle(self) -> None:
        """Something has changed: count, decide, and tell the mate."""
        if not self._touched:
            return
        self._touched = False
        for group, watch in self.groups.items():
            self._count(group, watch)
            self.unit.switching.interfaces_counted(group)
        self.unit.report_changed()
        self.unit.health.announce()

    def _count(self, group: int, watch: Watch) -> None:
        cards = (self.unit.board.interfaces[key] for key in watch.interfaces)
        watch.failed = sum(card.status.has_failed for card in cards)
        policy = self.unit.settings.group(group).policy
        watch.over = is_over(policy, watch.failed, len(watch.interfaces))

    def notes(self) -> tuple[InterfaceNote, ...]:
        """What the mate is told of our interfaces: those of the groups that are not Normal and monitored."""
        return tuple(
            InterfaceNote(*key, card.status, card.heard)
            for key, card in self.unit.board.interfaces.items()
            if not (card.heard and card.status is InterfaceStatus.NORMAL)
        )

    def ports(self) -> tuple[str, ...]:
        """Every port with carrier on which a unit asks whether its mate lives (reference 2.1)."""
        system, named = self.unit.board.system, (each for every in self._reported.values() for each in every)
        links = [link.hardware for link in (self.unit.settings.link, self.unit.settings.state_link) if link]
        ports: Iterable[str] = (
            *(each.hardware for each in named),
            *(block.text.split()[1] for block in system.headers("interface ")),
        )
        usable = (port for port in ports if port.split(".")[0] not in links and self._has_link(port))
        return tuple(dict.fromkeys(usable))


_POLLS = {group: PollInterfaces(group) for group in (1, 2)}
#: Of an interface of this status it is not known whether it works.
_IN_DOUBT = (InterfaceStatus.TESTING, InterfaceStatus.FAILED, InterfaceStatus.UNKNOWN)
