"""The `asapair` command."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from asapair.scenarios import Scenario

#: Exit codes: all held, an expectation failed, a file is wrong, a replay differs, Ctrl-C.
HELD, FAILED, WRONG, DIFFERENT, INTERRUPTED = 0, 1, 2, 3, 130


class Interruptible(click.Group):
    """Commands that Ctrl-C ends as it ends others: with one word and exit code 130."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what is open has been closed by the time it is over."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            sys.exit(INTERRUPTED)


@click.group(cls=Interruptible, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="asapair", message="%(prog)s %(version)s")
def main() -> None:
    """A Cisco ASA Active/Active failover pair to boot, type at, break and watch."""


def _seed_range(_: click.Context, __: click.Parameter, value: str | None) -> range | None:
    """``0..99`` on the command line; both ends count."""
    if value is None:
        return None
    first, dots, last = value.partition("..")
    if not (dots and first.isdecimal() and last.isdecimal() and int(first) <= int(last)):
        raise click.BadParameter(f"{value!r} is no range of seeds: write it like 0..99")
    return range(int(first), int(last) + 1)


@main.command()
@click.argument("names", nargs=-1, required=True, metavar="FILE-or-NAME...")
@click.option(
    "--seed", type=click.IntRange(min=0), metavar="N", help="What draws the order of messages; 0 if not said."
)
@click.option(
    "--seeds", callback=_seed_range, metavar="A..B", help="Run once with each of these seeds, and sum up."
)
@click.option("--live", is_flag=True, help="Run on threads and the wall clock.")
@click.option(
    "--speed",
    type=float,
    metavar="X",
    help="Virtual seconds in a real one, with --live; as many as the hold times allow if not said.",
)
@click.option(
    "--log", type=click.Path(dir_okay=False), metavar="FILE", help="Write a run log, for `asapair replay`."
)
@click.option(
    "--logs",
    type=click.Path(file_okay=False),
    metavar="FOLDER",
    help="Write logs to read: what each unit does, what it sends to syslog, and the steps.",
)
@click.option("--invariants", is_flag=True, help="End a run at the first breach of I1 to I5.")
@click.option(
    "--faults", is_flag=True, help="Let the faults of the seed happen, as `explore` does; nothing is judged."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--quiet", is_flag=True, help="Print verdicts that failed and the last line only.")
def run(  # noqa: PLR0913  # one an option
    names: tuple[str, ...],
    seed: int | None,
    seeds: range | None,
    speed: float | None,
    log: str | None,
    logs: str | None,
    *,
    live: bool,
    invariants: bool,
    faults: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Run scenarios: a packaged one by its name (`asapair list`), or a file.

    Exit code 0: every expectation held. 1: one failed, or an invariant was broken. 2: a file is wrong, and
    nothing was run.
    """
    from .running import Job, NotRunError, Printed, check_speed, run_one, run_several

    if seed is not None and seeds is not None:
        raise click.UsageError("--seed and --seeds exclude each other")
    if speed is not None and not live:
        raise click.UsageError("--speed goes with --live")
    for option, value in (("--log", log), ("--logs", logs)):
        if value is not None and (seeds is not None or len(names) > 1):
            raise click.UsageError(f"{option} takes one scenario and one seed")
    printed = Printed(as_json=as_json, quiet=quiet)
    jobs = [
        Job(name, scenario, each, live, speed, log, logs, invariants, faults)
        for name, scenario in _found(names)
        for each in (seeds if seeds is not None else [seed or 0])
    ]
    try:
        check_speed(jobs)
        held = run_one(jobs[0], printed) if seeds is None and len(jobs) == 1 else run_several(jobs, printed)
    except NotRunError as error:
        fail(str(error))
    sys.exit(HELD if held else FAILED)


@main.command()
@click.argument("name", metavar="FILE-or-NAME")
@click.option(
    "--seeds", callback=_seed_range, required=True, metavar="A..B", help="Run once with each of these seeds."
)
@click.option("--faults", is_flag=True, help="Let random faults happen, as each seed draws them.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes; one a core if not said.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--quiet", is_flag=True, help="Print what stopped it and the last line only.")
def explore(name: str, seeds: range, jobs: int | None, *, faults: bool, as_json: bool, quiet: bool) -> None:
    """Run a scenario with many seeds, watched by the invariants, and count what was seen.

    Exit code 0: nothing was broken. 1: it stopped at an invariant, an expectation or a fault of asapair. 2:
    the file is wrong. 130: Ctrl-C, with what was seen so far.
    """
    from .exploring import Wish
    from .exploring import run as run_exploration

    wish = Wish(name, _found((name,))[0][1], seeds, faults, jobs)
    found = run_exploration(wish, as_json=as_json, quiet=quiet)
    if found.interrupted:
        sys.exit(INTERRUPTED)
    sys.exit(HELD if found.stop is None else FAILED)


@main.command("list")
@click.argument("row", required=False, metavar="[ID]")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def list_(row: str | None, *, as_json: bool) -> None:
    """List the packaged scenarios, or what shows one requirement: `asapair list P9`."""
    from .listing import list_all, list_row

    if row is None:
        list_all(as_json=as_json)
    elif problem := list_row(row, as_json=as_json):
        fail(problem)


@main.command()
@click.argument("names", nargs=-1, required=True, metavar="FILE-or-NAME...")
def check(names: tuple[str, ...]) -> None:
    """Check scenario files without running them. Exit code 2 if one is wrong."""
    for name, scenario in _found(names):
        click.echo(f"{name}: good, {len(scenario.steps)} steps, {scenario.expectations} expectations")


@main.command()
@click.argument("name", required=False, metavar="[FILE-or-NAME]")
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, metavar="N", help="What draws the order of messages."
)
def console(name: str | None, seed: int) -> None:
    """A pair at your fingers: type at its consoles, from a terminal or a pipe.

    The pair is that of a scenario, without its steps, or the one that the package brings. Lines that begin
    with a colon are for the tool, `:help` lists them.
    """
    from asapair.actors.defaults import default_spec

    from .console import converse

    spec = _found((name,))[0][1].spec if name else default_spec()
    sys.exit(HELD if converse(spec, seed) else WRONG)


@main.command()
@click.argument("log", type=click.Path(dir_okay=False))
def replay(log: str) -> None:
    """Replay a run log and compare every effect.

    Exit code 0: identical. 2: the file is no run log, or damaged. 3: different, with step, time, actor and
    message.
    """
    from asapair.logs import LogUnreadableError
    from asapair.logs import replay as replay_log

    try:
        result = replay_log(log)
    except LogUnreadableError as error:
        fail(str(error))
    click.echo(result)
    sys.exit(HELD if result.identical else DIFFERENT)


@main.command(hidden=True)
def schema() -> None:
    """Print the JSON Schema of scenario files."""
    from asapair.scenarios.schema import encoded

    click.echo(encoded(), nl=False)


def _found(names: Sequence[str]) -> list[tuple[str, Scenario]]:
    """The scenarios of a command line; if one is wrong, all that is wrong is said and nothing is run."""
    from asapair.scenarios import ScenarioError, find

    found, wrong = [], []
    for name in names:
        try:
            found.append((name, find(name)))
        except ScenarioError as error:
            wrong.append(str(error))
    if wrong:
        fail(*wrong)
    return found


def fail(*problems: str) -> NoReturn:
    """End the command because of what it was given: one line for each problem, exit code 2."""
    for problem in problems:
        click.echo(problem, err=True)
    sys.exit(WRONG)
