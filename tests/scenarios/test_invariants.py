"""The invariants, told what never happens: each is broken when its bound is over, and not a moment before."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest

from asapair.actors import Pair
from asapair.actors.device.configuration import Configuration
from asapair.actors.duration import SECOND
from asapair.actors.facts.connections import Connections, Traffic
from asapair.actors.facts.states import Power, Reason, State
from asapair.actors.signals import (
    CommandEntered,
    ConfigurationChanged,
    ConnectionsChanged,
    ConsoleLine,
    ConsolePrompt,
    Event,
    FileChanged,
    GroupState,
    LinkCondition,
    MateState,
    Synchronisation,
    UnitPower,
)
from asapair.scenarios.invariants import InvariantError, Invariants

pytestmark = pytest.mark.breaks_invariants(reason="told what never happens")

UNITS = ("primary", "secondary")
FILE = "disk0:/admin.cfg"


class Story:
    """Tells the observers of a pair that never runs what they shall hear, in seconds."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.invariants = Invariants(pair)

    def tell(self, seconds: float, *events: Event) -> None:
        for event in events:
            self.pair.signals.publish(round(seconds * SECOND), event)

    def nothing(self, seconds: float) -> None:
        """Something that breaks nothing: by then, a breach is found."""
        self.tell(seconds, ConsolePrompt("primary", "asa# ", question=False, mode="config", space="system"))

    def up(self, seconds: float, *units: str, lines: tuple[str, ...] = ("failover",)) -> None:
        for unit in units or UNITS:
            role = f"failover lan unit {unit}"
            self.tell(seconds, UnitPower(unit, Power.UP))
            self.tell(seconds, ConfigurationChanged(unit, "system", "loaded", configured(*lines, role)))

    def group(self, seconds: float, unit: str, state: State, *groups: int) -> None:
        for group in groups or (1, 2):
            was = State.NEGOTIATION if state is not State.NEGOTIATION else State.DISABLED
            self.tell(seconds, GroupState(unit, group, was, state, Reason.NO_ERROR))

    def formed(self, seconds: float) -> None:
        self.up(seconds)
        self.group(seconds, "primary", State.ACTIVE)
        self.group(seconds, "secondary", State.STANDBY_READY)
        self.tell(seconds, *(MateState(unit, "up", "up") for unit in UNITS))

    def type(self, seconds: float, unit: str, line: str, mode: str = "config") -> None:
        self.tell(seconds, ConsolePrompt(unit, "asa# ", question=False, mode=mode, space="system"))
        self.tell(seconds, ConsoleLine(unit, f"asa# {line}", typed=True))


def configured(*lines: str) -> Configuration:
    return Configuration.parse(lines)


@pytest.fixture
def story() -> Iterator[Story]:
    with Pair() as pair:
        yield Story(pair)


def test_i1_a_group_active_on_both_units_is_too_much_after_two_seconds_and_two_link_delays(
    story: Story,
) -> None:
    story.formed(10)
    story.group(100, "secondary", State.JUST_ACTIVE, 2)
    story.nothing(102.004)
    with pytest.raises(InvariantError, match=r"I1 is broken at .*: group 2 is active on both units"):
        story.nothing(102.005)


def test_i1_is_not_judged_while_the_link_is_cut_and_starts_anew_when_it_is_back(story: Story) -> None:
    story.formed(10)
    cut = LinkCondition("", "failover-link", cut=True, latency=10**6, jitter=10**6, loss=0.0)
    back = LinkCondition("", "failover-link", cut=False, latency=10**6, jitter=10**6, loss=0.0)
    story.tell(50, cut)
    story.group(70, "secondary", State.ACTIVE)
    story.nothing(300)
    story.tell(300, back)
    story.nothing(302)
    with pytest.raises(InvariantError, match="I1"):
        story.nothing(302.1)


