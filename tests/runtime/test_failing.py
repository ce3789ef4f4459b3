"""What happens to an actor whose code raises, as Pykka documents it, on every runtime."""

from __future__ import annotations

from collections.abc import Callable

import pykka
import pytest

from asapair.actors.runtime import Actor, ActorFailedError, Runtime, handles

Settle = Callable[[], None]


class Fragile(Actor):
    """Breaks where it is told to, and writes down what Pykka calls."""

    def __init__(self, calls: list[object], weakness: str = "") -> None:
        super().__init__()
        self.calls = calls
        self.weakness = weakness

    def on_start(self) -> None:
        self.calls.append("on_start")
        self.break_in("on_start")

    def on_stop(self) -> None:
        self.calls.append("on_stop")
        self.break_in("on_stop")

    def on_failure(self, *error: object) -> None:
        self.calls.append(("on_failure", error[0], str(error[1])))
        self.break_in("on_failure")

    @handles(str)
    def handle(self, word: str) -> str:
        if word == "break":
            raise ArithmeticError("broken")
        self.calls.append(word)
        return word

    def break_in(self, place: str) -> None:
        if place == self.weakness:
            raise LookupError(f"broken in {place}")


class Sender(Actor):
    """Sends on what it is told, by name."""

    @handles(tuple)
    def pass_on(self, letter: tuple[str, str]) -> None:
        self.send(*letter)


BROKEN = ("on_failure", ArithmeticError, "broken")


def test_an_exception_in_a_told_message_stops_the_actor_and_calls_on_failure(
    runtime: Runtime, settle: Settle
) -> None:
    calls: list[object] = []
    fragile = runtime.spawn(Fragile, calls, name="fragile")
    fragile.tell("break")
    settle()
    assert not fragile.is_alive()
    assert pykka.ActorRegistry.get_by_urn("fragile") is None
    assert calls == ["on_start", BROKEN]


def test_an_exception_in_a_sent_message_stops_the_actor_and_calls_on_failure(
    runtime: Runtime, settle: Settle
) -> None:
    calls: list[object] = []
    fragile = runtime.spawn(Fragile, calls, name="fragile")
    runtime.spawn(Sender, name="sender")
    runtime.input("sender", ("fragile", "break"))
    settle()
    assert not fragile.is_alive()
    assert pykka.ActorRegistry.get_by_urn("fragile") is None
    assert calls == ["on_start", BROKEN]


def test_an_exception_in_an_input_stops_the_actor_and_calls_on_failure(
    runtime: Runtime, settle: Settle
) -> None:
    calls: list[object] = []
    fragile = runtime.spawn(Fragile, calls, name="fragile")
    runtime.input("fragile", "break")
    settle()
    assert not fragile.is_alive()
    assert calls == ["on_start", BROKEN]


def test_the_other_actors_live_on(runtime: Runtime, settle: Settle) -> None:
    sound = runtime.spawn(Fragile, [], name="sound")
    runtime.spawn(Fragile, [], name="fragile").tell("break")
    settle()
    assert sound.ask("here", timeout=5) == "here"


def test_a_failed_actor_frees_its_name(runtime: Runtime, settle: Settle) -> None:
    runtime.spawn(Fragile, [], name="fragile")
    runtime.input("fragile", "break")
    settle()
    assert runtime.spawn(Fragile, [], name="fragile").ask("here", timeout=5) == "here"


def test_what_waits_for_a_failed_actor_is_answered_with_actor_dead(runtime: Runtime, settle: Settle) -> None:
    fragile = runtime.spawn(Fragile, [], name="fragile")
    fragile.tell("break")
    question = fragile.ask("late", block=False)
    settle()
    settle()
    with pytest.raises(pykka.ActorDeadError):
        question.get(timeout=5)


def test_an_exception_in_on_start_stops_the_actor_and_calls_neither_on_stop_nor_on_failure(
    runtime: Runtime, settle: Settle
) -> None:
    calls: list[object] = []
    with pytest.raises(ActorFailedError) as caught:  # noqa: PT012  a thread starts it later than the caller's own
        runtime.spawn(Fragile, calls, "on_start", name="fragile")
        runtime.run(1)
    assert isinstance(caught.value.__cause__, LookupError)
    settle()
    assert calls == ["on_start"]
    assert pykka.ActorRegistry.get_by_urn("fragile") is None
    with pytest.raises(KeyError):
        runtime.input("fragile", "hello")


def test_an_exception_in_on_stop_stops_the_actor_all_the_same(runtime: Runtime, settle: Settle) -> None:
    calls: list[object] = []
    fragile = runtime.spawn(Fragile, calls, "on_stop", name="fragile")
    fragile.stop(block=False)
    settle()
    assert not fragile.is_alive()
    assert calls == ["on_start", "on_stop"]


def test_an_exception_in_on_failure_stops_the_actor_all_the_same(runtime: Runtime, settle: Settle) -> None:
    calls: list[object] = []
    fragile = runtime.spawn(Fragile, calls, "on_failure", name="fragile")
    fragile.tell("break")
    settle()
    assert not fragile.is_alive()
    assert calls == ["on_start", BROKEN]


def test_an_exception_in_the_constructor_reaches_the_one_who_spawns(runtime: Runtime) -> None:
    class Unborn(Actor):
        def __init__(self) -> None:
            super().__init__()
            raise LookupError("not today")

    with pytest.raises(LookupError, match="not today"):
        runtime.spawn(Unborn, name="unborn")
    assert pykka.ActorRegistry.get_by_urn("unborn") is None
    runtime.spawn(Sender, name="unborn")
