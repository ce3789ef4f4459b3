"""Groups fail for their interfaces, move, and become sound (reference 1.7, 2.4, 3.4, 14.23)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from asapair.actors import Pair
from asapair.actors.duration import SECOND
from asapair.actors.facts.states import State
from asapair.actors.handles import UnitHandle
from asapair.actors.signals import GroupState

MakePair = Callable[..., Pair]
Form = Callable[[Pair], Pair]
Watch = Callable[[Pair], list[tuple[int, str, object]]]
AtRest = Callable[[Pair], bool]

ACTIVE, READY, FAILED = State.ACTIVE, State.STANDBY_READY, State.FAILED

#: The ports of both groups: of ctx1 in group 1, and of ctx2 in group 2.
PORTS = {1: "Ethernet0.11", 2: "Ethernet0.12"}


def configure(unit: UnitHandle, *lines: str) -> None:
    unit.console.go("system", configure=True)
    for line in lines:
        unit.console.enter(line)


def command(unit: UnitHandle, line: str) -> str:
    unit.console.go("system")
    return unit.console.enter(line)


def states(pair: Pair, group: int) -> list[State]:
    """Of a group on the primary and on the secondary."""
    return [pair.primary.group(group).state, pair.secondary.group(group).state]


def steps(moments: list[tuple[int, str, object]], group: int) -> list[tuple[str, State]]:
    return [
        (unit, event.state)
        for _, unit, event in moments
        if isinstance(event, GroupState) and event.group == group
    ]


# -- there and back ------------------------------------------------------------------------------------


def test_both_groups_cross_and_cross_back(formed_pair: Pair) -> None:
    """A2: each group moves for its own interfaces, also at the same time and in opposite directions."""
    pair = formed_pair
    for _ in range(3):
        pair.primary.port(PORTS[1], "down")
        pair.secondary.port(PORTS[2], "down")
        pair.advance("3s")
        assert (states(pair, 1), states(pair, 2)) == ([FAILED, ACTIVE], [ACTIVE, FAILED])
        pair.primary.port(PORTS[1], "up")
        pair.secondary.port(PORTS[2], "up")
        pair.advance("3s")
        assert (states(pair, 1), states(pair, 2)) == ([READY, ACTIVE], [ACTIVE, READY])
        pair.secondary.port(PORTS[1], "down")
        pair.primary.port(PORTS[2], "down")
        pair.advance("3s")
        assert (states(pair, 1), states(pair, 2)) == ([ACTIVE, FAILED], [FAILED, ACTIVE])
        pair.secondary.port(PORTS[1], "up")
        pair.primary.port(PORTS[2], "up")
        pair.advance("3s")
        assert (states(pair, 1), states(pair, 2)) == ([ACTIVE, READY], [READY, ACTIVE])


def test_a_port_of_both_groups_moves_both_to_one_unit(formed_pair: Pair) -> None:
    """A2: `Ethernet0` carries interfaces of every context."""
    formed_pair.primary.port("Ethernet0", "down")
    formed_pair.advance("3s")
    assert (states(formed_pair, 1), states(formed_pair, 2)) == ([FAILED, ACTIVE], [FAILED, ACTIVE])


@pytest.mark.parametrize("first", ["primary", "secondary"])
def test_ports_that_fail_on_both_units_almost_at_once_leave_one_unit_active(
    make_pair: MakePair, form: Form, seeds: Callable[[int], range], first: str
) -> None:
    """A3, I1, I2: whatever the two units tell each other meanwhile."""
    for seed in seeds(12):
        pair = form(make_pair(seed))
        units = [pair.unit(first), pair.secondary if first == "primary" else pair.primary]
        units[0].port(PORTS[1], "down")
        pair.advance(f"{seed % 6}ms")
        units[1].port(PORTS[1], "down")
        pair.advance("15s")
        assert sorted(states(pair, 1)) == [ACTIVE, FAILED], seed
        assert states(pair, 2) == [READY, ACTIVE], seed


def test_a_group_with_preempt_goes_back_once_its_interfaces_work(make_pair: MakePair, form: Form) -> None:
    """A4, P2: and not while they do not."""
    pair = form(make_pair(edit={"failover group 1\n": "failover group 1\n  preempt\n"}))
    pair.primary.port(PORTS[1], "down")
    pair.advance("5m")
    assert states(pair, 1) == [FAILED, ACTIVE]
    pair.primary.port(PORTS[1], "up")
    pair.advance("20s")
    assert states(pair, 1) == [ACTIVE, READY]


# -- the mate is gone ----------------------------------------------------------------------------------


def test_a_failed_group_takes_over_when_its_mate_is_lost(formed_pair: Pair) -> None:
    """A1, I2: a bad copy is better than none, and stays when the mate is back until it can be taken over."""
    pair = formed_pair
    pair.secondary.port(PORTS[1], "down")
    pair.advance("3s")
    assert states(pair, 1) == [ACTIVE, FAILED]
    pair.primary.power_off()
    pair.advance("20s")
    assert pair.secondary.group(1).state is ACTIVE
    pair.primary.boot()
    pair.advance("3m")
    assert states(pair, 1) == [ACTIVE, FAILED]
    assert states(pair, 2) == [READY, ACTIVE]


def test_with_the_failover_link_down_no_group_fails_over_and_then_the_worse_one_does(
    formed_pair: Pair, watch: Watch
) -> None:
    """A7: the standby unit cannot know."""
    pair = formed_pair
    pair.failover_link.cut()
    pair.advance("20s")
    moments = watch(pair)
    pair.primary.port(PORTS[1], "down")
    pair.advance("5m")
    assert steps(moments, 1) == []
    pair.failover_link.restore()
    pair.advance("2m")
    assert states(pair, 1) == [FAILED, ACTIVE]


def test_a_failed_group_that_synchronises_anew_fails_again(formed_pair: Pair, watch: Watch) -> None:
    """A3, R4: `write standby` does not mend a cable."""
    pair = formed_pair
    pair.secondary.port(PORTS[1], "down")
    pair.advance("3s")
    moments = watch(pair)
    command(pair.primary, "write standby")
    pair.advance("1m")
    walked = [state for unit, state in steps(moments, 1) if unit == "secondary"]
    assert walked[0] is State.COLD_STANDBY
    assert walked[-2:] == [READY, FAILED]
    assert states(pair, 1) == [ACTIVE, FAILED]


# -- the policy ----------------------------------------------------------------------------------------


def test_a_policy_that_allows_more_makes_a_failed_group_sound(formed_pair: Pair) -> None:
    """H5: at once, without a change of any interface."""
    pair = formed_pair
    pair.secondary.port(PORTS[1], "down")
    pair.advance("3s")
    assert states(pair, 1) == [ACTIVE, FAILED]
    configure(pair.primary, "failover group 1", "interface-policy 2")
    pair.advance("10s")
    assert states(pair, 1) == [ACTIVE, READY]
    configure(pair.primary, "failover group 1", "interface-policy 25%")
    pair.advance("10s")
    assert states(pair, 1) == [ACTIVE, FAILED]


def test_a_policy_that_allows_less_moves_a_group_whose_interfaces_have_failed_before(
    make_pair: MakePair, form: Form
) -> None:
    """H5: what counts is what is failed now."""
    pair = form(make_pair(edit={"failover group 1\n": "failover group 1\n  interface-policy 3\n"}))
    pair.primary.port(PORTS[1], "down")
    pair.advance("1m")
    assert states(pair, 1) == [ACTIVE, READY]
    configure(pair.primary, "failover group 1", "no interface-policy 3")
    pair.advance("10s")
    assert states(pair, 1) == [FAILED, ACTIVE]


def test_a_failed_interface_that_is_not_monitored_any_more_does_not_count(formed_pair: Pair) -> None:
    """H4, H5: nor one that is shut down."""
    pair = formed_pair
    pair.secondary.port(PORTS[1], "down")
    pair.advance("3s")
    assert states(pair, 1) == [ACTIVE, FAILED]
    pair.primary.console.go("ctx1", configure=True)
    pair.primary.console.enter("no monitor-interface outside")
    pair.advance("10s")
    assert states(pair, 1) == [ACTIVE, READY]
    pair.primary.console.enter("monitor-interface outside")
    pair.advance("10s")
    assert states(pair, 1) == [ACTIVE, FAILED]
    pair.primary.console.enter("interface Ethernet0.11")
    pair.primary.console.enter("shutdown")
    pair.advance("10s")
    assert states(pair, 1) == [ACTIVE, READY]


# -- an operator ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", ["primary", "secondary"])
def test_reset_while_the_fault_stands_fails_again_and_never_becomes_active(
    formed_pair: Pair, watch: Watch, unit: str, slack: int
) -> None:
    """A8: from either unit, with the next poll of the group's interfaces (reference 3.4, 14.23)."""
    pair = formed_pair
    pair.secondary.port(PORTS[1], "down")
    pair.advance("3s")
    moments = watch(pair)
    for _ in range(3):
        command(pair.unit(unit), "failover reset")
        pair.advance("8s")
    about = [
        (at, sender, event)
        for at, sender, event in moments
        if isinstance(event, GroupState) and event.group == 1
    ]
    assert [(sender, event.state) for _, sender, event in about] == [
        ("secondary", READY),
        ("secondary", FAILED),
    ] * 3
    assert all(
        0 <= fails[0] - sound[0] <= 5 * SECOND + slack
        for sound, fails in zip(about[::2], about[1::2], strict=True)
    )
    assert states(pair, 1) == [ACTIVE, FAILED]


