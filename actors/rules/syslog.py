"""What goes to syslog, and when, where that takes a decision (reference 7, 14.16)."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..facts import syslog
from ..facts.states import InterfaceStatus, Reason, Role, State
from ..facts.syslog import SyslogText
from ..messages import UnitReport
from .compatibility import Fit, compare


class Entry(NamedTuple):
    """A message with the values that it is sent with."""

    message: SyslogText
    values: dict[str, Any]


def unit_word(role: Role, group: int | None = None) -> str:
    """How a unit names itself: ``Primary``, or ``Primary_group_1`` where it speaks of a group."""
    return role.word if group is None else f"{role.word}_group_{group}"


#: Causes that syslog words in another way than ``show failover history`` does.
CAUSES: dict[Reason, str] = {
    Reason.STATE_CHECK: "state check.",
    Reason.MATE_WANTS_ME_ACTIVE: "mate want me Active",
}


def cause(reason: Reason) -> str:
    """Why a group switches, behind the dash of 104001 and 104002; the history's words where none is known."""
    return CAUSES.get(reason, f"{reason}.")


def on_step(role: Role, was: State, state: State, reason: Reason, mates: Reason | None) -> tuple[Entry, ...]:
    """What a step of group 1 or 2 sends; most steps send nothing.

    ``mates``: the reason for which the mate asked for the group, or None if it did not.
    """
    sent: list[Entry] = []
    if was is State.FAILED and (state.is_synchronising or state is State.STANDBY_READY):
        sent.append(Entry(syslog.SWITCHING_TO_OK, {}))
    if state.is_active and not was.is_active:
        sent.append(Entry(syslog.SWITCHING_TO_ACTIVE, {"cause": cause(reason)}))
    elif was.is_active and (state.is_synchronising or state.stands_by):  # one that fails leaves the path too
        sent.append(_standby(role, reason, mates))
    if state is State.FAILED and was is not State.FAILED:
        sent.append(Entry(syslog.SWITCHING_TO_FAILED, {}))
    return tuple(sent)


def _standby(role: Role, reason: Reason, mates: Reason | None) -> Entry:
    if reason is Reason.INTERFACE_CHECK:
        return Entry(syslog.SWITCHING_TO_STNDBY, {})
    words = cause(reason)
    if mates is not None and reason is Reason.MATE_WANTS_ME_STANDBY:
        words += f" {role.other.word} unit  switch reason: {mates}."
    return Entry(syslog.SWITCHING_TO_STANDBY, {"cause": words})


def on_loss(reason: Reason, link: str, *, sending: bool) -> tuple[Entry, ...]:
    """What giving up the mate sends: whether it went in good order, or why it is taken for dead.

    ``sending``: in the middle of a synchronisation that this unit sent.
    """
    silent = reason is Reason.HELLO_NOT_HEARD
    code = 5 if sending else 1 if link == "up" else 4
    sent = [] if silent else [Entry(syslog.MATE_RELOADS, {})]
    if silent or sending:
        sent.append(Entry(syslog.NO_RESPONSE, {"code": code}))
    return tuple(sent)


def on_meeting(ours: UnitReport, mate: UnitReport) -> tuple[Entry, ...]:
    """What the first hello in a life of the mate sends, where the two fit: it has just booted, or differs."""
    booted = mate.groups[0].state in (State.DISABLED, State.NEGOTIATION)
    sent = [Entry(syslog.MATE_UP, {})] if booted else []
    if compare(ours, mate).fit is Fit.OTHER_VERSION:
        sent.append(Entry(syslog.VERSION_DIFFERS, {"mate": mate.version, "ours": ours.version}))
    return tuple(sent)


#: How 105009 words the end of the tests.
RESULTS = {
    InterfaceStatus.NORMAL: "Passed",
    InterfaceStatus.FAILED: "Failed",
    InterfaceStatus.UNKNOWN: "Status Undetermined",
}
#: Messages about an interface in which the unit names the group; captured beside 105008 without (7.1) [R].
NAMES_GROUP = frozenset({syslog.TESTED})


def on_interface(
    was: InterfaceStatus, status: InterfaceStatus, *, was_heard: bool, heard: bool
) -> tuple[SyslogText, ...]:
    """What a monitored interface sends that is found to be something else, or to hear the mate's or not."""
    if status is not was:
        return _STATUS_MESSAGES.get((was, status), _ENTERED.get(status, _LEFT.get(was, ())))
    if heard is not was_heard:
        return (syslog.MONITORING_NORMAL if heard else syslog.MONITORING_WAITING,)
    return ()


_TESTED = (syslog.TESTED,)
_STATUS_MESSAGES = {(InterfaceStatus.TESTING, status): _TESTED for status in RESULTS}
_ENTERED = {
    InterfaceStatus.TESTING: (syslog.LOST_COMMUNICATIONS, syslog.TESTING),
    InterfaceStatus.NO_LINK: (syslog.INTERFACE_LINK_DOWN, syslog.LINE_DOWN),
}
_LEFT = {InterfaceStatus.NO_LINK: (syslog.INTERFACE_LINK_UP, syslog.LINE_UP)}


def on_mates_interface(was: InterfaceStatus, status: InterfaceStatus) -> SyslogText | None:
    """What is sent when an interface of the mate fails, or is in order again."""
    if status.has_failed is was.has_failed:
        return None
    return syslog.MATE_INTERFACE_FAILED if status.has_failed else syslog.MATE_INTERFACE_OK
