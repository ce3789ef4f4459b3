"""What a typed line means: modes, abbreviations, ``no``, sub-modes (reference 3; carets from captures 3)."""

from __future__ import annotations

import pytest

from asapair.actors.console.parser import Parsed, Problem, Refusal, parse
from asapair.actors.facts.commands import NOTHING, UNKNOWN, Kind, Mode, Space


def read(line: str, mode: Mode = Mode.CONFIG, space: Space = Space.SYSTEM) -> Parsed:
    found = parse(line, mode, space)
    assert isinstance(found, Parsed), f"{line!r} was refused: {found}"
    return found


def refused(line: str, mode: Mode = Mode.CONFIG, space: Space = Space.SYSTEM) -> Refusal:
    found = parse(line, mode, space)
    assert isinstance(found, Refusal), f"{line!r} was taken for {found.command.name!r}"
    return found


# -- abbreviations ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sh run", "show running-config"),
        ("conf t", "configure terminal"),
        ("wr", "write memory"),
        ("wr mem", "write memory"),
        ("wr mem all", "write memory all"),
        ("write memory all /noconfirm", "write memory all /noconfirm"),
        ("sh fail", "show failover"),
        ("sh fail hist", "show failover history"),
        ("SHOW Failover", "show failover"),
        ("failo act gr 2", "failover active group 2"),
        ("no fail act gr 1", "no failover active group 1"),
        ("fail reset", "failover reset"),
        ("copy run start", "copy running-config startup-config"),
        ("copy /noconfirm run start", "copy /noconfirm running-config startup-config"),
        ("rel noc", "reload noconfirm"),
        ("reload save-config noconfirm", "reload save-config noconfirm"),
        ("changeto sys", "changeto system"),
        ("changeto con ctx1", "changeto context ctx1"),
        ("sh cont det", "show context detail"),
        ("sh cont ctx1", "show context ctx1"),
        ("term pager 0", "terminal pager lines 0"),
        ("  sh   clock  ", "show clock"),
    ],
)
def test_an_abbreviation_is_spelled_out(typed: str, meant: str) -> None:
    assert read(typed, Mode.PRIVILEGED).text == meant
    assert read(typed, Mode.CONFIG).text == meant, "exec commands work in configuration mode"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fail lan un pri", "failover lan unit primary"),
        ("failover lan int folink gi0/2", "failover lan interface folink GigabitEthernet0/2"),
        ("failover link folink", "failover link folink"),
        ("int g0/1", "interface GigabitEthernet0/1"),
        ("interface gigabitethernet 0/1.5", "interface GigabitEthernet0/1.5"),
        ("interface e2", "interface Ethernet2"),
        ("interface Management0/0", "interface Management0/0"),
        ("context ctx1", "context ctx1"),
        ("admin-c admin", "admin-context admin"),
        ("prompt host cont state", "prompt hostname context state"),
        ("enable password secret", "enable password secret"),
        ("pager 30", "pager lines 30"),
        ("clear conf all", "clear configure all"),
        (
            "failover mac addr e1 0000.a000.a011 0000.a000.a012",
            "failover mac address Ethernet1 0000.a000.a011 0000.a000.a012",
        ),
    ],
)
def test_a_configuration_command_is_spelled_out(typed: str, meant: str) -> None:
    assert read(typed).text == meant


@pytest.mark.parametrize(
    ("typed", "poll", "hold"),
    [  # the spellings of reference 3.1
        ("failover polltime 5", "5", None),
        ("failover polltime 5 holdtime 15", "5", "15"),
        ("failover polltime msec 200 holdtime msec 800", "msec 200", "msec 800"),
        ("failover polltime msec 500 holdtime 5", "msec 500", "5"),
        ("failover polltime unit 5", "5", None),
        ("failover polltime unit 5 holdtime 15", "5", "15"),
        ("failover polltime unit msec 200 holdtime msec 800", "msec 200", "msec 800"),
        ("failover polltime interface 5", "5", None),
        ("failover polltime interface 5 holdtime 25", "5", "25"),
        ("failover polltime interface msec 500 holdtime 5", "msec 500", "5"),
    ],
)
def test_all_spellings_of_the_poll_time(typed: str, poll: str, hold: str | None) -> None:
    found = read(typed)
    assert (found.arguments["poll"], found.arguments.get("hold")) == (poll, hold)
    kind = "interface" if "interface" in typed else "unit"
    assert found.text.startswith(f"failover polltime {kind} ")


