"""The running configuration as a value: what a typed line does to it (reference 3, 4.7, 11)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asapair.actors.defaults import packaged
from asapair.actors.device.configuration import Block, Configuration, split_file

# In the printed order of reference 4.7 and captures 2.3, with separators and trailing blanks.
SYSTEM = """\
hostname edge
enable password 2KFQnbNIdI.2KYOU encrypted
no mac-address auto
!
interface GigabitEthernet0/0
!
interface GigabitEthernet0/1
 shutdown
!
interface GigabitEthernet0/2
 description LAN Failover Interface
!
class default
  limit-resource All 0
  limit-resource ASDM 5
!

ftp mode passive
pager lines 24
failover
failover lan unit primary
failover lan interface folink GigabitEthernet0/2
failover polltime unit 1 holdtime 5
failover key shared
failover interface ip folink 10.0.4.1 255.255.255.0 standby 10.0.4.11
failover group 1
  preempt 100
failover group 2
  secondary
  preempt 100
no asdm history enable
arp timeout 14400
console timeout 0

admin-context admin
context admin
  config-url disk0:/admin.cfg
!

context ctx1
  allocate-interface GigabitEthernet0/1 inside
  config-url disk0:/ctx1.cfg
!

prompt hostname context\x20
no call-home reporting anonymous
call-home
 profile CiscoTAC-1
  no active
  destination transport-method http
crashinfo save disable
"""

CONTEXT = """\
hostname ctx1
enable password 2KFQnbNIdI.2KYOU encrypted
names
!
interface inside
 nameif inside
 security-level 100
 ip address 10.2.2.1 255.255.255.0 standby 10.2.2.2\x20
!
interface outside
 nameif outside
 security-level 0
 ip address 10.1.1.1 255.255.255.0 standby 10.1.1.2\x20
!
access-list IN extended permit ip any any\x20
pager lines 24
mtu inside 1500
mtu outside 1500
monitor-interface inside
no asdm history enable
arp timeout 14400
access-group IN in interface outside
route outside 0.0.0.0 0.0.0.0 10.1.1.9 1\x20
timeout xlate 3:00:00
no snmp-server location
telnet timeout 5
!
class-map inspection_default
 match default-inspection-traffic
!
!
policy-map global_policy
 class inspection_default
  inspect ftp\x20
  inspect sip \x20
 class class-default
  set connection decrement-ttl
