"""The command table: each command once, each row readable, replication as in the lists of reference 1.5."""

from __future__ import annotations

import re

import pytest

from asapair.actors.console.grammar import compiled
from asapair.actors.console.parser import Parsed, parse
from asapair.actors.facts.commands import BY_NAME, COMMANDS, KEEPS_ANY_LINE, Command, Kind, Mode, Space
from asapair.actors.facts.placement import GLOBAL, SUBMODES, slot


def test_no_two_commands_have_one_name() -> None:
    names = [command.name for command in COMMANDS]
    assert sorted(names) == sorted(BY_NAME)
    assert "" not in names


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_row_reads_well(command: Command) -> None:
    assert compiled(command.pattern).edges
    assert command.pattern.startswith(command.name.split()[0])
    assert re.fullmatch(r"[A-Z][^.]*[^. ]", command.help), "a sentence without its full stop"
    assert re.fullmatch(r"\d+(\.\d+)*b? (S|V|R|M\??|I)", command.source)


@pytest.mark.parametrize("line", ["failover", "failover lan unit", "mode", "firewall transparent", "pager"])
def test_these_configuration_commands_are_not_replicated(line: str) -> None:
    assert not BY_NAME[line].replicates  # reference 1.5; `failover` by decision: local to the unit


def test_every_other_configuration_command_is_replicated() -> None:
    local = {command.name for command in COMMANDS if command.kind is not Kind.EXEC and not command.replicates}
    assert local == {"failover", "failover lan unit", "mode", "firewall transparent", "pager"}


def test_of_exec_commands_only_those_that_save_or_change_the_flash_are_replicated() -> None:
    replicated = {command.name for command in COMMANDS if command.kind is Kind.EXEC and command.replicates}
    assert replicated == {  # reference 1.5
        "write memory",
        "write memory all",
        "copy running-config startup-config",
        "delete",
        "mkdir",
        "rename",
        "rmdir",
    }


def test_failover_group_has_exactly_the_commands_of_the_guide() -> None:
    group = {
        command.name
        for command in COMMANDS
        if Mode.GROUP in command.modes and Mode.CONFIG not in command.modes
    }
    assert group == {  # reference 3.2
        "primary",
        "secondary",
        "preempt",
        "replication http",
        "interface-policy",
        "mac address",
        "polltime interface",
    }


@pytest.mark.parametrize(
    "command",
    [c for c in COMMANDS if c.kind is Kind.LINE and c.name not in ("ip", "firewall transparent")],
    ids=lambda c: c.name,
)
def test_the_configuration_knows_where_each_line_of_the_table_goes(command: Command) -> None:
    sheets = {
        Mode.CONFIG: GLOBAL,
        Mode.INTERFACE: SUBMODES["interface"],
        Mode.GROUP: SUBMODES["failover group"],
        Mode.CONTEXT: SUBMODES["context"],
        Mode.CLASS: SUBMODES["class"],
    }
    supplied = {"pager": "pager lines 24", "limit-resource": "limit-resource ASDM 5"}
    example = supplied.get(
        command.name, f"{command.name} x y" if re.search(r"[A-Z<{]", command.pattern) else command.name
    )
    for mode in command.modes:
        if mode in KEEPS_ANY_LINE:  # in the order of entry
            continue
        assert slot(sheets[mode], example).place is not None, example


EXAMPLES = [
    ("failover lan unit primary", Mode.CONFIG),
    ("failover polltime 5 holdtime 15", Mode.CONFIG),
    ("no failover polltime", Mode.CONFIG),
    ("context ctx1", Mode.CONFIG),
    ("pager 30", Mode.CONFIG),
    ("no access-list a", Mode.CONFIG),
    ("preempt 30", Mode.GROUP),
    ("sh run int g0/1", Mode.PRIVILEGED),
]


@pytest.mark.parametrize(("line", "mode"), EXAMPLES)
def test_a_spelled_out_command_means_itself(line: str, mode: Mode) -> None:
    found = parse(line, mode, Space.SYSTEM)
    assert isinstance(found, Parsed)
    assert parse(found.text, mode, Space.SYSTEM) == found
