"""R3, command by command: the column "to mate" of the command table is what decides, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from asapair.actors import Pair
from asapair.actors.console.parser import Parsed, Refusal, parse
from asapair.actors.facts.states import Power
from asapair.actors.unit.replicas import Replicas

#: Both lists of reference 1.5 and its refinements: the space, a line, whether the mate carries it out too.
#: Lines that begin with ``configure`` are typed in configuration mode.
LISTS = (
    ("system", "write memory", True),
    ("ctx1", "write memory", True),
    ("system", "write memory all /noconfirm", True),
    ("system", "copy running-config startup-config", True),
    ("ctx1", "copy running-config startup-config", True),
    ("system", "delete /noconfirm disk0:/ctx2.cfg", True),
    ("system", "mkdir /noconfirm disk0:/folder", True),
    ("system", "rename /noconfirm disk0:/ctx2.cfg disk0:/other.cfg", True),
    ("system", "configure: hostname other", True),
    ("ctx1", "configure: hostname other", True),
    ("admin", "configure: hostname other", True),
    ("system", "configure: no hostname", True),
    ("system", "configure: prompt state", True),
    ("system", "configure: enable password secret", True),
    ("system", "configure: boot system disk0:/image.bin", True),
    ("system", "configure: asdm image disk0:/asdm.bin", True),
    ("system", "configure: clock timezone CET 1", True),
    ("system", "configure: username person password secret", True),
    ("system", "configure: crypto whatever this is", True),
    ("system", "configure: failover key secret", True),
    ("system", "configure: failover polltime unit 2 holdtime 20", True),
    ("system", "configure: failover group 1", True),
    ("system", "configure: mac-address auto", True),
    ("system", "configure: context ctx9", True),
    ("system", "configure: no context ctx1 noconfirm", True),
    ("ctx1", "configure: access-list one extended permit ip any any", True),
    ("ctx1", "configure: interface Ethernet1", True),
    ("ctx1", "configure: no monitor-interface inside", True),
    ("ctx1", "configure: clear configure all", True),
    ("system", "configure: clear configure failover", True),
    ("system", "copy /noconfirm running-config disk0:/kept.cfg", False),
    ("system", "copy /noconfirm disk0:/ctx1.cfg startup-config", False),
    ("system", "copy /noconfirm startup-config running-config", False),
    ("system", "write erase", False),
    ("system", "write terminal", False),
    ("system", "write standby", False),
    ("system", "show running-config", False),
    ("system", "show failover", False),
    ("system", "terminal pager 5", False),
    ("system", "clock set 10:00:00 1 January 2021", False),
    ("system", "failover reset", False),
    ("system", "failover active", False),
    ("system", "clear failover statistics", False),
    ("system", "configure: pager lines 5", False),
    ("ctx1", "configure: pager lines 5", False),
    ("system", "configure: firewall transparent", False),
    ("system", "configure: mode multiple noconfirm", False),
    ("system", "configure: failover lan unit primary", False),
    ("system", "configure: failover", False),
    ("system", "configure: no failover", False),
    ("system", "reload noconfirm", False),
)
#: Of the second list what a mate would carry out if the column said so; without failover there is none.
WOULD_GO = ("copy", "write erase", "pager", "firewall", "failover lan unit", "failover")

Typed = Callable[[Pair, str, str], list[str]]


@pytest.fixture
def sent_by(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Type a line in a space of the primary and give the lines that this sends to the mate."""
    sent: list[str] = []

    def send(
        _: Replicas, _space: str, _mode: str, _within: tuple[str, ...], line: str, **_more: object
    ) -> None:
        sent.append(line)

    def typed(pair: Pair, space: str, line: str) -> list[str]:
        unit, console = pair.primary, pair.primary.console
        command = line.removeprefix("configure: ")
        console.go(space, configure=command is not line)
        monkeypatch.setattr(Replicas, "send", send)
        console.enter(command)
        while unit.power is Power.UP and console.is_question:
            console.enter("")
        return sent

    return typed


@pytest.mark.parametrize(("space", "line", "replicated"), LISTS, ids=str)
def test_a_command_goes_to_the_mate_if_the_list_says_so(
    formed_pair: Pair, sent_by: Typed, space: str, line: str, *, replicated: bool
) -> None:
    command = line.removeprefix("configure: ")
    assert sent_by(formed_pair, space, line) == ([command] if replicated else [])


@pytest.mark.parametrize(("space", "line", "replicated"), LISTS, ids=str)
@pytest.mark.simulated_only(reason="it is about the table, and replaces it")
def test_a_table_that_says_the_opposite_is_obeyed(
    formed_pair: Pair,
    sent_by: Typed,
    monkeypatch: pytest.MonkeyPatch,
    space: str,
    line: str,
    *,
    replicated: bool,
) -> None:
    command = line.removeprefix("configure: ")

    def opposite(*arguments: Any) -> Parsed | Refusal:
        parsed = parse(*arguments)
        if isinstance(parsed, Refusal) or parsed.text != command:
            return parsed
        return replace(parsed, command=replace(parsed.command, replicates=not replicated))

    monkeypatch.setattr("asapair.actors.console.dialogues.parse", opposite)
    goes = (not replicated and command.split(" /")[0] in WOULD_GO) or command.startswith(WOULD_GO[2:5])
    assert sent_by(formed_pair, space, line) == ([command] if goes else [])
