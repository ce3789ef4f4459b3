"""Asymmetric routing groups (reference 9.4)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from asapair.actors import Pair
from asapair.actors.handles import NotActiveError

MakePair = Callable[..., Pair]
Form = Callable[[Pair], Pair]

LINK = "failover interface ip folink 192.0.2.1 255.255.255.252 standby 192.0.2.2\n"
STATEFUL = f"{LINK}failover link folink Ethernet2\n"


def grouped(pair: Pair, *lines: tuple[str, str, int]) -> Pair:
    """Put interfaces of contexts into asr-groups, each on the unit where its context is active."""
    for context, hardware, group in lines:
        console = (pair.secondary if context == "ctx2" else pair.primary).console
        console.go(context, configure=True)
        console.enter(f"interface {hardware}")
        assert console.enter(f"asr-group {group}") == ""
    pair.advance("1s")
    return pair


@pytest.fixture
def routed(make_pair: MakePair, form: Form) -> Pair:
    """Build a pair whose outside interfaces of ctx1 and ctx2 are in one group; TCP runs through ctx1."""
    pair = grouped(
        form(make_pair(edit={LINK: STATEFUL})), ("ctx1", "Ethernet0.11", 1), ("ctx2", "Ethernet0.12", 1)
    )
    pair.open_connections("ctx1", 5, interface="outside")
    pair.advance("1s")
    return pair


def come_back(pair: Pair, count: int, kind: str = "tcp") -> None:
    """Let packets of ctx1 arrive at ctx2, which is active on the secondary."""
    pair.secondary.send_packets("ctx2", "outside", count, of=("ctx1", "outside"), kind=kind)
    pair.advance("1s")


def detail(pair: Pair, unit: str, context: str) -> list[str]:
    console = pair.unit(unit).console
    console.go(context)
    lines = [line.strip() for line in console.enter("show interface outside detail").splitlines()]
    return lines[lines.index("Asymmetrical Routing Statistics:") + 1 :]


def test_a_packet_is_sent_home_to_the_other_unit(routed: Pair) -> None:
    come_back(routed, 20)
    assert routed.secondary.packets("ctx2", "outside", "redirected") == 20
    assert routed.primary.packets("ctx1", "outside", "received") == 20
    none = ["Received 0 packets", "Transmitted 0 packets", "Dropped 0 packets"]
    assert detail(routed, "secondary", "ctx2") == none
    assert detail(routed, "secondary", "ctx1") == [none[0], "Transmitted 20 packets", none[2]]
    assert detail(routed, "primary", "ctx1") == ["Received 20 packets", *none[1:]]


def test_only_while_the_connection_lives(routed: Pair) -> None:
    routed.close_connections("ctx1", 5)
    routed.advance("1s")
    come_back(routed, 3)
    assert routed.secondary.packets("ctx2", "outside", "dropped") == 3


def test_http_needs_replication(routed: Pair) -> None:
    """Reference 9.4: without `replication http` the other unit knows nothing of it."""
    routed.open_connections("ctx1", 5, kind="http", interface="outside")
    come_back(routed, 4, kind="http")
    assert routed.secondary.packets("ctx2", "outside", "dropped") == 4


def test_without_a_state_link_the_group_has_no_effect(make_pair: MakePair, form: Form) -> None:
    pair = grouped(form(make_pair()), ("ctx1", "Ethernet0.11", 1), ("ctx2", "Ethernet0.12", 1))
    pair.open_connections("ctx1", 5, interface="outside")
    come_back(pair, 2)
    assert pair.secondary.packets("ctx2", "outside", "dropped") == 2


def test_at_its_own_interface_a_packet_passes(routed: Pair) -> None:
    routed.primary.send_packets("ctx1", "outside", 6, of=("ctx1", "outside"))
    routed.advance("1s")
    assert routed.primary.packets("ctx1", "outside", "passed") == 6


def test_two_interfaces_of_a_context_are_not_in_one_group(routed: Pair) -> None:
    console = routed.primary.console
    console.go("ctx1", configure=True)
    console.enter("interface Ethernet1.21")
    assert (
        console.enter("asr-group 1") == "ERROR: Interface outside of this context is in asr-group 1 already"
    )
    assert not routed.primary.running("ctx1").has("asr-group 1", ("interface Ethernet1.21",))  # type: ignore[union-attr]


def test_a_ninth_interface_in_a_group_is_refused(make_pair: MakePair, form: Form) -> None:
    pair = form(make_pair())
    console = pair.primary.console
    for number in range(1, 10):
        console.go("system", configure=True)
        for line in (f"interface Ethernet0.{100 + number}", f"vlan {100 + number}", f"context c{number}"):
            console.enter(line)
        console.enter(f"allocate-interface Ethernet0.{100 + number}")
        console.enter(f"config-url disk0:/c{number}.cfg")
        console.go(f"c{number}", configure=True)
        for line in (f"interface Ethernet0.{100 + number}", "nameif outside"):
            console.enter(line)
        refused = "ERROR: asr-group 4 has 8 interfaces on this unit already" if number == 9 else ""
        assert console.enter("asr-group 4") == refused


def test_nothing_arrives_at_a_standby_context(routed: Pair) -> None:
    with pytest.raises(NotActiveError, match="ctx2 is not active on the primary"):
        routed.primary.send_packets("ctx2", "outside", 1, of=("ctx1", "outside"))
    with pytest.raises(ValueError, match="ctx1 has no interface 'dmz'"):
        routed.secondary.send_packets("ctx2", "outside", 1, of=("ctx1", "dmz"))
