"""Who is active for which group: taking, releasing, claiming, failing.

Decided in ``rules/preemption.py``, ``rules/switching.py`` and ``rules/interface_policy.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..device.board import INTERFACE_FAILURE
from ..facts import texts
from ..facts.states import Reason, State
from ..messages import GroupChanged, PreemptNow, Recover, Release, Released, ReleaseOverdue
from ..rules.interface_policy import claims, standby_walk
from ..rules.preemption import claim_delay
from ..rules.switching import RELEASE_TIME, announced
from ..rules.syslog import on_step
from ..rules.transitions import Walk

if TYPE_CHECKING:
    from .actor import Unit


class Switching:
    """Moves groups between this unit and its mate; group 0 goes where group 1 goes."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        #: groups to take one after the other at boot: a group starts when the one before it is Active
        self.queue: list[int] = []
        self.queue_reason = Reason.NO_ACTIVE_UNIT
        #: group -> when its copy came up here (ns); None where it has not, or somebody has moved it since
        self.available_since: dict[int, int | None] = {1: None, 2: None}
        #: groups that have been active here since the boot
        self.held: dict[int, None] = {}
        #: groups that the mate has been asked for
        self.asked: dict[int, None] = {}
        #: groups on their way to the mate, with the reason for which it takes them
        self.giving: dict[int, Reason] = {}
        #: groups that an operator waits for at the console, and whom to tell
        self.operator_waits_for: dict[int, None] = {}
        self.operator: Callable[[bool], object] = bool

    def begin(self) -> None:
        """Failover comes up anew: nobody has moved anything yet."""
        self.queue.clear()
        self.held.clear()
        self.asked.clear()
        self.giving.clear()

    # -- taking ----------------------------------------------------------------------------------

    def take_all(self, reason: Reason) -> None:
        """Become active at boot.

        Group 0, then 1, then 2, each when the one before is Active (reference 4.4).
        """
        self.queue, self.queue_reason = [1, 2], reason
        self.unit.walk(Walk.TAKE, reason, 0)

    def take(self, group: int, reason: Reason) -> None:
        """Become active for one group, but never with half a configuration."""
        if self.unit.receiver_of_stream.incomplete:
            return
        self.available_since[group] = None
        self._stop_claiming(group)
        if self.unit.state(group) is State.FAILED:
            self.unit.walk(Walk.READY, reason, group)
        self.unit.walk(Walk.TAKE, reason, *_with_unit(group))

    def group_changed(self, message: GroupChanged) -> None:
        """A group of this unit made a step."""
        self._log(message)
        self._announce(message)
        if message.state.stands_by and message.group in self.giving:
            self.unit.tell_mate(Released(message.group, self.giving.pop(message.group)))
        if message.state is State.JUST_ACTIVE:
            self.held[message.group] = None
            self._answer_operator(message.group, taken=True)
        if self.queue and message.state is State.ACTIVE:
            self.unit.walk(Walk.TAKE, self.queue_reason, self.queue.pop(0))
        elif message.state is State.ACTIVE and message.reason is self.queue_reason:
            self.unit.healing.look_again()
        if message.group:
            if message.state is State.STANDBY_READY:
                comes_up = message.was.is_synchronising or message.was is State.FAILED
                self.available_since[message.group] = message.at if comes_up else None
            elif message.state is State.FAILED:
                self.unit.board.failures[message.group] = (INTERFACE_FAILURE, message.at)
            self._consider(message.group)

    def _announce(self, message: GroupChanged) -> None:
        """Say on the console that a group changes sides; group 0 has no texts of its own."""
        text = announced(message.was, message.state, message.reason)
        if message.group and text is not None:
            self.unit.say(text, group=message.group)

    def _log(self, message: GroupChanged) -> None:
        """Group 0 goes where group 1 goes, and has no messages of its own (reference 14.16)."""
        group = message.group
        if group:
            entries = on_step(
                self.unit.role, message.was, message.state, message.reason, self.giving.get(group)
            )
            self.unit.log_all(entries, group=group)

    # -- the mate --------------------------------------------------------------------------------

    def reconsider(self) -> None:
        """The mate has reported something new, or the configuration has changed."""
        for group in (1, 2):
            self._consider(group)

    def mate_lost(self, reason: Reason) -> None:
        """Take every group that was standby here (reference 1.7, row 1)."""
        unit = self.unit
        for group in (1, 2):
            self._stop_claiming(group)
            if unit.state(group).stands_by:
                if reason is Reason.HELLO_NOT_HEARD:
                    unit.say(texts.NO_RESPONSE, group=group)
                self.take(group, reason)

    def release(self, message: Release) -> None:
        """The mate wants a group: let go of it, unless it is not ours to give."""
        unit, group = self.unit, message.group
        if not unit.state(group).is_active:
            return
        if message.reason is not Reason.INTERFACE_CHECK:
            self._give(group, Reason.MATE_WANTS_ME_STANDBY, message.reason)
        elif unit.interfaces.counts[group].over:
            self._fail(group)

    def released(self, message: Released) -> None:
        """The mate has let go of a group: take it, also if it has failed here meanwhile."""
        unit, group = self.unit, message.group
        if unit.state(group).stands_by:
            self.take(group, message.reason)

    # -- preemption ------------------------------------------------------------------------------

    def _consider(self, group: int) -> None:
        """Set the time of a claim where there is to be one, and drop one that is no longer due."""
        unit, since = self.unit, self.available_since[group]
        if group in self.asked:
            return
        if unit.receiver_of_stream.incomplete:
            unit.cancel(f"preempt {group}")
            return
        if self._mate_is_worse(group):
            self.ask_for(group, Reason.INTERFACE_CHECK)
            return
        delay = (
            None
            if since is None
            else claim_delay(
                unit.settings.group(group),
                unit.role,
                mine=unit.state(group),
                mates=unit.board.mate.state(group),
                together=bool(unit.negotiation.together) and group not in self.held,
                available=True,
            )
        )
        if since is None or delay is None:
            unit.cancel(f"preempt {group}")
        else:
            unit.after(max(0, since + delay - unit.now), f"preempt {group}", PreemptNow(group))

    def claim(self, group: int) -> None:
        """Ask the mate for a group that this unit is preferred for."""
        unit = self.unit
        if unit.settings.group(group).preempt is not None:
            unit.say(texts.PREEMPT_MATE, group=group)
        self.ask_for(group, Reason.CONFIG_COMMAND)

    def ask_for(self, group: int, reason: Reason) -> None:
        """Ask the mate to release a group."""
        self.asked[group] = None
        self.unit.cancel(f"preempt {group}")
        self.unit.tell_mate(Release(group, reason))
        self.unit.after(RELEASE_TIME, f"release {group}", ReleaseOverdue(group))

    def release_overdue(self, group: int) -> None:
        """The mate has not let go: look again."""
        self.asked.pop(group, None)
        self._answer_operator(group, taken=False)
        self._consider(group)

    def _stop_claiming(self, group: int) -> None:
        self.asked.pop(group, None)
        self.unit.cancel(f"preempt {group}")
        self.unit.cancel(f"release {group}")

    # -- interfaces ------------------------------------------------------------------------------

    def interfaces_counted(self, group: int) -> None:
        """The interfaces of a group have been counted: a standby group fails, or is sound again."""
        unit = self.unit
        walk = standby_walk(unit.state(group), over=unit.interfaces.counts[group].over)
        if walk is not None and group not in self.giving:
            unit.walk(walk, Reason.INTERFACE_CHECK, group)
        self._consider(group)

    def _mate_is_worse(self, group: int) -> bool:
        """The mate holds a group whose interfaces have failed there, and is to let this unit take it."""
        unit, mate = self.unit, self.unit.board.mate_in_reach
        if mate is None:
            return False
        return claims(unit.state(group), unit.interfaces.counts[group].failed, mate.groups[group])

    def _fail(self, group: int) -> None:
        """Let go of a group because its interfaces have failed here."""
        self.giving[group] = Reason.INTERFACE_CHECK
        self.unit.walk(Walk.FAIL, Reason.INTERFACE_CHECK, group)
        if group == 1:
            self.unit.walk(Walk.YIELD, Reason.MATE_WANTS_ME_STANDBY, 0)

    def recover(self, *groups: int) -> None:
        """``failover reset``: take failed groups for sound, until their interfaces are looked at again."""
        for group in groups:
            if self.unit.state(group) is State.FAILED:
                self.unit.walk(Walk.READY, Reason.CONFIG_COMMAND, group)
            elif self.unit.board.mate.state(group) is State.FAILED:
                self.unit.tell_mate(Recover(group))

    # -- an operator -----------------------------------------------------------------------------

    def force_active(self, groups: tuple[int, ...], done: Callable[[bool], None]) -> bool:
        """``failover active``: ask the mate for these groups. False if there is nothing to ask for.

        Otherwise ``done`` is called when all of them have been taken, or with False when the mate does not
        answer.
        """
        wanted = [group for group in groups if self.unit.state(group) is State.STANDBY_READY]
        self.operator_waits_for = dict.fromkeys(wanted, None)
        self.operator = done
        for group in wanted:
            self.ask_for(group, Reason.CONFIG_COMMAND)
        return bool(wanted)

    def _answer_operator(self, group: int, *, taken: bool) -> None:
        if group not in self.operator_waits_for:
            return
        del self.operator_waits_for[group]
        if not taken:
            self.operator_waits_for = {}
        if not self.operator_waits_for:
            self.operator(taken)

    def force_standby(self, *groups: int) -> None:
        """``no failover active``: give these groups to the mate."""
        unit = self.unit
        for group in groups:
            if unit.state(group) is State.ACTIVE:
                self._give(group, Reason.CONFIG_COMMAND, Reason.MATE_WANTS_ME_ACTIVE)

    def _give(self, group: int, why_here: Reason, why_there: Reason) -> None:
        """Let go of a group; the mate is told once it is standby here."""
        self.giving[group] = why_there
        self.unit.walk(Walk.YIELD, why_here, *_with_unit(group))


def _with_unit(group: int) -> tuple[int, ...]:
    """Group 1 takes group 0, the unit itself, along."""
    return (0, 1) if group == 1 else (group,)
