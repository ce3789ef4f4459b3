"""Logs for people: a file a unit and one for the runner, written with loguru.

Nothing is configured until somebody opens them; the lines carry virtual time, not the wall clock's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from loguru import logger

from asapair.actors.duration import clock
from asapair.actors.pair import Pair
from asapair.actors.signals import ConsoleLine, ContextActivity, Event, GroupState, MateState, UnitPower
from asapair.actors.spec import UNITS

from .errors import LogWriteError

if TYPE_CHECKING:
    from loguru import Record

RUNNER = "runner"
_FORMAT = "{extra[at]}  {level: <7}  {message}"


def _is_of(name: str, record: Record) -> bool:
    return record["extra"].get("asapair") == name


def _sentence(event: Event) -> tuple[str, str] | None:
    """The level and the words for an event; None for one that people need not read."""
    match event:
        case ConsoleLine(text=text):
            return "INFO", text
        case UnitPower(power=power):
            return "SUCCESS", f"power: {power}"
        case GroupState(group=group, was=was, state=state, reason=reason):
            return "DEBUG", f"group {group}: {was} -> {state} ({reason})"
        case ContextActivity(context=context, state=state):
            return "DEBUG", f"context {context}: {state or 'gone'}"
        case MateState(mate=mate, link=link):
            return "WARNING", f"mate {mate}, failover link {link}"
        case _:
            return None


class ReadableLogs:
    """Open logs; :meth:`watch` a pair, and :meth:`say` what the runner does."""

    def watch(self, pair: Pair) -> None:
        """Write down what can be seen of a pair from now on."""
        for signal in pair.signals:
            signal.connect(self._heard)

    def _heard(self, unit: str, event: Event, at: int) -> None:
        found = _sentence(event)
        if found is not None:
            level, text = found
            logger.bind(asapair=unit, at=clock(at)).log(level, "{}", text)

    def say(self, at: int, text: str) -> None:
        """Write a line into the runner's log; ``at`` in ns."""
        logger.bind(asapair=RUNNER, at=clock(at)).info("{}", text)


@contextmanager
def readable_logs(folder: str | Path) -> Iterator[ReadableLogs]:
    """Logs in ``primary.log``, ``secondary.log`` and ``runner.log`` of a folder, which is made if need be.

    They are sinks of loguru's one logger, removed at the end; other sinks, such as loguru's own on standard
    error, get the lines too as long as nobody removes them. ``LogWriteError`` if the files cannot be made.
    """
    folder = Path(folder)
    sinks: list[int] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sinks.extend(_open(folder / f"{name}.log", name) for name in (*UNITS, RUNNER))
    except OSError as error:
        raise LogWriteError(folder, error.strerror or str(error)) from error
    try:
        yield ReadableLogs()
    finally:
        for sink in sinks:
            logger.remove(sink)


def _open(path: Path, name: str) -> int:
    return logger.add(
        path,
        format=_FORMAT,
        filter=lambda record: _is_of(name, record),
        level="DEBUG",
        mode="w",
        encoding="utf-8",
    )
