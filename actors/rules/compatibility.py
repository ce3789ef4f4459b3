"""Which mates fit together (reference 12, 14.8)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from ..facts.states import Reason
from ..messages import UnitReport


class Fit(Enum):
    """How two units fit."""

    SAME = "alike"
    OTHER_VERSION = "another version, near enough to synchronise, with a warning"
    INCOMPATIBLE = "failover is disabled"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a mate fits, and for which reason it does not."""

    fit: Fit
    reason: Reason | None = None


_VERSION = re.compile(r"(\d+)\.(\d+)")


def compare(mine: UnitReport, mates: UnitReport) -> Comparison:
    """Compatible means same mode, same context licence, same major.minor or one minor apart."""
    if mine.mode != mates.mode:
        return Comparison(Fit.INCOMPATIBLE, Reason.MATE_MODE)
    if mine.context_limit != mates.context_limit:
        return Comparison(Fit.INCOMPATIBLE, Reason.MATE_LICENSE)
    if mine.version == mates.version:
        return Comparison(Fit.SAME)
    (major, minor), (mates_major, mates_minor) = _release(mine.version), _release(mates.version)
    if major != mates_major or abs(minor - mates_minor) > 1:
        return Comparison(Fit.INCOMPATIBLE, Reason.MATE_VERSION)
    return Comparison(Fit.OTHER_VERSION)


def _release(version: str) -> tuple[int, int]:
    found = _VERSION.match(version)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def gives_way(mine: UnitReport, mates: UnitReport, *, first: bool) -> bool:
    """Whether this one of two incompatible units disables failover.

    The one that joins, or the secondary of two.
    """
    i_run, mate_runs = (any(group.state.is_active for group in each.groups) for each in (mine, mates))
    if i_run != mate_runs:
        return mate_runs
    if mine.role is mates.role:
        return not first
    return mine.role.value == "secondary"
