"""The examples run, and show what they say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_a_group_lives_among_foreign_actors() -> None:
    """A plain Pykka actor tells it what to do and hears every step (reference 5.2)."""
    found = subprocess.run(
        [sys.executable, EXAMPLES / "group_among_others.py"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert found.stdout.splitlines() == [
        "group 1: Disabled -> Negotiation (Failover state check)",
        "group 1: Negotiation -> Just Active (No Active unit found)",
        "group 1: Just Active -> Active Drain (No Active unit found)",
        "group 1: Active Drain -> Active Applying Config (No Active unit found)",
        "group 1: Active Applying Config -> Active Config Applied (No Active unit found)",
        "group 1: Active Config Applied -> Active (No Active unit found)",
    ]
