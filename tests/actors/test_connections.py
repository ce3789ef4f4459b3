"""Stateful failover: what the mate has of the connections that run through a context (reference 9, 14.24)."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

import pytest

from asapair.actors import Pair
from asapair.actors.duration import SECOND
from asapair.actors.facts.states import State
from asapair.actors.handles import NotActiveError, UnitHandle
from asapair.actors.signals import GroupState, LinkCondition, Syslog

MakePair = Callable[..., Pair]
Form = Callable[[Pair], Pair]
Watch = Callable[[Pair], list[tuple[int, str, Any]]]

LINK = "failover interface ip folink 192.0.2.1 255.255.255.252 standby 192.0.2.2\n"
OWN = (
    f"{LINK}failover link statelink Ethernet3\n"
    "failover interface ip statelink 192.0.2.5 255.255.255.252 standby 192.0.2.6\n"
)
SHARED = f"{LINK}failover link folink Ethernet2\n"


def counts(pair: Pair, context: str = "ctx1") -> tuple[int, int]:
    return pair.primary.context(context).connected(), pair.secondary.context(context).connected()


def row(unit: UnitHandle, name: str = "TCP conn", space: str = "system") -> list[int]:
    """xmit, xerr, rcv, rerr of a row of the Logical Update table."""
    unit.console.go(space)
    page = unit.console.enter("show failover")
    return [
        int(figure) for figure in re.findall(rf"^ +{name} +(\d+) +(\d+) +(\d+) +(\d+)", page, re.MULTILINE)[0]
    ]


def link_word(unit: UnitHandle) -> str:
    unit.console.go("system")
    return next(line for line in unit.console.enter("show failover").splitlines() if "Link :" in line).strip()


@pytest.fixture
def stateful(make_pair: MakePair, form: Form) -> Pair:
    """Build a pair at rest with a state link of its own."""
    return form(make_pair(edit={LINK: OWN}))


def test_connections_reach_the_copy_of_the_mate(stateful: Pair) -> None:
    stateful.open_connections("ctx1", 10)
    stateful.open_connections("ctx2", 5, kind="udp", interface="outside")
    stateful.close_connections("ctx1", 4)
    stateful.advance("1s")
    assert counts(stateful) == (6, 6)
    assert stateful.primary.context("ctx2").connected("udp", "outside") == 5


def test_each_group_flows_from_where_it_is_active(stateful: Pair) -> None:
    """Reference 9.3: both units send and receive."""
    stateful.open_connections("ctx1", 10)
    stateful.open_connections("ctx2", 5)
    stateful.advance("1s")
    assert row(stateful.primary) == [10, 0, 5, 0]
    assert row(stateful.secondary) == [5, 0, 10, 0]
    assert row(stateful.primary, space="ctx1") == [10, 0, 0, 0]


def test_after_a_crash_the_mate_has_what_was_replicated(stateful: Pair) -> None:
    """A1: and the former active unit gets it back when it returns."""
    stateful.open_connections("ctx1", 10)
    stateful.advance("1s")
    stateful.primary.crash()
    stateful.advance("30s")
    assert stateful.secondary.group(1).state is State.ACTIVE
    assert counts(stateful) == (0, 10)
    stateful.advance("3m")
    assert stateful.primary.group(1).state is State.STANDBY_READY
    assert counts(stateful) == (10, 10)


def test_without_a_state_link_a_failover_loses_every_connection(make_pair: MakePair, form: Form) -> None:
    pair = form(make_pair())
    pair.open_connections("ctx1", 10)
    pair.advance("1s")
    assert counts(pair) == (10, 0)
    pair.secondary.console.go("system")
    pair.secondary.console.enter("failover active group 1")
    pair.advance("1s")
    assert counts(pair) == (0, 0)


@pytest.mark.simulated_only(reason="it counts messages over a time")
def test_a_pair_without_state_link_says_nothing_more_for_its_connections(make_pair: MakePair) -> None:
    """Not one message between the units."""
    steps = []
    for count in (0, 10):
        pair = make_pair()
        pair.form()
        before = pair.steps
        if count:
            pair.open_connections("ctx1", count)
        pair.run_to("5m")
        steps.append(pair.steps - before)
    assert steps[1] - steps[0] == 2  # to the context, and from it to its unit


def test_http_stays_here_unless_the_group_replicates_it(make_pair: MakePair, form: Form) -> None:
    """Reference 9.1: the line of the group counts, not the one without effect."""
    group = "failover group 2\n  secondary\n"
    edit = {LINK: f"{OWN}failover replication http\n", group: f"{group}  replication http\n"}
    pair = form(make_pair(edit=edit))
    for context in ("ctx1", "ctx2"):
        pair.open_connections(context, 7, kind="http")
        pair.open_connections(context, 2, kind="tcp")
    pair.advance("1s")
    assert counts(pair, "ctx1") == (9, 2)
    assert counts(pair, "ctx2") == (9, 9)


def test_a_cut_state_link_moves_nothing_and_leaves_stale_copies(stateful: Pair, watch: Watch) -> None:
    """A6: and the updates that it could not carry are never repeated."""
    stateful.open_connections("ctx1", 10)
    stateful.advance("1s")
    moments = watch(stateful)
    stateful.state_link.cut()
    stateful.advance("10ms")
    stateful.open_connections("ctx1", 5)
    stateful.advance("5m")
    assert counts(stateful) == (15, 10)
    assert link_word(stateful.primary) == "Link : statelink Ethernet3 (Failed)"
    assert row(stateful.primary) == [10, 5, 0, 0]
    stateful.state_link.restore()
    stateful.advance("1m")
    assert link_word(stateful.secondary) == "Link : statelink Ethernet3 (up)"
    assert counts(stateful) == (15, 10)
    stateful.open_connections("ctx1", 2)
    stateful.advance("1s")
    assert counts(stateful) == (17, 12)
    said = [event.text for _, unit, event in moments if isinstance(event, Syslog) and unit == "secondary"]
    assert "LU missed 5 updates" in said
    conditions = [event for _, _, event in moments if isinstance(event, LinkCondition)]
    assert [(each.link, each.cut) for each in conditions] == [("state-link", True), ("state-link", False)]
    assert not [event for _, _, event in moments if isinstance(event, GroupState)]


def test_a_mate_that_joins_is_sent_each_connection_once(stateful: Pair) -> None:
    """A6: each is one update of the Logical Update table (reference 14.28)."""
    stateful.secondary.power_off()
    stateful.advance("30s")
    stateful.open_connections("ctx1", 10)
    stateful.secondary.boot()
    assert stateful.wait_until(lambda: counts(stateful) == (10, 10), within="2m")
    stateful.advance("10s")
    assert row(stateful.primary)[0] == row(stateful.secondary)[2] == 10


def test_a_state_link_goes_with_the_port_that_it_is_plugged_into(stateful: Pair) -> None:
    """A6: at either end, and not with another port."""
    stateful.primary.port("Ethernet1", "down")
    stateful.advance("1s")
    assert link_word(stateful.primary) == "Link : statelink Ethernet3 (up)"
    for unit in (stateful.primary, stateful.secondary):
        unit.port("Ethernet3", "down")
        stateful.advance("1s")
        assert link_word(stateful.primary) == "Link : statelink Ethernet3 (Failed)"
        unit.port("Ethernet3", "up")
        stateful.advance("1s")
        assert link_word(stateful.primary) == "Link : statelink Ethernet3 (up)"


def test_after_a_change_of_sides_the_former_copy_has_what_the_new_one_has(stateful: Pair) -> None:
    stateful.open_connections("ctx1", 10)
    stateful.advance("1s")
    stateful.state_link.cut()
    stateful.advance("10ms")
    stateful.open_connections("ctx1", 5)
    stateful.advance("1s")
    stateful.state_link.restore()
    stateful.secondary.console.go("system")
    stateful.secondary.console.enter("failover active group 1")
    stateful.advance("1s")
    assert counts(stateful) == (10, 10)


def test_a_change_of_sides_over_a_cut_link_is_made_known_when_it_is_back(stateful: Pair) -> None:
    stateful.open_connections("ctx1", 10)
    stateful.advance("1s")
    stateful.state_link.cut()
    stateful.advance("10ms")
    stateful.open_connections("ctx1", 5)
    stateful.secondary.console.go("system")
    stateful.secondary.console.enter("failover active group 1")
    stateful.advance("1s")
    assert counts(stateful) == (15, 10)
    stateful.state_link.restore()
    stateful.advance("1s")
    assert counts(stateful) == (10, 10)


def test_a_shared_state_link_is_cut_with_the_failover_link(make_pair: MakePair, form: Form) -> None:
    """Reference 14.25: what was sent before anybody noticed is gone too."""
    pair = form(make_pair(edit={LINK: SHARED}))
    pair.open_connections("ctx1", 10)
    pair.advance("1s")
    assert counts(pair) == (10, 10)
    pair.failover_link.cut()
    pair.advance("10ms")
    pair.open_connections("ctx1", 1)
    pair.advance("30s")
    pair.open_connections("ctx1", 2)
    pair.advance("1s")
    assert counts(pair) == (13, 10)
    assert link_word(pair.primary) == "Link : folink Ethernet2 (Failed - No Switchover)"
    assert row(pair.primary) == [11, 2, 0, 0]
    pair.failover_link.restore()
    pair.advance("2m")
    assert counts(pair) == (13, 13)


def test_a_joining_unit_gets_all_connections_before_it_is_ready(
    make_pair: MakePair, watch: Watch, slack: int
) -> None:
    """Reference 9.3, 14.27: 100,000 of them take 10 s at a rate of 10,000."""
    pair = make_pair(edit={LINK: f"{OWN}failover replication rate 10000\n"})
    moments = watch(pair)
    pair.primary.boot()
    pair.advance("2m")
    pair.open_connections("ctx1", 100_000)
    pair.secondary.boot()
    assert pair.wait_until(lambda: pair.secondary.group(2).state is State.BULK_SYNC)
    assert counts(pair) == (100_000, 0)
    began = pair.now
    assert pair.wait_until(lambda: pair.secondary.group(1).state is State.STANDBY_READY)
    assert counts(pair) == (100_000, 100_000)
    assert 10 * SECOND - slack <= pair.now - began <= 11 * SECOND + slack
    said = [event.text for _, unit, event in moments if isinstance(event, Syslog) and unit == "secondary"]
    assert [text for text in said if "LU loading" in text] == [
        "LU loading standby start",
        "LU loading standby end",
    ]


def test_preemption_waits_for_the_connections(make_pair: MakePair) -> None:
    """Reference 3.2: with stateful failover it waits until the connections are there."""
    group = "failover group 2\n  secondary\n"
    edit = {LINK: f"{OWN}failover replication rate 10000\n", group: f"{group}  preempt\n"}
    pair = make_pair(edit=edit)
    pair.primary.boot()
    pair.advance("2m")
    pair.open_connections("ctx2", 200_000)
    pair.secondary.boot()
    assert pair.wait_until(lambda: pair.secondary.group(2).state is State.BULK_SYNC)
    pair.advance("19s")
    assert pair.primary.group(2).state is State.ACTIVE
    pair.advance("5s")
    assert pair.secondary.group(2).state is State.ACTIVE
    assert counts(pair, "ctx2") == (200_000, 200_000)


def test_what_opens_during_a_bulk_synchronisation_comes_with_it(make_pair: MakePair) -> None:
    pair = make_pair(edit={LINK: f"{OWN}failover replication rate 10000\n"})
    pair.primary.boot()
    pair.advance("2m")
    for context in ("admin", "ctx1", "ctx2"):
        pair.open_connections(context, 30_000)
    pair.secondary.boot()
    assert pair.wait_until(lambda: pair.secondary.group(2).state is State.BULK_SYNC)
    for _ in range(20):
        pair.advance("500ms")
        pair.open_connections("admin", 10)
        pair.close_connections("ctx2", 10)
    pair.advance("10s")
    assert counts(pair, "admin") == (30_200, 30_200)
    assert counts(pair, "ctx2") == (29_800, 29_800)


@pytest.mark.parametrize("when", ["1s", "4s"])
def test_a_sender_that_dies_in_mid_bulk_leaves_what_had_come(make_pair: MakePair, when: str) -> None:
    """The joining unit does not wait for it: it goes on, and takes the groups."""
    pair = make_pair(edit={LINK: f"{OWN}failover replication rate 10000\n"})
    pair.primary.boot()
    pair.advance("2m")
    pair.open_connections("admin", 30_000)
    pair.open_connections("ctx1", 300_000)
    pair.secondary.boot()
    assert pair.wait_until(lambda: pair.secondary.group(2).state is State.BULK_SYNC)
    pair.advance(when)
    pair.primary.power_off()
    pair.advance("20s")
    assert pair.secondary.group(1).state is State.ACTIVE
    assert pair.secondary.context("admin").connected() == (0 if when == "1s" else 30_000)
    assert pair.secondary.context("ctx1").connected() == 0


def test_a_joining_unit_does_not_wait_for_a_cut_link(make_pair: MakePair, slack: int) -> None:
    pair = make_pair(edit={LINK: OWN})
    pair.primary.boot()
    pair.advance("2m")
    pair.open_connections("ctx1", 10)
    pair.state_link.cut()
    pair.secondary.boot()
    assert pair.wait_until(lambda: pair.secondary.group(2).state is State.BULK_SYNC)
    began = pair.now
    assert pair.wait_until(lambda: pair.secondary.group(1).state is State.STANDBY_READY)
    assert pair.now - began <= SECOND + slack
    assert counts(pair) == (10, 0)


def test_a_link_cut_in_mid_bulk_ends_it(make_pair: MakePair, slack: int) -> None:
    pair = make_pair(edit={LINK: f"{OWN}failover replication rate 10000\n"})
    pair.primary.boot()
    pair.advance("2m")
    pair.open_connections("ctx1", 300_000)
    pair.secondary.boot()
    assert pair.wait_until(lambda: pair.secondary.group(2).state is State.BULK_SYNC)
    pair.advance("5s")
    pair.state_link.cut()
    cut = pair.now
    assert pair.wait_until(lambda: pair.secondary.group(1).state is State.STANDBY_READY)
    assert pair.now - cut <= SECOND // 10 + slack
    pair.advance("1m")
    assert counts(pair) == (300_000, 0)


def test_write_standby_ends_the_connections_of_a_context_that_is_active_on_the_mate(stateful: Pair) -> None:
    """Reference 1.5.1: those of contexts active here stay."""
    stateful.open_connections("ctx1", 10)
    stateful.open_connections("ctx2", 5)
    stateful.advance("1s")
    stateful.primary.console.go("system")
    stateful.primary.console.enter("write standby")
    stateful.advance("30s")
    assert counts(stateful) == (10, 10)
    assert counts(stateful, "ctx2") == (0, 0)


def test_write_standby_in_a_context_leaves_its_connections(stateful: Pair) -> None:
    stateful.open_connections("ctx1", 10)
    stateful.advance("1s")
    stateful.primary.console.go("ctx1")
    stateful.primary.console.enter("write standby")
    stateful.advance("30s")
    assert counts(stateful) == (10, 10)


def test_a_link_that_loses_messages_shows_how_many(stateful: Pair, watch: Watch) -> None:
    """Reference 7.2: 210022, once a gap."""
    moments = watch(stateful)
    stateful.open_connections("ctx1", 1)
    stateful.advance("1s")
    stateful.state_link.degrade(loss=0.5)
    for _ in range(100):
        stateful.open_connections("ctx1", 1)
        stateful.advance("100ms")
    stateful.state_link.degrade(loss=0.0)
    stateful.advance("10ms")
    stateful.open_connections("ctx1", 1)
    stateful.advance("1s")
    said = [event.text for _, unit, event in moments if isinstance(event, Syslog) and unit == "secondary"]
    lost = sum(int(text.split()[2]) for text in said if text.startswith("LU missed"))
    there, copied = counts(stateful)
    assert there - copied == lost
    assert 20 <= lost <= 80


def test_a_context_that_is_defined_while_the_pair_runs_is_copied_too(stateful: Pair) -> None:
    console = stateful.primary.console
    console.go("system", configure=True)
    for line in ("context new", "config-url disk0:/new.cfg"):
        console.enter(line)
    stateful.advance("5s")
    stateful.open_connections("new", 3)
    stateful.advance("1s")
    assert counts(stateful, "new") == (3, 3)


def test_a_state_link_that_is_configured_while_the_pair_runs_brings_what_there_is(
    make_pair: MakePair, form: Form
) -> None:
    pair = form(make_pair())
    pair.open_connections("ctx1", 10)
    console = pair.primary.console
    console.go("system", configure=True)
    console.enter("failover link statelink Ethernet3")
    pair.advance("5s")
    pair.open_connections("ctx1", 2)
    pair.advance("1s")
    assert counts(pair) == (12, 12)


def test_show_conn_count_counts_both_copies(stateful: Pair) -> None:
    """Reference 4.9."""
    stateful.open_connections("ctx1", 10)
    stateful.close_connections("ctx1", 7)
    stateful.advance("1s")
    for unit in (stateful.primary, stateful.secondary):
        unit.console.go("ctx1")
        assert unit.console.enter("show conn count") == "3 in use, 10 most used"


def test_clear_failover_statistics_counts_updates_from_zero(stateful: Pair) -> None:
    stateful.open_connections("ctx1", 10)
    stateful.advance("1s")
    stateful.primary.console.go("system")
    stateful.primary.console.enter("clear failover statistics")
    assert row(stateful.primary) == [0, 0, 0, 0]


def test_nobody_connects_through_a_context_that_is_not_active(stateful: Pair) -> None:
    with pytest.raises(NotActiveError, match="ctx1 is not active on the secondary unit"):
        stateful.secondary.open_connections("ctx1", 1)
    with pytest.raises(NotActiveError, match="there is no context 'none' on either unit"):
        stateful.open_connections("none", 1)


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"kind": "icmp"}, "'icmp' is no kind of connection: write tcp, udp, http"),
        ({"count": 0}, "0 connections: write 1 or more"),
        ({"interface": "dmz"}, "ctx1 has no interface 'dmz': it has outside, inside"),
    ],
)
def test_what_cannot_be_a_connection_is_refused(stateful: Pair, wrong: dict[str, Any], expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        stateful.open_connections("ctx1", **{"count": 1, **wrong})


class Model:
    """What each copy should hold, of one kind through one context of a pair at rest."""

    def __init__(self) -> None:
        self.active = self.copy = 0
        self.link_up = True
        #: the copy has been given the whole since it became one
        self.whole = True

    def change(self, count: int) -> None:
        """Connections open, or end: as many as there are at most."""
        change = max(count, -self.active)
        self.active += change
        if self.link_up:
            self.copy = max(0, self.copy + change)

    def switch(self) -> None:
        """The copy becomes active; the former active one copies it if it can."""
        self.active, self.copy = self.copy, self.active
        self._give_whole()

    def crash(self) -> None:
        """The active unit boots, and comes back as the standby one."""
        self.active, self.copy = self.copy, 0
        self._give_whole()

    def _give_whole(self) -> None:
        self.whole = self.link_up
        if self.link_up:
            self.copy = self.active

    def cut(self) -> None:
        """Nothing gets through the state link."""
        self.link_up = False

    def restore(self) -> None:
        """It is back: what was lost stays lost, what was never given is given."""
        self.link_up = True
        if not self.whole:
            self._give_whole()


@pytest.mark.parametrize("seed", range(12))
def test_copies_agree_with_a_model_whatever_happens(make_pair: MakePair, form: Form, seed: int) -> None:
    """Random opens, closes, changes of sides, crashes, and cuts of the state link."""
    pair, chance, model = form(make_pair(seed=seed, edit={LINK: OWN})), random.Random(seed), Model()  # noqa: S311
    done = []
    for _ in range(40):
        deed = chance.choice(["open"] * 4 + ["close"] * 3 + ["switch", "cut", "restore", "crash"])
        standby = pair.secondary if pair.primary.group(1).state.is_active else pair.primary
        active = pair.primary if standby is pair.secondary else pair.secondary
        count = chance.randrange(1, 20)
        if deed == "open":
            pair.open_connections("ctx1", count)
            model.change(count)
        elif deed == "close":
            pair.close_connections("ctx1", count)
            model.change(-count)
        elif deed == "switch":
            standby.console.go("system")
            standby.console.enter("failover active group 1")
            model.switch()
        elif deed == "cut":
            pair.state_link.cut()
            model.cut()
        elif deed == "restore":
            pair.state_link.restore()
            model.restore()
        elif deed == "crash":
            active.crash()
            model.crash()
            pair.advance("4m")
        pair.advance("2s")
        done.append((deed, count))
        holder = pair.primary if pair.primary.group(1).state.is_active else pair.secondary
        other = pair.secondary if holder is pair.primary else pair.primary
        found = holder.context("ctx1").connected(), other.context("ctx1").connected()
        assert found == (model.active, model.copy), done


def test_a_group_that_fails_for_its_interfaces_takes_its_connections_along(stateful: Pair) -> None:
    """A2: and the failed copy goes on being told."""
    stateful.open_connections("ctx1", 10)
    stateful.advance("1s")
    stateful.primary.port("Ethernet0.11", "down")
    assert stateful.wait_until(lambda: stateful.secondary.group(1).state is State.ACTIVE)
    stateful.advance("1s")
    stateful.open_connections("ctx1", 2)
    stateful.advance("1s")
    assert stateful.primary.group(1).state is State.FAILED
    assert counts(stateful) == (12, 12)


def test_turning_failover_off_keeps_what_runs_here(stateful: Pair) -> None:
    """And turned on again the unit that was standby takes the copies anew."""
    stateful.open_connections("ctx1", 10)
    stateful.advance("1s")
    stateful.secondary.console.go("system", configure=True)
    stateful.secondary.console.enter("no failover")
    stateful.open_connections("ctx1", 5)
    stateful.advance("1m")
    assert counts(stateful) == (15, 10)
    stateful.secondary.console.enter("failover")
    assert stateful.wait_until(lambda: stateful.secondary.group(1).state is State.STANDBY_READY)
    assert counts(stateful) == (15, 15)


def test_the_totals_of_the_queues_are_the_sums_of_the_rows(stateful: Pair) -> None:
    """Reference 14.28."""
    stateful.open_connections("ctx1", 10)
    stateful.open_connections("ctx1", 4, kind="udp")
    stateful.open_connections("ctx2", 6)
    stateful.advance("1s")
    stateful.primary.console.go("system")
    page = stateful.primary.console.enter("show failover")
    rows = re.findall(r"^        [A-Z][\w ]+?  +(\d+) +\d+ +(\d+) +\d+$", page, re.MULTILINE)
    sys_cmd = re.search(r"^ +sys cmd +(\d+) +0 +(\d+) +0$", page, re.MULTILINE)
    assert sys_cmd is not None
    sent = sum(int(xmit) for xmit, _ in rows) + int(sys_cmd[1])
    received = sum(int(rcv) for _, rcv in rows) + int(sys_cmd[2])
    queues = re.findall(r"(Recv|Xmit) Q: +\d+ +\d+ +(\d+)", page)
    assert queues == [("Recv", str(received)), ("Xmit", str(sent))]
    assert sent - int(sys_cmd[1]) == 14
    assert received - int(sys_cmd[2]) == 6


@pytest.mark.parametrize("seed", range(20))
def test_after_whatever_has_happened_a_resynchronised_mate_has_all_there_is(
    make_pair: MakePair, at_rest: Callable[[Pair], bool], seed: int
) -> None:
    """Random faults of power and of both links; then all is mended, and the standby of both groups boots."""
    pair = make_pair(seed=seed, edit={LINK: OWN if seed % 2 else SHARED}, split=True)
    chance = random.Random(seed)  # noqa: S311
    pair.boot()
    pair.advance("2m")
    for _ in range(chance.randrange(5, 25)):
        unit = chance.choice((pair.primary, pair.secondary))
        link = chance.choice((pair.failover_link, pair.state_link, pair.state_link))
        context = chance.choice(("admin", "ctx1", "ctx2"))
        deed = chance.choice(["open"] * 5 + ["close"] * 3 + ["cut", "restore", "boot", "crash", "take"])
        if deed in ("cut", "restore"):
            getattr(link, deed)()
        elif deed in ("boot", "crash"):
            getattr(unit, deed)()
        elif deed == "take":
            unit.console.type("end\nenable\n\nchangeto system\nfailover active")
        elif unit.context(context).state == "active":
            getattr(unit, f"{deed}_connections")(context, chance.randrange(1, 2000))
        pair.advance(int(chance.random() * chance.choice((SECOND // 100, SECOND, 30 * SECOND))))
    pair.failover_link.restore()
    pair.state_link.restore()
    pair.boot()
    pair.advance("5m")
    assert at_rest(pair)
    pair.primary.console.type("end\nenable\n\nchangeto system\nfailover active")
    pair.advance("10s")
    pair.secondary.crash()
    pair.advance("1m")
    assert pair.wait_until(lambda: at_rest(pair))
    for context in ("admin", "ctx1", "ctx2"):
        there, copied = counts(pair, context)
        assert there == copied
        assert there >= 0
