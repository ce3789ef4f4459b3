"""`failover exec` and `show failover exec` (reference 3.5)."""

from __future__ import annotations

from ...facts import texts
from ...facts.commands import Kind, Mode, Space
from ...facts.states import State
from ..desk import Desk, Dialogue, Print, RunOn
from ..parser import Parsed, parse

#: What is never carried out so [V]; nor what ends a session, as there is none on the far side [I].
_REFUSED = ("changeto", "debug", "undebug", "failover exec", "show failover exec", "logout", "quit")


def execute(desk: Desk, parsed: Parsed) -> Dialogue:
    """Carry out a line on the unit that a word means, and print what it says there."""
    target, line = parsed.arguments["target"], parsed.arguments["line"]
    mate = _on_the_mate(desk, target)
    refusal = _refused(desk, target, line)
    if mate is None:
        yield Print(texts.EXEC_NO_UNIT.lines(target=target))
    elif refusal is not None:
        yield Print(refusal)
    elif mate and not _operational(desk):
        yield Print(texts.EXEC_MATE_DOWN.lines())
    else:
        lines = yield RunOn(line, target, mate)
        yield Print(texts.MATE_NO_ANSWER.lines() if lines is None else lines)


def show_mode(desk: Desk, parsed: Parsed) -> Dialogue:
    """In which mode the next command for a target is carried out there."""
    target = parsed.arguments["target"]
    words = {Mode.PRIVILEGED: "exec", Mode.CONFIG: "config", Mode.INTERFACE: "interface sub-command"}
    mode = _mode(desk, target)
    word = words.get(mode, f"{mode.removeprefix('config-')} sub-command")
    yield Print(texts.EXEC_MODE.lines(target=target.capitalize(), mode=word))


def _group(desk: Desk) -> int:
    """Whose state makes a unit active: the group of this context, group 1 in the system space [I]."""
    context = desk.contexts.get(desk.place.space)
    return context.group if context else 1


def _on_the_mate(desk: Desk, target: str) -> bool | None:
    """Whether a target is the mate; None where no unit is in that state."""
    if target == "mate":
        return True
    group = _group(desk)
    mine, mates = desk.board.groups[group].state, desk.board.mate.state(group)
    if mine.is_active is (target == "active"):
        return False
    return True if mates.is_active is (target == "active") else None


def _operational(desk: Desk) -> bool:
    """Heard, over a link that is up, with failover on; not failed [V]."""
    board = desk.board
    in_reach = desk.settings.on and board.mate_in_reach is not None
    return in_reach and board.mate.state(_group(desk)) is not State.FAILED


def _mode(desk: Desk, target: str) -> Mode:
    return Mode(desk.board.exec_modes.get((target, desk.place.space), Mode.CONFIG))


def _refused(desk: Desk, target: str, line: str) -> tuple[str, ...] | None:
    """Why a line is not sent; one that cannot be read is, and the far side says so."""
    space = Space.SYSTEM if desk.place.space == "system" else Space.CONTEXT
    mode = _mode(desk, target)
    read = parse(line, mode, space)
    name = read.command.name if isinstance(read, Parsed) else line
    leaves = (*_REFUSED, "exit") if mode is Mode.PRIVILEGED else _REFUSED
    refused = next((word for word in leaves if name.startswith(word)), None)
    if refused is not None:
        return texts.EXEC_REFUSED.lines(command=refused)
    changes = isinstance(read, Parsed) and read.command.kind is not Kind.EXEC
    here = Mode(desk.place.mode).is_configuration
    return texts.EXEC_NEEDS_CONFIG.lines() if changes and not here else None