@pytest.mark.parametrize(
    "line",
    [  # ranges of reference 2.1, 2.2, 2.4, 3.2
        "failover polltime 16",
        "failover polltime msec 199",
        "failover polltime 1 holdtime 46",
        "failover polltime 1 holdtime msec 799",
        "failover polltime interface msec 499",
        "failover interface-policy 251",
        "failover interface-policy 101%",
        "failover group 3",
        "failover lan unit tertiary",
        "failover interface ip folink 10.0.0.300 255.255.255.0 standby 10.0.0.2",
        "failover mac address e1 0000.a000.a011 zz",
    ],
)
def test_a_value_out_of_range_is_invalid(line: str) -> None:
    assert refused(line).kind is Problem.INVALID


def test_arguments_are_known_by_name() -> None:
    line = "failover interface ip folink 172.27.48.1 255.255.255.0 standby 172.27.48.2"
    assert read(line).arguments == {
        "name": "folink",
        "address": "172.27.48.1",
        "mask": "255.255.255.0",
        "standby": "172.27.48.2",
    }
    assert read("failover lan interface folink GigabitEthernet 0/2").arguments == {
        "name": "folink",
        "port": "GigabitEthernet0/2",
    }
    assert read("sh run int g0/1", Mode.PRIVILEGED).arguments == {"filter": "interface g0/1"}
    assert read("sh run all failover", Mode.PRIVILEGED).arguments == {"filter": "failover"}


def test_a_whole_keyword_counts_before_its_longer_brothers() -> None:
    assert (
        read("failover interface ip f 10.0.0.1 255.0.0.0 standby 10.0.0.2").command.name
        == "failover interface ip"
    )
    assert refused("failover int ip f 10.0.0.1 255.0.0.0 standby 10.0.0.2").kind is Problem.AMBIGUOUS


def test_a_failover_address_may_be_ipv6() -> None:
    line = "failover interface ip folink 2001:db8::1/64 standby 2001:db8::2"
    assert read(line).arguments["address"] == "2001:db8::1/64"


# -- refusals --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "mode", "under"),
    [  # captures 3: the caret stands under the first character that fits no command word any more
        ("show conduit", Mode.PRIVILEGED, "duit"),
        ("show cdp neighbors", Mode.PRIVILEGED, "dp neighbors"),
        ("show lldp", Mode.PRIVILEGED, "ldp"),
        ("reload", Mode.USER, "reload"),
        ("show running-config", Mode.USER, "running-config"),
        ("show failover xtra", Mode.PRIVILEGED, "xtra"),
        ("   show failover group 3", Mode.PRIVILEGED, "3"),
        ("failover lan unix", Mode.CONFIG, "x"),
        ("hostname a b", Mode.CONFIG, "b"),
        ("preempt 1201", Mode.GROUP, "1201"),
        ("no nonsense", Mode.PRIVILEGED, "nonsense"),
    ],
)
def test_the_caret_stands_where_nothing_fits_any_more(line: str, mode: Mode, under: str) -> None:
    found = refused(line, mode)
    assert found.kind is Problem.INVALID
    assert line[found.column :] == under


@pytest.mark.parametrize(
    "line",
    [
        "show",
        "failover lan",
        "failover lan unit",
        "hostname",
        "context",
        "no",
        "no failover lan",
        "failover key",
        "interface gigabitethernet",
    ],
)
def test_a_command_that_wants_more_is_incomplete(line: str) -> None:
    assert refused(line) == Refusal(Problem.INCOMPLETE, len(line))


