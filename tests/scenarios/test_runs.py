"""A run does its steps in order and at their times, and comes to one result for one seed."""

from __future__ import annotations

from pathlib import Path

import pytest

from asapair.actors.defaults import default_spec
from asapair.actors.device.configuration import split_file
from asapair.actors.device.settings import context_settings
from asapair.actors.duration import MINUTE, SECOND
from asapair.scenarios import Entry, Kind, Result, load, loads, run

HEAD = "title: A claim.\nsteps:\n"


def times(result: Result) -> list[tuple[float, str]]:
    """When each step was done, in seconds."""
    return [(entry.at / SECOND, entry.text) for entry in result.entries if entry.kind is Kind.STEP]


def test_steps_are_done_at_their_times() -> None:
    steps = "  - boot: primary\n  - {after: 2s, boot: secondary}\n  - {at: 3s, power-off: both}\n"
    result = run(loads(HEAD + steps + "  - after: 500ms\n"))
    assert times(result) == [(0, "boot primary"), (2, "boot secondary"), (3, "power-off both units")]
    assert result.now == 3.5 * SECOND


def test_a_step_waits_until_something_holds() -> None:
    result = run(loads(HEAD + "  - boot: primary\n  - {until: {unit: primary, is: up}, crash: primary}\n"))
    boot, crash = times(result)
    assert boot == (0, "boot primary")
    assert 57 <= crash[0] <= 63


def test_what_does_not_come_in_time_ends_the_run() -> None:
    result = run(
        loads(
            HEAD
            + "  - boot: primary\n  - {until: {unit: primary, is: up}, within: 10s}\n  - crash: primary\n"
        )
    )
    (verdict,) = result.failures
    assert not result.finished
    assert (verdict.expected, verdict.actual) == ("primary is up, within 10s", "primary is booting")
    assert verdict.at == 10 * SECOND
    assert (verdict.where.line, verdict.where.column) == (4, 5)
    assert "crash primary" not in [text for _, text in times(result)]


def test_a_time_that_is_past_once_the_waiting_is_over_ends_the_run() -> None:
    result = run(
        loads(HEAD + "  - boot: primary\n  - until: {unit: primary, is: up}\n  - {at: 30s, crash: primary}\n")
    )
    (verdict,) = result.failures
    assert verdict.expected == "crash primary"
    assert verdict.actual.startswith("it is due at 30s, and it is 0:0")


def test_typing_at_a_unit_that_is_off_ends_the_run() -> None:
    result = run(loads(HEAD + "  - {type: show failover, on: primary}\n"))
    assert not result.finished
    assert result.failures[0].expected == "type at primary in system: show failover"


def test_going_to_a_context_that_is_not_there_ends_the_run() -> None:
    text = (
        HEAD + "  - boot: both\n  - until: {unit: primary, is: up}\n  - {type: show, on: primary, in: ctx9}\n"
    )
    assert "ctx9" in run(loads(text)).failures[0].actual


def test_lines_are_typed_where_they_act() -> None:
    text = HEAD + (
        "  - boot: both\n  - until: {group: 2, on: secondary, is: active}\n"
        "  - {type: [hostname a, hostname b], on: primary, in: ctx1, configure: true}\n"
        "  - {type: show mode, on: primary}\n"
        "  - {type: [changeto context ctx1, show context], on: primary, in: here}\n"
        "  - expect:\n"
        "      - {running: primary, in: ctx1, has: hostname b}\n"
        "      - {console: primary, prints: 'Security context mode: multiple'}\n"
    )
    result = run(loads(text))
    typed = [entry.text for entry in result.entries if entry.kind is Kind.TYPED]
    assert typed[-2].endswith("# changeto context ctx1")
    assert not result.failures


def test_a_block_is_typed_line_by_line() -> None:
    text = HEAD + (
        "  - boot: both\n  - until: {group: 2, on: secondary, is: active}\n"
        "  - on: primary\n    configure: true\n    type: |\n      banner motd one\n      banner motd two\n"
        "  - expect: {running: primary, has: [banner motd one, banner motd two]}\n"
    )
    assert not run(loads(text)).failures


