from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from asapair.scenarios.library import names

Asapair = Callable[..., Result]
Write = Callable[..., Path]

HOLDS = "  - boot: both\n  - after: 1s\n    expect: {unit: both, is: booting}\n"
SILENT = "  - boot: both\n  - after: 1s\n"
FAILS = SILENT + "    expect:\n      - {unit: both, is: booting}\n      - {unit: primary, is: up}\n"
#: The primary boots first with some seeds and not with others.
SOMETIMES = "  - boot: both\n  - until: {unit: primary, is: up}\n    expect: {unit: secondary, is: booting}\n"


def test_a_run_prints_time_unit_and_line_of_both_consoles(asapair: Asapair) -> None:
    result = asapair("run", "both-units-boot")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("When both units boot together, ")
    assert lines[2] == "0:00:00.000  step       boot both units"
    begin = r"0:01:\d\d\.\d{3}  primary    Beginning configuration replication: Sending to mate\."
    assert [line for line in lines if re.fullmatch(begin, line)]
    assert [line for line in lines if re.fullmatch(r"0:01:\d\d\.\d{3}  secondary  Enabling failover\.", line)]
    assert re.fullmatch(
        r"both-units-boot  seed 0  0:01:\d\d\.\d{3}  all \d+ expectations held  digest [0-9a-f]{16}",
        lines[-1],
    )


def test_a_run_has_no_colours_where_nobody_watches(asapair: Asapair) -> None:
    assert "\x1b" not in asapair("run", "both-units-boot").output


@pytest.mark.parametrize("name", names())
def test_a_transcript_is_the_golden_one(
    name: str, asapair: Asapair, golden: Callable[[str, str], None]
) -> None:
    result = asapair("run", name)
    assert result.exit_code == 0
    golden(f"{name}.txt", result.stdout)


def test_equal_seeds_print_the_same_and_other_seeds_do_not(asapair: Asapair) -> None:
    seven = asapair("run", "both-units-boot", "--seed", "7").output
    assert asapair("run", "both-units-boot", "--seed", "7").output == seven
    assert asapair("run", "both-units-boot", "--seed", "8").output != seven


def test_an_expectation_that_fails_is_told_with_the_command_that_shows_it_again(
    asapair: Asapair, scenario: Write
) -> None:
    path = scenario(FAILS)
    result = asapair("run", path, "--seed", "3")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-7:] == [
        "",
        f"{path}:7:9: an expectation failed",
        "  expected   primary is up",
        "  actual     primary is booting",
        "  at         0:00:01.000",
        f"  reproduce  asapair run {path} --seed 3",
        f"claim  seed 3  0:00:01.000  1 of 2 expectations failed  digest {result.stdout.split()[-1]}",
    ]


def test_quiet_prints_the_failures_and_the_last_line(asapair: Asapair, scenario: Write) -> None:
    assert len(asapair("run", scenario(HOLDS), "--quiet").output.splitlines()) == 1
    failed = asapair("run", scenario(FAILS), "--quiet").output.splitlines()
    assert failed[0] == "0:00:01.000  FAILED     primary is up: primary is booting"
    assert len(failed) == 8


def test_a_run_without_expectations_says_that_nothing_was_checked(asapair: Asapair, scenario: Write) -> None:
    one = asapair("run", scenario(SILENT))
    assert (one.exit_code, "nothing was checked" in one.output) == (0, True)
    many = asapair("run", scenario(SILENT), "--seeds", "0..2")
    assert (many.exit_code, many.output.splitlines()[-1]) == (0, "3 runs: nothing was checked")


def test_several_seeds_are_summed_up(asapair: Asapair, scenario: Write) -> None:
    result = asapair("run", scenario(HOLDS), "--seeds", "0..9")
    assert result.exit_code == 0
    assert [line.split() for line in result.stdout.splitlines()] == [
        ["scenario", "runs", "failed", "orders", "outcomes"],
        ["claim", "10", "0", "2", "1"],
        [],
        ["10", "runs:", "no", "expectation", "failed"],
    ]


def test_of_several_seeds_the_smallest_that_fails_is_told(asapair: Asapair, scenario: Write) -> None:
    path = scenario(SOMETIMES)
    codes = [asapair("run", path, "--seed", str(seed)).exit_code for seed in range(10)]
    smallest = codes.index(1)
    result = asapair("run", path, "--seeds", "0..9")
    assert result.exit_code == 1
    assert f"  reproduce  asapair run {path} --seed {smallest}" in result.stdout
    assert result.stdout.splitlines()[-1] == f"10 runs: {codes.count(1)} failed"


