"""What can go wrong while actors run; each says what the reader can do next."""

from __future__ import annotations


class RuntimeClosedError(RuntimeError):
    """The runtime, or the pair built on it, was used after ``close()``: build a new one."""


class BlockingCallError(RuntimeError):
    """Somebody waited inside a run: a handler for another actor, or an observer for what it observes."""

    @classmethod
    def in_handler(cls, actor: str) -> BlockingCallError:
        """What a handler of this actor has done."""
        return cls(f"{actor} waited inside a handler: send a message and handle the answer instead")

    @classmethod
    def in_observer(cls) -> BlockingCallError:
        """What an observer has done."""
        return cls("an observer waited inside the run that it observes: wait after the run")


class DeadlockError(RuntimeError):
    """Somebody waits for a reply and nothing is left to run: the reply was never sent."""


class LivelockError(RuntimeError):
    """Messages go round without time passing: a handler answers its own answer."""


class ActorFailedError(RuntimeError):
    """A handler raised; the run ends here. The handler's exception is the ``__cause__``.

    Carries what reproduces it: ``actor`` (name), ``message`` (or ``"on_start"``, ``"on_stop"``), ``now``
    (ns), ``seed`` and ``step``.
    """

    def __init__(self, actor: str, message: object, now: int, seed: int, step: int) -> None:
        super().__init__(actor, message, now, seed, step)
        self.actor, self.message, self.now, self.seed, self.step = actor, message, now, seed, step

    def __str__(self) -> str:
        return (
            f"{self.actor} failed handling {self.message!r} at {self.now / 1e9:.6f} s (step {self.step}, "
            f"seed {self.seed}): run it again with seed {self.seed} to see the same failure"
        )


class UnhandledMessageError(TypeError):
    """An actor got a message that it has no handler for: add one with ``@handles``, or send it elsewhere."""
