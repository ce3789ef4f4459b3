"""Commands that change the flash, on both units (reference 1.5, 3.4.2)."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from ...device.flash import ROOT, STARTUP, FileError, normalised
from ...facts import syslog, texts
from ...facts.files import FileProblem
from ...facts.texts import Text
from ..desk import (
    DeleteFile,
    Desk,
    Dialogue,
    Log,
    MakeFolder,
    Print,
    Question,
    RemoveFolder,
    RenameFile,
    Request,
)
from ..parser import Parsed
from .failing_over import confirmed
from .saving import refused, send_to_mate

#: A part of a dialogue that finds a path, or has said why there is none.
Asking = Generator[Request, Any, str | None]


def delete(desk: Desk, parsed: Parsed) -> Dialogue:  # noqa: ARG001
    """Delete a file; two questions, unless told not to ask."""
    path = yield from _named(parsed, "file", texts.DELETE_NAME_QUESTION)
    if path is None or not (yield from _meant(parsed, path)):
        return
    yield from _done(parsed, (yield DeleteFile(path)), (), f"delete /noconfirm {path}")


def rename(desk: Desk, parsed: Parsed) -> Dialogue:  # noqa: ARG001
    """Give a file another name."""
    path = yield from _named(parsed, "source", texts.SOURCE_QUESTION)
    if path is None:
        return
    to = yield from _named(parsed, "destination", texts.DESTINATION_QUESTION, first=False)
    if to is not None:
        yield from _done(parsed, (yield RenameFile(path, to)), (), f"rename /noconfirm {path} {to}")


def make_folder(desk: Desk, parsed: Parsed) -> Dialogue:  # noqa: ARG001
    """Make a folder."""
    path = yield from _named(parsed, "folder", texts.FOLDER_QUESTION)
    if path is not None:
        said = texts.FOLDER_CREATED.lines(path=path)
        yield from _done(parsed, (yield MakeFolder(path)), said, f"mkdir /noconfirm {path}")


def remove_folder(desk: Desk, parsed: Parsed) -> Dialogue:  # noqa: ARG001
    """Remove an empty folder; two questions, unless told not to ask."""
    path = yield from _named(parsed, "folder", texts.REMOVE_FOLDER_QUESTION)
    if path is None or not (yield from _meant(parsed, path)):
        return
    said = texts.FOLDER_REMOVED.lines(path=path)
    yield from _done(parsed, (yield RemoveFolder(path)), said, f"rmdir /noconfirm {path}")


def write_erase(desk: Desk, parsed: Parsed) -> Dialogue:
    """Erase the startup configuration of the system execution space."""
    if not (yield from confirmed(texts.ERASE_QUESTION.line())):
        return
    yield Log(syslog.ERASED, {"source": desk.source})
    error: FileError | None = yield DeleteFile(STARTUP)
    if error is None or error.problem is FileProblem.NOT_FOUND:
        yield Print(texts.OK.lines())
    else:
        yield Print((*refused(error), *texts.FAILED.lines()))
    yield from send_to_mate(parsed)


def asks(parsed: Parsed) -> bool:
    """Whether the command was typed without ``/noconfirm``."""
    return "/noconfirm" not in parsed.text.split()


def _named(parsed: Parsed, argument: str, question: Text, *, first: bool = True) -> Asking:
    """The path that was typed, or what the person says to the question for its name."""
    typed = parsed.arguments[argument]
    try:
        path = normalised(typed)
        if asks(parsed):
            if first:
                yield Print(("",))
            answer: str = yield Question(question.line(name=path.removeprefix(ROOT)))
            path = normalised(answer) if answer else path
    except FileError as error:
        yield Print(refused(error))
        return None
    return path


def _meant(parsed: Parsed, path: str) -> Generator[Request, Any, bool]:
    return not asks(parsed) or (yield from confirmed(texts.DELETE_QUESTION.line(path=path)))


def _done(parsed: Parsed, error: FileError | None, said: tuple[str, ...], replica: str) -> Dialogue:
    """Say what came of it, and let the mate do the same if it was done."""
    if error is not None:
        yield Print(refused(error))
        return
    yield Print(said)
    yield from send_to_mate(parsed, replica)
