"""The pair: builds the actors of two units and what joins them, and is the handle that people hold."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Self

import msgspec

from .channel import ReplicationChannel
from .defaults import default_spec, spec_from_texts
from .device.calendar import Calendar
from .device.configuration import Configuration, split_file
from .device.flash import STARTUP, FileError, normalised
from .device.settings import context_settings, failover_settings
from .device.urls import Url, file_on_server
from .duration import duration
from .facts.models import MODELS
from .facts.states import Power, State
from .group import FailoverGroup
from .link import Link
from .messages import Crash, PowerOff, PowerOn, Restart, SetLink, SetServer, TypeLine
from .rules.speed import check_speed
from .runtime import LiveRuntime, Recorder, SimulatedRuntime
from .server import FileServer
from .signals import CommandReplication, Event, Signals, encode_unknown
from .spec import PairSpec, ServerSpec, UnitSpec
from .unit import Unit
from .view import ContextView, GroupView, UnitView, View

UNITS = ("primary", "secondary")

#: A pair is at rest when nothing has been seen of it for so long.
_AT_REST = "3s"
_SETTLED = {State.ACTIVE, State.STANDBY_READY}

_encoder = msgspec.json.Encoder(enc_hook=encode_unknown)
#: the line of a saved file that says when it was written (reference 4.7)
_WRITTEN = re.compile(r"^: Written by .*\n", re.MULTILINE)


class ConsoleNotReadyError(RuntimeError):
    """The console does not wait for input: the unit is off, boots, or is still busy with a command."""


class Pair:
    """Two units, their groups and contexts, and the links between them. Use it in a ``with`` block.

    ``spec`` defaults to the configuration that the package brings; ``ValueError`` for one that cannot be
    built. Equal specs, seeds and inputs give equal
    runs. ``live`` runs the actors on threads and the wall clock, ``speed`` times as fast; ``ValueError`` for
    a speed beyond what the hold times allow. ``recorder`` takes every delivery. ``runtime`` is one that the
    caller has built.
    """

    def __init__(
        self,
        spec: PairSpec | None = None,
        *,
        seed: int = 0,
        recorder: Recorder | None = None,
        runtime: SimulatedRuntime | LiveRuntime | None = None,
        live: bool = False,
        speed: float = 1.0,
    ) -> None:
        self.spec = _checked(spec or default_spec())
        self.seed = seed
        self.signals = Signals()
        #: events seen so far
        self._events = 0
        self._hash = hashlib.blake2b(digest_size=8)
        self.runtime = runtime or self._runtime(recorder, live=live, speed=speed)
        self.runtime.publish = self._publish
        files = {unit: {**each.flash.files, STARTUP: each.startup} for unit, each in self._specs.items()}
        servers = {url: server.files for url, server in self.spec.servers.items()}
        self._view = View(self.signals, files, servers)
        self._build()
        self.primary = UnitHandle(self, "primary")
        self.secondary = UnitHandle(self, "secondary")
        lanes = tuple(f"replication-to-{unit}" for unit in UNITS)
        self.failover_link = LinkHandle(self, ("failover-link", *lanes))
        self.replication_lane = LinkHandle(self, lanes)

    def _runtime(
        self, recorder: Recorder | None, *, live: bool, speed: float
    ) -> SimulatedRuntime | LiveRuntime:
        if not live:
            return SimulatedRuntime(self.seed, recorder)
        check_speed(speed, hold_times(self.spec))
        return LiveRuntime(self.seed, recorder, speed=speed)

    @property
    def _specs(self) -> dict[str, UnitSpec]:
        return {"primary": self.spec.primary, "secondary": self.spec.secondary}

    @classmethod
    def from_texts(
        cls,
        primary: str,
        secondary: str | None = None,
        contexts: Mapping[str, str] | None = None,
        *,
        seed: int = 0,
    ) -> Pair:
        """A pair from startup configurations.

        The system execution space of each unit, and context files by path.

        Without ``secondary`` both units hold the primary's text, with ``failover lan unit secondary`` in one.
        """
        return cls(spec_from_texts(primary, secondary, contexts or {}), seed=seed)

    @classmethod
    def from_files(
        cls,
        primary: str | Path,
        secondary: str | Path | None = None,
        contexts: Mapping[str, str | Path] | None = None,
        *,
        seed: int = 0,
    ) -> Pair:
        """As ``from_texts``, reading each text from a file.

        ``OSError`` or ``UnicodeDecodeError`` if that fails.
        """
        read = {path: Path(file).read_text(encoding="utf-8") for path, file in (contexts or {}).items()}
        other = None if secondary is None else Path(secondary).read_text(encoding="utf-8")
        return cls.from_texts(Path(primary).read_text(encoding="utf-8"), other, read, seed=seed)

    def _build(self) -> None:
        runtime, spec = self.runtime, self.spec
        runtime.spawn(Link, UNITS, spec.link, name="failover-link")
        runtime.spawn(Link, UNITS, spec.link, name="data-path")
        for url, server in spec.servers.items():
            runtime.spawn(FileServer, url, server, name=f"server/{url}")
        for unit, mate in (UNITS, UNITS[::-1]):
            runtime.spawn(
                ReplicationChannel, mate, unit, spec.link, spec.replication, name=f"replication-to-{unit}"
            )
            runtime.spawn(Unit, spec, self._specs[unit], mate, name=unit)
            for number in (0, 1, 2):
                runtime.spawn(FailoverGroup, unit, number, name=f"{unit}/group-{number}")

    def _publish(self, at: int, _actor: str, event: Event) -> None:
        self._events += 1
        self._hash.update(_encoder.encode((at, event)))
        self.signals.publish(at, event)

    # -- time ------------------------------------------------------------------------------------

    @property
    def now(self) -> int:
        """Virtual time in ns since the pair was built."""
        return self.runtime.now

    @property
    def steps(self) -> int:
        """Messages delivered so far."""
        return self.runtime.steps

    def advance(self, time: str | int) -> None:
        """Let virtual time pass: ``"30s"``, or ns."""
        self.runtime.run(self.now + _forward(time))

    def run_to(self, at: str | int) -> None:
        """Run up to this virtual time; ``ValueError`` if it is past."""
        until = duration(at)
        if until < self.now:
            raise ValueError(f"the pair is at {self.now / 1e9:g} s already, {at} is in its past")
        self.runtime.run(until)

    def wait_until(self, condition: Callable[[], bool], within: str | int = "2m") -> bool:
        """Run until ``condition()`` holds, for ``within`` at most; says whether it held.

        The condition is looked at whenever something has been seen, and whenever time has moved.
        """
        runtime = self.runtime
        looked_at: tuple[int, int] | None = None

        def holds() -> bool:
            nonlocal looked_at
            moment = (runtime.now, self._events)
            if moment == looked_at:
                return False
            looked_at = moment
            return condition()

        return runtime.run(self.now + _forward(within), holds) or condition()

    # -- the units -------------------------------------------------------------------------------

    def boot(self) -> None:
        """Turn both units on, now."""
        self.primary.boot()
        self.secondary.boot()

    def form(self, within: str | int = "10m") -> None:
        """Boot both units, and run until the pair is at rest.

        One Active and one Standby Ready copy of each group.

        ``TimeoutError`` if it has not come to that ``within`` this time.
        """
        self.boot()
        limit = self.now + duration(within)
        while self.now < limit and self.wait_until(self._is_settled, limit - self.now):
            seen = self._events
            self.advance(_AT_REST)
            if seen == self._events:
                return
        raise TimeoutError(
            f"the pair is not at rest after {within}: see pair.primary.group(1), pair.primary.mate"
        )

    def _is_settled(self) -> bool:
        return all(
            {self.primary.group(number).state, self.secondary.group(number).state} == _SETTLED
            for number in (1, 2)
        )

    def unit(self, name: str) -> UnitHandle:
        """``primary`` or ``secondary``; ``KeyError`` for another name."""
        if name not in UNITS:
            raise KeyError(f"there is no unit {name!r}: write primary or secondary")
        return self.primary if name == "primary" else self.secondary

    def server(self, url: str) -> ServerHandle:
        """The server of this URL, such as ``tftp://10.0.0.5``; ``KeyError`` if the spec has none."""
        if url not in self.spec.servers:
            known = ", ".join(self.spec.servers) or "none"
            raise KeyError(f"there is no server {url!r}: the pair has {known}")
        return ServerHandle(self, url)

    @property
    def replications(self) -> Sequence[CommandReplication]:
        """What became of each command that was entered during a synchronisation, in order."""
        return tuple(self._view.replications)

    # -- fingerprints ----------------------------------------------------------------------------

    def order(self) -> str:
        """A fingerprint of the order of deliveries so far."""
        return self.runtime.order()

    def digest(self) -> str:
        """A fingerprint of the run so far: deliveries, and every event with its time and content."""
        digest = self._hash.copy()
        digest.update(f"{self.order()} {self.steps} {self.now}".encode())
        return digest.hexdigest()

    def outcome(self) -> str:
        """A fingerprint of where the run has come to: states, configurations, files, replicated commands.

        No times: what a saved file says about when it was written does not count.
        """
        units = [
            (
                view.power,
                [group.state for group in view.groups.values()],
                [
                    (name, context.state, context.configuration)
                    for name, context in sorted(view.contexts.items())
                ],
                view.system,
                [(path, _WRITTEN.sub("", text)) for path, text in sorted(view.files.items())],
                view.folders,
            )
            for view in self._view.units.values()
        ]
        servers = [
            [(path, _WRITTEN.sub("", text)) for path, text in sorted(files.items())]
            for files in self._view.servers.values()
        ]
        seen = _encoder.encode((units, servers, self._view.replications))
        return hashlib.blake2b(seen, digest_size=8).hexdigest()

    # -- the end ---------------------------------------------------------------------------------

    def close(self) -> None:
        """Stop every actor. What has been seen can still be read.

        Driving the pair raises ``RuntimeClosedError``.
        """
        self.runtime.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def view_of(self, unit: str) -> UnitView:
        """Everything seen of one unit."""
        return self._view.units[unit]

    def file(self, unit: str, path: str) -> str | None:
        """The text of a file in the flash of a unit, or of one on a server; None where there is none."""
        url = Url.parse(path)
        try:
            if url is None:
                return self._view.units[unit].files.get(normalised(path))
            return self._view.servers.get(url.server, {}).get(file_on_server(url.path))
        except FileError:
            return None

    def files_on(self, server: str) -> Mapping[str, str]:
        """The files of a server, as they have been seen."""
        return MappingProxyType(self._view.servers[server])


