"""Where a running configuration keeps a line: which line it replaces, and which lines it stands between.

A sheet lists the lines of one mode in the order in which the device prints them. The system space and a
context share one: both captured configurations [R] (reference 4.7, captures 2.3) fit into it, and lines that
neither has stand where memory has them [M]. The sub-modes are [M] but for what the captures show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache


@dataclass(frozen=True, slots=True)
class Place:
    """One kind of line, told by its first words.

    In ``words`` a ``*`` is a word that tells one such line from another, ``_`` a word that does not, ``a|b``
    one of two words, and ``$`` the end of the line.
    """

    words: str
    #: many lines of this kind stand side by side; otherwise a new one replaces the old one
    many: bool = False
    #: where there is no such line the device prints ``no`` and the words; otherwise it prints nothing
    stated: bool = False
    #: kept in the order of the numbers in the names, not in the order of entry
    numbered: bool = False
    #: the line that is the default and therefore not printed (reference 3.3, 4.7)
    default: str = ""
    #: what the device prints behind such a line and its sub-lines
    tail: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Sheet:
    """The lines of one mode in printed order; ``indent`` is how far they stand in where no sibling tells."""

    places: tuple[Place, ...] = ()
    indent: int = 1
    #: a line that stands nowhere on the sheet comes before the places that begin with this word
    closing: str = ""

    @cached_property
    def by_first_word(self) -> dict[str, tuple[tuple[int, tuple[str, ...]], ...]]:
        """Index and pattern of the places that can begin with a word, the most particular first."""
        found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for index, place in enumerate(self.places):
            pattern = tuple(place.words.split())
            for word in pattern[0].split("|"):
                found.setdefault(word, []).append((index, pattern))
        return {word: tuple(sorted(rows, key=_particular)) for word, rows in found.items()}

    @cached_property
    def rank_of_unknown(self) -> int:
        """Rank of a line that stands nowhere on the sheet."""
        firsts = [place.words.split()[0] for place in self.places]
        return 2 * (firsts.index(self.closing) if self.closing else len(firsts)) - 1


@dataclass(frozen=True, slots=True)
class Slot:
    """What a line occupies: lines of one ``key`` replace each other, a lower ``rank`` is printed earlier."""

    key: str
    rank: int
    place: Place | None
    #: every line of this slot begins with one of these
    leads: tuple[str, ...]


@lru_cache(maxsize=1 << 15)
def slot(sheet: Sheet, line: str) -> Slot:
    """The slot of ``line`` (without indentation) on a sheet; ``no X`` has the slot of ``X``."""
    line = line.removeprefix("no ")
    words = line.split()
    for index, pattern in sheet.by_first_word.get(words[0] if words else "", ()):
        if _fits(pattern, words):
            place = sheet.places[index]
            key = line if place.many else " ".join(_key(pattern, words))
            first = pattern[0].split("|") if not place.many else [line]
            return Slot(key, 2 * index, place, _leads(first))
    return Slot(line, sheet.rank_of_unknown, None, _leads([line]))


def _particular(row: tuple[int, tuple[str, ...]]) -> tuple[int, int]:
    _, pattern = row
    return -len(pattern), sum(word in "*_" for word in pattern)


def _fits(pattern: tuple[str, ...], words: list[str]) -> bool:
    if pattern[-1] == "$":
        pattern = pattern[:-1]
        if len(words) > len(pattern):
            return False
    return len(words) >= len(pattern) and all(
        wanted in "*_" or word == wanted or word in wanted.split("|")
        for wanted, word in zip(pattern, words, strict=False)
    )


def _key(pattern: tuple[str, ...], words: list[str]) -> list[str]:
    return [
        word if wanted == "*" else wanted
        for wanted, word in zip(pattern, words, strict=False)
        if wanted not in ("_", "$")
    ]


def spelled(line: str) -> str:
    """A route with its zeros in full; any other line as it is."""
    words = line.split()
    if words[:1] != ["route"]:
        return line
    return " ".join([*words[:2], *("0.0.0.0" if word == "0" else word for word in words[2:4]), *words[4:]])


@lru_cache(maxsize=1 << 15)
def printed(line: str) -> str:
    """A typed line as the device prints it: zeros and the distance of a route in full, its blank at the end.

    Blanks at the end as captured [R] (reference 4.7), for `ip address` without a standby address and for an
    interface without a mapped name from memory [M].
    """
    line = spelled(line)
    if line.startswith("route ") and len(line.split()) == 5:
        line += " 1"
    return line + next((blanks for pattern, blanks in _ENDINGS if pattern.fullmatch(line)), "")


_ENDINGS = tuple(
    (re.compile(pattern), blanks)
    for pattern, blanks in (
        (r"inspect (skinny|sip)", "  "),
        (r"(inspect|allocate-interface|prompt|route|ip address \d) ?.*", " "),
        (r"access-list \S+ (?!remark).*", " "),
    )
)


def _leads(first: list[str]) -> tuple[str, ...]:
    return (*first, *(f"no {word}" for word in first))


def sheet_of(within: tuple[str, ...]) -> Sheet:
    """The sheet of a mode, given by the headers of its sub-modes; empty where none describes it."""
    if not within:
        return GLOBAL
    if len(within) == 1:
        words = within[0].split()
        return SUBMODES.get(words[0], SUBMODES.get(" ".join(words[:2]), OTHER))
    return OTHER


GLOBAL = Sheet(
    closing="class-map",
    places=(
        Place("hostname"),
        Place("domain-name"),
        Place("enable password"),
        Place("passwd"),
        Place("mac-address auto", stated=True),
        Place("names $", stated=True),
        Place("name", many=True),
        Place("dns-guard $", stated=True),
        Place("interface", many=True, numbered=True, tail=("!",)),
        Place("class", many=True, tail=("!", "")),
        Place("time-range", many=True, tail=("!",)),
        Place("banner", many=True),
        Place("boot", many=True),
        Place("ftp mode"),
        Place("clock *"),
        Place("dns", many=True),
        Place("same-security-traffic", many=True),
        Place("object", many=True),
        Place("object-group", many=True),
        Place("access-list", many=True),
        Place("tcp-map", many=True, tail=("!",)),
        Place("pager lines"),
        Place("logging enable $"),
        Place("logging *"),
        Place("logging host", many=True),
        Place("logging list", many=True),
        Place("logging message", many=True),
        Place("mtu *"),
        Place("ip verify reverse-path", many=True),
        Place("ip local pool *"),
        Place("failover $", stated=True),
        Place("failover lan unit"),
        Place("failover lan interface"),
        Place("failover polltime", default="failover polltime unit 1 holdtime 15"),
        Place("failover polltime interface", default="failover polltime interface 5 holdtime 25"),
        Place("failover interface-policy", default="failover interface-policy 1"),
        Place("failover timeout"),
        Place("failover key"),
        Place("failover ipsec"),
        Place("failover replication http $"),
        Place("failover replication rate"),
        Place("failover mac address *"),
        Place("failover link"),
        Place("failover interface ip *"),
        Place("failover group", many=True, numbered=True),
        Place("monitor-interface *", stated=True),
        Place("icmp unreachable"),
        Place("icmp", many=True),
        Place("asdm image"),
        Place("asdm history enable $", stated=True),
        Place("arp timeout"),
        Place("arp permit-nonconnected $", stated=True),
        Place("arp", many=True),
        Place("nat", many=True),
        Place("access-group _ * interface *"),
        Place("access-group _ global"),
        Place("route-map", many=True, tail=("!",)),
        Place("ipv6", many=True),
        Place("router", many=True, tail=("!",)),
        Place("route", many=True),
        Place("timeout *"),
        Place("ldap attribute-map", many=True),
        Place("dynamic-access-policy-record", many=True),
        Place("user-identity default-domain"),
        Place("aaa-server", many=True),
        Place("aaa", many=True),
        Place("http", many=True),
        Place("snmp-server location", stated=True),
        Place("snmp-server contact", stated=True),
        Place("snmp-server", many=True),
        Place("sysopt", many=True),
        Place("sla", many=True),
        Place("service", many=True),
        Place("crypto", many=True),
        Place("telnet timeout"),
        Place("telnet", many=True),
        Place("ssh stricthostkeycheck $", stated=True),
        Place("ssh timeout"),
        Place("ssh version"),
        Place("ssh key-exchange"),
        Place("ssh", many=True),
        Place("console timeout"),
        Place("vpn load-balancing $"),
        Place("dhcpd", many=True),
        Place("management-access"),
        Place("threat-detection statistics tcp-intercept", stated=True),
        Place("threat-detection", many=True),
        Place("ntp", many=True),
        Place("ssl", many=True),
        Place("webvpn $"),
        Place("group-policy", many=True),
        Place("username * password|nopassword"),
        Place("username", many=True),
        Place("tunnel-group", many=True),
        Place("event manager applet", many=True),
        Place("admin-context"),
        Place("context", many=True, tail=("!", "")),
        Place("tls-proxy", many=True, tail=("!",)),
        Place("class-map", many=True, tail=("!",)),
        Place("policy-map", many=True),
        Place("service-policy _ interface *"),
        Place("service-policy _ global"),
        Place("prompt"),
        Place("call-home reporting anonymous $", stated=True),
        Place("call-home $"),
        Place("crashinfo save disable $"),
    ),
)
"""Global configuration, of the system space and of a context."""

OTHER = Sheet()
"""A sub-mode that no sheet describes: lines stay in the order of entry."""

SUBMODES = {
    "interface": Sheet(
        places=(
            Place("description"),
            Place("speed"),
            Place("duplex"),
            Place("channel-group"),
            Place("member-interface", many=True),
            Place("vlan"),
            Place("shutdown $"),
            Place("management-only $"),
            Place("mac-address"),
            Place("nameif", stated=True),
            Place("security-level", stated=True),
            Place("ip address", stated=True),
            Place("ipv6", many=True),
            Place("asr-group"),
        ),
    ),
    "failover group": Sheet(
        indent=2,
        places=(
            Place("primary|secondary $", default="primary"),
            Place("preempt"),
            Place("replication http $"),
            Place("polltime interface", default="polltime interface 5 holdtime 25"),
            Place("interface-policy", default="interface-policy 1"),
            Place("mac address *"),
        ),
    ),
    "context": Sheet(
        indent=2,
        places=(
            Place("description"),
            Place("member"),
            Place("allocate-interface", many=True),
            Place("config-url"),
            Place("join-failover-group", default="join-failover-group 1"),
            Place("scansafe"),
        ),
    ),
    "class": Sheet(
        indent=2,
        places=(Place("limit-resource rate *"), Place("limit-resource *")),
    ),
    "object": Sheet(
        places=(Place("host|subnet|range|fqdn"), Place("service"), Place("nat"), Place("description")),
    ),
}
"""Sub-modes by the first words of their header (reference 3.2, 3.3)."""
