"""Steps that break what joins the units, and mend it.

The failover link carries hellos and commands; its replication lane carries configurations. What happens to
the link happens to its lane; the lane can suffer alone.
"""

# ruff: noqa: D102  # each kind answers the questions of its base

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from msgspec import Meta

from asapair.actors.duration import short

from .steps import Step
from .values import Duration, Share

if TYPE_CHECKING:
    from asapair.actors.handles import LinkHandle

    from .runner import Run

Link = Annotated[
    Literal["failover link", "replication lane"],
    Meta(description="The failover link with its replication lane, or the lane alone."),
]


class _OnLink(Step, frozen=True, kw_only=True):
    """Base of steps that do something to a link."""

    @property
    def target(self) -> str:
        """The name of the link."""
        return str(getattr(self, self.subject))

    def act(self, run: Run) -> None:
        pair = run.pair
        self.change(pair.failover_link if self.target == "failover link" else pair.replication_lane)

    @abstractmethod
    def change(self, link: LinkHandle) -> None:
        """Do it to the link."""

    def says(self) -> str:
        return f"{self.subject} the {self.target}"


class Cut(_OnLink, frozen=True, kw_only=True):
    """Let nothing through, from now on."""

    subject: ClassVar[str] = "cut"
    cut: Link

    def change(self, link: LinkHandle) -> None:
        link.cut()


class Restore(_OnLink, frozen=True, kw_only=True):
    """Let a link that was cut work again, as well as it did before."""

    subject: ClassVar[str] = "restore"
    restore: Link

    def change(self, link: LinkHandle) -> None:
        link.restore()


class Degrade(_OnLink, frozen=True, kw_only=True):
    """Make a link slower, unsteadier or lossy; what is not said stays as it is."""

    subject: ClassVar[str] = "degrade"
    degrade: Link
    latency: Annotated[Duration | None, Meta(description="How long each message is under way.")] = None
    jitter: Annotated[Duration | None, Meta(description="At most so much more, by the seed.")] = None
    loss: Annotated[Share | None, Meta(description="How many messages get lost.")] = None

    def wrong(self) -> tuple[str, str] | None:
        if (self.latency, self.jitter, self.loss) == (None, None, None):
            return "degrade", "one of 'latency', 'jitter' and 'loss' goes with it"
        return super().wrong()

    def change(self, link: LinkHandle) -> None:
        link.degrade(latency=self.latency, jitter=self.jitter, loss=self.loss)

    def says(self) -> str:
        said = [
            f"{name} {short(length)}"
            for name, length in (("latency", self.latency), ("jitter", self.jitter))
            if length is not None
        ]
        lossy = [] if self.loss is None else [f"loss {100 * self.loss:g}%"]
        return f"{super().says()}: {', '.join([*said, *lossy])}"
