"""What people hold of a pair: its units, their consoles, the links and the servers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol

from .device.configuration import Configuration
from .device.flash import STARTUP
from .device.settings import context_settings, interface_settings
from .duration import duration
from .facts.connections import Traffic
from .facts.states import ContextState, Hosts, PortFault, Power
from .messages import (
    CloseConnections,
    Crash,
    OpenConnections,
    PacketsArrive,
    PowerOff,
    PowerOn,
    Restart,
    SetLink,
    SetPort,
    SetServer,
    SetTraffic,
    TypeLine,
)
from .runtime import Runtime
from .signals import Syslog
from .view import ContextView, GroupView, InterfaceView, UnitView


class Driven(Protocol):
    """What a handle needs of its pair."""

    @property
    def runtime(self) -> Runtime:
        """What takes the inputs."""

    def view_of(self, unit: str) -> UnitView:
        """Everything seen of one unit."""

    def wait_until(self, condition: Callable[[], bool], within: str | int) -> bool:
        """Run until the condition holds; says whether it did."""

    def file(self, unit: str, path: str) -> str | None:
        """The text of a file in flash or on a server."""

    def files_on(self, server: str) -> Mapping[str, str]:
        """The files of a server."""


class ConsoleNotReadyError(RuntimeError):
    """The console does not wait for input: the unit is off, boots, or is still busy with a command."""


class NotActiveError(RuntimeError):
    """A context is not active on this unit, or on any: nobody connects through it."""


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
        broadcast ping only; ``off``: there is nobody. ``ValueError`` for another word.
        """
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


