"""A simulated run swallows nothing: failures, dead letters, loops without end, observers that raise."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import NamedTuple

import pykka
import pytest

from asapair.actors.duration import SECOND
from asapair.actors.runtime import (
    Actor,
    ActorFailedError,
    BlockingCallError,
    DeadLetter,
    LivelockError,
    RuntimeClosedError,
    SimulatedRuntime,
    UnhandledMessageError,
    handles,
)

Simulate = Callable[..., SimulatedRuntime]


class Worker(Actor):
    """Sends on pairs, breaks at bytes, exits at None, emits numbers; `weakness` says where else it breaks."""

    def __init__(self, weakness: str = "", seen: list[object] | None = None) -> None:
        super().__init__()
        self.weakness = weakness
        self.seen: list[object] = [] if seen is None else seen

    def on_start(self) -> None:
        self.break_in("on_start")

    def on_stop(self) -> None:
        self.break_in("on_stop")

    def on_failure(self, *_error: object) -> None:
        self.emit("failing")
        self.break_in("on_failure")

    @handles(tuple)
    def pass_on(self, letter: tuple[str, object]) -> None:
        to, message = letter
        self.send(to, message)

    @handles(bytes)
    def break_it(self, _message: bytes) -> None:
        self.emit("before")
        raise ArithmeticError("broken")

    @handles(type(None))
    def exit(self, _message: None) -> None:
        raise SystemExit(3)

    @handles(int)
    def count(self, number: int) -> None:
        for each in range(number):
            self.emit(each)

    @handles(str)
    def note(self, word: str) -> str:
        self.seen.append(word)
        return word

    def break_in(self, place: str) -> None:
        if place == self.weakness:
            raise LookupError(f"broken in {place}")


class Mother(Actor):
    """Starts a worker with the weakness she is told."""

    @handles(str)
    def start_child(self, weakness: str) -> str:
        self.spawn(Worker, weakness, name="child")
        return "done"


class Echo(Actor):
    """Answers its own answer."""

    @handles(str)
    def answer(self, message: str) -> None:
        self.send(self.name, message)


class Deaf(Actor):
    """Hears the outside once."""

    @handles(str)
    def listen(self, _message: str) -> None:
        self.hear_from("-", 1)


class TestFailures:
    def failure(self, simulated: SimulatedRuntime) -> ActorFailedError:
        with pytest.raises(ActorFailedError) as caught:
            simulated.run(10 * SECOND)
        return caught.value

    @pytest.mark.parametrize("way", ["input", "tell", "send"])
    def test_the_run_ends_with_actor_message_time_seed_and_step(self, simulate: Simulate, way: str) -> None:
        simulated = simulate(42)
        worker = simulated.spawn(Worker, name="worker")
        simulated.spawn(Worker, name="sender")
        simulated.run(2 * SECOND)
        if way == "input":
            simulated.input("worker", b"x")
        elif way == "tell":
            worker.tell(b"x")
        else:
            simulated.input("sender", ("worker", b"x"))
        failed = self.failure(simulated)
        steps = 2 if way == "send" else 1
        assert (failed.actor, failed.message, failed.now, failed.seed, failed.step) == (
            "worker",
            b"x",
            2 * SECOND,
            42,
            steps,
        )
        assert str(failed) == (
            f"worker failed handling b'x' at 2.000000 s (step {steps}, seed 42): "
            "run it again with seed 42 to see the same failure"
        )
        assert isinstance(failed.__cause__, ArithmeticError)
        assert simulated.now == 2 * SECOND

    def test_a_message_that_nobody_handles_is_a_failure(self, simulated: SimulatedRuntime) -> None:
        simulated.spawn(Worker, name="worker")
        simulated.input("worker", 1.5)
        assert isinstance(self.failure(simulated).__cause__, UnhandledMessageError)

    def test_the_error_survives_a_trip_between_processes(self) -> None:
        error = ActorFailedError("worker", "word", now=1, seed=2, step=3)
        copy = pickle.loads(pickle.dumps(error))  # noqa: S301  made here
        assert str(copy) == str(error)
        assert (copy.actor, copy.message, copy.now, copy.seed, copy.step) == ("worker", "word", 1, 2, 3)

    @pytest.mark.parametrize("way", ["input", "tell"])
    def test_what_the_handler_emitted_before_it_failed_is_published_first(
        self, simulated: SimulatedRuntime, way: str
    ) -> None:
        events: list[object] = []
        simulated.publish = lambda _now, actor, event: events.append((actor, event))
        worker = simulated.spawn(Worker, name="worker")
        if way == "tell":
            worker.tell(b"x")
        else:
            simulated.input("worker", b"x")
        self.failure(simulated)
        assert events == [("worker", "before"), ("worker", "failing")]

    def test_a_receiver_that_raises_does_not_hide_the_failure(self, simulated: SimulatedRuntime) -> None:
        def receive(_now: int, _actor: str, event: object) -> None:
            raise ValueError(f"cannot bear {event}")

        simulated.publish = receive
        simulated.spawn(Worker, name="worker")
        simulated.input("worker", b"x")
        failed = self.failure(simulated)
        assert failed.__notes__ == [
            "after it: ValueError('cannot bear before')",
            "after it: ValueError('cannot bear failing')",
        ]

    def test_the_others_can_be_run_on(self, simulated: SimulatedRuntime) -> None:
        seen: list[object] = []
        simulated.spawn(Worker, name="worker")
        simulated.spawn(Worker, "", seen, name="other")
        simulated.input("worker", b"x")
        self.failure(simulated)
        simulated.input("other", "go on")
        simulated.run(SECOND)
        assert seen == ["go on"]

    @pytest.mark.parametrize("way", ["input", "tell"])
    def test_a_failure_in_on_failure_is_told_with_the_first(
        self, simulated: SimulatedRuntime, way: str
    ) -> None:
        worker = simulated.spawn(Worker, "on_failure", name="worker")
        if way == "tell":
            worker.tell(b"x")
        else:
            simulated.input("worker", b"x")
        failed = self.failure(simulated)
        assert isinstance(failed.__cause__, ArithmeticError)
        (note,) = failed.__notes__
        assert note.startswith("after it: ActorFailedError('worker', b'x'")
        simulated.run(SECOND)

    def test_a_failure_in_on_start_comes_out_of_spawn(self, simulated: SimulatedRuntime) -> None:
        with pytest.raises(ActorFailedError, match="worker failed handling 'on_start'") as caught:
            simulated.spawn(Worker, "on_start", name="worker")
        assert isinstance(caught.value.__cause__, LookupError)
        assert simulated.actors == {}

    def test_a_failure_in_the_on_start_of_a_child_is_the_childs(self, simulated: SimulatedRuntime) -> None:
        mother = simulated.spawn(Mother, name="mother")
        simulated.input("mother", "on_start")
        failed = self.failure(simulated)
        assert (failed.actor, failed.message) == ("child", "on_start")
        assert mother.is_alive()
        assert list(simulated.actors) == ["mother"]

    def test_a_failure_in_on_stop_ends_the_run_too(self, simulated: SimulatedRuntime) -> None:
        worker = simulated.spawn(Worker, "on_stop", name="worker")
        worker.stop(block=False)
        failed = self.failure(simulated)
        assert failed.actor == "worker"
        assert isinstance(failed.__cause__, LookupError)

    def test_a_failure_in_on_stop_comes_out_of_close_once_all_have_stopped(
        self, simulated: SimulatedRuntime
    ) -> None:
        first = simulated.spawn(Worker, name="first")
        simulated.spawn(Worker, "on_stop", name="worker")
        with pytest.raises(ActorFailedError, match="worker failed handling 'on_stop'"):
            simulated.close()
        assert not first.is_alive()
        simulated.close()

    def test_an_exception_that_reaches_the_one_who_asked_ends_no_run(
        self, simulated: SimulatedRuntime
    ) -> None:
        question = simulated.spawn(Worker, name="worker").ask(b"x", block=False)
        assert simulated.run(SECOND) is False
        with pytest.raises(ArithmeticError):
            question.get()

    @pytest.mark.parametrize("way", ["input", "tell", "ask"])
    def test_a_system_exit_leaves_the_run_as_it_is_and_closes_the_runtime(
        self, simulated: SimulatedRuntime, way: str
    ) -> None:
        worker = simulated.spawn(Worker, name="worker")
        other = simulated.spawn(Worker, name="other")
        if way == "input":
            simulated.input("worker", None)
        elif way == "tell":
            worker.tell(None)
        with pytest.raises(SystemExit) as caught:
            _ = worker.ask(None) if way == "ask" else simulated.run(SECOND)
        assert caught.value.code == 3
        assert not other.is_alive()
        with pytest.raises(RuntimeClosedError):
            simulated.run(SECOND)

    def test_a_system_exit_harms_no_other_runtime(self, simulate: Simulate) -> None:
        first, second = simulate(), simulate()
        first.spawn(Worker, name="worker").tell(None)
        survivor = second.spawn(Worker, name="worker")
        with pytest.raises(SystemExit):
            first.run(SECOND)
        assert survivor.ask("here") == "here"


class TestDeadLetters:
    def test_a_message_to_an_unknown_name_is_recorded(self, simulated: SimulatedRuntime) -> None:
        simulated.spawn(Worker, name="worker")
        simulated.run(5)
        simulated.input("worker", ("nobody", "lost"))
        simulated.run(SECOND)
        assert simulated.dead_letters == [DeadLetter(5, "worker", "nobody", "lost")]

    def test_a_message_to_a_stopped_actor_is_recorded(self, simulated: SimulatedRuntime) -> None:
        simulated.spawn(Worker, name="worker")
        simulated.spawn(Worker, name="other").stop()
        simulated.input("worker", ("other", "lost"))
        simulated.run(SECOND)
        assert simulated.dead_letters == [DeadLetter(0, "worker", "other", "lost")]

    def test_a_delayed_message_to_an_actor_that_stops_meanwhile_is_recorded_when_it_is_due(
        self, simulated: SimulatedRuntime
    ) -> None:
        class Slow(Actor):
            def on_start(self) -> None:
                self.send("other", "lost", 7)

        other = simulated.spawn(Worker, name="other")
        simulated.spawn(Slow, name="slow")
        other.stop()
        simulated.run(SECOND)
        assert simulated.dead_letters == [DeadLetter(7, "slow", "other", "lost")]

    @pytest.mark.parametrize("way", ["input", "tell"])
    def test_what_is_in_flight_to_an_actor_that_stops_is_recorded(
        self, simulated: SimulatedRuntime, way: str
    ) -> None:
        seen: list[object] = []
        other = simulated.spawn(Worker, "", seen, name="other")
        stopping = other.stop(block=False)
        if way == "tell":
            other.tell("lost")
        else:
            simulated.input("other", "lost")
        assert stopping.get() is True
        simulated.run(SECOND)
        assert simulated.dead_letters == [DeadLetter(0, "-", "other", "lost")]
        assert seen == []

    def test_a_message_that_looks_like_a_question_of_pykka_is_a_message(
        self, simulated: SimulatedRuntime
    ) -> None:
        class Letter(NamedTuple):
            reply_to: str

        simulated.spawn(Worker, name="worker").stop(block=False)
        simulated.input("worker", Letter("me"))
        simulated.run(SECOND)
        assert simulated.dead_letters == [DeadLetter(0, "-", "worker", Letter("me"))]

    def test_a_question_that_is_refused_is_no_dead_letter(self, simulated: SimulatedRuntime) -> None:
        worker = simulated.spawn(Worker, name="worker")
        worker.stop(block=False)
        question = worker.ask("late", block=False)
        with pytest.raises(pykka.ActorDeadError):
            question.get()
        assert simulated.dead_letters == []

    def test_a_timer_of_an_actor_that_has_stopped_is_no_dead_letter(
        self, simulated: SimulatedRuntime
    ) -> None:
        worker = simulated.spawn(Worker, name="worker")
        simulated.actors["worker"].after(5, "bell", "ding")
        worker.stop()
        simulated.run(SECOND)
        assert simulated.dead_letters == []
        assert simulated.steps == 1

    def test_what_an_actor_tells_itself_before_it_has_started_is_recorded(
        self, simulated: SimulatedRuntime
    ) -> None:
        class Hasty(Worker):
            def __init__(self) -> None:
                super().__init__()
                self.actor_ref.tell("too early")

        simulated.spawn(Hasty, name="hasty")
        assert simulated.dead_letters == [DeadLetter(0, "-", "hasty", "too early")]


class TestLivelock:
    def test_messages_that_go_round_without_time_passing_are_found(self) -> None:
        simulated = SimulatedRuntime(5, most_steps_at_one_instant=100)
        simulated.spawn(Echo, name="echo")
        simulated.run(3 * SECOND)
        simulated.input("echo", "hello")
        with pytest.raises(LivelockError) as caught:
            simulated.run(4 * SECOND)
        assert str(caught.value) == (
            "more than 100 deliveries at 3.000000 s without time passing; "
            "the last was 'hello' from echo to echo (seed 5)"
        )
        assert simulated.steps == 101
        simulated.close()

    def test_a_question_finds_them_too(self) -> None:
        simulated = SimulatedRuntime(most_steps_at_one_instant=100)
        simulated.spawn(Echo, name="echo")
        deaf = simulated.spawn(Deaf, name="deaf")
        deaf.ask("from now on")
        simulated.input("echo", "hello")
        with pytest.raises(LivelockError):
            deaf.ask("hello")
        simulated.close()

    def test_messages_between_which_time_passes_are_none(self) -> None:
        class Pulse(Actor):
            @handles(str)
            def beat(self, message: str) -> None:
                self.after(1, "beat", message)

        simulated = SimulatedRuntime(most_steps_at_one_instant=100)
        simulated.spawn(Pulse, name="pulse")
        simulated.input("pulse", "beat")
        simulated.run(1000)
        assert simulated.steps == 1001
        simulated.close()

    def test_many_runs_at_one_instant_are_none(self) -> None:
        simulated = SimulatedRuntime(most_steps_at_one_instant=100)
        worker = simulated.spawn(Worker, name="worker")
        for _ in range(150):
            simulated.input("worker", "word")
            simulated.run(0)
            worker.ask("word")
        assert simulated.steps == 300
        simulated.close()


class TestObservers:
    def test_a_receivers_exception_comes_out_of_run_once_all_events_are_published(
        self, simulated: SimulatedRuntime
    ) -> None:
        heard: list[object] = []

        def receive(_now: int, _actor: str, event: object) -> None:
            heard.append(event)
            if event == 1:
                raise ValueError("not one")

        simulated.publish = receive
        worker = simulated.spawn(Worker, name="worker")
        simulated.input("worker", 4)
        with pytest.raises(ValueError, match="not one"):
            simulated.run(SECOND)
        assert heard == [0, 1, 2, 3]
        assert worker.ask("alive") == "alive"

    def test_further_exceptions_of_receivers_are_told_with_the_first(
        self, simulated: SimulatedRuntime
    ) -> None:
        def receive(_now: int, _actor: str, event: object) -> None:
            raise ValueError(f"not {event}")

        simulated.publish = receive
        simulated.spawn(Worker, name="worker")
        simulated.input("worker", 3)
        with pytest.raises(ValueError, match="not 0") as caught:
            simulated.run(SECOND)
        assert caught.value.__notes__ == [
            "after it: ValueError('not 1')",
            "after it: ValueError('not 2')",
        ]

    def test_events_are_published_after_the_handler(self, simulated: SimulatedRuntime) -> None:
        happened: list[object] = []

        class Speaker(Actor):
            @handles(str)
            def speak(self, word: str) -> None:
                self.emit(word)
                happened.append("handled")

        simulated.publish = lambda _now, _actor, event: happened.append(event)
        simulated.spawn(Speaker, name="speaker")
        simulated.input("speaker", "published")
        simulated.run(0)
        assert happened == ["handled", "published"]

    def test_events_are_published_before_the_next_delivery(self, simulated: SimulatedRuntime) -> None:
        happened: list[object] = []
        simulated.publish = lambda _now, _actor, event: happened.append(event)
        simulated.spawn(Worker, "", happened, name="worker")
        for message in (1, "next", 1):
            simulated.input("worker", message)
        simulated.run(0)
        assert happened == [0, "next", 0]

    @pytest.mark.parametrize("wait", ["run", "ask"])
    def test_an_observer_cannot_run_what_it_observes(self, simulated: SimulatedRuntime, wait: str) -> None:
        worker = simulated.spawn(Worker, name="worker")

        def receive(_now: int, _actor: str, _event: object) -> None:
            _ = simulated.run(SECOND) if wait == "run" else worker.ask("hello")

        simulated.publish = receive
        simulated.input("worker", 1)
        with pytest.raises(BlockingCallError, match="an observer waited inside the run"):
            simulated.run(SECOND)

    def test_an_observer_may_give_an_input(self, simulated: SimulatedRuntime) -> None:
        seen: list[object] = []
        simulated.publish = lambda _now, _actor, event: simulated.input("worker", f"heard {event}")
        simulated.spawn(Worker, "", seen, name="worker")
        simulated.input("worker", 2)
        simulated.run(0)
        assert seen == ["heard 0", "heard 1"]

    def test_an_event_of_on_stop_is_published_when_the_runtime_closes(
        self, simulated: SimulatedRuntime
    ) -> None:
        class Polite(Actor):
            def on_stop(self) -> None:
                self.emit("good bye")

        events: list[object] = []
        simulated.publish = lambda _now, _actor, event: events.append(event)
        simulated.spawn(Polite, name="polite")
        simulated.close()
        assert events == ["good bye"]
