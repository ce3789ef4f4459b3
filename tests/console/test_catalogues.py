"""Each command does something, and each text is printed by somebody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import asapair.actors
from asapair.actors.console.dialogues import DIALOGUES
from asapair.actors.facts import texts
from asapair.actors.facts.commands import COMMANDS, Command, Kind

#: Texts of the reference that this emulator does not print, and why.
UNUSED = {
    "ACCESS_DENIED": "no password is checked (limits)",
    "BOOTING": "a console shows nothing before its unit is up",
    "CALL_HOME": "asked on a unit fresh from the factory; a unit here has been configured before",
    "CRASHINFO": "of the one virtual ASA that was captured, 8.x",
    "DECRYPTION_FAILURE": "the keys of the units are not compared",
    "INVALID_PASSWORD": "no password is checked (limits)",
    "LOCAL_CA": "the local certificate authority is not emulated (limits)",
    "NOT_SAVED_LOCKED": "nothing locks a context",
    "PASSWORD_RECOVERY": "of the one virtual ASA that was captured, 8.x",
    "READING_FLASH": "a console shows nothing before its unit is up",
    "SEARCHING": "dots behind a prompt are no line",
    "UNIT_DETECTED_ACTIVE_MATE": "Active/Standby form, captured; the one with the group follows it",
    "UNIT_NO_RESPONSE": "Active/Standby form; the one with the group follows it",
    "UNIT_SWITCHING_TO_ACTIVE": "Active/Standby form, captured; the one with the group follows it",
    "UNIT_SWITCHING_TO_STANDBY": "Active/Standby form, captured; the one with the group follows it",
}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_that_is_no_line_has_a_dialogue(command: Command) -> None:
    assert (command.name in DIALOGUES) is (command.kind is not Kind.LINE)


def test_a_dialogue_belongs_to_a_command() -> None:
    assert set(DIALOGUES) <= {command.name for command in COMMANDS}


def test_every_text_is_printed_by_somebody() -> None:
    """Or stands in the list above with a reason."""
    actors = Path(asapair.actors.__file__).parent
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted(actors.rglob("*.py")) if path.name != "texts.py"
    )
    used = set(re.findall(r"\btexts\.([A-Z][A-Z0-9_]+)", sources))
    used |= {name for name, text in texts.catalogue().items() if text in texts.FILE_ERRORS.values()}
    assert sorted(set(texts.catalogue()) - used) == sorted(UNUSED)
