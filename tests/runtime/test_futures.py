"""Pykka's futures, with replies of actors and by themselves, on every runtime."""

from __future__ import annotations

import queue
import traceback
from collections.abc import Callable
from typing import Any

import pykka
import pytest

from asapair.actors.runtime import Actor, Runtime, handles

Future = pykka.Future[Any]
Question = Callable[[Any], Future]


class Echo(Actor):
    """Answers with what it got."""

    @handles(int, list)
    def answer(self, message: object) -> object:
        return message

    @handles(str)
    def fail(self, message: str) -> None:
        raise ValueError(message)


@pytest.fixture
def question(runtime: Runtime) -> Question:
    """Ask something that is answered with itself."""
    echo = runtime.spawn(Echo, name="echo")
    return lambda message: echo.ask(message, block=False)


@pytest.fixture
def future(runtime: Runtime) -> Future:
    """Make a future that belongs to no question."""
    made: Future = runtime.spawn(Echo, name="maker").actor_class._create_future()
    return made


def test_a_future_gives_the_value_that_was_set(future: Future) -> None:
    future.set(3)
    assert future.get(timeout=0) == 3


def test_a_future_that_was_set_to_nothing_gives_none(future: Future) -> None:
    future.set()
    assert future.get(timeout=0) is None


def test_a_future_gives_the_very_object_that_was_set(future: Future) -> None:
    value: list[int] = []
    future.set(value)
    assert future.get(timeout=0) is value


def test_a_future_that_nobody_sets_times_out(future: Future) -> None:
    with pytest.raises(pykka.Timeout):
        future.get(timeout=0)


def test_a_future_that_timed_out_can_still_be_set_and_read(future: Future) -> None:
    with pytest.raises(pykka.Timeout):
        future.get(timeout=0)
    future.set(1)
    assert future.get(timeout=0) == 1


def test_setting_a_future_twice_is_refused(future: Future) -> None:
    future.set(1)
    with pytest.raises(queue.Full):
        future.set(2)
    with pytest.raises(queue.Full):
        future.set_exception((ValueError, ValueError(), None))
    with pytest.raises(queue.Full):
        future.set_get_hook(lambda _timeout: 3)
    assert future.get(timeout=0) == 1


def test_setting_a_future_that_has_an_exception_is_refused(future: Future) -> None:
    future.set_exception((ValueError, ValueError("first"), None))
    with pytest.raises(queue.Full):
        future.set(2)
    with pytest.raises(ValueError, match="first"):
        future.get(timeout=0)


def test_setting_a_future_that_has_a_hook_is_refused(future: Future) -> None:
    future.set_get_hook(lambda _timeout: 1)
    with pytest.raises(queue.Full):
        future.set(2)
    with pytest.raises(queue.Full):
        future.set_exception((ValueError, ValueError(), None))
    assert future.get(timeout=0) == 1


def test_a_future_raises_the_exception_that_was_set(future: Future) -> None:
    future.set_exception((ValueError, ValueError("told"), None))
    for _ in range(2):
        with pytest.raises(ValueError, match="told"):
            future.get(timeout=0)


def test_a_future_makes_the_exception_when_only_its_class_was_set(future: Future) -> None:
    future.set_exception((ZeroDivisionError, None, None))
    with pytest.raises(ZeroDivisionError, match=r"^$"):
        future.get(timeout=0)


def test_a_future_takes_the_exception_being_handled(future: Future) -> None:
    try:
        int("handled")
    except ValueError:
        future.set_exception()
    with pytest.raises(ValueError, match="handled") as caught:
        future.get(timeout=0)
    frames = [frame.line for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert 'int("handled")' in frames


def test_a_hook_gets_the_timeout_and_is_called_once(future: Future) -> None:
    timeouts: list[float | None] = []

    def hook(timeout: float | None) -> str:
        timeouts.append(timeout)
        return "hooked"

    future.set_get_hook(hook)
    assert [future.get(timeout=7), future.get(timeout=8)] == ["hooked", "hooked"]
    assert timeouts == [7]


def test_map_applies_a_function_to_the_reply(question: Question) -> None:
    assert question(20).map(lambda value: value + 1).map(lambda value: value * 2).get(timeout=5) == 42


def test_map_applies_its_function_once(question: Question) -> None:
    calls: list[int] = []
    mapped = question(1).map(calls.append)
    mapped.get(timeout=5)
    mapped.get(timeout=5)
    assert calls == [1]


def test_map_takes_a_list_as_one_value(question: Question) -> None:
    assert question([1, 2, 3]).map(len).get(timeout=5) == 3


def test_map_raises_what_the_reply_raises(question: Question) -> None:
    with pytest.raises(ValueError, match="no"):
        question("no").map(len).get(timeout=5)


def test_filter_keeps_the_items_of_which_a_predicate_holds(question: Question) -> None:
    assert question([1, 9, 2, 8]).filter(lambda item: item > 2).get(timeout=5) == [9, 8]


def test_filter_of_what_is_no_iterable_is_a_type_error(question: Question) -> None:
    with pytest.raises(TypeError):
        question(1).filter(lambda _item: True).get(timeout=5)


def test_join_collects_several_replies_in_its_order(question: Question) -> None:
    last, first, middle = question(3), question(1), question(2)
    assert first.join(middle, last).get(timeout=5) == [1, 2, 3]


def test_joined_replies_can_be_mapped(question: Question) -> None:
    assert question(1).join(question(2), question(3)).map(sum).get(timeout=5) == 6


def test_reduce_folds_the_items_from_the_left(question: Question) -> None:
    assert question([1, 2, 3]).reduce(lambda left, right: left * 10 + right).get(timeout=5) == 123


def test_reduce_begins_with_the_value_it_is_given(question: Question) -> None:
    assert question([]).reduce(max, 5).get(timeout=5) == 5
    assert question([1, 2]).reduce(lambda left, right: left * 10 + right, 9).get(timeout=5) == 912


def test_reduce_of_what_is_no_iterable_is_a_type_error(question: Question) -> None:
    with pytest.raises(TypeError):
        question(1).reduce(max).get(timeout=5)


def test_get_all_collects_replies_in_the_order_of_the_questions(question: Question) -> None:
    assert pykka.get_all([question(1), question(2), question(3)], timeout=5) == [1, 2, 3]


def test_get_all_raises_what_a_reply_raises(question: Question) -> None:
    with pytest.raises(ValueError, match="no"):
        pykka.get_all([question(1), question("no")], timeout=5)


def test_a_future_can_be_awaited(question: Question) -> None:
    waiting = question(4).__await__()
    assert next(waiting) is None
    with pytest.raises(StopIteration) as caught:
        next(waiting)
    assert caught.value.value == 4


def test_a_future_says_what_it_is(question: Question) -> None:
    assert repr(question(1)) == "<pykka.Future>"
