"""What a configuration says, read into the plain values that the rules decide on (reference 2, 3, 4.7)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asapair.actors.device.configuration import Configuration
from asapair.actors.device.settings import (
    context_settings,
    failover_settings,
    hostname,
    interface_settings,
    mac_prefix,
    typed_times,
)
from asapair.actors.duration import MILLISECOND, SECOND
from asapair.actors.facts.states import Role
from asapair.actors.rules.addresses import OWN_PREFIX
from asapair.actors.rules.settings import (
    ContextSettings,
    FailoverSettings,
    GroupSettings,
    InterfaceSettings,
    LanInterface,
    Macs,
)

SYSTEM = """\
hostname asa-1
failover
failover lan unit primary
failover lan interface folink GigabitEthernet0/2
failover polltime unit 1 holdtime 5
failover key *****
failover replication http
failover link statelink GigabitEthernet0/3
failover interface ip folink 10.0.4.1 255.255.255.0 standby 10.0.4.11
failover interface ip statelink 10.0.5.1 255.255.255.0 standby 10.0.5.11
failover group 1
  preempt
  replication http
failover group 2
  secondary
  preempt 30
  interface-policy 25%
  polltime interface msec 500 holdtime 5
admin-context admin
context admin
  allocate-interface GigabitEthernet0/0.10\x20
  config-url disk0:/admin.cfg
  join-failover-group 2
!

context ctx1
  allocate-interface GigabitEthernet0/0.11 outside visible
  allocate-interface GigabitEthernet0/1.11
  config-url disk0:/ctx1.cfg
!

context ctx2
  config-url ftp://192.0.2.9/ctx2.cfg
  join-failover-group 2
!

context ctx3
  description nothing yet
