"""What can go wrong while actors run; each says what the reader can do next."""

from __future__ import annotations


class RuntimeClosedError(RuntimeError):
    """The runtime, or the pair built on it, was used after ``close()``: build a new one."""


class BlockingCallError(RuntimeError):
    """A handler waited for another actor: send a message and handle the answer instead."""


class DeadlockError(RuntimeError):
    """Somebody waits for a reply and nothing is left to run: the reply was never sent."""


class LivelockError(RuntimeError):
    """Messages go round without time passing: a handler answers its own answer."""


class ActorFailedError(RuntimeError):
    """A handler raised; the run ends here. The handler's exception is the ``__cause__``.

    Carries what reproduces it: ``actor`` (name), ``message``, ``now`` (ns of virtual time), ``seed`` and ``step``.
    """

    def __init__(self, actor: str, message: object, *, now: int, seed: int, step: int) -> None:
        super().__init__(
            f"{actor} failed handling {message!r} at {now / 1e9:.6f} s (step {step}, seed {seed}): run it again"
            f" with seed {seed} to see the same failure"
        )
        self.actor, self.message, self.now, self.seed, self.step = actor, message, now, seed, step


class UnhandledMessageError(TypeError):
    """An actor got a message it has no handler for: add one with ``@handles``, or do not send it there."""
