"""`failover exec`: typed on one unit, carried out on the other (reference 3.5, 14.34)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from asapair.actors import Pair
from asapair.actors.facts import texts
from asapair.actors.facts.states import Power

MakePair = Callable[..., Pair]


def typed(
    pair: Pair, line: str, unit: str = "primary", space: str = "system", *, configure: bool = False
) -> str:
    console = pair.unit(unit).console
    console.go(space, configure=configure)
    printed = console.enter(line)
    pair.advance("1s")
    return printed


def test_the_mate_carries_it_out_and_its_output_is_printed_here(formed_pair: Pair) -> None:
    before = len(formed_pair.secondary.console.lines)
    page = typed(formed_pair, "failover exec mate show failover")
    assert "Failover unit Secondary" in page.split("\n")
    assert len(formed_pair.secondary.console.lines) == before


def test_a_filter_is_for_what_comes_back(formed_pair: Pair) -> None:
    assert typed(formed_pair, "failover exec mate show failover | include unit") == "Failover unit Secondary"


@pytest.mark.parametrize(
    ("unit", "space", "target", "role"),
    [
        ("primary", "system", "active", "Primary"),
        ("primary", "system", "standby", "Secondary"),
        ("secondary", "system", "active", "Primary"),
        ("primary", "system", "mate", "Secondary"),
        ("secondary", "system", "mate", "Primary"),
    ],
)
def test_a_target_is_the_unit_in_that_state_for_group_1(
    formed_pair: Pair, unit: str, space: str, target: str, role: str
) -> None:
    page = typed(formed_pair, f"failover exec {target} show failover", unit, space)
    assert f"Failover unit {role}" in page.split("\n")


def test_inside_a_context_the_state_is_that_of_its_group(formed_pair: Pair) -> None:
    """Group 2 is active on the secondary; the command goes to the same context there."""
    active = typed(formed_pair, "failover exec active show interface ip brief", space="ctx2")
    standby = typed(formed_pair, "failover exec standby show interface ip brief", space="ctx2")
    assert "203.0.113.65" in active
    assert "203.0.113.66" in standby


def test_each_target_keeps_a_mode_on_the_far_side(formed_pair: Pair) -> None:
    console = formed_pair.primary.console
    assert typed(formed_pair, "show failover exec mate") == "Mate unit Failover EXEC is at config mode"
    typed(formed_pair, "failover exec mate interface Ethernet3", configure=True)
    assert console.mode == "config"
    assert typed(formed_pair, "show failover exec mate") == (
        "Mate unit Failover EXEC is at interface sub-command mode"
    )
    assert typed(formed_pair, "show failover exec standby").endswith("at config mode")
    typed(formed_pair, "failover exec mate description spare", configure=True)
    running = formed_pair.secondary.running()
    assert running is not None
    assert running.has("description spare", ("interface Ethernet3",))
    typed(formed_pair, "failover exec mate end")
    assert typed(formed_pair, "show failover exec mate") == "Mate unit Failover EXEC is at exec mode"


def test_a_configuration_command_on_the_standby_prints_the_warning_here(formed_pair: Pair) -> None:
    printed = typed(formed_pair, "failover exec mate hostname edge", configure=True)
    assert printed.split("\n") == list(texts.WRONG_UNIT.lines())
    here, there = formed_pair.primary.running(), formed_pair.secondary.running()
    assert here is not None
    assert there is not None
    assert there.has("hostname edge")
    assert not here.has("hostname edge")


def test_a_configuration_command_on_the_active_unit_replicates_from_there(formed_pair: Pair) -> None:
    assert typed(formed_pair, "failover exec active hostname edge", "secondary", configure=True) == ""
    for unit in (formed_pair.primary, formed_pair.secondary):
        running = unit.running()
        assert running is not None
        assert running.has("hostname edge")


def test_the_standby_unit_takes_a_group_when_it_is_told_to(formed_pair: Pair) -> None:
    """As seen in the field: `failover exec standby failover active`."""
    typed(formed_pair, "failover exec standby failover active group 1")
    assert formed_pair.wait_until(lambda: formed_pair.secondary.group(1).state == "Active", "5s")


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (
            "failover exec mate failover exec mate show clock",
            texts.EXEC_REFUSED.line(command="failover exec"),
        ),
        ("failover exec mate changeto context ctx1", texts.EXEC_REFUSED.line(command="changeto")),
        ("failover exec mate debug fover sync", texts.EXEC_REFUSED.line(command="debug")),
        ("failover exec mate logout", texts.EXEC_REFUSED.line(command="logout")),
        ("failover exec mate hostname edge", texts.EXEC_NEEDS_CONFIG.line()),
        ("failover exec mate delete disk0:/ctx1.cfg", texts.EXEC_QUESTION.line()),
        ("failover exec mate show nonsense", texts.INVALID_INPUT.line()),
        ("failover exec mate", texts.INCOMPLETE.line()),
    ],
)
def test_what_cannot_be_carried_out_so_is_refused(formed_pair: Pair, line: str, error: str) -> None:
    files, running = dict(formed_pair.secondary.files), formed_pair.secondary.running()
    assert typed(formed_pair, line).split("\n")[-1] == error
    assert dict(formed_pair.secondary.files) == files
    assert formed_pair.secondary.running() == running


def test_without_the_mate_the_command_fails(formed_pair: Pair) -> None:
    formed_pair.secondary.power_off()
    assert formed_pair.wait_until(lambda: formed_pair.primary.mate == "failed", "30s")
    assert typed(formed_pair, "failover exec mate show clock") == texts.EXEC_MATE_DOWN.line()
    assert typed(formed_pair, "failover exec active show mode") == "Security context mode: multiple"


def test_a_mate_that_is_lost_meanwhile_is_given_up(formed_pair: Pair) -> None:
    formed_pair.secondary.power_off()
    printed = typed(formed_pair, "failover exec mate show clock")
    assert printed.split("\n")[-1] == texts.MATE_NO_ANSWER.line()
    assert formed_pair.primary.console.prompt is not None


def test_a_mate_that_reloads_forgets_its_modes_and_the_pair_goes_on(formed_pair: Pair) -> None:
    typed(formed_pair, "failover exec mate reload noconfirm")
    assert formed_pair.secondary.power is not Power.UP
    assert formed_pair.wait_until(lambda: formed_pair.secondary.group(1).state == "Standby Ready", "3m")
    assert typed(formed_pair, "failover exec mate show mode") == "Security context mode: multiple"
