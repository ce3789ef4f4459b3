"""Reads a line typed at a console: which command it is, with which arguments, or where it goes wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
from ..facts.words import EXEC_WORDS, GLOBAL_WORDS
from .filters import Filter, apply_filter, split_filter
from .problems import Problem, Refusal
from .walking import State, Word, commands_of, walk, words_of

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
    words = words_of(line)
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


def _typed(words: list[Word], mode: Mode, space: Space) -> Parsed | Refusal:
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


def _outside(words: list[Word], mode: Mode, space: Space, inside: Refusal) -> Parsed | Refusal:
    """A line that a sub-mode of the table does not have."""
    verb, outside = _verb(words), _global(words, space)
    if isinstance(outside, Refusal):
        return inside if inside.column > outside.column else outside
    if outside.command is not UNKNOWN or verb.text.lower() in GLOBAL_WORDS:
        return outside
    if inside.column > verb.end:
        return inside
    return outside if mode is Mode.GROUP else _unread(words, verb.text, mode)


def _kept_inside(words: list[Word], mode: Mode, space: Space) -> Parsed | Refusal:
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


def _global(words: list[Word], space: Space) -> Parsed | Refusal:
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


def _unread(words: list[Word], verb: str, submode: Mode | None = None) -> Parsed | Refusal:
    """A line that is kept as it stands behind its first word, if that looks like one."""
    typed = _verb(words)
    if submode is not Mode.CERTIFICATE and not re.fullmatch(r"[A-Za-z][\w-]*", verb):
        return Refusal(Problem.INVALID, typed.column)
    line = f"{verb}{typed.rest[len(typed.text) :]}"
    negated = typed is not words[0]
    return Parsed(UNKNOWN, ("no", line) if negated else (line,), {}, negated, submode)


def _is_exec(verb: Word) -> bool:
    """Whether a word begins the name of an exec command, here or on the device."""
    typed = verb.text.lower()
    return any(word.startswith(typed) for word in (*EXEC_WORDS, *_exec_words()))


@cache
def _exec_words() -> tuple[str, ...]:
    return tuple(command.name.split()[0] for command in COMMANDS if command.kind is not Kind.LINE)


@cache
def _first_words(mode: Mode, space: Space) -> frozenset[str]:
    return frozenset(command.pattern.split()[0] for command in commands_of(mode, space))


def _verb(words: list[Word]) -> Word:
    """The word that tells the command: the first one, or the one behind ``no``."""
    return words[1] if words[0].text == "no" and len(words) > 1 else words[0]


def _match(words: list[Word], mode: Mode, space: Space) -> Parsed | Refusal:
    """The command of a mode that a line is."""
    states = walk(words, mode, space)
    if isinstance(states, Refusal):
        return states
    complete = next((state for state in states if state.is_over or state.ends), None)
    return _parsed(complete) if complete else Refusal(Problem.INCOMPLETE, words[-1].end)


def _parsed(state: State) -> Parsed:
    arguments: dict[str, str] = {}
    for label, value in state.arguments:
        arguments[label] = f"{arguments[label]} {value}" if label in arguments else value
    return Parsed(state.command, state.words, arguments, state.negated)
