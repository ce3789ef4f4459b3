"""What has been seen of a run so far, which is what conditions are judged by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from asapair.actors.signals import ConsoleLine, Event, Syslog

from .conditions import OverTime, Range
from .lines import squeezed

if TYPE_CHECKING:
    from asapair.actors.handles import UnitHandle
    from asapair.actors.pair import Pair

#: Calls an observer of consoles with time (ns), unit, text, and whether it was typed.
OnLine = Callable[[int, str, str, bool], None]


class Watch:
    """Notes when a condition over time was broken: from one instant to another, or still."""

    def __init__(self, condition: OverTime, tolerance: int = 0) -> None:
        self.condition = condition
        #: an offence that lasts no longer than this (ns) is none
        self.tolerance = tolerance
        #: (from, to) of each offence, in ns
        self.offences: list[tuple[int, int]] = []
        self.offending_since: int | None = None

    def look(self, sight: Sight, now: int) -> None:
        """Judge this instant."""
        offends = self.condition.offends(sight)
        if offends and self.offending_since is None:
            self.offending_since = now
        elif not offends and self.offending_since is not None:
            if self.offending_since + self.tolerance < now:
                self.offences.append((self.offending_since, now))
            self.offending_since = None

    def first(self, start: int, now: int) -> int | None:
        """The first instant from ``start`` on at which it was broken (ns), or None."""
        for since, until in self.offences:
            if until > start:
                return max(since, start)
        if self.offending_since is None or self.offending_since + self.tolerance > now:
            return None
        return max(self.offending_since, start)


class Sight:
    """A pair as its signals show it: what its consoles printed, the marks of steps, and what is watched.

    ``tolerance`` (ns) is by how much times may be off.
    """

    def __init__(
        self,
        pair: Pair,
        watched: Iterable[OverTime] = (),
        on_line: OnLine | None = None,
        tolerance: int = 0,
    ) -> None:
        self.pair = pair
        self.tolerance = tolerance
        #: times (ns) by the names that steps gave them
        self.marks: dict[str, int] = {}
        self._printed: dict[str, list[tuple[int, str]]] = {"primary": [], "secondary": []}
        self._sent: dict[str, list[tuple[int, Syslog]]] = {"primary": [], "secondary": []}
        self._on_line = on_line
        self._watches = {condition: Watch(condition, tolerance) for condition in watched}
        pair.signals.console_line.connect(self._hear)
        pair.signals.syslog.connect(self._log)
        if self._watches:
            self._look("", at=pair.now)
            pair.signals.every.connect(self._look)

    def _hear(self, unit: str, event: ConsoleLine, at: int) -> None:
        if not event.typed:
            self._printed[unit].append((at, squeezed(event.text)))
        if self._on_line is not None:
            self._on_line(at, unit, event.text, event.typed)

    def _log(self, unit: str, event: Syslog, at: int) -> None:
        self._sent[unit].append((at, event))

    def _look(self, _unit: str, at: int, event: Event | None = None) -> None:  # noqa: ARG002  # whatever it was
        for watch in self._watches.values():
            watch.look(self, at)

    def unit(self, name: str) -> UnitHandle:
        """One unit."""
        return self.pair.unit(name)

    def units(self, names: str) -> tuple[UnitHandle, ...]:
        """One unit, or both."""
        return (self.pair.primary, self.pair.secondary) if names == "both" else (self.pair.unit(names),)

    def printed(
        self, unit: str, between: Range | None = None, since: str | None = None
    ) -> Sequence[tuple[int, str]]:
        """What a console printed with its times, all or in a stretch of time; blanks are squeezed."""
        lines = self._printed[unit]
        if between is None and since is None:
            return lines
        return [(at, text) for at, text in lines if self.within(at, between, since)]

    def sent(
        self, unit: str, between: Range | None = None, since: str | None = None
    ) -> Sequence[tuple[int, Syslog]]:
        """What a unit sent to syslog with its times, all or in a stretch of time."""
        return [(at, message) for at, message in self._sent[unit] if self.within(at, between, since)]

    def within(self, at: int, between: Range | None, since: str | None) -> bool:
        """Whether an instant lies between two times after a mark, or after the start of the run."""
        start = self.marks[since] if since else 0
        if between is None:
            return at >= start
        first, last = between
        return start + first - self.tolerance <= at <= start + last + self.tolerance

    def offence(self, condition: OverTime) -> int | None:
        """When a condition over time was first broken (ns), or None."""
        start = self.marks[condition.since] if condition.since else 0
        return self._watches[condition].first(start, self.pair.now)
