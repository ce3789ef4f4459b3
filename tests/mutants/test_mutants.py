"""Mutants: for each row that a packaged scenario shows, a change of one line that the scenario must notice.

A scenario that holds whatever the code does shows nothing. So each mutant breaks its row on purpose: then an
expectation about that row fails, and a log that was recorded before no longer replays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from pkgutil import resolve_name
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from asapair.actors.console.desk import Request, SendStandby
from asapair.actors.device.configuration import split_file
from asapair.actors.device.flash import FileError
from asapair.actors.facts import syslog, texts
from asapair.actors.facts.files import FileProblem
from asapair.actors.facts.states import Reason, Role, State
from asapair.actors.facts.texts import Text
from asapair.actors.messages import NegotiationOver
from asapair.actors.rules.asymmetric import Fate
from asapair.actors.rules.compatibility import Comparison, Fit
from asapair.actors.rules.replication import Direction
from asapair.actors.rules.transitions import Walk
from asapair.actors.unit import Unit
from asapair.actors.unit.interfaces import Count
from asapair.actors.unit.sessions import Session
from asapair.actors.unit.switching import Switching
from asapair.logs import replay
from asapair.scenarios import Result, find, run
from asapair.scenarios.library import packaged

pytestmark = pytest.mark.breaks_invariants(reason="a mutant may break anything: here its scenario notices")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One change that breaks one row.

    ``target`` is what is replaced, named where it is used, below ``asapair.actors``; ``change`` makes from
    what stands there what stands there instead. ``noticed`` has, for each scenario that must notice it, part
    of a verdict that it then gives on ``seed``: what was expected, and what was there.
    """

    row: str
    claim: str
    target: str
    change: Callable[[Any], Any]
    noticed: dict[str, str]
    seed: int = 0

    @property
    def path(self) -> str:
        """The full name of what is replaced."""
        return f"asapair.actors.{self.target}"


def given(**values: object) -> Callable[[Any], Any]:
    """A rule that decides as if these of its arguments were others than they are."""
    return lambda rule: lambda *args, **kwargs: rule(*args, **(kwargs | values))


def always(*, answer: object) -> Callable[[Any], Any]:
    """A rule that decides in the same way whatever it is asked."""
    return lambda _: lambda *_args, **_kwargs: answer


def spelled(was: str, becomes: str) -> Callable[[Any], Any]:
    """A text with some letters changed."""
    return lambda text: replace(text, template=text.template.replace(was, becomes))


def saying(instead: dict[Text, tuple[Text, ...]]) -> Callable[[Any], Any]:
    """A unit that says other texts in the place of some."""
    return lambda say: (
        lambda self, text, **values: [say(self, each, **values) for each in instead.get(text, (text,))]
    )


def from_the_primary(space: str) -> Callable[[Any], Any]:
    """Commands of one space go to the mate from the primary only."""
    return lambda direction: (
        lambda self, name: (
            Direction.WRONG_UNIT
            if name == space and self.unit.role is Role.SECONDARY
            else direction(self, name)
        )
    )


def following(group: int, *, space: str) -> Callable[[Any], Any]:
    """One space follows another group than its own."""
    return lambda group_of: lambda self, name: group if name == space else group_of(self, name)


def saved_lines(unit: Unit) -> tuple[str, ...]:
    """The startup configuration of a unit."""
    return split_file(unit.flash.startup()).configuration.lines()


def staying(beginning: str) -> Callable[[Any], Any]:
    """Lines that begin so are not sent to the mate."""
    return lambda send: (
        lambda self, space, mode, within, line, **more: (
            None if line.startswith(beginning) else send(self, space, mode, within, line, **more)
        )
    )


def sending_too(beginning: str) -> Callable[[Any], Any]:
    """Lines that begin so are sent to the mate as they are typed."""

    def change(begin: Callable[[Session, str], None]) -> Callable[[Session, str], None]:
        def typed(self: Session, line: str) -> None:
            place = self.place
            if line.startswith(beginning) and not self.screen.silent:
                self.unit.replicas.send(place.space, place.mode, place.within, line)
            begin(self, line)

        return typed

    return change


def overlooking(field: str) -> Callable[[Any], Any]:
    """A comparison of two units that takes a field of the mate for the same."""
    return lambda rule: (
        lambda mine, mates: rule(mine, msgspec.structs.replace(mates, **{field: getattr(mine, field)}))
    )


def serving(request: type[Request], serve: Callable[[Session, Any], Any]) -> Callable[[Any], Any]:
    """A session that serves one kind of request in another way."""
    return lambda served_by: served_by | {request: serve}


def taking_its_own(take_all: Callable[[Switching, Reason], None]) -> Callable[[Switching, Reason], None]:
    """A unit alone takes only the groups that prefer it."""

    def take(self: Switching, reason: Reason) -> None:
        take_all(self, reason)
        settings = self.unit.settings
        self.queue = [group for group in self.queue if settings.group(group).preferred is settings.role]

    return take


def counting_together(count: Callable[..., Count]) -> Callable[..., Count]:
    """The failed interfaces of one group count in the other too."""
    return lambda self, group: max(count(self, group), count(self, 3 - group))


#: What a scenario says of units that do not run the same.
SAME = "the running configurations differ in 'failover lan unit' alone"

#: What is typed in `replicated-commands`, and stands in the configurations until they are compared.
SYSTEM_LINES = (
    "hostname edge",
    "prompt hostname context state priority",
    "enable password secret",
    "mac-address auto",
    "clock timezone",
    "description towards",
    "speed 100",
    "duplex full",
    "channel-group 1",
    "vlan 30",
    "member-interface",
    "shutdown",
    "failover lan interface",
    "failover link",
    "failover interface ip",
    "failover polltime unit",
    "failover polltime interface",
    "failover interface-policy",
    "failover replication http",
    "failover mac address",
    "failover timeout",
    "preempt 30",
    "replication http",
    "interface-policy 50%",
    "polltime interface",
    "mac address",
    "secondary",
    "description the newest",
    "allocate-interface",
    "member gold",
    "scansafe",
    "config-url",
    "failover ipsec",
    "admin-context ctx1",
)
#: The same of `replicated-commands-in-a-context`.
CONTEXT_LINES = (
    "hostname east",
    "prompt hostname context",
    "enable password secret",
    "nameif dmz",
    "security-level 50",
    "ip address",
    "ipv6 address",
    "mac-address",
    "asr-group 1",
    "management-only",
    "description towards",
    "shutdown",
    "monitor-interface",
    "ip verify",
    "access-list dmz",
    "subnet",
)