@pytest.mark.parametrize("line", ["sh r", "show c", "sh mod"])
def test_what_the_device_shows_elsewhere_makes_an_abbreviation_ambiguous(line: str) -> None:
    # `show reload`, `show checksum`, `show module`
    for mode in (Mode.PRIVILEGED, Mode.CONFIG, Mode.INTERFACE, Mode.NETWORK_OBJECT):
        assert refused(line, mode) == Refusal(Problem.AMBIGUOUS, line.index(" ") + 1)


@pytest.mark.parametrize(
    ("line", "meant"), [("sh ru", "running-config"), ("show ve", "version"), ("sh clo", "clock")]
)
def test_an_abbreviation_that_fits_one_word_is_enough(line: str, meant: str) -> None:
    assert read(line, Mode.PRIVILEGED).text == f"show {meant}"


@pytest.mark.parametrize(("line", "column"), [("e", 0), ("failover in", 9), ("show failover gr 1 | x", 19)])
def test_what_can_be_read_in_two_ways_is_ambiguous(line: str, column: int) -> None:
    found = refused(line, Mode.CONFIG if line.startswith("failover") else Mode.PRIVILEGED)
    assert found == Refusal(Problem.INVALID if "|" in line else Problem.AMBIGUOUS, column)


@pytest.mark.parametrize(
    ("line", "mode"),
    [
        ("configure terminal", Mode.USER),
        ("failover lan unit primary", Mode.PRIVILEGED),
        ("hostname a", Mode.PRIVILEGED),
        ("access-list a permit ip any any", Mode.PRIVILEGED),
        ("end", Mode.PRIVILEGED),
        ("preempt", Mode.CONFIG),
        ("nameif inside", Mode.CONFIG),
        ("config-url disk0:/a.cfg", Mode.GROUP),
    ],
)
def test_a_command_of_another_mode_is_invalid(line: str, mode: Mode) -> None:
    assert refused(line, mode).kind is Problem.INVALID


@pytest.mark.parametrize(
    "line",
    [
        "failover",
        "failover active",
        "context ctx2",
        "failover lan unit primary",
        "admin-context a",
        "reload",
        "write memory all",
        "mode multiple",
    ],
)
def test_the_system_space_keeps_its_commands_to_itself(line: str) -> None:
    assert read(line)
    assert refused(line, space=Space.CONTEXT)


def test_a_context_keeps_its_commands_to_itself() -> None:
    assert read("monitor-interface inside", space=Space.CONTEXT)
    assert refused("monitor-interface inside", space=Space.SYSTEM)
    assert read("show failover", Mode.PRIVILEGED, Space.CONTEXT)


def test_an_interface_of_a_context_may_have_a_mapped_name() -> None:
    assert read("interface inside", space=Space.CONTEXT).text == "interface inside"
    assert read("interface e1", space=Space.CONTEXT).text == "interface e1"
    assert (
        read("interface gigabitethernet0/1.1", space=Space.CONTEXT).text == "interface GigabitEthernet0/1.1"
    )
    assert refused("interface inside", space=Space.SYSTEM)


# -- no --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("no failover", "failover"),
        ("no fail lan unit", "failover lan unit"),
        ("no failover lan unit primary", "failover lan unit primary"),
        ("no failover key", "failover key"),
        ("no failover group 2", "failover group 2"),
        ("no failover interface ip folink", "failover interface ip folink"),
        ("no failover polltime", "failover polltime"),
        ("no failover polltime unit", "failover polltime unit"),
        (
            "no failover interface ip f 10.0.4.1 255.255.255.0",
            "failover interface ip f 10.0.4.1 255.255.255.0",
        ),
        ("no hostname", "hostname"),
        ("no prompt", "prompt"),
        ("no interface g0/1.5", "interface GigabitEthernet0/1.5"),
        ("no access-list IN", "access-list IN"),
    ],
)
def test_no_negates_a_configuration_command(typed: str, line: str) -> None:
    found = read(typed)
    assert found.negated
    assert found.line == line
    assert found.text == f"no {line}"


