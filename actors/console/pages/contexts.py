"""`show context`, `show context detail`, `show context count`, `show mode` (reference 4.8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from ...device.board import Board
from ...device.configuration import Block
from ...facts import texts
from .releases import CONTEXT_MODE_COLUMN, release

#: Lines that the interfaces of one context may take; a longer list ends in ``...`` (reference 4.8) [V].
INTERFACE_LINES = 4
INTERFACE_WIDTH = 20
DETAIL_WIDTH = 72
NO_URL = "(not entered)"
#: What the system space and the empty context are called in the detailed list [V for null, M for system].
SYSTEM_ID, NULL_ID = 257, 258


@dataclass(frozen=True, slots=True)
class _Row:
    """A context as the system configuration defines it, with what only these pages show."""

    name: str
    is_admin: bool
    member: str
    url: str
    real: tuple[str, ...]
    mapped: tuple[str, ...]


def contexts(board: Board, context: str | None = None) -> list[str]:
    """`show context`: every context in the system space; inside a context its own row alone [V]."""
    rows = [row for row in _rows(board) if context in {None, row.name}]
    mode = release(board.version) >= CONTEXT_MODE_COLUMN
    lines = [f"{'Context Name':<18}{'Class':<11}{'Interfaces':<21}{'Mode         ' if mode else ''}URL"]
    for row in rows:
        lines += _printed(row, "Routed       " if mode else "", marked=context is None)
    return lines if context else lines + contexts_count(board)


def contexts_count(board: Board) -> list[str]:
    """`show context count`."""
    return [f"Total active Security Contexts: {len(_rows(board))}"]


def contexts_detail(board: Board, context: str | None = None) -> list[str]:
    """`show context detail`: an entry a context and, in the system space, its own two entries."""
    rows, lines = _rows(board), []
    for row in rows:
        if context in {None, row.name}:
            flags, number = 0x13 if row.is_admin else 0x11, board.context_numbers[row.name]
            lines += _detail(row.name, "has been created", row.url, (row.real, row.mapped))
            lines += [f"  Class: {row.member}, Flags: 0x{flags:08x}, ID: {number}", ""]
    return lines[:-1] if context else lines + _resources(board)


def mode(board: Board) -> list[str]:
    """`show mode`: an Active/Active pair runs in multiple mode."""
    return [*texts.MODE_IS.lines(mode=board.mode)]


def _rows(board: Board) -> list[_Row]:
    admin = (board.system.first("admin-context") or "").split()[-1:]
    return [_parsed(block, admin) for block in board.system.headers("context")]


def _parsed(block: Block, admin: list[str]) -> _Row:
    name = block.bare.split()[1]
    member, url = "default", NO_URL
    real, mapped = [], []
    for child in block.children:
        word, *rest = child.bare.split()
        if word == "member" and rest:
            member = rest[0]
        elif word == "config-url" and rest:
            url = rest[0]
        elif word == "allocate-interface" and rest:
            real.append(rest[0])
            named = [each for each in rest[1:] if each not in {"visible", "invisible"}]
            mapped.append((named or rest)[0])
    return _Row(name, [name] == admin, member, url, tuple(real), tuple(mapped))


def _printed(row: _Row, mode: str, *, marked: bool) -> Iterator[str]:
    """Name at column 1 behind the mark of admin, class at 18, interfaces at 29, mode at 50 [M]."""
    mark = "*" if row.is_admin and marked else " "
    first, *more = _columns(row.mapped)
    yield f"{mark + row.name:<17} {row.member:<10} {first:<20} {mode}{row.url}"
    yield from (f"{'':29}{line}" for line in more)


def _columns(interfaces: Sequence[str]) -> list[str]:
    """Names of interfaces in lines of 20 characters, a comma behind all but the last one."""
    lines = [""]
    for index, name in enumerate(interfaces):
        cell = name if index == len(interfaces) - 1 else f"{name},"
        if lines[-1] and len(lines[-1] + cell) > INTERFACE_WIDTH:
            lines.append("")
        lines[-1] += cell
    if len(lines) > INTERFACE_LINES:
        lines = [*lines[: INTERFACE_LINES - 1], f"{lines[INTERFACE_LINES - 1].removesuffix(',')}..."]
    return lines


def _detail(name: str, what: str, url: str, interfaces: tuple[Sequence[str], Sequence[str]]) -> list[str]:
    real, mapped = (", ".join(names) for names in interfaces)
    return [
        f'Context "{name}", {what}',
        f"  Config URL: {url}",
        *_folded(f"Real Interfaces: {real}"),
        *_folded(f"Mapped Interfaces: {mapped}"),
    ]


def _folded(text: str) -> list[str]:
    """A long list goes on behind four blanks [V]."""
    return wrap(text, DETAIL_WIDTH, initial_indent="  ", subsequent_indent="    ", break_long_words=False)


def _resources(board: Board) -> list[str]:
    """The system space and the empty context [V for null, M for system and flags]."""
    hardware = [block.bare.split()[1] for block in board.system.headers("interface")]
    return [
        *_detail("system", "is a system resource", "startup-config", ((), hardware)),
        f"  Class: default, Flags: 0x00000019, ID: {SYSTEM_ID}",
        "",
        *_detail("null", "is a system resource", "... null ...", ((), ())),
        f"  Class: default, Flags: 0x00000009, ID: {NULL_ID}",
    ]
