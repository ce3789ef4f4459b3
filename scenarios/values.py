"""Values that a scenario writes in words of its own: times, sizes, shares, texts.

Each is an annotated type: what the program gets is a plain number or text, and the annotation says how it is
read from the file and what it looks like there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta

from asapair.actors.duration import duration

from .errors import ScenarioError
from .nodes import Scalar

#: A configuration file is at most this long, in bytes.
LONGEST_TEXT = 64 << 20

Reader = Callable[[Scalar], Any]


def read_by(reader: Reader, **schema: object) -> Meta:
    """An annotation: how the value is read (``ValueError`` says what is wrong), and its JSON Schema."""
    return Meta(extra={"reader": reader}, extra_json_schema={"type": "string", **schema})


def _duration(node: Scalar) -> int:
    return duration(node.text)


def _size(node: Scalar) -> int:
    found = re.fullmatch(r"(\d{1,12})\s*(B|KB|MB|GB)", node.text.strip(), re.IGNORECASE)
    if not found:
        raise ValueError(f"{node.text!r} is not a size: write '800B', '64KB', '1MB' or '2GB'")
    return int(found[1]) << {"B": 0, "KB": 10, "MB": 20, "GB": 30}[found[2].upper()]


def _share(node: Scalar) -> float:
    found = re.fullmatch(r"(\d{1,2}(?:\.\d{1,6})?)\s*%", node.text.strip())
    if not found:
        raise ValueError(f"{node.text!r} is not a share: write '5%', from 0% to less than 100%")
    return float(found[1]) / 100


def _words(node: Scalar) -> str:
    if not node.text.strip():
        raise ValueError("is empty, a text is needed")
    return node.text


def _port(node: Scalar) -> str:
    if not re.fullmatch(r"[A-Z][A-Za-z-]*\d+(/\d+)*(\.\d+)?", node.text.strip()):
        raise ValueError(f"{node.text!r} is no port: write it like 'Ethernet0', 'GigabitEthernet0/1.20'")
    return node.text.strip()


def _text(node: Scalar) -> str:
    name = node.text.strip()
    if "\n" in name or node.block or not (name.endswith((".cfg", ".txt")) or "/" in name):
        return node.text if node.text.endswith("\n") or not node.text else node.text + "\n"
    return text_of(Path(node.position.file).parent / name, node, name)


def _ip(node: Scalar) -> str:
    parts = node.text.strip().split(".")
    if len(parts) != 4 or not all(part.isascii() and part.isdecimal() and int(part) < 256 for part in parts):
        raise ValueError(f"{node.text!r} is no IP address: write it like '203.0.113.1'")
    return node.text.strip()


def _mac(node: Scalar) -> str:
    digits = re.sub(r"[.:-]", "", node.text.strip().lower())
    if not re.fullmatch("[0-9a-f]{12}", digits):
        raise ValueError(f"{node.text!r} is no MAC address: write it like '00a0.c900.0101'")
    return ".".join(digits[start : start + 4] for start in (0, 4, 8))


#: A length of time in ns, written ``250ms``, ``30s``, ``1m30s`` or ``2h``.
Duration = Annotated[
    int, read_by(_duration, pattern=r"^([0-9]+(\.[0-9]+)?(d|h|m|s|ms|us|ns))+$", examples=["1m30s"])
]
#: A number of bytes, written ``800B``, ``64KB``, ``1MB`` or ``2GB``; a KB is 1024 bytes.
Size = Annotated[int, read_by(_size, pattern="^[0-9]+(B|KB|MB|GB)$", examples=["1MB"])]
#: A part of something, written ``5%``; 0.05 as a number.
Share = Annotated[float, read_by(_share, pattern=r"^[0-9]{1,2}(\.[0-9]+)?%$", examples=["5%"])]
#: A text that is not empty.
Words = Annotated[str, read_by(_words, minLength=1)]
#: A physical interface or a subinterface, as the configuration calls it.
PortName = Annotated[str, read_by(_port, examples=["Ethernet0", "GigabitEthernet0/1.20"])]
#: An IP address, as the device prints it.
IpAddress = Annotated[str, read_by(_ip, examples=["203.0.113.1"])]
#: A MAC address, written with dots, colons or dashes; with dots as the device prints it.
MacAddress = Annotated[str, read_by(_mac, examples=["00a0.c900.0101"])]
#: A text of lines: written as a block, or the name of a file. One line that ends in ``.cfg`` or ``.txt`` or
#: holds a ``/`` is the name of a file, relative to the folder of the scenario; all else is the text itself.
Text = Annotated[str, read_by(_text, examples=["system.cfg", "hostname asa\n"])]


def text_of(path: Path, node: Scalar, name: str) -> str:
    """The text of a configuration file; ``ScenarioError`` at ``node`` if there is none."""

    def refused(problem: str) -> ScenarioError:
        return ScenarioError(node.position, f"{name}: {problem}")

    try:
        with path.open("rb") as file:
            data = file.read(LONGEST_TEXT + 1)
    except FileNotFoundError:
        raise refused(
            f"no such file in {path.parent} (a text itself is written as a block, behind |)"
        ) from None
    except (OSError, ValueError) as error:
        raise refused(f"cannot read the file: {getattr(error, 'strerror', None) or error}") from None
    if len(data) > LONGEST_TEXT:
        raise refused(f"longer than {LONGEST_TEXT >> 20} MB")
    odd = re.search(rb"[^\t\n\r\x0c\x1b\x20-\xff]", data)
    if odd:
        line = data.count(b"\n", 0, odd.start()) + 1
        raise refused(f"not a text file: byte 0x{odd[0][0]:02x} in line {line}")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refused(f"not a text file: bytes in line {line} are not UTF-8") from None
