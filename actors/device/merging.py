"""Entering many lines at once: what entering them one after the other gives, in one pass over the blocks.

A line that only has to find its place waits until one comes that may change another. What waits is put in
behind its anchor: the last block with the same two first words, or the same first word, or else that the
device prints no later. Each stands there behind those of its kind that came before it, so the order is that
of single lines; only separators may stand a line higher or lower.
"""

from __future__ import annotations

from typing import NamedTuple

from ..facts.placement import Slot, printed, sheet_of, slot
from .blocks import Block, Blocks, indentation, is_plain, paths, typed


class _Anchor(NamedTuple):
    """Behind which block (-1: before the first), at which distance of others there: kin stands nearer."""

    at: int
    distance: int
    rank: int


#: Blocks by their first word and their first two words, in the order in which these came.
_Kin = dict[str, dict[str, list[Block]]]


def merged(blocks: Blocks, others: Blocks, within: tuple[str, ...] = ()) -> Blocks:
    """Enter the lines of ``others`` in the mode that ``within`` leads to; the same blocks if none is new."""
    merging = _Merging(blocks, within)
    for block in others:
        if block.bare and block.bare[0] != "!":
            merging.take(block)
    return merging.result()


class _Merging:
    """The blocks of one mode, and the lines that wait to be put among them."""

    def __init__(self, blocks: Blocks, within: tuple[str, ...]) -> None:
        self.within, self.sheet = within, sheet_of(within)
        self.blocks = blocks
        self.is_read = False
        self._read()

    def _read(self) -> None:
        """Look where the blocks are."""
        self.is_read = True
        self.indent = indentation(self.blocks, self.within)
        lines = [block.bare for block in self.blocks]
        #: line -> the last block that holds it
        self.at = {line: index for index, line in enumerate(lines)}
        self.several = len(self.at) < len(lines)
        #: the first word, or the first two -> the last block that begins with them
        self.last = _last(lines)
        self.replaced: dict[int, Block] = {}
        self.waiting: dict[_Anchor, _Kin] = {}
        #: the first word, or the first two -> the anchor of lines that wait and begin with them
        self.anchors: dict[str, _Anchor] = {}
        #: rank -> behind what the first line of it would stand
        self.by_rank: dict[int, _Anchor] = {}
        #: a line that waits -> where it waits
        self.places: dict[str, tuple[list[Block], int]] = {}

    def take(self, block: Block) -> None:
        """Enter a line and its sub-lines."""
        line = block.bare
        if not self.is_read:
            self._read()
        if line in self.at and not block.children:
            return
        if line in self.places:
            waiting, index = self.places[line]
            waiting[index] = self._with(waiting[index], block.children)
        elif line in self.at and not self.several and self._is_alone(line):
            index = self.at[line]
            self.replaced[index] = self._with(self.replaced.get(index, self.blocks[index]), block.children)
        elif line not in self.at and (anchor := self._anchor(line)):
            self._wait(block, anchor)
        else:
            self._enter(block)

    def _with(self, block: Block, children: Blocks) -> Block:
        """A block with more sub-lines."""
        grown = merged(block.children, children, (*self.within, block.bare)) if children else block.children
        return block if grown is block.children else Block(block.text, grown, block.tail)

    def _is_alone(self, line: str) -> bool:
        """Whether no other line excludes this one."""
        place = slot(self.sheet, line).place
        opposite = line[3:] if line.startswith("no ") else f"no {line}"
        return (place is None or place.many) and opposite not in self.at and opposite not in self.places

    def _anchor(self, line: str) -> _Anchor | None:
        """Where a new line belongs; None for one that may change another, or stands among numbers."""
        found = slot(self.sheet, line)
        place = found.place
        if line.startswith("no ") or printed(line).rstrip() != line or not self._is_alone(line):
            return None
        if place and (place.numbered or place.default == line):
            return None
        anchor = self._by_kin(line, found) or self._by_rank(found)
        return anchor if anchor.rank == found.rank else None

    def _by_kin(self, line: str, found: Slot) -> _Anchor | None:
        if not self.sheet.places:
            return None
        words = line.split()
        nearer = [" ".join(words[:2])] if len(words) > (2 if found.place else 1) else []
        for distance, kin in enumerate([*nearer, *([] if found.place else [words[0]])], 2 - len(nearer)):
            if kin in self.last:
                index = self.last[kin]
                return _Anchor(index, distance, self._rank(index))
            if kin in self.anchors:
                return self.anchors[kin]
        return None

    def _by_rank(self, found: Slot) -> _Anchor:
        if found.rank not in self.by_rank:
            index = len(self.blocks) - 1
            while self.sheet.places and index >= 0 and self._rank(index) > found.rank:
                index -= 1
            self.by_rank[found.rank] = _Anchor(index, 3, found.rank)
        return self.by_rank[found.rank]

    def _rank(self, index: int) -> int:
        return slot(self.sheet, self.blocks[index].bare).rank

    def _wait(self, block: Block, anchor: _Anchor) -> None:
        line = block.bare
        first, *two = _beginnings(line)
        for words in (first, *two):
            self.anchors.setdefault(words, anchor)
        kin = self.waiting.setdefault(anchor, {}).setdefault(first, {})
        waiting = kin.setdefault(two[0] if two else first, [])
        self.places[line] = waiting, len(waiting)
        waiting.append(self._with(Block(self.indent + printed(line)), block.children))

    def _enter(self, block: Block) -> None:
        """Enter lines one after the other, behind all that has waited."""
        self.blocks, self.is_read = self.result(), False
        depth = len(self.within)
        for path in paths((block,), self.within):
            self.blocks = typed(self.blocks, path[:-1], path[-1], depth)

    def result(self) -> Blocks:
        """The blocks, with all that has waited."""
        if not self.is_read or not (self.waiting or self.replaced):
            return self.blocks
        behind: dict[int, list[Block]] = {}
        for anchor in sorted(self.waiting):
            for kin in self.waiting[anchor].values():
                for waiting in kin.values():
                    behind.setdefault(anchor.at, []).extend(waiting)
        present = list(self.blocks)
        for index, block in self.replaced.items():
            present[index] = block
        blocks: list[Block] = []
        start = 0
        for index in sorted(behind):
            blocks += present[start : index + 1]
            self._put(blocks, behind[index])
            start = index + 1
        return (*blocks, *present[start:])

    def _put(self, blocks: list[Block], waiting: list[Block]) -> None:
        """Put blocks behind the last one; what separates it from what follows stays behind them."""
        for block in waiting:
            place = slot(self.sheet, block.bare).place
            tail = place.tail if place else ()
            if not tail and blocks and is_plain(blocks[-1], self.sheet):
                tail, blocks[-1] = blocks[-1].tail, Block(blocks[-1].text)
            blocks.append(Block(block.text, block.children, tail))


def _last(lines: list[str]) -> dict[str, int]:
    """The first word of each line, or the first two, and the last line that begins with them."""
    last: dict[str, int] = {}
    words: tuple[str, ...] = ()
    run = "\n"
    for index, line in enumerate(lines):
        if not line.startswith(run):
            words = _beginnings(line.removeprefix("no "))
            run = f"{words[-1]} "
        for each in words:
            last[each] = index
    return last


def _beginnings(line: str) -> tuple[str, ...]:
    """The first word of a line, and its first two if it has more than one."""
    first = line.find(" ")
    if first < 0:
        return (line,)
    second = line.find(" ", first + 1)
    return line[:first], line if second < 0 else line[:second]
