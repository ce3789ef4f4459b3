"""A session at the console: passwords, preludes of programs, going down, the mode (reference 3.3)."""

from __future__ import annotations

import pytest

from asapair.actors import Pair
from asapair.actors.facts.states import Power
from asapair.actors.handles import Console


@pytest.fixture
def console(pair: Pair) -> Console:
    """Give the console of the primary, in privileged mode of the system execution space."""
    return pair.primary.console


# -- passwords ------------------------------------------------------------------------------------------


def test_a_password_is_not_shown(console: Console) -> None:
    console.enter("disable")
    console.enter("enable")
    assert console.prompt == "Password: "
    console.enter("secret")
    assert console.lines[-1][1] == "Password: ******"  # as newer releases show it (reference 3.4.1, captured)
    assert console.mode == "privileged"


def test_any_other_answer_is_shown(console: Console) -> None:
    console.enter("write memory all")
    console.enter("y")
    assert "Are you sure you want to save all contexts? [confirm]y" in [text for _, text in console.lines]


# -- what programs type first ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "terminal pager 0",
        "terminal pager lines 0",
        "terminal width 511",
        "terminal monitor",
        "no terminal pager",
        "no terminal monitor",
    ],
)
@pytest.mark.parametrize("configure", [True, False])
def test_the_settings_of_a_terminal_are_accepted(console: Console, line: str, *, configure: bool) -> None:
    console.go("ctx1", configure=configure)
    assert console.enter(line) == ""


def test_a_program_can_ask_for_its_privileges(console: Console) -> None:
    """The page is from memory (reference 4.8)."""
    assert console.enter("show curpriv").split("\n") == [
        "Username : enable_15",
        "Current privilege level : 15",
        "Current Mode/s : P_PRIV",
    ]
    console.go("system", configure=True)
    assert console.enter("show curpriv").split("\n")[-1] == "Current Mode/s : P_PRIV P_CONF"
    console.go("system")
    console.enter("disable")
    assert console.enter("show curpriv").split("\n") == [
        "Username : enable_1",
        "Current privilege level : 1",
        "Current Mode/s : P_UNPR",
    ]


@pytest.mark.parametrize("space", ["system", "ctx1"])
def test_write_terminal_shows_the_running_configuration(console: Console, space: str) -> None:
    console.go(space)
    assert console.enter("write terminal") == console.enter("show running-config") != ""


# -- going down --------------------------------------------------------------------------------------------


def test_the_prompt_comes_once_more_before_the_unit_goes_down(console: Console) -> None:
    console.enter("reload")
    assert console.prompt == "Proceed with reload? [confirm]"
    printed = console.enter("").split("\n")
    # captured: the prompt, two empty lines, the block (reference 3.4)
    assert printed[:5] == [
        "ciscoasa/pri/act# ",
        "",
        "",
        "***",
        "*** --- START GRACEFUL SHUTDOWN ---",
    ]


def test_the_active_unit_can_reload_its_mate(pair: Pair, console: Console) -> None:
    """Captured on the mate (reference 3.4)."""
    assert console.enter("failover reload-standby") == ""
    assert pair.wait_until(lambda: pair.secondary.power is Power.BOOTING, "1s")
    assert [text for _, text in pair.secondary.console.lines[-8:]] == [
        "***",
        "*** --- SHUTDOWN NOW ---",
        "***",
        "*** Message to all terminals:",
        "***",
        "***   requested by active unit",
        "Process shutdown finished",
        "Rebooting... (status 0x9)",
    ]
    assert pair.wait_until(lambda: pair.secondary.console.prompt is not None, "2m")
    pair.advance("2m")
    assert pair.secondary.power is Power.UP
    assert pair.primary.power is Power.UP


def test_a_mate_out_of_reach_is_not_reloaded_later(pair: Pair, console: Console) -> None:
    """A7: the command does not wait for the link."""
    pair.failover_link.cut()
    pair.advance("30s")
    refused = "ERROR: The failover link is down, the command is refused"
    assert console.enter("failover reload-standby") == refused
    pair.failover_link.restore()
    pair.advance("10s")
    assert pair.secondary.power is Power.UP


def test_a_unit_that_is_not_active_cannot_reload_its_mate(pair: Pair) -> None:
    console = pair.secondary.console
    assert console.enter("failover reload-standby").startswith("ERROR: ")
    pair.advance("1s")
    assert pair.primary.power is Power.UP


# -- single and multiple mode --------------------------------------------------------------------------------

CONVERTED = """\
The old running configuration file will be written to disk0
The admin context configuration will be written to disk0
The new running configuration file was written to disk0
Security context mode: multiple
***
*** --- SHUTDOWN NOW ---
***
*** Message to all terminals:
***
***   change mode
Process shutdown finished
Rebooting... (status 0x9)"""


def test_going_to_multiple_mode_is_the_dialogue_of_the_book(console: Console) -> None:
    """Printed book session (reference 3.3)."""
    console.go("system", configure=True)
    assert console.enter("mode multiple").split("\n") == [
        "WARNING: This command will change the behavior of the device",
        "WARNING: This command will initiate a Reboot",
    ]
    assert console.prompt == "Proceed with change mode? [confirm]"
    assert console.enter("") == ""
    assert console.prompt == "   Convert the system configuration? [confirm]"
    assert console.enter("") == CONVERTED


def test_going_to_single_mode_asks_once(pair: Pair, console: Console) -> None:
    console.go("system", configure=True)
    console.enter("mode single")
    assert console.prompt == "Proceed with change mode? [confirm]"
    assert console.enter("").split("\n")[0] == "Security context mode: single"
    assert pair.primary.power is Power.BOOTING


def test_a_unit_in_single_mode_says_so_and_has_no_contexts(pair: Pair, console: Console) -> None:
    console.go("system", configure=True)
    console.enter("mode single noconfirm")
    assert pair.wait_until(lambda: console.prompt is not None)
    console.go("system", configure=True)
    assert console.enter("show mode") == "Security context mode: single"
    for line in ("context ctx9", "admin-context ctx9", "failover group 1", "changeto system", "show context"):
        assert console.enter(line) == "ERROR: This command is available in multiple mode only", line
