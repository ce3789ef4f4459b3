"""The console of a unit: what a person types and reads."""

from __future__ import annotations

from collections.abc import Sequence

from ..facts.states import Power
from ..messages import TypeLine
from ..view import UnitView
from .driven import Driven


class ConsoleNotReadyError(RuntimeError):
    """The console does not wait for input: the unit is off, boots, or is still busy with a command."""


class Console:
    """The console of a unit."""

    def __init__(self, pair: Driven, unit: str) -> None:
        self._pair, self._unit = pair, unit
        self._view: UnitView = pair.view_of(unit)

    @property
    def prompt(self) -> str | None:
        """What it waits behind, or None while it does not wait for input."""
        prompt = self._view.console.prompt
        return None if prompt is None else prompt.text

    @property
    def is_question(self) -> bool:
        """It waits for an answer."""
        prompt = self._view.console.prompt
        return prompt is not None and prompt.question

    @property
    def mode(self) -> str | None:
        """The mode it stands in, as the command table calls it; None while it does not wait."""
        prompt = self._view.console.prompt
        return None if prompt is None else prompt.mode

    @property
    def space(self) -> str | None:
        """``system`` or the name of the context it stands in; None while it does not wait."""
        prompt = self._view.console.prompt
        return None if prompt is None else prompt.space

    @property
    def lines(self) -> Sequence[tuple[int, str]]:
        """Every line so far with its time in ns; what was typed stands behind its prompt."""
        return tuple(self._view.console.lines)

    def type(self, line: str) -> None:
        """Queue a line, or several with line ends between them; at a unit that is down they are lost.

        What no terminal can send, half a surrogate pair, arrives as a question mark.
        """
        for each in line.encode(errors="replace").decode().split("\n"):
            if self._view.power is Power.UP:
                self._view.console.typed += 1
            self._pair.runtime.input(self._unit, TypeLine(each.removesuffix("\r")))

    def enter(self, line: str, within: str | int = "1m") -> str:
        """Type a line, run until the console waits for input again or the unit is down, give what it printed.

        ``ConsoleNotReadyError`` if neither has happened ``within`` that time, or if the unit is down.
        """
        view = self._view
        if view.power is not Power.UP:
            raise ConsoleNotReadyError(f"the {self._unit} unit is {view.power}: nobody reads {line!r}")
        console = view.console
        echo = len(console.echoes) + console.typed - console.taken
        self.type(line)
        settled = self._pair.wait_until(
            lambda: (
                view.power is not Power.UP or (console.taken >= console.typed and console.prompt is not None)
            ),
            within,
        )
        if not settled:
            raise ConsoleNotReadyError(f"the {self._unit} console is still busy with {line!r} after {within}")
        if echo >= len(console.echoes):
            return ""
        return "\n".join(text for _, text in console.lines[console.echoes[echo] + 1 :])

    def go(self, space: str, *, configure: bool = False) -> None:
        """Type what it takes for the next line to act in a space, in configuration mode if ``configure``.

        ``ConsoleNotReadyError`` where the console waits for an answer or does not wait; ``KeyError`` for no
        such space.
        """
        if self.prompt is None or self.is_question:
            why = "busy" if self._view.power is Power.UP else f"the unit is {self._view.power}"
            raise ConsoleNotReadyError(
                f"the {self._unit} console does not wait for a command: {self.prompt or why}"
            )
        if self.mode == "user":
            self.enter("enable")
            self.enter("")
        if self.space != space:
            self.enter("changeto system" if space == "system" else f"changeto context {space}")
            if self.space != space:
                raise KeyError(f"there is no context {space!r} on the {self._unit} unit")
        while self.mode not in ("privileged", "config"):
            self.enter("exit")
        if configure and self.mode == "privileged":
            self.enter("configure terminal")
        elif not configure and self.mode != "privileged":
            self.enter("end")