!
service-policy global_policy global
"""


@pytest.fixture
def system() -> Configuration:
    return Configuration.parse(SYSTEM)


@pytest.fixture
def context() -> Configuration:
    return Configuration.parse(CONTEXT)


def neighbours(configuration: Configuration, line: str) -> tuple[str, str]:
    lines = [text.rstrip() for text in configuration.lines()]
    index = lines.index(line)
    return lines[index - 1], lines[index + 1]


# -- text in, text out -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", [SYSTEM, CONTEXT, "", "!\n", "\n\n", " orphan\nhostname a\n", "a\n!\n b\n   c\n  d\n"]
)
def test_a_text_comes_out_as_it_went_in(text: str) -> None:
    assert Configuration.parse(text).text == text


def test_carriage_returns_are_line_ends() -> None:
    assert Configuration.parse(SYSTEM.replace("\n", "\r\n")).text == SYSTEM


def test_lines_and_text_give_the_same_object() -> None:
    assert Configuration.parse(SYSTEM.splitlines()) is Configuration.parse(SYSTEM)


def test_sub_lines_and_separators_belong_to_the_block_above() -> None:
    text = "context a\n  config-url disk0:/a.cfg\n!\n\npolicy-map p\n class c\n  inspect ftp\n"
    assert Configuration.parse(text).blocks == (
        Block("context a", (Block("  config-url disk0:/a.cfg"),), ("!", "")),
        Block("policy-map p", (Block(" class c", (Block("  inspect ftp"),)),)),
    )


def test_its_length_is_its_number_of_lines(system: Configuration) -> None:
    assert len(system) == SYSTEM.count("\n")


def test_the_checksum_is_32_digits_and_follows_the_text(system: Configuration) -> None:
    assert len(system.checksum) == 32
    assert system.checksum == Configuration.parse(SYSTEM).checksum
    assert system.checksum != system.enter("hostname other").checksum
    int(system.checksum, 16)


def test_equal_lines_make_equal_configurations(system: Configuration) -> None:
    there_and_back = system.enter("hostname b").enter("hostname edge")
    assert there_and_back is not system
    assert there_and_back == system
    assert hash(there_and_back) == hash(system)
    assert system != system.enter("hostname b")


# -- a typed line replaces what it excludes --------------------------------------------------


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("hostname core", "hostname edge"),
        ("enable password abc encrypted", "enable password 2KFQnbNIdI.2KYOU encrypted"),
        ("mac-address auto prefix 19", "no mac-address auto"),
        ("no failover", "failover"),
        ("failover lan unit secondary", "failover lan unit primary"),
        ("failover lan interface fo GigabitEthernet0/3", "failover lan interface folink GigabitEthernet0/2"),
        ("failover polltime msec 200 holdtime msec 800", "failover polltime unit 1 holdtime 5"),
        ("failover key other", "failover key shared"),
        (
            "failover interface ip folink 10.9.0.1 255.255.255.0 standby 10.9.0.2",
            "failover interface ip folink 10.0.4.1 255.255.255.0 standby 10.0.4.11",
        ),
        ("admin-context ctx1", "admin-context admin"),
        ("prompt hostname state", "prompt hostname context"),
        ("pager lines 30", "pager lines 24"),
        ("call-home reporting anonymous", "no call-home reporting anonymous"),
    ],
)
def test_a_line_takes_the_slot_of_the_one_it_excludes(system: Configuration, line: str, gone: str) -> None:
    after = system.enter(line)
    assert len(after) == len(system)
    assert after.has(line)
    assert not after.has(gone)
    assert system.difference(after) == ((gone,), (line,))
    assert [text.strip() for text in system.lines()].index(gone) == [
        text.strip() for text in after.lines()
    ].index(line)


@pytest.mark.parametrize(
    ("within", "line", "gone"),
    [
        ("context ctx1", "config-url disk0:/new.cfg", "config-url disk0:/ctx1.cfg"),
        ("failover group 2", "preempt 30", "preempt 100"),
        ("interface GigabitEthernet0/2", "description other", "description LAN Failover Interface"),
        ("class default", "limit-resource ASDM 7", "limit-resource ASDM 5"),
    ],
)
def test_a_sub_mode_line_takes_the_slot_of_its_like(
    system: Configuration, within: str, line: str, gone: str
) -> None:
    assert system.difference(system.enter(line, (within,))) == ((gone,), (line,))


def test_entering_what_is_there_gives_the_same_object(system: Configuration, context: Configuration) -> None:
    for line in SYSTEM.splitlines():
        if not line.startswith((" ", "!")):
            assert system.enter(line) is system
    assert system.enter("preempt 100", ("failover group 1",)) is system
    assert (
        context.enter("ip address 10.2.2.1 255.255.255.0 standby 10.2.2.2", ("interface inside",)) is context
    )


def test_a_header_that_exists_keeps_its_sub_lines(system: Configuration) -> None:
    assert system.enter("context ctx1") is system
    assert system.enter("interface GigabitEthernet0/1") is system


def test_addresses_of_two_failover_interfaces_stand_side_by_side(system: Configuration) -> None:
    line = "failover interface ip statelink 10.0.5.1 255.255.255.0 standby 10.0.5.11"
    assert len(system.enter(line).all("failover interface ip")) == 2


def test_unit_and_interface_poll_times_are_two_settings(system: Configuration) -> None:
    after = system.enter("failover polltime interface 3 holdtime 15")
    assert after.all("failover polltime") == (
        "failover polltime unit 1 holdtime 5",
        "failover polltime interface 3 holdtime 15",
    )


def test_a_group_has_one_preference_and_does_not_print_the_default(system: Configuration) -> None:
    group = ("failover group 2",)
    assert system.enter("primary", group).all("secondary", group) == ()
    assert not system.enter("primary", group).has("primary", group)  # reference 4.7
    assert system.enter("secondary", ("failover group 1",)).has("secondary", ("failover group 1",))


@pytest.mark.parametrize(
    ("within", "line"),
    [
        ((), "failover polltime unit 1 holdtime 15"),
        (("failover group 1",), "interface-policy 1"),
        (("failover group 1",), "polltime interface 5 holdtime 25"),
        (("context ctx1",), "join-failover-group 1"),
    ],
)
def test_a_default_is_not_printed(system: Configuration, within: tuple[str, ...], line: str) -> None:
    assert not system.enter(line, within).has(line, within)


def test_joining_group_1_again_takes_the_line_away(system: Configuration) -> None:
    ctx1 = ("context ctx1",)
    assert system.enter("join-failover-group 2", ctx1).enter("join-failover-group 1", ctx1) == system


def test_monitoring_an_interface_or_not_is_one_slot(context: Configuration) -> None:
    assert context.enter("no monitor-interface inside").all("no monitor-interface") == (
        "no monitor-interface inside",
    )
    assert not context.enter("no monitor-interface inside").has("monitor-interface inside")
    assert context.enter("no monitor-interface inside").enter("monitor-interface inside") == context


# -- a new line stands where the device prints it ---------------------------------------------


@pytest.mark.parametrize(
    ("line", "before", "behind"),
    [
        (
            "failover link folink GigabitEthernet0/2",
            "failover key shared",
            "failover interface ip folink 10.0.4.1 255.255.255.0 standby 10.0.4.11",
        ),
        (
            "failover replication http",
            "failover key shared",
            "failover interface ip folink 10.0.4.1 255.255.255.0 standby 10.0.4.11",
        ),
        ("domain-name example.com", "hostname edge", "enable password 2KFQnbNIdI.2KYOU encrypted"),
        ("boot system disk0:/asa.bin", "", "ftp mode passive"),
        ("unheard of", "", "prompt hostname context"),
        ("arp permit-nonconnected", "arp timeout 14400", "console timeout 0"),
    ],
)
def test_a_new_line_of_the_system_space_finds_its_place(
    system: Configuration, line: str, before: str, behind: str
) -> None:
    assert neighbours(system.enter(line), line) == (before, behind)


@pytest.mark.parametrize(
    ("line", "before", "behind"),
    [
        ("monitor-interface outside", "monitor-interface inside", "no asdm history enable"),
        ("mtu dmz 1500", "mtu outside 1500", "monitor-interface inside"),
        (
            "access-list IN extended deny ip any any",
            "access-list IN extended permit ip any any",
            "pager lines 24",
        ),
        (
            "route inside 10.0.0.0 255.0.0.0 10.2.2.9 1",
            "route outside 0.0.0.0 0.0.0.0 10.1.1.9 1",
            "timeout xlate 3:00:00",
        ),
        ("ssh timeout 5", "telnet timeout 5", "!"),
    ],
)
def test_a_new_line_of_a_context_finds_its_place(
    context: Configuration, line: str, before: str, behind: str
) -> None:
    assert neighbours(context.enter(line), line) == (before, behind)


def test_lines_of_one_access_list_stand_together(context: Configuration) -> None:
    after = context.enter("access-list OUT extended deny ip any any").enter("access-list IN remark last")
    assert neighbours(after, "access-list IN remark last") == (
        "access-list IN extended permit ip any any",
        "access-list OUT extended deny ip any any",
    )


def test_an_unknown_line_of_a_context_stands_before_the_inspection(context: Configuration) -> None:
    assert neighbours(context.enter("unheard of"), "unheard of") == ("telnet timeout 5", "!")


def test_the_prompt_stands_behind_the_service_policy(context: Configuration) -> None:
    assert context.enter("prompt hostname").lines()[-2:] == (
        "service-policy global_policy global",
        "prompt hostname ",
    )


def test_the_failover_block_stands_between_pager_and_asdm() -> None:
    bare = Configuration.parse(
        "hostname a\nftp mode passive\npager lines 24\nno asdm history enable\nprompt hostname\n"
    )
    for line in (
        "failover group 1",
        "failover interface ip folink 10.0.4.1 255.255.255.0 standby 10.0.4.11",
        "failover lan interface folink GigabitEthernet0/2",
        "failover lan unit primary",
        "failover key k",
        "failover group 2",
        "failover",
        "failover link folink GigabitEthernet0/2",
    ):
        bare = bare.enter(line)
    assert bare.lines() == (
        "hostname a",
        "ftp mode passive",
        "pager lines 24",
        "failover",
        "failover lan unit primary",
        "failover lan interface folink GigabitEthernet0/2",
        "failover key k",
        "failover link folink GigabitEthernet0/2",
        "failover interface ip folink 10.0.4.1 255.255.255.0 standby 10.0.4.11",
        "failover group 1",
        "failover group 2",
        "no asdm history enable",
        "prompt hostname",
    )


def test_contexts_stand_behind_the_last_one_each_with_its_separators(system: Configuration) -> None:
    after = system.enter("context ctx2").enter("config-url disk0:/ctx2.cfg", ("context ctx2",))
    lines = after.lines()
    index = lines.index("context ctx2")
    assert lines[index - 4 : index + 5] == (
        "  allocate-interface GigabitEthernet0/1 inside",
        "  config-url disk0:/ctx1.cfg",
        "!",
        "",
        "context ctx2",
        "  config-url disk0:/ctx2.cfg",
        "!",
        "",
        "prompt hostname context ",
    )


def test_the_first_contexts_stand_behind_admin_context() -> None:
    start = Configuration.parse("hostname a\nprompt hostname\n")
    after = start.enter("context admin").enter("admin-context admin").enter("context b")
    assert [line for line in after.lines() if line.strip("! ")] == [
        "hostname a",
        "admin-context admin",
        "context admin",
        "context b",
        "prompt hostname",
    ]


def test_interfaces_stand_in_the_order_of_their_numbers(system: Configuration) -> None:
    after = system.enter("interface GigabitEthernet0/1.5").enter("interface GigabitEthernet0/10")
    after = after.enter("interface GigabitEthernet0/1.10").enter("interface Management0/0")
    assert [block.bare.split()[1] for block in after.headers("interface")] == [
        "GigabitEthernet0/0",
        "GigabitEthernet0/1",
        "GigabitEthernet0/1.5",
        "GigabitEthernet0/1.10",
        "GigabitEthernet0/2",
        "GigabitEthernet0/10",
        "Management0/0",
    ]


def test_sub_lines_stand_in_printed_order(system: Configuration) -> None:
    interface = ("interface GigabitEthernet0/1.5",)
    after = system
    for line in (
        "ip address 10.0.0.1 255.0.0.0",
        "vlan 5",
        "security-level 0",
        "nameif outside",
        "description d",
    ):
        after = after.enter(line, interface)
    assert after.section("interface GigabitEthernet0/1.5") == (
        "interface GigabitEthernet0/1.5",
        " description d",
        " vlan 5",
        " nameif outside",
        " security-level 0",
        " ip address 10.0.0.1 255.0.0.0 ",
        "!",
    )


@pytest.mark.parametrize(
    ("within", "line", "printed"),
    [
        (("context admin",), "join-failover-group 2", "  join-failover-group 2"),
        (("context new",), "config-url disk0:/new.cfg", "  config-url disk0:/new.cfg"),
        (("failover group 1",), "replication http", "  replication http"),
        (("interface GigabitEthernet0/0",), "shutdown", " shutdown"),
        (
            ("call-home", "profile CiscoTAC-1"),
            "destination preferred-msg-format xml",
            "  destination preferred-msg-format xml",
        ),
        (("object network srv",), "host 10.0.0.9", " host 10.0.0.9"),
    ],
)
def test_sub_lines_are_indented_as_the_device_does(
    system: Configuration, within: tuple[str, ...], line: str, printed: str
) -> None:
    assert printed in system.enter(line, within).lines()


def test_unknown_lines_gather_behind_those_with_the_same_first_word(system: Configuration) -> None:
    after = system.enter("quota one").enter("hostname b").enter("zone x").enter("quota two")
    assert neighbours(after, "quota two") == ("quota one", "zone x")


# -- no --------------------------------------------------------------------------------------


def test_no_removes_a_block_with_its_sub_lines_and_separators(system: Configuration) -> None:
    after = system.remove("context ctx1")
    assert system.difference(after) == (
        ("context ctx1", "allocate-interface GigabitEthernet0/1 inside", "config-url disk0:/ctx1.cfg"),
        (),
    )
    assert len(system) - len(after) == 5


def test_no_removes_the_lines_that_begin_with_it_at_a_word(system: Configuration) -> None:
    system = system.enter("object network a").enter("object network ab")
    assert system.remove("object network a").all("object network") == ("object network ab",)
    assert system.remove("failover interface ip folink").first("failover interface ip") is None


def test_no_failover_leaves_the_other_failover_lines(system: Configuration) -> None:
    after = system.enter("no failover")
    assert system.difference(after) == (("failover",), ("no failover",))
    assert after.enter("failover") == system
    assert after.remove("no failover") is after


def test_no_of_a_known_line_that_is_not_there_changes_nothing(system: Configuration) -> None:
    assert system.remove("failover link") is system
    assert system.remove("shutdown", ("interface GigabitEthernet0/0",)) is system
    assert system.remove("preempt", ("failover group 3",)) is system
    assert system.remove("context nobody") is system


def test_no_shutdown_removes_shutdown_and_leaves_no_line(system: Configuration) -> None:
    interface = ("interface GigabitEthernet0/1",)
    after = system.enter("no shutdown", interface)
    assert after.section("interface GigabitEthernet0/1") == ("interface GigabitEthernet0/1", "!")
    assert after.enter("shutdown", interface) == system


def test_no_of_an_unknown_line_stays_as_a_line(system: Configuration) -> None:
    after = system.enter("no gizmo enable")
    assert after.has("no gizmo enable")
    assert after.enter("no gizmo enable") is after
    assert not after.enter("gizmo enable").has("no gizmo enable")
    assert not system.enter("gizmo enable").enter("no gizmo enable").has("no gizmo enable")


def test_no_states_what_the_device_states(context: Configuration) -> None:
    with_location = context.enter("snmp-server location lab 4")
    assert not with_location.has("no snmp-server location")
    assert with_location.enter("no snmp-server location") == context
    assert context.enter("no nameif", ("interface inside",)).has("no nameif", ("interface inside",))


def test_the_separator_behind_a_plain_line_stays(context: Configuration) -> None:
    assert context.remove("access-list IN").lines().count("!") == context.lines().count("!")
    assert context.remove("telnet timeout").lines().count("!") == context.lines().count("!")
    assert context.remove("interface inside").lines().count("!") == context.lines().count("!") - 1


def test_clear_drops_a_whole_feature(system: Configuration) -> None:
    after = system.clear("failover")
    assert not any("failover " in line or line == "failover" for line in after.lines())
    assert after.has("pager lines 24")
    assert after.clear("failover") is after


# -- questions -------------------------------------------------------------------------------


def test_questions_see_lines_without_their_blanks(system: Configuration, context: Configuration) -> None:
    assert system.first("hostname") == "hostname edge"
    assert system.first("hostname ") == "hostname edge"
    assert system.first("prompt") == "prompt hostname context"
    assert system.first("config-url", ("context ctx1",)) == "config-url disk0:/ctx1.cfg"
    assert system.first("config-url", ("context nobody",)) is None
    assert system.all("preempt", ("failover group 2",)) == ("preempt 100",)
    assert system.has("no active", ("call-home", "profile CiscoTAC-1"))
    assert context.has("ip address 10.2.2.1 255.255.255.0 standby 10.2.2.2", ("interface inside",))


def test_headers_are_blocks_with_or_without_sub_lines(system: Configuration) -> None:
    assert [block.text for block in system.headers("interface ")] == [
        f"interface GigabitEthernet0/{number}" for number in range(3)
    ]
    assert system.headers("context")[1].children[1].bare == "config-url disk0:/ctx1.cfg"


def test_a_section_is_what_show_running_config_prints_for_a_word(system: Configuration) -> None:
    assert system.enter("no failover").section("failover")[:2] == ("no failover", "failover lan unit primary")
    assert system.section("failover group 2") == ("failover group 2", "  secondary", "  preempt 100")


def test_a_section_hides_the_failover_key(system: Configuration) -> None:
    assert system.section("failover key") == ("failover key *****",)  # reference 3.1


def test_a_difference_names_lines_of_either_side(system: Configuration) -> None:
    mate = system.enter("failover lan unit secondary")
    assert system.difference(mate) == (("failover lan unit primary",), ("failover lan unit secondary",))
    assert system.difference(
        Configuration.parse(SYSTEM.replace("!\n", "").replace("context \n", "context\n"))
    ) == ((), ())


def test_a_difference_tells_the_same_line_in_two_modes_apart(system: Configuration) -> None:
    moved = system.remove("shutdown", ("interface GigabitEthernet0/1",)).enter(
        "shutdown", ("interface GigabitEthernet0/2",)
    )
    assert system.difference(moved) == (("shutdown",), ("shutdown",))


# -- any text, any line -----------------------------------------------------------------------

LINES = st.lists(st.text(st.sampled_from(" !ab\t:"), max_size=12), max_size=30)
TYPED = st.tuples(
    st.sampled_from(
        [
            *(line.strip() for line in (SYSTEM + CONTEXT).splitlines() if line.strip(" !")),
            "interface GigabitEthernet0/1.7",
            "no failover",
            "no shutdown",
            "no context ctx1",
            "no failover group 1",
            "no gizmo",
            "gizmo",
        ]
    ),
    st.sampled_from([(), (), ("interface GigabitEthernet0/0",), ("context ctx1",), ("failover group 1",)]),
)


def test_lines_that_stand_in_ever_further_are_taken_too() -> None:
    text = "".join(f"{' ' * depth}x\n" for depth in range(3000))
    assert Configuration.parse(text).text == text


@given(LINES)
def test_any_lines_come_out_as_they_went_in(lines: list[str]) -> None:
    assert Configuration.parse(lines).lines() == tuple(lines)


@given(st.sampled_from([SYSTEM, CONTEXT, ""]), st.lists(TYPED, max_size=8))
def test_what_was_typed_reads_back_as_the_same_tree(
    text: str, typed: list[tuple[str, tuple[str, ...]]]
) -> None:
    configuration = Configuration.parse(text)
    for line, within in typed:
        configuration = configuration.enter(line, within)
        if not line.startswith("no "):  # a first one may remove an unknown line, a second one then stays
            assert configuration.enter(line, within) is configuration, "entering twice is entering once"
    assert Configuration.parse(configuration.text).blocks == configuration.blocks


@given(st.lists(TYPED, max_size=8))
def test_the_order_of_the_system_space_holds(typed: list[tuple[str, tuple[str, ...]]]) -> None:
    configuration = Configuration.parse(SYSTEM)
    for line, within in typed:
        configuration = configuration.enter(line, within)
    first = [block.bare.removeprefix("no ").split()[0] for block in configuration.blocks]
    known = [
        word
        for word in ("hostname", "interface", "class", "pager", "failover", "arp", "context", "prompt")
        if word in first
    ]
    assert [first.index(word) for word in known] == sorted(first.index(word) for word in known)


def test_a_long_context_is_handled() -> None:
    lines = [
        f"access-list L extended permit ip host 10.{n >> 16}.{n >> 8 & 255}.{n & 255} any"
        for n in range(10_000)
    ]
    configuration = Configuration.parse(CONTEXT.splitlines() + lines)
    after = configuration.enter("access-list L extended deny ip any any")
    assert len(after) == len(configuration) + 1
    assert after.remove("access-list L extended deny ip any any") == configuration
    assert len(after.remove("access-list L")) == len(CONTEXT.splitlines())


# -- as the device prints it ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "within", "printed"),
    [  # blanks at the end as captured (reference 4.7)
        ("prompt hostname priority state context", (), "prompt hostname priority state context "),
        ("access-list a extended permit ip any any", (), "access-list a extended permit ip any any "),
        ("access-list a remark b", (), "access-list a remark b"),
        ("route outside 0 0 10.0.0.9", (), "route outside 0.0.0.0 0.0.0.0 10.0.0.9 1 "),
        ("route outside 0.0.0.0 0.0.0.0 10.0.0.9 5", (), "route outside 0.0.0.0 0.0.0.0 10.0.0.9 5 "),
        (
            "allocate-interface Ethernet0.100 inside",
            ("context a",),
            "  allocate-interface Ethernet0.100 inside ",
        ),
        (
            "ip address 10.0.0.1 255.0.0.0 standby 10.0.0.2",
            ("interface inside",),
            " ip address 10.0.0.1 255.0.0.0 standby 10.0.0.2 ",
        ),
        ("ip address dhcp setroute", ("interface inside",), " ip address dhcp setroute"),
        ("inspect ftp", ("policy-map p", "class c"), "  inspect ftp "),
        ("inspect skinny", ("policy-map p", "class c"), "  inspect skinny  "),
        ("hostname b", (), "hostname b"),
    ],
)
def test_a_typed_line_stands_as_the_device_prints_it(
    typed: str, within: tuple[str, ...], printed: str
) -> None:
    after = Configuration.parse("hostname a\n").enter(typed, within)
    assert printed in after.lines()
    assert after.enter(typed, within) is after


def test_what_is_typed_line_by_line_has_the_text_of_what_is_loaded() -> None:
    for name in ("primary", "admin"):
        loaded = split_file(packaged(name)).configuration
        typed = Configuration.parse("hostname other\n").merged(loaded)
        assert [line for line in typed.lines() if line.strip("! ")] == [
            line for line in loaded.lines() if line.strip("! ")
        ]


def test_a_route_is_removed_by_its_short_form() -> None:
    with_route = Configuration.parse("hostname a\n").enter("route outside 0 0 10.0.0.9")
    assert with_route.remove("route outside 0 0").lines() == ("hostname a",)
