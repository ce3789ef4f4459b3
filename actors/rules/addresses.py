"""Which addresses an interface has, and which of the two pairs a unit uses (reference 10, 14.32)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .settings import Macs

#: The numbers of ports that do not lie in a slot begin here, by the letters of their type [I].
_BESIDE_SLOTS = {"management": 0xE0, "redundant": 0xC0, "port-channel": 0x80}
#: The documentation's own MAC addresses (RFC 7042) stand for those burned into the chassis [I].
_BURNED_IN = {"primary": 0x5300, "secondary": 0x5380}
#: `mac-address auto` alone takes for its prefix the last two bytes of the primary's first port (14.32).
OWN_PREFIX = _BURNED_IN["primary"]
UNASSIGNED = "0.0.0.0"


@dataclass(frozen=True, slots=True)
class Address:
    """What one unit answers to on an interface; ``ip`` is 0.0.0.0 where none is set."""

    ip: str
    mac: str


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of an interface on the unit that is active for it, and on the other one."""

    active: Address
    standby: Address

    def used(self, *, active: bool) -> Address:
        """What a unit uses: IP and MAC address go where the group of the context is active."""
        return self.active if active else self.standby


def physical(hardware: str) -> str:
    """The physical interface that a subinterface is part of."""
    return hardware.partition(".")[0]


def port_number(hardware: str) -> int:
    """The number of a physical port in its MAC address: slot, then port, four bits each.

    Read off the reference's own page: `GigabitEthernet0/1` is port 01 (reference 4.1) [V]; the rest [I].
    """
    found = re.fullmatch(r"([A-Za-z-]+)(?:(\d+)/)?(\d+)", physical(hardware))
    if found is None:
        return 0
    slot, port = int(found[2] or 0), int(found[3])
    beside = _BESIDE_SLOTS.get(found[1].lower())
    return (16 * slot + port if beside is None else beside + port) & 0xFF


def burned_in(chassis: str, hardware: str) -> str:
    """The MAC address of a port of one chassis (``primary``, ``secondary``), never that of its mate."""
    return _written(0x00005E000000 + _BURNED_IN[chassis] + (port_number(hardware) & 0x7F))


def automatic(hardware: str, group: int) -> Macs:
    """The virtual MAC addresses of a physical interface in a failover group [V]: ``00a0.c9PP.GG01``.

    Subinterfaces share those of their interface, groups do not.
    """
    first = 0x00A0C9000001 + (port_number(hardware) << 16) + (group << 8)
    return Macs(_written(first), _written(first + 1))


def generated(prefix: int, number: int) -> Macs:
    """What `mac-address auto` makes for the interface ``number`` of all contexts, from 0 [M].

    ``A2xx.yyzz.zzzz``: the two bytes of the prefix, the second one first, and a number counted on.
    """
    low, high = prefix & 0xFF, prefix >> 8
    first = (0xA2 << 40) + (low << 32) + (high << 24) + 2 * number + 1
    return Macs(_written(first), _written(first + 1))


def chosen(*sources: Macs | None) -> Macs:
    """The first of several sources that says something, for each of the two addresses.

    In the order of 8.4 [V]: the interface's own, `mac-address auto`, the group's, the automatic ones.
    """
    active = (source.active for source in sources if source)
    standby = (source.standby for source in sources if source and source.standby)
    return Macs(next(active, ""), next(standby, ""))


def spelled(mac: str) -> str:
    """A MAC address as the device prints it: ``0000.A000.11`` as ``0000.a000.0011``."""
    return ".".join(part.lower().zfill(4) for part in mac.split("."))


def unicast(mac: str) -> bool:
    """Whether a station may have this address: neither a group's nor all zeros."""
    number = int(spelled(mac).replace(".", ""), 16)
    return number != 0 and not number >> 40 & 1


def _written(number: int) -> str:
    digits = f"{number:012x}"
    return f"{digits[:4]}.{digits[4:8]}.{digits[8:]}"
