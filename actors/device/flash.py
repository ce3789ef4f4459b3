"""The flash of one chassis: files and folders by path, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from ..facts.files import FileProblem

STARTUP = "disk0:/.private/startup-config"
"""Where the startup configuration of the system execution space lies; ``names`` does not show it."""

ROOT = "disk0:/"
"""The folder that holds everything."""

FOLDER_SIZE = 4096
"""Bytes that ``dir`` shows for a folder (reference 3.4.2, captured)."""

_DEVICES = ("disk0:", "flash:")
_HIDDEN = "disk0:/.private"


class FileError(Exception):
    """A request for a file that was refused; it changed nothing. ``path`` is ``disk0:/name``, or a URL."""

    def __init__(self, problem: FileProblem, path: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.problem, self.path = problem, path


class Entry(NamedTuple):
    """A file, or a folder where ``text`` is None.

    ``number`` counts entries in the order in which they were made; ``at`` is when it was last written (ns).
    """

    number: int
    at: int
    #: bytes that ``dir`` shows
    size: int
    text: str | None = None


def normalised(path: str) -> str:
    """The one spelling of a path: ``disk0:ctx1.cfg`` and ``flash:/ctx1.cfg`` are ``disk0:/ctx1.cfg``.

    ``FileError`` (not found) if the path lies on another device, leaves the flash by ``..``, or is empty.
    """
    found = folder_path(path)
    if found == ROOT:
        raise FileError(FileProblem.NOT_FOUND, path)
    return found


@lru_cache(maxsize=1024)
def folder_path(path: str) -> str:
    """As ``normalised``, and ``disk0:/`` for the device alone or an empty path."""
    rest = path.strip()
    for device in _DEVICES:
        if rest.lower().startswith(device):
            rest = rest[len(device) :]
            break
    parts: list[str] = []
    for part in rest.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    if ".." in parts or ":" in rest:
        raise FileError(FileProblem.NOT_FOUND, path)
    return ROOT + "/".join(parts)


class Flash:
    """The files of one chassis, which outlive its power; ``size`` in bytes.

    A change either happens whole or not at all. Every path is taken in any spelling, every refusal is a
    ``FileError``, times are ns of virtual time.
    """

    def __init__(self, files: Mapping[str, str], size: int, *, read_only: bool = False) -> None:
        self.size = size
        self.read_only = read_only
        self._entries: dict[str, Entry] = {}
        self._made = 0
        for path, text in files.items():
            self._install(normalised(path), text)

    def install(self, startup: str) -> None:
        """Put the startup configuration there as at the factory, read-only or not."""
        self._install(STARTUP, startup)

    def _install(self, path: str, text: str) -> None:
        for folder in (_HIDDEN,) if path == STARTUP else folders([path]):
            if folder not in self._entries:
                self._put(folder, 0, None)
        self._put(path, 0, text)

    def _put(self, path: str, at: int, text: str | None) -> None:
        old = self._entries.get(path)
        if old is None:
            self._made += 1
        size = FOLDER_SIZE if text is None else size_of(text)
        self._entries[path] = Entry(self._made if old is None else old.number, at, size, text)

    # -- looking ---------------------------------------------------------------------------------

    def startup(self) -> str:
        """The startup configuration; empty where there is none."""
        entry = self._entries.get(STARTUP)
        return "" if entry is None else entry.text or ""

    def read(self, path: str) -> str:
        """The text of a file; refused where there is none, or a folder."""
        path = normalised(path)
        text = self._entry(path).text
        if text is None:
            raise FileError(FileProblem.IS_A_FOLDER, path)
        return text

    def has(self, path: str) -> bool:
        """Whether there is a file or folder of that name."""
        return folder_path(path) in self._entries

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder of that name."""
        entry = self._entries.get(folder_path(path))
        return folder_path(path) == ROOT or (entry is not None and entry.text is None)

    def listing(self, path: str) -> tuple[tuple[str, Entry], ...]:
        """Names and entries of what lies in a folder, or of that one file, in the order of their numbers."""
        path = folder_path(path)
        if path != ROOT and self._entry(path).text is not None:
            return ((path.rpartition("/")[2], self._entries[path]),)
        inside = [
            (name.rpartition("/")[2], entry)
            for name, entry in self._entries.items()
            if _parent(name) == path and name != _HIDDEN
        ]
        return tuple(sorted(inside, key=lambda each: each[1].number))

    def names(self) -> tuple[str, ...]:
        """The paths of all files in alphabetical order, the startup configuration left out."""
        files = [path for path, entry in self._entries.items() if entry.text is not None]
        return tuple(sorted(path for path in files if path != STARTUP))

    def size_of(self, path: str) -> int:
        """Bytes of a file; refusals as of ``read``."""
        self.read(path)
        return self._entries[normalised(path)].size

    @property
    def free(self) -> int:
        """Bytes left; folders take none."""
        return self.size - sum(entry.size for entry in self._entries.values() if entry.text is not None)

    def _entry(self, path: str) -> Entry:
        if path not in self._entries:
            raise FileError(FileProblem.NOT_FOUND, path)
        return self._entries[path]

    # -- changing --------------------------------------------------------------------------------

    def write(self, path: str, text: str, at: int = 0) -> None:
        """Write a file in place of the one of that name; its folder has to be there."""
        path = self._writable(path)
        old = self._entries.get(path)
        if old is not None and old.text is None:
            raise FileError(FileProblem.IS_A_FOLDER, path)
        self._check_folder(path)
        if size_of(text) > self.free + (old.size if old else 0):
            raise FileError(FileProblem.NO_SPACE, path)
        self._put(path, at, text)

    def delete(self, path: str) -> None:
        """Delete a file."""
        path = self._writable(path)
        self.read(path)
        del self._entries[path]

    def rename(self, path: str, to: str) -> None:
        """Give a file another name, in any folder; it keeps its number and its date."""
        path, to = self._writable(path), normalised(to)
        self.read(path)
        if to in self._entries:
            raise FileError(FileProblem.EXISTS, to)
        self._check_folder(to)
        self._entries[to] = self._entries.pop(path)

    def make_folder(self, path: str, at: int = 0) -> None:
        """Make a folder inside one that is there."""
        path = self._writable(path)
        if path in self._entries:
            raise FileError(FileProblem.EXISTS, path)
        self._check_folder(path)
        self._put(path, at, None)

    def remove_folder(self, path: str) -> None:
        """Remove a folder in which nothing is left."""
        path = self._writable(path)
        if self._entry(path).text is not None:
            raise FileError(FileProblem.NOT_A_FOLDER, path)
        if any(_parent(other) == path for other in self._entries):
            raise FileError(FileProblem.NOT_EMPTY, path)
        del self._entries[path]

    def _writable(self, path: str) -> str:
        path = normalised(path)
        if self.read_only:
            raise FileError(FileProblem.READ_ONLY, path)
        return path

    def _check_folder(self, path: str) -> None:
        """What a file or folder is made in has to be a folder."""
        folder = _parent(path)
        if folder in (ROOT, _HIDDEN):
            return
        if folder not in self._entries:
            raise FileError(FileProblem.NOT_FOUND, path)
        if self._entries[folder].text is not None:
            raise FileError(FileProblem.NOT_A_FOLDER, folder)


def folders(paths: Iterable[str]) -> tuple[str, ...]:
    """The folders in which files lie, outer before inner; the topmost and the private one left out."""
    found: dict[str, None] = {}
    for path in paths:
        parts = normalised(path).split("/")
        found |= dict.fromkeys("/".join(parts[:length]) for length in range(2, len(parts)))
    return tuple(folder for folder in found if folder != _HIDDEN)


def _parent(path: str) -> str:
    folder = path.rpartition("/")[0]
    return ROOT if folder == "disk0:" else folder


def size_of(text: str) -> int:
    """Bytes of a text in a file."""
    return len(text.encode(errors="surrogatepass"))
