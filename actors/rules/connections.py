"""What becomes of connections: counted, replicated, pushed, missed (reference 9.1, 9.3, 14.24 to 14.28).

A table holds one entry a kind and interface, sorted, none of them empty. Changes are entries to be added to
it. Connections of one kind and interface are alike: only their number counts.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..duration import SECOND
from ..facts.connections import Connections, Traffic
from ..facts.states import State
from .settings import GroupSettings

Table = tuple[Connections, ...]

#: Connections that a bulk synchronisation pushes in a second where `failover replication rate` does not say:
#: the platform's most, as far as it is remembered [M] (reference 3.1).
FASTEST_RATE = 50_000
#: How long (ns) a unit waits for connections beyond the time that they take [I].
BULK_PATIENCE = 10 * SECOND

#: The rows of the Logical Update table that count these connections (reference 4.1).
ROWS = {Traffic.TCP: "TCP conn", Traffic.HTTP: "TCP conn", Traffic.UDP: "UDP conn"}


def total(table: Table) -> int:
    """How many connections a table holds."""
    return sum(entry.count for entry in table)


def connected(table: Table, kind: Traffic | None = None, interface: str | None = None) -> int:
    """How many of a kind, or of every kind, through an interface, or through all."""
    return sum(
        entry.count for entry in table if kind in (None, entry.kind) and interface in (None, entry.interface)
    )


def changed(table: Table, changes: Iterable[Connections]) -> Table:
    """A table after some changes. What is not there cannot end: no entry falls below 0."""
    counts = {(entry.kind, entry.interface): entry.count for entry in table}
    for change in changes:
        key = (change.kind, change.interface)
        counts[key] = max(0, counts.get(key, 0) + change.count)
    return tuple(sorted(Connections(*key, count) for key, count in counts.items() if count))


def closing(table: Table, kind: Traffic, interface: str, count: int) -> Table:
    """The changes that end ``count`` connections of a kind, or as many as there are.

    Without an interface they end wherever they are, interface by interface.
    """
    changes: list[Connections] = []
    for entry in table:
        if entry.kind is kind and interface in ("", entry.interface) and count > 0:
            changes.append(Connections(kind, entry.interface, -min(count, entry.count)))
            count -= entry.count
    return tuple(changes)


def ended(table: Table) -> Table:
    """The changes that end every connection of a table."""
    return tuple(Connections(entry.kind, entry.interface, -entry.count) for entry in table)


def replicated(table: Table, group: GroupSettings) -> Table:
    """What of a table, or of changes, goes to the mate: HTTP only if the group says so (reference 9.1)."""
    return tuple(entry for entry in table if entry.kind is not Traffic.HTTP or group.replicate_http)


def updates(table: Table) -> int:
    """How many updates it takes to say this: one for each connection that begins, ends, or is there."""
    return sum(abs(entry.count) for entry in table)


def missed(heard: int, number: int, carried: int) -> int:
    """How many updates got lost between number ``heard`` and a message that ends with update ``number``.

    The message itself carries ``carried`` of them.
    """
    return max(0, number - carried - heard)


def push_time(count: int, rate: int | None) -> int:
    """How long (ns) a bulk synchronisation takes for so many connections."""
    return count * SECOND // (rate or FASTEST_RATE)


def keeps_copies(mine: State, mates: State) -> bool:
    """True if the mate's copy of a group stands by for ours: it has, or is to have, our connections."""
    return mine.is_active and mates.stands_by
