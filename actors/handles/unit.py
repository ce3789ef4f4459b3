"""One unit: its power and ports, what is seen of it, and what runs through its contexts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ..device.configuration import Configuration, split_file
from ..device.flash import STARTUP
from ..device.settings import context_settings, failover_settings, interface_settings
from ..facts.connections import Traffic
from ..facts.states import ContextState, PortFault, Power
from ..messages import (
    CloseConnections,
    Crash,
    OpenConnections,
    PacketsArrive,
    PowerOff,
    PowerOn,
    Restart,
    SetPort,
)
from ..rules.segments import has_link
from ..signals import Syslog
from ..view import ContextView, GroupView, InterfaceView, UnitView
from .between import LinkHandle
from .console import Console
from .driven import Driven, check_port


class NotActiveError(RuntimeError):
    """A context is not active on this unit, or on any: nobody connects through it."""


class UnitHandle:
    """One unit of a pair."""

    def __init__(self, pair: Driven, name: str) -> None:
        self._pair, self.name = pair, name
        self._view: UnitView = pair.view_of(name)
        self.console = Console(pair, name)
        #: links that a port has cut, which may have been moved to another port since
        self._cut_by: dict[str, list[LinkHandle]] = {}

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
        ``ValueError`` for another word, and for a port that no system configuration of the pair names. A
        failover or state link on that port is cut, whatever it goes.
        """
        fault = PortFault(goes)
        check_port(self._pair, name)
        self._pair.runtime.input("data-network", SetPort(self.name, name, fault))
        works = fault is PortFault.NONE
        cut_before = self._cut_by.pop(name, ()) if works else ()
        links = list(dict.fromkeys((*self._links_at(name), *cut_before)))
        for link in links:
            link.at_port(self.name, works=works)
        if links and not works:
            self._cut_by[name] = links

    def _links_at(self, port: str) -> Iterator[LinkHandle]:
        """The links that are configured on a port now."""
        settings = failover_settings(self._system())
        pair = self._pair
        for link, handle in ((settings.link, pair.failover_link), (settings.state_link, pair.state_link)):
            if link is not None and not has_link((port,), link.hardware):
                yield handle

    def _system(self) -> Configuration:
        """Its system configuration: the running one, or while it does not run the one that it starts with."""
        startup = self._pair.file(self.name, STARTUP) or ""
        return self.running() or split_file(startup).configuration

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
        if count < 1 or count != int(count):
            raise ValueError(f"{count} connections: write 1 or more, and no fractions")
        if interface:
            self._known(context, interface)
        return Traffic(kind), int(count), interface

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
