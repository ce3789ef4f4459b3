"""`show interface`, beside the pages of reference 4.5b."""

from __future__ import annotations

import pytest

from asapair.actors import Pair

OUTSIDE = """\
Interface Ethernet0.11 "outside", is up, line protocol is up
	MAC address 00a0.c900.010{last}, MTU 1500
	IP address 203.0.113.3{digit}, subnet mask 255.255.255.224"""


@pytest.mark.parametrize(("unit", "last", "digit"), [("primary", 1, 3), ("secondary", 2, 4)])
@pytest.mark.parametrize("typed", ["outside", "Ethernet0.11", "e0.11", "ethernet 0.11", "OUTSIDE"])
def test_an_interface_of_a_context_shows_what_this_unit_uses(
    pair: Pair, unit: str, last: int, digit: int, typed: str
) -> None:
    console = pair.unit(unit).console
    console.go("ctx1")
    assert console.enter(f"show interface {typed}") == OUTSIDE.format(last=last, digit=digit)


def test_all_interfaces_of_a_context_stand_in_the_order_of_its_configuration(pair: Pair) -> None:
    console = pair.primary.console
    console.go("ctx1")
    heads = [line for line in console.enter("show interface").split("\n") if not line.startswith("\t")]
    assert [line.split('"')[1] for line in heads] == ["outside", "inside"]


def test_an_interface_without_a_name_has_no_address(pair: Pair) -> None:
    console = pair.primary.console
    console.go("ctx1", configure=True)
    console.enter("interface Ethernet0.11\nno nameif")
    assert console.enter("show interface Ethernet0.11").split("\n")[1:] == [
        "\tAvailable but not configured via nameif",
        "\tMAC address 0000.5e00.5300, MTU not set",
        "\tIP address unassigned",
    ]


def test_an_interface_that_is_shut_down_says_so(pair: Pair) -> None:
    page = pair.primary.console.enter("show interface Ethernet3")
    assert page.startswith('Interface Ethernet3 "", is administratively down, line protocol is down\n')


def test_a_port_without_carrier_is_down_with_its_subinterfaces(pair: Pair) -> None:
    pair.primary.port("Ethernet0", "down")
    pair.advance("1s")
    console = pair.primary.console
    assert console.enter("show interface Ethernet0").startswith(
        'Interface Ethernet0 "", is down, line protocol is down\n'
    )
    brief = console.enter("show interface ip brief").split("\n")
    assert [line.split()[-2:] for line in brief[1:6]] == [["down", "down"]] * 4 + [["up", "up"]]
    console.go("ctx1")
    page = console.enter("show interface outside")
    assert page.startswith('Interface Ethernet0.11 "outside", is down, line protocol is down\n')
    assert console.enter("show interface inside").startswith('Interface Ethernet1.21 "inside", is up')
    pair.primary.port("Ethernet0", "up")
    pair.advance("1s")
    assert " is up, line protocol is up" in console.enter("show interface outside")


def test_the_system_space_shows_the_failover_link_with_the_addresses_of_this_unit(pair: Pair) -> None:
    page = pair.secondary.console.enter("show interface folink").split("\n")
    assert page[0] == 'Interface Ethernet2 "folink", is up, line protocol is up'
    assert page[-2:] == [
        "\tMAC address 0000.5e00.5382, MTU 1500",
        "\tIP address 192.0.2.2, subnet mask 255.255.255.252",
    ]


def test_what_no_context_has_may_be_allocated(pair: Pair) -> None:
    console = pair.primary.console
    assert "\tAvailable for allocation to a context" in console.enter("show interface Ethernet3")
    assert "Available" not in console.enter("show interface Ethernet0.11")
    assert "Available" not in console.enter("show interface Ethernet2")


def test_detail_adds_the_states_of_the_control_point(pair: Pair) -> None:
    console = pair.primary.console
    assert console.enter("show interface Ethernet3 detail").split("\n")[-4:] == [
        "  Control Point Interface States:",
        "\tInterface number is 10",
        "\tInterface config status is not active",
        "\tInterface state is not active",
    ]


def test_the_brief_page_has_a_line_for_each_interface(pair: Pair) -> None:
    console = pair.secondary.console
    console.go("ctx1")
    assert console.enter("show interface ip brief").split("\n") == [
        "Interface                  IP-Address      OK? Method Status                Protocol",
        "Ethernet0.11               203.0.113.34    YES CONFIG up                    up",
        "Ethernet1.21               198.51.100.34   YES CONFIG up                    up",
    ]


def test_an_interface_that_is_not_there_is_refused(pair: Pair) -> None:
    assert pair.primary.console.enter("show interface dmz") == "ERROR: Interface dmz does not exist"
