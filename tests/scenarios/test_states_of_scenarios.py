"""Every step of a group in a packaged scenario is the state machine's, and they walk all of it (S1)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from asapair.actors.facts.states import Reason, State
from asapair.actors.rules.transitions import LEGAL
from asapair.actors.signals import Event, GroupState, Signals
from asapair.scenarios import find, run
from asapair.scenarios.library import names

Steps = dict[tuple[State, State], dict[Reason, None]]

#: Takes too long.
LARGE = {"largest-pair", "replication-of-a-large-configuration"}
_S = State
#: Steps that no packaged scenario makes: they take a failed interface, or a fault at one certain instant.
RARE = {
    (_S.NOT_DETECTED, _S.NEGOTIATION),
    (_S.NEGOTIATION, _S.FAILED),
    (_S.COLD_STANDBY, _S.NEGOTIATION),
    (_S.STANDBY_READY, _S.NEGOTIATION),
    (_S.FAILED, _S.NEGOTIATION),
    (_S.FAILED, _S.COLD_STANDBY),
    (_S.JUST_ACTIVE, _S.COLD_STANDBY),
    (_S.JUST_ACTIVE, _S.STANDBY_READY),
    (_S.JUST_ACTIVE, _S.FAILED),
    (_S.SYNC_CONFIG, _S.COLD_STANDBY),
    (_S.SYNC_FILE_SYSTEM, _S.COLD_STANDBY),
    (_S.BULK_SYNC, _S.COLD_STANDBY),
    (_S.ACTIVE, _S.FAILED),
    (_S.STANDBY_READY, _S.FAILED),
    (_S.FAILED, _S.STANDBY_READY),
    *((was, _S.DISABLED) for was in _S if was not in {_S.ACTIVE, _S.STANDBY_READY, _S.NEGOTIATION}),
}


@pytest.fixture
def walked(monkeypatch: pytest.MonkeyPatch) -> Steps:
    """Every step that groups make from now on, with its reasons."""
    steps: Steps = {}
    publish: Callable[[Signals, int, Event], None] = Signals.publish

    def listen(signals: Signals, at: int, event: Event) -> None:
        if isinstance(event, GroupState):
            steps.setdefault((event.was, event.state), {})[event.reason] = None
        publish(signals, at, event)

    monkeypatch.setattr(Signals, "publish", listen)
    return steps


def test_scenarios_walk_through_the_whole_state_machine_and_nowhere_else(walked: Steps) -> None:
    for name in names():
        if name not in LARGE:
            run(find(name))
    assert all(set(reasons) <= set(LEGAL[step]) for step, reasons in walked.items())
    assert {step for step in LEGAL if step not in walked} <= RARE
