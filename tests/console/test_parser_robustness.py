"""Whatever is typed, a console answers."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asapair.actors.console.parser import Parsed, Problem, Refusal, apply_filter, parse, split_filter
from asapair.actors.facts.commands import COMMANDS, Mode, Space

MODES = st.sampled_from(list(Mode))
SPACES = st.sampled_from(list(Space))
KEYWORDS = sorted({word for command in COMMANDS for word in command.name.split()})
NEARLY = st.lists(
    st.one_of(
        st.sampled_from(
            [*KEYWORDS, "no", "1", "msec", "10.0.0.1", "255.0.0.0", "g0/1", "standby", "|", "disk0:/a"]
        ),
        st.sampled_from(KEYWORDS).flatmap(lambda word: st.integers(1, len(word)).map(lambda end: word[:end])),
        st.text(max_size=6),
    ),
    max_size=9,
).map(" ".join)


@given(st.one_of(NEARLY, st.text(), st.binary().map(lambda data: data.decode("latin-1"))), MODES, SPACES)
def test_any_line_is_a_command_or_a_refusal_with_a_column_in_it(line: str, mode: Mode, space: Space) -> None:
    found = parse(line, mode, space)
    if isinstance(found, Refusal):
        assert 0 <= found.column <= len(line)
    else:
        assert "\n" not in found.text
        assert found.text.isprintable()


@example("IS", Mode.INTERFACE, Space.SYSTEM)  # begins a global word, and is none
@given(NEARLY, MODES, SPACES)
def test_a_spelled_out_command_means_itself(line: str, mode: Mode, space: Space) -> None:
    found = parse(line, mode, space)
    if isinstance(found, Parsed):
        assert parse(found.text, mode, space) == found


@pytest.mark.parametrize(
    "line", ["show\x00failover", "\x1b[A", "hostname a\nhostname b", "hostname \x07", "no\x7f"]
)
@pytest.mark.parametrize("mode", list(Mode))
def test_control_characters_are_refused_where_they_stand(line: str, mode: Mode) -> None:
    first = next(index for index, character in enumerate(line) if not character.isprintable())
    assert parse(line, mode, Space.SYSTEM) == Refusal(Problem.INVALID, first)


@pytest.mark.parametrize("line", ["x" * 10_240, "description " + "y" * 10_240, "show " * 2_048, " " * 10_240])
@pytest.mark.parametrize("mode", list(Mode))
def test_a_line_of_ten_kilobytes_is_refused(line: str, mode: Mode) -> None:
    found = parse(line, mode, Space.SYSTEM)
    assert isinstance(found, Refusal)
    assert found.kind is Problem.INVALID


@given(st.text(), st.lists(st.text(max_size=20), max_size=5))
def test_any_filter_leaves_lines_of_the_page(pattern: str, lines: list[str]) -> None:
    _, chosen = split_filter(f"show failover | include {pattern}")
    if isinstance(chosen, Refusal):
        assert chosen.kind is (Problem.INVALID if pattern.strip() else Problem.INCOMPLETE)
        return
    assert set(apply_filter(lines, chosen)) <= set(lines)
