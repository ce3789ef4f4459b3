"""The flash of one chassis: what it keeps, what it refuses, and that a refusal changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from asapair.actors.device.flash import STARTUP, FileError, Flash, folder_path, normalised
from asapair.actors.duration import SECOND
from asapair.actors.facts.files import FileProblem


@pytest.fixture
def flash() -> Flash:
    flash = Flash({"disk0:/ctx1.cfg": "12345", "flash:admin.cfg": "1234567890"}, size=100)
    flash.install("hostname a\n")
    return flash


def problem_of(action: Callable[[], object]) -> FileProblem:
    """Why a request is refused."""
    with pytest.raises(FileError) as refusal:
        action()
    return refusal.value.problem


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
    assert problem_of(lambda: flash.read(path)) is FileProblem.NOT_FOUND


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
    with pytest.raises(FileError) as refusal:
        flash.write("flash:ctx1.cfg", "x" * 80)
    assert refusal.value.problem is FileProblem.NO_SPACE
    assert refusal.value.path == "disk0:/ctx1.cfg"
    assert flash.read("ctx1.cfg") == "12345"
    flash.write("ctx1.cfg", "x" * 79)
    assert flash.free == 0


def test_a_read_only_flash_is_read_and_not_changed(flash: Flash) -> None:
    flash.read_only = True
    for change in (
        lambda: flash.write("ctx1.cfg", ""),
        lambda: flash.delete("ctx1.cfg"),
        lambda: flash.rename("ctx1.cfg", "ctx2.cfg"),
        lambda: flash.make_folder("old"),
        lambda: flash.remove_folder("old"),
        lambda: flash.write(STARTUP, ""),
    ):
        assert problem_of(change) is FileProblem.READ_ONLY
    assert flash.read("ctx1.cfg") == "12345"
    assert flash.startup() == "hostname a\n"


@pytest.mark.parametrize("action", ["read", "delete", "size_of"])
def test_a_file_that_is_not_there_is_an_error(flash: Flash, action: str) -> None:
    with pytest.raises(FileError) as refusal:
        getattr(flash, action)("nothing.cfg")
    assert refusal.value.problem is FileProblem.NOT_FOUND
    assert refusal.value.path == "disk0:/nothing.cfg"


def test_names_are_sorted_and_hide_the_startup_configuration(flash: Flash) -> None:
    assert flash.names() == ("disk0:/admin.cfg", "disk0:/ctx1.cfg")


def test_the_startup_configuration_is_saved_like_any_file(flash: Flash) -> None:
    flash.write(STARTUP, "hostname b\n")
    assert flash.startup() == "hostname b\n"
    flash.delete(STARTUP)
    assert flash.startup() == ""


# -- folders -----------------------------------------------------------------------------------


def test_a_folder_holds_files_and_folders(flash: Flash) -> None:
    flash.make_folder("old")
    flash.make_folder("disk0:/old/2019")
    flash.write("old/2019/ctx1.cfg", "12")
    assert [name for name, _ in flash.listing("disk0:/old/2019")] == ["ctx1.cfg"]
    assert [name for name, _ in flash.listing("old")] == ["2019"]
    assert "disk0:/old/2019/ctx1.cfg" in flash.names()


def test_files_of_a_new_flash_bring_their_folders() -> None:
    flash = Flash({"disk0:/a/b/c.cfg": "1"}, size=100)
    flash.write("a/b/d.cfg", "2")
    assert [name for name, _ in flash.listing("a")] == ["b"]


def test_nothing_is_made_in_a_folder_that_is_not_there(flash: Flash) -> None:
    assert problem_of(lambda: flash.write("old/ctx1.cfg", "1")) is FileProblem.NOT_FOUND
    assert problem_of(lambda: flash.make_folder("old/2019")) is FileProblem.NOT_FOUND
    assert problem_of(lambda: flash.rename("ctx1.cfg", "old/ctx1.cfg")) is FileProblem.NOT_FOUND
    assert flash.names() == ("disk0:/admin.cfg", "disk0:/ctx1.cfg")


def test_a_file_is_no_folder(flash: Flash) -> None:
    assert problem_of(lambda: flash.write("ctx1.cfg/x", "1")) is FileProblem.NOT_A_FOLDER
    assert problem_of(lambda: flash.make_folder("ctx1.cfg")) is FileProblem.EXISTS
    assert problem_of(lambda: flash.remove_folder("ctx1.cfg")) is FileProblem.NOT_A_FOLDER
    assert flash.read("ctx1.cfg") == "12345"


@pytest.mark.parametrize(
    "use",
    [
        lambda flash: flash.read("old"),
        lambda flash: flash.delete("old"),
        lambda flash: flash.write("old", "1"),
        lambda flash: flash.rename("old", "new"),
    ],
)
def test_a_folder_is_no_file(flash: Flash, use: Callable[[Flash], object]) -> None:
    flash.make_folder("old")
    assert problem_of(lambda: use(flash)) is FileProblem.IS_A_FOLDER
    assert flash.has("old")


def test_only_an_empty_folder_can_be_removed(flash: Flash) -> None:
    flash.make_folder("old")
    flash.write("old/x", "1")
    assert problem_of(lambda: flash.remove_folder("old")) is FileProblem.NOT_EMPTY
    flash.delete("old/x")
    flash.remove_folder("old")
    assert not flash.has("old")
    assert problem_of(lambda: flash.remove_folder("old")) is FileProblem.NOT_FOUND


def test_a_renamed_file_keeps_its_text_number_and_date(flash: Flash) -> None:
    flash.write("ctx2.cfg", "12", at=7 * SECOND)
    before = flash.listing("ctx2.cfg")[0][1]
    flash.rename("ctx2.cfg", "ctx3.cfg")
    assert flash.listing("ctx3.cfg") == (("ctx3.cfg", before),)
    assert not flash.has("ctx2.cfg")


def test_a_file_is_not_renamed_onto_another(flash: Flash) -> None:
    assert problem_of(lambda: flash.rename("ctx1.cfg", "admin.cfg")) is FileProblem.EXISTS
    assert flash.read("admin.cfg") == "1234567890"


def test_a_listing_shows_sizes_and_dates_and_hides_what_is_private(flash: Flash) -> None:
    flash.make_folder("old", at=2 * SECOND)
    flash.write("ctx1.cfg", "123456", at=3 * SECOND)
    shown = [(name, entry.size, entry.at) for name, entry in flash.listing("disk0:")]
    assert shown == [("ctx1.cfg", 6, 3 * SECOND), ("admin.cfg", 10, 0), ("old", 4096, 2 * SECOND)]


def test_the_startup_configuration_can_be_written_after_it_was_erased(flash: Flash) -> None:
    flash.delete(STARTUP)
    flash.remove_folder("disk0:/.private")
    flash.write(STARTUP, "hostname b\n")
    assert flash.startup() == "hostname b\n"


@pytest.mark.parametrize("path", ["disk0:", "disk0:/", "flash:", "", "/", "disk0:/a/.."])
def test_the_device_alone_is_its_topmost_folder(path: str) -> None:
    assert folder_path(path) == "disk0:/"
