"""Commands that save.

``write memory``, ``write memory all``, ``copy running-config startup-config`` (reference 3.4).
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from ...device.configuration import saved
from ...device.flash import STARTUP, FileError
from ...facts import texts
from ...facts.files import FileProblem
from ...rules.replication import Direction
from ..desk import (
    Desk,
    Dialogue,
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


def write_memory(desk: Desk, parsed: Parsed) -> Dialogue:
    """Save the running configuration of this space, here and on the mate."""
    yield Print(texts.BUILDING.lines())
    error = yield from save(desk, desk.place.space)
    if error is None:
        yield Print(texts.OK.lines())
    else:
        yield Print((*_flash_error(error), *texts.FAILED.lines()))
    yield Replicate(parsed.text, "privileged")


def write_memory_all(desk: Desk, parsed: Parsed) -> Dialogue:
    """Save the system configuration and every context, here and on the mate (reference 1.4, 1.5)."""
    if "/noconfirm" not in parsed.text and not desk.silent:
        answer = yield Question(texts.SAVE_ALL_QUESTION.line())
        if answer.lower().startswith("n"):
            return
    spaces = ["system", *desk.board.contexts]
    total = len(spaces) - 1
    yield Print(texts.BUILDING.lines())
    read_only: list[str] = []
    for number, space in enumerate(spaces):
        yield Print(texts.SAVING.lines(context=space, saved=number, total=total))
        error = yield from save(desk, space)
        if error is not None and error.problem is FileProblem.READ_ONLY and space != "system":
            read_only.append(texts.NOT_SAVED_NAME.line(context=space))
        elif error is not None and error.problem is FileProblem.NO_SPACE and space != "system":
            yield Print(texts.NOT_SAVED_RESOURCES.lines(context=space))
        elif error is not None:
            yield Print(_flash_error(error))
    if read_only:
        yield Print(texts.NOT_SAVED_READ_ONLY.lines(contexts=", ".join(read_only)))
    yield Print(texts.OK.lines())
    yield Replicate(f"write memory all{' /noconfirm' if '/noconfirm' in parsed.text else ''}", "privileged")


def write_standby(desk: Desk, parsed: Parsed) -> Dialogue:  # noqa: ARG001
    """Send the running configuration to the mate; refused where this unit is not active (reference 1.5.1)."""
    direction = yield WhichWay()
    if direction is not Direction.TO_MATE:
        yield Print(texts.WRITE_STANDBY_REFUSED.lines())
        return
    yield Print(texts.BUILDING.lines())
    yield SendStandby()
    yield Print(texts.OK.lines())


def save(desk: Desk, space: str) -> Generator[Request, Any, FileError | None]:
    """Write the running configuration of a space to where it starts from.

    Prints the checksum and the size.
    """
    configuration = yield ReadRunning(space)
    lines = saved(
        configuration,
        desk.board.version,
        "system" if space == "system" else "context",
        hardware=desk.board.model.hardware,
        written=desk.board.calendar.written(desk.now),
    )
    text = "".join(f"{line}\n" for line in lines)
    path = STARTUP if space == "system" else desk.contexts[space].url or ""
    error: FileError | None = yield WriteFile(path, text)
    if error is None:
        size = len(text.encode())
        seconds = f"{size / desk.board.model.write_rate:.3f}"
        yield Print((*texts.CHECKSUM.lines(checksum=grouped(configuration.checksum)), ""))
        yield Print(texts.COPIED.lines(count=size, seconds=seconds))
    return error


def grouped(checksum: str) -> str:
    """A checksum as the device prints it: four words of eight."""
    return " ".join(checksum[start : start + 8] for start in range(0, 32, 8))


def _flash_error(error: FileError) -> tuple[str, ...]:
    return texts.FILE_ERRORS[error.problem].lines(path=error.path)
