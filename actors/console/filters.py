"""What stands behind the bar of a show command: ``| include``, ``begin``, ``exclude``, ``grep [-v]`` [M]."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .patterns import Pattern, PatternError
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
    typed, behind = found[0].lower(), found.end()
    word = next((word for word in _WORDS if word.startswith(typed)), None)
    if word is None:
        return Refusal(Problem.INVALID, found.start() + max(alike(typed, word) for word in _WORDS))
    if word == "grep":
        inverted = re.compile(r"\s+-v(?!\S)").match(line, behind)
        word, behind = ("exclude", inverted.end()) if inverted else ("include", behind)
    pattern = line[behind:].strip()
    if not pattern:
        return Refusal(Problem.INCOMPLETE, len(line))
    try:
        Pattern(pattern)
    except PatternError as error:
        return Refusal(Problem.INVALID, line.index(pattern, behind) + error.position)
    return Filter(word, pattern)


def apply_filter(lines: Sequence[str], chosen: Filter | None) -> tuple[str, ...]:
    """The lines that a filter lets through; ``PatternError`` if its pattern is none."""
    if chosen is None:
        return tuple(lines)
    found = Pattern(chosen.pattern).search
    if chosen.word == "begin":
        start = next((index for index, line in enumerate(lines) if found(line)), len(lines))
        return tuple(lines[start:])
    wanted = chosen.word == "include"
    return tuple(line for line in lines if found(line) is wanted)
