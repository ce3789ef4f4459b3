"""What a pair is made of: all that is needed to build it, as plain values.

A scenario file contains a spec, the header of a run log is one. Lengths of time are integers of nanoseconds.
"""

from __future__ import annotations

import msgspec

from .duration import MILLISECOND, SECOND
from .facts.models import DEFAULT_MODEL, DEFAULT_VERSION

#: The two chassis; whatever their configurations say, these are their names.
UNITS = ("primary", "secondary")


class FlashSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The flash of a unit.

    ``files`` by path (``disk0:/ctx1.cfg``), ``size`` in bytes, or None for the model's.
    """

    files: dict[str, str] = msgspec.field(default_factory=dict)
    size: int | None = None
    read_only: bool = False


class UnitSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One chassis: its startup configuration (the system execution space), its flash, what is peculiar to it.

    ``boot_time`` in ns fixes what the seed would draw; ``version`` and ``context_limit`` default to the
    pair's.
    """

    startup: str
    flash: FlashSpec = FlashSpec()
    boot_time: int | None = None
    version: str | None = None
    context_limit: int | None = None
    #: ``multiple`` or ``single``
    mode: str = "multiple"


class BootSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Boot time in ns, and by how much of it (0.05 is 5 %) the seed moves it either way."""

    time: int = 60 * SECOND
    spread: float = 0.05


class LinkSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The failover link.

    Each message is ``latency`` ns under way, plus up to ``jitter`` ns drawn by the seed.

    ``loss`` is the share of messages that get lost, from 0 to 1.
    """

    latency: int = 1 * MILLISECOND
    jitter: int = 1 * MILLISECOND
    loss: float = 0.0


class ReplicationSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long a synchronisation takes: ``overhead`` ns, plus ``per_line`` ns a line."""

    overhead: int = 2 * SECOND
    per_line: int = 2 * MILLISECOND


class ServerSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A server in the network, which both units reach: its files by path, such as ``old/ctx1.cfg``.

    It answers after ``latency`` ns and carries ``rate`` bytes a second. ``up`` is whether it can be reached
    from the start.
    """

    files: dict[str, str] = msgspec.field(default_factory=dict)
    latency: int = 5 * MILLISECOND
    rate: int = 1_000_000
    up: bool = True


class PairSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pair. ``calendar`` is the date and time in UTC at virtual time 0, ``2020-01-01T00:00:00``.

    ``servers`` by URL, such as ``tftp://10.0.0.5``; those of http and https can only be read. A unit gives up
    a server that has been silent for ``server_timeout`` ns.
    """

    primary: UnitSpec
    secondary: UnitSpec
    model: str = DEFAULT_MODEL
    version: str = DEFAULT_VERSION
    calendar: str = "2020-01-01T00:00:00"
    boot: BootSpec = BootSpec()
    link: LinkSpec = LinkSpec()
    replication: ReplicationSpec = ReplicationSpec()
    servers: dict[str, ServerSpec] = msgspec.field(default_factory=dict)
    server_timeout: int = 10 * SECOND
