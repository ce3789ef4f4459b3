"""A board as the captured pages show one: two contexts, two groups, March 26 2026 (reference 4.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from asapair.actors import Pair
from asapair.actors.device.board import Board, GroupCard, InterfaceCard, MateCard
from asapair.actors.device.calendar import Calendar
from asapair.actors.device.configuration import Configuration
from asapair.actors.duration import SECOND
from asapair.actors.facts.models import MODELS
from asapair.actors.facts.states import InterfaceStatus, Role, State
from asapair.actors.messages import ContextReport, GroupReport, InterfaceNote, InterfaceReport, UnitReport

SYSTEM = """\
hostname ciscoasa
interface Ethernet0
interface Ethernet1
interface Ethernet2
failover
failover lan unit {role}
failover lan interface lin-link Ethernet2
failover interface ip lin-link 192.0.2.1 255.255.255.0 standby 192.0.2.2
failover group 1
  preempt
failover group 2
  secondary
  preempt
admin-context admin
context admin
  config-url disk0:/admin.cfg
context wipro
  allocate-interface Ethernet0
  allocate-interface Ethernet1
  config-url disk0:/wipro.cfg
context tcs
  allocate-interface Ethernet0
  allocate-interface Ethernet1
  config-url disk0:/tcs.cfg
"""

CONTEXTS = {
    "admin": (),
    "wipro": (
        InterfaceReport("outside", "Ethernet0", "10.0.0.4", "10.0.0.5", monitored=True),
        InterfaceReport("inside", "Ethernet1", "3.0.0.252", "3.0.0.251", monitored=True),
    ),
    "tcs": (
        InterfaceReport("inside", "Ethernet1", "1.0.0.252", "1.0.0.251", monitored=True),
        InterfaceReport("outside", "Ethernet0", "10.0.0.1", "10.0.0.2", monitored=True),
    ),
}


def clock(text: str) -> int:
    """Virtual time (ns) of a time of day."""
    hours, minutes, seconds = (int(number) for number in text.split(":"))
    return (hours * 3600 + minutes * 60 + seconds) * SECOND


@pytest.fixture
def at() -> Callable[[str], int]:
    return clock


@pytest.fixture
def board() -> Callable[..., Board]:
    """Builds the board of a unit; ``without`` some lines of its system configuration, and ``extra`` ones.

    ``found``: interfaces that are not Normal; the others hear those of a mate that is alive.
    """

    def build(
        role: str = "primary",
        *,
        extra: str = "",
        without: tuple[str, ...] = (),
        **fields: Any,
    ) -> Board:
        lines = [line for line in SYSTEM.format(role=role).splitlines() if line not in without]
        contexts = fields.pop("interfaces", CONTEXTS)
        found = fields.pop("found", {})
        heard = "mate" in fields and fields["mate"].alive
        cards = {
            (name, each.name): InterfaceCard(
                found.get((name, each.name), InterfaceStatus.NORMAL),
                heard and (name, each.name) not in found and each.standby_address != "0.0.0.0",
            )
            for name, interfaces in contexts.items()
            for each in interfaces
        }
        return Board(
            unit=role,
            model=fields.pop("model", MODELS["vASA"]),
            version=fields.pop("version", "9.1(5)16"),
            calendar=Calendar.parse("2026-03-26T00:00:00"),
            context_limit=250,
            system=Configuration.parse([*lines, *extra.splitlines()]),
            groups=fields.pop("groups", None) or {number: GroupCard(State.ACTIVE) for number in (0, 1, 2)},
            contexts={
                name: ContextReport(name, name, 40, interfaces) for name, interfaces in contexts.items()
            },
            interfaces=cards,
            **fields,
        )

    return build


@pytest.fixture
def card() -> Callable[..., GroupCard]:
    """A group: its state, when it entered it, and how many seconds it had been active before."""

    def build(state: State, since: str, before: int = 0) -> GroupCard:
        began = clock(since)
        return GroupCard(state, began, before * SECOND, began if state.is_active else None)

    return build


@pytest.fixture
def mate() -> Callable[..., MateCard]:
    """The mate as heard at a time: by group its state and its active seconds until then."""

    def build(
        role: str,
        heard: str,
        one: tuple[State, int],
        two: tuple[State, int],
        *,
        version: str = "9.1(5)16",
        notes: tuple[InterfaceNote, ...] = (),
        **fields: Any,
    ) -> MateCard:
        now = clock(heard)

        def reported(state: State, seconds: int) -> GroupReport:
            return GroupReport(state, now, seconds * SECOND)

        groups = (reported(State.ACTIVE, 0), reported(*one), reported(*two))
        report = UnitReport(Role(role), version, "multiple", 250, groups)
        interfaces = {(note.context, note.interface): note for note in notes}
        return MateCard(report, 1, now, interfaces=interfaces, **fields)

    return build


@pytest.fixture
def pair() -> Iterator[Pair]:
    """Build the default pair at rest, both consoles in privileged mode of the system execution space."""
    with Pair(seed=1) as made:
        made.form()
        for unit in (made.primary, made.secondary):
            unit.console.go("system")
        yield made
