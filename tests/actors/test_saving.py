"""What is saved, where, and what becomes of it (reference 1.4, 1.5.2, 3.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from asapair.actors import Pair
from asapair.actors.defaults import packaged
from asapair.actors.device.configuration import split_file
from asapair.actors.device.flash import STARTUP
from asapair.actors.duration import SECOND
from asapair.actors.handles import UnitHandle

MakePair = Callable[..., Pair]
Form = Callable[[Pair], Pair]
AtRest = Callable[[Pair], bool]

SPACES = ("system", "admin", "ctx1", "ctx2")
SIZE = sum(len(packaged(name)) for name in ("secondary", "admin", "ctx1", "ctx2"))


def change_everything(pair: Pair) -> None:
    """A line of its own in every space of both units, in memory alone."""
    for unit, spaces in ((pair.primary, ("system", "admin", "ctx1")), (pair.secondary, ("ctx2",))):
        for space in spaces:
            unit.console.go(space, configure=True)
            unit.console.enter("hostname changed")
    pair.advance("1s")


def enter(unit: UnitHandle, space: str, line: str) -> str:
    unit.console.go(space)
    return unit.console.enter(line)


def saved(unit: UnitHandle) -> list[str]:
    """The spaces whose startup configuration has the change."""
    return [space for space in SPACES if "hostname changed" in str(unit.startup(space))]


def check_saved_what_runs(unit: UnitHandle, *spaces: str) -> None:
    for space in spaces:
        assert split_file(str(unit.startup(space))).configuration == unit.running(space), space


@pytest.mark.parametrize("line", ["write memory all", "write memory all /noconfirm"])
@pytest.mark.quick_live
def test_write_memory_all_saves_every_space_on_both_units(formed_pair: Pair, line: str) -> None:
    """P13: typed in the system where group 1 is active; the mate writes its own flash (reference 1.4)."""
    change_everything(formed_pair)
    assert saved(formed_pair.primary) == saved(formed_pair.secondary) == []
    said = enter(formed_pair.primary, "system", line)
    if formed_pair.primary.console.is_question:
        assert formed_pair.primary.console.prompt == "Are you sure you want to save all contexts? [confirm]"
        said = formed_pair.primary.console.enter("")
    formed_pair.advance("1s")
    for unit in (formed_pair.primary, formed_pair.secondary):
        assert saved(unit) == list(SPACES)
        check_saved_what_runs(unit, *SPACES)
    assert "failover lan unit secondary" in str(formed_pair.secondary.startup())
    lines = said.split("\n")
    assert lines[0] == "Building configuration..."
    assert [each for each in lines if each.startswith("Saving context")] == [
        "Saving context : system : (000/003 Contexts saved)",
        "Saving context : admin : (001/003 Contexts saved)",
        "Saving context : ctx1 : (002/003 Contexts saved)",
        "Saving context : ctx2 : (003/003 Contexts saved)",
    ]
    assert lines[-1] == "[OK]"


def test_no_to_the_question_of_write_memory_all_saves_nothing(formed_pair: Pair) -> None:
    """I4: on neither unit."""
    change_everything(formed_pair)
    enter(formed_pair.primary, "system", "write memory all")
    assert formed_pair.primary.console.enter("n") == ""
    formed_pair.advance("1s")
    assert saved(formed_pair.primary) == saved(formed_pair.secondary) == []


@pytest.mark.parametrize("line", ["write memory", "write", "wr", "copy running-config startup-config"])
@pytest.mark.parametrize(
    ("space", "name"), [("system", "primary"), ("ctx1", "primary"), ("ctx2", "secondary")]
)
def test_write_memory_saves_its_space_on_both_units(
    formed_pair: Pair, line: str, space: str, name: str
) -> None:
    """R3, R5: and no other space (reference 1.5.2)."""
    change_everything(formed_pair)
    console = formed_pair.unit(name).console
    enter(formed_pair.unit(name), space, line)
    while console.is_question:
        console.enter("")
    formed_pair.advance("1s")
    for unit in (formed_pair.primary, formed_pair.secondary):
        assert saved(unit) == [space]
        check_saved_what_runs(unit, space)


def test_write_memory_prints_the_checksum_and_the_size(formed_pair: Pair) -> None:
    """S2: as captured (reference 3.4)."""
    said = enter(formed_pair.primary, "system", "write memory").split("\n")
    assert said[0] == "Building configuration..."
    assert said[1].startswith("Cryptochecksum: ")
    assert [len(word) for word in said[1].split()[1:]] == [8, 8, 8, 8]
    assert said[2] == ""
    size = len(str(formed_pair.primary.startup()))
    assert said[3].startswith(f"{size} bytes copied in ")
    assert said[4:] == ["[OK]"]


@pytest.mark.parametrize(
    ("space", "name"), [("system", "secondary"), ("ctx1", "secondary"), ("ctx2", "primary")]
)
def test_on_the_wrong_unit_saving_concerns_that_unit_alone(formed_pair: Pair, space: str, name: str) -> None:
    """R2, R5: it is not replicated (reference 14.13)."""
    change_everything(formed_pair)
    wrong = formed_pair.unit(name)
    right = formed_pair.secondary if name == "primary" else formed_pair.primary
    enter(wrong, space, "write memory")
    formed_pair.advance("1s")
    assert saved(wrong) == [space]
    assert saved(right) == []


def test_write_memory_all_on_the_wrong_unit_saves_there_alone(formed_pair: Pair) -> None:
    """R2, P13: it travels from the unit where group 1 is active."""
    change_everything(formed_pair)
    enter(formed_pair.secondary, "system", "write memory all /noconfirm")
    formed_pair.advance("1s")
    assert saved(formed_pair.secondary) == list(SPACES)
    assert saved(formed_pair.primary) == []


def test_a_replicated_command_changes_no_file(formed_pair: Pair) -> None:
    """R5, I4: the mate's flash is as it was, and so is this one's."""
    before = dict(formed_pair.primary.files), dict(formed_pair.secondary.files)
    change_everything(formed_pair)
    formed_pair.advance("10m")
    assert (dict(formed_pair.primary.files), dict(formed_pair.secondary.files)) == before


def test_saving_comes_after_the_commands_typed_before_it(formed_pair: Pair, slack: int) -> None:
    """R7: on the mate too, where both arrive by the same way."""
    console = formed_pair.primary.console
    console.go("system", configure=True)
    for number in range(50):
        console.type(f"hostname h{number}")
    for line in ("write memory", "hostname after"):
        console.type(line)
    formed_pair.advance(SECOND + slack)
    for unit in (formed_pair.primary, formed_pair.secondary):
        assert split_file(str(unit.startup())).configuration.first("hostname") == "hostname h49"


def test_what_was_saved_is_what_the_next_boot_of_both_units_starts_from(
    formed_pair: Pair, form: Form
) -> None:
    """P12, P13: and what was not saved is not."""
    change_everything(formed_pair)
    enter(formed_pair.primary, "system", "write memory all /noconfirm")
    formed_pair.primary.console.go("ctx1", configure=True)
    formed_pair.primary.console.enter("banner motd unsaved")
    formed_pair.advance("1s")
    for unit in (formed_pair.primary, formed_pair.secondary):
        unit.power_off()
    formed_pair.advance("1s")
    form(formed_pair)
    for unit in (formed_pair.primary, formed_pair.secondary):
        for space in SPACES:
            running = unit.running(space)
            assert running is not None
            assert running.first("hostname") == "hostname changed"
            assert not running.has("banner motd unsaved")


# -- a flash that does not take it -----------------------------------------------------------------------


@pytest.mark.parametrize("flash", [{"read_only": True}, {"size": SIZE}], ids=["read-only", "full"])
def test_a_save_that_fails_says_so_and_changes_no_file(
    make_pair: MakePair, form: Form, flash: Mapping[str, object]
) -> None:
    """I4, S2: the old text stays; the mate saves all the same (reference 3.4.2)."""
    pair = form(make_pair(primary=flash))
    pair.primary.console.go("system", configure=True)
    pair.primary.console.enter("banner motd " + "long " * 40)
    before = dict(pair.primary.files)
    said = enter(pair.primary, "system", "write memory").split("\n")
    assert said[0] == "Building configuration..."
    assert said[1].startswith(
        f"%Error opening {STARTUP} (" if "read_only" in flash else f"%Error writing {STARTUP} ("
    )
    assert said[-2:] == ["[FAILED]", "Error executing command"]
    pair.advance("1s")
    assert dict(pair.primary.files) == before
    assert "banner motd long" in str(pair.secondary.startup())


def test_write_memory_all_on_a_read_only_flash_names_the_contexts(make_pair: MakePair, form: Form) -> None:
    """I4, S2: the texts of reference 3.4, and at the end that it failed."""
    pair = form(make_pair(primary={"read_only": True}))
    change_everything(pair)
    before = dict(pair.primary.files)
    said = enter(pair.primary, "system", "write memory all /noconfirm").split("\n")
    assert (
        "Unable to save the configuration for the following contexts as these contexts have read-only"
        " config-urls: context 'admin', context 'ctx1', context 'ctx2'."
    ) in said
    assert f"%Error opening {STARTUP} (Read-only file system)" in said
    assert said[-2:] == ["[FAILED]", "Error executing command"]
    pair.advance("1s")
    assert dict(pair.primary.files) == before
    assert saved(pair.secondary) == list(SPACES)


def test_write_memory_all_on_a_full_flash_saves_what_fits(make_pair: MakePair, form: Form) -> None:
    """I4, S2: each file has its old text or its new one."""
    pair = form(make_pair(primary={"size": SIZE + 20}))
    change_everything(pair)
    pair.primary.console.go("ctx1", configure=True)
    pair.primary.console.enter("banner motd " + "long " * 80)
    before = dict(pair.primary.files)
    said = enter(pair.primary, "system", "write memory all /noconfirm").split("\n")
    assert "The context 'ctx1' could not be saved due to Unavailability of resources" in said
    assert pair.primary.files["disk0:/ctx1.cfg"] == before["disk0:/ctx1.cfg"]
    assert "ctx1" not in saved(pair.primary)
    assert "admin" in saved(pair.primary)


@pytest.mark.parametrize("flash", [{"read_only": True}, {"size": SIZE}], ids=["read-only", "full"])
def test_a_mate_that_cannot_save_says_nothing_and_keeps_its_files(
    make_pair: MakePair, form: Form, flash: Mapping[str, object]
) -> None:
    """I4, P13: the save on this unit is complete all the same."""
    pair = form(make_pair(secondary=flash))
    pair.primary.console.go("system", configure=True)
    pair.primary.console.enter("banner motd " + "long " * 40)
    before, lines = dict(pair.secondary.files), len(pair.secondary.console.lines)
    assert enter(pair.primary, "system", "write memory").endswith("[OK]")
    pair.advance("1s")
    assert dict(pair.secondary.files) == before
    assert len(pair.secondary.console.lines) == lines
    assert "banner motd long" in str(pair.primary.startup())


def test_a_power_cut_right_after_a_save_leaves_old_or_new_texts(
    make_pair: MakePair, seeds: Callable[[int], range], form: Form
) -> None:
    """I4: nothing between, on either unit, whenever it comes."""
    for seed in seeds(12):
        pair = form(make_pair(seed))
        change_everything(pair)
        old = dict(pair.secondary.files)
        pair.primary.console.go("system")
        pair.primary.console.type("write memory all /noconfirm")
        pair.advance(seed * 200_000)
        pair.secondary.power_off()
        pair.advance("1s")
        for path, text in pair.secondary.files.items():
            assert text == old[path] or (text.endswith(": end\n") and "hostname changed" in text), (
                seed,
                path,
            )
        pair.close()
