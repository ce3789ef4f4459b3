"""Bugs planted in the pair, as one writes them: exploring finds each, and the invariants say what it breaks.

``seed`` is the smallest of 0 to 999 that finds it: the tests run no other, so they are quick.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Any

import pytest

from asapair.actors.messages import ReplicateCommand
from asapair.actors.unit.files import Files
from asapair.actors.unit.receiving import Receiver
from asapair.actors.unit.replicas import Replicas
from asapair.scenarios import find
from asapair.scenarios.exploration import Exploration, explore

pytestmark = pytest.mark.breaks_invariants(reason="a bug is planted to see it found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bug:
    """``target`` below ``asapair.actors`` is replaced by what ``change`` makes of it."""

    name: str
    target: str
    change: Callable[[Any], Any]
    breaks: str
    scenario: str = "both-units-boot"
    faults: bool = True
    seed: int

    @property
    def path(self) -> str:
        """The full name of what is replaced."""
        return f"asapair.actors.{self.target}"

    def explore(self) -> Exploration:
        """Run its seeds here."""
        return explore(find(self.scenario), range(self.seed, self.seed + 1), faults=self.faults, jobs=1)


def nothing(_: Any) -> Callable[..., None]:
    """Something that is not done any more."""
    return lambda *_args, **_kwargs: None


def answering(answer: object) -> Callable[[Any], Any]:
    """A rule that says the same whatever it is asked."""
    return lambda _: lambda *_args, **_kwargs: answer


def forgetting_timer(key: str) -> Callable[[Any], Any]:
    """A timer that is not cancelled."""
    return lambda cancel: lambda self, name: None if name == key else cancel(self, name)


def again(take: Callable[[Replicas, ReplicateCommand], None]) -> Callable[[Replicas, ReplicateCommand], None]:
    """A command of the mate is carried out once more, after the one behind it."""
    before: dict[Replicas, ReplicateCommand] = {}

    def taken(self: Replicas, message: ReplicateCommand) -> None:
        take(self, message)
        if self in before:
            take(self, before[self])
        before[self] = message

    return taken


def half(write: Callable[[Files, str, str], None]) -> Callable[[Files, str, str], None]:
    """Half of a text is written."""
    return lambda self, path, text: write(self, path, text[: len(text) // 2])


def dropping(space: str) -> Callable[[Any], Any]:
    """Commands of a space never leave the unit."""
    return lambda send: (
        lambda self, where, *rest, **more: None if where == space else send(self, where, *rest, **more)
    )


def saving(finish: Callable[[Receiver], None]) -> Callable[[Receiver], None]:
    """What has been received is saved at once."""

    def finished(self: Receiver) -> None:
        was_active = self.active
        finish(self)
        if was_active and not self.active:
            self.unit.files.write("disk0:/.private/startup-config", self.unit.board.system.text)

    return finished


def keeping(context: str) -> Callable[[Any], Any]:
    """The text of a context is not replaced by the one that comes."""
    return lambda replace: lambda self, name, lines: None if name == context else replace(self, name, lines)


BUGS = [
    Bug(
        name="the tie-break is removed: each unit keeps what both hold",
        target="rules.healing._keeps",
        change=answering(answer=True),
        breaks="I1",
        seed=55,
    ),
    Bug(
        name="the timer of the negotiation window is not cancelled",
        target="runtime.simulated_actor.SimulatedActor.cancel",
        change=forgetting_timer("negotiation"),
        breaks="I1",
        seed=2,
    ),
    Bug(
        name="nobody listens for the mate's silence",
        target="unit.health.Health._watch",
        change=nothing,
        breaks="I2",
        seed=5,
    ),
    Bug(
        name="a unit that has lost its mate does not take what that held",
        target="unit.switching.Switching.mate_lost",
        change=nothing,
        breaks="I2",
        seed=5,
    ),
    Bug(
        name="a command of the mate is carried out twice, the second time too late",
        target="unit.replicas.Replicas.take",
        change=again,
        breaks="I3",
        seed=2,
    ),
    Bug(
        name="commands of a context stay on the unit where they are typed",
        target="unit.replicas.Replicas.send",
        change=dropping("ctx1"),
        breaks="I3",
        seed=62,
    ),
    Bug(
        name="the stream does not replace the text of a context",
        target="unit.receiving.Receiver._replace_context",
        change=keeping("ctx2"),
        breaks="I3",
        seed=117,
    ),
    Bug(
        name="a mate that has stood by with another configuration is not sent ours",
        target="unit.healing.is_foreign",
        change=answering(answer=False),
        breaks="I3",
        scenario="commands-in-a-long-cut",
        seed=3,
    ),
    Bug(
        name="half of a file is written",
        target="unit.files.Files.write",
        change=half,
        breaks="I4",
        seed=3,
    ),
    Bug(
        name="a configuration that has been received is saved at once",
        target="unit.receiving.Receiver._finish_if_complete",
        change=saving,
        breaks="I4",
        seed=0,
    ),
    Bug(
        name="a unit that joins never asks for the configuration",
        target="unit.negotiation.may_ask_for_configuration",
        change=answering(answer=False),
        breaks="I5",
        seed=0,
    ),
    Bug(
        name="the last steps to Standby Ready are not taken",
        target="unit.receiving.Receiver.step",
        change=nothing,
        breaks="I5",
        seed=0,
    ),
    Bug(
        name="a receiver that has lost its sender waits for the rest",
        target="unit.receiving.Receiver.sender_lost",
        change=nothing,
        breaks="I5",
        seed=218,
    ),
]


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> Callable[[Bug], None]:
    """Plants a bug until the test is over."""
    return lambda bug: monkeypatch.setattr(bug.path, bug.change(resolve_name(bug.path)))


def test_at_least_ten_bugs_break_every_invariant() -> None:
    assert len(BUGS) >= 10
    assert {bug.breaks for bug in BUGS} == {"I1", "I2", "I3", "I4", "I5"}
    assert all(bug.seed < 1000 for bug in BUGS)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_without_the_bug_nothing_is_found(bug: Bug) -> None:
    assert bug.explore().stop is None


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_the_bug_is_found(bug: Bug, planted: Callable[[Bug], None]) -> None:
    planted(bug)
    stop = bug.explore().stop
    assert stop is not None
    assert (stop.kind, stop.text[:2]) == ("invariant", bug.breaks), stop.text
