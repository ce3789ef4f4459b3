"""The command table: every command once, with where it is typed and whether the mate gets it too.

Patterns read as the command reference prints them, word by word:

=================  ====================================================================================
``word``           a keyword; it may be abbreviated
``{a|b}``          one of these
``[a]``            may be left out
``(a)``            may be left out, and is then supplied
``a...``           once or several times
``NAME``           any word; its name in small letters is that of the argument
``PORT``           an interface such as ``GigabitEthernet0/1.5``; in a context also a mapped name
``LINE``           the rest of the line as it stands
``<1-15>``         a number, ``<1-100%>`` one with a percent sign
``<ip>``           an address; ``<mac>``, ``<url>``; ``<section>``, the first word of configuration lines
``<file>``         a device such as ``disk0:`` or ``tftp:``, or a file on one
``name:...``       what follows is an argument of that name
``/``              the ``no`` form may end here; without it ``no`` needs the whole command
=================  ====================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import takewhile
from types import MappingProxyType

from . import submodes
from .words import GLOBAL_WORDS


class Mode(StrEnum):
    """Where a console is. The value of a configuration mode is the word in its prompt: ``(config-if)#``."""

    USER = "user"
    PRIVILEGED = "privileged"
    CONFIG = "config"
    INTERFACE = "config-if"
    GROUP = "config-fover-group"
    CONTEXT = "config-ctx"
    CLASS = "config-class"

    # sub-modes that keep any line, entered by the headers of ``submodes.py``
    NETWORK_OBJECT = "config-network-object"
    SERVICE_OBJECT = "config-service-object"
    NETWORK_GROUP = "config-network-object-group"
    SERVICE_GROUP = "config-service-object-group"
    PROTOCOL_GROUP = "config-protocol-object-group"
    ICMP_GROUP = "config-icmp-object-group"
    USER_GROUP = "config-user-object-group"
    SECURITY_GROUP = "config-security-object-group"
    TIME_RANGE = "config-time-range"
    TCP_MAP = "config-tcp-map"
    CLASS_MAP = "config-cmap"
    POLICY_MAP = "config-pmap"
    POLICY_CLASS = "config-pmap-c"
    POLICY_PARAMETERS = "config-pmap-p"
    ROUTE_MAP = "config-route-map"
    ROUTER = "config-router"
    ADDRESS_FAMILY = "config-router-af"
    IPV6_ROUTER = "config-rtr"
    SLA_MONITOR = "config-sla-monitor"
    SLA_PROBE = "config-sla-monitor-echo"
    DNS_SERVERS = "config-dns-server-group"
    AAA_SERVERS = "config-aaa-server-group"
    AAA_SERVER = "config-aaa-server-host"
    LDAP_MAP = "config-ldap-attribute-map"
    ACCESS_POLICY = "config-dynamic-access-policy-record"
    ACCESS_POLICY_WEBVPN = "config-dap-webvpn"
    USERNAME = "config-username"
    USERNAME_WEBVPN = "config-username-webvpn"
    GROUP_POLICY = "config-group-policy"
    GROUP_POLICY_WEBVPN = "config-group-webvpn"
    TUNNEL_GENERAL = "config-tunnel-general"
    TUNNEL_IPSEC = "config-tunnel-ipsec"
    TUNNEL_WEBVPN = "config-tunnel-webvpn"
    TUNNEL_PPP = "config-ppp"
    WEBVPN = "config-webvpn"
    WEBVPN_CACHE = "config-webvpn-cache"
    LOAD_BALANCING = "config-load-balancing"
    IKEV1_POLICY = "config-ikev1-policy"
    IKEV2_POLICY = "config-ikev2-policy"
    ISAKMP_POLICY = "config-isakmp-policy"
    IPSEC_PROPOSAL = "config-ipsec-proposal"
    TRUSTPOINT = "config-ca-trustpoint"
    TRUSTPOINT_CRL = "config-ca-crl"
    CERTIFICATE_MAP = "config-ca-cert-map"
    CERTIFICATES = "config-cert-chain"
    CERTIFICATE = "config-pubkey"
    APPLET = "config-applet"
    TLS_PROXY = "config-tlsp"
    CALL_HOME = "cfg-call-home"
    CALL_HOME_PROFILE = "cfg-call-home-profile"

    @property
    def is_configuration(self) -> bool:
        """Global configuration or a sub-mode of it."""
        return self not in (Mode.USER, Mode.PRIVILEGED)

    @property
    def is_submode(self) -> bool:
        """A sub-mode of global configuration."""
        return self.is_configuration and self is not Mode.CONFIG


