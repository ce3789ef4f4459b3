"""The unit: one chassis as an actor.

It owns the board and routes each message to the part that deals with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..context import Context
from ..device.board import Board, HistoryRow
from ..device.calendar import Calendar
from ..device.configuration import Configuration
from ..device.flash import Flash
from ..device.settings import failover_settings
from ..facts.models import MODELS
from ..facts.states import Power, Reason, Role, State
from ..facts.syslog import SyslogText
from ..facts.texts import Text
from ..messages import (
    ContextReport,
    Done,
    GroupChanged,
    GroupReport,
    HangUp,
    Message,
    Proceed,
    ReportBack,
    ResetGroup,
    UnitReport,
)
from ..rules.settings import FailoverSettings
from ..rules.syslog import Entry, unit_word
from ..rules.transitions import Walk, begins_role
from ..runtime import Actor, UnhandledMessageError
from ..signals import ConsoleLine, Syslog
from ..spec import PairSpec, UnitSpec
from .asymmetric import Asymmetric
from .boot import Boot
from .consoles import Console
from .copies import Copies
from .files import Files
from .healing import Healing
from .health import Health
from .interfaces import Interfaces
from .loading import Loading
from .monitoring import Monitoring
from .negotiation import Negotiation
from .orders import Orders
from .receiving import Receiver
from .remote import Remote
from .replicas import Replicas
from .routes import HEARD_WHILE_DOWN, HEARD_WITH_FAILOVER, ROUTES, SIGNS_OF_LIFE
from .sending import Sender
from .switching import Switching
from .system import SystemSpace
from .testing import Testing
from .transfers import Transfers
from .updates import Updates


class Unit(Actor):
    """One of the two chassis.

    ``name`` is ``primary`` or ``secondary`` whatever its configuration says it is.
    """

    # its parts, each with a file of its own
    boot: Boot
    files: Files
    transfers: Transfers
    loading: Loading
    system: SystemSpace
    negotiation: Negotiation
    health: Health
    interfaces: Interfaces
    testing: Testing
    monitoring: Monitoring
    healing: Healing
    switching: Switching
    sender_of_stream: Sender
    receiver_of_stream: Receiver
    replicas: Replicas
    remote: Remote
    updates: Updates
    copies: Copies
    asymmetric: Asymmetric
    console: Console

    def __init__(self, pair: PairSpec, spec: UnitSpec, mate: str) -> None:
        super().__init__()
        self.pair, self.spec, self.mate = pair, spec, mate
        self.power = Power.OFF
        self.model = MODELS[pair.model]
        self.flash = Flash(
            spec.flash.files, size=spec.flash.size or self.model.flash_bytes, read_only=spec.flash.read_only
        )
        self.flash.install(spec.startup)
        #: how often failover has come up on this chassis: the life that its hellos name
        self.failover_life = 0
        #: single or multiple; kept without power, like the flash
        self.mode = spec.mode
        self.calendar = Calendar.parse(pair.calendar)
        #: life of each group and context, as this unit has ordered it
        self.lives: dict[str, int] = {}
        self._requests: dict[int, Callable[[Done], None]] = {}
        self._request = 0
        self.boot = Boot(self)
        self.files = Files(self)
        self.transfers = Transfers(self)
        self.begin()

    def begin(self) -> None:
        """A fresh board and fresh parts, as when the power comes."""
        self.board = Board(
            unit=self.name,
            model=self.model,
            version=self.spec.version or self.pair.version,
            calendar=self.calendar,
            context_limit=self.spec.context_limit or self.model.context_limit,
            system=Configuration.parse(()),
            mode=self.mode,
        )
        #: the configuration whose settings these are
        self._read, self._settings = self.board.system, failover_settings(self.board.system)
        self._requests.clear()
        self.transfers.abandon()
        self._report: UnitReport | None = None
        self.orders = Orders()
        self.loading = Loading(self)
        self.system = SystemSpace(self)
        self.negotiation = Negotiation(self)
        self.health = Health(self)
        self.interfaces = Interfaces(self)
        self.testing = Testing(self)
        self.monitoring = Monitoring(self)
        self.healing = Healing(self)
        self.switching = Switching(self)
        self.sender_of_stream = Sender(self)
        self.receiver_of_stream = Receiver(self)
        self.replicas = Replicas(self)
        self.remote = Remote(self)
        self.updates = Updates(self)
        self.copies = Copies(self)
        self.asymmetric = Asymmetric(self)
        self.console = Console(self)

    # -- what the parts share ---------------------------------------------------------------

    @property
    def settings(self) -> FailoverSettings:
        """The failover settings of the running configuration."""
        system = self.board.system
        if system is not self._read:
            self._read, self._settings = system, failover_settings(system)
        return self._settings

    @property
    def role(self) -> Role:
        """Primary or secondary, by the running configuration."""
        return self.settings.role

    def say(self, text: Text, **values: object) -> None:
        """Print a console text of the catalogue, whatever the console is doing."""
        for line in text.lines(**values):
            self.emit(ConsoleLine(self.name, line))

    def log(self, message: SyslogText, *, group: int | None = None, **values: object) -> None:
        """Send a message of the catalogue to syslog; ``group`` where it is about a group of this unit."""
        text = message.text(unit=unit_word(self.role, group), **values)
        self.emit(Syslog(self.name, message.number, message.severity, text))

    def log_all(self, entries: Iterable[Entry], *, group: int | None = None) -> None:
        """Send what a rule has found to be due."""
        for message, values in entries:
            self.log(message, group=group, **values)

    def tell_mate(self, message: Message) -> None:
        """Send over the failover link."""
        self.board.sent += 1
        self.send("failover-link", message)

    def hang_up(self) -> None:
        """Throw away what waits for the link to come back."""
        self.send("failover-link", HangUp())
        self.send(self.sender_of_stream.channel, HangUp())

    def walk(self, walk: Walk, reason: Reason, *groups: int) -> None:
        """Set groups of this unit on a walk."""
        for number in groups:
            self.orders.given(walk, number)
            self.send(f"{self.name}/group-{number}", Proceed(walk, reason))

    def state(self, group: int) -> State:
        """State of a group here, with what it has been told: the board may show an earlier one."""
        return self.orders.awaited.get(group, self.board.groups[group].state)

    def context_actor(self, context: str) -> str:
        """Name of the actor of a context; it is started when the context is first defined."""
        name = f"{self.name}/context/{context}"
        if name not in self.lives:
            self.lives[name] = 0
            self.spawn(Context, self.name, context, name=name)
        return name

    def retire(self, actor: str, farewell: Message) -> None:
        """End the present life of a group or context; what it was asked before is still answered."""
        self.send(actor, farewell)
        self.lives[actor] = self.lives.get(actor, 0) + 1

    def request(self, context: str, build: Callable[[int], Message], done: Callable[[Done], None]) -> None:
        """Ask something of a context; ``done`` is called with its answer."""
        self._request += 1
        self._requests[self._request] = done
        self.send(self.context_actor(context), build(self._request))

    def when_groups_have_reported(self, done: Callable[[], None]) -> None:
        """Call ``done`` once the board shows what the groups make of all that they have been told."""
        waiting = [0, 1, 2]

        def reported(_: Done) -> None:
            waiting.pop()
            if not waiting:
                done()

        for number in (0, 1, 2):
            self._request += 1
            self._requests[self._request] = reported
            self.send(f"{self.name}/group-{number}", ReportBack(self._request))

    def report(self) -> UnitReport:
        """What this unit says of itself in its hellos; the same object until it changes."""
        if self._report is None:
            board = self.board
            counts = self.interfaces.counts
            cards = [
                GroupReport(
                    card.state,
                    card.since,
                    card.active_ns,
                    *(counts[number] if number else ()),
                )
                for number, card in board.groups.items()
            ]
            self._report = UnitReport(
                self.role,
                board.version,
                self.mode,
                board.context_limit,
                (cards[0], cards[1], cards[2]),
                (self.settings.group(1).preferred, self.settings.group(2).preferred),
                self.interfaces.notes(),
            )
        return self._report

    def report_changed(self) -> None:
        """Say at the next hello what has changed."""
        self._report = None

    # -- messages --------------------------------------------------------------------------------

    def on_receive(self, message: Any) -> None:
        """Give a message to the part that deals with it, unless the chassis could not hear it."""
        kind = message.__class__
        if self.power is not Power.UP:
            if kind not in HEARD_WHILE_DOWN:
                return
        elif kind in HEARD_WITH_FAILOVER and not self._hears(message):
            return
        route = ROUTES.get(kind)
        if route is None:
            raise UnhandledMessageError(f"{self.name} has no part for {message!r} from {self.sender}")
        route(self, message)

    def _hears(self, message: Message) -> bool:
        """A mate that has been given up is heard again from its next hello on, not in what it said before."""
        is_on = self.health.running and self.settings.on
        return is_on and (message.__class__ in SIGNS_OF_LIFE or self.board.mate.alive)

    def group_changed(self, message: GroupChanged) -> None:
        """A group made a step: the board first, then all who act on it."""
        board, card = self.board, self.board.groups[message.group]
        self.orders.reported(message.group, message.state)
        card.state, card.active_ns = message.state, message.active_ns
        if begins_role(message.was, message.state):
            card.since = message.at
        card.active_from = (
            message.at if message.state.is_active and not message.was.is_active else card.active_from
        )
        if not message.state.is_active:
            card.active_from = None
        card.idle = message.state is State.DISABLED and not message.was.is_active
        board.history.append(
            HistoryRow(message.at, message.group, message.was, message.state, message.reason)
        )
        self.report_changed()
        if message.state.is_passing:
            return
        if message.was.is_active != message.state.is_active:
            self.system.group_activity_changed(message.group)
        self.monitoring.reconsider()
        self.switching.group_changed(message)
        self.health.announce()
        self.updates.group_changed(message)
        self.healing.group_changed()

    def context_reported(self, message: ContextReport) -> None:
        """A context has changed."""
        if message.context in self.board.contexts:
            self.system.context_reported(message)

    def request_done(self, message: Done) -> None:
        """A context has carried out what it was asked."""
        self._requests.pop(message.request)(message)

    def reset_children(self, farewell: Message) -> None:
        """End the life of every context and group: the chassis is down, and hears nothing more from it."""
        for context in self.board.contexts:
            self.retire(self.context_actor(context), farewell)
        for number in (0, 1, 2):
            self.retire(f"{self.name}/group-{number}", ResetGroup())
        for actor, life in self.lives.items():
            self.hear_from(actor, life)