def test_several_scenarios_have_a_line_each(asapair: Asapair, scenario: Write) -> None:
    result = asapair("run", scenario(HOLDS), scenario(SILENT, "other.yaml"))
    assert [line.split()[0] for line in result.stdout.splitlines()[1:3]] == ["claim", "other"]
    assert result.stdout.splitlines()[2].endswith("nothing was checked")


def test_json_says_all_of_it(asapair: Asapair, scenario: Write) -> None:
    result = asapair("run", scenario(FAILS), "--json")
    assert result.exit_code == 1
    (run,) = json.loads(result.stdout)["runs"]
    assert (run["scenario"], run["seed"], run["held"], run["checked"]) == ("claim", 0, False, 2)
    assert run["verdicts"][1] == {
        "held": False,
        "expected": "primary is up",
        "actual": "primary is booting",
        "at": 1_000_000_000,
        "line": 7,
        "column": 9,
    }
    assert run["digest"] == asapair("run", scenario(FAILS)).stdout.split()[-1]


def test_json_of_several_runs_has_a_summary(asapair: Asapair, scenario: Write) -> None:
    result = asapair("run", scenario(SOMETIMES), "--seeds", "0..9", "--json")
    told = json.loads(result.stdout)
    assert [run["seed"] for run in told["runs"]] == list(range(10))
    (summary,) = told["summary"]
    assert summary["runs"] == 10
    assert summary["failed"] == sum(not run["held"] for run in told["runs"])
    assert summary["orders"] == len({run["order"] for run in told["runs"]})
    assert summary["smallest failing seed"] == min(run["seed"] for run in told["runs"] if not run["held"])


def test_a_wrong_file_is_one_line_and_nothing_is_run(asapair: Asapair, scenario: Write) -> None:
    wrong, other = scenario("  - bot: both\n", "wrong.yaml"), scenario("  - at: 3\n", "other.yaml")
    result = asapair("run", scenario(HOLDS), wrong, other)
    assert result.exit_code == 2
    assert result.stdout == ""
    first, second = result.stderr.splitlines()
    assert first.startswith(f"{wrong}:3:5: unknown key 'bot' in this step, allowed are boot,")
    assert second.startswith(f"{other}:3:9: '3' has no unit")


def test_a_name_without_folder_and_ending_is_a_packaged_scenario(asapair: Asapair) -> None:
    result = asapair("run", "both-unit-boot")
    assert result.exit_code == 2
    assert result.stderr == (
        "both-unit-boot:1:1: there is no packaged scenario of this name (did you mean 'both-units-boot'?):"
        " `asapair list` shows them; a file is ./both-unit-boot.yaml\n"
    )


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (("--seed", "1", "--seeds", "0..3"), "--seed and --seeds exclude each other"),
        (("--seeds", "3..0"), "'3..0' is no range of seeds: write it like 0..99"),
        (("--seeds", "3"), "'3' is no range of seeds: write it like 0..99"),
        (("--seed", "-1"), "-1 is not in the range x>=0"),
        (("--seeds", "0..3", "--log", "x"), "--log takes one scenario and one seed"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    asapair: Asapair, options: tuple[str, ...], problem: str
) -> None:
    result = asapair("run", "both-units-boot", *options)
    assert result.exit_code == 2
    assert problem in result.stderr


def test_a_run_log_is_written_and_replays(asapair: Asapair, tmp_path: Path) -> None:
    log = tmp_path / "run.jsonl"
    recorded = asapair("run", "both-units-boot", "--seed", "4", "--log", log)
    assert recorded.output == asapair("run", "both-units-boot", "--seed", "4").output
    replayed = asapair("replay", log)
    assert (replayed.exit_code, replayed.stdout.startswith("identical: ")) == (0, True)


def test_a_log_that_cannot_be_written_is_one_line(asapair: Asapair, tmp_path: Path) -> None:
    result = asapair("run", "both-units-boot", "--log", tmp_path / "none" / "run.jsonl")
    assert result.exit_code == 2
    assert result.stderr.endswith("run.jsonl cannot be written: No such file or directory\n")


def test_what_is_no_run_log_does_not_replay(asapair: Asapair, scenario: Write) -> None:
    path = scenario(HOLDS)
    result = asapair("replay", path)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{path}:1: ")
    assert len(result.stderr.splitlines()) == 1
