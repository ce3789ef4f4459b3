"""Configuration commands: refused, or carried out here and sent where they belong (reference 1.5, 3)."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from ...facts import texts
from ...facts.commands import Mode, depth
from ...rules.replication import Direction
from ..desk import Clear, Desk, Dialogue, Enter, Print, Replicate, Request, WhichWay
from ..parser import Parsed
from ..refusals import refusal
from .failing_over import confirmed


def configure(desk: Desk, parsed: Parsed) -> Dialogue:
    """One configuration line: enter or remove it, then send it to the mate or print the warning."""
    within, mode = _mode(desk, parsed)
    if (yield from _refused(desk, parsed)):
        return
    is_new = _is_new_context(desk, parsed)
    yield Enter(parsed.line, within, parsed.negated)
    if not desk.silent:
        yield Print(_notice(desk, parsed, is_new=is_new))
    yield from _send(parsed, mode, within)
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
    yield from _send(parsed, "config", ())


def clear_configuration(desk: Desk, parsed: Parsed) -> Dialogue:
    """``clear configure all`` or of one part; what reaches the mate stays (reference 1.5)."""
    part = parsed.text.split()[-1]
    yield Clear("" if part == "all" else part)
    desk.place.enter("config")
    yield from _send(parsed, "config", ())


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


def _send(parsed: Parsed, mode: str, within: tuple[str, ...]) -> Dialogue:
    if parsed.command.replicates:
        direction = yield Replicate(parsed.text, mode, within)
    else:
        direction = yield WhichWay()
    if direction is Direction.WRONG_UNIT:
        yield Print(texts.WRONG_UNIT.lines())


def _is_new_context(desk: Desk, parsed: Parsed) -> bool:
    return parsed.command.name == "context" and parsed.arguments["name"] not in desk.contexts


def _notice(desk: Desk, parsed: Parsed, *, is_new: bool) -> tuple[str, ...]:
    """What the device says about a command that it has carried out."""
    if is_new:
        name = parsed.arguments["name"]
        return texts.CONTEXT_CREATED.lines(context=name, number=desk.board.context_numbers[name])
    if parsed.command.name == "failover lan interface" and not parsed.negated:
        return texts.LAN_INTERFACE_CLEARED.lines(interface=parsed.arguments["port"])
    return ()
