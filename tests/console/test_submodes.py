"""Sub-modes that keep any line: what typing or pasting a configuration gives (reference 14.14)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from asapair.actors import Pair
from asapair.actors.console.parser import Parsed, Problem, Refusal, parse
from asapair.actors.device.configuration import Block, Configuration
from asapair.actors.facts.commands import KEEPS_ANY_LINE, UNKNOWN, Mode, Space

PASTED = """\
: Saved
:
ASA Version 9.1(5)16 <context>
!
hostname edge
interface inside
 nameif inside
 security-level 100
 ospf cost 10
!
dns server-group DefaultDNS
 name-server 192.0.2.53
 domain-name example.com
object network web
 host 192.0.2.10
object network hidden
 subnet 192.0.2.128 255.255.255.128
 nat (inside,outside) dynamic interface
object service https
 service tcp destination eq https
object-group network servers
 description all of them
 network-object object web
 group-object others
object-group service ports tcp
 port-object eq www
 port-object range 8000 8010
access-list in extended permit tcp any object web eq www
logging enable
nat (inside,outside) source static web web
route-map once permit 10
 match ip address in
 set metric 5
router bgp 65000
 bgp log-neighbor-changes
 address-family ipv4 unicast
  neighbor 192.0.2.1 remote-as 65001
  no auto-summary
 exit-address-family
route outside 0.0.0.0 0.0.0.0 192.0.2.1 1
timeout xlate 3:00:00
aaa-server tacacs protocol tacacs+
 max-failed-attempts 5
aaa-server tacacs (inside) host 192.0.2.20
 timeout 5
 key secret
sla monitor 5
 type echo protocol ipIcmpEcho 192.0.2.1 interface outside
  timeout 1000
  frequency 10
sla monitor schedule 5 life forever start-time now
crypto ipsec ikev2 ipsec-proposal strong
 protocol esp encryption aes-256
crypto map outside_map 1 match address in
crypto ca trustpoint self
 enrollment self
 crl configure
crypto ca certificate chain self
 certificate 31
  308201dd 30820146 a0030201 02020431
  300d0609 2a864886
  quit
crypto ikev1 policy 10
 authentication pre-share
 encryption aes
 hash sha
 group 2
 lifetime 86400
no threat-detection statistics tcp-intercept
webvpn
 enable outside
 cache
  disable
group-policy remote internal
group-policy remote attributes
 banner value Welcome
 vpn-tunnel-protocol ikev1
 webvpn
  url-list none
username operator password x encrypted
username operator attributes
 service-type admin
tunnel-group 192.0.2.99 type ipsec-l2l
tunnel-group 192.0.2.99 ipsec-attributes
 ikev1 pre-shared-key y
class-map inspection_default
 match default-inspection-traffic
policy-map type inspect dns preset_dns_map
 parameters
  message-length maximum 512
  dns-guard
policy-map type inspect http web_map
 match request method connect
  drop-connection
  log
policy-map global_policy
 description everything
 class inspection_default
  inspect dns preset_dns_map
  inspect ftp
 class class-default
  set connection decrement-ttl
service-policy global_policy global
call-home
 profile CiscoTAC-1
  no active
  destination transport-method http
