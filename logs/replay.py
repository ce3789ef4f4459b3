"""Replays a run log: builds the pair from the header, makes the recorded deliveries, compares each effect."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, Protocol

import msgspec

from asapair.actors import Pair, messages
from asapair.actors.duration import clock
from asapair.actors.runtime.interface import OUTSIDE
from asapair.actors.runtime.replayed import Choice, ImpossibleChoiceError, ReplayedRuntime
from asapair.actors.spec import PairSpec

from .difference import Contrast, Difference, contrast, likely_causes
from .errors import LogUnreadableError
from .format import Delivery, End, Header, encoder
from .reader import RunLog
from .recorder import ENCODING_ERRORS
from .telling import delivery_told, plain, told

#: Deliveries of an actor that a difference shows.
HISTORY = 5


class Rebuilt(Protocol):
    """What was built from a header: a ``Pair``."""

    def digest(self) -> str:
        """A fingerprint of the run."""

    def outcome(self) -> str:
        """A fingerprint of where it has come to."""


Builder = Callable[[PairSpec, int, ReplayedRuntime], Rebuilt]


@dataclass(frozen=True, slots=True)
class ReplayResult:
    """How a replay went; ``difference`` is None where everything was as recorded."""

    header: Header
    end: End
    difference: Difference | None = None

    @property
    def identical(self) -> bool:
        """Every message, effect, time and fingerprint was as recorded."""
        return self.difference is None

    @property
    def exit_code(self) -> int:
        """For the command line: 0 for identical, 3 for different. ``LogUnreadableError`` has 2."""
        return 0 if self.identical else 3

    def __str__(self) -> str:
        if self.difference is not None:
            return str(self.difference)
        end, failure = self.end, self.end.failure
        digest = f", digest {end.digest}" if end.digest else ""
        how = f", {end.how} by {failure.error}: {failure.text}" if failure else ""
        return f"identical: {end.steps} deliveries, {clock(end.now)}{digest}{how}"


def replay(
    path: str | Path, *, build: Builder | None = None, decoder: msgspec.json.Decoder[Any] | None = None
) -> ReplayResult:
    """Replay a run log from its own content; ``LogUnreadableError`` if it is damaged or no log.

    ``build`` and ``decoder`` are for actors other than a pair's: what makes them from a spec, a seed and a
    runtime, and what reads their messages.
    """
    log = RunLog(path)
    return ReplayResult(log.header, log.end, Replay(log, build or _pair, decoder or messages.decoder()).run())


def _pair(spec: PairSpec, seed: int, runtime: ReplayedRuntime) -> Pair:
    return Pair(spec, seed=seed, runtime=runtime)


class ReplayedCodeError(RuntimeError):
    """Code under replay raised; the ``__cause__`` is what."""


@contextmanager
def _under_replay() -> Iterator[None]:
    """Tell exceptions of the replayed code from those of the replay."""
    try:
        yield
    except ImpossibleChoiceError:
        raise
    except Exception as error:
        raise ReplayedCodeError from error


class Replay:
    """One replay of one log, up to the first difference."""

    def __init__(self, log: RunLog, build: Builder, decoder: msgspec.json.Decoder[Any]) -> None:
        self._log, self._build, self._decoder = log, build, decoder
        self._runtime = ReplayedRuntime(log.header.seed, exact=not log.header.live)
        self._before: defaultdict[str, deque[Delivery]] = defaultdict(lambda: deque(maxlen=HISTORY))

    def run(self) -> Difference | None:
        """Replay everything; the first difference, or None."""
        with closing(self._runtime):
            try:
                with _under_replay():
                    rebuilt = self._build(self._log.header.spec, self._log.header.seed, self._runtime)
            except ReplayedCodeError as error:
                return self._outside_deliveries(1, 0, 0, _raised(error))
            return self._replayed_deliveries() or self._replayed_end(rebuilt)

    # -- deliveries ------------------------------------------------------------------------------

    def _replayed_deliveries(self) -> Difference | None:
        for line, delivery in self._log.deliveries():
            found = self._replayed(line, delivery)
            if found is not None:
                return self._in_delivery(line, delivery, found)
            self._before[delivery.receiver].append(delivery)
        return None

    def _replayed(self, line: int, delivery: Delivery) -> Contrast | None:
        choice = self._choice(line, delivery)
        try:
            with _under_replay():
                effects = self._runtime.take(choice)
        except ImpossibleChoiceError as error:
            instead = ", ".join(told(plain(_text(each))) for each in error.instead) or "nothing"
            return Contrast("message", told(plain(delivery.message)), f"{error} (from that step: {instead})")
        except ReplayedCodeError as error:
            return _raised(error)
        return _compared(delivery, effects)

    def _choice(self, line: int, delivery: Delivery) -> Choice:
        recorded = bytes(delivery.message)
        return Choice(
            now=delivery.now,
            sender=delivery.sender,
            receiver=delivery.receiver,
            cause=delivery.cause,
            same=lambda message: _text(message) == recorded,
            given=self._input(line, delivery) if delivery.sender == OUTSIDE else None,
            dropped=any(bytes(effect).startswith(b'["drop"') for effect in delivery.effects),
        )

    def _input(self, line: int, delivery: Delivery) -> object:
        try:
            return self._decoder.decode(delivery.message)
        except (msgspec.DecodeError, RecursionError) as error:
            why = f"its input is no message that this version knows: {error}"
            raise LogUnreadableError(line, why, self._log.path) from error

    # -- the end ---------------------------------------------------------------------------------

    def _replayed_end(self, rebuilt: Rebuilt) -> Difference | None:
        end = self._log.end
        try:
            with _under_replay():
                found = self._compared_time(end) or self._compared_fingerprints(end, rebuilt)
        except ReplayedCodeError as error:
            found = _raised(error)
        if found is None:
            return None
        return self._outside_deliveries(self._log.end_line, end.steps, end.now, found)

    def _compared_time(self, end: End) -> Contrast | None:
        """Let time pass up to the end of the run, in which nothing more may be due."""
        overdue = self._runtime.overdue(end.now) if self._runtime.exact else None
        self._runtime.now = end.now
        if overdue is None:
            return None
        actual = f"{told(plain(_text(overdue.message)))} is due at {overdue.when} ns"
        return Contrast("final time", f"{end.now} ns, and nothing is due before", actual)

    def _compared_fingerprints(self, end: End, rebuilt: Rebuilt) -> Contrast | None:
        if end.digest is not None and end.digest != (digest := rebuilt.digest()):
            return Contrast("digest", end.digest, digest)
        if end.outcome is not None and end.outcome != (outcome := rebuilt.outcome()):
            return Contrast("outcome", end.outcome, outcome)
        return None

    # -- telling ---------------------------------------------------------------------------------

    def _in_delivery(self, line: int, delivery: Delivery, found: Contrast) -> Difference:
        return Difference(
            line=line,
            step=delivery.step,
            now=delivery.now,
            actor=delivery.receiver,
            sender=delivery.sender,
            message=told(plain(delivery.message)),
            contrast=found,
            before=tuple(map(delivery_told, self._before[delivery.receiver])),
            causes=likely_causes(found.where, self._log.header.asapair),
        )

    def _outside_deliveries(self, line: int, step: int, now: int, found: Contrast) -> Difference:
        causes = likely_causes(found.where, self._log.header.asapair)
        return Difference(line=line, step=step, now=now, contrast=found, causes=causes)


def _compared(delivery: Delivery, effects: list[Any]) -> Contrast | None:
    for number, (one, other) in enumerate(zip_longest(map(bytes, delivery.effects), map(_text, effects)), 1):
        if one != other:
            return contrast(f"effect {number}", one, other)
    return None


def _text(value: object) -> bytes:
    """A value as the recorder would have written it; where it could not, why."""
    try:
        return encoder.encode(value)
    except ENCODING_ERRORS as error:
        return msgspec.json.encode(f"what no log can hold: {error}")


def _raised(error: ReplayedCodeError) -> Contrast:
    return Contrast("exception", "none", f"{type(error.__cause__).__name__}: {error.__cause__}")
