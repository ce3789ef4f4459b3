"""Groups change sides: by an operator, by a reload, by a mate that is gone (reference 1.7, 2.1, 3.4, 4.4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from asapair.actors import Pair
from asapair.actors.duration import MILLISECOND, SECOND, duration
from asapair.actors.facts.states import ContextState, Power, Reason, State
from asapair.actors.handles import UnitHandle
from asapair.actors.signals import ConsoleLine, ConsolePrompt, ContextActivity, GroupState, LinkCondition
from asapair.actors.spec import LinkSpec

MakePair = Callable[..., Pair]
Form = Callable[[Pair], Pair]
Watch = Callable[[Pair], list[tuple[int, str, Any]]]
AtRest = Callable[[Pair], bool]

ACTIVE, READY = State.ACTIVE, State.STANDBY_READY
UNITS = ("primary", "secondary")
#: a poll or two of the default second, and the walk to Active
POLL = 1 * SECOND


def mate_of(pair: Pair, unit: UnitHandle) -> UnitHandle:
    return pair.secondary if unit is pair.primary else pair.primary


def states(unit: UnitHandle) -> list[State]:
    return [unit.group(1).state, unit.group(2).state]


def command(unit: UnitHandle, line: str) -> str:
    unit.console.go("system")
    return unit.console.enter(line)


def reasons(moments: list[tuple[int, str, Any]], unit: str, group: int) -> list[tuple[State, Reason]]:
    return [
        (event.state, event.reason)
        for _, sender, event in moments
        if isinstance(event, GroupState) and sender == unit and event.group == group
    ]


def new_lines(unit: UnitHandle, before: int) -> list[str]:
    return [text for _, text in unit.console.lines[before:]]


# -- an operator -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("group", "holder"), [(1, "primary"), (2, "secondary")])
def test_failover_active_takes_one_group_from_the_mate(
    formed_pair: Pair, watch: Watch, group: int, holder: str
) -> None:
    """A8: the other group stays; each side prints its line, the history its reason (reference 3.4, 4.4)."""
    loser = formed_pair.unit(holder)
    taker = mate_of(formed_pair, loser)
    before = len(loser.console.lines)
    moments = watch(formed_pair)
    said = command(taker, f"failover active group {group}")
    assert said.split("\n") == ["", f"\tGroup {group} Switching to Active"]
    formed_pair.advance("2s")
    assert states(taker) == [ACTIVE, ACTIVE]
    assert states(loser) == [READY, READY]
    assert f"\tGroup {group} Switching to Standby" in new_lines(loser, before)
    walk = reasons(moments, taker.name, group)
    assert [state for state, _ in walk] == [
        State.JUST_ACTIVE,
        State.ACTIVE_DRAIN,
        State.ACTIVE_APPLYING_CONFIG,
        State.ACTIVE_CONFIG_APPLIED,
        ACTIVE,
    ]
    assert {reason for _, reason in walk} == {Reason.CONFIG_COMMAND}
    assert reasons(moments, loser.name, group) == [(READY, Reason.MATE_WANTS_ME_STANDBY)]
    assert reasons(moments, taker.name, 3 - group) == reasons(moments, loser.name, 3 - group) == []


@pytest.mark.parametrize("name", UNITS)
def test_failover_active_without_a_group_takes_everything(formed_pair: Pair, name: str) -> None:
    """A8: what the unit holds already stays where it is (reference 3.4)."""
    unit = formed_pair.unit(name)
    command(unit, "failover active")
    formed_pair.advance("2s")
    assert states(unit) == [ACTIVE, ACTIVE]
    assert states(mate_of(formed_pair, unit)) == [READY, READY]


@pytest.mark.parametrize("line", ["failover active", "failover active group 1", "failover active group 2"])
def test_failover_active_on_the_unit_that_holds_the_groups_changes_nothing(
    formed_pair: Pair, watch: Watch, line: str
) -> None:
    """A8: and refuses nothing (reference 3.4)."""
    command(formed_pair.primary, "failover active")
    formed_pair.advance("2s")
    moments = watch(formed_pair)
    assert "ERROR" not in command(formed_pair.primary, line)
    formed_pair.advance("10s")
    assert not [event for _, _, event in moments if isinstance(event, GroupState)]


@pytest.mark.parametrize(("group", "holder"), [(1, "primary"), (2, "secondary")])
def test_no_failover_active_gives_one_group_to_the_mate(
    formed_pair: Pair, watch: Watch, group: int, holder: str
) -> None:
    """A8: the prompt returns first, then comes the line (reference 3.4)."""
    loser = formed_pair.unit(holder)
    taker = mate_of(formed_pair, loser)
    moments = watch(formed_pair)
    command(loser, f"no failover active group {group}")
    formed_pair.advance("2s")
    assert states(taker) == [ACTIVE, ACTIVE]
    said = [
        event.text
        for _, unit, event in moments
        if unit == loser.name and isinstance(event, ConsoleLine | ConsolePrompt)
    ]
    assert said[-1] == f"\tGroup {group} Switching to Standby"
    assert said[-2] == loser.console.prompt
    assert [text for _, text in taker.console.lines][-1] == f"\tGroup {group} Switching to Active"
    assert reasons(moments, loser.name, group) == [(READY, Reason.CONFIG_COMMAND)]
    assert {reason for _, reason in reasons(moments, taker.name, group)} == {Reason.MATE_WANTS_ME_ACTIVE}


@pytest.mark.quick_live
def test_no_failover_active_without_a_group_gives_everything(formed_pair: Pair) -> None:
    """A8: this unit's groups, be it one or both."""
    command(formed_pair.secondary, "no failover active")
    formed_pair.advance("2s")
    assert states(formed_pair.primary) == [ACTIVE, ACTIVE]
    command(formed_pair.primary, "no failover active")
    formed_pair.advance("2s")
    assert states(formed_pair.secondary) == [ACTIVE, ACTIVE]


