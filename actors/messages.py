"""What actors say to each other.

Every message is a frozen value that goes into the run log and comes back from it unchanged; other actors are
named, never held. The order below follows the life of a pair: from outside, inside a chassis, over the
failover link.
"""

from __future__ import annotations

from typing import Any

import msgspec

from .facts.connections import Connections, Traffic
from .facts.files import FileProblem
from .facts.states import Hosts, InterfaceStatus, PortFault, Reason, Role, State, Test


class Message(msgspec.Struct, frozen=True, tag=True, tag_field="is"):
    """Base of all messages."""


# -- from outside ----------------------------------------------------------------------


class PowerOn(Message, frozen=True):
    """The power switch of a unit: it boots."""


class PowerOff(Message, frozen=True):
    """The power is gone at once: nothing is said, nothing is saved."""


class Crash(Message, frozen=True):
    """The software of a unit, or of a group or a context on it, fails: the unit boots again by itself."""


class Restart(Message, frozen=True):
    """Reload a unit as ``reload noconfirm`` does."""


class TypeLine(Message, frozen=True):
    """A line typed at the console of a unit, without its line end."""

    line: str


class SetLink(Message, frozen=True):
    """Change what a link, or its replication lane, does to messages; None leaves a figure as it is.

    ``end``: the unit at whose port it is cut, or not any more; empty for the cable between them. ``latency``
    and ``jitter`` in ns; ``loss`` is the share of messages that get lost, from 0 to 1.
    """

    cut: bool | None = None
    latency: int | None = None
    jitter: int | None = None
    loss: float | None = None
    end: str = ""


class OpenConnections(Message, frozen=True):
    """So many hosts connect through a context; one that is not active takes none (reference 14.24)."""

    kind: Traffic
    count: int
    interface: str = ""


class CloseConnections(Message, frozen=True):
    """So many connections of a context end, or as many as there are; without an interface, of any."""

    kind: Traffic
    count: int
    interface: str = ""


class SetPort(Message, frozen=True):
    """Break or mend one end of a data segment: ``port`` such as ``Ethernet0`` or ``Ethernet0.11``, of a unit.

    What is done to a port is done to its subinterfaces too.
    """

    unit: str
    port: str
    fault: PortFault


class SetTraffic(Message, frozen=True):
    """Let the hosts of a data segment talk, or not; ``port`` as for ``SetPort``, empty for every segment."""

    port: str
    hosts: Hosts


class PacketsArrive(Message, frozen=True):
    """Packets come in at an interface of a context, of connections that run through ``home_interface``.

    That is an interface of the context ``home``, the same one or another (reference 9.4).
    """

    context: str
    interface: str
    home: str
    home_interface: str
    kind: Traffic
    count: int


class SetServer(Message, frozen=True):
    """Let a server be reached, or no longer; what it carries at that moment is lost."""

    up: bool


# -- from the unit to its groups and back ------------------------------------------------


class Proceed(Message, frozen=True):
    """Walk a group to where ``event`` leads (the table in ``rules/transitions.py``)."""

    event: str
    reason: Reason


class ResetGroup(Message, frozen=True):
    """The chassis is down: Disabled, no active time, the next incarnation."""


class ReportBack(Message, frozen=True):
    """Asks a group for a ``Done``: behind it lies everything that the group did about earlier messages."""

    request: int


class GroupChanged(Message, frozen=True):
    """A group has made one step.

    ``active_ns`` is how long it had been active until ``at`` in this life of the unit.
    """

    group: int
    was: State
    state: State
    reason: Reason
    at: int
    active_ns: int


# -- from the unit to its contexts and back ----------------------------------------------


class StartContext(Message, frozen=True):
    """Take a configuration; ``lines`` are its lines as they stood in the file."""

    lines: tuple[str, ...]
    active: bool


class StopContext(Message, frozen=True):
    """The context is gone from the configuration, or its chassis is down: the next incarnation."""


class SetActive(Message, frozen=True):
    """The group of this context is, or is no longer, active here (reference 1.5)."""

    active: bool


class EnterLine(Message, frozen=True):
    """A configuration command; ``within`` are the headers of the sub-modes it was typed in.

    ``no`` negates it.
    """

    request: int
    line: str
    within: tuple[str, ...]
    negated: bool


class ReadText(Message, frozen=True):
    """Ask for the running configuration."""

    request: int


