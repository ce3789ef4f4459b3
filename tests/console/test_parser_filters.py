"""What stands behind the bar of a show command."""

from __future__ import annotations

import pytest

from asapair.actors.console.parser import Filter, Problem, Refusal, apply_filter, split_filter

PAGE = (
    "Failover On",
    "Failover unit Primary",
    "  Group 1       State:          Active",
    "  Group 2       State:          Failed",
)


@pytest.mark.parametrize(
    ("line", "command", "chosen"),
    [
        ("show failover | include Group 1", "show failover", Filter("include", "Group 1")),
        ("sh fail|i Group", "sh fail", Filter("include", "Group")),
        ("show run | b interface", "show run", Filter("begin", "interface")),
        ("sh run | exclude !", "sh run", Filter("exclude", "!")),
        ("show failover | grep State", "show failover", Filter("include", "State")),
        ("show failover | grep -v State", "show failover", Filter("exclude", "State")),
        ("show failover", "show failover", None),
        ("description a | include b", "description a | include b", None),
        ("show failover | include a | include b", "show failover", Filter("include", "a | include b")),
    ],
)
def test_a_show_command_is_told_from_its_filter(line: str, command: str, chosen: Filter | None) -> None:
    assert split_filter(line) == (command, chosen)


@pytest.mark.parametrize(
    ("line", "command", "kind", "rest"),
    [  # the caret rule of captures 3, among the words that may stand behind a bar
        ("show failover | nonsense x", "show failover", Problem.INVALID, "nonsense x"),
        ("show failover | inx x", "show failover", Problem.INVALID, "x x"),
        ("show failover | | x", "show failover", Problem.INVALID, "| x"),
        ("show failover |", "show failover", Problem.INCOMPLETE, ""),
        ("show run | include", "show run", Problem.INCOMPLETE, ""),
        ("sh run | grep -v", "sh run", Problem.INCOMPLETE, ""),
    ],
)
def test_a_bar_with_something_else_behind_it_is_refused(
    line: str, command: str, kind: Problem, rest: str
) -> None:
    found, refusal = split_filter(line)
    assert found == command
    assert isinstance(refusal, Refusal)
    assert refusal.kind is kind
    assert line[refusal.column :] == rest


@pytest.mark.parametrize(
    ("chosen", "lines"),
    [
        (Filter("include", "Group"), PAGE[2:]),
        (Filter("exclude", "Group"), PAGE[:2]),
        (Filter("begin", "unit"), PAGE[1:]),
        (Filter("begin", "nowhere"), ()),
        (Filter("include", "Group [1-9] .*Active$"), PAGE[2:3]),
        (Filter("include", r"\("), ()),
        (None, PAGE),
    ],
)
def test_a_filter_lets_through_what_it_says(chosen: Filter | None, lines: tuple[str, ...]) -> None:
    assert apply_filter(PAGE, chosen) == lines


@pytest.mark.parametrize("pattern", ["(b", "a)", "a|*", "a|+", "[ab", "[b-a]", "b\\"])
def test_a_pattern_that_is_no_expression_is_refused_where_it_begins_to_be_none(pattern: str) -> None:
    line = f"show failover | include x{pattern}"
    _, refusal = split_filter(line)
    assert isinstance(refusal, Refusal)
    assert refusal.kind is Problem.INVALID
    assert line[: refusal.column].endswith(("x", "a", "a|", "[", "b"))
