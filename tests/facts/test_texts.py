"""The console texts, compared with the captures of the reference."""

from __future__ import annotations

import re

import pytest

from asapair.actors.facts import texts
from asapair.actors.facts.texts import Text

STARS = "************WARNING****WARNING****WARNING********************************"

#: What captured consoles show: name, values, lines (reference 3.1, 3.4, 3.4.1, 4.8 and 6).
CAPTURED: dict[str, tuple[dict[str, object], list[str]]] = {
    "BEGIN_SENDING": ({}, ["Beginning configuration replication: Sending to mate."]),
    "END_SENDING": ({}, ["End Configuration Replication to mate"]),
    "BEGIN_RECEIVING": ({}, ["Beginning configuration replication from mate."]),
    "END_RECEIVING": ({}, ["End configuration replication from mate."]),
    "PASSWORD_RECOVERY": (
        {},
        ["ERROR: Password recovery was not changed, unable to access", "the configuration register."],
    ),
    "CRASHINFO": ({}, ["Crashinfo is NOT enabled on Full Distribution Environment"]),
    "VERSION_DIFFERS": (
        {"mate": "9.6(4)45", "ours": "9.6(4)36"},
        [STARS, "   Mate version 9.6(4)45 is not identical with ours 9.6(4)36", STARS],
    ),
    "ENABLING_FAILOVER": ({}, ["Enabling failover."]),
    "SEARCHING": ({}, ["."]),
    "UNIT_DETECTED_ACTIVE_MATE": ({}, ["\tDetected an Active mate"]),
    "STATE_CHECK": ({}, ["State check detected an Active mate"]),
    "UNIT_SWITCHING_TO_ACTIVE": ({}, ["\tSwitching to Active"]),
    "UNIT_SWITCHING_TO_STANDBY": ({}, ["\tSwitching to Standby"]),
    "LAN_INTERFACE_CLEARED": (
        {"interface": "GigabitEthernet0/7"},
        ["INFO: Non-failover interface config is cleared on GigabitEthernet0/7 and its sub-interfaces"],
    ),
    "SECURITY_LEVEL": (
        {"name": "inside", "level": 100},
        ['INFO: Security level for "inside" set to 100 by default.'],
    ),
    "BUILDING": ({}, ["Building configuration..."]),
    "CHECKSUM": (
        {"checksum": "ce770b8f 9a7ce38e fc682db4 81d2bf45"},
        ["Cryptochecksum: ce770b8f 9a7ce38e fc682db4 81d2bf45 "],
    ),
    "CHECKSUM_CHANGED": (
        {"checksum": "84db7dfe c06c042c cf974b51 ef74a419"},
        ["Cryptochecksum (changed): 84db7dfe c06c042c cf974b51 ef74a419 "],
    ),
    "COPIED_RATE": (
        {"count": 82593792, "seconds": "211.300", "rate": 391439},
        ["82593792 bytes copied in 211.300 secs (391439 bytes/sec)"],
    ),
    "SOURCE_QUESTION": ({"name": "running-config"}, ["Source filename [running-config]? "]),
    "HOST_QUESTION": ({"name": "192.168.255.11"}, ["Address or name of remote host [192.168.255.11]? "]),
    "DESTINATION_QUESTION": (
        {"name": "asa964-45-smp-k8.bin"},
        ["Destination filename [asa964-45-smp-k8.bin]? "],
    ),
    "ACCESSING": (
        {"url": "tftp://192.168.255.11/asa964-45-smp-k8.bin"},
        ["Accessing tftp://192.168.255.11/asa964-45-smp-k8.bin...!"],
    ),
    "WRITING": (
        {"path": "disk0:/asa952-smp-k8.bin"},
        ["Writing file disk0:/asa952-smp-k8.bin...", "!"],
    ),
    "SENT": ({}, ["!"]),
    "FOLDER_HEAD": ({"path": "disk0:/"}, ["", "Directory of disk0:/", ""]),
    "DELETE_NAME_QUESTION": ({"name": "asdm-7221.bin"}, ["Delete filename [asdm-7221.bin]? "]),
    "DELETE_QUESTION": ({"path": "disk0:/asdm-7221.bin"}, ["Delete disk0:/asdm-7221.bin? [confirm]"]),
    "COPIED": ({"count": 7180, "seconds": "0.150"}, ["7180 bytes copied in 0.150 secs"]),
    "OK": ({}, ["[OK]"]),
    "ERASE_QUESTION": ({}, ["Erase configuration in flash memory? [confirm]"]),
    "RELOAD_SAVE_QUESTION": ({}, ["System config has been modified. Save? [Y]es/[N]o:  "]),
    "RELOAD_QUESTION": ({}, ["Proceed with reload? [confirm]"]),
    "SHUTDOWN": (
        {},
        [
            "",
            "",
            "***",
            "*** --- START GRACEFUL SHUTDOWN ---",
            "Shutting down isakmp",
            "Shutting down webvpn",
            "Shutting down sw-module",
            "Shutting down License Controller",
            "Shutting down File system",
            "",
            "",
            "",
            "***",
            "*** --- SHUTDOWN NOW ---",
            "Process shutdown finished",
            "Rebooting... (status 0x9)",
        ],
    ),
    "SHUTDOWN_BY_MATE": (
        {},
        [
            "***",
            "*** --- SHUTDOWN NOW ---",
            "***",
            "*** Message to all terminals:",
            "***",
            "***   requested by active unit",
        ],
    ),
    "REBOOTING": ({}, ["Process shutdown finished", "Rebooting... (status 0x9)"]),
    "MODE_IS": ({"mode": "multiple"}, ["Security context mode: multiple"]),
    "CALL_HOME": (
        {},
        [
            "Would you like to enable anonymous error reporting to help improve",
            "the product? [Y]es, [N]o, [A]sk later:",
        ],
    ),
    "CARET": ({}, ["^"]),
    "INVALID_INPUT": ({}, ["ERROR: % Invalid input detected at '^' marker."]),
    "INCOMPLETE": ({}, ["ERROR: % Incomplete command"]),
    "PASSWORD": ({}, ["Password: "]),
}

