"""Texts that hold a configuration. The frame of a saved text is captured [R] (captures 2.3)."""

from __future__ import annotations

import pytest

from asapair.actors.device.configuration import Configuration, rendered, saved, split_file

BODY = "hostname ctx1\nnames\n!\ninterface inside\n nameif inside\n!\nmtu inside 1500\n!\n"
HEADER = """\
: Saved
:\x20
: Hardware:   ASA5520
: Written by enable_15 at 08:16:48.578 UTC Tue Oct 10 2023
!
ASA Version 9.1(5)16 <context>
!
"""
FOOTER = "Cryptochecksum:2139f473c50845f7c1ddec95b634a992\n: end\n"


def test_a_saved_text_is_told_from_its_frame() -> None:
    file = split_file(HEADER + BODY + FOOTER)
    assert "".join(f"{line}\n" for line in file.header) == HEADER
    assert file.configuration.text == BODY
    assert file.footer == ("Cryptochecksum:2139f473c50845f7c1ddec95b634a992", ": end")
    assert file.version == "9.1(5)16"


@pytest.mark.parametrize(
    "text",
    [
        HEADER + BODY + FOOTER,
        "edge/pri/act# more disk0:/ctx1.cfg\n" + HEADER + BODY + FOOTER,
        ": Saved\n:\nASA Version 9.1(5)16 <system>\n!\n" + BODY + FOOTER + "\n",
        BODY + FOOTER,
        HEADER + BODY,
        "ASA Version 8.4(5)\n" + BODY,
        HEADER + FOOTER,
    ],
)
def test_any_frame_is_taken_off_and_printed_again(text: str) -> None:
    file = split_file(text)
    assert file.text == text
    assert not any(line.startswith((":", "ASA Version", "Cryptochecksum")) for line in file.body)
    assert file.configuration.text in (BODY, "")


def test_a_text_without_a_frame_is_all_configuration() -> None:
    file = split_file("!\n" + BODY)
    assert (file.header, file.footer, file.version) == ((), (), None)
    assert file.configuration.text == "!\n" + BODY


def test_a_file_with_carriage_returns_is_accepted() -> None:
    assert split_file((HEADER + BODY + FOOTER).replace("\n", "\r\n")) == split_file(HEADER + BODY + FOOTER)


def test_a_save_writes_the_captured_frame() -> None:
    configuration = Configuration.parse(BODY)
    lines = saved(configuration, "9.1(5)16", "context", "ASA5520", "08:16:48.578 UTC Tue Oct 10 2023")
    footer = f"Cryptochecksum:{configuration.checksum}\n: end\n"
    assert "".join(f"{line}\n" for line in lines) == HEADER + BODY + footer


def test_what_was_saved_loads_as_the_same_configuration() -> None:
    configuration = Configuration.parse(BODY)
    lines = saved(configuration, "9.1(5)16", "system", "ASA5520", "08:16:48.578 UTC Tue Oct 10 2023")
    assert split_file(lines).configuration is configuration


def test_a_shown_configuration_has_the_frame_and_hides_the_failover_key() -> None:
    configuration = Configuration.parse("hostname edge\nfailover key secret\n")
    assert rendered(configuration, "9.1(5)16", "system") == (
        ": Saved",
        ":",
        "ASA Version 9.1(5)16 <system>",
        "!",
        "hostname edge",
        "no failover",
        "failover key *****",
        f"Cryptochecksum:{configuration.checksum}",
        ": end",
    )
    assert "secret" in "".join(saved(configuration, "9.1(5)16", "system", "ASA5520", "now"))
