"""Which lines the pages have in which release of the software (reference 4.1)."""

from __future__ import annotations

import re

Release = tuple[int, int]

#: `MAC Address Move Notification Interval not set`: not in 9.1(5)16, in 9.2 [R] (reference 4.1)
MAC_MOVE_LINE: Release = (9, 2)
#: `Reconnect timeout`, `Serial Number`: not in 9.2(2)4, in 9.5 and 9.6 [R] (reference 4.1)
RECONNECT_LINE: Release = (9, 5)
SERIAL_LINE: Release = (9, 5)
#: the longer list of stateful objects [R] (reference 4.1.1)
MORE_OBJECTS: Release = (9, 5)
#: the column ``Mode`` of `show context` [M] (reference 4.8)
CONTEXT_MODE_COLUMN: Release = (8, 5)


def release(version: str) -> Release:
    """Major and minor number of a version such as ``9.1(5)16``; ``ValueError`` where they are missing."""
    numbers = re.match(r"(\d+)\.(\d+)", version)
    if numbers is None:
        raise ValueError(f"{version!r} is not a version such as '9.1(5)16'")
    return int(numbers[1]), int(numbers[2])


def image(version: str) -> str:
    """Name of the image file of a version: ``asa915-16-k8.bin`` for ``9.1(5)16`` [M]."""
    *numbers, last = re.findall(r"\d+", version)
    digits = "".join(numbers) + (f"-{last}" if len(numbers) > 2 else last)
    return f"asa{digits}-k8.bin"
