"""Hellos between the interfaces of the units, and what their absence starts.

Decided in ``rules/monitoring.py`` (reference 2.2, 14.23).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..device.board import InterfaceKey
from ..facts.states import InterfaceStatus
from ..messages import InterfaceHello, PollInterfaces, SilenceOver
from ..rules.monitoring import is_explained, is_heard, silence_allowed, watches

if TYPE_CHECKING:
    from .actor import Unit


@dataclass(slots=True)
class Watch:
    """What is known of the hellos of one group; times in ns."""

    #: poll and hold time in use (ns)
    times: tuple[int, int] = (0, 0)
    #: both copies of the group are in service
    in_service: bool = False
    #: the next hello is on its way; a group without monitored interfaces sends none
    polls: bool = False
    #: our hello, until something changes
    hello: InterfaceHello | None = None
    #: the mate's last hello, and when it came
    heard: InterfaceHello | None = None
    heard_at: int = 0
    #: every interface is Monitored: the next hello that is like the last one changes nothing
    settled: bool = False
    #: since when the mate's hellos are missing on an interface that others of the group still hear
    silent: dict[InterfaceKey, int] = field(default_factory=dict)
    #: since when they come in, on an interface that is not Monitored yet
    steady: dict[InterfaceKey, int] = field(default_factory=dict)


class Monitoring:
    """Sends a hello every poll time of a group, and has interfaces tested on which the mate's do not come."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.running = False
        self.groups = {1: Watch(), 2: Watch()}

    @property
    def in_service(self) -> bool:
        """Both copies of some group are in service."""
        return any(watch.in_service for watch in self.groups.values())

    def begin(self) -> None:
        """Failover is on: greet the mate's interfaces."""
        self.unit.interfaces.regroup()
        self.running = True
        for group, watch in self.groups.items():
            watch.times = self._times(group)
            self.poll(group)

    def settings_changed(self) -> None:
        """Another poll or hold time of a group counts from now on, and so does silence."""
        for group, watch in self.groups.items():
            if self.running and watch.times != self._times(group):
                watch.times, watch.heard_at = self._times(group), self.unit.now
                watch.silent = dict.fromkeys(watch.silent, self.unit.now)
                self.unit.cancel(f"silence {group}")
                self.poll(group)

    def _times(self, group: int) -> tuple[int, int]:
        settings = self.unit.settings.group(group)
        return settings.poll, settings.hold

    def end(self) -> None:
        """Failover is off."""
        self.running = False
        for group in (1, 2):
            self.unit.cancel(f"interfaces {group}")
            self.groups[group].polls = False
            self._leave_service(group)
        self.unit.interfaces.settle()

    def interfaces_changed(self, group: int) -> None:
        """A group has other monitored interfaces; the first of them start its polls."""
        watch, monitored = self.groups[group], self.unit.interfaces.monitored[group]
        watch.hello, watch.settled = None, False
        talking = [key for key, interface in monitored.items() if interface.talks]
        watch.silent = {key: watch.silent[key] for key in talking if key in watch.silent}
        watch.steady = {key: watch.steady[key] for key in talking if key in watch.steady}
        if self.running and not watch.polls and monitored:
            watch.polls = True
            self.unit.after(0, f"interfaces {group}", _POLLS[group])

    def carrier_changed(self) -> None:
        """Ports have lost their carrier, or have it again: silence counts from now."""
        interfaces = self.unit.interfaces
        for group, watch in self.groups.items():
            watch.hello = None
            for key, interface in interfaces.monitored[group].items():
                if not interfaces.has_link(interface.hardware):
                    watch.silent.pop(key, None)
                elif key not in watch.silent and not self.unit.board.interfaces[key].heard:
                    watch.silent[key] = self.unit.now

    # -- out -------------------------------------------------------------------------------------

    def poll(self, group: int) -> None:
        """Send a hello on every interface of a group, arm the next one, and look who has been silent."""
        unit, watch = self.unit, self.groups[group]
        watch.polls = bool(unit.interfaces.monitored[group])
        if not watch.polls:
            return
        unit.after(unit.settings.group(group).poll, f"interfaces {group}", _POLLS[group])
        if watch.hello is None:
            watch.hello = InterfaceHello(group, self._ports(group))
        if watch.hello.ports:
            unit.send("data-network", watch.hello)
        if watch.in_service:
            self.look(group)
        else:
            self._know_again(group)
        if unit.interfaces.counts[group].over:
            unit.interfaces.count_again()
        unit.interfaces.settle()

    def _ports(self, group: int) -> tuple[str, ...]:
        interfaces = self.unit.interfaces
        ports = (each.hardware for each in interfaces.monitored[group].values() if each.talks)
        return tuple(dict.fromkeys(port for port in ports if interfaces.has_link(port)))

    def _know_again(self, group: int) -> None:
        """Once the mate is gone, an interface is looked at again with the next poll."""
        for key, interface in self.unit.interfaces.monitored[group].items():
            if self.unit.board.interfaces[key].status is InterfaceStatus.UNKNOWN:
                self.unit.interfaces.stand(key, interface)

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
        watch.settled, ports = True, frozenset(hello.ports)
        for key, interface in self.unit.interfaces.monitored[hello.group].items():
            if interface.hardware in ports:
                self._heard(hello.group, key)
            elif interface.talks and self.unit.interfaces.has_link(interface.hardware):
                watch.silent.setdefault(key, before)
                watch.steady.pop(key, None)
                watch.settled = False
        self.unit.interfaces.settle()

    def _heard(self, group: int, key: InterfaceKey) -> None:
        """A hello has come in on an interface: it works; after a hold time of them it is Monitored."""
        unit, watch, card = self.unit, self.groups[group], self.unit.board.interfaces[key]
        watch.silent.pop(key, None)
        if card.status is not InterfaceStatus.NORMAL:
            unit.testing.passed(key)
        if not card.heard:
            since = watch.steady.setdefault(key, unit.now)
            if unit.now - since < unit.settings.group(group).hold:
                watch.settled = False
            else:
                del watch.steady[key]
                unit.interfaces.set(key, heard=True)

    def excuse(self, group: int, key: InterfaceKey) -> None:
        """An interface has heard its hosts, if not the mate, or could hear nobody: silence counts anew."""
        watch = self.groups[group]
        watch.silent[key], watch.settled = self.unit.now, False

    def is_heard(self, group: int, key: InterfaceKey) -> bool:
        """Whether hellos of the mate's interface come in as they should."""
        watch = self.groups[group]
        silence = self.unit.now - watch.silent.get(key, watch.heard_at)
        return is_heard(silence, self.unit.settings.group(group).poll)

    # -- silence ---------------------------------------------------------------------------------

    def look(self, group: int) -> None:
        """Test the interfaces of a group that have heard no hello for too long; come back for the others."""
        unit, watch, settings = self.unit, self.groups[group], self.unit.settings.group(group)
        all_silent = not is_heard(unit.now - watch.heard_at, settings.poll)
        if not watch.silent and not all_silent:
            return
        allowed, due = silence_allowed(settings.hold), []
        for key, interface in unit.interfaces.monitored[group].items():
            since = watch.silent.get(key, watch.heard_at if all_silent else None)
            if since is None or not interface.talks or not self._is_in_question(key):
                continue
            watch.steady.pop(key, None)
            if unit.now - since >= allowed:
                unit.testing.begin(key, interface)
            else:
                due.append(since + allowed)
        if due:
            unit.after(min(due) - unit.now, f"silence {group}", SilenceOver(group))
        unit.interfaces.settle()

    def _is_in_question(self, key: InterfaceKey) -> bool:
        board = self.unit.board
        note = board.mate.interfaces.get(key)
        explained = note is not None and is_explained(note.status)
        return board.interfaces[key].status is InterfaceStatus.NORMAL and not explained

    # -- service ---------------------------------------------------------------------------------

    def reconsider(self) -> None:
        """A group made a step, here or on the mate, or the mate is gone."""
        unit, mate = self.unit, self.unit.board.mate
        for group, watch in self.groups.items():
            in_service = self.running and mate.alive and watches(unit.state(group), mate.state(group))
            if in_service and not watch.in_service:
                watch.in_service, watch.heard, watch.heard_at = True, None, unit.now
            elif watch.in_service and not in_service:
                self._leave_service(group)
        unit.interfaces.settle()

    def _leave_service(self, group: int) -> None:
        """The copies of a group change their roles, or there is no mate: hellos count from anew."""
        unit, watch = self.unit, self.groups[group]
        watch.in_service = watch.settled = False
        watch.silent.clear()
        watch.steady.clear()
        unit.cancel(f"silence {group}")
        for key, interface in unit.interfaces.monitored[group].items():
            unit.testing.drop(key)
            status = unit.board.interfaces[key].status
            if unit.board.mate.failed and not status.has_failed and not interface.shut:
                unit.interfaces.set(key, InterfaceStatus.UNKNOWN, heard=False)
            else:
                unit.interfaces.set(key, heard=False)
                if status is InterfaceStatus.TESTING:
                    unit.interfaces.stand(key, interface)


_POLLS = {group: PollInterfaces(group) for group in (1, 2)}
