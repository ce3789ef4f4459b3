"""The simulated runtime: one thread, virtual time, a delivery order drawn from the seed."""

from __future__ import annotations

import hashlib
import math
from array import array
from collections.abc import Callable
from heapq import heappop
from typing import Any, NamedTuple

import pykka
from pykka import _envelope

from .actor import Actor, bind, spawning
from .chance import generator
from .errors import ActorFailedError, BlockingCallError, DeadlockError, LivelockError, RuntimeClosedError
from .interface import CLOCK, OUTSIDE, Recorder
from .pykka_parts import SimulatedFuture
from .simulated_actor import Channel, Entry, SimulatedActor

__all__ = ["Channel", "DeadLetter", "Entry", "Envelope", "SimulatedRuntime"]

Envelope = _envelope.Envelope

#: Deliveries at one instant of virtual time before the run is called a livelock.
MOST_STEPS_AT_ONE_INSTANT = 1_000_000


class DeadLetter(NamedTuple):
    """A message that nobody could take: who sent it, to whom, at which instant (ns)."""

    now: int
    sender: str
    receiver: str
    message: object


class SimulatedRuntime:
    """Runs actors in the caller's thread, one message at a time.

    Between two actors messages keep their order; among the (sender, receiver) pairs with something in flight,
    and nothing else, the seed draws who is next. Time moves only when nothing is in flight, to the next
    instant at which a timer or a delayed message is due. Equal seeds give equal runs on every machine.
    """

    def __init__(
        self,
        seed: int = 0,
        recorder: Recorder | None = None,
        most_steps_at_one_instant: int = MOST_STEPS_AT_ONE_INSTANT,
    ) -> None:
        self.seed = seed
        #: virtual time in ns
        self.now = 0
        #: deliveries so far; the number of the current one while a handler runs
        self.steps = 0
        self.publish: Callable[[int, str, Any], None] = lambda _now, _actor, _event: None
        #: the living actors by name, in the order in which they started
        self.actors: dict[str, SimulatedActor] = {}
        self.dead_letters: list[DeadLetter] = []
        self.recorder = recorder
        self.closed = False

        # What the actors of this runtime use.
        #: what the running handler has done so far; None where nobody records
        self.effects: list[Any] | None = None
        #: (actor, event) of the running handler
        self.outbox: list[tuple[str, Any]] = []
        #: channels with something in flight
        self.ready: list[Channel] = []
        #: (instant, sequence, channel, entry) of what is due later
        self.heap: list[tuple[int, int, Channel, Entry]] = []
        self.sequence = 0
        self.interruption: BaseException | None = None

        self._running: SimulatedActor | None = None
        self._driving = False
        #: what is being handled, for the report of a failure
        self._occasion: object = None
        self._failures: list[ActorFailedError] = []
        self._pick = generator(seed, "scheduler")
        self._outside: dict[str, Channel] = {}
        self._order = array("I")
        self._order_hash = hashlib.blake2b(digest_size=8)
        self._most_steps = self._step_limit = most_steps_at_one_instant

    # -- actors ------------------------------------------------------------------------

    def spawn(self, body: Callable[..., Actor], *args: Any, name: str) -> pykka.ActorRef[Any]:
        """Start ``body(*args)`` as an actor called ``name``; ``ValueError`` if the name is taken."""
        self._check_open()
        if name in self.actors or name in (OUTSIDE, CLOCK):
            raise ValueError(f"there is an actor called {name!r} already: choose another name")
        token = spawning.set((self, name))
        try:
            reference: pykka.ActorRef[Any] = bind(body, SimulatedActor).start(*args)
        finally:
            spawning.reset(token)
        return reference

    def launch(self, actor: SimulatedActor) -> None:
        """Register a started actor and run its ``on_start``."""
        self.actors[actor.name] = actor
        outer = self._running, self._occasion
        self._running, self._occasion = actor, "on_start"
        try:
            actor._actor_loop_setup()
        finally:
            self._running, self._occasion = outer
        if actor.actor_stopped.is_set():
            self._forget(actor)
        if self._running is None:
            self._settle()

    def _forget(self, actor: SimulatedActor) -> None:
        """Free the name of an actor that has stopped; what is in flight to it becomes dead letters."""
        if self.actors.get(actor.name) is actor:
            del self.actors[actor.name]
        actor._timers.clear()
        for channel in actor._incoming:
            channel.closed = True

    # -- messages ----------------------------------------------------------------------

    def new_channel(self, sender: str, receiver: SimulatedActor) -> Channel:
        """Open a channel to a living actor."""
        channel = Channel(sender, receiver)
        receiver._incoming.append(channel)
        return channel

    def input(self, to: str, message: object) -> None:
        """Send from outside to the actor called ``to``; ``KeyError`` if there is none."""
        self._check_open()
        channel = self._outside_channel(to)
        if channel is None:
            raise KeyError(f"there is no actor called {to!r}")
        self._post(channel, (message, 0, 0, ""))

    def put(self, receiver: str, envelope: Any) -> None:
        """Take what came through Pykka's own ``tell`` or ``ask``, from the running actor or from outside."""
        sender = self._running
        if sender is None:
            channel, cause, incarnation = self._outside_channel(receiver), 0, 0
        else:
            channel, cause, incarnation = sender.channel_to(receiver), self.steps, sender.incarnation
            if self.effects is not None:
                self.effects.append(("send", receiver, envelope.message, 0))
        if channel is None:
            self.dead_letter(sender.name if sender else OUTSIDE, receiver, envelope.message)
        else:
            self._post(channel, (envelope, cause, incarnation, ""))

    def _outside_channel(self, to: str) -> Channel | None:
        """Find or open the channel from outside to the actor of that name; None if there is none."""
        receiver = self.actors.get(to)
        if receiver is None:
            return None
        channel = self._outside.get(to)
        if channel is None or channel.closed:
            channel = self._outside[to] = self.new_channel(OUTSIDE, receiver)
        return channel

    def _post(self, channel: Channel, entry: Entry) -> None:
        if not channel.queue:
            self.ready.append(channel)
        channel.queue.append(entry)

    def dead_letter(self, sender: str, receiver: str, message: object) -> None:
        """Keep a message that nobody can take; a recorded run shows it as an effect."""
        if self.effects is not None:
            self.effects.append(("dead letter", receiver, message))
        self.dead_letters.append(DeadLetter(self.now, sender, receiver, message))

    # -- running -----------------------------------------------------------------------

    def run(self, until: int, stop: Callable[[], bool] | None = None) -> bool:
        """Run up to the instant ``until`` (ns), or until ``stop()`` holds after a delivery.

        True if ``stop`` held, and then time stays where it is; else time is ``until`` and everything due by
        then is done. What a handler or an observer raises comes out here.
        """
        stopped = self._run(until, stop)
        if not stopped:
            self.now = max(self.now, until)
        return stopped

    def _run(self, until: float, stop: Callable[[], bool] | None) -> bool:
        self._check_idle()
        if stop is not None and stop():
            return True
        step, ready, heap = self.step, self.ready, self.heap
        self._step_limit = self.steps + self._most_steps
        self._driving = True
        try:
            while True:
                while ready:
                    step()
                    if stop is not None and stop():
                        return True
                if not heap or heap[0][0] > until:
                    return False
                self._advance()
        finally:
            self._driving = False

    def wait_for(self, future: SimulatedFuture, timeout: float | None) -> None:
        """Run until ``future`` is set; ``timeout`` is seconds of virtual time."""
        if timeout is None:
            if not self._run(math.inf, lambda: future.done):
                raise DeadlockError("a reply is awaited and nothing is left to run: the reply was never sent")
        elif not self.run(self.now + int(timeout * 1e9), lambda: future.done):
            raise pykka.Timeout(f"{timeout} seconds")

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
        if self.steps > self._step_limit:
            raise LivelockError(
                f"more than {self._most_steps} deliveries at {self.now / 1e9:.6f} s without time passing; "
                f"the last was {_content(entry[0])!r} from {channel.sender} to {channel.receiver.name} "
                f"(seed {self.seed})"
            )

    def deliver(self, channel: Channel, entry: Entry) -> None:
        """Let the receiver handle one message; then record it, publish its events, raise what it raised."""
        message, _, stamp, key = entry
        actor = channel.receiver
        self.steps += 1
        self._order.append(channel.number)
        if self.recorder is not None:
            self.effects = []
        if not (key or actor._heard) or actor._takes(channel.sender, stamp, key):
            self._running = actor
            actor.sender = channel.sender
            try:
                if message.__class__ is Envelope or channel.closed:
                    self._deliver_otherwise(channel, message)
                else:
                    actor.on_receive(message)
            except Exception as error:  # noqa: BLE001  raised below, once recorded
                self._fail(actor, message, error)
            except BaseException:
                self._stop_all()
                raise
            finally:
                self._running = None
        elif self.effects is not None:
            self.effects.append(("drop", "a cancelled timer" if key else "an earlier incarnation"))
        if self.recorder is not None:
            self._record(self.recorder, channel, entry)
        if self.outbox or self._failures:
            self._settle()

    def _deliver_otherwise(self, channel: Channel, message: Any) -> None:
        """Hand an envelope to Pykka's own loop; what comes too late for an actor is a dead letter."""
        actor = channel.receiver
        if message.__class__ is not Envelope or (channel.closed and message.reply_to is None):
            self.dead_letter(channel.sender, actor.name, _content(message))
            return
        self._occasion = message.message
        actor.handle_envelope(message)
        if self.interruption is not None:
            raise self.interruption
        if actor.actor_stopped.is_set():
            self._forget(actor)

    def _advance(self) -> None:
        """Move time to the next instant at which something is due, and put all that is due then in flight."""
        heap = self.heap
        self.now = now = heap[0][0]
        while heap and heap[0][0] == now:
            _, _, channel, entry = heappop(heap)
            _, _, generation, key = entry
            if not key or channel.receiver._timers.get(key) == generation:
                self._post(channel, entry)
        self._step_limit = self.steps + self._most_steps

    # -- what comes of it --------------------------------------------------------------

    def _record(self, recorder: Recorder, channel: Channel, entry: Entry) -> None:
        message, cause, _, _ = entry
        effects, self.effects = self.effects or [], None
        receiver = channel.receiver.name
        recorder.delivery(self.steps, self.now, channel.sender, receiver, cause, _content(message), effects)

    def _fail(self, actor: SimulatedActor, message: object, error: Exception) -> None:
        """Stop the actor whose handler raised, as Pykka's loop does."""
        self._occasion = message
        actor._handle_failure(type(error), error, error.__traceback__)
        try:
            actor.on_failure(type(error), error, error.__traceback__)
        except Exception as another:  # noqa: BLE001  raised with the first
            actor._handle_failure(type(another), another, another.__traceback__)
        self._forget(actor)

    def note_failure(self, actor: SimulatedActor, error: BaseException) -> None:
        """Keep a failure until the delivery is recorded and published; then the run ends with it."""
        if self.effects is not None:
            self.effects.append(("failure", actor.name, repr(error)))
        failed = ActorFailedError(actor.name, self._occasion, self.now, self.seed, self.steps)
        failed.__cause__ = error
        self._failures.append(failed)

    def _settle(self) -> None:
        """Tell the observers; then raise what the handler raised, or else what the first receiver raised."""
        events, self.outbox = self.outbox, []
        errors: list[Exception] = []
        for actor, event in events:
            try:
                self.publish(self.now, actor, event)
            except Exception as error:  # noqa: BLE001  raised below, once all have been told
                errors.append(error)
        errors = [*self._failures, *errors]
        self._failures.clear()
        if errors:
            for other in errors[1:]:
                errors[0].add_note(f"after it: {other!r}")
            raise errors[0]

    def order(self) -> str:
        """A fingerprint of the delivery order so far: which channel, at each step."""
        self._order_hash.update(self._order.tobytes())
        self._order = array("I")
        return self._order_hash.copy().hexdigest()

    # -- the end -----------------------------------------------------------------------

    def close(self) -> None:
        """Stop every actor; nothing stays in Pykka's registry. Further use raises ``RuntimeClosedError``."""
        if not self.closed:
            self._stop_all()
            self._settle()

    def _stop_all(self) -> None:
        """Stop every actor, the latest first, and refuse the questions in flight."""
        self.closed = True
        for actor in reversed(list(self.actors.values())):
            self._running, self._occasion = actor, "on_stop"
            actor._stop()
            self._forget(actor)
        self._running = self.effects = None
        for channel in self.ready:
            for message, *_ in channel.queue:
                if message.__class__ is Envelope:
                    channel.receiver.handle_envelope(message)
        self.ready.clear()
        self.heap.clear()

    def _check_open(self) -> None:
        if self.closed:
            raise RuntimeClosedError("this pair is closed: build a new one")

    def _check_idle(self) -> None:
        self._check_open()
        if self._running is not None:
            raise BlockingCallError.in_handler(self._running.name)
        if self._driving:
            raise BlockingCallError.in_observer()


def _content(message: Any) -> Any:
    """The message that an actor sent, taken out of Pykka's envelope."""
    return message.message if message.__class__ is Envelope else message
