"""``copy``: from a configuration, a file in flash or one on a server to another of them (reference 3.4.2)."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Any

from ...device.configuration import Configuration, split_file
from ...device.flash import ROOT, FileError, folder_path, normalised
from ...device.urls import Url
from ...facts import texts
from ...facts.files import FileProblem
from ..desk import (
    Clock,
    Desk,
    Dialogue,
    Merge,
    Print,
    Question,
    ReadFile,
    ReadRunning,
    Request,
    WriteFile,
)
from ..parser import Parsed
from .failing_over import confirmed
from .files import asks
from .saving import copied, grouped, refused, save, send_to_mate, startup_path, written

#: Lines that are merged at once: they take less than 10 ms with many thousands (reference 14.17).
SLICE = 300

RUNNING, SAVED = "running-config", "startup-config"

#: One end of a copy: a server's file, a path in flash, or one of the two configurations.
End = Url | str


def copy_to_startup(desk: Desk, parsed: Parsed) -> Dialogue:
    """``copy running-config startup-config``: save this space, here and on the mate (reference 1.5)."""
    yield Print(("",))
    if asks(parsed):
        yield Question(texts.SOURCE_QUESTION.line(name=RUNNING))
    error = yield from save(desk, desk.place.space)
    if error is not None:
        yield Print(refused(error))
    yield from send_to_mate(parsed)


def copy(desk: Desk, parsed: Parsed) -> Dialogue:
    """Every other copy, which the command table keeps from the mate (reference 1.5)."""
    try:
        source, target = (_end(parsed.arguments[argument]) for argument in ("source", "destination"))
        if desk.place.space != "system" and (_in_flash(source) or _in_flash(target)):
            yield Print(texts.SYSTEM_ONLY.lines())
            return
        yield Print(("",))
        if asks(parsed):
            source = yield from _asked(source, texts.SOURCE_QUESTION, "")
            target = yield from _asked(target, texts.DESTINATION_QUESTION, _name(source))
        source, target = _complete(source), _complete(_named_after(target, source))
        if asks(parsed) and not (yield from _may_overwrite(desk, target)):
            return
        yield from _carried_out(desk, source, target, apart=asks(parsed))
        yield from send_to_mate(parsed, f"copy /noconfirm {source} {target}")
    except FileError as error:
        yield Print(refused(error))


# -- the two ends ------------------------------------------------------------------------------


def _end(word: str) -> End:
    if word in (RUNNING, SAVED):
        return word
    url = Url.parse(word)
    return folder_path(word) + ("/" if word.endswith("/") else "") if url is None else url


def _in_flash(end: End) -> bool:
    return isinstance(end, str) and end.startswith(ROOT)


def _path(end: End) -> str:
    """What stands in the brackets of a question: the path without its device or server."""
    return end.path if isinstance(end, Url) else end.removeprefix(ROOT)


def _name(end: End) -> str:
    return _path(end).rstrip("/").rpartition("/")[2]


def _asked(end: End, question: texts.Text, name: str) -> Generator[Request, Any, End]:
    """An end as the person confirms or corrects it; ``name`` is the one to offer where none was typed."""
    if isinstance(end, Url):
        host: str = yield Question(texts.HOST_QUESTION.line(name=end.host))
        answer: str = yield Question(question.line(name=end.path or name))
        return replace(end, host=host or end.host, path=answer or end.path or name)
    if not _in_flash(end):
        if question is texts.SOURCE_QUESTION:
            yield Question(question.line(name=end))
        return end
    answer = yield Question(question.line(name=_path(_named_after(end, name))))
    return normalised(answer) if answer else end


def _named_after(end: End, source: End) -> End:
    """A destination of which only the device, the server or the folder was given takes the source's name."""
    name = _name(source)
    if isinstance(end, Url):
        return end if end.path else replace(end, path=name)
    return f"{end}{name}" if _in_flash(end) and end.endswith("/") else end


def _complete(end: End) -> End:
    """The end, if it says where; ``FileError`` otherwise."""
    if isinstance(end, Url) and not end.is_complete:
        raise FileError(FileProblem.NOT_FOUND, str(end))
    return normalised(end) if isinstance(end, str) and _in_flash(end) else end


def _may_overwrite(desk: Desk, target: End) -> Generator[Request, Any, bool]:
    if not (isinstance(target, str) and _in_flash(target) and desk.flash.has(target)):
        return True
    yield Print(texts.OVERWRITE_WARNING.lines())
    return (yield from confirmed(texts.OVERWRITE_QUESTION.line()))


# -- the copy ----------------------------------------------------------------------------------


def _carried_out(desk: Desk, source: End, target: End, *, apart: bool) -> Dialogue:
    """Read, then write; ``apart`` if questions were asked, which an empty line closes."""
    began = yield Clock()
    text = yield from _read(desk, source, apart=apart)
    if target == RUNNING:
        yield from _merged(desk, text)
    else:
        error: FileError | None = yield WriteFile(_where(desk, target), text)
        if error is not None:
            raise error
        yield Print(_progress(source, target))
    yield from copied(desk, text, began)


def _read(desk: Desk, source: End, *, apart: bool) -> Generator[Request, Any, str]:
    space = desk.place.space
    if source == RUNNING:
        configuration = yield ReadRunning(space, loaded=True)
        yield Print(texts.CHECKSUM.lines(checksum=grouped(configuration.checksum)))
        return written(desk, configuration, space)
    text: str | FileError = yield ReadFile(_where(desk, source))
    if isinstance(text, FileError):
        raise text
    if isinstance(source, Url):
        yield Print((*(("",) if apart else ()), *texts.ACCESSING.lines(url=source)))
    return text


def _where(desk: Desk, end: End) -> str:
    return startup_path(desk, desk.place.space) if end == SAVED else str(end)


def _merged(desk: Desk, text: str) -> Dialogue:
    """Add a text to the running configuration of this space."""
    before = yield ReadRunning(desk.place.space)
    for lines in _slices(desk, split_file(text).configuration):
        yield Merge(lines)
    after = yield ReadRunning(desk.place.space)
    changed = texts.CHECKSUM_UNCHANGED if before == after else texts.CHECKSUM_CHANGED
    yield Print(changed.lines(checksum=grouped(after.checksum)))


def _slices(desk: Desk, configuration: Configuration) -> Iterator[tuple[str, ...]]:
    """What is merged at once: a system space whole, as failover is turned on behind its last line.

    A context takes no more than a handler may, cut where a global line begins.
    """
    lines: list[str] = []
    for line in configuration.lines():
        if len(lines) >= SLICE and line[:1] not in ("", " ") and desk.place.space != "system":
            yield tuple(lines)
            lines = []
        lines.append(line)
    yield tuple(lines)


def _progress(source: End, target: End) -> tuple[str, ...]:
    """What the device shows for a file that it has written."""
    if isinstance(target, Url):
        return texts.SENT.lines()
    if isinstance(source, Url) and _in_flash(target):
        return texts.WRITING.lines(path=target)
    return ("",) if source == RUNNING or isinstance(source, Url) else texts.COPYING.lines()
