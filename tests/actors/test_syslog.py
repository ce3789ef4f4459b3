"""What the units of a pair send to syslog, and when (S3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from asapair.actors import Pair
from asapair.actors.facts import syslog
from asapair.actors.signals import ConsoleLine, Event, GroupState, Syslog

Told = Callable[..., list[str]]


@pytest.fixture
def pair() -> Iterator[Pair]:
    with Pair() as pair:
        yield pair


@pytest.fixture
def told(pair: Pair) -> Told:
    """What a unit has sent since it was asked last, number and text; only some numbers if they are given."""
    heard: dict[str, list[Syslog]] = {"primary": [], "secondary": []}
    pair.signals.syslog.connect(lambda unit, event, at: heard[unit].append(event))  # noqa: ARG005

    def since(unit: str, *numbers: int) -> list[str]:
        events, heard[unit] = heard[unit], []
        return [f"{each.number} {each.text}" for each in events if not numbers or each.number in numbers]

    return since


def test_a_quiet_pair_sends_nothing(pair: Pair, told: Told) -> None:
    """Hellos are not told."""
    pair.form()
    told("primary"), told("secondary")
    pair.advance("1h")
    assert (told("primary"), told("secondary")) == ([], [])


def test_the_handle_of_a_unit_has_all_that_it_sent(pair: Pair) -> None:
    pair.form()
    pair.secondary.power_off()
    ((at, message),) = [each for each in pair.secondary.syslog if each[1].number == 104001]
    assert (0 < at < pair.now, message.severity) == (True, 1)
    assert message.text == "(Secondary_group_2) Switching to ACTIVE - Set by the config command."


def test_each_severity_is_that_of_the_catalogue(pair: Pair) -> None:
    severities = {each.number: each.severity for each in syslog.catalogue().values()}
    sent: list[Syslog] = []
    pair.signals.syslog.connect(lambda unit, event, at: sent.append(event))  # noqa: ARG005
    pair.form()
    pair.secondary.crash()
    pair.advance("5m")
    assert sent
    assert all(each.severity == severities[each.number] for each in sent)


@pytest.mark.quick_live
def test_a_group_says_why_before_the_console_says_what(pair: Pair) -> None:
    """At one instant: the step, then syslog, then the console."""
    heard: list[Event] = []
    for signal in (pair.signals.group_state, pair.signals.syslog, pair.signals.console_line):
        signal.connect(lambda unit, event, at: heard.append(event) if unit == "primary" else None)  # noqa: ARG005
    pair.form()
    heard.clear()
    pair.primary.console.go("system")
    pair.primary.console.enter("no failover active group 1")
    pair.advance("1s")
    step = next(n for n, each in enumerate(heard) if isinstance(each, GroupState) and each.group == 1)
    sent = next(n for n, each in enumerate(heard) if isinstance(each, Syslog) and each.number == 104002)
    said = next(
        n
        for n, each in enumerate(heard)
        if isinstance(each, ConsoleLine) and each.text == "\tGroup 1 Switching to Standby"
    )
    assert step < sent < said


def test_a_unit_that_leaves_failover_says_no_more_of_its_interfaces(pair: Pair, told: Told) -> None:
    pair.form()
    pair.advance("1m")
    pair.primary.console.go("system", configure=True)
    pair.primary.console.enter("no failover")
    pair.advance("30s")
    lines = told("primary")
    assert not [
        line for line in lines[lines.index("105001 (Primary) Disabling failover.") :] if "onitoring" in line
    ]


def test_the_unit_itself_has_no_message_of_its_own(pair: Pair, told: Told) -> None:
    """Group 0 goes where group 1 goes: one 104001 a group (reference 14.16)."""
    pair.form()
    assert [line[:26] for line in told("primary", 104001)] == [
        "104001 (Primary_group_1) S",
        "104001 (Primary_group_2) S",
    ]


def test_the_unit_word_is_that_of_the_configuration_not_of_the_chassis(pair: Pair, told: Told) -> None:
    pair.primary.boot()
    pair.advance("5m")
    pair.primary.console.go("system", configure=True)
    pair.primary.console.enter("failover lan unit secondary")
    pair.primary.console.enter("no failover")
    assert told("primary", 105001) == ["105001 (Secondary) Disabling failover."]


def test_a_mate_that_reloads_is_told_and_the_reload_too(pair: Pair, told: Told) -> None:
    pair.form()
    told("primary"), told("secondary")
    console = pair.secondary.console
    console.go("system")
    console.enter("reload noconfirm")
    sent = told("secondary")
    assert "199001 Reload command executed from console." in sent
    (begins,) = [line for line in sent if line.startswith("199006")]
    assert begins.startswith("199006 Orderly reload started at 00:01:")
    assert begins.endswith(" UTC Jan 1 2020 by enable_15. Reload reason: unspecified")
    pair.advance("5s")
    assert told("primary") == [
        "102001 (Primary) Power failure/System reload other side.",
        "104001 (Primary_group_2) Switching to ACTIVE - mate want me Active",
    ]


def test_a_sender_lost_in_mid_stream_leaves_both_messages(pair: Pair, told: Told) -> None:
    pair.boot()
    assert pair.wait_until(lambda: any("709005" in line for line in told("secondary", 709005)), "5m")
    pair.primary.power_off()
    pair.advance("30s")
    assert told("secondary", 103001, 105020, 709006) == [
        "103001 (Secondary) No response from other firewall (reason code = 1).",
        "105020 (Secondary) Incomplete/slow config replication",
    ]


def test_a_receiver_lost_in_mid_stream_is_told_with_its_own_code(pair: Pair, told: Told) -> None:
    pair.boot()
    assert pair.wait_until(lambda: any("709003" in line for line in told("primary", 709003)), "5m")
    pair.secondary.power_off()
    pair.advance("30s")
    assert told("primary", 103001, 709004) == [
        "103001 (Primary) No response from other firewall (reason code = 5)."
    ]


def test_a_refused_line_changes_nothing_and_is_not_told_as_a_change(pair: Pair, told: Told) -> None:
    pair.form()
    console = pair.primary.console
    console.go("system", configure=True)
    told("primary")
    assert console.enter("no failover group 1").startswith("ERROR: ")
    assert told("primary") == ["111008 User 'enable_15' executed the 'no failover group 1' command."]


def test_a_key_is_not_told(pair: Pair, told: Told) -> None:
    pair.form()
    pair.primary.console.go("system", configure=True)
    told("primary")
    pair.primary.console.enter("failover key a-secret-of-ours")
    pair.advance("1s")
    sent = [*told("primary"), *told("secondary")]
    assert "111008 User 'enable_15' executed the 'failover key *****' command." in sent
    assert not [line for line in sent if "a-secret-of-ours" in line]


def test_a_line_that_cannot_be_read_is_not_told(pair: Pair, told: Told) -> None:
    pair.form()
    pair.primary.console.go("system")
    told("primary")
    assert "% Invalid input" in pair.primary.console.enter("nonsense")
    assert told("primary") == []


def test_a_show_command_is_told_below_the_others(pair: Pair, told: Told) -> None:
    pair.form()
    pair.primary.console.go("system")
    told("primary")
    pair.primary.console.enter("show failover | include Group")
    assert told("primary") == ["111009 User 'enable_15' executed cmd: show failover"]


def test_erasing_is_told(pair: Pair, told: Told) -> None:
    pair.form()
    pair.primary.console.go("system")
    told("primary")
    pair.primary.console.enter("write erase")
    pair.primary.console.enter("")
    assert told("primary") == [
        "111003 console Erase configuration",
        "111008 User 'enable_15' executed the 'write erase' command.",
    ]


def test_a_command_of_the_mate_for_a_context_that_is_not_there_is_told(pair: Pair, told: Told) -> None:
    """A unit that is not asked keeps what it has; what the mate then sends has no place (709007)."""
    pair.form()
    secondary = pair.secondary.console
    secondary.go("system", configure=True)
    secondary.enter("no context ctx1 noconfirm")
    told("secondary")
    primary = pair.primary.console
    primary.go("ctx1", configure=True)
    primary.enter("hostname edge")
    pair.advance("1s")
    assert told("secondary") == ["709007 Configuration replication failed for command hostname edge"]


def test_with_a_state_link_its_threads_come_up(told: Told, pair: Pair) -> None:
    pair.form()
    primary = pair.primary.console
    primary.go("system", configure=True)
    primary.enter("failover link folink Ethernet2")
    primary.enter("no failover")
    told("primary")
    primary.enter("failover")
    assert told("primary", 105002, 311003, 311004) == [
        "105002 (Primary) Enabling failover.",
        "311003 LU recv thread up",
        "311004 LU xmit thread up",
    ]


def test_threads_of_a_state_link_come_up_once_when_the_unit_boots_with_it(told: Told, pair: Pair) -> None:
    pair.form()
    pair.primary.console.go("system", configure=True)
    pair.primary.console.enter("failover link folink Ethernet2")
    pair.advance("1s")
    assert told("primary", 311003, 311004) == ["311003 LU recv thread up", "311004 LU xmit thread up"]
    assert told("secondary", 311003, 311004) == ["311003 LU recv thread up", "311004 LU xmit thread up"]
    pair.primary.console.enter("write memory")
    pair.primary.power_off()
    pair.advance("1m")
    pair.primary.boot()
    pair.advance("90s")
    assert told("primary", 199005, 311003, 311004) == [
        "199005 Startup begin",
        "311003 LU recv thread up",
        "311004 LU xmit thread up",
    ]
