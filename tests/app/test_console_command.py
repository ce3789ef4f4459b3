from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from asapair.actors.pair import Pair
from asapair.console import Desk

Asapair = Callable[..., Result]


def talk(asapair: Asapair, *lines: str) -> Result:
    return asapair("console", typed="".join(f"{line}\n" for line in lines))


def test_lines_go_to_the_console_and_colons_to_the_tool(asapair: Asapair) -> None:
    result = talk(asapair, ":boot", ":advance 90s", "enable", "", "show mode")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-2:] == [
        "0:01:30.000  primary    ciscoasa/pri/act# show mode",
        "0:01:30.000  primary    Security context mode: multiple",
    ]


def test_one_types_at_the_unit_that_one_has_chosen(asapair: Asapair) -> None:
    result = talk(asapair, ":boot", ":advance 90s", ":secondary", "enable", "", ":primary", "enable")
    typed = [line for line in result.stdout.splitlines() if line.endswith("enable")]
    assert [line.split()[1] for line in typed] == ["secondary", "primary"]


def test_the_clock_moves_only_when_it_is_advanced(asapair: Asapair) -> None:
    result = talk(asapair, ":boot primary", ":advance 30s", ":state", ":advance 1m", ":state")
    states = [line for line in result.stdout.splitlines() if line.startswith(("primary is", "secondary is"))]
    assert states == ["primary is booting", "secondary is off", "primary is up", "secondary is off"]


def test_units_can_be_broken(asapair: Asapair) -> None:
    result = talk(asapair, ":boot", ":advance 90s", ":power-off primary", ":crash secondary", ":state")
    assert [line for line in result.stdout.splitlines() if " is " in line][-2:] == [
        "primary is off",
        "secondary is booting",
    ]


def test_a_port_can_be_broken_and_mended(asapair: Asapair) -> None:
    result = talk(
        asapair,
        *(":boot", ":advance 3m", ":port primary Ethernet0 down", ":advance 1s", ":state"),
        *(":port both Ethernet0 cut off", ":advance 1s", ":state"),
    )
    groups = [line.split()[-1] for line in result.stdout.splitlines() if line.startswith("  group 1")]
    assert result.exit_code == 0
    assert groups == ["Failed", "Active", "Ready", "Active"]


def test_the_failover_link_can_be_cut_and_restored(asapair: Asapair) -> None:
    result = talk(
        asapair,
        *(":boot", ":advance 3m", ":cut failover link", ":advance 30s", ":state"),
        *(":restore failover link", ":advance 10s", ":state"),
    )
    links = [line for line in result.stdout.splitlines() if line.startswith("  mate")]
    assert links == ["  mate up, failover link failed"] * 2 + ["  mate up, failover link up"] * 2


def test_connections_can_be_opened_and_closed(asapair: Asapair) -> None:
    result = talk(
        asapair,
        *(":boot", ":advance 2m", ":open 10 ctx1", ":close 4 ctx1", ":traffic off"),
        *("enable", "", "changeto context ctx1", "show conn count"),
    )
    assert result.stdout.splitlines()[-1].split("  primary    ")[-1] == "6 in use, 10 most used"


def test_quit_leaves_before_the_end_of_the_input(asapair: Asapair) -> None:
    result = talk(asapair, ":quit", ":nonsense")
    assert (result.exit_code, result.stderr) == (0, "")


def test_help_lists_every_command(asapair: Asapair) -> None:
    lines = talk(asapair, ":help").stdout.splitlines()
    words = [line.split()[0] for line in lines if line.startswith(":")]
    assert words == [
        ":primary",
        ":secondary",
        ":boot",
        ":power-off",
        ":crash",
        ":reload",
        ":port",
        ":cut",
        ":restore",
        ":traffic",
        ":open",
        ":close",
        ":advance",
        ":state",
        ":help",
        ":quit",
    ]


def test_a_command_may_be_abbreviated_while_it_is_clear(asapair: Asapair) -> None:
    assert "primary is booting" in talk(asapair, ":b pri", ":b primary", ":st").stdout


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (":nonsense", ":nonsense is no command, allowed are primary, secondary, boot,"),
        (":", ": is no command, allowed are"),
        (":advance", "usage: :advance TIME"),
        (":advance 30", "'30' has no unit: write '30s'"),
        (":port primary Ethernet0 dwon", "'dwon' is no state of a port, allowed are up, down,"),
        (":port primary Ethernet0", "'' is no state of a port, allowed are up, down,"),
        (
            ":port primary Ethernet9 down",
            "there is no port 'Ethernet9', allowed are Ethernet0, Ethernet0.10,",
        ),
        (":port tertiary Ethernet0 down", "'tertiary' is no unit, allowed are primary, secondary, both"),
        (":cut failover", "'failover' is no link, allowed are failover link, replication lane,"),
        (":traffic loud", "'loud' is no traffic, allowed are on, arp, ping, off"),
        (":open ten ctx1", "'ten' is no number of connections: write 1 or more"),
        (":open 0 ctx1", "'0' is no number of connections: write 1 or more"),
        (":open 3 ctx1", "ctx1 is active on neither unit: nobody connects through it"),
        (":open 3 ctx9", "ctx9 is active on neither unit: nobody connects through it"),
        (":boot tertiary", "'tertiary' is no unit, allowed are primary, secondary, both"),
        ("show mode", "primary is off, nobody reads 'show mode': `:boot` turns it on"),
    ],
)
def test_what_the_tool_does_not_understand_is_said_and_the_rest_goes_on(
    asapair: Asapair, line: str, complaint: str
) -> None:
    result = talk(asapair, line, ":state")
    assert result.exit_code == 2
    assert result.stderr.startswith(complaint)
    assert "primary is off" in result.stdout


def test_the_pair_is_that_of_a_scenario_without_its_steps(asapair: Asapair, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "title: A claim.\nsteps: [{boot: both}]\npair:\n  primary: {boot-time: 1s}\n", encoding="utf-8"
    )
    result = asapair("console", path, typed=":state\n:boot primary\n:advance 1s\n:state\n")
    assert [line for line in result.stdout.splitlines() if line.startswith("primary is")] == [
        "primary is off",
        "primary is up",
    ]


def test_a_wrong_file_is_one_line(asapair: Asapair, tmp_path: Path) -> None:
    result = asapair("console", tmp_path / "none.yaml")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{tmp_path / 'none.yaml'}:1:1: cannot read the file")


def test_on_a_terminal_a_typed_line_stands_there_once(capsys: pytest.CaptureFixture[str]) -> None:
    with Pair() as pair:
        desk = Desk(pair, echoed=True)
        pair.form()
        capsys.readouterr()
        assert desk.prompt.endswith("primary    ciscoasa/pri/stby> ")
        for line in ("enable", "", "show mode"):
            desk.take(line)
        pair.secondary.console.enter("enable")
    printed = [line.split("  ", 1)[1] for line in capsys.readouterr().out.splitlines()]
    assert printed == ["primary    Security context mode: multiple", "secondary  ciscoasa/sec/stby> enable"]
