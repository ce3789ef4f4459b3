"""`asapair explore`, and `asapair run --invariants` and `--faults`, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from asapair.cli import main
from asapair.scenarios.exploration import Exploration

BROKEN = pytest.mark.breaks_invariants(reason="a rule is broken, to see what is said of it")
SPLIT_FOR_EVER = "asapair.actors.unit.healing.doubly_active"


def asapair(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def blind(*_: object) -> tuple[int, ...]:
    """A unit that sees no group active twice."""
    return ()


def test_exploring_counts_what_was_seen() -> None:
    result = asapair("explore", "both-units-boot", "--seeds", "0..9", "--jobs", "1")
    assert result.exit_code == 0, result.output
    assert "failover                                 10 runs" in result.output
    assert "both-units-boot: nothing broken\n10 runs, 10 delivery orders, 1 outcome, " in result.output


def test_exploring_tells_programs_in_json() -> None:
    result = asapair("explore", "both-units-boot", "--seeds", "5..9", "--jobs", "1", "--json")
    told = json.loads(result.output)
    assert (told["runs"], told["orders"], told["stopped by"]) == (5, 5, None)
    assert [(row["smallest seed"], row["runs"]) for row in told["outcomes"]] == [(5, 5)]
    assert told["seen"]["failover"] == 5


def test_quiet_exploring_prints_one_line() -> None:
    result = asapair("explore", "both-units-boot", "--seeds", "0..1", "--jobs", "1", "--quiet")
    assert len(result.output.splitlines()) == 1


@BROKEN
def test_exploring_stops_at_a_breach_and_says_how_to_see_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SPLIT_FOR_EVER, blind)
    result = asapair("explore", "link-back-after-a-split", "--seeds", "3..9", "--faults", "--jobs", "1")
    assert result.exit_code == 1
    assert "an invariant is broken" in result.output
    assert "I1 is broken at" in result.output
    assert "reproduce  asapair run link-back-after-a-split --seed" in result.output


def test_a_wrong_name_or_range_ends_it_with_code_2() -> None:
    assert asapair("explore", "no-such-scenario", "--seeds", "0..1").exit_code == 2
    assert asapair("explore", "both-units-boot", "--seeds", "1").exit_code == 2
    assert asapair("explore", "both-units-boot").exit_code == 2


def test_ctrl_c_prints_what_has_been_seen_and_ends_with_code_130(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("asapair.exploring.explore", lambda *_, **__: Exploration(runs=7, interrupted=True))
    result = asapair("explore", "both-units-boot", "--seeds", "0..99")
    assert result.exit_code == 130
    assert "7 runs" in result.output
    assert "interrupted" in result.output


@BROKEN
def test_a_run_ends_at_a_breach_with_what_led_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SPLIT_FOR_EVER, blind)
    result = asapair("run", "link-back-after-a-split", "--seed", "3", "--invariants")
    assert result.exit_code == 1
    assert "I1 is broken at 0:02:" in result.output
    assert "group 1 is active on both units, and the failover link is healthy" in result.output
    assert "reproduce  asapair run link-back-after-a-split --seed 3 --invariants" in result.output
    assert "the last deliveries:" in result.output
    assert "- -> failover-link: SetLink(cut=False" in result.output


@BROKEN
def test_a_breach_in_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SPLIT_FOR_EVER, blind)
    result = asapair("run", "link-back-after-a-split", "--invariants", "--json")
    assert result.exit_code == 1
    (told,) = json.loads(result.output)["runs"]
    assert told["held"] is False
    assert told["violation"]["invariant"] == "I1"
    assert len(told["violation"]["deliveries"]) == 20
    assert json.loads(result.output)["summary"][0]["failed"] == 1


@BROKEN
def test_a_breach_in_one_of_several_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SPLIT_FOR_EVER, blind)
    result = asapair("run", "link-back-after-a-split", "both-units-boot", "--seeds", "0..1", "--invariants")
    assert result.exit_code == 1
    assert "I1 is broken" in result.output
    assert "4 runs: 2 failed" in result.output


def test_without_a_breach_a_run_prints_the_same_with_invariants(tmp_path: Path) -> None:
    plain, watched = (asapair("run", "both-units-boot", *more) for more in ((), ("--invariants",)))
    assert plain.output == watched.output
    assert watched.exit_code == 0
    log = tmp_path / "run.jsonl"
    assert asapair("run", "both-units-boot", "--seed", "4", "--faults", "--log", str(log)).exit_code == 0
    replayed = asapair("replay", str(log))
    assert replayed.exit_code == 0, replayed.output
