"""Connections of a context, as far as failover is concerned: how many there are of which kind."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Traffic(StrEnum):
    """Kinds of connections that failover treats differently; HTTP is TCP to port 80 (reference 9.1)."""

    TCP = "tcp"
    UDP = "udp"
    HTTP = "http"


class Connections(msgspec.Struct, frozen=True, order=True):
    """So many connections of a kind through an interface; as a change, so many more or, below 0, fewer.

    ``interface`` is its name in the context, or empty where it does not matter.
    """

    kind: Traffic
    interface: str
    count: int
