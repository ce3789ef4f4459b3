"""The stateful part of the failover pages (reference 4.1, 4.1.1)."""

from __future__ import annotations

from collections.abc import Iterable

from ...device.board import Board, Figures
from ...device.settings import failover_settings
from .releases import MORE_OBJECTS, release

HEADING = "Stateful Failover Logical Update Statistics"

_COMMON = (
    "General",
    "sys cmd",
    "up time",
    "RPC services",
    "TCP conn",
    "UDP conn",
    "ARP tbl",
    "Xlate_Timeout",
    "IPv6 ND tbl",
    "VPN IKEv1 SA",
    "VPN IKEv1 P2",
    "VPN IKEv2 SA",
    "VPN IKEv2 P2",
    "VPN CTCP upd",
    "VPN SDI upd",
    "VPN DHCP upd",
    "SIP Session",
)
#: As 8.4(5) lists them [R]; 9.1 has no capture of its own.
OBJECTS = (*_COMMON, "Route Session", "User-Identity")
#: As 9.5 lists them [R].
OBJECTS_9_5 = (
    *_COMMON,
    "SIP Tx",
    "SIP Pinhole",
    "Route Session",
    "Router ID",
    "User-Identity",
    "CTS SGTNAME",
    "CTS PAC",
    "TrustSec-SXP",
    "IPv6 Route",
    "STS Table",
)
#: What belongs to a context, and so stands on a context's page [M] (reference 4.2).
CONTEXT_OBJECTS = ("RPC services", "TCP conn", "UDP conn", "ARP tbl", "Xlate_Timeout")

_COLUMNS = "        Stateful Obj    xmit       xerr       rcv        rerr"


def link_word(board: Board) -> str:
    """How the failover link is, as the pages put it in brackets [M] for the last (reference 4.1)."""
    return {"up": "up", "down": "down"}.get(board.link, "Failed - No Switchover")


def state_link_word(board: Board) -> str:
    """How the state link is: that of the failover link where they are one [M] (reference 4.1)."""
    if failover_settings(board.system).shares_link:
        return link_word(board)
    return "up" if board.state_link == "up" else "Failed"


def system_statistics(board: Board) -> list[str]:
    """The last part of `show failover` in the system space, behind its empty line."""
    link = failover_settings(board.system).state_link
    if link is None:
        return ["", HEADING, "        Link : Unconfigured."]
    objects = OBJECTS_9_5 if release(board.version) >= MORE_OBJECTS else OBJECTS
    figures = [_figures(board, each) for each in objects]
    received, sent = (
        sum(values) for values in zip(*((each.rcv, each.xmit) for each in figures), strict=True)
    )
    return [
        "",
        HEADING,
        f"        Link : {link.name} {link.hardware} ({state_link_word(board)})",
        _COLUMNS,
        *map(_row, objects, figures),
        "",
        "        Logical Update Queue Information",
        "                        Cur     Max     Total",
        f"        Recv Q:         0       {min(received, 1):<8}{received}",
        f"        Xmit Q:         0       0       {sent}",
    ]


def context_statistics(board: Board, contexts: Iterable[str], *, columns: bool = True) -> list[str]:
    """The last part of the pages of a context and of a group, behind its empty line [M] (reference 4.2)."""
    if failover_settings(board.system).state_link is None:
        return ["", HEADING, "        Status: Not Configured."]
    counted = tuple(contexts)
    rows = [_row(each, _sum(board, each, counted)) for each in CONTEXT_OBJECTS]
    return ["", HEADING, "        Status: Configured.", *([_COLUMNS] if columns else []), *rows]


def _figures(board: Board, name: str) -> Figures:
    """A row of the unit: failover messages are its own, all else is the sum over contexts."""
    if name == "sys cmd":
        return Figures(xmit=board.sent, rcv=board.received)
    return _sum(board, name, {context: None for context, _ in board.updates})


def _sum(board: Board, name: str, contexts: Iterable[str]) -> Figures:
    found = [board.updates[context, name] for context in contexts if (context, name) in board.updates]
    return Figures(
        sum(each.xmit for each in found),
        sum(each.xerr for each in found),
        sum(each.rcv for each in found),
        sum(each.rerr for each in found),
    )


def _row(name: str, figures: Figures) -> str:
    width = 8 if len(name) < 7 else 16  # captured: `SIP Tx` moves its figures one TAB stop to the left
    return f"        {name:<{width}}{figures.xmit:<11}{figures.xerr:<11}{figures.rcv:<11}{figures.rerr}"
