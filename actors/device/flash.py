"""The flash of one chassis: files by path, and what it refuses."""

from __future__ import annotations

from collections.abc import Mapping

STARTUP = "disk0:/.private/startup-config"
"""Where the startup configuration of the system execution space lies; ``names`` does not show it."""

_DEVICES = ("disk0:", "flash:")


class FlashError(Exception):
    """A request that the flash refused; it changed nothing. ``path`` is the file, as ``disk0:/name``.

    The refusals are named as the device words them, hence without ``Error``.
    """

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class NoSpace(FlashError):  # noqa: N818
    """The text does not fit."""


class ReadOnly(FlashError):  # noqa: N818
    """The flash takes no writes."""


class NotFound(FlashError):  # noqa: N818
    """There is no such file."""


class NotFlash(FlashError):  # noqa: N818
    """The path lies on another device, such as ``tftp:``, or names no file."""


def normalised(path: str) -> str:
    """The one spelling of a path: ``disk0:ctx1.cfg`` and ``flash:/ctx1.cfg`` are ``disk0:/ctx1.cfg``.

    Raises:
        NotFlash: the path lies on another device, leaves the flash by ``..``, or names no file.
    """
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
    if not parts or ".." in parts or ":" in rest:
        raise NotFlash(path)
    return f"disk0:/{'/'.join(parts)}"


class Flash:
    """The files of one chassis, which outlive its power; ``size`` in bytes.

    A write either happens whole or not at all. Every path is taken in any spelling.
    """

    def __init__(self, files: Mapping[str, str], size: int, *, read_only: bool = False) -> None:
        self.size = size
        self.read_only = read_only
        self._files = {normalised(path): text for path, text in files.items()}

    def install(self, startup: str) -> None:
        """Put the startup configuration there as at the factory, read-only or not."""
        self._files[STARTUP] = startup

    def startup(self) -> str:
        """The startup configuration; empty where there is none."""
        return self._files.get(STARTUP, "")

    def read(self, path: str) -> str:
        """The text of a file.

        Raises:
            NotFound: there is no such file.
            NotFlash: the path is none of this flash.
        """
        path = normalised(path)
        if path not in self._files:
            raise NotFound(path)
        return self._files[path]

    def write(self, path: str, text: str) -> None:
        """Write a file in place of the one of that name.

        Raises:
            ReadOnly: the flash takes no writes.
            NoSpace: the text does not fit, the old one given up.
            NotFlash: the path is none of this flash.
        """
        path = normalised(path)
        if self.read_only:
            raise ReadOnly(path)
        if _bytes(text) > self.free + _bytes(self._files.get(path, "")):
            raise NoSpace(path)
        self._files[path] = text

    def delete(self, path: str) -> None:
        """Delete a file.

        Raises:
            ReadOnly: the flash takes no writes.
            NotFound: there is no such file.
            NotFlash: the path is none of this flash.
        """
        path = normalised(path)
        if self.read_only:
            raise ReadOnly(path)
        if path not in self._files:
            raise NotFound(path)
        del self._files[path]

    def names(self) -> tuple[str, ...]:
        """The paths of all files in alphabetical order, the startup configuration left out."""
        return tuple(sorted(path for path in self._files if path != STARTUP))

    def size_of(self, path: str) -> int:
        """Bytes of a file; errors as of ``read``."""
        return _bytes(self.read(path))

    @property
    def free(self) -> int:
        """Bytes left."""
        return self.size - sum(_bytes(text) for text in self._files.values())


def _bytes(text: str) -> int:
    return len(text.encode(errors="surrogatepass"))
