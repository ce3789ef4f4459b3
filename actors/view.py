"""What an onlooker knows of a pair: built from its signals alone, never from an actor."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field

from .device.addressing import context_addresses, link_addresses
from .device.configuration import Configuration
from .device.flash import folders, normalised
from .device.urls import file_on_server
from .facts.connections import Connections, Traffic
from .facts.states import ContextState, InterfaceStatus, Power, Reason, State
from .rules.connections import connected
from .signals import (
    CommandReplication,
    ConfigurationChanged,
    ConnectionsChanged,
    ConsoleLine,
    ConsolePrompt,
    ContextActivity,
    FileChanged,
    FolderChanged,
    GroupState,
    InterfaceState,
    MateState,
    PacketsSeen,
    ServerFileChanged,
    Signals,
    Syslog,
    UnitPower,
)


@dataclass(slots=True)
class GroupView:
    """A failover group on one unit; ``since`` is when it entered this state (ns)."""

    state: State = State.DISABLED
    reason: Reason | None = None
    since: int = 0


@dataclass(frozen=True, slots=True)
class InterfaceView:
    """An interface on one unit: the IP and MAC address that the unit uses there now, and what it finds of it.

    ``ip`` is ``0.0.0.0`` where the configuration gives this unit none; ``suffix`` is the word in brackets
    behind the status on the failover pages.
    """

    name: str
    ip: str
    mac: str
    status: InterfaceStatus | None = None
    suffix: str = ""

    @property
    def words(self) -> str:
        """As the failover pages print it: ``Normal (Monitored)``."""
        return f"{self.status} ({self.suffix})"


@dataclass(slots=True)
class ContextView:
    """A context on one unit; ``state`` is None while there is none of that name."""

    state: ContextState | None = None
    configuration: Configuration | None = None
    #: its connections, or those of the mate that it stands by for: one entry a kind and interface
    connections: tuple[Connections, ...] = ()
    #: status of its interfaces, and the word in brackets behind it
    found: dict[str, tuple[InterfaceStatus, str]] = field(default_factory=dict)
    #: where it runs
    unit: UnitView | None = field(default=None, repr=False, compare=False)
    name: str = ""

    @property
    def interfaces(self) -> dict[str, InterfaceView]:
        """Its named interfaces, by name."""
        if self.unit is None or self.unit.system is None or self.configuration is None:
            return {}
        known = context_addresses(self.unit.system, self.name, self.configuration, self.unit.name)
        used = {name: each.used(active=self.state is ContextState.ACTIVE) for name, each in known.items()}
        nothing = (None, "")
        return {
            name: InterfaceView(name, each.ip, each.mac, *self.found.get(name, nothing))
            for name, each in used.items()
        }

    def interface(self, name: str) -> InterfaceView:
        """One of its named interfaces; ``KeyError`` where there is none of that name."""
        if name not in self.interfaces:
            raise KeyError(f"{name!r} is no interface of context {self.name!r}: {', '.join(self.interfaces)}")
        return self.interfaces[name]

    def connected(self, kind: str | None = None, interface: str | None = None) -> int:
        """How many connections: of a kind (``tcp``, ``udp``, ``http``), through an interface, or all."""
        return connected(self.connections, None if kind is None else Traffic(kind), interface)


@dataclass(slots=True)
class ConsoleView:
    """A console as a person sees it; ``prompt`` is None while it does not wait for input."""

    lines: list[tuple[int, str]] = field(default_factory=list)
    prompt: ConsolePrompt | None = None
    #: lines typed since the unit came up, and how many of them the console has taken
    typed: int = 0
    taken: int = 0
    #: of every line that a console has taken: its place among the lines
    echoes: list[int] = field(default_factory=list)


@dataclass(slots=True)
class UnitView:
    """One chassis."""

    name: str
    files: dict[str, str]
    #: folders of its flash, in alphabetical order
    folders: list[str] = field(default_factory=list)
    power: Power = Power.OFF
    groups: dict[int, GroupView] = field(
        default_factory=lambda: {number: GroupView() for number in (0, 1, 2)}
    )
    contexts: dict[str, ContextView] = field(default_factory=dict)
    #: packets since the power came, by context, interface, and what became of them
    packets: dict[tuple[str, str, str], int] = field(default_factory=dict)
    system: Configuration | None = None
    console: ConsoleView = field(default_factory=ConsoleView)
    #: what it thinks of its mate: ``not detected``, ``up`` or ``failed``; and the link
    mate: str = "not detected"
    link: str = "up"
    #: (ns, message) of all that it has sent to syslog
    syslog: list[tuple[int, Syslog]] = field(default_factory=list)

    @property
    def interfaces(self) -> dict[str, InterfaceView]:
        """The failover and the state link, by name."""
        used = link_addresses(self.system, self.name) if self.system else {}
        return {name: InterfaceView(name, each.ip, each.mac) for name, each in used.items()}


class View:
    """Both units, and the servers, as their signals tell; ``files`` are those of each at the start."""

    def __init__(
        self, signals: Signals, files: dict[str, dict[str, str]], servers: dict[str, dict[str, str]]
    ) -> None:
        self.units = {
            unit: UnitView(
                unit, {normalised(path): text for path, text in each.items()}, sorted(folders(each))
            )
            for unit, each in files.items()
        }
        #: files by path, of each server
        self.servers = {
            url: {file_on_server(path): text for path, text in each.items()} for url, each in servers.items()
        }
        #: what became of every command entered during a synchronisation
        self.replications: list[CommandReplication] = []
        signals.console_line.connect(self._console_line)
        signals.syslog.connect(self._syslog)
        signals.console_prompt.connect(self._console_prompt)
        signals.unit_power.connect(self._unit_power)
        signals.group_state.connect(self._group_state)
        signals.context_activity.connect(self._context_activity)
        signals.connections.connect(self._connections)
        signals.packets.connect(self._packets)
        signals.configuration_changed.connect(self._configuration_changed)
        signals.file_changed.connect(self._file_changed)
        signals.folder_changed.connect(self._folder_changed)
        signals.server_file_changed.connect(self._server_file_changed)
        signals.command_replication.connect(self._command_replication)
        signals.mate_state.connect(self._mate_state)
        signals.interface_state.connect(self._interface_state)

    def _console_line(self, unit: str, event: ConsoleLine, at: int) -> None:
        console = self.units[unit].console
        if event.typed:
            console.echoes.append(len(console.lines))
            console.taken += 1
            console.typed = max(console.typed, console.taken)  # typed at the very instant of booting
            console.prompt = None
        console.lines.append((at, event.text))

    def _syslog(self, unit: str, event: Syslog, at: int) -> None:
        self.units[unit].syslog.append((at, event))

    def _console_prompt(self, unit: str, event: ConsolePrompt, at: int) -> None:  # noqa: ARG002
        self.units[unit].console.prompt = event

    def _unit_power(self, unit: str, event: UnitPower, at: int) -> None:
        view = self.units[unit]
        view.power = event.power
        view.console.prompt, view.console.typed, view.console.taken = None, 0, 0
        if event.power is not Power.UP:
            view.groups = {number: GroupView(since=at) for number in (0, 1, 2)}
            view.contexts, view.system, view.packets = {}, None, {}
            view.mate, view.link = "not detected", "up"

    def _group_state(self, unit: str, event: GroupState, at: int) -> None:
        view = self.units[unit]
        if view.power is Power.UP:  # else the step was under way when the power went
            view.groups[event.group] = GroupView(event.state, event.reason, at)

    def _context_activity(self, unit: str, event: ContextActivity, at: int) -> None:  # noqa: ARG002
        if event.state is None:
            self.units[unit].contexts.pop(event.context, None)
        else:
            self._context(unit, event.context).state = event.state

    def _connections(self, unit: str, event: ConnectionsChanged, at: int) -> None:  # noqa: ARG002
        if event.context in (contexts := self.units[unit].contexts):
            contexts[event.context].connections = event.table

    def _packets(self, unit: str, event: PacketsSeen, at: int) -> None:  # noqa: ARG002
        seen, key = self.units[unit].packets, (event.context, event.interface, event.fate)
        seen[key] = seen.get(key, 0) + event.count

    def _configuration_changed(self, unit: str, event: ConfigurationChanged, at: int) -> None:  # noqa: ARG002
        view = self.units[unit]
        if event.space == "system":
            view.system = event.configuration
        elif event.configuration is not None:
            self._context(unit, event.space).configuration = event.configuration

    def _context(self, unit: str, name: str) -> ContextView:
        view = self.units[unit]
        return view.contexts.setdefault(name, ContextView(unit=view, name=name))

    def _file_changed(self, unit: str, event: FileChanged, at: int) -> None:  # noqa: ARG002
        files = self.units[unit].files
        if event.text is None:
            files.pop(event.path, None)
        else:
            files[event.path] = event.text

    def _folder_changed(self, unit: str, event: FolderChanged, at: int) -> None:  # noqa: ARG002
        known = self.units[unit].folders
        if event.exists:
            bisect.insort(known, event.path)
        else:
            known.remove(event.path)

    def _server_file_changed(self, unit: str, event: ServerFileChanged, at: int) -> None:  # noqa: ARG002
        self.servers[event.server][event.path] = event.text

    def _command_replication(self, unit: str, event: CommandReplication, at: int) -> None:  # noqa: ARG002
        self.replications.append(event)

    def _mate_state(self, unit: str, event: MateState, at: int) -> None:  # noqa: ARG002
        self.units[unit].mate, self.units[unit].link = event.mate, event.link

    def _interface_state(self, unit: str, event: InterfaceState, at: int) -> None:  # noqa: ARG002
        contexts = self.units[unit].contexts
        if event.status is not None:
            found = (event.status, event.suffix)
            self._context(unit, event.context).found[event.interface] = found
        elif event.context in contexts:
            contexts[event.context].found.pop(event.interface, None)