#: From memory, spelled out in the reference: name, values, line.
REMEMBERED: list[tuple[str, dict[str, object], str]] = [
    ("NO_RESPONSE", {"group": 1}, "\tGroup 1 No Response from Mate, Switch to Active"),
    ("DETECTED_ACTIVE_MATE", {"group": 2}, "\tGroup 2 Detected Active mate"),
    ("PREEMPT_MATE", {"group": 1}, "\tGroup 1 preempt mate"),
    ("SWITCHING_TO_ACTIVE", {"group": 1}, "\tGroup 1 Switching to Active"),
    ("SWITCHING_TO_STANDBY", {"group": 2}, "\tGroup 2 Switching to Standby"),
    ("LINK_FAILED", {}, "\tFailover LAN Failed"),
    ("LINK_OK", {}, "\tFailover LAN became OK"),
    ("SWITCHOVER_ENABLED", {}, "\tSwitchover enabled"),
    ("CONTEXT_CREATED", {"context": "ctx1", "number": 2}, "Creating context 'ctx1'... Done. (2)"),
    ("CONTEXT_REMOVED", {"context": "ctx1", "number": 2}, "Removing context 'ctx1' (2)... Done"),
    ("URL_MISSING", {"url": "disk0:/ctx1.cfg"}, "WARNING: Could not fetch the URL disk0:/ctx1.cfg"),
    (
        "SAVING",
        {"context": "system", "saved": 0, "total": 2},
        "Saving context : system : (000/002 Contexts saved)",
    ),
    ("INVALID_PASSWORD", {}, "Invalid password"),
]


@pytest.mark.parametrize("name", sorted(CAPTURED))
def test_a_captured_text_is_what_the_device_printed(name: str) -> None:
    values, lines = CAPTURED[name]
    assert list(texts.catalogue()[name].lines(**values)) == lines


def test_every_text_marked_as_captured_is_compared_with_its_capture() -> None:
    marked = {name for name, text in texts.catalogue().items() if text.tag == "R"}
    assert marked == set(CAPTURED)


@pytest.mark.parametrize(("name", "values", "line"), REMEMBERED)
def test_a_remembered_text_is_what_the_reference_spells(
    name: str, values: dict[str, object], line: str
) -> None:
    text = texts.catalogue()[name]
    assert text.line(**values) == line
    assert text.tag in {"M", "M?"}


def test_every_text_says_how_well_it_is_known_and_where_the_reference_speaks_of_it() -> None:
    for name, text in texts.catalogue().items():
        assert text.tag in {"S", "R", "R-img", "V", "M", "M?", "I"}, name
        assert re.fullmatch(r"\d+(\.\d+){0,2}", text.section), name


def test_no_text_stands_in_the_catalogue_twice() -> None:
    templates = [text.template for text in texts.catalogue().values()]
    assert len(templates) == len(set(templates))


def test_the_warning_of_the_wrong_unit_has_its_three_lines() -> None:
    assert texts.WRONG_UNIT.lines() == (
        "**** WARNING ****",
        "\tConfiguration Replication is NOT performed from Standby unit to Active unit.",
        "\tConfigurations are no longer synchronized.",
    )


def test_one_line_cannot_be_had_of_a_text_of_several() -> None:
    with pytest.raises(ValueError, match="several lines"):
        texts.WRONG_UNIT.line()


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError, match="group"):
        Text("Group {group}", "M", "6").line()
