"""Commands travel from the unit where their space is active to the other (reference 1.5, 14.13, 14.14)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from asapair.actors import Pair
from asapair.actors.device.configuration import Configuration
from asapair.actors.duration import SECOND
from asapair.actors.facts.states import State
from asapair.actors.handles import UnitHandle
from asapair.actors.spec import LinkSpec

MakePair = Callable[..., Pair]
Form = Callable[[Pair], Pair]
AtRest = Callable[[Pair], bool]

WARNING = [
    "**** WARNING ****",
    "\tConfiguration Replication is NOT performed from Standby unit to Active unit.",
    "\tConfigurations are no longer synchronized.",
]


def running(unit: UnitHandle, space: str = "system") -> Configuration:
    configuration = unit.running(space)
    assert configuration is not None, f"{unit.name} has no {space}"
    return configuration


def configure(unit: UnitHandle, space: str, *lines: str) -> list[str]:
    """Type lines in configuration mode of a space; what they printed, one after the other."""
    unit.console.go(space, configure=True)
    return [unit.console.enter(line) for line in lines]


def check_agreement(pair: Pair) -> None:
    """The running configurations differ in `failover lan unit` alone (R6, I3)."""
    assert running(pair.primary).difference(running(pair.secondary)) == (
        ("failover lan unit primary",),
        ("failover lan unit secondary",),
    )
    assert pair.primary.contexts == pair.secondary.contexts
    for context in pair.primary.contexts:
        assert running(pair.primary, context) == running(pair.secondary, context), context


# -- from where ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("space", "name"),
    [("system", "primary"), ("admin", "primary"), ("ctx1", "primary"), ("ctx2", "secondary")],
)
def test_a_command_goes_from_the_unit_where_its_space_is_active(
    formed_pair: Pair, space: str, name: str
) -> None:
    """P16, P18, R1: the system and admin with group 1, a context with its own group (reference 1.5)."""
    unit = formed_pair.unit(name)
    assert configure(unit, space, "banner motd typed here") == [""]
    formed_pair.advance("1s")
    for each in (formed_pair.primary, formed_pair.secondary):
        assert running(each, space).has("banner motd typed here")
    check_agreement(formed_pair)


@pytest.mark.parametrize(
    ("space", "name"),
    [("system", "secondary"), ("admin", "secondary"), ("ctx1", "secondary"), ("ctx2", "primary")],
)
def test_on_the_wrong_unit_a_command_takes_effect_there_alone(
    formed_pair: Pair, at_rest: AtRest, space: str, name: str
) -> None:
    """R2: with the warning on entering configuration mode and behind every line (reference 1.5, 14.13)."""
    wrong = formed_pair.unit(name)
    right = formed_pair.secondary if name == "primary" else formed_pair.primary
    console = wrong.console
    console.go(space)
    assert console.enter("configure terminal").split("\n") == WARNING
    for line in ("banner motd wrong", "hostname wrong", "no banner motd wrong", "banner motd wrong again"):
        assert console.enter(line).split("\n") == WARNING
    formed_pair.advance("10s")
    assert running(wrong, space).first("hostname") == "hostname wrong"
    assert running(wrong, space).has("banner motd wrong again")
    assert running(right, space).first("hostname") != "hostname wrong"
    wrong.reload()
    formed_pair.advance("1s")
    assert formed_pair.wait_until(lambda: at_rest(formed_pair), within="3m")
    formed_pair.advance("5s")
    check_agreement(formed_pair)
    assert not running(wrong, space).has("banner motd wrong again")


def test_what_is_typed_on_the_wrong_unit_does_not_survive_the_next_synchronisation(formed_pair: Pair) -> None:
    """R2, R4: it is removed, on the running unit as well."""
    configure(formed_pair.secondary, "ctx1", "banner motd wrong", "hostname wrong")
    formed_pair.primary.console.go("system")
    formed_pair.primary.console.enter("write standby")
    formed_pair.advance("30s")
    check_agreement(formed_pair)


@pytest.mark.parametrize("space", ["system", "ctx1", "ctx2"])
def test_the_way_of_a_command_changes_with_its_group(formed_pair: Pair, space: str) -> None:
    """P16, P18: after a switch the other unit is the right one."""
    for unit in (formed_pair.secondary, formed_pair.primary, formed_pair.secondary):
        unit.console.go("system")
        unit.console.enter("failover active")
        formed_pair.advance("2s")
        assert configure(unit, space, f"banner motd from {unit.name}") == [""]
        formed_pair.advance("1s")
        check_agreement(formed_pair)


def test_to_a_mate_that_is_not_there_nothing_goes_and_nobody_is_warned(
    formed_pair: Pair, at_rest: AtRest
) -> None:
    """R3, P4: it gets everything when it comes back."""
    formed_pair.secondary.power_off()
    formed_pair.advance("20s")
    assert configure(formed_pair.primary, "ctx2", "hostname later", "banner motd later") == ["", ""]
    formed_pair.secondary.boot()
    assert formed_pair.wait_until(lambda: at_rest(formed_pair), within="3m")
    check_agreement(formed_pair)
    assert running(formed_pair.secondary, "ctx2").has("banner motd later")


def test_commands_for_a_mate_that_is_dying_reach_it_by_the_synchronisation_that_follows(
    formed_pair: Pair, at_rest: AtRest
) -> None:
    """R7, I3: typed between its end and the hold time."""
    formed_pair.secondary.power_off()
    formed_pair.advance("1s")
    configure(formed_pair.primary, "system", "hostname into-the-void")
    formed_pair.advance("30s")
    formed_pair.secondary.boot()
    assert formed_pair.wait_until(lambda: at_rest(formed_pair), within="3m")
    check_agreement(formed_pair)


# -- what replicates and what does not ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "there"),
    [
        ("banner motd one two  three", "banner motd one two  three"),
        ("mac-address auto prefix 5", "mac-address auto prefix 5"),
        ("failover replication http", "failover replication http"),
        ("failover link statelink Ethernet3", "failover link statelink Ethernet3"),
        ("failover key secret", "failover key secret"),
        ("hostname other", "hostname other"),
        ("prompt state hostname", "prompt state hostname"),
        ("enable password letmein", "enable password letmein"),
        ("crypto whatever this is", "crypto whatever this is"),
    ],
)
def test_configuration_commands_replicate(formed_pair: Pair, line: str, there: str) -> None:
    """R3: every one but those of the other list, known or not (reference 1.5)."""
    configure(formed_pair.primary, "system", line)
    formed_pair.advance("1s")
    assert running(formed_pair.secondary).has(there)
    check_agreement(formed_pair)


@pytest.mark.parametrize("line", ["pager 11", "pager lines 11"])
def test_the_pager_does_not_replicate(formed_pair: Pair, line: str) -> None:
    """R3: nor is the other unit's own touched (reference 1.5)."""
    configure(formed_pair.primary, "system", line)
    formed_pair.advance("1s")
    assert running(formed_pair.primary).has("pager lines 11")
    assert running(formed_pair.secondary).has("pager lines 24")


