"""Patterns of the command table as graphs: each node holds the words that may come next.

The notation stands in ``facts/commands.py``. A pattern is read from left to right into items; an item is a
function that gives, for the node that follows, the node that begins with it: a graph is built from its end.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, reduce

from ..facts.commands import Space
from ..facts.placement import GLOBAL
from ..facts.words import INTERFACE_TYPES


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a pattern: a keyword, or a word of some form; ``label`` is the name of its argument."""

    kind: str
    keyword: str = ""
    label: str = ""
    low: int = 0
    high: int = 0

    def value(self, word: str, space: Space) -> str | None:
        """The word as the device would spell it, or None where it does not fit this token."""
        if self.keyword:
            return self.keyword if self.keyword.startswith(word.lower()) else None
        if self.kind in _BOUNDED:
            digits = _BOUNDED[self.kind].fullmatch(word)
            return word if digits and self.low <= int(digits[1]) <= self.high else None
        return _FORMS[self.kind](word, space)


@dataclass(frozen=True, slots=True)
class Edge:
    """A word that may come next; ``supplied`` are the words that stand before it and were left out."""

    token: Token
    target: Node
    supplied: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Node:
    """A place between words: ``ends`` if the command is complete here, ``ends_no`` if its ``no`` form is."""

    edges: list[Edge] = field(default_factory=list)
    ends: bool = False
    ends_no: bool = False


Item = Callable[[Node], Node]


# -- what words may look like ------------------------------------------------------------------


def _any_word(word: str, _: Space) -> str | None:
    return None if word.startswith("|") else word


def _address(word: str, _: Space) -> str | None:
    try:
        ipaddress.ip_interface(word)
    except ValueError:
        return None
    return word if ":" in word or "/" not in word else None


def _mac(word: str, _: Space) -> str | None:
    return word if re.fullmatch(r"[0-9a-fA-F]{1,4}(\.[0-9a-fA-F]{1,4}){2}", word) else None


def _url(word: str, _: Space) -> str | None:
    return word if re.match(r"[a-z][a-z0-9]*:.", word) else None


def _file(word: str, _: Space) -> str | None:
    return word if re.match(r"(disk0|flash|tftp|ftp|https?):", word, re.IGNORECASE) else None


def _section(word: str, space: Space) -> str | None:
    """``int`` as ``interface``, where only one kind of line begins so."""
    known = [first for first in GLOBAL.by_first_word if first.startswith(word.lower())]
    return known[0] if len(known) == 1 else _any_word(word, space)


def _port(word: str, space: Space) -> str | None:
    """``g0/1.5`` as ``GigabitEthernet0/1.5``; in a context abbreviated names may be mapped names and stay."""
    found = re.fullmatch(r"([A-Za-z-]+?)([0-9][0-9/.]*(?:-[\w/.-]+)?)", word)
    kind = _interface_type(found[1]) if found else None
    if found and kind and (space is Space.SYSTEM or kind.lower() == found[1].lower()):
        return kind + found[2]
    return word if space is Space.CONTEXT else None


def port_name(word: str, space: Space) -> str:
    """An interface as the device spells it; a word that is none stays as it is."""
    return _port(word, space) or word


def _port_type(word: str, _: Space) -> str | None:
    return _interface_type(word)


def _port_number(word: str, _: Space) -> str | None:
    return word if re.fullmatch(r"[0-9]+(/[0-9]+)*(\.[0-9]+)?", word) else None


def _interface_type(word: str) -> str | None:
    return next((kind for kind in INTERFACE_TYPES if kind.lower().startswith(word.lower())), None)


_BOUNDED = {"number": re.compile(r"([0-9]{1,10})"), "percentage": re.compile(r"([0-9]{1,3})%")}
_FORMS: dict[str, Callable[[str, Space], str | None]] = {
    "word": _any_word,
    "ip": _address,
    "mac": _mac,
    "url": _url,
    "file": _file,
    "section": _section,
    "port": _port,
    "port type": _port_type,
    "port number": _port_number,
}