class Space(StrEnum):
    """The system execution space, or a security context, the admin context among them."""

    SYSTEM = "system"
    CONTEXT = "context"


class Kind(StrEnum):
    """What a command does to the running configuration."""

    #: nothing
    EXEC = "exec"
    #: it becomes a line there, or its ``no`` form removes one
    LINE = "line"
    #: it changes it and leaves no line
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the table.

    ``name`` is made of its keywords up to the first argument or choice, such as ``failover lan unit``; no two
    are alike; behind a line of a sub-mode that keeps any line stands the word in its prompt, in brackets.
    ``enters`` is the mode that it leads to. ``source`` is a section of the reference and its tag.
    """

    name: str
    pattern: str
    help: str
    source: str
    kind: Kind
    modes: tuple[Mode, ...]
    spaces: tuple[Space, ...]
    replicates: bool
    enters: Mode | None = None


_ALL_CONFIGURATION = tuple(mode for mode in Mode if mode.is_configuration)
_MODES = {
    "any": tuple(Mode),
    "exec": (Mode.PRIVILEGED, *_ALL_CONFIGURATION),
    "all-config": _ALL_CONFIGURATION,
    **{mode.value: (mode,) for mode in Mode},
}
_SPACES = {"any": tuple(Space), **{space.value: (space,) for space in Space}}

# fmt: off
_TABLE = (
    # typed in    space      kind      to mate  source    pattern and, below, help

    # -- the session (reference 3.3, 4.8) --
    ("any",        "any",     "exec",   "no",   "4.8 M",  "enable [level:<0-15>]",
     "Turn on privileged commands"),
    ("exec",       "any",     "exec",   "no",   "4.8 M",  "disable",
     "Turn off privileged commands"),
    ("exec",       "any",     "exec",   "no",   "4.8 M",  "configure terminal",
     "Configure from the terminal"),
    ("all-config", "any",     "exec",   "no",   "4.8 M",  "end",
     "Leave configuration"),
    ("any",        "any",     "exec",   "no",   "4.8 M",  "exit",
     "Leave the present mode"),
    ("any",        "any",     "exec",   "no",   "4.8 M",  "quit",
     "Leave the present mode"),
    ("any",        "any",     "exec",   "no",   "4.8 M",  "logout",
     "End the session"),
    ("exec",       "any",     "exec",   "no",   "3.3 R",  "changeto [context] system",
     "Go to the system execution space"),
    ("exec",       "any",     "exec",   "no",   "3.3 M",  "changeto context NAME",
     "Go to a security context"),
    ("exec",       "any",     "exec",   "no",   "1.5 V",  "terminal pager (lines) count:<0-2147483647>",
     "Set the lines of a page for this session"),
    ("exec",       "any",     "exec",   "no",   "1.5 M",  "terminal width columns:<0-511>",
     "Set the columns of a line for this session"),
    ("exec",       "any",     "exec",   "no",   "1.5 M",  "terminal monitor",
     "Show system messages in this session (no effect here)"),
    ("exec",       "any",     "exec",   "no",   "1.5 M",  "no terminal {pager|width|monitor}",
     "Set the session back to its defaults"),
    ("exec",       "any",     "exec",   "no",   "1.5 M",  "clock set LINE",
     "Set the clock (no effect here)"),
    ("all-config", "any",     "exec",   "no",   "1.5 M",  "crypto key {generate|zeroize} LINE",
     "Make or destroy a pair of keys (no effect here)"),
    ("all-config", "any",     "exec",   "no",   "1.5 M",
     "crypto ca {authenticate|enroll|export|import} LINE",
     "Fetch or hand out certificates (no effect here)"),

    # -- show (reference 3.6): carried out here, never replicated --
    ("exec",       "any",     "exec",   "no",   "4.7 M",
     "show running-config [all] [filter:{<section> [WORD...]}]",
     "Show the running configuration, or the lines that begin with some words"),
    ("exec",       "any",     "exec",   "no",   "1.5 V",  "show startup-config",
     "Show the configuration that the next boot loads"),
    ("exec",       "any",     "exec",   "no",   "4.8 M",  "show context [detail|count|NAME]",
     "Show the security contexts"),
    ("exec",       "any",     "exec",   "no",   "4.1 R",  "show failover",
     "Show both units, their groups and interfaces"),
    ("exec",       "system",  "exec",   "no",   "4.2b M?", "show failover group group:{1|2}",
     "Show one failover group on both units"),
    ("exec",       "any",     "exec",   "no",   "4.3 R",  "show failover state",
     "Show the failover states and why a unit failed"),
    ("exec",       "any",     "exec",   "no",   "4.4 R",  "show failover history",
     "Show the changes of state since the last boot"),
    ("exec",       "system",  "exec",   "no",   "4.5 M",  "show failover interface",
     "Show the addresses of the failover interfaces"),
    ("exec",       "any",     "exec",   "no",   "4.5b R", "show interface [interface:{PORT|NAME}] [detail]",
     "Show interfaces with the addresses in use"),
    ("exec",       "any",     "exec",   "no",   "4.5b R", "show interface ip brief",
     "Show the IP address of each interface"),
    ("exec",       "any",     "exec",   "no",   "3.5 M",  "show failover exec target:{active|standby|mate}",
     "Show the mode in which commands of failover exec are carried out"),
    ("exec",       "context", "exec",   "no",   "4.6 M",  "show monitor-interface",
     "Show the interfaces that are watched"),
    ("exec",       "context", "exec",   "no",   "4.9 M",  "show conn count",
     "Show how many connections there are"),
    ("any",        "any",     "exec",   "no",   "1.5 V",  "show version",
     "Show software, hardware and uptime"),
    ("any",        "any",     "exec",   "no",   "1.5 V",  "show clock",
     "Show date and time"),
    ("any",        "any",     "exec",   "no",   "4.8 M",  "show curpriv",
     "Show who is logged in, with which privileges"),
    ("exec",       "any",     "exec",   "no",   "4.8 R",  "show mode",
     "Show whether there are security contexts"),

    # -- saving (reference 1.5, 3.4) --
    ("exec",       "any",     "exec",   "yes",  "1.5 S",  "write memory",
     "Save the running configuration of this space"),
    ("exec",       "system",  "exec",   "yes",  "1.4 S",  "write memory all [/noconfirm]",
     "Save the running configuration of the system and of every context"),
    ("exec",       "any",     "exec",   "no",   "1.5.1 V", "write standby",
     "Send the running configuration to the standby unit"),
    ("exec",       "any",     "exec",   "yes",  "1.5 V",  "copy [/noconfirm] running-config startup-config",
     "Save the running configuration of this space"),
    ("exec",       "any",     "exec",   "no",   "3.4 V",  "write terminal",
     "Show the running configuration of this space"),
    ("exec",       "any",     "exec",   "no",   "3.4 R",  "write erase",
     "Erase the startup configuration of the system"),

    # -- files (reference 3.4.2); which of them replicate is told in reference 1.5 --
    ("exec",       "any",     "exec",   "no",   "3.4.2 R",
     ("copy [/noconfirm] source:{running-config|startup-config|<file>}"
      " destination:{running-config|startup-config|<file>}"),
     "Copy a configuration or a file to another place"),
    ("exec",       "system",  "exec",   "no",   "3.4.2 R", "dir [FOLDER]",
     "List the files of a folder"),
    ("exec",       "system",  "exec",   "no",   "3.4.2 M", "more FILE",
     "Show a file"),
    ("exec",       "system",  "exec",   "yes",  "1.5 V",  "delete [{/noconfirm|/replicate}...] FILE",
     "Delete a file"),
    ("exec",       "system",  "exec",   "yes",  "1.5 V",  "rename [/noconfirm] SOURCE DESTINATION",
     "Give a file another name"),
    ("exec",       "system",  "exec",   "yes",  "1.5 V",  "mkdir [/noconfirm] FOLDER",
     "Make a folder"),
    ("exec",       "system",  "exec",   "yes",  "1.5 V",  "rmdir [/noconfirm] FOLDER",
     "Remove an empty folder"),

    # -- reload (reference 3.4) --
    ("exec",       "system",  "exec",   "no",   "3.4 R",  "reload [{noconfirm|save-config}...]",
     "Boot this unit again"),

    # -- failover by hand (reference 3.4) --
    ("exec",       "system",  "exec",   "no",   "3.4 M",  "failover active [group group:{1|2}]",
     "Make this unit active, for all groups or for one"),
    ("exec",       "system",  "exec",   "no",   "3.4 M",  "no failover active [group group:{1|2}]",
     "Make this unit standby, for all groups or for one"),
    ("exec",       "system",  "exec",   "no",   "3.4 V",  "failover reset [group group:{1|2}]",
     "Take a failed unit or group for sound again"),
    ("exec",       "system",  "exec",   "no",   "3.4 R",  "failover reload-standby",
     "Boot the standby unit again"),
    ("exec",       "any",     "exec",   "no",   "3.5 V",  "failover exec target:{active|standby|mate} LINE",
     "Carry out a command on one of the two units and print here what it says"),
    ("exec",       "any",     "exec",   "no",   "3.4 M",  "clear failover statistics",
     "Count failover messages from zero"),

    # -- failover, system space (reference 3.1) --
    ("config",     "system",  "line",   "no",   "3.1 M?", "failover",
     "Turn failover on"),
    ("config",     "system",  "line",   "no",   "3.1 V",  "failover lan unit / role:{primary|secondary}",
     "Say which of the two units this one is"),
    ("config",     "system",  "line",   "yes",  "3.1 M",  "failover lan interface / NAME PORT",
     "Name the interface of the failover link"),
    ("config",     "system",  "line",   "yes",  "3.1 M",  "failover link / NAME [PORT]",
     "Name the interface of the state link"),
    ("config",     "system",  "line",   "yes",  "3.1 V",
     "failover interface ip NAME / address:<ip> [mask:<ip>] standby standby:<ip>",
     "Give a failover interface the addresses of both units"),
    ("config",     "system",  "line",   "yes",  "3.1 M",  "failover key / [hex] KEY",
     "Set the secret that both units share"),
    ("config",     "system",  "line",   "yes",  "3.1 M",  "failover ipsec pre-shared-key / [0|8] KEY",
     "Set the secret of an encrypted failover link"),
    ("config",     "system",  "line",   "yes",  "3.1 V",
     "failover polltime / (unit) poll:{<1-15>|msec <200-999>} [holdtime hold:{<1-45>|msec <800-999>}]",
     "Set how often units greet each other, and how long one waits for the other"),
    ("config",     "system",  "line",   "yes",  "3.1 V",
     "failover polltime interface / poll:{<1-15>|msec <500-999>} [holdtime hold:<5-75>]",
     "Set how often interfaces are tested (no effect on groups)"),
    ("config",     "system",  "line",   "yes",  "3.1 V",  "failover interface-policy / {<1-250>|<1-100%>}",
     "Set how many interfaces may fail (no effect on groups)"),
    ("config",     "system",  "line",   "yes",  "3.1 V",  "failover replication http",
     "Replicate HTTP connections (no effect on groups)"),
    ("config",     "system",  "line",   "yes",  "3.1 M",  "failover replication rate / conns:<8341-50000>",
     "Set how many connections a second a bulk synchronisation pushes"),
    ("config",     "system",  "line",   "yes",  "3.1 V",
     "failover mac address PORT / active:<mac> standby:<mac>",
     "Set the MAC addresses of an interface (no effect on groups)"),
    ("config",     "system",  "line",   "yes",  "3.1 M",  "failover timeout / TIME",
     "Set how long sessions may reconnect after a failover"),
    ("config",     "system",  "line",   "yes",  "3.2 V",  "failover group group:{1|2}",
     "Define a failover group"),

    # -- a failover group (reference 3.2) --
    ("config-fover-group", "system", "line", "yes", "3.2 V", "primary",
     "Prefer the primary unit"),
    ("config-fover-group", "system", "line", "yes", "3.2 V", "secondary",
     "Prefer the secondary unit"),
    ("config-fover-group", "system", "line", "yes", "3.2 V", "preempt / [delay:<1-1200>]",
     "Move to the preferred unit when that is available, after a delay in seconds"),
    ("config-fover-group", "system", "line", "yes", "3.2 V", "replication http",
     "Replicate the HTTP connections of the group"),
    ("config-fover-group", "system", "line", "yes", "3.2 V", "interface-policy / {<1-250>|<1-100%>}",
     "Set how many interfaces of the group may fail"),
    ("config-fover-group", "system", "line", "yes", "3.2 M",
     "polltime interface / poll:{<1-15>|msec <500-999>} [holdtime hold:<5-75>]",
     "Set how often the interfaces of the group are tested"),
    ("config-fover-group", "system", "line", "yes", "3.2 V", "mac address PORT / active:<mac> standby:<mac>",
     "Set the MAC addresses of an interface in this group"),

    # -- contexts (reference 3.3) --
    ("config",     "system",  "line",   "yes",  "3.3 M",  "admin-context / NAME",
     "Say which context is the admin context"),
    ("config",     "system",  "line",   "yes",  "3.3 M",  "context NAME",
     "Define a security context"),
    ("config",     "system",  "action", "yes",  "3.3 M",  "no context NAME [noconfirm]",
     "Remove a security context"),
    ("config-ctx", "system",  "line",   "yes",  "3.3 M",
     "allocate-interface PORT / [map:NAME [visible|invisible]]",
     "Give the context an interface"),
    ("config-ctx", "system",  "line",   "yes",  "3.3 M",  "config-url / url:<url>",
     "Say where the configuration of the context lies, and load it"),
    ("config-ctx", "system",  "line",   "yes",  "3.3 M",  "join-failover-group / group:{1|2}",
     "Put the context into a failover group"),
    ("config-ctx", "system",  "line",   "yes",  "3.3 M",  "member / CLASS",
     "Give the context a resource class"),
    ("config-ctx", "system",  "line",   "yes",  "3.3 M",  "scansafe / [LINE]",
     "Let the context use cloud web security"),
    ("config",     "system",  "line",   "yes",  "3.3 M",  "class NAME",
     "Define a resource class"),
    ("config-class", "system", "line",  "yes",  "3.3 M",  "limit-resource / LINE",
     "Limit a resource"),

    # -- interfaces (reference 3.3, 11.1, 11.3) --
    ("config",     "any",     "line",   "yes",  "11 M",   "interface PORT",
     "Configure an interface"),
    ("config-if",  "context", "line",   "yes",  "11.3 M", "nameif / NAME",
     "Name the interface"),
    ("config-if",  "context", "line",   "yes",  "11.3 M", "security-level / level:<0-100>",
     "Set the security level"),
    ("config-if",  "context", "line",   "yes",  "3.3 M",
     "ip address / {dhcp [setroute]|address:<ip> [mask:<ip>] [standby standby:<ip>]}",
     "Set the address of the active and of the standby unit"),
    ("config-if",  "context", "line",   "yes",  "3.3 M",  "ipv6 LINE",
     "Set addresses and options of IPv6"),
    ("config-if",  "context", "line",   "yes",  "3.3 M",
     "mac-address / active:<mac> [standby standby:<mac>]",
     "Set the MAC address of the active and of the standby unit"),
    ("config-if",  "context", "line",   "yes",  "3.3 M",  "asr-group / group:<1-32>",
     "Put the interface into an asymmetric routing group"),
    ("config-if",  "context", "line",   "yes",  "11 M",   "management-only",
     "Accept traffic to this device only"),
    ("config-if",  "system",  "line",   "yes",  "11 M",   "vlan / number:<1-4094>",
     "Set the VLAN of a subinterface"),
    ("config-if",  "system",  "line",   "yes",  "11 M",   "speed / {10|100|1000|auto|nonegotiate}",
     "Set the speed"),
    ("config-if",  "system",  "line",   "yes",  "11 M",   "duplex / {auto|full|half}",
     "Set the duplex mode"),
    ("config-if",  "system",  "line",   "yes",  "11 M",   "channel-group / LINE",
     "Make the interface part of an EtherChannel"),
    ("config-if",  "system",  "line",   "yes",  "11 M",   "member-interface PORT",
     "Make an interface part of a redundant interface"),
    ("config-if",  "any",     "line",   "yes",  "11.1 M", "shutdown",
     "Take the interface down"),
    ("config-if config-ctx", "any", "line", "yes", "3.3 M", "description / LINE",
     "Describe it"),
    ("config",     "context", "line",   "yes",  "3.3 V",  "monitor-interface NAME",
     "Watch an interface"),

    # -- other configuration --
    ("config",     "any",     "line",   "yes",  "1.5 M",  "hostname / NAME",
     "Name the system or the context"),
    ("config",     "any",     "line",   "yes",  "3.3 V",
     "prompt / {hostname|context|domain|slot|state|priority}...",
     "Choose what the prompt shows"),
    ("config",     "any",     "line",   "yes",  "1.5 M",
     "enable password / PASSWORD [level level:<0-15>] [encrypted|pbkdf2]",
     "Set the password for privileged commands"),
    ("config",     "system",  "line",   "yes",  "3.1 M",  "mac-address auto / [prefix prefix:<0-65535>]",
     "Make up MAC addresses for shared interfaces"),
    ("config",     "any",     "line",   "no",   "1.5 V",  "pager / (lines) count:<0-2147483647>",
     "Set the lines of a page"),
    ("config",     "any",     "line",   "yes",  "11 M",   "ip {audit|local|verify} LINE",
     "Configure auditing, address pools, spoofing checks"),
    ("config",     "any",     "line",   "no",   "1.5 V",  "firewall transparent",
     "Bridge rather than route"),
    ("config",     "system",  "action", "no",   "1.5 V",  "mode mode:{single|multiple} [noconfirm]",
     "Have one configuration, or security contexts"),
    ("config",     "any",     "action", "yes",  "3.4 M",  "clear configure all",
     "Clear the running configuration of this space"),
    ("config",     "system",  "action", "yes",  "3.4 M",  "clear configure failover",
     "Clear the failover configuration"),
)
# fmt: on

_ENTERS = {
    "configure terminal": Mode.CONFIG,
    "interface": Mode.INTERFACE,
    "failover group": Mode.GROUP,
    "context": Mode.CONTEXT,
    "class": Mode.CLASS,
    "quit (config-pubkey)": Mode.CERTIFICATES,
}


def _keywords(pattern: str) -> str:
    keywords = takewhile(re.compile(r"[a-z][a-z0-9-]*$").match, re.sub(r"\[[^][]*\]", "", pattern).split())
    return " ".join(keywords)


def _command(row: tuple[str, str, str, str, str, str, str]) -> Command:
    typed_in, space, kind, to_mate, source, pattern, sentence = row
    name = _keywords(pattern)
    return Command(
        name,
        pattern,
        sentence,
        source,
        Kind(kind),
        tuple(mode for word in typed_in.split() for mode in _MODES[word]),
        _SPACES[space],
        to_mate == "yes",
        _ENTERS.get(name),
    )


def _line(typed_in: str, pattern: str, sentence: str, enters: Mode | None = None) -> Command:
    """A line of a sub-mode that keeps any line, or the header of one."""
    line = _command((typed_in, "any", "line", "yes", "14.14 M", pattern, sentence))
    name = " ".join(re.findall(r"(?<!\S)[a-z][a-z0-9-]*(?!\S)", re.sub(r"\[[^][]*\]", "", pattern)))
    name = name if typed_in == Mode.CONFIG else f"{name} ({typed_in})"
    return replace(line, name=name, enters=enters or _ENTERS.get(name))


_READ = tuple(_command(row) for row in _TABLE)
COMMANDS = (
    *_READ,
    *(_line(where, pattern, help_, Mode(enters)) for where, enters, pattern, help_ in submodes.HEADERS),
    *(_line(where, pattern, "A line of this mode") for where, pattern in submodes.LINES),
)
"""The whole table, in its order."""

BY_NAME = {command.name: command for command in COMMANDS}
"""The table by name."""

NOTHING = _command(("any", "any", "exec", "no", "-", "", "An empty line or a comment"))
"""What an empty line and a comment are."""

UNKNOWN = _command(("config", "any", "line", "yes", "1.5 V", "LINE", "A line that is kept as it stands"))
"""A configuration command that is not in the table: kept, printed, replicated; nothing follows from it."""

PARENTS: Mapping[Mode, Mode] = MappingProxyType(
    {
        **{each.enters: Mode.CONFIG for each in COMMANDS if each.enters and each.enters.is_submode},
        **{Mode(enters): Mode(where) for where, enters, *_ in submodes.HEADERS},
    }
)
"""For each sub-mode the mode that ``exit`` leads to."""

KEEPS_ANY_LINE = frozenset(Mode(enters) for _, enters, *_ in submodes.HEADERS)
"""Sub-modes whose lines are not read: whatever does not belong elsewhere is kept there."""


def depth(mode: Mode) -> int:
    """How many headers lead to a mode: none to global configuration, two to a class of a policy map."""
    return 1 + depth(PARENTS[mode]) if mode in PARENTS else 0


FIRST_WORDS = frozenset(command.pattern.split()[0] for command in COMMANDS) | {"no"}
"""The words with which commands of the table begin, wherever they are typed."""

OPEN_WORDS = GLOBAL_WORDS - {each.pattern.split()[0] for each in _READ if each.kind is not Kind.EXEC}
"""Of the words of global configuration those of which the table does not hold every command."""

ABBREVIATED = {"write": "write memory"}
"""Lines that stand for a longer one [M]."""
