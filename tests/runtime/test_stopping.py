"""How an actor begins and ends, as Pykka documents it, on every runtime."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pykka
import pytest

from asapair.actors.duration import MILLISECOND
from asapair.actors.runtime import Actor, Runtime, RuntimeClosedError, handles


class Diary(Actor):
    """Writes its life down; `stop`, `twice` and `exit` end it."""

    def __init__(self, pages: list[str]) -> None:
        super().__init__()
        self.pages = pages
        pages.append("made")

    def on_start(self) -> None:
        self.pages.append("started")

    def on_stop(self) -> None:
        self.pages.append("stopped")

    def on_failure(self, *_error: object) -> None:
        self.pages.append("failed")

    @handles(str)
    def write(self, word: str) -> str:
        self.pages.append(word)
        if word in {"stop", "twice"}:
            self.stop()
        if word == "twice":
            self.stop()
        if word == "exit":
            raise SystemExit
        return word


class Mother(Actor):
    """Starts a diary for each name she hears."""

    def __init__(self, pages: list[str]) -> None:
        super().__init__()
        self.pages = pages

    @handles(str)
    def start_child(self, name: str) -> None:
        self.spawn(Diary, self.pages, name=name)
        self.send(name, "hello")


def test_an_actor_is_made_started_and_stopped_in_this_order(runtime: Runtime) -> None:
    pages: list[str] = []
    diary = runtime.spawn(Diary, pages, name="diary")
    diary.ask("here", timeout=5)
    assert diary.stop(timeout=5) is True
    assert pages == ["made", "started", "here", "stopped"]


def test_an_actor_is_alive_until_it_has_stopped(runtime: Runtime) -> None:
    diary = runtime.spawn(Diary, [], name="diary")
    assert diary.is_alive()
    diary.stop(timeout=5)
    assert not diary.is_alive()


def test_stopping_an_actor_that_has_stopped_says_so(runtime: Runtime) -> None:
    diary = runtime.spawn(Diary, [], name="diary")
    assert diary.stop(timeout=5) is True
    assert diary.stop(timeout=5) is False


def test_stop_without_blocking_returns_a_future_of_the_answer(runtime: Runtime) -> None:
    diary = runtime.spawn(Diary, [], name="diary")
    first, second = diary.stop(block=False), diary.stop(block=False)
    assert first.get(timeout=5) is True
    assert second.get(timeout=5) is True, "it was being stopped"
    assert diary.stop(block=False).get(timeout=5) is False


def test_what_was_told_before_the_stop_is_handled(runtime: Runtime) -> None:
    pages: list[str] = []
    diary = runtime.spawn(Diary, pages, name="diary")
    diary.tell("one")
    diary.tell("two")
    diary.stop(timeout=5)
    assert pages == ["made", "started", "one", "two", "stopped"]


def test_what_was_asked_after_the_stop_is_answered_with_actor_dead(runtime: Runtime) -> None:
    pages: list[str] = []
    diary = runtime.spawn(Diary, pages, name="diary")
    diary.tell("stop")
    question = diary.ask("first", block=False)
    diary.stop(block=False)
    late = diary.ask("late", block=False)
    assert question.get(timeout=5) == "first", "one sender's messages keep their order"
    with pytest.raises(pykka.ActorDeadError):
        late.get(timeout=5)
    assert pages == ["made", "started", "stop", "first", "stopped"]


def test_an_actor_may_stop_itself(runtime: Runtime, settle: Callable[[], None]) -> None:
    pages: list[str] = []
    diary = runtime.spawn(Diary, pages, name="diary")
    diary.tell("stop")
    settle()
    assert not diary.is_alive()
    assert pages == ["made", "started", "stop", "stopped"]


def test_an_actor_that_stops_itself_twice_stops_once(runtime: Runtime, settle: Callable[[], None]) -> None:
    pages: list[str] = []
    runtime.spawn(Diary, pages, name="diary").tell("twice")
    settle()
    assert pages == ["made", "started", "twice", "stopped"]


def test_a_stopped_actor_frees_its_name(runtime: Runtime) -> None:
    old = runtime.spawn(Diary, [], name="diary")
    old.stop(timeout=5)
    new = runtime.spawn(Diary, [], name="diary")
    assert new.ask("here", timeout=5) == "here"
    assert not old.is_alive()


def test_a_name_belongs_to_one_actor(runtime: Runtime) -> None:
    runtime.spawn(Diary, [], name="diary")
    with pytest.raises(ValueError, match="an actor called 'diary' already"):
        runtime.spawn(Diary, [], name="diary")


@pytest.mark.parametrize("name", ["-", "clock"])
def test_the_names_of_the_outside_and_the_clock_are_taken(runtime: Runtime, name: str) -> None:
    with pytest.raises(ValueError, match=f"an actor called '{name}' already"):
        runtime.spawn(Diary, [], name=name)


def test_a_handler_may_start_an_actor_and_send_to_it(runtime: Runtime, settle: Callable[[], None]) -> None:
    pages: list[str] = []
    runtime.spawn(Mother, pages, name="mother").tell("child")
    settle()
    assert pages == ["made", "started", "hello"]


def test_a_system_exit_in_a_told_message_stops_every_actor(runtime: Runtime) -> None:
    pages: list[str] = []
    other = runtime.spawn(Diary, [], name="other")
    diary = runtime.spawn(Diary, pages, name="diary")
    diary.tell("exit")
    with suppress(SystemExit):
        runtime.run(20 * MILLISECOND)
    assert pages == ["made", "started", "exit", "stopped"]
    assert not diary.is_alive()
    assert not other.is_alive()


def test_closing_stops_every_actor_latest_first(runtime: Runtime) -> None:
    stopped: list[str] = []

    class Named(Actor):
        def on_stop(self) -> None:
            stopped.append(self.name)

    references = [runtime.spawn(Named, name=name) for name in ("a", "b", "c")]
    runtime.close()
    assert stopped == ["c", "b", "a"]
    assert not any(reference.is_alive() for reference in references)


def test_closing_twice_is_closing_once(runtime: Runtime) -> None:
    pages: list[str] = []
    runtime.spawn(Diary, pages, name="diary")
    runtime.close()
    runtime.close()
    assert pages == ["made", "started", "stopped"]


def test_a_closed_runtime_says_so_whatever_is_asked_of_it(runtime: Runtime) -> None:
    diary = runtime.spawn(Diary, [], name="diary")
    runtime.close()
    with pytest.raises(RuntimeClosedError, match="closed"):
        runtime.spawn(Diary, [], name="other")
    with pytest.raises(RuntimeClosedError, match="closed"):
        runtime.input("diary", "hello")
    with pytest.raises(RuntimeClosedError, match="closed"):
        runtime.run(1)
    with pytest.raises(pykka.ActorDeadError):
        diary.tell("hello")
    with pytest.raises(pykka.ActorDeadError):
        diary.ask("hello", timeout=5)


def test_a_question_in_flight_is_answered_with_actor_dead_when_the_runtime_closes(runtime: Runtime) -> None:
    diary = runtime.spawn(Diary, [], name="diary")
    diary.stop(block=False)
    question = diary.ask("hello", block=False)
    runtime.close()
    with pytest.raises(pykka.ActorDeadError):
        question.get(timeout=5)
