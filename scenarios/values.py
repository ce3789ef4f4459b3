"""Values that a scenario writes in words of its own: times, sizes, shares, configuration texts."""

# ruff: noqa: D102, SLOT000  # each kind reads itself; schema is an attribute of the class

from __future__ import annotations

import re
from abc import abstractmethod
from pathlib import Path
from typing import Any, ClassVar

from asapair.actors.duration import duration

from .errors import ScenarioError
from .nodes import Scalar

#: A configuration file is at most this long, in bytes.
LONGEST_TEXT = 64 << 20


class Value:
    """Base of the values that read themselves from the text in the file."""

    #: what the text looks like, for the JSON Schema
    schema: ClassVar[dict[str, Any]] = {"type": "string"}

    @classmethod
    @abstractmethod
    def read(cls, node: Scalar) -> Any:
        """The value; ``ValueError`` says what is wrong with the text."""


class Duration(Value, int):
    """A length of time in ns, written ``250ms``, ``30s``, ``1m30s`` or ``2h``."""

    schema: ClassVar[dict[str, Any]] = {
        "type": "string",
        "pattern": r"^([0-9]+(\.[0-9]+)?(d|h|m|s|ms|us|ns))+$",
        "examples": ["1m30s"],
    }

    @classmethod
    def read(cls, node: Scalar) -> Duration:
        return cls(duration(node.text))


class Size(Value, int):
    """A number of bytes, written ``800B``, ``64KB``, ``1MB`` or ``2GB``; a KB is 1024 bytes."""

    schema: ClassVar[dict[str, Any]] = {
        "type": "string",
        "pattern": "^[0-9]+(B|KB|MB|GB)$",
        "examples": ["1MB"],
    }

    @classmethod
    def read(cls, node: Scalar) -> Size:
        found = re.fullmatch(r"(\d{1,12})\s*(B|KB|MB|GB)", node.text.strip(), re.IGNORECASE)
        if not found:
            raise ValueError(f"{node.text!r} is not a size: write '800B', '64KB', '1MB' or '2GB'")
        return cls(int(found[1]) << {"B": 0, "KB": 10, "MB": 20, "GB": 30}[found[2].upper()])


class Share(Value, float):
    """A part of something, written ``5%``; 0.05 as a number."""

    schema: ClassVar[dict[str, Any]] = {
        "type": "string",
        "pattern": r"^[0-9]+(\.[0-9]+)?%$",
        "examples": ["5%"],
    }

    @classmethod
    def read(cls, node: Scalar) -> Share:
        found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,6})?)\s*%", node.text.strip())
        if not found or float(found[1]) >= 100:
            raise ValueError(f"{node.text!r} is not a share: write '5%', from 0% to less than 100%")
        return cls(float(found[1]) / 100)


class Words(Value, str):
    """A text that says something."""

    schema: ClassVar[dict[str, Any]] = {"type": "string", "minLength": 1}

    @classmethod
    def read(cls, node: Scalar) -> Words:
        if not node.text.strip():
            raise ValueError("is empty, a text is needed")
        return cls(node.text)


class Text(Value, str):
    """A text of lines: written as a block, or the name of a file beside the scenario.

    One line that ends in ``.cfg`` or ``.txt`` or holds a ``/`` is the name of a file, relative to the folder
    of the scenario; everything else is the text itself.
    """

    schema: ClassVar[dict[str, Any]] = {
        "type": "string",
        "minLength": 1,
        "examples": ["system.cfg", "hostname asa\n"],
    }

    @classmethod
    def read(cls, node: Scalar) -> Text:
        name = node.text.strip()
        if "\n" in name or node.block or not (name.endswith((".cfg", ".txt")) or "/" in name):
            return cls(node.text if node.text.endswith("\n") or not node.text else node.text + "\n")
        return cls(_text_of(Path(node.position.file).parent / name, node, name))


def _text_of(path: Path, node: Scalar, name: str) -> str:
    """The text of a configuration file; ``ScenarioError`` at ``node`` if there is none."""

    def refused(problem: str) -> ScenarioError:
        return ScenarioError(node.position, f"{name}: {problem}")

    try:
        with path.open("rb") as file:
            data = file.read(LONGEST_TEXT + 1)
    except FileNotFoundError:
        raise refused(
            f"no such file in {path.parent} (a text of one's own is written as a block, behind |)"
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
