"""Asymmetric routing groups: where a packet goes whose connection runs elsewhere (reference 9.4, 14.28)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

#: Interfaces of a unit that one group may have [V].
MOST_INTERFACES = 8


class Fate(StrEnum):
    """What becomes of packets."""

    PASSED = "passed"
    REINJECTED = "reinjected"
    REDIRECTED = "redirected"
    RECEIVED = "received"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Side:
    """An interface of a context on a unit; ``group`` is its asr-group, or 0.

    ``active``: the context passes traffic on this unit.
    """

    context: str
    interface: str
    group: int
    active: bool


def fate(arrival: Side, home: Side, *, connected: bool, stateful: bool) -> Fate:
    """What becomes of packets that arrive at one interface, of connections that run through another.

    ``connected``: this unit has such connections, its own or copies of the mate's; ``stateful``: failover is
    on and there is a state link, without which the groups have no effect.
    """
    if not arrival.active or not connected:
        return Fate.DROPPED
    if (arrival.context, arrival.interface) == (home.context, home.interface):
        return Fate.PASSED
    if not stateful or not arrival.group or arrival.group != home.group:
        return Fate.DROPPED
    return Fate.REINJECTED if home.active else Fate.REDIRECTED


def is_full(members: Iterable[object]) -> bool:
    """A group has as many interfaces on this unit as it may have."""
    return len(list(members)) >= MOST_INTERFACES
