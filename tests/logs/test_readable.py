"""Logs for people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from loguru import logger

from asapair.actors import Pair
from asapair.logs import LogWriteError
from asapair.logs.readable import readable_logs


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Take loguru's own sink away while a test runs."""
    logger.remove()
    yield
    logger.remove()


def test_each_unit_and_the_runner_have_a_file_with_virtual_time(tmp_path: Path) -> None:
    """What one unit prints stands in its own file and in no other (P7)."""
    with readable_logs(tmp_path / "logs") as logs, Pair() as pair:
        logs.watch(pair)
        logs.say(pair.now, "boot both units")
        pair.form()
    primary, secondary, runner = (
        (tmp_path / "logs" / f"{name}.log").read_text() for name in ("primary", "secondary", "runner")
    )
    assert "Beginning configuration replication: Sending to mate." in primary
    assert "Sending to mate" not in secondary
    assert "Beginning configuration replication from mate." in secondary
    assert runner == "0:00:00.000  INFO     boot both units\n"
    assert all(line.startswith("0:0") for line in primary.splitlines())


def test_nothing_is_left_of_the_sinks(tmp_path: Path) -> None:
    """A library configures nothing: afterwards a line of asapair goes nowhere."""
    with readable_logs(tmp_path) as logs:
        pass
    logs.say(0, "too late")
    assert (tmp_path / "runner.log").read_text() == ""


def test_braces_in_a_console_line_are_text(tmp_path: Path) -> None:
    """What loguru formats is a message; a line of a console is not a format."""
    with readable_logs(tmp_path) as logs:
        logs.say(0, "access-list {in} permit {0}")
    assert "access-list {in} permit {0}" in (tmp_path / "runner.log").read_text()


def test_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "taken").write_text("")
    with pytest.raises(LogWriteError, match="taken"), readable_logs(tmp_path / "taken"):
        pass
