"""`show version` and `show clock`, shortened to what belongs to a failover pair [M]."""

from __future__ import annotations

from ...device.board import Board
from ...device.settings import hostname
from ...duration import DAY, HOUR, MINUTE, SECOND
from .releases import image


def version(board: Board, now: int, context: str | None = None) -> list[str]:
    """`show version`; a context has no image, no file and no licence of its own."""
    up = uptime(now - board.booted_at)
    if context is not None:
        return [
            "",
            f"Cisco Adaptive Security Appliance Software Version {board.version} <context>",
            "",
            f"{board.contexts[context].hostname} up {up}",
            f"failover cluster up {up}",
            "",
            f"Hardware:   {board.model.hardware}",
        ]
    return [
        "",
        f"Cisco Adaptive Security Appliance Software Version {board.version} <system>",
        "",
        f'System image file is "disk0:/{image(board.version)}"',
        'Config file at boot was "startup-config"',
        "",
        f"{hostname(board.system)} up {up}",
        f"failover cluster up {up}",
        "",
        f"Hardware:   {board.model.hardware}",
        f"Internal ATA Compact Flash, {board.model.flash_bytes >> 20}MB",
        "",
        "Licensed features for this platform:",
        f"{'Failover':<34}: {'Active/Active':<15}perpetual",
        f"{'Security Contexts':<34}: {board.context_limit:<15}perpetual",
        "",
        "Configuration register is 0x1",
    ]


def clock(board: Board, now: int) -> list[str]:
    """`show clock`: ``08:16:48.578 UTC Tue Oct 10 2023``."""
    return [board.calendar.written(now)]


def uptime(nanoseconds: int) -> str:
    """The two largest units of a time in which something was up: ``2 mins 14 secs``, ``1 day 3 hours``."""
    sizes = ((DAY, "day"), (HOUR, "hour"), (MINUTE, "min"), (SECOND, "sec"))
    counts = []
    for size, unit in sizes:
        count, nanoseconds = divmod(nanoseconds, size)
        counts.append((count, unit))
    first = next((index for index, (count, _) in enumerate(counts) if count), len(counts) - 1)
    return " ".join(f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in counts[first : first + 2])
