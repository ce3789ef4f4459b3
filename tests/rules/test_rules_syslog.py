"""What goes to syslog when a group switches, the mate is lost, or is met (reference 7.1, 7.4)."""

from __future__ import annotations

import pytest

from asapair.actors.facts.states import Reason, Role, State
from asapair.actors.messages import GroupReport, UnitReport
from asapair.actors.rules.syslog import Entry, cause, on_loss, on_meeting, on_step
from asapair.actors.rules.transitions import LEGAL


def told(entries: tuple[Entry, ...]) -> list[str]:
    """Numbers and texts, as a primary would send them."""
    return [f"{entry.message.number} {entry.message.text(unit='U', **entry.values)}" for entry in entries]


def step(was: State, state: State, reason: Reason, mates: Reason | None = None) -> list[str]:
    return told(on_step(Role.PRIMARY, was, state, reason, mates))


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason.HELLO_NOT_HEARD, "HELLO not heard from mate."),
        (Reason.CONFIG_COMMAND, "Set by the config command."),
        (Reason.MATE_WANTS_ME_ACTIVE, "mate want me Active"),
    ],
)
def test_a_captured_cause_is_spelled_as_captured(reason: Reason, words: str) -> None:
    assert step(State.STANDBY_READY, State.JUST_ACTIVE, reason) == [
        f"104001 (U) Switching to ACTIVE - {words}"
    ]


def test_the_state_check_is_told_as_the_guide_words_it() -> None:
    assert cause(Reason.STATE_CHECK) == "state check."


def test_a_group_that_the_mate_takes_is_told_with_the_mates_reason() -> None:
    """Captured, with its two blanks (reference 7.1)."""
    asked = "Other unit wants me Standby. Secondary unit  switch reason: Set by the config command."
    given = step(State.ACTIVE, State.STANDBY_READY, Reason.MATE_WANTS_ME_STANDBY, Reason.CONFIG_COMMAND)
    assert given == [f"104002 (U) Switching to STANDBY - {asked}"]


def test_a_group_that_is_given_away_has_no_reason_of_the_mate() -> None:
    given = step(State.ACTIVE, State.STANDBY_READY, Reason.CONFIG_COMMAND, Reason.MATE_WANTS_ME_ACTIVE)
    assert given == ["104002 (U) Switching to STANDBY - Set by the config command."]


def test_a_group_that_was_active_on_both_units_joins_the_mate_after_a_state_check() -> None:
    lost = step(State.ACTIVE, State.COLD_STANDBY, Reason.STATE_CHECK)
    assert lost == ["104002 (U) Switching to STANDBY - state check."]


def test_an_active_group_that_fails_leaves_and_is_failed() -> None:
    """Captured with the word spelled so (reference 7.1)."""
    assert step(State.ACTIVE, State.FAILED, Reason.INTERFACE_CHECK) == [
        "104002 (U) Switching to STNDBY - interface check, mate is healthier",
        "104003 (U) Switching to FAILED.",
    ]


def test_a_standby_group_that_fails_is_failed() -> None:
    assert step(State.STANDBY_READY, State.FAILED, Reason.NO_ERROR) == ["104003 (U) Switching to FAILED."]


@pytest.mark.parametrize("state", [State.STANDBY_READY, State.COLD_STANDBY])
def test_a_failed_group_that_recovers_is_ok(state: State) -> None:
    assert step(State.FAILED, state, Reason.NO_ERROR) == ["104004 (U) Switching to OK."]


def test_no_step_within_a_role_sends_anything() -> None:
    """On the way to Active, and on the way to Standby Ready, a group says nothing."""
    for (was, state), reasons in LEGAL.items():
        if was.is_active is state.is_active and State.FAILED not in (was, state):
            assert [step(was, state, reason) for reason in reasons] == [[]] * len(reasons)


def test_every_step_into_or_out_of_active_is_told_unless_failover_goes_off() -> None:
    for (was, state), reasons in LEGAL.items():
        if was.is_active is not state.is_active and state is not State.DISABLED:
            assert all(step(was, state, reason) for reason in reasons)


RELOADS = "102001 (U) Power failure/System reload other side."
NO_RESPONSE = "103001 (U) No response from other firewall (reason code = {}).".format


@pytest.mark.parametrize(
    ("reason", "link", "sending", "lines"),
    [
        (Reason.HELLO_NOT_HEARD, "up", False, [NO_RESPONSE(1)]),
        (Reason.HELLO_NOT_HEARD, "down", False, [NO_RESPONSE(4)]),
        (Reason.HELLO_NOT_HEARD, "up", True, [NO_RESPONSE(5)]),
        (Reason.MATE_RELOADED, "up", False, [RELOADS]),
        (Reason.MATE_WANTS_ME_ACTIVE, "up", True, [RELOADS, NO_RESPONSE(5)]),
    ],
)
def test_a_lost_mate_is_told_with_how_it_was_lost(
    reason: Reason,
    link: str,
    sending: bool,  # noqa: FBT001  one of a table
    lines: list[str],
) -> None:
    assert told(on_loss(reason, link, sending=sending)) == lines


def report(state: State, version: str = "9.1(5)16") -> UnitReport:
    group = GroupReport(state, 0, 0)
    return UnitReport(
        Role.SECONDARY, version, "multiple", 250, (group, group, group), (Role.PRIMARY, Role.SECONDARY)
    )


@pytest.mark.parametrize(("state", "numbers"), [(State.NEGOTIATION, [105034]), (State.ACTIVE, [])])
def test_a_mate_that_has_just_booted_is_told(state: State, numbers: list[int]) -> None:
    entries = on_meeting(report(State.ACTIVE), report(state))
    assert [entry.message.number for entry in entries] == numbers


def test_a_mate_of_another_version_that_fits_is_told() -> None:
    assert told(on_meeting(report(State.ACTIVE), report(State.ACTIVE, "9.2(4)"))) == [
        "103007 (U) Mate version 9.2(4) is not identical with ours 9.1(5)16."
    ]
