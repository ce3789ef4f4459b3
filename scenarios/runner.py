"""Runs a scenario with a seed: the steps drive the pair, the conditions judge what is seen of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from asapair.actors.duration import MILLISECOND, clock, short
from asapair.actors.pair import Pair
from asapair.actors.rules.speed import check_speed, fastest
from asapair.actors.signals import CommandReplication

from .conditions import Condition, Conditions, all_hold, asked, missing
from .errors import CannotGoOnError, Position
from .faults import Fault, drawn, heal
from .invariants import Invariants
from .scenario import Scenario
from .sight import Sight
from .steps import PATIENCE, Step, due

if TYPE_CHECKING:
    from asapair.actors.runtime import Recorder
    from asapair.logs.readable import ReadableLogs


#: By how much of real time (ns) a live run may be off a time that is expected (reference 14.17).
TOLERANCE = 200 * MILLISECOND


class Kind(StrEnum):
    """What an entry of a transcript is."""

    PRINTED = "printed"
    TYPED = "typed"
    STEP = "step"
    FAULT = "fault"
    OUTCOME = "outcome"
    HELD = "held"
    FAILED = "failed"


class Entry(NamedTuple):
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
    """A run that is over; not ``finished`` if a step could not be done, and later ones were not tried.

    ``speed`` is that of a live run. It has no ``order`` and no ``digest``: it will never be the same again.
    """

    scenario: Scenario
    seed: int
    speed: float | None
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


Hears = Callable[[Entry], None]


def run(  # noqa: PLR0913  # one a way to run
    scenario: Scenario,
    seed: int = 0,
    *,
    live: bool = False,
    speed: float | None = None,
    log: str | Path | None = None,
    logs: str | Path | None = None,
    on_entry: Hears | None = None,
    invariants: bool = False,
    faults: bool = False,
    recorder: Recorder | None = None,
) -> Result:
    """Run a scenario; ``on_entry`` hears each line of the transcript.

    With ``invariants`` the first breach of I1 to I5 raises ``InvariantError``. With ``faults`` those that the
    seed draws happen meanwhile, and what the scenario expects is not judged. ``recorder`` takes each delivery
    of a run without ``log``.

    ``live`` runs it on threads and the wall clock, at ``speed`` (virtual seconds in a real one), or as fast
    as the hold times in use allow; ``ValueError`` for a higher speed. ``log`` is the file for a run log,
    ``logs`` the folder for logs that people read. A failure inside the pair itself raises
    ``ActorFailedError``, a log that cannot be written ``LogWriteError``.
    """
    pace = _pace(scenario, speed) if live else None
    with ExitStack() as stack:
        hears = [] if on_entry is None else [on_entry]
        if logs is None:
            pair = stack.enter_context(_pair(scenario, seed, log, pace, recorder))
        else:
            # most runs are not recorded
            from asapair.logs.readable import readable_logs  # noqa: PLC0415
            from asapair.logs.syslog import syslog_files  # noqa: PLC0415

            book = stack.enter_context(readable_logs(logs))
            files = stack.enter_context(syslog_files(logs))
            pair = stack.enter_context(_pair(scenario, seed, log, pace, recorder))
            book.watch(pair)
            files.watch(pair)
            hears.append(lambda entry: _note(book, entry))
        watching = Invariants(pair) if invariants else None
        result = Run(scenario, pair, hears, pace, faults=faults).play()
        if watching is not None:
            watching.finish()
        return result


def _note(book: ReadableLogs, entry: Entry) -> None:
    """Write what no console says into the log of the runner."""
    if not entry.unit:
        book.say(entry.at, f"{entry.kind}: {entry.text}")


def _pace(scenario: Scenario, speed: float | None) -> float:
    """The speed of a live run: the one that is wanted, if it is possible, else the highest."""
    hold_times = scenario.hold_times()
    if speed is None:
        return fastest(hold_times)
    check_speed(speed, hold_times)
    return speed


def _pair(
    scenario: Scenario, seed: int, log: str | Path | None, pace: float | None, recorder: Recorder | None
) -> AbstractContextManager[Pair]:
    """The pair of a scenario, live if it has a pace."""
    live, speed = pace is not None, pace or 1.0
    if log is None:
        return Pair(scenario.spec, seed=seed, recorder=recorder, live=live, speed=speed)
    from asapair.logs import record  # noqa: PLC0415  # most runs are not recorded

    return record(
        log,
        scenario.spec,
        seed=seed,
        scenario=scenario.name,
        title=scenario.title,
        live=live,
        speed=speed,
    )


class Run:
    """A run under way. ``speed`` is None for a simulated one.

    ``faults``: those of the pair's seed happen meanwhile. Then the pair is healed after the last step, and
    left alone until it has to be at rest; nothing that the scenario expects is judged.
    """

    def __init__(
        self,
        scenario: Scenario,
        pair: Pair,
        hears: Sequence[Hears] = (),
        speed: float | None = None,
        *,
        faults: bool = False,
    ) -> None:
        self.scenario, self.pair = scenario, pair
        self.entries: list[Entry] = []
        self.verdicts: list[Verdict] = []
        self._hears = hears
        self._speed = speed
        self._number = 0
        #: by how much (ns) times may be off; simulated ones are exact
        self.tolerance = 0 if speed is None else int(TOLERANCE * speed)
        self.sight = Sight(pair, scenario.watched, self._hear, self.tolerance)
        pair.signals.command_replication.connect(self._hear_outcome)
        self._faults = drawn(pair.spec, pair.seed) if faults else ()
        for fault in self._faults:
            pair.at(fault.at, partial(self._break, fault))

    def play(self) -> Result:
        """Do all steps, or as many as can be done."""
        finished = True
        for number, step in enumerate(self.scenario.steps):
            self._number = number
            try:
                self._do(step)
            except CannotGoOnError as stop:
                if self._faults:
                    continue
                finished = False
                needed = stop.needed or step.says() or due(step)
                self._verdict(held=False, expected=needed, actual=stop.actual)
                break
        if self._faults:
            self._recover()
        return self._result(finished=finished)

    def _break(self, fault: Fault) -> None:
        """One of the faults that the seed has drawn."""
        self._note(Kind.FAULT, "", fault.says)
        fault.do(self.pair)

    def _recover(self) -> None:
        """After the last fault everything works again, and nobody touches the pair."""
        self.pair.advance(max(0, self._faults[-1].at - self.pair.now))
        self._note(Kind.FAULT, "", "everything works again")
        self.pair.advance(heal(self.pair))

    def _do(self, step: Step) -> None:
        self._wait_for(step)
        if says := step.says():
            self._note(Kind.STEP, "", says)
        began = self.pair.now
        step.act(self)
        self.settle()
        if step.mark is not None:  # live, what the step has caused is over before anybody knows
            self.sight.marks[step.mark] = max(began, self.pair.now - self.tolerance)

    def _wait_for(self, step: Step) -> None:
        pair = self.pair
        if step.at is not None:
            if step.at < pair.now - self.tolerance:
                raise CannotGoOnError(f"it is due at {short(step.at)}, and it is {clock(pair.now)} already")
            pair.advance(max(0, step.at - pair.now))
        elif step.after is not None:
            pair.advance(step.after)
        elif step.until is not None:
            self._wait_until(step.until, step.within or PATIENCE)

    def _wait_until(self, conditions: Conditions, within: int) -> None:
        if not self.pair.wait_until(lambda: all_hold(conditions, self.sight), within + self.tolerance):
            actual = missing(conditions, self.sight)
            raise CannotGoOnError(actual, f"{asked(conditions)}, within {short(within)}")

    def settle(self) -> None:
        """Let everything happen that is due at this instant."""
        self.pair.advance(0)

    def soon(self, condition: Callable[[], bool]) -> bool:
        """Whether it holds now, or a little later in a live run, where no two things happen together."""
        return condition() or (self.tolerance > 0 and self.pair.wait_until(condition, self.tolerance))

    def judge(self, conditions: Conditions) -> None:
        """Give a verdict on each condition, once everything that is due now has happened."""
        self.settle()
        if self._faults:
            return
        for index, condition in enumerate(conditions):
            held = self._holds(condition)
            actual = "" if held else condition.finds(self.sight)
            where = self.scenario.where(self._number, index)
            self._verdict(held=held, expected=condition.asks(), actual=actual, where=where)

    def _holds(self, condition: Condition) -> bool:
        return self.soon(lambda: condition.holds(self.sight))

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
        for hear in self._hears:
            hear(entry)

    def _result(self, *, finished: bool) -> Result:
        pair = self.pair
        return Result(
            scenario=self.scenario,
            seed=pair.seed,
            speed=self._speed,
            verdicts=tuple(self.verdicts),
            entries=tuple(self.entries),
            replications=tuple(pair.replications),
            finished=finished,
            now=pair.now,
            steps=pair.steps,
            order=pair.order(),
            outcome=pair.outcome(),
            digest="" if self._speed else pair.digest(),
        )
