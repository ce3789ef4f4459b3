"""Steps that break what joins the units to each other and to servers, and mend it.

The failover link carries hellos and commands; its replication lane carries configurations. What happens to
the link happens to its lane; the lane can suffer alone. A state link of its own carries connections. The data
network is all segments between the units.
"""

# ruff: noqa: D102  # each kind answers the questions of its base

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from msgspec import Meta

from asapair.actors.device.settings import failover_settings
from asapair.actors.device.urls import Url
from asapair.actors.duration import short

from .errors import CannotGoOnError, alternatives
from .nodes import Scalar
from .steps import Step
from .values import Duration, Share, read_by

if TYPE_CHECKING:
    from asapair.actors.handles import DataNetworkHandle, LinkHandle

    from .runner import Run

LINKS = ("failover link", "replication lane", "state link", "data network")

Link = Annotated[
    Literal["failover link", "replication lane", "state link"],
    Meta(
        description="The failover link with its replication lane, the lane alone, or a state link of its own."
    ),
]


def _connection(node: Scalar) -> str:
    """A link, or a server by its URL."""
    word = " ".join(node.text.split()).lower()
    url = Url.parse(word)
    if word not in LINKS and (url is None or url.server != word):
        known = alternatives(word, (*LINKS, "the URL of a server"))
        raise ValueError(f"{node.text!r} is not possible here, {known}")
    return word


Connection = Annotated[
    str,
    read_by(_connection, examples=list(LINKS)),
    Meta(
        description=(
            "`failover link`, `replication lane`, `state link`, `data network`, or the URL of a server such"
            " as `tftp://10.0.0.5`."
        )
    ),
]


class _OnConnection(Step, frozen=True, kw_only=True):
    """Base of steps that do something to a link, or to a server."""

    @property
    def target(self) -> str:
        """The name of the link, or the URL of the server."""
        return str(getattr(self, self.subject))

    @property
    def server(self) -> str | None:
        """The URL of the server, if it is one."""
        return None if self.target in LINKS else self.target

    def says(self) -> str:
        return f"{self.subject} {'' if self.server else 'the '}{self.target}"


def _link(run: Run, name: str) -> LinkHandle:
    pair = run.pair
    if name == "state link":
        running = [unit.running() for unit in (pair.primary, pair.secondary)]
        if not any(system is None or failover_settings(system).has_own_state_link for system in running):
            raise CannotGoOnError("there is no state link of its own: 'failover link NAME PORT' makes one")
        return pair.state_link
    return pair.failover_link if name == "failover link" else pair.replication_lane


def _breakable(run: Run, step: _OnConnection) -> LinkHandle | DataNetworkHandle:
    return run.pair.data_network if step.target == "data network" else _link(run, step.target)


class Cut(_OnConnection, frozen=True, kw_only=True):
    """Let nothing through, from now on; a server cannot be reached."""

    subject: ClassVar[str] = "cut"
    cut: Connection

    def act(self, run: Run) -> None:
        if self.server is None:
            _breakable(run, self).cut()
        else:
            run.pair.server(self.server).down()


class Restore(_OnConnection, frozen=True, kw_only=True):
    """Let what was cut work again, as well as it did before."""

    subject: ClassVar[str] = "restore"
    restore: Connection

    def act(self, run: Run) -> None:
        if self.server is None:
            _breakable(run, self).restore()
        else:
            run.pair.server(self.server).up()


class Degrade(_OnConnection, frozen=True, kw_only=True):
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

    def act(self, run: Run) -> None:
        _link(run, self.target).degrade(latency=self.latency, jitter=self.jitter, loss=self.loss)

    def says(self) -> str:
        said = [
            f"{name} {short(length)}"
            for name, length in (("latency", self.latency), ("jitter", self.jitter))
            if length is not None
        ]
        lossy = [] if self.loss is None else [f"loss {100 * self.loss:g}%"]
        return f"{super().says()}: {', '.join([*said, *lossy])}"
