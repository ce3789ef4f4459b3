"""Two running units meet again: after a split, or when the link is back. Decided in ``rules/healing.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..facts import texts
from ..facts.states import Reason, State
from ..messages import StillUnheld, StillUnshared
from ..rules.healing import (
    UNHELD_TIME,
    UNSHARED_TIME,
    doubly_active,
    is_foreign,
    mate_is_foreign,
    meeting,
    on_the_way,
    takes_unheld,
    unheld,
)
from ..rules.transitions import Walk

if TYPE_CHECKING:
    from .actor import Unit


class Healing:
    """Ends what must not be.

    A group active on both units or on none, a standby with its own configuration.
    """

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        #: life of the mate with which this unit shares its configuration; 0 for none
        self.shared_with = 0
        #: groups that were active on neither unit when it was looked last
        self.unheld: tuple[int, ...] = ()

    def look_again(self) -> None:
        """Something is over that came first: look at what the mate has reported meanwhile."""
        self.look(met_again=False)

    def look(self, *, met_again: bool) -> None:
        """Look at both units' groups; ``met_again``: the mate had been given up, or the link had."""
        unit, mate = self.unit, self.unit.board.mate_in_reach
        if met_again:
            self.shared_with = 0
        if mate is None:
            return
        mine, mates = self._states()
        if on_the_way(mine) or unit.receiver_of_stream.under_way:
            return
        both = doubly_active(mine, mates)
        found = meeting(unit.report(), mate, mine, mates, first=unit.name == "primary")
        if self._mate_is_foreign(mine, mates):
            unit.after(UNSHARED_TIME, "unshared", StillUnshared())
        if both and not found.resynchronises:
            unit.walk(Walk.YIELD, Reason.STATE_CHECK, *found.lost)
            return
        self._watch_unheld(unheld(mine, mates))
        foreign = both or is_foreign(mine, mates, shared=self.shares())
        if found.resynchronises and foreign and not on_the_way(mates):
            self._join(Reason.STATE_CHECK if both else Reason.RECOVERED, found.lost)

    def group_changed(self) -> None:
        """A group of this unit made a step; one that it has let go of has to be taken by somebody."""
        mine, mates = self._states()
        if self.unheld or (self.unit.board.mate_in_reach and not on_the_way(mine)):
            self._watch_unheld(unheld(mine, mates))

    def _watch_unheld(self, groups: tuple[int, ...]) -> None:
        """Give a handover its time; what is still active on neither unit then has been forgotten."""
        if groups != self.unheld:
            self.unheld = groups
            if groups:
                self.unit.after(UNHELD_TIME, "unheld", StillUnheld())
            else:
                self.unit.cancel("unheld")

    def _states(self) -> tuple[tuple[State, ...], tuple[State, ...]]:
        mine, mates = self.unit.state, self.unit.board.mate.state
        return (mine(0), mine(1), mine(2)), (mates(0), mates(1), mates(2))

    def shares(self) -> bool:
        """Both units have had the same configuration in the mate's present life."""
        return self.shared_with == self.unit.board.mate.incarnation

    def _mate_is_foreign(self, mine: tuple[State, ...], mates: tuple[State, ...]) -> bool:
        shared = self.shares() or self.unit.sender_of_stream.active
        return mate_is_foreign(mine, mates, shared=shared)

    def send_unshared(self) -> None:
        """The mate has not asked: it has missed nothing, as far as it knows."""
        if self.unit.board.mate_in_reach and self._mate_is_foreign(*self._states()):
            self.unit.sender_of_stream.begin()

    def _join(self, reason: Reason, lost: tuple[int, ...]) -> None:
        unit = self.unit
        if reason is Reason.STATE_CHECK:
            unit.say(texts.STATE_CHECK)
        leaving = tuple(group for group in (1, 2) if group in lost or not unit.state(group).is_active)
        unit.negotiation.join(reason, *((0, *leaving) if 1 in leaving else leaving))

    def take_unheld(self) -> None:
        """Take what has been active on neither unit for too long, where this unit is the one to hold it."""
        unit, mate = self.unit, self.unit.board.mate_in_reach
        self.unheld = ()
        if mate is None:
            return
        mine, mates = self._states()
        for group in unheld(mine, mates):
            preferred = unit.settings.group(group).preferred is unit.role or mate.role is unit.role
            if takes_unheld(mine[group], mates[group], preferred=preferred):
                unit.switching.take(group, Reason.STATE_CHECK)
