"""The numbered requirements that scenarios show, as the package brings them.

``requirements.json`` is made from ``docs/requirements.md``, which is where a person edits:
``python -m asapair.scenarios.requirements docs/requirements.md scenarios/requirements.json``.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec


class Requirement(msgspec.Struct, frozen=True):
    """One row: what must be true, where the facts stand, how sure it is that a real device does it."""

    id: str
    text: str
    facts: str
    confidence: str


@cache
def requirements() -> dict[str, Requirement]:
    """All rows by their ids, in order."""
    data = (files(__package__) / "requirements.json").read_bytes()
    return {row.id: row for row in msgspec.json.decode(data, type=list[Requirement])}


def parse(document: str) -> list[Requirement]:
    """The rows of the tables in docs/requirements.md."""
    rows = ([cell.strip() for cell in line.strip("| \n").split("|")] for line in document.splitlines())
    return [
        Requirement(*cells)
        for cells in rows
        if len(cells) == 4 and cells[0][:1].isalpha() and cells[0][1:].isdigit()
    ]


def encoded(rows: list[Requirement]) -> bytes:
    """The rows as ``requirements.json`` holds them."""
    return msgspec.json.format(msgspec.json.encode(rows), indent=2) + b"\n"


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    target.write_bytes(encoded(parse(source.read_text(encoding="utf-8"))))