@pytest.mark.quick_live
def test_failover_lan_unit_does_not_replicate(formed_pair: Pair) -> None:
    """R3, R6: the one line that differs."""
    configure(formed_pair.primary, "system", "failover lan unit primary")
    formed_pair.advance("1s")
    check_agreement(formed_pair)
    configure(formed_pair.secondary, "system", "failover lan unit secondary")
    formed_pair.advance("1s")
    check_agreement(formed_pair)


@pytest.mark.parametrize("name", ["primary", "secondary"])
def test_failover_and_no_failover_are_local(formed_pair: Pair, at_rest: AtRest, name: str) -> None:
    """R3: on the unit where they are typed (reference 14.13)."""
    unit = formed_pair.unit(name)
    mate = formed_pair.secondary if name == "primary" else formed_pair.primary
    configure(unit, "system", "no failover")
    formed_pair.advance("5s")
    assert running(unit).has("no failover")
    assert running(mate).has("failover")
    assert [unit.group(group).state for group in (1, 2)] == [State.DISABLED, State.DISABLED]
    configure(unit, "system", "failover")
    assert formed_pair.wait_until(lambda: at_rest(formed_pair), within="2m")
    formed_pair.advance("5s")
    check_agreement(formed_pair)


@pytest.mark.parametrize("line", ["show version", "show running-config", "terminal pager 0", "show failover"])
def test_what_shows_and_what_belongs_to_a_session_stays_local(formed_pair: Pair, line: str) -> None:
    """R3: it changes no configuration anywhere."""
    before = running(formed_pair.primary), running(formed_pair.secondary)
    formed_pair.primary.console.go("system")
    formed_pair.primary.console.enter(line)
    formed_pair.advance("1s")
    assert (running(formed_pair.primary), running(formed_pair.secondary)) == before


def test_a_replicated_command_prints_nothing_on_the_mate(formed_pair: Pair) -> None:
    """S2: and asks nothing there."""
    before = len(formed_pair.secondary.console.lines)
    configure(
        formed_pair.primary,
        "system",
        "hostname quiet",
        "context ctx3",
        "allocate-interface Ethernet3",
        "no context ctx1 noconfirm",
        "end",
        "write memory all /noconfirm",
    )
    formed_pair.advance("1s")
    assert formed_pair.secondary.console.lines[before:] == ()


