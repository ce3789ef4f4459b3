"""Each kind of condition holds where it should, and says what is there where it does not."""

from __future__ import annotations

import textwrap

import pytest

from asapair.scenarios import Result, loads, run

BOOTED = """\
title: A pair that has booted.
pair:
  boot: {time: 60s, spread: 0%}
  link: {latency: 1ms, jitter: 0ms}
steps:
  - {boot: both, mark: power}
  - {until: {group: 2, on: secondary, is: Active}, mark: booted}
"""


def steps(text: str, before: str = BOOTED) -> Result:
    """Run the booted pair with more steps."""
    return run(loads(before + textwrap.indent(textwrap.dedent(text), "  ")))


def judged(condition: str) -> tuple[bool, str]:
    """Whether one condition holds on the booted pair, and what was there if not."""
    (verdict,) = steps(f"- expect: {condition}\n").verdicts
    return verdict.held, verdict.actual


HOLDS = [
    "{context: ctx9, on: both, is: absent}",
    "{mate-of: both, is: up}",
    "{link-of: both, is: up}",
    "{console: both, prints: Enabling failover., times: 1}",
    "{group: 1, on: primary, is: Active}",
    "{group: 1, on: primary, is: active}",
    "{group: 1, on: secondary, is: standby ready}",
    "{group: 0, on: primary, is: Active}",
    "{group: 2, on: secondary, is: active, between: [1m, 1m30s]}",
    "{group: 2, on: secondary, is: active, between: [0s, 0s], since: booted}",
    "{context: ctx1, on: primary, is: active}",
    "{context: ctx1, on: secondary, is: standby}",
    "{context: ctx9, on: secondary, is: absent}",
    "{contexts: follow their groups}",
    "{unit: both, is: up}",
    "{mate-of: primary, is: up}",
    "{console: primary, prints: Enabling failover.}",
    "{console: primary, prints: '  Enabling   failover. '}",
    "{console: primary, contains: [Enabling, End Conf], since: power}",
    "{console: primary, prints: Enabling failover., times: 1}",
    "{console: primary, contains: reload, times: 0}",
    "{console: primary, prints: Enabling failover., between: [1m, 1m]}",
    "{running: both, has: failover}",
    "{running: primary, has: [failover, failover lan unit primary], lacks: no failover}",
    "{running: both, in: ctx1, has: hostname ctx1, lacks: hostname ctx2}",
    "{running: both, in: ctx9, lacks: hostname ctx9}",
    '{running: both, has: "context ctx2\\nallocate-interface Ethernet0.12"}',
    "{startup: both, has: failover}",
    "{startup: secondary, in: ctx1, has: hostname ctx1}",
    "{file: disk0:/ctx1.cfg, on: both}",
    "{file: disk0:/ctx1.cfg, on: both, has: hostname ctx1}",
    "{file: disk0:/ctx9.cfg, on: both, is: absent}",
    "{configurations: same}",
    "{not: {unit: primary, is: off}}",
    "{not: [{unit: primary, is: up}, {unit: secondary, is: off}]}",
    "{either: [{unit: primary, is: off}, {unit: secondary, is: up}]}",
    "{either: [[{unit: primary, is: up}, {unit: secondary, is: up}], {unit: primary, is: off}]}",
    "{never: {group: 1, on: secondary, is: active}}",
    "{never: [{unit: primary, is: up}, {unit: secondary, is: off}]}",
    "{never: {unit: primary, is: off}, since: power}",
    "{always: {unit: primary, is: up}, since: booted}",
]


@pytest.mark.parametrize("condition", HOLDS)
def test_a_condition_holds(condition: str) -> None:
    assert judged(condition) == (True, "")


