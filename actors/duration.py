"""Lengths of time: integers of nanoseconds inside, ``1m30s`` outside."""

from __future__ import annotations

import re
from itertools import pairwise

NANOSECOND = 1
MICROSECOND = 1_000
MILLISECOND = 1_000_000
SECOND = 1_000_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_UNITS = {
    "d": DAY,
    "h": HOUR,
    "m": MINUTE,
    "s": SECOND,
    "ms": MILLISECOND,
    "us": MICROSECOND,
    "ns": NANOSECOND,
}
_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|us|ns|d|h|m|s)")
_WHOLE = re.compile(rf"(?:{_PART.pattern})+")


class DurationError(ValueError):
    """A length of time that is not written as ``250ms``, ``30s``, ``1m30s`` or ``2h``."""


def duration(text: str | int) -> int:
    """Nanoseconds of a length of time such as ``250ms``, ``30s``, ``1m30s`` or ``2h``.

    An integer is returned as is.

    Raises ``DurationError`` for a bare number, a clock time such as ``12:30``, or units out of order.
    """
    if isinstance(text, int):
        return text
    cleaned = text.strip()
    if not _WHOLE.fullmatch(cleaned):
        raise DurationError(_complaint(cleaned))
    parts = [
        (float(number) if "." in number else int(number), _UNITS[unit])
        for number, unit in _PART.findall(cleaned)
    ]
    units = [unit for _, unit in parts]
    if any(later >= earlier for earlier, later in pairwise(units)):
        raise DurationError(
            f"{cleaned!r} is not a length of time: write larger units first, each once, as in '1m30s'"
        )
    return sum(round(number * unit) for number, unit in parts)


def _complaint(text: str) -> str:
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return f"{text!r} has no unit: write '{text}s' for seconds or '{text}ms' for milliseconds"
    if re.fullmatch(r"\d+(:\d+)+", text):
        return f"{text!r} is a clock time: write a length of time such as '12m30s'"
    return f"{text!r} is not a length of time: write '250ms', '30s', '1m30s' or '2h'"


def clock(nanoseconds: int) -> str:
    """A stamp of virtual time as people read it: ``0:01:12.345`` (hours, minutes, seconds, milliseconds)."""
    seconds, rest = divmod(nanoseconds, SECOND)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}.{rest // MILLISECOND:03}"


def short(nanoseconds: int) -> str:
    """A length of time in the shortest form that ``duration`` reads back: ``1m30s``."""
    parts, rest = [], nanoseconds
    for unit, size in _UNITS.items():
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts) or "0s"
