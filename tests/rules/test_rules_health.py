"""What silence means, to the nanosecond (reference 2.1)."""

from __future__ import annotations

import pytest

from asapair.actors.duration import MILLISECOND, SECOND
from asapair.actors.rules.health import Verdict, patience, question_after, verdict


@pytest.mark.parametrize(
    ("poll", "hold", "after"),
    [
        (1 * SECOND, 15 * SECOND, 3 * SECOND),  # the defaults
        (200 * MILLISECOND, 800 * MILLISECOND, 600 * MILLISECOND),  # the shortest
        (15 * SECOND, 45 * SECOND, 44_800 * MILLISECOND),  # the longest: the third hello is due at 45 s
        (1 * SECOND, 3 * SECOND, 2_800 * MILLISECOND),  # a hold time as short as this poll time allows
    ],
)
def test_the_mate_is_asked_after_three_hellos_and_in_time_to_answer(poll: int, hold: int, after: int) -> None:
    """H1: three hellos missed in a row start the test, and the hold time bounds it (reference 14.23)."""
    assert question_after(poll, hold) == after


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
