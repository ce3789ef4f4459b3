"""What `asapair run` does and prints: one run as a transcript, several as a summary."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import click
import msgspec

from asapair.actors.duration import clock
from asapair.actors.rules import speed as speeds
from asapair.actors.runtime import ActorFailedError
from asapair.scenarios import Entry, Result, Scenario, Verdict
from asapair.scenarios import run as run_scenario
from asapair.scenarios.invariants import InvariantError, Violation

from . import breaches, transcript


class NotRunError(Exception):
    """A run that cannot be as it is wanted; the text says why, in one line."""


@dataclass(frozen=True, slots=True)
class Job:
    """A scenario, as it was named on the command line, to run with a seed.

    ``live`` runs it on the wall clock, as fast as possible where ``speed`` is None. ``log`` is the file for
    the run log, ``logs`` the folder for those that people read. ``invariants`` end it at the first breach,
    ``faults`` happen to it.
    """

    name: str
    scenario: Scenario
    seed: int
    live: bool = False
    speed: float | None = None
    log: str | None = None
    logs: str | None = None
    invariants: bool = False
    faults: bool = False

    @property
    def command(self) -> str:
        """What a person types to see this run again."""
        live = " --live" if self.live else ""
        speed = "" if self.speed is None else f" --speed {self.speed:g}"
        watched = f"{' --faults' if self.faults else ''}{' --invariants' if self.invariants else ''}"
        return f"asapair run {shlex.quote(self.name)} --seed {self.seed}{live}{speed}{watched}"


@dataclass(frozen=True, slots=True)
class Printed:
    """What of a run is printed: as JSON, or as text, all of it or what failed."""

    as_json: bool = False
    quiet: bool = False


def run_one(job: Job, printed: Printed) -> bool:
    """Run once and print all of it; says whether everything held. ``NotRunError`` if it cannot be run."""
    silent = printed.quiet or printed.as_json
    transcript.start(quiet=silent)
    if not silent:
        click.echo(f"{job.scenario.title}\n")
    try:
        result = _run(job, on_entry=None if printed.as_json else transcript.say)
    except InvariantError as error:
        _print_breach(job, error.violation, printed)
        return False
    if printed.as_json:
        tally = Tally(job.scenario.name)
        tally.add(job, result)
        told = {**_told(job, result), "lines": [] if printed.quiet else _lines(result)}
        _print_json({"runs": [told], "summary": [_summary(tally)]})
    else:
        for verdict in result.failures:
            click.echo(f"\n{_failure(job, verdict)}")
        click.echo(_last_line(result))
    return not result.failures


def _print_breach(job: Job, violation: Violation, printed: Printed) -> None:
    """Print an invariant that a run has broken, with what led to it."""
    deliveries = _led_to(job, violation)
    if printed.as_json:
        tally = Tally(job.scenario.name)
        tally.add_breach(job, violation)
        told = {**_named(job), "held": False, "violation": breaches.as_json(violation, deliveries)}
        _print_json({"runs": [told], "summary": [_summary(tally)]})
    else:
        click.echo(f"\n{breaches.breach(violation, deliveries, job.command)}")


def _led_to(job: Job, violation: Violation) -> list[str]:
    """The deliveries that led to a breach, from running it again; a live run is never the same again."""
    if job.live:
        return []
    return breaches.led_to(
        violation,
        lambda recorder: run_scenario(
            job.scenario, job.seed, invariants=True, faults=job.faults, recorder=recorder
        ),
    )


def _run(job: Job, on_entry: Callable[[Entry], None] | None = None) -> Result:
    """Run a job; what fails inside the pair itself tells how to see it again."""
    try:
        return run_scenario(
            job.scenario,
            job.seed,
            live=job.live,
            speed=job.speed,
            log=job.log,
            logs=job.logs,
            on_entry=on_entry,
            invariants=job.invariants,
            faults=job.faults,
        )
    except ActorFailedError as error:
        error.add_note(f"This is a fault of asapair, not of the scenario. See it again: {job.command}")
        raise
    except _log_write_error() as error:
        raise NotRunError(str(error)) from error


def _log_write_error() -> type[Exception]:
    """Loaded when something has been raised: most runs write no log."""
    from asapair.logs import LogWriteError

    return LogWriteError


def check_speed(jobs: Sequence[Job]) -> None:
    """Refuse a speed that is too high for one of them: ``NotRunError``, and nothing is run."""
    for job in jobs:
        if job.live and job.speed is not None:
            try:
                speeds.check_speed(job.speed, job.scenario.hold_times())
            except ValueError as error:
                raise NotRunError(f"{job.name}: {error}") from error


def _last_line(result: Result) -> str:
    checked = len(result.verdicts)
    if not checked:
        judged = "nothing was checked"
    elif result.failures:
        judged = click.style(f"{len(result.failures)} of {checked} expectations failed", fg="red")
    else:
        judged = click.style(f"all {checked} expectations held", fg="green")
    if result.speed is None:
        head, tail = f"{result.scenario.name}  seed {result.seed}", f"  digest {result.digest}"
    else:
        head, tail = f"{result.scenario.name}  live, speed {result.speed:g}, seed {result.seed}", ""
    return f"{head}  {clock(result.now)}  {judged}{tail}"


def _failure(job: Job, verdict: Verdict | Violation) -> str:
    if isinstance(verdict, Violation):
        return breaches.breach(verdict, _led_to(job, verdict), job.command)
    return (
        f"{verdict.where}: an expectation failed\n"
        f"  expected   {verdict.expected}\n"
        f"  actual     {verdict.actual}\n"
        f"  at         {clock(verdict.at)}\n"
        f"  reproduce  {job.command}"
    )


# -- several ---------------------------------------------------------------------------------


class Tally:
    """What several runs of one scenario came to."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.runs = self.checked = 0
        self.orders: set[str] = set()
        self.outcomes: set[str] = set()
        #: each run that failed, with its first failed verdict
        self.failed: list[tuple[Job, Verdict | Violation]] = []

    def add(self, job: Job, result: Result) -> None:
        """Count one run."""
        self.runs += 1
        self.checked += len(result.verdicts)
        if result.speed is None:
            self.orders.add(result.order)
        self.outcomes.add(result.outcome)
        if result.failures:
            self.failed.append((job, result.failures[0]))

    def add_breach(self, job: Job, violation: Violation) -> None:
        """Count one run that has broken an invariant."""
        self.runs += 1
        self.failed.append((job, violation))

    @property
    def smallest(self) -> tuple[Job, Verdict | Violation] | None:
        """The run that failed with the smallest seed, and its first failed verdict, or its breach."""
        return min(self.failed, key=lambda failed: failed[0].seed, default=None)


