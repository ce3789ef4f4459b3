"""The half of an actor that the simulated runtime provides, and the channels between actors."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import lru_cache
from heapq import heappush
from typing import TYPE_CHECKING, Any
from zlib import crc32

from .actor import Actor, checked, due, spawning
from .interface import CLOCK
from .pykka_parts import Parked, SimulatedFuture, SimulatedInbox

if TYPE_CHECKING:
    from .simulated import SimulatedRuntime

#: (message, step that sent it, the sender's incarnation, ""), or for a timer
#: (message, step that armed it, its generation, its key)
Entry = tuple[Any, int, int, str]


class Channel:
    """What one sender has in flight to one receiver, in order."""

    __slots__ = ("closed", "number", "queue", "receiver", "sender")

    def __init__(self, sender: str, receiver: SimulatedActor) -> None:
        #: tells it from others in the fingerprint of a run, however the run came about
        self.number = _number(sender, receiver.name)
        self.sender = sender
        self.receiver = receiver
        #: the receiver has stopped: what is in flight here is dead letters
        self.closed = False
        self.queue: deque[Entry] = deque()


@lru_cache(maxsize=4096)
def _number(sender: str, receiver: str) -> int:
    return crc32(f"{sender} {receiver}".encode())


class SimulatedActor(Actor):
    """The half of an actor that the simulated runtime provides."""

    runtime: SimulatedRuntime
    actor_inbox: SimulatedInbox

    def __init__(self) -> None:
        super().__init__()
        #: receiver -> the channel to it
        self._channels: dict[str, Channel] = {}
        self._incoming: list[Channel] = []
        #: on which this actor's own timers arrive
        self._clock: Channel | None = None

    @property
    def now(self) -> int:
        """The runtime's instant, in ns."""
        return self.runtime.now

    def send(self, to: str, message: object, delay: int = 0) -> None:
        """Put the message on the channel, or on the heap if it is to arrive later."""
        runtime = self.runtime
        if runtime.effects is not None:
            runtime.effects.append(("send", to, message, delay))
        channel = self._channels.get(to)
        if channel is None or channel.closed:
            channel = self.channel_to(to)
            if channel is None:
                runtime.dead_letter(self.name, to, message)
                return
        entry = (message, runtime.steps, self.incarnation, "")
        if delay:
            runtime.sequence += 1
            heappush(runtime.heap, (due(runtime.now, delay), runtime.sequence, channel, entry))
        else:
            queue = channel.queue
            if not queue:
                runtime.ready.append(channel)
            queue.append(entry)

    def channel_to(self, to: str) -> Channel | None:
        """Find or open the channel to the living actor of that name; None if there is none."""
        channel = self._channels.get(to)
        if channel is None or channel.closed:
            receiver = self.runtime.actors.get(to)
            if receiver is None:
                return None
            channel = self._channels[to] = self.runtime.new_channel(self.name, receiver)
        return channel

    def after(self, delay: int, key: str, message: object) -> None:
        """Put the timer on the heap under a new generation; an earlier one of that key is stale now."""
        runtime = self.runtime
        when = due(runtime.now, delay)
        if runtime.effects is not None:
            runtime.effects.append(("timer", key, message, delay))
        if self._clock is None:
            self._clock = runtime.new_channel(CLOCK, self)
        runtime.sequence = generation = runtime.sequence + 1
        self._timers[checked(key)] = generation
        entry = (message, runtime.steps, generation, key)
        heappush(runtime.heap, (when, generation, self._clock, entry))

    def emit(self, event: object) -> None:
        """Keep the event until the handler is over."""
        runtime = self.runtime
        if runtime.effects is not None:
            runtime.effects.append(("emit", event))
        runtime.outbox.append((self.name, event))

    def spawn(self, body: Callable[..., Actor], *args: Any, name: str) -> None:
        """Start the actor now; its ``on_start`` runs inside this handler."""
        self._note("spawn", name)
        self.runtime.spawn(body, *args, name=name)

    def _note(self, *effect: Any) -> None:
        """Record it if the run is recorded."""
        if self.runtime.effects is not None:
            self.runtime.effects.append(effect)

    def handle_envelope(self, envelope: Any) -> None:
        """Run Pykka's own loop on one envelope: replies, failures, stopping and refusing are Pykka's."""
        self.actor_inbox.queue.append(envelope)
        try:
            self._actor_loop_running()
        except Parked:
            return
        self._actor_loop_teardown()

    # What Pykka asks of an implementation of its actors.

    @staticmethod
    def _create_actor_inbox() -> SimulatedInbox:
        return SimulatedInbox(*spawning.get())

    @staticmethod
    def _create_future() -> SimulatedFuture:
        return SimulatedFuture()

    def _start_actor_loop(self) -> None:
        self.runtime.launch(self)

    def _handle_receive(self, message: Any) -> Any:
        try:
            return super()._handle_receive(message)
        except Exception:
            raise
        except BaseException as interruption:  # noqa: BLE001  Pykka would stop every actor of the process
            self.runtime.interruption = interruption

    def _handle_failure(self, exception_type: Any, exception_value: Any, traceback: Any) -> None:
        super()._handle_failure(exception_type, exception_value, traceback)
        self.runtime.note_failure(self, exception_value)
