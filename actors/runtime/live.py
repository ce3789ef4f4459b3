"""The live runtime: each actor in a thread of Pykka's, time from the wall clock, any speed."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import pykka

from .actor import Actor, bind, spawning
from .errors import ActorFailedError, BlockingCallError, RuntimeClosedError
from .interface import CLOCK, OUTSIDE, Recorder
from .live_actor import Envelope, Letter, LiveActor, running
from .live_clock import LiveClock
from .simulated import DeadLetter

#: How long (s) ``close`` and ``run`` wait for a thread that is still in a handler.
PATIENCE = 5.0
#: How often (s) ``run`` looks whether the last of what was due has been handled.
LOOK_AGAIN = 0.0005

#: Ends the thread of the observers.
_END = None


class Told(NamedTuple):
    """What a handler has to tell: the letter that it was about, and (now, actor, event) of each event."""

    letter: Letter | None
    events: list[tuple[int, str, Any]]


class LiveRuntime:
    """Runs actors on threads. Bodies are those of the simulated runtime, and see one instant a handler.

    It is the instant at which the message was due, so that lateness does not add up from one timer to the
    next; inputs are due when they are entered. No actor sees time go back, no message is due before it was
    sent, and no instant is ahead of the clock; but what two actors do at once may be published, and recorded,
    in an order that is not that of their instants.

    ``speed`` is virtual seconds in a real one. Events are published from one thread, in the order in which
    handlers ended. What an actor or an observer raises comes out of the next call of :meth:`run`.
    """

    def __init__(self, seed: int = 0, recorder: Recorder | None = None, *, speed: float = 1.0) -> None:
        self.seed = seed
        self.recorder = recorder
        self.steps = 0
        self.publish: Callable[[int, str, Any], None] = lambda _now, _actor, _event: None
        self.actors: dict[str, LiveActor] = {}
        #: name -> a Pykka actor that this runtime has not made
        self._foreign: dict[str, pykka.ActorRef[Any]] = {}
        self.dead_letters: list[DeadLetter] = []
        self.closed = False
        self.clock = LiveClock(speed)
        #: virtual time at which it was closed
        self._end = 0
        self._failures: list[BaseException] = []
        #: what run() waits for, and whether it has been so
        self._stop: Callable[[], bool] | None = None
        self._reached = False
        #: the observers have been asked to look, and have not yet
        self._asked_to_look = False
        #: held while observers are told something, and while somebody looks at what they have made of it
        self._seeing = threading.RLock()
        self._lock = threading.RLock()
        self._counting = threading.Lock()
        self._changed = threading.Condition()
        self._changes = 0
        self._events: queue.SimpleQueue[Told | None] = queue.SimpleQueue()
        #: receivers of what was entered from outside and has not been handled, by the letter's id
        self._entered: dict[int, str] = {}
        #: (receiver, instant) of what has been sent and has not been handled, by the letter's id
        self._under_way: dict[int, tuple[str, int]] = {}
        #: handlers whose events have not all been published
        self._untold = 0
        self._observers = threading.Thread(target=self._observe, name="asapair observers", daemon=True)
        self.clock.start()
        self._observers.start()

    @property
    def now(self) -> int:
        """Virtual time in ns, from 0."""
        return self._end if self.closed else self.clock.now()

    # -- actors ------------------------------------------------------------------------

    def spawn(self, body: Callable[..., Actor], *args: Any, name: str) -> pykka.ActorRef[Any]:
        """Start ``body(*args)`` as an actor called ``name``; ``ValueError`` if the name is taken."""
        self._check_open()
        with self._lock:
            if name in self.actors or name in (OUTSIDE, CLOCK):
                raise ValueError(f"there is an actor called {name!r} already: choose another name")
            token = spawning.set((self, name))
            try:
                kind = bind(body, LiveActor)
                actor = kind(*args)
            finally:
                spawning.reset(token)
            spawner = running()
            actor._instant = self.now if spawner is None else spawner._instant
            self.actors[name] = actor
        pykka.ActorRegistry.register(actor.actor_ref)
        actor._start_actor_loop()
        actor.started.wait(PATIENCE)
        reference: pykka.ActorRef[Any] = actor.actor_ref
        return reference

    def forget(self, actor: LiveActor) -> None:
        """Free the name of an actor that has stopped."""
        with self._lock:
            if self.actors.get(actor.name) is actor:
                del self.actors[actor.name]
        for key, to in list(self._entered.items()):
            if to == actor.name:
                self._entered.pop(key, None)
        for key, (to, _) in list(self._under_way.items()):
            if to == actor.name:
                self._under_way.pop(key, None)

    def adopt(self, reference: pykka.ActorRef[Any], *, name: str) -> None:
        """Let the actors of this runtime send to a foreign Pykka actor under a name; ``ValueError`` if taken.

        It gets the messages as they are, and answers through the references that :meth:`spawn` gives. It is
        not stopped with the runtime, and what it does is in no run log.
        """
        self._check_open()
        with self._lock:
            if name in self.actors or name in self._foreign or name in (OUTSIDE, CLOCK):
                raise ValueError(f"there is an actor called {name!r} already: choose another name")
            self._foreign[name] = reference

    # -- messages ----------------------------------------------------------------------

    def reaches(self, to: str) -> bool:
        """Whether there is an actor of that name."""
        actor, foreign = self.actors.get(to), self._foreign.get(to)
        if foreign is not None:
            return foreign.is_alive()
        return actor is not None and not actor.actor_stopped.is_set()

    def letter(self, message: object) -> Letter:
        """A message from outside, due now."""
        return Letter(message, OUTSIDE, 0, 0, "", self.now)

    def post_by_clock(self, to: str, letter: Letter) -> None:
        """Put a letter into the inbox of its receiver when it is due."""
        self._under_way[id(letter)] = to, letter.at
        self.clock.at(letter.at, lambda: self.post(to, letter))

    def post(self, to: str, letter: Letter) -> None:
        """Put a letter into the inbox of its receiver; without one it is a dead letter."""
        actor, foreign = self.actors.get(to), self._foreign.get(to)
        if actor is not None and foreign is None and not actor.actor_stopped.is_set():
            self._under_way[id(letter)] = to, letter.at
            actor.actor_inbox.put(Envelope(letter))
            return
        self._under_way.pop(id(letter), None)
        if foreign is not None and foreign.is_alive():
            foreign.tell(letter.message)
        elif not self.closed:
            self.dead_letters.append(DeadLetter(letter.at, letter.sender, to, letter.message))

    def input(self, to: str, message: object) -> None:
        """Send from outside to the actor called ``to``; ``KeyError`` if there is none."""
        self._check_open()
        if to not in self.actors:
            raise KeyError(f"there is no actor called {to!r}")
        letter = self.letter(message)
        self._entered[id(letter)] = to
        self.post(to, letter)

    def begin(self) -> int:
        """A handler begins: its step, in the order in which messages are taken."""
        with self._counting:
            self.steps += 1
            return self.steps

    def end(self, actor: LiveActor, letter: Letter, effects: list[Any] | None, events: list[Any]) -> None:
        """A handler is over: record it, and let the observers know, before anybody acts on it."""
        if self.recorder is not None and effects is not None:
            with self._lock:
                self.recorder.delivery(
                    actor._step,
                    actor._instant,
                    letter.sender,
                    actor.name,
                    letter.cause,
                    letter.message,
                    effects,
                )
        self.tell_observers(actor, events, letter)

    def over(self, letter: Letter) -> None:
        """All that a handler has sent is on its way."""
        self._under_way.pop(id(letter), None)

    def tell_observers(self, actor: LiveActor, events: list[Any], letter: Letter | None = None) -> None:
        """Publish what a handler has emitted, behind what is waiting to be published.

        If that is nothing the observers need not wake up, unless somebody waits for what it has done.
        """
        if events or id(letter) in self._entered:
            with self._counting:
                self._untold += 1
            self._events.put(Told(letter, [(actor._instant, actor.name, event) for event in events]))
        elif self._stop is not None and not self._asked_to_look:
            self._asked_to_look = True
            self._events.put(Told(None, []))

    # -- observers and failures ----------------------------------------------------------

    def _observe(self) -> None:
        while (told := self._events.get()) is not _END:
            self._asked_to_look = False
            with self._seeing:
                for event in told.events:
                    try:
                        self.publish(*event)
                    except Exception as error:  # noqa: BLE001  raised by run()
                        self._failures.append(error)
                entered = self._entered.pop(id(told.letter), None)
                if told.events or told.letter is not None:
                    with self._counting:
                        self._untold = max(0, self._untold - 1)
                self._look()
            if self._reached or self._failures or entered is not None:
                self._note_change()

    def _look(self) -> None:
        """See whether what run() waits for is so now; it may not be so any more when run() wakes up."""
        if self._stop is not None and not self._reached:
            try:
                self._reached = self._stop()
            except Exception as error:  # noqa: BLE001  raised by run()
                self._failures.append(error)

    def fail(self, actor: LiveActor, error: BaseException) -> None:
        """Keep a failure until somebody drives the runtime."""
        failed = ActorFailedError(actor.name, "its last message", actor._instant, self.seed, actor._step)
        failed.__cause__ = error
        self._failures.append(failed)
        self.forget(actor)
        self._note_change()

    def interrupt(self, interruption: BaseException) -> None:
        """Something like ``SystemExit`` was raised in a handler.

        Whoever drives gets it, every actor stops.
        """
        self._failures.append(interruption)
        self._note_change()

    def _note_change(self) -> None:
        with self._changed:
            self._changes += 1
            self._changed.notify_all()

    # -- running -----------------------------------------------------------------------

    def run(self, until: int, stop: Callable[[], bool] | None = None) -> bool:
        """Let time pass until ``until`` (ns): False; or until ``stop()`` has held: True.

        It is looked at after each handler, in the thread of the observers, so that nothing is missed. Time is
        not over before everything that was entered from outside, and everything that is due by then, has been
        handled and seen; but a handler that takes longer than ``PATIENCE`` is not waited for.
        """
        self._check_idle()
        with self._seeing:
            self._stop, self._reached = stop, False
            self._look()
        try:
            return self._wait(until)
        finally:
            self._stop = None

    def _wait(self, until: int) -> bool:
        patient_until = 0.0
        while True:
            with self._changed:
                seen = self._changes
            self._raise_failure()
            if self._reached:
                return True
            left = (until - self.now) / self.clock.speed / 1e9
            if left <= 0:
                patient_until = patient_until or time.monotonic() + PATIENCE
                impatient = time.monotonic() > patient_until
                if impatient:
                    self._give_up(until)
                if impatient or not (self._entered or self._untold or self._due_by(until)):
                    with self._seeing:
                        self._look()
                    return self._reached
                left = LOOK_AGAIN
            with self._changed:
                if self._changes == seen:
                    self._changed.wait(left)

    def _due_by(self, until: int) -> list[int]:
        """Letters that are due by an instant and have not been handled, by their ids."""
        return [key for key, (_, at) in list(self._under_way.items()) if at <= until]

    def _give_up(self, until: int) -> None:
        """Some handler never ends: wait for nothing of what is due."""
        for key in self._due_by(until):
            self._under_way.pop(key, None)
        self._entered.clear()
        with self._counting:
            self._untold = 0

    def _check_idle(self) -> None:
        self._check_open()
        actor = running()
        if actor is not None:
            raise BlockingCallError.in_handler(actor.name)
        if threading.current_thread() is self._observers:
            raise BlockingCallError.in_observer()

    def _raise_failure(self) -> None:
        if self._failures:
            failure = self._failures.pop(0)
            if not isinstance(failure, Exception):
                self.close()
            raise failure

    def order(self) -> str:
        """Empty: what threads did once, they will not do again."""
        return ""

    # -- the end -----------------------------------------------------------------------

    def close(self) -> None:
        """Stop every actor, the latest first, and the threads beside them."""
        if self.closed:
            return
        self._end = self.now
        self.closed = True
        self.clock.stop()
        for actor in reversed(list(self.actors.values())):
            if actor.actor_ref.is_alive():
                actor.actor_ref.stop(timeout=PATIENCE)
        self._events.put(_END)
        self._observers.join(PATIENCE)
        self.clock.join(PATIENCE)
        self.actors.clear()

    def _check_open(self) -> None:
        if self.closed:
            raise RuntimeClosedError("this pair is closed: build a new one")
