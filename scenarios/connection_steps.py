"""Steps that begin and end connections through a context."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta

from asapair.actors.facts.connections import Traffic
from asapair.actors.handles import NotActiveError, UnitHandle

from .conditions import Unit
from .errors import CannotGoOnError
from .steps import Step
from .values import Words

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
    interface: Interface = None
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
            act(self.in_, self.count, kind=self.kind, interface=self.interface or "")
        except (NotActiveError, ValueError) as error:
            raise CannotGoOnError(str(error)) from error

    def says(self) -> str:
        through = f" through {self.interface}" if self.interface else ""
        return f"{self.subject} {self.count} {self.kind} connections in {self.in_}{through}"


class Open(_Connect, frozen=True, kw_only=True):
    """Let hosts connect through a context, on the unit where it is active."""

    subject: ClassVar[str] = "open"
    open: Annotated[int, Meta(description="How many connections.")]


class Close(_Connect, frozen=True, kw_only=True):
    """End connections of a context, or as many as there are, on the unit where it is active."""

    subject: ClassVar[str] = "close"
    close: Annotated[int, Meta(description="How many connections.")]
