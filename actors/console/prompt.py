"""What stands before the line that a person types (reference 3.3, 4.8)."""

from __future__ import annotations

from ..device.board import Board
from ..device.settings import context_settings, failover_settings, hostname
from ..facts.states import Role, State

#: What `prompt` has to say in multiple mode unless told otherwise [R-img] (reference 4.8).
DEFAULT_WORDS = ("hostname", "context")
SYSTEM = "system"


def prompt(board: Board, mode: str, space: str) -> str:
    """The prompt in a mode and a space, with the blank behind it: ``ciscoasa/ctx1(config-if)# ``.

    ``mode`` is ``user``, ``privileged``, or what the device puts in brackets (``config``, ``config-if``,
    ``config-fover-group``); ``space`` is ``system`` or the name of a context. The hostname is the system's.
    """
    line = board.system.first("prompt")
    words = line.split()[1:] if line else DEFAULT_WORDS
    name = "/".join(found for word in words if (found := _word(board, word, space)))
    return f"{name}{_ending(mode)} "


def _ending(mode: str) -> str:
    if mode == "user":
        return ">"
    return "#" if mode == "privileged" else f"({mode})#"


def _word(board: Board, word: str, space: str) -> str:
    """What a keyword prints; ``context`` nothing in the system space [R], ``slot`` nothing at all [M]."""
    match word:
        case "hostname":
            return hostname(board.system)
        case "context":
            return "" if space == SYSTEM else space
        case "domain":
            return (board.system.first("domain-name") or "").partition(" ")[2]
        case "priority":
            return "pri" if failover_settings(board.system).role is Role.PRIMARY else "sec"
        case "state":
            return _state(board, space)
        case _:
            return ""


def _state(board: Board, space: str) -> str:
    """Group 1's role here in the system space, in a context that of its group [I] (reference 4.8)."""
    group = next((each.group for each in context_settings(board.system) if each.name == space), 1)
    card = board.groups[group]
    if card.state is State.DISABLED:
        return "stbyNoFailover" if card.idle else "actNoFailover"
    return "act" if card.state.is_active else "stby"