def test_equal_seeds_give_equal_runs_and_other_seeds_other_orders() -> None:
    scenario = loads(HEAD + "  - boot: both\n  - after: 2m\n")
    first, again, other = run(scenario, 3), run(scenario, 3), run(scenario, 4)
    assert (first.digest, first.order, first.entries) == (again.digest, again.order, again.entries)
    assert first.order != other.order


def test_entries_are_heard_as_they_come() -> None:
    heard: list[Entry] = []
    result = run(loads(HEAD + "  - boot: both\n  - after: 2m\n"), on_entry=heard.append)
    assert tuple(heard) == result.entries
    assert [entry.at for entry in heard] == sorted(entry.at for entry in heard)


def test_a_run_without_expectations_has_no_verdicts() -> None:
    result = run(loads(HEAD + "  - boot: both\n  - after: 1s\n"))
    assert (result.verdicts, result.finished) == ((), True)


def test_a_verdict_says_where_its_expectation_stands() -> None:
    text = HEAD + "  - boot: both\n  - expect:\n    - {unit: both, is: booting}\n    - {unit: both, is: up}\n"
    assert [verdict.where.line for verdict in run(loads(text)).verdicts] == [5, 6]


def test_a_run_can_be_recorded(tmp_path: Path) -> None:
    scenario = loads(HEAD + "  - boot: both\n  - after: 90s\n")
    assert run(scenario, 5, log=tmp_path / "run.jsonl").digest == run(scenario, 5).digest
    assert (tmp_path / "run.jsonl").stat().st_size > 0


# -- the pair ----------------------------------------------------------------------------------


def test_without_a_pair_section_it_is_the_packaged_pair() -> None:
    assert loads(HEAD + "  - boot: both\n").spec == default_spec()


def test_settings_of_the_pair_reach_the_spec() -> None:
    spec = loads(
        "title: A claim.\nsteps: [{boot: both}]\n"
        "pair:\n  model: ASA5540\n  version: 9.2(2)4\n  calendar: 2021-05-06T07:08:09\n"
        "  boot: {time: 30s, spread: 10%}\n  link: {latency: 5ms, jitter: 3ms}\n"
        "  replication: {overhead: 1s, per-line: 500us}\n"
        "  primary: {boot-time: 58s, context-limit: 5, flash: {size: 1MB, read-only: true}}\n"
        "  secondary: {version: 9.1(5)16}\n"
    ).spec
    assert (spec.model, spec.version, spec.calendar) == ("ASA5540", "9.2(2)4", "2021-05-06T07:08:09")
    assert (spec.boot.time, spec.boot.spread) == (30 * SECOND, 0.1)
    assert (spec.link.latency, spec.link.jitter) == (5_000_000, 3_000_000)
    assert (spec.replication.overhead, spec.replication.per_line) == (1 * SECOND, 500_000)
    assert (spec.primary.boot_time, spec.primary.context_limit) == (58 * SECOND, 5)
    assert (spec.primary.flash.size, spec.primary.flash.read_only) == (1 << 20, True)
    assert (spec.secondary.version, spec.secondary.flash.read_only) == ("9.1(5)16", False)


def test_a_system_configuration_is_that_of_both_units_in_their_roles() -> None:
    spec = loads(
        "title: A claim.\nsteps: [{boot: both}]\n"
        "pair:\n  system: |\n    hostname one\n    failover lan unit primary\n"
    ).spec
    assert spec.primary.startup == "hostname one\nfailover lan unit primary\n"
    assert spec.secondary.startup == "hostname one\nfailover lan unit secondary\n"