@pytest.mark.parametrize("line", ["no failover group", "no context", "no interface", "no failover lan"])
def test_no_needs_to_know_which_one(line: str) -> None:
    assert refused(line).kind is Problem.INCOMPLETE


def test_no_failover_active_is_an_exec_command() -> None:
    for mode in (Mode.PRIVILEGED, Mode.CONFIG):
        found = read("no failover active", mode)
        assert (found.command.name, found.command.kind, found.negated) == (
            "no failover active",
            Kind.EXEC,
            False,
        )


def test_removing_a_context_is_a_command_of_its_own() -> None:
    found = read("no context ctx1 noconfirm")
    assert (found.command.name, found.arguments, found.negated) == ("no context", {"name": "ctx1"}, False)
    assert read("no cont ctx1").command.name == "no context"


def test_what_changes_nothing_cannot_be_negated() -> None:
    assert refused("no show failover")
    assert refused("no mode multiple")


# -- lines that the table does not have --------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "access-list IN extended permit ip any any",
        "route outside 0.0.0.0 0.0.0.0 10.1.1.9 1",
        "logging host inside 10.0.0.9",
        "username bob password x encrypted privilege 15",
        "names",
        "banner motd  two  blanks",
    ],
)
def test_an_unknown_configuration_line_is_kept_as_it_stands(line: str) -> None:
    found = read(f" {line} ")
    assert found.command is UNKNOWN
    assert (found.text, found.line, found.negated) == (line, line, False)
    assert found.command.replicates


def test_an_unknown_line_may_be_negated() -> None:
    found = read("no logging host  inside 10.0.0.9")
    assert (found.text, found.line, found.negated) == (
        "no logging host  inside 10.0.0.9",
        "logging host  inside 10.0.0.9",
        True,
    )


@pytest.mark.parametrize("line", ["123", "%x", "failovr-x" * 80, "no 5", "| include x", "-dash"])
def test_what_does_not_look_like_a_command_is_refused(line: str) -> None:
    assert refused(line).kind is Problem.INVALID


@pytest.mark.parametrize("line", ["", "   ", "! a comment", ": Saved", "\t"])
def test_an_empty_line_and_a_comment_are_nothing(line: str) -> None:
    assert read(line).command is NOTHING


# -- sub-modes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "mode"),
    [
        ("configure terminal", Mode.CONFIG),
        ("interface g0/1", Mode.INTERFACE),
        ("failover group 1", Mode.GROUP),
        ("context ctx1", Mode.CONTEXT),
        ("class gold", Mode.CLASS),
        ("hostname a", None),
    ],
)
def test_a_header_enters_its_sub_mode(line: str, mode: Mode | None) -> None:
    assert read(line).command.enters == mode


