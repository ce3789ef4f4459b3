from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from asapair.listing import list_all
from asapair.scenarios import schema
from asapair.scenarios.contents import contents
from asapair.scenarios.library import names, packaged

Asapair = Callable[..., Result]


def test_list_shows_every_packaged_scenario_with_its_rows(asapair: Asapair) -> None:
    result = asapair("list")
    assert result.exit_code == 0
    heads = [
        line.split() for line in result.stdout.splitlines() if line[:1].strip() and not line[0].isdigit()
    ]
    assert [head[0] for head in heads] == names()
    assert ["both-units-boot", "P3", "P4", "P6", "P7", "P8"] in heads


def test_what_is_listed_is_what_the_scenarios_say() -> None:
    """It is read from the head of each file alone."""
    assert [(each.name, each.title, each.shows, each.file) for each in contents()] == [
        (each.name, each.title, tuple(each.shows), each.file) for each in packaged()
    ]


def test_listing_loads_nothing_that_a_pair_needs() -> None:
    code = "import sys; from asapair.listing import list_all; list_all(as_json=False); print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert not {"pykka", "blinker", "loguru", "asapair.actors"} & set(shown.splitlines()[-1].split())


def test_list_as_json_has_name_sentence_and_rows(asapair: Asapair) -> None:
    listed = json.loads(asapair("list", "--json").stdout)
    assert [each["name"] for each in listed] == names()
    assert {"P1", "P18", "R6"} <= {row for each in listed for row in each["shows"]}
    assert all(each["title"].endswith(".") for each in listed)


def test_list_of_a_row_prints_it_and_the_scenarios_that_show_it(asapair: Asapair) -> None:
    result = asapair("list", "p8")
    assert result.exit_code == 0
    first, *_ = result.stdout.splitlines()
    assert first.startswith("P8   The console of the sending unit announces the end of replication")
    assert "reference 1.4, 6; confidence: page" in result.stdout
    assert "both-units-boot" in result.stdout


def test_a_row_that_nothing_shows_yet_says_so(asapair: Asapair, monkeypatch: pytest.MonkeyPatch) -> None:
    others = [each for each in contents() if "H3" not in each.shows]
    monkeypatch.setattr("asapair.listing.contents", lambda: others)
    assert "no packaged scenario shows it" in asapair("list", "H3").stdout


def test_a_row_as_json_has_its_scenarios(asapair: Asapair) -> None:
    row = json.loads(asapair("list", "P8", "--json").stdout)
    assert (row["id"], row["confidence"]) == ("P8", "page")
    assert "both-units-boot" in [each["name"] for each in row["scenarios"]]


def test_an_unknown_row_is_refused_with_the_nearest(asapair: Asapair) -> None:
    result = asapair("list", "R22")
    assert result.exit_code == 2
    assert result.stderr.endswith("(did you mean 'R2'?)\n")


def test_check_says_good_and_runs_nothing(asapair: Asapair, scenario: Callable[[str], Path]) -> None:
    path = scenario("  - boot: both\n  - expect: [{unit: both, is: up}, {unit: both, is: 'off'}]\n")
    result = asapair("check", path)
    assert (result.exit_code, result.stdout) == (0, f"{path}: good, 2 steps, 2 expectations\n")


def test_check_tells_what_is_wrong(asapair: Asapair, scenario: Callable[[str], Path]) -> None:
    path = scenario("  - boot: bth\n")
    result = asapair("check", path)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{path}:3:11: 'bth' is not possible here")


def test_the_schema_command_prints_the_schema(asapair: Asapair) -> None:
    assert asapair("schema").stdout_bytes == schema.encoded()


def test_the_list_fits_on_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    list_all(as_json=False)
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80
