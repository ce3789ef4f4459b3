"""What Pykka documents about `tell` and `ask`, on every runtime."""

from __future__ import annotations

import traceback
from collections.abc import Callable

import pykka
import pytest

from asapair.actors.runtime import Actor, Runtime, UnhandledMessageError, handles


class Clerk(Actor):
    """Writes numbers down, answers words, and is upset by bytes."""

    def __init__(self, book: list[object] | None = None) -> None:
        super().__init__()
        self.book: list[object] = [] if book is None else book

    @handles(int)
    def note(self, number: int) -> None:
        self.book.append(number)

    @handles(str)
    def answer(self, word: str) -> object:
        return list(self.book) if word == "book" else word.upper()

    @handles(bytes)
    def upset(self, _message: bytes) -> None:
        raise ZeroDivisionError("upset")


class Asker(Actor):
    """Asks a clerk without waiting, and keeps the question."""

    def __init__(self, clerk: pykka.ActorRef[Clerk]) -> None:
        super().__init__()
        self.clerk = clerk
        self.question: pykka.Future[object] | None = None

    @handles(str)
    def ask(self, word: str) -> object:
        self.question = self.clerk.ask(word, block=False)
        return self.question


class Teller(Actor):
    """Tells a clerk what it is told."""

    def __init__(self, clerk: pykka.ActorRef[Clerk]) -> None:
        super().__init__()
        self.clerk = clerk

    @handles(int)
    def pass_on(self, number: int) -> None:
        self.clerk.tell(number)


def test_what_is_told_is_handled(runtime: Runtime, settle: Callable[[], None]) -> None:
    book: list[object] = []
    runtime.spawn(Clerk, book, name="clerk").tell(1)
    settle()
    assert book == [1]


def test_what_one_sender_tells_and_asks_is_handled_in_its_order(runtime: Runtime) -> None:
    clerk = runtime.spawn(Clerk, name="clerk")
    for number in range(20):
        clerk.tell(number)
    assert clerk.ask("book", timeout=5) == list(range(20))


def test_an_input_is_handled_in_order_with_what_is_told_from_outside(runtime: Runtime) -> None:
    clerk = runtime.spawn(Clerk, name="clerk")
    for number in range(0, 20, 2):
        clerk.tell(number)
        runtime.input("clerk", number + 1)
    assert clerk.ask("book", timeout=5) == list(range(20))


def test_an_input_for_an_unknown_name_is_a_key_error_that_names_it(runtime: Runtime) -> None:
    with pytest.raises(KeyError, match="no actor called 'nobody'"):
        runtime.input("nobody", 1)


def test_an_input_for_an_actor_that_has_stopped_is_a_key_error(runtime: Runtime) -> None:
    clerk = runtime.spawn(Clerk, name="clerk")
    runtime.input("clerk", 1)
    clerk.stop(timeout=5)
    with pytest.raises(KeyError, match="no actor called 'clerk'"):
        runtime.input("clerk", 2)


def test_ask_returns_what_the_handler_returns(runtime: Runtime) -> None:
    assert runtime.spawn(Clerk, name="clerk").ask("hello", timeout=5) == "HELLO"


def test_a_handler_that_returns_nothing_is_answered_with_none(runtime: Runtime) -> None:
    assert runtime.spawn(Clerk, name="clerk").ask(1, timeout=5) is None


def test_ask_without_blocking_returns_a_future(runtime: Runtime) -> None:
    future = runtime.spawn(Clerk, name="clerk").ask("hello", block=False)
    assert isinstance(future, pykka.Future)
    assert future.get(timeout=5) == "HELLO"
    assert future.get(timeout=5) == "HELLO", "it can be read again"


def test_an_exception_reaches_the_one_who_asked_with_the_handler_in_its_traceback(runtime: Runtime) -> None:
    with pytest.raises(ZeroDivisionError, match="upset") as caught:
        runtime.spawn(Clerk, name="clerk").ask(b"", timeout=5)
    assert "upset" in [frame.name for frame in traceback.extract_tb(caught.value.__traceback__)]


def test_an_exception_in_the_reply_can_be_read_again(runtime: Runtime) -> None:
    future = runtime.spawn(Clerk, name="clerk").ask(b"", block=False)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError, match="upset"):
            future.get(timeout=5)


def test_an_actor_lives_on_after_an_exception_that_reached_the_one_who_asked(runtime: Runtime) -> None:
    clerk = runtime.spawn(Clerk, name="clerk")
    with pytest.raises(ZeroDivisionError):
        clerk.ask(b"", timeout=5)
    assert clerk.is_alive()
    assert clerk.ask("still here", timeout=5) == "STILL HERE"


def test_a_message_without_a_handler_is_an_error_that_names_actor_message_and_sender(
    runtime: Runtime,
) -> None:
    with pytest.raises(UnhandledMessageError, match=r"clerk has no handler for 1\.5 from -"):
        runtime.spawn(Clerk, name="clerk").ask(1.5, timeout=5)


def test_telling_an_actor_that_has_stopped_raises(runtime: Runtime) -> None:
    clerk = runtime.spawn(Clerk, name="clerk")
    clerk.stop(timeout=5)
    with pytest.raises(pykka.ActorDeadError, match=r"Clerk \(clerk\) not found"):
        clerk.tell(1)


def test_asking_an_actor_that_has_stopped_raises_where_the_reply_is_read(runtime: Runtime) -> None:
    clerk = runtime.spawn(Clerk, name="clerk")
    clerk.stop(timeout=5)
    future = clerk.ask("hello", block=False)
    with pytest.raises(pykka.ActorDeadError, match=r"Clerk \(clerk\) not found"):
        future.get(timeout=5)
    with pytest.raises(pykka.ActorDeadError, match=r"Clerk \(clerk\) not found"):
        clerk.ask("hello", timeout=5)


def test_a_handler_may_tell_another_actor_by_its_reference(
    runtime: Runtime, settle: Callable[[], None]
) -> None:
    book: list[object] = []
    clerk = runtime.spawn(Clerk, book, name="clerk")
    teller = runtime.spawn(Teller, clerk, name="teller")
    for number in range(5):
        teller.tell(number)
    settle()
    assert book == list(range(5))


def test_a_handler_may_ask_without_waiting_and_hand_the_question_on(runtime: Runtime) -> None:
    clerk = runtime.spawn(Clerk, name="clerk")
    asker = runtime.spawn(Asker, clerk, name="asker")
    question = asker.ask("hello", timeout=5)
    assert isinstance(question, pykka.Future)
    assert question.get(timeout=5) == "HELLO"


def test_a_reference_says_its_class_and_the_name(runtime: Runtime) -> None:
    clerk = runtime.spawn(Clerk, name="clerk")
    assert str(clerk) == "Clerk (clerk)"
    assert repr(clerk) == "<ActorRef for Clerk (clerk)>"
    assert clerk.actor_urn == "clerk"
    assert issubclass(clerk.actor_class, Clerk)
