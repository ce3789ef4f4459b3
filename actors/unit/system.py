"""The system execution space: its running configuration, and what follows from a change of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from ..device.addressing import real_name
from ..device.configuration import Configuration, split_file
from ..device.settings import DEFAULT_HOSTNAME, context_settings, shut_ports
from ..facts import syslog
from ..facts.states import Reason
from ..messages import ContextReport, SetActive, StartContext, StartMore, StopContext
from ..rules.segments import has_link
from ..rules.settings import ContextSettings
from ..rules.synchronisation import kept_on_clearing
from ..rules.transitions import Walk
from ..signals import ConfigurationChanged

if TYPE_CHECKING:
    from .actor import Unit

#: Contexts that start in one handler: none may take long (reference 14.17).
SLICE = 10


class SystemSpace:
    """Holds the contexts as the system configuration defines them, and starts and stops their actors."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        #: defined contexts by name, in order
        self.contexts: dict[str, ContextSettings] = {}
        #: contexts of the startup configuration that have not started yet, and what comes after the last
        self._to_start: deque[ContextSettings] = deque()
        #: what each context has reported, by its own names and settings
        self._reported: dict[str, ContextReport] = {}
        self._shut: tuple[str, ...] = ()
        self._loaded: Callable[[], object] = bool

    # -- changes ---------------------------------------------------------------------------------

    def load(self, text: str, done: Callable[[], None]) -> None:
        """Take the startup configuration, whole, and the contexts from where their ``config-url`` points.

        Contexts start a few at a time; ``done`` is called when all of them have.
        """
        self._set(split_file(text).configuration, "loaded")
        self.unit.log(syslog.STARTUP_BEGINS)
        self.contexts = self._defined()
        self.unit.board.number_contexts()
        self._to_start = deque(each for each in self.contexts.values() if each.url is not None)
        self._loaded = done
        self.start_some()

    def start_some(self) -> None:
        """Start the next contexts of the startup configuration."""
        for _ in range(min(SLICE, len(self._to_start))):
            context = self._to_start.popleft()
            self._start(context, self.unit.loading.first_lines(context))
        if self._to_start:
            self.unit.send(self.unit.name, StartMore())
        else:
            self._loaded()

    def _defined(self) -> dict[str, ContextSettings]:
        """The contexts that the running configuration defines; none in single mode."""
        system = self.unit.board.system
        return {each.name: each for each in context_settings(system)} if self.unit.mode == "multiple" else {}

    def clear(self, kept: Configuration) -> None:
        """A synchronisation begins: only what is needed to reach the mate stays.

        The contexts wait for their text.
        """
        self._set(kept, "cleared")

    def replace(self, configuration: Configuration) -> None:
        """The stream has brought the system configuration.

        Contexts get their text from it, not from their URL.
        """
        self._set(configuration, "replaced")
        self._define_contexts(fetch=False)

    def clear_part(self, word: str) -> None:
        """``clear configure``: remove the lines that begin with ``word``.

        All but those that reach the mate if empty.
        """
        system = self.unit.board.system
        if word:
            self._take_typed(system.clear(word), f"clear configure {word}")
        else:
            self._take_typed(Configuration.parse(kept_on_clearing(system.lines())), "clear configure all")

    def enter(self, line: str, within: tuple[str, ...], *, negated: bool, fetch: bool = True) -> None:
        """Carry out a configuration command, and what follows from it.

        Unless ``fetch``, the texts of contexts come from the mate.
        """
        system, before = self.unit.board.system, self.contexts
        changed = system.remove(line, within) if negated else system.enter(line, within)
        self._take_typed(changed, f"{'no ' if negated else ''}{line}", fetch=fetch)
        if not fetch:
            return
        context = next((each for each in before.values() if within == (f"context {each.name}",)), None)
        if context and line.startswith("config-url ") and not negated and self.contexts is before:
            self.unit.loading.merge(context)

    def merge(self, lines: tuple[str, ...]) -> None:
        """Take the lines of a file in addition to those that are there."""
        self._take_typed(self.unit.board.system.merged(Configuration.parse(lines)), "merged")

    def disable_failover(self, reason: Reason) -> None:
        """Turn failover off by the unit's own decision; the startup configuration stays as it is."""
        self._set(self.unit.board.system.remove("failover"), "no failover")
        self._failover_changed(reason)

    def _take_typed(self, changed: Configuration, change: str, *, fetch: bool = True) -> None:
        was_on = self.unit.settings.on
        self._set(changed, change)
        self._define_contexts(fetch=fetch)
        if self.unit.settings.on != was_on:
            self._failover_changed(Reason.CONFIG_COMMAND)

    def _set(self, configuration: Configuration, change: str) -> None:
        unit = self.unit
        if configuration is not unit.board.system:
            unit.board.system = configuration
            unit.report_changed()
            unit.emit(ConfigurationChanged(unit.name, "system", change, configuration))
            self._shut_down(shut_ports(configuration))
            unit.health.settings_changed()
            unit.monitoring.settings_changed()
            unit.interfaces.settings_changed()
            unit.switching.reconsider()
            unit.updates.settings_changed()

    def _failover_changed(self, reason: Reason) -> None:
        unit = self.unit
        unit.log(syslog.ENABLING_FAILOVER if unit.settings.on else syslog.DISABLING_FAILOVER)
        if unit.settings.on:
            unit.negotiation.begin()
        else:
            unit.negotiation.end()
            unit.receiver_of_stream.abandon()
            unit.sender_of_stream.abort()
            unit.walk(Walk.DISABLE, reason, 0, 1, 2)
            unit.when_groups_have_reported(unit.health.end)

    # -- contexts --------------------------------------------------------------------------------

    def _define_contexts(self, *, fetch: bool) -> None:
        """Start new contexts, stop those gone, load those with another URL, tell those that moved."""
        before, after = self.contexts, self._defined()
        if before == after:
            return
        self.contexts = after
        self.unit.board.number_contexts()
        for name in before:
            if name not in after or after[name].url is None:
                self._stop(name)
        for context in after.values():
            if context.url is not None:
                self._define(before.get(context.name), context, fetch=fetch)
        board = self.unit.board
        board.contexts = {name: board.contexts[name] for name in after if name in board.contexts}
        self.unit.interfaces.regroup()

    def _define(self, old: ContextSettings | None, new: ContextSettings, *, fetch: bool) -> None:
        if old is None or old.url is None:
            self._start(new, self.unit.loading.first_lines(new) if fetch else ())
            return
        if fetch and old.url != new.url:
            self.unit.loading.merge(new)
        if old.group != new.group:
            self._tell_activity(new)

    def _start(self, context: ContextSettings, lines: tuple[str, ...]) -> None:
        unit = self.unit
        unit.board.contexts[context.name] = ContextReport(context.name, DEFAULT_HOSTNAME, len(lines), ())
        unit.send(unit.context_actor(context.name), StartContext(lines, self.is_active(context.name)))

    def _stop(self, name: str) -> None:
        unit = self.unit
        unit.loading.forget(name)
        if unit.board.contexts.pop(name, None) is not None:
            unit.retire(unit.context_actor(name), StopContext())
            unit.board.connections.pop(name, None)
            unit.updates.forget(name)
            self._reported.pop(name, None)
            unit.interfaces.context_changed(name)
            unit.console.context_gone(name)

    def _shut_down(self, ports: tuple[str, ...]) -> None:
        """Ports that are shut down here are so in all contexts."""
        if ports != self._shut:
            self._shut = ports
            for name in self.unit.board.contexts:
                if name in self._reported:
                    self.context_reported(self._reported[name])

    def context_reported(self, report: ContextReport) -> None:
        """A context has changed: what its interfaces are on this chassis."""
        self._reported[report.context] = report
        self.unit.board.contexts[report.context] = self._on_chassis(report)
        self.unit.interfaces.context_changed(report.context)

    def _on_chassis(self, report: ContextReport) -> ContextReport:
        """A context's report with the ports behind the names that it has for them, shut down or not."""
        context = self.contexts[report.context]
        if not self._shut and context.mapped == context.interfaces:
            return report
        interfaces = ((each, real_name(context, each.hardware)) for each in report.interfaces)
        return msgspec.structs.replace(
            report,
            interfaces=tuple(
                msgspec.structs.replace(each, hardware=port, shut=each.shut or not has_link(self._shut, port))
                for each, port in interfaces
            ),
        )

    # -- activity --------------------------------------------------------------------------------

    def is_active(self, name: str) -> bool:
        """A context is active exactly while its group is active here (reference 1.5)."""
        return self.unit.board.passes(self.contexts[name].group)

    def group_activity_changed(self, group: int) -> None:
        """A group became active or standby: its contexts with it."""
        for context in self.contexts.values():
            if context.group == group and context.url is not None:
                self._tell_activity(context)

    def _tell_activity(self, context: ContextSettings) -> None:
        unit = self.unit
        unit.send(unit.context_actor(context.name), SetActive(self.is_active(context.name)))

    def group_of(self, space: str) -> int:
        """The failover group that a space follows: group 1 for the system execution space."""
        return self.contexts[space].group if space in self.contexts else 1
