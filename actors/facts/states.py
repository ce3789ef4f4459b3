"""The words for what a unit, a group and a context can be."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property


class Role(StrEnum):
    """Which of the two a unit is by ``failover lan unit``.

    Says nothing about being active (reference 1.2).
    """

    PRIMARY = "primary"
    SECONDARY = "secondary"

    @property
    def other(self) -> Role:
        """The mate's role."""
        return Role.SECONDARY if self is Role.PRIMARY else Role.PRIMARY

    @property
    def word(self) -> str:
        """As the device prints it: ``Primary`` or ``Secondary``."""
        return self.value.capitalize()


class State(StrEnum):
    """States of groups 0 (the unit itself), 1 and 2, as the device spells them (reference 5.1)."""

    DISABLED = "Disabled"
    NEGOTIATION = "Negotiation"
    NOT_DETECTED = "Not Detected"
    COLD_STANDBY = "Cold Standby"
    SYNC_CONFIG = "Sync Config"
    SYNC_FILE_SYSTEM = "Sync File System"
    BULK_SYNC = "Bulk Sync"
    STANDBY_READY = "Standby Ready"
    JUST_ACTIVE = "Just Active"
    ACTIVE_DRAIN = "Active Drain"
    ACTIVE_APPLYING_CONFIG = "Active Applying Config"
    ACTIVE_CONFIG_APPLIED = "Active Config Applied"
    ACTIVE = "Active"
    FAILED = "Failed"

    @cached_property
    def is_active(self) -> bool:
        """On the active path: this copy has the active addresses, or is taking them."""
        return self in ACTIVE_PATH

    @cached_property
    def is_passing(self) -> bool:
        """Over at the very instant at which it begins, on the way to Active: nothing hangs on it."""
        return self in PASSING

    @cached_property
    def is_synchronising(self) -> bool:
        """On the way from an active mate's configuration to Standby Ready."""
        return self in STANDBY_PATH

    @cached_property
    def stands_by(self) -> bool:
        """A whole copy that is not active: ready, or failed for its interfaces (reference 14.23)."""
        return self in (State.STANDBY_READY, State.FAILED)


ACTIVE_PATH = frozenset(
    {
        State.JUST_ACTIVE,
        State.ACTIVE_DRAIN,
        State.ACTIVE_APPLYING_CONFIG,
        State.ACTIVE_CONFIG_APPLIED,
        State.ACTIVE,
    }
)
PASSING = ACTIVE_PATH - {State.JUST_ACTIVE, State.ACTIVE}
#: States of a whole copy that is where it belongs.
SETTLED = frozenset(state for state in State if state is State.ACTIVE or state.stands_by)
STANDBY_PATH = frozenset({State.COLD_STANDBY, State.SYNC_CONFIG, State.SYNC_FILE_SYSTEM, State.BULK_SYNC})


class Reason(StrEnum):
    """Why a state changed, as ``show failover history`` spells it (reference 5.3)."""

    NO_ERROR = "No Error"
    CONFIG_COMMAND = "Set by the config command"
    STATE_CHECK = "Failover state check"
    HELLO_NOT_HEARD = "HELLO not heard from mate"
    MATE_WANTS_ME_ACTIVE = "Other unit wants me Active"
    MATE_WANTS_ME_STANDBY = "Other unit wants me Standby"
    CONFIGURATION_MISMATCH = "Configuration mismatch"
    ACTIVE_MATE = "Detected an Active mate"
    NO_ACTIVE_UNIT = "No Active unit found"
    RECOVERED = "Recovered from communication failure"
    MATE_FAILED = "Other unit reports that it is failed"
    MATE_RELOADED = "Peer unit just reloaded"
    MATE_VERSION = "Other unit has different software version"
    MATE_MODE = "Other unit operating mode is different"
    MATE_LICENSE = "Other unit license is different"
    SYNC_INCOMPLETE = "Incomplete configuration synchronization"
    INTERFACE_CHECK = "Interface check"


class InterfaceStatus(StrEnum):
    """What a unit finds of one of its interfaces, as the failover pages spell it (reference 2.3)."""

    UNKNOWN = "Unknown"
    NORMAL = "Normal"
    TESTING = "Testing"
    LINK_DOWN = "Link Down"
    NO_LINK = "No Link"
    FAILED = "Failed"

    @cached_property
    def has_failed(self) -> bool:
        """It counts against the interface policy of its group (reference 2.2, 2.4)."""
        return self in (InterfaceStatus.NO_LINK, InterfaceStatus.FAILED)


class Hosts(StrEnum):
    """What the hosts of a data segment do: what the interface tests can hear of them (reference 2.2)."""

    #: they talk all the time
    ON = "on"
    #: they are silent, and answer an ARP request
    ARP = "arp"
    #: nobody is known there; some answer a broadcast ping
    PING = "ping"
    #: there is nobody
    OFF = "off"


class Test(StrEnum):
    """The tests of an interface behind that of its link (reference 2.2)."""

    __test__ = False  # not one of pytest's

    ACTIVITY = "network activity"
    ARP = "ARP"
    PING = "broadcast ping"


class PortFault(StrEnum):
    """What is wrong with one end of a data segment."""

    NONE = "up"
    DOWN = "down"
    #: the link is up, and nothing gets through either way
    SILENT = "silent"
    #: it sends, and receives nothing
    DEAF = "deaf"
    #: it receives, and what it sends is lost
    MUTE = "mute"
    #: it reaches the hosts on its side, and not the mate
    CUT_OFF = "cut off"


class Power(StrEnum):
    """Whether a chassis runs."""

    OFF = "off"
    BOOTING = "booting"
    UP = "up"


class ContextState(StrEnum):
    """What a context is on one unit: the state of the group it belongs to there (reference 1.5)."""

    ACTIVE = "active"
    STANDBY = "standby"
