"""What exploring has found: each file in ``found`` holds whatever the seed draws, and keeps I1 to I5."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from asapair.scenarios import Result, load, run
from asapair.scenarios.requirements import requirements

FOUND = sorted((Path(__file__).parent / "found").glob("*.yaml"))
#: Virtual seconds in a real one: half of what the shortest hold time in a scenario allows, as the machine may
#: be busy.
SHARE_OF_HIGHEST = 0.5

each_file = pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)


def problems(result: Result) -> list[str]:
    return [f"seed {result.seed}: {verdict.expected}: {verdict.actual}" for verdict in result.failures]


def test_something_has_been_found() -> None:
    assert FOUND


@each_file
def test_what_was_found_is_one_claim_that_is_checked(path: Path) -> None:
    scenario = load(path)
    assert re.fullmatch(r"[A-Z`][^.]*(\.\d[^.]*)*\.", scenario.title), scenario.title
    assert scenario.expectations
    assert scenario.shows
    assert set(scenario.shows) <= set(requirements())


@pytest.mark.parametrize("seeds", [range(10), pytest.param(range(10, 100), marks=pytest.mark.heavy)])
@each_file
def test_what_was_found_holds(path: Path, seeds: range) -> None:
    scenario = load(path)
    assert [problem for seed in seeds for problem in problems(run(scenario, seed, invariants=True))] == []


@pytest.mark.heavy
@each_file
def test_what_was_found_holds_live(path: Path) -> None:
    scenario = load(path)
    speed = SHARE_OF_HIGHEST * min(scenario.hold_times()) / 500_000_000
    assert problems(run(scenario, 1, live=True, speed=speed, invariants=True)) == []