MUTANTS = (
    Mutant(
        row="P1",
        claim="A group that does not preempt goes to the unit it prefers as soon as that one is ready.",
        target="unit.switching.claim_delay",
        change=given(together=True),
        noticed={
            "unit-boots-alone": "always: group 1 on primary is Active and",
            "secondary-boots-first": "always: group 1 on secondary is Active and",
        },
    ),
    Mutant(
        row="P2",
        claim="The delay behind `preempt` is ignored.",
        target="unit.switching.claim_delay",
        change=lambda rule: lambda *args, **kwargs: rule(*args, **kwargs) and 0,
        noticed={"preempt-with-delay": "group 2 on secondary is Active, 30s to 32s after available"},
    ),
    Mutant(
        row="P2",
        claim="`preempt` without a delay does nothing.",
        target="unit.switching.claim_delay",
        change=lambda rule: lambda *args, **kwargs: rule(*args, **kwargs) or None,
        noticed={"preempt-without-delay": "group 1 on primary is Active, within 30s"},
    ),
    Mutant(
        row="P3",
        claim="Units that have booted together leave each group where it came up.",
        target="unit.switching.claim_delay",
        change=given(together=False),
        noticed={"both-units-boot": "group 2 on secondary is Active, within 2m"},
    ),
    Mutant(
        row="P4",
        claim="The receiver loses the last line of the system configuration.",
        target="unit.receiving.with_own_lines",
        change=lambda rule: lambda received, mine: rule(received, mine)[:-1],
        noticed={"both-units-boot": SAME, "secondary-boots-first": SAME},
    ),
    Mutant(
        row="P5",
        claim="A unit asks for the configuration of a primary only.",
        target="unit.negotiation.may_ask_for_configuration",
        change=lambda rule: lambda report: rule(report) and report.role is Role.PRIMARY,
        noticed={"secondary-boots-first": "group 1 on primary is Standby Ready and"},
    ),
    Mutant(
        row="P5",
        claim="The sender streams the system configuration that it has saved, not the one that runs.",
        target="unit.sending.Sender._start_space",
        change=lambda start: (
            lambda self, space, lines: start(
                self, space, saved_lines(self.unit) if space == "system" else lines
            )
        ),
        noticed={
            "unit-boots-alone": "of secondary in system has 'banner motd typed while alone'",
            "secondary-boots-first": "of primary in system has 'banner motd typed on the secondary'",
        },
    ),
    Mutant(
        row="P6",
        claim="Of two units that boot together the secondary leads.",
        target="rules.negotiation.Role",
        change=lambda roles: SimpleNamespace(PRIMARY=roles.SECONDARY, SECONDARY=roles.PRIMARY),
        noticed={"both-units-boot": "the console of primary prints 'Beginning configuration replication"},
    ),
    Mutant(
        row="P7",
        claim="One letter of the sender's first line is another.",
        target="facts.texts.BEGIN_SENDING",
        change=spelled("Sending to mate", "sending to mate"),
        noticed={
            "both-units-boot": "'Beginning configuration replication: Sending to mate.' not printed",
            "secondary-boots-first": "'Beginning configuration replication: Sending to mate.' not printed",
        },
    ),
    Mutant(
        row="P7",
        claim="The sender says that it begins when it is done.",
        target="unit.Unit.say",
        change=saying({texts.BEGIN_SENDING: (), texts.END_SENDING: (texts.BEGIN_SENDING, texts.END_SENDING)}),
        noticed={"secondary-boots-first": "never: the console of primary prints 'Beginning"},
    ),
    Mutant(
        row="P8",
        claim="The sender's last line ends with a stop, as that of the receiver does.",
        target="facts.texts.END_SENDING",
        change=spelled("to mate", "to mate."),
        noticed={
            "both-units-boot": "'End Configuration Replication to mate' not printed",
            "secondary-boots-first": "'End Configuration Replication to mate' not printed",
        },
    ),
    Mutant(
        row="P8",
        claim="The sender says that it is done when it begins.",
        target="unit.Unit.say",
        change=saying({texts.BEGIN_SENDING: (texts.BEGIN_SENDING, texts.END_SENDING), texts.END_SENDING: ()}),
        noticed={"secondary-boots-first": "never: the console of secondary prints 'End"},
    ),
    Mutant(
        row="P9",
        claim="A command of the sender counts as replicated, whatever the order of messages.",
        target="unit.replicas.outcome_on_receiver",
        change=lambda rule: lambda **known: rule(**known) and "replicated",
        noticed={"command-during-replication-on-the-sender": "either the command"},
    ),
    Mutant(
        row="P10",
        claim="What was typed on the receiver is put behind the text that the stream brings.",
        target="unit.receiving.Receiver._replace_context",
        change=lambda put: (
            lambda self, context, lines: put(
                self, context, (*lines, *(line for space, line in self.doomed if space == context))
            )
        ),
        noticed={
            "command-during-replication-on-the-receiver": "of both units in ctx1 lacks 'access-list lost"
        },
    ),
    Mutant(
        row="P11",
        claim="The stream runs at twice its rate.",
        target="channel.ReplicationChannel._occupy",
        change=lambda occupy: lambda self, time, stream: occupy(self, time // 2, stream),
        noticed={
            "replication-of-a-small-configuration": "to mate', 2s to 5s after begin",
            "replication-of-a-large-configuration": "to mate', 2m to 3m after begin",
            "largest-pair": "to mate', 3m20s to 5m after begin",
        },
    ),
    Mutant(
        row="P12",
        claim="A synchronisation writes the system configuration to flash.",
        target="unit.system.SystemSpace.replace",
        change=lambda take: (
            lambda self, configuration: (
                self.unit.flash.install("\n".join(configuration.lines())),
                take(self, configuration),
            )
        ),
        noticed={"reload-without-save": "of secondary in system lacks 'context ctx1'"},
    ),
    Mutant(
        row="P13",
        claim="`write memory all` stays on the unit where it was typed.",
        target="unit.replicas.Replicas.send",
        change=staying("write memory all"),
        noticed={"write-memory-all": "startup configuration of both units in ctx1 has 'access-list saved"},
    ),
    Mutant(
        row="P14",
        claim="No server answers.",
        target="unit.transfers.Transfers.fetch",
        change=lambda _: lambda _self, url, answer: answer(FileError(FileProblem.TIMED_OUT, url)),
        noticed={
            "context-on-an-external-server": "of both units in ctx1 has 'banner motd from the server'",
            "context-whose-server-is-silent": "of primary in ctx1 has 'banner motd from the server'",
        },
    ),
    Mutant(
        row="P14",
        claim="A context is saved in flash, wherever it started from.",
        target="console.dialogues.saving.startup_path",
        change=lambda path: lambda desk, space: path(desk, space).replace("tftp://10.0.0.5", "disk0:"),
        noticed={"context-on-an-external-server": "disk0:/ctx1.cfg on both units is absent"},
    ),
    Mutant(
        row="P14",
        claim="The mate writes the file on the server once more.",
        target="console.dialogues.saving.is_url",
        change=always(answer=False),
        noticed={"context-on-an-external-server": "lacks 'banner motd of the secondary alone'"},
    ),
    Mutant(
        row="P14",
        claim="A unit does not say that a server is silent.",
        target="unit.Unit.say",
        change=saying({texts.URL_MISSING: ()}),
        noticed={
            "context-whose-server-is-silent": "Could not fetch the URL tftp://10.0.0.5/ctx1.cfg' not printed"
        },
    ),
    Mutant(
        row="P15",
        claim="`copy` writes nothing to a server.",
        target="unit.transfers.Transfers.store",
        change=lambda _: lambda *asked: asked[-1](None),
        noticed={
            "context-files-copied-by-way-of-a-server": "the file tftp://10.0.0.5/ctx1.cfg is present and has"
        },
    ),
    Mutant(
        row="P15",
        claim="`copy` writes nothing to flash.",
        target="unit.files.Files.write",
        change=always(answer=None),
        noticed={
            "context-files-copied-by-way-of-a-server": "the file disk0:/ctx1.cfg on secondary is present and"
        },
    ),
    Mutant(
        row="P15",
        claim="Contexts start empty, whatever is in flash.",
        target="unit.loading.Loading.first_lines",
        change=lambda read: lambda self, context: read(self, context)[:0],
        noticed={"context-files-copied-by-way-of-a-server": "running configuration of secondary in ctx1 has"},
    ),
    Mutant(
        row="P16",
        claim="A command in a context goes to the peer from the unit with group 1 active.",
        target="unit.system.SystemSpace.group_of",
        change=following(1, space="ctx2"),
        noticed={"context-commands-replicate": "of both units in ctx2 has 'access-list second"},
    ),
    Mutant(
        row="P17",
        claim="A context is not told that its group has become standby.",
        target="unit.system.SystemSpace.group_activity_changed",
        change=lambda tell: lambda self, group: self.unit.board.is_active(group) and tell(self, group),
        noticed={"contexts-follow-their-groups": "always: each context is active exactly where its group is"},
    ),
    Mutant(
        row="P18",
        claim="A command in the system execution space goes from the unit with group 2 active.",
        target="unit.system.SystemSpace.group_of",
        change=following(2, space="system"),
        noticed={"system-commands-replicate": "of both units in system has 'banner motd from the primary'"},
    ),
    Mutant(
        row="P18",
        claim="A command in the system execution space goes from the primary, whatever it is active for.",
        target="unit.replicas.Replicas.direction",
        change=from_the_primary("system"),
        noticed={"system-commands-replicate": "of both units in system has 'banner motd from the secondary'"},
    ),
    Mutant(
        row="B1",
        claim="The window is half as long as the hold time.",
        target="unit.negotiation.Negotiation.begin",
        change=lambda begin: (
            lambda self: (
                begin(self),
                self.unit.after(self.unit.settings.hold // 2, "negotiation", NegotiationOver()),
            )
        ),
        noticed={"mate-absent-at-boot": "group 1 on secondary is Active because No Active unit found, 15s"},
    ),
    Mutant(
        row="B1",
        claim="A unit that finds nobody takes only the groups that prefer it.",
        target="unit.switching.Switching.take_all",
        change=taking_its_own,
        noticed={"mate-absent-at-boot": "group 1 on secondary is Active because No Active unit found"},
    ),
    Mutant(
        row="B1",
        claim="A unit that finds nobody does not say so.",
        target="unit.Unit.say",
        change=saying({texts.NO_RESPONSE: ()}),
        noticed={"mate-absent-at-boot": "'Group 1 No Response from Mate, Switch to Active' not printed"},
    ),
    Mutant(
        row="B3",
        claim="A unit that finds nobody takes only the groups that prefer it.",
        target="unit.switching.Switching.take_all",
        change=taking_its_own,
        noticed={"failover-link-down-at-boot": "group 1 on both units is Active"},
    ),
    Mutant(
        row="B3",
        claim="Hellos get through a link that is down.",
        target="wire.Wire.loses",
        change=always(answer=False),
        noticed={"failover-link-down-at-boot": "group 1 on both units is Active"},
    ),
    Mutant(
        row="B4",
        claim="Without failover no context is active.",
        target="unit.system.SystemSpace.is_active",
        change=lambda is_active: lambda self, name: self.unit.settings.on and is_active(self, name),
        noticed={"failover-off-in-the-startup-configuration": "context ctx1 on primary is active"},
    ),
    Mutant(
        row="B4",
        claim="A unit that has booted looks for a mate, whatever its configuration says.",
        target="unit.actor.failover_settings",
        change=lambda read: lambda system: replace(read(system), on=True),
        noticed={"failover-off-in-the-startup-configuration": "group 1 on primary is Disabled"},
    ),
    Mutant(
        row="B5",
        claim="Units do not compare their modes.",
        target="unit.negotiation.compare",
        change=overlooking("mode"),
        noticed={"mate-of-another-mode": "group 1 on secondary is Disabled"},
    ),
    Mutant(
        row="B5",
        claim="Units do not compare their versions.",
        target="unit.negotiation.compare",
        change=overlooking("version"),
        noticed={"mate-of-another-version-family": "group 1 on secondary is Disabled"},
    ),
    Mutant(
        row="B5",
        claim="Units do not compare their licences.",
        target="unit.negotiation.compare",
        change=overlooking("context_limit"),
        noticed={"mate-with-another-licence": "group 1 on primary is Disabled"},
    ),
    Mutant(
        row="B5",
        claim="The unit that runs gives way to the one that joins.",
        target="unit.negotiation.gives_way",
        change=lambda rule: lambda mine, mates, *, first: not rule(mine, mates, first=first),
        noticed={
            "mate-of-another-mode": "group 1 on secondary is Disabled",
            "mate-of-another-version-family": "group 1 on secondary is Disabled",
            "mate-with-another-licence": "group 1 on primary is Disabled",
        },
    ),
    Mutant(
        row="B5",
        claim="A unit disables failover without a word.",
        target="unit.Unit.say",
        change=saying({texts.MATE_MODE: (), texts.MATE_VERSION: (), texts.MATE_LICENSE: ()}),
        noticed={
            "mate-of-another-mode": "Mate's operational mode (multiple) is not compatible",
            "mate-of-another-version-family": "Mate version 9.1(5)16 is not compatible",
            "mate-with-another-licence": "Mate license (50 contexts) is not compatible",
        },
    ),
    Mutant(
        row="B5",
        claim="A unit synchronises with its own version only.",
        target="unit.negotiation.compare",
        change=lambda rule: (
            lambda mine, mates: (
                rule(mine, mates)
                if mine.version == mates.version
                else Comparison(Fit.INCOMPATIBLE, Reason.MATE_VERSION)
            )
        ),
        noticed={"mate-one-minor-release-apart": "group 2 on secondary is Active"},
    ),
    Mutant(
        row="B5",
        claim="The sender does not warn of another version.",
        target="unit.Unit.say",
        change=saying({texts.VERSION_DIFFERS: ()}),
        noticed={"mate-one-minor-release-apart": "WARNING****"},
    ),
    Mutant(
        row="B6",
        claim="A receiver that has lost its sender goes on with what it has.",
        target="unit.receiving.Receiver.sender_lost",
        change=lambda _: (
            lambda self: (
                self.abandon(),
                setattr(self, "incomplete", False),
                self.unit.walk(Walk.JOIN, self.unit.negotiation.reason, *self.groups),
                self.unit.negotiation.look_for_mate(),
            )
        ),
        noticed={
            "sender-loses-power-in-mid-stream": "never: group 1 on secondary is Active and",
            "sender-reloads-in-mid-stream": "'Incomplete/slow config replication'",
        },
    ),
    Mutant(
        row="B6",
        claim="A receiver takes what it has for a configuration from the first line on.",
        target="unit.receiving.Receiver.begin",
        change=lambda begin: lambda self, message: (begin(self, message), setattr(self, "incomplete", False)),
        noticed={"sender-leaves-failover-in-mid-stream": "group 1 on secondary is Active"},
    ),
    Mutant(
        row="B6",
        claim="The sender says of a stream that broke off that it has ended.",
        target="unit.sending.Sender.abort",
        change=lambda abort: lambda self: (self.active and self.unit.say(texts.END_SENDING), abort(self)),
        noticed={
            "receiver-loses-power-in-mid-stream": "never prints 'End Configuration Replication to mate'",
            "receiver-reloads-in-mid-stream": "prints 'End Configuration Replication to mate' once",
        },
    ),
    Mutant(
        row="B6",
        claim="A stream that broke off is not begun again.",
        target="unit.sending.Sender.asked",
        change=lambda asked: lambda self, message: self.stream or asked(self, message),
        noticed={
            "link-cut-in-mid-stream": "group 1 on secondary is Standby Ready",
            "receiver-loses-power-in-mid-stream": "group 1 on secondary is Standby Ready",
            "receiver-reloads-in-mid-stream": "group 1 on secondary is Standby Ready",
        },
    ),
    Mutant(
        row="B7",
        claim="Each group stays on the unit that it does not prefer.",
        target="rules.healing._keeps",
        change=lambda keeps: lambda unit, mate, group, *, first: not keeps(unit, mate, group, first=first),
        noticed={"link-back-after-a-split": "group 1 on secondary is Standby Ready"},
    ),
    Mutant(
        row="B7",
        claim="The unit that synchronises does not say why.",
        target="unit.Unit.say",
        change=saying({texts.STATE_CHECK: ()}),
        noticed={"link-back-after-a-split": "'State check detected an Active mate'"},
    ),
    Mutant(
        row="B7",
        claim="Units that meet again take it that they still have the same configuration.",
        target="unit.healing.Healing.look",
        change=given(met_again=False),
        noticed={
            "link-back-after-an-outage": "group 1 on secondary is Standby Ready because Recovered",
        },
    ),
    Mutant(
        row="B7",
        claim="Nobody says that the link is back.",
        target="unit.Unit.say",
        change=saying({texts.LINK_OK: ()}),
        noticed={"link-back-after-an-outage": "'Failover LAN became OK'"},
    ),
    Mutant(
        row="R1",
        claim="A command in the admin context goes from the unit with group 2 active.",
        target="unit.system.SystemSpace.group_of",
        change=following(2, space="admin"),
        noticed={"admin-context-follows-group-1": "of both units in admin has 'access-list admins"},
    ),
    Mutant(
        row="R1",
        claim="A command in the admin context goes from the primary, whatever it is active for.",
        target="unit.replicas.Replicas.direction",
        change=from_the_primary("admin"),
        noticed={"admin-context-follows-group-1": "of both units in admin has 'access-list others"},
    ),
    Mutant(
        row="R2",
        claim="A command is replicated from whichever unit it is typed on.",
        target="unit.replicas.direction",
        change=given(group_state=State.ACTIVE),
        noticed={"command-on-the-wrong-unit": "of primary in system lacks 'banner motd from the wrong unit'"},
    ),
    *(
        Mutant(
            row="R3",
            claim=f"`{line}` stays on the unit where it is typed.",
            target="unit.replicas.Replicas.send",
            change=staying(line),
            noticed={"replicated-commands": noticed},
        )
        for line, noticed in {
            **{line: f"only primary has '{line}" for line in SYSTEM_LINES},
            "no interface Ethernet1.22": "only secondary has 'interface Ethernet1.22",
            "no class gold": "only secondary has 'class gold",
            "no failover key": "only secondary has 'failover key",
            "no context new": "context new on both units is absent",
            "clear configure all": "only secondary has",
        }.items()
    ),
    *(
        Mutant(
            row="R3",
            claim=f"`{line}` stays on the unit where it is typed.",
            target="unit.replicas.Replicas.send",
            change=staying(line),
            noticed={"replicated-commands-in-a-context": noticed},
        )
        for line, noticed in {
            **{line: f"only secondary has '{line}" for line in CONTEXT_LINES},
            "no route outside": "only primary has 'route outside",
            "clear configure all": "of both units in ctx2 lacks 'hostname east'",
        }.items()
    ),
    *(
        Mutant(
            row="R3",
            claim=f"`{line}` stays on the unit where it is typed.",
            target="unit.replicas.Replicas.send",
            change=staying(line),
            noticed={"replicated-file-commands": noticed},
        )
        for line, noticed in {
            "mkdir": "contains 'kept' once",
            "rmdir": "contains 'gone'",
            "rename": "disk0:/name.txt on both units is absent",
            "delete": "disk0:/old.txt on both units is absent",
            "write memory all": "startup configuration of both units in system has 'hostname edge'",
            "write memory": "startup configuration of both units in ctx1 has 'access-list saved",
            "copy running-config startup-config": "startup configuration of both units in ctx2 has",
        }.items()
    ),
    *(
        Mutant(
            row="R3",
            claim=f"`{line}` goes to the mate.",
            target="unit.sessions.Session.begin",
            change=sending_too(line),
            noticed={"commands-that-stay-on-their-unit": noticed},
        )
        for line, noticed in {
            "copy": "disk0:/two.txt on secondary is absent",
            "failover lan unit": "on secondary 'failover lan unit secondary' is missing",
            "pager": "on secondary 'pager lines 50' is there",
            "firewall": "on secondary 'firewall transparent' is there",
            "write erase": "the startup configuration of secondary in system has 'failover lan unit",
            "no failover": "the running configuration of secondary in system has 'failover'",
            "mode": "group 1 on primary is Disabled because Other unit operating mode",
        }.items()
    ),
    Mutant(
        row="R4",
        claim="The receiver of `write standby` gives the reason of a unit that joins.",
        target="unit.receiving.Reason",
        change=lambda reasons: SimpleNamespace(
            CONFIGURATION_MISMATCH=reasons.ACTIVE_MATE, NO_ACTIVE_UNIT=reasons.NO_ACTIVE_UNIT
        ),
        noticed={"write-standby-in-the-system-space": "Standby Ready because Configuration mismatch"},
    ),
    Mutant(
        row="R4",
        claim="A receiver keeps what it has in contexts that are active there.",
        target="unit.receiving.Receiver._replace_context",
        change=lambda put: (
            lambda self, context, lines: self.unit.system.is_active(context) or put(self, context, lines)
        ),
        noticed={"write-standby-in-the-system-space": "of both units in ctx2 has 'access-list only-on-the"},
    ),
    Mutant(
        row="R4",
        claim="`write standby` in a context sends everything.",
        target="unit.sessions.Session._served_by",
        change=serving(SendStandby, lambda session, _: session.unit.sender_of_stream.begin()),
        noticed={"write-standby-in-a-context": "prints 'Beginning configuration replication from mate.'"},
    ),
    Mutant(
        row="R4",
        claim="`write standby` is refused on the unit that is active, and carried out on the other.",
        target="console.dialogues.saving.Direction",
        change=lambda ways: SimpleNamespace(WRONG_UNIT=ways.TO_MATE, HERE=ways.HERE),
        noticed={
            "write-standby-in-a-context": "ERROR: Command is only valid on the active unit",
            "write-standby-in-the-system-space": "Standby Ready because Configuration mismatch",
        },
    ),
    Mutant(
        row="R5",
        claim="A command from the peer is saved as soon as it has been carried out.",
        target="unit.replicas.Replicas.take",
        change=lambda take: (
            lambda self, command: (
                take(self, command),
                take(
                    self, msgspec.structs.replace(command, line="write memory", mode="privileged", within=())
                ),
            )
        ),
        noticed={
            "replicated-commands-are-not-saved": "startup configuration of both units in system lacks 'banner"
        },
    ),
    Mutant(
        row="R6",
        claim="The table lets `failover lan unit` go to the peer.",
        target="console.walking.commands_of",
        change=lambda commands: (
            lambda mode, space: tuple(
                replace(each, replicates=each.replicates or each.name == "failover lan unit")
                for each in commands(mode, space)
            )
        ),
        noticed={"one-line-differs": "of secondary in system has 'failover lan unit secondary'"},
    ),
    Mutant(
        row="R7",
        claim="What comes later over the link may overtake what came before.",
        target="wire.Wire.carry",
        change=lambda _: lambda self, to, message, delay: self.actor.send(to, message, delay),
        noticed={"commands-over-a-bad-link": "of both units in ctx1 has 'access-list order"},
    ),
    Mutant(
        row="R7",
        claim="What a unit sends over a link that is cut is lost.",
        target="link.Link.on_receive",
        change=lambda receive: (
            lambda self, message: (
                receive(self, message) if message.__class__ in self.handlers or not self.wire.cut else None
            )
        ),
        noticed={"commands-wait-for-a-cut-link": "of both units in ctx1 has 'access-list order"},
    ),
    Mutant(
        row="R7",
        claim="Units that meet again take it that they still have the same configuration.",
        target="unit.healing.Healing.look",
        change=given(met_again=False),
        noticed={"commands-in-a-long-cut": "prints 'End configuration replication from mate.'"},
    ),
    # -- syslog --
    Mutant(
        row="S3",
        claim="A message about a group has the plain unit word.",
        target="unit.actor.unit_word",
        change=lambda word: lambda role, group: word(role),  # noqa: ARG005  the group is what it leaves out
        noticed={
            "syslog-of-a-failover-and-of-preemption": "(Secondary_group_1) Switching to ACTIVE - HELLO",
            "syslog-of-a-synchronisation": "(Primary_group_1) Switching to ACTIVE",
        },
    ),
    Mutant(
        row="S3",
        claim="The end of the tests is told with the plain unit word, as their beginning is.",
        target="unit.interfaces.NAMES_GROUP",
        change=lambda _: frozenset(),
        noticed={"syslog-of-a-failed-interface": "(Primary_group_1) Testing on interface outside Failed"},
    ),
    Mutant(
        row="S3",
        claim="The cause of a switch is always in the words of the history.",
        target="rules.syslog.cause",
        change=lambda _: lambda reason: f"{reason}.",
        noticed={"syslog-of-a-failover-and-of-preemption": "Switching to ACTIVE - mate want me Active"},
    ),
    Mutant(
        row="S3",
        claim="The reason of the mate that takes a group is left out.",
        target="unit.switching.on_step",
        change=lambda rule: lambda role, was, state, reason, _: rule(role, was, state, reason, None),
        noticed={"syslog-of-a-failover-and-of-preemption": "(Secondary_group_1) Switching to STANDBY"},
    ),
    Mutant(
        row="S3",
        claim="The failed link is told with another severity.",
        target="facts.syslog.LINK_FAILED",
        change=lambda message: replace(message, severity=4),
        noticed={"syslog-of-a-lost-link": "105043"},
    ),
    Mutant(
        row="S3",
        claim="Commands of the mate are told as if somebody had typed them here.",
        target="console.desk.user",
        change=lambda _: lambda *, silent: "enable_15",  # noqa: ARG005  who it is, is what it leaves out
        noticed={"syslog-of-a-synchronisation": "User 'failover', running 'N/A'"},
    ),
    Mutant(
        row="S3",
        claim="Only the unit that gives way tells of a mate that does not fit.",
        target="unit.Unit.log",
        change=lambda log: (
            lambda self, message, **values: (
                None
                if self.name == "primary" and message is syslog.VERSION_INCOMPATIBLE
                else log(self, message, **values)
            )
        ),
        noticed={"syslog-of-a-mate-that-does-not-fit": "Mate version 8.4(7) is not compatible"},
    ),
    # -- addresses --
    Mutant(
        row="A1",
        claim="A unit whose mate is gone leaves the groups that the mate held.",
        target="unit.switching.Switching.mate_lost",
        change=lambda _: lambda *_: None,
        noticed={
            "addresses-move-with-the-group": "group 1 on secondary is Active",
            "unit-loses-power": "group 1 on secondary is Active, within 17s",
        },
    ),
    Mutant(
        row="A8",
        claim="`failover active` asks the mate for nothing.",
        target="unit.switching.Switching.force_active",
        change=lambda _: lambda *_: False,
        noticed={
            "addresses-move-with-the-group": "group 2 on primary is Active",
            "operator-moves-groups": "group 1 on secondary is Active because Set by the config command",
        },
    ),
    Mutant(
        row="S4",
        claim="A unit keeps the standby addresses where its group is active.",
        target="rules.addresses.Addresses.used",
        change=given(active=False),
        noticed={"addresses-move-with-the-group": "ctx1/outside on primary has 203.0.113.33"},
    ),
    Mutant(
        row="A1",
        claim="The mate is told of no connection.",
        target="unit.updates.keeps_copies",
        change=always(answer=False),
        noticed={"failover-keeps-connections": "ctx1 has 60 tcp connections on secondary: 0"},
    ),
    Mutant(
        row="A6",
        claim="A unit whose state link fails gives group 1 away.",
        target="unit.updates.Updates.carrier",
        change=lambda carrier: (
            lambda self, message: (
                carrier(self, message),
                message.up or self.unit.switching.force_standby(1),
            )
        ),
        noticed={"state-link-fails": "always: group 1 on primary is Active and"},
    ),
    Mutant(
        row="A6",
        claim="What got lost on the state link is sent again when it is back.",
        target="unit.updates.Updates.carrier",
        change=lambda carrier: lambda self, message: (self.forget_all(), carrier(self, message)),
        noticed={"state-link-fails": "ctx1 has 11 connections on secondary: 14"},
    ),
    Mutant(
        row="S4",
        claim="The page shows every state link as up.",
        target="console.pages.statistics.state_link_word",
        change=always(answer="up"),
        noticed={"state-link-fails": "'Link : statelink Ethernet3 (Failed)'"},
    ),
    Mutant(
        row="S4",
        claim="Packets that arrive at another interface are dropped.",
        target="unit.asymmetric.fate",
        change=always(answer=Fate.DROPPED),
        noticed={"asymmetric-routing": "Asymmetrical Routing Statistics: Received 20"},
    ),
    Mutant(
        row="A8",
        claim="HTTP is replicated in every group.",
        target="unit.updates.replicated",
        change=lambda _: lambda table, _group: table,
        noticed={"http-connections": "ctx1 has 0 http connections on secondary: 30"},
    ),
    Mutant(
        row="S3",
        claim="A joining unit does not ask for connections.",
        target="unit.copies.Copies.ask",
        change=always(answer=None),
        noticed={"connections-at-a-join": "LU loading standby start"},
    ),
    Mutant(
        row="P2",
        claim="Connections take no time.",
        target="unit.updates.push_time",
        change=always(answer=0),
        noticed={"preemption-waits-for-connections": "group 2 on secondary is Active, 20s to 22s after bulk"},
    ),
    # -- failover exec --
    Mutant(
        row="R2",
        claim="What a command on the mate says is lost.",
        target="unit.remote.Remote.prints",
        change=lambda _: lambda *_: None,
        noticed={"commands-carried-out-on-the-mate": "prints '**** WARNING ****"},
    ),
    Mutant(
        row="P18",
        claim="A command of failover exec is carried out where it is typed.",
        target="console.dialogues.remote._on_the_mate",
        change=always(answer=False),
        noticed={"commands-carried-out-on-the-mate": "the running configurations differ"},
    ),
    # -- what fails, what happens --
    Mutant(
        row="A1",
        claim="A lost mate is not told to syslog.",
        target="unit.health.on_loss",
        change=lambda _: lambda *_args, **_values: (),
        noticed={"unit-loses-power": "(Secondary) No response from other firewall"},
    ),
    Mutant(
        row="A2",
        claim="No group is taken over because of its interfaces.",
        target="unit.switching.claims",
        change=always(answer=False),
        noticed={"interfaces-of-an-active-group-fail": "group 1 on secondary is Active, within 2s"},
    ),
    Mutant(
        row="A2",
        claim="What fails in one group counts in both.",
        target="unit.interfaces.Interfaces._count",
        change=counting_together,
        noticed={
            "interfaces-of-an-active-group-fail": "group 2 on primary is Standby Ready, after first fault"
        },
    ),
    Mutant(
        row="A3",
        claim="A failed group asks for its active copy like one that is ready.",
        target="unit.switching.claims",
        change=lambda rule: lambda _, failed, mate: rule(State.STANDBY_READY, failed, mate),
        noticed={"standby-group-fails-first": "always: group 1 on primary is Active"},
    ),
    Mutant(
        row="A3",
        claim="A standby group does not fail.",
        target="unit.switching.standby_walk",
        change=lambda _: lambda *_args, **_values: None,
        noticed={"standby-group-fails-first": "group 1 on secondary is Failed because Interface check"},
    ),
    Mutant(
        row="A4",
        claim="A group that does not preempt goes to the unit it prefers as soon as that one is ready.",
        target="unit.switching.claim_delay",
        change=lambda rule: (
            lambda settings, role, **known: rule(settings, role, **(known | {"together": True}))
        ),
        noticed={"recovered-group-stays": "always: group 1 on secondary is Active"},
    ),
    Mutant(
        row="A4",
        claim="A group that has failed never becomes sound again.",
        target="unit.switching.standby_walk",
        change=lambda rule: lambda state, *, over: None if state is State.FAILED else rule(state, over=over),
        noticed={"recovered-group-stays": "group 1 on primary is Standby Ready, within 5s"},
    ),
    Mutant(
        row="A5",
        claim="A unit that finds nobody takes only the groups that prefer it.",
        target="unit.switching.Switching.take_all",
        change=taking_its_own,
        noticed={"failover-link-fails-at-start-up": "group 2 on primary is Active"},
    ),
    Mutant(
        row="A5",
        claim="Hellos get through a link that is down.",
        target="wire.Wire.loses",
        change=always(answer=False),
        noticed={"failover-link-fails-at-start-up": "group 1 on secondary is Active"},
    ),
    Mutant(
        row="A7",
        claim="A mate that answers over the data network alone is lost.",
        target="unit.health.verdict",
        change=given(elsewhere=False),
        noticed={"failover-link-fails-in-operation": "failover link is failed"},
    ),
    Mutant(
        row="A7",
        claim="A unit goes on judging its mate while the link is failed.",
        target="unit.health.Health._lose_link",
        change=lambda _: (
            lambda self: (
                setattr(self.unit.board, "link", "failed"),
                self.lose_mate(Reason.HELLO_NOT_HEARD),
            )
        ),
        noticed={"failover-link-fails-in-operation": "always: group 1 on secondary is Standby Ready"},
    ),
    Mutant(
        row="A8",
        claim="`no failover active` gives nothing to the mate.",
        target="unit.switching.Switching.force_standby",
        change=always(answer=None),
        noticed={
            "operator-moves-groups": "group 2 on secondary is Active because Other unit wants me Active"
        },
    ),
    Mutant(
        row="A8",
        claim="A group is given to a mate that is not ready.",
        target="console.dialogues.failing_over.standby_refused",
        change=lambda _: lambda **_known: None,
        noticed={"operator-is-refused": "ERROR: The mate is not ready to become active"},
    ),
    Mutant(
        row="A8",
        claim="A group is asked for whatever the state of this unit and of the link.",
        target="console.dialogues.failing_over.active_refused",
        change=lambda _: lambda **_known: None,
        noticed={"operator-is-refused": "ERROR: This unit is still looking for its mate"},
    ),
    Mutant(
        row="A8",
        claim="`failover reset` reaches the unit where it is typed only.",
        target="unit.switching.Switching.recover",
        change=lambda recover: (
            lambda self, *groups: recover(
                self, *(group for group in groups if self.unit.state(group) is State.FAILED)
            )
        ),
        noticed={"failed-group-is-reset": "group 1 on primary is Standby Ready because Set by the config"},
    ),
    Mutant(
        row="A8",
        claim="`failover reload-standby` is refused on the unit that is active.",
        target="console.dialogues.failing_over.Direction",
        change=lambda ways: SimpleNamespace(TO_MATE=ways.WRONG_UNIT),
        noticed={"mate-is-reloaded": "group 2 on primary is Active because Other unit wants me Active"},
    ),
    Mutant(
        row="B2",
        claim="No group is taken over because of its interfaces.",
        target="unit.switching.claims",
        change=always(answer=False),
        noticed={"mate-holds-one-group": "group 1 on primary is Active because Interface check"},
    ),
    # -- health --
    Mutant(
        row="H1",
        claim="The hold time is three polls, whatever is configured.",
        target="unit.health.Health._patience",
        change=lambda patience: lambda self: (patience(self)[0], 3 * patience(self)[0]),
        noticed={"missed-hellos": "never"},
    ),
    Mutant(
        row="H1",
        claim="A mate that answers nowhere is alive.",
        target="unit.health.verdict",
        change=given(elsewhere=True),
        noticed={"missed-hellos": "group 2 on primary is Active"},
    ),
    Mutant(
        row="H1",
        claim="A mate that answers over the data network alone is lost.",
        target="unit.health.verdict",
        change=given(elsewhere=False),
        noticed={"missed-hellos": "failover link is failed"},
    ),
    Mutant(
        row="H1",
        claim="A hold time may be as short as one likes.",
        target="console.refusals.typed_times",
        change=always(answer=None),
        noticed={"poll-and-hold-time-of-units": "ERROR: Failover holdtime must be at least 3 times"},
    ),
    Mutant(
        row="H2",
        claim="Tests begin when the hold time is over.",
        target="unit.monitoring.silence_allowed",
        change=lambda _: lambda hold: hold,
        noticed={"interface-tests-begin": "'Testing Interface outside', 4s to 5s100ms after apart"},
    ),
    Mutant(
        row="H3",
        claim="The ping goes before ARP.",
        target="unit.testing.TESTS",
        change=lambda tests: (tests[0], tests[-1], *tests[1:-1]),
        noticed={"interface-tests-in-order": "ctx1/outside on both units is Testing"},
    ),
    Mutant(
        row="H3",
        claim="ARP is not tried.",
        target="unit.testing.TESTS",
        change=lambda tests: tests[:1],
        noticed={"interface-tests-in-order": "admin/inside on both units is Normal (Waiting): Unknown"},
    ),
    Mutant(
        row="H3",
        claim="A unit does not compare what it receives with what its mate does.",
        target="unit.testing.conclusion",
        change=given(mate_passed=False),
        noticed={"interface-tests-compare-both-units": "admin/outside on primary is Failed (Waiting)"},
    ),
    Mutant(
        row="H4",
        claim="A monitored interface is shown as one that hears its mate's.",
        target="unit.interfaces.suffix",
        change=given(heard=True),
        noticed={"words-of-interfaces": "ctx1/outside on both units is Normal (Waiting)"},
    ),
    Mutant(
        row="H4",
        claim="An interface that is shut down is shown as if it were not.",
        target="unit.interfaces.in_itself",
        change=given(shut=False),
        noticed={"words-of-interfaces": "ctx1/outside on both units is Link Down (Shutdown)"},
    ),
    Mutant(
        row="H4",
        claim="Subinterfaces are monitored too.",
        target="context.interface_settings",
        change=lambda settings: (
            lambda context: tuple(replace(each, monitored=True) for each in settings(context))
        ),
        noticed={"interfaces-monitored-by-default": "ctx1/inside on both units is Normal (Not-Monitored)"},
    ),
    Mutant(
        row="H5",
        claim="One failed interface is too many, whatever the policy says.",
        target="unit.interfaces.is_over",
        change=lambda _: lambda _policy, failed, _monitored: failed > 0,
        noticed={
            "interface-policy-as-a-number": "always: group 1 on primary is Active",
            "interface-policy-as-a-percentage": "always: group 1 on primary is Active",
        },
    ),
    Mutant(
        row="H5",
        claim="A percentage is taken for a number.",
        target="unit.interfaces.is_over",
        change=lambda rule: lambda policy, failed, monitored: rule(policy.rstrip("%"), failed, monitored),
        noticed={"interface-policy-as-a-percentage": "group 1 on secondary is Active"},
    ),
    Mutant(
        row="H6",
        claim="A mate is given up one poll after its hold time.",
        target="unit.health.Health._patience",
        change=lambda patience: lambda self: (patience(self)[0], sum(patience(self))),
        noticed={
            "failover-times": "group 1 on primary is Just Active, within 15s10ms",
            "shortest-failover-times": "within 810ms",
        },
    ),
    Mutant(
        row="H6",
        claim="A link that is down is found by tests.",
        target="unit.interfaces.Interfaces.carrier_changed",
        change=always(answer=None),
        noticed={"failover-times": "group 1 on primary is Just Active, within 500ms"},
    ),
    # -- states, words and pages --
    Mutant(
        row="S1",
        claim="The history does not know why a step was made.",
        target="unit.actor.HistoryRow",
        change=lambda row: lambda *step: row(*step[:-1], Reason.NO_ERROR),
        noticed={"steps-of-the-state-machine": "prints '0 Disabled Negotiation Failover state check'"},
    ),
    Mutant(
        row="S2",
        claim="A unit that gives up a group says that it takes it.",
        target="unit.Unit.say",
        change=saying({texts.SWITCHING_TO_STANDBY: (texts.SWITCHING_TO_ACTIVE,)}),
        noticed={"console-lines-on-their-unit": "prints 'Group 2 Switching to Standby' once"},
    ),
    Mutant(
        row="S4",
        claim="The pages show a lost mate in the states that it had.",
        target="device.board.MateCard.state",
        change=lambda _: (
            lambda mate, group: mate.report.groups[group].state if mate.report else State.NOT_DETECTED
        ),
        noticed={"failover-pages-in-each-state": "then 'Group 1 State: Failed'"},
    ),
    Mutant(
        row="I1",
        claim="The tie-break is removed: each unit keeps what both hold.",
        target="rules.healing._keeps",
        change=lambda _: lambda *_args, first: True,  # noqa: ARG005
        noticed={"no-group-stays-active-twice": "never: group 1 on both units is Active"},
    ),
    Mutant(
        row="I2",
        claim="A unit that has lost its mate does not take what that held.",
        target="unit.switching.Switching.mate_lost",
        change=always(answer=None),
        noticed={"some-unit-takes-each-group": "group 1 on secondary is Active, within 17s"},
    ),
    Mutant(
        row="I3",
        claim="What is entered in a context stays on the unit where it is typed.",
        target="unit.replicas.Replicas.send",
        change=staying("hostname edge"),
        noticed={
            "configurations-are-the-same-at-rest": "configurations differ in 'failover lan unit' alone: ctx"
        },
    ),
    Mutant(
        row="I4",
        claim="Half of a text is written.",
        target="unit.files.Files.write",
        change=lambda write: lambda self, path, text: write(self, path, text[: len(text) // 2]),
        noticed={"a-file-is-old-or-whole": "has ': end'"},
    ),
    Mutant(
        row="I5",
        claim="A unit that has been synchronised does not take the last steps to Standby Ready.",
        target="unit.receiving.Receiver.step",
        change=always(answer=None),
        noticed={"a-pair-left-alone-comes-to-rest": "group 1 on secondary is Standby Ready"},
    ),
    Mutant(
        row="I3",
        claim="The mate reads the file of a new context itself.",
        target="unit.replicas.Replicas.send_text",
        change=always(answer=None),
        noticed={"a-context-added-while-the-pair-runs": "of both units in new has 'banner motd read by"},
    ),
)

CASES = [
    pytest.param(mutant, scenario, id=f"{mutant.row}-{scenario}")
    for mutant in MUTANTS
    for scenario in mutant.noticed
]

Recorded = Callable[[str, int], tuple[Result, Path]]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """Runs a scenario as the code stands, once, and gives the result and its log."""
    folder = tmp_path_factory.mktemp("logs")

    @cache
    def record(scenario: str, seed: int) -> tuple[Result, Path]:
        log = folder / f"{scenario}-{seed}.jsonl"
        return run(find(scenario), seed, log=log), log

    return record


@pytest.fixture
def applied(monkeypatch: pytest.MonkeyPatch) -> Callable[[Mutant], None]:
    """Puts a mutant where the code was, until the test is over."""
    return lambda mutant: monkeypatch.setattr(mutant.path, mutant.change(resolve_name(mutant.path)))


def test_each_row_that_a_packaged_scenario_shows_has_a_mutant_for_that_scenario() -> None:
    shown = [f"{row} in {scenario.name}" for scenario in packaged() for row in scenario.shows]
    broken = [f"{mutant.row} in {scenario}" for mutant in MUTANTS for scenario in mutant.noticed]
    assert sorted(set(shown)) == sorted(set(broken))


@pytest.mark.parametrize(("mutant", "scenario"), CASES)
def test_without_the_mutant_the_scenario_holds_and_its_log_replays_identically(
    mutant: Mutant, scenario: str, recorded: Recorded
) -> None:
    result, log = recorded(scenario, mutant.seed)
    assert result.finished
    assert result.verdicts
    assert result.failures == ()
    assert replay(log).exit_code == 0


@pytest.mark.parametrize(("mutant", "scenario"), CASES)
def test_with_the_mutant_the_expectation_about_the_row_fails(
    mutant: Mutant, scenario: str, applied: Callable[[Mutant], None]
) -> None:
    applied(mutant)
    result = run(find(scenario), mutant.seed)
    failed = [f"{verdict.expected}: {verdict.actual}" for verdict in result.failures]
    assert any(mutant.noticed[scenario] in verdict for verdict in failed), mutant.claim


@pytest.mark.parametrize(("mutant", "scenario"), CASES)
def test_with_the_mutant_the_log_recorded_before_replays_with_a_difference_at_some_step(
    mutant: Mutant, scenario: str, recorded: Recorded, applied: Callable[[Mutant], None]
) -> None:
    _, log = recorded(scenario, mutant.seed)
    applied(mutant)
    replayed = replay(log)
    assert replayed.exit_code == 3, mutant.claim
    assert replayed.difference is not None
    assert replayed.difference.step > 0
    assert replayed.difference.actor


def test_the_race_of_p9_has_both_outcomes_only_because_messages_are_delayed_by_chance(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The part of row P9 that no single run shows: which of the two it is, the order of messages decides."""
    race = find("command-during-replication-on-the-sender")

    def outcomes() -> set[str]:
        return {event.outcome for seed in range(20) for event in run(race, seed).replications}

    assert outcomes() == {"replicated", "overwritten"}
    monkeypatch.setattr("asapair.actors.wire.Wire.delay", lambda wire: wire.latency)
    assert len(outcomes()) == 1
