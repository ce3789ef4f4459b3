"""YAML as a tree of texts that know where they stand.

Every value stays the text that was written: ``on``, ``12:30`` and ``010`` mean what they say. Only the part
of YAML that a scenario needs is taken: one document, no anchors, no tags, no key twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .errors import Position, ScenarioError

#: A scenario file is at most this long, in bytes; configurations may be files of their own.
LONGEST = 1 << 20
#: Lists and mappings stand inside each other at most this deep.
DEEPEST = 24

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Scalar:
    """A text; ``block`` tells one written behind ``|`` or ``>``."""

    text: str
    position: Position
    block: bool = False


@dataclass(slots=True)
class Listing:
    """A list."""

    position: Position
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys with their values, in the order written."""

    position: Position
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Position] = field(default_factory=dict)


Node = Scalar | Listing | Mapping


def kind(node: Node) -> str:
    """What a node is, in words for a message."""
    if isinstance(node, Scalar):
        return f"the text {shortened(node.text)!r}" if node.text else "empty"
    return "a list" if isinstance(node, Listing) else "a mapping"


def shortened(text: str, longest: int = 60) -> str:
    """A text for a message of one line."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest]}..."


def place(node: Node, *path: str | int) -> Position:
    """Where the value behind ``path`` stands, or as much of the path as there is.

    An index into something that is no list stays where it is: a list of one may be written without the list.
    """
    for step in path:
        if isinstance(step, int):
            node = node.items[step] if isinstance(node, Listing) and step < len(node.items) else node
        elif isinstance(node, Mapping) and step in node.entries:
            node = node.entries[step]
    return node.position


def read_file(path: Path, shown: str) -> Node:
    """The tree of a file, called ``shown`` in errors; ``ScenarioError`` if it cannot be read."""
    start = Position(shown)
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST + 1)
            size = path.stat().st_size
    except OSError as error:
        raise ScenarioError(start, f"cannot read the file: {error.strerror or error}") from None
    if len(data) > LONGEST:
        raise ScenarioError(
            start,
            f"the file is {max(size, len(data)) / (1 << 20):.1f} MB long, a scenario is at most 1 MB: long"
            " configurations belong into files of their own",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        raise ScenarioError(_behind(before, shown), "not a text file: these bytes are not UTF-8") from None
    return read_text(text, shown)


def read_text(text: str, shown: str) -> Node:
    """The tree of a text, called ``shown`` in errors; ``ScenarioError`` if it is no YAML."""
    odd = _UNPRINTABLE.search(text)
    if odd:
        code = f"U+{ord(odd[0]):04X}"
        raise ScenarioError(
            _behind(text[: odd.start()], shown), f"not a text file: it holds the control character {code}"
        )
    try:
        return _Builder(shown).build(yaml.parse(text, Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        raise _explained(error, text, shown) from None


def _behind(text: str, shown: str) -> Position:
    """The position just behind a text."""
    return Position(shown, text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1)


def _explained(error: yaml.MarkedYAMLError, text: str, shown: str) -> ScenarioError:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    where = Position(shown, line + 1, column + 1)
    lines = text.split("\n")
    here = lines[line][column:] if line < len(lines) else ""
    if here.startswith("\t") or (column == 0 and here.lstrip(" ").startswith("\t")):
        return ScenarioError(where, "YAML is not indented with tabs: use blanks")
    problem = str(error.problem)
    if "mapping values are not allowed" in problem:
        return ScenarioError(
            where,
            "a colon cannot stand here: put a text that holds a colon in quotes, or check the indentation",
        )
    return ScenarioError(where, f"not YAML: {problem}")


class _Builder:
    """Builds the tree from the parser's events, without recursion."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.root: Node | None = None
        self.open: list[Listing | Mapping] = []
        #: the key that waits for its value, one for each open node
        self.pending: list[Scalar | None] = []

    def build(self, events: Iterator[yaml.Event]) -> Node:
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise ScenarioError(self._where(event), "a second document: a file holds one scenario")
            elif isinstance(event, yaml.CollectionEndEvent):
                self.open.pop()
                self.pending.pop()
            elif isinstance(event, yaml.NodeEvent):
                self._node(event)
        if self.root is None or (isinstance(self.root, Scalar) and not self.root.text):
            raise ScenarioError(Position(self.shown), "the file is empty: a scenario has a title and steps")
        return self.root

    def _node(self, event: yaml.NodeEvent) -> None:
        where = self._where(event)
        if event.anchor is not None:
            raise ScenarioError(
                where,
                "anchors (&name) and aliases (*name) are not used here: quote a text that begins with & or *",
            )
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            raise ScenarioError(where, f"tags such as {tag} are not used in scenarios")
        if isinstance(event, yaml.ScalarEvent):
            self._add(Scalar(event.value, where, event.style in ("|", ">")))
            return
        node = Listing(where) if isinstance(event, yaml.SequenceStartEvent) else Mapping(where)
        self._add(node)
        if len(self.open) == DEEPEST:
            raise ScenarioError(where, f"nested deeper than {DEEPEST} levels")
        self.open.append(node)
        self.pending.append(None)

    def _add(self, node: Node) -> None:
        if not self.open:
            self.root = node
        elif isinstance(parent := self.open[-1], Listing):
            parent.items.append(node)
        elif (key := self.pending[-1]) is None:
            self.pending[-1] = self._key(parent, node)
        else:
            parent.entries[key.text] = node
            self.pending[-1] = None

    @staticmethod
    def _key(parent: Mapping, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            raise ScenarioError(node.position, f"a key is a word, this is {kind(node)}")
        if node.text in parent.keys:
            first = parent.keys[node.text].line
            raise ScenarioError(node.position, f"the key {node.text!r} is here twice, first in line {first}")
        parent.keys[node.text] = node.position
        return node

    def _where(self, event: yaml.Event) -> Position:
        mark = event.start_mark
        return Position(self.shown, mark.line + 1, mark.column + 1) if mark else Position(self.shown)
