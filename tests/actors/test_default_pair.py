"""The configuration that the package brings is one that a device could have saved."""

from __future__ import annotations

import ipaddress
import re

import pytest

from asapair.actors.defaults import CONTEXTS, default_spec, packaged
from asapair.actors.device.configuration import Configuration, split_file
from asapair.actors.device.settings import context_settings, failover_settings
from asapair.actors.facts.models import DEFAULT_VERSION
from asapair.actors.facts.states import Role

NAMES = ("primary", "secondary", *CONTEXTS)
DOCUMENTATION = [ipaddress.ip_network(text) for text in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")]


def running(name: str) -> Configuration:
    return split_file(packaged(name)).configuration


def test_the_units_differ_in_failover_lan_unit_alone() -> None:
    mine, theirs = running("primary").difference(running("secondary"))
    assert (mine, theirs) == (("failover lan unit primary",), ("failover lan unit secondary",))


def test_both_units_hold_the_saved_configuration_of_all_contexts() -> None:
    spec = default_spec()
    assert spec.primary.flash == spec.secondary.flash
    for unit in (spec.primary, spec.secondary):
        contexts = context_settings(split_file(unit.startup).configuration)
        assert [context.url for context in contexts] == list(unit.flash.files)


def test_group_1_prefers_the_primary_and_group_2_the_secondary_without_preemption() -> None:
    groups = failover_settings(running("primary")).groups
    assert {number: group.preferred for number, group in groups.items()} == {
        1: Role.PRIMARY,
        2: Role.SECONDARY,
    }
    assert [group.preempt for group in groups.values()] == [None, None]


def test_admin_and_ctx1_are_in_group_1_and_ctx2_in_group_2() -> None:
    contexts = context_settings(running("primary"))
    assert [(context.name, context.group, context.is_admin) for context in contexts] == [
        ("admin", 1, True),
        ("ctx1", 1, False),
        ("ctx2", 2, False),
    ]


def test_failover_is_on_over_a_link_of_its_own_without_state_link() -> None:
    settings = failover_settings(running("secondary"))
    assert settings.on
    assert settings.link is not None
    assert (settings.link.name, settings.link.primary_address, settings.link.secondary_address) == (
        "folink",
        "192.0.2.1",
        "192.0.2.2",
    )
    assert settings.state_link is None


@pytest.mark.parametrize("name", CONTEXTS)
def test_a_context_has_an_outside_and_an_inside_interface_with_a_standby_address(name: str) -> None:
    configuration = running(name)
    blocks = configuration.headers("interface ")
    lines = [[child.bare for child in block.children] for block in blocks]
    assert [found[0] for found in lines] == ["nameif outside", "nameif inside"]
    assert all(re.fullmatch(r"ip address \S+ \S+ standby \S+", found[-1]) for found in lines)
    assert {block.bare.split()[1] for block in blocks} == {
        interface
        for context in context_settings(running("primary"))
        if context.name == name
        for interface in context.interfaces
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_file_has_the_frame_of_a_saved_one_and_its_own_checksum(name: str) -> None:
    text = split_file(packaged(name))
    assert text.header[0] == ": Saved"
    assert text.version == DEFAULT_VERSION
    assert text.footer == (f"Cryptochecksum:{text.configuration.checksum}", ": end")


@pytest.mark.parametrize("name", NAMES)
def test_every_address_is_from_a_range_for_documentation(name: str) -> None:
    addresses = [
        ipaddress.ip_address(word)
        for word in re.findall(r"\b\d+\.\d+\.\d+\.\d+\b", packaged(name))
        if not word.startswith(("0.", "255."))
    ]
    assert all(any(address in network for network in DOCUMENTATION) for address in addresses)
