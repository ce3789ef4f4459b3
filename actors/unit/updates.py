"""Stateful failover, outwards: the connections of what is active here, sent to the mate's copies.

Decided in ``rules/connections.py``.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from ..device.board import Figures
from ..facts import syslog
from ..facts.states import State
from ..messages import (
    BulkBegins,
    BulkEnds,
    BulkRequest,
    BulkStep,
    Carrier,
    ConnectionsReport,
    ConnectionTable,
    ConnectionUpdate,
    GroupChanged,
    Message,
    PlugIn,
    SetConnections,
)
from ..rules.connections import ROWS, Table, keeps_copies, push_time, replicated, updates

if TYPE_CHECKING:
    from .actor import Unit


class Updates:
    """Sends a context's connections whole when the mate has none of them, then each change.

    Whatever the state link cannot carry is lost; it has been counted, so the mate will see the gap.
    """

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        #: updates in this life of the unit, those that were not sent too
        self.number = 0
        #: contexts of which the mate has the whole, so that changes are enough
        self.shared: dict[str, None] = {}
        #: contexts that a bulk synchronisation is still to push
        self.ahead: deque[str] = deque()
        self.plugged_in = False
        #: there has been a state link since failover came on
        self.serving = False

    # -- the link --------------------------------------------------------------------------------

    @property
    def link(self) -> str:
        """The actor that carries the updates, or nothing where there is no state link."""
        settings = self.unit.settings
        if settings.state_link is None:
            return ""
        return "failover-link" if settings.shares_link else "state-link"

    @property
    def link_up(self) -> bool:
        """The state link carries something, as far as this unit knows."""
        board, link = self.unit.board, self.link
        return bool(link) and (board.link if link == "failover-link" else board.state_link) == "up"

    def begin(self) -> None:
        """Failover comes on: the mate has nothing yet."""
        self.forget_all()
        self.serving = False
        self._serve()

    def _serve(self) -> None:
        """Say that connections can come and go, as soon as there is a state link (reference 14.16)."""
        if self.link and not self.serving:
            self.serving = True
            self.unit.log(syslog.STATE_RECEIVER_UP)
            self.unit.log(syslog.STATE_SENDER_UP)

    def settings_changed(self) -> None:
        """A state link may have been configured: look whether it is up."""
        if self.unit.health.running:
            self._serve()
        own = self.unit.settings.has_own_state_link
        if own and not self.plugged_in:
            self.unit.send("state-link", PlugIn())
        self.plugged_in = own
        self.look()

    def carrier(self, message: Carrier) -> None:
        """The state link went down, or came back: nothing moves (reference 1.7, row 6)."""
        self.unit.board.state_link = "up" if message.up else "failed"
        if message.up:
            self.look()
        else:
            self.unit.copies.give_up()

    # -- what happens to connections -------------------------------------------------------------

    def reported(self, report: ConnectionsReport) -> None:
        """The connections of a context here have changed."""
        unit, name = self.unit, report.context
        if name not in unit.system.contexts:
            return
        unit.board.connections[name] = report
        changes = self._replicated(name, report.changes)
        if changes and not self.link:
            self.forget(name)  # the receiver of a stream is without a state link until the text brings it
        if not changes or not self._mate_is_there():
            return
        if name in self.shared or not self.link_up:
            self._send(name, changes, ConnectionUpdate)
        elif self._may_push(name):
            self._push(name)

    def group_changed(self, message: GroupChanged) -> None:
        """A group became active: the mate is to have what is here. Or it is so no longer."""
        if message.was.is_active and not message.state.is_active:
            for name in self._contexts(message.group):
                self.forget(name)
                if not self.link and not self.unit.system.is_active(name):
                    self._end(name)
        elif message.state.is_active and not message.was.is_active:
            self.look()

    def _end(self, name: str) -> None:
        """Without stateful failover nobody keeps the connections of a context that is not active."""
        unit = self.unit
        if name in unit.board.connections:
            unit.send(unit.context_actor(name), SetConnections(()))

    def look(self) -> None:
        """Give the mate what it stands by for and has not got."""
        if not self.link_up or not self._mate_is_there() or self.ahead:
            return
        for name in self.unit.system.contexts:
            if self._is_asked_for(name):
                continue
            if not self._stands_by(name):
                self.forget(name)
            elif name not in self.shared and self._may_push(name):
                self._push(name)

    def forget(self, context: str) -> None:
        """The mate has nothing of this context, or nothing that counts."""
        self.shared.pop(context, None)

    def forget_all(self) -> None:
        """The mate has nothing, and is sent nothing of what it asked for."""
        self.shared.clear()
        self.ahead.clear()
        self.unit.cancel("bulk")

    def _mate_is_there(self) -> bool:
        unit = self.unit
        return bool(self.link) and unit.health.running and unit.settings.on and unit.board.mate.alive

    def _stands_by(self, name: str) -> bool:
        unit = self.unit
        group = unit.system.group_of(name)
        return keeps_copies(unit.state(group), unit.board.mate.state(group))

    def _is_asked_for(self, name: str) -> bool:
        """The mate takes a bulk synchronisation: it has got this context with it, or will."""
        return self.unit.board.mate.state(self.unit.system.group_of(name)) is State.BULK_SYNC

    def _may_push(self, name: str) -> bool:
        return not self.ahead and not self.unit.sender_of_stream.active and self._stands_by(name)

    def _replicated(self, name: str, table: Table) -> Table:
        return replicated(table, self.unit.settings.group(self.unit.system.group_of(name)))

    def _table(self, name: str) -> Table:
        report = self.unit.board.connections.get(name)
        return self._replicated(name, report.table) if report else ()

    def _contexts(self, group: int) -> list[str]:
        return [each.name for each in self.unit.system.contexts.values() if each.group == group]

    def _push(self, name: str) -> None:
        if self._send(name, self._table(name), ConnectionTable):
            self.shared[name] = None

    def _send(self, name: str, table: Table, kind: type[ConnectionTable | ConnectionUpdate]) -> bool:
        """Send updates, or count them as errors while the link is down; says whether they were sent."""
        sent = self.link_up
        self.number += updates(table)
        for entry in table:
            figures = self.unit.board.updates.setdefault((name, ROWS[entry.kind]), Figures())
            if sent:
                figures.xmit += abs(entry.count)
            else:
                figures.xerr += abs(entry.count)
        if sent:
            self._tell(kind(self.unit.failover_life, self.number, name, table))
        return sent

    def _tell(self, message: Message) -> None:
        self.unit.send(self.link, message)

    # -- bulk synchronisation --------------------------------------------------------------------

    def asked(self, message: BulkRequest) -> None:
        """The mate has our configuration and wants our connections."""
        unit = self.unit
        if message.incarnation != unit.board.mate.incarnation or not self.link_up:
            return
        mine = [name for number in (1, 2) if unit.state(number).is_active for name in self._contexts(number)]
        self.forget_all()
        self.ahead = deque(name for name in mine if self._table(name))
        self.shared.update((name, None) for name in mine if name not in self.ahead)
        time = sum(self._time(name) for name in self.ahead)
        self._tell(BulkBegins(unit.failover_life, time))
        self._go_on()

    def _time(self, name: str) -> int:
        return push_time(updates(self._table(name)), self.unit.settings.replication_rate)

    def _go_on(self) -> None:
        if self.ahead:
            self.unit.after(self._time(self.ahead[0]), "bulk", BulkStep())
        elif self.link_up:
            self._tell(BulkEnds(self.unit.failover_life))
            self.look()

    def push_next(self) -> None:
        """The connections of a context have been read: they go as they are now."""
        name = self.ahead.popleft()
        if name in self.unit.system.contexts and self.unit.state(self.unit.system.group_of(name)).is_active:
            self._push(name)
        self._go_on()
