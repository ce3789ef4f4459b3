"""Reads a run log, and notices when it is not what was written: each complaint names the line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeVar
from zlib import crc32

import msgspec

from asapair.actors.runtime import OUTSIDE

from .errors import LogUnreadableError
from .format import FORMAT, VERSION, Delivery, End, Header, Seal

#: Bytes of a line; the longest are headers with large configurations.
LONGEST_LINE = 64 * 2**20

CUT_SHORT = "the run was cut short: the closing record is missing"

HEADER, END, SEAL = b'{"is":"header"', b'{"is":"end"', b'{"is":"seal"'

T = TypeVar("T")
#: number from 1, bytes without the line end
Line = tuple[int, bytes]


class _AnyHeader(msgspec.Struct, tag="header", tag_field="is"):
    """What the first line has in every version of the format."""

    format: str
    version: int


_any_header = msgspec.json.Decoder(_AnyHeader)
_header = msgspec.json.Decoder(Header)
_delivery = msgspec.json.Decoder(Delivery)
_end = msgspec.json.Decoder(End)
_seal = msgspec.json.Decoder(Seal)


class _Order:
    """Steps follow each other, causes come first, time does not go back.

    In a live run that holds for the time of each actor: one may be ahead of what another has still to take.
    """

    def __init__(self, *, live: bool, step: int = 0) -> None:
        self.live, self.step = live, step
        #: the latest instant of all
        self.now = 0
        self._instants: dict[str, int] = {}

    def check(self, delivery: Delivery, number: int) -> None:
        """Take the next delivery, which stands in this line."""
        last = self._instants.get(delivery.receiver, 0) if self.live else self.now
        if delivery.step != self.step + 1:
            raise LogUnreadableError(number, f"step {delivery.step} follows step {self.step}")
        if delivery.now < last:
            raise LogUnreadableError(number, f"time goes back, from {last} ns to {delivery.now} ns")
        if delivery.sender == OUTSIDE and delivery.cause:
            why = f"an input has no cause, and this one names step {delivery.cause}"
            raise LogUnreadableError(number, why)
        if delivery.cause >= delivery.step:
            why = f"step {delivery.step} comes before its cause, step {delivery.cause}"
            raise LogUnreadableError(number, why)
        self.step, self.now = delivery.step, max(self.now, delivery.now)
        self._instants[delivery.receiver] = delivery.now

    def check_end(self, end: End, number: int) -> None:
        """Take the closing record, which stands in this line."""
        if end.steps != self.step:
            raise LogUnreadableError(number, f"the run had {end.steps} deliveries, there are {self.step}")
        if end.now < self.now:
            why = f"the run ended at {end.now} ns, its last delivery was at {self.now} ns"
            raise LogUnreadableError(number, why)


class RunLog:
    """A run log that has been read through once: whole, as it was written, and in order.

    Anything else is a ``LogUnreadableError``.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.header: Header
        self.end: End
        #: the number of the line that holds it
        self.end_line = 0
        for _ in self.deliveries():
            pass

    def deliveries(self) -> Iterator[tuple[int, Delivery]]:
        """Each delivery with the number of its line, in order of steps; the file is read again."""
        try:
            with self.path.open("rb") as file:
                yield from self._records(_sealed(_lines(file)))
        except OSError as error:
            raise LogUnreadableError(0, f"cannot be read: {error.strerror or error}", self.path) from error
        except LogUnreadableError as error:
            error.path = self.path
            raise

    def _records(self, lines: Iterable[Line]) -> Iterator[tuple[int, Delivery]]:
        order, over = _Order(live=False), False
        for number, line in lines:
            if number == 1:
                self.header = _decoded(_header, number, line)
                order.live = self.header.live
            elif over:
                raise LogUnreadableError(
                    number, "it follows the closing record: are there two logs in the file?"
                )
            elif line.startswith(END):
                self.end, self.end_line, over = _decoded(_end, number, line), number, True
                order.check_end(self.end, number)
            else:
                delivery = _decoded(_delivery, number, line)
                order.check(delivery, number)
                yield number, delivery


def _lines(file: BinaryIO) -> Iterator[Line]:
    """The lines of a file; the first must look like a header, the last must have its line end."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if number == 1:
            _check_format(line)
        if not line.endswith(b"\n"):
            raise LogUnreadableError(
                number, "too long for a record" if len(line) > LONGEST_LINE else CUT_SHORT
            )
        yield number, line[:-1].removesuffix(b"\r")
    if not number:
        raise LogUnreadableError(1, "the file is empty")


def _sealed(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines that are no seals, each block of them once the seal below it has been compared.

    The last of them has to be the closing record.
    """
    block: list[Line] = []
    number, checksum, closed = 0, 0, False
    for number, line in lines:
        if line.startswith(SEAL):
            _check_seal(_decoded(_seal, number, line), number, checksum, block)
            yield from block
            closed = bool(block) and block[-1][1].startswith(END)
            block = []
        else:
            _check_kind(number, line)
            block.append((number, line))
        checksum = crc32(b"\n", crc32(line, checksum))
    if block or not closed:
        raise LogUnreadableError(number, CUT_SHORT)


def _check_format(line: bytes) -> None:
    if line.startswith(b"\x1f\x8b"):
        raise LogUnreadableError(1, "the file is compressed: unpack it with gunzip first")
    if not line.startswith(HEADER):
        raise LogUnreadableError(1, "this is no run log: a header is missing")
    found = _decoded(_any_header, 1, line.rstrip(b"\r\n"))
    if found.format != FORMAT:
        raise LogUnreadableError(1, f"this is no run log: its format is {found.format!r}, not {FORMAT!r}")
    if found.version != VERSION:
        raise LogUnreadableError(1, f"its version is {found.version}, and this asapair reads {VERSION}")


def _check_kind(number: int, line: bytes) -> None:
    if line.startswith(HEADER) and number > 1:
        raise LogUnreadableError(number, "a second header: are there two logs in the file?")
    if not line.startswith((b"[", HEADER, END)):
        raise LogUnreadableError(number, "no record of a run log looks like this")


def _check_seal(seal: Seal, number: int, checksum: int, block: list[Line]) -> None:
    """Compare a seal with the lines above it; name the damaged one if that can be told, or else the block."""
    if seal == Seal(number - 1, checksum):
        return
    order: _Order | None = None
    for inside, line in block:
        if line.startswith(b"["):
            delivery = _decoded(_delivery, inside, line)
            order = order or _Order(live=True, step=delivery.step - 1)
            order.check(delivery, inside)
    first = block[0][0] if block else number
    if seal.lines != number - 1:
        raise LogUnreadableError(first, f"the seal in line {number} counts {seal.lines} lines above it")
    raise LogUnreadableError(first, f"one of the lines {first} to {number} is not what was written")


def _decoded(decoder: msgspec.json.Decoder[T], number: int, line: bytes) -> T:
    try:
        if not line.isascii():
            line.decode()
        return decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LogUnreadableError(number, str(error)) from error
    except RecursionError as error:
        raise LogUnreadableError(number, "nested too deeply for a record") from error
