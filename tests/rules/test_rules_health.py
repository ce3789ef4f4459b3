"""What silence means, to the nanosecond (reference 2.1)."""

from __future__ import annotations

import pytest

from asapair.actors.duration import MILLISECOND, SECOND
from asapair.actors.rules.health import Silence, Verdict, patience, silence, verdict

HEARD = 100 * SECOND


@pytest.mark.parametrize(
    ("poll", "hold"),
    [
        (1 * SECOND, 15 * SECOND),  # the defaults
        (200 * MILLISECOND, 800 * MILLISECOND),  # the shortest
        (15 * SECOND, 45 * SECOND),  # the longest; the tests begin when the hold time ends
        (1 * SECOND, 3 * SECOND),  # the hold time as short as this poll time allows
    ],
)
def test_tests_begin_after_three_polls_exactly_and_end_with_the_hold_time_exactly(
    poll: int, hold: int
) -> None:
    """H1: three hellos missed in a row start the test, the hold time bounds it."""

    def after(gap: int) -> Silence:
        return silence(HEARD, HEARD + gap, poll, hold)

    assert after(0) is Silence.NORMAL
    assert after(3 * poll - 1) is Silence.NORMAL
    assert after(3 * poll) is (Silence.ASK if 3 * poll < hold else Silence.OVER)
    assert after(hold - 1) is (Silence.ASK if 3 * poll < hold else Silence.NORMAL)
    assert after(hold) is Silence.OVER
    assert after(hold + 1) is Silence.OVER


@pytest.mark.parametrize(
    ("poll", "hold", "mates_poll", "judged_by"),
    [
        (1 * SECOND, 15 * SECOND, 0, (1 * SECOND, 15 * SECOND)),
        (1 * SECOND, 15 * SECOND, 1 * SECOND, (1 * SECOND, 15 * SECOND)),
        (1 * SECOND, 15 * SECOND, 200 * MILLISECOND, (1 * SECOND, 15 * SECOND)),
        (200 * MILLISECOND, 800 * MILLISECOND, 1 * SECOND, (1 * SECOND, 3 * SECOND)),
        (1 * SECOND, 15 * SECOND, 15 * SECOND, (15 * SECOND, 45 * SECOND)),
    ],
)
def test_a_mate_that_polls_more_slowly_is_given_three_of_its_own_polls(
    poll: int, hold: int, mates_poll: int, judged_by: tuple[int, int]
) -> None:
    """I5: until a synchronisation has made the times alike."""
    assert patience(poll, hold, mates_poll) == judged_by


def test_where_the_mate_answers_tells_what_has_failed() -> None:
    """H1, A7, A1: outcomes A, B and C of the test on every interface (reference 2.1)."""
    assert verdict(on_link=True, elsewhere=True) is Verdict.ALIVE
    assert verdict(on_link=True, elsewhere=False) is Verdict.ALIVE
    assert verdict(on_link=False, elsewhere=True) is Verdict.LINK_FAILED
    assert verdict(on_link=False, elsewhere=False) is Verdict.MATE_FAILED
