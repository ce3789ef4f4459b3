"""The flash of a unit as its commands change it: every change is told to the observers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..device.flash import normalised
from ..signals import FileChanged, FolderChanged

if TYPE_CHECKING:
    from .actor import Unit


class Files:
    """Changes the flash; what it refuses is a ``FileError``, and then nothing has changed."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit

    def write(self, path: str, text: str) -> None:
        """Write a file in place of the one of that name."""
        self.unit.flash.write(path, text, self.unit.now)
        self._tell(path, text)

    def delete(self, path: str) -> None:
        """Delete a file."""
        self.unit.flash.delete(path)
        self._tell(path, None)

    def rename(self, path: str, to: str) -> None:
        """Give a file another name."""
        self.unit.flash.rename(path, to)
        self._tell(path, None)
        self._tell(to, self.unit.flash.read(to))

    def make_folder(self, path: str) -> None:
        """Make a folder."""
        self.unit.flash.make_folder(path, self.unit.now)
        self.unit.emit(FolderChanged(self.unit.name, normalised(path), exists=True))

    def remove_folder(self, path: str) -> None:
        """Remove an empty folder."""
        self.unit.flash.remove_folder(path)
        self.unit.emit(FolderChanged(self.unit.name, normalised(path), exists=False))

    def _tell(self, path: str, text: str | None) -> None:
        self.unit.emit(FileChanged(self.unit.name, normalised(path), text))
