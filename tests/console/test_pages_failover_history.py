"""`show failover history`, against the captured Active/Active page (reference 4.4)."""

from __future__ import annotations

from collections.abc import Callable

from asapair.actors.console.pages.failover_history import failover_history
from asapair.actors.device.board import HISTORY_ROWS, Board, HistoryRow
from asapair.actors.facts.states import Reason, State

Boards = Callable[..., Board]
Clock = Callable[[str], int]

#: Rows of the capture, with the dates of this calendar.
CAPTURED = """\
==========================================================================
Group     From State                 To State                   Reason
==========================================================================
16:43:08 UTC Mar 26 2026
    0     Active Applying Config     Active Config Applied      No Active unit found

16:43:09 UTC Mar 26 2026
    1     Negotiation                Just Active                No Active unit found

16:43:09 UTC Mar 26 2026
    2     Disabled                   Negotiation                Failover state check

17:37:12 UTC Mar 26 2026
    2     Active                     Standby Ready              Other unit wants me Standby

18:01:14 UTC Mar 26 2026
    2     Standby Ready              Just Active                HELLO not heard from mate

=========================================================================="""

#: The captured Active/Standby form, which has no column Group.
IN_A_CONTEXT = """\
==========================================================================
From State                 To State                   Reason
==========================================================================
16:43:09 UTC Mar 26 2026
Negotiation                Just Active                No Active unit found

=========================================================================="""


def rows(at: Clock) -> list[HistoryRow]:
    found, heard = Reason.NO_ACTIVE_UNIT, Reason.HELLO_NOT_HEARD
    wanted, check = Reason.MATE_WANTS_ME_STANDBY, Reason.STATE_CHECK
    applying, applied = State.ACTIVE_APPLYING_CONFIG, State.ACTIVE_CONFIG_APPLIED
    ready, just = State.STANDBY_READY, State.JUST_ACTIVE
    return [
        HistoryRow(at("16:43:08"), 0, applying, applied, found),
        HistoryRow(at("16:43:09"), 1, State.NEGOTIATION, just, found),
        HistoryRow(at("16:43:09"), 2, State.DISABLED, State.NEGOTIATION, check),
        HistoryRow(at("17:37:12"), 2, State.ACTIVE, ready, wanted),
        HistoryRow(at("18:01:14"), 2, ready, just, heard),
    ]


def test_the_rows_are_printed_as_captured(board: Boards, at: Clock) -> None:
    unit = board()
    unit.history.extend(rows(at))
    assert failover_history(unit) == CAPTURED.split("\n")


def test_inside_a_context_only_the_rows_of_its_group_are_printed(board: Boards, at: Clock) -> None:
    unit = board()
    unit.history.extend(rows(at))
    assert failover_history(unit, "tcs") == IN_A_CONTEXT.split("\n")


def test_an_empty_history_is_its_frame(board: Boards) -> None:
    rule = "=" * 74
    heading = "Group     From State                 To State                   Reason"
    assert failover_history(board()) == [rule, heading, rule, rule]


def test_the_oldest_rows_vanish(board: Boards, at: Clock) -> None:
    unit = board()
    unit.history.append(rows(at)[0])
    later = HistoryRow(at("20:00:00"), 1, State.ACTIVE, State.STANDBY_READY, Reason.CONFIG_COMMAND)
    unit.history.extend([later] * HISTORY_ROWS)
    page = failover_history(unit)
    assert "16:43:08 UTC Mar 26 2026" not in page
    assert page.count("20:00:00 UTC Mar 26 2026") == HISTORY_ROWS


def test_steps_of_one_instant_stand_in_the_order_of_their_groups(board: Boards, at: Clock) -> None:
    """As captured: what group 1 does, then what group 2 does, whoever reports first (reference 4.4)."""
    unit = board()
    found, just, drain = Reason.NO_ACTIVE_UNIT, State.JUST_ACTIVE, State.ACTIVE_DRAIN
    now, later = at("16:43:09"), at("16:43:10")
    unit.history.extend(
        [
            HistoryRow(now, 2, State.DISABLED, State.NEGOTIATION, Reason.STATE_CHECK),
            HistoryRow(now, 1, State.NEGOTIATION, just, found),
            HistoryRow(now, 1, just, drain, found),
            HistoryRow(now, 0, State.ACTIVE_CONFIG_APPLIED, State.ACTIVE, found),
            HistoryRow(later, 1, drain, State.ACTIVE_APPLYING_CONFIG, found),
        ]
    )
    rows = [line.split()[0] for line in failover_history(unit) if line.startswith("    ")]
    assert rows == ["0", "1", "1", "2", "1"]