Cryptochecksum:0123456789abcdef0123456789abcdef
: end
"""


def read(line: str, mode: Mode, space: Space = Space.CONTEXT) -> Parsed:
    found = parse(line, mode, space)
    assert isinstance(found, Parsed), f"{line!r} was refused: {found}"
    return found


def structure(configuration: Configuration) -> dict[str, object]:
    """Every global line with the lines below it, whatever stands between and at the ends of lines."""

    def below(blocks: Sequence[Block]) -> dict[str, object]:
        return {block.bare: below(block.children) for block in blocks if block.bare.strip("!")}

    return below(configuration.blocks)


def test_a_pasted_configuration_has_the_structure_of_a_loaded_one(pair: Pair) -> None:
    console = pair.primary.console
    console.go("ctx1", configure=True)
    console.enter("clear configure all")
    for line in PASTED.splitlines():
        assert "ERROR" not in console.enter(line), line
    typed = pair.primary.running("ctx1")
    body = [line for line in PASTED.splitlines() if not line.startswith((":", "ASA Version", "Crypto"))]
    loaded = Configuration.parse(body)
    assert typed is not None
    assert structure(typed) == structure(loaded)


def test_what_is_pasted_reaches_the_mate_with_its_structure(pair: Pair) -> None:
    console = pair.primary.console
    console.go("ctx1", configure=True)
    for line in PASTED.splitlines():
        console.type(line)
    pair.advance("5s")
    mine, mates = pair.primary.running("ctx1"), pair.secondary.running("ctx1")
    assert mine is not None
    assert mates is not None
    assert mates == mine


@pytest.mark.parametrize(
    ("line", "mode"),
    [  # prompts seen on devices [R] or remembered [M] (reference 14.14)
        ("object network a", "config-network-object"),
        ("object service a", "config-service-object"),
        ("object-group network a", "config-network-object-group"),
        ("object-group service a tcp", "config-service-object-group"),
        ("object-group icmp-type a", "config-icmp-object-group"),
        ("class-map type inspect http match-all a", "config-cmap"),
        ("policy-map a", "config-pmap"),
        ("username a attributes", "config-username"),
        ("group-policy a attributes", "config-group-policy"),
        ("tunnel-group a general-attributes", "config-tunnel-general"),
        ("tunnel-group a ipsec-attributes", "config-tunnel-ipsec"),
        ("tunnel-group a webvpn-attributes", "config-tunnel-webvpn"),
        ("aaa-server a protocol radius", "config-aaa-server-group"),
        ("aaa-server a (inside) host 10.0.0.1", "config-aaa-server-host"),
        ("crypto ikev1 policy 1", "config-ikev1-policy"),
        ("crypto isakmp policy 1", "config-isakmp-policy"),
        ("crypto ca trustpoint a", "config-ca-trustpoint"),
        ("router ospf 1", "config-router"),
        ("route-map a permit 10", "config-route-map"),
        ("time-range a", "config-time-range"),
        ("webvpn", "config-webvpn"),
        ("dns server-group a", "config-dns-server-group"),
        ("call-home", "cfg-call-home"),
    ],
)
def test_a_header_leads_into_its_sub_mode(line: str, mode: str) -> None:
    assert read(line, Mode.CONFIG).command.enters == mode


@pytest.mark.parametrize(
    "line",
    [
        "username bob password x encrypted privilege 15",
        "tunnel-group a type remote-access",
        "group-policy a internal",
        "crypto map a 1 match address b",
        "call-home reporting anonymous",
        "access-list a extended permit ip any any",
        "regex a b",
        "route outside 0 0 10.0.0.1",
        "aaa authentication ssh console LOCAL",
    ],
)
def test_other_commands_with_these_words_stay_in_global_mode(line: str) -> None:
    found = read(line, Mode.CONFIG)
    assert (found.command, found.text, found.submode) == (UNKNOWN, line, None)


@pytest.mark.parametrize("mode", sorted(KEEPS_ANY_LINE))
@pytest.mark.parametrize("line", ["host 1.1.1.1", "range 1 2", "group 2", "no host 1.1.1.1"])
def test_in_such_a_sub_mode_no_word_abbreviates_a_global_command(mode: Mode, line: str) -> None:
    found = read(line, mode)  # `host` begins `hostname`, `group` begins `group-policy`
    assert (found.command, found.text, found.submode) == (UNKNOWN, line, mode)


@pytest.mark.parametrize("mode", sorted(KEEPS_ANY_LINE))
@pytest.mark.parametrize(
    "line", ["hostname b", "interface inside", "object network b", "access-list a remark b", "names"]
)
def test_a_whole_word_of_global_configuration_leaves_such_a_sub_mode(mode: Mode, line: str) -> None:
    found = read(line, mode)
    assert (found.text, found.submode) == (line, None)


@pytest.mark.parametrize("mode", sorted(KEEPS_ANY_LINE))
@pytest.mark.parametrize(
    ("typed", "meant"),
    [("exit", "exit"), ("end", "end"), ("sh run", "show running-config"), ("wr", "write memory")],
)
def test_exec_commands_work_in_such_a_sub_mode(mode: Mode, typed: str, meant: str) -> None:
    assert read(typed, mode).text == meant


@pytest.mark.parametrize(
    ("mode", "line", "submode"),
    [
        (Mode.NETWORK_OBJECT, "nat (inside,outside) static 10.0.0.1", Mode.NETWORK_OBJECT),
        (Mode.NETWORK_OBJECT, "nat (inside,outside) source static a b", None),
        (Mode.DNS_SERVERS, "domain-name example.com", Mode.DNS_SERVERS),
        (Mode.AAA_SERVER, "timeout 10", Mode.AAA_SERVER),
        (Mode.AAA_SERVER, "timeout xlate 3:00:00", None),
        (Mode.POLICY_CLASS, "service-policy a", Mode.POLICY_CLASS),
        (Mode.POLICY_CLASS, "service-policy a global", None),
        (Mode.POLICY_CLASS, "class b", Mode.POLICY_MAP),
        (Mode.POLICY_CLASS, "log", Mode.POLICY_CLASS),
        (Mode.GROUP_POLICY, "webvpn", Mode.GROUP_POLICY),
        (Mode.GROUP_POLICY, "banner value hello", Mode.GROUP_POLICY),
        (Mode.WEBVPN, "enable outside", Mode.WEBVPN),
        (Mode.POLICY_CLASS, "cxsc fail-open", Mode.POLICY_CLASS),
        (Mode.LOAD_BALANCING, "interface lbpublic outside", Mode.LOAD_BALANCING),
        (Mode.LOAD_BALANCING, "interface outside", None),
        (Mode.CERTIFICATE, "add1 2", Mode.CERTIFICATE),
        (Mode.CERTIFICATE, "quit", Mode.CERTIFICATE),
    ],
)
def test_a_word_that_both_know_belongs_to_the_mode_that_it_fits(
    mode: Mode, line: str, submode: Mode | None
) -> None:
    assert read(line, mode).submode == submode


@pytest.mark.parametrize("line", ["show conduit", "123 x", "hostname a b", "interface", "ping 10.0.0.1"])
def test_a_slip_in_such_a_sub_mode_is_refused(line: str) -> None:
    assert isinstance(parse(line, Mode.NETWORK_OBJECT, Space.CONTEXT), Refusal)


def test_exit_goes_one_level_up_at_a_time(pair: Pair) -> None:
    console = pair.primary.console
    console.go("ctx1", configure=True)
    modes = []
    for line in ("policy-map p", "class c", "inspect ftp", "class d", "exit", "exit", "exit"):
        console.enter(line)
        modes.append(console.mode)
    assert modes == [
        "config-pmap",
        "config-pmap-c",
        "config-pmap-c",
        "config-pmap-c",
        "config-pmap",
        "config",
        "privileged",
    ]


def test_going_elsewhere_leaves_every_level(pair: Pair) -> None:
    console = pair.primary.console
    console.go("ctx1", configure=True)
    for line in ("policy-map p", "class c"):
        console.enter(line)
    console.go("ctx1", configure=True)
    assert console.mode == "config"


def test_the_lines_of_an_object_do_not_rename_the_firewall(pair: Pair) -> None:
    console = pair.primary.console
    console.go("ctx1", configure=True)
    for line in ("object network a", "host 192.0.2.1"):
        console.enter(line)
    running = pair.primary.running("ctx1")
    assert running is not None
    assert running.first("hostname") == "hostname ctx1"
    assert running.has("host 192.0.2.1", ("object network a",))


def test_an_unknown_line_of_an_interface_stays_with_it(pair: Pair) -> None:
    console = pair.primary.console
    console.go("ctx1", configure=True)
    for line in ("interface Ethernet0.11", "ospf cost 10", "snmp-server location here"):
        console.enter(line)
    running = pair.primary.running("ctx1")
    assert running is not None
    assert running.has("ospf cost 10", ("interface Ethernet0.11",))
    assert running.has("snmp-server location here")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("access-l a remark b", "access-list a remark b"), ("logg enable", "logging enable")],
)
def test_a_first_word_is_spelled_out_where_the_device_has_one_like_it(typed: str, meant: str) -> None:
    assert read(typed, Mode.CONFIG).text == meant


def test_a_first_word_that_may_be_two_is_ambiguous() -> None:
    assert parse("acc a", Mode.CONFIG, Space.CONTEXT) == Refusal(Problem.AMBIGUOUS, 0)
