"""Consoles: typing ahead, questions, prompts, moving about, lines that are no command (reference 3.3)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from asapair.actors import Pair
from asapair.actors.duration import SECOND
from asapair.actors.facts.states import Power, State
from asapair.actors.handles import Console, ConsoleNotReadyError
from asapair.actors.spec import LinkSpec

MakePair = Callable[..., Pair]
Form = Callable[[Pair], Pair]

WARNING = [
    "**** WARNING ****",
    "\tConfiguration Replication is NOT performed from Standby unit to Active unit.",
    "\tConfigurations are no longer synchronized.",
]


@pytest.fixture
def console(formed_pair: Pair) -> Console:
    """Give the console of the primary, in privileged mode of the system execution space."""
    formed_pair.primary.console.go("system")
    return formed_pair.primary.console


def place(console: Console) -> tuple[str | None, str | None]:
    return console.space, console.mode


# -- waiting, busy, down -----------------------------------------------------------------------------


def test_a_console_waits_in_user_mode_once_the_unit_is_up(pair: Pair) -> None:
    """S2: behind `ciscoasa>`, in the system execution space."""
    pair.boot()
    assert pair.primary.console.prompt is None
    assert pair.wait_until(lambda: pair.primary.console.prompt is not None)
    assert pair.primary.power is Power.UP
    assert place(pair.primary.console) == ("system", "user")
    assert str(pair.primary.console.prompt).endswith("> ")


def test_what_is_typed_before_the_console_waits_is_lost(pair: Pair) -> None:
    """S2: nobody reads it while the unit boots."""
    pair.primary.console.type("enable")
    pair.boot()
    pair.advance("10s")
    pair.primary.console.type("show version")
    pair.advance("2m")
    assert not any("enable" in text or "show" in text for _, text in pair.primary.console.lines)
    assert place(pair.primary.console) == ("system", "user")
    assert pair.primary.console.enter("show mode") != ""


@pytest.mark.quick_live
def test_lines_typed_ahead_are_taken_one_after_the_other(console: Console, formed_pair: Pair) -> None:
    """R7, S2: in the order in which they were typed, each behind the prompt of its turn."""
    for line in ("configure terminal", "hostname one", "hostname two", "end", "show mode"):
        console.type(line)
    before = len(console.lines)
    formed_pair.advance("1s")
    assert [text for _, text in console.lines[before:]] == [
        "ciscoasa/pri/act# configure terminal",
        "ciscoasa/pri/act(config)# hostname one",
        "one/pri/act(config)# hostname two",
        "two/pri/act(config)# end",
        "two/pri/act# show mode",
        "Security context mode: multiple",
    ]


def test_entering_a_line_gives_what_it_printed_and_no_more(console: Console) -> None:
    """S2: without the line itself and without the prompt behind it."""
    assert console.enter("show mode") == "Security context mode: multiple"
    assert console.enter("") == ""
    assert console.enter("   ") == ""
    assert console.enter("! a comment") == ""


def test_several_lines_may_be_pasted_at_once(console: Console, formed_pair: Pair) -> None:
    """R7: with line ends between them, of either kind."""
    console.type("configure terminal\r\nhostname one\nhostname two\nend")
    formed_pair.advance("1s")
    running = formed_pair.primary.running()
    assert running is not None
    assert running.first("hostname") == "hostname two"
    assert console.enter("show mode\nshow mode").split("\n") == [
        "Security context mode: multiple",
        "two/pri/act# show mode",
        "Security context mode: multiple",
    ]


def test_entering_a_line_behind_others_typed_ahead_gives_what_it_printed_itself(console: Console) -> None:
    """S2: those typed ahead come first, with their own output."""
    for line in ("show mode", "show version", "show failover"):
        console.type(line)
    assert console.enter("show clock").count("\n") == 0
    assert console.enter("show mode") == "Security context mode: multiple"


def test_what_the_unit_says_meanwhile_is_not_taken_for_the_echo(
    make_pair: MakePair, seeds: Callable[[int], range], form: Form
) -> None:
    """S2: a line of the unit's own may stand between the typing of a line and its turn."""
    for seed in seeds(10):
        pair = form(make_pair(seed))
        for console in (pair.primary.console, pair.secondary.console):
            console.go("system")
        # both at once: the primary loses its group while it shows something
        pair.secondary.console.type("failover active group 1")
        for _ in range(20):
            assert pair.primary.console.enter("show mode").split("\n")[0] in (
                "Security context mode: multiple",
                "\tGroup 1 Switching to Standby",
            )
            pair.advance("200us")


