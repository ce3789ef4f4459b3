"""What the groups of a unit have been told, and have not reported yet."""

from __future__ import annotations

from ..facts.states import State
from ..rules.transitions import STEPS, Walk


class Orders:
    """Groups answer by message, so the board shows a state for a moment that an order has ended already.

    A decision that follows at once must not rest on it: two messages of the mate may come at one instant.
    """

    def __init__(self) -> None:
        #: where each group goes, or has gone
        self.heading = dict.fromkeys((0, 1, 2), State.DISABLED)
        #: the first step of an order, until the group reports it
        self.awaited: dict[int, State] = {}

    def given(self, walk: Walk, group: int) -> None:
        """A group has been sent on a walk; one that leads where it is going changes nothing."""
        steps = STEPS[walk]
        if self.heading[group] is not steps[-1][0]:
            self.heading[group], self.awaited[group] = steps[-1][0], steps[0][0]

    def reported(self, group: int, state: State) -> None:
        """A group has made a step."""
        if self.awaited.get(group) is state:
            del self.awaited[group]
