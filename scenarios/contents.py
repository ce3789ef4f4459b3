"""What the packaged scenarios are called and show, read from the beginning of each file."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import yaml

LIBRARY = Path(__file__).parent / "library"

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


#: Where the head of a packaged file, its ``title`` and what it ``shows``, ends.
_BODY = re.compile(r"^(?!title:|shows:)\w+:", re.MULTILINE)


class Contents(msgspec.Struct, frozen=True):
    """A packaged scenario: its name, its sentence, the requirements that it shows."""

    name: str
    title: str
    shows: tuple[str, ...]
    file: str


def names() -> list[str]:
    """The names of all packaged scenarios, in alphabetical order."""
    return sorted(path.stem for path in LIBRARY.glob("*.yaml"))


def contents() -> list[Contents]:
    """All packaged scenarios, in alphabetical order; what stands behind the head of a file is not read."""
    return [_contents(LIBRARY / f"{name}.yaml") for name in names()]


def _contents(path: Path) -> Contents:
    head = _BODY.split(path.read_text(encoding="utf-8"), maxsplit=1)[0]
    found = yaml.load(head, Loader=_Loader)  # noqa: S506  texts only
    return Contents(path.stem, " ".join(found["title"].split()), tuple(found["shows"]), str(path))
