"""The device's regular expressions: they find what others find, and never take long."""

from __future__ import annotations

import re
import time

import hypothesis
import hypothesis.strategies as st
import pytest

from asapair.actors.console.patterns import DEEPEST, Pattern, PatternError


@pytest.mark.parametrize(
    ("pattern", "found", "not_found"),
    [
        ("a.c", "xabcx", "ac"),
        ("ab*c", "ac", "adc"),
        ("ab+c", "abbc", "ac"),
        ("ab?c", "abc", "abbc"),
        ("[a-c]x", "bx", "dx"),
        ("[^a-c]x", "dx", "bx"),
        ("[]x]", "]", "["),
        ("[a-]", "-", "b"),
        ("^a", "ab", "ba"),
        ("a$", "ba", "ab"),
        ("^$", "", "a"),
        ("one|two", "two", "three"),
        ("(ab)+c", "ababc", "c"),
        (r"\*", "*", "x"),
        (r"a\.b", "a.b", "axb"),
        ("_10_", "10", "100"),
        ("_10_", "vlan 10,20", "vlan 110"),
        ("a_b", "a_b", "axb"),
        ("^_a_$", "a", "ba"),
        ("x{2}", "x{2}", "xx"),
    ],
)
def test_a_pattern_finds_what_it_says(pattern: str, found: str, not_found: str) -> None:
    assert Pattern(pattern).search(found)
    assert not Pattern(pattern).search(not_found)


@pytest.mark.parametrize(
    ("pattern", "position"),
    [("*a", 0), ("a(b", 1), ("a)b", 1), ("a[b", 1), ("a[c-b]", 2), ("a\\", 1), ("a|*", 2)],
)
def test_what_is_no_pattern_is_refused_where_it_cannot_be_read(pattern: str, position: int) -> None:
    with pytest.raises(PatternError) as caught:
        Pattern(pattern)
    assert caught.value.position == position


def test_parentheses_nest_to_a_depth() -> None:
    assert Pattern("(" * DEEPEST + "a" + ")" * DEEPEST).search("a")
    with pytest.raises(PatternError):
        Pattern("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1))


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+$", "(a|a)+$", "(a*)*b", "a*a*a*a*a*a*b", "((a?){1}a)*" + "a?" * 100 + "c", "(a|b|ab)*c"],
)
def test_no_pattern_takes_long(pattern: str) -> None:
    """Python's own expressions try ways in their billions on these."""
    start = time.perf_counter()
    assert not Pattern(pattern).search("a" * 200 + "!")
    assert time.perf_counter() - start < 1


SAFE = st.recursive(
    st.sampled_from(["a", "b", "c", ".", "[ab]", "[^a]", "[a-c]", r"\.", " "]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda each: f"({'|'.join(each)})"),
        st.tuples(inner, st.sampled_from("*+?")).map(lambda each: f"({each[0]}){each[1]}"),
    ),
    max_leaves=8,
)
PATTERNS = st.tuples(st.sampled_from(["", "^"]), SAFE, st.sampled_from(["", "$"])).map("".join)


@hypothesis.given(PATTERNS, st.lists(st.text("abc. x", max_size=8), max_size=8))
def test_it_finds_what_pythons_expressions_find(pattern: str, lines: list[str]) -> None:
    """On short lines, where these do not take long either."""
    ours, theirs = Pattern(pattern), re.compile(pattern, re.DOTALL)
    for line in lines:
        assert ours.search(line) is (theirs.search(line) is not None)
