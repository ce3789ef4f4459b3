"""In simulation time is a number: it moves only when nothing is in flight, straight to what is due next."""

from __future__ import annotations

from collections.abc import Callable

import pykka
import pytest

from asapair.actors.duration import HOUR, SECOND
from asapair.actors.runtime import Actor, DeadlockError, SimulatedRuntime, handles

Simulate = Callable[..., SimulatedRuntime]


class Watch(Actor):
    """Notes the instant of each message; arms a timer for a number."""

    def __init__(self, instants: list[tuple[str, int]]) -> None:
        super().__init__()
        self.instants = instants

    @handles(int)
    def arm(self, delay: int) -> None:
        self.after(delay, f"{delay}", f"due {delay}")

    @handles(str)
    def note(self, word: str) -> str:
        self.instants.append((word, self.now))
        if word == "again":
            self.send(self.name, "once more")
        if word == "deaf":
            self.hear_from("-", 1)
        return word


@pytest.fixture
def instants() -> list[tuple[str, int]]:
    """Collect what the actor `watch` notes."""
    return []


@pytest.fixture
def watch(simulated: SimulatedRuntime, instants: list[tuple[str, int]]) -> pykka.ActorRef[Watch]:
    return simulated.spawn(Watch, instants, name="watch")


@pytest.mark.usefixtures("watch")
class TestVirtualTime:
    def test_it_begins_at_zero_and_ends_where_the_run_was_to_end(self, simulated: SimulatedRuntime) -> None:
        assert simulated.now == 0
        simulated.run(7 * HOUR)
        assert simulated.now == 7 * HOUR

    def test_a_message_takes_no_time(
        self, simulated: SimulatedRuntime, instants: list[tuple[str, int]]
    ) -> None:
        simulated.input("watch", "again")
        simulated.run(SECOND)
        assert instants == [("again", 0), ("once more", 0)]

    def test_a_timer_is_handled_at_the_very_instant_it_is_due(
        self, simulated: SimulatedRuntime, instants: list[tuple[str, int]]
    ) -> None:
        for delay in (3, 1, HOUR + 1):
            simulated.input("watch", delay)
        simulated.run(2 * HOUR)
        assert instants == [("due 1", 1), ("due 3", 3), (f"due {HOUR + 1}", HOUR + 1)]

    def test_what_is_due_at_the_end_of_the_run_is_handled_and_what_is_due_later_is_not(
        self, simulated: SimulatedRuntime, instants: list[tuple[str, int]]
    ) -> None:
        simulated.input("watch", 10)
        simulated.input("watch", 11)
        simulated.run(10)
        assert instants == [("due 10", 10)]
        simulated.run(11)
        assert instants == [("due 10", 10), ("due 11", 11)]

    def test_it_stays_where_it_is_when_the_condition_of_a_run_holds(
        self, simulated: SimulatedRuntime, instants: list[tuple[str, int]]
    ) -> None:
        simulated.input("watch", 5)
        assert simulated.run(SECOND, lambda: len(instants) == 1) is True
        assert simulated.now == 5

    def test_it_moves_only_when_nothing_is_in_flight(
        self, simulated: SimulatedRuntime, instants: list[tuple[str, int]]
    ) -> None:
        simulated.input("watch", 5)
        simulated.run(4)
        simulated.input("watch", "early")
        simulated.input("watch", "again")
        simulated.run(5)
        assert instants == [("early", 4), ("again", 4), ("once more", 4), ("due 5", 5)]

    def test_it_never_goes_back(self, simulated: SimulatedRuntime) -> None:
        simulated.run(10)
        simulated.run(4)
        assert simulated.now == 10

    def test_a_run_that_ends_in_the_past_still_delivers_what_is_in_flight(
        self, simulated: SimulatedRuntime, instants: list[tuple[str, int]]
    ) -> None:
        simulated.run(10)
        simulated.input("watch", "late")
        simulated.run(0)
        assert instants == [("late", 10)]

    def test_it_stays_where_it_is_when_a_question_is_answered(
        self, simulated: SimulatedRuntime, watch: pykka.ActorRef[Watch]
    ) -> None:
        simulated.input("watch", 5)
        assert watch.ask("word", timeout=60) == "word"
        assert simulated.now == 0

    def test_deliveries_are_counted(
        self, simulated: SimulatedRuntime, instants: list[tuple[str, int]]
    ) -> None:
        simulated.input("watch", "again")
        simulated.input("watch", 5)
        simulated.run(4)
        assert simulated.steps == 3
        simulated.run(5)
        assert simulated.steps == 4
        assert len(instants) == 3


