"""`show failover interface` (reference 4.5)."""

from __future__ import annotations

from collections.abc import Iterator

from ...device.board import Board
from ...device.settings import failover_settings
from ...facts.states import Role
from ...rules.settings import LanInterface


def failover_interface(board: Board) -> list[str]:
    """The failover link and, where it is another one, the state link, with both units' addresses [M]."""
    settings = failover_settings(board.system)
    links = [link for link in (settings.link, settings.state_link) if link is not None]
    if len(links) == 2 and links[0].name == links[1].name:
        links.pop()
    return [line for link in links for line in _link(link, settings.role)]


def _link(link: LanInterface, role: Role) -> Iterator[str]:
    """The system's address is always the primary's."""
    addresses = {Role.PRIMARY: link.primary_address, Role.SECONDARY: link.secondary_address}
    yield f"        interface {link.name} {link.hardware}"
    yield f"                System IP Address: {link.primary_address} {link.mask}".rstrip()
    yield f"                My IP Address    : {addresses[role]}"
    yield f"                Other IP Address : {addresses[role.other]}"
