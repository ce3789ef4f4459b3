"""Faults drawn from a seed: what `--faults` does to a pair while a scenario runs on it (reference 14.30).

A few at a time, close together or far apart, begun where a pair is likely to be booting or synchronising. At
the end everything works again, and the pair is left alone until it has to be at rest.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from asapair.actors.device.configuration import split_file
from asapair.actors.device.settings import context_settings, failover_settings, ports
from asapair.actors.duration import MILLISECOND, SECOND
from asapair.actors.facts.states import PortFault
from asapair.actors.runtime.chance import generator
from asapair.actors.spec import UNITS, PairSpec
from asapair.actors.spec_checks import hold_times

if TYPE_CHECKING:
    from asapair.actors.pair import Pair

T = TypeVar("T")
Deed = Callable[["Pair"], object]

#: At most so many faults in one run.
MOST = 7
#: The first comes in one of these stretches (ns): about the first boot, amid it, or later in a scenario.
FIRST = ((0, 90 * SECOND), (57 * SECOND, 75 * SECOND), (75 * SECOND, 240 * SECOND))
#: Between two of them lies from the one to the other.
SHORTEST, LONGEST = 2 * MILLISECOND, 60 * SECOND

#: What is typed, each as the lines of one go; ``{context}`` is one of the pair's, ``{number}`` is below 10.
CHANGES: tuple[tuple[str, ...], ...] = (
    ("configure terminal", "hostname edge{number}", "end"),
    ("configure terminal", "hostname edge{number}", "no hostname", "end"),
    ("configure terminal", "hostname edge{number}", "hostname inner{number}", "end"),
    ("changeto context {context}", "configure terminal", "hostname inner{number}", "end"),
    ("changeto context {context}", "configure terminal", "banner motd number {number}", "end"),
    ("changeto context {context}", "configure terminal", "no banner motd number {number}", "end"),
    ("configure terminal", "context new{number}", "config-url disk0:/{context}.cfg", "end"),
    ("configure terminal", "no context new{number}", "", "end"),
)
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("changeto context {context}", "write memory"),
    ("changeto context {context}", "write standby"),
    ("configure terminal", "no failover", "end"),
    ("configure terminal", "no failover", "failover", "end"),
    ("configure terminal", "failover", "end"),
    ("configure terminal", "failover polltime unit msec 500 holdtime {hold}", "end"),
    ("write memory",),
    ("write memory all /noconfirm",),
    ("write standby",),
    ("failover active",),
    ("failover active group {group}",),
    ("no failover active",),
    ("no failover active group {group}",),
    ("failover reset",),
    ("failover reload-standby",),
    ("reload noconfirm",),
    ("copy /noconfirm running-config disk0:/backup{number}.cfg",),
    ("delete /noconfirm disk0:/backup{number}.cfg",),
)
#: What comes first wherever the console stands: out of configuration, to privileged mode, to the system.
BEFORE = ("end", "enable", "", "changeto system")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is done to the pair at an instant (ns), and how a transcript tells it."""

    at: int
    says: str
    do: Deed


