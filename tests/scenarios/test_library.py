"""The packaged scenarios: what they show, and that they hold whatever the seed draws."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from asapair.scenarios import Result, find, run
from asapair.scenarios.library import names, packaged
from asapair.scenarios.requirements import requirements

#: Rows of the page, of booting and of replication, all of which have to be shown; B2 comes with interfaces.
ROWS = [row for row in requirements() if row[0] in "PBR" and row != "B2"]
#: Takes too long for every seed in the quick tests.
LARGE = {"largest-pair", "replication-of-a-large-configuration"}
RACE = "command-during-replication-on-the-sender"


def problems(result: Result) -> list[str]:
    return [f"seed {result.seed}: {verdict.expected}: {verdict.actual}" for verdict in result.failures]


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_page_of_booting_and_of_replication_is_shown(row: str) -> None:
    assert any(row in scenario.shows for scenario in packaged())


@pytest.mark.parametrize("name", names())
def test_a_scenario_claims_something_in_one_sentence_and_checks_it(name: str) -> None:
    scenario = find(name)
    assert re.fullmatch(r"[A-Z`][^.]*(\.\d[^.]*)*\.", scenario.title), scenario.title
    assert scenario.shows
    assert scenario.expectations
    assert set(scenario.shows) <= set(requirements())


@pytest.mark.parametrize("name", [name for name in names() if name not in LARGE])
def test_a_scenario_holds_on_seeds_0_to_9(name: str) -> None:
    scenario = find(name)
    assert [problem for seed in range(10) for problem in problems(run(scenario, seed))] == []


@pytest.mark.parametrize("name", sorted(LARGE))
def test_a_large_scenario_holds_on_seed_0(name: str) -> None:
    assert problems(run(find(name), 0)) == []


@pytest.mark.heavy
@pytest.mark.parametrize("name", names())
def test_a_scenario_holds_on_seeds_0_to_99(name: str) -> None:
    scenario = find(name)
    assert [problem for seed in range(100) for problem in problems(run(scenario, seed))] == []


def test_a_command_that_races_with_the_stream_has_each_outcome_at_least_5_times_in_100_seeds() -> None:
    """Requirement P9."""
    scenario = find(RACE)
    counts = Counter(event.outcome for seed in range(100) for event in run(scenario, seed).replications)
    assert sum(counts.values()) == 100
    assert min(counts["replicated"], counts["overwritten"]) >= 5
