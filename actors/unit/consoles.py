"""The console of a unit: prompts, questions, and lines typed ahead."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from ..console.desk import Question
from ..console.prompt import prompt
from ..signals import ConsoleLine, ConsolePrompt
from .sessions import Pump, Session

if TYPE_CHECKING:
    from .actor import Unit


class Console:
    """One person's session. Lines are taken one at a time, each when the one before is done."""

    silent = False

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.session = Session(unit, self)
        self.session.finished = self._show_prompt
        self.session.asked = self._ask
        self.typed_ahead: deque[str] = deque()
        #: what the console waits behind; None while it is busy
        self.waits_behind: str | None = None
        #: what the person is asked, or None behind a prompt
        self.question: Question | None = None
        self.pump = Pump(self._take_next)

    def open(self) -> None:
        """The unit has booted: the first prompt."""
        self._show_prompt()

    def type(self, line: str) -> None:
        """Take a line, or keep it until the console waits for input."""
        self.typed_ahead.append(line)
        self.pump.go()

    def _take_next(self) -> bool:
        if self.waits_behind is None or not self.typed_ahead:
            return False
        line = self.typed_ahead.popleft()
        shown = "*" * len(line) if self.question is not None and self.question.secret else line
        self.unit.emit(ConsoleLine(self.unit.name, f"{self.waits_behind}{shown}", typed=True))
        self.waits_behind = None
        if self.question is not None:
            self.session.answer(line.strip())
        else:
            self.session.begin(line)
        return True

    def _show_prompt(self) -> None:
        place, board = self.session.place, self.unit.board
        self._wait(prompt(board, place.mode, place.space), None)

    def _ask(self, question: Question) -> None:
        self._wait(question.text, question)

    def _wait(self, text: str, question: Question | None) -> None:
        place = self.session.place
        self.waits_behind, self.question = text, question
        self.unit.emit(ConsolePrompt(self.unit.name, text, question is not None, place.mode, place.space))
        self.pump.go()

    def prints(self, lines: tuple[str, ...]) -> None:
        """Print what a command says."""
        for line in lines:
            self.unit.emit(ConsoleLine(self.unit.name, line))

    def context_gone(self, context: str) -> None:
        """A context is removed: who stands in it stands in the system execution space."""
        place = self.session.place
        if place.space == context:
            place.space = "system"
            place.enter("privileged")
            if self.waits_behind is not None and self.question is None:
                self._show_prompt()
