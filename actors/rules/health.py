"""What silence on the failover link means (reference 2.1)."""

from __future__ import annotations

from enum import Enum

from ..duration import MILLISECOND

#: Hellos missed before the mate is asked on every interface.
HELLOS_BEFORE_QUESTION = 3
#: How long (ns) before the end of the hold time the mate is asked at the latest, so that it can answer [I].
ANSWER_TIME = 200 * MILLISECOND


class Verdict(Enum):
    """What the end of the hold time shows."""

    ALIVE = "the mate answers over the failover link: no failover"
    LINK_FAILED = "the mate answers elsewhere: the failover link has failed, nothing moves"
    MATE_FAILED = "no answer anywhere: the mate has failed"


def question_after(poll: int, hold: int) -> int:
    """How long (ns) the mate may be silent before it is asked on every interface."""
    return min(HELLOS_BEFORE_QUESTION * poll, hold - ANSWER_TIME)


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
