"""Interfaces as one types them: what the device adds, what it says, how it finds them (reference 3.3, 6)."""

from __future__ import annotations

import pytest

from asapair.actors import Pair
from asapair.actors.handles import Console

NO_STANDBY = "WARNING: Failover enabled but standby IP address not configured for this interface."
ONE = ("interface Ethernet0.11",)


@pytest.fixture
def console(pair: Pair) -> Console:
    """Give the console of the primary, at an interface of ctx1 that says nothing yet."""
    console = pair.primary.console
    console.go("ctx1", configure=True)
    for line in ("no interface Ethernet1.21", "no interface Ethernet0.11", "interface Ethernet0.11"):
        console.enter(line)
    return console


def lines(pair: Pair, unit: str = "primary") -> tuple[str, ...]:
    running = pair.unit(unit).running("ctx1")
    assert running is not None
    return running.section("interface Ethernet0.11")


@pytest.mark.parametrize(
    ("name", "level"),
    [("inside", 100), ("INSIDE", 100), ("outside", 0), ("dmz", 0)],
)
def test_a_named_interface_gets_a_security_level(pair: Pair, console: Console, name: str, level: int) -> None:
    """Captured: `INFO: Security level for "inside" set to 100 by default.`, as printed on devices."""
    assert console.enter(f"nameif {name}") == f'INFO: Security level for "{name}" set to {level} by default.'
    pair.advance("1s")
    for unit in ("primary", "secondary"):
        assert lines(pair, unit)[:3] == (*ONE, f" nameif {name}", f" security-level {level}")


def test_a_security_level_that_is_there_stays(pair: Pair, console: Console) -> None:
    console.enter("security-level 50")
    assert console.enter("nameif inside") == ""
    assert " security-level 50" in lines(pair)
    assert console.enter("no nameif") == ""


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("ip address 192.0.2.1 255.255.255.0", NO_STANDBY),
        ("ip address 192.0.2.1 255.255.255.0 standby 192.0.2.2", ""),
        ("ip address dhcp", ""),
        ("no ip address", ""),
    ],
)
def test_an_address_without_standby_is_warned_of_while_failover_is_on(
    console: Console, line: str, printed: str
) -> None:
    assert console.enter(line) == printed


def test_without_failover_an_address_needs_no_standby(console: Console) -> None:
    console.go("system", configure=True)
    console.enter("no failover")
    console.go("ctx1", configure=True)
    console.enter("interface Ethernet0.11")
    assert console.enter("ip address 192.0.2.1 255.255.255.0") == ""


def test_what_is_typed_has_the_blanks_of_what_is_loaded(pair: Pair, console: Console) -> None:
    """Captured: a blank behind the standby address, and behind a route (reference 4.7)."""
    for line in ("ip address 192.0.2.1 255.255.255.0 standby 192.0.2.2", "route outside 0 0 192.0.2.9"):
        console.enter(line)
    assert " ip address 192.0.2.1 255.255.255.0 standby 192.0.2.2 " in lines(pair)
    running = pair.primary.running("ctx1")
    assert running is not None
    assert "route outside 0.0.0.0 0.0.0.0 192.0.2.9 1 " in running.lines()


@pytest.mark.parametrize("typed", ["ethernet0", "Ethernet0", "e0", "eth 0", "ETHERNET0"])
def test_an_interface_is_found_however_it_is_spelled(pair: Pair, typed: str) -> None:
    console = pair.primary.console
    assert console.enter(f"show running-config interface {typed}").split("\n")[:2] == [
        "interface Ethernet0",
        " description outside, one VLAN a context",
    ]
    assert console.enter("sh run int e0") == console.enter("show running-config interface Ethernet0")


def test_of_a_context_an_interface_may_have_any_name(pair: Pair) -> None:
    console = pair.primary.console
    console.go("ctx1")
    page = console.enter("show running-config interface ethernet0.11")
    assert page.split("\n")[:2] == ["interface Ethernet0.11", " nameif outside"]
