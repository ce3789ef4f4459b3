"""How a body names its handlers, and that it runs only where a runtime runs it."""

from __future__ import annotations

from collections.abc import Callable

import pykka
import pytest

from asapair.actors.runtime import Actor, Runtime, handles


class Base(Actor):
    """Handles numbers and words."""

    @handles(int, float)
    def number(self, number: float) -> str:
        return f"number {number}"

    @handles(str)
    def word(self, word: str) -> str:
        return f"word {word}"


class Marked(Base):
    """Takes words over, with a method of another name."""

    @handles(str)
    def other_word(self, word: str) -> str:
        return f"other {word}"


class Overridden(Base):
    """Overrides a handler without marking it again."""

    def word(self, word: str) -> str:
        return f"overridden, then {super().word(word)}"


class Everything(Actor):
    """Looks at each message itself."""

    def on_receive(self, message: object) -> object:
        return f"{message!r} from {self.sender}"


class Unbound(Base, pykka.ThreadingActor):
    """A mistake: Pykka could run it, but nobody gives it time, chance or names."""


def test_a_handler_may_take_several_kinds_of_messages(runtime: Runtime) -> None:
    base = runtime.spawn(Base, name="base")
    assert base.ask(1, timeout=5) == "number 1"
    assert base.ask(1.5, timeout=5) == "number 1.5"
    assert base.ask("one", timeout=5) == "word one"


def test_a_handler_takes_only_the_very_class_it_names(runtime: Runtime) -> None:
    with pytest.raises(TypeError, match="no handler for True"):
        runtime.spawn(Base, name="base").ask(True, timeout=5)  # noqa: FBT003  a bool is an int, and is not meant


def test_a_subclass_inherits_handlers_and_may_take_a_message_over(runtime: Runtime) -> None:
    marked = runtime.spawn(Marked, name="marked")
    assert marked.ask(1, timeout=5) == "number 1"
    assert marked.ask("one", timeout=5) == "other one"
    assert runtime.spawn(Base, name="base").ask("one", timeout=5) == "word one"


def test_a_handler_is_overridden_like_any_method(runtime: Runtime) -> None:
    assert runtime.spawn(Overridden, name="over").ask("one", timeout=5) == "overridden, then word one"


def test_a_body_may_look_at_every_message_itself(runtime: Runtime) -> None:
    assert runtime.spawn(Everything, name="every").ask("one", timeout=5) == "'one' from -"


def test_a_running_actor_is_called_as_it_was_written(runtime: Runtime) -> None:
    cls = runtime.spawn(Base, name="base").actor_class
    assert cls is not Base
    assert (cls.__name__, cls.__module__, cls.__doc__) == (Base.__name__, Base.__module__, Base.__doc__)


def test_a_body_cannot_be_made_without_a_runtime() -> None:
    with pytest.raises(TypeError, match="abstract"):
        Base()  # type: ignore[abstract]  # what this test is about
    with pytest.raises(TypeError, match="abstract"):
        Base.start()


@pytest.mark.parametrize(
    "use",
    [
        lambda body: body.now,
        lambda body: body.send("to", 1),
        lambda body: body.after(1, "key", 1),
        lambda body: body.emit("event"),
        lambda body: body.spawn(Base, name="other"),
    ],
    ids=["now", "send", "after", "emit", "spawn"],
)
def test_what_a_runtime_provides_says_how_to_get_one(use: Callable[[Actor], object]) -> None:
    with pytest.raises(TypeError, match=r"Unbound is not bound to a runtime: start it with runtime\.spawn"):
        use(Unbound.__new__(Unbound))


def test_pykka_alone_cannot_start_a_body() -> None:
    with pytest.raises(TypeError, match=r"Unbound is not bound to a runtime: start it with runtime\.spawn"):
        Unbound.start()
