"""What a handle needs of its pair."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from ..runtime import Runtime
from ..view import UnitView

if TYPE_CHECKING:
    from .between import LinkHandle


class Driven(Protocol):
    """What a handle needs of its pair."""

    @property
    def runtime(self) -> Runtime:
        """What takes the inputs."""

    @property
    def ports(self) -> tuple[str, ...]:
        """Every port that a system configuration names."""

    @property
    def failover_link(self) -> LinkHandle:
        """The failover link with its replication lane."""

    @property
    def state_link(self) -> LinkHandle:
        """The state link, where it has a cable of its own."""

    def view_of(self, unit: str) -> UnitView:
        """Everything seen of one unit."""

    def wait_until(self, condition: Callable[[], bool], within: str | int) -> bool:
        """Run until the condition holds; says whether it did."""

    def file(self, unit: str, path: str) -> str | None:
        """The text of a file in flash or on a server."""

    def files_on(self, server: str) -> Mapping[str, str]:
        """The files of a server."""


def check_port(pair: Driven, name: str) -> None:
    """``ValueError`` for a port that no system configuration names."""
    if name not in pair.ports:
        raise ValueError(f"there is no port {name!r}: there are {', '.join(pair.ports)}")
