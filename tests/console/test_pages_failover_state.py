"""`show failover state` (reference 4.3)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from asapair.actors.console.pages.failover_state import failover_state
from asapair.actors.device.board import Board, GroupCard, MateCard
from asapair.actors.facts.states import InterfaceStatus, State
from asapair.actors.messages import InterfaceNote

Boards = Callable[..., Board]
Cards = Callable[..., GroupCard]
Mates = Callable[..., MateCard]
Clock = Callable[[str], int]

ACTIVE, READY, FAILED = State.ACTIVE, State.STANDBY_READY, State.FAILED

NOTE = InterfaceNote("tcs", "inside", InterfaceStatus.FAILED, heard=False)

#: The Active/Active sample, with the dates of this calendar, the captured empty line and TABs.
SAMPLE = """\

               State          Last Failure Reason      Date/Time
This host  -   Secondary
    Group 1    Failed         Backplane Failure        03:42:29 UTC Mar 26 2026
    Group 2    Failed         Backplane Failure        03:42:29 UTC Mar 26 2026
Other host -   Primary
    Group 1    Active         Comm Failure             03:41:12 UTC Mar 26 2026
    Group 2    Active         Comm Failure             03:41:12 UTC Mar 26 2026

====Configuration State===
\tSync Done
====Communication State===
\tMac set"""


def test_both_groups_of_both_hosts_with_their_last_failures_are_the_sample(
    board: Boards, card: Cards, mate: Mates, at: Clock
) -> None:
    failed, lost = at("03:42:29"), at("03:41:12")
    secondary = board(
        "secondary",
        groups={number: card(FAILED, "03:42:29") for number in (0, 1, 2)},
        mate=mate("primary", "03:43:00", (ACTIVE, 9), (ACTIVE, 9)),
        failures={1: ("Backplane Failure", failed), 2: ("Backplane Failure", failed)},
        mate_failures={1: ("Comm Failure", lost), 2: ("Comm Failure", lost)},
        sent_configuration=True,
    )
    assert failover_state(secondary) == SAMPLE.split("\n")


def test_a_failed_interface_stands_below_the_reason_and_a_row_without_failure_ends_there(
    board: Boards, card: Cards, mate: Mates, at: Clock
) -> None:
    # captured in multiple mode (reference 4.3): `PROM inside: Failed` at column 30
    primary = board(
        groups={0: card(ACTIVE, "12:20:47"), 1: card(ACTIVE, "12:20:49"), 2: card(READY, "12:20:57")},
        mate=mate("secondary", "12:39:21", (READY, 0), (ACTIVE, 9), notes=(NOTE,)),
        mate_failures={1: ("Ifc Failure", at("12:30:00"))},
        sent_configuration=True,
        received_configuration=True,
    )
    assert failover_state(primary) == [
        "",
        "               State          Last Failure Reason      Date/Time",
        "This host  -   Primary",
        "    Group 1    Active         None",
        "    Group 2    Standby Ready  None",
        "Other host -   Secondary",
        "    Group 1    Standby Ready  Ifc Failure              12:30:00 UTC Mar 26 2026",
        "                              tcs inside: Failed",
        "    Group 2    Active         None",
        "",
        "====Configuration State===",
        "\tSync Done",
        "\tSync Done - STANDBY",
        "====Communication State===",
        "\tMac set",
    ]


def test_a_mate_given_up_failed_in_communication(board: Boards, mate: Mates, at: Clock) -> None:
    alone = board(
        mate=mate("secondary", "12:50:25", (READY, 0), (ACTIVE, 9), failed=True, failed_at=at("12:50:38"))
    )
    page = failover_state(alone)
    assert "    Group 1    Failed         Comm Failure             12:50:38 UTC Mar 26 2026" in page
    assert "    Group 2    Failed         Comm Failure             12:50:38 UTC Mar 26 2026" in page


def test_before_contact_the_communication_state_is_empty(board: Boards) -> None:
    page = failover_state(board())
    assert page[-3:] == ["", "====Configuration State===", "====Communication State==="]
    assert "    Group 2    Not Detected   None" in page


@pytest.mark.parametrize(
    ("side", "line"), [("sender", "\tConfig Syncing"), ("receiver", "\tConfig Syncing - STANDBY")]
)
def test_a_synchronisation_under_way_shows_on_both_sides(board: Boards, side: str, line: str) -> None:
    page = failover_state(board(synchronising=side, sent_configuration=True))
    assert page[page.index("====Configuration State===") + 1] == line
    assert "\tSync Done" not in page


def test_inside_a_context_one_row_a_host_has_the_form_of_active_standby(
    board: Boards, card: Cards, mate: Mates
) -> None:
    # the captured Active/Standby form, `               Active         None` (reference 4.3)
    primary = board(
        groups={0: card(ACTIVE, "12:20:47"), 1: card(ACTIVE, "12:20:49"), 2: card(READY, "12:20:57")},
        mate=mate("secondary", "12:39:21", (READY, 0), (ACTIVE, 9)),
    )
    assert failover_state(primary, "wipro")[1:6] == [
        "               State          Last Failure Reason      Date/Time",
        "This host  -   Primary",
        "               Active         None",
        "Other host -   Secondary",
        "               Standby Ready  None",
    ]


@pytest.mark.parametrize("state", [State.SYNC_FILE_SYSTEM, State.ACTIVE_APPLYING_CONFIG])
def test_a_long_state_and_its_reason_stay_two_words(
    board: Boards, card: Cards, mate: Mates, at: Clock, state: State
) -> None:
    # the column has 15 characters (reference 4.3), both states have more
    page = failover_state(
        board(
            groups={0: card(ACTIVE, "12:20:47"), 1: card(state, "12:20:49"), 2: card(READY, "12:20:57")},
            mate=mate("secondary", "12:39:21", (READY, 0), (ACTIVE, 9)),
            failures={1: ("Ifc Failure", at("12:30:00"))},
        )
    )
    row = next(line for line in page if line.startswith("    Group 1"))
    assert row.split(state)[1].split("12:30:00")[0] == " Ifc Failure              "
