"""What a question mark lists: the words that may come next, with their sentences (reference 3.4.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from ..facts import texts
from ..facts.commands import Command, Kind, Mode, Space
from ..facts.helps import KEYWORDS
from .grammar import Token
from .problems import Refusal
from .walking import State, Word, walk, words_of

#: How the forms of the command table stand in a list.
_FORMS = {
    "file": "WORD",
    "ip": "A.B.C.D",
    "line": "LINE",
    "mac": "H.H.H",
    "port": "INTERFACE",
    "port number": "NUMBER",
    "port type": "INTERFACE",
    "section": "WORD",
    "url": "URL",
    "word": "WORD",
}
#: The end of a command.
_ENTER = "<cr>"
#: What a list of configuration commands holds of the others.
_LEAVING = ("end", "exit", "quit")
WIDTH = 80


def asks_for_help(line: str) -> bool:
    """Whether a line, unless it is a comment, ends in a question mark."""
    return line.rstrip().endswith("?") and line.lstrip()[0] not in "!:"


def help_for(line: str, mode: Mode, space: Space) -> tuple[str, ...]:
    """The lists for a line that asks for help, an empty line before each.

    Behind a blank all words that may follow, else those that begin so. Further words than the first stand
    below a title that says in which kind of mode they are known.
    """
    typed = line.rstrip()[:-1].replace("\t", " ")
    words = words_of(typed)
    begun = words.pop().text.lower() if words and not typed[-1].isspace() else ""
    lines: list[str] = []
    for title, states in _sections(words, mode, space):
        rows = dict(_rows(states, begun, space))
        if not words and mode.is_configuration and "no".startswith(begun):
            rows["no"] = KEYWORDS["no"]
        if rows:
            lines += ["", *([f"{title} mode commands/options:"] if words else []), *_columns(rows)]
    return tuple(lines) or texts.UNRECOGNIZED.lines()


def _sections(words: Sequence[Word], mode: Mode, space: Space) -> Iterator[tuple[str, list[State]]]:
    """What the words begin, by the kind of mode: of a sub-mode, of configuration, of privileged mode."""
    if not mode.is_configuration:
        yield "exec", _states(words, mode, space)
        return
    outside = _states(words, Mode.CONFIG, space)
    known = [state for state in outside if state.command.kind is not Kind.EXEC]
    others = [state for state in outside if state.command.kind is Kind.EXEC]
    leaving = [state for state in others if state.command.name in _LEAVING]
    own = _states(words, mode, space) if mode.is_submode else []
    if not words:
        yield "", (own if mode.is_submode else known) + leaving
        return
    yield mode.value.removeprefix("config-"), own
    yield "configure", known
    yield "exec", others


def _states(words: Sequence[Word], mode: Mode, space: Space) -> list[State]:
    found = walk(words, mode, space)
    return [] if isinstance(found, Refusal) else found


def _rows(states: Iterable[State], begun: str, space: Space) -> Iterator[tuple[str, str]]:
    """Words and sentences; of several commands that share a keyword the one of that very name speaks."""
    found: dict[tuple[str, str], list[Command]] = {}
    for state in states:
        if state.ends and not begun:
            found.setdefault((_ENTER, ""), []).append(state.command)
        for edge in () if state.is_over else state.node.edges:
            if begun and edge.token.value(begun, space) is None:
                continue
            path = " ".join((*state.words, *edge.supplied, edge.token.keyword)).removeprefix("no ")
            found.setdefault((_name(edge.token), path), []).append(state.command)
    for (name, path), commands in found.items():
        speaking = next((each for each in commands if each.name == path), commands[0])
        yield name, "" if name == _ENTER else KEYWORDS.get(path, speaking.help)


def _name(token: Token) -> str:
    if token.keyword:
        return token.keyword
    if token.kind in _FORMS:
        return _FORMS[token.kind]
    return f"<{token.low}-{token.high}>{'%' if token.kind == 'percentage' else ''}"


def _columns(rows: dict[str, str]) -> Iterator[str]:
    """Two blanks, the word, two blanks behind the longest one, its sentence, which may go on below [R]."""
    width = max(len(name) for name in rows) + 2
    for name in sorted(rows, key=lambda name: (name == _ENTER, name)):
        first, *more = wrap(rows[name], WIDTH - width - 2) or [""]
        yield f"  {name:<{width}}{first}".rstrip()
        yield from (f"{'':{width + 2}}{line}" for line in more)
