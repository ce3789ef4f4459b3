"""Walks a line through all commands of a mode at once, word by word, keeping those that it still fits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ..facts.commands import COMMANDS, Command, Kind, Mode, Space
from ..facts.words import SHOWN_ELSEWHERE
from .grammar import Edge, Node, compiled
from .problems import Problem, Refusal, alike


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a typed line, and the column where it stands."""

    column: int
    text: str
    #: this word and everything behind it
    rest: str

    @property
    def end(self) -> int:
        """The column behind it."""
        return self.column + len(self.text)


@dataclass(frozen=True, slots=True)
class State:
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
        """Whether the command is complete."""
        return self.node.ends or (self.negated and (self.ends_no or self.node.ends_no))


def words_of(line: str) -> list[Word]:
    """The words of a line without tabs."""
    return [
        Word(found.start(), found[0], line[found.start() :].rstrip()) for found in re.finditer(r"\S+", line)
    ]


@cache
def commands_of(mode: Mode, space: Space) -> tuple[Command, ...]:
    """What can be typed; of a sub-mode only its own commands, the others are those of configuration."""
    return tuple(
        command
        for command in COMMANDS
        if mode in command.modes
        and space in command.spaces
        and not (mode.is_submode and Mode.CONFIG in command.modes)
    )


@cache
def _beginning(commands: tuple[Command, ...], letter: str) -> tuple[State, ...]:
    """The commands before their first word, only those that may begin with a letter if one is given."""
    states = (State(command, compiled(command.pattern)) for command in commands)
    return tuple(
        state
        for state in states
        if not letter
        or any(not edge.token.keyword or edge.token.keyword[0] == letter for edge in state.node.edges)
    )


def walk(words: Sequence[Word], mode: Mode, space: Space) -> list[State] | Refusal:
    """How far the words fit each command of a mode; where no command fits all of them, what is wrong."""
    letter = words[0].text[0].lower() if words and words[0].text != "no" else ""
    states = list(_beginning(commands_of(mode, space), letter))
    for index, word in enumerate(words):
        known = SHOWN_ELSEWHERE if mode is not Mode.USER and states and states[0].words == ("show",) else ()
        if index == 0 and word.text == "no":
            following = _after_no(states, word, space)
        else:
            following = _following(states, word, space, known)
        if isinstance(following, Refusal):
            return following
        if not following:
            return Refusal(Problem.INVALID, word.column + _matching(states, word, known))
        if following[0].is_over:
            return following
        states = following
    return states


def _after_no(states: list[State], word: Word, space: Space) -> list[State] | Refusal:
    """Commands that have a ``no`` of their own come first, then whatever can become a line."""
    own = _following([state for state in states if state.command.pattern.startswith("no ")], word, space)
    lines = [state for state in states if state.command.kind is Kind.LINE]
    generic = [replace(state, words=("no",), negated=True) for state in lines]
    return own if isinstance(own, Refusal) else own + generic


def _following(
    states: list[State], word: Word, space: Space, known: Sequence[str] = ()
) -> list[State] | Refusal:
    """The states one word further: the best fit wins, and two keywords that fit alike are one too many.

    ``known``: other keywords that the device has here.
    """
    best, found = 0, list[tuple[str, State]]()
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
    fitting = {keyword for keyword, _ in found} | {
        each for each in known if each.startswith(word.text.lower())
    }
    if best == 2 and len(fitting) > 1:
        return Refusal(Problem.AMBIGUOUS, word.column)
    return [state for _, state in found]


def _taken(state: State, edge: Edge, value: str) -> State:
    token = edge.token
    glued = token.kind == "port number"
    words = (*state.words[:-1], state.words[-1] + value) if glued else (*state.words, *edge.supplied, value)
    arguments = state.arguments
    if token.label:
        arguments = (
            (*arguments[:-1], (token.label, words[-1])) if glued else (*arguments, (token.label, value))
        )
    return State(
        state.command,
        edge.target,
        words,
        arguments,
        state.negated,
        state.ends_no or state.node.ends_no,
        token.kind == "line",
    )


def _matching(states: Iterable[State], word: Word, known: Sequence[str]) -> int:
    """How many characters of a word still match some keyword that may stand here."""
    keywords = [edge.token.keyword for state in states for edge in state.node.edges if edge.token.keyword]
    return max((alike(word.text.lower(), keyword) for keyword in (*keywords, *known)), default=0)
