"""The interfaces of a unit: what there are, what it finds of each, and what they add up to for a group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ..device.board import InterfaceCard, InterfaceKey
from ..facts.states import InterfaceStatus
from ..messages import AskPorts, InterfaceNote, InterfaceReport, InterfacesChanged, PortsDown
from ..rules.addresses import physical
from ..rules.interface_policy import is_over
from ..rules.monitoring import MOMENT, in_itself, is_explained, suffix
from ..rules.segments import has_link
from ..rules.syslog import NAMES_GROUP, RESULTS, on_interface, on_mates_interface
from ..signals import InterfaceState

if TYPE_CHECKING:
    from .actor import Unit


class Count(NamedTuple):
    """How many monitored interfaces of a group have failed, and whether that is past its policy."""

    failed: int = 0
    over: bool = False


class Interfaces:
    """Keeps the board's interface cards. Whoever changes some of them calls ``settle`` when done."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        #: by group, the monitored interfaces of its contexts
        self.monitored: dict[int, dict[InterfaceKey, InterfaceReport]] = {1: {}, 2: {}}
        self.counts = {1: Count(), 2: Count()}
        #: the interfaces of each context, as it last reported them
        self._reported: dict[str, tuple[InterfaceReport, ...]] = {}
        self._changed = self._settling = False

    # -- what there are --------------------------------------------------------------------------

    def context_changed(self, context: str) -> None:
        """A context has reported other interfaces, or is gone."""
        report, before = self.unit.board.contexts.get(context), self._reported.get(context, ())
        now = report.interfaces if report else ()
        if now == before:
            return
        self._reported[context] = now
        names, known = {each.name for each in now}, {each.name: each for each in before}
        for each in before:
            if each.name not in names:
                self._forget((context, each.name))
        for each in now:
            if each != known.get(each.name):
                self._take((context, each.name), each)
        if context in self.unit.system.contexts:
            self._sort(self.unit.system.group_of(context))
            self.settle()
        else:
            self.regroup()

    def _take(self, key: InterfaceKey, interface: InterfaceReport) -> None:
        """An interface is new, or configured in another way: what was found of it before is void."""
        card = self.unit.board.interfaces.setdefault(key, InterfaceCard())
        self.unit.testing.drop(key)
        self.stand(key, interface)
        if not interface.talks:
            self.set(key, heard=False)
        self._show(key, interface, card)

    def _forget(self, key: InterfaceKey) -> None:
        self.unit.testing.drop(key)
        del self.unit.board.interfaces[key]
        self.unit.emit(InterfaceState(self.unit.name, *key, None, ""))

    def regroup(self) -> None:
        """Contexts have come, gone, or moved to another group."""
        for group in (1, 2):
            self._sort(group)
        self.settle()

    def _sort(self, group: int) -> None:
        """Find the monitored interfaces of a group anew."""
        system = self.unit.system
        self.monitored[group] = {
            (context, each.name): each
            for context, interfaces in self._reported.items()
            if context in system.contexts and system.group_of(context) == group
            for each in interfaces
            if each.monitored
        }
        self._changed = True
        self.unit.monitoring.interfaces_changed(group)

    def report_of(self, key: InterfaceKey) -> InterfaceReport:
        """What a context has reported of an interface."""
        context, name = key
        return next(each for each in self._reported[context] if each.name == name)

    # -- carrier ---------------------------------------------------------------------------------

    def look_at_ports(self) -> None:
        """The unit has booted."""
        self.unit.send("data-network", AskPorts())

    def carrier_changed(self, message: PortsDown) -> None:
        """Ports have lost their carrier, or have it again: no test is needed to see that."""
        before, self.unit.board.ports_down = self.unit.board.ports_down, message.ports
        for context, interfaces in self._reported.items():
            for interface in interfaces:
                if self.has_link(interface.hardware) != has_link(before, interface.hardware):
                    key = (context, interface.name)
                    self.unit.testing.drop(key)
                    self.stand(key, interface)
        self.unit.monitoring.carrier_changed()
        self.settle()

    def has_link(self, port: str) -> bool:
        """Whether a port has a carrier."""
        return has_link(self.unit.board.ports_down, port)

    def ports(self) -> tuple[str, ...]:
        """Every port with carrier on which a unit asks whether its mate lives (reference 2.1, 14.22)."""
        settings = self.unit.settings
        links = [link.hardware for link in (settings.link, settings.state_link) if link]
        usable = (port for port in self._all_ports() if physical(port) not in links and self.has_link(port))
        return tuple(dict.fromkeys(usable))

    def _all_ports(self) -> Iterator[str]:
        yield from (each.hardware for interfaces in self._reported.values() for each in interfaces)
        yield from (block.text.split()[1] for block in self.unit.board.system.headers("interface "))

    # -- what is found ---------------------------------------------------------------------------

    def stand(self, key: InterfaceKey, interface: InterfaceReport) -> None:
        """Give an interface the status that it has by itself, without a mate to compare with."""
        status = in_itself(shut=interface.shut, link=self.has_link(interface.hardware))
        self.set(key, status, heard=None if status is InterfaceStatus.NORMAL else False)

    def set(
        self, key: InterfaceKey, status: InterfaceStatus | None = None, *, heard: bool | None = None
    ) -> None:
        """Another status of an interface, or whether the mate's is heard there; None leaves it as it is."""
        card = self.unit.board.interfaces[key]
        was, was_heard = card.status, card.heard
        card.status = was if status is None else status
        card.heard = was_heard if heard is None else heard
        if (card.status, card.heard) == (was, was_heard):
            return
        interface, group = self.report_of(key), self.unit.system.group_of(key[0])
        self._changed = True
        self.unit.monitoring.groups[group].settled = False
        self._show(key, interface, card)
        if interface.monitored and self.unit.monitoring.running and self.unit.settings.on:
            for message in on_interface(was, card.status, was_heard=was_heard, heard=card.heard):
                about = group if message in NAMES_GROUP else None
                result = RESULTS.get(card.status)
                self.unit.log(message, group=about, interface=interface.name, result=result)

    def _show(self, key: InterfaceKey, interface: InterfaceReport, card: InterfaceCard) -> None:
        words = suffix(card.status, monitored=interface.monitored, heard=card.heard)
        self.unit.emit(InterfaceState(self.unit.name, *key, card.status, words))

    def count_again(self) -> None:
        """What was decided about a group may have been decided otherwise since: ``settle`` counts."""
        self._changed = True

    def settle(self) -> None:
        """If something has changed: tell the mate and decide, once for all that changes within a moment."""
        if not self._changed:
            return
        self.unit.report_changed()
        if not self.unit.monitoring.in_service:
            self._decide()
        elif not self._settling:
            self._settling = True
            self.unit.after(MOMENT, "interfaces", InterfacesChanged())

    def settled(self) -> None:
        """The moment is over."""
        self._settling = False
        self._decide()
        self.unit.health.announce()

    def _decide(self) -> None:
        self._changed = False
        for group in (1, 2):
            self.counts[group] = self._count(group)
            self.unit.switching.interfaces_counted(group)
        self.unit.report_changed()

    def settings_changed(self) -> None:
        """The policy of a group may be another one: what it has may be too many now, or is no longer."""
        if any(self._count(group) != self.counts[group] for group in (1, 2)):
            self._changed = True
            self.settle()

    def _count(self, group: int) -> Count:
        monitored, policy = self.monitored[group], self.unit.settings.group(group).policy
        cards = self.unit.board.interfaces
        failed = sum(cards[key].status.has_failed for key in monitored)
        return Count(failed, is_over(policy, failed, len(monitored)))

    # -- the mate --------------------------------------------------------------------------------

    def notes(self) -> tuple[InterfaceNote, ...]:
        """What the mate is told of our interfaces: those that are not ``Normal (Monitored)``."""
        return tuple(
            InterfaceNote(*key, card.status, card.heard)
            for key, card in self.unit.board.interfaces.items()
            if not (card.heard and card.status is InterfaceStatus.NORMAL)
        )

    def mate_reports(self, notes: tuple[InterfaceNote, ...]) -> None:
        """The mate has said which of its interfaces are not ``Normal (Monitored)``."""
        board = self.unit.board
        before = board.mate.interfaces
        board.mate.interfaces = {(note.context, note.interface): note for note in notes}
        if board.mate.interfaces == before:
            return
        for number, key in enumerate(board.interfaces, 1):
            was, now = _status(before.get(key)), _status(board.mate.interfaces.get(key))
            message = on_mates_interface(was, now)
            if message is not None:
                self.unit.log(message, interface=number)
            group = self.unit.system.group_of(key[0])
            if is_explained(was) and not is_explained(now) and key in self.monitored[group]:
                self.unit.monitoring.excuse(group, key)


def _status(note: InterfaceNote | None) -> InterfaceStatus:
    return note.status if note else InterfaceStatus.NORMAL
