"""The pair: builds the actors of two units and what joins them, and is the handle that people hold."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from functools import lru_cache
from heapq import heappop, heappush
from itertools import count
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

import msgspec

from .channel import ReplicationChannel
from .defaults import default_spec, spec_from_texts
from .device.configuration import split_file
from .device.flash import STARTUP, FileError, normalised
from .device.settings import ports
from .device.urls import Url, file_on_server
from .duration import duration
from .facts.states import ContextState, Power, State
from .group import FailoverGroup
from .handles import DataNetworkHandle, LinkHandle, NotActiveError, ServerHandle, UnitHandle
from .link import Link
from .network import DataNetwork
from .rules.speed import check_speed
from .runtime import LiveRuntime, Recorder, SimulatedRuntime
from .server import FileServer
from .signals import CommandReplication, Event, Signals, encode_unknown
from .spec import UNITS, PairSpec, UnitSpec
from .spec_checks import checked, hold_times
from .state_link import StateLink
from .unit import Unit
from .view import UnitView, View

#: A pair is at rest when nothing has been seen of it for so long.
_AT_REST = "3s"
#: How long it may take then until all interfaces that can be are Monitored (reference 14.23).
_MONITORED = "90s"
#: How long until each unit has heard from its mate what that one found.
_TOLD = "1s"
_SETTLED = {State.ACTIVE, State.STANDBY_READY}

#: Events that are put into the digest at a time.
_HASHED_TOGETHER = 1000
_encoder = msgspec.json.Encoder(enc_hook=encode_unknown)
#: the line of a saved file that says when it was written (reference 4.7)
_WRITTEN = re.compile(r"^: Written by .*\n", re.MULTILINE)


#: Called with every pair that is built: how a test suite watches the pairs of its tests.
observing: ContextVar[Callable[[Pair], object]] = ContextVar("observing", default=lambda _: None)


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
        self.spec = checked(spec or default_spec())
        self.seed = seed
        self.signals = Signals()
        #: (instant, number, action) of what is put off
        self._agenda: list[tuple[int, int, Callable[[], object]]] = []
        self._numbers = count()
        #: events seen so far
        self._events = 0
        self._hash = hashlib.blake2b(digest_size=8)
        #: events that are not in it yet: most runs are over before anybody asks for the digest
        self._unhashed: list[tuple[int, Event]] = []
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
        self.state_link = LinkHandle(self, ("state-link",))
        self.data_network = DataNetworkHandle(self)
        observing.get()(self)

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
        runtime.spawn(DataNetwork, UNITS, name="data-network")
        runtime.spawn(StateLink, UNITS, spec.link, name="state-link")
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
        self._unhashed.append((at, event))
        if len(self._unhashed) == _HASHED_TOGETHER:
            self._hash_events()
        self.signals.publish(at, event)

    def _hash_events(self) -> None:
        events, self._unhashed = self._unhashed, []
        for each in events:
            self._hash.update(_encoder.encode(each))

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
        self._run(self.now + _forward(time))

    def at(self, time: str | int, action: Callable[[], object]) -> None:
        """Call ``action()`` when virtual time gets there, between two deliveries; now, if it is past."""
        heappush(self._agenda, (duration(time), next(self._numbers), action))

    def _run(self, until: int, stop: Callable[[], bool] | None = None) -> bool:
        """Run up to an instant, or until ``stop()`` holds, and do on the way what was put off until then."""
        agenda = self._agenda
        while agenda and agenda[0][0] <= until:
            if self.runtime.run(max(self.now, agenda[0][0]), stop):
                return True
            heappop(agenda)[2]()
        return self.runtime.run(until, stop)

    def run_to(self, at: str | int) -> None:
        """Run up to this virtual time; ``ValueError`` if it is past."""
        until = duration(at)
        if until < self.now:
            raise ValueError(f"the pair is at {self.now / 1e9:g} s already, {at} is in its past")
        self._run(until)

    def wait_until(self, condition: Callable[[], bool], within: str | int = "2m") -> bool:
        """Run until ``condition()`` holds, for ``within`` at most; says whether it held.

        The condition is looked at whenever something has been seen, and whenever time has moved.
        """
        runtime = self.runtime
        seen = at = -1

        def holds() -> bool:
            nonlocal seen, at
            if self._events == seen and runtime.now == at:
                return False
            seen, at = self._events, runtime.now
            return condition()

        return self._run(self.now + _forward(within), holds) or condition()

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
                self.wait_until(self._is_monitored, _MONITORED)
                self.advance(_TOLD)
                return
        raise TimeoutError(
            f"the pair is not at rest after {within}: see pair.primary.group(1), pair.primary.mate"
        )

    def _is_settled(self) -> bool:
        return all(
            {self.primary.group(number).state, self.secondary.group(number).state} == _SETTLED
            for number in (1, 2)
        )

    def _is_monitored(self) -> bool:
        contexts = (context for unit in self._view.units.values() for context in unit.contexts.values())
        return all(suffix != "Waiting" for context in contexts for _, suffix in context.found.values())

    def unit(self, name: str) -> UnitHandle:
        """``primary`` or ``secondary``; ``KeyError`` for another name."""
        if name not in UNITS:
            raise KeyError(f"there is no unit {name!r}: write primary or secondary")
        return self.primary if name == "primary" else self.secondary

    def open_connections(self, context: str, count: int, *, kind: str = "tcp", interface: str = "") -> None:
        """Let so many hosts connect through a context, on the unit where it is active.

        ``kind`` is ``tcp``, ``udp`` or ``http``; ``interface`` one that the context has named.
        ``NotActiveError`` where the context is active on neither unit or on both, ``ValueError`` for a wrong
        kind, count or interface.
        """
        self._holder(context).open_connections(context, count, kind=kind, interface=interface)

    def close_connections(self, context: str, count: int, *, kind: str = "tcp", interface: str = "") -> None:
        """End so many connections of a context, or as many as there are; errors as above."""
        self._holder(context).close_connections(context, count, kind=kind, interface=interface)

    def _holder(self, context: str) -> UnitHandle:
        both = (self.primary, self.secondary)
        active = [unit for unit in both if unit.context(context).state is ContextState.ACTIVE]
        up = [unit for unit in both if unit.power is Power.UP]
        if up and not any(unit.context(context).state for unit in up):
            raise NotActiveError(f"there is no context {context!r} on either unit")
        if not active:
            raise NotActiveError(f"{context} is active on neither unit: nobody connects through it")
        if len(active) > 1:
            raise NotActiveError(f"{context} is active on both units: say through which of them")
        return active[0]

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
        self._hash_events()
        digest = self._hash.copy()
        digest.update(f"{self.order()} {self.steps} {self.now}".encode())
        return digest.hexdigest()

    def outcome(self) -> str:
        """A fingerprint of where the run has come to: states, configurations, files, commands, connections.

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
                [(path, _without_date(text)) for path, text in sorted(view.files.items())],
                view.folders,
            )
            for view in self._view.units.values()
        ]
        servers = [
            [(path, _without_date(text)) for path, text in sorted(files.items())]
            for files in self._view.servers.values()
        ]
        connections = [
            (unit, name, context.connections)
            for unit, view in self._view.units.items()
            for name, context in sorted(view.contexts.items())
            if context.connections
        ]
        seen = _encoder.encode((units, servers, self._view.replications, *connections))
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

    @property
    def ports(self) -> tuple[str, ...]:
        """Every port that a system configuration of the pair names, saved or running."""
        saved = (split_file(unit.startup).configuration for unit in self._specs.values())
        running = (unit.running() for unit in (self.primary, self.secondary))
        return tuple(dict.fromkeys(port for system in (*saved, *running) if system for port in ports(system)))

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


def _forward(time: str | int) -> int:
    length = duration(time)
    if length < 0:
        raise ValueError(f"{length} ns is less than nothing: time does not run backwards")
    return length


@lru_cache(maxsize=64)
def _without_date(file: str) -> str:
    """A saved file without the line that says when it was written."""
    return _WRITTEN.sub("", file)
