"""Why a line is refused, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Problem(StrEnum):
    """Why a line is refused."""

    INVALID = "invalid"
    INCOMPLETE = "incomplete"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that is no command. ``column`` counts from the start of the typed line, the prompt not included.

    For an invalid line it is that of the caret: the first character at which no command word can match any
    more (captures 3, inferred from four of them).
    """

    kind: Problem
    column: int


def alike(typed: str, keyword: str) -> int:
    """How many characters of what was typed agree with a keyword."""
    return next(
        (index for index, pair in enumerate(zip(typed, keyword, strict=False)) if pair[0] != pair[1]),
        min(len(typed), len(keyword)),
    )
