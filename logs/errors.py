"""What can go wrong with a run log as a file; a run that replays differently is a result, not an error."""

from __future__ import annotations

from pathlib import Path


class LogWriteError(OSError):
    """A run log cannot be written: choose another place for it, or make room.

    ``path`` is where, ``why`` is what the system says.
    """

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"the run log {path} cannot be written: {why}")
        self.path, self.why = path, why


class LogUnreadableError(ValueError):
    """A file is no run log, or no longer what was written.

    ``line`` counts from 1, and is 0 where the file cannot be opened at all. ``exit_code`` is for the command
    line.
    """

    exit_code = 2

    def __init__(self, line: int, why: str, path: Path | None = None) -> None:
        super().__init__(line, why)
        self.line, self.why, self.path = line, why, path

    def __str__(self) -> str:
        place = [str(each) for each in (self.path, self.line) if each]
        return f"{':'.join(place)}: {self.why}" if place else self.why