def test_the_console_is_busy_until_the_mate_answers(formed_pair: Pair, console: Console, slack: int) -> None:
    """A8: `failover active` waits for the group; what is typed meanwhile waits too."""
    formed_pair.secondary.power_off()
    start = formed_pair.now
    console.type("failover active group 2")
    console.type("show mode")
    formed_pair.advance("1s")
    assert console.prompt is None
    assert "Security context mode: multiple" not in [text for _, text in console.lines]
    with pytest.raises(ConsoleNotReadyError, match=r"primary console is still busy.*1ms"):
        console.enter("show clock", within="1ms")
    assert formed_pair.wait_until(lambda: console.prompt is not None, within="20s")
    assert start + 1 * SECOND < formed_pair.now < start + 17 * SECOND + slack
    assert "Security context mode: multiple" in [text for _, text in console.lines]


def test_entering_a_line_ends_when_the_unit_goes_down(formed_pair: Pair, console: Console) -> None:
    """S2: with what was printed until then."""
    said = console.enter("reload noconfirm")
    assert formed_pair.primary.power is not Power.UP
    assert said.split("\n")[-1] == "Rebooting... (status 0x9)"
    assert "reload" not in said
    with pytest.raises(ConsoleNotReadyError, match="booting"):
        console.enter("show version")


def test_entering_a_line_that_is_never_taken_gives_nothing(formed_pair: Pair, console: Console) -> None:
    """S2: the unit is down before its turn comes."""
    console.type("reload noconfirm")
    assert console.enter("show version") == ""
    assert formed_pair.primary.power is not Power.UP


def test_each_boot_begins_a_new_session(formed_pair: Pair, console: Console) -> None:
    """S2: whatever the one before stood in, and whatever was typed into it."""
    console.go("ctx1", configure=True)
    console.type("interface Ethernet0.11")
    formed_pair.primary.crash()
    console.type("shutdown")
    formed_pair.advance("5m")
    assert place(console) == ("system", "user")
    assert console.enter("show mode") != ""
    assert not any("shutdown" in text for _, text in console.lines)


# -- questions -----------------------------------------------------------------------------------------


def test_a_question_is_answered_by_the_next_line(console: Console) -> None:
    """S2: the console says that it waits for an answer."""
    assert console.enter("disable") == ""
    assert console.enter("enable") == ""
    assert console.is_question
    assert console.prompt == "Password: "
    console.enter("")
    assert not console.is_question
    assert place(console) == ("system", "privileged")


@pytest.mark.parametrize(
    ("answer", "reloads"), [("", True), ("y", True), ("Y", True), ("n", False), ("no", False)]
)
def test_reload_asks_first(formed_pair: Pair, console: Console, *, answer: str, reloads: bool) -> None:
    """S2: with everything saved the first question is left out (reference 3.4)."""
    console.enter("reload")
    assert console.prompt == "Proceed with reload? [confirm]"
    assert console.is_question
    console.enter(answer)
    assert (formed_pair.primary.power is not Power.UP) is reloads


def test_reload_asks_whether_to_save_what_is_not_saved(formed_pair: Pair, console: Console) -> None:
    """S2, I4: both questions in turn, and the file with the answer yes (reference 3.4)."""
    console.go("system", configure=True)
    console.enter("hostname changed")
    console.enter("end")
    console.enter("reload")
    assert console.prompt == "System config has been modified. Save? [Y]es/[N]o:  "
    said = console.enter("y")
    assert said.startswith("Cryptochecksum: ")
    assert "bytes copied in" in said
    assert console.prompt == "Proceed with reload? [confirm]"
    assert console.enter("n") == ""
    assert formed_pair.primary.power is Power.UP
    assert "hostname changed" in str(formed_pair.primary.startup())


def test_no_to_saving_changes_no_file(formed_pair: Pair, console: Console) -> None:
    """I4: and the reload goes on."""
    before = dict(formed_pair.primary.files)
    console.go("system", configure=True)
    for line in ("hostname changed", "end", "reload", "n", ""):
        console.enter(line)
    assert formed_pair.primary.power is not Power.UP
    assert dict(formed_pair.primary.files) == before


def test_answers_may_be_typed_ahead(formed_pair: Pair, console: Console) -> None:
    """S2: a question takes the next line that is there."""
    for line in ("configure terminal", "hostname changed", "end", "reload", "yes", "y"):
        console.type(line)
    formed_pair.advance("1s")
    assert formed_pair.primary.power is not Power.UP
    assert "hostname changed" in str(formed_pair.primary.startup())