@pytest.mark.parametrize(
    "excuse", ["failover is off on one unit", "one unit is down", "the link loses messages"]
)
def test_i1_is_not_judged_where(story: Story, excuse: str) -> None:
    story.formed(10)
    if excuse == "failover is off on one unit":
        story.tell(20, ConfigurationChanged("primary", "system", "no failover", configured("no failover")))
    elif excuse == "one unit is down":
        story.tell(20, UnitPower("primary", Power.OFF))
    else:
        story.tell(20, LinkCondition("", "failover-link", cut=False, latency=0, jitter=0, loss=0.1))
    story.group(30, "secondary", State.ACTIVE)
    story.nothing(500)


def test_i2_a_group_that_nobody_holds_is_too_much_after_the_hold_time_and_two_seconds(story: Story) -> None:
    story.formed(10)
    story.tell(100, UnitPower("primary", Power.OFF))
    story.nothing(117)
    with pytest.raises(InvariantError, match=r"I2 .*group 1 is active on neither unit, and the secondary"):
        story.nothing(117.1)


def test_i2_a_shorter_hold_time_counts(story: Story) -> None:
    story.up(10, lines=("failover", "failover polltime unit 1 holdtime 5"))
    story.group(10, "primary", State.ACTIVE)
    story.group(10, "secondary", State.STANDBY_READY)
    story.tell(100, UnitPower("primary", Power.OFF))
    with pytest.raises(InvariantError, match="I2"):
        story.nothing(122.1)


def test_i2_at_boot_the_window_counts_and_a_mate_that_is_met_restarts_it(story: Story) -> None:
    story.up(60, "primary")
    story.group(60, "primary", State.NEGOTIATION)
    story.nothing(92)
    with pytest.raises(InvariantError, match="I2"):
        story.nothing(92.1)


@pytest.mark.parametrize("excuse", ["synchronising", "the link has failed", "an operator's command"])
def test_i2_is_not_judged_for(story: Story, excuse: str) -> None:
    story.formed(10)
    if excuse == "synchronising":
        story.group(99, "secondary", State.COLD_STANDBY)
    elif excuse == "the link has failed":
        story.tell(99, MateState("secondary", "up", "failed"))
    story.tell(100, UnitPower("primary", Power.OFF))
    if excuse == "an operator's command":
        story.type(110, "secondary", "failover reset", mode="privileged")
        story.nothing(126)
    else:
        story.nothing(500)


def synchronised(story: Story, seconds: float = 10) -> None:
    story.formed(seconds)
    story.tell(seconds + 1, Synchronisation("secondary", "receiver", "begins", ""))
    story.tell(seconds + 4, Synchronisation("secondary", "receiver", "ends", ""))


def differ(story: Story, seconds: float) -> None:
    line = configured("failover", "hostname edge", "failover lan unit primary")
    story.tell(seconds, ConfigurationChanged("primary", "system", "hostname edge", line))


def test_i3_a_line_that_one_unit_has_alone_is_too_much_once_nothing_is_in_flight(story: Story) -> None:
    synchronised(story)
    differ(story, 30)
    story.nothing(36)
    with pytest.raises(InvariantError, match=r"I3 .*in system only the primary unit has 'hostname edge'"):
        story.nothing(40)


def test_i3_a_context_that_one_unit_runs_alone_is_too_much(story: Story) -> None:
    synchronised(story)
    story.tell(30, ConfigurationChanged("secondary", "ctx9", "loaded", configured("hostname ctx9")))
    with pytest.raises(InvariantError, match=r"I3 .*only the secondary unit runs ctx9"):
        story.nothing(40)


@pytest.mark.parametrize("way", ["wrong unit", "kept"])
def test_i3_is_not_judged_after_a_command_that_did_not_go_to_the_mate(story: Story, way: str) -> None:
    synchronised(story)
    story.tell(30, CommandEntered("primary", "system", "hostname edge", way))
    differ(story, 30)
    story.nothing(100)
    synchronised(story, 110)
    differ(story, 120)
    with pytest.raises(InvariantError, match="I3"):
        story.nothing(400)


