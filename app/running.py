"""What `asapair run` does and prints: one run as a transcript, several as a summary."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import click
import msgspec

from asapair.actors.duration import clock
from asapair.actors.runtime import ActorFailedError
from asapair.scenarios import Entry, Result, Scenario, Verdict
from asapair.scenarios import run as run_scenario

from . import transcript


@dataclass(frozen=True, slots=True)
class Job:
    """A scenario, as it was named on the command line, to run with a seed."""

    name: str
    scenario: Scenario
    seed: int

    @property
    def command(self) -> str:
        """What a person types to see this run again."""
        return f"asapair run {shlex.quote(self.name)} --seed {self.seed}"


def run_one(job: Job, *, as_json: bool, quiet: bool, log: str | None = None) -> bool:
    """Run once and print all of it; says whether everything held."""
    transcript.start(quiet=quiet or as_json)
    if not (quiet or as_json):
        click.echo(f"{job.scenario.title}\n")
    result = _run(job, log=log, on_entry=None if as_json else transcript.say)
    if as_json:
        tally = Tally(job.scenario.name)
        tally.add(job, result)
        told = {**_told(job, result), "lines": [] if quiet else _lines(result)}
        _print_json({"runs": [told], "summary": [_summary(tally)]})
    else:
        for verdict in result.failures:
            click.echo(f"\n{_failure(job, verdict)}")
        click.echo(_last_line(result))
    return not result.failures


def run_logged(job: Job, log: str, *, as_json: bool, quiet: bool) -> tuple[bool, str]:
    """As ``run_one``, into a run log; also says what is wrong with the log, if anything is."""
    from asapair.logs import LogWriteError

    try:
        return run_one(job, as_json=as_json, quiet=quiet, log=log), ""
    except LogWriteError as error:
        return False, str(error)


def _run(job: Job, *, log: str | None = None, on_entry: Callable[[Entry], None] | None = None) -> Result:
    """Run a job; what fails inside the pair itself tells how to see it again."""
    try:
        return run_scenario(job.scenario, job.seed, log=log, on_entry=on_entry)
    except ActorFailedError as error:
        error.add_note(f"This is a fault of asapair, not of the scenario. See it again: {job.command}")
        raise


def _last_line(result: Result) -> str:
    checked = len(result.verdicts)
    if not checked:
        judged = "nothing was checked"
    elif result.failures:
        judged = click.style(f"{len(result.failures)} of {checked} expectations failed", fg="red")
    else:
        judged = click.style(f"all {checked} expectations held", fg="green")
    return (
        f"{result.scenario.name}  seed {result.seed}  {clock(result.now)}  {judged}  digest {result.digest}"
    )


def _failure(job: Job, verdict: Verdict) -> str:
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
        self.failed: list[tuple[Job, Verdict]] = []

    def add(self, job: Job, result: Result) -> None:
        """Count one run."""
        self.runs += 1
        self.checked += len(result.verdicts)
        self.orders.add(result.order)
        self.outcomes.add(result.outcome)
        if result.failures:
            self.failed.append((job, result.failures[0]))

    @property
    def smallest(self) -> tuple[Job, Verdict] | None:
        """The run that failed with the smallest seed, and its first failed verdict."""
        return min(self.failed, key=lambda failed: failed[0].seed, default=None)


def run_several(found: Sequence[tuple[str, Scenario]], seeds: range, *, as_json: bool, quiet: bool) -> bool:
    """Run each scenario with each seed and sum up; says whether everything held."""
    tallies = {name: Tally(scenario.name) for name, scenario in found}
    told: list[dict[str, object]] = []
    jobs = (Job(name, scenario, seed) for name, scenario in found for seed in seeds)
    for job in _watched(jobs, len(found) * len(seeds), visible=not as_json and not quiet):
        result = _run(job)
        tallies[job.name].add(job, result)
        if as_json:
            told.append(_told(job, result))
    if as_json:
        _print_json({"runs": told, "summary": [_summary(tally) for tally in tallies.values()]})
    else:
        _print_summary(list(tallies.values()), quiet=quiet)
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
        counts = f"{tally.runs:>6}  {len(tally.failed):>6}  {len(tally.orders):>6}  {len(tally.outcomes):>8}"
        note = "" if tally.checked else "  nothing was checked"
        click.echo(click.style(f"{tally.name:<{width}}  {counts}", fg="red" if tally.failed else None) + note)
    click.echo()


# -- JSON ------------------------------------------------------------------------------------


def _told(job: Job, result: Result) -> dict[str, object]:
    return {
        "scenario": result.scenario.name,
        "file": result.scenario.file,
        "title": result.scenario.title,
        "shows": result.scenario.shows,
        "seed": result.seed,
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
        "order": result.order,
        "outcome": result.outcome,
        "digest": result.digest,
        "reproduce": job.command,
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
