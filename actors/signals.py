"""What observers hear, and the blinker signals through which they hear it.

Events leave after the handler that caused them, in its order; receivers are called in the order in which they
connected, with the unit's name as sender and the keywords ``event`` and ``at`` (ns of virtual time).
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any, ClassVar

import blinker
import msgspec

from .device.configuration import Configuration
from .facts.connections import Connections
from .facts.states import ContextState, InterfaceStatus, PortFault, Power, Reason, State


class Event(msgspec.Struct, frozen=True, tag=True, tag_field="is"):
    """Base of all events. ``unit`` is ``primary`` or ``secondary``, or empty for what belongs to neither.

    The chassis, whatever its configuration says.
    """

    #: the name of the signal in ``pair.signals``
    signal: ClassVar[str]
    unit: str


class ConsoleLine(Event, frozen=True):
    """A line on the console of a unit; ``typed`` where a person typed it (the prompt stands before it)."""

    signal = "console_line"
    text: str
    typed: bool = False


class ConsolePrompt(Event, frozen=True):
    """The console waits for input behind this prompt or question.

    ``mode`` and ``space`` are where it stands.
    """

    signal = "console_prompt"
    text: str
    question: bool
    mode: str
    space: str


class UnitPower(Event, frozen=True):
    """A chassis went off, began to boot, or is up."""

    signal = "unit_power"
    power: Power


class GroupState(Event, frozen=True):
    """A group made one step on a unit."""

    signal = "group_state"
    group: int
    was: State
    state: State
    reason: Reason


class ContextActivity(Event, frozen=True):
    """A context became active or standby on a unit; ``state`` is None where it is gone."""

    signal = "context_activity"
    context: str
    state: ContextState | None


class ConnectionsChanged(Event, frozen=True):
    """The connections of a context on a unit, all of them, each time they change."""

    signal = "connections"
    context: str
    table: tuple[Connections, ...]


class PacketsSeen(Event, frozen=True):
    """Packets at an interface of a context, and what became of them (``rules/asymmetric.py``)."""

    signal = "packets"
    context: str
    interface: str
    fate: str
    count: int


class ConfigurationChanged(Event, frozen=True):
    """A running configuration changed; ``change`` says how.

    ``loaded``, ``merged``, ``replaced``, ``cleared``, or the line.
    """

    signal = "configuration_changed"
    space: str
    change: str
    configuration: Configuration | None


class FileChanged(Event, frozen=True):
    """A file in the flash of a unit was written (its new text) or deleted (None)."""

    signal = "file_changed"
    path: str
    text: str | None


class FolderChanged(Event, frozen=True):
    """A folder in the flash of a unit was made, or removed."""

    signal = "folder_changed"
    path: str
    exists: bool


class ServerFileChanged(Event, frozen=True):
    """A unit wrote a file on a server: ``server`` is its URL, ``path`` that of the file on it."""

    signal = "server_file_changed"
    server: str
    path: str
    text: str


class CommandReplication(Event, frozen=True):
    """What became of a command entered during a synchronisation: ``replicated`` or ``overwritten``.

    ``entered`` says on which side of the stream: ``sender`` or ``receiver``. On the receiver a command in a
    space that has come already is ``kept``: it is there alone (reference 1.5).
    """

    signal = "command_replication"
    space: str
    line: str
    entered: str
    outcome: str


class MateState(Event, frozen=True):
    """What a unit thinks of its mate changed: ``not detected``, ``up``, ``failed``.

    ``link`` is up, failed or down.
    """

    signal = "mate_state"
    mate: str
    link: str


class Syslog(Event, frozen=True):
    """A unit sends a message to syslog: number, severity from 0 to 7, and what it says (reference 7)."""

    signal = "syslog"
    number: int
    severity: int
    text: str


class LinkCondition(Event, frozen=True):
    """What a link does to messages changed; ``unit`` is empty, for it belongs to neither.

    ``link`` is the actor: ``failover-link``, ``replication-to-primary`` or ``-secondary``, its lanes,
    ``state-link``, or ``data-network`` for all segments of data.
    ``latency`` and ``jitter`` in ns, ``loss`` from 0 to 1.
    """

    signal = "link_condition"
    link: str
    cut: bool
    latency: int
    jitter: int
    loss: float


class PortCondition(Event, frozen=True):
    """A port of a unit breaks, or works again; ``fault`` says how."""

    signal = "port_condition"
    port: str
    fault: PortFault


class Synchronisation(Event, frozen=True):
    """A unit begins, or ends, to send or to receive a configuration.

    ``side`` is ``sender`` or ``receiver``; ``stage`` is ``begins``, ``ends``, or ``broken off``; ``context``
    is empty for the whole configuration.
    """

    signal = "synchronisation"
    side: str
    stage: str
    context: str


class CommandEntered(Event, frozen=True):
    """A configuration command acts on a unit, or any command that the mate has sent.

    ``way`` is ``typed`` when it changes a configuration here, ``replicated``, ``kept`` or ``wrong unit`` when
    it is decided where else it goes (reference 1.5), and ``from mate``.
    """

    signal = "command_entered"
    space: str
    line: str
    way: str


class InterfaceState(Event, frozen=True):
    """An interface of a context is found to be something else on a unit; ``status`` is None where it is gone.

    ``suffix`` is the word in brackets behind it, ``Monitored`` for one that hears the mate's.
    """

    signal = "interface_state"
    context: str
    interface: str
    status: InterfaceStatus | None
    suffix: str


class _OrderedSet(dict[Any, None]):
    """What blinker keeps receivers in, so that they are called in order of connection."""

    def add(self, item: Any) -> None:
        self[item] = None

    def remove(self, item: Any) -> None:
        del self[item]

    def discard(self, item: Any) -> None:
        self.pop(item, None)


class Signal(blinker.Signal):
    """A blinker signal that calls its receivers in the order in which they connected, and holds them."""

    set_class = _OrderedSet  # type: ignore[assignment]

    def __init__(self, doc: str | None = None, changed: Callable[[], object] = lambda: None) -> None:
        super().__init__(doc)
        #: called when somebody connects or disconnects
        self._changed = changed
        #: somebody wants to hear one unit only
        self._choosy = False

    def connect(self, receiver: Callable[..., Any], sender: Any = blinker.ANY, weak: bool = False) -> Any:  # noqa: FBT001, FBT002  blinker's signature
        """Call ``receiver(unit, event=..., at=...)``; ``sender`` limits it to one unit."""
        self._choosy = self._choosy or sender is not blinker.ANY
        self._changed()
        return super().connect(receiver, sender, weak)

    def disconnect(self, receiver: Callable[..., Any], sender: Any = blinker.ANY) -> None:
        """Call it no longer."""
        self._changed()
        super().disconnect(receiver, sender)

    @property
    def forgets(self) -> bool:
        """A receiver is held weakly: it may be gone the next time."""
        return any(isinstance(receiver, weakref.ref) for receiver in self.receivers.values())

    def hearers(self, sender: Any) -> Iterable[Callable[..., Any]]:
        """Who hears this sender, in order."""
        return self.receivers_for(sender) if self._choosy or self.forgets else self.receivers.values()

    def receivers_for(self, sender: Any) -> Generator[Callable[..., Any], None, None]:
        """Who hears this sender; blinker would take those who listen to every unit first."""
        order = [each() if isinstance(each, weakref.ref) else each for each in self.receivers.values()]
        yield from sorted(super().receivers_for(sender), key=order.index)


class Signals:
    """The signals of one pair, by name: ``pair.signals.console_line.connect(receiver)``.

    ``every`` is one for events of all kinds, called after those who listen to one kind.
    """

    every: Signal
    console_line: Signal
    console_prompt: Signal
    unit_power: Signal
    group_state: Signal
    context_activity: Signal
    connections: Signal
    packets: Signal
    configuration_changed: Signal
    file_changed: Signal
    folder_changed: Signal
    server_file_changed: Signal
    command_replication: Signal
    mate_state: Signal
    syslog: Signal
    link_condition: Signal
    port_condition: Signal
    synchronisation: Signal
    command_entered: Signal
    interface_state: Signal

    def __init__(self) -> None:
        #: who hears a kind of event of a unit; kept until somebody connects or disconnects
        self._plans: dict[tuple[type[Event], str], tuple[Callable[..., Any], ...]] = {}
        self.every = Signal("Any event.", self._plans.clear)
        for kind in Event.__subclasses__():
            setattr(self, kind.signal, Signal(kind.__doc__, self._plans.clear))

    def __iter__(self) -> Iterator[Signal]:
        return iter(getattr(self, kind.signal) for kind in Event.__subclasses__())

    def publish(self, at: int, event: Event) -> None:
        """Tell all receivers of this kind of event; then raise what the first one raised, if any did."""
        errors: list[Exception] | None = None
        unit = event.unit
        for receiver in self._plans.get((event.__class__, unit)) or self._plan(event):
            try:
                receiver(unit, event=event, at=at)
            except Exception as error:  # noqa: BLE001  raised below, once all have been told
                errors = [*(errors or ()), error]
        if errors:
            for other in errors[1:]:
                errors[0].add_note(f"after it: {other!r}")
            raise errors[0]

    def _plan(self, event: Event) -> tuple[Callable[..., Any], ...]:
        signals: tuple[Signal, Signal] = (getattr(self, event.signal), self.every)
        plan = tuple(receiver for signal in signals for receiver in signal.hearers(event.unit))
        if not any(signal.forgets for signal in signals):
            self._plans[event.__class__, event.unit] = plan
        return plan


def encode_unknown(value: object) -> object:
    """How the run log and the digest see what is not a plain value.

    A configuration by its size and checksum.
    """
    if isinstance(value, Configuration):
        return {"lines": len(value), "checksum": value.checksum}
    raise TypeError(f"{type(value).__name__} cannot be written to a run log")
