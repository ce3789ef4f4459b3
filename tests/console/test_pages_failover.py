"""`show failover` against the captured screens of 9.1(5)16 (reference 4.1, 4.2)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from asapair.actors.console.pages.failover import failover, failover_group, failover_in_context
from asapair.actors.device.board import Board, GroupCard, InterfaceCard, MateCard
from asapair.actors.duration import MILLISECOND
from asapair.actors.facts.models import MODELS
from asapair.actors.facts.states import InterfaceStatus, State
from asapair.actors.messages import InterfaceNote, InterfaceReport

Boards = Callable[..., Board]
Cards = Callable[..., GroupCard]
Mates = Callable[..., MateCard]
Clock = Callable[[str], int]

ACTIVE, READY = State.ACTIVE, State.STANDBY_READY

SEVERAL = (
    InterfaceReport("outside", "Ethernet0", "10.3.3.1", "10.3.3.2", monitored=True),
    InterfaceReport("dmz", "Ethernet1.5", "10.4.4.1", "0.0.0.0", monitored=False),
    InterfaceReport("mgmt", "Ethernet3", "10.5.5.1", "0.0.0.0", monitored=True),
)

MONITORED = [(context, name) for context in ("wipro", "tcs") for name in ("outside", "inside")]

#: KP-02: steady, from the primary; the other host's last three addresses are those of KP-03.
FROM_THE_PRIMARY = """\
Failover On
Failover unit Primary
Failover LAN Interface: lin-link Ethernet2 (up)
Unit Poll frequency 1 seconds, holdtime 15 seconds
Interface Poll frequency 5 seconds, holdtime 25 seconds
Interface Policy 1
Monitored Interfaces 4 of 60 maximum
Version: Ours 9.1(5)16, Mate 9.1(5)16
Group 1 last failover at: 12:20:49 UTC Mar 26 2026
Group 2 last failover at: 12:20:57 UTC Mar 26 2026

  This host:    Primary
  Group 1       State:          Active
                Active time:    1112 (sec)
  Group 2       State:          Standby Ready
                Active time:    8 (sec)

                  wipro Interface outside (10.0.0.4): Normal (Monitored)
                  wipro Interface inside (3.0.0.252): Normal (Monitored)
                  tcs Interface inside (1.0.0.252): Normal (Monitored)
                  tcs Interface outside (10.0.0.1): Normal (Monitored)

  Other host:   Secondary
  Group 1       State:          Standby Ready
                Active time:    0 (sec)
  Group 2       State:          Active
                Active time:    1110 (sec)

                  wipro Interface outside (10.0.0.5): Normal (Monitored)
                  wipro Interface inside (3.0.0.251): Normal (Monitored)
                  tcs Interface inside (1.0.0.251): Normal (Monitored)
                  tcs Interface outside (10.0.0.2): Normal (Monitored)

Stateful Failover Logical Update Statistics
        Link : Unconfigured."""

#: KP-03: the same pair from the secondary.
FROM_THE_SECONDARY = """\
Group 1 last failover at: 12:20:54 UTC Mar 26 2026
Group 2 last failover at: 12:20:59 UTC Mar 26 2026

  This host:    Secondary
  Group 1       State:          Standby Ready
                Active time:    0 (sec)
  Group 2       State:          Active
                Active time:    1170 (sec)

                  wipro Interface outside (10.0.0.5): Normal (Monitored)
                  wipro Interface inside (3.0.0.251): Normal (Monitored)
                  tcs Interface inside (1.0.0.251): Normal (Monitored)
                  tcs Interface outside (10.0.0.2): Normal (Monitored)

  Other host:   Primary
  Group 1       State:          Active
                Active time:    1171 (sec)
  Group 2       State:          Standby Ready
                Active time:    8 (sec)

                  wipro Interface outside (10.0.0.4): Normal (Monitored)
                  wipro Interface inside (3.0.0.252): Normal (Monitored)
                  tcs Interface inside (1.0.0.252): Normal (Monitored)
                  tcs Interface outside (10.0.0.1): Normal (Monitored)
