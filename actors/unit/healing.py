"""Two running units meet again: after a split, or when the link is back. Decided in ``rules/healing.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..facts import texts
from ..facts.states import Reason, State
from ..messages import Hello
from ..rules.healing import doubly_active, meeting
from ..rules.transitions import Walk

if TYPE_CHECKING:
    from .actor import Unit


class Healing:
    """Ends what must not be: a group active on both units, or a standby with a configuration of its own."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        #: life of the mate with which this unit shares its configuration; 0 for none
        self.shared_with = 0

    def hello(self, hello: Hello, *, met_again: bool) -> None:
        """Look at what the mate reports; ``met_again``: it had been given up, or the link had."""
        unit = self.unit
        mine = tuple(card.state for card in unit.board.groups.values())
        mates = tuple(group.state for group in hello.report.groups)
        if _on_the_way(mine) or _on_the_way(mates) or unit.receiver_of_stream.under_way:
            return
        both = doubly_active(mine, mates)
        if not (both or met_again or self._is_foreign(mine, mates, hello)):
            return
        found = meeting(unit.settings, hello.report.role, mine, mates, first=unit.name == "primary")
        if found.resynchronises:
            self._join(hello, Reason.STATE_CHECK if both else Reason.RECOVERED, found.lost)
        else:
            unit.walk(Walk.YIELD, Reason.STATE_CHECK, *found.lost)

    def _is_foreign(self, mine: tuple[State, ...], mates: tuple[State, ...], hello: Hello) -> bool:
        """This unit stands by for a mate whose configuration it has never had."""
        return mine[1] is State.STANDBY_READY and mates[1].is_active and self.shared_with != hello.incarnation

    def _join(self, hello: Hello, reason: Reason, lost: tuple[int, ...]) -> None:
        unit = self.unit
        if reason is Reason.STATE_CHECK:
            unit.say(texts.STATE_CHECK)
        leaving = tuple(group for group in (1, 2) if group in lost or not unit.state(group).is_active)
        unit.negotiation.join(hello, reason, *((0, *leaving) if 1 in leaving else leaving))


def _on_the_way(states: tuple[State, ...]) -> bool:
    """Negotiating, or taking a configuration: what follows from that comes first."""
    return any(state.is_synchronising or state in (State.NEGOTIATION, State.DISABLED) for state in states)
