"""No handler waits for another actor: both runtimes raise where threads would hang."""

from __future__ import annotations

from typing import Any

import pykka
import pytest

from asapair.actors.runtime import Actor, BlockingCallError, Runtime, handles


class Oracle(Actor):
    """Answers whoever asks."""

    wisdom = 42

    @handles(str)
    def answer(self, _question: str) -> int:
        return self.wisdom

    def speak(self) -> int:
        return self.wisdom


class Pilgrim(Actor):
    """Tries every way of waiting for the oracle."""

    def __init__(self, oracle: pykka.ActorRef[Oracle], runtime: Runtime) -> None:
        super().__init__()
        self.oracle = oracle
        self.driver = runtime

    @handles(str)
    def wait(self, way: str) -> object:
        return getattr(self, way)()

    def ask(self) -> object:
        return self.oracle.ask("?", timeout=1)

    def get(self) -> object:
        return self.oracle.ask("?", block=False).get(timeout=1)

    def get_mapped(self) -> object:
        return self.oracle.ask("?", block=False).map(str).get(timeout=1)

    def get_all(self) -> object:
        return pykka.get_all([self.oracle.ask("?", block=False)], timeout=1)

    def read_attribute(self) -> object:
        proxy: Any = self.oracle.proxy()
        return proxy.wisdom.get(timeout=1)

    def call_method(self) -> object:
        proxy: Any = self.oracle.proxy()
        return proxy.speak().get(timeout=1)

    def stop_it(self) -> object:
        return self.oracle.stop(timeout=1)

    def ask_oneself(self) -> object:
        return self.actor_ref.ask("ask", timeout=1)

    def run_the_runtime(self) -> object:
        return self.driver.run(self.now + 1)


WAYS = [
    "ask",
    "get",
    "get_mapped",
    "get_all",
    "read_attribute",
    "call_method",
    "stop_it",
    "ask_oneself",
    "run_the_runtime",
]


@pytest.mark.parametrize("way", WAYS)
def test_waiting_in_a_handler_is_refused(runtime: Runtime, way: str) -> None:
    oracle = runtime.spawn(Oracle, name="oracle")
    pilgrim = runtime.spawn(Pilgrim, oracle, runtime, name="pilgrim")
    with pytest.raises(BlockingCallError, match="pilgrim waited inside a handler"):
        pilgrim.ask(way, timeout=5)
    assert pilgrim.is_alive()


def test_waiting_in_on_start_is_refused(runtime: Runtime) -> None:
    refusals: list[str] = []

    class Eager(Actor):
        def __init__(self, oracle: pykka.ActorRef[Oracle]) -> None:
            super().__init__()
            self.oracle = oracle

        def on_start(self) -> None:
            try:
                self.oracle.ask("?", timeout=1)
            except BlockingCallError as error:
                refusals.append(str(error))

    runtime.spawn(Eager, runtime.spawn(Oracle, name="oracle"), name="eager").stop(timeout=5)
    assert len(refusals) == 1
    assert refusals[0].startswith("eager waited inside a handler")


def test_waiting_outside_goes_on_after_a_refusal(runtime: Runtime) -> None:
    oracle = runtime.spawn(Oracle, name="oracle")
    pilgrim = runtime.spawn(Pilgrim, oracle, runtime, name="pilgrim")
    with pytest.raises(BlockingCallError):
        pilgrim.ask("ask", timeout=5)
    assert oracle.ask("?", timeout=5) == 42
