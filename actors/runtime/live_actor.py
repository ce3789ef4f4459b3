"""The half of an actor that the live runtime provides: Pykka's threads."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import pykka
from pykka import _envelope, messages

from .actor import Actor, checked, due
from .errors import BlockingCallError
from .interface import CLOCK

if TYPE_CHECKING:
    from .live import LiveRuntime

Envelope = _envelope.Envelope

#: Which actor runs in this thread, if any.
_thread = threading.local()


class Letter(NamedTuple):
    """A message on its way: who sent it, in which step, and the sender's incarnation.

    For a timer ``stamp`` is its generation and ``key`` its key; otherwise ``key`` is empty. ``at`` is the
    instant (ns) at which it is due: that of its sender, and the delay.
    """

    message: Any
    sender: str
    cause: int
    stamp: int
    key: str
    at: int


def running() -> LiveActor | None:
    """The actor whose handler runs in this thread; None outside."""
    return getattr(_thread, "actor", None)


class LiveFuture(pykka.ThreadingFuture[Any]):
    """A future that nobody waits for inside a handler.

    What would hang live must fail in simulation, and here.
    """

    def get(self, *, timeout: float | None = None) -> Any:
        """The reply; ``timeout`` is seconds of real time."""
        actor = running()
        if actor is not None and self._result is None and self._get_hook is None:
            raise BlockingCallError.in_handler(actor.name)
        return super().get(timeout=timeout)


class LiveActor(Actor, pykka.ThreadingActor):
    """The half of an actor that the live runtime provides.

    Everything here happens in the actor's own thread.
    """

    use_daemon_thread = True
    runtime: LiveRuntime

    def __init__(self) -> None:
        super().__init__()
        self._instant = 0
        self._step = 0
        self._generation = 0
        #: what the running handler has done so far; None where nobody records
        self._effects: list[Any] | None = None
        self._outbox: list[Any] = []
        #: (receiver, letter, whether the clock carries it) of the running handler
        self._letters: list[tuple[str, Letter, bool]] = []
        #: to whom something was sent that takes time: all that is sent there goes by the clock, in order
        self._by_clock: dict[str, None] = {}
        #: on_start is over
        self.started = threading.Event()

    @property
    def now(self) -> int:
        """The instant at which the message being handled was due, in ns, or that of the one before.

        What is handled late is not late by this: else a chain of timers would lose a little at each of them.
        """
        return self._instant

    def send(self, to: str, message: object, delay: int = 0) -> None:
        """Keep the message until the handler is over; then it is on its way."""
        when = due(self._instant, delay)
        self._note("send", to, message, delay)
        if not self.runtime.reaches(to):
            self._note("dead letter", to, message)
        if delay:
            self._by_clock[to] = None
        letter = Letter(message, self.name, self._step, self.incarnation, "", when)
        self._letters.append((to, letter, to in self._by_clock))

    def after(self, delay: int, key: str, message: object) -> None:
        """Arm the timer under a new generation; an earlier one of that key is stale now."""
        when = due(self._instant, delay)
        self._generation += 1
        self._timers[checked(key)] = self._generation
        letter = Letter(message, CLOCK, self._step, self._generation, key, when)
        self._note("timer", key, message, delay)
        self.runtime.post_by_clock(self.name, letter)

    def emit(self, event: object) -> None:
        """Keep the event until the handler is over."""
        self._note("emit", event)
        self._outbox.append(event)

    def spawn(self, body: Callable[..., Actor], *args: Any, name: str) -> None:
        """Start the actor now, in a thread of its own."""
        self._note("spawn", name)
        self.runtime.spawn(body, *args, name=name)

    def _note(self, *effect: Any) -> None:
        """Record something that the handler has done."""
        if self._effects is not None:
            self._effects.append(effect)

    # What Pykka asks of an implementation of its actors.

    @staticmethod
    def _create_actor_inbox() -> queue.SimpleQueue[Any]:
        """A queue that Ctrl-C cannot break: the one in Python loses a wake-up if it is interrupted."""
        return queue.SimpleQueue()

    @staticmethod
    def _create_future() -> LiveFuture:
        return LiveFuture()

    def _actor_loop(self) -> None:
        _thread.actor = self
        super()._actor_loop()

    def _actor_loop_setup(self) -> None:
        super()._actor_loop_setup()
        self.runtime.tell_observers(self, self._outbox)
        self._post_letters()
        self.started.set()

    def _handle_receive(self, message: Any) -> Any:
        runtime = self.runtime
        letter = message if message.__class__ is Letter else runtime.letter(message)
        if runtime.closed:
            return super()._handle_receive(letter.message) if is_stop(letter.message) else None
        self._step, self._instant = runtime.begin(), max(self._instant, letter.at)
        self._effects = None if runtime.recorder is None else []
        self._outbox = []
        self.sender = letter.sender
        try:
            if not self._takes(letter.sender, letter.stamp, letter.key):
                self._note("drop", "a cancelled timer" if letter.key else "an earlier incarnation")
                return None
            return super()._handle_receive(letter.message)
        except Exception as error:
            self._note("failure", self.name, repr(error))
            raise
        except BaseException as interruption:  # noqa: BLE001  Pykka would stop every actor of the process
            runtime.interrupt(interruption)
            return None
        finally:
            effects, self._effects = self._effects, None
            runtime.end(self, letter, effects, self._outbox)
            self._post_letters()
            runtime.over(letter)

    def _post_letters(self) -> None:
        """Send what the handler has written: whoever reads it comes after those who saw why."""
        letters, self._letters = self._letters, []
        for to, letter, by_clock in letters:
            if by_clock:
                self.runtime.post_by_clock(to, letter)
            else:
                self.runtime.post(to, letter)

    def _handle_failure(self, exception_type: Any, exception_value: Any, traceback: Any) -> None:
        super()._handle_failure(exception_type, exception_value, traceback)
        self.runtime.fail(self, exception_value)

    def _stop(self) -> None:
        super()._stop()
        self.runtime.forget(self)


def is_stop(message: object) -> bool:
    """Whether Pykka uses this message to stop an actor."""
    return isinstance(message, messages._ActorStop)