def test_i3_is_not_judged_before_a_synchronisation(story: Story) -> None:
    story.formed(10)
    differ(story, 30)
    story.nothing(300)


def test_i4_a_file_that_changes_by_itself_is_too_much(story: Story) -> None:
    story.formed(10)
    with pytest.raises(InvariantError, match=r"I4 .*admin.cfg changes on the primary unit although no comm"):
        story.tell(20, FileChanged("primary", FILE, None))


def test_i4_half_a_text_is_too_much_and_a_whole_one_is_not(story: Story) -> None:
    story.formed(10)
    story.type(20, "primary", "wr mem", mode="privileged")
    whole = story.pair.primary.files[FILE]
    story.tell(20, FileChanged("primary", FILE, whole))
    with pytest.raises(InvariantError, match=r"I4 .*neither an old nor a whole text"):
        story.tell(21, FileChanged("primary", FILE, whole[: len(whole) // 2]))


def test_i2_silence_counts_anew_when_the_hold_time_changes_and_by_the_longer_one(story: Story) -> None:
    """Found by exploring: the mate's last hello named a longer poll time, and then the mate died."""
    story.up(10, lines=("failover", "failover polltime unit 2 holdtime 10"))
    story.group(10, "primary", State.ACTIVE)
    story.group(10, "secondary", State.STANDBY_READY)
    story.tell(100, UnitPower("primary", Power.OFF))
    shorter = configured(
        "failover", "failover polltime unit msec 500 holdtime 3", "failover lan unit secondary"
    )
    story.tell(101, ConfigurationChanged("secondary", "system", "typed", shorter))
    story.nothing(113)
    with pytest.raises(InvariantError, match="I2"):
        story.nothing(113.1)


def test_i5_a_pair_left_alone_that_does_not_come_to_rest_is_too_much(story: Story) -> None:
    story.formed(10)
    story.group(20, "secondary", State.COLD_STANDBY, 2)
    story.nothing(50)
    with pytest.raises(InvariantError, match=r"I5 .*group 2 is not Active here and Standby Ready there"):
        story.nothing(60)


def test_i5_who_types_has_not_left_the_pair_alone(story: Story) -> None:
    story.formed(10)
    story.group(20, "secondary", State.COLD_STANDBY, 2)
    story.type(45, "primary", "show version")
    story.nothing(75)
    with pytest.raises(InvariantError, match="I5"):
        story.nothing(85)


def test_i5_a_synchronisation_takes_as_long_as_the_connections_that_are_pushed(story: Story) -> None:
    """Found by exploring: 200,000 connections at 10,000 a second, and a hold time of 5 s."""
    times = ("failover polltime unit msec 500 holdtime 5", "failover replication rate 10000")
    story.up(10, lines=("failover", "failover link statelink Ethernet3", *times))
    story.group(10, "primary", State.ACTIVE)
    story.group(10, "secondary", State.STANDBY_READY)
    many = (Connections(Traffic.TCP, "outside", 200_000),)
    story.tell(15, ConnectionsChanged("primary", "ctx1", many))
    story.group(20, "secondary", State.COLD_STANDBY, 2)
    story.nothing(50)
    with pytest.raises(InvariantError, match="I5"):
        story.nothing(65)


def test_what_lasts_up_to_the_end_is_judged_there() -> None:
    with Pair() as pair:
        story = Story(pair)
        story.formed(10)
        story.group(20, "secondary", State.ACTIVE)
        story.invariants.finish()
        pair.run_to("30s")
        with pytest.raises(InvariantError, match="I1"):
            story.invariants.finish()


def test_a_breach_is_told_once_and_survives_pickling(story: Story) -> None:
    story.formed(10)
    story.group(20, "secondary", State.ACTIVE, 1)
    with pytest.raises(InvariantError) as caught:
        story.nothing(25)
    story.nothing(26)
    copied = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  our own
    assert str(copied) == str(caught.value)
    assert caught.value.violation.since == 20 * SECOND
