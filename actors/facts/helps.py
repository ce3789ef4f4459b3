"""Sentences for keywords that several commands share, or that are a choice in one, by the words up to them.

A keyword that leads to one command has that command's sentence (``facts/commands.py``). Those for ``mode``
were printed by a device (reference 3.3), all others are this emulator's own.
"""

from __future__ import annotations

# fmt: off
KEYWORDS = {
    "aaa-server": "Define AAA servers",
    "changeto": "Go to another space",
    "clear": "Clear figures or configuration",
    "clear configure": "Clear the running configuration",
    "config-url": "Say where the configuration of the context lies, and load it",
    "configure": "Configure this space",
    "context": "Define a security context",
    "copy": "Copy a configuration or a file to another place",
    "copy /noconfirm": "Ask no questions",
    "copy running-config": "The running configuration",
    "copy running-config startup-config": "The startup configuration",
    "copy /noconfirm running-config": "The running configuration",
    "copy /noconfirm running-config startup-config": "The startup configuration",
    "crypto": "Configure IPsec, IKE and certificates, or act on keys",
    "crypto ca": "Configure certificates, or fetch them",
    "crypto ca certificate": "Enter certificates, or rules for them",
    "crypto ipsec ikev2": "Configure IKEv2 proposals",
    "dns": "Configure DNS",
    "enable": "Turn on privileged commands, or set their password",
    "failover": "Turn failover on, configure it or act on it",
    "failover exec active": "On the active unit",
    "failover exec mate": "On the mate",
    "failover exec standby": "On the standby unit",
    "failover interface": "Configure the addresses of the failover interfaces",
    "failover lan": "Configure the failover link",
    "failover mac": "Set MAC addresses (no effect on groups)",
    "failover replication": "Choose what is replicated, and how fast",
    "ip": "Configure addresses, auditing, address pools",
    "mode multiple": "Multiple mode; mode with security contexts",
    "mode single": "Single mode; mode without security contexts",
    "no": "Negate a command or set its defaults",
    "object": "Define an object",
    "object-group": "Define a group of objects",
    "polltime": "Set how often interfaces are tested",
    "show": "Show what the unit knows",
    "show context count": "Show how many there are",
    "show context detail": "Show them with their interfaces, flags and IDs",
    "show running-config all": "Show the running configuration",
    "tunnel-group": "Define a tunnel group",
    "terminal": "Set up this session",
    "write": "Save, send, show or erase a configuration",
    "write memory": "Save the running configuration of this space",
}
# fmt: on
