"""The running configuration of one space as an immutable value, and the texts that hold one."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..facts.placement import GLOBAL
from . import blocks as tree
from .blocks import Block
from .merging import merged

__all__ = ["Block", "Configuration", "SavedText", "rendered", "saved", "split_file", "stated"]


class Configuration:
    """Lines of a system space or a context in printed order; every change gives a new value.

    ``within`` always names a mode by the headers of its sub-modes, such as ``("context ctx1",)``; ``()`` is
    global configuration. Lines given and returned have no indentation and no trailing blanks. Configurations
    are equal if their lines are. What goes where is told by ``facts/placement.py`` (reference 4.7).
    """

    # no dataclass: msgspec would write its fields, all the lines, wherever a run log or a digest holds one

    def __init__(self, blocks: tuple[Block, ...] = ()) -> None:
        self._blocks = blocks

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The global lines, each with its sub-lines."""
        return self._blocks

    def __repr__(self) -> str:
        return f"Configuration({len(self)} lines, {self.checksum})"

    @classmethod
    def parse(cls, text: str | Sequence[str]) -> Configuration:
        """A configuration from a text or from lines, kept verbatim but for line ends.

        The same text gives the same object.
        """
        return _parsed(text if isinstance(text, str) else tuple(text))

    def lines(self) -> tuple[str, ...]:
        """All lines verbatim, separators included."""
        return self._flat

    @cached_property
    def _flat(self) -> tuple[str, ...]:
        return tuple(tree.flattened(self.blocks))

    @cached_property
    def text(self) -> str:
        """All lines, each with a line end."""
        return "".join(f"{line}\n" for line in self._flat)

    @cached_property
    def checksum(self) -> str:
        """The Cryptochecksum, 32 hexadecimal digits: an MD5 of the text (the device's way is not public)."""
        return hashlib.md5(self.text.encode(errors="surrogatepass"), usedforsecurity=False).hexdigest()

    def __len__(self) -> int:
        return len(self._flat)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Configuration) and self._flat == other._flat)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(self._flat)

    # -- changes ---------------------------------------------------------------------------

    def enter(self, line: str, within: tuple[str, ...] = ()) -> Configuration:
        """Take a typed line; ``no X`` removes X. The same object comes back if nothing changes.

        The line replaces the one that it excludes (``hostname B`` replaces ``hostname A``, ``failover``
        replaces ``no failover``), or stands where the device would print it. A line that only states a
        default is not kept (reference 4.7). Headers in ``within`` that are missing are entered too.
        """
        line = line.strip()
        if not line or line[0] in "!:":
            return self
        return self._with(tree.typed(self.blocks, within, line))

    def remove(self, line: str, within: tuple[str, ...] = ()) -> Configuration:
        """Take ``no X``, given as ``X`` or ``no X``: X and lines that begin with X go with their sub-lines.

        The ``no`` form stays as a line where the device prints it (``no failover``), and where X is neither
        there nor known.
        """
        line = line.strip().removeprefix("no ").strip()
        return self._with(tree.typed(self.blocks, within, f"no {line}")) if line else self

    def clear(self, prefix: str) -> Configuration:
        """Drop the global lines that begin with ``prefix`` or ``no prefix``, as ``clear configure`` does."""
        return self._with(tree.cleared(self.blocks, GLOBAL, prefix.strip()))

    def merged(self, other: Configuration) -> Configuration:
        """Enter the lines of another configuration one after the other; an empty one becomes the other."""
        if not self.blocks:
            return other
        return self._with(merged(self.blocks, other.blocks))

    def _with(self, blocks: tuple[Block, ...]) -> Configuration:
        return self if blocks is self.blocks else Configuration(blocks)

    # -- questions -------------------------------------------------------------------------

    def has(self, line: str, within: tuple[str, ...] = ()) -> bool:
        """Whether this very line is there."""
        return tree.found(self._mode(within), line.strip()) is not None

    def first(self, prefix: str, within: tuple[str, ...] = ()) -> str | None:
        """The first line that begins with the words of ``prefix``."""
        prefix = prefix.strip()
        for block in self._mode(within):
            if prefix in block.text and tree.begins(block.bare, prefix):
                return block.bare
        return None

    def all(self, prefix: str, within: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Every line that begins with the words of ``prefix``."""
        prefix = prefix.strip()
        return tuple(
            block.bare
            for block in self._mode(within)
            if prefix in block.text and tree.begins(block.bare, prefix)
        )

    def headers(self, prefix: str) -> tuple[Block, ...]:
        """The global blocks that begin with the words of ``prefix``, with or without sub-lines."""
        prefix = prefix.strip()
        return tuple(
            block
            for block in self.blocks
            if block.text.startswith(prefix) and tree.begins(block.bare, prefix)
        )

    def section(self, prefix: str) -> tuple[str, ...]:
        """What ``show running-config`` prints for some words: ``no`` forms, sub-lines and separators too."""
        prefix = prefix.strip()
        blocks = tuple(block for block in self.blocks if tree.begins(block.bare.removeprefix("no "), prefix))
        return tuple(hidden(line) for line in tree.flattened(blocks))

    def difference(self, other: Configuration) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Lines that only this and lines that only the other configuration has, each in its own mode.

        Separators, indentation, trailing blanks and the order of lines do not count.
        """
        return ((), ()) if self == other else _difference(self, other)

    def _mode(self, within: tuple[str, ...]) -> tuple[Block, ...]:
        blocks = self.blocks
        for header in within:
            index = tree.found(blocks, header.strip())
            if index is None:
                return ()
            blocks = blocks[index].children
        return blocks


@lru_cache(maxsize=256)
def _parsed(text: str | tuple[str, ...]) -> Configuration:
    return _built(tuple(_lines(text)))


@lru_cache(maxsize=256)
def _built(lines: tuple[str, ...]) -> Configuration:
    return Configuration(tree.parsed(lines))


def _lines(text: str | Sequence[str]) -> Sequence[str]:
    if not isinstance(text, str):
        return [line.rstrip("\r\n") for line in text]
    lines = text.replace("\r\n", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


@lru_cache(maxsize=16)
def _difference(one: Configuration, other: Configuration) -> tuple[tuple[str, ...], tuple[str, ...]]:
    mine, theirs = list(tree.paths(one.blocks, ())), list(tree.paths(other.blocks, ()))
    return _only(mine, theirs), _only(theirs, mine)


def _only(mine: list[tuple[str, ...]], theirs: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The lines of one side that the other does not have, as often as it lacks them."""
    missing = Counter(mine) - Counter(theirs)
    found = []
    for path in mine:
        if missing[path] > 0:
            missing[path] -= 1
            found.append(path[-1])
    return tuple(found)


# -- texts -----------------------------------------------------------------------------------

_VERSION = re.compile(r"(?:ASA|PIX) Version (\S+)")
_FRAME = re.compile(r":|(?:ASA|PIX) Version |Cryptochecksum:|\S+[#>] ?more ")


@dataclass(frozen=True, slots=True)
class SavedText:
    """A text as saved or exported: the lines of the configuration, and the frame around them."""

    header: tuple[str, ...]
    body: tuple[str, ...]
    footer: tuple[str, ...]

    @property
    def configuration(self) -> Configuration:
        """The lines as a configuration."""
        return Configuration.parse(self.body)

    @property
    def version(self) -> str | None:
        """The software version that wrote it, such as ``9.1(5)16``."""
        return next((found[1] for line in self.header if (found := _VERSION.match(line))), None)

    @property
    def text(self) -> str:
        """The whole text again, each line with a line end."""
        return "".join(f"{line}\n" for line in (*self.header, *self.body, *self.footer))


def split_file(text: str | Sequence[str]) -> SavedText:
    """Tell the frame of a text (``:`` lines, version, checksum) from its configuration; takes CRLF."""
    return _split(text if isinstance(text, str) else tuple(text))


@lru_cache(maxsize=64)
def _split(text: str | tuple[str, ...]) -> SavedText:
    lines = tuple(_lines(text))
    start = _frame(lines)
    if 0 < start < len(lines) and lines[start].strip() == "!":
        start += 1
    end = len(lines) - _frame(lines[start:][::-1])
    return SavedText(lines[:start], lines[start:end], lines[end:])


def _frame(lines: Sequence[str]) -> int:
    """How many lines from the start belong to the frame, with the separators between them."""
    length = 0
    for index, line in enumerate(lines):
        if _FRAME.match(line):
            length = index + 1
        elif line.strip() not in ("", "!"):
            break
    return length


def rendered(configuration: Configuration, version: str, space_kind: str) -> tuple[str, ...]:
    """What ``show running-config`` prints in multiple mode; ``space_kind`` is ``system`` or ``context``.

    The failover key is hidden (reference 3.1 [M]); the frame is that of saved texts [R] (captures 2.3).
    """
    body = tuple(hidden(line) for line in stated(configuration, space_kind).lines())
    return (
        ": Saved",
        ":",
        f"ASA Version {version} <{space_kind}>",
        "!",
        *body,
        f"Cryptochecksum:{configuration.checksum}",
        ": end",
    )


def stated(configuration: Configuration, space_kind: str) -> Configuration:
    """As the device prints it: a system space says ``no failover`` where nobody has turned it on [M]."""
    silent = space_kind == "system" and not (
        configuration.has("failover") or configuration.has("no failover")
    )
    return configuration.remove("failover") if silent else configuration


def saved(
    configuration: Configuration, version: str, space_kind: str, hardware: str, written: str
) -> tuple[str, ...]:
    """What a save writes [R] (captures 2.3); ``written`` is like ``08:16:48.578 UTC Tue Oct 10 2023``."""
    return (
        ": Saved",
        ": ",
        f": Hardware:   {hardware}",
        f": Written by enable_15 at {written}",
        "!",
        f"ASA Version {version} <{space_kind}>",
        "!",
        *configuration.lines(),
        f"Cryptochecksum:{configuration.checksum}",
        ": end",
    )


_SECRET = re.compile(r"(failover (?:key|ipsec pre-shared-key)) ")


def hidden(line: str) -> str:
    """A line as it is shown: with stars in place of a key (reference 3.1)."""
    secret = _SECRET.match(line)
    return f"{secret[1]} *****" if secret else line