"""

#: KP-04: the primary was switched off, 5 s after the takeover.
TOOK_OVER_5_S_AGO = """\
Group 1 last failover at: 12:41:16 UTC Mar 26 2026
Group 2 last failover at: 12:20:59 UTC Mar 26 2026

  This host:    Secondary
  Group 1       State:          Active
                Active time:    5 (sec)
  Group 2       State:          Active
                Active time:    1222 (sec)

                  wipro Interface outside (10.0.0.4): Unknown (Waiting)
                  wipro Interface inside (3.0.0.252): Unknown (Waiting)
                  tcs Interface inside (1.0.0.252): Unknown (Waiting)
                  tcs Interface outside (10.0.0.1): Unknown (Waiting)

  Other host:   Primary
  Group 1       State:          Failed
                Active time:    1203 (sec)
  Group 2       State:          Failed
                Active time:    8 (sec)

                  wipro Interface outside (10.0.0.5): Unknown (Monitored)
                  wipro Interface inside (3.0.0.251): Unknown (Monitored)
                  tcs Interface inside (1.0.0.251): Unknown (Monitored)
"""

#: KP-05: the secondary was switched off, 7 s after the primary took group 2; the primary had rebooted before.
TOOK_OVER_7_S_AGO = """\
Group 1 last failover at: 12:48:39 UTC Mar 26 2026
Group 2 last failover at: 12:50:38 UTC Mar 26 2026

  This host:    Primary
  Group 1       State:          Active
                Active time:    126 (sec)
  Group 2       State:          Active
                Active time:    7 (sec)

                  wipro Interface outside (10.0.0.4): Normal (Waiting)
                  wipro Interface inside (3.0.0.252): Normal (Waiting)
                  tcs Interface inside (1.0.0.252): Normal (Waiting)
                  tcs Interface outside (10.0.0.1): Normal (Waiting)

  Other host:   Secondary
  Group 1       State:          Failed
                Active time:    443 (sec)
  Group 2       State:          Failed
                Active time:    1766 (sec)

                  wipro Interface outside (10.0.0.5): Unknown (Monitored)
                  wipro Interface inside (3.0.0.251): Unknown (Monitored)
                  tcs Interface inside (1.0.0.251): Unknown (Monitored)
