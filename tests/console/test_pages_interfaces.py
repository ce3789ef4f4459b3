"""`show failover interface` and `show monitor-interface` (reference 4.5, 4.6)."""

from __future__ import annotations

from collections.abc import Callable

from asapair.actors.console.pages.failover_interface import failover_interface
from asapair.actors.console.pages.monitor_interface import monitor_interface
from asapair.actors.device.board import Board, GroupCard, MateCard
from asapair.actors.facts.states import State

Boards = Callable[..., Board]
Cards = Callable[..., GroupCard]
Mates = Callable[..., MateCard]
Clock = Callable[[str], int]

STATE_LINK = (
    "failover link statelink Ethernet3\n"
    "failover interface ip statelink 10.132.10.5 255.255.255.0 standby 10.132.10.6\n"
)


def test_the_system_address_is_the_primarys_on_both_links_and_both_units(board: Boards) -> None:
    assert failover_interface(board("secondary", extra=STATE_LINK)) == [
        "        interface lin-link Ethernet2",
        "                System IP Address: 192.0.2.1 255.255.255.0",
        "                My IP Address    : 192.0.2.2",
        "                Other IP Address : 192.0.2.1",
        "        interface statelink Ethernet3",
        "                System IP Address: 10.132.10.5 255.255.255.0",
        "                My IP Address    : 10.132.10.6",
        "                Other IP Address : 10.132.10.5",
    ]


def test_a_shared_link_is_printed_once(board: Boards) -> None:
    assert failover_interface(board(extra="failover link lin-link Ethernet2\n")) == [
        "        interface lin-link Ethernet2",
        "                System IP Address: 192.0.2.1 255.255.255.0",
        "                My IP Address    : 192.0.2.1",
        "                Other IP Address : 192.0.2.2",
    ]


def test_without_a_failover_link_there_is_nothing_to_print(board: Boards) -> None:
    assert failover_interface(board(without=("failover lan interface lin-link Ethernet2",))) == []


def test_the_interfaces_of_a_context_stand_below_each_host_and_its_state(
    board: Boards, card: Cards, mate: Mates, at: Clock
) -> None:
    primary = board(
        groups={number: card(State.ACTIVE, "12:00:00") for number in (0, 1, 2)},
        mate=mate(
            "secondary",
            "12:30:00",
            (State.STANDBY_READY, 0),
            (State.STANDBY_READY, 0),
            failed=True,
            failed_at=at("12:30:14"),
        ),
    )
    assert monitor_interface(primary, at("12:35:00"), "wipro") == [
        "        This host: Primary - Active",
        "                Interface outside (10.0.0.4): Normal (Waiting)",
        "                Interface inside (3.0.0.252): Normal (Waiting)",
        "        Other host: Secondary - Failed",
        "                Interface outside (10.0.0.5): Unknown (Monitored)",
        "                Interface inside (3.0.0.251): Unknown (Monitored)",
    ]


def test_without_failover_a_context_shows_the_addresses_that_it_goes_on_using(
    board: Boards,
) -> None:
    def inside(*, was_standby: bool) -> str:
        groups = {number: GroupCard(State.DISABLED, idle=was_standby) for number in (0, 1, 2)}
        off = board(without=("failover",), extra="no failover\n", groups=groups)
        return monitor_interface(off, 0, "wipro")[2].split(":")[0].strip()

    assert inside(was_standby=False) == "Interface inside (3.0.0.252)"
    assert inside(was_standby=True) == "Interface inside (3.0.0.251)"