# -- modes, forms, order -------------------------------------------------------------------------------


def test_a_command_carries_the_mode_it_was_typed_in(formed_pair: Pair) -> None:
    """R7: sub-lines, with an abbreviated header, and out of it again (reference 14.14)."""
    configure(
        formed_pair.primary,
        "ctx1",
        "int Ethernet0.11",
        "description first",
        "security-level 10",
        "no shutdown",
        "interface Ethernet1.21",
        "description second",
        "hostname out",
        "policy-map typed",
        "interface Ethernet0.11",
        "no description",
    )
    formed_pair.advance("1s")
    check_agreement(formed_pair)
    theirs = running(formed_pair.secondary, "ctx1")
    assert theirs.has("security-level 10", ("interface Ethernet0.11",))
    assert not theirs.has("description first", ("interface Ethernet0.11",))
    assert theirs.has("description second", ("interface Ethernet1.21",))
    assert theirs.has("policy-map typed")


def test_sub_modes_of_the_system_replicate_too(formed_pair: Pair) -> None:
    """P18, R7: groups, contexts, classes, interfaces."""
    configure(
        formed_pair.primary,
        "system",
        "failover group 2",
        "preempt 40",
        "interface-policy 50%",
        "context ctx1",
        "description typed",
        "member gold",
        "class gold",
        "limit-resource Conns 1000",
        "interface Ethernet3",
        "no shutdown",
        "description now up",
    )
    formed_pair.advance("1s")
    check_agreement(formed_pair)
    theirs = running(formed_pair.secondary)
    assert theirs.has("preempt 40", ("failover group 2",))
    assert theirs.has("description typed", ("context ctx1",))
    assert theirs.has("limit-resource Conns 1000", ("class gold",))
    assert not theirs.has("shutdown", ("interface Ethernet3",))


def test_no_forms_replicate(formed_pair: Pair) -> None:
    """R7: what was there goes on both, and what was not stands as a line on both (reference 14.14)."""
    configure(
        formed_pair.primary,
        "ctx1",
        "banner motd one",
        "banner motd two",
        "no banner motd one",
        "no access-list outside_in",
        "no monitor-interface inside",
        "no something nobody knows",
    )
    formed_pair.advance("1s")
    check_agreement(formed_pair)
    theirs = running(formed_pair.secondary, "ctx1")
    assert not theirs.has("banner motd one")
    assert theirs.has("banner motd two")
    assert theirs.all("access-list outside_in") == ()
    assert theirs.has("no monitor-interface inside")
    assert theirs.has("no something nobody knows")


def test_a_refused_command_goes_nowhere(formed_pair: Pair) -> None:
    """R3: neither a line that is none nor one that the device refuses."""
    before = running(formed_pair.primary), running(formed_pair.secondary)
    for said in configure(
        formed_pair.primary,
        "system",
        "failover polltime 5 holdtime 6",
        "context system",
        "no context admin",
        "failover group 2 extra",
        "hostname",
    ):
        assert "ERROR" in said
    formed_pair.advance("1s")
    assert (running(formed_pair.primary), running(formed_pair.secondary)) == before


@pytest.mark.parametrize("space", ["system", "ctx1"])
@pytest.mark.parametrize("link", [LinkSpec(), LinkSpec(latency=0, jitter=0), LinkSpec(0, 300_000_000, 0.3)])
def test_two_hundred_pasted_lines_arrive_in_the_order_in_which_they_were_typed(
    make_pair: MakePair, form: Form, space: str, link: LinkSpec
) -> None:
    """R7: typed ahead, over a link that delays and loses (reference 14.9, 14.10)."""
    pair = form(make_pair(link=link))
    console = pair.primary.console
    console.go(space, configure=True)
    for number in range(200):
        console.type(f"access-list pasted remark {number}")
        console.type(f"hostname h{number}")
        if number % 3 == 0:
            console.type(f"no access-list pasted remark {number}")
    pair.advance("1m")
    expected = tuple(f"access-list pasted remark {number}" for number in range(200) if number % 3)
    for unit in (pair.primary, pair.secondary):
        assert running(unit, space).all("access-list pasted") == expected
        assert running(unit, space).first("hostname") == "hostname h199"
    check_agreement(pair)


@pytest.mark.quick_live
def test_commands_of_two_contexts_go_both_ways_at_once(formed_pair: Pair, slack: int) -> None:
    """R7, P16: each context from where it is active."""
    formed_pair.primary.console.go("ctx1", configure=True)
    formed_pair.secondary.console.go("ctx2", configure=True)
    for number in range(50):
        formed_pair.primary.console.type(f"access-list both remark {number}")
        formed_pair.secondary.console.type(f"access-list both remark {number}")
    formed_pair.advance(SECOND + slack)
    check_agreement(formed_pair)
    for unit in (formed_pair.primary, formed_pair.secondary):
        for space in ("ctx1", "ctx2"):
            assert len(running(unit, space).all("access-list both")) == 50