"""


@pytest.fixture
def primary(board: Boards, card: Cards, mate: Mates) -> Board:
    """The primary of KP-02, at 12:39:21."""
    return board(
        groups={
            0: card(ACTIVE, "12:20:47"),
            1: card(ACTIVE, "12:20:49"),
            2: card(READY, "12:20:57", before=8),
        },
        mate=mate("secondary", "12:39:21", (READY, 0), (ACTIVE, 1110)),
    )


def test_a_steady_pair_from_the_primary_is_the_captured_page(primary: Board, at: Clock) -> None:
    assert failover(primary, at("12:39:21")) == FROM_THE_PRIMARY.split("\n")


def test_a_steady_pair_from_the_secondary_is_the_captured_page(
    board: Boards, card: Cards, mate: Mates, at: Clock
) -> None:
    secondary = board(
        "secondary",
        groups={0: card(READY, "12:20:54"), 1: card(READY, "12:20:54"), 2: card(ACTIVE, "12:20:59")},
        mate=mate("primary", "12:40:29", (ACTIVE, 1171), (READY, 8)),
    )
    page = "\n".join(failover(secondary, at("12:40:29")))
    assert "Failover unit Secondary\n" in page
    assert FROM_THE_SECONDARY in page


def test_until_the_next_poll_after_a_takeover_the_own_interfaces_are_unknown(
    board: Boards, card: Cards, mate: Mates, at: Clock
) -> None:
    secondary = board(
        "secondary",
        groups={0: card(ACTIVE, "12:41:16"), 1: card(ACTIVE, "12:41:16"), 2: card(ACTIVE, "12:20:59")},
        found=dict.fromkeys(MONITORED, InterfaceStatus.UNKNOWN),
        mate=mate("primary", "12:41:01", (ACTIVE, 1203), (READY, 8), failed=True, failed_at=at("12:41:16")),
    )
    assert TOOK_OVER_5_S_AGO in "\n".join(failover(secondary, at("12:41:21")))


def test_seven_seconds_after_a_takeover_they_are_normal_and_the_mate_stands_still_at_its_last_hello(
    board: Boards, card: Cards, mate: Mates, at: Clock
) -> None:
    primary = board(
        groups={0: card(ACTIVE, "12:48:39"), 1: card(ACTIVE, "12:48:39"), 2: card(ACTIVE, "12:50:38")},
        mate=mate(
            "secondary", "12:50:25", (READY, 443), (ACTIVE, 1766), failed=True, failed_at=at("12:50:38")
        ),
    )
    page = "\n".join(failover(primary, at("12:50:45")))
    assert TOOK_OVER_7_S_AGO in page
    assert "\nVersion: Ours 9.1(5)16, Mate 9.1(5)16\n" in page
    assert "\nFailover LAN Interface: lin-link Ethernet2 (up)\n" in page


def test_a_mate_never_seen_is_not_detected(board: Boards, card: Cards, at: Clock) -> None:
    # words as captured of Active/Standby (reference 4.1.4)
    waiting = board("secondary", groups={number: card(State.NEGOTIATION, "16:47:36") for number in (0, 1, 2)})
    waiting.link = "down"
    page = failover(waiting, at("16:47:40"))
    assert "Failover LAN Interface: lin-link Ethernet2 (down)" in page
    assert "Version: Ours 9.1(5)16, Mate Unknown" in page
    assert "Group 1 last failover at: 16:47:36 UTC Mar 26 2026" in page
    assert page.count("  Group 1       State:          Negotiation") == 1
    assert page.count("  Group 2       State:          Not Detected") == 1
    assert page[page.index("  Other host:   Primary") + 2] == "                Active time:    0 (sec)"
    assert "                  wipro Interface outside (10.0.0.5): Unknown (Waiting)" in page


def test_a_failover_link_lost_in_operation_says_no_switchover_and_keeps_the_states(
    primary: Board, at: Clock
) -> None:
    primary.link = "failed"
    page = failover(primary, at("12:39:21"))
    assert "Failover LAN Interface: lin-link Ethernet2 (Failed - No Switchover)" in page
    assert "  Group 2       State:          Active" in page
    assert "                  tcs Interface outside (10.0.0.1): Normal (Monitored)" in page
    assert "                  tcs Interface outside (10.0.0.2): Unknown (Monitored)" in page


def test_a_failed_interface_shows_on_the_unit_that_has_it_and_waits_on_the_other(
    primary: Board, at: Clock
) -> None:
    note = InterfaceNote("tcs", "inside", InterfaceStatus.FAILED, heard=False)
    primary.mate.interfaces["tcs", "inside"] = note
    primary.interfaces["tcs", "inside"].heard = False
    page = failover(primary, at("12:39:21"))
    assert "                  tcs Interface inside (1.0.0.252): Normal (Waiting)" in page
    assert "                  tcs Interface inside (1.0.0.251): Failed (Waiting)" in page
    assert "                  tcs Interface outside (10.0.0.2): Normal (Monitored)" in page


def test_a_cut_interface_of_this_unit_has_no_link(primary: Board, at: Clock) -> None:
    primary.interfaces["wipro", "outside"] = InterfaceCard(InterfaceStatus.NO_LINK)
    assert "                  wipro Interface outside (10.0.0.4): No Link (Waiting)" in failover(
        primary, at("12:39:21")
    )


def test_contexts_of_group_2_have_their_standby_addresses_where_group_2_is_standby(
    board: Boards, card: Cards, mate: Mates, at: Clock
) -> None:
    split = board(
        extra="context ctx2\n  config-url disk0:/ctx2.cfg\n  join-failover-group 2\n",
        groups={0: card(ACTIVE, "12:20:47"), 1: card(ACTIVE, "12:20:49"), 2: card(READY, "12:20:57")},
        mate=mate("secondary", "12:39:21", (READY, 0), (ACTIVE, 1110)),
        interfaces={"ctx2": SEVERAL},
    )
    page = failover(split, at("12:39:21"))
    assert "                  ctx2 Interface outside (10.3.3.2): Normal (Monitored)" in page
    assert "                  ctx2 Interface outside (10.3.3.1): Normal (Monitored)" in page
    assert page.index("                  ctx2 Interface outside (10.3.3.2): Normal (Monitored)") < page.index(
        "  Other host:   Secondary"
    )


def test_an_interface_that_is_not_monitored_says_so_and_is_not_counted(
    primary: Board, board: Boards, at: Clock
) -> None:
    several = board(interfaces={"wipro": SEVERAL}, mate=primary.mate)
    page = failover(several, at("12:39:21"))
    assert "Monitored Interfaces 2 of 60 maximum" in page
    assert "                  wipro Interface dmz (10.4.4.1): Normal (Not-Monitored)" in page
    assert "                  wipro Interface dmz (0.0.0.0): Normal (Not-Monitored)" in page


def test_an_interface_without_standby_address_waits_for_ever(
    primary: Board, board: Boards, at: Clock
) -> None:
    several = board(interfaces={"wipro": SEVERAL}, mate=primary.mate)
    assert "                  wipro Interface mgmt (10.5.5.1): Normal (Waiting)" in failover(
        several, at("12:39:21")
    )


def test_polls_below_a_second_are_printed_in_milliseconds(board: Boards, at: Clock) -> None:
    quick = board(extra="failover polltime unit msec 300 holdtime msec 999\n")
    assert "Unit Poll frequency 300 milliseconds, holdtime 999 milliseconds" in failover(
        quick, at("12:00:00")
    )


def test_policy_and_interface_polls_are_those_of_group_1(board: Boards, at: Clock) -> None:
    lines = "failover group 1\n  interface-policy 25%\n  polltime interface msec 500 holdtime 5\n"
    strict = board(extra=lines, without=("failover group 1",))
    page = failover(strict, at("12:00:00"))
    assert "Interface Policy 25%" in page
    assert "Interface Poll frequency 500 milliseconds, holdtime 5 seconds" in page


def test_failover_off_is_the_captured_header_and_nothing_else(board: Boards) -> None:
    # reference 4.1.2, captured of a later release
    off = board(
        "secondary",
        version="9.6(4)36",
        extra="no failover\n",
        without=("failover", "failover lan interface lin-link Ethernet2"),
    )
    assert failover(off, 0) == [
        "Failover Off ",
        "Failover unit Secondary",
        "Failover LAN Interface: not Configured",
        "Reconnect timeout 0:00:00",
        "Unit Poll frequency 1 seconds, holdtime 15 seconds",
        "Interface Poll frequency 5 seconds, holdtime 25 seconds",
        "Interface Policy 1",
        "Monitored Interfaces 4 of 60 maximum",
        "MAC Address Move Notification Interval not set",
    ]


def test_a_unit_that_has_disabled_itself_shows_failover_off(board: Boards) -> None:
    refused = board(groups={number: GroupCard() for number in (0, 1, 2)})
    assert failover(refused, 0)[0] == "Failover Off "


@pytest.mark.parametrize(
    ("version", "begins"),
    [
        ("8.4(5)", []),
        ("9.1(5)16", []),
        ("9.2(2)4", ["MAC Address Move Notification Interval not set"]),
        (
            "9.6(4)36",
            [
                "Reconnect timeout 0:00:00",
                "MAC Address Move Notification Interval not set",
                "Serial Number: Ours ",
            ],
        ),
    ],
)
def test_the_header_has_the_lines_of_its_release(
    board: Boards, at: Clock, version: str, begins: list[str]
) -> None:
    later = ("Reconnect timeout", "MAC Address", "Serial Number")
    found = [line for line in failover(board(version=version), at("12:00:00")) if line.startswith(later)]
    assert len(found) == len(begins)
    assert all(line.startswith(begin) for line, begin in zip(found, begins, strict=True))


def test_with_a_state_link_the_statistics_count_failover_commands_alone(board: Boards, at: Clock) -> None:
    lines = (
        "failover link statelink Ethernet3\n"
        "failover interface ip statelink 192.0.2.129 255.255.255.128 standby 192.0.2.130\n"
    )
    stateful = board(extra=lines, sent=380, received=1895)
    page = failover(stateful, at("12:00:00"))
    # columns as in the sample of reference 4.1, objects as 8.4(5) lists them (4.1.1)
    assert page[page.index("Stateful Failover Logical Update Statistics") :] == [
        "Stateful Failover Logical Update Statistics",
        "        Link : statelink Ethernet3 (up)",
        "        Stateful Obj    xmit       xerr       rcv        rerr",
        "        General         0          0          0          0",
        "        sys cmd         380        0          1895       0",
        "        up time         0          0          0          0",
        "        RPC services    0          0          0          0",
        "        TCP conn        0          0          0          0",
        "        UDP conn        0          0          0          0",
        "        ARP tbl         0          0          0          0",
        "        Xlate_Timeout   0          0          0          0",
        "        IPv6 ND tbl     0          0          0          0",
        "        VPN IKEv1 SA    0          0          0          0",
        "        VPN IKEv1 P2    0          0          0          0",
        "        VPN IKEv2 SA    0          0          0          0",
        "        VPN IKEv2 P2    0          0          0          0",
        "        VPN CTCP upd    0          0          0          0",
        "        VPN SDI upd     0          0          0          0",
        "        VPN DHCP upd    0          0          0          0",
        "        SIP Session     0          0          0          0",
        "        Route Session   0          0          0          0",
        "        User-Identity   0          0          0          0",
        "",
        "        Logical Update Queue Information",
        "                        Cur     Max     Total",
        "        Recv Q:         0       1       1895",
        "        Xmit Q:         0       0       380",
    ]


def test_a_state_link_that_shares_the_failover_link_goes_down_with_it(board: Boards, at: Clock) -> None:
    shared = board(extra="failover link lin-link Ethernet2\n", link="down")
    assert "        Link : lin-link Ethernet2 (down)" in failover(shared, at("12:00:00"))


def test_later_releases_list_more_objects_and_a_short_name_moves_its_figures(
    board: Boards, at: Clock
) -> None:
    later = board(extra="failover link statelink Ethernet3\n", version="9.5(1)")
    page = failover(later, at("12:00:00"))
    assert "        SIP Tx  0          0          0          0" in page
    assert "        STS Table       0          0          0          0" in page


def test_inside_a_context_the_page_names_its_copies_and_no_unit(primary: Board, at: Clock) -> None:
    assert failover_in_context(primary, at("12:39:21"), "wipro") == [
        "Failover On",
        "Last Failover at: 12:20:49 UTC Mar 26 2026",
        "        This context: Active",
        "                Active time: 1112 (sec)",
        "                  Interface outside (10.0.0.4): Normal (Monitored)",
        "                  Interface inside (3.0.0.252): Normal (Monitored)",
        "        Peer context: Standby Ready",
        "                Active time: 0 (sec)",
        "                  Interface outside (10.0.0.5): Normal (Monitored)",
        "                  Interface inside (3.0.0.251): Normal (Monitored)",
        "",
        "Stateful Failover Logical Update Statistics",
        "        Status: Not Configured.",
    ]


def test_inside_a_context_the_statistics_are_those_of_a_context(board: Boards, at: Clock) -> None:
    page = failover_in_context(board(extra="failover link lin-link Ethernet2\n"), at("12:00:00"), "tcs")
    assert page[page.index("        Status: Configured.") :] == [
        "        Status: Configured.",
        "        Stateful Obj    xmit       xerr       rcv        rerr",
        "        RPC services    0          0          0          0",
        "        TCP conn        0          0          0          0",
        "        UDP conn        0          0          0          0",
        "        ARP tbl         0          0          0          0",
        "        Xlate_Timeout   0          0          0          0",
    ]


def test_with_failover_off_a_context_says_that_and_no_more(board: Boards) -> None:
    assert failover_in_context(board(without=("failover",)), 0, "wipro") == ["Failover Off "]


def test_a_group_alone_shows_its_contexts_and_both_hosts_states(primary: Board, at: Clock) -> None:
    assert failover_group(primary, at("12:39:21"), 1) == [
        "Last Failover at: 12:20:49 UTC Mar 26 2026",
        "",
        "  This host:    Primary",
        "    State:          Active",
        "    Active time:    1112 (sec)",
        "",
        "                wipro Interface outside (10.0.0.4): Normal (Monitored)",
        "                wipro Interface inside (3.0.0.252): Normal (Monitored)",
        "                tcs Interface inside (1.0.0.252): Normal (Monitored)",
        "                tcs Interface outside (10.0.0.1): Normal (Monitored)",
        "",
        "  Other host:   Secondary",
        "    State:          Standby Ready",
        "    Active time:    0 (sec)",
        "",
        "                wipro Interface outside (10.0.0.5): Normal (Monitored)",
        "                wipro Interface inside (3.0.0.251): Normal (Monitored)",
        "                tcs Interface inside (1.0.0.251): Normal (Monitored)",
        "                tcs Interface outside (10.0.0.2): Normal (Monitored)",
        "",
        "Stateful Failover Logical Update Statistics",
        "        Status: Not Configured.",
    ]


def test_a_group_without_contexts_shows_its_states_alone(primary: Board, at: Clock) -> None:
    page = failover_group(primary, at("12:39:21"), 2)
    assert page[2:5] == [
        "  This host:    Primary",
        "    State:          Standby Ready",
        "    Active time:    8 (sec)",
    ]
    assert not any("Interface" in line for line in page)


def test_a_part_of_a_second_of_active_time_is_not_printed(primary: Board, at: Clock) -> None:
    page = failover(primary, at("12:39:21") + 999 * MILLISECOND)
    assert "                Active time:    1112 (sec)" in page


# -- slots ---------------------------------------------------------------------------------------


def slots(page: list[str]) -> list[str]:
    return [line for line in page if line.strip().startswith("slot")]


def test_a_virtual_device_has_no_slot_lines(board: Boards, at: Clock) -> None:
    assert slots(failover(board(), at("12:39:21"))) == []  # captured on vASA 9.1(5)16


def test_the_hardware_has_a_slot_line_for_both_hosts(board: Boards, mate: Mates, at: Clock) -> None:
    # 8.4(5), captured: the device in slot 0, nothing in slot 1
    page = failover(
        board(
            model=MODELS["ASA5520"],
            version="8.4(5)",
            mate=mate("secondary", "12:39:21", (READY, 0), (ACTIVE, 9), version="8.4(5)"),
        ),
        at("12:39:21"),
    )
    both = [
        "                slot 0: ASA5520 hw/sw rev (2.0/8.4(5)) status (Up Sys)",
        "                slot 1: empty",
    ]
    assert slots(page) == both * 2
    first = page.index(both[0])
    assert page[first - 1] == ""
    assert page[first + 2].startswith("                  wipro Interface outside")


def test_the_slots_of_a_mate_never_seen_are_empty(board: Boards, at: Clock) -> None:
    page = slots(failover(board(model=MODELS["ASA5520"], version="8.4(5)"), at("12:39:21")))
    assert page[2:] == ["                slot 0: empty", "                slot 1: empty"]  # captured
