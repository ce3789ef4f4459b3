"""What a console prints, each text once, with how well it is known and where the reference speaks of it.

Lines that the reference shows behind eight blanks stand behind one TAB here, as in the only capture that kept
its tabs (reference 6). Texts tagged ``M?`` are this emulator's own defaults, never to be quoted as fact.
"""

from __future__ import annotations

from dataclasses import dataclass

from .files import FileProblem


@dataclass(frozen=True, slots=True)
class Text:
    """One console text. ``tag`` is that of reference 0.1, ``section`` the part of docs/reference.md about it.

    ``template`` may hold several lines and ``{names}`` for what changes.
    """

    template: str
    tag: str
    section: str

    def line(self, **values: object) -> str:
        """The text as one line; ``ValueError`` for a text of several, ``KeyError`` for a missing value."""
        if "\n" in self.template:
            raise ValueError(f"this text has several lines, use lines(): {self.template!r}")
        return self.template.format(**values)

    def lines(self, **values: object) -> tuple[str, ...]:
        """The text as the lines that the console prints; ``KeyError`` for a missing value."""
        return tuple(self.template.format(**values).split("\n"))


def catalogue() -> dict[str, Text]:
    """All texts by their names."""
    return {name: value for name, value in globals().items() if isinstance(value, Text)}


# -- synchronisation ---------------------------------------------------------------------

BEGIN_SENDING = Text("Beginning configuration replication: Sending to mate.", "R", "6")
END_SENDING = Text("End Configuration Replication to mate", "R", "6")
BEGIN_RECEIVING = Text("Beginning configuration replication from mate.", "R", "6")
END_RECEIVING = Text("End configuration replication from mate.", "R", "6")
PASSWORD_RECOVERY = Text(
    "ERROR: Password recovery was not changed, unable to access\nthe configuration register.", "R", "6"
)
CRASHINFO = Text("Crashinfo is NOT enabled on Full Distribution Environment", "R", "6")
VERSION_DIFFERS = Text(
    "************WARNING****WARNING****WARNING********************************\n"
    "   Mate version {mate} is not identical with ours {ours}\n"
    "************WARNING****WARNING****WARNING********************************",
    "R",
    "6",
)
INCOMPLETE_REPLICATION = Text("Incomplete/slow config replication", "M?", "12")
WRONG_UNIT = Text(
    "**** WARNING ****\n"
    "\tConfiguration Replication is NOT performed from Standby unit to Active unit.\n"
    "\tConfigurations are no longer synchronized.",
    "M",  # the words are read in five manuals, the layout is from memory
    "1.5",
)

# -- failover coming on, the mate, the groups ----------------------------------------------

ENABLING_FAILOVER = Text("Enabling failover.", "R", "6")
SEARCHING = Text(".", "R", "6")
NO_RESPONSE = Text("\tGroup {group} No Response from Mate, Switch to Active", "M", "6")
DETECTED_ACTIVE_MATE = Text("\tGroup {group} Detected Active mate", "M", "6")
UNIT_NO_RESPONSE = Text("\tNo Response from Mate", "M", "6")
UNIT_DETECTED_ACTIVE_MATE = Text("\tDetected an Active mate", "R", "6")
STATE_CHECK = Text("State check detected an Active mate", "R", "6")
SWITCHING_TO_ACTIVE = Text("\tGroup {group} Switching to Active", "M?", "6")
SWITCHING_TO_STANDBY = Text("\tGroup {group} Switching to Standby", "M?", "6")
SWITCHING_TO_FAILED = Text("\tGroup {group} Switching to Failed", "M?", "6")
SWITCHING_TO_OK = Text("\tGroup {group} Switching to Ok", "M?", "6")
#: Active/Standby forms, kept because they are the captured ones
UNIT_SWITCHING_TO_ACTIVE = Text("\tSwitching to Active", "R", "6")
UNIT_SWITCHING_TO_STANDBY = Text("\tSwitching to Standby", "R", "6")
PREEMPT_MATE = Text("\tGroup {group} preempt mate", "M?", "6")
LINK_FAILED = Text("\tFailover LAN Failed", "M?", "6")
LINK_OK = Text("\tFailover LAN became OK", "M?", "6")
SWITCHOVER_ENABLED = Text("\tSwitchover enabled", "M?", "6")

