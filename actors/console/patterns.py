"""Regular expressions as the device has them; a search takes time that grows with pattern and line alone [I].

A pattern is read into its characters (Glushkov's automaton): each is a bit, a set of them an integer. What
may come next is such a set, and a step over the line is one look-up, so no pattern makes a search go back.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

#: Parentheses within parentheses.
DEEPEST = 20

#: Stand before and behind each line, for ``^``, ``$`` and ``_`` to match; ``^_`` takes two.
_BEGIN, _END = "begin", "end"
_BEFORE, _BEHIND = (_BEGIN, _BEGIN), (_END, _END)
_EDGES = (_BEGIN, _END)
_DELIMITERS = ("_", " ", ",", "(", ")", "{", "}", *_EDGES)
#: A pattern without any of these is plain text.
_SPECIAL = re.compile(r"[.^$*+?()|_\[\\]")
#: Sets of characters whose followers are kept.
_KEPT = 4096


class PatternError(ValueError):
    """Not a pattern; ``position`` is that of the first character that cannot be read."""

    def __init__(self, position: int) -> None:
        super().__init__(f"not a regular expression from character {position + 1} on")
        self.position = position


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a pattern: whether it may be empty, the characters that it begins and ends with."""

    empty: bool
    first: int
    last: int


_NOTHING = _Part(empty=True, first=0, last=0)


class Pattern:
    """A pattern: ``.``, ``[a-z]``, ``[^a-z]``, ``*``, ``+``, ``?``, ``|``, parentheses, ``^`` and ``$``.

    ``_`` is itself, a blank, a comma, a brace, a parenthesis or an end of the line; a backslash takes the
    meaning from the next character. ``PatternError`` for what cannot be read.
    """

    def __init__(self, text: str) -> None:
        self._text, self._at, self._depth = text, 0, 0
        #: for each character of the pattern: what it matches, and what may follow it
        self._matchers: list[Callable[[str], bool]] = []
        self._follow: list[int] = []
        self._masks: dict[str, int] = {}
        self._next: dict[int, int] = {}
        self._is_plain = _SPECIAL.search(text) is None
        self._whole = self._either()
        if self._at < len(text):
            raise PatternError(self._at)

    def search(self, line: str) -> bool:
        """Whether the pattern is found anywhere in a line."""
        first, last, masks, following = self._whole.first, self._whole.last, self._masks, self._next
        if self._is_plain or self._whole.empty:
            return self._whole.empty or self._text in line
        expected = first
        for char in itertools.chain(_BEFORE, line, _BEHIND):
            mask = masks.get(char)
            found = expected & (self._mask(char) if mask is None else mask)
            if found & last:
                return True
            expected = first
            if found:
                follow = following.get(found)
                expected |= self._after(found) if follow is None else follow
        return False

    def _mask(self, char: str) -> int:
        matching = (1 << index for index, matches in enumerate(self._matchers) if matches(char))
        self._masks[char] = mask = sum(matching)
        return mask

    def _after(self, found: int) -> int:
        if len(self._next) >= _KEPT:
            self._next.clear()
        follow = 0
        for index in _bits(found):
            follow |= self._follow[index]
        self._next[found] = follow
        return follow

    # -- reading -----------------------------------------------------------------------------------

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _either(self) -> _Part:
        """Alternatives with bars between them."""
        part = self._row()
        while self._peek() == "|":
            self._at += 1
            other = self._row()
            part = _Part(part.empty or other.empty, part.first | other.first, part.last | other.last)
        return part

    def _row(self) -> _Part:
        """One after the other."""
        part = _NOTHING
        while self._peek() not in ("", "|", ")"):
            part = self._joined(part, self._repeated())
        return part

    def _joined(self, one: _Part, other: _Part) -> _Part:
        self._let_follow(one.last, other.first)
        return _Part(
            one.empty and other.empty,
            one.first | (other.first if one.empty else 0),
            other.last | (one.last if other.empty else 0),
        )

    def _let_follow(self, ends: int, begins: int) -> None:
        for index in _bits(ends):
            self._follow[index] |= begins

    def _repeated(self) -> _Part:
        """An atom with the signs of repetition behind it."""
        part = self._atom()
        while (sign := self._peek()) and sign in "*+?":
            self._at += 1
            if sign != "?":
                self._let_follow(part.last, part.first)
            part = _Part(part.empty or sign != "+", part.first, part.last)
        return part

    def _atom(self) -> _Part:
        char, start = self._peek(), self._at
        if char in "*+?":
            raise PatternError(start)
        self._at += 1
        if char == "(":
            return self._group(start)
        if char == "[":
            return self._one(self._choice(start))
        if char == "\\":
            char = self._peek()
            self._at += 1
            if not char:
                raise PatternError(start)
        elif char in _MEANINGS:
            return self._one(_MEANINGS[char])
        return self._one(char.__eq__)

    def _group(self, start: int) -> _Part:
        self._depth += 1
        if self._depth > DEEPEST:
            raise PatternError(start)
        part = self._either()
        if self._peek() != ")":
            raise PatternError(start)
        self._at += 1
        self._depth -= 1
        return part

    def _one(self, matches: Callable[[str], bool]) -> _Part:
        bit = 1 << len(self._matchers)
        self._matchers.append(matches)
        self._follow.append(0)
        return _Part(empty=False, first=bit, last=bit)

    def _choice(self, start: int) -> Callable[[str], bool]:
        """What stands in brackets; a bracket that comes first in them is itself."""
        but = self._peek() == "^"
        self._at += but
        end = self._text.find("]", self._at + 1)
        if end < 0:
            raise PatternError(start)
        ranges = list(self._ranges(self._text[self._at : end]))
        self._at = end + 1
        return lambda char: char not in _EDGES and any(low <= char <= high for low, high in ranges) is not but

    def _ranges(self, text: str) -> Iterator[tuple[str, str]]:
        index = 0
        while index < len(text):
            is_range = text[index + 1 : index + 2] == "-" and index + 2 < len(text)
            low, high = text[index], text[index + 2] if is_range else text[index]
            if low > high:
                raise PatternError(self._at + index)
            yield low, high
            index += 3 if is_range else 1


_MEANINGS: dict[str, Callable[[str], bool]] = {
    ".": lambda char: char not in _EDGES,
    "^": _BEGIN.__eq__,
    "$": _END.__eq__,
    "_": _DELIMITERS.__contains__,
}


def _bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
