"""The board of a chassis: the last known state of everything in it and of its mate.

Kept by messages, never asked for. What a person is shown comes from here. Times are ns of virtual time.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

from ..facts.models import Model
from ..facts.states import InterfaceStatus, Reason, State
from ..messages import ConnectionsReport, ContextReport, InterfaceNote, UnitReport
from .calendar import Calendar
from .configuration import Configuration
from .settings import context_settings, failover_settings

#: Rows that `show failover history` keeps; the device's own figure is unknown [M?] (reference 4.4).
HISTORY_ROWS = 100

#: Last failure reasons [R] (reference 4.3): the mate or the failover link is lost; interfaces have failed.
COMM_FAILURE = "Comm Failure"
INTERFACE_FAILURE = "Ifc Failure"


@dataclass(slots=True)
class GroupCard:
    """A group of this unit. ``since``: when it last entered a role (reference 4.1, captured rule)."""

    state: State = State.DISABLED
    since: int = 0
    active_ns: int = 0
    #: when the group became active, or None while it is not: active time grows from here
    active_from: int | None = None
    #: with failover off the group passes nothing: it was standby, or the mate does not fit (reference 3.1)
    idle: bool = False

    def active_time(self, now: int) -> int:
        """Total time active in this life of the unit, in ns."""
        return self.active_ns + (now - self.active_from if self.active_from is not None else 0)


#: An interface: the names of its context and its own.
InterfaceKey = tuple[str, str]


@dataclass(slots=True)
class InterfaceCard:
    """A named interface of a context of this unit (reference 2.3)."""

    status: InterfaceStatus = InterfaceStatus.NORMAL
    #: hellos of the mate's interface have come for a hold time: ``(Monitored)``
    heard: bool = False


class HistoryRow(NamedTuple):
    """One row of ``show failover history``."""

    at: int
    group: int
    was: State
    state: State
    reason: Reason


@dataclass(slots=True)
class Figures:
    """A row of the Logical Update table: updates sent, not sent, received, and received in vain."""

    xmit: int = 0
    xerr: int = 0
    rcv: int = 0
    rerr: int = 0


@dataclass(slots=True)
class AsymmetricFigures:
    """Packets of an interface in an asr-group: brought here, sent to the mate, dropped."""

    received: int = 0
    transmitted: int = 0
    dropped: int = 0


@dataclass(slots=True)
class MateCard:
    """The mate as last heard. ``report`` is None while it was never heard.

    ``failed`` once it has been given up.
    """

    report: UnitReport | None = None
    incarnation: int = 0
    #: its last report came in at this time
    heard_at: int = 0
    failed: bool = False
    #: when it was given up, for the words of its interfaces and of ours
    failed_at: int = 0
    #: what it says of those of its interfaces that are not ``Normal (Monitored)``
    interfaces: dict[InterfaceKey, InterfaceNote] = field(default_factory=dict)

    @property
    def alive(self) -> bool:
        """Heard, and not given up since."""
        return self.report is not None and not self.failed

    def state(self, group: int) -> State:
        """State of a group of the mate, as ``show failover`` words it (reference 4.1.3)."""
        if self.report is None:
            return State.NOT_DETECTED
        return State.FAILED if self.failed else self.report.groups[group].state

    def active_time(self, group: int, now: int) -> int:
        """How long a group of the mate has been active, in ns; once it is given up, until it was last heard.

        Captured: a secondary switched off stood still 13 s before it was declared failed (reference 4.1.3).
        """
        if self.report is None:
            return 0
        card = self.report.groups[group]
        until = self.heard_at if self.failed else now
        return card.active_ns + (until - card.since if card.state.is_active else 0)


@dataclass(slots=True)
class Board:
    """Everything a unit knows.

    ``link`` is ``up``, ``down`` (no carrier) or ``failed`` (lost while running).
    """

    unit: str
    model: Model
    version: str
    calendar: Calendar
    context_limit: int
    system: Configuration
    #: single or multiple (reference 3.3)
    mode: str = "multiple"
    groups: dict[int, GroupCard] = field(
        default_factory=lambda: {number: GroupCard() for number in (0, 1, 2)}
    )
    #: IDs of the contexts, and the next one: a number is given once while the unit runs (reference 4.8)
    context_numbers: dict[str, int] = field(default_factory=dict)
    next_number: int = 1
    #: in order of definition
    contexts: dict[str, ContextReport] = field(default_factory=dict)
    #: the named interfaces of its contexts
    interfaces: dict[InterfaceKey, InterfaceCard] = field(default_factory=dict)
    mate: MateCard = field(default_factory=MateCard)
    link: str = "up"
    history: deque[HistoryRow] = field(default_factory=lambda: deque(maxlen=HISTORY_ROWS))
    #: this unit has sent, has received a whole configuration (`show failover state`, reference 4.3)
    sent_configuration: bool = False
    received_configuration: bool = False
    #: a synchronisation is under way: "sender", "receiver", or "" for none
    synchronising: str = ""
    #: last failure of a group, and when: `show failover state`
    failures: dict[int, tuple[str, int]] = field(default_factory=dict)
    mate_failures: dict[int, tuple[str, int]] = field(default_factory=dict)
    #: what runs through each context that has, or has had, connections
    connections: dict[str, ConnectionsReport] = field(default_factory=dict)
    #: a state link of its own is ``up`` or ``failed``
    state_link: str = "up"
    #: updates by context and row of the table, such as ``TCP conn``
    updates: dict[tuple[str, str], Figures] = field(default_factory=dict)
    #: by context and interface
    asymmetric: dict[tuple[str, str], AsymmetricFigures] = field(default_factory=dict)
    #: ports without carrier; a port takes its subinterfaces along
    ports_down: tuple[str, ...] = ()
    #: modes of `failover exec` by target and space; configuration where there is none (reference 3.5)
    exec_modes: dict[tuple[str, str], str] = field(default_factory=dict)
    booted_at: int = 0
    #: failover messages sent and received, for the statistics table
    sent: int = 0
    received: int = 0

    @property
    def mate_in_reach(self) -> UnitReport | None:
        """What the mate has reported, while it is alive and the failover link is up; else None."""
        return self.mate.report if self.mate.alive and self.link == "up" else None

    def number_contexts(self) -> None:
        """Give new contexts their IDs, the admin context first, and forget those that are gone."""
        defined = context_settings(self.system)
        known = self.context_numbers
        numbers = {each.name: known[each.name] for each in defined if each.name in known}
        for context in sorted(defined, key=lambda each: not each.is_admin):
            if context.name not in numbers:
                numbers[context.name] = self.next_number
                self.next_number += 1
        self.context_numbers = numbers

    def is_active(self, group: int) -> bool:
        """The group is on the active path here."""
        return self.groups[group].state.is_active

    def passes(self, group: int) -> bool:
        """Contexts of this group are active here, with the active addresses (reference 1.5).

        Without failover they are, unless the group was standby when failover was turned off (reference 3.1).
        """
        return self.is_active(group) if failover_settings(self.system).on else not self.groups[group].idle
