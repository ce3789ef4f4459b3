"""The simulated runtime: one thread, virtual time, a delivery order drawn from the seed, the same every time."""

from __future__ import annotations

import hashlib
import random
from array import array
from collections import deque
from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any, NamedTuple

import pykka
from pykka import _envelope

from .actor import Actor, bind, spawning
from .errors import ActorFailedError, BlockingCallError, DeadlockError, LivelockError, RuntimeClosedError
from .interface import CLOCK, OUTSIDE, Recorder
from .pykka_parts import Parked, SimulatedFuture, SimulatedInbox

Envelope = _envelope.Envelope

#: Deliveries at one instant of virtual time before the run is called a livelock.
MOST_STEPS_AT_ONE_INSTANT = 1_000_000


class DeadLetter(NamedTuple):
    """A message that nobody could take: who sent it, to whom, at which instant (ns)."""

    now: int
    sender: str
    receiver: str
    message: object


class Channel:
    """What one sender has in flight to one receiver, in order. ``number`` counts channels in order of first use."""

    __slots__ = ("closed", "number", "queue", "receiver", "sender")

    def __init__(self, number: int, sender: str, receiver: SimulatedActor) -> None:
        self.number, self.sender, self.receiver = number, sender, receiver
        #: the receiver has stopped: what is in flight here is dead letters
        self.closed = False
        #: (message, step that sent it, the sender's incarnation; for a timer: generation, key)
        self.queue: deque[tuple[Any, int, int, str]] = deque()


class SimulatedActor(Actor):
    """The half of an actor that the simulated runtime provides."""

    runtime: SimulatedRuntime

    def __init__(self) -> None:
        super().__init__()
        #: receiver -> the channel to it
        self._channels: dict[str, Channel] = {}
        self._incoming: list[Channel] = []
        #: key -> generation of the timer that is armed under it
        self._timers: dict[str, int] = {}
        self._random: Callable[[], float] | None = None

    @property
    def now(self) -> int:
        return self.runtime.now

    def send(self, to: str, message: object, delay: int = 0) -> None:
        runtime = self.runtime
        if runtime.effects is not None:
            runtime.effects.append(("send", to, message, delay))
        channel = self._channels.get(to)
        if channel is None or channel.closed:
            channel = runtime.channel(self, to)
            if channel is None:
                runtime.dead_letter(self.name, to, message)
                return
        entry = (message, runtime.steps, self.incarnation, "")
        if delay:
            runtime.sequence += 1
            heappush(runtime.heap, (runtime.now + delay, runtime.sequence, channel, entry))
        else:
            queue = channel.queue
            if not queue:
                runtime.ready.append(channel)
            queue.append(entry)

    def after(self, delay: int, key: str, message: object) -> None:
        runtime = self.runtime
        if runtime.effects is not None:
            runtime.effects.append(("timer", key, message, delay))
        runtime.sequence = generation = runtime.sequence + 1
        self._timers[key] = generation
        channel = self._channels.get(CLOCK) or runtime.clock_channel(self)
        heappush(runtime.heap, (runtime.now + delay, generation, channel, (message, runtime.steps, generation, key)))

    def cancel(self, key: str) -> None:
        if self._timers.pop(key, None) is not None and self.runtime.effects is not None:
            self.runtime.effects.append(("cancel", key))

    def emit(self, event: object) -> None:
        runtime = self.runtime
        if runtime.effects is not None:
            runtime.effects.append(("emit", event))
        runtime.outbox.append((self.name, event))

    def spawn(self, body: type[Actor], *args: Any, name: str) -> None:
        if self.runtime.effects is not None:
            self.runtime.effects.append(("spawn", name))
        self.runtime.spawn(body, *args, name=name)

    def draw(self) -> float:
        if self._random is None:
            self._random = random.Random(f"{self.runtime.seed} {self.name}").random
        return self._random()

    def renew(self) -> None:
        if self.runtime.effects is not None:
            self.runtime.effects.append(("renew", self.incarnation + 1))
        self.incarnation += 1
        self._timers.clear()

    # What Pykka asks of an implementation of its actors.

    @staticmethod
    def _create_actor_inbox() -> SimulatedInbox:
        return SimulatedInbox(spawning.get()[0])

    @staticmethod
    def _create_future() -> SimulatedFuture:
        return SimulatedFuture()

    def _start_actor_loop(self) -> None:
        self.actor_inbox.owner = self
        self.runtime.launch(self)

    def _handle_failure(self, exception_type: Any, exception_value: Any, traceback: Any) -> None:
        super()._handle_failure(exception_type, exception_value, traceback)
        self.runtime.failures.append((self.name, exception_value))


