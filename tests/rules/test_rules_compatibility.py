"""Which mates fit together, and which of two that do not gives way (reference 1.3, 14.8)."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from asapair.actors.facts.states import Reason, Role, State
from asapair.actors.messages import GroupReport, UnitReport
from asapair.actors.rules.compatibility import Fit, compare, gives_way

PRIMARY, SECONDARY = Role.PRIMARY, Role.SECONDARY


@dataclass(frozen=True)
class Side:
    """A unit as its mate hears of it."""

    role: Role = PRIMARY
    version: str = "9.1(5)16"
    mode: str = "multiple"
    contexts: int = 20
    active: bool = False

    @property
    def report(self) -> UnitReport:
        group = GroupReport(State.ACTIVE if self.active else State.NEGOTIATION, 0, 0)
        return UnitReport(self.role, self.version, self.mode, self.contexts, (group, group, group))


def fit(mine: Side, mates: Side) -> tuple[Fit, Reason | None]:
    """Both ways: what one thinks of the other, the other thinks of the one."""
    found = compare(mine.report, mates.report)
    assert found == compare(mates.report, mine.report)
    return found.fit, found.reason


@pytest.mark.parametrize(
    ("ours", "mates", "fits"),
    [
        ("9.1(5)16", "9.1(5)16", Fit.SAME),
        ("9.1(5)16", "9.1(7)4", Fit.OTHER_VERSION),
        ("9.1(5)16", "9.2(2)4", Fit.OTHER_VERSION),
        ("9.6(4)36", "9.6(4)45", Fit.OTHER_VERSION),
        ("9.9(1)", "9.10(1)", Fit.OTHER_VERSION),
    ],
)
def test_the_same_major_and_minor_release_or_one_minor_step_apart_fit(
    ours: str, mates: str, fits: Fit
) -> None:
    """B5: the step brings the WARNING block (reference 14.8, 6)."""
    assert fit(Side(version=ours), Side(version=mates)) == (fits, None)


@pytest.mark.parametrize(
    ("ours", "mates"), [("9.1(5)16", "9.3(1)"), ("8.4(5)", "9.1(5)16"), ("9.1(5)16", "9.10(1)")]
)
def test_other_version_families_do_not(ours: str, mates: str) -> None:
    """B5: failover is switched off for the reason of that case (reference 5.2, 14.8)."""
    assert fit(Side(version=ours), Side(version=mates)) == (Fit.INCOMPATIBLE, Reason.MATE_VERSION)


def test_neither_does_another_mode_or_another_licence() -> None:
    """B5: whatever the versions are (reference 1.3, 14.8)."""
    assert fit(Side(), Side(mode="single")) == (Fit.INCOMPATIBLE, Reason.MATE_MODE)
    assert fit(Side(), Side(mode="single", version="8.4(5)")) == (Fit.INCOMPATIBLE, Reason.MATE_MODE)
    assert fit(Side(), Side(contexts=5)) == (Fit.INCOMPATIBLE, Reason.MATE_LICENSE)


@pytest.mark.parametrize("mine", Role)
@pytest.mark.parametrize("mates", Role)
@pytest.mark.parametrize(("i_run", "mate_runs"), [(True, False), (False, True), (False, False), (True, True)])
def test_one_of_two_that_do_not_fit_gives_way_and_it_is_the_one_that_joins(
    *, mine: Role, mates: Role, i_run: bool, mate_runs: bool
) -> None:
    """B5, I2: the running unit is not disturbed (reference 14.8); else the secondary."""
    here, there = Side(mine, active=i_run), Side(mates, active=mate_runs)
    one = gives_way(here.report, there.report, first=True)
    other = gives_way(there.report, here.report, first=False)
    assert one is not other
    if i_run is not mate_runs:
        assert one is mate_runs
    elif mine is not mates:
        assert one is (mine is SECONDARY)
