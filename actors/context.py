"""One security context on one unit: its configuration, interfaces and connections, whether it is active."""

from __future__ import annotations

from .device.configuration import Configuration
from .device.settings import hostname, interface_settings
from .facts.connections import Connections
from .facts.states import ContextState
from .messages import (
    CloseConnections,
    ConnectionsReport,
    ContextReport,
    CopyConnections,
    Crash,
    Done,
    EnterLine,
    InterfaceReport,
    MergeText,
    OpenConnections,
    ReadText,
    ReplaceText,
    SetActive,
    SetConnections,
    StartContext,
    StopContext,
)
from .rules.connections import Table, changed, closing, ended, total
from .runtime import Actor, handles
from .signals import ConfigurationChanged, ConnectionsChanged, ContextActivity


class Context(Actor):
    """Lives as long as the pair; between ``StopContext`` and ``StartContext`` it is empty."""

    def __init__(self, unit: str, context: str) -> None:
        super().__init__()
        self.unit, self.context = unit, context
        self.configuration = Configuration.parse(())
        self.reported: ContextReport | None = None
        self.active = False
        self.connections: Table = ()
        #: the highest number of connections in this life
        self.most = 0

    @handles(StartContext)
    def start_up(self, message: StartContext) -> None:
        """Take the configuration that the unit has read for this context."""
        self._take(Configuration.parse(message.lines), "loaded")
        self._show(active=message.active)

    @handles(StopContext)
    def shut_down(self, _: StopContext) -> None:
        """The context is gone; what an earlier life of it still says is dropped by its unit."""
        self.renew()
        self.configuration, self.reported = Configuration.parse(()), None
        self.active, self.connections, self.most = False, (), 0
        self.emit(ConfigurationChanged(self.unit, self.context, "gone", None))
        self.emit(ContextActivity(self.unit, self.context, None))

    @handles(Crash)
    def crash(self, message: Crash) -> None:
        """The software of the context fails, and the chassis with it."""
        self.send(self.unit, message)

    @handles(SetActive)
    def set_active(self, message: SetActive) -> None:
        """The group of this context became active here, or is no longer."""
        self._show(active=message.active)

    @handles(EnterLine)
    def enter(self, message: EnterLine) -> None:
        """Carry out a configuration command."""
        change = self.configuration.remove if message.negated else self.configuration.enter
        self._take(change(message.line, message.within), f"{'no ' if message.negated else ''}{message.line}")
        self.send(self.unit, Done(message.request))

    @handles(ReadText)
    def read(self, message: ReadText) -> None:
        """Give the running configuration."""
        self.send(self.unit, Done(message.request, self.configuration.lines()))

    @handles(ReplaceText)
    def replace(self, message: ReplaceText) -> None:
        """Take another running configuration whole; one that is cleared ends what runs through it."""
        if not message.lines:
            self._connect((), ended(self.connections) if self.active else ())
        self._take(Configuration.parse(message.lines), "replaced" if message.lines else "cleared")
        self.send(self.unit, Done(message.request))

    @handles(MergeText)
    def merge(self, message: MergeText) -> None:
        """Take lines in addition to those that are there."""
        change = "merged" if len(self.configuration) else "loaded"
        self._take(self.configuration.merged(Configuration.parse(message.lines)), change)
        self.send(self.unit, Done(message.request))

    @handles(OpenConnections)
    def open(self, message: OpenConnections) -> None:
        """Hosts connect, if this is the copy that passes traffic."""
        if self.active:
            self._change((Connections(message.kind, message.interface, message.count),))

    @handles(CloseConnections)
    def close(self, message: CloseConnections) -> None:
        """Connections end, if this is the copy through which they run."""
        if self.active:
            self._change(closing(self.connections, message.kind, message.interface, message.count))

    def _change(self, changes: Table) -> None:
        self._connect(changed(self.connections, changes), changes)

    @handles(CopyConnections)
    def copy(self, message: CopyConnections) -> None:
        """Follow the active copy; one that has become active meanwhile goes its own way."""
        if not self.active:
            self._connect(changed(self.connections, message.changes))

    @handles(SetConnections)
    def copy_all(self, message: SetConnections) -> None:
        """Take what the active copy has in place of what is here."""
        if not self.active:
            self._connect(message.table)

    def _connect(self, table: Table, changes: Table = ()) -> None:
        if table != self.connections:
            self.connections, self.most = table, max(self.most, total(table))
            self.emit(ConnectionsChanged(self.unit, self.context, table))
            self.send(self.unit, ConnectionsReport(self.context, table, self.most, changes))

    def _take(self, configuration: Configuration, change: str) -> None:
        if configuration is self.configuration and self.reported is not None:
            return
        self.configuration = configuration
        self.emit(ConfigurationChanged(self.unit, self.context, change, configuration))
        report = ContextReport(
            self.context,
            hostname(configuration),
            len(configuration),
            tuple(
                InterfaceReport(
                    each.name,
                    each.hardware,
                    each.active_address,
                    each.standby_address,
                    each.monitored,
                    each.shut,
                    each.asr_group,
                )
                for each in interface_settings(configuration)
            ),
        )
        if report != self.reported:
            self.reported = report
            self.send(self.unit, report)

    def _show(self, *, active: bool) -> None:
        self.active = active
        self.emit(
            ContextActivity(self.unit, self.context, ContextState.ACTIVE if active else ContextState.STANDBY)
        )