# -- a mate that does not fit ----------------------------------------------------------------

DECRYPTION_FAILURE = Text(
    "Failover message decryption failure. Please make sure both units have the same failover shared key"
    " and crypto license or system is not out of memory",
    "M",
    "3.1",
)
MATE_MODE = Text(
    "Mate's operational mode ({mate}) is not compatible with my mode ({ours}). Failover will be disabled.",
    "M?",
    "6",
)
MATE_VERSION = Text(
    "Mate version {mate} is not compatible with ours {ours}. Failover will be disabled.", "M?", "1.3"
)
MATE_LICENSE = Text(
    "Mate license ({mate} contexts) is not compatible with my license ({ours} contexts)."
    " Failover will be disabled.",
    "M?",
    "1.3",
)

# -- failover commands -------------------------------------------------------------------------

LAN_INTERFACE_CLEARED = Text(
    "INFO: Non-failover interface config is cleared on {interface} and its sub-interfaces", "R", "3.1"
)
NO_STANDBY_ADDRESS = Text(
    "WARNING: Failover enabled but standby IP address not configured for this interface.", "M", "6"
)
LOCAL_CA = Text("ERROR: Failover cannot be configured while the local CA server is configured.", "V", "3.1")
KEYS_EXCLUDE = Text("ERROR: A failover key and an IPsec pre-shared key exclude each other", "M?", "3.1")
NO_LAN_INTERFACE = Text("ERROR: Failover LAN interface is not configured", "M?", "3.1")
INTERFACE_IN_USE = Text("ERROR: Interface {interface} has a name or is allocated to a context", "M?", "3.1")
HOLD_TIME = Text("ERROR: Failover holdtime must be at least 3 times the polltime", "M?", "2.1")
INTERFACE_HOLD_TIME = Text("ERROR: Interface holdtime must be at least 5 times the polltime", "M?", "2.2")
GROUP_FAILOVER_ON = Text(
    "ERROR: Failover is enabled. Disable failover before creating or removing a failover group", "M?", "3.2"
)
GROUP_1_LAST = Text("ERROR: Failover group 1 must be removed last", "M?", "3.2")
GROUP_IN_USE = Text("ERROR: Failover group {group} is used by context '{context}'", "M?", "3.2")
NO_SUCH_GROUP = Text("ERROR: Failover group {group} does not exist", "M?", "3.2")
JOIN_FAILOVER_ON = Text(
    "ERROR: Failover is enabled. Disable failover before changing the failover group of a context",
    "M?",
    "3.3",
)
ASR_GROUP_FULL = Text("ERROR: asr-group {group} has {most} interfaces on this unit already", "M?", "9.4")
ASR_GROUP_TWICE = Text("ERROR: Interface {name} of this context is in asr-group {group} already", "M?", "9.4")
ADMIN_IN_GROUP_1 = Text("ERROR: The admin context must belong to failover group 1", "M?", "3.3")
MAC_NOT_UNICAST = Text("ERROR: {mac} is not a unicast MAC address", "M?", "10")
MACS_ALIKE = Text("ERROR: The active and the standby MAC address must differ", "M?", "10")
MAC_GENERATED = Text(
    "ERROR: A MAC address that begins with A2 is for 'mac-address auto', which is on", "M?", "10"
)
NAME_TAKEN = Text('ERROR: Name "{name}" has been assigned to interface {interface}', "M", "3.3")
NO_SUCH_INTERFACE = Text("ERROR: Interface {interface} does not exist", "M?", "4.5")
FAILOVER_OFF = Text("ERROR: Failover is not enabled", "M?", "3.4")
SWITCH_SYNCHRONISING = Text(
    "ERROR: Configuration synchronization is in progress, the command is refused", "M?", "3.4"
)
SWITCH_NEGOTIATING = Text(
    "ERROR: This unit is still looking for its mate, the command is refused", "M?", "3.4"
)
SWITCH_LINK_DOWN = Text("ERROR: The failover link is down, the command is refused", "M?", "3.4")
SWITCH_MATE_NOT_READY = Text(
    "ERROR: The mate is not ready to become active, the command is refused", "M?", "3.4"
)
SWITCH_FAILED = Text("ERROR: Group {group} is in failed state, cannot be active", "M?", "3.4")
MATE_NO_ANSWER = Text("ERROR: The mate does not answer", "M?", "3.5")
EXEC_REFUSED = Text("ERROR: {command} cannot be carried out by failover exec", "M?", "3.5")
EXEC_NEEDS_CONFIG = Text(
    "ERROR: A configuration command needs this session to be in configuration mode", "M?", "3.5"
)
EXEC_NO_UNIT = Text("ERROR: No unit is {target}", "M?", "3.5")
EXEC_MATE_DOWN = Text("ERROR: The mate is not operational, the command is refused", "M?", "3.5")
EXEC_QUESTION = Text("ERROR: The command asks a question, use /noconfirm", "M?", "3.5")
EXEC_MODE = Text("{target} unit Failover EXEC is at {mode} mode", "M", "3.5")
WRITE_STANDBY_REFUSED = Text("ERROR: Command is only valid on the active unit", "M?", "3.4")
RELOAD_STANDBY_REFUSED = Text("ERROR: The standby unit cannot be reloaded from here", "M?", "3.4")
SYSTEM_ONLY = Text("ERROR: This command is available in the system execution space only", "M?", "3.4")
MULTIPLE_ONLY = Text("ERROR: This command is available in multiple mode only", "M?", "3.3")

