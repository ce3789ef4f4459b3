"""The addresses of a chassis, from its configurations (reference 10, 14.32)."""

from __future__ import annotations

import pytest

from asapair.actors.device.addressing import context_addresses, link_addresses
from asapair.actors.device.configuration import Configuration
from asapair.actors.rules.addresses import Address

SYSTEM = """\
{before}
failover
failover lan unit {role}
failover lan interface folink Ethernet2
failover interface ip folink 192.0.2.1 255.255.255.252 standby 192.0.2.2
failover group 1
failover group 2
  secondary
  {group}
admin-context admin
context admin
  allocate-interface Ethernet0.10
  config-url disk0:/admin.cfg
context ctx1
  allocate-interface Ethernet0.11 outer visible
  config-url disk0:/ctx1.cfg
context ctx2
  allocate-interface Ethernet0.11
  config-url disk0:/ctx2.cfg
  join-failover-group 2
"""
CONTEXT = """\
interface {hardware}
 nameif outside
 ip address 203.0.113.33 255.255.255.224 standby 203.0.113.34
 {own}
"""


def system(role: str = "primary", before: str = "names", group: str = "preempt") -> Configuration:
    return Configuration.parse(SYSTEM.format(role=role, before=before, group=group))


def macs(
    context: str, running: Configuration, own: str = "security-level 0", unit: str = "primary"
) -> list[str]:
    hardware = "outer" if context == "ctx1" else "Ethernet0.11"
    text = Configuration.parse(CONTEXT.format(hardware=hardware, own=own))
    found = context_addresses(running, context, text, unit)["outside"]
    return [found.active.mac, found.standby.mac]


def test_contexts_of_two_groups_that_share_an_interface_have_a_pair_each() -> None:
    assert macs("ctx1", system()) == ["00a0.c900.0101", "00a0.c900.0102"]
    assert macs("ctx2", system()) == ["00a0.c900.0201", "00a0.c900.0202"]


def test_both_units_give_an_interface_the_same_two_pairs() -> None:
    assert macs("ctx2", system("secondary"), unit="secondary") == macs("ctx2", system())


@pytest.mark.parametrize(
    ("own", "before", "group", "expected"),
    [
        (
            "security-level 0",
            "names",
            "mac address Ethernet0 0.1.1 0.1.2",
            ["0000.0001.0001", "0000.0001.0002"],
        ),
        ("security-level 0", "mac-address auto prefix 77", "mac address Ethernet0 0.1.1 0.1.2", "a24d.00"),
        (
            "mac-address 0.2.1 standby 0.2.2",
            "mac-address auto",
            "preempt",
            ["0000.0002.0001", "0000.0002.0002"],
        ),
        (
            "mac-address 0.2.1",
            "names",
            "mac address Ethernet0 0.1.1 0.1.2",
            ["0000.0002.0001", "0000.0001.0002"],
        ),
    ],
)
def test_what_is_set_goes_in_the_order_of_8_4(
    own: str, before: str, group: str, expected: list[str] | str
) -> None:
    found = macs("ctx2", system(before=before, group=group), own)
    if isinstance(expected, str):
        assert [each.startswith(expected) for each in found] == [True, True]
    else:
        assert found == expected


def test_a_group_mac_address_is_for_its_interface_alone() -> None:
    assert macs("ctx2", system(group="mac address Ethernet1 0.1.1 0.1.2"))[0] == "00a0.c900.0201"


def test_generated_addresses_differ_from_context_to_context() -> None:
    running = system(before="mac-address auto prefix 77")
    assert len({*macs("ctx1", running), *macs("ctx2", running)}) == 4


def test_without_failover_a_unit_has_what_is_burned_into_it() -> None:
    off = system().remove("failover")
    mine, other = macs("ctx1", off), macs("ctx1", off, unit="secondary")
    assert mine[0] == mine[1]
    assert mine != other


def test_a_context_that_is_not_defined_has_no_addresses() -> None:
    assert context_addresses(system(), "ctx9", Configuration.parse(CONTEXT), "primary") == {}


def test_the_failover_link_has_the_addresses_of_its_unit() -> None:
    """Whatever is active there; the first address is the primary's (reference 9.2)."""
    primary, secondary = (link_addresses(system(role), role)["folink"] for role in ("primary", "secondary"))
    assert primary == Address("192.0.2.1", "0000.5e00.5302")
    assert secondary == Address("192.0.2.2", "0000.5e00.5382")
