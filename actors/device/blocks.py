"""Lines of a configuration with their sub-lines as immutable values, and what an edit does to them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator

import msgspec

from ..facts.placement import Sheet, Slot, printed, sheet_of, slot, spelled

DEEPEST = 8
"""Sub-modes nest so far; lines that stand in further are kept beside each other. No device goes beyond 4."""


class Block(msgspec.Struct, frozen=True):
    """A line, verbatim with its indentation, and what belongs to it: sub-lines, and separators behind."""

    text: str
    children: tuple[Block, ...] = ()
    #: ``!`` lines, comments and empty lines between this block and the next one
    tail: tuple[str, ...] = ()

    @property
    def bare(self) -> str:
        """The line without indentation and trailing blanks."""
        return self.text.strip()


Blocks = tuple[Block, ...]
Change = Callable[[Blocks, Sheet, str], Blocks]


class _Draft:
    """A block under construction."""

    __slots__ = ("children", "indent", "tail", "text")

    def __init__(self, text: str, indent: int) -> None:
        self.text = text
        self.indent = indent
        self.children: list[_Draft] = []
        self.tail: list[str] = []


def parsed(lines: Iterable[str]) -> Blocks:
    """Lines as blocks: a line belongs to the nearest line above that stands further out; none is changed."""
    top: list[_Draft] = []
    path: list[_Draft] = []
    separators: list[str] = []
    for line in lines:
        bare = line.lstrip(" \t")
        if not bare or bare[0] == "!":
            separators.append(line)
            continue
        indent = len(line) - len(bare)
        while path and path[-1].indent >= indent:
            path.pop()
        siblings = path[-1].children if path else top
        if separators:
            _keep(separators, siblings)
            separators = []
        draft = _Draft(line, indent)
        siblings.append(draft)
        if len(path) < DEEPEST:
            path.append(draft)
    if separators:
        _keep(separators, top)
    return _frozen(top)


def _keep(separators: list[str], siblings: list[_Draft]) -> None:
    """Hang separators on the block before them; with none before them the first one stands as a block."""
    if not siblings:
        siblings.append(_Draft(separators.pop(0), 0))
    siblings[-1].tail += separators


def _frozen(drafts: list[_Draft]) -> Blocks:
    return tuple(
        Block(draft.text, _frozen(draft.children) if draft.children else (), tuple(draft.tail))
        for draft in drafts
    )


def flattened(blocks: Blocks) -> list[str]:
    """The lines of blocks in order, separators included."""
    lines: list[str] = []
    for block in blocks:
        lines.append(block.text)
        if block.children:
            lines += flattened(block.children)
        lines += block.tail
    return lines


def begins(line: str, prefix: str) -> bool:
    """Whether ``line`` is ``prefix`` or goes on behind it with a new word."""
    return line.startswith(prefix) and (len(line) == len(prefix) or line[len(prefix)] == " ")


def found(blocks: Blocks, header: str) -> int | None:
    """Index of the block whose line is ``header``."""
    return next(
        (index for index, block in enumerate(blocks) if header in block.text and block.bare == header), None
    )


def paths(blocks: Blocks, within: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every line behind the headers it stands under."""
    for block in blocks:
        bare = block.bare
        if bare and bare[0] != "!":
            here = (*within, bare)
            yield here
            yield from paths(block.children, here)


def typed(blocks: Blocks, within: tuple[str, ...], line: str, depth: int = 0) -> Blocks:
    """Take a typed line in the mode that the headers ``within`` lead to; the same blocks if nothing changes.

    ``no X`` removes X. Headers that are missing are entered too, but not for a ``no``. The first ``depth`` of
    ``within`` are those under which ``blocks`` stand.
    """
    if not line.startswith("no "):
        return _changed(blocks, within, depth, functools.partial(entered, line=line), create=True)
    line = line.removeprefix("no ").strip()
    return _changed(blocks, within, depth, functools.partial(removed, line=line), create=False)


def _changed(blocks: Blocks, within: tuple[str, ...], depth: int, change: Change, *, create: bool) -> Blocks:
    path = within[:depth]
    if path == within:
        return change(blocks, sheet_of(path), indentation(blocks, path))
    header = within[depth].strip()
    if create:
        blocks = entered(blocks, sheet_of(path), indentation(blocks, path), header)
    index = found(blocks, header)
    if index is None:
        return blocks
    block = blocks[index]
    children = _changed(block.children, within, depth + 1, change, create=create)
    if children is block.children:
        return blocks
    return _spliced(blocks, index, Block(block.text, children, block.tail))


def indentation(siblings: Blocks, within: tuple[str, ...]) -> str:
    """The indentation of lines in a mode: that of its first line, else what the device uses there."""
    if not within:
        return ""
    for block in siblings:
        if block.bare and block.bare[0] != "!":
            return block.text[: len(block.text) - len(block.text.lstrip())]
    return " " * (sheet_of(within[:1]).indent + len(within) - 1)


