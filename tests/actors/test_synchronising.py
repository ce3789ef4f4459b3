"""A configuration goes from one unit to the other (reference 1.4, 1.5.1, 14.9, 14.11)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from asapair.actors import Pair
from asapair.actors.device.configuration import Configuration
from asapair.actors.duration import MILLISECOND, SECOND
from asapair.actors.facts.states import ContextState, Reason, State
from asapair.actors.handles import UnitHandle
from asapair.actors.signals import ConfigurationChanged, ContextActivity, GroupState, UnitPower
from asapair.actors.spec import LinkSpec, ReplicationSpec

MakePair = Callable[..., Pair]
Form = Callable[[Pair], Pair]
Watch = Callable[[Pair], list[tuple[int, str, Any]]]
AtRest = Callable[[Pair], bool]

BEGIN_SENDING = "Beginning configuration replication: Sending to mate."
END_SENDING = "End Configuration Replication to mate"
BEGIN_RECEIVING = "Beginning configuration replication from mate."
END_RECEIVING = "End configuration replication from mate."


def printed_at(unit: UnitHandle, text: str) -> int:
    """When a line was printed, which it has to be exactly once."""
    found = [at for at, line in unit.console.lines if line == text]
    assert len(found) == 1, text
    return found[0]


def running(unit: UnitHandle, space: str = "system") -> Configuration:
    configuration = unit.running(space)
    assert configuration is not None, f"{unit.name} has no {space}"
    return configuration


def configure(unit: UnitHandle, space: str, *lines: str) -> None:
    unit.console.go(space, configure=True)
    for line in lines:
        unit.console.enter(line)


def joined(pair: Pair, at_rest: AtRest, *, after: str = "2m") -> Pair:
    """The primary boots, then the secondary, until both are at rest."""
    pair.primary.boot()
    pair.advance(after)
    pair.secondary.boot()
    assert pair.wait_until(lambda: at_rest(pair), within="30m")
    pair.advance("3s")
    return pair


# -- what both consoles say --------------------------------------------------------------------------


@pytest.mark.quick_live
def test_both_consoles_announce_the_start_and_the_end(
    make_pair: MakePair, seeds: Callable[[int], range], form: Form
) -> None:
    """P7, P8, S2: each its own line, once, the sender first and last (reference 1.4, 6)."""
    for seed in seeds(10):
        pair = form(make_pair(seed))
        times = [
            printed_at(pair.primary, BEGIN_SENDING),
            printed_at(pair.secondary, BEGIN_RECEIVING),
            printed_at(pair.secondary, END_RECEIVING),
            printed_at(pair.primary, END_SENDING),
        ]
        assert times == sorted(times)
        assert not any("from mate" in line for _, line in pair.primary.console.lines)
        assert not any("to mate" in line for _, line in pair.secondary.console.lines)


# -- how long it takes -------------------------------------------------------------------------------


@pytest.mark.parametrize("extra", [0, 1, 49, 50, 51, 5_000])
@pytest.mark.parametrize(
    "rate",
    [
        ReplicationSpec(),
        ReplicationSpec(overhead=5 * SECOND, per_line=0),
        ReplicationSpec(overhead=0, per_line=7 * MILLISECOND),
    ],
    ids=["default", "overhead", "lines"],
)
def test_replication_takes_its_overhead_and_its_time_for_each_line(
    make_pair: MakePair, form: Form, slack: int, extra: int, rate: ReplicationSpec
) -> None:
    """P11: 2 s and 2 ms a line unless set (reference 14.9), and what the link adds on either side."""
    lines = "".join(
        f"access-list long extended permit ip any host 10.0.{n // 250}.{n % 250}\n" for n in range(extra)
    )
    files = {"disk0:/ctx1.cfg": f"hostname ctx1\n{lines}"}
    link = LinkSpec(latency=3 * MILLISECOND, jitter=2 * MILLISECOND)
    pair = form(make_pair(files=files, link=link, replication=rate))
    sent = sum(len(running(pair.primary, space)) for space in ("system", *pair.primary.contexts))
    took = printed_at(pair.primary, END_SENDING) - printed_at(pair.primary, BEGIN_SENDING)
    expected = rate.overhead + rate.per_line * sent
    assert expected + 2 * link.latency <= took <= expected + 2 * (link.latency + link.jitter) + slack


def test_a_large_configuration_takes_minutes_and_a_small_one_seconds(make_pair: MakePair, form: Form) -> None:
    """P11: it grows with the size of the configuration."""
    took = []
    for count in (0, 50_000):
        lines = "".join(f"access-list long remark {number}\n" for number in range(count))
        pair = form(make_pair(files={"disk0:/ctx2.cfg": lines}))
        took.append(printed_at(pair.primary, END_SENDING) - printed_at(pair.primary, BEGIN_SENDING))
        assert running(pair.secondary, "ctx2") == running(pair.primary, "ctx2")
        pair.close()
    assert 2 * SECOND < took[0] < 10 * SECOND
    assert 100 * SECOND < took[1] < 300 * SECOND


def test_a_replication_of_more_than_a_second_a_line_is_over_in_the_end(
    make_pair: MakePair, form: Form
) -> None:
    """P11: however slow it is, the receiver waits for it (reference 14.9)."""
    pair = form(make_pair(replication=ReplicationSpec(overhead=70 * SECOND, per_line=1500 * MILLISECOND)))
    took = printed_at(pair.primary, END_SENDING) - printed_at(pair.primary, BEGIN_SENDING)
    assert took > 300 * SECOND


# -- what comes of it ----------------------------------------------------------------------------------


def test_afterwards_failover_lan_unit_is_the_one_line_that_differs(
    make_pair: MakePair, at_rest: AtRest
) -> None:
    """R6, I3: whatever the receiver had before."""
    pair = make_pair(
        secondary={
            "edit": {
                "hostname ciscoasa": "hostname old",
                "context ctx2\n": "context gone\n  config-url disk0:/gone.cfg\n!\n\ncontext ctx2\n",
                "failover group 2\n  secondary\n": "failover group 2\n  preempt 99\n",
            },
            "files": {"disk0:/ctx1.cfg": "hostname old\n", "disk0:/gone.cfg": "hostname gone\n"},
        }
    )
    configured = joined(pair, at_rest)
    mine, theirs = running(configured.primary).difference(running(configured.secondary))
    assert (mine, theirs) == (("failover lan unit primary",), ("failover lan unit secondary",))
    assert configured.primary.contexts == configured.secondary.contexts == ("admin", "ctx1", "ctx2")
    for context in configured.primary.contexts:
        assert running(configured.primary, context) == running(configured.secondary, context)


@pytest.mark.quick_live
def test_a_primary_that_joins_stays_the_primary(make_pair: MakePair, at_rest: AtRest) -> None:
    """R6, P5: also when the secondary leaves out its own line, as it may (reference 3.1, 14.11)."""
    pair = make_pair(secondary={"edit": {"failover lan unit secondary\n": ""}})
    pair.secondary.boot()
    pair.advance("2m")
    pair.primary.boot()
    assert pair.wait_until(lambda: at_rest(pair), within="3m")
    assert running(pair.primary).has("failover lan unit primary")


def test_contexts_that_only_the_receiver_had_are_gone(
    make_pair: MakePair, at_rest: AtRest, watch: Watch
) -> None:
    """P5, I3: and those that only the sender has are there, without a file of their own."""
    own = "context {0}\n  config-url disk0:/{0}.cfg\n!\n\ncontext ctx2\n"
    pair = make_pair(
        primary={
            "edit": {"context ctx2\n": own.format("new")},
            "files": {"disk0:/new.cfg": "hostname fresh\n"},
        },
        secondary={"edit": {"context ctx2\n": own.format("gone")}, "files": {"disk0:/gone.cfg": "!\n"}},
    )
    moments = watch(pair)
    joined(pair, at_rest)
    assert pair.secondary.contexts == ("admin", "ctx1", "ctx2", "new")
    assert running(pair.secondary, "new").first("hostname") == "hostname fresh"
    assert "disk0:/new.cfg" not in pair.secondary.files
    assert pair.secondary.files["disk0:/gone.cfg"] == "!\n"
    gone = [
        event.state
        for _, unit, event in moments
        if unit == "secondary" and isinstance(event, ContextActivity) and event.context == "gone"
    ]
    assert gone[-1] is None
    assert ContextState.ACTIVE not in gone


def test_a_context_without_a_url_is_sent_as_what_it_is(make_pair: MakePair, at_rest: AtRest) -> None:
    """I3: it is defined on both units and runs on neither (reference 3.3)."""
    nowhere = {"context ctx2\n": "context idle\n  description no url yet\n!\n\ncontext ctx2\n"}
    pair = joined(make_pair(edit=nowhere), at_rest)
    for unit in (pair.primary, pair.secondary):
        assert running(unit).has("context idle")
        assert unit.contexts == ("admin", "ctx1", "ctx2")
        assert unit.running("idle") is None


def test_the_receiver_clears_everything_but_what_reaches_its_mate(
    make_pair: MakePair, at_rest: AtRest, watch: Watch
) -> None:
    """P5: the six things of reference 14.11; its contexts wait, empty, for their text."""
    key = {"failover lan interface": "failover key secret\nfailover lan interface"}
    pair = make_pair(edit=key)
    moments = watch(pair)
    joined(pair, at_rest)
    cleared = [
        (event.space, event.configuration)
        for _, unit, event in moments
        if unit == "secondary" and isinstance(event, ConfigurationChanged) and event.change == "cleared"
    ]
    assert sorted(space for space, _ in cleared) == ["admin", "ctx1", "ctx2", "system"]
    lines = {space: () if left is None else left.lines() for space, left in cleared}
    assert lines["admin"] == lines["ctx1"] == lines["ctx2"] == ()
    assert [line for line in lines["system"] if line != "!"] == [
        "interface Ethernet2",
        " description LAN Failover Interface",
        "failover",
        "failover lan unit secondary",
        "failover key secret",
        "failover lan interface folink Ethernet2",
        "failover interface ip folink 192.0.2.1 255.255.255.252 standby 192.0.2.2",
    ]


def test_spaces_come_in_order_the_system_first_then_admin(
    make_pair: MakePair, at_rest: AtRest, watch: Watch
) -> None:
    """P11: then the contexts as they are defined (reference 14.9), wherever admin stands among them."""
    last = {
        "admin-context admin": "admin-context ctx2",
        "  join-failover-group 2\n": "",
    }
    pair = make_pair(edit=last)
    moments = watch(pair)
    joined(pair, at_rest)
    replaced = [
        event.space
        for _, unit, event in moments
        if unit == "secondary" and isinstance(event, ConfigurationChanged) and event.change == "replaced"
    ]
    assert replaced == ["system", "ctx2", "admin", "ctx1"]


def test_while_it_synchronises_a_unit_passes_no_traffic(
    make_pair: MakePair, seeds: Callable[[int], range], at_rest: AtRest, watch: Watch
) -> None:
    """B6, P17: half a configuration never becomes active."""
    for seed in seeds(5):
        pair = make_pair(seed)
        moments = watch(pair)
        joined(pair, at_rest)
        assert not [
            event
            for _, unit, event in moments
            if unit == "secondary"
            and isinstance(event, ContextActivity)
            and event.state is ContextState.ACTIVE
        ]


# -- memory and flash ----------------------------------------------------------------------------------------


def test_what_was_received_is_in_memory_only(make_pair: MakePair, at_rest: AtRest) -> None:
    """P12, R5, I4: the flash of the receiver is as it was; a reload there starts from it."""
    pair = make_pair(secondary={"edit": {"hostname ciscoasa": "hostname old"}})
    joined(pair, at_rest)
    assert running(pair.secondary).first("hostname") == "hostname ciscoasa"
    assert "hostname old" in str(pair.secondary.startup())
    pair.primary.power_off()
    pair.advance("20s")
    pair.secondary.reload()
    pair.advance("2m")
    assert running(pair.secondary).first("hostname") == "hostname old"


def test_write_memory_all_on_the_sender_saves_it_on_the_receiver(
    make_pair: MakePair, at_rest: AtRest
) -> None:
    """P13, R5: then a reload there starts from what was received."""
    pair = make_pair(
        secondary={
            "edit": {"hostname ciscoasa": "hostname old"},
            "files": {"disk0:/ctx1.cfg": "hostname old\n"},
        }
    )
    joined(pair, at_rest)
    pair.primary.console.go("system")
    pair.primary.console.enter("write memory all /noconfirm")
    pair.advance("1s")
    assert "hostname old" not in str(pair.secondary.startup())
    assert "hostname old" not in str(pair.secondary.startup("ctx1"))
    pair.primary.power_off()
    pair.advance("20s")
    pair.secondary.reload()
    pair.advance("2m")
    assert running(pair.secondary).first("hostname") == "hostname ciscoasa"
    assert running(pair.secondary).has("failover lan unit secondary")
    assert running(pair.secondary, "ctx1").first("hostname") == "hostname ctx1"


# -- every time -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["primary", "secondary"])
def test_each_boot_of_a_unit_synchronises_it_again(formed_pair: Pair, at_rest: AtRest, name: str) -> None:
    """P4: and brings what was configured while it was away."""
    unit = formed_pair.unit(name)
    mate = formed_pair.secondary if name == "primary" else formed_pair.primary
    for number in range(3):
        unit.power_off()
        formed_pair.advance("20s")
        configure(mate, "system", f"hostname away-{number}")
        configure(mate, "ctx2", f"hostname ctx2-away-{number}")
        unit.boot()
        assert formed_pair.wait_until(lambda: at_rest(formed_pair), within="3m")
        assert running(unit).first("hostname") == f"hostname away-{number}"
        assert running(unit, "ctx2").first("hostname") == f"hostname ctx2-away-{number}"


# -- when one of them dies ------------------------------------------------------------------------------

OLD = {"edit": {"hostname ciscoasa": "hostname old"}, "files": {"disk0:/ctx2.cfg": "hostname old\n"}}


@pytest.mark.parametrize("how", ["power", "reload"])
def test_a_receiver_whose_sender_dies_reloads_from_its_own_flash_and_serves(
    make_pair: MakePair, watch: Watch, how: str
) -> None:
    """B6, P12: what had come is thrown away (reference 14.7); nothing half applied is ever active."""
    pair = make_pair(secondary=OLD, replication=ReplicationSpec(per_line=50 * MILLISECOND))
    pair.primary.boot()
    pair.advance("2m")
    moments = watch(pair)
    pair.secondary.boot()
    assert pair.wait_until(lambda: pair.secondary.group(1).state is State.SYNC_CONFIG)
    wait_for_the_middle(pair)
    assert running(pair.secondary).first("hostname") == "hostname ciscoasa"
    if how == "power":
        pair.primary.power_off()
    else:
        pair.primary.console.go("system")
        pair.primary.console.type("reload noconfirm")
        pair.advance("1s")
        pair.primary.power_off()
    pair.advance("3m")
    assert [pair.secondary.group(group).state for group in (1, 2)] == [State.ACTIVE, State.ACTIVE]
    assert running(pair.secondary).first("hostname") == "hostname old"
    assert running(pair.secondary, "ctx2").first("hostname") == "hostname old"
    assert END_RECEIVING not in [text for _, text in pair.secondary.console.lines]
    powers = [at for at, unit, event in moments if unit == "secondary" and isinstance(event, UnitPower)]
    active = [
        at
        for at, unit, event in moments
        if unit == "secondary" and isinstance(event, ContextActivity) and event.state is ContextState.ACTIVE
    ]
    assert len(powers) == 5  # booting, up; off, booting, up
    assert min(active) > powers[-1]


@pytest.mark.parametrize("how", ["power", "crash", "reload"])
def test_a_sender_whose_receiver_dies_goes_on_and_synchronises_it_again(
    make_pair: MakePair, at_rest: AtRest, watch: Watch, how: str
) -> None:
    """B6, P4: from the beginning, when it is back."""
    pair = make_pair(secondary=OLD, replication=ReplicationSpec(per_line=50 * MILLISECOND))
    pair.primary.boot()
    pair.advance("2m")
    pair.secondary.boot()
    assert pair.wait_until(lambda: pair.secondary.group(1).state is State.SYNC_CONFIG)
    wait_for_the_middle(pair)
    moments = watch(pair)
    {"power": pair.secondary.power_off, "crash": pair.secondary.crash, "reload": pair.secondary.reload}[how]()
    pair.advance("30s")
    pair.secondary.boot()
    assert pair.wait_until(lambda: at_rest(pair), within="3m")
    pair.advance("2s")
    assert running(pair.secondary).first("hostname") == "hostname ciscoasa"
    assert running(pair.secondary, "ctx2") == running(pair.primary, "ctx2")
    lines = [text for _, text in pair.primary.console.lines]
    assert (lines.count(BEGIN_SENDING), lines.count(END_SENDING)) == (2, 1)
    assert not [event for _, unit, event in moments if unit == "primary" and isinstance(event, GroupState)]


def wait_for_the_middle(pair: Pair) -> None:
    """Run until the secondary has cleared itself, and has got the system and admin again."""
    for whole in (False, True):
        assert pair.wait_until(lambda whole=whole: (len(pair.secondary.running("admin") or ()) > 20) is whole)


# -- timers ---------------------------------------------------------------------------------------------

FAST, SLOW = "msec 200 holdtime msec 800", "5 holdtime 15"


@pytest.mark.parametrize(("primary", "secondary"), [(FAST, FAST), (FAST, SLOW), (SLOW, FAST)])
@pytest.mark.parametrize("first", ["primary", "secondary", "both"])
def test_units_come_together_whatever_poll_and_hold_times_they_have_saved(
    make_pair: MakePair, at_rest: AtRest, primary: str, secondary: str, first: str
) -> None:
    """I5, P4, H1: also while the receiver has cleared its own; nobody takes the other for silent."""

    def saved(times: str) -> dict[str, dict[str, str]]:
        return {"edit": {"failover lan interface": f"failover polltime unit {times}\nfailover lan interface"}}

    pair = make_pair(primary=saved(primary), secondary=saved(secondary))
    if first == "both":
        pair.boot()
    else:
        pair.unit(first).boot()
        pair.advance("2m")
        pair.boot()
    assert pair.wait_until(lambda: at_rest(pair), within="3m")
    pair.advance("2m")
    assert at_rest(pair)
    kept = (primary if first != "secondary" else secondary).replace("5 holdtime", "unit 5 holdtime")
    for unit in (pair.primary, pair.secondary):
        assert running(unit).has(f"failover polltime unit {kept.removeprefix('unit ')}")
        assert (unit.mate, unit.link) == ("up", "up")
        assert not any("Failed" in line for _, line in unit.console.lines)


def test_poll_and_hold_times_may_be_changed_while_the_pair_runs(formed_pair: Pair, watch: Watch) -> None:
    """H1: faster or slower, without a missed hello."""
    moments = watch(formed_pair)
    for times in (FAST, "15 holdtime 45", FAST, SLOW, "1 holdtime 3", FAST):
        configure(formed_pair.primary, "system", f"failover polltime unit {times}")
        formed_pair.advance("50s")
        for unit in (formed_pair.primary, formed_pair.secondary):
            assert (unit.mate, unit.link) == ("up", "up"), times
    assert not [event for _, _, event in moments if isinstance(event, GroupState)]


# -- by hand ----------------------------------------------------------------------------------------


def test_write_standby_sends_everything_once_more(formed_pair: Pair, watch: Watch, at_rest: AtRest) -> None:
    """R4, R2: what was typed on the wrong unit is gone; the history says why (reference 1.5.1)."""
    configure(formed_pair.secondary, "system", "hostname wrong")
    assert running(formed_pair.secondary).first("hostname") == "hostname wrong"
    moments = watch(formed_pair)
    formed_pair.primary.console.go("system")
    said = formed_pair.primary.console.enter("write standby").split("\n")
    assert [line for line in said if line in ("Building configuration...", "[OK]")] == [
        "Building configuration...",
        "[OK]",
    ]
    formed_pair.advance("1s")
    assert formed_pair.wait_until(lambda: at_rest(formed_pair), within="1m")
    assert running(formed_pair.secondary).first("hostname") == "hostname ciscoasa"
    walk = [
        (event.state, event.reason)
        for _, unit, event in moments
        if unit == "secondary" and isinstance(event, GroupState) and event.group == 1
    ]
    assert [state for state, _ in walk] == [
        State.COLD_STANDBY,
        State.SYNC_CONFIG,
        State.SYNC_FILE_SYSTEM,
        State.STANDBY_READY,
    ]
    assert {reason for _, reason in walk} == {Reason.CONFIGURATION_MISMATCH}
    assert formed_pair.secondary.group(2).state is State.ACTIVE


def test_write_standby_inside_a_context_sends_that_context_alone(formed_pair: Pair) -> None:
    """R4: from where it is active (reference 1.5.1)."""
    configure(formed_pair.secondary, "ctx1", "hostname wrong")
    configure(formed_pair.secondary, "admin", "hostname wrong")
    formed_pair.primary.console.go("ctx1")
    formed_pair.primary.console.enter("write standby")
    formed_pair.advance("30s")
    assert running(formed_pair.secondary, "ctx1") == running(formed_pair.primary, "ctx1")
    assert running(formed_pair.secondary, "admin").first("hostname") == "hostname wrong"


@pytest.mark.parametrize("space", ["system", "ctx1"])
def test_write_standby_is_refused_on_the_wrong_unit(formed_pair: Pair, space: str) -> None:
    """R4: refused on a standby unit (reference 3.4)."""
    console = formed_pair.secondary.console
    console.go(space)
    assert console.enter("write standby").startswith("ERROR: ")
    formed_pair.advance("30s")
    assert [line for _, line in formed_pair.primary.console.lines].count(BEGIN_RECEIVING) == 0


def test_write_standby_typed_again_and_again_is_over_with_the_last_one(
    make_pair: MakePair, seeds: Callable[[int], range], form: Form, at_rest: AtRest
) -> None:
    """R4, I5: a stream that begins while the contexts still clear for the one before takes its place."""
    for seed in seeds(10):
        pair = form(make_pair(seed))
        pair.primary.console.go("system")
        pair.primary.console.type("write standby\nwrite standby\nwrite standby")
        pair.advance("1s")
        assert pair.wait_until(partial(at_rest, pair), within="10s"), seed
        pair.close()


def test_write_standby_inside_a_context_at_any_moment_of_a_synchronisation_ends_with_equal_texts(
    make_pair: MakePair, at_rest: AtRest
) -> None:
    """R4, I5, I3: the context is sent once more, and the groups go on to Standby Ready."""
    for moment in range(0, 4_200, 100):
        pair = make_pair(moment, boot_time="5s", replication=ReplicationSpec(per_line=5 * MILLISECOND))
        pair.primary.boot()
        pair.run_to("30s")
        for context in ("ctx1", "admin"):
            configure(pair.primary, context, f"banner motd {context}")
        pair.secondary.boot()
        assert pair.wait_until(lambda pair=pair: pair.secondary.group(1).state is State.SYNC_CONFIG)
        pair.advance(moment * MILLISECOND)
        for context in ("ctx1", "admin"):
            pair.primary.console.type(f"changeto context {context}\nwrite standby")
        assert pair.wait_until(partial(at_rest, pair), within="20s"), moment
        pair.advance("10s")
        assert at_rest(pair), moment
        for space in pair.primary.contexts:
            assert running(pair.primary, space) == running(pair.secondary, space), (moment, space)
        pair.close()


def test_a_context_that_the_mate_has_removed_is_not_brought_back_by_its_text_alone(formed_pair: Pair) -> None:
    """R2, R4: only the system says which contexts there are."""
    configure(formed_pair.secondary, "system", "no context ctx1 noconfirm")
    formed_pair.primary.console.go("ctx1")
    formed_pair.primary.console.enter("write standby")
    formed_pair.advance("30s")
    assert formed_pair.secondary.contexts == ("admin", "ctx2")
    formed_pair.primary.console.go("system")
    formed_pair.primary.console.enter("write standby")
    formed_pair.advance("30s")
    assert formed_pair.secondary.contexts == ("admin", "ctx1", "ctx2")


def test_what_an_earlier_life_of_the_sender_began_is_not_taken(
    make_pair: MakePair, form: Form, at_rest: AtRest
) -> None:
    """B6, S1: it was under way for longer than the sender took to boot."""
    pair = form(make_pair(boot_time="0s", split=True))
    pair.failover_link.degrade(latency="400ms", jitter="0s")
    pair.primary.crash()
    assert pair.wait_until(lambda: (pair.secondary.console.lines or [(0, "")])[-1][1] == BEGIN_SENDING)
    pair.failover_link.degrade(latency="1ms")
    pair.secondary.power_off()
    pair.secondary.boot()
    assert pair.wait_until(lambda: at_rest(pair), within="1m")
    pair.advance("10s")
    assert at_rest(pair)
    assert running(pair.primary, "ctx1") == running(pair.secondary, "ctx1")
