"""What follows from a configuration line once it is entered: lines of the device's own, and what it says.

``desk.settings`` and ``desk.contexts`` are those before the line, ``desk.board`` is as it is now.
"""

from __future__ import annotations

from collections.abc import Callable

from ...device.settings import failover_settings
from ...facts import texts
from ...rules.settings import FailoverSettings
from ..desk import Desk, Dialogue, Enter, Print, ReadRunning
from ..parser import Parsed

Within = tuple[str, ...]


def consequences(desk: Desk, parsed: Parsed, within: Within) -> Dialogue:
    """All that follows from a line that was entered in the mode of ``within``."""
    follows = _CONSEQUENCES.get(parsed.command.name)
    if follows is not None:
        yield from follows(desk, parsed, within)


def _context(desk: Desk, parsed: Parsed, _: Within) -> Dialogue:
    name = parsed.arguments["name"]
    if name not in desk.contexts:
        number = desk.board.context_numbers.get(name, 0)
        yield Print(texts.CONTEXT_CREATED.lines(context=name, number=number))


def _config_url(desk: Desk, parsed: Parsed, within: Within) -> Dialogue:
    """The admin context comes to life; a URL that cannot be fetched has been reported (reference 3.3)."""
    context = desk.contexts.get(within[-1].split()[1])
    if parsed.negated or context is None or context.url is not None or not context.is_admin:
        return
    if desk.board.contexts[context.name].lines:
        yield Print(texts.ADMIN_CREATED.lines(context=context.name, url=parsed.arguments["url"]))
    yield Print(texts.ADMIN_COMES_UP.lines())


def _failover_interface(desk: Desk, parsed: Parsed, _: Within) -> Dialogue:  # noqa: ARG001
    """An interface that becomes a failover link loses its own configuration and is described as one."""
    before, after = _descriptions(desk.settings), _descriptions(failover_settings(desk.board.system))
    for port in before:
        if port not in after:
            yield Enter("description", (f"interface {port}",), negated=True, implied=True)
    for port, description in after.items():
        if port not in before:
            yield from _cleared(desk, port)
            yield Print(texts.LAN_INTERFACE_CLEARED.lines(interface=port))
        yield Enter(f"description {description}", (f"interface {port}",), implied=True)


def _descriptions(settings: FailoverSettings) -> dict[str, str]:
    """By interface what the device writes below it [R] (reference 3.1), for a shared one [M]."""
    kinds: dict[str, list[str]] = {}
    for link, kind in ((settings.link, "LAN"), (settings.state_link, "STATE")):
        if link is not None and link.hardware:
            kinds.setdefault(link.hardware, []).append(kind)
    return {port: f"{'/'.join(kind)} Failover Interface" for port, kind in kinds.items()}


def _cleared(desk: Desk, port: str) -> Dialogue:
    for block in desk.board.system.headers("interface"):
        if block.children and block.bare.split(".")[0] == f"interface {port}":
            yield Enter(block.bare, (), negated=True, implied=True)
            yield Enter(block.bare, (), implied=True)


def _nameif(desk: Desk, parsed: Parsed, within: Within) -> Dialogue:
    """A named interface has a security level: 100 if it is called inside, else 0 [R] (reference 3.3)."""
    configuration = yield ReadRunning(desk.place.space)
    if parsed.negated or configuration.first("security-level", within) is not None:
        return
    name = parsed.arguments["name"]
    level = 100 if name.lower() == "inside" else 0
    yield Enter(f"security-level {level}", within, implied=True)
    yield Print(texts.SECURITY_LEVEL.lines(name=name, level=level))


def _ip_address(desk: Desk, parsed: Parsed, _: Within) -> Dialogue:
    if desk.settings.on and "address" in parsed.arguments and "standby" not in parsed.arguments:
        yield Print(() if parsed.negated else texts.NO_STANDBY_ADDRESS.lines())


_CONSEQUENCES: dict[str, Callable[[Desk, Parsed, Within], Dialogue]] = {
    "context": _context,
    "config-url": _config_url,
    "failover lan interface": _failover_interface,
    "failover link": _failover_interface,
    "nameif": _nameif,
    "ip address": _ip_address,
}
