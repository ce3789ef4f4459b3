"""What a receiver keeps, and what it takes (reference 1.4, 1.5, 14.11)."""

from __future__ import annotations

import pytest

from asapair.actors.rules.synchronisation import SYNC_STEP_TIMES, kept_on_clearing, with_own_lines
from asapair.actors.rules.transitions import Walk

SYSTEM = """\
hostname ciscoasa
interface Ethernet0
 description outside
!
interface Ethernet2
 description LAN Failover Interface
 speed 100
!
interface Ethernet2.100
 vlan 100
!
interface Ethernet20
 shutdown
!
failover
failover lan unit secondary
failover lan interface folink Ethernet2
failover polltime unit 1 holdtime 5
failover key secret
failover replication http
failover link statelink Ethernet3
failover interface ip folink 192.0.2.1 255.255.255.252 standby 192.0.2.2
failover interface ip statelink 192.0.2.5 255.255.255.252 standby 192.0.2.6
failover group 1
failover group 2
  secondary
admin-context admin
context admin
  config-url disk0:/admin.cfg
""".splitlines()


def test_what_reaches_the_mate_survives_clearing_and_nothing_else() -> None:
    """P5, R6: the seven things of reference 14.11, each by its own name, in their order."""
    assert kept_on_clearing(tuple(SYSTEM)) == (
        "interface Ethernet2",
        " description LAN Failover Interface",
        " speed 100",
        "failover",
        "failover lan unit secondary",
        "failover lan interface folink Ethernet2",
        "failover polltime unit 1 holdtime 5",
        "failover key secret",
        "failover interface ip folink 192.0.2.1 255.255.255.252 standby 192.0.2.2",
    )


def test_a_link_on_a_subinterface_keeps_that_subinterface_alone() -> None:
    """P5: the interface is the one that the failover link is on (reference 14.11)."""
    lines = tuple(line.replace("folink Ethernet2", "folink Ethernet2.100") for line in SYSTEM)
    assert kept_on_clearing(lines)[:2] == ("interface Ethernet2.100", " vlan 100")


def test_lines_with_blanks_at_their_ends_are_kept_as_they_stand() -> None:
    """R6: what a device exported may have them (reference 4.7)."""
    assert kept_on_clearing(("failover ", "failover lan unit primary ")) == (
        "failover ",
        "failover lan unit primary ",
    )


@pytest.mark.parametrize("lines", [(), ("hostname ciscoasa",), ("no failover",), ("failover timeout 1",)])
def test_a_configuration_without_failover_keeps_nothing(lines: tuple[str, ...]) -> None:
    """P5: `no failover` and what only begins with the word are not among the six things."""
    assert kept_on_clearing(lines) == ()


@pytest.mark.parametrize(
    ("mates", "mine"),
    [
        ("failover lan unit primary", "failover lan unit secondary"),
        ("failover lan unit secondary", "failover lan unit primary"),
        ("failover lan unit primary", "failover lan unit primary"),
    ],
)
def test_each_unit_keeps_its_own_failover_lan_unit(mates: str, mine: str) -> None:
    """R6: it stands where the mate's stood, and is the one line that differs."""
    received = ("hostname asa", "failover", mates, "failover lan interface folink Ethernet2")
    taken = with_own_lines(received, ("failover", mine))
    assert taken == ("hostname asa", "failover", mine, "failover lan interface folink Ethernet2")


def test_a_unit_that_does_not_say_which_it_is_stays_the_secondary() -> None:
    """R6: the default is secondary (reference 3.1)."""
    assert with_own_lines(("failover lan unit primary",), ("failover",)) == ("failover lan unit secondary",)


def test_a_primary_stays_the_primary_beside_a_mate_that_does_not_say_which_it_is() -> None:
    """R6: `failover lan unit` never changes, also where the stream brings no such line (reference 14.11)."""
    received = ("hostname asa", "failover", "failover lan interface folink Ethernet2", "prompt hostname")
    taken = with_own_lines(received, ("failover lan unit primary",))
    assert "failover lan unit primary" in taken
    assert tuple(line for line in taken if line != "failover lan unit primary") == received


def test_the_last_steps_before_standby_ready_take_some_time() -> None:
    """P11, S1: Sync File System and Bulk Sync are states that one can see (reference 4.4)."""
    assert list(SYNC_STEP_TIMES) == [Walk.SYNC_FILE_SYSTEM, Walk.BULK_SYNC]
    assert all(time > 0 for time in SYNC_STEP_TIMES.values())
