"""Conditions about what units, groups and contexts are."""

# ruff: noqa: D102  # each kind answers the questions of its base

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from msgspec import Meta

from asapair.actors.device.settings import context_settings
from asapair.actors.duration import clock
from asapair.actors.facts.connections import Traffic
from asapair.actors.facts.states import ContextState, InterfaceStatus, Power, Reason, State
from asapair.actors.rules.asymmetric import Fate

from .conditions import Between, Condition, On, Since, Units, named, told, when
from .errors import alternatives
from .nodes import Scalar
from .values import IpAddress, MacAddress, Words, read_by

if TYPE_CHECKING:
    from asapair.actors.handles import UnitHandle
    from asapair.actors.view import GroupView, InterfaceView

    from .sight import Sight


class Group(Condition, frozen=True, kw_only=True):
    """State of a failover group on a unit."""

    subject: ClassVar[str] = "group"
    group: Annotated[Literal[1, 2, 0], Meta(description="1 or 2, or 0 for the unit itself.")]
    on: On
    is_: Annotated[State, Meta(description="The state, as `show failover history` words it.")]
    because: Annotated[Reason | None, Meta(description="The reason, as the history words it.")] = None
    between: Between = None
    since: Since = None

    def holds(self, sight: Sight) -> bool:
        if self.on == "both":
            return all(self._fits(unit.group(self.group), sight) for unit in sight.units(self.on))
        view = sight.pair.view_of(self.on).groups[self.group]  # a run does this at each event
        return view.state is self.is_ and self._fits(view, sight)

    def _fits(self, view: GroupView, sight: Sight) -> bool:
        if view.state is not self.is_:
            return False
        return self.because in (None, view.reason) and sight.within(view.since, self.between, self.since)

    def asks(self) -> str:
        because = f" because {self.because}" if self.because else ""
        return (
            f"group {self.group} on {named(self.on)} is {self.is_}{because}{when(self.between, self.since)}"
        )

    def finds(self, sight: Sight) -> str:
        return told(sight.units(self.on), self._found)

    def _found(self, unit: UnitHandle) -> str:
        view = unit.group(self.group)
        because = f" ({view.reason})" if view.reason else ""
        return f"{view.state} since {clock(view.since)}{because}"


class Context(Condition, frozen=True, kw_only=True):
    """What a context is on a unit."""

    subject: ClassVar[str] = "context"
    context: Annotated[Words, Meta(description="Name of the context.")]
    on: On
    is_: Annotated[
        Literal["active", "standby", "absent"], Meta(description="`absent`: the unit has no such context.")
    ]

    def holds(self, sight: Sight) -> bool:
        return all(self._found(unit) == self.is_ for unit in sight.units(self.on))

    def asks(self) -> str:
        return f"context {self.context} on {named(self.on)} is {self.is_}"

    def finds(self, sight: Sight) -> str:
        return told(sight.units(self.on), self._found)

    def _found(self, unit: UnitHandle) -> str:
        state = unit.context(self.context).state
        return str(state) if state else "absent"


class Contexts(Condition, frozen=True, kw_only=True):
    """Contexts and groups agree on both units, as far as failover is on there."""

    subject: ClassVar[str] = "contexts"
    contexts: Annotated[
        Literal["follow their groups"],
        Meta(description="Each context is active exactly on the unit on which its group is active."),
    ]

    def holds(self, sight: Sight) -> bool:
        return next(self._strays(sight), None) is None

    def asks(self) -> str:
        return "each context is active exactly where its group is"

    def finds(self, sight: Sight) -> str:
        return ", ".join(self._strays(sight)) or "so"

    @staticmethod
    def _strays(sight: Sight) -> Iterator[str]:
        for unit in sight.units("both"):
            running = unit.running()
            for each in context_settings(running) if running else ():
                state, group = unit.context(each.name).state, unit.group(each.group).state
                if state is None or group is State.DISABLED:
                    continue
                if (state is ContextState.ACTIVE) is not group.is_active:
                    yield f"{each.name} is {state} on {unit.name}, where group {each.group} is {group}"


