"""Power and boot: from the switch to a unit that knows its configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..facts import syslog, texts
from ..facts.states import Power
from ..messages import BootDone, GoingDown, StopContext
from ..signals import UnitPower

if TYPE_CHECKING:
    from .actor import Unit


class Boot:
    """Switches the chassis off and on; booting takes the spec's time, moved by the seed."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit

    def power_on(self) -> None:
        """Start booting, unless the unit runs already."""
        unit = self.unit
        if unit.power is not Power.OFF:
            return
        unit.renew()
        self._set(Power.BOOTING)
        unit.after(self._boot_time(), "boot", BootDone())

    def _boot_time(self) -> int:
        if self.unit.spec.boot_time is not None:
            return self.unit.spec.boot_time
        boot = self.unit.pair.boot
        return boot.time + int((2 * self.unit.draw() - 1) * boot.spread * boot.time)

    def power_off(self) -> None:
        """Lose everything but the flash, at once."""
        unit = self.unit
        if unit.power is Power.OFF:
            return
        unit.renew()
        unit.reset_children(StopContext())
        unit.begin()
        self._set(Power.OFF)

    def crash(self) -> None:
        """Lose everything but the flash, and boot again; a unit without power cannot crash."""
        if self.unit.power is not Power.OFF:
            self.power_off()
            self.power_on()

    def reload(self, farewell: tuple[str, ...] = texts.SHUTDOWN.lines(), whom: str = syslog.OPERATOR) -> None:
        """Tell the mate, say farewell, go down in good order, and boot again."""
        unit = self.unit
        if unit.power is Power.UP:
            when = unit.calendar.stamp(unit.now)
            unit.log(syslog.RELOAD_BEGINS, when=when, whom=whom, reason="unspecified")
            if unit.settings.on:
                unit.tell_mate(GoingDown())
            unit.console.prints(farewell)
        self.crash()

    def done(self) -> None:
        """The operating system is up: read the configuration, then look for the mate."""
        unit = self.unit
        self._set(Power.UP)
        unit.board.booted_at = unit.now
        unit.interfaces.look_at_ports()
        unit.system.load(unit.flash.startup(), self._configured)

    def _configured(self) -> None:
        unit = self.unit
        unit.log(syslog.STARTUP_DONE)
        if unit.settings.on:
            unit.negotiation.begin()
        unit.when_groups_have_reported(unit.console.open)

    def _set(self, power: Power) -> None:
        self.unit.power = power
        self.unit.emit(UnitPower(self.unit.name, power))
