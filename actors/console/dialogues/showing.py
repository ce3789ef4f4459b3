"""Show commands: each prints a page made from the board, or a configuration."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ...device.configuration import rendered, stated
from ...device.flash import FileError
from ...facts import texts
from ...facts.commands import Space
from ..desk import Desk, Dialogue, Print, ReadFile, ReadRunning
from ..grammar import port_name
from ..pages import (
    connections,
    contexts,
    failover,
    failover_history,
    failover_interface,
    failover_state,
    interface,
    session,
    version,
)
from ..pages import directory as folder
from ..pages import monitor_interface as interfaces
from ..parser import Parsed
from .saving import refused, startup_path

Page = Callable[[Desk, Parsed], Iterable[str]]


def page(make: Page) -> Callable[[Desk, Parsed], Dialogue]:
    """The dialogue of a command that prints one page."""

    def show(desk: Desk, parsed: Parsed) -> Dialogue:
        yield Print(tuple(make(desk, parsed)))

    return show


def directory(desk: Desk, parsed: Parsed) -> Dialogue:
    """``dir``: a folder of the flash."""
    try:
        lines = tuple(folder.directory(desk.board, desk.flash, parsed.arguments.get("folder", "")))
    except FileError as error:
        lines = refused(error)
    yield Print(lines)


def more(desk: Desk, parsed: Parsed) -> Dialogue:  # noqa: ARG001
    """``more``: a file of the flash or of a server."""
    yield from file(parsed.arguments["file"])


def running_config(desk: Desk, parsed: Parsed) -> Dialogue:
    """``show running-config``, whole or the lines that begin with some words; ``write terminal``."""
    configuration = yield ReadRunning(desk.place.space)
    words = parsed.arguments.get("filter", "").split()
    if words:
        if words[0] == "interface":
            words[1:] = [port_name("".join(words[1:]), Space(_kind(desk)))]
        yield Print(stated(configuration, _kind(desk)).section(" ".join(words)))
    else:
        yield Print(rendered(configuration, desk.board.version, _kind(desk)))


def startup_config(desk: Desk, parsed: Parsed) -> Dialogue:  # noqa: ARG001
    """``show startup-config``: the saved text of this space as it stands in the file."""
    yield from file(startup_path(desk, desk.place.space))


def show_interface(desk: Desk, parsed: Parsed) -> Dialogue:
    """``show interface``: all interfaces of this space, or one by its name or by that of its hardware."""
    running, space = (yield ReadRunning(desk.place.space)), desk.place.space
    wanted = parsed.arguments.get("interface", "").replace(" ", "")
    detail = parsed.words[-1] == "detail"
    spelled = port_name(wanted, Space.SYSTEM)
    lines = interface.interface(desk.board, running, space, wanted, detail=detail) or interface.interface(
        desk.board, running, space, spelled, detail=detail
    )
    yield Print(tuple(lines) if lines or not wanted else texts.NO_SUCH_INTERFACE.lines(interface=wanted))


def show_interface_ip_brief(desk: Desk, parsed: Parsed) -> Dialogue:  # noqa: ARG001
    """``show interface ip brief``: a line for each interface of this space."""
    running, space = (yield ReadRunning(desk.place.space)), desk.place.space
    yield Print(tuple(interface.interface_ip_brief(desk.board, running, space)))


def file(path: str) -> Dialogue:
    """Print a file as it stands, or why that cannot be."""
    text = yield ReadFile(path)
    if isinstance(text, FileError):
        yield Print(refused(text))
    else:
        yield Print(tuple(text.splitlines()))


def _kind(desk: Desk) -> str:
    return "system" if desk.place.space == "system" else "context"


def _context(desk: Desk) -> str | None:
    return None if desk.place.space == "system" else desk.place.space


def _failover(desk: Desk, _: Parsed) -> Iterable[str]:
    context = _context(desk)
    if context is None:
        return failover.failover(desk.board, desk.now)
    return failover.failover_in_context(desk.board, desk.now, context)


def _contexts(desk: Desk, parsed: Parsed) -> Iterable[str]:
    words = parsed.text.split()[2:]
    if words == ["count"]:
        return contexts.contexts_count(desk.board)
    if words == ["detail"]:
        return contexts.contexts_detail(desk.board, _context(desk))
    return contexts.contexts(desk.board, words[0] if words else _context(desk))


PAGES: dict[str, Page] = {
    "show failover": _failover,
    "show failover group": lambda desk, parsed: failover.failover_group(
        desk.board, desk.now, int(parsed.arguments["group"])
    ),
    "show failover state": lambda desk, _: failover_state.failover_state(desk.board, _context(desk)),
    "show failover history": lambda desk, _: failover_history.failover_history(desk.board, _context(desk)),
    "show failover interface": lambda desk, _: failover_interface.failover_interface(desk.board),
    "show monitor-interface": lambda desk, _: interfaces.monitor_interface(
        desk.board, desk.now, desk.place.space
    ),
    "show conn count": lambda desk, _: connections.connection_count(desk.board, desk.place.space),
    "show context": _contexts,
    "show mode": lambda desk, _: contexts.mode(desk.board),
    "show version": lambda desk, _: version.version(desk.board, desk.now, _context(desk)),
    "show curpriv": lambda desk, _: session.current_privileges(desk.place.mode),
    "show clock": lambda desk, _: version.clock(desk.board, desk.now),
}
