"""What observers see, and what `run` waits for: after each handler, before anybody acts on it."""

from __future__ import annotations

import time

import pytest

from asapair.actors.duration import MILLISECOND, SECOND
from asapair.actors.runtime import Actor, ActorFailedError, BlockingCallError, Runtime, handles


class Lamp(Actor):
    """Says what it is told, after it has passed it on."""

    def __init__(self, after: str = "") -> None:
        super().__init__()
        self.next = after

    @handles(str)
    def shine(self, colour: str) -> None:
        if self.next:
            self.send(self.next, colour)
            for _ in range(20_000):  # long enough for another thread to take what it has been sent
                pass
        self.emit(f"{self.name} is {colour}")


@pytest.fixture
def seen(runtime: Runtime) -> list[str]:
    """Collect what the actors say."""
    events: list[str] = []
    runtime.publish = lambda _now, _actor, event: events.append(event)
    return events


def test_what_an_actor_says_is_seen_before_what_follows_from_it(runtime: Runtime, seen: list[str]) -> None:
    runtime.spawn(Lamp, name="last")
    runtime.spawn(Lamp, "last", name="second")
    runtime.spawn(Lamp, "second", name="first")
    for number in range(50):
        runtime.input("first", f"{number}")
    assert runtime.run(runtime.now + 10 * SECOND, lambda: "last is 49" in seen)
    for number in range(50):
        places = [seen.index(f"{name} is {number}") for name in ("first", "second", "last")]
        assert places == sorted(places)


def test_what_is_so_after_one_handler_only_is_not_missed(runtime: Runtime, seen: list[str]) -> None:
    runtime.spawn(Lamp, name="lamp")
    for number in range(1000):
        runtime.input("lamp", f"{number}")
    assert runtime.run(runtime.now + 10 * SECOND, lambda: seen[-1:] == ["lamp is 500"])


def test_what_is_so_already_is_not_waited_for(runtime: Runtime) -> None:
    before = runtime.now
    assert runtime.run(before + 10 * SECOND, lambda: True)
    assert runtime.now < before + 5 * SECOND


class Bell(Actor):
    """Rings its clapper a moment after it is pulled; both take their time."""

    @handles(str)
    def pull(self, word: str) -> None:
        time.sleep(0.05)
        if word == "pull":
            self.after(2 * MILLISECOND, "swing", "swing")
            self.send("clapper", "blue", 4 * MILLISECOND)
        self.emit(word)


def test_time_is_not_over_before_what_is_due_by_then_is_handled_and_seen(
    runtime: Runtime, seen: list[str]
) -> None:
    runtime.spawn(Lamp, name="lamp")
    runtime.spawn(Lamp, "lamp", name="clapper")
    runtime.spawn(Bell, name="bell")
    publish = runtime.publish
    runtime.publish = lambda *event: (time.sleep(0.01), publish(*event))
    began = runtime.now
    runtime.input("bell", "pull")
    runtime.run(began + 10 * MILLISECOND)
    assert sorted(seen) == ["clapper is blue", "lamp is blue", "pull", "swing"]


def test_what_comes_true_by_time_alone_is_seen_at_the_end(runtime: Runtime) -> None:
    until = runtime.now + 20 * MILLISECOND
    runtime.run(until, lambda: False)
    assert runtime.run(until, lambda: runtime.now >= until)


def test_what_a_condition_raises_ends_the_run(runtime: Runtime, seen: list[str]) -> None:
    runtime.spawn(Lamp, name="lamp")
    runtime.input("lamp", "red")

    def broken() -> bool:
        if seen:
            raise LookupError("nothing to look at")
        return False

    with pytest.raises(LookupError, match="nothing to look at"):
        runtime.run(runtime.now + 10 * SECOND, broken)


def test_a_condition_cannot_drive(runtime: Runtime, seen: list[str]) -> None:
    runtime.spawn(Lamp, name="lamp")
    runtime.input("lamp", "red")
    with pytest.raises(BlockingCallError):
        runtime.run(runtime.now + 10 * SECOND, lambda: bool(seen) and runtime.run(runtime.now))


def test_time_is_not_over_before_what_was_entered_has_been_handled_and_seen(
    runtime: Runtime, seen: list[str]
) -> None:
    runtime.spawn(Lamp, name="last")
    runtime.spawn(Lamp, "last", name="first")
    for number in range(30):
        runtime.input("first", f"{number}")
        runtime.run(runtime.now)
        assert f"first is {number}" in seen


class Fuse(Actor):
    """Breaks at the first message."""

    @handles(str)
    def burn(self, _: str) -> None:
        raise OSError("burnt out")


def test_what_was_entered_for_an_actor_that_has_failed_is_not_waited_for(runtime: Runtime) -> None:
    runtime.spawn(Fuse, name="fuse")
    runtime.spawn(Lamp, name="lamp")
    for _ in range(3):
        runtime.input("fuse", "now")
    with pytest.raises(ActorFailedError, match="fuse"):
        runtime.run(runtime.now + 20 * MILLISECOND)
    before = runtime.now
    runtime.run(before)
    assert runtime.now < before + 500 * MILLISECOND
