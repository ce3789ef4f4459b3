"""The syslog catalogue, compared with the tables of the reference."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from asapair import actors
from asapair.actors.facts import syslog
from asapair.actors.facts.states import Role
from asapair.actors.rules.syslog import unit_word

REFERENCE = (Path(__file__).parents[2] / "docs" / "reference.md").read_text(encoding="utf-8")
ROWS = {
    int(number): (int(severity), text.replace("\\|", "|"))
    for number, severity, text in re.findall(
        r"^\| (\d{6}) \| (\d) \| `(.+?)` \|", REFERENCE, flags=re.MULTILINE
    )
}
CODE = "".join(
    path.read_text(encoding="utf-8")
    for path in sorted(Path(actors.__file__).parent.rglob("*.py"))
    if "facts" not in path.parts
)
SENT, NEVER = (
    {
        number
        for cell in re.findall(r"^\| ([\d, to]+) \|", part, flags=re.MULTILINE)
        for first, last in re.findall(r"(\d{6})(?: to (\d{6}))?", cell)
        for number in range(int(first), int(last or first) + 1)
    }
    for part in REFERENCE.split("## 7.4 ")[1].split("# 8. ")[0].split("Never sent, ")
)
LISTED = sorted(syslog.catalogue())

ASKED = "wants me Standby. Secondary unit  switch reason: Set by the config command."
#: Messages as devices or the guides print them: name, values, text (reference 7).
SPELLED: dict[str, tuple[dict[str, object], str]] = {
    "MATE_RELOADS": ({}, "(Primary) Power failure/System reload other side."),
    "NO_RESPONSE": ({"code": 1}, "(Primary) No response from other firewall (reason code = 1)."),
    "MATE_INTERFACE_OK": ({"interface": "0"}, "(Primary) Other firewall network interface 0 OK."),
    "MATE_INTERFACE_FAILED": ({"interface": "0"}, "(Primary) Other firewall network interface 0 failed."),
    "VERSION_INCOMPATIBLE": (
        {"mate": "9.6(4)", "ours": "9.1(5)"},
        "(Primary) Mate version 9.6(4) is not compatible with ours 9.1(5).",
    ),
    "VERSION_DIFFERS": (
        {"mate": "9.2(4)", "ours": "9.1(5)"},
        "(Primary) Mate version 9.2(4) is not identical with ours 9.1(5).",
    ),
    "SWITCHING_TO_ACTIVE": (
        {"cause": "HELLO not heard from mate."},
        "(Primary) Switching to ACTIVE - HELLO not heard from mate.",
    ),
    "SWITCHING_TO_STANDBY": (
        {"cause": f"Other unit {ASKED}"},
        f"(Primary) Switching to STANDBY - Other unit {ASKED}",
    ),
    "SWITCHING_TO_STNDBY": ({}, "(Primary) Switching to STNDBY - interface check, mate is healthier"),
    "SWITCHING_TO_FAILED": ({}, "(Primary) Switching to FAILED."),
    "SWITCHING_TO_OK": ({}, "(Primary) Switching to OK."),
    "DISABLING_FAILOVER": ({}, "(Primary) Disabling failover."),
    "ENABLING_FAILOVER": ({}, "(Primary) Enabling failover."),
    "INCOMPLETE_REPLICATION": ({}, "(Primary) Incomplete/slow config replication"),
    "MATE_UP": ({}, "Receive a LAN_FAILOVER_UP message from peer."),
    "MATE_FAILOVER_VERSION": ({}, "(Primary) Mate failover version is not compatible."),
    "LINK_OK": ({}, "(Primary) Failover interface OK"),
    "LINK_FAILED": ({}, "(Primary) Failover interface failed"),
    "MATE_MODE": (
        {"mate": "single", "ours": "multiple"},
        "(Primary) Mate operational mode single is not compatible with my mode multiple.",
    ),
    "MATE_LICENSE": (
        {"mate": 5, "ours": 20},
        "(Primary) Mate license (5 contexts) is not compatible with my license (20 contexts).",
    ),
    "MONITORING_WAITING": ({"interface": "inside"}, "(Primary) Monitoring on interface inside waiting"),
    "MONITORING_NORMAL": ({"interface": "inside"}, "(Primary) Monitoring on interface inside normal"),
    "LOST_COMMUNICATIONS": (
        {"interface": "inside"},
        "(Primary) Lost Failover communications with mate on interface inside",
    ),
    "INTERFACE_LINK_UP": ({"interface": "inside"}, "(Primary) Link status 'Up' on interface inside"),
    "INTERFACE_LINK_DOWN": ({"interface": "inside"}, "(Primary) Link status 'Down' on interface inside."),
    "TESTING": ({"interface": "out"}, "(Primary) Testing Interface out"),
    "TESTED": (
        {"interface": "ins", "result": "Status Undetermined"},
        "(Primary) Testing on interface ins Status Undetermined",
    ),
    "LINE_UP": ({"interface": "inside"}, "Line protocol on Interface inside, changed state to up"),
    "LINE_DOWN": ({"interface": "inside"}, "Line protocol on Interface inside, changed state to down"),
    "BEGIN_SENDING": ({}, "(Primary) Beginning configuration replication: Send to mate."),
    "END_SENDING": ({}, "(Primary) End Configuration Replication (ACT)"),
    "BEGIN_RECEIVING": ({}, "(Primary) Beginning configuration replication: Receiving from mate."),
    "END_RECEIVING": ({}, "(Primary) End Configuration Replication (STB)"),
    "COMMAND_NOT_REPLICATED": (
        {"command": "hostname x"},
        "Configuration replication failed for command hostname x",
    ),
    "MISSED_UPDATES": ({"count": 3}, "LU missed 3 updates"),
    "BULK_SYNC_BEGINS": ({}, "LU loading standby start"),
    "BULK_SYNC_ENDS": ({}, "LU loading standby end"),
    "STATE_RECEIVER_UP": ({}, "LU recv thread up"),
    "STATE_SENDER_UP": ({}, "LU xmit thread up"),
    "BEGIN_WRITING": (
        {"source": "10.0.0.5", "device": "memory"},
        "Begin configuration: 10.0.0.5 writing to memory",
    ),
    "ERASED": ({"source": "10.0.0.5"}, "10.0.0.5 Erase configuration"),
    "BEGIN_CONFIGURATION": (
        {"source": "10.0.0.5", "device": "terminal"},
        "Begin configuration: 10.0.0.5 reading from terminal.",
    ),
    "END_WRITING": ({"source": "10.0.0.5", "result": "FAILED"}, "10.0.0.5 end configuration: FAILED"),
    "END_CONFIGURATION": ({"source": "10.0.0.5"}, "10.0.0.5 end configuration: OK"),
    "EXECUTED": (
        {"user": "enable_15", "command": "write memory"},
        "User 'enable_15' executed the 'write memory' command.",
    ),
    "SHOWN": (
        {"user": "enable_15", "command": "show running-config"},
        "User 'enable_15' executed cmd: show running-config",
    ),
    "CONFIGURED": (
        {"user": "enable_15", "program": "CLI", "command": "hostname x"},
        "User 'enable_15', running 'CLI' from IP 0.0.0.0, executed 'hostname x'",
    ),
    "RELOAD_COMMAND": ({"source": "console"}, "Reload command executed from console."),
    "STARTUP_DONE": ({}, "startup completed.  Beginning operation."),
    "STARTUP_BEGINS": ({}, "Startup begin"),
    "RELOAD_BEGINS": (
        {"when": "00:12:03 UTC Jan 1 2020", "whom": "enable_15", "reason": "unspecified"},
        "Orderly reload started at 00:12:03 UTC Jan 1 2020 by enable_15. Reload reason: unspecified",
    ),
}


@pytest.mark.parametrize("name", LISTED)
def test_a_message_reads_as_the_reference_spells_it(name: str) -> None:
    values, text = SPELLED[name]
    assert syslog.catalogue()[name].text(unit="Primary", **values) == text


def test_every_message_of_the_catalogue_is_spelled_here_and_no_other() -> None:
    assert sorted(SPELLED) == LISTED


@pytest.mark.parametrize("name", LISTED)
def test_a_message_has_the_number_and_the_severity_of_its_row(name: str) -> None:
    message = syslog.catalogue()[name]
    severity, _ = ROWS[message.number]
    assert message.severity == severity


@pytest.mark.parametrize("name", LISTED)
def test_the_words_of_a_message_stand_in_its_row(name: str) -> None:
    """What does not change in a template is in the row, but for the one spelling of a device."""
    message = syslog.catalogue()[name]
    if message is syslog.SWITCHING_TO_STNDBY:
        assert "Switching to STNDBY - interface check, mate is healthier" in REFERENCE
        return
    _, row = ROWS[message.number]
    for part in re.split(r"\{\w+\}", message.template.removeprefix("({unit}) ")):
        assert part.strip(" '.()") in row


def test_every_message_says_how_well_it_is_known_and_where_the_reference_speaks_of_it() -> None:
    for name, message in syslog.catalogue().items():
        assert message.tag in {"R", "V", "M", "M?"}, name
        assert message.section in {"7.1", "7.2", "7.3"}, name


def test_the_reference_says_when_each_message_of_the_catalogue_is_due() -> None:
    assert {message.number for message in syslog.catalogue().values()} == SENT


def test_the_reference_says_why_every_other_message_is_never_sent() -> None:
    assert not SENT & NEVER
    assert set(ROWS) <= SENT | NEVER


@pytest.mark.parametrize("name", LISTED)
def test_a_message_of_the_catalogue_is_sent_somewhere(name: str) -> None:
    """A message that nothing sends belongs to those that are never sent."""
    assert re.search(rf"\bsyslog\.{name}\b", CODE)


def test_no_message_stands_in_the_catalogue_twice() -> None:
    templates = [message.template for message in syslog.catalogue().values()]
    assert len(templates) == len(set(templates))


def test_a_message_about_the_unit_has_the_plain_word() -> None:
    """Captured: ``(Secondary) Testing Interface out`` (reference 7)."""
    assert unit_word(Role.SECONDARY) == "Secondary"


def test_a_message_about_a_group_names_it() -> None:
    """Captured: ``(Secondary_group_1) Testing on interface ins Status Undetermined`` (reference 7)."""
    assert unit_word(Role.SECONDARY, 1) == "Secondary_group_1"
    assert unit_word(Role.PRIMARY, 2) == "Primary_group_2"


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError, match="code"):
        syslog.NO_RESPONSE.text(unit="Primary")
