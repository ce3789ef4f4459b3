"""`asapair run --live`, and what `--logs` writes."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Asapair = Callable[..., Result]
Write = Callable[..., Path]

HOLDS = "  - boot: both\n  - after: 1s\n    expect: {unit: both, is: booting}\n"
LONG = "  - boot: both\n  - after: 5000h\n"


def test_a_live_run_prints_its_speed_and_no_digest(asapair: Asapair, scenario: Write) -> None:
    result = asapair("run", scenario(HOLDS), "--live", "--seed", "3")
    assert result.exit_code == 0
    assert re.fullmatch(
        r"claim  live, speed 30, seed 3  0:00:0\d\.\d{3}  all 1 expectations held",
        result.stdout.splitlines()[-1],
    )


def test_a_live_run_goes_at_the_speed_that_is_wanted(asapair: Asapair, scenario: Write) -> None:
    result = asapair("run", scenario(HOLDS), "--live", "--speed", "20.5", "--quiet")
    assert result.stdout.startswith("claim  live, speed 20.5, seed 0  ")


@pytest.mark.parametrize(
    ("speed", "problem"),
    [
        ("31", "a speed of 31 is too high for the hold times in use: at most 30"),
        ("inf", "a speed of inf is too high for the hold times in use: at most 30"),
        ("0", "a speed of 0 is none: it is above 0, and at most 30"),
        ("-1", "a speed of -1 is none: it is above 0, and at most 30"),
        ("nan", "a speed of nan is none: it is above 0, and at most 30"),
    ],
)
def test_a_speed_that_is_not_possible_is_one_line(
    asapair: Asapair, scenario: Write, speed: str, problem: str
) -> None:
    path = scenario(HOLDS)
    result = asapair("run", path, "--live", "--speed", speed)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{path}: {problem}\n"


def test_nothing_is_run_if_the_speed_is_too_high_for_one_of_several(
    asapair: Asapair, scenario: Write
) -> None:
    fast = "  - boot: both\n  - {type: fail poll 1 hold 3, on: primary, configure: true}\n"
    result = asapair("run", scenario(HOLDS), scenario(fast, "fast.yaml"), "--live", "--speed", "7")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(
        "fast.yaml: a speed of 7 is too high for the hold times in use: at most 6\n"
    )


def test_speed_goes_with_live(asapair: Asapair, scenario: Write) -> None:
    result = asapair("run", scenario(HOLDS), "--speed", "5")
    assert (result.exit_code, "--speed goes with --live" in result.stderr) == (2, True)


def test_a_live_run_that_fails_is_told_with_the_command_that_repeats_it(
    asapair: Asapair, scenario: Write
) -> None:
    path = scenario("  - boot: both\n  - after: 1s\n    expect: {unit: primary, is: up}\n")
    result = asapair("run", path, "--live", "--speed", "20")
    assert result.exit_code == 1
    assert f"  reproduce  asapair run {path} --seed 0 --live --speed 20\n" in result.stdout


def test_several_live_runs_are_summed_up_without_orders(asapair: Asapair, scenario: Write) -> None:
    result = asapair("run", scenario(HOLDS), "--live", "--seeds", "0..2")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1].split() == ["claim", "3", "0", "-", "1"]


def test_json_of_a_live_run_has_its_speed_and_no_fingerprint_of_an_order(
    asapair: Asapair, scenario: Write
) -> None:
    (run,) = json.loads(asapair("run", scenario(HOLDS), "--live", "--json").stdout)["runs"]
    assert (run["speed"], run["order"], run["digest"], run["held"]) == (30, None, None, True)
    (run,) = json.loads(asapair("run", scenario(HOLDS), "--json").stdout)["runs"]
    assert run["speed"] is None
    assert run["digest"]


def test_the_log_of_a_live_run_replays_identically(asapair: Asapair, tmp_path: Path) -> None:
    log = tmp_path / "run.jsonl"
    assert asapair("run", "both-units-boot", "--live", "--log", log).exit_code == 0
    replayed = asapair("replay", log)
    assert (replayed.exit_code, replayed.stdout.startswith("identical: ")) == (0, True)


def test_logs_to_read_are_written_beside_the_transcript(asapair: Asapair, tmp_path: Path) -> None:
    plain = asapair("run", "both-units-boot")
    result = asapair("run", "both-units-boot", "--logs", tmp_path / "logs")
    assert (result.exit_code, result.stdout, result.stderr) == (0, plain.stdout, "")
    texts = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "logs").iterdir()}
    assert sorted(texts) == [
        "primary.log",
        "primary.syslog",
        "runner.log",
        "secondary.log",
        "secondary.syslog",
    ]
    primary, secondary, runner = (texts[f"{name}.log"] for name in ("primary", "secondary", "runner"))
    assert "Beginning configuration replication: Sending to mate." in primary
    assert "Beginning configuration replication from mate." in secondary
    assert "ciscoasa : %ASA-1-709003: (Primary) Beginning configuration rep" in texts["primary.syslog"]
    assert "ciscoasa : %ASA-1-709006: (Secondary) End Configuration Repl" in texts["secondary.syslog"]
    assert "step: boot both units" in runner
    assert "held: group 1 on primary is Active" in runner


def test_a_folder_that_cannot_be_made_is_one_line(asapair: Asapair, tmp_path: Path, scenario: Write) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = asapair("run", scenario(HOLDS), "--logs", tmp_path / "file" / "logs")
    assert result.exit_code == 2
    assert result.stderr.endswith("cannot be written: Not a directory\n")


def test_logs_take_one_run(asapair: Asapair, scenario: Write, tmp_path: Path) -> None:
    result = asapair("run", scenario(HOLDS), "--seeds", "0..3", "--logs", tmp_path)
    assert (result.exit_code, "--logs takes one scenario and one seed" in result.stderr) == (2, True)


def hear_interrupts() -> None:
    """Hear them where the tests themselves run in the background, and ignore them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
@pytest.mark.parametrize("live", [True, False])
def test_an_interruption_ends_a_run_cleanly(scenario: Write, tmp_path: Path, live: bool) -> None:  # noqa: FBT001
    log = tmp_path / "run.jsonl"
    options = ["--live"] if live else []
    command = [sys.executable, "-m", "asapair", "run", str(scenario(LONG)), *options, "--log", str(log)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_interrupts,  # noqa: PLW1509  nothing of this process is locked
    ) as process:
        assert process.stdout is not None
        while "boot both units" not in process.stdout.readline():
            pass
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, "interrupted\n")
    replayed = subprocess.run(
        [sys.executable, "-m", "asapair", "replay", str(log)], capture_output=True, text=True, check=False
    )
    assert (replayed.returncode, replayed.stdout.startswith("identical: ")) == (0, True)
    assert "KeyboardInterrupt" in replayed.stdout