def test_reset_of_a_group_whose_interfaces_work_again_changes_nothing(
    formed_pair: Pair, watch: Watch
) -> None:
    """A8: nor one of a group that has never failed, or with failover off."""
    pair = formed_pair
    moments = watch(pair)
    for unit in (pair.primary, pair.secondary):
        assert command(unit, "failover reset") == ""
        assert command(unit, "failover reset group 2") == ""
    pair.advance("10s")
    assert steps(moments, 1) == steps(moments, 2) == []


@pytest.mark.parametrize("line", ["failover active", "failover active group 1"])
def test_an_operator_does_not_take_a_group_that_has_failed_here(formed_pair: Pair, line: str) -> None:
    """A8: the other group either, in the form for all of them."""
    pair = formed_pair
    pair.secondary.port(PORTS[1], "down")
    pair.advance("3s")
    assert "in failed state, cannot be active" in command(pair.secondary, line)
    pair.advance("3s")
    assert states(pair, 1) == [ACTIVE, FAILED]


def test_an_operator_takes_a_group_from_a_mate_whose_interfaces_have_failed_within_its_policy(
    make_pair: MakePair, form: Form
) -> None:
    """A8: to mend them in peace."""
    pair = form(make_pair(edit={"failover group 1\n": "failover group 1\n  interface-policy 2\n"}))
    pair.primary.port(PORTS[1], "down")
    pair.advance("3s")
    command(pair.secondary, "failover active group 1")
    pair.advance("3s")
    assert states(pair, 1) == [READY, ACTIVE]


