from __future__ import annotations

import re
from pathlib import Path

EXPECTED = 2


def test_the_checks_run_the_lines_that_the_readme_shows(checkout: Path) -> None:
    script = (checkout / ".ci" / "run").read_text(encoding="utf-8")
    lines = re.findall(r"^run '(.+)'$", script, flags=re.MULTILINE)
    assert len(lines) == EXPECTED
    shown = (checkout / "README.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line not in shown] == []
