"""The inbox and the future with which Pykka's ``tell``, ``ask``, ``stop`` and proxies work in simulation."""

from __future__ import annotations

import queue
import sys
from collections import deque
from typing import TYPE_CHECKING, Any

import pykka

from .errors import DeadlockError

if TYPE_CHECKING:
    from .simulated import SimulatedRuntime


class Parked(BaseException):
    """The inbox is empty: leaves Pykka's receive loop until the next delivery."""


class SimulatedInbox:
    """What ``ActorRef.tell`` and ``ask`` put envelopes in; the runtime decides when the actor takes them."""

    __slots__ = ("name", "queue", "runtime")

    def __init__(self, runtime: SimulatedRuntime, name: str) -> None:
        self.runtime = runtime
        #: of the actor whose inbox this is
        self.name = name
        self.queue: deque[Any] = deque()

    def put(self, envelope: Any, /) -> None:
        """Hand the envelope to the runtime, which delivers it in its turn."""
        if envelope.reply_to is not None:
            envelope.reply_to.runtime = self.runtime
        self.runtime.put(self.name, envelope)

    def get(self) -> Any:
        """The envelope being delivered; leaves Pykka's loop when there is none."""
        if not self.queue:
            raise Parked  # a fresh one: raising one instance again grows its traceback
        return self.queue.popleft()

    def empty(self) -> bool:
        """True if the actor has nothing more to take in this delivery."""
        return not self.queue


class SimulatedFuture(pykka.Future[Any]):
    """A future that runs the simulation while somebody outside waits for it."""

    def __init__(self) -> None:
        super().__init__()
        self.runtime: SimulatedRuntime | None = None
        self.done = False
        self._value: Any = None
        self._exc_info: Any = None

    def get(self, *, timeout: float | None = None) -> Any:
        """The reply, running the simulation until it is there; ``timeout`` is seconds of virtual time.

        ``Timeout`` if it is not there in time, ``DeadlockError`` if it cannot come.
        """
        try:
            return super().get(timeout=timeout)
        except NotImplementedError:
            pass
        if not self.done:
            self._wait(timeout)
        if self._exc_info is not None:
            kind, value, traceback = self._exc_info
            raise (kind() if value is None else value).with_traceback(traceback)
        return self._value

    def set(self, value: Any = None) -> None:
        """Give the reply; ``queue.Full`` if there is one already, as in Pykka."""
        self._settle(value, None)

    def set_exception(self, exc_info: Any = None) -> None:
        """Give an exception instead of a reply."""
        self._settle(None, exc_info or sys.exc_info())

    def set_get_hook(self, func: Any) -> None:
        """Compute the reply when it is asked for; ``queue.Full`` if there is one already."""
        if self.done:
            raise queue.Full
        super().set_get_hook(func)

    def _wait(self, timeout: float | None) -> None:
        if self.runtime is not None:
            self.runtime.wait_for(self, timeout)
        elif timeout is None:
            raise DeadlockError("this future belongs to no question: nobody will set it")
        else:
            raise pykka.Timeout(f"{timeout} seconds")

    def _settle(self, value: Any, exc_info: Any) -> None:
        if self.done or self._get_hook is not None:
            raise queue.Full
        self.done, self._value, self._exc_info = True, value, exc_info
