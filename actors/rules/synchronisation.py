"""What a receiver keeps while it clears, and how long its last steps take (reference 1.4, 14)."""

from __future__ import annotations

from ..duration import MILLISECOND, SECOND
from .transitions import Walk

#: Time (ns) from the step named to the next one: in a capture the file system takes less than a second, the
#: bulk synchronisation depends on the connections (reference 1.4) [R for the order, I for the times].
SYNC_STEP_TIMES = {Walk.SYNC_FILE_SYSTEM: 500 * MILLISECOND, Walk.BULK_SYNC: 1 * SECOND}

#: How long (ns) a receiver waits for the next part of a stream; releases with 105022 name it so (reference
#: 5.4) [V].
STREAM_PATIENCE = 60 * SECOND

#: The one line in which the two configurations differ.
OWN_LINE = "failover lan unit "


def kept_on_clearing(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of a system configuration that a receiver needs to reach its mate."""
    link = next((line.split() for line in lines if line.startswith("failover lan interface ")), [])
    name, hardware = (link[3], link[4]) if len(link) > 4 else ("", "")
    kept: list[str] = []
    in_link_interface = False
    for line in lines:
        if line.startswith("interface "):
            in_link_interface = line.split()[1] == hardware
        elif not line.startswith(" "):
            in_link_interface = False
        if in_link_interface or _keeps(line, name):
            kept.append(line)
    return tuple(kept)


def _keeps(line: str, link: str) -> bool:
    return line.strip() == "failover" or line.startswith(
        (
            OWN_LINE,
            "failover polltime ",
            "failover lan interface ",
            f"failover interface ip {link} ",
            "failover key ",
        )
    )


def with_own_lines(received: tuple[str, ...], mine: tuple[str, ...]) -> tuple[str, ...]:
    """The received system configuration with this unit's own ``failover lan unit``.

    In place of the mate's, or, where the mate leaves it out as its default, before the failover interface.
    """
    own = next((line for line in mine if line.startswith(OWN_LINE)), f"{OWN_LINE}secondary")
    if any(line.startswith(OWN_LINE) for line in received) or own not in mine:
        return tuple(own if line.startswith(OWN_LINE) else line for line in received)
    lan = (at for at, line in enumerate(received) if line.startswith("failover lan interface "))
    here = next(lan, len(received))
    return (*received[:here], own, *received[here:])
