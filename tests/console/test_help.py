"""What a question mark lists (reference 3.3, 3.4.1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asapair.actors import Pair
from asapair.actors.console.grammar import Node, compiled
from asapair.actors.console.help import help_for
from asapair.actors.console.walking import commands_of
from asapair.actors.facts.commands import Command, Mode, Space
from asapair.actors.facts.helps import KEYWORDS


def listed(line: str, mode: Mode = Mode.PRIVILEGED, space: Space = Space.SYSTEM) -> list[str]:
    """Give the words of a list, without its sentences and titles."""
    return [
        row.split()[0]
        for row in help_for(line, mode, space)
        if row.startswith("  ") and not row.startswith("   ")
    ]


def test_the_modes_are_offered_in_the_words_of_the_device() -> None:
    # words of a printed session (reference 3.3), columns as on later devices (3.4.1)
    assert help_for("mode ?", Mode.CONFIG, Space.SYSTEM) == (
        "",
        "configure mode commands/options:",
        "  multiple  Multiple mode; mode with security contexts",
        "  single    Single mode; mode without security contexts",
    )


def test_words_of_configuration_and_of_exec_commands_have_lists_of_their_own() -> None:
    page = help_for("failover ?", Mode.CONFIG, Space.SYSTEM)
    titles = [row for row in page if row and not row.startswith(" ")]
    assert titles == ["configure mode commands/options:", "exec mode commands/options:"]
    own, others = page[: page.index(titles[1])], page[page.index(titles[1]) :]
    assert any(row.startswith("  lan ") for row in own)
    assert "  <cr>" in own
    assert any(row.startswith("  active ") for row in others)


def test_a_list_of_first_words_has_no_title() -> None:
    # as on a device: an empty line, then the words (reference 3.4.1)
    assert help_for("?", Mode.USER, Space.SYSTEM)[:2] == (
        "",
        "  enable  Turn on privileged commands, or set their password",
    )


@pytest.mark.parametrize(
    ("line", "mode", "words"),
    [
        ("fail?", Mode.CONFIG, ["failover"]),
        ("show fail?", Mode.PRIVILEGED, ["failover"]),
        ("show r?", Mode.PRIVILEGED, ["running-config"]),
        ("sh failover ?", Mode.PRIVILEGED, ["exec", "group", "history", "interface", "state", "<cr>"]),
        ("failover lan ?", Mode.CONFIG, ["interface", "unit"]),
        ("failover lan unit ?", Mode.CONFIG, ["primary", "secondary"]),
        ("failover lan unit p?", Mode.CONFIG, ["primary"]),
        ("preempt ?", Mode.GROUP, ["<1-1200>", "<cr>"]),
        ("no preempt ?", Mode.GROUP, ["<1-1200>", "<cr>"]),
        ("interface-policy ?", Mode.GROUP, ["<1-100>%", "<1-250>"]),
        ("context ?", Mode.CONFIG, ["WORD"]),
        ("reload noconfirm ?", Mode.PRIVILEGED, ["noconfirm", "save-config", "<cr>"]),
    ],
)
def test_what_may_follow_is_listed(line: str, mode: Mode, words: list[str]) -> None:
    assert listed(line, mode) == words


def test_a_sub_mode_lists_its_own_words_and_how_to_leave_it() -> None:
    words = listed("?", Mode.GROUP)
    assert {"primary", "secondary", "preempt", "replication", "exit", "no"} <= set(words)
    assert "hostname" not in words


@pytest.mark.parametrize("line", ["nonsense ?", "show nonsense ?", "show version more ?"])
def test_where_nothing_can_follow_the_device_does_not_know_the_command(line: str) -> None:
    assert help_for(line, Mode.PRIVILEGED, Space.SYSTEM) == ("ERROR: % Unrecognized command",)


def test_a_long_sentence_goes_on_under_its_beginning() -> None:
    page = help_for("failover ?", Mode.CONFIG, Space.SYSTEM)
    at = next(index for index, row in enumerate(page) if row.startswith("  polltime"))
    assert all(len(row) <= 80 for row in page)
    assert page[at].index("Set how often") == len(page[at + 1]) - len(page[at + 1].lstrip())


def test_asking_changes_nothing_and_gives_the_prompt_back(pair: Pair) -> None:
    console = pair.primary.console
    console.go("ctx1", configure=True)
    before, prompt = pair.primary.running("ctx1"), console.prompt
    assert console.enter("hostname ?").split("\n")[-1].split()[0] == "WORD"
    assert console.enter("! is this a comment?") == ""
    assert (pair.primary.running("ctx1"), console.prompt) == (before, prompt)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("space", list(Space))
def test_a_keyword_that_several_commands_share_has_a_sentence_of_its_own(mode: Mode, space: Space) -> None:
    """A list shows one sentence a keyword, and that of the first command would be wrong for the others."""
    shared: dict[str, list[Command]] = {}

    def follow(command: Command, node: Node, path: tuple[str, ...]) -> None:
        for edge in node.edges:
            if edge.token.keyword and edge.token.keyword not in path:
                here = (*path, edge.token.keyword)
                commands = shared.setdefault(" ".join(here), [])
                if command not in commands:
                    commands.append(command)
                follow(command, edge.target, here)

    for command in commands_of(mode, space):
        follow(command, compiled(command.pattern), ())
    silent = [
        path
        for path, commands in shared.items()
        if len(commands) > 1
        and path.removeprefix("no ") not in KEYWORDS
        and path not in [c.name for c in commands]
    ]
    assert silent == []


@given(st.text(max_size=30), st.sampled_from(list(Mode)), st.sampled_from(list(Space)))
def test_whatever_stands_before_it_a_question_mark_is_answered(line: str, mode: Mode, space: Space) -> None:
    assert help_for(f"{line}?", mode, space)