def test_failover_off_and_on_again_while_a_group_is_failed(formed_pair: Pair) -> None:
    """A3, B4: it is Disabled, and Failed again once it is standby."""
    pair = formed_pair
    pair.secondary.port(PORTS[1], "down")
    pair.advance("3s")
    configure(pair.secondary, "no failover")
    pair.advance("10s")
    assert pair.secondary.group(1).state is State.DISABLED
    configure(pair.secondary, "failover")
    pair.advance("1m")
    assert states(pair, 1) == [ACTIVE, FAILED]


# -- hard moments --------------------------------------------------------------------------------------


@pytest.mark.parametrize("event", ["power", "crash", "cut"])
def test_a_unit_or_the_link_that_goes_while_a_group_is_on_its_way(
    make_pair: MakePair, form: Form, seeds: Callable[[int], range], at_rest: AtRest, event: str
) -> None:
    """I1, I2, I5: the group ends on one unit, and the pair at rest."""
    for seed in seeds(10):
        pair = form(make_pair(seed, split=event == "cut"))
        pair.primary.port(PORTS[1], "down")
        pair.advance(f"{seed}ms")
        if event == "power":
            pair.primary.power_off()
            pair.advance("30s")
            assert pair.secondary.group(1).state is ACTIVE, seed
            pair.primary.boot()
        elif event == "crash":
            pair.secondary.crash()
        else:
            pair.failover_link.cut()
            pair.advance("30s")
            pair.failover_link.restore()
        pair.advance("3m")
        assert sorted(states(pair, 1)) == [ACTIVE, FAILED], seed
        pair.primary.port(PORTS[1], "up")
        pair.advance("2m")
        assert at_rest(pair), seed