def test_removing_a_context_asks_first(formed_pair: Pair, console: Console) -> None:
    """S2: a no leaves it alone (reference 3.3)."""
    console.go("system", configure=True)
    assert console.enter("no context ctx1") == "WARNING: Removing context 'ctx1'"
    assert console.prompt == "Proceed with removing the context? [confirm]"
    console.enter("n")
    formed_pair.advance("1s")
    assert formed_pair.primary.contexts == ("admin", "ctx1", "ctx2")
    console.enter("no context ctx1")
    assert console.enter("") == "Removing context 'ctx1' (2)... Done"
    formed_pair.advance("1s")
    assert formed_pair.primary.contexts == ("admin", "ctx2")


# -- moving about -----------------------------------------------------------------------------------------


def test_the_prompt_shows_mode_space_and_state(console: Console) -> None:
    """S4: `prompt hostname context priority state`, in the order of the words (reference 4.8)."""
    assert console.prompt == "ciscoasa/pri/act# "
    walk = {
        "configure terminal": "ciscoasa/pri/act(config)# ",
        "interface Ethernet0.10": "ciscoasa/pri/act(config-if)# ",
        "failover group 2": "ciscoasa/pri/act(config-fover-group)# ",
        "context ctx1": "ciscoasa/pri/act(config-ctx)# ",
        "changeto context ctx2": "ciscoasa/ctx2/pri/stby(config)# ",
        "changeto context ctx1": "ciscoasa/ctx1/pri/act(config)# ",
        "changeto system": "ciscoasa/pri/act(config)# ",
        "exit": "ciscoasa/pri/act# ",
        "disable": "ciscoasa/pri/act> ",
    }
    for line, prompt in walk.items():
        console.enter(line)
        assert console.prompt == prompt, line


def test_the_next_prompt_carries_the_new_state(formed_pair: Pair, console: Console) -> None:
    """S2, S4: the prompt returns first, then comes the line, and the next prompt shows it (reference 3.4)."""
    console.type("no failover active group 1")
    formed_pair.advance("1s")
    assert [text for _, text in console.lines][-2:] == [
        "ciscoasa/pri/act# no failover active group 1",
        "\tGroup 1 Switching to Standby",
    ]
    console.enter("")
    assert console.prompt == "ciscoasa/pri/stby# "


def test_changeto_keeps_configuration_mode_and_leaves_sub_modes(console: Console) -> None:
    """S2: `ciscoasa/wipro(config)#` becomes `ciscoasa(config)#` [R] (reference 3.3)."""
    console.enter("changeto context ctx1")
    assert place(console) == ("ctx1", "privileged")
    console.enter("configure terminal")
    console.enter("changeto context system")
    assert place(console) == ("system", "config")
    console.enter("failover group 1")
    console.enter("changeto context admin")
    assert place(console) == ("admin", "config")


def test_an_unknown_context_is_refused(console: Console) -> None:
    """S2: and the session stays where it is (reference 14.21)."""
    assert console.enter("changeto context ctx9").startswith("ERROR: ")
    assert place(console) == ("system", "privileged")


@pytest.mark.parametrize("word", ["exit", "quit"])
def test_exit_goes_one_mode_up_and_at_the_top_logs_off(console: Console, word: str) -> None:
    """S2: an empty line and `Logoff` at the end of a session (reference 3.3)."""
    console.go("ctx1", configure=True)
    console.enter("interface Ethernet0.11")
    for mode in ("config", "privileged"):
        assert console.enter(word) == ""
        assert place(console) == ("ctx1", mode)
    assert console.enter(word).split("\n")[:2] == ["", "Logoff"]
    assert place(console) == ("system", "user")
    assert console.enter("exit").split("\n")[:2] == ["", "Logoff"]


def test_end_leaves_configuration_from_any_depth(console: Console) -> None:
    """S2: back to privileged mode of the same space."""
    console.go("ctx1", configure=True)
    console.enter("interface Ethernet0.11")
    assert console.enter("end") == ""
    assert place(console) == ("ctx1", "privileged")


def test_control_z_leaves_configuration_as_end_does(console: Console) -> None:
    """S2: typed alone; at an exec prompt it does nothing."""
    console.go("ctx1", configure=True)
    console.enter("interface Ethernet0.11")
    for _ in range(2):
        assert console.enter("\x1a") == ""
        assert place(console) == ("ctx1", "privileged")


def test_a_global_line_leaves_the_sub_mode_in_which_it_is_typed(console: Console) -> None:
    """S2: any line that is none of the sub-mode's own (reference 14.14)."""
    console.go("ctx1", configure=True)
    console.enter("interface Ethernet0.11")
    console.enter("description own")
    assert place(console) == ("ctx1", "config-if")
    console.enter("hostname two")
    assert place(console) == ("ctx1", "config")


