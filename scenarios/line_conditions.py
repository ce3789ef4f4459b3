"""Conditions about what units say line by line: on their consoles, and to syslog."""

# ruff: noqa: D102  # each kind answers the questions of its base

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta

from asapair.actors.duration import clock
from asapair.actors.facts.syslog import catalogue

from .conditions import Between, Condition, Since, Units, named, told, when
from .errors import alternatives
from .lines import in_order, places, squeezed
from .nodes import shortened
from .values import Words

if TYPE_CHECKING:
    from .conditions import Range
    from .sight import Sight


class _Said(Condition, frozen=True, kw_only=True):
    """Base of conditions about lines that a unit says; ``subject`` is the field that names the unit."""

    #: the field with whole lines, and the word for a line that was not said
    whole: ClassVar[str]
    done: ClassVar[str]
    contains: Annotated[tuple[Words, ...], Meta(description="Parts of lines, in this order.")] = ()
    times: Annotated[int | None, Meta(description="Exactly so often; without it, at least once.")] = None
    between: Between = None
    since: Since = None

    @abstractmethod
    def said(
        self, sight: Sight, unit: str, between: Range | None = None, since: str | None = None
    ) -> Sequence[tuple[int, str]]:
        """The lines that count, with their times (ns), all or in a stretch of time; blanks are squeezed."""

    @abstractmethod
    def who(self) -> str:
        """Who says it, in words."""

    def wrong(self) -> tuple[str, str] | None:
        if self.times is not None and len(self.texts) > 1:
            return "times", "goes with one text, not with several"
        return super().wrong()

    @property
    def is_whole(self) -> bool:
        """Whether whole lines are asked for."""
        return bool(getattr(self, self.whole))

    @property
    def texts(self) -> tuple[str, ...]:
        """The lines, or parts of lines, that are asked for."""
        whole: tuple[str, ...] = getattr(self, self.whole)
        return whole or self.contains

    @property
    def units(self) -> str:
        """The unit, or ``both``."""
        return str(getattr(self, self.subject))

    def holds(self, sight: Sight) -> bool:
        return all(self._holds_on(unit.name, sight) for unit in sight.units(self.units))

    def _holds_on(self, unit: str, sight: Sight) -> bool:
        said = [text for _, text in self.said(sight, unit, self.between, self.since)]
        if self.times is not None:
            return len(places(said, self.texts[0], whole=self.is_whole)) == self.times
        return in_order(said, self.texts, whole=self.is_whole)

    def asks(self) -> str:
        texts = ", then ".join(f"'{shortened(text)}'" for text in self.texts if text)
        verb = self.whole if self.is_whole or not texts else f"{self.whole} a line that contains"
        never, often = ("never ", "") if self.times == 0 else ("", _often(self.times))
        what = f" {texts}" if texts else ""
        return f"{self.who()} {never}{verb}{what}{often}{when(self.between, self.since)}"

    def finds(self, sight: Sight) -> str:
        return told(sight.units(self.units), lambda unit: self._found(unit.name, sight))

    def _found(self, unit: str, sight: Sight) -> str:
        said = self.said(sight, unit)
        times, lines = zip(*said, strict=True) if said else ((), ())
        found = [(text, places(lines, text, whole=self.is_whole)) for text in self.texts]
        return "; ".join(
            f"{_quoted(text, found)}{self.done} at {', '.join(clock(times[index]) for index in at)}"
            if at
            else f"{_quoted(text, found)}not {self.done}"
            for text, at in found
        )


def _quoted(text: str, among: Sequence[object]) -> str:
    return f"'{shortened(text)}' " if len(among) > 1 else ""


def _often(times: int | None) -> str:
    return {None: "", 1: " once", 2: " twice"}.get(times, f" {times} times")


class Console(_Said, frozen=True, kw_only=True):
    """What a console has printed so far; what people type does not count."""

    subject: ClassVar[str] = "console"
    whole: ClassVar[str] = "prints"
    done: ClassVar[str] = "printed"
    console: Annotated[Units, Meta(description="The unit whose console it is; `both` for each.")]
    prints: Annotated[
        tuple[Words, ...],
        Meta(description="Whole lines, in this order; the lines of a block together. Blanks do not count."),
    ] = ()

    def wrong(self) -> tuple[str, str] | None:
        if bool(self.prints) is bool(self.contains):
            return "console", "one of 'prints' and 'contains' goes with it"
        return super().wrong()

    def said(
        self, sight: Sight, unit: str, between: Range | None = None, since: str | None = None
    ) -> Sequence[tuple[int, str]]:
        return sight.printed(unit, between, since)

    def who(self) -> str:
        return f"the console of {named(self.console)}"


#: The numbers of all messages that units send, and the number of the lowest severity.
SENT = tuple(sorted({message.number for message in catalogue().values()}))
LOWEST = 7


class Syslog(_Said, frozen=True, kw_only=True):
    """What a unit has sent to syslog so far."""

    subject: ClassVar[str] = "syslog"
    whole: ClassVar[str] = "sends"
    done: ClassVar[str] = "sent"
    syslog: Annotated[Units, Meta(description="The unit that sends it; `both` for each.")]
    sends: Annotated[
        tuple[Words, ...],
        Meta(description="Whole texts, in this order, without date and number. Blanks do not count."),
    ] = ()
    number: Annotated[
        Annotated[int, Meta(ge=100001, le=999999)] | None,
        Meta(description="Only messages of this number count, such as 104001."),
    ] = None
    severity: Annotated[
        Annotated[int, Meta(ge=0, le=7)] | None,
        Meta(description="Only messages of this severity count: 1 is an alert, 7 debugging."),
    ] = None

    def wrong(self) -> tuple[str, str] | None:
        if self.sends and self.contains:
            return "syslog", "one of 'sends' and 'contains' goes with it, not both"
        if not self.sends and not self.contains and self.number is None and self.severity is None:
            return "syslog", "'sends', 'contains', 'number' or 'severity' goes with it"
        if self.number is not None and self.number not in SENT:
            return "number", f"{self.number} is never sent, {alternatives(str(self.number), SENT)}"
        if self.severity is not None and self.severity > LOWEST:
            return "severity", f"{self.severity} is no severity: they run from 0 to {LOWEST}"
        return super().wrong()

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that are asked for; any one where none is given."""
        return self.sends or self.contains or ("",)

    def said(
        self, sight: Sight, unit: str, between: Range | None = None, since: str | None = None
    ) -> Sequence[tuple[int, str]]:
        return [
            (at, squeezed(message.text))
            for at, message in sight.sent(unit, between, since)
            if self.number in (None, message.number) and self.severity in (None, message.severity)
        ]

    def who(self) -> str:
        number = "" if self.number is None else f" {self.number}"
        severity = "" if self.severity is None else f" of severity {self.severity}"
        return f"the syslog{number}{severity} of {named(self.syslog)}"
