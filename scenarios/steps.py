"""What a scenario does: one class for each kind of step.

A step says when, and what: at a time, so long after the step before, or once something holds; then it acts on
a unit, types at a console, or checks. A step that says when and nothing else only waits.
"""

# ruff: noqa: D102  # each kind answers the questions of its base

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta

from asapair.actors.duration import HOUR, SECOND, short
from asapair.actors.handles import ConsoleNotReadyError

from . import line_conditions, state_conditions, text_conditions  # noqa: F401  # what kinds of conditions there are
from .conditions import Conditions, OverTime, Unit, Units, asked
from .decoding import Choice
from .errors import CannotGoOnError
from .nodes import Scalar, shortened
from .values import Duration, Words, read_by

if TYPE_CHECKING:
    from asapair.actors.handles import UnitHandle

    from .runner import Run

#: How long a step waits for its condition where it does not say.
PATIENCE = 120 * SECOND


class Step(Choice, frozen=True, kw_only=True):
    """Base of all steps: when it is due."""

    noun: ClassVar[str] = "step"
    at: Annotated[Duration | None, Meta(description="Time since the start of the run.")] = None
    after: Annotated[Duration | None, Meta(description="Time since the step before.")] = None
    until: Annotated[
        Conditions | None,
        Meta(description="Wait until this holds; the run fails if it does not `within` the time."),
    ] = None
    within: Annotated[Duration | None, Meta(description="How long `until` waits, 2m if it does not say.")] = (
        None
    )
    mark: Annotated[
        Words | None,
        Meta(description="A name for the instant at which this step is done, for `since` further down."),
    ] = None

    def wrong(self) -> tuple[str, str] | None:
        whens = [key for key in ("at", "after", "until") if getattr(self, key) is not None]
        if len(whens) > 1:
            return whens[1], f"a step has one of 'at', 'after' and 'until', this one has {whens[0]!r} already"
        if self.within is not None and self.until is None:
            return "within", "goes with 'until'"
        if any(isinstance(condition, OverTime) for condition in self.until or ()):
            return "until", "'never' and 'always' cannot be waited for: expect them once the time is over"
        return None

    def act(self, run: Run) -> None:
        """Do it."""

    def says(self) -> str:
        """What it does, in words; empty for nothing but waiting."""
        return ""


class Wait(Step, frozen=True, kw_only=True):
    """Let time pass, or something come true."""


Which = Annotated[Units, Meta(description="The unit, or both.")]


class _Switch(Step, frozen=True, kw_only=True):
    """Base of steps that do something to one unit or to both."""

    @property
    def target(self) -> str:
        """``primary``, ``secondary`` or ``both``."""
        return str(getattr(self, self.subject.replace("-", "_")))

    def act(self, run: Run) -> None:
        for unit in run.sight.units(self.target):
            self.switch(unit)

    @abstractmethod
    def switch(self, unit: UnitHandle) -> None:
        """Do it to one unit."""

    def says(self) -> str:
        return f"{self.subject} {'both units' if self.target == 'both' else self.target}"


def _part(node: Scalar) -> str:
    text = " ".join(node.text.split())
    if not re.fullmatch(r"group [012]|context \S+", text):
        raise ValueError(f"{node.text!r} is no part of a unit: write 'group 1' or 'context ctx1'")
    return text


Part = Annotated[str, read_by(_part, examples=["group 1", "context ctx1"])]


class Boot(_Switch, frozen=True, kw_only=True):
    """Turn a unit on."""

    subject: ClassVar[str] = "boot"
    boot: Which

    def switch(self, unit: UnitHandle) -> None:
        unit.boot()


class PowerOff(_Switch, frozen=True, kw_only=True):
    """Take a unit's power away, at once."""

    subject: ClassVar[str] = "power-off"
    power_off: Which

    def switch(self, unit: UnitHandle) -> None:
        unit.power_off()


class Crash(_Switch, frozen=True, kw_only=True):
    """Let the software of a unit fail, or of a part of it: it stops at once, and boots again by itself."""

    subject: ClassVar[str] = "crash"
    crash: Which
    part: Annotated[
        Part | None, Meta(description="The part that fails: `group 1` or `context ctx1`; all if left out.")
    ] = None

    def switch(self, unit: UnitHandle) -> None:
        try:
            unit.crash(self.part or "")
        except KeyError as error:
            raise CannotGoOnError(str(error.args[0])) from error

    def says(self) -> str:
        return f"{super().says()}{f', {self.part}' if self.part else ''}"


class Reload(_Switch, frozen=True, kw_only=True):
    """Reload a unit without questions; what it has not saved is lost."""

    subject: ClassVar[str] = "reload"
    reload: Which

    def switch(self, unit: UnitHandle) -> None:
        unit.reload()


class Type(Step, frozen=True, kw_only=True):
    """Type lines at a unit's console, each once the console waits for it."""

    subject: ClassVar[str] = "type"
    type: Annotated[
        tuple[str, ...], Meta(description="Lines, as a list or as a block; an empty one is Enter alone.")
    ]
    on: Annotated[Unit, Meta(description="The unit at whose console they are typed.")]
    in_: Annotated[
        Words,
        Meta(
            description="The space they act in: `system`, a context, or `here` for where the console stands."
        ),
    ] = "system"
    configure: Annotated[bool, Meta(description="Whether they are typed in configuration mode.")] = False

    def wrong(self) -> tuple[str, str] | None:
        if self.in_ == "here" and self.configure:
            return "configure", "does not go with 'in: here', which types the lines and nothing else"
        return super().wrong()

    @property
    def lines(self) -> list[str]:
        """The single lines."""
        return [line for text in self.type for line in (text.splitlines() or [""])]

    def act(self, run: Run) -> None:
        console = run.sight.unit(self.on).console
        run.soon(lambda: console.prompt is not None)
        try:
            if self.in_ != "here":
                console.go(self.in_, configure=self.configure)
            for line in self.lines:
                console.enter(line, within=LONGEST_COMMAND)
        except ConsoleNotReadyError as error:
            raise CannotGoOnError(str(error)) from error
        except KeyError as error:
            raise CannotGoOnError(str(error.args[0])) from error

    def says(self) -> str:
        place = "" if self.in_ == "here" else f" in {self.in_}{', configuring' if self.configure else ''}"
        return f"type at {self.on}{place}: {shortened('; '.join(self.lines))}"


#: How long a console may be busy with one line.
LONGEST_COMMAND = HOUR


class Expect(Step, frozen=True, kw_only=True):
    """Check conditions, once everything that is due at this instant has happened."""

    subject: ClassVar[str] = "expect"
    expect: Conditions

    def act(self, run: Run) -> None:
        run.judge(self.expect)


def due(step: Step) -> str:
    """When a step is due, in words; empty for at once."""
    if step.at is not None:
        return f"at {short(step.at)}"
    if step.after is not None:
        return f"after {short(step.after)}"
    return "" if step.until is None else f"until {asked(step.until)}"


def watched(steps: Iterable[Step]) -> list[OverTime]:
    """The conditions over time in steps, each once, in order."""
    found = (item for step in steps if isinstance(step, Expect) for item in step.expect)
    return list(dict.fromkeys(item for item in found if isinstance(item, OverTime)))