class Author:
    """Draws the faults of one seed."""

    def __init__(self, spec: PairSpec, seed: int) -> None:
        self._draw = generator(seed, "faults")
        startup = split_file(spec.primary.startup).configuration
        contexts = context_settings(startup)
        self._contexts = [context.name for context in contexts] or ["admin"]
        data = [name for context in contexts for name in context.interfaces]
        interfaces = data or ports(startup)
        #: ports that carry data, or whatever there are, whole and by subinterface
        self._ports = list(dict.fromkeys((*(name.partition(".")[0] for name in interfaces), *interfaces)))
        self._has_state_link = failover_settings(startup).state_link is not None

    def among(self, choices: Sequence[T]) -> T:
        """One of them."""
        return choices[int(self._draw() * len(choices))]

    def gap(self) -> int:
        """A time between two faults: milliseconds are as likely as seconds, and as tens of them."""
        low, high = math.log(SHORTEST), math.log(LONGEST)
        return int(math.exp(low + self._draw() * (high - low)))

    def write(self) -> tuple[Fault, ...]:
        """All faults of the seed, in the order of their times."""
        low, high = self.among(FIRST)
        at, faults = low + int(self._draw() * (high - low)), []
        for _ in range(1 + int(self._draw() * MOST)):
            faults.append(self.among(KINDS)(self, at))
            at += self.gap()
        return tuple(faults)

    # -- kinds -----------------------------------------------------------------------------------

    def power(self, at: int) -> Fault:
        """The power of a unit goes, or comes."""
        unit = self.among(UNITS)
        if self._draw() < 0.5:
            return Fault(at, f"power-off {unit}", lambda pair: pair.unit(unit).power_off())
        return Fault(at, f"boot {unit}", lambda pair: pair.unit(unit).boot())

    def restart(self, at: int) -> Fault:
        """A unit crashes, or reloads."""
        unit = self.among(UNITS)
        if self._draw() < 0.6:
            return Fault(at, f"crash {unit}", lambda pair: pair.unit(unit).crash())
        return Fault(at, f"reload {unit}", lambda pair: pair.unit(unit).reload())

    def cut(self, at: int) -> Fault:
        """The failover link, or its replication lane, is cut."""
        if self._draw() < 0.7:
            return Fault(at, "cut the failover link", lambda pair: pair.failover_link.cut())
        return Fault(at, "cut the replication lane", lambda pair: pair.replication_lane.cut())

    def mend(self, at: int) -> Fault:
        """The link works again, and as well as before."""
        return Fault(at, "restore the failover link", restore)

    def degrade(self, at: int) -> Fault:
        """The failover link gets slow, unsteady, lossy."""
        loss, latency = self.among((0.0, 0.02, 0.2)), self.among((1, 20, 200)) * MILLISECOND
        jitter = self.among((0, 1, 4)) * latency
        return Fault(
            at,
            f"degrade the failover link: latency {latency // MILLISECOND}ms,"
            f" jitter {jitter // MILLISECOND}ms, loss {loss:.0%}",
            lambda pair: pair.failover_link.degrade(latency=latency, jitter=jitter, loss=loss),
        )

    def port(self, at: int) -> Fault:
        """A port breaks, or works again, or all are cut off."""
        chance = self._draw()
        if chance < 0.1 or not self._ports:
            return Fault(at, "cut the data network", lambda pair: pair.data_network.cut())
        if chance < 0.2 and self._has_state_link:
            return Fault(at, "cut the state link", lambda pair: pair.state_link.cut())
        unit, port, goes = self.among(UNITS), self.among(self._ports), self.among(tuple(PortFault))
        return Fault(at, f"port {port} of {unit} goes {goes}", lambda pair: pair.unit(unit).port(port, goes))

    def type(self, at: int) -> Fault:
        """Somebody types."""
        unit, numbers = self.among(UNITS), range(10)
        values = {
            "context": self.among(self._contexts),
            "number": self.among(numbers),
            "hold": self.among((3, 5, 15)),
            "group": self.among((1, 2)),
        }
        lines = [line.format(**values) for line in self.among(self.among((CHANGES, COMMANDS)))]

        def enter(pair: Pair) -> None:
            for line in (*BEFORE, *lines):
                pair.unit(unit).console.type(line)

        return Fault(at, f"type at {unit}: {'; '.join(lines)}", enter)


#: What is drawn from; what is there twice is drawn twice as often.
KINDS: tuple[Callable[[Author, int], Fault], ...] = (
    Author.power,
    Author.restart,
    Author.restart,
    Author.cut,
    Author.mend,
    Author.port,
    Author.port,
    Author.degrade,
    Author.type,
    Author.type,
    Author.type,
    Author.type,
)


def drawn(spec: PairSpec, seed: int) -> tuple[Fault, ...]:
    """The faults that a seed does to a pair of this spec."""
    return Author(spec, seed).write()


def restore(pair: Pair) -> None:
    """The failover link and its lane as they were at the start."""
    link = pair.spec.link
    pair.failover_link.degrade(latency=link.latency, jitter=link.jitter, loss=link.loss)
    pair.failover_link.restore()


def repair(pair: Pair) -> None:
    """Every port, and what lies between them, and the state link."""
    pair.data_network.restore()
    pair.state_link.restore()
    for unit in (pair.primary, pair.secondary):
        for port in pair.ports:
            unit.port(port, PortFault.NONE)


def heal(pair: Pair) -> int:
    """Everything works again; how long (ns) it may take until the pair has to be at rest."""
    restore(pair)
    repair(pair)
    for url in pair.spec.servers:
        pair.server(url).up()
    pair.boot()
    spec = pair.spec
    boot = max(spec.boot.time, *(unit.boot_time or 0 for unit in (spec.primary, spec.secondary)))
    slowest = boot + int(boot * spec.boot.spread) + 5 * SECOND
    return slowest + 3 * max(*hold_times(spec), 15 * SECOND)