def entered(blocks: Blocks, sheet: Sheet, indent: str, line: str) -> Blocks:
    """Enter a line: it replaces the line in its slot, or stands where the device would print it."""
    text = printed(line)
    place = slot(sheet, text.rstrip())
    if place.place and place.place.default == line:
        return _without(blocks, _occupants(blocks, sheet, place), sheet)
    for index in _occupants(blocks, sheet, place):
        block = blocks[index]
        if block.bare == text.rstrip():
            return blocks
        return _spliced(blocks, index, Block(indent + text, block.children, block.tail))
    index = _position(blocks, line, sheet, place)
    before, behind = blocks[:index], blocks[index:]
    tail = place.place.tail if place.place and not line.startswith("no ") else ()
    if not tail and before and is_plain(before[-1], sheet):
        tail = before[-1].tail
        before = (*before[:-1], Block(before[-1].text))
    return (*before, Block(indent + text, (), tail), *behind)


def removed(blocks: Blocks, sheet: Sheet, indent: str, line: str) -> Blocks:
    """Remove a line and those that begin with it; if there is none, the ``no`` form may stand instead."""
    line = spelled(line)
    place = slot(sheet, line)
    if place.place and place.place.stated:
        return entered(blocks, sheet, indent, f"no {place.key}")
    victims = [index for index, block in enumerate(blocks) if line in block.text and begins(block.bare, line)]
    if victims or place.place:
        return _without(blocks, victims, sheet)
    return entered(blocks, sheet, indent, f"no {line}")


def cleared(blocks: Blocks, sheet: Sheet, prefix: str) -> Blocks:
    """Drop every line that begins with ``prefix``, and its ``no`` forms."""
    return _without(
        blocks,
        [index for index, block in enumerate(blocks) if begins(block.bare.removeprefix("no "), prefix)],
        sheet,
    )


def _occupants(blocks: Blocks, sheet: Sheet, wanted: Slot) -> list[int]:
    return [
        index
        for index, block in enumerate(blocks)
        if block.text.lstrip().startswith(wanted.leads) and slot(sheet, block.bare).key == wanted.key
    ]


def _position(blocks: Blocks, line: str, sheet: Sheet, wanted: Slot) -> int:
    """Where the device prints a new line: beside its kin where it has some, else by rank."""
    if not sheet.places:
        return len(blocks)
    words = line.removeprefix("no ").split()
    kin = None
    if wanted.place is None:
        kin = _last(blocks, " ".join(words[:2])) or _last(blocks, words[0])
    elif wanted.place.numbered:
        kin = _by_number(blocks, line)
    elif wanted.place.many and len(words) > 2:
        kin = _last(blocks, " ".join(words[:2]))
    if kin is not None:
        return kin
    for index in range(len(blocks), 0, -1):
        if slot(sheet, blocks[index - 1].bare).rank <= wanted.rank:
            return index
    return 0


def _last(blocks: Blocks, prefix: str) -> int | None:
    """Index behind the last block that begins with ``prefix``, its ``no`` form counted."""
    leads = (prefix, f"no {prefix}")
    for index in range(len(blocks), 0, -1):
        text = blocks[index - 1].text
        if text.lstrip().startswith(leads) and begins(blocks[index - 1].bare.removeprefix("no "), prefix):
            return index
    return None


def _by_number(blocks: Blocks, line: str) -> int | None:
    """Index among the blocks of the same name by number: ``Ethernet0.1`` comes before ``Ethernet1``."""
    name, numbers = _numbers(line)
    position = None
    for index, block in enumerate(blocks):
        if block.text.startswith(name):
            other, others = _numbers(block.bare)
            if other == name and others > numbers:
                return index
            position = index + 1 if other == name else position
    return position


def _numbers(line: str) -> tuple[str, list[int]]:
    name = re.match(r"\D*", line)
    return name[0] if name else "", [int(number) for number in re.findall(r"\d+", line)]


def _without(blocks: Blocks, victims: list[int], sheet: Sheet) -> Blocks:
    """Blocks but for some; separators behind a plain line stay, those that belong to a header go with it."""
    if not victims:
        return blocks
    gone = frozenset(victims)
    kept: list[Block] = []
    for index, block in enumerate(blocks):
        if index not in gone:
            kept.append(block)
        elif kept and block.tail and is_plain(block, sheet):
            last = kept[-1]
            kept[-1] = Block(last.text, last.children, last.tail + block.tail)
    return tuple(kept)


def is_plain(block: Block, sheet: Sheet) -> bool:
    """Whether separators behind a block belong to the lines around it rather than to the block."""
    place = slot(sheet, block.bare).place
    return not block.children and not (place and place.tail)


def _spliced(blocks: Blocks, index: int, block: Block) -> Blocks:
    return (*blocks[:index], block, *blocks[index + 1 :])
