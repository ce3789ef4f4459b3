"""What silence on the failover link means (reference 2.1)."""

from __future__ import annotations

from enum import Enum

#: Hellos missed before the mate is asked on every interface.
HELLOS_BEFORE_QUESTION = 3


class Silence(Enum):
    """How long the mate has been silent."""

    NORMAL = "normal"
    ASK = "ask on every interface"
    OVER = "the hold time is over"


class Verdict(Enum):
    """What the end of the hold time shows."""

    ALIVE = "the mate answers over the failover link: no failover"
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


def verdict(*, on_link: bool, elsewhere: bool) -> Verdict:
    """What it means that the mate did, or did not, answer by the end of the hold time, and where."""
    if on_link:
        return Verdict.ALIVE
    return Verdict.LINK_FAILED if elsewhere else Verdict.MATE_FAILED
