"""What an actor may know about the runtime that runs it.

A body subclasses :class:`Actor` and names its handlers with :func:`handles`. It is abstract until a runtime
binds it to a Pykka implementation (:func:`bind`): the same body runs simulated and live.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import pykka

from .chance import generator
from .errors import UnhandledMessageError

if TYPE_CHECKING:
    from .interface import Runtime

Body = TypeVar("Body", bound="Actor")
Handler = TypeVar("Handler", bound=Callable[..., Any])

#: The runtime and the name for the actor under construction; set only while a runtime spawns.
spawning: ContextVar[tuple[Any, str]] = ContextVar("spawning")


def handles(*kinds: type) -> Callable[[Handler], Handler]:
    """Mark a method of an actor as the handler of messages of these classes."""

    def mark(method: Handler) -> Handler:
        method.handled_kinds = kinds  # type: ignore[attr-defined]
        return method

    return mark


class Actor(pykka.Actor):
    """Base of every actor: its handlers run one at a time, see one instant, and wait for no other actor."""

    handlers: ClassVar[dict[type, Callable[..., Any]]] = {}

    #: The name under which others send to this actor; also its Pykka URN.
    name: str
    #: Who sent the message being handled: an actor's name, ``clock`` for a timer, ``-`` for the outside.
    sender: str
    #: Counted up by :meth:`renew`; what an earlier one armed, or sent to who no longer hears it, is dropped.
    incarnation: int

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.handlers = {
            kind: getattr(cls, name)  # which a subclass may override without marking it again
            for parent in reversed(cls.__mro__)
            for name, method in vars(parent).items()
            for kind in getattr(method, "handled_kinds", ())
        }

    def __init__(self) -> None:
        self.runtime: Runtime
        try:
            self.runtime, self.name = spawning.get()
        except LookupError:
            raise AbstractRuntimeError(self) from None
        super().__init__()
        self.actor_urn = self.actor_ref.actor_urn = self.name
        self.sender = "-"
        self.incarnation = 0
        #: sender -> the lowest incarnation of it that is still heard
        self._heard: dict[str, int] = {}
        #: key -> generation of the timer that is armed under it
        self._timers: dict[str, int] = {}
        self._random: Callable[[], float] | None = None

    @property
    def now(self) -> int:
        """Nanoseconds of virtual time since the runtime started; one instant for the whole handler."""
        raise AbstractRuntimeError(self)

    def send(self, to: str, message: object, delay: int = 0) -> None:
        """Send to the actor of that name, to arrive ``delay`` ns later; if there is none it is a dead letter.

        Messages from one actor to another keep their order, as long as later ones are not due earlier. A
        negative delay is a ``ValueError``.
        """
        raise AbstractRuntimeError(self)

    def after(self, delay: int, key: str, message: object) -> None:
        """Start, or restart, the timer ``key``: ``message`` comes to this actor ``delay`` ns from now.

        A negative delay is a ``ValueError``.
        """
        raise AbstractRuntimeError(self)

    def cancel(self, key: str) -> None:
        """Stop the timer ``key``; its message will not be handled even if it has fired already."""
        if self._timers.pop(key, None) is not None:
            self._note("cancel", key)

    def emit(self, event: object) -> None:
        """Hand an event to the observers, once this handler is over."""
        raise AbstractRuntimeError(self)

    def spawn(self, body: Callable[..., Actor], *args: Any, name: str) -> None:
        """Start an actor under a name that no actor of this runtime has."""
        raise AbstractRuntimeError(self)

    def draw(self) -> float:
        """The next number in [0, 1) of this actor's own generator, seeded by the run's seed and its name."""
        if self._random is None:
            self._random = generator(self.runtime.seed, self.name)
        return self._random()

    def renew(self) -> None:
        """Begin the next incarnation: every timer is cancelled, what it sent to itself before is dropped."""
        self.incarnation += 1
        self._note("renew", self.incarnation)
        self._timers.clear()
        self.hear_from(self.name, self.incarnation)

    def _note(self, *effect: Any) -> None:
        """Record something that the running handler has done, where somebody records."""
        raise AbstractRuntimeError(self)

    def _takes(self, sender: str, stamp: int, key: str) -> bool:
        """False for a timer that was cancelled or restarted, and for what an earlier incarnation sent.

        ``stamp`` is the sender's incarnation, or the generation of the timer ``key``.
        """
        if not key:
            return self._heard.get(sender, 0) <= stamp
        if self._timers.get(key) != stamp:
            return False
        del self._timers[key]
        return True

    def hear_from(self, sender: str, incarnation: int) -> None:
        """From now on drop what ``sender`` sent before it reached ``incarnation``."""
        self._heard[sender] = incarnation

    def on_receive(self, message: Any) -> Any:
        """Give the message to its handler; ``UnhandledMessageError`` if there is none."""
        handler = self.handlers.get(message.__class__)
        if handler is None:
            raise UnhandledMessageError(f"{self.name} has no handler for {message!r} from {self.sender}")
        return handler(self, message)


def due(now: int, delay: int) -> int:
    """The instant ``delay`` ns from ``now``; ``ValueError`` if it is in the past."""
    if delay < 0:
        raise ValueError(f"a delay of {delay} ns is in the past: delays are 0 or more")
    return now + delay


def checked(key: str) -> str:
    """The key of a timer; ``ValueError`` if it is empty."""
    if not key:
        raise ValueError("a timer has a key of at least one letter")
    return key


class AbstractRuntimeError(TypeError):
    """A body was used without a runtime: start it with ``runtime.spawn``."""

    def __init__(self, actor: Actor) -> None:
        name = type(actor).__name__
        super().__init__(f"{name} is not bound to a runtime: start it with runtime.spawn(...)")


@functools.cache
def bind(body: type[Body], base: type[Actor]) -> type[Body]:
    """The class that runs ``body`` on the runtime whose actor class is ``base``; same name, same module."""
    return type(body.__name__, (body, base), {"__module__": body.__module__, "__doc__": body.__doc__})