class UnitHandle:
    """One unit of a pair."""

    def __init__(self, pair: Driven, name: str) -> None:
        self._pair, self.name = pair, name
        self._view: UnitView = pair.view_of(name)
        self.console = Console(pair, name)

    def _input(self, message: Any) -> None:
        self._pair.runtime.input(self.name, message)

    def boot(self) -> None:
        """Turn the unit on."""
        self._input(PowerOn())

    def power_off(self) -> None:
        """Take its power away, at once."""
        self._input(PowerOff())

    def crash(self, part: str = "") -> None:
        """Let its software fail, or that of one part: it stops at once, and boots again by itself.

        ``part`` is ``group 1`` or ``context ctx1``; ``KeyError`` where there is none of that name.
        """
        kind, _, name = part.partition(" ")
        actors = {
            "": self.name,
            "group": f"{self.name}/group-{name}",
            "context": f"{self.name}/context/{name}",
        }
        if kind not in actors:
            raise KeyError(f"{part!r} is no part of a unit: write 'group 1' or 'context ctx1'")
        try:
            self._pair.runtime.input(actors[kind], Crash())
        except KeyError:
            raise KeyError(f"there is no {part} on the {self.name} unit") from None

    def reload(self) -> None:
        """Reload it as ``reload noconfirm`` does; what is not saved is lost."""
        self._input(Restart())

    @property
    def power(self) -> Power:
        """``off``, ``booting`` or ``up``."""
        return self._view.power

    def port(self, name: str, goes: PortFault | str) -> None:
        """Break or mend a port of this unit, ``Ethernet0`` with its subinterfaces, or ``Ethernet0.11`` alone.

        It goes ``down`` (no carrier), ``silent`` (the link is up, nothing gets through), ``deaf`` (it only
        sends), ``mute`` (it only receives), ``cut off`` (from the mate, not from its hosts), or ``up`` again.
        ``ValueError`` for another word.
        """
        self._pair.runtime.input("data-network", SetPort(self.name, name, PortFault(goes)))

    def group(self, number: int) -> GroupView:
        """A failover group on this unit: 1, 2, or 0 for the unit itself. ``KeyError`` for another number."""
        group = self._view.groups.get(number)
        if group is None:
            raise KeyError(f"there is no group {number}: write 0, 1 or 2")
        return group

    def context(self, name: str) -> ContextView:
        """A context on this unit; with the state None where there is none of that name."""
        return self._view.contexts.get(name, ContextView(name=name))

    def interface(self, name: str) -> InterfaceView:
        """The failover or the state link of this unit; ``KeyError`` for another name.

        Interfaces of a context are found in ``context(name).interface(name)``.
        """
        links = self._view.interfaces
        if name not in links:
            raise KeyError(f"{name!r} is neither the failover nor the state link: {', '.join(links)}")
        return links[name]

    def open_connections(self, context: str, count: int, *, kind: str = "tcp", interface: str = "") -> None:
        """Let so many hosts connect through a context, through one of its named interfaces if that matters.

        ``kind`` is ``tcp``, ``udp`` or ``http``. ``NotActiveError`` where the context is not active on this
        unit, ``ValueError`` for another kind, a count below 1, or an interface that the context has not.
        """
        self._connect(context, OpenConnections(*self._checked(context, count, kind, interface)))

    def close_connections(self, context: str, count: int, *, kind: str = "tcp", interface: str = "") -> None:
        """End so many connections of a context, or as many as there are; errors as above."""
        self._connect(context, CloseConnections(*self._checked(context, count, kind, interface)))

    def _checked(self, context: str, count: int, kind: str, interface: str) -> tuple[Traffic, int, str]:
        if self.context(context).state is not ContextState.ACTIVE:
            raise NotActiveError(
                f"{context} is not active on the {self.name} unit: nobody connects through it"
            )
        if kind not in tuple(Traffic):
            raise ValueError(f"{kind!r} is no kind of connection: write {', '.join(Traffic)}")
        if count < 1:
            raise ValueError(f"{count} connections: write 1 or more")
        if interface:
            self._known(context, interface)
        return Traffic(kind), count, interface

    def _known(self, context: str, interface: str) -> None:
        known = [each.name for each in interface_settings(self.running(context) or Configuration.parse(()))]
        if interface not in known:
            raise ValueError(f"{context} has no interface {interface!r}: it has {', '.join(known) or 'none'}")

    def send_packets(
        self, context: str, interface: str, count: int, *, of: tuple[str, str], kind: str = "tcp"
    ) -> None:
        """Let so many packets arrive at an interface of a context on this unit.

        They are of connections that run through the context and interface ``of``. Errors as above.
        """
        home, home_interface = of
        traffic, number, at = self._checked(context, count, kind, interface)
        self._known(home, home_interface)
        self._input(PacketsArrive(context, at, home, home_interface, traffic, number))

    def packets(self, context: str, interface: str, fate: str) -> int:
        """How many packets at an interface, since the unit came up, met this fate.

        ``passed``, ``reinjected``, ``redirected``, ``received`` or ``dropped`` (reference 9.4).
        """
        return self._view.packets.get((context, interface, fate), 0)

    def _connect(self, context: str, message: OpenConnections | CloseConnections) -> None:
        self._pair.runtime.input(f"{self.name}/context/{context}", message)

    @property
    def contexts(self) -> tuple[str, ...]:
        """Names of the contexts that run here, in alphabetical order."""
        return tuple(sorted(self._view.contexts))

    @property
    def mate(self) -> str:
        """What this unit thinks of its mate: ``not detected``, ``up`` or ``failed``."""
        return self._view.mate

    @property
    def link(self) -> str:
        """What this unit thinks of the failover link: ``up`` or ``failed``."""
        return self._view.link

    @property
    def syslog(self) -> Sequence[tuple[int, Syslog]]:
        """All that it has sent to syslog so far, each message with its time in ns."""
        return tuple(self._view.syslog)

    def running(self, space: str = "system") -> Configuration | None:
        """The running configuration of a space; None where the space does not exist, or the unit is down."""
        return self._view.system if space == "system" else self.context(space).configuration

    def startup(self, space: str = "system") -> str | None:
        """The saved configuration of a space, in this unit's flash or on a server, or None.

        Where a context is saved is what the running system configuration says, or the saved one while the
        unit is down.
        """
        files = self._view.files
        if space == "system":
            return files.get(STARTUP)
        system = self._view.system or Configuration.parse(files.get(STARTUP, ""))
        url = next((context.url for context in context_settings(system) if context.name == space), None)
        return None if url is None else self._pair.file(self.name, url)

    @property
    def files(self) -> Mapping[str, str]:
        """Its flash: texts by path."""
        return MappingProxyType(self._view.files)

    @property
    def folders(self) -> Sequence[str]:
        """The folders in its flash, in alphabetical order."""
        return tuple(self._view.folders)


