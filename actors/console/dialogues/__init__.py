"""What each command does: a dialogue for every row of the command table, by the command's name."""

from __future__ import annotations

from collections.abc import Callable

from ...facts import syslog, texts
from ...facts.commands import NOTHING, Kind, Mode, Space
from ...rules.replication import Direction
from ..desk import Desk, Dialogue, Log, Print, Replicate
from ..help import asks_for_help, help_for
from ..parser import LONGEST, Filter, Parsed, Problem, Refusal, apply_filter, parse, split_filter
from ..prompt import prompt
from ..refusals import missing_group, missing_mode
from . import configuring, copying, failing_over, files, moving, remote, saving, showing
from .logging import logged

DIALOGUES: dict[str, Callable[[Desk, Parsed], Dialogue]] = {
    "enable": moving.enable,
    "disable": moving.disable,
    "configure terminal": moving.configure_terminal,
    "end": moving.end,
    "exit": moving.leave,
    "quit": moving.leave,
    "logout": moving.log_off,
    "changeto system": moving.change_to,
    "changeto context": moving.change_to,
    "terminal pager": moving.nothing,
    "terminal width": moving.nothing,
    "terminal monitor": moving.nothing,
    "no terminal": moving.nothing,
    "clock set": moving.nothing,
    "crypto key": moving.nothing,
    "crypto ca": moving.nothing,
    "show running-config": showing.running_config,
    "show startup-config": showing.startup_config,
    "show interface": showing.show_interface,
    "show interface ip brief": showing.show_interface_ip_brief,
    **{name: showing.page(make) for name, make in showing.PAGES.items()},
    "write memory": saving.write_memory,
    "write memory all": saving.write_memory_all,
    "write standby": saving.write_standby,
    "write erase": files.write_erase,
    "write terminal": showing.running_config,
    "copy running-config startup-config": copying.copy_to_startup,
    "copy": copying.copy,
    "dir": showing.directory,
    "more": showing.more,
    "delete": files.delete,
    "rename": files.rename,
    "mkdir": files.make_folder,
    "rmdir": files.remove_folder,
    "reload": failing_over.reload,
    "failover active": failing_over.failover_active,
    "no failover active": failing_over.no_failover_active,
    "failover reset": failing_over.failover_reset,
    "failover reload-standby": failing_over.reload_standby,
    "failover exec": remote.execute,
    "show failover exec": remote.show_mode,
    "clear failover statistics": failing_over.clear_statistics,
    "mode": failing_over.mode,
    "no context": configuring.remove_context,
    "clear configure all": configuring.clear_configuration,
    "clear configure failover": configuring.clear_configuration,
}


CONTROL_Z = "\x1a"
"""Typed alone it leaves configuration, as ``end`` does."""


def dialogue_of(parsed: Parsed) -> Callable[[Desk, Parsed], Dialogue]:
    """The dialogue of a command; all configuration lines share one."""
    if parsed.command.kind is Kind.LINE:
        return configuring.configure
    return DIALOGUES[parsed.command.name]


def conversation(desk: Desk, line: str) -> Dialogue:
    """All that follows from a line typed at the prompt."""
    mode = Mode(desk.place.mode)
    space = Space.SYSTEM if desk.place.space == "system" else Space.CONTEXT
    if line.strip() == CONTROL_Z:
        line = "end" if mode.is_configuration else ""
    if asks_for_help(line) and len(line) <= LONGEST:
        yield Print(help_for(line, mode, space))
        return
    command, wanted = split_filter(line) if len(line) <= LONGEST else (line, None)
    parsed = parse(command, mode, space)
    if isinstance(parsed, Refusal):
        if desk.silent:
            yield Log(syslog.COMMAND_NOT_REPLICATED, {"command": line.strip()})
        yield Print(_refused(desk, line, parsed))
    elif isinstance(wanted, Refusal):
        yield Print(_refused(desk, line, wanted))
    else:
        yield from _carried_out(desk, parsed, wanted)


def _carried_out(desk: Desk, parsed: Parsed, wanted: Filter | None) -> Dialogue:
    missing = missing_mode(desk, parsed) or missing_group(desk, parsed)
    if missing is not None:
        yield Print(missing)
    elif parsed.command is not NOTHING:
        dialogue = logged(desk, parsed, _kept_here(parsed, dialogue_of(parsed)(desk, parsed)))
        yield from dialogue if wanted is None else _filtered(dialogue, wanted)


def _kept_here(parsed: Parsed, dialogue: Dialogue) -> Dialogue:
    """A dialogue whose command goes to the mate if the command table says so, and never if it does not."""
    answer = None
    while True:
        try:
            request = dialogue.send(answer)
        except StopIteration:
            return
        local = isinstance(request, Replicate) and not parsed.command.replicates
        answer = Direction.HERE if local else (yield request)


def _filtered(dialogue: Dialogue, wanted: Filter) -> Dialogue:
    """A dialogue of which only some lines are printed."""
    answer = None
    while True:
        try:
            request = dialogue.send(answer)
        except StopIteration:
            return
        if isinstance(request, Print):
            request = Print(tuple(apply_filter(request.lines, wanted)))
        answer = yield request


def _refused(desk: Desk, line: str, refusal: Refusal) -> tuple[str, ...]:
    """What the device says to a line that it cannot read (reference 3.4.1)."""
    if refusal.kind is Problem.INCOMPLETE:
        return texts.INCOMPLETE.lines()
    if refusal.kind is Problem.AMBIGUOUS:
        return texts.AMBIGUOUS.lines(line=line.strip())
    caret = len(prompt(desk.board, desk.place.mode, desk.place.space)) + refusal.column
    return (f"{' ' * caret}{texts.CARET.line()}", *texts.INVALID_INPUT.lines())
