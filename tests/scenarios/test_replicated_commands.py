"""R3, command by command: the packaged scenarios type all that is replicated, and all that is not.

What went to the mate is read from the deliveries, so that a scenario cannot claim more than it did.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from asapair.actors import Pair
from asapair.actors.console.parser import Refusal, parse
from asapair.actors.facts.commands import BY_NAME, COMMANDS, Kind, Mode, Space
from asapair.actors.messages import ReplicateCommand
from asapair.scenarios.library import packaged
from asapair.scenarios.runner import Run
from asapair.scenarios.scenario import Scenario
from asapair.scenarios.steps import Type

SCENARIOS = [scenario for scenario in packaged() if {"R3", "P13"} & set(scenario.shows)]

#: Those that only open a sub-mode are lines like any other (reference 14.14); one of them is typed too.
REPLICATED = [
    *(command.name for command in COMMANDS if command.replicates and not command.source.startswith("14.14")),
    "object network",
]
#: Commands that change something, or could, and stay where they are typed (reference 1.5).
LOCAL = [
    *(command.name for command in COMMANDS if not command.replicates and command.kind is not Kind.EXEC),
    *("copy", "write erase", "write standby", "terminal pager", "show running-config", "failover reset"),
]

#: Why a command that would be replicated cannot be.
NEVER_SENT = {
    "join-failover-group": "refused while failover is on, and without failover nothing is sent",
    "clear configure failover": "turns failover off, and then nobody is left to send it to",
}


class Deliveries:
    """A recorder that keeps the commands that went from one unit to the other."""

    def __init__(self) -> None:
        self.sent: list[ReplicateCommand] = []

    def delivery(self, *record: Any) -> None:
        """Keep a command when the link takes it."""
        if isinstance(record[5], ReplicateCommand) and record[3] == "failover-link":
            self.sent.append(record[5])


def name_of(line: str, mode: str, space: str) -> str:
    """The name of the command that a line is, as typed in a mode and a space."""
    parsed = parse(line, Mode(mode), Space.SYSTEM if space == "system" else Space.CONTEXT)
    assert not isinstance(parsed, Refusal), line
    return parsed.command.name


@cache
def sent() -> frozenset[str]:
    """The names of all commands that have gone to the mate."""
    names: dict[str, None] = {}
    for scenario in SCENARIOS:
        recorder = Deliveries()
        with Pair(scenario.spec, recorder=recorder) as pair:
            assert Run(scenario, pair).play().failures == ()
        names |= dict.fromkeys(name_of(each.line, each.mode, each.space) for each in recorder.sent)
    return frozenset(names)


def lines(scenario: Scenario) -> list[str]:
    return [line for step in scenario.steps if isinstance(step, Type) for line in step.lines]


@pytest.mark.parametrize("name", [name for name in REPLICATED if name not in NEVER_SENT])
def test_a_command_that_is_replicated_has_gone_to_the_mate(name: str) -> None:
    assert name in sent()


def test_nothing_else_has_gone_to_the_mate() -> None:
    known = [name for name in sent() if name in BY_NAME]
    assert [name for name in known if not BY_NAME[name].replicates] == []
    assert [name for name in known if name in NEVER_SENT] == []


@pytest.mark.parametrize("name", LOCAL)
def test_a_command_that_stays_on_its_unit_is_typed_in_a_scenario(name: str) -> None:
    command = BY_NAME[name]
    typed = [
        line for scenario in packaged() if {"R3", "R4"} & set(scenario.shows) for line in lines(scenario)
    ]
    meant = [
        parsed.command.name
        for line in typed
        if name.split(maxsplit=1)[0] in line.split()
        for mode in command.modes
        for space in command.spaces
        if not isinstance(parsed := parse(line, mode, space), Refusal)
    ]
    assert name in meant
