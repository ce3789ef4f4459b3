"""Stateful failover, inwards: the mate's connections, handed to the contexts that stand by for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..device.board import Figures
from ..facts import syslog
from ..messages import (
    BulkBegins,
    BulkEnds,
    BulkOverdue,
    BulkRequest,
    ConnectionTable,
    ConnectionUpdate,
    CopyConnections,
    SetConnections,
)
from ..rules.connections import BULK_PATIENCE, ROWS, missed, updates

if TYPE_CHECKING:
    from .actor import Unit


class Copies:
    """Keeps the copies of what is active on the mate, and takes all of it while this unit joins."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        #: life of the mate, and the last of its updates that came
        self.heard: tuple[int, int] | None = None
        #: a bulk synchronisation is under way
        self.loading = False

    def take(self, message: ConnectionTable | ConnectionUpdate) -> None:
        """Hand it to the context, unless that is active here or is not there."""
        unit, name = self.unit, message.context
        if message.incarnation != unit.board.mate.incarnation:
            return
        is_whole = isinstance(message, ConnectionTable)
        changes = message.table if isinstance(message, ConnectionTable) else message.changes
        self._note_gap(message.number, updates(changes))
        stands_by = name in unit.board.contexts and not unit.system.is_active(name)
        for entry in changes:
            figures = unit.board.updates.setdefault((name, ROWS[entry.kind]), Figures())
            figures.rcv += abs(entry.count)
            if not stands_by:
                figures.rerr += abs(entry.count)
        if stands_by:
            copy = SetConnections(changes) if is_whole else CopyConnections(changes)
            unit.send(unit.context_actor(name), copy)

    def _note_gap(self, number: int, carried: int) -> None:
        life, last = self.unit.board.mate.incarnation, number - carried
        if self.heard is not None and self.heard[0] == life:
            last = self.heard[1]
        self.heard = (life, number)
        lost = missed(last, number, carried)
        if lost:
            self.unit.log(syslog.MISSED_UPDATES, count=lost)

    # -- bulk synchronisation --------------------------------------------------------------------

    def ask(self) -> None:
        """The configuration is here: now the connections of every group that is active on the mate."""
        unit = self.unit
        if unit.updates.link_up and unit.board.mate.alive:
            self.loading = True
            unit.log(syslog.BULK_SYNC_BEGINS)
            unit.tell_mate(BulkRequest(unit.failover_life))
            unit.after(BULK_PATIENCE, "bulk overdue", BulkOverdue())

    def begin(self, message: BulkBegins) -> None:
        """They come."""
        if self.loading and message.incarnation == self.unit.board.mate.incarnation:
            self.unit.after(message.time + BULK_PATIENCE, "bulk overdue", BulkOverdue())

    def end(self, message: BulkEnds) -> None:
        """They are here."""
        if message.incarnation == self.unit.board.mate.incarnation:
            self.give_up()

    def give_up(self) -> None:
        """They are here, or will not come: the unit goes on to Standby Ready with what it has."""
        if self.loading:
            self.abandon()
            self.unit.log(syslog.BULK_SYNC_ENDS)
            self.unit.receiver_of_stream.connections_taken()

    def abandon(self) -> None:
        """Nobody waits for them any more."""
        self.loading = False
        self.unit.cancel("bulk overdue")
