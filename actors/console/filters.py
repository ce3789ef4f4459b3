"""What stands behind the bar of a show command: ``| include``, ``begin``, ``exclude``, ``grep [-v]`` [M]."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_BAR = re.compile(
    r"(?P<command>\s*sh(?:o|ow)?\s.*?)\s*\|\s*(?P<word>[a-z]+)\s+(?P<rest>\S.*?)\s*", re.IGNORECASE
)
_WORDS = ("include", "begin", "exclude", "grep")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines of a page are printed; ``word`` is ``include``, ``begin`` or ``exclude``."""

    word: str
    pattern: str


def split_filter(line: str) -> tuple[str, Filter | None]:
    """A show command and the filter behind its bar; any other line as it is, with None.

    A bar with something else behind it stays in the line, where the parser refuses it.
    """
    found = _BAR.fullmatch(line)
    if found is None:
        return line, None
    words = [word for word in _WORDS if word.startswith(found["word"].lower())]
    rest = found["rest"]
    if len(words) != 1 or rest == "-v":
        return line, None
    word = words[0]
    if word == "grep":
        word = "exclude" if re.match(r"-v\s", rest) else "include"
        rest = rest.removeprefix("-v").strip() if word == "exclude" else rest
    return found["command"], Filter(word, rest)


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
