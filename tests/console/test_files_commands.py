"""File commands as one types them: questions, answers, what is printed, what changes (reference 3.4.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

from asapair.actors.console.desk import (
    Clock,
    DeleteFile,
    Desk,
    Log,
    MakeFolder,
    Merge,
    Place,
    Print,
    Question,
    ReadFile,
    ReadRunning,
    RemoveFolder,
    RenameFile,
    Replicate,
    Request,
    WriteFile,
)
from asapair.actors.console.dialogues import conversation
from asapair.actors.console.dialogues.copying import SLICE
from asapair.actors.device.board import Board
from asapair.actors.device.configuration import Configuration, split_file
from asapair.actors.device.flash import STARTUP, FileError, Flash
from asapair.actors.device.settings import context_settings
from asapair.actors.device.urls import is_url
from asapair.actors.duration import SECOND
from asapair.actors.facts.files import FileProblem
from asapair.actors.rules.replication import Direction
from asapair.actors.rules.settings import FailoverSettings

CHECKSUM = "0123456789abcdef0123456789abcdef"


@dataclass
class Person:
    """Sits at a console with a flash and servers behind it, and answers what is asked, then with Enter."""

    board: Board
    flash: Flash
    servers: dict[str, str] = field(default_factory=dict)
    space: str = "system"
    running: Configuration = field(default_factory=lambda: Configuration.parse("hostname a\n"))
    #: how long (ns) a server takes
    takes: int = 0
    now: int = 0
    printed: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    replicated: list[str] = field(default_factory=list)
    logged: list[str] = field(default_factory=list)
    wrote: list[str] = field(default_factory=list)
    merged: list[tuple[str, ...]] = field(default_factory=list)

    def types(self, line: str, *answers: str) -> list[str]:
        """Type a line and the answers to its questions; what is printed, the questions left out."""
        self.printed, self.questions, left = [], [], list(answers)
        contexts = {each.name: each for each in context_settings(self.board.system)}
        desk = Desk(
            self.board,
            Place("privileged", self.space),
            FailoverSettings(),
            contexts,
            self.now,
            self.flash,
        )
        dialogue = conversation(desk, line)
        answer: Any = None
        while True:
            try:
                request = dialogue.send(answer)
            except StopIteration:
                assert not left, f"nobody asked for {left}"
                return self.printed
            answer = self._answer(request, left)

    def _answer(self, request: Request, answers: list[str]) -> Any:
        match request:
            case Print(lines):
                self.printed += lines
            case Log(message, values):
                self.logged.append(f"{message.number}: {message.text(**values)}")
            case Question(text):
                self.questions.append(text)
                return answers.pop(0) if answers else ""
            case ReadRunning():
                return self.running
            case Merge(lines):
                self.merged.append(lines)
                self.running = self.running.merged(Configuration.parse(lines))
            case Replicate(line):
                self.replicated.append(line)
                return Direction.TO_MATE
            case Clock():
                return self.now
            case _:
                return self._file(request)
        return None

    def _file(self, request: Request) -> Any:
        try:
            match request:
                case ReadFile(path):
                    return self._from_server(path) if is_url(path) else self.flash.read(path)
                case WriteFile(path, text):
                    self._write(path, text)
                case DeleteFile(path):
                    self.flash.delete(path)
                case RenameFile(path, to):
                    self.flash.rename(path, to)
                case MakeFolder(path):
                    self.flash.make_folder(path, self.now)
                case RemoveFolder(path):
                    self.flash.remove_folder(path)
                case _:
                    pytest.fail(f"no file command asks for {request}")
        except FileError as error:
            return error

    def _from_server(self, url: str) -> str:
        self.now += self.takes
        if url not in self.servers:
            raise FileError(FileProblem.TIMED_OUT, url)
        return self.servers[url]

    def _write(self, path: str, text: str) -> None:
        self.wrote.append(path)
        if is_url(path):
            self.now += self.takes
            self.servers[path] = text
        else:
            self.flash.write(path, text, self.now)


@pytest.fixture
def person(board: Callable[..., Board]) -> Person:
    """Sit down at a unit with two files and a startup configuration."""
    flash = Flash({"disk0:/wipro.cfg": "hostname w\n", "disk0:/tcs.cfg": "hostname tcs\n"}, size=10_000)
    flash.install("hostname saved\n")
    return Person(board(), flash)


def starts(lines: Iterable[str], *beginnings: str) -> bool:
    """Say whether lines begin like this, one by one."""
    found = list(lines)
    return len(found) == len(beginnings) and all(map(str.startswith, found, beginnings))


# -- copy --------------------------------------------------------------------------------------


def test_copying_from_a_server_to_flash_asks_and_prints_as_captured(person: Person) -> None:
    person.servers["tftp://10.1.1.10/asdm-752.bin"] = "x" * 100
    person.takes = 500_000_000
    printed = person.types("copy tftp://10.1.1.10/asdm-752.bin disk0:/asdm-752.bin")
    assert person.questions == [
        "Address or name of remote host [10.1.1.10]? ",
        "Source filename [asdm-752.bin]? ",
        "Destination filename [asdm-752.bin]? ",
    ]
    assert printed == [
        "",
        "",
        "Accessing tftp://10.1.1.10/asdm-752.bin...!",
        "Writing file disk0:/asdm-752.bin...",
        "!",
        "100 bytes copied in 0.500 secs",
    ]
    assert person.flash.read("asdm-752.bin") == "x" * 100


def test_noconfirm_leaves_the_questions_out(person: Person) -> None:
    person.servers["tftp://10.1.1.10/asdm-752.bin"] = "x"
    printed = person.types("copy /noconfirm tftp://10.1.1.10/asdm-752.bin disk0:")
    assert person.questions == []
    assert printed[:2] == ["", "Accessing tftp://10.1.1.10/asdm-752.bin...!"]
    assert person.flash.read("asdm-752.bin") == "x"


def test_a_copy_of_a_second_and_more_prints_its_rate(person: Person) -> None:
    person.servers["tftp://10.1.1.10/a"] = "x" * 1000
    person.takes = 3370 * 1_000_000
    printed = person.types("copy /noconfirm tftp://10.1.1.10/a disk0:")
    assert printed[-1] == "1000 bytes copied in 3.370 secs (333 bytes/sec)"  # whole seconds, as captured


def test_devices_alone_ask_for_everything(person: Person) -> None:
    person.servers["tftp://192.168.255.11/new.bin"] = "x"
    person.types("copy tftp: disk0:", "192.168.255.11", "new.bin", "newer.bin")
    assert person.questions == [
        "Address or name of remote host []? ",
        "Source filename []? ",
        "Destination filename [new.bin]? ",
    ]
    assert person.flash.read("newer.bin") == "x"


def test_the_running_configuration_goes_to_a_server_as_captured(person: Person) -> None:
    printed = person.types("copy running-config tftp://10.1.1.10/ciscoasa-config.txt")
    assert person.questions == [
        "Source filename [running-config]? ",
        "Address or name of remote host [10.1.1.10]? ",
        "Destination filename [ciscoasa-config.txt]? ",
    ]
    assert starts(printed, "", "Cryptochecksum: ", "!", "")
    text = person.servers["tftp://10.1.1.10/ciscoasa-config.txt"]
    assert split_file(text).configuration == person.running


def test_a_user_and_options_of_a_url_stay(person: Person) -> None:
    person.types("copy disk0:/wipro.cfg ftp://operator:word@10.1.1.10/;type=ip", "", "10.1.1.11", "w.cfg")
    assert person.servers == {"ftp://operator:word@10.1.1.11/w.cfg;type=ip": "hostname w\n"}


def test_a_file_is_copied_within_flash(person: Person) -> None:
    printed = person.types("copy disk0:/wipro.cfg flash:/old.cfg")
    assert person.questions == ["Source filename [wipro.cfg]? ", "Destination filename [old.cfg]? "]
    assert starts(printed, "", "Copy in progress...C", "11 bytes copied in ")
    assert person.flash.read("old.cfg") == person.flash.read("wipro.cfg") == "hostname w\n"


def test_a_copy_into_a_folder_keeps_the_name(person: Person) -> None:
    person.flash.make_folder("old")
    person.types("copy disk0:/wipro.cfg disk0:/old/")
    assert person.questions[-1] == "Destination filename [old/wipro.cfg]? "
    assert person.flash.has("old/wipro.cfg")


def test_another_file_is_only_replaced_if_the_person_says_so(person: Person) -> None:
    printed = person.types("copy disk0:/wipro.cfg disk0:/tcs.cfg", "", "", "n")
    assert person.questions[-1] == "Do you want to over write? [confirm]"
    assert printed == ["", "%Warning:There is a file already existing with this name"]
    assert person.flash.read("tcs.cfg") == "hostname tcs\n"
    person.types("copy disk0:/wipro.cfg disk0:/tcs.cfg", "", "", "")
    assert person.flash.read("tcs.cfg") == "hostname w\n"


def test_copying_to_the_running_configuration_adds_to_it(person: Person) -> None:
    person.running = Configuration.parse("hostname a\nprompt hostname\n")
    printed = person.types("copy disk0:/wipro.cfg running-config")
    assert person.running.lines() == ("hostname w", "prompt hostname")
    assert starts(printed, "", "Cryptochecksum (changed): ", "11 bytes copied in ")
    printed = person.types("copy /noconfirm disk0:/wipro.cfg running-config")
    assert starts(printed, "", "Cryptochecksum (unchanged): ", "11 bytes copied in ")


def test_a_large_file_is_added_in_parts_that_begin_with_global_lines(person: Person) -> None:
    """So that no handler of a context takes long; a system space takes it whole (reference 14.17)."""
    objects = [
        f"object network n{n}\n host 10.0.{n // 250}.{n % 250}\n description {n}\n" for n in range(700)
    ]
    person.servers["tftp://10.1.1.10/large.cfg"] = "".join(objects)
    person.space = "ctx1"
    person.types("copy /noconfirm tftp://10.1.1.10/large.cfg running-config")
    assert len(person.merged) == 7
    assert max(map(len, person.merged)) < SLICE + 3
    assert all(lines[0].startswith("object network") for lines in person.merged)
    assert "".join(f"{line}\n" for lines in person.merged for line in lines) == "".join(objects)
    person.merged, person.space = [], "system"
    person.types("copy /noconfirm tftp://10.1.1.10/large.cfg running-config")
    assert len(person.merged) == 1


def test_the_startup_configuration_is_copied_as_it_stands(person: Person) -> None:
    person.types("copy startup-config disk0:/kept.cfg")
    assert person.questions[0] == "Source filename [startup-config]? "
    assert person.flash.read("kept.cfg") == "hostname saved\n"
    person.types("copy disk0:/wipro.cfg startup-config")
    assert person.flash.startup() == "hostname w\n"


def test_only_running_config_to_startup_config_reaches_the_mate(person: Person) -> None:
    person.types("copy disk0:/wipro.cfg disk0:/x.cfg")
    person.types("copy running-config disk0:/y.cfg")
    person.types("copy disk0:/wipro.cfg running-config")
    person.types("copy startup-config running-config")
    assert person.replicated == []
    printed = person.types("copy running-config startup-config")
    assert person.questions == ["Source filename [running-config]? "]
    assert starts(printed, "", "Cryptochecksum: ", "", "")
    assert person.replicated == ["copy running-config startup-config"]
    assert split_file(person.flash.startup()).configuration == person.running


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("copy /noconfirm disk0:/no disk0:/x", "%Error opening disk0:/no (No such file or directory)"),
        ("copy /noconfirm disk0:/wipro.cfg disk0:/no/x", "%Error opening disk0:/no/x (No such file or"),
        ("copy /noconfirm disk0:/../wipro.cfg disk0:/x", "%Error opening disk0:/../wipro.cfg (No such"),
        ("copy /noconfirm tftp://10.1.1.10/no disk0:/x", "%Error opening tftp://10.1.1.10/no (Timed out)"),
        ("copy /noconfirm tftp: disk0:/x", "%Error opening tftp:/// (No such file or directory)"),
    ],
)
def test_a_copy_that_fails_says_why_and_changes_nothing(person: Person, line: str, said: str) -> None:
    before = person.flash.names()
    printed = person.types(line)
    assert printed[-1].startswith(said)
    assert person.flash.names() == before


def test_a_text_that_does_not_fit_leaves_the_old_file(person: Person) -> None:
    person.servers["tftp://10.1.1.10/big"] = "x" * 20_000
    printed = person.types("copy /noconfirm tftp://10.1.1.10/big disk0:/tcs.cfg")
    assert printed[-1] == "%Error writing disk0:/tcs.cfg (No space left on device)"
    assert person.flash.read("tcs.cfg") == "hostname tcs\n"


def test_in_a_context_there_are_servers_and_configurations_and_no_flash(person: Person) -> None:
    person.space = "wipro"
    assert person.types("copy running-config disk0:/x")[0].startswith("ERROR: ")
    assert "x" not in person.flash.names()
    person.types("copy /noconfirm running-config tftp://10.1.1.10/w.cfg")
    assert split_file(person.servers["tftp://10.1.1.10/w.cfg"]).configuration == person.running
    person.types("copy /noconfirm tftp://10.1.1.10/w.cfg startup-config")
    assert person.flash.read("wipro.cfg") == person.servers["tftp://10.1.1.10/w.cfg"]


@pytest.mark.parametrize("word", ["scp://10.1.1.10/x", "disk1:/x", "x.cfg"])
def test_other_places_are_no_words_of_this_command(person: Person, word: str) -> None:
    printed = person.types(f"copy running-config {word}")
    assert printed[-1] == "ERROR: % Invalid input detected at '^' marker."


# -- looking -----------------------------------------------------------------------------------


def test_dir_prints_numbers_sizes_and_dates_in_the_captured_columns(person: Person) -> None:
    person.now = (13 * 3600 + 15 * 60 + 36) * SECOND
    person.types("mkdir /noconfirm log")
    assert person.types("dir") == [
        "",
        "Directory of disk0:/",
        "",
        "1      -rwx  11           00:00:00 Mar 26 2026  wipro.cfg",
        "2      -rwx  13           00:00:00 Mar 26 2026  tcs.cfg",
        "5      drwx  4096         13:15:36 Mar 26 2026  log",
        "",
        "10000 bytes total (9961 bytes free)",
    ]


def test_dir_goes_into_folders_and_shows_single_files(person: Person) -> None:
    person.flash.make_folder("log")
    assert person.types("dir log")[1] == "Directory of disk0:/log/"
    assert "No files in directory" in person.types("dir disk0:/log/")
    shown = person.types("dir disk0:/tcs.cfg")
    assert shown[1] == "Directory of disk0:/tcs.cfg"
    assert [line.split()[-1] for line in shown if "-rwx" in line] == ["tcs.cfg"]
    assert person.types("dir no") == ["%Error opening disk0:/no (No such file or directory)"]


def test_more_prints_a_file_as_it_stands(person: Person) -> None:
    person.servers["tftp://10.1.1.10/a"] = "one\n two\n"
    assert person.types("more wipro.cfg") == ["hostname w"]
    assert person.types("more tftp://10.1.1.10/a") == ["one", " two"]
    assert person.types("more disk0:/no") == ["%Error opening disk0:/no (No such file or directory)"]


# -- delete, rename, folders -------------------------------------------------------------------


def test_delete_asks_twice_as_captured(person: Person) -> None:
    assert person.types("delete /replicate disk0:/wipro.cfg") == [""]
    assert person.questions == ["Delete filename [wipro.cfg]? ", "Delete disk0:/wipro.cfg? [confirm]"]
    assert not person.flash.has("wipro.cfg")
    assert person.replicated == ["delete /noconfirm disk0:/wipro.cfg"]


def test_the_answer_names_what_is_deleted(person: Person) -> None:
    person.types("delete wipro.cfg", "tcs.cfg", "")
    assert person.flash.names() == ("disk0:/wipro.cfg",)
    assert person.replicated == ["delete /noconfirm disk0:/tcs.cfg"]


def test_no_leaves_everything_as_it_is(person: Person) -> None:
    person.types("delete wipro.cfg", "", "n")
    person.flash.make_folder("log")
    person.types("rmdir log", "", "n")
    person.types("write erase", "n")
    assert person.flash.has("wipro.cfg")
    assert person.flash.has("log")
    assert person.flash.startup() == "hostname saved\n"
    assert person.replicated == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("delete no", "%Error opening disk0:/no (No such file or directory)"),
        ("delete tftp://10.1.1.10/a", "%Error opening tftp://10.1.1.10/a (No such file or directory)"),
        ("rename wipro.cfg tcs.cfg", "%Error creating disk0:/tcs.cfg (File exists)"),
        ("mkdir tcs.cfg", "%Error creating disk0:/tcs.cfg (File exists)"),
        ("rmdir tcs.cfg", "%Error opening disk0:/tcs.cfg (Not a directory)"),
        ("rmdir no", "%Error opening disk0:/no (No such file or directory)"),
    ],
)
def test_what_is_refused_says_why_and_does_not_reach_the_mate(person: Person, line: str, said: str) -> None:
    verb, rest = line.split(maxsplit=1)
    before = person.flash.names()
    assert person.types(f"{verb} /noconfirm {rest}")[-1] == said
    assert person.flash.names() == before
    assert person.replicated == []


def test_rename_asks_for_both_names(person: Person) -> None:
    assert person.types("rename wipro.cfg w.cfg", "", "old.cfg") == [""]
    assert person.questions == ["Source filename [wipro.cfg]? ", "Destination filename [w.cfg]? "]
    assert person.flash.read("old.cfg") == "hostname w\n"
    assert person.replicated == ["rename /noconfirm disk0:/wipro.cfg disk0:/old.cfg"]


def test_folders_are_made_and_removed_with_the_questions_of_the_device(person: Person) -> None:
    assert person.types("mkdir backup") == ["", "Created dir disk0:/backup"]
    assert person.questions == ["Create directory filename [backup]? "]
    assert person.types("rmdir backup") == ["", "Removed dir disk0:/backup"]
    assert person.questions == [
        "Remove directory filename [backup]? ",
        "Delete disk0:/backup? [confirm]",
    ]
    assert not person.flash.has("backup")
    assert person.replicated == ["mkdir /noconfirm disk0:/backup", "rmdir /noconfirm disk0:/backup"]


def test_a_folder_with_something_in_it_stays(person: Person) -> None:
    person.types("mkdir /noconfirm backup")
    person.types("copy /noconfirm disk0:/tcs.cfg disk0:/backup/")
    printed = person.types("rmdir /noconfirm backup")
    assert printed == ["%Error removing disk0:/backup (Directory not empty)"]


def test_write_erase_erases_the_startup_configuration_here_alone(person: Person) -> None:
    assert person.types("write erase") == ["[OK]"]
    assert person.questions == ["Erase configuration in flash memory? [confirm]"]
    assert person.flash.startup() == ""
    assert not person.flash.has(STARTUP)
    assert person.replicated == []
    assert person.types("write erase") == ["[OK]"]


def test_a_read_only_flash_is_not_erased(person: Person) -> None:
    person.flash.read_only = True
    printed = person.types("write erase")
    assert starts(printed, "%Error opening disk0:/.private/startup-config (Read-only file", "[FAILED]")
    assert person.flash.startup() == "hostname saved\n"


@pytest.mark.parametrize("line", ["dir", "more a", "delete a", "rename a b", "mkdir a", "rmdir a"])
def test_the_flash_belongs_to_the_system_execution_space(person: Person, line: str) -> None:
    person.space = "wipro"
    assert person.types(line)[-1] == "ERROR: % Invalid input detected at '^' marker."