# -- contexts --------------------------------------------------------------------------------------

CONTEXT_CREATED = Text("Creating context '{context}'... Done. ({number})", "M", "3.3")
CONTEXT_REMOVE_WARNING = Text("WARNING: Removing context '{context}'", "M", "3.3")
CONTEXT_REMOVE_QUESTION = Text("Proceed with removing the context? [confirm]", "M", "3.3")
CONTEXT_REMOVED = Text("Removing context '{context}' ({number})... Done", "M", "3.3")
CONTEXT_LIMIT = Text("ERROR: The license allows no more than {limit} security contexts", "M?", "3.3")
CONTEXT_NAME = Text("ERROR: '{context}' is not allowed as the name of a context", "M?", "3.3")
ADMIN_FIRST = Text("ERROR: Identify admin context first, using the 'admin-context' command", "M", "3.3")
ADMIN_STAYS = Text("ERROR: The admin context '{context}' cannot be removed", "M?", "3.3")
ADMIN_MISSING = Text("ERROR: Context '{context}' is not defined", "M?", "3.3")
ADMIN_CREATED = Text("INFO: Context {context} was created with URL {url}", "M", "3.3")
ADMIN_COMES_UP = Text("INFO: Admin context will take some time to come up .... please wait.", "M", "3.3")
URL_MISSING = Text("WARNING: Could not fetch the URL {url}", "M", "3.3")
URL_DEFAULT = Text("INFO: Creating context with default config", "M", "3.3")
NO_SUCH_CONTEXT = Text("ERROR: Context '{context}' does not exist", "M?", "3.3")
SECURITY_LEVEL = Text('INFO: Security level for "{name}" set to {level} by default.', "R", "3.3")

# -- saving, files ---------------------------------------------------------------------------------

