"""What gets through between a port, its hosts and the same port of the mate (reference 2.2, 14.22)."""

from __future__ import annotations

from itertools import product

import pytest

from asapair.actors.facts.states import Hosts, PortFault, Test
from asapair.actors.rules.segments import answers, has_link, hears, reaches, standing

NONE, DOWN, SILENT = PortFault.NONE, PortFault.DOWN, PortFault.SILENT
DEAF, MUTE, CUT_OFF = PortFault.DEAF, PortFault.MUTE, PortFault.CUT_OFF


@pytest.mark.parametrize(("sender", "receiver"), list(product(PortFault, PortFault)))
def test_a_hello_arrives_where_one_end_sends_and_the_other_receives(
    sender: PortFault, receiver: PortFault
) -> None:
    """H2: and where neither end is cut off from the other."""
    assert reaches(sender, receiver) == (sender in {NONE, DEAF} and receiver in {NONE, MUTE})


@pytest.mark.parametrize(("port", "hosts"), list(product(PortFault, Hosts)))
def test_hosts_that_talk_are_heard_by_a_port_that_receives(port: PortFault, hosts: Hosts) -> None:
    """H3: network activity; being cut off from the mate alone does not matter."""
    assert hears(port, hosts) == (hosts is Hosts.ON and port in {NONE, MUTE, CUT_OFF})


@pytest.mark.parametrize(("port", "hosts"), list(product(PortFault, Hosts)))
def test_hosts_answer_what_reaches_them_and_the_answer_what_can_receive_it(
    port: PortFault, hosts: Hosts
) -> None:
    """H3: an ARP request only those in the ARP table, a broadcast ping others too."""
    both_ways = port in {NONE, CUT_OFF}
    assert answers(port, hosts, Test.ARP) == (both_ways and hosts in {Hosts.ON, Hosts.ARP})
    assert answers(port, hosts, Test.PING) == (both_ways and hosts is not Hosts.OFF)


@pytest.mark.parametrize(
    ("port", "found"),
    [
        ("Ethernet0.11", "its own"),
        ("Ethernet0.12", "of Ethernet0"),
        ("Ethernet0", "of Ethernet0"),
        ("Ethernet1", "of all"),
    ],
)
def test_what_was_said_of_a_port_goes_before_what_was_said_of_the_port_it_is_a_part_of(
    port: str, found: str
) -> None:
    """H2: and that before what was said of all of them."""
    of = {"": "of all", "Ethernet0": "of Ethernet0", "Ethernet0.11": "its own"}
    assert standing(of, port, "nothing") == found


def test_where_nothing_was_said_the_usual_holds() -> None:
    """H2: a port without a fault, hosts that talk."""
    assert standing({"Ethernet0.11": 1}, "Ethernet0", 0) == 0
    assert standing({"Ethernet0": 1}, "Ethernet01", 0) == 0
    assert standing({}, "Ethernet0.11", 0) == 0


def test_a_port_takes_its_subinterfaces_along_and_not_the_other_way_round() -> None:
    """H4: carrier is lost by the port, or by one VLAN of it."""
    assert not has_link(("Ethernet0",), "Ethernet0")
    assert not has_link(("Ethernet0",), "Ethernet0.11")
    assert not has_link(("Ethernet0.11",), "Ethernet0.11")
    assert has_link(("Ethernet0.11",), "Ethernet0")
    assert has_link(("Ethernet0.11",), "Ethernet0.12")
    assert has_link(("Ethernet0",), "Ethernet01")
    assert has_link((), "Ethernet0")
