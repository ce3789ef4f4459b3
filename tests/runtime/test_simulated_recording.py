"""A recorder sees every delivery of a simulated run: who, when, why, what, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from asapair.actors.runtime import Actor, ActorFailedError, SimulatedRuntime, handles

Simulate = Callable[..., SimulatedRuntime]


class Record(NamedTuple):
    """One delivery as the recorder got it."""

    step: int
    now: int
    sender: str
    receiver: str
    cause: int
    message: object
    effects: list[Any]


class Records(list[Record]):
    """Keeps what it is told."""

    def delivery(self, *record: Any) -> None:
        self.append(Record(*record))


class Actress(Actor):
    """Does everything that a recorder writes down, by the word."""

    def on_start(self) -> None:
        if self.name == "child":
            self.send("actress", "born")

    @handles(str)
    def act(self, word: str) -> object:
        act = getattr(self, word, None)
        return act() if act else word

    def sending(self) -> None:
        self.send("other", "hello")
        self.send("other", "later", 5)
        self.send("nobody", "lost")

    def telling(self) -> None:
        self.actor_ref.tell("told")

    def timing(self) -> None:
        self.after(3, "bell", "ding")
        self.after(7, "gong", "dong")
        self.cancel("gong")
        self.cancel("gong")

    def renewing(self) -> None:
        self.after(3, "bell", "ding")
        self.send("actress", "old")
        self.renew()

    def emitting(self) -> None:
        self.emit("event")

    def bearing(self) -> None:
        self.spawn(Actress, name="child")
        self.emit("born")

    def failing(self) -> None:
        self.emit("before")
        raise ArithmeticError("broken")

    def ringing(self) -> None:
        """Cancel the timer that is being handled."""
        self.cancel("bell")

    def cutting(self) -> None:
        """Cancel a timer that is on its way."""
        self.cancel("second")


@pytest.fixture
def records() -> Records:
    return Records()


@pytest.fixture
def stage(simulate: Simulate, records: Records) -> SimulatedRuntime:
    """Build a recorded run with two actors, `actress` and `other`."""
    simulated = simulate(0, records)
    simulated.spawn(Actress, name="actress")
    simulated.spawn(Actress, name="other")
    return simulated


def play(stage: SimulatedRuntime, word: str) -> None:
    stage.input("actress", word)
    stage.run(stage.now + 100)


def test_an_input_has_no_cause(stage: SimulatedRuntime, records: Records) -> None:
    stage.run(4)
    play(stage, "word")
    play(stage, "another word")
    assert records == [
        (1, 4, "-", "actress", 0, "word", []),
        (2, 104, "-", "actress", 0, "another word", []),
    ]


def test_a_question_from_outside_is_recorded_like_an_input(stage: SimulatedRuntime, records: Records) -> None:
    stage.actors["actress"].actor_ref.ask("word")
    stage.actors["actress"].actor_ref.ask("word")
    assert records == [(1, 0, "-", "actress", 0, "word", []), (2, 0, "-", "actress", 0, "word", [])]


def test_what_was_sent_names_its_sender_and_the_step_that_sent_it(
    stage: SimulatedRuntime, records: Records
) -> None:
    play(stage, "word")
    play(stage, "sending")
    assert records[1:] == [
        (
            2,
            100,
            "-",
            "actress",
            0,
            "sending",
            [
                ("send", "other", "hello", 0),
                ("send", "other", "later", 5),
                ("send", "nobody", "lost", 0),
                ("dead letter", "nobody", "lost"),
            ],
        ),
        (3, 100, "actress", "other", 2, "hello", []),
        (4, 105, "actress", "other", 2, "later", []),
    ]


def test_what_was_told_by_reference_is_recorded_as_if_sent(stage: SimulatedRuntime, records: Records) -> None:
    play(stage, "telling")
    assert records == [
        (1, 0, "-", "actress", 0, "telling", [("send", "actress", "told", 0)]),
        (2, 0, "actress", "actress", 1, "told", []),
    ]


def test_timers_are_recorded_when_they_are_armed_cancelled_and_handled(
    stage: SimulatedRuntime, records: Records
) -> None:
    play(stage, "timing")
    assert records == [
        (
            1,
            0,
            "-",
            "actress",
            0,
            "timing",
            [("timer", "bell", "ding", 3), ("timer", "gong", "dong", 7), ("cancel", "gong")],
        ),
        (2, 3, "clock", "actress", 1, "ding", []),
    ]


def test_a_timer_that_is_cancelled_on_its_way_is_recorded_as_dropped(
    stage: SimulatedRuntime, records: Records
) -> None:
    actress = stage.actors["actress"]
    actress.after(3, "first", "cutting")
    actress.after(3, "second", "late")
    stage.run(3)
    assert records == [
        (1, 3, "clock", "actress", 0, "cutting", [("cancel", "second")]),
        (2, 3, "clock", "actress", 0, "late", [("drop", "a cancelled timer")]),
    ]


def test_a_timer_that_is_being_handled_is_no_more_to_be_cancelled(
    stage: SimulatedRuntime, records: Records
) -> None:
    stage.actors["actress"].after(3, "bell", "ringing")
    stage.run(3)
    assert records == [(1, 3, "clock", "actress", 0, "ringing", [])]


def test_what_an_earlier_incarnation_sent_is_recorded_as_dropped(
    stage: SimulatedRuntime, records: Records
) -> None:
    play(stage, "renewing")
    assert records == [
        (
            1,
            0,
            "-",
            "actress",
            0,
            "renewing",
            [("timer", "bell", "ding", 3), ("send", "actress", "old", 0), ("renew", 1)],
        ),
        (2, 0, "actress", "actress", 1, "old", [("drop", "an earlier incarnation")]),
    ]


def test_an_event_is_recorded_before_it_is_published(stage: SimulatedRuntime, records: Records) -> None:
    recorded: list[list[Record]] = []
    stage.publish = lambda _now, _actor, _event: recorded.append(list(records))
    play(stage, "emitting")
    assert recorded == [[(1, 0, "-", "actress", 0, "emitting", [("emit", "event")])]]


def test_a_child_and_what_it_does_at_once_is_recorded_with_the_mother(
    stage: SimulatedRuntime, records: Records
) -> None:
    play(stage, "bearing")
    assert records[0].effects == [("spawn", "child"), ("send", "actress", "born", 0), ("emit", "born")]
    assert records[1] == (2, 0, "child", "actress", 1, "born", [])


@pytest.mark.parametrize("way", ["input", "tell"])
def test_a_delivery_that_fails_is_recorded_with_what_it_did_and_how_it_failed(
    stage: SimulatedRuntime, records: Records, way: str
) -> None:
    if way == "tell":
        stage.actors["actress"].actor_ref.tell("failing")
    else:
        stage.input("actress", "failing")
    with pytest.raises(ActorFailedError):
        stage.run(0)
    effects = [("emit", "before"), ("failure", "actress", "ArithmeticError('broken')")]
    assert records == [(1, 0, "-", "actress", 0, "failing", effects)]


@pytest.mark.parametrize("way", ["input", "tell"])
def test_what_comes_too_late_for_an_actor_is_recorded_as_a_dead_letter(
    stage: SimulatedRuntime, records: Records, way: str
) -> None:
    actress = stage.actors["actress"].actor_ref
    actress.stop(block=False)
    if way == "tell":
        actress.tell("late")
    else:
        stage.input("actress", "late")
    stage.run(0)
    assert records[1] == (2, 0, "-", "actress", 0, "late", [("dead letter", "actress", "late")])


def test_a_record_has_its_own_list_of_effects(stage: SimulatedRuntime, records: Records) -> None:
    play(stage, "emitting")
    play(stage, "emitting")
    assert records[0].effects is not records[1].effects
    assert [record.effects for record in records] == [[("emit", "event")]] * 2
