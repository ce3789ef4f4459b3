"""The simulated runtime is fast: the benchmark of messages fails if it is not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]


@pytest.mark.heavy
def test_messages_pass_at_one_and_a_half_times_the_rate_of_simpy_at_least() -> None:
    pytest.importorskip("simpy", reason="SimPy is what the benchmark compares with")
    command = [sys.executable, "-m", "benchmarks", "messages", "--repeats", "5"]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "(at least 1.5)" in done.stdout
