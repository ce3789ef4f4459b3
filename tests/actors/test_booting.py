"""Every way to boot: alone, beside an active mate, together (reference 1.3, 14.2 to 14.4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from asapair.actors import Pair
from asapair.actors.defaults import spec_from_texts
from asapair.actors.duration import MILLISECOND, SECOND, duration
from asapair.actors.facts.states import ContextState, Power, Reason, State
from asapair.actors.handles import UnitHandle
from asapair.actors.signals import GroupState, UnitPower
from asapair.actors.spec import BootSpec

MakePair = Callable[..., Pair]
Form = Callable[[Pair], Pair]
Watch = Callable[[Pair], list[tuple[int, str, Any]]]
AtRest = Callable[[Pair], bool]

UNITS = ("primary", "secondary")
HOLD = 15 * SECOND

#: a preemption of group 2 on the secondary, in both startup configurations
PREEMPT = {"failover group 2\n  secondary\n": "failover group 2\n  secondary\n  preempt {}\n"}


def mate_of(pair: Pair, unit: UnitHandle) -> UnitHandle:
    return pair.secondary if unit is pair.primary else pair.primary


def states(unit: UnitHandle) -> list[State]:
    return [unit.group(1).state, unit.group(2).state]


def printed(unit: UnitHandle) -> list[str]:
    return [text.strip() for _, text in unit.console.lines]


def steps(moments: list[tuple[int, str, Any]], unit: str, group: int) -> list[tuple[int, State, Reason]]:
    return [
        (at, event.state, event.reason)
        for at, sender, event in moments
        if isinstance(event, GroupState) and sender == unit and event.group == group
    ]


# -- alone -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", UNITS)
@pytest.mark.parametrize(
    "preferences",
    [
        {},
        {"failover group 2\n  secondary\n": "failover group 2\n"},
        {"failover group 1\n": "failover group 1\n  secondary\n"},
        {"failover group 1\n": "failover group 1\n  preempt\n"},
    ],
    ids=["one each", "both primary", "both secondary", "preempt"],
)
def test_a_unit_that_comes_up_alone_takes_both_groups_when_the_window_ends(
    make_pair: MakePair, watch: Watch, slack: int, name: str, preferences: dict[str, str]
) -> None:
    """P1, B1: whichever unit it is and whatever the groups prefer (reference 1.3)."""
    pair = make_pair(boot_time="60s", edit=preferences)
    moments = watch(pair)
    pair.unit(name).boot()
    pair.run_to("2m")
    assert states(pair.unit(name)) == [State.ACTIVE, State.ACTIVE]
    for group in (1, 2):
        walk = steps(moments, name, group)
        assert [state for _, state, _ in walk] == [
            State.NEGOTIATION,
            State.JUST_ACTIVE,
            State.ACTIVE_DRAIN,
            State.ACTIVE_APPLYING_CONFIG,
            State.ACTIVE_CONFIG_APPLIED,
            State.ACTIVE,
        ]
        assert {reason for _, _, reason in walk[1:]} == {Reason.NO_ACTIVE_UNIT}
        assert 60 * SECOND + HOLD <= walk[1][0] <= 60 * SECOND + HOLD + 2 * SECOND + slack


@pytest.mark.parametrize(
    ("times", "window"), [("1 holdtime 5", "5s"), ("msec 200 holdtime msec 800", "800ms")]
)
def test_the_window_is_as_long_as_the_unit_hold_time(
    make_pair: MakePair, watch: Watch, slack: int, times: str, window: str
) -> None:
    """B1: about one unit hold time (reference 5.4, 14.2)."""
    pair = make_pair(
        boot_time="60s", edit={"failover lan unit": f"failover polltime unit {times}\nfailover lan unit"}
    )
    moments = watch(pair)
    pair.primary.boot()
    pair.run_to("2m")
    at, state, _ = steps(moments, "primary", 0)[1]
    assert state is State.JUST_ACTIVE
    assert 60 * SECOND + duration(window) <= at <= 60 * SECOND + duration(window) + slack


def test_the_unit_is_active_first_then_group_1_then_group_2(pair: Pair, watch: Watch) -> None:
    """S1: group 0 is Active before group 1 begins, and group 1 before group 2 (reference 4.4)."""
    moments = watch(pair)
    pair.primary.boot()
    pair.run_to("2m")
    began, ended = [
        [at for group in (0, 1, 2) for at, each, _ in steps(moments, "primary", group) if each is state]
        for state in (State.JUST_ACTIVE, State.ACTIVE)
    ]
    assert len(began) == len(ended) == 3
    assert ended[0] <= began[1] < ended[1] <= began[2] < ended[2]


def test_a_unit_alone_says_that_it_enables_failover_and_finds_nobody(pair: Pair) -> None:
    """B1, S2: the lines of reference 6, in this order."""
    pair.secondary.boot()
    pair.run_to("2m")
    assert printed(pair.secondary) == [
        "Enabling failover.",
        "Group 1 No Response from Mate, Switch to Active",
        "Group 2 No Response from Mate, Switch to Active",
    ]


@pytest.mark.quick_live
def test_a_unit_alone_passes_traffic_for_every_context(pair: Pair) -> None:
    """P17: a context is active where its group is."""
    pair.secondary.boot()
    pair.run_to("2m")
    assert [pair.secondary.context(name).state for name in pair.secondary.contexts] == [
        ContextState.ACTIVE
    ] * 3
    assert pair.primary.contexts == ()


# -- beside an active mate ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", UNITS)
def test_booting_beside_an_active_mate_a_unit_joins_and_receives(
    make_pair: MakePair, at_rest: AtRest, name: str
) -> None:
    """P5, P4: no matter which of the two is the primary (reference 1.4)."""
    pair = make_pair()
    first = pair.unit(name)
    later = mate_of(pair, first)
    first.boot()
    pair.run_to("2m")
    first.console.go("system", configure=True)
    first.console.enter("hostname only-here")
    later.boot()
    assert pair.wait_until(lambda: at_rest(pair), within="3m")
    assert states(later) == [State.STANDBY_READY, State.STANDBY_READY]
    running = later.running()
    assert running is not None
    assert running.first("hostname") == "hostname only-here"
    assert "Beginning configuration replication: Sending to mate." in printed(first)
    assert printed(later) == [
        "Enabling failover.",
        "Group 1 Detected Active mate",
        "Group 2 Detected Active mate",
        "Beginning configuration replication from mate.",
        "End configuration replication from mate.",
    ]


@pytest.mark.parametrize("name", UNITS)
def test_the_groups_stay_on_the_unit_that_was_up_first(
    make_pair: MakePair, at_rest: AtRest, name: str
) -> None:
    """P1: without preemption, for as long as nobody moves them."""
    pair = make_pair()
    first = pair.unit(name)
    first.boot()
    pair.run_to("2m")
    mate_of(pair, first).boot()
    assert pair.wait_until(lambda: at_rest(pair), within="3m")
    pair.advance("20m")
    assert states(first) == [State.ACTIVE, State.ACTIVE]
    assert states(mate_of(pair, first)) == [State.STANDBY_READY, State.STANDBY_READY]


def test_the_joining_unit_walks_the_standby_path_for_one_reason(make_pair: MakePair, watch: Watch) -> None:
    """S1: booting beside an active mate (reference 4.4, 5.2)."""
    pair = make_pair(
        edit={
            "failover interface ip folink": "failover link statelink Ethernet3\nfailover interface ip folink"
        }
    )
    pair.primary.boot()
    pair.run_to("2m")
    moments = watch(pair)
    pair.secondary.boot()
    pair.advance("2m")
    for group in (0, 1, 2):
        walk = steps(moments, "secondary", group)
        assert [state for _, state, _ in walk] == [
            State.NEGOTIATION,
            State.COLD_STANDBY,
            State.SYNC_CONFIG,
            State.SYNC_FILE_SYSTEM,
            State.BULK_SYNC,
            State.STANDBY_READY,
        ]
        assert {reason for _, _, reason in walk[1:]} == {Reason.ACTIVE_MATE}


def test_without_a_state_link_the_bulk_synchronisation_is_left_out(pair: Pair, watch: Watch) -> None:
    """S1: it is skipped without stateful failover (reference 5.1)."""
    pair.primary.boot()
    pair.run_to("2m")
    moments = watch(pair)
    pair.secondary.boot()
    pair.advance("2m")
    assert [state for _, state, _ in steps(moments, "secondary", 1)][-2:] == [
        State.SYNC_FILE_SYSTEM,
        State.STANDBY_READY,
    ]


# -- together ------------------------------------------------------------------------------------------


def test_booting_together_each_group_ends_on_the_unit_it_prefers(
    make_pair: MakePair, seeds: Callable[[int], range], form: Form
) -> None:
    """P3: whatever the order of messages."""
    for seed in seeds(20):
        pair = form(make_pair(seed))
        assert states(pair.primary) == [State.ACTIVE, State.STANDBY_READY], seed
        assert states(pair.secondary) == [State.STANDBY_READY, State.ACTIVE], seed


def test_booting_together_the_primary_is_first_and_group_2_moves_when_the_configurations_agree(
    pair: Pair, watch: Watch, form: Form
) -> None:
    """P3, P6: the primary takes both and sends; then group 2 goes where it belongs (reference 14.4)."""
    moments = watch(pair)
    form(pair)
    primary, secondary = steps(moments, "primary", 2), steps(moments, "secondary", 2)
    assert [state for _, state, _ in primary][-2:] == [State.ACTIVE, State.STANDBY_READY]
    assert primary[-1][2] is Reason.MATE_WANTS_ME_STANDBY
    ready = next(at for at, state, _ in secondary if state is State.STANDBY_READY)
    taken = next(at for at, state, _ in secondary if state is State.JUST_ACTIVE)
    agreed = next(at for at, text in pair.secondary.console.lines if text.startswith("End configuration"))
    assert agreed <= ready <= primary[-1][0] <= taken


def test_booting_together_the_secondary_receives_the_configuration_of_the_primary(
    make_pair: MakePair, form: Form
) -> None:
    """P6: also where both have saved different ones."""
    pair = form(
        make_pair(
            primary={"edit": {"hostname ciscoasa": "hostname from-primary"}},
            secondary={"edit": {"hostname ciscoasa": "hostname from-secondary"}},
        )
    )
    assert "Beginning configuration replication: Sending to mate." in printed(pair.primary)
    assert "Beginning configuration replication from mate." in printed(pair.secondary)
    for unit in (pair.primary, pair.secondary):
        running = unit.running()
        assert running is not None
        assert running.first("hostname") == "hostname from-primary"


@pytest.mark.parametrize("name", UNITS)
@pytest.mark.parametrize(("apart", "together"), [("0s", True), ("14s", True), ("16s", False), ("1m", False)])
def test_together_means_that_both_are_in_negotiation_at_the_same_time(
    make_pair: MakePair, at_rest: AtRest, *, name: str, apart: str, together: bool
) -> None:
    """P3, P1: within the window of the first, which is its hold time of 15 s (reference 14.2)."""
    pair = make_pair(boot_time="60s")
    first = pair.unit(name)
    first.boot()
    pair.advance(apart)
    mate_of(pair, first).boot()
    assert pair.wait_until(lambda: at_rest(pair), within="3m")
    pair.advance("10s")
    if together:
        assert states(pair.primary) == [State.ACTIVE, State.STANDBY_READY]
    else:
        assert states(first) == [State.ACTIVE, State.ACTIVE]


@pytest.mark.parametrize("name", UNITS)
def test_a_group_that_prefers_the_unit_which_is_up_already_stays_there(
    make_pair: MakePair, form: Form, name: str
) -> None:
    """P3: both groups may prefer the same unit (reference 1.1)."""
    edit = {
        "failover group 1\n": f"failover group 1\n  {name}\n",
        "failover group 2\n  secondary\n": f"failover group 2\n  {name}\n",
    }
    pair = form(make_pair(edit=edit))
    assert states(pair.unit(name)) == [State.ACTIVE, State.ACTIVE]
    assert states(mate_of(pair, pair.unit(name))) == [State.STANDBY_READY, State.STANDBY_READY]


# -- preemption at boot --------------------------------------------------------------------------------


@pytest.mark.parametrize("delay", ["1", "30", "1200"])
@pytest.mark.parametrize("together", [True, False])
def test_a_group_preempts_its_delay_after_its_unit_has_become_available(
    make_pair: MakePair, watch: Watch, slack: int, *, delay: str, together: bool
) -> None:
    """P2: available is when its copy there is Standby Ready (reference 3.2, 5.4)."""
    pair = make_pair(boot_time="60s", edit={old: new.format(delay) for old, new in PREEMPT.items()})
    moments = watch(pair)
    pair.primary.boot()
    pair.advance("0s" if together else "2m")
    pair.secondary.boot()
    assert pair.wait_until(lambda: pair.secondary.group(2).state is State.ACTIVE, within="30m")
    walk = steps(moments, "secondary", 2)
    ready = next(at for at, state, _ in walk if state is State.STANDBY_READY)
    taken = next(at for at, state, _ in walk if state is State.JUST_ACTIVE)
    due = ready + int(delay) * SECOND
    asked = next(at for at, text in pair.secondary.console.lines if text == "\tGroup 2 preempt mate")
    assert due <= asked <= due + slack
    assert due <= taken <= due + 10 * MILLISECOND + slack
    assert states(pair.primary) == [State.ACTIVE, State.STANDBY_READY]


def test_preemption_without_delay_moves_the_group_when_its_unit_is_available(
    make_pair: MakePair, watch: Watch, slack: int
) -> None:
    """P2: at once, within the 3 to 5 s that a device took (reference 5.4)."""
    pair = make_pair(edit={old: new.format("").replace(" \n", "\n") for old, new in PREEMPT.items()})
    moments = watch(pair)
    pair.primary.boot()
    pair.run_to("3m")
    pair.secondary.boot()
    pair.advance("2m")
    walk = steps(moments, "secondary", 2)
    ready = next(at for at, state, _ in walk if state is State.STANDBY_READY)
    active = next(at for at, state, _ in walk if state is State.ACTIVE)
    assert ready <= active <= ready + 5 * SECOND + slack


# -- the boot itself ---------------------------------------------------------------------------------------


@pytest.mark.simulated_only(reason="it needs many seeds to tell what they draw")
def test_the_seed_moves_each_boot_time_by_five_percent_at_most(
    make_pair: MakePair, seeds: Callable[[int], range], watch: Watch
) -> None:
    """P4: 60 s give or take 3 s, each unit by its own draw (reference 14.10)."""
    times: dict[str, list[int]] = {name: [] for name in UNITS}
    for seed in seeds(60):
        pair = make_pair(seed)
        moments = watch(pair)
        pair.boot()
        pair.advance("70s")
        for at, unit, event in moments:
            if isinstance(event, UnitPower) and event.power is Power.UP:
                times[unit].append(at)
    for drawn in times.values():
        assert len(drawn) == len(dict.fromkeys(drawn)) == 60
        assert 57 * SECOND <= min(drawn) < 58 * SECOND < 62 * SECOND < max(drawn) <= 63 * SECOND
    assert times["primary"] != times["secondary"]


def test_a_spec_may_fix_the_boot_time_of_a_unit_and_the_spread_of_both(
    make_pair: MakePair, seeds: Callable[[int], range], slack: int
) -> None:
    """P4: a scenario may fix what the seed draws (reference 14.10)."""
    for seed in seeds(5):
        pair = make_pair(
            seed, primary={"boot_time": "2s"}, boot=BootSpec(time=10 * SECOND, spread=0.5), split=True
        )
        pair.boot()
        assert pair.wait_until(lambda unit=pair.primary: unit.power is Power.UP, within="1m")
        assert 2 * SECOND <= pair.now <= 2 * SECOND + slack
        assert pair.wait_until(lambda unit=pair.secondary: unit.power is Power.UP, within="1m")
        assert 5 * SECOND <= pair.now <= 15 * SECOND + slack


@pytest.mark.parametrize("again_after", ["0s", "20s", "59s", "10m"])
def test_booting_twice_is_one_boot(make_pair: MakePair, watch: Watch, again_after: str) -> None:
    """P4: the switch is on already."""
    pair = make_pair(boot_time="60s")
    moments = watch(pair)
    pair.boot()
    pair.advance(again_after)
    pair.boot()
    pair.run_to("20m")
    for name in UNITS:
        powers = [event.power for _, unit, event in moments if isinstance(event, UnitPower) and unit == name]
        assert powers == [Power.BOOTING, Power.UP]


def test_without_power_nothing_happens(pair: Pair, watch: Watch) -> None:
    """I4: to switch off, crash or reload a unit that is off changes nothing."""
    moments = watch(pair)
    for unit in (pair.primary, pair.secondary):
        unit.power_off()
        unit.crash()
        unit.reload()
        unit.console.type("write memory")
    pair.advance("5m")
    assert moments == []
    assert pair.primary.power is pair.secondary.power is Power.OFF
    assert pair.primary.running() is None


def test_a_power_cut_loses_the_running_configuration_and_what_was_typed_ahead(formed_pair: Pair) -> None:
    """A1, I4: the flash alone survives."""
    unit = formed_pair.primary
    before = dict(unit.files)
    unit.console.go("system", configure=True)
    unit.console.enter("hostname unsaved")
    unit.console.enter("end")
    formed_pair.secondary.power_off()
    unit.console.type("failover active group 2")  # busy until it is clear that the mate does not answer
    unit.console.type("write memory")
    formed_pair.advance("1s")
    assert unit.console.prompt is None
    unit.power_off()
    formed_pair.advance("1s")
    assert unit.power is Power.OFF
    assert unit.running() is None
    assert unit.contexts == ()
    assert unit.console.prompt is None
    assert dict(unit.files) == before
    formed_pair.boot()
    formed_pair.advance("5m")
    assert dict(unit.files) == before
    assert not any(text.endswith("# write memory") for _, text in unit.console.lines)


def test_after_a_power_cut_of_both_units_the_startup_configurations_are_back(
    formed_pair: Pair, form: Form
) -> None:
    """P12: what was not saved is gone on both."""
    formed_pair.primary.console.go("system", configure=True)
    formed_pair.primary.console.enter("hostname unsaved")
    formed_pair.primary.power_off()
    formed_pair.secondary.power_off()
    formed_pair.advance("1s")
    form(formed_pair)
    for unit in (formed_pair.primary, formed_pair.secondary):
        running = unit.running()
        assert running is not None
        assert running.first("hostname") == "hostname ciscoasa"


@pytest.mark.parametrize("name", UNITS)
def test_a_crashed_unit_boots_again_by_itself(
    formed_pair: Pair, at_rest: AtRest, watch: Watch, name: str
) -> None:
    """A1, I5: software that stops starts again, with nothing in memory."""
    unit = formed_pair.unit(name)
    moments = watch(formed_pair)
    unit.crash()
    formed_pair.advance("1s")
    assert unit.power is Power.BOOTING
    assert formed_pair.wait_until(lambda: unit.power is Power.UP, within="70s")
    assert formed_pair.wait_until(lambda: at_rest(formed_pair), within="1m")
    powers = [event.power for _, unit, event in moments if isinstance(event, UnitPower) and unit == name]
    assert powers == [Power.OFF, Power.BOOTING, Power.UP]
    assert states(mate_of(formed_pair, unit)) == [State.ACTIVE, State.ACTIVE]


def test_a_crash_while_booting_begins_the_boot_anew(make_pair: MakePair, slack: int) -> None:
    """A1: a fresh boot takes its whole time."""
    pair = make_pair(boot_time="60s")
    pair.primary.boot()
    pair.run_to("50s")
    pair.primary.crash()
    assert pair.wait_until(lambda: pair.primary.power is Power.UP)
    assert 110 * SECOND <= pair.now <= 110 * SECOND + slack


# -- without failover, without configuration ---------------------------------------------------------------


@pytest.mark.parametrize("name", UNITS)
def test_with_no_failover_in_its_startup_configuration_a_unit_runs_by_itself(
    make_pair: MakePair, name: str
) -> None:
    """B4: groups Disabled, contexts active, `actNoFailover` in the prompt (reference 1.3, 14.8)."""
    pair = make_pair(
        split=True,
        **{
            name: {
                "edit": {
                    "\nfailover\n": "\nno failover\n",
                    "prompt hostname context priority state": "prompt hostname state",
                }
            }
        },
    )
    pair.boot()
    pair.advance("5m")
    unit = pair.unit(name)
    assert states(unit) == [State.DISABLED, State.DISABLED]
    assert [unit.context(context).state for context in unit.contexts] == [ContextState.ACTIVE] * 3
    assert unit.console.prompt == "ciscoasa/actNoFailover> "
    assert printed(unit) == []
    assert states(mate_of(pair, unit)) == [State.ACTIVE, State.ACTIVE]


def test_a_unit_without_startup_configuration_comes_up_empty(make_pair: MakePair) -> None:
    """B4: nothing says that failover is on."""
    pair = make_pair(spec=spec_from_texts("", "", {}), split=True)
    pair.boot()
    pair.advance("5m")
    for unit in (pair.primary, pair.secondary):
        assert unit.power is Power.UP
        assert states(unit) == [State.DISABLED, State.DISABLED]
        assert unit.contexts == ()
        assert unit.console.prompt == "ciscoasa> "
