"""What syslog hears of a command that was carried out (reference 7.3)."""

from __future__ import annotations

from ...device.configuration import hidden
from ...facts import syslog
from ...facts.commands import Mode
from ..desk import Clear, Desk, Dialogue, Enter, Log, Merge, Request
from ..parser import Parsed

#: What changes the running configuration; a command that was refused asks for none of these.
_CHANGES: tuple[type[Request], ...] = (Enter, Clear, Merge)


def logged(desk: Desk, parsed: Parsed, dialogue: Dialogue) -> Dialogue:
    """A dialogue of which syslog hears when it is over; one that ends in a reload never is."""
    was_configuring = Mode(desk.place.mode).is_configuration
    changed, answer = False, None
    while True:
        try:
            request = dialogue.send(answer)
        except StopIteration:
            break
        changed = changed or isinstance(request, _CHANGES)
        answer = yield request
    if Mode(desk.place.mode).is_configuration is not was_configuring:
        message = syslog.END_CONFIGURATION if was_configuring else syslog.BEGIN_CONFIGURATION
        yield Log(message, {"source": desk.source, "device": "terminal"})
    yield from _told(desk, hidden(parsed.text), changed=changed)


def _told(desk: Desk, command: str, *, changed: bool) -> Dialogue:
    if command.startswith("show "):
        yield Log(syslog.SHOWN, {"user": desk.user, "command": command})
        return
    yield Log(syslog.EXECUTED, {"user": desk.user, "command": command})
    if changed:
        program = "N/A" if desk.silent else "CLI"
        yield Log(syslog.CONFIGURED, {"user": desk.user, "program": program, "command": command})
