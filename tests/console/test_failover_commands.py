"""Failover commands as one types them: what the device adds, refuses and says (reference 3.1, 3.4, 14.13)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from asapair.actors import Pair
from asapair.actors.console.desk import Desk, Log, Place, Print
from asapair.actors.console.dialogues import conversation
from asapair.actors.device.board import Board, GroupCard
from asapair.actors.device.configuration import Configuration
from asapair.actors.device.flash import Flash
from asapair.actors.device.settings import with_hold_time
from asapair.actors.facts.states import State
from asapair.actors.handles import Console
from asapair.actors.rules.settings import FailoverSettings

Boards = Callable[..., Board]
Cards = Callable[..., GroupCard]

WARNING = "Configurations are no longer synchronized."
CLEARED = "INFO: Non-failover interface config is cleared on {} and its sub-interfaces"


@pytest.fixture
def console(pair: Pair) -> Console:
    """Give the console of the primary, in configuration mode of the system execution space."""
    pair.primary.console.go("system", configure=True)
    return pair.primary.console


@pytest.fixture
def single() -> Iterator[Pair]:
    """Build a pair of which only the primary runs, without any configuration, in configuration mode."""
    with Pair.from_texts("interface Ethernet2\n shutdown\ninterface Ethernet2.5\n vlan 5\n", "") as made:
        made.primary.boot()
        assert made.wait_until(lambda: made.primary.console.prompt is not None)
        made.primary.console.go("system", configure=True)
        yield made


def system(pair: Pair, unit: str = "primary") -> Configuration:
    running = pair.unit(unit).running()
    assert running is not None
    return running


# -- keys ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("failover key secret", "failover key *****"),
        ("failover key hex 0123456789abcdef0123456789abcdef", "failover key *****"),
        ("failover ipsec pre-shared-key secret", "failover ipsec pre-shared-key *****"),
        ("failover ipsec pre-shared-key 0 secret", "failover ipsec pre-shared-key *****"),
    ],
)
def test_a_key_is_not_shown(console: Console, line: str, shown: str) -> None:
    console.enter(line)
    for page in ("show running-config failover", "show running-config", "write terminal"):
        printed = console.enter(page).split("\n")
        assert shown in printed
        assert not any("secret" in each or "0123" in each for each in printed if "Crypto" not in each)


def test_the_two_keys_exclude_each_other(pair: Pair, console: Console) -> None:
    console.enter("failover key secret")
    assert console.enter("failover ipsec pre-shared-key other").startswith("ERROR: ")
    assert system(pair).first("failover ipsec") is None
    for line in ("no failover key", "failover ipsec pre-shared-key other"):
        assert console.enter(line) == ""
    assert console.enter("failover key secret").startswith("ERROR: ")


# -- the failover interface ----------------------------------------------------------------------


def test_an_interface_becomes_a_failover_link_once(single: Pair) -> None:
    """Captured: the INFO (reference 3.1), the descriptions (4.7)."""
    console = single.primary.console
    assert console.enter("failover lan interface folink e2") == CLEARED.format("Ethernet2")
    assert system(single).section("interface Ethernet2") == (
        "interface Ethernet2",
        " description LAN Failover Interface",
        "!",
    )
    assert system(single).section("interface Ethernet2.5") == ("interface Ethernet2.5", "!")
    assert console.enter("failover lan interface folink Ethernet2") == ""
    assert console.enter("failover link stlink Ethernet3") == CLEARED.format("Ethernet3")
    assert system(single).has("description STATE Failover Interface", ("interface Ethernet3",))
    assert console.enter("failover lan interface folink Ethernet4") == CLEARED.format("Ethernet4")
    assert system(single).section("interface Ethernet2") == ("interface Ethernet2", "!")
    assert system(single).has("description LAN Failover Interface", ("interface Ethernet4",))


def test_a_shared_link_is_described_as_both(single: Pair) -> None:
    console = single.primary.console
    console.enter("failover lan interface folink Ethernet2")
    assert console.enter("failover link folink") == ""
    assert system(single).has("description LAN/STATE Failover Interface", ("interface Ethernet2",))


# -- poll times ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "within", "stored"),
    [  # 15 s or three polls for a unit, five polls for interfaces (reference 2.1, 2.2)
        ("failover polltime 3", (), "failover polltime unit 3 holdtime 15"),
        ("failover polltime unit 10", (), "failover polltime unit 10 holdtime 30"),
        ("failover polltime msec 500", (), "failover polltime unit msec 500 holdtime 15"),
        ("failover polltime 2 holdtime 9", (), "failover polltime unit 2 holdtime 9"),
        ("failover polltime interface 10", (), "failover polltime interface 10 holdtime 50"),
        ("failover polltime interface msec 500", (), "failover polltime interface msec 500 holdtime 5"),
        ("polltime interface 3", ("failover group 1",), "polltime interface 3 holdtime 15"),
    ],
)
def test_a_poll_time_is_stored_with_its_hold_time(
    pair: Pair, console: Console, typed: str, within: tuple[str, ...], stored: str
) -> None:
    for line in (*within, typed):
        console.enter(line)
    pair.advance("1s")
    for unit in ("primary", "secondary"):
        assert system(pair, unit).has(stored, within)


# -- failover off --------------------------------------------------------------------------------


def test_a_unit_without_failover_says_so(single: Pair) -> None:
    console = single.primary.console
    assert console.enter("show running-config failover") == "no failover"
    assert "no failover" in console.enter("show running-config").split("\n")


def test_a_cleared_failover_is_off_on_both_units_and_says_so(pair: Pair, console: Console) -> None:
    """Configuration, so replicated (reference 3.4): where it goes is decided before failover is off."""
    assert console.enter("clear configure failover") == ""
    assert console.prompt == "ciscoasa/sec/actNoFailover(config)# "  # secondary unless it says otherwise
    pair.advance("1s")
    for unit in (pair.primary, pair.secondary):
        unit.console.go("system")
        assert unit.console.enter("show running-config failover") == "no failover"


# -- the wrong unit ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "warned"),
    [
        ("hostname other", True),
        ("failover group 1", True),
        ("failover lan unit secondary", False),
        ("pager 30", False),
        ("no failover", False),
        ("show mode", False),
        ("! a comment", False),
    ],
)
def test_only_what_would_have_gone_to_the_mate_is_warned_of(pair: Pair, line: str, *, warned: bool) -> None:
    console = pair.secondary.console
    console.go("system", configure=True)
    assert (WARNING in console.enter(line)) is warned


def test_clearing_failover_on_the_wrong_unit_is_warned_of(pair: Pair) -> None:
    console = pair.secondary.console
    console.go("system", configure=True)
    assert WARNING in console.enter("clear configure failover")
    assert system(pair).has("failover")


def test_without_a_mate_that_is_active_nobody_is_warned(pair: Pair) -> None:
    pair.primary.power_off()
    pair.secondary.reload()
    pair.advance("1s")
    console = pair.secondary.console
    assert pair.wait_until(lambda: console.prompt is not None)
    assert pair.secondary.group(1).state is State.NEGOTIATION
    console.go("system")
    assert console.enter("configure terminal") == ""
    assert console.enter("hostname other") == ""


# -- switching by hand ---------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["failover active", "failover active group 1"])
def test_a_unit_that_holds_the_groups_has_nothing_to_do(pair: Pair, line: str) -> None:
    console = pair.primary.console
    console.enter("failover active")
    pair.advance("5s")
    assert pair.primary.group(2).state is State.ACTIVE
    assert console.enter(line) == ""
    pair.advance("2s")
    assert pair.primary.group(1).state is State.ACTIVE


def test_a_unit_that_looks_for_its_mate_says_that(pair: Pair) -> None:
    pair.primary.power_off()
    pair.secondary.reload()
    pair.advance("1s")
    console = pair.secondary.console
    assert pair.wait_until(lambda: console.prompt is not None)
    console.go("system")
    refused = console.enter("failover active")
    assert refused.startswith("ERROR: ")
    assert "looking for its mate" in refused


# -- write standby, statistics -------------------------------------------------------------------


def test_write_standby_says_why_it_is_refused(pair: Pair) -> None:
    assert "active unit" in pair.secondary.console.enter("write standby")
    pair.secondary.power_off()
    pair.advance("30s")
    console = pair.primary.console
    assert "mate does not answer" in console.enter("write standby")
    console.go("system", configure=True)
    console.enter("no failover")
    assert console.enter("write standby") == "ERROR: Failover is not enabled"


def test_the_statistics_can_be_counted_from_zero(pair: Pair, console: Console) -> None:
    for line in ("failover link folink", "end"):
        console.enter(line)
    pair.advance("10s")

    def sent() -> int:
        return next(
            int(line.split()[2]) for line in console.enter("show failover").split("\n") if "sys cmd" in line
        )

    before = sent()
    assert before > 10
    assert console.enter("clear failover statistics") == ""
    assert sent() <= 1


# -- what a failover link and a failed group cannot do ---------------------------------------------------


@pytest.mark.parametrize(
    "line", ["failover lan interface folink Ethernet0.11", "failover link st Ethernet0.11"]
)
def test_an_interface_of_a_context_is_no_failover_link(pair: Pair, console: Console, line: str) -> None:
    before = system(pair)
    assert console.enter(line) == "ERROR: Interface Ethernet0.11 has a name or is allocated to a context"
    assert system(pair) == before


def test_a_failed_group_does_not_become_active(board: Boards, card: Cards) -> None:
    """Syslog 104001 knows `in failed state, cannot be active` (reference 3.4)."""
    groups = {
        0: card(State.ACTIVE, "12:00:00"),
        1: card(State.FAILED, "12:00:00"),
        2: card(State.ACTIVE, "12:00:00"),
    }
    desk = Desk(
        board(groups=groups), Place("privileged"), FailoverSettings(on=True), {}, 0, Flash({}, size=1)
    )
    requests = [each for each in conversation(desk, "failover active") if not isinstance(each, Log)]
    assert requests == [Print(("ERROR: Group 1 is in failed state, cannot be active",))]


@pytest.mark.parametrize(
    "line", ["visible polltime", "polltimes 5", "failover polltime", "polltime interface"]
)
def test_a_line_that_only_looks_like_a_poll_time_is_stored_as_it_is(line: str) -> None:
    assert with_hold_time(line) == line
