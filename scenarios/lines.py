"""Finding texts among lines, as scenarios mean it: blanks do not count, a block of lines stands together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def squeezed(line: str) -> str:
    """A line as lines are compared: blanks at its ends gone, those inside single."""
    return " ".join(line.split())


def places(lines: Sequence[str], text: str, *, whole: bool = True) -> list[int]:
    """Where a text begins among squeezed lines; ``whole`` lines equal its lines, others contain them."""
    first, *rest = _lines_of(text)

    def fits(line: str, wanted: str) -> bool:
        return line == wanted if whole else wanted in line

    return [
        index
        for index, line in enumerate(lines[: len(lines) - len(rest)])
        if fits(line, first)
        and all(fits(lines[index + ahead], wanted) for ahead, wanted in enumerate(rest, 1))
    ]


def in_order(lines: Sequence[str], texts: Iterable[str], *, whole: bool = True) -> bool:
    """Whether texts stand among squeezed lines, each behind the one before."""
    start = 0
    for text in texts:
        found = places(lines[start:], text, whole=whole)
        if not found:
            return False
        start += found[0] + len(_lines_of(text))
    return True


def _lines_of(text: str) -> list[str]:
    return [squeezed(line) for line in text.strip("\n").split("\n")]
