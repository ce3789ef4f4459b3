"""What silence on the failover link means (reference 2.1)."""

from __future__ import annotations

from enum import Enum

from ..facts.states import State

#: Hellos missed before the mate is asked over the data path.
HELLOS_BEFORE_QUESTION = 3


class Silence(Enum):
    """How long the mate has been silent."""

    NORMAL = "normal"
    ASK = "ask over the data path"
    OVER = "the hold time is over"


class Verdict(Enum):
    """What the end of the hold time shows."""

    LINK_FAILED = "the mate answers elsewhere: the failover link has failed, nothing moves"
    MATE_FAILED = "no answer anywhere: the mate has failed"


def silence(heard_at: int, now: int, poll: int, hold: int) -> Silence:
    """What a unit makes of not having heard its mate since ``heard_at``; all times in ns."""
    gap = now - heard_at
    if gap >= hold:
        return Silence.OVER
    return Silence.ASK if gap >= HELLOS_BEFORE_QUESTION * poll else Silence.NORMAL


def patience(poll: int, hold: int, mates_poll: int) -> tuple[int, int]:
    """Poll and hold time (ns) by which to judge a mate that sends its hellos every ``mates_poll``.

    Units may start with different times; until the synchronisation the slower one has three polls of its own.
    """
    slower = max(poll, mates_poll)
    return slower, max(hold, HELLOS_BEFORE_QUESTION * slower)


def verdict(*, answered: bool) -> Verdict:
    """What it means that the mate did, or did not, answer over the data path by the end of the hold time."""
    return Verdict.LINK_FAILED if answered else Verdict.MATE_FAILED


def in_service(mine: State, mates: State) -> bool:
    """Both units pass traffic or are ready to: their interfaces hear each other."""
    settled = (State.ACTIVE, State.STANDBY_READY)
    return mine in settled and mates in settled
