"""The packaged scenarios on threads: each holds, and what was recorded of it replays identically."""

from __future__ import annotations

from pathlib import Path

import pytest

from asapair.logs import replay
from asapair.scenarios import find, run
from asapair.scenarios.library import names

#: Virtual seconds in a real one: half of what the shortest hold time in a scenario allows, as the machine may
#: be busy.
SHARE_OF_HIGHEST = 0.5
#: Run and replayed by the quick tests: some seconds each.
QUICK = {"both-units-boot", "mate-one-minor-release-apart", "system-commands-replicate"}
#: Recorded in the heavy environment.
RECORDED = (
    "command-during-replication-on-the-sender",
    "commands-over-a-bad-link",
    "commands-wait-for-a-cut-link",
    "context-on-an-external-server",
    "link-cut-in-mid-stream",
    "preempt-without-delay",
    "receiver-reloads-in-mid-stream",
    "sender-loses-power-in-mid-stream",
    "write-memory-all",
    "write-standby-in-the-system-space",
)


def problems(name: str, log: Path | None = None) -> list[str]:
    """What does not hold in a live run, on another seed than the transcripts have."""
    scenario = find(name)
    speed = SHARE_OF_HIGHEST * min(scenario.hold_times()) / 500_000_000
    result = run(scenario, 1, live=True, speed=speed, log=log)
    return [f"{verdict.expected}: {verdict.actual}" for verdict in result.failures]


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.heavy) for name in names()]
)
def test_a_scenario_holds_live(name: str) -> None:
    assert problems(name) == []


@pytest.mark.parametrize(
    "name", [*sorted(QUICK)[1:], *(pytest.param(name, marks=pytest.mark.heavy) for name in RECORDED)]
)
def test_a_recorded_live_run_replays_identically(name: str, tmp_path: Path) -> None:
    assert problems(name, tmp_path / "run.jsonl") == []
    result = replay(tmp_path / "run.jsonl")
    assert result.identical, str(result)
    assert result.header.live


def test_what_is_recorded_is_packaged() -> None:
    assert set(RECORDED) | QUICK <= set(names())
    assert len(set(RECORDED)) == 10
