"""The data network: the segments between the same ports of both units, and the hosts on them (reference 2.2).

A port is a physical interface, or a subinterface with its VLAN. The network knows what is wrong at either
end and how much the hosts talk; it carries interface hellos, and tells a unit what comes in when it listens.
"""

from __future__ import annotations

from typing import Any

from .duration import MILLISECOND
from .facts.states import Hosts, PortFault
from .messages import (
    AskPorts,
    HealthAnswer,
    HealthQuestion,
    InterfaceHello,
    Listen,
    PacketsIn,
    PortsDown,
    Probe,
    RedirectedPackets,
    SetLink,
    SetPort,
    SetTraffic,
)
from .rules.segments import answers, hears, reaches, standing
from .runtime import Actor, handles
from .signals import LinkCondition, PortCondition

#: How long (ns) a packet is under way, and how long hosts take to answer or to say something [I].
LATENCY = 1 * MILLISECOND
ANSWER_TIME = 100 * MILLISECOND


class DataNetwork(Actor):
    """Every data segment of the pair."""

    def __init__(self, ends: tuple[str, str]) -> None:
        super().__init__()
        self.other = {ends[0]: ends[1], ends[1]: ends[0]}
        #: nothing gets from one unit to the other
        self.cut = False
        #: by unit, what is wrong with which port
        self.faults: dict[str, dict[str, PortFault]] = {end: {} for end in ends}
        #: what the hosts of a port's segment do, where it is not that they talk
        self.traffic: dict[str, Hosts] = {}
        #: by unit, the ports at which it waits for a packet
        self.listening: dict[str, dict[str, None]] = {end: {} for end in ends}
        #: what was made last of a unit's hello of a group; the same hello is passed on as the same
        self._passed: dict[tuple[str, int], tuple[InterfaceHello, InterfaceHello]] = {}

    def on_receive(self, message: Any) -> Any:
        """Carry a hello, where nothing is wrong as it is; handle the rest."""
        if message.__class__ is InterfaceHello:
            sender = self.sender
            if self.cut or self.faults["primary"] or self.faults["secondary"]:
                message = self._that_gets_through(message)
            self.send(self.other[sender], message, LATENCY)
            return None
        return super().on_receive(message)

    def _that_gets_through(self, hello: InterfaceHello) -> InterfaceHello:
        key = (self.sender, hello.group)
        known = self._passed.get(key)
        if known is None or known[0] is not hello:
            known = (hello, InterfaceHello(hello.group, self._through(self.sender, hello.ports)))
            self._passed[key] = known
        return known[1]

    def _through(self, sender: str, ports: tuple[str, ...]) -> tuple[str, ...]:
        """The ports on which what a unit sends reaches its mate."""
        if self.cut:
            return ()
        return tuple(
            port for port in ports if reaches(self._at(sender, port), self._at(self.other[sender], port))
        )

    def _at(self, unit: str, port: str) -> PortFault:
        return standing(self.faults[unit], port, PortFault.NONE)

    def _hosts(self, port: str) -> Hosts:
        return standing(self.traffic, port, Hosts.ON)

    # -- what is wrong ---------------------------------------------------------------------------

    @handles(SetLink)
    def set_link(self, message: SetLink) -> None:
        """Cut the units off from each other on every port, or no longer."""
        self.cut = bool(message.cut)
        self.emit(LinkCondition("", self.name, self.cut, LATENCY, 0, 0.0))
        self._passed.clear()

    @handles(SetPort)
    def set_port(self, message: SetPort) -> None:
        """Break or mend one end of a segment."""
        faults = self.faults[message.unit]
        was_down = self._down(message.unit)
        faults[message.port] = message.fault
        if all(fault is PortFault.NONE for fault in faults.values()):
            faults.clear()
        self._passed.clear()
        if self._down(message.unit) != was_down:
            self.send(message.unit, PortsDown(self._down(message.unit)), LATENCY)
        self._tell_listeners()
        self.emit(PortCondition(message.unit, message.port, message.fault))

    @handles(SetTraffic)
    def set_traffic(self, message: SetTraffic) -> None:
        """The hosts of a segment talk more, or less."""
        if not message.port:
            self.traffic.clear()
        self.traffic[message.port] = message.hosts
        self._tell_listeners()

    def _down(self, unit: str) -> tuple[str, ...]:
        return tuple(port for port, fault in self.faults[unit].items() if fault is PortFault.DOWN)

    @handles(AskPorts)
    def ask_ports(self, _: AskPorts) -> None:
        """A unit has booted: nothing of it listens, and it does not know its ports."""
        self.listening[self.sender].clear()
        if self._down(self.sender):
            self.send(self.sender, PortsDown(self._down(self.sender)), LATENCY)

    # -- what a unit tests -----------------------------------------------------------------------

    @handles(Listen)
    def listen(self, message: Listen) -> None:
        """A unit waits for a packet at a port."""
        self.listening[self.sender][message.port] = None
        self._tell_listener(self.sender, message.port)

    def _tell_listeners(self) -> None:
        for unit, ports in self.listening.items():
            for port in tuple(ports):
                self._tell_listener(unit, port)

    def _tell_listener(self, unit: str, port: str) -> None:
        if hears(self._at(unit, port), self._hosts(port)):
            del self.listening[unit][port]
            self.send(unit, PacketsIn(port), ANSWER_TIME)

    @handles(Probe)
    def probe(self, message: Probe) -> None:
        """A unit asks the hosts of a port; its mate hears the question too."""
        unit, port = self.sender, message.port
        if answers(self._at(unit, port), self._hosts(port), message.test):
            self.send(unit, PacketsIn(port), ANSWER_TIME)
        if self._through(unit, (port,)):
            self.send(self.other[unit], PacketsIn(port), LATENCY)

    @handles(RedirectedPackets)
    def redirect(self, message: RedirectedPackets) -> None:
        """A unit sends its mate packets that belong there."""
        if self._through(self.sender, (message.port,)):
            self.send(self.other[self.sender], message, LATENCY)

    @handles(HealthQuestion, HealthAnswer)
    def health(self, message: HealthQuestion | HealthAnswer) -> None:
        """A unit asks over every port whether its mate lives; the answer goes the same ways back."""
        ports = self._through(self.sender, message.ports)
        if ports:
            self.send(self.other[self.sender], message.__class__(ports), LATENCY)
