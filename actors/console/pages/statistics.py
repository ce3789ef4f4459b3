"""The stateful part of the failover pages (reference 4.1, 4.1.1)."""

from __future__ import annotations

from ...device.board import Board
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


def system_statistics(board: Board) -> list[str]:
    """The last part of `show failover` in the system space, behind its empty line."""
    settings = failover_settings(board.system)
    if settings.state_link is None:
        return ["", HEADING, "        Link : Unconfigured."]
    link = settings.state_link
    shared = settings.link is not None and settings.link.name == link.name
    objects = OBJECTS_9_5 if release(board.version) >= MORE_OBJECTS else OBJECTS
    return [
        "",
        HEADING,
        f"        Link : {link.name} {link.hardware} ({link_word(board) if shared else 'up'})",
        _COLUMNS,
        *(_row(board, each) for each in objects),
        "",
        "        Logical Update Queue Information",
        "                        Cur     Max     Total",
        f"        Recv Q:         0       {min(board.received, 1):<8}{board.received}",
        f"        Xmit Q:         0       0       {board.sent}",
    ]


def context_statistics(board: Board, *, columns: bool = True) -> list[str]:
    """The last part of the pages of a context and of a group, behind its empty line [M] (reference 4.2)."""
    if failover_settings(board.system).state_link is None:
        return ["", HEADING, "        Status: Not Configured."]
    rows = [_row(board, each) for each in CONTEXT_OBJECTS]
    return ["", HEADING, "        Status: Configured.", *([_COLUMNS] if columns else []), *rows]


def _row(board: Board, name: str) -> str:
    """A row of figures: only failover commands are counted, no connection passes through this pair."""
    sent, received = (board.sent, board.received) if name == "sys cmd" else (0, 0)
    width = 8 if len(name) < 7 else 16  # captured: `SIP Tx` moves its figures one TAB stop to the left
    return f"        {name:<{width}}{sent:<11}{0:<11}{received:<11}0"