FAILS = {
    "{group: 1, on: secondary, is: active}": "Standby Ready since 0:01:",
    "{group: 1, on: primary, is: active, because: HELLO not heard from mate}": "Active since 0:01:",
    "{group: 2, on: secondary, is: active, between: [0s, 30s]}": "Active since 0:01:",
    "{group: 2, on: secondary, is: active, between: [1s, 2s], since: booted}": "Active since 0:01:",
    "{context: ctx1, on: primary, is: standby}": "active",
    "{context: ctx1, on: primary, is: absent}": "active",
    "{unit: both, is: off}": "primary is up, secondary is up",
    "{context: ctx1, on: both, is: active}": "active on primary; standby on secondary",
    "{mate-of: both, is: failed}": "up on primary; up on secondary",
    "{link-of: both, is: failed}": "up on primary; up on secondary",
    "{console: both, prints: Group 2 Switching to Standby}": "printed at 0:01:0",
    "{mate-of: primary, is: failed}": "up",
    "{console: primary, prints: Enabling}": "not printed",
    "{console: primary, prints: Enabling failover., times: 2}": "printed at 0:01:00.000",
    "{console: primary, prints: Enabling failover., since: booted}": "printed at 0:01:00.000",
    "{console: primary, prints: Enabling failover., between: [0s, 59s]}": "printed at 0:01:00.000",
    "{console: primary, contains: [End Conf, Enabling]}": "'End Conf' printed at 0:01:",
    "{console: primary, prints: [Enabling failover., nothing else]}": (
        "'Enabling failover.' printed at 0:01:00.000; 'nothing else' not printed"
    ),
    "{running: both, has: no failover}": (
        "on primary 'no failover' is missing; on secondary 'no failover' is missing"
    ),
    "{running: secondary, lacks: failover}": "on secondary 'failover' is there",
    "{running: both, in: ctx9, has: hostname ctx9}": "on primary there is none; on secondary there is none",
    '{running: primary, has: "context ctx2\\nallocate-interface Ethernet1.22"}': (
        "on primary 'context ctx2 allocate-interface Ethernet1.22' is missing"
    ),
    "{startup: primary, lacks: failover}": "on primary 'failover' is there",
    "{file: disk0:/ctx9.cfg, on: primary}": "on primary it is absent",
    "{file: disk0:/ctx1.cfg, on: primary, is: absent}": "on primary it is present",
    "{file: disk0:/ctx1.cfg, on: primary, has: hostname x}": "on primary 'hostname x' is missing",
    "{command: hostname x, outcome: replicated}": "no such command was entered during a synchronisation",
    "{not: {unit: primary, is: up}}": "primary is up",
    "{either: [{unit: primary, is: off}, {unit: secondary, is: off}]}": "primary is up; secondary is up",
    "{never: {unit: primary, is: up}}": "broken at 0:01:00.000",
    "{always: {unit: primary, is: up}}": "broken at 0:00:00.000",
    "{always: {group: 2, on: secondary, is: active}, since: power}": "broken at 0:00:00.000",
}


@pytest.mark.parametrize(("condition", "actual"), FAILS.items())
def test_a_condition_fails_and_says_what_is_there(condition: str, actual: str) -> None:
    held, found = judged(condition)
    assert not held
    assert found.startswith(actual)


def test_what_is_typed_is_not_what_a_console_prints() -> None:
    result = steps(
        """\
        - {type: banner motd typed, on: primary, configure: true}
        - expect: {console: primary, contains: banner motd typed, times: 0}
        """
    )
    assert [verdict.held for verdict in result.verdicts] == [True]


def test_configurations_that_differ_are_told_line_by_line() -> None:
    result = steps(
        """\
        - {type: banner motd alone, on: secondary, configure: true}
        - expect: {configurations: same}
        """
    )
    (verdict,) = result.verdicts
    assert (verdict.held, verdict.actual) == (False, "system: only secondary has 'banner motd alone'")


def test_a_unit_that_is_off_runs_no_configuration() -> None:
    result = steps("- power-off: primary\n- expect: {configurations: same}\n")
    assert result.failures[0].actual == "system: runs on one unit only"


def test_an_offence_that_is_over_is_remembered_and_one_before_the_mark_is_not() -> None:
    result = steps(
        """\
        - {type: failover active group 2, on: primary}
        - {until: {group: 2, on: primary, is: active}, mark: away}
        - {type: failover active group 2, on: secondary}
        - until: {group: 2, on: secondary, is: active}
          mark: back
        - after: 10s
          expect:
            - {always: {group: 2, on: secondary, is: active}, since: booted}
            - {always: {group: 2, on: secondary, is: active}, since: back}
            - {never: {group: 2, on: primary, is: active}, since: away}
        """
    )
    assert [verdict.held for verdict in result.verdicts] == [False, True, False]


def test_contexts_follow_their_groups_at_every_instant_though_not_at_every_message() -> None:
    result = steps(
        """\
        - {type: failover active group 2, on: primary}
        - after: 1m
          expect: {always: {contexts: follow their groups}}
        """
    )
    assert not result.failures