def test_no_failover_active_on_a_unit_that_holds_nothing_changes_nothing(
    formed_pair: Pair, watch: Watch
) -> None:
    """A8: there is nothing to give."""
    command(formed_pair.primary, "failover active")
    formed_pair.advance("2s")
    moments = watch(formed_pair)
    command(formed_pair.secondary, "no failover active")
    formed_pair.advance("10s")
    assert not [event for _, _, event in moments if isinstance(event, GroupState)]


@pytest.mark.parametrize("line", ["failover active", "no failover active", "failover active group 1"])
def test_groups_are_not_moved_from_inside_a_context(formed_pair: Pair, line: str) -> None:
    """A8: refused in a context (reference 3.4)."""
    formed_pair.primary.console.go("ctx1")
    assert "ERROR" in formed_pair.primary.console.enter(line)
    formed_pair.advance("2s")
    assert states(formed_pair.primary) == [ACTIVE, READY]


def test_groups_may_go_back_and_forth(formed_pair: Pair, at_rest: AtRest) -> None:
    """A8, I5: as often as one likes, from either side."""
    for round_ in range(12):
        unit = (formed_pair.primary, formed_pair.secondary)[round_ % 2]
        command(unit, "failover active" if round_ % 4 < 2 else "no failover active")
        formed_pair.advance("3s")
        assert at_rest(formed_pair), round_


