"""Where a command goes (reference 1.5) and what becomes of it during a synchronisation (reference 14)."""

from __future__ import annotations

from enum import Enum

from ..duration import SECOND
from ..facts.states import State

#: How long (ns) a console waits for what the mate carries out: it may wait for a server or for a group [I].
ANSWER_PATIENCE = 30 * SECOND


class Direction(Enum):
    """What a unit does with a command that can replicate."""

    TO_MATE = "carried out here and on the mate"
    HERE = "carried out here; there is nobody to send it to"
    WRONG_UNIT = "carried out here, with the warning; the mate never sees it"


#: States in which a unit will be sent a whole configuration.
_WAITS_FOR_ONE = (State.DISABLED, State.NEGOTIATION, State.COLD_STANDBY)


def listens(mates: State, *, sending: bool, shared: bool) -> bool:
    """Whether a mate that is alive takes our commands: it runs with our configuration, or is being sent it.

    ``mates`` is the state of its group 0; ``shared``: it has had ours in its present life.
    """
    return sending or (shared and mates not in _WAITS_FOR_ONE)


def direction(*, failover_on: bool, group_state: State, mate_listens: bool) -> Direction:
    """Where a command goes that is entered in a space whose group has ``group_state`` on this unit.

    The system execution space and the admin context follow group 1, any other context its own group.
    ``mate_listens``: there is a mate, and it ``listens``.
    """
    if not failover_on or group_state is State.DISABLED:
        return Direction.HERE
    if not group_state.is_active:
        return Direction.WRONG_UNIT
    return Direction.TO_MATE if mate_listens else Direction.HERE


def outcome_on_receiver(*, replaced: bool, taken: bool) -> str:
    """What becomes of a command that reaches the receiver of a stream.

    ``replaced``: the receiver has the space's new text already, so the command holds. ``taken``: the sender
    had taken the text when the command was entered, so the stream does not bring it, and overwrites it.
    """
    return "replicated" if replaced or not taken else "overwritten"
