"""Configuration commands: refused, or carried out here and sent where they belong (reference 1.5, 3)."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from ...device.settings import with_hold_time
from ...facts import texts
from ...facts.commands import Mode, depth
from ..desk import Clear, Desk, Dialogue, Enter, Print, Replicate, Request
from ..parser import Parsed
from ..refusals import refusal
from .consequences import consequences
from .failing_over import confirmed
from .moving import warning


def configure(desk: Desk, parsed: Parsed) -> Dialogue:
    """One configuration line: enter or remove it with all that follows, then send it where it belongs."""
    within, mode = _mode(desk, parsed)
    if (yield from _refused(desk, parsed)):
        return
    yield Enter(parsed.line if parsed.negated else with_hold_time(parsed.line), within, parsed.negated)
    yield from consequences(desk, parsed, within)
    yield Print(warning(desk, (yield Replicate(parsed.text, mode, within))))
    entered = parsed.command.enters
    if entered is None or parsed.negated:
        desk.place.enter(mode, *within)
    else:
        desk.place.enter(entered, *(*within, parsed.line)[: depth(entered)])


def remove_context(desk: Desk, parsed: Parsed) -> Dialogue:
    """``no context``: asks first, unless told not to."""
    name = parsed.arguments["name"]
    if (yield from _refused(desk, parsed)):
        return
    if not desk.silent:
        yield Print(texts.CONTEXT_REMOVE_WARNING.lines(context=name))
        asks = "noconfirm" not in parsed.text.split()
        if asks and not (yield from confirmed(texts.CONTEXT_REMOVE_QUESTION.line())):
            return
    number = desk.board.context_numbers.get(name, 0)
    yield Enter(f"context {name}", (), negated=True)
    yield Print(texts.CONTEXT_REMOVED.lines(context=name, number=number))
    desk.place.enter("config")
    yield Print(warning(desk, (yield Replicate(parsed.text, "config"))))


def clear_configuration(desk: Desk, parsed: Parsed) -> Dialogue:
    """``clear configure all`` or of one part; what reaches the mate stays (reference 1.5).

    Sent first, since failover may be off afterwards.
    """
    part = parsed.text.split()[-1]
    direction = yield Replicate(parsed.text, "config")
    yield Clear("" if part == "all" else part)
    desk.place.enter("config")
    yield Print(warning(desk, direction))


def _mode(desk: Desk, parsed: Parsed) -> tuple[tuple[str, ...], str]:
    """In which sub-mode a line acts: one that belongs further out leaves those that it was typed in."""
    if parsed.submode is None:
        return (), Mode.CONFIG
    return desk.place.within[: depth(parsed.submode)], parsed.submode


def _refused(desk: Desk, parsed: Parsed) -> Generator[Request, Any, bool]:
    lines = None if desk.silent else refusal(desk, parsed)
    if lines is not None:
        yield Print(lines)
    return lines is not None
