"""What a scenario can wait for and expect.

A condition is a mapping told by one key: ``{group: 1, on: primary, is: active}``. Where one stands a list may
stand, and then all in it must hold. Each kind is a class that says whether it holds in what has been seen of
a run, what it asks for in words, and what is there instead. Here are the kinds that are made of others; those
about states and those about texts have modules of their own.
"""

# ruff: noqa: D102  # each kind answers the questions of its base

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from msgspec import Meta

from asapair.actors.duration import clock, short

from .decoding import Choice
from .values import Duration, Words

if TYPE_CHECKING:
    from asapair.actors.handles import UnitHandle

    from .sight import Sight

Unit = Literal["primary", "secondary"]
Units = Literal["primary", "secondary", "both"]
Range = tuple[Duration, Duration]

On = Annotated[
    Units,
    Meta(description="The unit: a chassis, whatever it is configured as; `both` for each."),
]
Between = Annotated[
    Range | None, Meta(description="When it happened: a range of times after `since`, or after the start.")
]
Since = Annotated[Words | None, Meta(description="The `mark` of an earlier step, from which on this counts.")]


class Condition(Choice, frozen=True, kw_only=True):
    """Something that holds or does not, at an instant of a run."""

    noun: ClassVar[str] = "condition"

    @abstractmethod
    def holds(self, sight: Sight) -> bool:
        """Whether it holds now."""

    @abstractmethod
    def asks(self) -> str:
        """What it asks for."""

    @abstractmethod
    def finds(self, sight: Sight) -> str:
        """What is there."""

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The conditions inside this one."""
        return ()

    def wrong(self) -> tuple[str, str] | None:
        between: Range | None = getattr(self, "between", None)
        if between is not None and between[0] > between[1]:
            first, last = map(short, between)
            return "between", f"{first} to {last} is no range: the earlier time comes first"
        if any(isinstance(part, OverTime) for part in self.parts):
            return (
                self.subject,
                "'never' and 'always' stand by themselves in 'expect', not inside a condition",
            )
        return None


Conditions = Annotated[
    tuple[Condition, ...], Meta(description="One condition, or a list that must all hold.")
]


def all_hold(conditions: Iterable[Condition], sight: Sight) -> bool:
    """Whether each of them holds now."""
    for condition in conditions:  # noqa: SIM110  # a run does this at each event: no generator
        if not condition.holds(sight):
            return False
    return True


def asked(conditions: Sequence[Condition]) -> str:
    """What several conditions ask for together."""
    return " and ".join(condition.asks() for condition in conditions)


def when(between: Range | None, since: str | None) -> str:
    """When something has to have happened, in words; empty for at any time."""
    if between is not None:
        return f", {short(between[0])} to {short(between[1])} after {since or 'the start'}"
    return f", after {since}" if since else ""


def told(units: Sequence[UnitHandle], find: Callable[[UnitHandle], str]) -> str:
    """What is there on one unit, or on each of both."""
    if len(units) == 1:
        return find(units[0])
    return "; ".join(f"{find(unit)} on {unit.name}" for unit in units)


def named(units: str) -> str:
    """One unit or both, in words."""
    return "both units" if units == "both" else units


class Either(Condition, frozen=True, kw_only=True):
    """At least one of several."""

    subject: ClassVar[str] = "either"
    either: Annotated[
        tuple[tuple[Condition, ...], ...],
        Meta(description="Alternatives; a list as an alternative holds when all in it hold."),
    ]

    @property
    def parts(self) -> tuple[Condition, ...]:
        return tuple(condition for alternative in self.either for condition in alternative)

    def holds(self, sight: Sight) -> bool:
        return any(all_hold(alternative, sight) for alternative in self.either)

    def asks(self) -> str:
        return "either " + ", or ".join(asked(alternative) for alternative in self.either)

    def finds(self, sight: Sight) -> str:
        return "; ".join(missing(alternative, sight) for alternative in self.either)


def missing(conditions: Iterable[Condition], sight: Sight) -> str:
    """What is there instead of the first of several conditions that does not hold."""
    return next((condition.finds(sight) for condition in conditions if not condition.holds(sight)), "so")


class Not(Condition, frozen=True, kw_only=True):
    """Not so, at this instant; of several conditions, not all."""

    subject: ClassVar[str] = "not"
    not_: Conditions

    @property
    def parts(self) -> tuple[Condition, ...]:
        return self.not_

    def holds(self, sight: Sight) -> bool:
        return not all_hold(self.not_, sight)

    def asks(self) -> str:
        return f"not ({asked(self.not_)})"

    def finds(self, sight: Sight) -> str:
        return ", ".join(condition.finds(sight) or "so" for condition in self.not_)


class OverTime(Condition, frozen=True, kw_only=True):
    """Base of conditions about every instant up to now. What lasts for no time at all does not count."""

    since: Since = None

    @abstractmethod
    def offends(self, sight: Sight) -> bool:
        """Whether it is broken at this instant."""

    def holds(self, sight: Sight) -> bool:
        return sight.offence(self) is None

    def asks(self) -> str:
        return f"{self.subject}: {asked(self.parts)}{when(None, self.since)}"

    def finds(self, sight: Sight) -> str:
        at = sight.offence(self)
        return "so" if at is None else f"broken at {clock(at)}"


class Never(OverTime, frozen=True, kw_only=True):
    """Not once so, up to this instant; of several conditions, not once all at the same time."""

    subject: ClassVar[str] = "never"
    never: Conditions

    @property
    def parts(self) -> tuple[Condition, ...]:
        return self.never

    def offends(self, sight: Sight) -> bool:
        return all_hold(self.never, sight)


class Always(OverTime, frozen=True, kw_only=True):
    """So at each instant, up to this one."""

    subject: ClassVar[str] = "always"
    always: Conditions

    @property
    def parts(self) -> tuple[Condition, ...]:
        return self.always

    def offends(self, sight: Sight) -> bool:
        return not all_hold(self.always, sight)
