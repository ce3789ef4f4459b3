"""Steps that begin and end connections through a context, and let packets of them arrive."""

# ruff: noqa: D102  # each kind answers the questions of its base

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta

from asapair.actors.facts.connections import Traffic
from asapair.actors.handles import NotActiveError, UnitHandle

from .conditions import Unit
from .errors import CannotGoOnError
from .state_conditions import interface_of
from .steps import Step
from .values import Words, read_by

if TYPE_CHECKING:
    from asapair.actors.pair import Pair

    from .runner import Run

Kind = Annotated[
    Traffic, Meta(description="Kind of connections: `tcp`, `udp`, or `http`, which is TCP to port 80.")
]
Where = Annotated[Words, Meta(description="Name of the context.")]
Interface = Annotated[Words | None, Meta(description="A named interface of the context, where it matters.")]


class _Connect(Step, frozen=True, kw_only=True):
    """Base of steps that begin or end connections."""

    kind: Kind = Traffic.TCP
    in_: Where
    through: Interface = None
    on: Annotated[
        Unit | None, Meta(description="The unit, where the context is active on both; else it is found.")
    ] = None

    @property
    def count(self) -> int:
        """How many connections."""
        return int(getattr(self, self.subject))

    def wrong(self) -> tuple[str, str] | None:
        if self.count == 0:
            return self.subject, "0 connections are none, write 1 or more"
        return super().wrong()

    def act(self, run: Run) -> None:
        where: Pair | UnitHandle = run.pair if self.on is None else run.pair.unit(self.on)
        act = where.open_connections if self.subject == "open" else where.close_connections
        try:
            act(self.in_, self.count, kind=self.kind, interface=self.through or "")
        except (NotActiveError, ValueError) as error:
            raise CannotGoOnError(str(error)) from error

    def says(self) -> str:
        through = f" through {self.through}" if self.through else ""
        return f"{self.subject} {self.count} {self.kind} connections in {self.in_}{through}"


class Open(_Connect, frozen=True, kw_only=True):
    """Let hosts connect through a context, on the unit where it is active."""

    subject: ClassVar[str] = "open"
    open: Annotated[int, Meta(description="How many connections.")]


class Close(_Connect, frozen=True, kw_only=True):
    """End connections of a context, or as many as there are, on the unit where it is active."""

    subject: ClassVar[str] = "close"
    close: Annotated[int, Meta(description="How many connections.")]


class Packets(Step, frozen=True, kw_only=True):
    """Let packets arrive at an interface, of connections that run through it or through another one."""

    subject: ClassVar[str] = "packets"
    packets: Annotated[int, Meta(description="How many packets.")]
    of: Annotated[
        tuple[str, str],
        read_by(interface_of, examples=["ctx1/outside"]),
        Meta(description="The context and interface through which their connections run, `ctx1/outside`."),
    ]
    to: Annotated[
        tuple[str, str],
        read_by(interface_of, examples=["ctx2/outside"]),
        Meta(description="The context and interface at which they arrive."),
    ]
    on: Annotated[Unit, Meta(description="The unit at which they arrive.")]
    kind: Kind = Traffic.TCP

    def wrong(self) -> tuple[str, str] | None:
        if self.packets == 0:
            return "packets", "0 packets are none, write 1 or more"
        return super().wrong()

    def act(self, run: Run) -> None:
        try:
            run.pair.unit(self.on).send_packets(*self.to, self.packets, of=self.of, kind=self.kind)
        except (NotActiveError, ValueError) as error:
            raise CannotGoOnError(str(error)) from error

    def says(self) -> str:
        where = f"{'/'.join(self.to)} on {self.on}"
        return f"{self.packets} {self.kind} packets of {'/'.join(self.of)} arrive at {where}"