# -- contexts ------------------------------------------------------------------------------------------


def test_creating_a_context_creates_it_on_the_mate(formed_pair: Pair) -> None:
    """P18, P17: as a standby there, and commands of the new context replicate (reference 3.3)."""
    said = configure(
        formed_pair.primary,
        "system",
        "context ctx3",
        "allocate-interface Ethernet3",
        "config-url disk0:/ctx3.cfg",
    )
    assert said[0] == "Creating context 'ctx3'... Done. (4)"
    formed_pair.advance("1s")
    assert formed_pair.primary.contexts == formed_pair.secondary.contexts == ("admin", "ctx1", "ctx2", "ctx3")
    configure(formed_pair.primary, "ctx3", "hostname fresh")
    formed_pair.advance("1s")
    check_agreement(formed_pair)
    assert running(formed_pair.secondary, "ctx3").first("hostname") == "hostname fresh"
    assert formed_pair.primary.context("ctx3").state == "active"
    assert formed_pair.secondary.context("ctx3").state == "standby"


def test_removing_a_context_removes_it_on_the_mate(formed_pair: Pair) -> None:
    """P18: its file stays where it was (reference 3.3)."""
    configure(formed_pair.primary, "system", "no context ctx2 noconfirm")
    formed_pair.advance("1s")
    assert formed_pair.primary.contexts == formed_pair.secondary.contexts == ("admin", "ctx1")
    check_agreement(formed_pair)
    assert "disk0:/ctx2.cfg" in formed_pair.secondary.files


def test_a_context_may_be_removed_and_created_again(formed_pair: Pair) -> None:
    """P18: under its old name, with what its file says."""
    configure(formed_pair.primary, "ctx2", "hostname unsaved")
    configure(
        formed_pair.primary,
        "system",
        "no context ctx2 noconfirm",
        "context ctx2",
        "config-url disk0:/ctx2.cfg",
    )
    formed_pair.advance("1s")
    check_agreement(formed_pair)
    assert running(formed_pair.secondary, "ctx2").first("hostname") == "hostname ctx2"


def test_clearing_a_configuration_replicates_and_leaves_the_pair_together(formed_pair: Pair) -> None:
    """R3, I3: the mate keeps its failover commands (reference 1.5)."""
    configure(formed_pair.primary, "ctx1", "clear configure all")
    formed_pair.advance("1s")
    assert len(running(formed_pair.primary, "ctx1")) == len(running(formed_pair.secondary, "ctx1")) == 0
    configure(formed_pair.primary, "system", "clear configure all")
    formed_pair.advance("20s")
    check_agreement(formed_pair)
    assert formed_pair.primary.contexts == ()
    assert [unit.mate for unit in (formed_pair.primary, formed_pair.secondary)] == ["up", "up"]


# -- a link that is cut ------------------------------------------------------------------------------------


@pytest.mark.parametrize("cut_for", ["100ms", "5s", "13s"])
def test_commands_typed_during_a_short_cut_arrive_afterwards_in_order(
    formed_pair: Pair, cut_for: str
) -> None:
    """R7: those that were not acknowledged are sent again (reference 14.6)."""
    formed_pair.failover_link.cut()
    formed_pair.primary.console.go("ctx1", configure=True)
    for number in range(20):
        formed_pair.primary.console.type(f"access-list cut remark {number}")
    formed_pair.advance(cut_for)
    assert running(formed_pair.secondary, "ctx1").all("access-list cut") == ()
    formed_pair.failover_link.restore()
    formed_pair.advance("2s")
    check_agreement(formed_pair)
    assert running(formed_pair.secondary, "ctx1").all("access-list cut") == tuple(
        f"access-list cut remark {number}" for number in range(20)
    )


def test_commands_typed_during_a_long_cut_arrive_with_the_synchronisation_that_follows(
    formed_pair: Pair, at_rest: AtRest
) -> None:
    """R7, B7: from the unit where group 1 is active (reference 14.6)."""
    formed_pair.failover_link.cut()
    formed_pair.advance("20s")
    configure(formed_pair.primary, "system", "hostname during", "banner motd during")
    formed_pair.advance("20s")
    formed_pair.failover_link.restore()
    formed_pair.advance("2s")
    assert formed_pair.wait_until(lambda: at_rest(formed_pair), within="1m")
    formed_pair.advance("5s")
    check_agreement(formed_pair)
    assert running(formed_pair.secondary).has("banner motd during")