class ReplaceText(Message, frozen=True):
    """Take this running configuration in place of the present one."""

    request: int
    lines: tuple[str, ...]


class MergeText(Message, frozen=True):
    """Enter these lines one after the other, or start from them where there is no configuration yet."""

    request: int
    lines: tuple[str, ...]


class InterfaceReport(msgspec.Struct, frozen=True):
    """One named interface of a context: the addresses of the active and of the standby unit."""

    name: str
    hardware: str
    active_address: str
    standby_address: str
    monitored: bool
    #: by its own configuration it is down
    shut: bool = False
    #: its `asr-group`, or 0
    asr_group: int = 0

    @property
    def talks(self) -> bool:
        """It is watched, and has an address for hellos on either unit (reference 2.2)."""
        return self.monitored and not self.shut and self.standby_address != "0.0.0.0"


class ContextReport(Message, frozen=True):
    """What the board shows of a context; sent whenever it changes. ``hostname`` is for the prompt."""

    context: str
    hostname: str
    lines: int
    interfaces: tuple[InterfaceReport, ...]


class CopyConnections(Message, frozen=True):
    """To a standby context: what has changed in the active copy."""

    changes: tuple[Connections, ...]


class SetConnections(Message, frozen=True):
    """To a standby context: what there is in the active copy; empty also where nobody keeps copies."""

    table: tuple[Connections, ...]


class ConnectionsReport(Message, frozen=True):
    """The connections of a context; sent whenever they change. ``most`` is the highest number so far.

    ``changes`` are the context's own, for the mate; there are none where it copied them.
    """

    context: str
    table: tuple[Connections, ...]
    most: int
    changes: tuple[Connections, ...] = ()


class Done(Message, frozen=True):
    """A context or group has carried out request number ``request``; ``lines`` are the text asked for."""

    request: int
    lines: tuple[str, ...] = ()


# -- a unit and a server (reference 14.15) ------------------------------------------------


class Fetch(Message, frozen=True):
    """Asks a server for a file; ``transfer`` counts the transfers of the unit that sends this."""

    transfer: int
    path: str


class Store(Message, frozen=True):
    """Asks a server to write a file, which it does at the end of the transfer."""

    transfer: int
    path: str
    text: str


class Abandon(Message, frozen=True):
    """The unit has gone down, or does not wait any longer."""

    transfer: int


class TransferBegins(Message, frozen=True):
    """The server has agreed; the transfer takes ``time`` ns."""

    transfer: int
    time: int


class Fetched(Message, frozen=True):
    """The file that was asked for."""

    transfer: int
    text: str


class Stored(Message, frozen=True):
    """The file is on the server."""

    transfer: int


class TransferFailed(Message, frozen=True):
    """The server does not do it."""

    transfer: int
    problem: FileProblem


class TransferOver(Message, frozen=True):
    """A server's timer: all of a file has been carried."""

    unit: str
    transfer: int


# -- unit to mate, over the failover link ------------------------------------------------


class GroupReport(msgspec.Struct, frozen=True):
    """A group as its unit reports it to the mate; ``since`` and ``active_ns`` in ns of virtual time."""

    state: State
    since: int
    active_ns: int
    #: how many of its monitored interfaces have failed there, and whether that is past its policy
    failed: int = 0
    over: bool = False


class InterfaceNote(msgspec.Struct, frozen=True):
    """An interface that is not ``Normal (Monitored)``, as its unit reports it to the mate."""

    context: str
    interface: str
    status: InterfaceStatus
    heard: bool


class UnitReport(msgspec.Struct, frozen=True):
    """What a unit says of itself in each hello. ``groups`` are groups 0, 1 and 2.

    ``preferred``: the units that groups 1 and 2 prefer by its configuration; ``interfaces``: those of which
    there is something to say.
    """

    role: Role
    version: str
    mode: str
    context_limit: int
    groups: tuple[GroupReport, GroupReport, GroupReport]
    preferred: tuple[Role, Role] = (Role.PRIMARY, Role.PRIMARY)
    interfaces: tuple[InterfaceNote, ...] = ()


class Hello(Message, frozen=True):
    """Sent every poll time (reference 2.1).

    ``incarnation`` is the life of the sender's failover: it counts how often that has come up; ``heard`` is
    the life of the mate that it has met while both negotiated, or 0; ``together`` is the life of the mate
    together with which it booted, or 0; ``poll`` is the time (ns) to the next one.
    """

    incarnation: int
    heard: int
    together: int
    report: UnitReport
    poll: int = 0


