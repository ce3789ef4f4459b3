"""What a unit reads from servers and writes to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..device.flash import FileError
from ..device.urls import Url
from ..facts.files import FileProblem
from ..messages import (
    Abandon,
    Fetch,
    Fetched,
    Message,
    ServerSilent,
    Store,
    Stored,
    TransferBegins,
    TransferFailed,
)

if TYPE_CHECKING:
    from .actor import Unit


@dataclass(frozen=True, slots=True)
class Transfer:
    """One file under way. ``server`` is the actor, empty where there is no such server."""

    url: str
    server: str
    answer: Callable[[Any], None]


class Transfers:
    """Counts transfers over all lives of the unit: an answer to an earlier life finds nobody waiting."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.number = 0
        self.under_way: dict[int, Transfer] = {}

    def fetch(self, url: str, answer: Callable[[str | FileError], None]) -> None:
        """Read a file; ``answer`` is called with its text, or with why not."""
        self._begin(url, answer, Fetch)

    def store(self, url: str, text: str, answer: Callable[[FileError | None], None]) -> None:
        """Write a file; ``answer`` is called with None, or with why not."""
        self._begin(url, answer, lambda number, path: Store(number, path, text))

    def _begin(self, text: str, answer: Callable[[Any], None], build: Callable[[int, str], Message]) -> None:
        unit, url = self.unit, Url.parse(text) or Url("")
        server = f"server/{url.server}" if url.server in unit.pair.servers else ""
        self.number += 1
        self.under_way[self.number] = Transfer(text, server, answer)
        self._wait(self.number, unit.pair.server_timeout)
        if server:
            unit.send(server, build(self.number, url.path))

    def _wait(self, number: int, time: int) -> None:
        self.unit.after(time, f"transfer {number}", ServerSilent(number))

    def begins(self, message: TransferBegins) -> None:
        """The server has agreed: it is not missed before the transfer should be over."""
        if message.transfer in self.under_way:
            self._wait(message.transfer, message.time + self.unit.pair.server_timeout)

    def over(self, message: Fetched | Stored | TransferFailed) -> None:
        """The server has done it, or does not."""
        transfer = self.under_way.pop(message.transfer, None)
        if transfer is None:
            return
        self.unit.cancel(f"transfer {message.transfer}")
        if isinstance(message, Fetched):
            transfer.answer(message.text)
        elif isinstance(message, Stored):
            transfer.answer(None)
        else:
            transfer.answer(FileError(message.problem, transfer.url))

    def silent(self, message: ServerSilent) -> None:
        """The server has said nothing for too long."""
        transfer = self.under_way.pop(message.transfer)
        self._leave(message.transfer, transfer)
        transfer.answer(FileError(FileProblem.TIMED_OUT, transfer.url))

    def abandon(self) -> None:
        """The unit goes down: nobody waits, and nothing more is written."""
        for number, transfer in self.under_way.items():
            self._leave(number, transfer)
        self.under_way.clear()

    def _leave(self, number: int, transfer: Transfer) -> None:
        if transfer.server:
            self.unit.send(transfer.server, Abandon(number))
