"""When a preferred unit claims its group (reference 1.3, 3.2, 14.3, 14.4)."""

from __future__ import annotations

from itertools import product

import pytest

from asapair.actors.duration import SECOND
from asapair.actors.facts.states import Role, State
from asapair.actors.rules.preemption import claim_delay
from asapair.actors.rules.settings import GroupSettings

PREFERS_SECONDARY = GroupSettings(preferred=Role.SECONDARY)


def claim(
    settings: GroupSettings,
    role: Role = Role.SECONDARY,
    mine: State = State.STANDBY_READY,
    mates: State = State.ACTIVE,
    *,
    together: bool = False,
    available: bool = True,
) -> int | None:
    """The delay in ns, where everything is as a claim needs it unless said otherwise."""
    return claim_delay(settings, role, mine=mine, mates=mates, together=together, available=available)


@pytest.mark.parametrize(("delay", "together"), list(product([0, 1 * SECOND, 1200 * SECOND], [True, False])))
def test_a_group_that_preempts_is_claimed_after_its_delay_however_the_units_booted(
    *, delay: int, together: bool
) -> None:
    """P2: `preempt [delay]`, together and joining alike."""
    settings = GroupSettings(preferred=Role.SECONDARY, preempt=delay)
    assert claim(settings, together=together) == delay


def test_without_preempt_a_group_is_claimed_at_once_after_booting_together() -> None:
    """P3: each group on the unit it prefers, once the configurations agree."""
    assert claim(PREFERS_SECONDARY, together=True) == 0


def test_without_preempt_a_joining_unit_claims_nothing() -> None:
    """P1: the unit that came up alone keeps both groups."""
    assert claim(PREFERS_SECONDARY, together=False) is None


@pytest.mark.parametrize("preferred", Role)
@pytest.mark.parametrize("preempt", [None, 0, 30 * SECOND])
def test_only_the_preferred_unit_claims(preferred: Role, preempt: int | None) -> None:
    """P2: a group moves to the unit it prefers, not away from it."""
    settings = GroupSettings(preferred=preferred, preempt=preempt)
    assert claim(settings, role=preferred.other, together=True) is None
    assert claim(settings, role=preferred, together=True) is not None


@pytest.mark.parametrize("mine", [state for state in State if state is not State.STANDBY_READY])
def test_a_copy_that_is_not_standby_ready_claims_nothing(mine: State) -> None:
    """P2, B6: available is when its copy there is Standby Ready (reference 3.2)."""
    assert claim(GroupSettings(preferred=Role.SECONDARY, preempt=0), mine=mine, together=True) is None


@pytest.mark.parametrize("mates", [state for state in State if state is not State.ACTIVE])
def test_nothing_is_claimed_from_a_mate_that_is_not_active(mates: State) -> None:
    """P2, I1: a group on its way is left to arrive; a lost one is taken without asking."""
    assert claim(GroupSettings(preferred=Role.SECONDARY, preempt=0), mates=mates, together=True) is None


@pytest.mark.parametrize("together", [True, False])
def test_what_an_operator_moved_is_not_pulled_back(*, together: bool) -> None:
    """P2, A4: until its preferred unit becomes available anew (reference 3.2)."""
    settings = GroupSettings(preferred=Role.SECONDARY, preempt=0)
    assert claim(settings, available=False, together=together) is None
