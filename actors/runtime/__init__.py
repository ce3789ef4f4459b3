"""How an actor runs: bodies, and the runtimes that run them. Nothing here knows what a firewall is."""

from .actor import Actor, handles
from .errors import (
    ActorFailedError,
    BlockingCallError,
    DeadlockError,
    LivelockError,
    RuntimeClosedError,
    UnhandledMessageError,
)
from .interface import CLOCK, OUTSIDE, Recorder, Runtime
from .live import LiveRuntime
from .simulated import DeadLetter, SimulatedRuntime

__all__ = [
    "CLOCK",
    "OUTSIDE",
    "Actor",
    "ActorFailedError",
    "BlockingCallError",
    "DeadLetter",
    "DeadlockError",
    "LiveRuntime",
    "LivelockError",
    "Recorder",
    "Runtime",
    "RuntimeClosedError",
    "SimulatedRuntime",
    "UnhandledMessageError",
    "handles",
]
