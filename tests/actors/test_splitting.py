"""A link that is down at the start, or goes down between the units, and comes back (reference 1.7, 14.5)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from asapair.actors import Pair
from asapair.actors.device.configuration import Configuration
from asapair.actors.duration import MILLISECOND
from asapair.actors.facts.states import ContextState, Reason, State
from asapair.actors.handles import UnitHandle
from asapair.actors.signals import ContextActivity, GroupState
from asapair.actors.spec import LinkSpec

MakePair = Callable[..., Pair]
Form = Callable[[Pair], Pair]
Watch = Callable[[Pair], list[tuple[int, str, Any]]]
AtRest = Callable[[Pair], bool]

ACTIVE, READY = State.ACTIVE, State.STANDBY_READY
SENDING = "Beginning configuration replication: Sending to mate."


def states(unit: UnitHandle) -> list[State]:
    return [unit.group(1).state, unit.group(2).state]


def running(unit: UnitHandle, space: str = "system") -> Configuration:
    configuration = unit.running(space)
    assert configuration is not None
    return configuration


def configure(unit: UnitHandle, space: str, *lines: str) -> None:
    unit.console.go(space, configure=True)
    for line in lines:
        assert "ERROR" not in unit.console.enter(line)


def split(make_pair: MakePair, seed: int = 0, **changes: Any) -> Pair:
    """Both units up without hearing each other, both active for both groups."""
    pair = make_pair(seed, split=True, **changes)
    pair.failover_link.cut()
    pair.boot()
    units = (pair.primary, pair.secondary)
    assert pair.wait_until(lambda: all(states(unit) == [ACTIVE, ACTIVE] for unit in units), within="3m")
    pair.advance("2s")
    return pair


def heal(pair: Pair, at_rest: AtRest) -> None:
    pair.failover_link.restore()
    assert pair.wait_until(lambda: at_rest(pair), within="1m")
    pair.advance("5s")
    assert at_rest(pair)
    mine, theirs = running(pair.primary).difference(running(pair.secondary))
    assert all(line.startswith("failover lan unit") for line in (*mine, *theirs))
    for context in pair.primary.contexts:
        assert running(pair.primary, context) == running(pair.secondary, context)


def test_without_a_link_each_unit_takes_both_groups(make_pair: MakePair) -> None:
    """B3, A5: both groups on both units, and every context active on both (reference 1.7, row 5)."""
    pair = split(make_pair)
    for unit in (pair.primary, pair.secondary):
        assert [unit.context(name).state for name in unit.contexts] == [ContextState.ACTIVE] * 3
        assert unit.mate == "not detected"


@pytest.mark.parametrize("latency", [0, 1 * MILLISECOND])
@pytest.mark.quick_live
def test_when_the_link_comes_each_group_stays_on_its_preferred_unit(
    make_pair: MakePair, seeds: Callable[[int], range], at_rest: AtRest, watch: Watch, latency: int
) -> None:
    """B7, I1: the other one gives it up within two seconds, and says why (reference 14.5)."""
    for seed in seeds(20):
        pair = split(make_pair, seed, link=LinkSpec(latency=latency, jitter=latency))
        moments = watch(pair)
        pair.failover_link.restore()
        pair.advance("2s")
        assert not pair.primary.group(2).state.is_active
        assert not pair.secondary.group(1).state.is_active
        heal(pair, at_rest)
        assert states(pair.primary) == [ACTIVE, READY]
        assert states(pair.secondary) == [READY, ACTIVE]
        lost = [
            (event.group, event.state, event.reason)
            for _, unit, event in moments
            if unit == "secondary" and isinstance(event, GroupState) and event.was is ACTIVE
        ]
        assert sorted(lost) == [(group, State.COLD_STANDBY, Reason.STATE_CHECK) for group in (0, 1)]
        pair.close()


@pytest.mark.parametrize("name", ["primary", "secondary"])
def test_a_link_that_comes_while_a_unit_takes_its_groups_at_boot_leaves_none_of_them_active_twice(
    make_pair: MakePair, form: Form, at_rest: AtRest, name: str
) -> None:
    """I1, I5: it crashed during a cut, and meets its mate, with its own group, between one and the next."""
    for moment in range(0, 2_000, 80):
        pair = form(make_pair(moment, split=True, boot_time="5s"))
        late = pair.unit(name)
        pair.failover_link.cut()
        pair.advance("20s")
        late.crash()
        assert pair.wait_until(lambda late=late: late.group(0).state is State.JUST_ACTIVE)
        pair.advance(moment * MILLISECOND)
        heal(pair, at_rest)
        pair.close()


def test_the_unit_that_keeps_group_1_sends_everything(make_pair: MakePair, at_rest: AtRest) -> None:
    """B7, I3: whatever was typed on the other one meanwhile is gone (reference 14.5)."""
    pair = split(make_pair)
    configure(pair.primary, "system", "hostname kept")
    configure(pair.secondary, "system", "hostname lost")
    configure(pair.secondary, "ctx2", "hostname lost")
    heal(pair, at_rest)
    assert running(pair.secondary).first("hostname") == "hostname kept"
    assert running(pair.secondary, "ctx2").first("hostname") == "hostname ctx2"
    lines = [text for _, text in pair.secondary.console.lines]
    assert lines.count("State check detected an Active mate") == 1
    assert [text for _, text in pair.primary.console.lines].count(SENDING) == 1


def test_a_group_that_is_kept_stays_active_while_its_text_changes(
    make_pair: MakePair, at_rest: AtRest, watch: Watch
) -> None:
    """B7, R4: only the connections of its contexts end (reference 14.5)."""
    pair = split(make_pair)
    moments = watch(pair)
    heal(pair, at_rest)
    kept = [
        event
        for _, unit, event in moments
        if unit == "secondary"
        and (
            (isinstance(event, GroupState) and event.group == 2)
            or (isinstance(event, ContextActivity) and event.context == "ctx2")
        )
    ]
    assert kept == []


@pytest.mark.parametrize("preferred", ["primary", "secondary"])
def test_both_groups_may_stay_on_one_unit(make_pair: MakePair, at_rest: AtRest, preferred: str) -> None:
    """B7: where both prefer it; then that unit sends."""
    edit = {
        "failover group 1\n": f"failover group 1\n  {preferred}\n",
        "failover group 2\n  secondary\n": f"failover group 2\n  {preferred}\n",
    }
    pair = split(make_pair, edit=edit)
    heal(pair, at_rest)
    assert states(pair.unit(preferred)) == [ACTIVE, ACTIVE]
    assert SENDING in [text for _, text in pair.unit(preferred).console.lines]


@pytest.mark.parametrize("name", ["primary", "secondary"])
@pytest.mark.parametrize("group", [1, 2])
@pytest.mark.parametrize("preferred", ["primary", "secondary"])
def test_units_that_disagree_about_a_preference_still_end_with_one_holder(
    make_pair: MakePair, at_rest: AtRest, name: str, group: int, preferred: str
) -> None:
    """I1, I5: a preference that was changed on one unit during the split decides nothing by halves."""
    pair = split(make_pair)
    configure(pair.unit(name), "system", f"failover group {group}", preferred)
    heal(pair, at_rest)


@pytest.mark.parametrize("role", ["primary", "secondary"])
def test_units_that_claim_the_same_role_end_with_one_holder(
    make_pair: MakePair, at_rest: AtRest, role: str
) -> None:
    """I1, I5: by mistake, on a link that was down at first."""
    pair = split(
        make_pair,
        primary={"edit": {"failover lan unit primary": f"failover lan unit {role}"}},
        secondary={"edit": {"failover lan unit secondary": f"failover lan unit {role}"}},
    )
    heal(pair, at_rest)


@pytest.mark.parametrize("role", ["primary", "secondary"])
def test_two_units_of_one_role_come_to_rest_also_over_a_link_that_works(
    make_pair: MakePair, seeds: Callable[[int], range], at_rest: AtRest, role: str
) -> None:
    """I5: nobody leads, both wait for their windows, and what they then both hold one of them gives up."""
    for seed in seeds(10):
        pair = make_pair(
            seed,
            split=True,
            primary={"edit": {"failover lan unit primary": f"failover lan unit {role}"}},
            secondary={"edit": {"failover lan unit secondary": f"failover lan unit {role}"}},
        )
        pair.boot()
        assert pair.wait_until(partial(at_rest, pair), within="3m"), seed
        pair.advance("30s")
        assert at_rest(pair), seed
        pair.close()


def test_a_link_that_dies_while_the_pair_runs_moves_nothing_for_as_long_as_it_is_dead(
    formed_pair: Pair, watch: Watch, at_rest: AtRest
) -> None:
    """A7: and when it is back, the unit with group 1 active sends everything (reference 1.7, 14.6)."""
    moments = watch(formed_pair)
    formed_pair.failover_link.cut()
    formed_pair.advance("30m")
    assert not [event for _, _, event in moments if isinstance(event, GroupState)]
    formed_pair.failover_link.restore()
    formed_pair.advance("2s")
    assert formed_pair.wait_until(lambda: at_rest(formed_pair), within="1m")
    walk = [
        (event.state, event.reason)
        for _, unit, event in moments
        if unit == "secondary" and isinstance(event, GroupState) and event.group == 1
    ]
    assert walk[0] == (State.COLD_STANDBY, Reason.RECOVERED)
    assert walk[-1] == (READY, Reason.RECOVERED)
    assert states(formed_pair.secondary) == [READY, ACTIVE]


def test_a_link_that_flaps_leaves_a_pair_at_rest(
    make_pair: MakePair, seeds: Callable[[int], range], form: Form, at_rest: AtRest
) -> None:
    """I5: for cuts of any length, one after the other."""
    for seed in seeds(6):
        pair = form(make_pair(seed, split=True))
        for number in range(12):
            pair.failover_link.cut()
            pair.advance((seed * 37 + number * 611) % 17 * 1_300_000_000)
            pair.failover_link.restore()
            pair.advance((seed * 91 + number * 277) % 5 * 700_000_000)
        heal(pair, at_rest)
        pair.close()


@pytest.mark.parametrize(
    "line", ["write standby", "failover active group 2", "no failover active group 1", "banner motd too late"]
)
def test_what_a_dead_unit_still_had_to_say_is_not_heard_when_the_link_is_back(
    formed_pair: Pair, line: str
) -> None:
    """B6, I2, R7: the mate has given it up, and serves with its whole configuration."""
    formed_pair.failover_link.cut()
    console = formed_pair.primary.console
    console.go("system", configure=line.startswith("banner"))
    console.type(line)
    formed_pair.advance("100ms")
    formed_pair.primary.power_off()
    formed_pair.advance("20s")
    before = [running(formed_pair.secondary, space) for space in ("system", "admin", "ctx1", "ctx2")]
    formed_pair.failover_link.restore()
    formed_pair.advance("5m")
    assert states(formed_pair.secondary) == [ACTIVE, ACTIVE]
    after = [running(formed_pair.secondary, space) for space in ("system", "admin", "ctx1", "ctx2")]
    assert after == before


def test_a_cut_that_only_the_unit_with_group_1_has_noticed_is_followed_by_a_synchronisation_too(
    formed_pair: Pair, at_rest: AtRest
) -> None:
    """R7, I3: the mate, with a longer hold time, does not know that commands were lost (reference 14.6)."""
    configure(formed_pair.secondary, "system", "failover polltime unit 1 holdtime 45")
    formed_pair.failover_link.cut()
    formed_pair.advance("20s")
    assert (formed_pair.primary.link, formed_pair.secondary.link) == ("failed", "up")
    configure(formed_pair.primary, "system", "hostname meanwhile")
    formed_pair.failover_link.restore()
    formed_pair.advance("20s")
    heal(formed_pair, at_rest)
    configure(formed_pair.primary, "system", "banner motd afterwards")
    formed_pair.advance("10s")
    heal(formed_pair, at_rest)
    assert running(formed_pair.secondary).first("hostname") == "hostname meanwhile"
    assert running(formed_pair.secondary).has("banner motd afterwards")


def test_failover_turned_off_ends_it_for_what_the_mate_says_at_that_instant(
    make_pair: MakePair, seeds: Callable[[int], range], form: Form, at_rest: AtRest
) -> None:
    """S1, I5: a stream that begins while the groups are still told."""
    for seed in seeds(60):
        pair = form(make_pair(seed, link=LinkSpec(latency=0, jitter=0)))
        pair.primary.console.go("system")
        pair.secondary.console.go("system", configure=True)
        pair.primary.console.type("write standby")
        pair.secondary.console.type("no failover")
        pair.advance("5s")
        assert states(pair.secondary) == [State.DISABLED, State.DISABLED], seed
        pair.secondary.console.enter("failover")
        assert pair.wait_until(partial(at_rest, pair), within="2m"), seed
        pair.close()