def hold_times(spec: PairSpec) -> tuple[int, ...]:
    """The unit hold times (ns) that the units of a spec start with."""
    startups = (split_file(unit.startup).configuration for unit in (spec.primary, spec.secondary))
    return tuple(failover_settings(startup).hold for startup in startups)


def _checked(spec: PairSpec) -> PairSpec:
    """The spec, if a pair can be built from it."""
    if spec.model not in MODELS:
        raise ValueError(f"there is no model {spec.model!r}: choose one of {', '.join(MODELS)}")
    Calendar.parse(spec.calendar)
    for path in (*spec.primary.flash.files, *spec.secondary.flash.files):
        try:
            normalised(path)
        except FileError:
            raise ValueError(f"{path!r} is not a file of the flash: write 'disk0:/ctx1.cfg'") from None
    for address, server in spec.servers.items():
        _check_server(address, server)
    return spec


def _check_server(address: str, server: ServerSpec) -> None:
    url = Url.parse(address)
    if url is None or url.server != address or not url.host:
        raise ValueError(f"{address!r} is not a server: write 'tftp://10.0.0.5', or ftp, http, https")
    if server.rate <= 0:
        raise ValueError(f"{address} carries {server.rate} bytes a second: its files would never arrive")
    for path in server.files:
        try:
            file_on_server(path)
        except FileError:
            raise ValueError(f"{path!r} is not a file on {address}: write 'ctx1.cfg'") from None


