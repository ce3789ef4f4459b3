"""Reads a line typed at a console: which command it is, with which arguments, or where it goes wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from ..facts.commands import (
    ABBREVIATED,
    COMMANDS,
    FIRST_WORDS,
    KEEPS_ANY_LINE,
    NOTHING,
    OPEN_WORDS,
    PARENTS,
    UNKNOWN,
    Command,
    Kind,
    Mode,
    Space,
)
from ..facts.words import EXEC_WORDS, GLOBAL_WORDS, SHOWN_ELSEWHERE
from .filters import Filter, apply_filter, split_filter
from .grammar import Edge, Node, compiled

__all__ = ["Filter", "Parsed", "Problem", "Refusal", "apply_filter", "parse", "split_filter"]

LONGEST = 510
"""Characters that a line may have [M]."""

#: Version and checksum stand around a saved configuration, and are pasted with it (reference 14.14).
_FRAME = re.compile(r"\s*(?:(?:ASA|PIX) Version |Cryptochecksum:)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A command as it was meant.

    ``words`` are spelled out, ``no`` among them; ``arguments`` are by name, a choice of several words as one
    text (``poll`` is ``5`` or ``msec 200``). ``submode`` is the one that it belongs to, None for global
    configuration: a command that belongs further out leaves the sub-modes that it was typed in.
    """

    command: Command
    words: tuple[str, ...]
    arguments: dict[str, str]
    negated: bool = False
    submode: Mode | None = None

    @property
    def text(self) -> str:
        """The whole command without abbreviations, ``no`` in front where it was typed."""
        return " ".join(self.words)

    @property
    def line(self) -> str:
        """The command without ``no``: what a configuration enters, or removes if ``negated``."""
        return " ".join(self.words[1:] if self.negated else self.words)


