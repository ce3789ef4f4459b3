"""A server in the network, from which both units read files and to which they write them."""

from __future__ import annotations

from .device.flash import FileError, size_of
from .device.urls import file_on_server
from .duration import SECOND
from .facts.files import FileProblem
from .messages import (
    Abandon,
    Fetch,
    Fetched,
    SetServer,
    Store,
    Stored,
    TransferBegins,
    TransferFailed,
    TransferOver,
)
from .runtime import Actor, handles
from .signals import ServerFileChanged
from .spec import ServerSpec


class FileServer(Actor):
    """Holds files by path; ``url`` is its own, such as ``tftp://10.0.0.5`` (reference 14.15).

    A file is read or written whole, when its transfer is over. While the server cannot be reached it says
    nothing. Names, passwords and options of a URL do not matter; over http and https nothing is written.
    """

    def __init__(self, url: str, spec: ServerSpec) -> None:
        super().__init__()
        self.url, self.spec, self.up = url, spec, spec.up
        self.is_read_only = url.startswith("http")
        self.files = {file_on_server(path): text for path, text in spec.files.items()}
        #: what is being carried, by unit and number
        self.transfers: dict[tuple[str, int], Fetch | Store] = {}

    @handles(Fetch, Store)
    def begin(self, message: Fetch | Store) -> None:
        """Agree to a transfer, or refuse it."""
        if not self.up:
            return
        try:
            size = self._size(message)
        except FileError as error:
            self._answer(TransferFailed(message.transfer, error.problem))
            return
        time = self.spec.latency + size * SECOND // self.spec.rate
        self.transfers[self.sender, message.transfer] = message
        self._answer(TransferBegins(message.transfer, time))
        self.after(time, _key(self.sender, message.transfer), TransferOver(self.sender, message.transfer))

    def _size(self, message: Fetch | Store) -> int:
        """Bytes to carry."""
        path = file_on_server(message.path)
        if isinstance(message, Store):
            if self.is_read_only:
                raise FileError(FileProblem.READ_ONLY, path)
            return size_of(message.text)
        if path not in self.files:
            raise FileError(FileProblem.NOT_FOUND, path)
        return size_of(self.files[path])

    def _answer(self, message: TransferBegins | TransferFailed) -> None:
        self.send(self.sender, message, self.spec.latency)

    @handles(TransferOver)
    def end(self, message: TransferOver) -> None:
        """All has been carried: now the file is there, on one side or the other."""
        transfer = self.transfers.pop((message.unit, message.transfer))
        path = file_on_server(transfer.path)
        if isinstance(transfer, Fetch):
            self.send(message.unit, Fetched(message.transfer, self.files[path]))
            return
        self.files[path] = transfer.text
        self.emit(ServerFileChanged(message.unit, self.url, path, transfer.text))
        self.send(message.unit, Stored(message.transfer))

    @handles(Abandon)
    def abandon(self, message: Abandon) -> None:
        """A unit wants no more of a transfer: a file that it was writing stays as it was."""
        if self.transfers.pop((self.sender, message.transfer), None) is not None:
            self.cancel(_key(self.sender, message.transfer))

    @handles(SetServer)
    def set_up(self, message: SetServer) -> None:
        """It can be reached, or no longer."""
        self.up = message.up
        if not self.up:
            self.transfers.clear()
            self.renew()


def _key(unit: str, transfer: int) -> str:
    return f"{unit} {transfer}"
