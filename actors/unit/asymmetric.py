"""Packets at the interfaces of a unit, where their connections run through another one.

Decided in ``rules/asymmetric.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..device.board import AsymmetricFigures
from ..facts.connections import Traffic
from ..messages import PacketsArrive, RedirectedPackets
from ..rules.asymmetric import Fate, Side, fate
from ..rules.connections import connected
from ..signals import PacketsSeen

if TYPE_CHECKING:
    from .actor import Unit


class Asymmetric:
    """Looks up where packets belong, and counts them (reference 9.4)."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit

    def arrive(self, message: PacketsArrive) -> None:
        """Packets come in at an interface."""
        unit = self.unit
        arrival = self._side(message.context, message.interface)
        home = self._side(message.home, message.home_interface)
        found = fate(
            arrival,
            home,
            connected=self._is_connected(home, message.kind),
            stateful=unit.settings.on and bool(unit.updates.link),
        )
        self._count(arrival, home, found, message.count)
        if found is Fate.REDIRECTED:
            port = self._ports(home.context)[home.interface]
            unit.send(
                "data-network",
                RedirectedPackets(port, home.context, home.interface, message.kind, message.count),
            )

    def redirected(self, message: RedirectedPackets) -> None:
        """The mate has sent packets home."""
        home = self._side(message.context, message.interface)
        taken = home.active and self._is_connected(home, message.kind)
        self._count(home, home, Fate.RECEIVED if taken else Fate.DROPPED, message.count)

    def _side(self, context: str, interface: str) -> Side:
        unit = self.unit
        report = unit.board.contexts.get(context)
        groups = {each.name: each.asr_group for each in report.interfaces} if report else {}
        active = context in unit.system.contexts and interface in groups and unit.system.is_active(context)
        return Side(context, interface, groups.get(interface, 0), active)

    def _ports(self, context: str) -> dict[str, str]:
        """The ports of a context's interfaces."""
        return {each.name: each.hardware for each in self.unit.board.contexts[context].interfaces}

    def _is_connected(self, home: Side, kind: Traffic) -> bool:
        report = self.unit.board.connections.get(home.context)
        return report is not None and connected(report.table, kind, home.interface) > 0

    def _count(self, arrival: Side, home: Side, found: Fate, count: int) -> None:
        if found is Fate.DROPPED:
            self._figures(arrival).dropped += count
        elif found is Fate.REDIRECTED:
            self._figures(home).transmitted += count
        elif found in (Fate.REINJECTED, Fate.RECEIVED):
            self._figures(home).received += count
        self.unit.emit(PacketsSeen(self.unit.name, arrival.context, arrival.interface, found.value, count))

    def _figures(self, side: Side) -> AsymmetricFigures:
        return self.unit.board.asymmetric.setdefault((side.context, side.interface), AsymmetricFigures())
