"""How interfaces are watched and tested (reference 2.2, 14.23): times, the tests in order, what they show."""

from __future__ import annotations

from enum import Enum

from ..duration import MILLISECOND, SECOND
from ..facts.states import SETTLED, InterfaceStatus, State, Test

#: For how long (ns) changes are gathered before the mate is told: interfaces seldom fail alone [I].
MOMENT = 1 * MILLISECOND
#: How long (ns) one test counts packets at most [V] (reference 2.2).
TEST_TIME = 5 * SECOND
#: The most recent entries of the ARP table that are asked, one after the other [V].
ARP_ENTRIES = 2

#: What a unit does one after the other, behind a look at its link; the ARP test once for each entry.
TESTS = (Test.ACTIVITY, *(Test.ARP,) * ARP_ENTRIES, Test.PING)


class Conclusion(Enum):
    """What the end of one test shows of an interface that has heard nothing."""

    FAILED = "the mate's interface hears something: this one has failed"
    NEXT = "neither hears anything: the next test"


def watches(mine: State, mates: State) -> bool:
    """Whether both copies of a group are in service, so that their interfaces greet each other."""
    return mine in SETTLED and mates in SETTLED


def silence_allowed(hold: int) -> int:
    """How long (ns) an interface may hear no hello before it is tested: half the hold time [V]."""
    return hold // 2


def is_heard(silence: int, poll: int) -> bool:
    """Whether hellos of the mate's interface come in as they should; both in ns."""
    return 4 * silence < 5 * poll


def conclusion(*, mate_passed: bool) -> Conclusion:
    """What a unit concludes that has heard nothing during a test."""
    return Conclusion.FAILED if mate_passed else Conclusion.NEXT


def at_the_end(*, mate_passed: bool) -> InterfaceStatus:
    """What an interface is that has heard nothing in any test, or until its hold time was over.

    One that is silent on both units may be in order: nobody speaks there (reference 2.2).
    """
    return InterfaceStatus.FAILED if mate_passed else InterfaceStatus.UNKNOWN


def in_itself(*, shut: bool, link: bool) -> InterfaceStatus:
    """What an interface is that has not been found to fail: the look at its link (reference 2.2, 2.3)."""
    if shut:
        return InterfaceStatus.LINK_DOWN
    return InterfaceStatus.NORMAL if link else InterfaceStatus.NO_LINK


def is_in_doubt(status: InterfaceStatus) -> bool:
    """Whether it is not known that an interface works, so that a packet that comes in says something."""
    return status in (InterfaceStatus.TESTING, InterfaceStatus.FAILED, InterfaceStatus.UNKNOWN)


def is_explained(mates: InterfaceStatus) -> bool:
    """Whether the mate has said why its interface is silent: that one has failed, or is shut down."""
    return mates.has_failed or mates is InterfaceStatus.LINK_DOWN


def suffix(status: InterfaceStatus, *, monitored: bool, heard: bool) -> str:
    """The word in brackets behind an interface's status (reference 2.3)."""
    if not monitored:
        return "Not-Monitored"
    if status is InterfaceStatus.LINK_DOWN:
        return "Shutdown"
    return "Monitored" if heard else "Waiting"
