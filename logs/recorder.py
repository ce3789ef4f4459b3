"""Writes a run into a run log while it happens."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import metadata
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self
from zlib import crc32

from asapair.actors import Pair
from asapair.actors.defaults import default_spec
from asapair.actors.runtime import ActorFailedError, LivelockError
from asapair.actors.spec import PairSpec

from .errors import LogWriteError
from .format import FORMAT, VERSION, End, Failure, Header, How, Seal, encoder

#: Deliveries that are written and sealed together.
BLOCK = 64

#: What keeps a value from being text: an unknown type, half a surrogate pair.
ENCODING_ERRORS = (TypeError, ValueError, OverflowError)

Record = tuple[int, int, str, str, int, object, list[Any]]


class Recorded(Protocol):
    """What a recorder asks of a run that is over; a ``Pair`` has it."""

    @property
    def now(self) -> int:
        """Virtual time in ns."""

    @property
    def steps(self) -> int:
        """Deliveries."""

    def digest(self) -> str:
        """A fingerprint of the run."""

    def outcome(self) -> str:
        """A fingerprint of where it has come to."""


class Recorder:
    """Takes one record a delivery and writes them in blocks.

    Use it in a ``with`` block around the run, and call :meth:`finish` when the run is over; if the block is
    left without that, the log says how it ended. ``LogWriteError`` as soon as the file cannot be written.
    ``live`` says that threads run the pair: they hold a lock while they call :meth:`delivery`, in any order
    of steps.
    """

    def __init__(
        self,
        path: str | Path,
        spec: PairSpec,
        *,
        seed: int = 0,
        live: bool = False,
        scenario: str = "",
        title: str = "",
    ) -> None:
        self.path = Path(path)
        self.live = live
        #: deliveries written so far
        self.steps = 0
        #: virtual time (ns) of the last of them
        self.now = 0
        self._pending: list[Record] = []
        self._block = BLOCK
        self._lines = self._checksum = 0
        try:
            self._file = self.path.open("wb")
        except OSError as error:
            raise LogWriteError(self.path, _reason(error)) from error
        self._write([Header(FORMAT, VERSION, version(), scenario, title, seed, live, spec)])

    def delivery(
        self, step: int, now: int, sender: str, receiver: str, cause: int, message: object, effects: list[Any]
    ) -> None:
        """Take one delivery from the runtime; ``effects`` is the recorder's from now on."""
        pending = self._pending
        pending.append((step, now, sender, receiver, cause, message, effects))
        if len(pending) >= self._block:
            self._write_block()

    def finish(self, run: Recorded) -> None:
        """Close the log of a run that is over; ``ValueError`` if this recorder did not see all of it."""
        self._write_pending()
        if self.steps != run.steps:
            raise ValueError(
                f"the run has {run.steps} deliveries, of which {self.steps} were recorded: give the recorder"
                " to the pair when it is built"
            )
        prints = (None, None) if self.live else (run.digest(), run.outcome())
        self._close(End("finished", run.steps, run.now, *prints))

    def fail(self, error: BaseException) -> None:
        """Close the log of a run that ``error`` ended, with all that happened until then."""
        self._write_pending()
        self._close(_ending(error, self.steps, self.now))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._file.closed:
            return
        if error is None:
            self.fail(RuntimeError("the recorder was closed before the run was finished"))
            return
        try:
            self.fail(error)
        except LogWriteError as another:
            error.add_note(str(another))

    # -- lines -----------------------------------------------------------------------------------

    def _write_block(self) -> None:
        if self._file.closed:
            raise LogWriteError(self.path, "it is closed, and the run goes on")
        self._write_pending()
        self._seal()

    def _write_pending(self) -> None:
        records, self._pending = self._pending, []
        if self.live:
            records, self._pending = _in_order(records, self.steps + 1)
        if records:
            self._write(records)
            self.steps += len(records)
            self.now = max(self.now, *(record[1] for record in records))

    def _seal(self) -> None:
        self._write([Seal(self._lines, self._checksum)])

    def _write(self, values: list[Any]) -> None:
        try:
            text = encoder.encode_lines(values)
            self._file.write(text)
        except OSError as error:
            raise self._broken(_reason(error)) from error
        except ENCODING_ERRORS as error:
            raise self._broken(_unwritable(values, error)) from error
        self._lines += len(values)
        self._checksum = crc32(text, self._checksum)

    def _close(self, end: End) -> None:
        self._write([end])
        self._seal()
        self._block = 1  # one more delivery is an error at once
        try:
            self._file.close()
        except OSError as error:
            raise self._broken(_reason(error)) from error

    def _broken(self, why: str) -> LogWriteError:
        """Give the file up: nothing more is written to it."""
        self._block = 1
        with suppress(OSError):
            self._file.close()
        return LogWriteError(self.path, why)


@contextmanager
def record(
    path: str | Path,
    spec: PairSpec | None = None,
    *,
    seed: int = 0,
    scenario: str = "",
    title: str = "",
    live: bool = False,
    speed: float = 1.0,
) -> Iterator[Pair]:
    """A pair whose run goes into a log, which is complete when the ``with`` block is left.

    ``spec`` defaults to the configuration that the package brings; ``live`` and ``speed`` are those of the
    pair.
    """
    spec = spec or default_spec()
    with Recorder(path, spec, seed=seed, live=live, scenario=scenario, title=title) as recorder:
        with Pair(spec, seed=seed, recorder=recorder, live=live, speed=speed) as pair:
            yield pair
        recorder.finish(pair)


def _in_order(records: list[Record], first: int) -> tuple[list[Record], list[Record]]:
    """The records that follow each other from step ``first``, and those that wait for one in the making."""
    records.sort(key=itemgetter(0))
    count = next((index for index, record in enumerate(records) if record[0] != first + index), len(records))
    return records[:count], records[count:]


def _unwritable(values: list[Any], error: Exception) -> str:
    """Which of the values cannot be text, and why."""
    first = next((value for value in values if not _is_writable(value)), None)
    return f"step {first[0]}, {first[3]}: {error}" if isinstance(first, tuple) else str(error)


def _is_writable(value: object) -> bool:
    try:
        encoder.encode(value)
    except ENCODING_ERRORS:
        return False
    return True


def _ending(error: BaseException, steps: int, now: int) -> End:
    """The closing record of a run that an error ended."""
    if isinstance(error, ActorFailedError):
        cause = error.__cause__ or error
        return End("failed", steps, now, failure=Failure(type(cause).__name__, str(cause), error.actor))
    how: How = "failed" if isinstance(error, LivelockError) else "stopped"
    return End(how, steps, now, failure=Failure(type(error).__name__, str(error)))


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


@functools.cache
def version() -> str:
    """The version of asapair that is installed; empty where it is not installed."""
    with suppress(metadata.PackageNotFoundError):
        return metadata.version("asapair")
    return ""