def test_who_stands_in_a_context_that_goes_stands_in_the_system(formed_pair: Pair) -> None:
    """S2: the prompt says so at once, and the next line acts there."""
    console = formed_pair.secondary.console
    console.go("ctx1", configure=True)
    formed_pair.primary.console.go("system", configure=True)
    formed_pair.primary.console.enter("no context ctx1 noconfirm")
    formed_pair.advance("1s")
    assert formed_pair.secondary.contexts == ("admin", "ctx2")
    assert place(console) == ("system", "privileged")
    assert console.prompt == "ciscoasa/sec/stby# "
    assert console.enter("show mode") == "Security context mode: multiple"


def test_a_context_that_goes_in_the_middle_of_a_command_leaves_nobody_waiting(
    make_pair: MakePair, seeds: Callable[[int], range], form: Form
) -> None:
    """S2, I5: what was asked of it is still answered, whichever message comes first."""
    for seed in seeds(40):
        pair = form(make_pair(seed, link=LinkSpec(latency=0, jitter=0)))
        for unit, space in ((pair.primary, "system"), (pair.secondary, "ctx1")):
            unit.console.go(space, configure=True)
        pair.primary.console.type("no context ctx1 noconfirm")
        pair.secondary.console.type("hostname too-late")
        pair.advance("1s")
        assert place(pair.secondary.console)[0] == "system", seed
        assert pair.secondary.console.enter("show mode") == "Security context mode: multiple", seed
        pair.close()


# -- going somewhere -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["", "enable", "ctx1", "ctx1 config", "submode", "system config"])
@pytest.mark.parametrize("space", ["system", "ctx1", "ctx2"])
@pytest.mark.parametrize("configure", [True, False])
def test_going_somewhere_types_what_it_takes(
    formed_pair: Pair, *, start: str, space: str, configure: bool
) -> None:
    """S2: from anywhere, so that the next line acts in that space and that mode."""
    console = formed_pair.primary.console
    if start:
        console.go(
            "ctx1" if start.startswith("ctx1") else "system", configure=start.endswith(("config", "submode"))
        )
    if start == "submode":
        console.enter("interface Ethernet0.11")
    console.go(space, configure=configure)
    assert place(console) == (space, "config" if configure else "privileged")


def test_going_where_one_is_types_nothing(console: Console) -> None:
    """S2: the transcript shows what was needed, no more."""
    console.go("ctx1", configure=True)
    before = len(console.lines)
    console.go("ctx1", configure=True)
    assert len(console.lines) == before


def test_going_to_a_context_that_is_not_there_is_a_key_error(console: Console) -> None:
    """S2: the session stays where it was."""
    with pytest.raises(KeyError, match="ctx9"):
        console.go("ctx9")
    assert place(console) == ("system", "privileged")


def test_going_somewhere_needs_a_console_that_waits_for_a_command(console: Console) -> None:
    """S2: not one that waits for an answer."""
    console.enter("reload")
    with pytest.raises(ConsoleNotReadyError, match="Proceed with reload"):
        console.go("system")


# -- lines that are no command -----------------------------------------------------------------------------


def test_the_caret_stands_under_the_character_that_fits_no_command(console: Console) -> None:
    """S2: counted from the start of the line with its prompt (reference 3.4.1, captured)."""
    error = "ERROR: % Invalid input detected at '^' marker."
    for line, fitting in (("show conduit", "show con"), ("show cdp", "show c"), ("show lldp", "show l")):
        caret, text = console.enter(line).split("\n")
        assert caret == " " * len(f"{console.prompt}{fitting}") + "^"
        assert text == error
    console.go("ctx2", configure=True)
    caret = console.enter("interface Ethernet0.12 frog").split("\n")[0]
    assert caret == " " * len("ciscoasa/ctx2/pri/stby(config)# interface Ethernet0.12 ") + "^"


def test_at_a_user_prompt_a_privileged_command_is_unknown(console: Console) -> None:
    """S2: the caret stands under the first `r` of `reload` (reference 3.4.1, captured)."""
    console.enter("disable")
    caret = console.enter("reload").split("\n")[0]
    assert caret == " " * len(str(console.prompt)) + "^"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("configure", "ERROR: % Incomplete command"),
        ("changeto context", "ERROR: % Incomplete command"),
        ("show", "ERROR: % Incomplete command"),
        ("co", 'ERROR: % Ambiguous command:  "co"'),
    ],
)
def test_incomplete_and_ambiguous_commands_have_words_of_their_own(
    console: Console, line: str, text: str
) -> None:
    """S2: no caret line, no full stop (reference 3.4.1)."""
    assert console.enter(line) == text