class Address(Condition, frozen=True, kw_only=True):
    """What a unit answers to on an interface."""

    subject: ClassVar[str] = "address"
    address: Annotated[
        Words, Meta(description="`context/interface`, or the name of the failover or the state link.")
    ]
    on: On
    ip: Annotated[IpAddress | None, Meta(description="The IP address in use.")] = None
    mac: Annotated[MacAddress | None, Meta(description="The MAC address in use.")] = None

    def holds(self, sight: Sight) -> bool:
        return all(self._fits(unit) for unit in sight.units(self.on))

    def _fits(self, unit: UnitHandle) -> bool:
        found = self._interface(unit)
        return found is not None and self.ip in (None, found.ip) and self.mac in (None, found.mac)

    def asks(self) -> str:
        return f"{self.address} on {named(self.on)} has {' and '.join(filter(None, (self.ip, self.mac)))}"

    def finds(self, sight: Sight) -> str:
        return told(sight.units(self.on), self._found)

    def _found(self, unit: UnitHandle) -> str:
        found = self._interface(unit)
        return f"{found.ip} and {found.mac}" if found else "no such interface"

    def _interface(self, unit: UnitHandle) -> InterfaceView | None:
        context, _, name = self.address.rpartition("/")
        try:
            return unit.context(context).interface(name) if context else unit.interface(name)
        except KeyError:
            return None

    def wrong(self) -> tuple[str, str] | None:
        if self.ip is None and self.mac is None:
            return "address", "say which 'ip' or which 'mac' it has"
        return super().wrong()


class Connected(Condition, frozen=True, kw_only=True):
    """How many connections a context has on a unit; a standby copy has those that it stands by for."""

    subject: ClassVar[str] = "connections"
    connections: Annotated[Words, Meta(description="Name of the context.")]
    on: On
    is_: Annotated[int, Meta(description="How many.")]
    kind: Annotated[
        Traffic | None, Meta(description="Only those of a kind; `tcp` does not count those of `http`.")
    ] = None
    through: Annotated[Words | None, Meta(description="Only those through a named interface.")] = None

    def holds(self, sight: Sight) -> bool:
        return all(self._count(unit) == self.is_ for unit in sight.units(self.on))

    def asks(self) -> str:
        kind = f"{self.kind} " if self.kind else ""
        through = f" through {self.through}" if self.through else ""
        return f"{self.connections} has {self.is_} {kind}connections{through} on {named(self.on)}"

    def finds(self, sight: Sight) -> str:
        return told(sight.units(self.on), lambda unit: str(self._count(unit)))

    def _count(self, unit: UnitHandle) -> int:
        return unit.context(self.connections).connected(self.kind, self.through)


def interface_of(node: Scalar) -> tuple[str, str]:
    """A context and one of its interfaces, from ``ctx1/outside``."""
    context, slash, name = node.text.partition("/")
    if not (context.strip() and slash and name.strip()):
        raise ValueError(f"{node.text!r} is no interface of a context: write it like 'ctx1/outside'")
    return context.strip(), name.strip()


def _words(node: Scalar) -> str:
    text = " ".join(node.text.split())
    known = [*InterfaceStatus, "absent"]
    if re.sub(r" \([A-Z][A-Za-z-]*\)$", "", text) not in known:
        raise ValueError(f"{node.text!r} is not possible here, {alternatives(text, known)}")
    return text


