"""The prompt in every mode and space (reference 3.3, 4.8)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from asapair.actors.console.prompt import prompt
from asapair.actors.device.board import Board, GroupCard
from asapair.actors.facts.states import State

Boards = Callable[..., Board]

CTX2 = "context ctx2\n  config-url disk0:/ctx2.cfg\n  join-failover-group 2\n"


def cards(one: State, two: State, *, idle: bool = False) -> dict[int, GroupCard]:
    return {0: GroupCard(one), 1: GroupCard(one, idle=idle), 2: GroupCard(two)}


@pytest.mark.parametrize(
    ("mode", "space", "text"),
    [
        ("user", "system", "ciscoasa> "),
        ("privileged", "system", "ciscoasa# "),
        ("config", "system", "ciscoasa(config)# "),
        ("config-ctx", "system", "ciscoasa(config-ctx)# "),
        ("config-fover-group", "system", "ciscoasa(config-fover-group)# "),
        ("user", "wipro", "ciscoasa/wipro> "),
        ("config", "wipro", "ciscoasa/wipro(config)# "),
        ("config-if", "wipro", "ciscoasa/wipro(config-if)# "),
    ],
)
def test_unset_it_is_the_hostname_and_in_a_context_its_name(
    board: Boards, mode: str, space: str, text: str
) -> None:
    assert prompt(board(), mode, space) == text


@pytest.mark.parametrize(
    ("role", "words", "space", "text"),
    [
        # the two captured settings (reference 4.8)
        ("primary", "hostname priority state context", "system", "FW-ASA-PRI/pri/act# "),
        ("primary", "hostname priority state context", "PROM", "FW-ASA-PRI/pri/act/PROM# "),
        ("primary", "hostname priority state", "system", "FW-ASA-PRI/pri/act# "),
        ("secondary", "hostname priority state", "PROM", "FW-ASA-PRI/sec/act# "),
        ("primary", "priority state hostname", "system", "pri/act/FW-ASA-PRI# "),
        ("primary", "hostname domain slot", "system", "FW-ASA-PRI/example.com# "),
    ],
)
def test_it_has_the_words_of_its_command_in_their_order(
    board: Boards, role: str, words: str, space: str, text: str
) -> None:
    extra = f"hostname FW-ASA-PRI\ndomain-name example.com\nprompt {words} \n"
    assert prompt(board(role, extra=extra, without=("hostname ciscoasa",)), "privileged", space) == text


@pytest.mark.parametrize(
    ("one", "two", "in_system", "in_ctx2"),
    [
        (State.ACTIVE, State.STANDBY_READY, "act", "stby"),
        (State.STANDBY_READY, State.JUST_ACTIVE, "stby", "act"),
        (State.COLD_STANDBY, State.FAILED, "stby", "stby"),
    ],
)
def test_the_state_is_that_of_group_1_and_in_a_context_that_of_its_group(
    board: Boards, one: State, two: State, in_system: str, in_ctx2: str
) -> None:
    unit = board(extra=f"{CTX2}prompt hostname state\n", groups=cards(one, two))
    assert prompt(unit, "privileged", "system") == f"ciscoasa/{in_system}# "
    assert prompt(unit, "privileged", "ctx2") == f"ciscoasa/{in_ctx2}# "


def test_without_failover_a_unit_goes_on_as_it_was(board: Boards) -> None:
    unit = board(extra=f"{CTX2}prompt state\n", groups=cards(State.DISABLED, State.DISABLED, idle=True))
    assert prompt(unit, "privileged", "system") == "stbyNoFailover# "
    assert prompt(unit, "privileged", "ctx2") == "actNoFailover# "
