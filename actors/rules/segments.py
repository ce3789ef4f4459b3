"""What gets through between a port, its hosts and the same port of the mate (reference 2.2, 14.22)."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import TypeVar

from ..facts.states import Hosts, PortFault, Test
from .addresses import physical

Value = TypeVar("Value")

#: What a port with this fault still does: send, receive, reach the mate and be reached.
_SENDS = frozenset({PortFault.NONE, PortFault.DEAF, PortFault.CUT_OFF})
_RECEIVES = frozenset({PortFault.NONE, PortFault.MUTE, PortFault.CUT_OFF})
#: Which hosts answer what a test asks.
_ANSWERS = {
    Test.ARP: frozenset({Hosts.ON, Hosts.ARP}),
    Test.PING: frozenset({Hosts.ON, Hosts.ARP, Hosts.PING}),
}


def standing(of: Mapping[str, Value], port: str, otherwise: Value) -> Value:
    """What holds for a port: what was said of it, else of the port it is a part of, else of every port."""
    for name in (port, physical(port), ""):
        if name in of:
            return of[name]
    return otherwise


def has_link(down: Container[str], port: str) -> bool:
    """Whether a port has a carrier, of which some have none; a port takes its subinterfaces along."""
    return port not in down and physical(port) not in down


def reaches(sender: PortFault, receiver: PortFault) -> bool:
    """Whether what a unit sends out of a port arrives at the same port of its mate."""
    return sender in _SENDS and receiver in _RECEIVES and PortFault.CUT_OFF not in (sender, receiver)


def hears(port: PortFault, hosts: Hosts) -> bool:
    """Whether packets come in at a port by themselves."""
    return port in _RECEIVES and hosts is Hosts.ON


def answers(port: PortFault, hosts: Hosts, test: Test) -> bool:
    """Whether the hosts behind a port answer what a test asks, and the answer comes in."""
    return port in _SENDS and port in _RECEIVES and hosts in _ANSWERS[test]
