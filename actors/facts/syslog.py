"""What a unit sends to syslog, each message once, with its number, severity and how well it is known.

``{unit}`` is the word of ``rules/syslog.py``: ``Primary``, or ``Primary_group_1`` where the message is about
a group (reference 7, 14.16). Spellings seen on devices win over those of the guides. Severities run from 0,
emergency, to 7, debugging, as the device counts them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SyslogText:
    """One message. ``tag`` is that of reference 0.1, ``section`` the part of docs/reference.md about it.

    ``number`` is the device's message number, ``template`` has ``{names}`` for what changes.
    """

    number: int
    severity: int
    template: str
    tag: str
    section: str

    def text(self, **values: object) -> str:
        """The message as it stands behind ``%ASA-1-104001: ``; ``KeyError`` for a missing value."""
        return self.template.format(**values)


#: Who types at a console that nobody logged in to by name, and who carries out what the mate has sent.
OPERATOR, MATE = "enable_15", "failover"


def user(*, silent: bool) -> str:
    """Whom a message about a command names; ``silent``: the mate has sent it."""
    return MATE if silent else OPERATOR


def catalogue() -> dict[str, SyslogText]:
    """All messages by their names."""
    return {name: value for name, value in globals().items() if isinstance(value, SyslogText)}


# -- the mate --------------------------------------------------------------------------------

MATE_RELOADS = SyslogText(102001, 1, "({unit}) Power failure/System reload other side.", "M", "7.1")
NO_RESPONSE = SyslogText(
    103001, 1, "({unit}) No response from other firewall (reason code = {code}).", "V", "7.1"
)
MATE_INTERFACE_OK = SyslogText(
    103002, 1, "({unit}) Other firewall network interface {interface} OK.", "V", "7.1"
)
MATE_INTERFACE_FAILED = SyslogText(
    103003, 1, "({unit}) Other firewall network interface {interface} failed.", "V", "7.1"
)
VERSION_INCOMPATIBLE = SyslogText(
    103006, 1, "({unit}) Mate version {mate} is not compatible with ours {ours}.", "V", "7.1"
)
VERSION_DIFFERS = SyslogText(
    103007, 1, "({unit}) Mate version {mate} is not identical with ours {ours}.", "V", "7.1"
)

# -- the groups ------------------------------------------------------------------------------

SWITCHING_TO_ACTIVE = SyslogText(104001, 1, "({unit}) Switching to ACTIVE - {cause}", "R", "7.1")
SWITCHING_TO_STANDBY = SyslogText(104002, 1, "({unit}) Switching to STANDBY - {cause}", "R", "7.1")
#: the device spells the word so where its interfaces are the reason
SWITCHING_TO_STNDBY = SyslogText(
    104002, 1, "({unit}) Switching to STNDBY - interface check, mate is healthier", "R", "7.1"
)
SWITCHING_TO_FAILED = SyslogText(104003, 1, "({unit}) Switching to FAILED.", "V", "7.1")
SWITCHING_TO_OK = SyslogText(104004, 1, "({unit}) Switching to OK.", "V", "7.1")

# -- failover, its link, a mate that does not fit --------------------------------------------

DISABLING_FAILOVER = SyslogText(105001, 1, "({unit}) Disabling failover.", "V", "7.1")
ENABLING_FAILOVER = SyslogText(105002, 1, "({unit}) Enabling failover.", "V", "7.1")
INCOMPLETE_REPLICATION = SyslogText(105020, 1, "({unit}) Incomplete/slow config replication", "V", "7.1")
MATE_UP = SyslogText(105034, 1, "Receive a LAN_FAILOVER_UP message from peer.", "V", "7.1")
MATE_FAILOVER_VERSION = SyslogText(105040, 1, "({unit}) Mate failover version is not compatible.", "V", "7.1")
LINK_OK = SyslogText(105042, 1, "({unit}) Failover interface OK", "V", "7.1")
LINK_FAILED = SyslogText(105043, 1, "({unit}) Failover interface failed", "V", "7.1")
MATE_MODE = SyslogText(
    105044,
    1,
    "({unit}) Mate operational mode {mate} is not compatible with my mode {ours}.",
    "V",
    "7.1",
)
MATE_LICENSE = SyslogText(
    105045,
    1,
    "({unit}) Mate license ({mate} contexts) is not compatible with my license ({ours} contexts).",
    "V",
    "7.1",
)

# -- interfaces ------------------------------------------------------------------------------

MONITORING_WAITING = SyslogText(105003, 1, "({unit}) Monitoring on interface {interface} waiting", "V", "7.1")
MONITORING_NORMAL = SyslogText(105004, 1, "({unit}) Monitoring on interface {interface} normal", "V", "7.1")
LOST_COMMUNICATIONS = SyslogText(
    105005, 1, "({unit}) Lost Failover communications with mate on interface {interface}", "V", "7.1"
)
INTERFACE_LINK_UP = SyslogText(105006, 1, "({unit}) Link status 'Up' on interface {interface}", "V", "7.1")
INTERFACE_LINK_DOWN = SyslogText(
    105007, 1, "({unit}) Link status 'Down' on interface {interface}.", "V", "7.1"
)
TESTING = SyslogText(105008, 1, "({unit}) Testing Interface {interface}", "R", "7.1")
#: ``result`` is ``Passed``, ``Failed`` or ``Status Undetermined``
TESTED = SyslogText(105009, 1, "({unit}) Testing on interface {interface} {result}", "R", "7.1")
LINE_UP = SyslogText(411001, 4, "Line protocol on Interface {interface}, changed state to up", "M", "7.3")
LINE_DOWN = SyslogText(411002, 4, "Line protocol on Interface {interface}, changed state to down", "M", "7.3")

# -- synchronisation, replication, state -----------------------------------------------------

BEGIN_SENDING = SyslogText(
    709003, 1, "({unit}) Beginning configuration replication: Send to mate.", "V", "7.2"
)
END_SENDING = SyslogText(709004, 1, "({unit}) End Configuration Replication (ACT)", "V", "7.2")
BEGIN_RECEIVING = SyslogText(
    709005, 1, "({unit}) Beginning configuration replication: Receiving from mate.", "V", "7.2"
)
END_RECEIVING = SyslogText(709006, 1, "({unit}) End Configuration Replication (STB)", "V", "7.2")
COMMAND_NOT_REPLICATED = SyslogText(
    709007, 2, "Configuration replication failed for command {command}", "V", "7.2"
)
MISSED_UPDATES = SyslogText(210022, 6, "LU missed {count} updates", "M", "7.2")
BULK_SYNC_BEGINS = SyslogText(311001, 6, "LU loading standby start", "M", "7.2")
BULK_SYNC_ENDS = SyslogText(311002, 6, "LU loading standby end", "M", "7.2")
STATE_RECEIVER_UP = SyslogText(311003, 6, "LU recv thread up", "M", "7.2")
STATE_SENDER_UP = SyslogText(311004, 6, "LU xmit thread up", "M", "7.2")

# -- commands --------------------------------------------------------------------------------

BEGIN_WRITING = SyslogText(111001, 5, "Begin configuration: {source} writing to {device}", "M", "7.3")
ERASED = SyslogText(111003, 5, "{source} Erase configuration", "M", "7.3")
BEGIN_CONFIGURATION = SyslogText(
    111007, 5, "Begin configuration: {source} reading from {device}.", "M", "7.3"
)
#: ``result`` is ``OK`` or ``FAILED``
END_WRITING = SyslogText(111004, 5, "{source} end configuration: {result}", "M", "7.3")
END_CONFIGURATION = SyslogText(111005, 5, "{source} end configuration: OK", "M", "7.3")
EXECUTED = SyslogText(111008, 5, "User '{user}' executed the '{command}' command.", "M", "7.3")
SHOWN = SyslogText(111009, 7, "User '{user}' executed cmd: {command}", "M", "7.3")
CONFIGURED = SyslogText(
    111010, 5, "User '{user}', running '{program}' from IP 0.0.0.0, executed '{command}'", "M", "7.3"
)

# -- boot and reload -------------------------------------------------------------------------

RELOAD_COMMAND = SyslogText(199001, 5, "Reload command executed from {source}.", "M", "7.3")
STARTUP_DONE = SyslogText(199002, 6, "startup completed.  Beginning operation.", "M", "7.3")
STARTUP_BEGINS = SyslogText(199005, 6, "Startup begin", "M", "7.3")
RELOAD_BEGINS = SyslogText(
    199006, 5, "Orderly reload started at {when} by {whom}. Reload reason: {reason}", "M", "7.3"
)
