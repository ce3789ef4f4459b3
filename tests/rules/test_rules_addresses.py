"""Which MAC addresses an interface has, beside reference 10 and 14.32."""

from __future__ import annotations

import pytest

from asapair.actors.rules.addresses import (
    Address,
    Addresses,
    automatic,
    burned_in,
    chosen,
    generated,
    port_number,
    spelled,
    unicast,
)
from asapair.actors.rules.settings import Macs

OWN, MADE, GROUP, VIRTUAL = (
    Macs("1.1.1", "1.1.2"),
    Macs("2.2.1", "2.2.2"),
    Macs("3.3.1", "3.3.2"),
    Macs("4", "5"),
)


@pytest.mark.parametrize(
    ("hardware", "group", "active", "standby"),
    [
        ("GigabitEthernet0/1", 1, "00a0.c901.0101", "00a0.c901.0102"),
        ("GigabitEthernet0/3", 1, "00a0.c903.0101", "00a0.c903.0102"),
        ("GigabitEthernet0/3", 2, "00a0.c903.0201", "00a0.c903.0202"),
        ("Ethernet0", 2, "00a0.c900.0201", "00a0.c900.0202"),
        ("Ethernet0.11", 2, "00a0.c900.0201", "00a0.c900.0202"),
    ],
)
def test_an_automatic_address_holds_port_group_and_role(
    hardware: str, group: int, active: str, standby: str
) -> None:
    """`00a0.c9PP.GG01` and `02`; the first two stand in the page of 4.1 as link-local addresses [V]."""
    assert automatic(hardware, group) == Macs(active, standby)


def test_no_two_ports_of_a_chassis_have_the_same_number() -> None:
    ports = [f"GigabitEthernet{slot}/{port}" for slot in range(3) for port in range(10)]
    ports += [f"Management0/{port}" for port in range(2)]
    ports += [f"Redundant{number}" for number in range(1, 9)]
    ports += [f"Port-channel{number}" for number in range(1, 49)]
    assert len({port_number(port) for port in ports}) == len(ports)


def test_generated_addresses_hold_the_prefix_with_its_bytes_reversed() -> None:
    """Prefix 77 is 0x004D and shows as `A24D.00zz.zzzz`; the standby's counter is one higher [M]."""
    first, second = generated(77, 0), generated(77, 1)
    assert first.active.startswith("a24d.00")
    assert len({first.active, first.standby, second.active, second.standby}) == 4
    assert int(first.standby.replace(".", ""), 16) == int(first.active.replace(".", ""), 16) + 1


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ((OWN, MADE, GROUP, VIRTUAL), OWN),
        ((None, MADE, GROUP, VIRTUAL), MADE),
        ((None, None, GROUP, VIRTUAL), GROUP),
        ((None, None, None, VIRTUAL), VIRTUAL),
        ((Macs("1.1.1"), None, GROUP, VIRTUAL), Macs("1.1.1", "3.3.2")),
        ((), Macs("", "")),
    ],
)
def test_the_first_source_that_gives_an_address_counts(
    sources: tuple[Macs | None, ...], expected: Macs
) -> None:
    """The order of 8.4 [V], for the active and the standby address by itself."""
    assert chosen(*sources) == expected


def test_the_units_have_burned_in_addresses_of_their_own() -> None:
    assert burned_in("primary", "Ethernet2") != burned_in("secondary", "Ethernet2")
    assert burned_in("primary", "Ethernet2") != burned_in("primary", "Ethernet3")
    assert unicast(burned_in("primary", "Ethernet2"))


def test_a_unit_uses_the_active_pair_where_it_is_active() -> None:
    active, standby = Address("192.0.2.1", "1.1.1"), Address("192.0.2.2", "1.1.2")
    both = Addresses(active, standby)
    assert (both.used(active=True), both.used(active=False)) == (active, standby)


@pytest.mark.parametrize(
    ("typed", "shown", "station"),
    [
        ("0000.A000.a011", "0000.a000.a011", True),
        ("0.a000.11", "0000.a000.0011", True),
        ("0100.5e00.0001", "0100.5e00.0001", False),
        ("ffff.ffff.ffff", "ffff.ffff.ffff", False),
        ("0.0.0", "0000.0000.0000", False),
    ],
)
def test_an_address_is_spelled_out_and_a_group_address_is_told(
    typed: str, shown: str, *, station: bool
) -> None:
    assert spelled(typed) == shown
    assert unicast(typed) is station