BUILDING = Text("Building configuration...", "R", "3.4")
CHECKSUM = Text("Cryptochecksum: {checksum} ", "R", "3.4")
CHECKSUM_CHANGED = Text("Cryptochecksum (changed): {checksum} ", "R", "3.4.2")
CHECKSUM_UNCHANGED = Text("Cryptochecksum (unchanged): {checksum} ", "M", "3.4.2")
COPIED = Text("{count} bytes copied in {seconds} secs", "R", "3.4")
COPIED_RATE = Text("{count} bytes copied in {seconds} secs ({rate} bytes/sec)", "R", "3.4.2")
OK = Text("[OK]", "R", "3.4")
FAILED = Text("[FAILED]", "M", "3.4")
COMMAND_FAILED = Text("Error executing command", "M", "3.4")
SAVE_ALL_QUESTION = Text("Are you sure you want to save all contexts? [confirm]", "M?", "3.4")
SAVING = Text("Saving context : {context} : ({saved:03}/{total:03} Contexts saved)", "M", "3.4")
NOT_SAVED_RESOURCES = Text(
    "The context '{context}' could not be saved due to Unavailability of resources", "M", "3.4"
)
NOT_SAVED_UNREACHABLE = Text(
    "The context '{context}' could not be saved due to non-reachability of destination", "M", "3.4"
)
NOT_SAVED_LOCKED = Text(
    "Unable to save the configuration for the following contexts as these contexts are locked. {contexts}.",
    "M",
    "3.4",
)
NOT_SAVED_READ_ONLY = Text(
    "Unable to save the configuration for the following contexts as these contexts have"
    " read-only config-urls: {contexts}.",
    "M",
    "3.4",
)
NOT_SAVED_UNKNOWN = Text("The context '{context}' could not be saved due to Unknown errors", "M", "3.4")
#: one name in the lists of the two texts before
NOT_SAVED_NAME = Text("context '{context}'", "M", "3.4")
ERASE_QUESTION = Text("Erase configuration in flash memory? [confirm]", "R", "3.4")
FLASH_FULL = Text("%Error writing {path} (No space left on device)", "M?", "3.4")
FLASH_READ_ONLY = Text("%Error opening {path} (Read-only file system)", "M?", "3.4")
NO_SUCH_FILE = Text("%Error opening {path} (No such file or directory)", "M", "3.4")
FILE_EXISTS = Text("%Error creating {path} (File exists)", "M?", "3.4")
NOT_A_FOLDER = Text("%Error opening {path} (Not a directory)", "M?", "3.4")
FOLDER_NOT_EMPTY = Text("%Error removing {path} (Directory not empty)", "M?", "3.4")
NOT_A_FILE = Text("%Error opening {path} (Is a directory)", "M?", "3.4.2")
NOT_ALLOWED = Text("%Error opening {path} (Permission denied)", "M?", "3.4.2")
URL_UNREACHABLE = Text("%Error opening {path} (Timed out)", "M?", "3.4")
#: what is printed when a file cannot be read or written
FILE_ERRORS = {
    FileProblem.NOT_FOUND: NO_SUCH_FILE,
    FileProblem.NO_SPACE: FLASH_FULL,
    FileProblem.READ_ONLY: FLASH_READ_ONLY,
    FileProblem.EXISTS: FILE_EXISTS,
    FileProblem.NOT_A_FOLDER: NOT_A_FOLDER,
    FileProblem.IS_A_FOLDER: NOT_A_FILE,
    FileProblem.NOT_EMPTY: FOLDER_NOT_EMPTY,
    FileProblem.DENIED: NOT_ALLOWED,
    FileProblem.TIMED_OUT: URL_UNREACHABLE,
}
SOURCE_QUESTION = Text("Source filename [{name}]? ", "R", "3.4.2")
DESTINATION_QUESTION = Text("Destination filename [{name}]? ", "R", "3.4.2")
HOST_QUESTION = Text("Address or name of remote host [{name}]? ", "R", "3.4.2")
OVERWRITE_WARNING = Text("%Warning:There is a file already existing with this name", "M", "3.4.2")
OVERWRITE_QUESTION = Text("Do you want to over write? [confirm]", "M", "3.4.2")
ACCESSING = Text("Accessing {url}...!", "R", "3.4.2")
WRITING = Text("Writing file {path}...\n!", "R", "3.4.2")
SENT = Text("!", "R", "3.4.2")
COPYING = Text("Copy in progress...C", "M", "3.4.2")
FOLDER_HEAD = Text("\nDirectory of {path}\n", "R", "3.4.2")
FOLDER_FOOT = Text("\n{total} bytes total ({free} bytes free)", "M", "3.4.2")
FOLDER_EMPTY = Text("No files in directory", "M?", "3.4.2")
DELETE_NAME_QUESTION = Text("Delete filename [{name}]? ", "R", "3.4.2")
DELETE_QUESTION = Text("Delete {path}? [confirm]", "R", "3.4.2")
FOLDER_QUESTION = Text("Create directory filename [{name}]? ", "M", "3.4.2")
FOLDER_CREATED = Text("Created dir {path}", "M", "3.4.2")
REMOVE_FOLDER_QUESTION = Text("Remove directory filename [{name}]? ", "M", "3.4.2")
FOLDER_REMOVED = Text("Removed dir {path}", "M", "3.4.2")