def test_own_contexts_replace_those_of_the_system_configuration() -> None:
    spec = loads(
        "title: A claim.\nsteps: [{boot: both}]\npair:\n  contexts:\n"
        "    - {name: one, config-url: disk0:/one.cfg, admin: true, configuration: hostname one, lines: 3}\n"
        "    - {name: two, config-url: disk0:/two.cfg, group: 2, interfaces: [Ethernet0.12 outside]}\n"
    ).spec
    startup = spec.secondary.startup.splitlines()
    contexts = [line.strip() for line in startup[startup.index("admin-context one") :]]
    assert contexts[:10] == [
        "admin-context one",
        "context one",
        "config-url disk0:/one.cfg",
        "!",
        "",
        "context two",
        "allocate-interface Ethernet0.12 outside",
        "config-url disk0:/two.cfg",
        "join-failover-group 2",
        "!",
    ]
    assert "context ctx1" not in startup
    assert list(spec.primary.flash.files) == ["disk0:/one.cfg"]
    lines = spec.primary.flash.files["disk0:/one.cfg"].splitlines()
    assert lines[0] == "hostname one"
    assert len(set(lines)) == 4


def test_a_unit_has_startup_and_files_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "own.cfg").write_text("hostname own\r\n", encoding="utf-8")
    (tmp_path / "s.yaml").write_text(
        "title: A claim.\nsteps: [{boot: both}]\npair:\n  secondary:\n    startup: own.cfg\n"
        "    flash: {missing: ['disk0:/ctx2.cfg'], files: {'disk0:/ctx1.cfg': hostname other}}\n",
        encoding="utf-8",
    )
    spec = load(tmp_path / "s.yaml").spec
    assert spec.secondary.startup == "hostname own\n"
    assert sorted(spec.secondary.flash.files) == ["disk0:/admin.cfg", "disk0:/ctx1.cfg"]
    assert spec.secondary.flash.files["disk0:/ctx1.cfg"] == "hostname other\n"
    assert sorted(spec.primary.flash.files) == ["disk0:/admin.cfg", "disk0:/ctx1.cfg", "disk0:/ctx2.cfg"]


@pytest.mark.parametrize("text", ["hostname one", "hostname one\n"])
def test_a_text_of_one_line_ends_like_a_file(text: str) -> None:
    document = f"title: A claim.\nsteps: [{{boot: both}}]\npair:\n  primary:\n    startup: {text!r}\n"
    assert (
        loads(document.replace("'hostname one\\n'", '"hostname one\\n"')).spec.primary.startup
        == "hostname one\n"
    )


def test_generated_lines_fill_a_context_of_any_size() -> None:
    spec = loads(
        "title: A claim.\nsteps: [{boot: both}]\npair:\n  contexts:\n"
        "    - {name: one, config-url: disk0:/one.cfg, admin: true, lines: 70000}\n"
    ).spec
    lines = spec.primary.flash.files["disk0:/one.cfg"].splitlines()
    assert len(set(lines)) == len(lines) == 70001


def test_one_entry_stands_for_many_contexts() -> None:
    scenario = loads(
        "title: A claim.\nsteps: [{type: end, on: primary, in: web2}]\npair:\n  contexts:\n"
        "    - {name: adm, config-url: disk0:/adm.cfg, admin: true}\n"
        "    - {name: web, count: 2, config-url: disk0:/a.b/web.cfg, group: 2, configuration: hostname web}\n"
        "    - {name: raw, count: 1, config-url: disk0:/a.b/raw, lines: 1}\n"
    )
    contexts = [
        (context.name, context.url, context.group)
        for context in context_settings(split_file(scenario.spec.primary.startup).configuration)
    ]
    assert contexts == [
        ("adm", "disk0:/adm.cfg", 1),
        ("web1", "disk0:/a.b/web1.cfg", 2),
        ("web2", "disk0:/a.b/web2.cfg", 2),
        ("raw1", "disk0:/a.b/raw1", 1),
    ]
    files = scenario.spec.secondary.flash.files
    assert files["disk0:/a.b/web1.cfg"] == files["disk0:/a.b/web2.cfg"] == "hostname web\n"
    assert files["disk0:/a.b/raw1"].startswith("hostname raw1\n")


def test_a_scenario_is_parsed_once_and_runs_with_many_seeds() -> None:
    scenario = loads(HEAD + "  - boot: both\n  - until: {unit: both, is: up}\n")
    assert len({run(scenario, seed).now for seed in range(5)}) == 5
    assert all(run(scenario, seed).now < 2 * MINUTE for seed in range(5))
