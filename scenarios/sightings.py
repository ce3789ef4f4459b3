"""What happened in a run that is worth counting over many: the moments that are hard for a pair."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from asapair.actors.facts.states import Power, Role
from asapair.actors.signals import (
    CommandReplication,
    Event,
    GroupState,
    MateState,
    Synchronisation,
    UnitPower,
)
from asapair.actors.spec import UNITS

from .books import Books

if TYPE_CHECKING:
    from asapair.actors.pair import Pair

#: Everything that is counted, in the order in which it is shown.
SEEN = (
    "split brain",
    "failover",
    "failover in mid-stream",
    "receiver lost in mid-stream",
    "standby failed",
    "preemption pending at a crash",
    "failover link failed",
    "both units down",
    "command in mid-stream replicated",
    "command in mid-stream overwritten",
)


class Sightings:
    """Notes which of :data:`SEEN` happen in a run, as a witness of :class:`Invariants`."""

    def __init__(self, pair: Pair) -> None:
        #: what has been seen, in order
        self.seen: dict[str, None] = {}
        self._streams: dict[tuple[str, str], None] = {}
        pair.signals.command_replication.connect(self._replication)

    def witness(self, books: Books, event: Event) -> None:
        """Look at an event while the books show what was before it."""
        look = self._LOOKS.get(event.__class__)
        if look is not None:
            look(self, books, event)

    def _note(self, what: str) -> None:
        self.seen[what] = None

    def _power(self, books: Books, event: UnitPower) -> None:
        lost, mate = books.units[event.unit], books.units[_other(event.unit)]
        if lost.power is not Power.UP:
            return
        if mate.power is not Power.UP:
            self._note("both units down")
        if any(lost.groups[group] == "ready" and mate.active(group) for group in (1, 2)):
            self._note("standby failed")
        if self._streams and any(lost.active(group) for group in (1, 2)):
            self._note("failover in mid-stream")
        if (event.unit, "receiver") in self._streams:
            self._note("receiver lost in mid-stream")
        if any(_waits_to_preempt(books, unit, group) for unit in UNITS for group in (1, 2)):
            self._note("preemption pending at a crash")
        self._streams = {stream: None for stream in self._streams if stream[0] != event.unit}

    def _group(self, books: Books, event: GroupState) -> None:
        if not event.group or not event.state.is_active or event.was.is_active:
            return
        mate = books.units[_other(event.unit)]
        if mate.active(event.group):
            self._note("split brain")
        if books.units[event.unit].groups[event.group] == "ready":
            self._note("failover")

    def _mate(self, _books: Books, event: MateState) -> None:
        if event.link == "failed":
            self._note("failover link failed")

    def _synchronisation(self, _books: Books, event: Synchronisation) -> None:
        if event.stage == "begins":
            self._streams[event.unit, event.side] = None
        else:
            self._streams.pop((event.unit, event.side), None)

    def _replication(self, _unit: str, event: CommandReplication, at: int) -> None:  # noqa: ARG002
        if event.outcome != "kept":
            self._note(f"command in mid-stream {event.outcome}")

    _LOOKS: ClassVar[dict[type[Event], Callable[[Sightings, Books, Any], None]]] = {
        UnitPower: _power,
        GroupState: _group,
        MateState: _mate,
        Synchronisation: _synchronisation,
    }


def _other(unit: str) -> str:
    return UNITS[unit == UNITS[0]]


def _waits_to_preempt(books: Books, name: str, group: int) -> bool:
    """The unit is preferred for a group that its mate holds, and will ask for it after a delay."""
    unit, mate = books.units[name], books.units[_other(name)]
    if unit.power is not Power.UP or "system" not in unit.running:
        return False
    settings = unit.settings
    wished = settings.group(group)
    is_preferred = wished.preferred is (settings.role or Role.PRIMARY)
    waits = bool(wished.preempt) and unit.groups[group] == "ready" and mate.groups[group] == "active"
    return is_preferred and waits
