"""The replayed runtime: whoever drives it names each delivery and its time; no seed and no clock chooses."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

from .errors import ActorFailedError
from .interface import OUTSIDE
from .simulated import Channel, Entry, Envelope, SimulatedRuntime


class Choice(NamedTuple):
    """One recorded delivery: who took a message at which instant (ns), from whom, sent in which step.

    ``same`` tells whether a message in flight is the recorded one; ``given`` is the message itself where it
    came from outside. ``dropped`` says that the recorded actor did not listen, as to a cancelled timer.
    """

    now: int
    sender: str
    receiver: str
    cause: int
    same: Callable[[Any], bool]
    given: object
    dropped: bool


class ImpossibleChoiceError(RuntimeError):
    """The recorded message cannot be delivered; ``instead`` is what was sent there in that step."""

    def __init__(self, why: str, instead: list[Any]) -> None:
        super().__init__(why)
        self.instead = instead


class InFlight(NamedTuple):
    """A message on its way: the instant (ns) at which it is due, its channel, what is on the channel."""

    when: int
    channel: Channel
    entry: Entry

    @property
    def message(self) -> Any:
        """The message itself, also where it came through Pykka's ``tell``."""
        message = self.entry[0]
        return message.message if message.__class__ is Envelope else message

    @property
    def stale(self) -> bool:
        """True for a timer that has been cancelled or started again."""
        _, _, generation, key = self.entry
        return key != "" and self.channel.receiver._timers.get(key) != generation


class ReplayedRuntime(SimulatedRuntime):
    """Runs actors as a recorded run did: :meth:`take` makes one recorded delivery.

    With ``exact`` a message is taken at the very instant at which it is due, as in every simulated run;
    without, at that instant or later, as threads do. Actors draw from the seed of the recorded run.
    """

    def __init__(self, seed: int, *, exact: bool = True) -> None:
        self._last = _LastDelivery()
        super().__init__(seed, self._last)
        self.exact = exact
        #: (sender, receiver, step that sent it) -> what is in flight, in the order of sending
        self._flying: dict[tuple[str, str, int], list[InFlight]] = {}

    def take(self, choice: Choice) -> list[Any]:
        """Make one recorded delivery and give its effects; what a handler raises is one of them.

        ``ImpossibleChoiceError`` if nothing in flight is the recorded message. What an observer raises comes
        out here.
        """
        self._collect()
        channel, entry = self._given(choice) if choice.sender == OUTSIDE else self._claimed(choice)
        self.now = choice.now
        with suppress(ActorFailedError):
            self.deliver(channel, entry)
        return self._last.effects

    def overdue(self, now: int) -> InFlight | None:
        """The first message that should have been taken before ``now`` (ns), if there is one."""
        self._collect()
        late = [each for flights in self._flying.values() for each in flights if each.when < now]
        return min((each for each in late if not each.stale), key=lambda each: each.when, default=None)

    def _collect(self) -> None:
        """Take over what the last handler sent and armed: the log chooses among it, not the runtime."""
        for channel in self.ready:
            for entry in channel.queue:
                self._add(InFlight(self.now, channel, entry))
            channel.queue.clear()
        self.ready.clear()
        for when, _, channel, entry in sorted(self.heap, key=lambda each: each[1]):
            self._add(InFlight(when, channel, entry))
        self.heap.clear()

    def _add(self, flight: InFlight) -> None:
        key = flight.channel.sender, flight.channel.receiver.name, flight.entry[1]
        self._flying.setdefault(key, []).append(flight)

    def _given(self, choice: Choice) -> tuple[Channel, Entry]:
        channel = self._outside_channel(choice.receiver) or self._outside.get(choice.receiver)
        if channel is None:
            raise ImpossibleChoiceError(f"there is no actor called {choice.receiver!r}", [])
        return channel, (choice.given, 0, 0, "")

    def _claimed(self, choice: Choice) -> tuple[Channel, Entry]:
        """Find the recorded message among those in flight."""
        key = choice.sender, choice.receiver, choice.cause
        flights = self._flying.get(key, [])
        found = [index for index, each in enumerate(flights) if choice.same(each.message)]
        if not found:
            why = f"nothing like it is on its way from {choice.sender!r} to {choice.receiver!r}"
            raise ImpossibleChoiceError(why, [each.message for each in flights])
        index = next((index for index in found if flights[index].stale == choice.dropped), found[0])
        when, channel, entry = flights[index]
        if choice.now < when or (self.exact and choice.now > when):
            why = f"it is due at {when} ns, not at {choice.now} ns"
            raise ImpossibleChoiceError(why, [flights[index].message])
        del flights[index]
        if not flights:
            del self._flying[key]
        return channel, entry


class _LastDelivery:
    """The recorder of a replayed runtime: keeps the effects of one delivery."""

    effects: list[Any]

    def delivery(
        self, step: int, now: int, sender: str, receiver: str, cause: int, message: object, effects: list[Any]
    ) -> None:
        self.effects = effects
