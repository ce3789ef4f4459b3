"""What `asapair explore` does and prints: how far it has come, what was seen, and what must not have been."""

from __future__ import annotations

import shlex
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click
import msgspec

from asapair.actors.duration import HOUR
from asapair.scenarios import Scenario
from asapair.scenarios.exploration import Exploration, Hears, Stop, explore
from asapair.scenarios.sightings import SEEN

from . import transcript

#: Outcomes that are listed one by one; of more, those that occur most often.
LISTED = 10


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be explored, as it was named on the command line."""

    name: str
    scenario: Scenario
    seeds: range
    faults: bool = False
    jobs: int | None = None

    def command(self, seed: int) -> str:
        """What a person types to see the run of one seed."""
        faults = " --faults" if self.faults else ""
        return f"asapair run {shlex.quote(self.name)} --seed {seed}{faults} --invariants"


def run(wish: Wish, *, as_json: bool = False, quiet: bool = False) -> Exploration:
    """Explore and print what came of it."""
    began = time.perf_counter()
    with _progress(len(wish.seeds), visible=not as_json and not quiet) as hears:
        found = explore(wish.scenario, wish.seeds, faults=wish.faults, jobs=wish.jobs, hears=hears)
    spent = time.perf_counter() - began
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(_told(wish, found, spent)), indent=2).decode())
        return found
    if not quiet:
        _print_seen(wish, found)
    if found.stop is not None:
        click.echo(_stop(wish, found.stop))
    click.echo(("  " if quiet else "\n").join(_last_lines(wish, found, spent)))
    return found


@contextmanager
def _progress(count: int, *, visible: bool) -> Iterator[Hears]:
    """A progress bar, if somebody watches."""
    if not (visible and transcript.is_terminal()):
        yield lambda _: None
        return
    from rich.progress import Progress

    with Progress(transient=True) as progress:
        task = progress.add_task("exploring", total=count)
        yield lambda found: progress.update(
            task, completed=found.runs, description=f"exploring, {len(found.outcomes)} outcomes"
        )


def _print_seen(wish: Wish, found: Exploration) -> None:
    click.echo(f"{wish.scenario.title}\n")
    width = max(map(len, SEEN))
    for what in SEEN:
        if found.seen[what]:
            click.echo(f"{what:<{width}}  {found.seen[what]:>8,} runs")
    outcomes = _outcomes(found)
    click.echo(f"\n{'outcome':<16}  {'runs':>8}  smallest seed")
    for outcome, seed, count in outcomes[:LISTED]:
        click.echo(f"{outcome:<16}  {count:>8,}  {seed}")
    if len(outcomes) > LISTED:
        click.echo(f"and {len(outcomes) - LISTED:,} more")
    click.echo()


def _outcomes(found: Exploration) -> list[tuple[str, int, int]]:
    """Outcomes with their smallest seed and how often they occurred, the most frequent first."""
    rows = [(outcome, seed, count) for outcome, (seed, count) in found.outcomes.items()]
    return sorted(rows, key=lambda row: (-row[2], row[1]))


_KINDS = {
    "invariant": "an invariant is broken",
    "expectation": "an expectation failed",
    "fault": "a fault of asapair, not of the scenario",
}


def _stop(wish: Wish, stop: Stop) -> str:
    return (
        f"{click.style(_KINDS[stop.kind], fg='red')}\n"
        f"  {stop.text}\n"
        f"  seed       {stop.seed}\n"
        f"  reproduce  {wish.command(stop.seed)}\n"
    )


def _last_lines(wish: Wish, found: Exploration, spent: float) -> tuple[str, str]:
    judged = "nothing broken" if found.stop is None else "stopped"
    judged = "interrupted" if found.interrupted else judged
    counted = ", ".join(
        f"{count:,} {what}{'' if count == 1 else 's'}"
        for count, what in (
            (found.runs, "run"),
            (len(found.orders), "delivery order"),
            (len(found.outcomes), "outcome"),
        )
    )
    return (
        f"{wish.scenario.name}{' with faults' if wish.faults else ''}: {judged}",
        f"{counted}, {found.time / HOUR:,.1f} h of virtual time in {spent:.1f} s",
    )


def _told(wish: Wish, found: Exploration, spent: float) -> dict[str, object]:
    stop = found.stop
    return {
        "scenario": wish.scenario.name,
        "faults": wish.faults,
        "seeds": [wish.seeds.start, wish.seeds.stop - 1],
        "runs": found.runs,
        "orders": len(found.orders),
        "outcomes": [
            {"outcome": outcome, "smallest seed": seed, "runs": count}
            for outcome, seed, count in _outcomes(found)
        ],
        "seen": {what: found.seen[what] for what in SEEN},
        "deliveries": found.deliveries,
        "virtual time": found.time,
        "real seconds": round(spent, 3),
        "interrupted": found.interrupted,
        "stopped by": None
        if stop is None
        else {
            "kind": stop.kind,
            "text": stop.text,
            "seed": stop.seed,
            "reproduce": wish.command(stop.seed),
        },
    }