def _forward(time: str | int) -> int:
    length = duration(time)
    if length < 0:
        raise ValueError(f"{length} ns is less than nothing: time does not run backwards")
    return length


class LinkHandle:
    """The failover link with its replication lane, or the lane alone."""

    def __init__(self, pair: Pair, actors: tuple[str, ...]) -> None:
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


class ServerHandle:
    """A server that both units reach."""

    def __init__(self, pair: Pair, url: str) -> None:
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

    def __init__(self, pair: Pair, name: str) -> None:
        self._pair, self.name = pair, name
        self.console = Console(pair, name)

    @property
    def _view(self) -> UnitView:
        return self._pair.view_of(self.name)

    def _input(self, message: Any) -> None:
        self._pair.runtime.input(self.name, message)

    def boot(self) -> None:
        """Turn the unit on."""
        self._input(PowerOn())

    def power_off(self) -> None:
        """Take its power away, at once."""
        self._input(PowerOff())

    def crash(self) -> None:
        """Let its software fail: it stops at once, and boots again by itself."""
        self._input(Crash())

    def reload(self) -> None:
        """Reload it as ``reload noconfirm`` does; what is not saved is lost."""
        self._input(Restart())

    @property
    def power(self) -> Power:
        """``off``, ``booting`` or ``up``."""
        return self._view.power

    def group(self, number: int) -> GroupView:
        """A failover group on this unit: 1, 2, or 0 for the unit itself. ``KeyError`` for another number."""
        if number not in self._view.groups:
            raise KeyError(f"there is no group {number}: write 0, 1 or 2")
        return self._view.groups[number]

    def context(self, name: str) -> ContextView:
        """A context on this unit; with the state None where there is none of that name."""
        return self._view.contexts.get(name, ContextView())

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

    def __init__(self, pair: Pair, unit: str) -> None:
        self._pair, self._unit = pair, unit

    @property
    def _view(self) -> UnitView:
        return self._pair.view_of(self._unit)

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
            raise ConsoleNotReadyError(
                f"the {self._unit} console does not wait for a command: {self.prompt or 'busy'}"
            )
        if self.mode == "user":
            self.enter("enable")
            self.enter("")
        if self.space != space:
            self.enter("changeto system" if space == "system" else f"changeto context {space}")
            if self.space != space:
                raise KeyError(f"there is no context {space!r} on the {self._unit} unit")
        if self.mode not in ("privileged", "config"):
            self.enter("exit")
        if configure and self.mode == "privileged":
            self.enter("configure terminal")
        elif not configure and self.mode != "privileged":
            self.enter("end")
