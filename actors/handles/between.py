"""What lies between the units, and beside them: links, data segments, servers."""

from __future__ import annotations

from collections.abc import Mapping

from ..duration import duration
from ..facts.states import Hosts
from ..messages import SetLink, SetServer, SetTraffic
from .driven import Driven, check_port


class LinkHandle:
    """The failover link with its replication lane, the lane alone, or a state link of its own."""

    def __init__(self, pair: Driven, actors: tuple[str, ...]) -> None:
        self._pair, self._actors = pair, actors

    def _set(self, change: SetLink) -> None:
        for actor in self._actors:
            self._pair.runtime.input(actor, change)

    def cut(self) -> None:
        """Nothing gets through from now on."""
        self._set(SetLink(cut=True))

    def restore(self) -> None:
        """It works again, as well as it did before it was cut."""
        self._set(SetLink(cut=False))

    def at_port(self, unit: str, *, works: bool) -> None:
        """The port of a unit that it is plugged into breaks, or works again."""
        self._set(SetLink(cut=not works, end=unit))

    def degrade(
        self, *, latency: str | int | None = None, jitter: str | int | None = None, loss: float | None = None
    ) -> None:
        """Make it slower, unsteadier, or lossy: ``loss`` is the share of messages lost, from 0 to 1."""
        if loss is not None and not 0 <= loss <= 1:
            raise ValueError(f"a loss of {loss:g} is not a share from 0 to 1")
        self._set(
            SetLink(
                latency=None if latency is None else duration(latency),
                jitter=None if jitter is None else duration(jitter),
                loss=loss,
            )
        )


class DataNetworkHandle:
    """The data segments between the units' ports, and the hosts on them."""

    def __init__(self, pair: Driven) -> None:
        self._pair = pair

    def cut(self) -> None:
        """No unit reaches the other on any port; each still hears the hosts on its side."""
        self._pair.runtime.input("data-network", SetLink(cut=True))

    def restore(self) -> None:
        """They reach each other again, on the ports with which nothing is wrong."""
        self._pair.runtime.input("data-network", SetLink(cut=False))

    def traffic(self, traffic: Hosts | str, segment: str = "") -> None:
        """What the hosts do on the segment of a port such as ``Ethernet0.11``, or on all of them.

        ``on``: they talk; ``arp``: they are silent, and answer an ARP request; ``ping``: they answer a
        broadcast ping only; ``off``: there is nobody. ``ValueError`` for another word, or an unknown port.
        """
        if segment:
            check_port(self._pair, segment)
        self._pair.runtime.input("data-network", SetTraffic(segment, Hosts(traffic)))


class ServerHandle:
    """A server that both units reach."""

    def __init__(self, pair: Driven, url: str) -> None:
        self._pair, self.url = pair, url

    @property
    def files(self) -> Mapping[str, str]:
        """Its files: texts by path, such as ``ctx1.cfg``."""
        return self._pair.files_on(self.url)

    def down(self) -> None:
        """Nobody reaches it from now on; what it carries at this moment is lost."""
        self._set(up=False)

    def up(self) -> None:
        """It can be reached again."""
        self._set(up=True)

    def _set(self, *, up: bool) -> None:
        self._pair.runtime.input(f"server/{self.url}", SetServer(up))
