"""What the invariants know of a pair: books that are kept over its events, and over nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from asapair.actors.console.parser import Refusal, parse
from asapair.actors.device.configuration import Configuration
from asapair.actors.device.settings import failover_settings
from asapair.actors.duration import MILLISECOND, SECOND
from asapair.actors.facts.commands import Mode, Space
from asapair.actors.facts.states import ACTIVE_PATH, STANDBY_PATH, PortFault, Power, State
from asapair.actors.rules.connections import BULK_PATIENCE, push_time, total
from asapair.actors.rules.settings import FailoverSettings
from asapair.actors.signals import (
    CommandEntered,
    ConfigurationChanged,
    ConnectionsChanged,
    ConsoleLine,
    ConsolePrompt,
    Event,
    GroupState,
    LinkCondition,
    MateState,
    PortCondition,
    UnitPower,
)
from asapair.actors.spec import UNITS, LinkSpec, PairSpec, ServerSpec
from asapair.actors.wire import MOST_LOSSES, RETRANSMISSION

FAILOVER_LINK, DATA_NETWORK = "failover-link", "data-network"

#: A link whose messages take longer (ns) than this is not one that works: the pair may do as it can.
SLOWEST = 1 * SECOND

#: States that are the same to an invariant have the same word.
KINDS = {
    **dict.fromkeys(State, "out of service"),
    **dict.fromkeys(ACTIVE_PATH, "taking"),
    **dict.fromkeys(STANDBY_PATH, "synchronising"),
    State.ACTIVE: "active",
    State.STANDBY_READY: "ready",
    State.NEGOTIATION: "negotiating",
    State.FAILED: "failed",
}


@dataclass(slots=True)
class UnitBook:
    """One chassis. ``groups`` are the kinds of states (:data:`KINDS`) of groups 1 and 2."""

    power: Power = Power.OFF
    groups: dict[int, str] = field(default_factory=lambda: dict.fromkeys((1, 2), "out of service"))
    running: dict[str, Configuration] = field(default_factory=dict)
    failover: bool = False
    #: failover is off because the mate does not fit: it passes nothing
    misfit: bool = False
    settings: FailoverSettings = field(default_factory=FailoverSettings)
    link: str = "up"
    mate: str = "not detected"
    #: the command that was typed last, and the one that the mate has sent last, by their names
    typed: str = ""
    carried_out: str = ""
    prompt: ConsolePrompt | None = None
    #: how many there are, by context
    connections: dict[str, int] = field(default_factory=dict)

    @property
    def on(self) -> bool:
        """It runs with failover on."""
        return self.failover and self.power is Power.UP

    def active(self, group: int) -> bool:
        """The group is on the active path here."""
        return self.groups[group] in ("active", "taking")

    @property
    def alone(self) -> bool:
        """It runs without failover, by its configuration, and passes what it passed."""
        return self.power is Power.UP and not self.failover and not self.misfit and bool(self.running)

    @property
    def bulk_time(self) -> int:
        """How long (ns) its mate takes for its connections at most; 0 without stateful failover."""
        if self.settings.state_link is None:
            return 0
        return push_time(sum(self.connections.values()), self.settings.replication_rate) + BULK_PATIENCE


@dataclass(slots=True)
class LinkBook:
    """A link or one of its lanes; ``healthy_from`` (ns) is when the last of what ailed it has worn off."""

    latency: int
    jitter: int
    loss: float
    cut: bool = False
    healthy_from: int = 0

    @property
    def delay(self) -> int:
        """How long (ns) a message is under way at most, where none is lost."""
        return self.latency + self.jitter

    @property
    def patience(self) -> int:
        """The same with all retransmissions."""
        return self.delay + (RETRANSMISSION * MOST_LOSSES if self.loss else 0)

    @property
    def healthy(self) -> bool:
        """It carries everything, and soon."""
        return not self.cut and not self.loss and self.delay <= SLOWEST

    def set(self, event: LinkCondition, at: int) -> None:
        """Another condition; what is under way still arrives by the old one."""
        self.healthy_from = max(self.healthy_from, at + self.patience)
        self.cut, self.latency, self.jitter, self.loss = event.cut, event.latency, event.jitter, event.loss


class Books:
    """Both units and what joins them. Times in ns of virtual time."""

    def __init__(self, spec: PairSpec, slack: int = 0) -> None:
        self.spec = spec
        #: by how much times may be off in a live run
        self.slack = slack
        self.units = {unit: UnitBook() for unit in UNITS}
        self.links = {
            name: _link(spec.link) for name in (FAILOVER_LINK, *(f"replication-to-{unit}" for unit in UNITS))
        }
        self.link = self.links[FAILOVER_LINK]
        #: when somebody last did something to the pair, when a failover command was typed
        self.disturbed = self.operated = 0
        self._network_cut = False
        self._broken: dict[tuple[str, str], PortFault] = {}
        #: lines of the larger of the two configurations, where they have been counted
        self._lines: int | None = None
        #: how long a server may take over a file
        self._transfer = max(map(self._time_of, spec.servers.values()), default=0)
        #: units where somebody has turned failover off, until it is on there again and they can say so
        self.withdrawn: dict[str, None] = {}
        #: when a unit last began to negotiate: it restarts the window of its mate
        self.negotiated = 0
        #: the longer poll time of the two; how long a unit may take a silent mate for alive
        self.poll = self.hold = 0
        #: the longest of those before, and until when it may still count
        self._former_hold = self._former_until = 0
        #: the failover link and both its lanes are healthy, and faster than the units are impatient
        self.connected = False
        self._reckon()

    def _time_of(self, server: ServerSpec) -> int:
        size = max(map(len, server.files.values()), default=0)
        return self.spec.server_timeout + SECOND * size // server.rate

    def _reckon(self) -> None:
        """Work out what follows from the times that the units have, and from how the links are."""
        one, other = (unit.settings for unit in self.units.values())
        self.poll = max(one.poll, other.poll)
        self.hold = max(self.poll * 3, one.hold, other.hold)
        hold = min(one.hold, other.hold)
        self.connected = all(link.healthy and 4 * link.delay <= hold for link in self.links.values())

    def hold_from(self, start: int) -> int:
        """How long a unit may take a mate for alive that is silent from ``start`` on.

        After a change silence counts anew, by the times that the mate has named last.
        """
        return max(self.hold, self._former_hold) if start < self._former_until else self.hold

    def could_hold(self, name: str, group: int) -> bool:
        """A unit could be active for a group: it runs, has its configuration, and nothing forbids it.

        What forbids it: the link has failed, or its mate has left failover before it fell silent.
        """
        unit = self.units[name]
        free = (
            unit.on
            and unit.link == "up"
            and not any(mate in self.withdrawn for mate in UNITS if mate != name)
        )
        return free and unit.groups[group] != "synchronising"

    @property
    def both_on(self) -> bool:
        """Both units run with failover on."""
        one, other = self.units.values()
        return one.on and other.on

    @property
    def at_peace(self) -> bool:
        """Both units know each other and nothing is on the way, as far as they say."""
        return (
            self.both_on
            and not any(link.cut for link in self.links.values())
            and all(unit.mate == "up" and unit.link == "up" for unit in self.units.values())
            and all(
                kind in ("active", "ready", "failed")
                for unit in self.units.values()
                for kind in unit.groups.values()
            )
        )

    @property
    def patience(self) -> int:
        """How long what has been said may take to arrive and to be answered, servers and all."""
        return 2 * max(link.patience for link in self.links.values()) + self.poll + self._transfer

    @property
    def synchronisation(self) -> int:
        """How long a whole synchronisation takes, to Standby Ready."""
        rate, spent = self.spec.replication, 1500 * MILLISECOND
        if self._lines is None:
            self._lines = max(sum(map(len, unit.running.values())) for unit in self.units.values())
        bulk = max(unit.bulk_time for unit in self.units.values())
        return rate.overhead + rate.per_line * self._lines + spent + bulk + self.patience

    def see(self, event: Event, at: int) -> bool:
        """Take an event; says whether it may make a difference to what units and groups are."""
        taken = self._TAKEN.get(event.__class__)
        return taken is not None and taken(self, event, at)

    def _group(self, event: GroupState, at: int) -> bool:
        unit, kind = self.units[event.unit], KINDS[event.state]
        if kind == KINDS[event.was] or not event.group or unit.power is not Power.UP:
            return False
        unit.groups[event.group] = kind
        if event.state is State.NEGOTIATION:
            self.negotiated = at
        return True

    def _line(self, event: ConsoleLine, at: int) -> bool:
        if not event.typed:
            return False
        self.disturbed = at
        unit = self.units[event.unit]
        prompt = unit.prompt
        if prompt is not None and not prompt.question:
            line = event.text.removeprefix(prompt.text)
            unit.typed = _command(line, Mode(prompt.mode), prompt.space)
            if "failover" in unit.typed:
                self.operated = at
        return True

    def _prompt(self, event: ConsolePrompt, _at: int) -> bool:
        self.units[event.unit].prompt = event
        return False

    def _configured(self, event: ConfigurationChanged, at: int) -> bool:
        unit, self._lines = self.units[event.unit], None
        if event.configuration is None:
            unit.running.pop(event.space, None)
            return False
        unit.running[event.space] = event.configuration
        if event.space != "system":
            return False
        settings = failover_settings(event.configuration)
        before, unit.settings = unit.settings, settings
        if (before.poll, before.hold) != (settings.poll, settings.hold):
            self._former_hold = self.hold_from(at)
            self._former_until, self.operated = at + self._former_hold, at
        self._reckon()
        unit.misfit = not settings.on and (unit.misfit or (unit.failover and unit.typed != "failover"))
        if unit.failover and not settings.on and not unit.misfit:
            self.withdrawn[event.unit] = None
        unit.failover = settings.on
        self._readmit()
        return settings is not before

    def _connections(self, event: ConnectionsChanged, _at: int) -> bool:
        self.units[event.unit].connections[event.context] = total(event.table)
        return False

    def _readmit(self) -> None:
        """A unit where failover is on again can say so."""
        if not self.link.cut:
            self.withdrawn = {unit: None for unit in self.withdrawn if not self.units[unit].on}

    def _entered(self, event: CommandEntered, _at: int) -> bool:
        if event.way == "from mate":
            self.units[event.unit].carried_out = _command(event.line, Mode.PRIVILEGED, event.space)
        return False

    def _power(self, event: UnitPower, at: int) -> bool:
        # its mate judges it by the times that it had, until it has others
        self.units[event.unit] = UnitBook(event.power, settings=self.units[event.unit].settings)
        self.disturbed = self.negotiated = at
        return True

    def _mate(self, event: MateState, _at: int) -> bool:
        unit = self.units[event.unit]
        unit.mate, unit.link = event.mate, event.link
        return True

    def _condition(self, event: LinkCondition, at: int) -> bool:
        self.disturbed = at
        if event.link == DATA_NETWORK:
            self._network_cut = event.cut
        elif event.link in self.links:
            self.links[event.link].set(event, at)
            self._reckon()
            self._readmit()
        return True

    def _port(self, event: PortCondition, at: int) -> bool:
        self.disturbed = at
        self._broken[event.unit, event.port] = event.fault
        return True

    @property
    def interfaces_fail(self) -> bool:
        """Something is wrong with a port, or with all of them."""
        return self._network_cut or any(fault is not PortFault.NONE for fault in self._broken.values())

    _TAKEN: ClassVar[dict[type[Event], Callable[[Books, Any, int], bool]]] = {
        GroupState: _group,
        ConsoleLine: _line,
        ConsolePrompt: _prompt,
        ConfigurationChanged: _configured,
        ConnectionsChanged: _connections,
        CommandEntered: _entered,
        UnitPower: _power,
        MateState: _mate,
        LinkCondition: _condition,
        PortCondition: _port,
    }


def _link(spec: LinkSpec) -> LinkBook:
    return LinkBook(spec.latency, spec.jitter, spec.loss)


def _command(line: str, mode: Mode, space: str) -> str:
    """The name of a command in the table; empty where it is none."""
    parsed = parse(line, mode, Space.SYSTEM if space == "system" else Space.CONTEXT)
    return "" if isinstance(parsed, Refusal) else parsed.command.name