def test_switches_on_both_units_at_the_same_instant_end_with_one_holder(
    make_pair: MakePair, seeds: Callable[[int], range], form: Form, at_rest: AtRest
) -> None:
    """I1, I5: whatever crosses on the link."""
    lines = ["failover active", "no failover active", "failover active group 1", "no failover active group 2"]
    for seed in seeds(32):
        latency = (0, 1 * MILLISECOND)[seed % 2]
        pair = form(make_pair(seed, link=LinkSpec(latency=latency, jitter=latency)))
        for unit in (pair.primary, pair.secondary):
            unit.console.go("system")
        pair.primary.console.type(lines[seed // 2 % 4])
        pair.secondary.console.type(lines[seed // 8 % 4])
        pair.advance("30s")
        assert at_rest(pair), seed
        assert pair.primary.console.prompt is not None
        assert pair.secondary.console.prompt is not None
        pair.close()


# -- refused -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["failover active", "no failover active", "failover active group 2"])
def test_without_failover_a_switch_is_refused(formed_pair: Pair, line: str) -> None:
    """A8, B4: the text is ours and begins with ERROR (reference 14.21)."""
    formed_pair.primary.console.go("system", configure=True)
    formed_pair.primary.console.enter("no failover")
    formed_pair.primary.console.enter("end")
    assert formed_pair.primary.console.enter(line).startswith("ERROR: ")
    formed_pair.primary.console.go("system", configure=True)
    formed_pair.primary.console.enter("failover")
    formed_pair.advance("1m")


@pytest.mark.parametrize(
    "state", [State.NEGOTIATION, State.COLD_STANDBY, State.SYNC_CONFIG, State.SYNC_FILE_SYSTEM]
)
def test_a_unit_that_synchronises_does_not_become_active_by_command(
    make_pair: MakePair, at_rest: AtRest, state: State
) -> None:
    """A8, B6: refused, and the synchronisation goes on (reference 14.7)."""
    pair = make_pair()
    pair.primary.boot()
    if state is State.COLD_STANDBY:
        # met while the primary is still on its way to Active
        pair.secondary.boot()
    else:
        pair.run_to("2m")
        pair.secondary.boot()
    assert pair.wait_until(lambda: pair.secondary.group(1).state is state)
    assert pair.wait_until(lambda: pair.secondary.console.prompt is not None)
    assert pair.secondary.group(1).state is state
    assert command(pair.secondary, "failover active").startswith("ERROR: ")
    assert pair.wait_until(lambda: at_rest(pair), within="1m")


@pytest.mark.parametrize("until", [State.NEGOTIATION, State.SYNC_CONFIG])
def test_groups_are_not_given_to_a_mate_that_is_not_ready(
    make_pair: MakePair, at_rest: AtRest, until: State
) -> None:
    """A8, I2: refused while the mate cannot take them (reference 3.4)."""
    pair = make_pair()
    pair.primary.boot()
    pair.run_to("2m")
    assert command(pair.primary, "no failover active").startswith("ERROR: ")
    pair.secondary.boot()
    assert pair.wait_until(lambda: pair.secondary.group(1).state is until)
    assert command(pair.primary, "no failover active group 1").startswith("ERROR: ")
    assert pair.wait_until(lambda: at_rest(pair), within="1m")
    assert states(pair.primary) == [ACTIVE, ACTIVE]


def test_groups_are_not_given_to_a_mate_that_has_failed(formed_pair: Pair) -> None:
    """A8: once it has been given up."""
    formed_pair.secondary.power_off()
    formed_pair.advance("20s")
    assert command(formed_pair.primary, "no failover active").startswith("ERROR: ")
    assert states(formed_pair.primary) == [ACTIVE, ACTIVE]


def test_a_mate_that_does_not_answer_is_an_error_after_a_while(formed_pair: Pair) -> None:
    """A8, I2: dead, but not yet given up; the group comes with the hold time (reference 3.4)."""
    formed_pair.secondary.power_off()
    said = command(formed_pair.primary, "failover active group 2").split("\n")
    assert said[0] == ""
    assert said[1].startswith("ERROR: ")
    formed_pair.advance("17s")
    assert states(formed_pair.primary) == [ACTIVE, ACTIVE]


# -- a mate that is gone -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", UNITS)
@pytest.mark.parametrize("how", ["power", "crash"])
@pytest.mark.parametrize(
    ("times", "hold", "poll"),
    [
        ("1 holdtime 15", "15s", "1s"),
        ("1 holdtime 3", "3s", "1s"),
        ("msec 200 holdtime msec 800", "800ms", "200ms"),
    ],
)
def test_a_unit_that_is_gone_loses_its_groups_within_the_hold_time_and_a_poll(
    make_pair: MakePair,
    form: Form,
    watch: Watch,
    slack: int,
    name: str,
    how: str,
    times: str,
    hold: str,
    poll: str,
) -> None:
    """A1, H6, I2: counted from its last hello (reference 2.1, 2.5)."""
    pair = form(make_pair(edit={"failover lan unit": f"failover polltime unit {times}\nfailover lan unit"}))
    gone = pair.unit(name)
    left = mate_of(pair, gone)
    group = 1 if name == "primary" else 2
    moments = watch(pair)
    start = pair.now
    if how == "power":
        gone.power_off()
    else:
        gone.crash()
    assert pair.wait_until(lambda: left.mate == "failed", within="20s")
    silent = pair.now - start
    assert (
        duration(hold) - duration(poll) - 3 * MILLISECOND <= silent <= duration(hold) + duration(poll) + slack
    )
    pair.advance("2s")
    assert states(left) == [ACTIVE, ACTIVE]
    walk = reasons(moments, left.name, group)
    assert len(walk) == 5
    assert {reason for _, reason in walk} == {Reason.HELLO_NOT_HEARD}
    assert reasons(moments, left.name, 3 - group) == []
    assert f"\tGroup {group} No Response from Mate, Switch to Active" in [
        text for _, text in left.console.lines
    ]


@pytest.mark.parametrize("name", UNITS)
def test_a_reload_moves_the_groups_at_once(
    formed_pair: Pair, watch: Watch, at_rest: AtRest, name: str
) -> None:
    """H6: at once, no timer (reference 2.5); the unit comes back as standby for both."""
    gone = formed_pair.unit(name)
    left = mate_of(formed_pair, gone)
    moments = watch(formed_pair)
    gone.reload()
    formed_pair.advance("2s")
    assert gone.power is Power.BOOTING
    assert states(left) == [ACTIVE, ACTIVE]
    group = 1 if name == "primary" else 2
    assert {reason for _, reason in reasons(moments, left.name, group)} == {Reason.MATE_WANTS_ME_ACTIVE}
    assert formed_pair.wait_until(lambda: at_rest(formed_pair), within="2m")
    assert states(gone) == [READY, READY]


def test_a_unit_that_reloads_says_goodbye_in_the_words_of_the_device(formed_pair: Pair) -> None:
    """S2: the shutdown of reference 3.4, behind the answer."""
    formed_pair.primary.console.go("system")
    formed_pair.primary.console.enter("reload")
    said = formed_pair.primary.console.enter("").split("\n")
    assert [line for line in said if line] == [
        "ciscoasa/pri/act# ",
        "***",
        "*** --- START GRACEFUL SHUTDOWN ---",
        "Shutting down isakmp",
        "Shutting down webvpn",
        "Shutting down sw-module",
        "Shutting down License Controller",
        "Shutting down File system",
        "***",
        "*** --- SHUTDOWN NOW ---",
        "Process shutdown finished",
        "Rebooting... (status 0x9)",
    ]


def test_a_switch_and_a_reload_at_the_same_instant_are_one_takeover(
    make_pair: MakePair, seeds: Callable[[int], range], form: Form, at_rest: AtRest
) -> None:
    """S1, I5: whichever of the two the mate hears first."""
    for seed in seeds(60):
        pair = form(make_pair(seed, link=LinkSpec(latency=0, jitter=0)))
        for unit in (pair.primary, pair.secondary):
            unit.console.go("system")
        pair.secondary.console.type("failover active group 1")
        pair.primary.console.type("reload noconfirm")
        pair.advance("3s")
        assert states(pair.secondary) == [ACTIVE, ACTIVE], seed
        assert pair.wait_until(partial(at_rest, pair), within="2m"), seed
        pair.close()


def test_both_groups_of_a_unit_are_taken_when_it_held_both(formed_pair: Pair) -> None:
    """A1: for each group active on the failed unit (reference 1.7, row 1)."""
    command(formed_pair.primary, "failover active")
    formed_pair.advance("2s")
    formed_pair.primary.power_off()
    formed_pair.advance("17s")
    assert states(formed_pair.secondary) == [ACTIVE, ACTIVE]
    assert formed_pair.secondary.mate == "failed"


def test_a_standby_that_is_gone_moves_nothing(formed_pair: Pair, watch: Watch) -> None:
    """A1: its mate marks it failed, and goes on."""
    command(formed_pair.primary, "failover active")
    formed_pair.advance("2s")
    moments = watch(formed_pair)
    formed_pair.secondary.power_off()
    formed_pair.advance("1m")
    assert formed_pair.primary.mate == "failed"
    assert not [event for _, unit, event in moments if isinstance(event, GroupState) and unit == "primary"]


# -- the failover link ---------------------------------------------------------------------------------------


def test_a_mate_that_answers_elsewhere_keeps_its_groups(formed_pair: Pair, watch: Watch) -> None:
    """A7, H1: an answer on the data path only: nothing moves, the link is marked failed (reference 2.1)."""
    moments = watch(formed_pair)
    formed_pair.failover_link.cut()
    formed_pair.advance("20s")
    assert not [event for _, _, event in moments if isinstance(event, GroupState)]
    for unit in (formed_pair.primary, formed_pair.secondary):
        assert unit.link == "failed"
        assert unit.mate == "up"
        assert [text for _, text in unit.console.lines].count("\tFailover LAN Failed") == 1
    formed_pair.failover_link.restore()
    formed_pair.advance("2s")
    assert [unit.link for unit in (formed_pair.primary, formed_pair.secondary)] == ["up", "up"]


def test_the_failover_link_goes_with_the_ports_that_it_is_plugged_into(formed_pair: Pair) -> None:
    """A7: both have to work, and what lies between them."""
    pair, link = formed_pair, formed_pair.failover_link

    def links() -> list[str]:
        pair.advance("20s")
        return [unit.link for unit in (pair.primary, pair.secondary)]

    pair.primary.port("Ethernet2", "down")
    pair.secondary.port("Ethernet2", "silent")
    assert links() == ["failed", "failed"]
    pair.primary.port("Ethernet2", "up")
    link.cut()
    assert links() == ["failed", "failed"]
    pair.secondary.port("Ethernet2", "up")
    assert links() == ["failed", "failed"]
    link.restore()
    assert links() == ["up", "up"]
    assert states(pair.primary) == [ACTIVE, READY]


def test_a_mate_that_has_left_failover_is_shown_with_the_addresses_that_it_keeps(formed_pair: Pair) -> None:
    """A8: captured, the mate's block shows the other address of the two."""
    formed_pair.primary.console.go("system", configure=True)
    formed_pair.primary.console.enter("no failover")
    formed_pair.advance("5s")
    page = command(formed_pair.secondary, "show failover")
    here, there = page.split("Other host:")
    assert "Interface outside (203.0.113.34)" in here
    assert "Interface outside (203.0.113.33)" in there


def test_a_port_that_works_again_releases_the_link_that_has_been_moved_meanwhile(formed_pair: Pair) -> None:
    units = (formed_pair.primary, formed_pair.secondary)
    for unit in units:
        unit.console.go("system", configure=True)
        unit.console.enter("no failover")
    formed_pair.primary.port("Ethernet2", "down")
    for unit in units:
        unit.console.enter("failover lan interface folink Ethernet3")
        unit.console.enter("failover")
    formed_pair.primary.port("Ethernet2", "up")
    assert formed_pair.wait_until(lambda: states(formed_pair.secondary)[0] is READY, within="2m")


def test_over_a_link_that_is_down_no_group_is_moved(formed_pair: Pair) -> None:
    """A7, A8: no failover until it is back."""
    formed_pair.failover_link.cut()
    formed_pair.advance("20s")
    assert command(formed_pair.primary, "failover active").startswith("ERROR: ")
    assert command(formed_pair.primary, "no failover active").startswith("ERROR: ")
    assert "ERROR" not in command(formed_pair.primary, "failover active group 1")
    assert states(formed_pair.primary) == [ACTIVE, READY]


def test_a_cut_shorter_than_three_polls_is_not_noticed(formed_pair: Pair, watch: Watch) -> None:
    """H1: three hellos missed in a row start the test (reference 2.1)."""
    moments = watch(formed_pair)
    formed_pair.failover_link.cut()
    formed_pair.advance("1900ms")
    formed_pair.failover_link.restore()
    formed_pair.advance("1m")
    assert [event for _, _, event in moments if not isinstance(event, LinkCondition)] == []


# -- contexts ------------------------------------------------------------------------------------------


def activity(moments: list[tuple[int, str, Any]]) -> list[tuple[str, str, ContextState | None]]:
    return [
        (unit, event.context, event.state) for _, unit, event in moments if isinstance(event, ContextActivity)
    ]


def check_contexts_follow(pair: Pair, slack: int) -> None:
    """As soon as the messages inside the units have arrived: on threads, a little later."""

    def wrong() -> list[tuple[str, str]]:
        return [
            (unit.name, context)
            for unit in (pair.primary, pair.secondary)
            for context, group in (("admin", 1), ("ctx1", 1), ("ctx2", 2))
            if (unit.context(context).state is ContextState.ACTIVE) is not unit.group(group).state.is_active
        ]

    assert pair.wait_until(lambda: not wrong(), within=slack), wrong()


@pytest.mark.quick_live
def test_contexts_are_active_exactly_while_their_group_is(
    formed_pair: Pair, watch: Watch, slack: int
) -> None:
    """P17: at every moment, once the messages inside the unit have arrived (reference 1.5, 14.19)."""
    check_contexts_follow(formed_pair, slack)
    moments = watch(formed_pair)
    formed_pair.secondary.console.go("system")
    formed_pair.secondary.console.type("failover active group 1")
    for _ in range(150):
        formed_pair.advance("10ms")
        check_contexts_follow(formed_pair, slack)
    assert sorted(activity(moments), key=str) == sorted(
        [
            (unit, context, state)
            for unit, state in (("primary", ContextState.STANDBY), ("secondary", ContextState.ACTIVE))
            for context in ("admin", "ctx1")
        ],
        key=str,
    )


def test_contexts_follow_through_boots_crashes_and_switches(make_pair: MakePair, slack: int) -> None:
    """P17: whatever happens to the groups."""
    pair = make_pair(boot_time="5s")
    pair.boot()
    for number in range(600):
        pair.advance("100ms")
        check_contexts_follow(pair, slack)
        if number == 300:
            pair.primary.crash()
        if number == 550:
            pair.primary.reload()


def test_a_context_that_changes_its_group_follows_the_new_one(formed_pair: Pair) -> None:
    """P17: with failover off, as it has to be (reference 3.3)."""
    for unit in (formed_pair.secondary, formed_pair.primary):
        unit.console.go("system", configure=True)
        unit.console.enter("no failover")
    for line in ("context ctx1", "join-failover-group 2"):
        assert "ERROR" not in formed_pair.primary.console.enter(line)
    for unit in (formed_pair.primary, formed_pair.secondary):
        unit.console.enter("failover")
    formed_pair.advance("1m")
    assert states(formed_pair.primary) == [ACTIVE, READY]
    assert formed_pair.primary.context("ctx1").state is ContextState.STANDBY
    assert formed_pair.secondary.context("ctx1").state is ContextState.ACTIVE