class SimulatedRuntime:
    """Runs actors in the caller's thread, one message at a time.

    Between two actors messages keep their order; among the (sender, receiver) pairs with something in flight, and
    nothing else, the seed draws who is next. Time moves only when nothing is in flight, to the next instant at which
    a timer or a delayed message is due. Equal seeds give equal runs on every machine.
    """

    def __init__(self, seed: int = 0, recorder: Recorder | None = None) -> None:
        self.seed = seed
        #: virtual time in ns
        self.now = 0
        #: deliveries so far; the number of the current one while a handler runs
        self.steps = 0
        self.publish: Callable[[int, str, Any], None] = lambda _now, _actor, _event: None
        self.actors: dict[str, SimulatedActor] = {}
        self.dead_letters: list[DeadLetter] = []
        self.failures: list[tuple[str, BaseException]] = []
        self.recorder = recorder
        #: what the running handler has done so far; None where nobody records
        self.effects: list[Any] | None = None
        self.outbox: list[tuple[str, Any]] = []
        self.ready: list[Channel] = []
        self.heap: list[tuple[int, int, Channel, tuple[Any, int, int, str]]] = []
        self.sequence = 0
        self.running: SimulatedActor | None = None
        self.closed = False
        self._pick = random.Random(f"{seed} scheduler").random
        self._channel_count = 0
        self._outside: dict[str, Channel] = {}
        self._order = array("I")
        self._order_hash = hashlib.blake2b(digest_size=8)
        self._instant_step = 0

    # -- actors ------------------------------------------------------------------------

    def spawn(self, body: type[Actor], *args: Any, name: str) -> pykka.ActorRef[Any]:
        """Start ``body(*args)`` as an actor called ``name``; ``ValueError`` if the name is taken."""
        self._check_open()
        if name in self.actors or name in (OUTSIDE, CLOCK):
            raise ValueError(f"there is an actor called {name!r} already: choose another name")
        token = spawning.set((self, name))
        try:
            return bind(body, SimulatedActor).start(*args)
        finally:
            spawning.reset(token)

    def launch(self, actor: SimulatedActor) -> None:
        """Register a started actor and run its ``on_start``."""
        self.actors[actor.name] = actor
        outer, self.running = self.running, actor
        try:
            actor._actor_loop_setup()
        finally:
            self.running = outer
        self._raise_failure("on_start")

    # -- messages ----------------------------------------------------------------------

    def channel(self, sender: SimulatedActor, to: str) -> Channel | None:
        """Open the channel from one actor to another; None if there is none of that name."""
        receiver = self.actors.get(to)
        if receiver is None:
            return None
        channel = sender._channels[to] = self._new_channel(sender.name, receiver)
        return channel

    def clock_channel(self, owner: SimulatedActor) -> Channel:
        """Open the channel on which an actor's own timers arrive."""
        channel = owner._channels[CLOCK] = self._new_channel(CLOCK, owner)
        return channel

    def _new_channel(self, sender: str, receiver: SimulatedActor) -> Channel:
        self._channel_count += 1
        channel = Channel(self._channel_count, sender, receiver)
        receiver._incoming.append(channel)
        return channel

    def _outside_channel(self, to: str) -> Channel | None:
        channel = self._outside.get(to)
        if (channel is None or channel.closed) and to in self.actors:
            channel = self._outside[to] = self._new_channel(OUTSIDE, self.actors[to])
        return channel

    def input(self, to: str, message: object) -> None:
        """Send from outside to the actor called ``to``; ``KeyError`` if there is none."""
        self._check_open()
        channel = self._outside_channel(to)
        if channel is None:
            raise KeyError(f"there is no actor called {to!r}")
        self._post(channel, (message, 0, 0, ""))

    def put(self, receiver: SimulatedActor, envelope: Any) -> None:
        """Take what came through Pykka's own ``tell`` or ``ask``."""
        sender = self.running
        if sender is None:
            channel = self._outside_channel(receiver.name)
        else:
            channel = sender._channels.get(receiver.name)
            if channel is None or channel.closed:
                channel = self.channel(sender, receiver.name)
            if self.effects is not None:
                self.effects.append(("send", receiver.name, envelope.message, 0))
        if channel is not None:
            self._post(channel, (envelope, self.steps, sender.incarnation if sender else 0, ""))

    def _post(self, channel: Channel, entry: tuple[Any, int, int, str]) -> None:
        if not channel.queue:
            self.ready.append(channel)
        channel.queue.append(entry)

    # -- running -----------------------------------------------------------------------

    def run(self, until: int, stop: Callable[[], bool] | None = None) -> bool:
        """Run up to the instant ``until`` (ns), or until ``stop()`` holds after a delivery.

        True if ``stop`` held, and then time stays where it is; else time is ``until`` and everything due by then is done.
        """
        self._check_open()
        if stop is not None and stop():
            return True
        step, ready, heap = self.step, self.ready, self.heap
        while True:
            while ready:
                step()
                if stop is not None and stop():
                    return True
            if not heap or heap[0][0] > until:
                break
            self._advance()
        if until > self.now:
            self.now = until
        return False

    def step(self) -> None:
        """Deliver one message of those in flight."""
        ready = self.ready
        count = len(ready)
        index = int(self._pick() * count) if count > 1 else 0
        channel = ready[index]
        queue = channel.queue
        entry = queue.popleft()
        if not queue:
            last = ready.pop()
            if index < len(ready):
                ready[index] = last
        self.deliver(channel, entry)

    def deliver(self, channel: Channel, entry: tuple[Any, int, int, str]) -> None:
        """Let the receiver handle one message, then record it and publish what it emitted."""
        message, cause, stamp, key = entry
        self.steps += 1
        self._order.append(channel.number)
        actor = channel.receiver
        recorder = self.recorder
        if recorder is not None:
            self.effects = effects = []
        if key:
            heard = actor._timers.get(key) == stamp
            if heard:
                del actor._timers[key]
        else:
            heard = not actor._heard or actor._heard.get(channel.sender, 0) <= stamp
        if heard:
            self.running = actor
            actor.sender = channel.sender
            if message.__class__ is Envelope:
                self._through_pykka(actor, message)
            elif channel.closed:
                self.running = None
                self.dead_letter(channel.sender, actor.name, message)
            else:
                try:
                    actor.on_receive(message)
                except Exception as error:
                    raise self._failure(actor.name, message) from error
                finally:
                    self.running = None
        elif recorder is not None:
            effects.append(("drop", "an earlier incarnation" if not key else "a cancelled timer"))
        if recorder is not None:
            self.effects = None
            recorder.delivery(self.steps, self.now, channel.sender, actor.name, cause, message, effects)
        if self.outbox:
            self._publish()
        if self.steps - self._instant_step > MOST_STEPS_AT_ONE_INSTANT:
            raise LivelockError(
                f"{MOST_STEPS_AT_ONE_INSTANT} deliveries at {self.now / 1e9:.6f} s without time passing; "
                f"the last was {message!r} to {actor.name} (seed {self.seed})"
            )

    def _through_pykka(self, actor: SimulatedActor, envelope: Any) -> None:
        """Run Pykka's own loop on one envelope: replies, failures and stopping are Pykka's."""
        inbox = actor.actor_inbox
        inbox.queue.append(envelope)
        try:
            if not actor.actor_stopped.is_set():
                actor._actor_loop_running()
            actor._actor_loop_teardown()
        except Parked:
            pass
        finally:
            self.running = None
        if actor.actor_stopped.is_set() and self.actors.get(actor.name) is actor:
            self._forget(actor)
        self._raise_failure(envelope.message)

    def _forget(self, actor: SimulatedActor) -> None:
        """Free the name of an actor that has stopped; what is in flight to it becomes dead letters."""
        del self.actors[actor.name]
        actor._timers.clear()
        for channel in actor._incoming:
            channel.closed = True

    def dead_letter(self, sender: str, receiver: str, message: object) -> None:
        """Keep a message that nobody can take; a recorded run shows it as an effect."""
        if self.effects is not None:
            self.effects.append(("dead letter", receiver, message))
        self.dead_letters.append(DeadLetter(self.now, sender, receiver, message))

    def _advance(self) -> None:
        """Move time to the next instant at which something is due, and put all that is due then in flight."""
        heap = self.heap
        now = heap[0][0]
        while heap and heap[0][0] == now:
            _, _, channel, entry = heappop(heap)
            if entry[3] and channel.receiver._timers.get(entry[3]) != entry[2]:
                continue
            queue = channel.queue
            if not queue:
                self.ready.append(channel)
            queue.append(entry)
        self.now = now
        self._instant_step = self.steps

    def _publish(self) -> None:
        """Tell the observers; the first exception of a receiver is raised once all of them have been told."""
        events, self.outbox = self.outbox, []
        error: Exception | None = None
        for actor, event in events:
            try:
                self.publish(self.now, actor, event)
            except Exception as raised:
                error = error or raised
        if error is not None:
            raise error

    def wait_for(self, future: SimulatedFuture, timeout: float | None) -> None:
        """Run until ``future`` is set; ``timeout`` is seconds of virtual time."""
        self._check_open()
        if self.running is not None:
            raise BlockingCallError(
                f"{self.running.name} waited for a reply inside a handler; send a message and handle the answer instead"
            )
        if timeout is not None:
            if not self.run(self.now + int(timeout * 1e9), lambda: future.done):
                raise pykka.Timeout(f"{timeout} seconds")
            return
        while not future.done:
            if self.ready:
                self.step()
            elif self.heap:
                self._advance()
            else:
                raise DeadlockError("a reply is awaited and nothing is left to run: the reply was never sent")

    # -- the end -----------------------------------------------------------------------

    def order(self) -> str:
        """A fingerprint of the delivery order so far: which channel, at each step."""
        self._order_hash.update(self._order.tobytes())
        self._order = array("I")
        return self._order_hash.copy().hexdigest()

    def close(self) -> None:
        """Stop every actor; nothing stays in Pykka's registry. Further use raises ``RuntimeClosedError``."""
        if self.closed:
            return
        self.closed = True
        for actor in reversed(self.actors.values()):
            if not actor.actor_stopped.is_set():
                actor._stop()
            actor._actor_loop_teardown()
        self.actors.clear()
        self.ready.clear()
        self.heap.clear()

    def _check_open(self) -> None:
        if self.closed:
            raise RuntimeClosedError("this pair is closed: build a new one")

    def _failure(self, actor: str, message: object) -> ActorFailedError:
        return ActorFailedError(actor, message, now=self.now, seed=self.seed, step=self.steps)

    def _raise_failure(self, message: object) -> None:
        if self.failures:
            name, error = self.failures.pop(0)
            raise self._failure(name, message) from error