class Problem(StrEnum):
    """Why a line is refused."""

    INVALID = "invalid"
    INCOMPLETE = "incomplete"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that is no command. ``column`` counts from the start of the typed line, the prompt not included.

    For an invalid line it is that of the caret: the first character at which no command word can match any
    more (captures 3, inferred from four of them).
    """

    kind: Problem
    column: int


@dataclass(frozen=True, slots=True)
class _Word:
    column: int
    text: str
    #: this word and everything behind it
    rest: str

    @property
    def end(self) -> int:
        return self.column + len(self.text)


@dataclass(frozen=True, slots=True)
class _State:
    """How far a line fits one command."""

    command: Command
    node: Node
    words: tuple[str, ...] = ()
    arguments: tuple[tuple[str, str], ...] = ()
    negated: bool = False
    ends_no: bool = False
    is_over: bool = False

    @property
    def ends(self) -> bool:
        return self.node.ends or (self.negated and (self.ends_no or self.node.ends_no))


def parse(line: str, mode: Mode, space: Space) -> Parsed | Refusal:
    """The command that a line is, in a mode and a space.

    Keywords may be abbreviated; a whole keyword counts before an abbreviation, a keyword before an argument.
    In configuration a line that begins with no word of the table is a command too, kept as it stands. Nothing
    that can be typed raises an exception.
    """
    unreadable = _unreadable(line)
    if unreadable is not None:
        return Refusal(Problem.INVALID, unreadable)
    line = line.replace("\t", " ")
    words = [
        _Word(found.start(), found[0], line[found.start() :].rstrip()) for found in re.finditer(r"\S+", line)
    ]
    if not words or words[0].text[0] in "!:" or (mode.is_configuration and _FRAME.match(line)):
        return Parsed(NOTHING, (), {})
    found = _typed(words, mode, space)
    if isinstance(found, Refusal) and found.kind is Problem.INCOMPLETE and len(words) == 1:
        longer = next(
            (text for word, text in ABBREVIATED.items() if word.startswith(words[0].text.lower())), None
        )
        return parse(longer, mode, space) if longer else found
    return found


def _unreadable(line: str) -> int | None:
    """Column of the first character that a console does not take."""
    for column, character in enumerate(line[:LONGEST]):
        if not character.isprintable() and character != "\t":
            return column
    return LONGEST if len(line) > LONGEST else None


def _typed(words: list[_Word], mode: Mode, space: Space) -> Parsed | Refusal:
    if mode in KEEPS_ANY_LINE:
        return _kept_inside(words, mode, space)
    if mode is Mode.CONFIG:
        return _global(words, space)
    inside = _match(words, mode, space)
    if not mode.is_submode:
        return inside
    if isinstance(inside, Parsed):
        return replace(inside, submode=mode)
    return inside if inside.kind is not Problem.INVALID else _outside(words, mode, space, inside)


def _outside(words: list[_Word], mode: Mode, space: Space, inside: Refusal) -> Parsed | Refusal:
    """A line that a sub-mode of the table does not have."""
    verb, outside = _verb(words), _global(words, space)
    if isinstance(outside, Refusal):
        return max(inside, outside, key=lambda refusal: refusal.column)
    if outside.command is not UNKNOWN or verb.text.lower() in GLOBAL_WORDS:
        return outside
    if inside.column > verb.end:
        return inside
    return outside if mode is Mode.GROUP else replace(outside, submode=mode)


def _kept_inside(words: list[_Word], mode: Mode, space: Space) -> Parsed | Refusal:
    """A line of a sub-mode that keeps any: its own, one of a mode further out, or whatever is left.

    No word is taken for an abbreviation but those of exec commands.
    """
    verb = _verb(words)
    if mode is Mode.CERTIFICATE and all(re.fullmatch("[0-9A-Fa-f]+", word.text) for word in words):
        return _unread(words, words[0].text, mode)
    for each in _outwards(mode):
        if verb.text.lower() in _first_words(each, space):
            found = _match(words, each, space)
            if isinstance(found, Parsed):
                return replace(found, submode=each)
    outside = _global(words, space)
    known = verb.text.lower() in GLOBAL_WORDS
    if known or _is_exec(verb) or (isinstance(outside, Parsed) and outside.command.kind is not Kind.LINE):
        return outside
    return _unread(words, verb.text, mode)


def _outwards(mode: Mode) -> Iterator[Mode]:
    """A sub-mode and those around it, up to global configuration."""
    while mode in PARENTS:
        yield mode
        mode = PARENTS[mode]


def _global(words: list[_Word], space: Space) -> Parsed | Refusal:
    """A line of global configuration, which holds exec commands too.

    An unknown but well-formed one is kept as it stands, its first word spelled out if it abbreviates one.
    """
    verb = _verb(words)
    typed = verb.text.lower()
    if typed in GLOBAL_WORDS and typed not in FIRST_WORDS:
        return _unread(words, verb.text)
    found = _match(words, Mode.CONFIG, space)
    if isinstance(found, Parsed) or found.kind is not Problem.INVALID:
        return found
    meant = [] if typed in EXEC_WORDS else [word for word in GLOBAL_WORDS if word.startswith(typed)]
    if typed in OPEN_WORDS or (len(meant) == 1 and meant[0] in OPEN_WORDS):
        return _unread(words, verb.text if typed in OPEN_WORDS else meant[0])
    if found.column >= verb.end or typed in FIRST_WORDS or _is_exec(verb):
        return found
    return Refusal(Problem.AMBIGUOUS, verb.column) if meant else _unread(words, verb.text)


def _unread(words: list[_Word], verb: str, submode: Mode | None = None) -> Parsed | Refusal:
    """A line that is kept as it stands behind its first word, if that looks like one."""
    typed = _verb(words)
    if submode is not Mode.CERTIFICATE and not re.fullmatch(r"[A-Za-z][\w-]*", verb):
        return Refusal(Problem.INVALID, typed.column)
    line = f"{verb}{typed.rest[len(typed.text) :]}"
    negated = typed is not words[0]
    return Parsed(UNKNOWN, ("no", line) if negated else (line,), {}, negated, submode)


def _is_exec(verb: _Word) -> bool:
    """Whether a word begins the name of an exec command, here or on the device."""
    typed = verb.text.lower()
    return any(word.startswith(typed) for word in (*EXEC_WORDS, *_exec_words()))


@cache
def _exec_words() -> tuple[str, ...]:
    return tuple(command.name.split()[0] for command in COMMANDS if command.kind is not Kind.LINE)


@cache
def _first_words(mode: Mode, space: Space) -> frozenset[str]:
    return frozenset(command.pattern.split()[0] for command in _commands(mode, space))


def _verb(words: list[_Word]) -> _Word:
    """The word that tells the command: the first one, or the one behind ``no``."""
    return words[1] if words[0].text == "no" and len(words) > 1 else words[0]


@cache
def _commands(mode: Mode, space: Space) -> tuple[Command, ...]:
    """What can be typed; of a sub-mode only its own commands, the others are those of configuration."""
    return tuple(
        command
        for command in COMMANDS
        if mode in command.modes
        and space in command.spaces
        and not (mode.is_submode and Mode.CONFIG in command.modes)
    )


# -- one table of commands ---------------------------------------------------------------------


def _match(words: list[_Word], mode: Mode, space: Space) -> Parsed | Refusal:
    """Walk all commands at once, word by word, keeping those that the line still fits."""
    states = [_State(command, compiled(command.pattern)) for command in _commands(mode, space)]
    for index, word in enumerate(words):
        if index == 0 and word.text == "no":
            following = _after_no(states, word, space)
        else:
            following = _following(states, word, space)
        if isinstance(following, Refusal):
            return following
        if not following:
            return Refusal(Problem.INVALID, word.column + _matching(states, word, mode))
        if following[0].is_over:
            return _parsed(following[0])
        states = following
    complete = next((state for state in states if state.ends), None)
    return _parsed(complete) if complete else Refusal(Problem.INCOMPLETE, words[-1].end)


def _parsed(state: _State) -> Parsed:
    arguments: dict[str, str] = {}
    for label, value in state.arguments:
        arguments[label] = f"{arguments[label]} {value}" if label in arguments else value
    return Parsed(state.command, state.words, arguments, state.negated)


def _after_no(states: list[_State], word: _Word, space: Space) -> list[_State] | Refusal:
    """Commands that have a ``no`` of their own come first, then whatever can become a line."""
    own = _following([state for state in states if state.command.pattern.startswith("no ")], word, space)
    lines = [state for state in states if state.command.kind is Kind.LINE]
    generic = [replace(state, words=("no",), negated=True) for state in lines]
    return own if isinstance(own, Refusal) else own + generic


def _following(states: list[_State], word: _Word, space: Space) -> list[_State] | Refusal:
    """The states one word further: the best fit wins, and two keywords that fit alike are one too many."""
    best, found = 0, list[tuple[str, _State]]()
    for state in states:
        for edge in state.node.edges:
            value = word.rest if edge.token.kind == "line" else edge.token.value(word.text, space)
            if value is None:
                continue
            strength = 1 if not edge.token.keyword else 3 if value == word.text.lower() else 2
            if strength > best:
                best, found = strength, []
            if strength == best:
                found.append((edge.token.keyword, _taken(state, edge, value)))
    if best == 2 and any(keyword != found[0][0] for keyword, _ in found):
        return Refusal(Problem.AMBIGUOUS, word.column)
    return [state for _, state in found]


def _taken(state: _State, edge: Edge, value: str) -> _State:
    token = edge.token
    glued = token.kind == "port number"
    words = (*state.words[:-1], state.words[-1] + value) if glued else (*state.words, *edge.supplied, value)
    arguments = state.arguments
    if token.label:
        arguments = (
            (*arguments[:-1], (token.label, words[-1])) if glued else (*arguments, (token.label, value))
        )
    return _State(
        state.command,
        edge.target,
        words,
        arguments,
        state.negated,
        state.ends_no or state.node.ends_no,
        token.kind == "line",
    )


def _matching(states: Iterable[_State], word: _Word, mode: Mode) -> int:
    """How many characters of a word still match some keyword that may stand here."""
    keywords = [edge.token.keyword for state in states for edge in state.node.edges if edge.token.keyword]
    if mode is not Mode.USER and any(state.words == ("show",) for state in states):
        keywords += SHOWN_ELSEWHERE
    typed = word.text.lower()
    return max((_alike(typed, keyword) for keyword in keywords), default=0)


def _alike(typed: str, keyword: str) -> int:
    return next(
        (index for index, pair in enumerate(zip(typed, keyword, strict=False)) if pair[0] != pair[1]),
        min(len(typed), len(keyword)),
    )
