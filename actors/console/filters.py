"""What stands behind the bar of a show command: ``| include``, ``begin``, ``exclude``, ``grep [-v]`` [M]."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .problems import Problem, Refusal, alike

_SHOW = re.compile(r"\s*sh(o|ow)?\s", re.IGNORECASE)
_WORDS = ("begin", "exclude", "grep", "include")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines of a page are printed; ``word`` is ``include``, ``begin`` or ``exclude``."""

    word: str
    pattern: str


def split_filter(line: str) -> tuple[str, Filter | Refusal | None]:
    """A show command and the filter behind its bar, or what is wrong with that; any other line with None."""
    bar = line.find("|")
    if bar < 0 or not _SHOW.match(line):
        return line, None
    return line[:bar].rstrip(), _filter(line, bar + 1)


def _filter(line: str, start: int) -> Filter | Refusal:
    found = re.compile(r"\S+").search(line, start)
    if found is None:
        return Refusal(Problem.INCOMPLETE, len(line))
    typed, pattern = found[0].lower(), line[found.end() :].strip()
    word = next((word for word in _WORDS if word.startswith(typed)), None)
    if word is None:
        return Refusal(Problem.INVALID, found.start() + max(alike(typed, word) for word in _WORDS))
    if word == "grep":
        word = "exclude" if re.match(r"-v(\s|$)", pattern) else "include"
        pattern = pattern.removeprefix("-v").strip() if word == "exclude" else pattern
    return Filter(word, pattern) if pattern else Refusal(Problem.INCOMPLETE, len(line))


def apply_filter(lines: Sequence[str], chosen: Filter | None) -> tuple[str, ...]:
    """The lines that a filter lets through; its pattern is a regular expression if it can be read as one."""
    if chosen is None:
        return tuple(lines)
    try:
        pattern = re.compile(chosen.pattern)
    except re.error:
        pattern = re.compile(re.escape(chosen.pattern))
    if chosen.word == "begin":
        start = next((index for index, line in enumerate(lines) if pattern.search(line)), len(lines))
        return tuple(lines[start:])
    wanted = chosen.word == "include"
    return tuple(line for line in lines if (pattern.search(line) is not None) is wanted)
