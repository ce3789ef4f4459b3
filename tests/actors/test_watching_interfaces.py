"""Interfaces are watched and tested, whatever happens meanwhile (reference 2.2, 2.3, 14.22, 14.23)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

import pytest

from asapair.actors import Pair
from asapair.actors.facts.states import InterfaceStatus, State
from asapair.actors.handles import UnitHandle
from asapair.actors.signals import InterfaceState, Syslog

MakePair = Callable[..., Pair]
Form = Callable[[Pair], Pair]
Watch = Callable[[Pair], list[tuple[int, str, object]]]

NORMAL, TESTING, FAILED = InterfaceStatus.NORMAL, InterfaceStatus.TESTING, InterfaceStatus.FAILED
UNKNOWN, NO_LINK, LINK_DOWN = InterfaceStatus.UNKNOWN, InterfaceStatus.NO_LINK, InterfaceStatus.LINK_DOWN

#: Three interfaces of group 1 may fail: it stays where it is.
LENIENT = {"failover group 1\n": "failover group 1\n  interface-policy 4\n"}
#: That, and time for all tests.
PATIENT = {
    "failover group 1\n": "failover group 1\n  polltime interface 15 holdtime 75\n  interface-policy 4\n"
}


def configure(unit: UnitHandle, space: str, *lines: str) -> None:
    unit.console.go(space, configure=True)
    for line in lines:
        unit.console.enter(line)


def status(unit: UnitHandle, name: str = "ctx1/outside") -> InterfaceStatus | None:
    context, interface = name.split("/")
    view = unit.context(context)
    return view.found[interface][0] if interface in view.found else None


def suffix(unit: UnitHandle, name: str = "ctx1/outside") -> str:
    context, interface = name.split("/")
    return unit.context(context).found[interface][1]


def found(moments: list[tuple[int, str, object]], unit: str, interface: str) -> list[InterfaceStatus | None]:
    """What a unit has found of an interface of ctx1 one after the other, without repetition."""
    about = [
        event.status
        for _, sender, event in moments
        if isinstance(event, InterfaceState)
        and (sender, event.context, event.interface) == (unit, "ctx1", interface)
    ]
    return [each for each, _ in groupby(about)]


def until_testing(pair: Pair, unit: UnitHandle) -> None:
    assert pair.wait_until(lambda: status(unit) is TESTING, "40s")


def test_a_carrier_that_flaps_leaves_an_interface_that_works(
    make_pair: MakePair, form: Form, watch: Watch
) -> None:
    """H4: each loss is seen at once, none is left over, and nothing is tested."""
    pair = form(make_pair(edit=LENIENT))
    moments = watch(pair)
    for _ in range(10):
        pair.primary.port("Ethernet0.11", "down")
        pair.advance("400ms")
        pair.primary.port("Ethernet0.11", "up")
        pair.advance("400ms")
    assert pair.wait_until(lambda: status(pair.primary) is NORMAL, "1s")
    pair.advance("1m")
    assert (suffix(pair.primary), suffix(pair.secondary)) == ("Monitored", "Monitored")
    assert found(moments, "primary", "outside") == [NO_LINK, NORMAL] * 10
    assert found(moments, "secondary", "inside") == []
    assert [pair.primary.group(1).state, pair.secondary.group(1).state] == [State.ACTIVE, State.STANDBY_READY]


def test_a_carrier_that_comes_back_during_a_test_ends_it(make_pair: MakePair, form: Form) -> None:
    """H3: the link has been looked at, and what was found before does not count."""
    pair = form(make_pair(edit=PATIENT))
    pair.data_network.traffic("off")
    pair.primary.port("Ethernet0.11", "cut off")
    until_testing(pair, pair.primary)
    pair.primary.port("Ethernet0.11", "down")
    assert pair.wait_until(lambda: status(pair.primary) is NO_LINK, "1s")
    pair.primary.port("Ethernet0.11", "up")
    assert pair.wait_until(lambda: status(pair.primary) is NORMAL, "1s")
    pair.advance("2m")
    assert (status(pair.primary), suffix(pair.primary)) == (NORMAL, "Monitored")


@pytest.mark.parametrize(
    ("line", "expected"), [("shutdown", LINK_DOWN), ("no nameif", None), ("no ip address", NORMAL)]
)
def test_an_interface_that_is_configured_in_another_way_is_not_tested_any_more(
    make_pair: MakePair, form: Form, line: str, expected: InterfaceStatus | None
) -> None:
    """H4: shut down, without its name or without an address."""
    pair = form(make_pair(edit=PATIENT))
    pair.data_network.traffic("off")
    pair.primary.port("Ethernet0.11", "cut off")
    until_testing(pair, pair.primary)
    configure(pair.primary, "ctx1", "interface Ethernet0.11", line)
    pair.advance("1s")
    assert [status(pair.primary), status(pair.secondary)] == [expected, expected]
    pair.advance("3m")
    assert [status(pair.primary), status(pair.secondary)] == [expected, expected]


def test_an_interface_whose_context_is_removed_during_a_test_is_gone(make_pair: MakePair, form: Form) -> None:
    """H3: nothing is left of it."""
    pair = form(make_pair(edit=PATIENT))
    pair.data_network.traffic("off")
    pair.primary.port("Ethernet0.11", "cut off")
    until_testing(pair, pair.primary)
    configure(pair.primary, "system", "no context ctx1", "")
    pair.advance("2m")
    assert [status(pair.primary), status(pair.secondary)] == [None, None]
    assert status(pair.primary, "admin/outside") is NORMAL


def test_a_mate_that_loses_power_during_a_test_ends_it(make_pair: MakePair, form: Form) -> None:
    """A1, H3: there is nothing to compare with any more."""
    pair = form(make_pair(edit=PATIENT))
    pair.data_network.traffic("off")
    pair.primary.port("Ethernet0.11", "cut off")
    until_testing(pair, pair.secondary)
    pair.primary.power_off()
    assert pair.wait_until(lambda: pair.secondary.mate == "failed", "17s")
    assert status(pair.secondary) is UNKNOWN
    pair.advance("1m")
    assert (status(pair.secondary), suffix(pair.secondary)) == (NORMAL, "Waiting")
    assert pair.secondary.group(1).state is State.ACTIVE


def test_a_change_of_another_interface_does_not_make_a_failed_one_sound(
    make_pair: MakePair, form: Form
) -> None:
    """H3: it takes a packet."""
    pair = form(make_pair(edit=LENIENT))
    pair.primary.port("Ethernet0.11", "silent")
    assert pair.wait_until(lambda: status(pair.primary) is FAILED, "25s")
    configure(pair.primary, "ctx1", "interface Ethernet1.21", "security-level 90", "no nameif")
    pair.advance("5s")
    assert status(pair.primary, "ctx1/inside") is None
    assert status(pair.primary) is FAILED


def test_an_interface_that_is_monitored_again_waits_for_hellos_again(formed_pair: Pair) -> None:
    """H4: for a hold time, 25 s, and a poll."""
    configure(formed_pair.primary, "ctx1", "no monitor-interface outside")
    formed_pair.advance("1m")
    assert [suffix(unit) for unit in (formed_pair.primary, formed_pair.secondary)] == ["Not-Monitored"] * 2
    configure(formed_pair.primary, "ctx1", "monitor-interface outside")
    formed_pair.advance("10s")
    assert [suffix(unit) for unit in (formed_pair.primary, formed_pair.secondary)] == ["Waiting"] * 2
    formed_pair.advance("30s")
    assert [suffix(unit) for unit in (formed_pair.primary, formed_pair.secondary)] == ["Monitored"] * 2


def test_an_interface_that_was_shut_down_is_not_tested_for_the_silence_meanwhile(
    formed_pair: Pair, watch: Watch
) -> None:
    """H2: silence counts from when somebody could speak."""
    configure(formed_pair.primary, "ctx1", "interface Ethernet0.11", "shutdown")
    formed_pair.advance("2m")
    moments = watch(formed_pair)
    configure(formed_pair.primary, "ctx1", "interface Ethernet0.11", "no shutdown")
    formed_pair.advance("1m")
    assert found(moments, "primary", "outside") == [NORMAL]
    assert found(moments, "secondary", "outside") == [NORMAL]


@pytest.mark.parametrize("name", ["primary", "secondary"])
def test_a_link_that_comes_back_is_not_tested_for_the_silence_meanwhile(
    formed_pair: Pair, watch: Watch, name: str
) -> None:
    """H2: neither where it was down, nor on the mate, which was told why it heard nothing."""
    formed_pair.unit(name).port("Ethernet0.11", "down")
    formed_pair.advance("2m")
    moments = watch(formed_pair)
    formed_pair.unit(name).port("Ethernet0.11", "up")
    formed_pair.advance("1m")
    tested = [event for _, _, event in moments if isinstance(event, Syslog) and event.number == 105008]
    assert tested == []


@pytest.mark.parametrize("port", ["Ethernet0", "Ethernet0.11"])
def test_a_port_that_the_system_space_shuts_down_is_so_in_its_contexts(formed_pair: Pair, port: str) -> None:
    """H5: `shutdown` there reaches every context that has it, on both units, and fails nothing."""
    configure(formed_pair.primary, "system", f"interface {port}", "shutdown")
    formed_pair.advance("1m")
    for unit in (formed_pair.primary, formed_pair.secondary):
        assert status(unit) is LINK_DOWN
        assert suffix(unit) == "Shutdown"
        assert (status(unit, "admin/outside") is LINK_DOWN) is (port == "Ethernet0")
        assert unit.group(1).state in (State.ACTIVE, State.STANDBY_READY)
    console = formed_pair.primary.console
    console.go("ctx1")
    assert "is administratively down" in console.enter("show interface outside")
    configure(formed_pair.primary, "system", f"interface {port}", "no shutdown")
    formed_pair.advance("1m")
    assert [suffix(unit) for unit in (formed_pair.primary, formed_pair.secondary)] == ["Monitored"] * 2


def test_without_a_standby_address_an_interface_waits_and_its_link_alone_is_watched(
    formed_pair: Pair, watch: Watch
) -> None:
    """H4, H5: no hello is sent, nothing is tested; without carrier it has failed all the same."""
    moments = watch(formed_pair)
    line = "ip address 203.0.113.33 255.255.255.224"
    configure(formed_pair.primary, "ctx1", "interface Ethernet0.11", line)
    formed_pair.primary.port("Ethernet0.11", "silent")
    formed_pair.advance("3m")
    assert (status(formed_pair.primary), suffix(formed_pair.primary)) == (NORMAL, "Waiting")
    assert (status(formed_pair.secondary), suffix(formed_pair.secondary)) == (NORMAL, "Waiting")
    assert TESTING not in found(moments, "primary", "outside")
    formed_pair.primary.port("Ethernet0.11", "down")
    formed_pair.advance("2s")
    assert status(formed_pair.primary) is NO_LINK
    assert formed_pair.secondary.group(1).state is State.ACTIVE


@pytest.mark.parametrize("cause", ["power", "reload", "crash"])
def test_a_unit_that_boots_with_a_port_down_knows_it(formed_pair: Pair, cause: str) -> None:
    """H4, A3: its standby group is Failed as soon as it could be ready."""
    formed_pair.secondary.port("Ethernet0.11", "down")
    formed_pair.advance("1s")
    if cause == "power":
        formed_pair.secondary.power_off()
        formed_pair.advance("20s")
        formed_pair.secondary.boot()
    elif cause == "reload":
        formed_pair.secondary.reload()
    else:
        formed_pair.secondary.crash()
    formed_pair.advance("3m")
    assert status(formed_pair.secondary) is NO_LINK
    assert [formed_pair.secondary.group(group).state for group in (1, 2)] == [
        State.FAILED,
        State.STANDBY_READY,
    ]
    assert [formed_pair.primary.group(group).state for group in (1, 2)] == [State.ACTIVE, State.ACTIVE]


@pytest.mark.parametrize(
    ("times", "boot_time"),
    [("5 holdtime 15", "60s"), ("15 holdtime 45", "60s"), ("msec 200 holdtime msec 800", "10s")],
)
def test_a_cut_link_is_told_from_a_lost_mate_whatever_the_poll_time(
    make_pair: MakePair, form: Form, seeds: Callable[[int], range], times: str, boot_time: str
) -> None:
    """A7, H1: also where three missed hellos fill the hold time."""
    for seed in seeds(8):
        edit = {"failover lan interface": f"failover polltime unit {times}\nfailover lan interface"}
        pair = form(make_pair(seed, edit=edit, boot_time=boot_time))
        pair.advance(f"{seed * 137}ms")
        pair.failover_link.cut()
        pair.advance("47s")
        assert [pair.primary.link, pair.secondary.link] == ["failed", "failed"], seed
        assert [pair.primary.mate, pair.secondary.mate] == ["up", "up"], seed
        assert [pair.primary.group(group).state for group in (1, 2)] == [State.ACTIVE, State.STANDBY_READY]
