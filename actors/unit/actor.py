"""The unit: one chassis as an actor.

It owns the board and routes each message to the part that deals with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..context import Context
from ..device.board import Board, GroupCard, HistoryRow, MateCard
from ..device.calendar import Calendar
from ..device.configuration import Configuration
from ..device.flash import Flash
from ..device.settings import failover_settings
from ..facts.models import MODELS
from ..facts.states import Power, Reason, Role, State
from ..facts.syslog import SyslogText
from ..facts.texts import Text
from ..messages import (
    AskAgain,
    BootDone,
    BulkBegins,
    BulkEnds,
    BulkOverdue,
    BulkRequest,
    BulkStep,
    Carrier,
    CommandTaken,
    ConfigurationChunk,
    ConfigurationRequest,
    ConfigurationTaken,
    ConnectionsReport,
    ConnectionTable,
    ConnectionUpdate,
    ContextReport,
    Crash,
    Done,
    Fetched,
    GiveUpWaiting,
    GoingDown,
    GroupChanged,
    GroupReport,
    HangUp,
    HealthAnswer,
    HealthQuestion,
    Hello,
    HoldTimeOver,
    InterfaceHello,
    InterfaceTest,
    InterfaceTestOver,
    LaneFree,
    Message,
    NegotiationOver,
    PacketsArrive,
    PacketsIn,
    Poll,
    PollInterfaces,
    PortsDown,
    PowerOff,
    PowerOn,
    PreemptNow,
    Proceed,
    Recover,
    RedirectedPackets,
    Release,
    Released,
    ReleaseOverdue,
    RemoteCommand,
    RemoteOutput,
    ReplicateCommand,
    ReplicationBegins,
    ReplicationEnds,
    ReportBack,
    ResetGroup,
    Restart,
    ServerSilent,
    SilenceOver,
    StandbyStep,
    StartMore,
    StillUnheld,
    StillUnshared,
    Stored,
    StreamStalled,
    TransferBegins,
    TransferFailed,
    TypeLine,
    UnitReport,
)
from ..rules.settings import FailoverSettings
from ..rules.syslog import Entry, unit_word
from ..rules.transitions import Walk, begins_role
from ..runtime import Actor, handles
from ..signals import ConsoleLine, Syslog
from ..spec import PairSpec, UnitSpec
from .asymmetric import Asymmetric
from .boot import Boot
from .consoles import Console
from .copies import Copies
from .files import Files
from .healing import Healing
from .health import Health
from .loading import Loading
from .monitoring import Monitoring
from .negotiation import Negotiation
from .orders import Orders
from .receiving import Receiver
from .remote import Remote
from .replicas import Replicas
from .sending import Sender
from .switching import Switching
from .system import SystemSpace
from .transfers import Transfers
from .updates import Updates

#: What a chassis hears without power, or while it boots.
HEARD_WHILE_DOWN: frozenset[type[Message]] = frozenset({PowerOn, PowerOff, Crash, Restart, BootDone})
#: What a unit hears from its mate only while failover is on.
HEARD_WITH_FAILOVER: frozenset[type[Message]] = frozenset(
    {
        Hello,
        HealthQuestion,
        HealthAnswer,
        InterfaceHello,
        InterfaceTest,
        GoingDown,
        ConfigurationRequest,
        ConfigurationTaken,
        ReplicationBegins,
        ConfigurationChunk,
        ReplicationEnds,
        ReplicateCommand,
        CommandTaken,
        RemoteCommand,
        RemoteOutput,
        Release,
        Released,
        BulkRequest,
        BulkBegins,
        BulkEnds,
        ConnectionTable,
        ConnectionUpdate,
        Recover,
    }
)


class Unit(Actor):
    """One of the two chassis.

    ``name`` is ``primary`` or ``secondary`` whatever its configuration says it is.
    """

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
            watches = self.monitoring.groups
            cards = [
                GroupReport(
                    card.state,
                    card.since,
                    card.active_ns,
                    *((watches[number].failed, watches[number].over) if number else ()),
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
                self.monitoring.notes(),
            )
        return self._report

    def report_changed(self) -> None:
        """Say at the next hello what has changed."""
        self._report = None

    # -- messages --------------------------------------------------------------------------------

    def on_receive(self, message: Any) -> Any:
        """Handle a message, unless the chassis is down and could not hear it."""
        if self.power is not Power.UP:
            if message.__class__ not in HEARD_WHILE_DOWN:
                return None
        elif message.__class__ in HEARD_WITH_FAILOVER and not self._hears(message):
            return None
        return super().on_receive(message)

    def _hears(self, message: Message) -> bool:
        """A mate that has been given up is heard again from its next hello on, not in what it said before."""
        is_sign_of_life = isinstance(message, Hello | HealthQuestion | HealthAnswer)
        is_on = self.health.running and self.settings.on
        return is_on and (is_sign_of_life or self.board.mate.alive)

    @handles(PowerOn)
    def power_on(self, _: PowerOn) -> None:
        """The power switch is turned on."""
        self.boot.power_on()

    @handles(PowerOff)
    def power_off(self, _: PowerOff) -> None:
        """The power is gone."""
        self.boot.power_off()

    @handles(Crash)
    def crash(self, _: Crash) -> None:
        """The software fails and boots again."""
        self.boot.crash()

    @handles(Restart)
    def restart(self, _: Restart) -> None:
        """Reload in good order."""
        self.boot.reload()

    @handles(BootDone)
    def booted(self, _: BootDone) -> None:
        """The boot time is over."""
        self.boot.done()

    @handles(StartMore)
    def start_more(self, _: StartMore) -> None:
        """The startup configuration has more contexts."""
        self.system.start_some()

    @handles(TypeLine)
    def typed(self, message: TypeLine) -> None:
        """A line typed at the console."""
        self.console.type(message.line)

    @handles(GroupChanged)
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
        if message.was.is_active != message.state.is_active:
            self.system.group_activity_changed(message.group)
        self.monitoring.reconsider()
        self.switching.group_changed(message)
        self.health.announce()
        self.updates.group_changed(message)
        self.healing.group_changed()

    @handles(ContextReport)
    def context_reported(self, message: ContextReport) -> None:
        """A context has changed."""
        if message.context in self.board.contexts:
            self.board.contexts[message.context] = self.system.with_real_ports(message)
            self.monitoring.context_changed(message.context)

    @handles(ConnectionsReport)
    def connections_reported(self, message: ConnectionsReport) -> None:
        """The connections of a context have changed."""
        self.updates.reported(message)

    @handles(Done)
    def request_done(self, message: Done) -> None:
        """A context has carried out what it was asked."""
        self._requests.pop(message.request)(message)

    @handles(TransferBegins)
    def transfer_begins(self, message: TransferBegins) -> None:
        """A server carries a file."""
        self.transfers.begins(message)

    @handles(Fetched, Stored, TransferFailed)
    def transfer_over(self, message: Fetched | Stored | TransferFailed) -> None:
        """A server has carried a file, or will not."""
        self.transfers.over(message)

    @handles(ServerSilent)
    def server_silent(self, message: ServerSilent) -> None:
        """A server does not answer."""
        self.transfers.silent(message)

    @handles(Hello)
    def hello(self, message: Hello) -> None:
        """The mate is alive, and says how it is."""
        self.health.hello(message)

    @handles(Poll)
    def poll(self, _: Poll) -> None:
        """Time for the next hello."""
        self.health.poll()

    @handles(HoldTimeOver)
    def hold_time_over(self, _: HoldTimeOver) -> None:
        """The mate has been silent for the hold time."""
        self.health.hold_time_over()

    @handles(HealthQuestion)
    def health_question(self, message: HealthQuestion) -> None:
        """The mate does not hear us over the failover link."""
        self.health.question(message)

    @handles(HealthAnswer)
    def health_answer(self, _: HealthAnswer) -> None:
        """The mate is alive."""
        self.health.answer()

    @handles(InterfaceHello)
    def interface_hello(self, message: InterfaceHello) -> None:
        """The mate's interfaces greet ours."""
        self.monitoring.hello(message)

    @handles(PollInterfaces)
    def poll_interfaces(self, message: PollInterfaces) -> None:
        """Time for the next hello on the interfaces of a group."""
        self.monitoring.poll(message.group)

    @handles(SilenceOver)
    def silence_over(self, message: SilenceOver) -> None:
        """Interfaces of a group may have been silent for too long."""
        self.monitoring.look(message.group)

    @handles(InterfaceTest)
    def mate_tests(self, message: InterfaceTest) -> None:
        """The mate tests an interface."""
        self.monitoring.mate_tests(message)

    @handles(InterfaceTestOver)
    def test_over(self, message: InterfaceTestOver) -> None:
        """The test of an interface has lasted its time."""
        self.monitoring.test_over(message)

    @handles(PacketsIn)
    def packets_in(self, message: PacketsIn) -> None:
        """Something has come in at a port."""
        self.monitoring.packets_in(message)

    @handles(PortsDown)
    def ports_down(self, message: PortsDown) -> None:
        """Ports have lost their carrier, or have it again."""
        self.monitoring.carrier_changed(message)

    @handles(RemoteCommand)
    def remote_command(self, message: RemoteCommand) -> None:
        """The mate has a command for this unit."""
        self.remote.asked(message)

    @handles(RemoteOutput)
    def remote_output(self, message: RemoteOutput) -> None:
        """The mate has carried out a command of this unit's console."""
        self.remote.answered(message)

    @handles(GiveUpWaiting)
    def give_up_waiting(self, message: GiveUpWaiting) -> None:
        """The mate has not answered a command of this unit's console."""
        self.remote.given_up(message.number)

    @handles(GoingDown)
    def mate_going_down(self, _: GoingDown) -> None:
        """The mate reloads."""
        self.health.lose_mate(Reason.MATE_WANTS_ME_ACTIVE)

    @handles(NegotiationOver)
    def negotiation_over(self, _: NegotiationOver) -> None:
        """The negotiation window has closed."""
        self.negotiation.window_closed()

    @handles(ConfigurationRequest)
    def configuration_request(self, message: ConfigurationRequest) -> None:
        """The mate joins."""
        self.sender_of_stream.asked(message)

    @handles(AskAgain)
    def ask_again(self, _: AskAgain) -> None:
        """The configuration that was asked for has not come."""
        self.negotiation.ask_again()

    @handles(StreamStalled)
    def stream_stalled(self, _: StreamStalled) -> None:
        """Half a configuration has come, and no more of it."""
        self.receiver_of_stream.stalled()

    @handles(StillUnheld)
    def still_unheld(self, _: StillUnheld) -> None:
        """A group was active on neither unit a while ago."""
        self.healing.take_unheld()

    @handles(StillUnshared)
    def still_unshared(self, _: StillUnshared) -> None:
        """The mate stood by with a configuration that was not ours a while ago."""
        self.healing.send_unshared()

    @handles(LaneFree)
    def lane_free(self, message: LaneFree) -> None:
        """The replication channel takes the next chunk."""
        self.sender_of_stream.lane_free(message)

    @handles(ConfigurationTaken)
    def configuration_taken(self, message: ConfigurationTaken) -> None:
        """The mate has our configuration."""
        self.sender_of_stream.taken_by_mate(message)

    @handles(ReplicationBegins)
    def replication_begins(self, message: ReplicationBegins) -> None:
        """A configuration streams in."""
        self.receiver_of_stream.begin(message)

    @handles(ConfigurationChunk)
    def configuration_chunk(self, message: ConfigurationChunk) -> None:
        """More of it."""
        self.receiver_of_stream.chunk(message)

    @handles(ReplicationEnds)
    def replication_ends(self, message: ReplicationEnds) -> None:
        """All of it."""
        self.receiver_of_stream.end(message)

    @handles(StandbyStep)
    def standby_step(self, _: StandbyStep) -> None:
        """The next step towards Standby Ready."""
        self.receiver_of_stream.step()

    @handles(ReplicateCommand)
    def replicate_command(self, message: ReplicateCommand) -> None:
        """A command from the mate."""
        self.replicas.take(message)

    @handles(CommandTaken)
    def command_taken(self, message: CommandTaken) -> None:
        """The mate has carried out a command of ours."""
        self.replicas.taken_by_mate(message)

    @handles(Release)
    def release(self, message: Release) -> None:
        """The mate wants a group that we hold."""
        self.switching.release(message)

    @handles(Released)
    def released(self, message: Released) -> None:
        """The mate has let go of a group."""
        self.switching.released(message)

    @handles(Recover)
    def recover(self, message: Recover) -> None:
        """An operator has typed `failover reset` on the mate."""
        self.switching.recover(message.group)

    @handles(PreemptNow)
    def preempt_now(self, message: PreemptNow) -> None:
        """The preempt delay of a group is over."""
        self.switching.claim(message.group)

    @handles(ReleaseOverdue)
    def release_overdue(self, message: ReleaseOverdue) -> None:
        """The mate did not let go."""
        self.switching.release_overdue(message.group)

    @handles(Carrier)
    def carrier(self, message: Carrier) -> None:
        """The state link is up, or is not."""
        self.updates.carrier(message)

    @handles(ConnectionTable, ConnectionUpdate)
    def connections_of_mate(self, message: ConnectionTable | ConnectionUpdate) -> None:
        """Connections of what is active on the mate."""
        self.copies.take(message)

    @handles(PacketsArrive)
    def packets_arrive(self, message: PacketsArrive) -> None:
        """Packets come in at an interface."""
        self.asymmetric.arrive(message)

    @handles(RedirectedPackets)
    def packets_redirected(self, message: RedirectedPackets) -> None:
        """The mate has sent packets to where they belong."""
        self.asymmetric.redirected(message)

    @handles(BulkRequest)
    def bulk_request(self, message: BulkRequest) -> None:
        """The mate wants all connections of what is active here."""
        self.updates.asked(message)

    @handles(BulkStep)
    def bulk_step(self, _: BulkStep) -> None:
        """The next of them are ready to go."""
        self.updates.push_next()

    @handles(BulkBegins)
    def bulk_begins(self, message: BulkBegins) -> None:
        """The mate's connections come."""
        self.copies.begin(message)

    @handles(BulkEnds)
    def bulk_ends(self, message: BulkEnds) -> None:
        """The mate's connections have come."""
        self.copies.end(message)

    @handles(BulkOverdue)
    def bulk_overdue(self, _: BulkOverdue) -> None:
        """The mate's connections have not come."""
        self.copies.give_up()

    def reset_children(self, farewell: Message) -> None:
        """End the life of every context and group: the chassis is down, and hears nothing more from it."""
        for context in self.board.contexts:
            self.retire(self.context_actor(context), farewell)
        for number in (0, 1, 2):
            self.retire(f"{self.name}/group-{number}", ResetGroup())
        for actor, life in self.lives.items():
            self.hear_from(actor, life)


__all__ = ["GroupCard", "MateCard", "Unit"]
