"""The flash of one chassis: what it keeps, what it refuses, and that a refusal changes nothing."""

from __future__ import annotations

import pytest

from asapair.actors.device.flash import (
    STARTUP,
    Flash,
    FlashError,
    NoSpace,
    NotFlash,
    NotFound,
    ReadOnly,
    normalised,
)


@pytest.fixture
def flash() -> Flash:
    flash = Flash({"disk0:/ctx1.cfg": "12345", "flash:admin.cfg": "1234567890"}, size=100)
    flash.install("hostname a\n")
    return flash


@pytest.mark.parametrize(
    "path",
    [
        "disk0:/ctx1.cfg",
        "disk0:ctx1.cfg",
        "flash:/ctx1.cfg",
        "flash:ctx1.cfg",
        "ctx1.cfg",
        "/ctx1.cfg",
        "DISK0://ctx1.cfg",
        "disk0:/a/../ctx1.cfg",
    ],
)
def test_one_file_has_many_spellings(flash: Flash, path: str) -> None:
    assert normalised(path) == "disk0:/ctx1.cfg"
    assert flash.read(path) == "12345"


@pytest.mark.parametrize(
    "path",
    ["tftp://10.0.0.9/ctx1.cfg", "disk1:/ctx1.cfg", "disk0:/../ctx1.cfg", "disk0:/", "", "disk0:/a/.."],
)
def test_a_path_elsewhere_is_refused(flash: Flash, path: str) -> None:
    with pytest.raises(NotFlash):
        flash.read(path)


def test_a_write_replaces_a_file(flash: Flash) -> None:
    flash.write("disk0:ctx1.cfg", "new")
    assert flash.read("ctx1.cfg") == "new"
    assert flash.size_of("ctx1.cfg") == 3


def test_size_counts_bytes_not_characters(flash: Flash) -> None:
    flash.write("umlaut.txt", "ä")
    assert flash.size_of("umlaut.txt") == 2


def test_free_is_what_all_files_leave(flash: Flash) -> None:
    assert flash.free == 100 - 5 - 10 - 11
    flash.delete("ctx1.cfg")
    assert flash.free == 100 - 10 - 11


def test_a_text_that_does_not_fit_leaves_the_old_one(flash: Flash) -> None:
    with pytest.raises(NoSpace) as refusal:
        flash.write("flash:ctx1.cfg", "x" * 80)
    assert refusal.value.path == "disk0:/ctx1.cfg"
    assert flash.read("ctx1.cfg") == "12345"
    flash.write("ctx1.cfg", "x" * 79)
    assert flash.free == 0


def test_a_read_only_flash_is_read_and_not_changed(flash: Flash) -> None:
    flash.read_only = True
    for change in (
        lambda: flash.write("ctx1.cfg", ""),
        lambda: flash.delete("ctx1.cfg"),
        lambda: flash.write(STARTUP, ""),
    ):
        with pytest.raises(ReadOnly):
            change()
    assert flash.read("ctx1.cfg") == "12345"
    assert flash.startup() == "hostname a\n"


@pytest.mark.parametrize("action", ["read", "delete", "size_of"])
def test_a_file_that_is_not_there_is_an_error(flash: Flash, action: str) -> None:
    with pytest.raises(NotFound) as refusal:
        getattr(flash, action)("nothing.cfg")
    assert isinstance(refusal.value, FlashError)
    assert refusal.value.path == "disk0:/nothing.cfg"


def test_names_are_sorted_and_hide_the_startup_configuration(flash: Flash) -> None:
    assert flash.names() == ("disk0:/admin.cfg", "disk0:/ctx1.cfg")


def test_the_startup_configuration_is_saved_like_any_file(flash: Flash) -> None:
    flash.write(STARTUP, "hostname b\n")
    assert flash.startup() == "hostname b\n"
    flash.delete(STARTUP)
    assert flash.startup() == ""
