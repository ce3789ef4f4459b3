"""Words that the device knows and this emulator carries out nothing for [M].

They tell a line of configuration from a slip, an abbreviation from a whole word, and what is ambiguous.
"""

from __future__ import annotations

# fmt: off
GLOBAL_WORDS = frozenset((
    "aaa", "aaa-server", "access-group", "access-list", "admin-context", "arp", "arp-inspection", "asdm",
    "auth-prompt", "auto-update", "banner", "boot", "call-home", "class", "class-map", "client-update",
    "clock", "cluster", "command-alias", "compression", "config-register", "console", "context",
    "coredump", "crashinfo", "crypto", "ctl-file", "ctl-provider", "cts", "cxsc", "ddns", "dhcp-client",
    "dhcpd", "dhcprelay", "dns", "dns-guard", "domain-name", "dynamic-access-policy-config",
    "dynamic-access-policy-record", "dynamic-filter", "enable", "event", "failover", "filter", "fips",
    "firewall", "fixup", "flow-export", "fragment", "ftp", "group-delimiter", "group-policy", "hostname",
    "hpm", "http", "icmp", "imap4s", "interface", "ip", "ipsec", "ipv6", "isakmp", "jumbo-frame", "key",
    "l2tp", "ldap", "license", "license-server", "logging", "mac-address", "mac-address-table",
    "mac-learn", "mac-list", "management-access", "media-termination", "mgcp-map", "mode",
    "monitor-interface", "mount", "mroute", "mtu", "multicast-routing", "mus", "nac-policy", "name",
    "names", "nat", "nat-control", "ntp", "object", "object-group", "object-group-search", "pager",
    "passwd", "password-policy", "phone-proxy", "policy-list", "policy-map", "pop3s", "prefix-list",
    "priority-queue", "privilege", "prompt", "quota", "regex", "remote-access", "route", "route-map",
    "router", "same-security-traffic", "scansafe", "service", "service-policy", "sla", "smtp-server",
    "smtps", "snmp-map", "snmp-server", "ssh", "ssl", "static", "sunrpc-server", "sysopt", "tcp-map",
    "telnet", "tftp-server", "threat-detection", "time-range", "timeout", "tls-proxy", "track",
    "tunnel-group", "tunnel-group-map", "uc-ime", "url-block", "url-cache", "url-server", "user-alert",
    "user-identity", "user-statistics", "username", "virtual", "vpdn", "vpn", "vpn-addr-assign",
    "vpn-sessiondb", "vpnclient", "wccp", "webvpn", "xlate", "zone", "zonelabs-integrity",
))
"""With these begin the commands of global configuration; typed in full they leave any sub-mode."""

EXEC_WORDS = frozenset((
    "activation-key", "backup", "blocks", "capture", "cd", "debug", "do", "eject", "erase",
    "export", "format", "fsck", "help", "hw-module", "import", "kill", "login", "mtrace", "n", "nslookup",
    "packet-tracer", "perfmon", "ping", "pwd", "restore", "revert", "session", "sw-module", "test",
    "traceroute", "undebug", "verify", "who", "y", "yes",
))
"""With these begin exec commands that are not carried out here; ``do`` and the answers are mistakes anywhere.

None of them ever becomes a line of configuration.
"""

SHOWN_ELSEWHERE = (
    "access-list", "aaa", "arp", "asdm", "asp", "banner", "blocks", "bootvar", "bridge-group",
    "checksum", "class", "conn", "console-output", "counters", "cpu", "crashinfo", "crypto",
    "debug", "dhcpd", "disk0", "dns", "environment", "flash", "firewall", "fragment", "h323", "history",
    "http", "icmp", "idb", "igmp", "inventory", "ip", "ipsec", "ipv6", "jumbo-frame",
    "kernel", "local-host", "logging", "mac-address-table", "memory", "mgcp", "module", "mroute",
    "nameif", "nat", "ntp", "object-group", "ospf", "pager", "password", "perfmon", "pim", "power",
    "priority-queue", "privilege", "processes", "prompt", "quota", "reload", "resource", "route",
    "sctp", "service-policy", "shun", "sip", "skinny", "snmp-server", "ssh", "ssl",
    "sunrpc-server", "tcpstat", "tech-support", "telnet", "terminal", "threat-detection", "traffic",
    "uauth", "url-cache", "username", "vlan", "vpn-sessiondb", "webvpn", "xlate",
)
"""What else stands behind ``show``: not printed here, but known to the caret of an error."""

INTERFACE_TYPES = (
    "GigabitEthernet",
    "TenGigabitEthernet",
    "FastEthernet",
    "Ethernet",
    "Management",
    "Redundant",
    "Port-channel",
    "Vlan",
)
"""Types of interfaces as the device spells them; typed in any case and abbreviated."""
# fmt: on
