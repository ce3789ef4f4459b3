from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from asapair.actors import Pair
from asapair.actors.defaults import default_spec
from asapair.actors.rules.synchronisation import SYNC_STEP_TIMES
from asapair.actors.rules.transitions import Walk
from asapair.actors.wire import Wire
from asapair.logs import RunLog, record, replay


def lively(pair: Pair) -> None:
    """Boot, type, lose power, come back, type ahead, and leave something in flight."""
    pair.boot()
    pair.wait_until(lambda: pair.secondary.group(2).state == "Active", within="3m")
    console = pair.primary.console
    console.go("system", configure=True)
    console.enter("hostname edge")
    pair.advance("1s")
    pair.primary.power_off()
    pair.advance("40s")
    pair.primary.boot()
    pair.secondary.console.type("show failover")
    pair.advance("2m")
    pair.secondary.crash()
    pair.advance("90s")
    pair.wait_until(lambda: pair.now % 7 == 3, within="1s")


@pytest.mark.parametrize("seed", range(5))
def test_a_recorded_pair_replays_identically_from_its_log_alone(tmp_path: Path, seed: int) -> None:
    with record(tmp_path / "run.jsonl", seed=seed, scenario="lively", title="Much happens") as pair:
        lively(pair)
        digest, now, outcome = pair.digest(), pair.now, pair.outcome()
    result = replay(tmp_path / "run.jsonl")
    assert result.identical, str(result)
    assert (result.header.seed, result.header.scenario, result.header.title) == (
        seed,
        "lively",
        "Much happens",
    )
    assert (result.end.digest, result.end.now, result.end.outcome) == (digest, now, outcome)


@pytest.mark.heavy
def test_a_pair_replays_identically_with_every_seed(tmp_path: Path) -> None:
    for seed in range(5, 100):
        with record(tmp_path / "run.jsonl", seed=seed) as pair:
            lively(pair)
        result = replay(tmp_path / "run.jsonl")
        assert result.identical, f"seed {seed}: {result}"


def test_the_header_holds_the_spec_of_the_pair(tmp_path: Path) -> None:
    spec = msgspec.structs.replace(default_spec(), calendar="2021-06-01T08:00:00")
    with record(tmp_path / "run.jsonl", spec) as pair:
        pair.advance("1s")
    assert RunLog(tmp_path / "run.jsonl").header.spec == spec
    assert replay(tmp_path / "run.jsonl").identical


def test_recording_does_not_change_a_run(tmp_path: Path) -> None:
    with Pair(seed=7) as plain:
        lively(plain)
    with record(tmp_path / "run.jsonl", seed=7) as recorded:
        lively(recorded)
    assert (plain.digest(), plain.steps) == (recorded.digest(), recorded.steps)


def test_a_changed_table_is_found_where_it_first_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with record(tmp_path / "run.jsonl") as pair:
        lively(pair)
    monkeypatch.setitem(SYNC_STEP_TIMES, Walk.SYNC_FILE_SYSTEM, 700_000_000)
    result = replay(tmp_path / "run.jsonl")
    assert result.exit_code == 3
    assert result.difference is not None
    assert result.difference.actor == "secondary"
    assert result.difference.contrast.where.endswith("timer standby step: delay")
    assert (result.difference.contrast.recorded, result.difference.contrast.actual) == ("500ms", "700ms")


def test_a_changed_link_is_found_at_its_first_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with record(tmp_path / "run.jsonl") as pair:
        lively(pair)
    monkeypatch.setattr(Wire, "delay", lambda wire: wire.latency)
    result = replay(tmp_path / "run.jsonl")
    assert result.difference is not None
    assert result.difference.actor == "failover-link"
    assert result.difference.message.startswith("Hello(")
