"""What `asapair list` prints."""

from __future__ import annotations

import shutil
import sys
import textwrap

import click
import msgspec

from asapair.scenarios.contents import Contents, contents
from asapair.scenarios.errors import alternatives
from asapair.scenarios.requirements import requirements

#: How many characters a line has at most: longer ones are hard to read.
LONGEST = 100
#: and at least, for names need their place; blanks between a name and its text
NARROWEST, INDENT = 72, 2


def list_all(*, as_json: bool) -> None:
    """All packaged scenarios: name, ids, sentence."""
    scenarios = contents()
    if as_json:
        _print_json([msgspec.structs.asdict(scenario) for scenario in scenarios])
        return
    _print_names(scenarios)
    shown = {row for scenario in scenarios for row in scenario.shows}
    click.echo(
        f"\n{len(scenarios)} scenarios show {len(shown)} requirements; `asapair list P9` prints one of them"
    )


def list_row(name: str, *, as_json: bool) -> str:
    """One requirement and the scenarios that show it; returns what is wrong if there is no such row."""
    row = requirements().get(name.upper())
    if row is None:
        return f"{name}: no requirement of this id, {alternatives(name.upper(), requirements())}"
    scenarios = [scenario for scenario in contents() if row.id in scenario.shows]
    if as_json:
        _print_json(
            {
                **msgspec.structs.asdict(row),
                "scenarios": [msgspec.structs.asdict(scenario) for scenario in scenarios],
            }
        )
        return ""
    click.echo(textwrap.fill(row.text, _line(), initial_indent=f"{row.id:<5}", subsequent_indent=" " * 5))
    click.echo(f"     {row.facts}; confidence: {row.confidence}\n")
    if scenarios:
        _print_names(scenarios)
    else:
        click.echo("no packaged scenario shows it")
    return ""


def _print_names(scenarios: list[Contents]) -> None:
    width = max(len(scenario.name) for scenario in scenarios)
    for scenario in scenarios:
        text = textwrap.wrap(scenario.title, _line() - width)
        click.echo(f"{scenario.name:<{width}}  {click.style(' '.join(scenario.shows), fg='cyan')}")
        for line in text:
            click.echo(f"{'':<{width}}  {line}")


def _line() -> int:
    """How many characters a line has: what fits on the terminal, if it is one."""
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else LONGEST + INDENT
    return max(NARROWEST, min(LONGEST, columns - INDENT))


def _print_json(value: object) -> None:
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())
