"""What is typed in configuration mode and is no configuration: comments, exec commands (reference 1.5)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from asapair.actors import Pair

INVALID = "ERROR: % Invalid input detected at '^' marker."

Types = Callable[..., str]


@pytest.fixture
def unchanged(pair: Pair) -> Types:
    """Type a line in configuration mode of a context; what it prints, if neither unit has changed by it."""

    def types(line: str, *, space: str = "ctx1") -> str:
        console = pair.primary.console
        console.go(space, configure=True)
        before = pair.primary.running(space), pair.secondary.running(space)
        printed = console.enter(line)
        pair.advance("1s")
        assert (pair.primary.running(space), pair.secondary.running(space)) == before
        return printed

    return types


@pytest.mark.parametrize(
    "line",
    [": Saved", ":", "! a comment", "!", "   ! x", "ASA Version 9.1(5)16 <context>", "Cryptochecksum:0123"],
)
@pytest.mark.parametrize("space", ["system", "ctx1"])
def test_a_comment_and_the_frame_of_a_saved_text_are_taken_in_silence(
    unchanged: Types, line: str, space: str
) -> None:
    assert unchanged(line, space=space) == ""


@pytest.mark.parametrize("line", [": Saved", "!", ":"])
def test_a_comment_is_taken_at_any_prompt(pair: Pair, line: str) -> None:
    console = pair.primary.console
    assert console.enter(line) == ""
    console.enter("disable")
    assert console.enter(line) == ""


@pytest.mark.parametrize(
    "line",
    [
        "ping 192.0.2.1",
        "traceroute 192.0.2.1",
        "debug fover switch",
        "undebug all",
        "no debug fover",
        "capture c interface outside",
        "test aaa-server authentication a",
        "who",
        "help",
        "login",
        "do show failover",
        "y",
        "yes",
        "packet-tracer input inside tcp 192.0.2.1 1 192.0.2.2 2",
        "perfmon interval 1",
        "kill 1",
        "clear xlate",
        "clear conn",
        "pi 192.0.2.1",
    ],
)
def test_an_exec_command_that_is_not_carried_out_here_is_refused(unchanged: Types, line: str) -> None:
    assert unchanged(line).split("\n")[-1] == INVALID


@pytest.mark.parametrize("line", ["no", "n", "show", "sh"])
def test_half_a_command_is_refused(unchanged: Types, line: str) -> None:
    assert unchanged(line).split("\n")[-1] == "ERROR: % Incomplete command"


@pytest.mark.parametrize(
    "line",
    [
        "clock set 12:00:00 1 January 2020",
        "crypto key generate rsa modulus 2048",
        "crypto key zeroize rsa",
        "crypto ca authenticate self",
    ],
)
def test_an_action_without_effect_here_leaves_no_line(unchanged: Types, line: str) -> None:
    assert unchanged(line) == ""


def test_the_time_zone_is_configuration_all_the_same(pair: Pair) -> None:
    console = pair.primary.console
    console.go("system", configure=True)
    assert console.enter("clock timezone CET 1") == ""
    running = pair.primary.running()
    assert running is not None
    assert running.has("clock timezone CET 1")