"""


def system(*lines: str) -> FailoverSettings:
    return failover_settings(Configuration.parse(lines))


# -- failover ----------------------------------------------------------------------------------------


def test_the_failover_lines_of_a_system_configuration() -> None:
    """P2, H1, A6: the configuration of reference 4.7."""
    read = failover_settings(Configuration.parse(SYSTEM))
    assert read.on
    assert read.role is Role.PRIMARY
    assert read.link == LanInterface("folink", "GigabitEthernet0/2", "10.0.4.1", "10.0.4.11", "255.255.255.0")
    assert read.state_link == LanInterface(
        "statelink", "GigabitEthernet0/3", "10.0.5.1", "10.0.5.11", "255.255.255.0"
    )
    assert (read.poll, read.hold) == (1 * SECOND, 5 * SECOND)
    assert read.group(1) == GroupSettings(preempt=0, replicate_http=True)
    assert read.group(2) == GroupSettings(
        preferred=Role.SECONDARY, preempt=30 * SECOND, poll=500 * MILLISECOND, hold=5 * SECOND, policy="25%"
    )


def test_a_configuration_that_says_nothing_has_the_defaults() -> None:
    """B4, H1, H2, H5: failover off, secondary, 1 s and 15 s, 5 s and 25 s, policy 1 (reference 2, 3.1)."""
    read = system()
    assert not read.on
    assert read.role is Role.SECONDARY
    assert read.link is read.state_link is None
    assert (read.poll, read.hold) == (1 * SECOND, 15 * SECOND)
    assert read.groups == {}
    group = read.group(1)
    assert (group.preferred, group.preempt, group.policy) == (Role.PRIMARY, None, "1")
    assert (group.poll, group.hold) == (5 * SECOND, 25 * SECOND)


def test_no_failover_is_off_and_failover_in_other_lines_does_not_turn_it_on() -> None:
    """B4: the line is the whole word."""
    assert not system("no failover", "failover lan unit primary").on
    assert not system("failover lan interface folink Ethernet2").on
    assert system("failover ").on


@pytest.mark.parametrize(
    ("line", "poll", "hold"),
    [
        ("failover polltime 5", 5 * SECOND, 15 * SECOND),
        ("failover polltime 5 holdtime 15", 5 * SECOND, 15 * SECOND),
        ("failover polltime unit 5", 5 * SECOND, 15 * SECOND),
        ("failover polltime unit 15 holdtime 45", 15 * SECOND, 45 * SECOND),
        ("failover polltime msec 200 holdtime msec 800", 200 * MILLISECOND, 800 * MILLISECOND),
        ("failover polltime unit msec 300 holdtime msec 999", 300 * MILLISECOND, 999 * MILLISECOND),
        ("failover polltime unit msec 500 holdtime 5", 500 * MILLISECOND, 5 * SECOND),
        # the hold time is 15 s unless set, and never below three polls
        ("failover polltime unit 2", 2 * SECOND, 15 * SECOND),
        ("failover polltime unit msec 500", 500 * MILLISECOND, 15 * SECOND),
        ("failover polltime unit 15", 15 * SECOND, 45 * SECOND),
    ],
)
def test_the_poll_and_hold_time_of_units_in_every_accepted_form(line: str, poll: int, hold: int) -> None:
    """H1: the forms of reference 3.1, the defaults of reference 2.1."""
    read = system("failover polltime interface 10 holdtime 50", line)
    assert (read.poll, read.hold) == (poll, hold)


def test_the_poll_time_of_interfaces_is_not_that_of_units() -> None:
    """H1, H2: the global one has no effect in Active/Active (reference 3.1)."""
    read = system("failover polltime interface msec 500 holdtime 5", "failover group 1")
    assert (read.poll, read.hold) == (1 * SECOND, 15 * SECOND)
    assert (read.group(1).poll, read.group(1).hold) == (5 * SECOND, 25 * SECOND)


@pytest.mark.parametrize(
    ("line", "poll", "hold"),
    [
        ("polltime interface 3", 3 * SECOND, 15 * SECOND),
        ("polltime interface 15 holdtime 75", 15 * SECOND, 75 * SECOND),
        ("polltime interface msec 500 holdtime 5", 500 * MILLISECOND, 5 * SECOND),
        ("polltime interface msec 500", 500 * MILLISECOND, 5 * SECOND),
    ],
)
def test_the_poll_and_hold_time_of_interfaces_belong_to_the_group(line: str, poll: int, hold: int) -> None:
    """H2: five polls unless set, 5 s at least (reference 2.2)."""
    group = system("failover group 2", f"  {line}").group(2)
    assert (group.poll, group.hold) == (poll, hold)


@pytest.mark.parametrize(
    ("line", "preempt"),
    [("preempt", 0), ("preempt 1", 1 * SECOND), ("preempt 1200", 1200 * SECOND), ("no preempt", None)],
)
def test_the_delay_of_preemption_is_in_seconds(line: str, preempt: int | None) -> None:
    """P2: 0 unless said (reference 3.2)."""
    assert system("failover group 1", f"  {line}").group(1).preempt == preempt


def test_a_link_without_address_or_interface_is_read_as_far_as_it_goes() -> None:
    """B3: missing parts are empty."""
    assert system("failover lan interface folink Ethernet2").link == LanInterface("folink", "Ethernet2")
    assert system("failover link statelink Ethernet3").state_link == LanInterface("statelink", "Ethernet3")


def test_a_state_link_may_share_the_failover_link() -> None:
    """A6: then it has no interface of its own (reference 3.1)."""
    read = system("failover lan interface folink Ethernet2", "failover link folink")
    assert read.state_link == LanInterface("folink", "Ethernet2")


# -- contexts ----------------------------------------------------------------------------------------


def test_contexts_in_the_order_of_their_definition_admin_always_in_group_1() -> None:
    """R1, P17: whatever `join-failover-group` says in it (reference 1.1)."""
    assert context_settings(Configuration.parse(SYSTEM)) == (
        ContextSettings(
            "admin",
            "disk0:/admin.cfg",
            1,
            ("GigabitEthernet0/0.10",),
            is_admin=True,
            mapped=("GigabitEthernet0/0.10",),
        ),
        ContextSettings(
            "ctx1",
            "disk0:/ctx1.cfg",
            1,
            ("GigabitEthernet0/0.11", "GigabitEthernet0/1.11"),
            is_admin=False,
            mapped=("outside", "GigabitEthernet0/1.11"),
        ),
        ContextSettings("ctx2", "ftp://192.0.2.9/ctx2.cfg", 2, (), is_admin=False),
        ContextSettings("ctx3", None, 1, (), is_admin=False),
    )


def test_without_contexts_there_are_none() -> None:
    """B4: `admin-context` alone defines none."""
    assert context_settings(Configuration.parse(("admin-context admin",))) == ()


# -- a context ---------------------------------------------------------------------------------------


def test_a_name_belongs_to_the_first_interface_that_has_it() -> None:
    """H4: two files that are merged into one context may name two alike; the device refuses the second."""
    lines = ("interface Ethernet0", " nameif outside", "interface Ethernet1", " nameif outside")
    read = interface_settings(Configuration.parse(lines))
    assert [(each.name, each.hardware) for each in read] == [("outside", "Ethernet0")]


def test_named_interfaces_with_their_addresses_and_whether_they_are_monitored() -> None:
    """H4: physical ones are unless configured otherwise, subinterfaces are not (reference 2.4)."""
    read = interface_settings(
        Configuration.parse(
            """\
interface GigabitEthernet0/0
 nameif outside
 ip address 192.0.2.1 255.255.255.0 standby 192.0.2.2\x20
interface GigabitEthernet0/1
 nameif inside
 ip address 198.51.100.1 255.255.255.0
interface GigabitEthernet0/2.5
 nameif dmz
interface GigabitEthernet0/2.6
 nameif lab
interface GigabitEthernet0/3
 no nameif
 ip address 203.0.113.1 255.255.255.0