def run_several(jobs: Sequence[Job], printed: Printed) -> bool:
    """Run all of them and sum up, scenario by scenario; says whether everything held."""
    tallies = {job.name: Tally(job.scenario.name) for job in jobs}
    told: list[dict[str, object]] = []
    for job in _watched(jobs, len(jobs), visible=not printed.as_json and not printed.quiet):
        tally = tallies[job.name]
        try:
            result = _run(job)
        except InvariantError as error:
            tally.add_breach(job, error.violation)
            told.append({**_named(job), "held": False, "violation": breaches.as_json(error.violation, [])})
        else:
            tally.add(job, result)
            if printed.as_json:
                told.append(_told(job, result))
    if printed.as_json:
        _print_json({"runs": told, "summary": [_summary(tally) for tally in tallies.values()]})
    else:
        _print_summary(list(tallies.values()), quiet=printed.quiet)
    return not any(tally.failed for tally in tallies.values())


def _watched(jobs: Iterable[Job], count: int, *, visible: bool) -> Iterable[Job]:
    """The jobs one by one, with a progress bar if somebody watches."""
    if not (visible and transcript.is_terminal()):
        return jobs
    from rich.progress import track

    return track(jobs, description="running", total=count, transient=True)


def _print_summary(tallies: list[Tally], *, quiet: bool) -> None:
    if not quiet:
        _print_table(tallies)
    for tally in tallies:
        if tally.smallest:
            click.echo(_failure(*tally.smallest) + "\n")
    failed, runs = sum(len(tally.failed) for tally in tallies), sum(tally.runs for tally in tallies)
    judged = "no expectation failed" if any(tally.checked for tally in tallies) else "nothing was checked"
    click.echo(f"{runs} runs: {f'{failed} failed' if failed else judged}")


def _print_table(tallies: list[Tally]) -> None:
    """Runs, failed runs, distinct delivery orders and distinct outcomes of each scenario."""
    width = max(8, *(len(tally.name) for tally in tallies))
    click.echo(f"{'scenario':<{width}}  {'runs':>6}  {'failed':>6}  {'orders':>6}  {'outcomes':>8}")
    for tally in tallies:
        orders = len(tally.orders) or "-"
        counts = f"{tally.runs:>6}  {len(tally.failed):>6}  {orders:>6}  {len(tally.outcomes):>8}"
        note = "" if tally.checked else "  nothing was checked"
        click.echo(click.style(f"{tally.name:<{width}}  {counts}", fg="red" if tally.failed else None) + note)
    click.echo()


# -- JSON ------------------------------------------------------------------------------------


def _named(job: Job) -> dict[str, object]:
    scenario = job.scenario
    return {
        "scenario": scenario.name,
        "file": scenario.file,
        "title": scenario.title,
        "shows": scenario.shows,
        "seed": job.seed,
        "reproduce": job.command,
    }


def _told(job: Job, result: Result) -> dict[str, object]:
    return {
        **_named(job),
        "speed": result.speed,
        "held": not result.failures,
        "checked": len(result.verdicts),
        "verdicts": [
            {
                "held": verdict.held,
                "expected": verdict.expected,
                "actual": verdict.actual,
                "at": verdict.at,
                "line": verdict.where.line,
                "column": verdict.where.column,
            }
            for verdict in result.verdicts
        ],
        "now": result.now,
        "deliveries": result.steps,
        "order": result.order or None,
        "outcome": result.outcome,
        "digest": result.digest or None,
        "violation": None,
    }


def _lines(result: Result) -> list[dict[str, object]]:
    return [
        {"at": entry.at, "kind": entry.kind, "unit": entry.unit, "text": entry.text}
        for entry in result.entries
        if entry.unit
    ]


def _summary(tally: Tally) -> dict[str, object]:
    return {
        "scenario": tally.name,
        "runs": tally.runs,
        "failed": len(tally.failed),
        "checked": tally.checked,
        "orders": len(tally.orders),
        "outcomes": len(tally.outcomes),
        "smallest failing seed": tally.smallest[0].seed if tally.smallest else None,
        "reproduce": tally.smallest[0].command if tally.smallest else None,
    }


def _print_json(value: object) -> None:
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())
