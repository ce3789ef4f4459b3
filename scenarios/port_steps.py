"""Steps that break and mend the ports of the units, and quieten the hosts on a data segment."""

# ruff: noqa: D102  # each kind answers the questions of its base

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta

from asapair.actors.facts.states import Hosts, PortFault

from .conditions import Units
from .errors import CannotGoOnError, alternatives
from .steps import Step
from .values import PortName

if TYPE_CHECKING:
    from asapair.actors.pair import Pair

    from .runner import Run


def check_port(pair: Pair, name: str) -> None:
    """``CannotGoOnError`` for a port that no system configuration of the pair names, saved or running."""
    if name not in pair.ports:
        raise CannotGoOnError(f"there is no port {name!r}, {alternatives(name, pair.ports)}")


class Port(Step, frozen=True, kw_only=True):
    """Break or mend one end of a data segment, or both."""

    subject: ClassVar[str] = "port"
    port: Annotated[
        PortName, Meta(description="`Ethernet0` with all its subinterfaces, or `Ethernet0.11` alone.")
    ]
    on: Annotated[Units, Meta(description="The unit whose port it is, or both.")]
    goes: Annotated[
        PortFault,
        Meta(
            description=(
                "`down`: no carrier; `silent`: the link is up and nothing gets through; `deaf`: it only"
                " sends; `mute`: it only receives; `cut off`: it hears its hosts, and not the mate; `up`:"
                " it works again."
            )
        ),
    ]

    def act(self, run: Run) -> None:
        check_port(run.pair, self.port)
        for unit in run.sight.units(self.on):
            unit.port(self.port, self.goes)

    def says(self) -> str:
        return f"port {self.port} of {self.on} goes {self.goes}"


class Traffic(Step, frozen=True, kw_only=True):
    """Let the hosts on a data segment talk, or not: the interface tests listen for them."""

    subject: ClassVar[str] = "traffic"
    traffic: Annotated[
        Hosts,
        Meta(
            description=(
                "`on`: they talk; `arp`: they are silent, and answer an ARP request; `ping`: they answer a"
                " broadcast ping only; `off`: there is nobody."
            )
        ),
    ]
    segment: Annotated[
        PortName | None, Meta(description="The port at whose segment; every segment if it is left out.")
    ] = None

    def act(self, run: Run) -> None:
        if self.segment:
            check_port(run.pair, self.segment)
        run.pair.data_network.traffic(self.traffic, self.segment or "")

    def says(self) -> str:
        return f"traffic {self.traffic} {f'at {self.segment}' if self.segment else 'everywhere'}"