class ConfigurationRequest(Message, frozen=True):
    """A joining unit asks the running one for its configuration (reference 1.4).

    ``incarnation`` is its life.
    """

    incarnation: int


class ConfigurationTaken(Message, frozen=True):
    """The receiver has applied the whole of stream number ``stream``."""

    stream: int


class ReplicateCommand(Message, frozen=True):
    """A command for the mate, carried with the mode it was typed in (reference 1.5).

    ``streaming``: it was entered during a synchronisation; ``taken``: the stream had taken the text of this
    space already, so it will not bring the command. With ``text`` it is no command: these lines are added to
    the space, for its sender has read them there (reference 14.31).
    """

    number: int
    space: str
    mode: str
    within: tuple[str, ...]
    line: str
    streaming: bool
    taken: bool
    text: tuple[str, ...] = ()


class CommandTaken(Message, frozen=True):
    """The mate has carried out replicated command ``number``."""

    number: int


class Release(Message, frozen=True):
    """Asks the mate to let go of an active group, which the sender then takes."""

    group: int
    reason: Reason


class Released(Message, frozen=True):
    """The sender has let go of a group: the mate takes it, for this reason."""

    group: int
    reason: Reason


class Recover(Message, frozen=True):
    """``failover reset`` typed on the mate: the receiver takes its failed group for sound."""

    group: int


class InterfaceTest(Message, frozen=True):
    """The sender tests an interface; ``passed`` once it has heard something there (reference 2.2)."""

    context: str
    interface: str
    passed: bool


class RemoteCommand(Message, frozen=True):
    """A command of `failover exec`: the mate carries it out in this space and answers ``RemoteOutput``.

    ``target`` is the word behind `exec`; each has a mode of its own on the far side (reference 3.5).
    """

    number: int
    target: str
    space: str
    line: str


class RemoteOutput(Message, frozen=True):
    """What remote command ``number`` has printed; ``mode`` is the one that it leaves behind."""

    number: int
    lines: tuple[str, ...]
    mode: str


class GoingDown(Message, frozen=True):
    """The sender reloads by an operator's command: the mate need not wait for its hold time."""


# -- the second lane: a synchronisation ----------------------------------------------------


class ReplicationBegins(Message, frozen=True):
    """The stream of a configuration starts; ``stream`` counts the streams of its sender.

    ``context`` is empty for the whole configuration, or the one context that is sent (`write standby` in a
    context); ``incarnation`` is the life of the sender.
    """

    stream: int
    context: str
    incarnation: int


class ConfigurationChunk(Message, frozen=True):
    """Consecutive lines of one space; ``last`` closes the space.

    ``space`` is ``system`` or a context's name.
    """

    stream: int
    space: str
    lines: tuple[str, ...]
    last: bool


class ReplicationEnds(Message, frozen=True):
    """The stream is complete."""

    stream: int


class LaneFree(Message, frozen=True):
    """The replication channel has sent what it was given last: the next chunk may come."""

    stream: int


class HangUp(Message, frozen=True):
    """The sender has given up its mate: what waits for the link to come back is thrown away."""


# -- unit to mate, over the state link ----------------------------------------------------------


class BulkRequest(Message, frozen=True):
    """Asks over the failover link for the connections of every group that is active on the mate.

    ``incarnation`` is the life of the sender (reference 9.3).
    """

    incarnation: int


class BulkBegins(Message, frozen=True):
    """They come, and take ``time`` ns. ``incarnation``, here and below, is the life of the sender."""

    incarnation: int
    time: int


class ConnectionTable(Message, frozen=True):
    """All connections of a context that are replicated.

    ``number`` counts the updates of the sender so far, those in this message included.
    """

    incarnation: int
    number: int
    context: str
    table: tuple[Connections, ...]


class ConnectionUpdate(Message, frozen=True):
    """What has changed among the connections of a context; ``number`` as in ``ConnectionTable``."""

    incarnation: int
    number: int
    context: str
    changes: tuple[Connections, ...]


class BulkEnds(Message, frozen=True):
    """All of them have been sent."""

    incarnation: int


class PlugIn(Message, frozen=True):
    """Asks a state link of its own how it is."""


class Carrier(Message, frozen=True):
    """A state link is up, or is not; said to both ends whenever that changes."""

    up: bool


# -- the data network --------------------------------------------------------------------------


