"""Commands that save.

``write memory``, ``write memory all``, ``copy running-config startup-config`` (reference 3.4).
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from ...device.configuration import Configuration, saved
from ...device.flash import STARTUP, FileError, size_of
from ...device.urls import is_url
from ...duration import SECOND
from ...facts import syslog, texts
from ...facts.files import FileProblem
from ...rules.replication import Direction
from ..desk import (
    Clock,
    Desk,
    Dialogue,
    Log,
    Print,
    Question,
    ReadRunning,
    Replicate,
    Request,
    SendStandby,
    WhichWay,
    WriteFile,
)
from ..parser import Parsed

#: why a context is not saved, in the words of ``write memory all``
_NOT_SAVED = {
    FileProblem.NO_SPACE: texts.NOT_SAVED_RESOURCES,
    FileProblem.TIMED_OUT: texts.NOT_SAVED_UNREACHABLE,
}


def write_memory(desk: Desk, parsed: Parsed) -> Dialogue:
    """Save the running configuration of this space, here and on the mate."""
    yield Print(texts.BUILDING.lines())
    error = yield from save(desk, desk.place.space)
    yield Print(() if error is None else refused(error))
    yield Print(_verdict(failed=error is not None))
    yield from send_to_mate(parsed)


def _verdict(*, failed: bool) -> tuple[str, ...]:
    """What a save ends with (reference 3.4, 3.4.2)."""
    return (*texts.FAILED.lines(), *texts.COMMAND_FAILED.lines()) if failed else texts.OK.lines()


def write_memory_all(desk: Desk, parsed: Parsed) -> Dialogue:
    """Save the system configuration and every context, here and on the mate (reference 1.4, 1.5).

    A context that is not saved has a line of its own; without the system the command has failed.
    """
    if "/noconfirm" not in parsed.text and not desk.silent:
        answer = yield Question(texts.SAVE_ALL_QUESTION.line())
        if answer.lower().startswith("n"):
            return
    spaces = ["system", *desk.board.contexts]
    total = len(spaces) - 1
    yield Print(texts.BUILDING.lines())
    read_only: list[str] = []
    failed = False
    for number, space in enumerate(spaces):
        if space != "system" and space not in desk.board.contexts:
            continue  # removed while a server kept us waiting
        yield Print(texts.SAVING.lines(context=space, saved=number, total=total))
        error = yield from save(desk, space)
        if error is None:
            continue
        failed = failed or space == "system"
        if space == "system":
            yield Print(refused(error))
        elif error.problem is FileProblem.READ_ONLY:
            read_only.append(texts.NOT_SAVED_NAME.line(context=space))
        else:
            yield Print(_NOT_SAVED.get(error.problem, texts.NOT_SAVED_UNKNOWN).lines(context=space))
    if read_only:
        yield Print(texts.NOT_SAVED_READ_ONLY.lines(contexts=", ".join(read_only)))
    yield Print(_verdict(failed=failed))
    yield from send_to_mate(parsed)


def send_to_mate(parsed: Parsed, line: str = "") -> Dialogue:
    """Have the mate carry out an exec command too; ``line`` is what answers have made of it."""
    yield Replicate(line or parsed.text, "privileged")


def write_standby(desk: Desk, parsed: Parsed) -> Dialogue:  # noqa: ARG001
    """Send the running configuration to the mate; only from the active unit to one in reach (1.5.1)."""
    direction = yield WhichWay()
    if direction is Direction.WRONG_UNIT:
        yield Print(texts.WRITE_STANDBY_REFUSED.lines())
    elif not desk.settings.on:
        yield Print(texts.FAILOVER_OFF.lines())
    elif direction is Direction.HERE or desk.board.mate_in_reach is None:
        yield Print(texts.MATE_NO_ANSWER.lines())
    else:
        yield Print(texts.BUILDING.lines())
        yield SendStandby()
        yield Print(texts.OK.lines())


def save(desk: Desk, space: str) -> Generator[Request, Any, FileError | None]:
    """Write the running configuration of a space to where it starts from.

    Prints the checksum and the size. A file on a server is written by the unit where the command was typed,
    not once more by its mate (reference 1.5.2).
    """
    path = startup_path(desk, space)
    if desk.silent and is_url(path):
        return None
    yield Log(syslog.BEGIN_WRITING, {"source": desk.source, "device": "memory"})
    configuration = yield ReadRunning(space, loaded=True)
    text = written(desk, configuration, space)
    began = yield Clock()
    error: FileError | None = yield WriteFile(path, text)
    if error is None:
        yield Print((*texts.CHECKSUM.lines(checksum=grouped(configuration.checksum)), ""))
        yield from copied(desk, text, began)
    result = "OK" if error is None else "FAILED"
    yield Log(syslog.END_WRITING, {"source": desk.source, "result": result})
    return error


def startup_path(desk: Desk, space: str) -> str:
    """Where a space starts from: a path in flash, or a URL."""
    return STARTUP if space == "system" else desk.contexts[space].url or ""


def written(desk: Desk, configuration: Configuration, space: str) -> str:
    """The text of a running configuration as it is saved."""
    lines = saved(
        configuration,
        desk.board.version,
        "system" if space == "system" else "context",
        hardware=desk.board.model.hardware,
        written=desk.board.calendar.written(desk.now),
    )
    return "".join(f"{line}\n" for line in lines)


def copied(desk: Desk, text: str, began: int) -> Dialogue:
    """Print how many bytes were copied, and how long it took: a server's time, or that of writing flash."""
    size = size_of(text)
    took = (yield Clock()) - began
    seconds = took / SECOND if took else size / desk.board.model.write_rate
    if seconds < 1:
        yield Print(texts.COPIED.lines(count=size, seconds=f"{seconds:.3f}"))
    else:
        rate = size // int(seconds)
        yield Print(texts.COPIED_RATE.lines(count=size, seconds=f"{seconds:.3f}", rate=rate))


def grouped(checksum: str) -> str:
    """A checksum as the device prints it: four words of eight."""
    return " ".join(checksum[start : start + 8] for start in range(0, 32, 8))


def refused(error: FileError) -> tuple[str, ...]:
    """Why a file cannot be read or written."""
    return texts.FILE_ERRORS[error.problem].lines(path=error.path)
