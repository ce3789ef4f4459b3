"""The addresses that the units of a pair use, as the handle shows them (reference 10, 14.32)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from asapair.actors import Pair
from asapair.actors.defaults import default_spec
from asapair.actors.facts.states import State


def used(pair: Pair, unit: str, context: str = "ctx2") -> tuple[str, str]:
    interface = pair.unit(unit).context(context).interface("outside")
    return interface.ip, interface.mac


@pytest.mark.quick_live
def test_the_addresses_of_a_group_change_sides_with_it(formed_pair: Pair) -> None:
    """A8: IP and MAC address, of its contexts alone."""
    before = [used(formed_pair, unit) for unit in ("primary", "secondary")]
    others = [used(formed_pair, unit, "ctx1") for unit in ("primary", "secondary")]
    assert len({ip for ip, _ in before}) == len({mac for _, mac in before}) == 2
    formed_pair.primary.console.go("system")
    formed_pair.primary.console.enter("failover active group 2")
    formed_pair.advance("2s")
    assert [used(formed_pair, unit) for unit in ("secondary", "primary")] == before
    assert [used(formed_pair, unit, "ctx1") for unit in ("primary", "secondary")] == others


def test_a_group_mac_address_is_replicated_and_used(formed_pair: Pair) -> None:
    console = formed_pair.primary.console
    console.go("system", configure=True)
    console.enter("failover group 2\nmac address Ethernet0 0.1.1 0.1.2")
    formed_pair.advance("1s")
    assert used(formed_pair, "secondary")[1] == "0000.0001.0001"
    assert used(formed_pair, "primary")[1] == "0000.0001.0002"


def test_without_failover_what_was_standby_keeps_its_ip_address(formed_pair: Pair) -> None:
    """S4: and answers to nothing but its own MAC address (reference 3.1)."""
    standby = used(formed_pair, "primary")
    formed_pair.primary.console.go("system", configure=True)
    formed_pair.primary.console.enter("no failover")
    formed_pair.advance("1s")
    assert used(formed_pair, "primary")[0] == standby[0]
    assert used(formed_pair, "primary")[1] == "0000.5e00.5300"


def test_the_failover_link_keeps_its_addresses(formed_pair: Pair) -> None:
    """A1: whoever is active (reference 9.2)."""
    before = formed_pair.secondary.interface("folink")
    formed_pair.primary.power_off()
    assert formed_pair.wait_until(lambda: formed_pair.secondary.group(1).state is State.ACTIVE, "30s")
    assert formed_pair.secondary.interface("folink") == before


@pytest.mark.parametrize(
    "look",
    [
        lambda pair: pair.primary.interface("statelink"),
        lambda pair: pair.primary.context("ctx1").interface("dmz"),
        lambda pair: pair.primary.context("ctx9").interface("outside"),
    ],
)
def test_an_interface_that_is_not_there_is_a_key_error(
    formed_pair: Pair, look: Callable[[Pair], object]
) -> None:
    with pytest.raises(KeyError, match=r"no interface|neither"):
        look(formed_pair)


def test_a_unit_that_is_off_has_no_interfaces(pair: Pair) -> None:
    with pytest.raises(KeyError):
        pair.primary.interface("folink")


@pytest.fixture
def mapped(make_pair: Callable[..., Pair]) -> Pair:
    """Form a pair where ctx1 knows Ethernet0.11 as `outer`."""
    edit = {"  allocate-interface Ethernet0.11 \n": "  allocate-interface Ethernet0.11 outer\n"}
    text = (
        default_spec()
        .primary.flash.files["disk0:/ctx1.cfg"]
        .replace("interface Ethernet0.11", "interface outer")
    )
    pair = make_pair(seed=1, edit=edit, files={"disk0:/ctx1.cfg": text})
    pair.form()
    return pair


def test_an_interface_that_a_context_knows_by_another_name_lives_on_its_port(mapped: Pair) -> None:
    """H4: its MAC address and its link are those of the port (reference 3.3)."""
    assert used(mapped, "primary", "ctx1") == ("203.0.113.33", "00a0.c900.0101")
    mapped.primary.port("Ethernet0.11", "down")
    mapped.advance("1s")
    assert str(mapped.primary.context("ctx1").interface("outside").status) == "No Link"


def test_what_an_interface_with_another_name_has_already_is_not_taken_by_another_one(mapped: Pair) -> None:
    """H4, S4: it may be given again what it has; an error names it as the context does."""
    console = mapped.primary.console
    console.go("ctx1", configure=True)
    for line in ("interface outer", "asr-group 1", "asr-group 1", "nameif outside", "interface Ethernet1.21"):
        assert console.enter(line) == ""
    assert console.enter("nameif outside") == 'ERROR: Name "outside" has been assigned to interface outer'
    assert console.enter("asr-group 1").startswith("ERROR: Interface outside of this context")