# -- items -------------------------------------------------------------------------------------


def _word(token: Token) -> Item:
    return lambda end: Node([Edge(token, end)])


def _sequence(items: list[Item]) -> Item:
    return lambda end: reduce(lambda node, item: item(node), reversed(items), end)


def _choice(items: list[Item]) -> Item:
    return lambda end: Node([edge for item in items for edge in item(end).edges])


def _optional(item: Item) -> Item:
    return lambda end: Node(item(end).edges + end.edges, end.ends, end.ends_no)


def _repeated(item: Item) -> Item:
    def build(end: Node) -> Node:
        again = Node(list(end.edges), end.ends, end.ends_no)
        start = item(again)
        again.edges += start.edges
        return start

    return build


def _supplied(token: Token) -> Item:
    def build(end: Node) -> Node:
        skipping = [Edge(edge.token, edge.target, (token.keyword, *edge.supplied)) for edge in end.edges]
        return Node([Edge(token, end), *skipping])

    return build


def _no_may_end(end: Node) -> Node:
    return Node(end.edges, end.ends, ends_no=True)


# -- patterns ----------------------------------------------------------------------------------

_PIECE = re.compile(
    r"\s*(?:(?P<label>[a-z]+):(?=[{<A-Z])"
    r"|(?P<mark>[][{}()|]|\.\.\.|/(?=\s))"
    r"|<(?P<form>[^>]+)>"
    r"|(?P<word>[^][{}()|<>\s]+?)(?=\.\.\.|[][{}()|<>\s]|$))"
)


class _Reader:
    """Reads one pattern."""

    def __init__(self, pattern: str) -> None:
        self.pieces = [
            (found.lastgroup or "", found[found.lastgroup or 0]) for found in _PIECE.finditer(pattern)
        ]

    def alternatives(self, closing: str, label: str = "") -> Item:
        """Everything up to a closing mark, which is taken too."""
        sequences: list[list[Item]] = [[]]
        while self.pieces and self.pieces[0] != ("mark", closing):
            if self.pieces[0] == ("mark", "|"):
                self.pieces.pop(0)
                sequences.append([])
            else:
                sequences[-1].append(self.item(label))
        if closing:
            self.pieces.pop(0)
        items = [_sequence(items) for items in sequences]
        return items[0] if len(items) == 1 else _choice(items)

    def item(self, label: str) -> Item:
        """One word, bracket or mark, and the dots behind it."""
        kind, text = self.pieces.pop(0)
        if kind == "label":
            kind, label, text = self.pieces[0][0], text, self.pieces.pop(0)[1]
        item = self.bracket(text, label) if kind == "mark" else _argument(kind, text, label)
        if self.pieces[:1] == [("mark", "...")]:
            self.pieces.pop(0)
            item = _repeated(item)
        return item

    def bracket(self, mark: str, label: str) -> Item:
        """What a mark opens."""
        if mark == "/":
            return _no_may_end
        if mark == "[":
            return _optional(self.alternatives("]", label))
        if mark == "{":
            return self.alternatives("}", label)
        item = _supplied(Token("keyword", self.pieces.pop(0)[1]))
        self.pieces.pop(0)
        return item


def _argument(kind: str, text: str, label: str) -> Item:
    if kind == "form":
        numbers = re.fullmatch(r"(\d+)-(\d+)(%?)", text)
        if numbers is None:
            return _word(Token(text, label=label))
        bounded = "percentage" if numbers[3] else "number"
        return _word(Token(bounded, label=label, low=int(numbers[1]), high=int(numbers[2])))
    if not text.isupper():
        return _word(Token("keyword", text, label))
    label = label or text.lower()
    if text == "PORT":
        apart = [_word(Token("port type", label=label)), _word(Token("port number", label=label))]
        return _choice([_word(Token("port", label=label)), _sequence(apart)])
    return _word(Token("line" if text == "LINE" else "word", label=label))


@cache
def compiled(pattern: str) -> Node:
    """The graph of a pattern; its first node."""
    return _Reader(pattern).alternatives("")(Node(ends=True))
