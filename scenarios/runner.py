"""Runs a scenario with a seed: the steps drive the pair, the conditions judge what is seen of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from asapair.actors.duration import clock, short
from asapair.actors.pair import Pair
from asapair.actors.signals import CommandReplication

from .conditions import Conditions, all_hold, asked, missing
from .errors import CannotGoOnError, Position
from .scenario import Scenario
from .sight import Sight
from .steps import PATIENCE, Step, due


class Kind(StrEnum):
    """What an entry of a transcript is."""

    PRINTED = "printed"
    TYPED = "typed"
    STEP = "step"
    OUTCOME = "outcome"
    HELD = "held"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a transcript; ``unit`` is empty where it is not a console's, ``at`` in ns."""

    at: int
    kind: Kind
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one expectation: what was expected, what was there, when (ns), and where it stands."""

    held: bool
    expected: str
    actual: str
    at: int
    where: Position


@dataclass(frozen=True, slots=True)
class Result:
    """A run that is over; not ``finished`` if a step could not be done, and later ones were not tried."""

    scenario: Scenario
    seed: int
    verdicts: tuple[Verdict, ...]
    entries: tuple[Entry, ...]
    #: what became of commands that were entered during a synchronisation
    replications: tuple[CommandReplication, ...]
    finished: bool
    now: int
    steps: int
    order: str
    outcome: str
    digest: str

    @property
    def failures(self) -> tuple[Verdict, ...]:
        """The verdicts that did not hold."""
        return tuple(verdict for verdict in self.verdicts if not verdict.held)


def run(
    scenario: Scenario,
    seed: int = 0,
    *,
    log: str | Path | None = None,
    on_entry: Callable[[Entry], None] | None = None,
) -> Result:
    """Run a scenario, into a run log if ``log`` says where; ``on_entry`` hears each line of the transcript.

    A failure inside the pair itself raises ``ActorFailedError``, a log that cannot be written
    ``LogWriteError``.
    """
    if log is None:
        with Pair(scenario.spec, seed=seed) as pair:
            return Run(scenario, pair, on_entry).play()
    from asapair.logs import record  # noqa: PLC0415  # most runs are not recorded

    with record(log, scenario.spec, seed=seed, scenario=scenario.name, title=scenario.title) as pair:
        return Run(scenario, pair, on_entry).play()


class Run:
    """A run under way."""

    def __init__(
        self, scenario: Scenario, pair: Pair, on_entry: Callable[[Entry], None] | None = None
    ) -> None:
        self.scenario, self.pair = scenario, pair
        self.entries: list[Entry] = []
        self.verdicts: list[Verdict] = []
        self._on_entry = on_entry
        self._number = 0
        self.sight = Sight(pair, scenario.watched, self._hear)
        pair.signals.command_replication.connect(self._hear_outcome)

    def play(self) -> Result:
        """Do all steps, or as many as can be done."""
        finished = True
        try:
            for number, step in enumerate(self.scenario.steps):
                self._number = number
                self._do(step)
        except CannotGoOnError as stop:
            finished = False
            step = self.scenario.steps[self._number]
            self._verdict(held=False, expected=stop.needed or step.says() or due(step), actual=stop.actual)
        return self._result(finished=finished)

    def _do(self, step: Step) -> None:
        self._wait_for(step)
        if says := step.says():
            self._note(Kind.STEP, "", says)
        step.act(self)
        self.settle()
        if step.mark is not None:
            self.sight.marks[step.mark] = self.pair.now

    def _wait_for(self, step: Step) -> None:
        pair = self.pair
        if step.at is not None:
            if step.at < pair.now:
                raise CannotGoOnError(f"it is due at {short(step.at)}, and it is {clock(pair.now)} already")
            pair.run_to(step.at)
        elif step.after is not None:
            pair.advance(step.after)
        elif step.until is not None:
            self._wait_until(step.until, step.within or PATIENCE)

    def _wait_until(self, conditions: Conditions, within: int) -> None:
        if not self.pair.wait_until(lambda: all_hold(conditions, self.sight), within):
            actual = missing(conditions, self.sight)
            raise CannotGoOnError(actual, f"{asked(conditions)}, within {short(within)}")

    def settle(self) -> None:
        """Let everything happen that is due at this instant."""
        self.pair.advance(0)

    def judge(self, conditions: Conditions) -> None:
        """Give a verdict on each condition, once everything that is due now has happened."""
        self.settle()
        for index, condition in enumerate(conditions):
            held = condition.holds(self.sight)
            actual = "" if held else condition.finds(self.sight)
            where = self.scenario.where(self._number, index)
            self._verdict(held=held, expected=condition.asks(), actual=actual, where=where)

    def _verdict(self, *, held: bool, expected: str, actual: str, where: Position | None = None) -> None:
        verdict = Verdict(held, expected, actual, self.pair.now, where or self.scenario.where(self._number))
        self.verdicts.append(verdict)
        self._note(Kind.HELD if held else Kind.FAILED, "", expected if held else f"{expected}: {actual}")

    def _hear(self, at: int, unit: str, text: str, typed: bool) -> None:  # noqa: FBT001
        self._note(Kind.TYPED if typed else Kind.PRINTED, unit, text, at)

    def _hear_outcome(self, _unit: str, event: CommandReplication, at: int) -> None:
        side = f"'{event.line}' in {event.space}, entered on the {event.entered}"
        self._note(Kind.OUTCOME, "", f"{side}, is {event.outcome}", at)

    def _note(self, kind: Kind, unit: str, text: str, at: int | None = None) -> None:
        entry = Entry(self.pair.now if at is None else at, kind, unit, text)
        self.entries.append(entry)
        if self._on_entry is not None:
            self._on_entry(entry)

    def _result(self, *, finished: bool) -> Result:
        pair = self.pair
        return Result(
            scenario=self.scenario,
            seed=pair.seed,
            verdicts=tuple(self.verdicts),
            entries=tuple(self.entries),
            replications=tuple(pair.replications),
            finished=finished,
            now=pair.now,
            steps=pair.steps,
            order=pair.order(),
            outcome=pair.outcome(),
            digest=pair.digest(),
        )
