"""What is wrong with a scenario file, and where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Position(NamedTuple):
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class ScenarioError(ValueError):
    """A scenario file cannot be used: correct it at ``where`` and try again. Its text is one line."""

    def __init__(self, where: Position, problem: str) -> None:
        super().__init__(f"{where}: {problem}")
        self.where = where
        self.problem = problem


class CannotGoOnError(Exception):
    """A step could not be done and the run ends there: what the step needed, and what was there instead."""

    def __init__(self, actual: str, needed: str = "") -> None:
        super().__init__(actual)
        self.actual, self.needed = actual, needed


def alternatives(word: str, allowed: Iterable[object]) -> str:
    """``allowed are a, b, c (did you mean 'b'?)``; the question only where a word is close."""
    known = [str(name) for name in allowed]
    return f"allowed are {', '.join(known) if known else 'none'}{meant(word, known)}"


def meant(word: str, allowed: Iterable[str]) -> str:
    """`` (did you mean 'b'?)`` where an allowed word is close to a wrong one, else nothing."""
    import difflib  # noqa: PLC0415  # only a wrong file pays for it

    known = {name.lower(): name for name in allowed}
    close = difflib.get_close_matches(word.lower(), known, n=1)
    return f" (did you mean {known[close[0]]!r}?)" if close else ""
