"""Recording a run, and replaying it.

A pair boots and is then left in service: polls and hellos, the messages with the cheapest handlers there are,
so that recording weighs as much as it can. Reading checks a log without replaying it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from asapair.actors import Pair
from asapair.actors.defaults import default_spec
from asapair.logs import RunLog, record, replay
from benchmarks.measuring import Row, in_turns

SERVICE = "20m"
SPEC = default_spec()


def serve(pair: Pair) -> int:
    """Boot and stay in service; how many deliveries that takes."""
    pair.boot()
    pair.advance(SERVICE)
    pair.digest()
    return pair.steps


def unrecorded(_log: Path) -> int:
    """Run without a log."""
    with Pair(SPEC) as pair:
        return serve(pair)


def recorded(log: Path) -> int:
    """Run into a log that is not there yet."""
    log.unlink(missing_ok=True)
    with record(log, SPEC) as pair:
        return serve(pair)


def read(log: Path) -> int:
    """Check a log from end to end."""
    return RunLog(log).end.steps


def replayed(log: Path) -> int:
    """Replay a log, which must be identical."""
    result = replay(log)
    assert result.identical, result
    return result.end.steps


def rate(case: Callable[[Path], int], log: Path) -> float:
    """Deliveries a second."""
    start = time.perf_counter()
    deliveries = case(log)
    return deliveries / (time.perf_counter() - start)


def rows(repeats: int) -> list[Row]:
    """Measure all four on the same run."""
    with TemporaryDirectory() as folder:
        log = Path(folder) / "run.jsonl"
        recorded(log)
        cases = {case.__name__: partial(rate, case, log) for case in (unrecorded, recorded, read, replayed)}
        samples = in_turns(cases, repeats)
    plain = Row("a pair in service", "deliveries/s", samples["unrecorded"])
    return [
        plain,
        Row("the same, recorded", "deliveries/s", samples["recorded"], plain),
        Row("its log, read and checked", "deliveries/s", samples["read"], plain),
        Row("its log, replayed", "deliveries/s", samples["replayed"], plain),
    ]
