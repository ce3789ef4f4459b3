"""``dir``: what lies in a folder of the flash (reference 3.4.2)."""

from __future__ import annotations

from collections.abc import Iterator

from ...device.board import Board
from ...device.flash import Flash, folder_path
from ...facts import texts


def directory(board: Board, flash: Flash, path: str) -> Iterator[str]:
    """The page; ``FileError`` where there is no such folder or file."""
    entries = flash.listing(path)
    yield from texts.FOLDER_HEAD.lines(path=_shown(flash, folder_path(path)))
    for name, entry in entries:
        kind = "drwx" if entry.text is None else "-rwx"
        yield f"{entry.number:<6} {kind}  {entry.size:<12} {board.calendar.listed(entry.at)}  {name}"
    if not entries:
        yield texts.FOLDER_EMPTY.line()
    yield from texts.FOLDER_FOOT.lines(total=flash.size, free=flash.free)


def _shown(flash: Flash, path: str) -> str:
    """A folder is shown with a slash behind its name."""
    return f"{path}/" if flash.is_folder(path) and not path.endswith("/") else path