no monitor-interface inside
monitor-interface lab
"""
        )
    )
    mask = "255.255.255.0"
    assert read == (
        InterfaceSettings(
            "outside", "GigabitEthernet0/0", "192.0.2.1", "192.0.2.2", monitored=True, mask=mask
        ),
        InterfaceSettings(
            "inside", "GigabitEthernet0/1", "198.51.100.1", "0.0.0.0", monitored=False, mask=mask
        ),
        InterfaceSettings("dmz", "GigabitEthernet0/2.5", "0.0.0.0", "0.0.0.0", monitored=False),
        InterfaceSettings("lab", "GigabitEthernet0/2.6", "0.0.0.0", "0.0.0.0", monitored=True),
    )


@pytest.mark.parametrize(
    ("line", "macs"),
    [
        ("mac-address 0000.a000.a011 standby 0000.A000.a012", Macs("0000.a000.a011", "0000.a000.a012")),
        ("mac-address 0.a000.11", Macs("0000.a000.0011")),
        ("mac-address auto", None),
    ],
)
def test_an_interface_may_have_mac_addresses_of_its_own(line: str, macs: Macs | None) -> None:
    """S4: spelled out as the device prints them (reference 10)."""
    lines = ("interface GigabitEthernet0/0", " nameif outside", f" {line}")
    assert interface_settings(Configuration.parse(lines))[0].macs == macs


def test_a_group_may_have_mac_addresses_of_its_own() -> None:
    """S4: by physical interface (reference 3.2, 10)."""
    lines = ("failover group 2", "  mac address GigabitEthernet0/1 0000.a000.a011 0000.a000.a012")
    assert system(*lines).group(2).macs == {"GigabitEthernet0/1": Macs("0000.a000.a011", "0000.a000.a012")}


@pytest.mark.parametrize(
    ("line", "prefix"),
    [
        ("mac-address auto prefix 77", 77),
        ("mac-address auto prefix 65535", 65535),
        ("mac-address auto", OWN_PREFIX),
        ("no mac-address auto", None),
        ("hostname edge", None),
    ],
)
def test_the_prefix_of_generated_mac_addresses(line: str, prefix: int | None) -> None:
    """S4: one is made up where none is set (reference 10, 14.32)."""
    assert mac_prefix(Configuration.parse((line,))) == prefix


def test_a_hostname_is_the_one_configured_or_ciscoasa() -> None:
    """S4: the name in the prompt."""
    assert hostname(Configuration.parse(("hostname fw-1 ",))) == "fw-1"
    assert hostname(Configuration.parse(())) == "ciscoasa"


# -- typed times, and texts that no device wrote ---------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("5 holdtime 15", (5 * SECOND, 15 * SECOND)),
        ("unit msec 200 holdtime msec 800", (200 * MILLISECOND, 800 * MILLISECOND)),
        ("unit 5", None),
        ("", None),
        ("unit", None),
    ],
)
def test_typed_times_are_compared_only_where_both_are_typed(
    words: str, times: tuple[int, int] | None
) -> None:
    """H1: less than three polls is refused (reference 2.1)."""
    assert typed_times(words.split()) == times


TEXT = """
failover lan unit interface ip group polltime holdtime msec link preempt primary secondary policy
interface-policy replication http 1 2 3 x -1 99999999999999999999 0.5 folink Ethernet2 standby 192.0.2.1
255.255.255.0 admin-context context admin config-url join-failover-group allocate-interface nameif address
monitor-interface hostname no
"""
WORDS = TEXT.split()


@given(
    st.lists(
        st.builds(
            lambda indent, words: " " * indent + " ".join(words),
            st.sampled_from([0, 0, 1, 2]),
            st.lists(st.sampled_from(WORDS), min_size=1, max_size=7),
        )
        | st.sampled_from(["", "!", "  !", "   "]),
        max_size=12,
    )
)
def test_lines_that_no_device_would_write_are_read_without_an_exception(lines: list[str]) -> None:
    """I4: a text is taken as it stands (reference 14.14); what cannot be read counts as not there."""
    configuration = Configuration.parse(lines)
    read = failover_settings(configuration)
    assert read.poll > 0
    assert read.hold >= 3 * read.poll
    assert set(read.groups) <= {1, 2}
    assert all(context.group in (1, 2) for context in context_settings(configuration))
    names = [each.name for each in interface_settings(configuration)]
    assert all(names)
    assert len(names) == len(set(names))
    assert hostname(configuration)


@pytest.mark.parametrize(
    "line",
    [
        "failover polltime",
        "failover polltime unit",
        "failover polltime unit fast",
        "failover polltime msec",
        "failover polltime 0",
        "failover polltime 1 holdtime",
        "failover polltime 1 holdtime msec",
        "failover lan interface",
        "failover link",
        "failover group",
        "failover group three",
        "failover group 3",
        "context",
        "hostname",
    ],
)
def test_a_known_line_without_its_argument_counts_as_not_there(line: str) -> None:
    """I4: line by line."""
    configuration = Configuration.parse((line,))
    assert failover_settings(configuration) == FailoverSettings()
    assert context_settings(configuration) == ()
    assert hostname(configuration) == "ciscoasa"
