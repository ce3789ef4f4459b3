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

from .books import UNITS, Books

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
    """Notes which of :data:`SEEN` happen in a run of a pair, from now on."""

    def __init__(self, pair: Pair) -> None:
        #: what has been seen, in order
        self.seen: dict[str, None] = {}
        self._books = Books(pair.spec)
        self._streams: dict[tuple[str, str], None] = {}
        signals = pair.signals
        for signal in (
            signals.unit_power,
            signals.group_state,
            signals.mate_state,
            signals.configuration_changed,
            signals.synchronisation,
            signals.command_replication,
        ):
            signal.connect(self._see)

    def _see(self, _unit: str, event: Event, at: int) -> None:
        """Look at an event while the books show what was before it."""
        look = self._LOOKS.get(event.__class__)
        if look is not None:
            look(self, event)
        self._books.see(event, at)

    def _note(self, what: str) -> None:
        self.seen[what] = None

    def _power(self, event: UnitPower) -> None:
        lost, mate = self._books.units[event.unit], self._books.units[_other(event.unit)]
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
        if any(self._waits_to_preempt(unit, group) for unit in UNITS for group in (1, 2)):
            self._note("preemption pending at a crash")
        self._streams = {stream: None for stream in self._streams if stream[0] != event.unit}

    def _waits_to_preempt(self, name: str, group: int) -> bool:
        """The unit is preferred for a group that its mate holds, and will ask for it after a delay."""
        unit, mate = self._books.units[name], self._books.units[_other(name)]
        if unit.power is not Power.UP or "system" not in unit.running:
            return False
        settings = unit.settings
        wished = settings.group(group)
        is_preferred = wished.preferred is (settings.role or Role.PRIMARY)
        waits = bool(wished.preempt) and unit.groups[group] == "ready" and mate.groups[group] == "active"
        return is_preferred and waits

    def _group(self, event: GroupState) -> None:
        if not event.group or not event.state.is_active or event.was.is_active:
            return
        mate = self._books.units[_other(event.unit)]
        if mate.active(event.group):
            self._note("split brain")
        if self._books.units[event.unit].groups[event.group] == "ready":
            self._note("failover")

    def _mate(self, event: MateState) -> None:
        if event.link == "failed":
            self._note("failover link failed")

    def _synchronisation(self, event: Synchronisation) -> None:
        if event.stage == "begins":
            self._streams[event.unit, event.side] = None
        else:
            self._streams.pop((event.unit, event.side), None)

    def _replication(self, event: CommandReplication) -> None:
        if event.outcome != "kept":
            self._note(f"command in mid-stream {event.outcome}")

    _LOOKS: ClassVar[dict[type[Event], Callable[[Sightings, Any], None]]] = {
        UnitPower: _power,
        GroupState: _group,
        MateState: _mate,
        Synchronisation: _synchronisation,
        CommandReplication: _replication,
    }


def _other(unit: str) -> str:
    return UNITS[unit == UNITS[0]]