@pytest.mark.parametrize(
    ("mode", "space", "typed", "meant"),
    [
        (Mode.GROUP, Space.SYSTEM, "pri", "primary"),
        (Mode.GROUP, Space.SYSTEM, "preempt 100", "preempt 100"),
        (Mode.GROUP, Space.SYSTEM, "no preempt", "no preempt"),
        (Mode.GROUP, Space.SYSTEM, "rep http", "replication http"),
        (Mode.GROUP, Space.SYSTEM, "interface-policy 50%", "interface-policy 50%"),
        (Mode.GROUP, Space.SYSTEM, "polltime int msec 500 hold 5", "polltime interface msec 500 holdtime 5"),
        (
            Mode.GROUP,
            Space.SYSTEM,
            "mac address g0/1 0000.a000.a011 0000.a000.a012",
            "mac address GigabitEthernet0/1 0000.a000.a011 0000.a000.a012",
        ),
        (Mode.CONTEXT, Space.SYSTEM, "alloc g0/1.1", "allocate-interface GigabitEthernet0/1.1"),
        (
            Mode.CONTEXT,
            Space.SYSTEM,
            "allocate-interface e0 int1 visible",
            "allocate-interface Ethernet0 int1 visible",
        ),
        (Mode.CONTEXT, Space.SYSTEM, "conf disk0:/ctx1.cfg", "config-url disk0:/ctx1.cfg"),
        (Mode.CONTEXT, Space.SYSTEM, "join 2", "join-failover-group 2"),
        (Mode.INTERFACE, Space.CONTEXT, "nameif outside", "nameif outside"),
        (Mode.INTERFACE, Space.CONTEXT, "sec 100", "security-level 100"),
        (
            Mode.INTERFACE,
            Space.CONTEXT,
            "ip add 10.1.1.1 255.255.255.0 stand 10.1.1.2",
            "ip address 10.1.1.1 255.255.255.0 standby 10.1.1.2",
        ),
        (Mode.INTERFACE, Space.SYSTEM, "no shut", "no shutdown"),
        (Mode.INTERFACE, Space.SYSTEM, "desc two  blanks", "description two  blanks"),
        (Mode.INTERFACE, Space.SYSTEM, "vlan 5", "vlan 5"),
    ],
)
def test_a_command_of_the_sub_mode_stays_there(mode: Mode, space: Space, typed: str, meant: str) -> None:
    found = read(typed, mode, space)
    assert (found.text, found.submode is not None) == (meant, True)


@pytest.mark.parametrize(
    ("mode", "typed", "meant"),
    [
        (Mode.GROUP, "failover group 2", "failover group 2"),
        (Mode.GROUP, "int g0/1", "interface GigabitEthernet0/1"),
        (Mode.CONTEXT, "context ctx2", "context ctx2"),
        (Mode.CONTEXT, "failover", "failover"),
        (Mode.INTERFACE, "hostname a", "hostname a"),
        (Mode.INTERFACE, "snmp-server enable", "snmp-server enable"),
        (Mode.INTERFACE, "ip local pool p 10.0.0.1-10.0.0.9", "ip local pool p 10.0.0.1-10.0.0.9"),
    ],
)
def test_a_command_of_global_configuration_leaves_the_sub_mode(mode: Mode, typed: str, meant: str) -> None:
    found = read(typed, mode)
    assert (found.text, found.submode is not None) == (meant, False)


def test_a_whole_word_of_global_configuration_is_no_abbreviation() -> None:
    found = read("name 10.0.0.1 gw", Mode.INTERFACE, Space.CONTEXT)  # not `nameif`
    assert (found.command, found.submode is not None) == (UNKNOWN, False)


@pytest.mark.parametrize(
    ("mode", "typed", "meant"),
    [
        (Mode.INTERFACE, "sh run", "show running-config"),
        (Mode.CONTEXT, "conf t", "configure terminal"),
        (Mode.GROUP, "exit", "exit"),
        (Mode.CONTEXT, "wr mem", "write memory"),
    ],
)
def test_exec_commands_work_in_sub_modes(mode: Mode, typed: str, meant: str) -> None:
    assert read(typed, mode).text == meant


@pytest.mark.parametrize(
    ("mode", "line"),
    [
        (Mode.GROUP, "re"),
        (Mode.GROUP, "pr"),
        (Mode.GROUP, "preempt now"),
        (Mode.CONTEXT, "join-failover-group 3"),
        (Mode.INTERFACE, "ip address 10.1.1"),
        (Mode.INTERFACE, "namei a b c"),
    ],
)
def test_a_slip_in_a_sub_mode_is_refused_not_taken_for_something_else(mode: Mode, line: str) -> None:
    assert refused(line, mode, Space.CONTEXT if mode is Mode.INTERFACE else Space.SYSTEM)
