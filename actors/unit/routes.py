"""Which part of a unit deals with a message, one row each; and what a unit does not hear."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .. import messages as said
from ..facts.states import Reason
from ..messages import Message

if TYPE_CHECKING:
    from .actor import Unit

# fmt: off
ROUTES: dict[type[Message], Callable[[Unit, Any], object]] = {
    # power and boot
    said.PowerOn: lambda unit, _: unit.boot.power_on(),
    said.PowerOff: lambda unit, _: unit.boot.power_off(),
    said.Crash: lambda unit, _: unit.boot.crash(),
    said.Restart: lambda unit, _: unit.boot.reload(),
    said.BootDone: lambda unit, _: unit.boot.done(),
    said.StartMore: lambda unit, _: unit.system.start_some(),
    # the console, the groups and contexts, servers
    said.TypeLine: lambda unit, message: unit.console.type(message.line),
    said.GroupChanged: lambda unit, message: unit.group_changed(message),
    said.ContextReport: lambda unit, message: unit.context_reported(message),
    said.ConnectionsReport: lambda unit, message: unit.updates.reported(message),
    said.Done: lambda unit, message: unit.request_done(message),
    said.TransferBegins: lambda unit, message: unit.transfers.begins(message),
    said.Fetched: lambda unit, message: unit.transfers.over(message),
    said.Stored: lambda unit, message: unit.transfers.over(message),
    said.TransferFailed: lambda unit, message: unit.transfers.over(message),
    said.ServerSilent: lambda unit, message: unit.transfers.silent(message),
    # whether the mate is alive, who leads and who joins
    said.Poll: lambda unit, _: unit.health.poll(),
    said.Hello: lambda unit, message: unit.health.hello(message),
    said.LinkRestored: lambda unit, _: unit.health.link_restored(),
    said.HealthQuestion: lambda unit, message: unit.health.question(message),
    said.HealthAnswer: lambda unit, _: unit.health.answer(),
    said.AskMate: lambda unit, _: unit.health.ask(),
    said.HoldTimeOver: lambda unit, _: unit.health.hold_time_over(),
    said.GoingDown: lambda unit, _: unit.health.lose_mate(Reason.MATE_WANTS_ME_ACTIVE),
    said.NegotiationOver: lambda unit, _: unit.negotiation.window_closed(),
    said.AskAgain: lambda unit, _: unit.negotiation.ask_again(),
    said.StillUnheld: lambda unit, _: unit.healing.take_unheld(),
    said.StillUnshared: lambda unit, _: unit.healing.send_unshared(),
    # interfaces
    said.PortsDown: lambda unit, message: unit.interfaces.carrier_changed(message),
    said.InterfacesChanged: lambda unit, _: unit.interfaces.settled(),
    said.PollInterfaces: lambda unit, message: unit.monitoring.poll(message.group),
    said.InterfaceHello: lambda unit, message: unit.monitoring.hello(message),
    said.SilenceOver: lambda unit, message: unit.monitoring.look(message.group),
    said.InterfaceTest: lambda unit, message: unit.testing.mate_tests(message),
    said.InterfaceTestOver: lambda unit, message: unit.testing.test_over(message),
    said.PacketsIn: lambda unit, message: unit.testing.packets_in(message),
    # who has which group
    said.Release: lambda unit, message: unit.switching.release(message),
    said.Released: lambda unit, message: unit.switching.released(message),
    said.ReleaseOverdue: lambda unit, message: unit.switching.release_overdue(message.group),
    said.PreemptNow: lambda unit, message: unit.switching.claim(message.group),
    said.Recover: lambda unit, message: unit.switching.recover(message.group),
    # synchronisation and replicated commands
    said.ConfigurationRequest: lambda unit, message: unit.sender_of_stream.asked(message),
    said.LaneFree: lambda unit, message: unit.sender_of_stream.lane_free(message),
    said.ConfigurationTaken: lambda unit, message: unit.sender_of_stream.taken_by_mate(message),
    said.ReplicationBegins: lambda unit, message: unit.receiver_of_stream.begin(message),
    said.ConfigurationChunk: lambda unit, message: unit.receiver_of_stream.chunk(message),
    said.ReplicationEnds: lambda unit, message: unit.receiver_of_stream.end(message),
    said.StreamStalled: lambda unit, _: unit.receiver_of_stream.stalled(),
    said.StandbyStep: lambda unit, _: unit.receiver_of_stream.step(),
    said.ReplicateCommand: lambda unit, message: unit.replicas.take(message),
    said.CommandTaken: lambda unit, message: unit.replicas.taken_by_mate(message),
    said.RemoteCommand: lambda unit, message: unit.remote.asked(message),
    said.RemoteOutput: lambda unit, message: unit.remote.answered(message),
    said.GiveUpWaiting: lambda unit, message: unit.remote.given_up(message.number),
    # connections
    said.Carrier: lambda unit, message: unit.updates.carrier(message),
    said.BulkRequest: lambda unit, message: unit.updates.asked(message),
    said.BulkStep: lambda unit, _: unit.updates.push_next(),
    said.BulkBegins: lambda unit, message: unit.copies.begin(message),
    said.ConnectionTable: lambda unit, message: unit.copies.take(message),
    said.ConnectionUpdate: lambda unit, message: unit.copies.take(message),
    said.BulkEnds: lambda unit, message: unit.copies.end(message),
    said.BulkOverdue: lambda unit, _: unit.copies.give_up(),
    said.PacketsArrive: lambda unit, message: unit.asymmetric.arrive(message),
    said.RedirectedPackets: lambda unit, message: unit.asymmetric.redirected(message),
}
# fmt: on

#: What a chassis hears without power, or while it boots.
HEARD_WHILE_DOWN: frozenset[type[Message]] = frozenset(
    {said.PowerOn, said.PowerOff, said.Crash, said.Restart, said.BootDone}
)
#: What tells that the mate is alive.
SIGNS_OF_LIFE: frozenset[type[Message]] = frozenset({said.Hello, said.HealthQuestion, said.HealthAnswer})
#: What a unit hears from its mate only while failover is on.
HEARD_WITH_FAILOVER: frozenset[type[Message]] = SIGNS_OF_LIFE | {
    said.GoingDown,
    said.InterfaceHello,
    said.InterfaceTest,
    said.Release,
    said.Released,
    said.Recover,
    said.ConfigurationRequest,
    said.ConfigurationTaken,
    said.ReplicationBegins,
    said.ConfigurationChunk,
    said.ReplicationEnds,
    said.ReplicateCommand,
    said.CommandTaken,
    said.RemoteCommand,
    said.RemoteOutput,
    said.BulkRequest,
    said.BulkBegins,
    said.BulkEnds,
    said.ConnectionTable,
    said.ConnectionUpdate,
}
