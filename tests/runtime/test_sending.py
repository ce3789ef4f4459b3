"""What actors use among themselves: names, timers, events, chance and incarnations, on every runtime."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, NamedTuple

import pykka
import pytest

from asapair.actors.duration import MILLISECOND, SECOND
from asapair.actors.runtime import Actor, Runtime, SimulatedRuntime, handles

Settle = Callable[[], None]
Do = Callable[..., list[Any]]


class Note(NamedTuple):
    """Something that is written down where it arrives."""

    text: str


class Calls(NamedTuple):
    """Methods of an actor, with arguments, to be called inside one handler."""

    calls: tuple[tuple[Any, ...], ...]


class Hand(Actor):
    """Does what it is handed, and writes down each note with who sent it."""

    def __init__(self, notes: list[tuple[str, str]] | None = None) -> None:
        super().__init__()
        self.notes: list[tuple[str, str]] = [] if notes is None else notes
        self.instants: list[int] = []

    @handles(Note)
    def write(self, note: Note) -> None:
        self.notes.append((self.sender, note.text))
        self.instants.append(self.now)

    @handles(Calls)
    def do(self, message: Calls) -> list[object]:
        return [getattr(self, name)(*arguments) for name, *arguments in message.calls]

    def emit_now(self) -> None:
        self.emit(self.now)

    def look(self, attribute: str) -> object:
        return getattr(self, attribute)


def act(hand: pykka.ActorRef[Hand], *calls: tuple[Any, ...]) -> list[Any]:
    """Let a hand call its own methods inside a handler, and return what they return."""
    return list(hand.ask(Calls(calls), block=True, timeout=5))


@pytest.fixture
def notes() -> list[tuple[str, str]]:
    """Collect what the actor `hand` writes down."""
    return []


@pytest.fixture
def do(runtime: Runtime, notes: list[tuple[str, str]]) -> Do:
    """Let the actor `hand` call its own methods inside a handler, and return what they return."""
    return functools.partial(act, runtime.spawn(Hand, notes, name="hand"))


@pytest.fixture
def alone() -> list[float]:
    """Tell what an actor called `hand` draws when it is the only one, with seed 0."""
    lonely = SimulatedRuntime(0)
    hand = lonely.spawn(Hand, name="hand")
    drawn = act(hand, *[("draw",)] * 3)
    lonely.close()
    return drawn


class TestSend:
    def test_a_message_finds_its_receiver_by_name_and_says_who_sent_it(
        self, runtime: Runtime, do: Do, settle: Settle
    ) -> None:
        received: list[tuple[str, str]] = []
        runtime.spawn(Hand, received, name="other")
        do(("send", "other", Note("hello")))
        settle()
        assert received == [("hand", "hello")]

    def test_an_input_comes_from_the_outside(
        self, runtime: Runtime, do: Do, notes: list[tuple[str, str]], settle: Settle
    ) -> None:
        assert do(("look", "sender")) == ["-"]
        runtime.input("hand", Note("hello"))
        settle()
        assert notes == [("-", "hello")]

    def test_before_its_first_message_an_actor_hears_the_outside(self, runtime: Runtime) -> None:
        heard: list[str] = []

        class Early(Actor):
            def on_start(self) -> None:
                heard.append(self.sender)

        runtime.spawn(Early, name="early").stop(timeout=5)
        assert heard == ["-"]

    def test_an_actor_may_send_to_itself(self, do: Do, notes: list[tuple[str, str]], settle: Settle) -> None:
        do(("send", "hand", Note("remember")))
        settle()
        assert notes == [("hand", "remember")]

    def test_a_message_to_nobody_harms_nobody(
        self, do: Do, notes: list[tuple[str, str]], settle: Settle
    ) -> None:
        do(("send", "nobody", Note("lost")), ("send", "hand", Note("found")))
        settle()
        assert notes == [("hand", "found")]

    def test_a_message_to_an_actor_that_has_stopped_harms_nobody(
        self, runtime: Runtime, do: Do, notes: list[tuple[str, str]], settle: Settle
    ) -> None:
        other = runtime.spawn(Hand, name="other")
        do(("send", "other", Note("first")))
        other.stop(timeout=5)
        do(("send", "other", Note("lost")), ("send", "hand", Note("found")))
        settle()
        assert notes == [("hand", "found")]

    def test_a_message_finds_the_actor_that_took_over_a_name(
        self, runtime: Runtime, do: Do, settle: Settle
    ) -> None:
        old: list[tuple[str, str]] = []
        new: list[tuple[str, str]] = []
        other = runtime.spawn(Hand, old, name="other")
        do(("send", "other", Note("to the old one")))
        settle()
        other.stop(timeout=5)
        runtime.spawn(Hand, new, name="other")
        do(("send", "other", Note("to the new one")))
        settle()
        assert (old, new) == ([("hand", "to the old one")], [("hand", "to the new one")])

    def test_messages_from_one_to_another_keep_their_order(
        self, runtime: Runtime, do: Do, settle: Settle
    ) -> None:
        received: list[tuple[str, str]] = []
        runtime.spawn(Hand, received, name="other")
        do(*[("send", "other", Note(f"{number}")) for number in range(50)])
        settle()
        assert received == [("hand", f"{number}") for number in range(50)]

    def test_a_delayed_message_comes_later_than_one_sent_after_it(
        self, do: Do, notes: list[tuple[str, str]], settle: Settle
    ) -> None:
        do(("send", "hand", Note("late"), MILLISECOND), ("send", "hand", Note("early")))
        settle()
        assert notes == [("hand", "early"), ("hand", "late")]

    def test_delayed_messages_that_are_due_in_their_order_keep_it(
        self, do: Do, notes: list[tuple[str, str]], settle: Settle
    ) -> None:
        delays = [0, 0, 1, 1, 1, 2, 5, 5]
        do(*[("send", "hand", Note(f"{number}"), delay * MILLISECOND) for number, delay in enumerate(delays)])
        settle()
        assert notes == [("hand", f"{number}") for number in range(len(delays))]

    def test_a_message_cannot_be_sent_into_the_past(self, do: Do) -> None:
        with pytest.raises(ValueError, match="-1 ns"):
            do(("send", "hand", Note("yesterday"), -1))


class TestTimers:
    def test_a_timer_comes_from_the_clock_after_its_delay(
        self, runtime: Runtime, do: Do, notes: list[tuple[str, str]], settle: Settle
    ) -> None:
        do(("after", 5 * MILLISECOND, "bell", Note("ding")))
        runtime.run(runtime.now + MILLISECOND)
        assert notes == []
        settle()
        assert notes == [("clock", "ding")]

    def test_a_timer_without_delay_comes_in_its_turn(
        self, do: Do, notes: list[tuple[str, str]], settle: Settle
    ) -> None:
        do(("after", 0, "bell", Note("ding")))
        settle()
        assert notes == [("clock", "ding")]

    def test_timers_come_in_the_order_in_which_they_are_due(
        self, do: Do, notes: list[tuple[str, str]], settle: Settle
    ) -> None:
        do(*[("after", ms * MILLISECOND, f"{ms}", Note(f"{ms}")) for ms in (5, 1, 3)])
        settle()
        assert notes == [("clock", "1"), ("clock", "3"), ("clock", "5")]

    def test_restarting_a_timer_replaces_it(
        self, do: Do, notes: list[tuple[str, str]], settle: Settle
    ) -> None:
        do(("after", MILLISECOND, "bell", Note("first")), ("after", 2 * MILLISECOND, "bell", Note("second")))
        settle()
        assert notes == [("clock", "second")]

    def test_a_cancelled_timer_does_not_come(
        self, do: Do, notes: list[tuple[str, str]], settle: Settle
    ) -> None:
        do(("after", MILLISECOND, "bell", Note("ding")), ("cancel", "bell"))
        settle()
        assert notes == []

    def test_cancelling_one_timer_leaves_the_others(
        self, do: Do, notes: list[tuple[str, str]], settle: Settle
    ) -> None:
        do(
            ("after", MILLISECOND, "bell", Note("ding")),
            ("after", MILLISECOND, "gong", Note("dong")),
            ("cancel", "bell"),
        )
        settle()
        assert notes == [("clock", "dong")]

    def test_cancelling_what_is_not_running_does_nothing(
        self, do: Do, notes: list[tuple[str, str]], settle: Settle
    ) -> None:
        do(("cancel", "bell"))
        settle()
        assert notes == []

    def test_a_timer_has_a_key(self, do: Do) -> None:
        with pytest.raises(ValueError, match="a timer has a key"):
            do(("after", MILLISECOND, "", Note("ding")))

    def test_equal_keys_of_two_actors_are_two_timers(
        self, runtime: Runtime, do: Do, notes: list[tuple[str, str]], settle: Settle
    ) -> None:
        others: list[tuple[str, str]] = []
        other = runtime.spawn(Hand, others, name="other")
        do(("after", MILLISECOND, "bell", Note("ding")))
        act(other, ("after", MILLISECOND, "bell", Note("dong")), ("cancel", "bell"))
        settle()
        assert (notes, others) == ([("clock", "ding")], [])

    def test_the_timers_of_an_actor_that_has_stopped_do_not_come(
        self, runtime: Runtime, do: Do, notes: list[tuple[str, str]], settle: Settle
    ) -> None:
        do(("after", MILLISECOND, "bell", Note("ding")), ("stop",))
        settle()
        runtime.spawn(Hand, notes, name="hand")
        settle()
        assert notes == []

    def test_the_word_clock_is_nobody_to_send_to(
        self, do: Do, notes: list[tuple[str, str]], settle: Settle
    ) -> None:
        do(("after", MILLISECOND, "bell", Note("ding")), ("send", "clock", Note("lost")))
        settle()
        assert notes == [("clock", "ding")]

    def test_a_timer_cannot_be_due_in_the_past(self, do: Do) -> None:
        with pytest.raises(ValueError, match="-1 ns"):
            do(("after", -1, "bell", Note("ding")))


class TestTime:
    def test_time_begins_at_zero_and_stands_at_the_end_of_the_run(self, runtime: Runtime) -> None:
        assert 0 <= runtime.now < SECOND
        runtime.run(5 * MILLISECOND)
        assert 5 * MILLISECOND <= runtime.now < SECOND

    def test_a_timer_sees_an_instant_no_earlier_than_it_was_due(
        self, runtime: Runtime, do: Do, settle: Settle
    ) -> None:
        armed = runtime.now
        do(("after", 5 * MILLISECOND, "bell", Note("ding")))
        settle()
        ((instant,),) = do(("look", "instants"))
        assert armed + 5 * MILLISECOND <= instant <= runtime.now

    def test_run_returns_false_when_its_time_is_up(self, runtime: Runtime) -> None:
        assert runtime.run(MILLISECOND) is False
        assert runtime.run(2 * MILLISECOND, lambda: False) is False

    def test_run_returns_true_as_soon_as_its_condition_holds(
        self, runtime: Runtime, do: Do, notes: list[tuple[str, str]]
    ) -> None:
        do(*[("after", ms * MILLISECOND, f"{ms}", Note(f"{ms}")) for ms in (1, 2, 500)])
        assert runtime.run(10_000 * MILLISECOND, lambda: ("clock", "2") in notes) is True
        assert notes == [("clock", "1"), ("clock", "2")]
        assert runtime.now < 500 * MILLISECOND

    def test_run_does_nothing_if_its_condition_holds_already(
        self, runtime: Runtime, do: Do, notes: list[tuple[str, str]]
    ) -> None:
        do(("after", MILLISECOND, "bell", Note("ding")))
        assert runtime.run(10_000 * MILLISECOND, lambda: True) is True
        assert notes == []


class TestEvents:
    def test_events_are_published_with_their_actor_in_its_order(
        self, runtime: Runtime, do: Do, settle: Settle
    ) -> None:
        heard: list[tuple[str, object]] = []
        runtime.publish = lambda _now, actor, event: heard.append((actor, event))
        do(*[("emit", number) for number in range(5)])
        settle()
        assert heard == [("hand", number) for number in range(5)]

    def test_an_event_carries_the_instant_of_its_handler(
        self, runtime: Runtime, do: Do, settle: Settle
    ) -> None:
        heard: list[tuple[int, object]] = []
        runtime.publish = lambda now, _actor, event: heard.append((now, event))
        do(("emit_now",))
        runtime.run(runtime.now + 5 * MILLISECOND)
        do(("emit_now",))
        settle()
        assert [now for now, _ in heard] == [event for _, event in heard]
        assert heard[0][0] < heard[1][0]

    def test_an_event_of_on_start_is_published(self, runtime: Runtime, settle: Settle) -> None:
        class Newcomer(Actor):
            def on_start(self) -> None:
                self.emit("here")

        heard: list[tuple[str, object]] = []
        runtime.publish = lambda _now, actor, event: heard.append((actor, event))
        runtime.spawn(Newcomer, name="newcomer")
        settle()
        assert heard == [("newcomer", "here")]

    def test_what_a_receiver_raises_ends_the_run_and_not_the_actor(
        self, runtime: Runtime, do: Do, notes: list[tuple[str, str]], settle: Settle
    ) -> None:
        def receive(_now: int, _actor: str, event: object) -> None:
            raise ValueError(f"cannot bear {event}")

        do(("after", MILLISECOND, "bell", Note("ding")))
        runtime.publish = receive
        runtime.input("hand", Calls((("emit", "noise"),)))
        with pytest.raises(ValueError, match="cannot bear noise"):
            runtime.run(runtime.now + 20 * MILLISECOND)
        settle()
        assert notes == [("clock", "ding")]


class TestChance:
    def test_what_an_actor_draws_lies_between_zero_and_one(self, do: Do) -> None:
        drawn = do(*[("draw",)] * 100)
        assert all(0 <= number < 1 for number in drawn)
        assert len(set(drawn)) == 100

    def test_no_two_actors_draw_the_same_and_none_disturbs_another(
        self, runtime: Runtime, do: Do, alone: list[float]
    ) -> None:
        others = [runtime.spawn(Hand, name=name) for name in ("other", "Hand")]
        drawn: list[float] = []
        of_others: list[float] = []
        for _ in range(3):
            drawn += do(("draw",))
            of_others += [number for other in others for number in act(other, ("draw",))]
        assert drawn == alone
        assert len({*drawn, *of_others}) == 9


class TestIncarnations:
    def test_renewing_counts_incarnations(self, do: Do) -> None:
        assert do(("look", "incarnation")) == [0]
        do(("renew",))
        do(("renew",))
        assert do(("look", "incarnation")) == [2]

    def test_renewing_cancels_every_timer(self, do: Do, notes: list[tuple[str, str]], settle: Settle) -> None:
        do(
            ("after", MILLISECOND, "bell", Note("ding")),
            ("after", MILLISECOND, "gong", Note("dong")),
            ("renew",),
            ("after", MILLISECOND, "gong", Note("new")),
        )
        settle()
        assert notes == [("clock", "new")]

    def test_what_an_actor_sent_to_itself_in_an_earlier_incarnation_is_dropped(
        self, do: Do, notes: list[tuple[str, str]], settle: Settle
    ) -> None:
        do(
            ("send", "hand", Note("old")),
            ("send", "hand", Note("old and late"), MILLISECOND),
            ("renew",),
            ("send", "hand", Note("new")),
        )
        settle()
        assert notes == [("hand", "new")]

    def test_what_another_sent_in_an_earlier_incarnation_is_dropped_once_it_is_not_heard(
        self, runtime: Runtime, do: Do, settle: Settle
    ) -> None:
        received: list[tuple[str, str]] = []
        other = runtime.spawn(Hand, received, name="other")
        do(
            ("send", "other", Note("old"), 5 * MILLISECOND),
            ("renew",),
            ("send", "other", Note("new"), 5 * MILLISECOND),
        )
        act(other, ("hear_from", "hand", 1))
        settle()
        assert received == [("hand", "new")]

    def test_what_another_sent_in_an_earlier_incarnation_arrives_as_long_as_it_is_heard(
        self, runtime: Runtime, do: Do, settle: Settle
    ) -> None:
        received: list[tuple[str, str]] = []
        runtime.spawn(Hand, received, name="other")
        do(("send", "other", Note("old"), MILLISECOND), ("renew",))
        settle()
        assert received == [("hand", "old")]

    def test_not_hearing_one_actor_leaves_the_others_heard(
        self, runtime: Runtime, do: Do, settle: Settle
    ) -> None:
        received: list[tuple[str, str]] = []
        other = runtime.spawn(Hand, received, name="other")
        act(other, ("hear_from", "third", 1))
        do(("send", "other", Note("old")))
        settle()
        assert received == [("hand", "old")]
