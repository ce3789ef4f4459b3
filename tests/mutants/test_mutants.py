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

from asapair.actors.device.configuration import split_file
from asapair.actors.facts import texts
from asapair.actors.facts.states import Role, State
from asapair.actors.facts.texts import Text
from asapair.actors.rules.replication import Direction
from asapair.actors.unit import Unit
from asapair.logs import replay
from asapair.scenarios import Result, find, run
from asapair.scenarios.library import packaged


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


#: What a scenario says of units that do not run the same.
SAME = "the running configurations differ in 'failover lan unit' alone"

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
            "replication-of-a-large-configuration": "to mate', 2m to 2m5s after begin",
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
        change=lambda send: (
            lambda self, space, mode, within, line: (
                None if line.startswith("write memory all") else send(self, space, mode, within, line)
            )
        ),
        noticed={"write-memory-all": "startup configuration of both units in ctx1 has 'access-list saved"},
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
        target="console.parser._commands",
        change=lambda commands: (
            lambda mode, space: tuple(
                replace(each, replicates=each.replicates or each.name == "failover lan unit")
                for each in commands(mode, space)
            )
        ),
        noticed={"one-line-differs": "of secondary in system has 'failover lan unit secondary'"},
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
