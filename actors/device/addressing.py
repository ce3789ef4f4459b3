"""The addresses of the interfaces of a chassis, derived from its configurations (reference 10, 14.32)."""

from __future__ import annotations

from functools import lru_cache

from ..facts.states import Role
from ..rules.addresses import Address, Addresses, automatic, burned_in, chosen, generated, physical
from ..rules.settings import ContextSettings, InterfaceSettings, LanInterface, Macs
from .configuration import Configuration
from .settings import context_settings, failover_settings, interface_settings, mac_prefix


@lru_cache(maxsize=1024)
def context_addresses(
    system: Configuration, context: str, configuration: Configuration, chassis: str
) -> dict[str, Addresses]:
    """The addresses of the named interfaces of a context on one chassis, by name.

    The MAC addresses follow the failover group of the context; which of the two a unit uses, see
    ``Addresses.used``.
    """
    contexts = context_settings(system)
    settings = next((each for each in contexts if each.name == context), None)
    if settings is None:
        return {}
    return {
        each.name: _addresses(each, _macs(system, settings, each, chassis))
        for each in interface_settings(configuration)
    }


def _addresses(interface: InterfaceSettings, macs: Macs) -> Addresses:
    return Addresses(
        Address(interface.active_address, macs.active), Address(interface.standby_address, macs.standby)
    )


def _macs(
    system: Configuration, context: ContextSettings, interface: InterfaceSettings, chassis: str
) -> Macs:
    real, failover, prefix = (
        real_name(context, interface.hardware),
        failover_settings(system),
        mac_prefix(system),
    )
    burned = burned_in(chassis, real)
    return chosen(
        interface.macs,
        None if prefix is None else generated(prefix, _number(system, context, real)),
        failover.group(context.group).macs.get(physical(real)) if failover.on else None,
        automatic(real, context.group) if failover.on else None,
        Macs(burned, burned),
    )


def real_name(context: ContextSettings, hardware: str) -> str:
    """The interface behind a name that it was mapped to inside a context."""
    return dict(zip(context.mapped, context.interfaces, strict=False)).get(hardware, hardware)


def mapped_name(context: ContextSettings, port: str) -> str:
    """What a context calls an interface of the chassis."""
    return dict(zip(context.interfaces, context.mapped, strict=False)).get(port, port)


def _number(system: Configuration, context: ContextSettings, real: str) -> int:
    """The place of an interface among those of all contexts, in order of definition."""
    allocated = [(each.name, port) for each in context_settings(system) for port in each.interfaces]
    place = (context.name, real)
    return allocated.index(place) if place in allocated else len(allocated)


def link_addresses(system: Configuration, chassis: str) -> dict[str, Address]:
    """What the failover and the state link use on one chassis, by name: its own, whatever is active there.

    The first address is the primary's; there are no virtual MAC addresses (reference 9.2, 10) [V].
    """
    settings = failover_settings(system)
    return {
        link.name: Address(_own(link, settings.role), burned_in(chassis, link.hardware))
        for link in (settings.link, settings.state_link)
        if link is not None
    }


def _own(link: LanInterface, role: Role) -> str:
    return link.primary_address if role is Role.PRIMARY else link.secondary_address
