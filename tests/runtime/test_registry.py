"""Pykka's registry holds the actors of every runtime while they live, under their names."""

from __future__ import annotations

from collections.abc import Callable

import pykka
import pytest
from pykka import ActorRegistry

from asapair.actors.runtime import Actor, Runtime, handles


class Animal(Actor):
    """Counts the words it hears."""

    words = 0

    @handles(str)
    def hear(self, _word: str) -> None:
        self.words += 1

    @handles(int)
    def count(self, _message: int) -> int:
        return self.words


class Dog(Animal):
    """An animal of its own class."""


def of_class(kind: Callable[..., Actor]) -> list[pykka.ActorRef[Actor]]:
    """Look actors up by the class they were written as, which is abstract."""
    return ActorRegistry.get_by_class(kind)  # type: ignore[arg-type]


@pytest.fixture
def animals(runtime: Runtime) -> list[pykka.ActorRef[Animal]]:
    return [runtime.spawn(Animal, name="cow"), runtime.spawn(Dog, name="rex"), runtime.spawn(Dog, name="bo")]


def test_all_living_actors_are_registered(animals: list[pykka.ActorRef[Animal]]) -> None:
    assert ActorRegistry.get_all() == animals


def test_an_actor_is_found_by_its_name(animals: list[pykka.ActorRef[Animal]]) -> None:
    assert [ActorRegistry.get_by_urn(name) for name in ("cow", "rex", "bo")] == animals
    assert ActorRegistry.get_by_urn("nobody") is None


def test_actors_are_found_by_the_class_they_were_written_as(animals: list[pykka.ActorRef[Animal]]) -> None:
    assert of_class(Dog) == animals[1:]
    assert of_class(Animal) == animals
    assert of_class(Actor) == animals


def test_actors_are_found_by_the_name_of_their_class(animals: list[pykka.ActorRef[Animal]]) -> None:
    assert ActorRegistry.get_by_class_name("Dog") == animals[1:]


def test_a_broadcast_reaches_all_actors_of_a_class(animals: list[pykka.ActorRef[Animal]]) -> None:
    ActorRegistry.broadcast("everybody")
    ActorRegistry.broadcast("dogs", target_class=Dog)
    ActorRegistry.broadcast("dogs again", target_class="Dog")
    assert [animal.ask(0, timeout=5) for animal in animals] == [1, 3, 3]


def test_a_stopped_actor_is_registered_no_more(animals: list[pykka.ActorRef[Animal]]) -> None:
    animals[1].stop(timeout=5)
    assert ActorRegistry.get_all() == [animals[0], animals[2]]
    assert ActorRegistry.get_by_urn("rex") is None


def test_nothing_is_registered_after_close(runtime: Runtime, animals: list[pykka.ActorRef[Animal]]) -> None:
    assert animals
    runtime.close()
    assert ActorRegistry.get_all() == []


def test_stopping_all_stops_the_latest_first(
    runtime: Runtime, animals: list[pykka.ActorRef[Animal]], settle: Callable[[], None]
) -> None:
    assert ActorRegistry.stop_all(timeout=5) == [True, True, True]
    settle()
    assert not any(animal.is_alive() for animal in animals)
    assert runtime.spawn(Dog, name="rex").is_alive()