class InterfaceHello(Message, frozen=True):
    """One group's hello to the mate on each of its monitored interfaces, those of ``ports`` (reference 2.2).

    The network carries it on, with the ports on which it gets through.
    """

    group: int
    ports: tuple[str, ...]


class LinkRestored(Message, frozen=True):
    """The failover link carries again all that it is given."""


class HealthQuestion(Message, frozen=True):
    """Asks over the failover link and on every port whether the mate is alive (reference 2.1)."""

    ports: tuple[str, ...] = ()


class RedirectedPackets(Message, frozen=True):
    """Packets that came to the wrong unit, for an interface of a context that is active on the other one.

    They go out of that interface: ``port`` is its port.
    """

    port: str
    context: str
    interface: str
    kind: Traffic
    count: int


class HealthAnswer(Message, frozen=True):
    """It is. It goes the way of the question, back on the ports that the question came in on."""

    ports: tuple[str, ...] = ()


class AskPorts(Message, frozen=True):
    """A unit that has booted looks at its ports."""


class PortsDown(Message, frozen=True):
    """The ports of a unit that have no carrier, all of them; sent when they change."""

    ports: tuple[str, ...]


class Listen(Message, frozen=True):
    """Asks for ``PacketsIn`` as soon as a packet comes in at a port (test of network activity)."""

    port: str


class Probe(Message, frozen=True):
    """Sends an ARP request, or a broadcast ping, out of a port (reference 2.2)."""

    port: str
    test: Test


class PacketsIn(Message, frozen=True):
    """Something has come in at a port."""

    port: str


# -- a unit to itself: timers ------------------------------------------------------------------


class BootDone(Message, frozen=True):
    """The boot time is over."""


class StartMore(Message, frozen=True):
    """More contexts of the startup configuration are to be started."""


class Poll(Message, frozen=True):
    """Time for the next hello."""


class PollInterfaces(Message, frozen=True):
    """Time for the next hello on the interfaces of a group."""

    group: int


class SilenceOver(Message, frozen=True):
    """An interface of a group may have been silent for half the hold time."""

    group: int


class InterfacesChanged(Message, frozen=True):
    """Interfaces have changed a moment ago: time to decide what follows, and to tell the mate."""


class InterfaceTestOver(Message, frozen=True):
    """The present test of an interface has lasted its time; at the ``deadline`` so have all of them."""

    context: str
    interface: str
    deadline: bool


class NegotiationOver(Message, frozen=True):
    """The negotiation window has closed."""


class AskMate(Message, frozen=True):
    """Time to ask a silent mate on every interface whether it is alive."""


class HoldTimeOver(Message, frozen=True):
    """The mate has been silent for the hold time."""


class AskAgain(Message, frozen=True):
    """The configuration that was asked for has not begun to come."""


class StreamStalled(Message, frozen=True):
    """Nothing more of a configuration has come for a long time."""


class StillUnheld(Message, frozen=True):
    """Time to look again whether some group is active on neither unit."""


class StillUnshared(Message, frozen=True):
    """Time to look again whether the mate stands by with a configuration that is not ours."""


class StandbyStep(Message, frozen=True):
    """Time for the next step from a synchronised configuration to Standby Ready."""


class BulkStep(Message, frozen=True):
    """The connections of the next context have been read."""


class BulkOverdue(Message, frozen=True):
    """The connections that were asked for have not come, or not all of them."""


class PreemptNow(Message, frozen=True):
    """The preempt delay of a group is over."""

    group: int


class ReleaseOverdue(Message, frozen=True):
    """The mate was asked to release a group and has not."""

    group: int


class Step(Message, frozen=True):
    """Time for the next step of a group's walk."""


class ServerSilent(Message, frozen=True):
    """A server has not said anything for too long."""

    transfer: int


class GiveUpWaiting(Message, frozen=True):
    """The mate has not answered remote command ``number`` in time."""

    number: int


def kinds() -> tuple[type[Message], ...]:
    """All classes of messages, for the run log's decoder."""
    return tuple(Message.__subclasses__())


def decoder() -> msgspec.json.Decoder[Any]:
    """Reads one message as the run log holds it.

    Raises ``msgspec.DecodeError`` or ``msgspec.ValidationError``.
    """
    union: Any = kinds()[0]
    for kind in kinds()[1:]:
        union = union | kind
    return msgspec.json.Decoder(union)
