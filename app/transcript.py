"""Prints a run as it happens: virtual time, who, what.

People read this, so it goes through loguru, to the standard output, in colours if that is a terminal.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click
from loguru import logger

from asapair.actors.duration import clock
from asapair.scenarios import Entry, Kind

if TYPE_CHECKING:
    from loguru import Record

#: The word in the second column for what is not a console's, and the colour of each kind of line.
WHO = {
    Kind.STEP: "step",
    Kind.FAULT: "fault",
    Kind.OUTCOME: "outcome",
    Kind.HELD: "holds",
    Kind.FAILED: "FAILED",
}
COLOURS = {
    Kind.STEP: "blue",
    Kind.FAULT: "light-red",
    Kind.OUTCOME: "yellow",
    Kind.HELD: "green",
    Kind.FAILED: "red",
    Kind.TYPED: "bold",
}
UNITS = {"primary": "cyan", "secondary": "magenta"}


def is_terminal() -> bool:
    """Whether somebody watches the standard output, and wants colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def start(*, quiet: bool = False) -> None:
    """Send what is said from here on to the standard output; only what failed if ``quiet``."""
    logger.remove()
    logger.add(
        lambda message: click.echo(message, nl=False, color=True if is_terminal() else None),
        format=_format,
        filter=lambda record: "entry" in record["extra"],
        level="ERROR" if quiet else "INFO",
        colorize=is_terminal(),
        catch=False,
    )


def say(entry: Entry) -> None:
    """Print one line of a run."""
    told = logger.bind(entry=entry)
    for line in entry.text.split("\n"):
        told.log("ERROR" if entry.kind is Kind.FAILED else "INFO", "{}", line.expandtabs(8).rstrip())


def _format(record: Record) -> str:
    """The template of one line; loguru fills in the message."""
    entry: Any = record["extra"]["entry"]
    who = entry.unit or WHO[entry.kind]
    shade = UNITS.get(entry.unit) or COLOURS[entry.kind]
    text = (
        f"<{COLOURS[entry.kind]}>{{message}}</{COLOURS[entry.kind]}>"
        if entry.kind in COLOURS
        else "{message}"
    )
    stamp = f"<dim>{clock(entry.at):>11}</dim>  "
    if not record["message"]:
        return f"{stamp}<{shade}>{who}</{shade}>\n"
    return f"{stamp}<{shade}>{who:<9}</{shade}>  {text}\n"