@pytest.mark.parametrize(
    "filtered", ["| include Group 1", "| grep Group 1", "| i Group 1", "|include Group 1"]
)
def test_a_page_may_be_filtered(console: Console, filtered: str) -> None:
    """S4: only the lines that fit are printed."""
    whole = console.enter("show failover").split("\n")
    assert console.enter(f"show failover {filtered}").split("\n") == [
        line for line in whole if "Group 1" in line
    ]


def test_a_page_may_be_shown_from_a_line_on_or_without_some(console: Console) -> None:
    """S4: `begin` and `exclude`."""
    whole = console.enter("show failover").split("\n")
    start = next(index for index, line in enumerate(whole) if "Other host" in line)
    assert console.enter("show failover | begin Other host").split("\n") == whole[start:]
    assert console.enter("show failover | grep -v Group").split("\n") == [
        line for line in whole if "Group" not in line
    ]
    assert console.enter("show failover | include nothing like it") == ""


@pytest.mark.parametrize(
    "line",
    [
        "\x00",
        "show\x03 version",
        "\x1b[A",
        "hostname \x7f",
        "show version\r",
        "\u2028",
        "\ud800",
        "hostname \u202e",
        "?",
        "|",
        "show | | include",
        "show failover | include [",
        "no",
        "no no no",
        "'\"`;",
        "{}",
        "{context}",
        "%s %d",
    ],
)
@pytest.mark.parametrize("configure", [True, False])
def test_no_line_that_can_be_typed_harms_the_unit(formed_pair: Pair, *, line: str, configure: bool) -> None:
    """I4, S2: control characters, lone surrogates and nonsense get an answer, and the next command works."""
    console = formed_pair.primary.console
    console.go("ctx1", configure=configure)
    before = formed_pair.primary.running("ctx1")
    console.enter(line)
    if line not in ("?", "'\"`;", "{}", "{context}", "%s %d"):
        assert formed_pair.primary.running("ctx1") == before
    assert console.enter("show mode") == "Security context mode: multiple"
    formed_pair.advance("1s")
    formed_pair.digest()
    formed_pair.outcome()


@pytest.mark.parametrize(
    "line",
    [
        "x" * 100_000,
        "hostname " + "x" * 100_000,
        "show " + " " * 100_000 + "x",
        "show " + "| " * 50_000,
        "show version | include " + " " * 100_000,
        "no " * 40_000,
        " " * 100_000,
    ],
    ids=["one word", "argument", "blanks", "bars", "pattern", "no", "nothing"],
)
def test_a_very_long_line_gets_an_answer_at_once(console: Console, line: str) -> None:
    """S2: a line may have some 500 characters; longer ones are refused, not pondered."""
    console.enter(line)
    assert console.enter("show mode") == "Security context mode: multiple"


def test_ten_thousand_lines_can_be_pasted(formed_pair: Pair) -> None:
    """R7: in a context, where each is carried out by another actor; without one call inside another."""
    console = formed_pair.primary.console
    console.go("ctx1", configure=True)
    for number in range(10_000):
        console.type(f"hostname h{number}")
    console.type("end")
    there = formed_pair.secondary.context("ctx1")
    assert formed_pair.wait_until(lambda: there.configuration.has("hostname h9999"), within="10m")
    running = formed_pair.primary.running("ctx1")
    assert running is not None
    assert running.first("hostname") == "hostname h9999"
    mates = formed_pair.secondary.running("ctx1")
    assert mates is not None
    assert mates.first("hostname") == "hostname h9999"
    assert place(console) == ("ctx1", "privileged")


def test_two_consoles_do_not_disturb_each_other(formed_pair: Pair) -> None:
    """S2: each has its own session."""
    formed_pair.primary.console.go("ctx1", configure=True)
    formed_pair.secondary.console.go("ctx2")
    assert place(formed_pair.primary.console) == ("ctx1", "config")
    assert place(formed_pair.secondary.console) == ("ctx2", "privileged")
    formed_pair.primary.console.enter("hostname new")
    formed_pair.advance("1s")
    assert place(formed_pair.secondary.console) == ("ctx2", "privileged")
    assert formed_pair.secondary.group(2).state is State.ACTIVE


def test_the_wrong_unit_is_told_so_when_it_enters_configuration_mode(formed_pair: Pair) -> None:
    """R2: on entering configuration mode, and not before (reference 1.5, 14.13)."""
    console = formed_pair.secondary.console
    console.go("system")
    assert console.enter("show mode") == "Security context mode: multiple"
    assert console.enter("configure terminal").split("\n") == WARNING
