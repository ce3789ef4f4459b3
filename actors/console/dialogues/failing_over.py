"""Commands by which an operator moves groups and reloads units (reference 3.4)."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from ...device.configuration import split_file
from ...facts import syslog, texts
from ...facts.states import State
from ...rules.replication import Direction
from ...rules.switching import Refusal, active_refused, standby_refused
from ..desk import (
    ClearStatistics,
    Desk,
    Dialogue,
    ForceActive,
    ForceStandby,
    Log,
    Print,
    Question,
    ReloadMate,
    ReloadUnit,
    Request,
    ResetGroups,
    SetMode,
    WhichWay,
)
from ..parser import Parsed
from ..prompt import prompt
from .saving import save

_REFUSALS = {
    Refusal.FAILOVER_OFF: texts.FAILOVER_OFF,
    Refusal.SYNCHRONISING: texts.SWITCH_SYNCHRONISING,
    Refusal.LINK_DOWN: texts.SWITCH_LINK_DOWN,
    Refusal.MATE_NOT_READY: texts.SWITCH_MATE_NOT_READY,
}


def failover_active(desk: Desk, parsed: Parsed) -> Dialogue:
    """Take a group, or both, from the mate; nothing is to be done for those that are active here."""
    groups = _groups(parsed)
    mine = [desk.board.groups[group].state for group in groups]
    refusal = active_refused(
        failover_on=desk.settings.on,
        link_up=desk.board.link == "up",
        receiving=desk.board.synchronising == "receiver",
        mine=mine,
    )
    if refusal is None and State.FAILED in mine:
        yield Print(texts.SWITCH_FAILED.lines(group=groups[mine.index(State.FAILED)]))
    elif refusal is Refusal.SYNCHRONISING and State.NEGOTIATION in mine:
        yield Print(texts.SWITCH_NEGOTIATING.lines())
    elif refusal is not None:
        yield Print(_REFUSALS[refusal].lines())
    elif not all(state.is_active for state in mine):
        yield Print(("",))
        if not (yield ForceActive(groups)):
            yield Print(texts.MATE_NO_ANSWER.lines())


def no_failover_active(desk: Desk, parsed: Parsed) -> Dialogue:
    """Give a group, or both, to the mate."""
    groups = _groups(parsed)
    held = [group for group in groups if desk.board.groups[group].state.is_active]
    refusal = standby_refused(
        failover_on=desk.settings.on,
        link_up=desk.board.link == "up",
        mates=[desk.board.mate.state(group) for group in held],
    )
    if refusal is None:
        yield ForceStandby(groups)
    else:
        yield Print(_REFUSALS[refusal].lines())


def failover_reset(desk: Desk, parsed: Parsed) -> Dialogue:  # noqa: ARG001
    """Take a failed group for sound, here or on the mate; a group that has not failed stays as it is."""
    yield ResetGroups(_groups(parsed))


def _groups(parsed: Parsed) -> tuple[int, ...]:
    number = parsed.arguments.get("group")
    return (1, 2) if number is None else (int(number),)


def reload(desk: Desk, parsed: Parsed) -> Dialogue:
    """Reload this unit; asks whether to save what is not saved."""
    words = parsed.text.split()
    if "save-config" in words:
        yield from save(desk, "system")
    elif "noconfirm" not in words and _unsaved(desk):
        answer = yield Question(texts.RELOAD_SAVE_QUESTION.line())
        if answer.lower().startswith("y"):
            yield from save(desk, "system")
    if "noconfirm" not in words and not (yield from confirmed(texts.RELOAD_QUESTION.line())):
        return
    if desk.silent:
        yield ReloadUnit((*texts.SHUTDOWN_BY_MATE.lines(), *texts.REBOOTING.lines()))
    else:
        yield Log(syslog.RELOAD_COMMAND, {"source": desk.source})
        yield Print((prompt(desk.board, desk.place.mode, desk.place.space),))
        yield ReloadUnit(texts.SHUTDOWN.lines())


def reload_standby(desk: Desk, parsed: Parsed) -> Dialogue:  # noqa: ARG001
    """Reload the mate, without asking; only where this unit is active and the mate is in reach."""
    if (yield WhichWay()) is not Direction.TO_MATE:
        yield Print(texts.RELOAD_STANDBY_REFUSED.lines())
    elif desk.board.mate_in_reach is None:
        yield Print(texts.SWITCH_LINK_DOWN.lines())
    else:
        yield ReloadMate()


def clear_statistics(desk: Desk, parsed: Parsed) -> Dialogue:  # noqa: ARG001
    """The figures of the statistics table start at zero."""
    yield ClearStatistics()


def mode(desk: Desk, parsed: Parsed) -> Dialogue:  # noqa: ARG001
    """Change between single and multiple mode, which boots the unit (reference 3.3)."""
    wanted, asks = parsed.arguments["mode"], "noconfirm" not in parsed.text.split()
    yield Print(texts.MODE_WARNING.lines())
    if asks and not (yield from confirmed(texts.MODE_QUESTION.line())):
        return
    if wanted == "multiple":
        if asks:
            yield Print(("",))
            if not (yield from confirmed(texts.MODE_CONVERT_QUESTION.line())):
                return
        yield Print(texts.MODE_CONVERTING.lines())
    yield SetMode(wanted)
    yield Print(texts.MODE_IS.lines(mode=wanted))
    yield ReloadUnit((*texts.SHUTDOWN_FOR_MODE.lines(), *texts.REBOOTING.lines()))


def _unsaved(desk: Desk) -> bool:
    return split_file(desk.flash.startup()).configuration.difference(desk.board.system) != ((), ())


def confirmed(question: str) -> Generator[Request, Any, bool]:
    """Ask a ``[confirm]`` question: an empty line, or one that begins with y, says yes."""
    answer: str = yield Question(question)
    return answer == "" or answer.lower().startswith("y")


__all__ = ["confirmed", "failover_active", "no_failover_active", "reload"]
