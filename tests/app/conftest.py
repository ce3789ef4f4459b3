"""The `asapair` command, run in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click.testing
import pytest

from asapair.cli import main

Result = click.testing.Result


@pytest.fixture
def asapair() -> Callable[..., Result]:
    """Run the command with arguments, and what is typed if anything is."""

    def invoke(*arguments: str | Path, typed: str | None = None) -> Result:
        runner = click.testing.CliRunner()
        result = runner.invoke(main, [str(argument) for argument in arguments], input=typed)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def scenario(tmp_path: Path) -> Callable[[str], Path]:
    """Write a scenario file whose steps are given."""

    def write(steps: str, name: str = "claim.yaml") -> Path:
        path = tmp_path / name
        path.write_text(f"title: A claim.\nsteps:\n{steps}", encoding="utf-8")
        return path

    return write
