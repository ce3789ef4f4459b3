"""On threads a handler sees the instant at which its message was due, however late it is handled."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from asapair.actors.duration import MILLISECOND, SECOND
from asapair.actors.runtime import Actor, LiveRuntime, handles

#: Virtual seconds in a real one: a lateness of 1 ms would be one of 50 ms.
SPEED = 50.0


class Tick(NamedTuple):
    """Do it again, so many times."""

    left: int


class Hold(NamedTuple):
    """Stay in the handler for so many real seconds; then pass something on."""

    seconds: float
    calls: tuple[tuple[Any, ...], ...] = ()


class Node(Actor):
    """Notes what it takes and when; ticks each second."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[tuple[int, Any]] = []
        self.over = threading.Event()

    @handles(str)
    def note(self, word: str) -> None:
        self.taken.append((self.now, word))

    @handles(Tick)
    def tick(self, tick: Tick) -> None:
        self.taken.append((self.now, tick.left))
        if tick.left:
            self.after(SECOND, "tick", Tick(tick.left - 1))
        else:
            self.over.set()

    @handles(Hold)
    def hold(self, hold: Hold) -> None:
        threading.Event().wait(hold.seconds)
        for name, *arguments in hold.calls:
            getattr(self, name)(*arguments)


@pytest.fixture
def runtime() -> Iterator[LiveRuntime]:
    """Run actors on threads, fast."""
    built = LiveRuntime(speed=SPEED)
    yield built
    built.close()


def spawned(runtime: LiveRuntime, name: str) -> Node:
    """The actor itself, to look at what it has taken."""
    runtime.spawn(Node, name=name)
    node = runtime.actors[name]
    assert isinstance(node, Node)
    return node


def test_a_chain_of_timers_does_not_drift(runtime: LiveRuntime) -> None:
    node = spawned(runtime, "node")
    runtime.input("node", Tick(100))
    assert node.over.wait(30)
    instants = [instant for instant, _ in node.taken]
    assert [late - early for early, late in itertools.pairwise(instants)] == [SECOND] * 100


def test_a_chain_of_messages_on_their_way_does_not_drift(runtime: LiveRuntime) -> None:
    there, back = spawned(runtime, "there"), spawned(runtime, "back")
    at_both = ("send", "back", "on its way", 500 * MILLISECOND), ("send", "there", "at once")
    runtime.input("there", Hold(0.02, at_both))
    assert runtime.run(runtime.now + 1000 * SECOND, lambda: len(there.taken) + len(back.taken) == 2)
    assert back.taken[0][0] - there.taken[0][0] == 500 * MILLISECOND


def test_an_input_is_due_when_it_is_entered(runtime: LiveRuntime) -> None:
    node = spawned(runtime, "node")
    before = runtime.now
    runtime.input("node", Hold(0.05))
    runtime.input("node", "word")
    after = runtime.now
    assert runtime.run(runtime.now + 1000 * SECOND, lambda: len(node.taken) == 1)
    assert before <= node.taken[0][0] <= after < before + SPEED * SECOND // 20


def test_no_actor_sees_time_go_back(runtime: LiveRuntime) -> None:
    """A message that was due before the one handled last is handled at that one's instant."""
    held, node = spawned(runtime, "held"), spawned(runtime, "node")
    runtime.input("held", Hold(0.05, (("send", "node", "early"),)))
    threading.Event().wait(0.01)
    runtime.input("node", "late")
    assert runtime.run(runtime.now + 1000 * SECOND, lambda: len(node.taken) == 2)
    assert [word for _, word in node.taken] == ["late", "early"]
    assert node.taken[0][0] == node.taken[1][0] == node.now
    assert held.now < node.now


def test_what_takes_time_is_not_overtaken_by_what_was_sent_when_it_was_due(runtime: LiveRuntime) -> None:
    node, sender = spawned(runtime, "node"), spawned(runtime, "sender")
    calls = (
        ("send", "node", "first", SECOND),
        ("after", SECOND, "hold", Hold(0, (("send", "node", "second"),))),
    )
    for number in range(20):
        runtime.input("sender", Hold(0.03, calls))
        assert runtime.run(runtime.now + 1000 * SECOND, lambda: len(node.taken) == 2 * number + 2)  # noqa: B023
    assert [word for _, word in node.taken] == ["first", "second"] * 20
    assert sender.now == node.now


def test_a_handler_that_does_not_end_is_not_waited_for(
    runtime: LiveRuntime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asapair.actors.runtime.live.PATIENCE", 0.05)
    node = spawned(runtime, "node")
    runtime.input("node", Hold(1.0, (("note", "over"),)))
    assert runtime.run(runtime.now) is False
    assert node.taken == []
    monkeypatch.undo()


def test_now_is_that_of_the_clock_and_no_instant_is_ahead_of_it(runtime: LiveRuntime) -> None:
    node = spawned(runtime, "node")
    runtime.input("node", Tick(5))
    assert node.over.wait(30)
    assert node.now <= runtime.now
    runtime.close()
    closed = runtime.now
    threading.Event().wait(0.01)
    assert runtime.now == closed
