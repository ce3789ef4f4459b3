"""Commands that move a session: from mode to mode, from space to space (reference 3.3)."""

from __future__ import annotations

from ...facts import texts
from ...facts.commands import PARENTS, Mode
from ...rules.replication import Direction
from ..desk import Desk, Dialogue, Print, Question, WhichWay
from ..parser import Parsed


def enable(desk: Desk, parsed: Parsed) -> Dialogue:  # noqa: ARG001
    """Ask for the password; any is right where none is configured, and none is checked otherwise."""
    yield Question(texts.PASSWORD.line(), secret=True)
    desk.place.enter("privileged")


def disable(desk: Desk, parsed: Parsed) -> Dialogue:  # noqa: ARG001
    """Back to user mode."""
    desk.place.enter("user")
    yield Print(())


def leave(desk: Desk, parsed: Parsed) -> Dialogue:
    """One mode up; out of privileged mode the session logs off."""
    place = desk.place
    if place.within:
        place.enter(PARENTS[Mode(place.mode)], *place.within[:-1])
    elif place.mode == "config":
        place.enter("privileged")
    else:
        yield from log_off(desk, parsed)


def end(desk: Desk, parsed: Parsed) -> Dialogue:  # noqa: ARG001
    """From any configuration mode back to privileged mode."""
    desk.place.enter("privileged")
    yield Print(())


def log_off(desk: Desk, parsed: Parsed) -> Dialogue:  # noqa: ARG001
    """The session ends; a new one begins in user mode of the system execution space."""
    yield Print(texts.LOGOFF.lines())
    desk.place.space = "system"
    desk.place.enter("user")
    yield Print(texts.HELP_HINT.lines())


def configure_terminal(desk: Desk, parsed: Parsed) -> Dialogue:  # noqa: ARG001
    """Into configuration mode, with the warning where that is the wrong unit (reference 1.5)."""
    desk.place.enter("config")
    yield Print(warning(desk, (yield WhichWay())))


def warning(desk: Desk, direction: Direction) -> tuple[str, ...]:
    """What is printed on the wrong unit: only if the mate holds the space's group (reference 1.5, 14.13)."""
    space = desk.contexts.get(desk.place.space)
    mates = desk.board.mate.state(space.group if space else 1)
    return texts.WRONG_UNIT.lines() if direction is Direction.WRONG_UNIT and mates.is_active else ()


def change_to(desk: Desk, parsed: Parsed) -> Dialogue:
    """To another space; configuration mode is kept [R] (reference 3.3)."""
    context = parsed.arguments.get("name", "system")
    if context != "system" and context not in desk.board.contexts:
        yield Print(texts.NO_SUCH_CONTEXT.lines(context=context))
        return
    desk.place.space = context
    desk.place.enter("privileged" if desk.place.mode == "privileged" else "config")


def nothing(desk: Desk, parsed: Parsed) -> Dialogue:  # noqa: ARG001
    """Taken, without effect here: pages are never cut."""
    yield Print(())