class Console:
    """The console of a unit."""

    def __init__(self, pair: Driven, unit: str) -> None:
        self._pair, self._unit = pair, unit
        self._view: UnitView = pair.view_of(unit)

    @property
    def prompt(self) -> str | None:
        """What it waits behind, or None while it does not wait for input."""
        prompt = self._view.console.prompt
        return None if prompt is None else prompt.text

    @property
    def is_question(self) -> bool:
        """It waits for an answer."""
        prompt = self._view.console.prompt
        return prompt is not None and prompt.question

    @property
    def mode(self) -> str | None:
        """The mode it stands in, as the command table calls it; None while it does not wait."""
        prompt = self._view.console.prompt
        return None if prompt is None else prompt.mode

    @property
    def space(self) -> str | None:
        """``system`` or the name of the context it stands in; None while it does not wait."""
        prompt = self._view.console.prompt
        return None if prompt is None else prompt.space

    @property
    def lines(self) -> Sequence[tuple[int, str]]:
        """Every line so far with its time in ns; what was typed stands behind its prompt."""
        return tuple(self._view.console.lines)

    def type(self, line: str) -> None:
        """Queue a line, or several with line ends between them; at a unit that is down they are lost.

        What no terminal can send, half a surrogate pair, arrives as a question mark.
        """
        for each in line.encode(errors="replace").decode().split("\n"):
            if self._view.power is Power.UP:
                self._view.console.typed += 1
            self._pair.runtime.input(self._unit, TypeLine(each.removesuffix("\r")))

    def enter(self, line: str, within: str | int = "1m") -> str:
        """Type a line, run until the console waits for input again or the unit is down, give what it printed.

        ``ConsoleNotReadyError`` if neither has happened ``within`` that time, or if the unit is down.
        """
        view = self._view
        if view.power is not Power.UP:
            raise ConsoleNotReadyError(f"the {self._unit} unit is {view.power}: nobody reads {line!r}")
        console = view.console
        echo = len(console.echoes) + console.typed - console.taken
        self.type(line)
        settled = self._pair.wait_until(
            lambda: (
                view.power is not Power.UP or (console.taken >= console.typed and console.prompt is not None)
            ),
            within,
        )
        if not settled:
            raise ConsoleNotReadyError(f"the {self._unit} console is still busy with {line!r} after {within}")
        if echo >= len(console.echoes):
            return ""
        return "\n".join(text for _, text in console.lines[console.echoes[echo] + 1 :])

    def go(self, space: str, *, configure: bool = False) -> None:
        """Type what it takes for the next line to act in a space, in configuration mode if ``configure``.

        ``ConsoleNotReadyError`` where the console waits for an answer or does not wait; ``KeyError`` for no
        such space.
        """
        if self.prompt is None or self.is_question:
            why = "busy" if self._view.power is Power.UP else f"the unit is {self._view.power}"
            raise ConsoleNotReadyError(
                f"the {self._unit} console does not wait for a command: {self.prompt or why}"
            )
        if self.mode == "user":
            self.enter("enable")
            self.enter("")
        if self.space != space:
            self.enter("changeto system" if space == "system" else f"changeto context {space}")
            if self.space != space:
                raise KeyError(f"there is no context {space!r} on the {self._unit} unit")
        while self.mode not in ("privileged", "config"):
            self.enter("exit")
        if configure and self.mode == "privileged":
            self.enter("configure terminal")
        elif not configure and self.mode != "privileged":
            self.enter("end")