class TestTimerRaces:
    """A timer that has fired may still be on its way when it is cancelled or started again."""

    class Racer(Actor):
        """Has two timers due at one instant; what the first does meets the second on its way."""

        def __init__(self, what: str, seen: list[str]) -> None:
            super().__init__()
            self.what = what
            self.seen = seen

        def on_start(self) -> None:
            self.after(5, "first", "first")
            self.after(5, "second", "second")

        @handles(str)
        def ring(self, which: str) -> None:
            self.seen.append(f"{which} {self.now}")
            if which == "first":
                getattr(self, self.what)()

        def cancel_it(self) -> None:
            self.cancel("second")

        def restart_it(self) -> None:
            self.after(3, "second", "new")

        def restart_it_at_once(self) -> None:
            self.after(0, "second", "new")

        def cancel_and_restart_it(self) -> None:
            self.cancel("second")
            self.after(3, "second", "new")

        def restart_itself(self) -> None:
            self.cancel("second")
            self.after(1, "first", "last")

        def begin_anew(self) -> None:
            self.renew()

    @pytest.mark.parametrize(
        ("what", "expected"),
        [
            ("cancel_it", ["first 5"]),
            ("restart_it", ["first 5", "new 8"]),
            ("restart_it_at_once", ["first 5", "new 5"]),
            ("cancel_and_restart_it", ["first 5", "new 8"]),
            ("restart_itself", ["first 5", "last 6"]),
            ("begin_anew", ["first 5"]),
        ],
    )
    def test_what_was_cancelled_on_its_way_is_dropped(
        self, simulated: SimulatedRuntime, what: str, expected: list[str]
    ) -> None:
        seen: list[str] = []
        simulated.spawn(self.Racer, what, seen, name="racer")
        simulated.run(SECOND)
        assert seen == expected

    @pytest.mark.parametrize("seed", range(20))
    def test_an_actor_that_stops_takes_no_timer_on_its_way(self, simulate: Simulate, seed: int) -> None:
        class Mayfly(Actor):
            def __init__(self, seen: list[str]) -> None:
                super().__init__()
                self.seen = seen

            def on_start(self) -> None:
                self.after(5, "first", "first")
                self.after(5, "second", "second")

            @handles(str)
            def ring(self, which: str) -> None:
                self.seen.append(which)
                self.stop()

        simulated = simulate(seed)
        seen: list[str] = []
        simulated.spawn(Mayfly, seen, name="mayfly")
        simulated.run(SECOND)
        assert seen in (["first"], ["first", "second"]), "its own stop races with the second timer"
        assert simulated.actors == {}


class TestWaiting:
    def test_waiting_for_a_reply_that_cannot_come_is_a_deadlock(self, watch: pykka.ActorRef[Watch]) -> None:
        watch.ask("deaf")
        with pytest.raises(DeadlockError, match="nothing is left to run"):
            watch.ask("unheard")

    def test_waiting_runs_on_through_time_before_it_is_called_a_deadlock(
        self, simulated: SimulatedRuntime, watch: pykka.ActorRef[Watch], instants: list[tuple[str, int]]
    ) -> None:
        watch.tell(5)
        watch.ask("deaf")
        with pytest.raises(DeadlockError):
            watch.ask("unheard")
        assert instants == [("deaf", 0), ("due 5", 5)]
        assert simulated.now == 5

    def test_a_timeout_is_virtual_time(
        self, simulated: SimulatedRuntime, watch: pykka.ActorRef[Watch], instants: list[tuple[str, int]]
    ) -> None:
        watch.ask("deaf")
        question = watch.ask("unheard", block=False)
        with pytest.raises(pykka.Timeout, match="7200"):
            question.get(timeout=7200)
        assert simulated.now == 2 * HOUR
        assert instants == [("deaf", 0)]

    def test_a_future_that_belongs_to_no_question_is_a_deadlock_at_once(
        self, watch: pykka.ActorRef[Watch]
    ) -> None:
        future = watch.actor_class._create_future()
        with pytest.raises(DeadlockError, match="belongs to no question"):
            future.get()
