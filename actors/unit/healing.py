"""Two running units meet again: after a split, or when the link is back. Decided in ``rules/healing.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..duration import MILLISECOND, SECOND
from ..facts import texts
from ..facts.states import Reason, State
from ..messages import StillUnheld, StillUnshared
from ..rules.healing import doubly_active, meeting, takes_unheld, unheld
from ..rules.transitions import Walk

if TYPE_CHECKING:
    from .actor import Unit

#: How long (ns) a group may be active on neither unit before somebody takes it: longer than any handover [I].
UNHELD_TIME = 1500 * MILLISECOND
#: How long (ns) a mate may stand by with a configuration that is not ours before it is sent unasked [I].
UNSHARED_TIME = 3 * SECOND


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
        unit, mate = self.unit, self.unit.board.mate
        if met_again:
            self.shared_with = 0
        if mate.report is None or not mate.alive or unit.board.link != "up":
            return
        mine, mates = self._states()
        if _on_the_way(mine) or unit.receiver_of_stream.under_way:
            return
        both = doubly_active(mine, mates)
        first = unit.name == "primary"
        found = meeting(unit.report(), mate.report, mine, mates, first=first)
        if both and not found.resynchronises:
            unit.walk(Walk.YIELD, Reason.STATE_CHECK, *found.lost)
            return
        self._watch_unheld(unheld(mine, mates))
        if self._mate_is_foreign(mine, mates):
            unit.after(UNSHARED_TIME, "unshared", StillUnshared())
        foreign = both or self._is_foreign(mine, mates)
        if found.resynchronises and foreign and not _on_the_way(mates):
            self._join(Reason.STATE_CHECK if both else Reason.RECOVERED, found.lost)

    def group_changed(self) -> None:
        """A group of this unit made a step. What the mate is, only its next hello tells."""
        if self.unheld:
            self._watch_unheld(unheld(*self._states()))

    def _watch_unheld(self, groups: tuple[int, ...]) -> None:
        """Give a handover its time; what is still active on neither unit then has been forgotten."""
        if groups != self.unheld:
            self.unheld = groups
            if groups:
                self.unit.after(UNHELD_TIME, "unheld", StillUnheld())
            else:
                self.unit.cancel("unheld")

    def _states(self) -> tuple[tuple[State, ...], tuple[State, ...]]:
        unit = self.unit
        mine = tuple(unit.state(number) for number in (0, 1, 2))
        return mine, tuple(unit.board.mate.state(number) for number in (0, 1, 2))

    def _is_foreign(self, mine: tuple[State, ...], mates: tuple[State, ...]) -> bool:
        """This unit does not hold group 1, and its configuration is not that of the mate, which does."""
        return (
            not mine[1].is_active
            and mates[1].is_active
            and self.shared_with != self.unit.board.mate.incarnation
        )

    def _mate_is_foreign(self, mine: tuple[State, ...], mates: tuple[State, ...]) -> bool:
        """This unit holds group 1, and the mate does not have its configuration, and may not know it.

        It stands by with another one, or waits for more of a stream that has broken off here.
        """
        shared = self.shared_with == self.unit.board.mate.incarnation or self.unit.sender_of_stream.active
        unaware = mates[1] is State.STANDBY_READY or State.SYNC_CONFIG in mates
        return mine[1] is State.ACTIVE and unaware and not shared

    def send_unshared(self) -> None:
        """The mate has not asked: it has missed nothing, as far as it knows."""
        unit, mate = self.unit, self.unit.board.mate
        if mate.alive and unit.board.link == "up" and self._mate_is_foreign(*self._states()):
            unit.sender_of_stream.begin()

    def _join(self, reason: Reason, lost: tuple[int, ...]) -> None:
        unit = self.unit
        if reason is Reason.STATE_CHECK:
            unit.say(texts.STATE_CHECK)
        leaving = tuple(group for group in (1, 2) if group in lost or not unit.state(group).is_active)
        unit.negotiation.join(reason, *((0, *leaving) if 1 in leaving else leaving))

    def take_unheld(self) -> None:
        """Take what has been active on neither unit for too long, where this unit is the one to hold it."""
        unit, mate = self.unit, self.unit.board.mate
        self.unheld = ()
        if mate.report is None or not mate.alive or unit.board.link != "up":
            return
        mine, mates = self._states()
        for group in unheld(mine, mates):
            preferred = unit.settings.group(group).preferred is unit.role or mate.report.role is unit.role
            if takes_unheld(mine[group], mates[group], preferred=preferred):
                unit.switching.take(group, Reason.STATE_CHECK)


def _on_the_way(states: tuple[State, ...]) -> bool:
    """Negotiating, or taking a configuration: what follows from that comes first."""
    return any(state.is_synchronising or state in (State.NEGOTIATION, State.DISABLED) for state in states)
