"""What a configuration says, as plain values that the rules decide on.

Defaults are those of reference 2 and 3.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..duration import SECOND
from ..facts.states import Role


@dataclass(frozen=True, slots=True)
class Macs:
    """MAC addresses of the active and of the standby copy of an interface; ``standby`` may be empty."""

    active: str
    standby: str = ""


@dataclass(frozen=True, slots=True)
class GroupSettings:
    """One failover group.

    ``preempt`` is its delay in ns, or None where it does not preempt (reference 3.2).
    """

    preferred: Role = Role.PRIMARY
    preempt: int | None = None
    poll: int = 5 * SECOND
    hold: int = 25 * SECOND
    policy: str = "1"
    replicate_http: bool = False
    #: by physical interface, what `mac address` says
    macs: dict[str, Macs] = field(default_factory=dict)


_DEFAULT_GROUP = GroupSettings()


@dataclass(frozen=True, slots=True)
class LanInterface:
    """The failover or the state link.

    Its name, the interface, the address of the primary and of the secondary.
    """

    name: str
    hardware: str
    primary_address: str = ""
    secondary_address: str = ""
    mask: str = ""


@dataclass(frozen=True, slots=True)
class FailoverSettings:
    """The failover part of a system configuration; times in ns (reference 3.1)."""

    on: bool = False
    role: Role = Role.SECONDARY
    link: LanInterface | None = None
    state_link: LanInterface | None = None
    poll: int = 1 * SECOND
    hold: int = 15 * SECOND
    groups: dict[int, GroupSettings] = field(default_factory=dict)
    #: connections a second in a bulk synchronisation, or None where nothing is said (reference 3.1)
    replication_rate: int | None = None

    @property
    def has_own_state_link(self) -> bool:
        """There is a state link, and it is another one than the failover link."""
        return self.state_link is not None and not self.shares_link

    @property
    def shares_link(self) -> bool:
        """The state link is the failover link: by its name, or by its interface (reference 9.2)."""
        link, state = self.link, self.state_link
        return (
            link is not None
            and state is not None
            and (state.name == link.name or state.hardware == link.hardware)
        )

    def group(self, number: int) -> GroupSettings:
        """Settings of a group, its defaults where it is not defined."""
        return self.groups.get(number, _DEFAULT_GROUP)


@dataclass(frozen=True, slots=True)
class ContextSettings:
    """A context as the system configuration defines it (reference 3.3).

    ``mapped`` are the names that its interfaces have inside the context, in the same order.
    """

    name: str
    url: str | None
    group: int
    interfaces: tuple[str, ...]
    is_admin: bool
    mapped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InterfaceSettings:
    """A named interface of a context. ``monitored`` after reference 2.4.

    Physical ones yes, subinterfaces no.
    """

    name: str
    hardware: str
    active_address: str
    standby_address: str
    monitored: bool
    mask: str = ""
    #: its own `mac-address`
    macs: Macs | None = None
    #: `shutdown` stands in its configuration
    shut: bool = False
    #: its `asr-group`, or 0
    asr_group: int = 0
