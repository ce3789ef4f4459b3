"""The pytest plugin, in a pytest of its own."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points

import pytest

#: An installed asapair brings its plugin; from a checkout it has to be named.
PLUGIN = () if "asapair" in entry_points(group="pytest11").names else ("-p", "asapair.pytest_plugin")

TEST = """
def test_pair(asa_pair):
    assert asa_pair.primary.group(1).state == "Active"
    assert asa_pair.secondary.group(2).state == "Active"
    assert asa_pair.seed == {seed}

def test_two(make_asa_pair):
    one, two = make_asa_pair(seed=1), make_asa_pair(formed=False)
    assert one.seed == 1
    assert two.primary.power == "off"
"""


def test_the_fixtures_give_formed_pairs_and_close_them(pytester: pytest.Pytester) -> None:
    """A formed pair has each group where it belongs; afterwards no actor is left."""
    pytester.makepyfile(
        TEST.format(seed=7)
        + """
import pykka

def test_nothing_is_left():
    assert pykka.ActorRegistry.get_all() == []
"""
    )
    pytester.runpytest_subprocess(*PLUGIN, "--asapair-seed", "7").assert_outcomes(passed=3)


def test_the_same_tests_run_live(pytester: pytest.Pytester) -> None:
    """With --asapair-live the pairs run on threads."""
    pytester.makepyfile(TEST.format(seed=0))
    pytester.runpytest(*PLUGIN, "--asapair-live").assert_outcomes(passed=2)


def test_importing_the_plugin_loads_nothing_heavy() -> None:
    """It is imported by every pytest of an environment in which asapair is installed."""
    code = (
        "import sys, asapair.pytest_plugin; "
        "print([name for name in ('pykka', 'loguru', 'yaml', 'blinker', 'msgspec') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


BREACH = """
from asapair.actors.facts.states import Reason, State
from asapair.actors.signals import GroupState

def test_a_breach(asa_pair):
    # told, not done: nothing that a test can do to a pair breaks an invariant
    told = GroupState("secondary", 1, State.STANDBY_READY, State.ACTIVE, Reason.NO_ERROR)
    asa_pair.signals.publish(asa_pair.now, told)
    asa_pair.advance("5s")
"""


@pytest.mark.breaks_invariants(reason="told what never happens")
@pytest.mark.parametrize("how", ["option", "ini"])
def test_a_breach_fails_the_test_where_somebody_wants_that(pytester: pytest.Pytester, how: str) -> None:
    """Invariants are watched on demand."""
    pytester.makepyfile(BREACH)
    pytester.runpytest(*PLUGIN).assert_outcomes(passed=1)
    options = ("--asapair-invariants",) if how == "option" else ()
    if how == "ini":
        pytester.makeini("[pytest]\nasapair_invariants = true\n")
    result = pytester.runpytest(*PLUGIN, *options)
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*InvariantError: I1 is broken at *: group 1 is active on both units*"])