class Interface(Condition, frozen=True, kw_only=True):
    """What a unit finds of an interface of a context."""

    subject: ClassVar[str] = "interface"
    interface: Annotated[
        tuple[str, str],
        read_by(interface_of, examples=["ctx1/outside"]),
        Meta(description="The context and the name of the interface, `ctx1/outside`."),
    ]
    on: On
    is_: Annotated[
        str,
        read_by(_words, examples=["Normal (Monitored)", "Failed"]),
        Meta(
            description=(
                "As `show failover` prints it, with or without the word in brackets; `absent`: the unit has"
                " no such interface."
            )
        ),
    ]

    def holds(self, sight: Sight) -> bool:
        return all(self._fits(unit) for unit in sight.units(self.on))

    def _fits(self, unit: UnitHandle) -> bool:
        found = self._found(unit)
        return self.is_ in (found, found.partition(" (")[0])

    def asks(self) -> str:
        return f"interface {'/'.join(self.interface)} on {named(self.on)} is {self.is_}"

    def finds(self, sight: Sight) -> str:
        return told(sight.units(self.on), self._found)

    def _found(self, unit: UnitHandle) -> str:
        context, name = self.interface
        view = unit.context(context).interfaces.get(name)
        return view.words if view else "absent"


class PacketsThere(Condition, frozen=True, kw_only=True):
    """What became of packets at an interface, since the unit came up."""

    subject: ClassVar[str] = "packets"
    packets: Annotated[Fate, Meta(description="What became of them; `received` are those of the mate.")]
    at: Annotated[
        tuple[str, str],
        read_by(interface_of, examples=["ctx1/outside"]),
        Meta(description="The interface at which they arrived, `ctx1/outside`."),
    ]
    on: On
    is_: Annotated[int, Meta(description="How many.")]

    def holds(self, sight: Sight) -> bool:
        return all(self._count(unit) == self.is_ for unit in sight.units(self.on))

    def asks(self) -> str:
        return f"{self.is_} packets {self.packets} at {'/'.join(self.at)} on {named(self.on)}"

    def finds(self, sight: Sight) -> str:
        return told(sight.units(self.on), lambda unit: str(self._count(unit)))

    def _count(self, unit: UnitHandle) -> int:
        return unit.packets(*self.at, self.packets)


class Chassis(Condition, frozen=True, kw_only=True):
    """Whether a unit runs."""

    subject: ClassVar[str] = "unit"
    unit: Annotated[Units, Meta(description="The unit.")]
    is_: Annotated[Power, Meta(description="Whether it runs.")]

    def holds(self, sight: Sight) -> bool:
        return all(unit.power is self.is_ for unit in sight.units(self.unit))

    def asks(self) -> str:
        return f"{named(self.unit)} {'are' if self.unit == 'both' else 'is'} {self.is_}"

    def finds(self, sight: Sight) -> str:
        return ", ".join(f"{unit.name} is {unit.power}" for unit in sight.units(self.unit))


class MateOf(Condition, frozen=True, kw_only=True):
    """What a unit thinks of its mate."""

    subject: ClassVar[str] = "mate-of"
    mate_of: Annotated[Units, Meta(description="The unit that thinks so, or both.")]
    is_: Annotated[Literal["not detected", "up", "failed"], Meta(description="What it thinks.")]

    def holds(self, sight: Sight) -> bool:
        return all(unit.mate == self.is_ for unit in sight.units(self.mate_of))

    def asks(self) -> str:
        return f"the mate of {named(self.mate_of)} is {self.is_} to {_it(self.mate_of)}"

    def finds(self, sight: Sight) -> str:
        return told(sight.units(self.mate_of), lambda unit: unit.mate)


def _it(units: str) -> str:
    return "them" if units == "both" else "it"


class LinkOf(Condition, frozen=True, kw_only=True):
    """What a unit thinks of the failover link."""

    subject: ClassVar[str] = "link-of"
    link_of: Annotated[Units, Meta(description="The unit that thinks so, or both.")]
    is_: Annotated[
        Literal["up", "failed"],
        Meta(description="`failed`: the mate is not heard over it, but answers elsewhere."),
    ]

    def holds(self, sight: Sight) -> bool:
        return all(unit.link == self.is_ for unit in sight.units(self.link_of))

    def asks(self) -> str:
        return f"the failover link is {self.is_} to {named(self.link_of)}"

    def finds(self, sight: Sight) -> str:
        return told(sight.units(self.link_of), lambda unit: unit.link)
