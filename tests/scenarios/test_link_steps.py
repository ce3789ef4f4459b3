"""Steps that break and mend what joins the units."""

from __future__ import annotations

import textwrap

import pytest

from asapair.actors.messages import SetLink
from asapair.actors.spec import UnitSpec
from asapair.scenarios import Kind, Result, ScenarioError, loads, run

BOOTED = """\
title: A pair that has booted.
steps:
  - {boot: both, mark: power}
  - {until: {group: 2, on: secondary, is: Active}}
  - {after: 30s, mark: booted}
"""


def steps(text: str) -> Result:
    return run(loads(BOOTED + textwrap.indent(textwrap.dedent(text), "  ")))


def problems(result: Result) -> list[str]:
    return [f"{verdict.expected}: {verdict.actual}" for verdict in result.failures]


def test_a_cut_link_fails_after_the_hold_time_and_comes_back_when_it_is_restored() -> None:
    result = steps(
        """\
        - cut: failover link
          mark: cut
        - until: [{link-of: primary, is: failed}, {link-of: secondary, is: failed}]
        - expect:
            - {console: primary, prints: Failover LAN Failed, between: [13s, 16s], since: cut}
            - {mate-of: primary, is: up}
        - restore: failover link
        - after: 10s
          expect: [{link-of: primary, is: up}, {link-of: secondary, is: up}]
        """
    )
    assert problems(result) == []
    assert [entry.text for entry in result.entries if entry.kind is Kind.STEP] == [
        "boot both units",
        "cut the failover link",
        "restore the failover link",
    ]


def test_a_cut_lane_holds_up_configurations_alone() -> None:
    result = steps(
        """\
        - cut: replication lane
        - type: banner motd typed meanwhile
          on: primary
          configure: true
        - type: write standby
          on: primary
          mark: sent
        - after: 1m
          expect:
            - {link-of: primary, is: up}
            - {running: secondary, has: banner motd typed meanwhile}
            - {console: primary, prints: End Configuration Replication to mate, since: sent, times: 0}
        - restore: replication lane
        - after: 10s
          expect: {console: primary, prints: End Configuration Replication to mate, since: sent, times: 1}
        """
    )
    assert problems(result) == []


def test_a_slow_link_makes_commands_late() -> None:
    result = steps(
        """\
        - degrade: failover link
          latency: 2s
        - type: banner motd late
          on: primary
          configure: true
        - after: 1900ms
          expect: {running: secondary, lacks: banner motd late}
        - after: 110ms
          expect: {running: secondary, has: banner motd late}
        """
    )
    assert problems(result) == []


def test_a_link_is_degraded_in_each_way_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    changes: list[SetLink] = []
    monkeypatch.setattr("asapair.actors.pair.LinkHandle._set", lambda _, change: changes.append(change))
    result = run(
        loads(
            "title: A claim.\nsteps:\n"
            "  - {degrade: failover link, latency: 100ms, jitter: 5ms, loss: 12.5%}\n"
            "  - {degrade: replication lane, loss: 0%}\n"
        )
    )
    assert changes == [
        SetLink(latency=100_000_000, jitter=5_000_000, loss=0.125),
        SetLink(loss=0.0),
    ]
    assert [entry.text for entry in result.entries] == [
        "degrade the failover link: latency 100ms, jitter 5ms, loss 12.5%",
        "degrade the replication lane: loss 0%",
    ]


def test_a_lane_alone_is_not_the_link() -> None:
    result = steps(
        """\
        - degrade: replication lane
          latency: 20s
          loss: 90%
        - after: 1m
          expect: [{link-of: primary, is: up}, {link-of: secondary, is: up}]
        - degrade: failover link
          loss: 99%
        - until: {link-of: primary, is: failed}
        """
    )
    assert result.finished
    assert problems(result) == []


WRONG = {
    "unknown link": (
        "- cut: link\n",
        "'link' is not possible here, allowed are failover link, replication lane",
    ),
    "degrade without a word": (
        "- degrade: failover link\n",
        "'degrade': one of 'latency', 'jitter' and 'loss' goes with it",
    ),
    "loss of everything": ("- {degrade: failover link, loss: 100%}\n", "'100%' is not a share: write '5%'"),
    "loss as a number": ("- {degrade: failover link, loss: 0.1}\n", "'0.1' is not a share: write '5%'"),
    "cut with loss": ("- {cut: failover link, loss: 1%}\n", "unknown key 'loss' beside 'cut'"),
    "bare number": ("- {degrade: failover link, latency: 5}\n", "'5' has no unit"),
    "unknown condition": (
        "- expect: {link-of: primary, is: down}\n",
        "'down' is not possible here, allowed are failed, up",
    ),
}


@pytest.mark.parametrize(("step", "expected"), WRONG.values(), ids=WRONG.keys())
def test_a_mistake_is_told(step: str, expected: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        loads(f"title: A claim.\nsteps:\n{step}")
    assert expected in str(caught.value)


def test_the_pair_may_have_a_lossy_link_and_units_that_differ() -> None:
    spec = loads(
        "title: A claim.\nsteps: [{boot: both}]\n"
        "pair:\n  link: {loss: 2.5%}\n  primary: {mode: multiple, context-limit: 2}\n"
        "  secondary: {mode: single, version: 9.2(1)}\n"
    ).spec

    def own(unit: UnitSpec) -> tuple[str, int | None, str | None]:
        return unit.mode, unit.context_limit, unit.version

    assert spec.link.loss == 0.025
    assert (own(spec.primary), own(spec.secondary)) == (("multiple", 2, None), ("single", None, "9.2(1)"))


@pytest.mark.parametrize("loss", ["2%", "10%", "30%"])
def test_a_lossy_link_does_not_make_a_run_dearer(loss: str) -> None:
    """A lost message arrives late, it does not breed more of them."""
    text = (
        "title: A claim.\npair: {{link: {{loss: {}}}}}\nsteps:\n"
        "  - boot: both\n  - until: {{group: 2, on: secondary, is: Active}}\n    within: 10m\n"
        "  - {{type: banner motd x, on: primary, configure: true}}\n  - after: 10m\n"
    )
    assert run(loads(text.format(loss))).steps <= 2 * run(loads(text.format("0%"))).steps


@pytest.mark.parametrize(
    "step", ["{port: Ethernet0.99, on: primary, goes: down}", "{traffic: off, segment: Ethernet0.99}"]
)
def test_a_port_that_the_pair_has_not_is_named_with_those_that_it_has(step: str) -> None:
    (failure,) = steps(f"- {step}\n").failures
    assert failure.actual.startswith("there is no port 'Ethernet0.99', allowed are Ethernet0, Ethernet0.10,")


def test_a_port_is_known_at_a_unit_that_is_off() -> None:
    result = run(loads("title: t\nsteps: [{port: Ethernet0.11, on: both, goes: down}]\n"))
    assert result.failures == ()


def test_a_mac_address_is_read_as_it_is_written_elsewhere() -> None:
    result = steps(
        """\
        - expect:
            - {address: ctx1/outside, on: primary, mac: "00:A0:C9:00:01:01"}
        """
    )
    assert problems(result) == []
