"""Pykka's proxies on every runtime: attributes, methods, and attributes of attributes."""

from __future__ import annotations

from collections.abc import Callable

import pykka
import pytest

from asapair.actors.runtime import Actor, Runtime, handles


class Lamp:
    """Something with attributes of its own that an actor shows to others."""

    bright = 1

    def double(self) -> int:
        self.bright *= 2
        return self.bright


class Room(Actor):
    """A room with a lamp that others may use."""

    def __init__(self) -> None:
        super().__init__()
        self.size = 4
        self.lamp = pykka.traversable(Lamp())
        self._hidden = True

    @property
    def double_size(self) -> int:
        return self.size * 2

    def grow(self, by: int = 1, *, times: int = 1) -> int:
        self.size += by * times
        return self.size

    def burn(self) -> None:
        raise ValueError("fire")

    @handles(str)
    def answer(self, word: str) -> str:
        return word


RoomProxy = pykka.ActorProxy[Room]


@pytest.fixture
def room(runtime: Runtime) -> RoomProxy:
    return runtime.spawn(Room, name="room").proxy()


def test_an_attribute_is_read_through_a_future(room: RoomProxy) -> None:
    assert room.size.get(timeout=5) == 4


def test_a_property_is_read_through_a_future(room: RoomProxy) -> None:
    assert room.double_size.get(timeout=5) == 8


def test_an_attribute_is_set_before_what_is_asked_next(room: RoomProxy) -> None:
    room.size = 7
    assert room.size.get(timeout=5) == 7


def test_a_method_is_called_with_its_arguments(room: RoomProxy) -> None:
    assert room.grow(2, times=3).get(timeout=5) == 10


def test_calls_from_one_caller_are_handled_in_order(room: RoomProxy) -> None:
    assert pykka.get_all([room.grow() for _ in range(5)], timeout=5) == [5, 6, 7, 8, 9]


def test_an_exception_in_a_method_reaches_the_caller_and_the_actor_lives_on(room: RoomProxy) -> None:
    with pytest.raises(ValueError, match="fire"):
        room.burn().get(timeout=5)
    assert room.size.get(timeout=5) == 4


def test_a_deferred_call_gives_no_future_and_is_made(room: RoomProxy) -> None:
    assert room.grow.defer(2) is None
    assert room.size.get(timeout=5) == 6


def test_an_exception_in_a_deferred_call_stops_the_actor(room: RoomProxy, settle: Callable[[], None]) -> None:
    room.burn.defer()
    settle()
    assert not room.actor_ref.is_alive()


def test_a_traversable_attribute_is_a_proxy_itself(room: RoomProxy) -> None:
    assert room.lamp.bright.get(timeout=5) == 1
    assert room.lamp.double().get(timeout=5) == 2
    room.lamp.bright = 5
    assert room.lamp.double().get(timeout=5) == 10


def test_an_attribute_that_the_actor_has_not_is_an_attribute_error(room: RoomProxy) -> None:
    with pytest.raises(AttributeError, match="has no attribute 'garden'"):
        _ = room.garden


def test_what_begins_with_an_underscore_is_not_shown(room: RoomProxy) -> None:
    with pytest.raises(AttributeError):
        _ = room._hidden


def test_a_proxy_of_an_actor_that_has_stopped_is_refused(runtime: Runtime) -> None:
    reference = runtime.spawn(Room, name="room")
    reference.stop(timeout=5)
    with pytest.raises(pykka.ActorDeadError, match=r"Room \(room\) not found"):
        reference.proxy()


def test_a_call_on_an_actor_that_has_stopped_raises_where_the_reply_is_read(room: RoomProxy) -> None:
    room.actor_ref.stop(timeout=5)
    with pytest.raises(pykka.ActorDeadError):
        room.grow().get(timeout=5)


def test_a_proxy_leads_back_to_the_reference(runtime: Runtime) -> None:
    reference = runtime.spawn(Room, name="room")
    assert reference.proxy().actor_ref == reference
    assert reference.proxy() == reference.proxy()
