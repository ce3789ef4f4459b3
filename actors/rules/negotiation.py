"""Which unit takes which group at boot, and in what company (reference 1.2, 1.3; decisions in reference 14).

Two units boot *together* when each hears the other while both negotiate. So that both always agree on it, a
unit that hears a negotiating mate commits: it restarts its window and tells the mate so in its next hello;
the primary takes the groups only when it has read that. A later unit finds an active mate, and *joins*.
"""

from __future__ import annotations

from enum import Enum

from ..duration import SECOND
from ..facts.states import SETTLED, Role, State
from ..messages import Hello, UnitReport


class Move(Enum):
    """What a negotiating unit does about a hello."""

    WAIT = "wait"
    COMMIT = "commit: the mate negotiates too, wait for the primary to lead"
    LEAD = "lead: take both groups, the mate follows"
    JOIN = "join: stand by for the active mate"


def on_hello(role: Role, incarnation: int, committed_to: int, hello: Hello) -> Move:
    """What a unit in Negotiation does when it hears ``hello``.

    ``committed_to`` is the life of the mate it has committed to already, or 0. Where both units claim the
    same role, nobody leads and each waits for its window: the first to close it is active.
    """
    state = hello.report.groups[0].state
    if any(group.state.is_active for group in hello.report.groups):
        return Move.JOIN
    if state is not State.NEGOTIATION:
        return Move.WAIT
    if role is Role.PRIMARY and hello.report.role is Role.SECONDARY and hello.heard == incarnation:
        return Move.LEAD
    return Move.WAIT if committed_to == hello.incarnation else Move.COMMIT


def may_ask_for_configuration(report: UnitReport) -> bool:
    """A joining unit asks once the mate is Active and none of its groups is on the way (reference 5.1)."""
    states = [group.state for group in report.groups]
    return State.ACTIVE in states and SETTLED.union({State.DISABLED}).issuperset(states)


def asks_again_after(hold: int) -> int:
    """How long (ns) a joining unit waits before it asks again: its hold time, within bounds [I]."""
    return min(max(hold, 1 * SECOND), 10 * SECOND)


def groups_to_take(mate_states: tuple[State, ...]) -> tuple[int, ...]:
    """Groups that a unit takes once it is synchronised: those that the mate does not hold (reference 14)."""
    return tuple(number for number in (1, 2) if not mate_states[number].is_active)
