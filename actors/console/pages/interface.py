"""`show interface` and `show interface ip brief`: names, states and addresses (reference 3.6, 4.5b).

What a person counts there, packets, is not emulated and not printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...device.addressing import context_addresses, link_addresses, real_name
from ...device.board import AsymmetricFigures, Board
from ...device.configuration import Block, Configuration
from ...device.settings import context_settings, failover_settings, interface_settings, shut_ports
from ...rules.addresses import UNASSIGNED, Address, burned_in
from ...rules.segments import has_link
from .interfaces import group_of

SYSTEM = "system"
#: The Ethernet controller that the captured virtual ASA shows [R] (reference 4.5b).
CONTROLLER = "i82540EM rev03, BW 1000 Mbps, DLY 10 usec"


@dataclass(frozen=True, slots=True)
class _Row:
    """One interface as these pages show it; ``ip`` is empty where there is none."""

    hardware: str
    name: str
    status: str
    mac: str
    ip: str = ""
    mask: str = ""
    mtu: str = "not set"
    #: what stands between the first line and the addresses
    about: tuple[str, ...] = ()
    #: what `detail` adds for one in an asr-group
    asymmetric: tuple[str, ...] = ()


def interface(
    board: Board, running: Configuration, space: str, wanted: str = "", *, detail: bool = False
) -> list[str]:
    """`show interface`: all of a space, or the one of this name; nothing where there is none."""
    rows = [
        (number, row)
        for number, row in enumerate(_rows(board, running, space))
        if not wanted or wanted.lower() in (row.hardware.lower(), row.name.lower())
    ]
    return [line for number, row in rows for line in _printed(number, row, detail=detail)]


def asymmetric_statistics(board: Board, context: str, name: str) -> tuple[str, ...]:
    """What an interface in an asr-group has counted [M] (reference 4.5b, 9.4)."""
    figures = board.asymmetric.get((context, name), AsymmetricFigures())
    return (
        "  Asymmetrical Routing Statistics:",
        f"\tReceived {figures.received} packets",
        f"\tTransmitted {figures.transmitted} packets",
        f"\tDropped {figures.dropped} packets",
    )


def interface_ip_brief(board: Board, running: Configuration, space: str) -> list[str]:
    """`show interface ip brief`: a line for each."""
    lines = ["Interface                  IP-Address      OK? Method Status                Protocol"]
    for row in _rows(board, running, space):
        method = "CONFIG" if row.ip else "unset"
        cells = f"{row.hardware:<26} {row.ip or 'unassigned':<15} YES {method:<6}"
        lines.append(f"{cells} {row.status:<21} {_protocol(row)}")
    return lines


def _printed(number: int, row: _Row, *, detail: bool) -> Iterator[str]:
    yield f'Interface {row.hardware} "{row.name}", is {row.status}, line protocol is {_protocol(row)}'
    yield from row.about
    yield f"\tMAC address {row.mac}, MTU {row.mtu}"
    yield f"\tIP address {row.ip}, subnet mask {row.mask}" if row.ip else "\tIP address unassigned"
    if detail:
        config, state = ("active" if on else "not active" for on in (_is_on(row), row.status == "up"))
        yield "  Control Point Interface States:"
        yield f"\tInterface number is {number + 1}"
        yield f"\tInterface config status is {config}"
        yield f"\tInterface state is {state}"
        yield from row.asymmetric


def _is_on(row: _Row) -> bool:
    return not row.status.startswith("administratively")


def _protocol(row: _Row) -> str:
    return "up" if row.status == "up" else "down"


def _rows(board: Board, running: Configuration, space: str) -> Iterator[_Row]:
    return _system(board, running) if space == SYSTEM else _context(board, running, space)


def _context(board: Board, running: Configuration, context: str) -> Iterator[_Row]:
    """The interfaces that a context configures: with the addresses that this unit uses now."""
    active = board.passes(group_of(board, context))
    known = context_addresses(board.system, context, running, board.unit)
    named = {each.hardware: each for each in interface_settings(running)}
    allocated = next((each for each in context_settings(board.system) if each.name == context), None)
    if allocated is None:
        return  # a synchronisation has cleared the system space, and with it what the context has
    for block in running.headers("interface "):
        hardware = block.bare.split()[1]
        settings, real = named.get(hardware), real_name(allocated, hardware)
        if settings is None:
            mac = burned_in(board.unit, real)
            about = ("\tAvailable but not configured via nameif",)
            yield _Row(hardware, "", _status(board, block, real), mac, about=about)
        else:
            used = known[settings.name].used(active=active)
            mtu = (running.first(f"mtu {settings.name}") or "1500").split()[-1]
            counted = asymmetric_statistics(board, context, settings.name) if settings.asr_group else ()
            status = _status(board, block, real)
            row = _Row(hardware, settings.name, status, used.mac, mtu=mtu, asymmetric=counted)
            yield _with_address(row, used, settings.mask)


def _system(board: Board, running: Configuration) -> Iterator[_Row]:
    """The interfaces of the chassis, and what the failover and the state link use."""
    settings, links = failover_settings(running), link_addresses(running, board.unit)
    names = {link.hardware: link for link in (settings.link, settings.state_link) if link is not None}
    taken = {port for context in context_settings(running) for port in context.interfaces}
    for block in running.headers("interface "):
        hardware = block.bare.split()[1]
        row = _Row(
            hardware,
            "",
            _status(board, block, hardware),
            burned_in(board.unit, hardware),
            about=tuple(_about(block, hardware, free=hardware not in taken and hardware not in names)),
        )
        link = names.get(hardware)
        if link is None:
            yield row
        else:
            named = _Row(hardware, link.name, row.status, row.mac, mtu="1500", about=row.about)
            yield _with_address(named, links[link.name], link.mask)


def _about(block: Block, hardware: str, *, free: bool) -> Iterator[str]:
    if "." not in hardware:
        yield f"  Hardware is {CONTROLLER}"
        yield "\tAuto-Duplex(Full-duplex), Auto-Speed(1000 Mbps)"
    for child in block.children:
        if found := re.fullmatch(r"vlan (\d+)", child.bare):
            yield f"\tVLAN identifier {found[1]}"
    for child in block.children:
        if child.bare.startswith("description "):
            yield f"\tDescription: {child.bare.partition(' ')[2]}"
    if free:
        yield "\tAvailable for allocation to a context"


def _status(board: Board, block: Block, port: str) -> str:
    shut = any(child.bare == "shutdown" for child in block.children)
    if shut or not has_link(shut_ports(board.system), port):
        return "administratively down"
    return "up" if has_link(board.ports_down, port) else "down"


def _with_address(row: _Row, used: Address, mask: str) -> _Row:
    if used.ip in ("", UNASSIGNED):
        return row
    return replace(row, ip=used.ip, mask=mask)