# -- reload, boot, mode ------------------------------------------------------------------------------

RELOAD_SAVE_QUESTION = Text("System config has been modified. Save? [Y]es/[N]o:  ", "R", "3.4")
RELOAD_QUESTION = Text("Proceed with reload? [confirm]", "R", "3.4")
SHUTDOWN = Text(
    "\n\n***\n*** --- START GRACEFUL SHUTDOWN ---\n"
    "Shutting down isakmp\nShutting down webvpn\nShutting down sw-module\nShutting down License Controller\n"
    "Shutting down File system\n\n\n\n***\n*** --- SHUTDOWN NOW ---\n"
    "Process shutdown finished\nRebooting... (status 0x9)",
    "R",
    "3.4",
)
SHUTDOWN_BY_MATE = Text(
    "***\n*** --- SHUTDOWN NOW ---\n***\n*** Message to all terminals:\n***\n***   requested by active unit",
    "R",
    "3.4",
)
REBOOTING = Text("Process shutdown finished\nRebooting... (status 0x9)", "R", "3.4")
BOOTING = Text("Booting system, please wait...", "M", "1.4")
READING_FLASH = Text("Reading from flash...", "M", "1.4")
HELP_HINT = Text("Type help or '?' for a list of available commands.", "M", "3.3")
MODE_WARNING = Text(
    "WARNING: This command will change the behavior of the device\n"
    "WARNING: This command will initiate a Reboot",
    "V",
    "3.3",
)
MODE_QUESTION = Text("Proceed with change mode? [confirm]", "V", "3.3")
MODE_CONVERT_QUESTION = Text("   Convert the system configuration? [confirm]", "V", "3.3")
MODE_CONVERTING = Text(
    "The old running configuration file will be written to disk0\n"
    "The admin context configuration will be written to disk0\n"
    "The new running configuration file was written to disk0",
    "V",
    "3.3",
)
MODE_IS = Text("Security context mode: {mode}", "R", "4.8")
SHUTDOWN_FOR_MODE = Text(
    "***\n*** --- SHUTDOWN NOW ---\n***\n*** Message to all terminals:\n***\n***   change mode", "M", "3.3"
)
CALL_HOME = Text(
    "Would you like to enable anonymous error reporting to help improve\n"
    "the product? [Y]es, [N]o, [A]sk later:",
    "R",
    "3.4.1",
)

# -- the line that was typed --------------------------------------------------------------------------

CARET = Text("^", "R", "3.4.1")
INVALID_INPUT = Text("ERROR: % Invalid input detected at '^' marker.", "R", "3.4.1")
INCOMPLETE = Text("ERROR: % Incomplete command", "R", "3.4.1")
AMBIGUOUS = Text('ERROR: % Ambiguous command:  "{line}"', "M", "3.4.1")
UNRECOGNIZED = Text("ERROR: % Unrecognized command", "M", "3.4.1")
PASSWORD = Text("Password: ", "R", "3.4.1")
INVALID_PASSWORD = Text("Invalid password", "M", "3.4.1")
ACCESS_DENIED = Text("Access denied.", "M", "3.4.1")
LOGOFF = Text("\nLogoff\n", "M", "3.3")
