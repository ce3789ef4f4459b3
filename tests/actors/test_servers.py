"""Contexts on external servers, and files that are carried between flash and servers (P14, P15, I4)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asapair.actors import Pair
from asapair.actors.defaults import default_spec, packaged
from asapair.actors.device.configuration import split_file
from asapair.actors.duration import MILLISECOND, MINUTE, SECOND
from asapair.actors.facts.states import ContextState, Power, State
from asapair.actors.handles import UnitHandle
from asapair.actors.signals import ConfigurationChanged, FileChanged, ServerFileChanged, UnitPower
from asapair.actors.spec import ReplicationSpec, ServerSpec
from asapair.logs import record, replay

SERVER = "tftp://10.0.0.5"
URL = f"{SERVER}/ctx1.cfg"
ON_SERVER = {"disk0:/ctx1.cfg": URL}
SAVED = packaged("ctx1")

MakePair = Callable[..., Pair]
Form = Callable[[Pair], Pair]
Watch = Callable[[Pair], list[tuple[int, str, object]]]


def server(files: dict[str, str] | None = None, **fields: Any) -> dict[str, ServerSpec]:
    """Describe the server of these tests, with the file of ctx1 if no others are given."""
    return {SERVER: ServerSpec({"ctx1.cfg": SAVED} if files is None else files, **fields)}


def text_of(unit: UnitHandle, context: str = "ctx1") -> tuple[str, ...]:
    """Lines of the running configuration of a context."""
    configuration = unit.running(context)
    assert configuration is not None, f"{context} does not run on the {unit.name} unit"
    return configuration.lines()


def has(unit: UnitHandle, line: str, context: str = "ctx1") -> bool:
    """Say whether a context runs with this line."""
    configuration = unit.running(context)
    return configuration is not None and configuration.has(line)


def said(unit: UnitHandle) -> list[str]:
    """Everything that a console has shown."""
    return [line for _, line in unit.console.lines]


def writes(moments: list[tuple[int, str, object]]) -> list[tuple[str, str]]:
    """Units and paths of what was written on servers."""
    return [(event.unit, event.path) for _, _, event in moments if isinstance(event, ServerFileChanged)]


# -- reading -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["primary", "secondary"])
@pytest.mark.quick_live
def test_either_unit_reads_a_context_from_the_server(make_pair: MakePair, name: str) -> None:
    pair = make_pair(edit=ON_SERVER, servers=server())
    pair.unit(name).boot()
    assert pair.wait_until(lambda: has(pair.unit(name), "hostname ctx1"))
    assert text_of(pair.unit(name)) == split_file(SAVED).configuration.lines()
    assert "disk0:/ctx1.cfg" in pair.unit(name).files  # of which nobody has spoken


def test_a_context_exists_and_is_empty_while_its_text_is_on_its_way(make_pair: MakePair) -> None:
    pair = make_pair(edit=ON_SERVER, servers=server(latency=4 * SECOND))
    pair.primary.boot()
    assert pair.wait_until(lambda: pair.primary.power is Power.UP)
    pair.advance("3s")
    assert pair.primary.context("ctx1").state is not None
    assert text_of(pair.primary) == ()
    assert text_of(pair.primary, "ctx2") != ()
    pair.advance("2s")
    assert has(pair.primary, "hostname ctx1")


def test_a_transfer_takes_the_time_of_its_bytes(make_pair: MakePair, slack: int) -> None:
    rate = len(SAVED)  # so that it takes one second
    pair = make_pair(edit=ON_SERVER, servers=server(rate=rate, latency=0))
    pair.primary.boot()
    assert pair.wait_until(lambda: pair.primary.power is Power.UP)
    up = pair.now
    assert pair.wait_until(lambda: has(pair.primary, "hostname ctx1"))
    assert SECOND - slack <= pair.now - up <= SECOND + 50 * MILLISECOND + slack


def test_a_slow_transfer_is_not_given_up(make_pair: MakePair) -> None:
    pair = make_pair(edit=ON_SERVER, servers=server(rate=len(SAVED) // 30), server_timeout=5 * SECOND)
    pair.primary.boot()
    assert pair.wait_until(lambda: has(pair.primary, "hostname ctx1"))
    assert not any("Could not fetch" in line for line in said(pair.primary))


@pytest.mark.quick_live
def test_a_silent_server_is_given_up_after_the_timeout(make_pair: MakePair, slack: int) -> None:
    pair = make_pair(edit=ON_SERVER, servers=server(up=False), server_timeout=7 * SECOND)
    pair.primary.boot()
    assert pair.wait_until(lambda: pair.primary.power is Power.UP)
    up = pair.now
    assert pair.wait_until(lambda: f"WARNING: Could not fetch the URL {URL}" in said(pair.primary))
    assert 7 * SECOND - slack <= pair.now - up <= 7 * SECOND + slack
    assert "INFO: Creating context with default config" in said(pair.primary)
    assert pair.primary.context("ctx1").state is not None
    assert text_of(pair.primary) == ()


@pytest.mark.parametrize(
    "url",
    [f"{SERVER}/nothing.cfg", f"{SERVER}/../ctx1.cfg", f"{SERVER}/a/../../ctx1.cfg", f"{SERVER}/"],
)
def test_a_file_that_the_server_does_not_give_leaves_the_context_empty(make_pair: MakePair, url: str) -> None:
    pair = make_pair(edit={"disk0:/ctx1.cfg": url}, servers=server())
    pair.primary.boot()
    assert pair.wait_until(lambda: f"WARNING: Could not fetch the URL {url}" in said(pair.primary))
    assert text_of(pair.primary) == ()


def test_a_server_that_nobody_knows_is_silent(make_pair: MakePair) -> None:
    pair = make_pair(edit={"disk0:/ctx1.cfg": "ftp://192.0.2.99/ctx1.cfg"}, servers=server())
    pair.primary.boot()
    assert pair.wait_until(lambda: any("Could not fetch the URL ftp://192" in x for x in said(pair.primary)))


# -- beside failover -----------------------------------------------------------------------------


def test_the_sender_waits_for_a_text_that_is_on_its_way(make_pair: MakePair, form: Form) -> None:
    pair = form(make_pair(edit=ON_SERVER, servers=server(rate=len(SAVED) // 30), boot_time="60s"))
    pair.advance("1m")
    assert has(pair.secondary, "hostname ctx1")
    assert text_of(pair.primary) == text_of(pair.secondary)


def test_the_receiver_of_a_stream_asks_no_server(make_pair: MakePair, form: Form, watch: Watch) -> None:
    pair = make_pair(
        edit=ON_SERVER, servers=server(), secondary={"boot_time": "3m"}, server_timeout=30 * SECOND
    )
    moments = watch(pair)
    pair.primary.boot()
    assert pair.wait_until(lambda: has(pair.primary, "hostname ctx1"))
    pair.server(SERVER).down()
    pair.advance("1ms")
    pair.secondary.boot()
    form(pair)
    pair.advance("1m")
    assert text_of(pair.secondary) == text_of(pair.primary) != ()
    assert not any("Could not fetch" in line for line in said(pair.secondary))
    assert writes(moments) == []


def test_a_config_url_that_the_stream_brings_is_noted_and_not_fetched(
    make_pair: MakePair, form: Form
) -> None:
    slow = ReplicationSpec(per_line=50 * MILLISECOND)  # what is asked for is missed before the text comes
    servers = server({"ctx3.cfg": "hostname ctx3\n"})
    pair = make_pair(servers=servers, server_timeout=SECOND, replication=slow)
    pair.primary.boot()
    assert pair.wait_until(lambda: pair.primary.group(1).state is State.ACTIVE)
    console = pair.primary.console
    console.go("system", configure=True)
    console.enter("context ctx3")
    console.enter(f"config-url {SERVER}/ctx3.cfg")
    pair.server(SERVER).down()
    pair.advance("1ms")
    pair.secondary.boot()
    form(pair)
    assert text_of(pair.secondary, "ctx3") == text_of(pair.primary, "ctx3") == ("hostname ctx3",)
    assert not any(f"{SERVER}/ctx3.cfg" in line for line in said(pair.secondary))


def test_a_context_that_is_removed_gets_no_text_any_more(make_pair: MakePair) -> None:
    pair = make_pair(edit=ON_SERVER, servers=server(latency=5 * SECOND))
    pair.primary.boot()
    assert pair.wait_until(lambda: pair.primary.console.prompt is not None)
    pair.primary.console.go("system", configure=True)
    pair.primary.console.enter("no context ctx1 noconfirm")
    pair.advance("10s")
    assert pair.primary.contexts == ("admin", "ctx2")


def test_a_context_that_the_stream_removes_lets_its_console_go_on(make_pair: MakePair) -> None:
    slow = ReplicationSpec(per_line=50 * MILLISECOND)
    pair = make_pair(servers=server({}, latency=30 * SECOND), server_timeout=MINUTE, replication=slow)
    pair.primary.boot()
    assert pair.wait_until(lambda: pair.primary.group(1).state is State.ACTIVE)
    pair.secondary.boot()
    console = pair.secondary.console
    assert pair.wait_until(lambda: "Beginning configuration replication from mate." in said(pair.secondary))
    console.go("system", configure=True)
    console.enter("admin-context admin")
    console.enter("context ctx9")
    for line in (f"config-url {URL}", "end", "write memory all /noconfirm"):
        console.type(line)
    assert pair.wait_until(lambda: "[OK]" in said(pair.secondary), within="20s")
    assert "ctx9" not in pair.secondary.contexts


def test_a_context_defined_on_a_server_is_read_by_both_units(make_pair: MakePair, form: Form) -> None:
    pair = form(make_pair(servers=server({"ctx3.cfg": "hostname third\n"}, latency=SECOND)))
    console = pair.primary.console
    console.go("system", configure=True)
    console.enter("context ctx3")
    began = pair.now
    assert console.enter(f"config-url {SERVER}/ctx3.cfg") == ""
    assert pair.now - began >= SECOND  # the prompt comes when the text is there
    assert text_of(pair.primary, "ctx3") == ("hostname third",)
    pair.advance("3s")
    assert text_of(pair.secondary, "ctx3") == ("hostname third",)
    assert pair.secondary.context("ctx3").state is ContextState.STANDBY


def test_what_is_typed_behind_config_url_comes_on_top_on_both_units(make_pair: MakePair, form: Form) -> None:
    pair = form(make_pair(servers=server({"ctx3.cfg": "hostname third\npager lines 5\n"}, latency=SECOND)))
    console = pair.primary.console
    console.go("system", configure=True)
    for line in ("context ctx3", f"config-url {SERVER}/ctx3.cfg", "changeto context ctx3", "hostname typed"):
        console.type(line)
    pair.advance("10s")
    assert has(pair.primary, "hostname typed", "ctx3")
    assert has(pair.primary, "pager lines 5", "ctx3")
    assert text_of(pair.secondary, "ctx3") == text_of(pair.primary, "ctx3")


def test_another_url_or_the_same_again_adds_to_what_runs(make_pair: MakePair, form: Form) -> None:
    files = {"ctx1.cfg": SAVED, "more.cfg": "pager lines 7\n"}
    pair = form(make_pair(edit=ON_SERVER, servers=server(files)))
    console = pair.primary.console
    console.go("ctx1", configure=True)
    console.enter("hostname typed")
    console.go("system", configure=True)
    console.enter("context ctx1")
    console.enter(f"config-url {SERVER}/more.cfg")
    assert has(pair.primary, "hostname typed")
    assert has(pair.primary, "pager lines 7")
    console.enter(f"config-url {URL}")
    assert has(pair.primary, "hostname ctx1")
    console.go("ctx1", configure=True)
    console.enter("hostname typed")
    console.go("system", configure=True)
    console.enter("context ctx1")
    console.enter(f"config-url {URL}")
    assert has(pair.primary, "hostname ctx1")
    pair.advance("3s")
    assert text_of(pair.secondary) == text_of(pair.primary)


def test_a_running_context_keeps_its_text_if_another_url_fails(make_pair: MakePair, form: Form) -> None:
    pair = form(make_pair(servers=server({})))
    console = pair.primary.console
    console.go("system", configure=True)
    console.enter("context ctx1")
    assert console.enter(f"config-url {URL}") == f"WARNING: Could not fetch the URL {URL}"
    assert has(pair.primary, "hostname ctx1")


# -- saving --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("space", "command"), [("ctx1", "write memory"), ("system", "write memory all /noconfirm")]
)
def test_a_context_on_a_server_is_saved_once(
    make_pair: MakePair, form: Form, watch: Watch, space: str, command: str
) -> None:
    pair = make_pair(edit=ON_SERVER, servers=server())
    moments = watch(form(pair))
    console = pair.primary.console
    console.go("ctx1", configure=True)
    console.enter("hostname changed")
    console.go(space)
    assert console.enter(command).splitlines()[-1] == "[OK]"
    pair.advance("5s")
    assert writes(moments) == [("primary", "ctx1.cfg")]
    assert "hostname changed\n" in pair.server(SERVER).files["ctx1.cfg"]
    assert (
        pair.primary.startup("ctx1")
        == pair.secondary.startup("ctx1")
        == pair.server(SERVER).files["ctx1.cfg"]
    )
    assert "disk0:/ctx1.cfg" not in [event.path for _, _, event in moments if isinstance(event, FileChanged)]


def test_the_startup_configuration_of_such_a_context_is_shown_from_the_server(
    make_pair: MakePair, form: Form
) -> None:
    pair = form(make_pair(edit=ON_SERVER, servers=server()))
    console = pair.primary.console
    console.go("ctx1")
    assert console.enter("show startup-config").splitlines() == SAVED.splitlines()
    pair.server(SERVER).down()
    pair.advance("1ms")
    assert console.enter("show startup-config") == f"%Error opening {URL} (Timed out)"


def test_write_memory_all_still_saves_the_disks_of_both_units(make_pair: MakePair, form: Form) -> None:
    pair = form(make_pair(edit=ON_SERVER, servers=server()))
    console = pair.primary.console
    console.go("system", configure=True)
    console.enter("hostname edge")
    console.go("system")
    console.enter("write memory all /noconfirm")
    pair.advance("5s")
    for unit in (pair.primary, pair.secondary):
        assert "hostname edge\n" in (unit.startup() or "")


def test_saving_to_a_silent_server_fails_in_the_words_of_the_device(make_pair: MakePair, form: Form) -> None:
    pair = form(make_pair(edit=ON_SERVER, servers=server()))
    pair.server(SERVER).down()
    pair.advance("1ms")
    console = pair.primary.console
    console.go("system")
    shown = console.enter("write memory all /noconfirm").splitlines()
    assert "The context 'ctx1' could not be saved due to non-reachability of destination" in shown
    assert any("Saving context : ctx2 " in line for line in shown)
    console.go("ctx1")
    shown = console.enter("write memory").splitlines()
    assert shown[-3:] == [f"%Error opening {URL} (Timed out)", "[FAILED]", "Error executing command"]
    assert pair.server(SERVER).files["ctx1.cfg"] == SAVED
    pair.server(SERVER).up()
    pair.advance("1ms")
    assert console.enter("write memory").splitlines()[-1] == "[OK]"
    assert pair.server(SERVER).files["ctx1.cfg"] != SAVED


def test_nothing_is_saved_over_http(make_pair: MakePair, form: Form) -> None:
    web = "https://10.0.0.6"
    servers = {web: ServerSpec({"ctx1.cfg": SAVED})}
    pair = form(make_pair(edit={"disk0:/ctx1.cfg": f"{web}/ctx1.cfg"}, servers=servers))
    assert has(pair.primary, "hostname ctx1")
    console = pair.primary.console
    console.go("system")
    shown = console.enter("write memory all /noconfirm").splitlines()
    assert shown[-2] == (
        "Unable to save the configuration for the following contexts as these contexts have"
        " read-only config-urls: context 'ctx1'."
    )
    shown = console.enter("copy /noconfirm running-config https://10.0.0.6/x.cfg").splitlines()
    assert shown[-1] == "%Error opening https://10.0.0.6/x.cfg (Read-only file system)"
    assert pair.server(web).files == {"ctx1.cfg": SAVED}


def test_a_context_whose_text_is_on_its_way_is_not_saved_empty(make_pair: MakePair) -> None:
    pair = make_pair(edit=ON_SERVER, servers=server(latency=5 * SECOND))
    pair.primary.boot()
    assert pair.wait_until(lambda: pair.primary.console.prompt is not None)
    assert text_of(pair.primary) == ()
    pair.primary.console.go("system")
    pair.primary.console.enter("write memory all /noconfirm")
    assert split_file(pair.server(SERVER).files["ctx1.cfg"]).configuration == split_file(SAVED).configuration


# -- cuts ----------------------------------------------------------------------------------------


def test_an_answer_to_an_earlier_life_of_a_unit_is_dropped(make_pair: MakePair) -> None:
    pair = make_pair(edit=ON_SERVER, servers=server({}, latency=4 * SECOND), boot_time="1s")
    pair.primary.boot()
    pair.run_to("2s")  # asked after 1 s, the answer is due after 5 s
    pair.primary.power_off()
    pair.primary.boot()
    pair.run_to("6500ms")  # asked again after 3 s, the answer is due after 7 s
    assert not any("Could not fetch" in line for line in said(pair.primary))
    pair.run_to("7500ms")
    assert [line for line in said(pair.primary) if "Could not fetch" in line] == [
        f"WARNING: Could not fetch the URL {URL}"
    ]


def test_a_text_for_an_earlier_life_of_a_unit_does_not_arrive(
    make_pair: MakePair, watch: Watch, slack: int
) -> None:
    pair = make_pair(edit=ON_SERVER, servers=server(latency=4 * SECOND), boot_time="1s")
    moments = watch(pair)
    pair.primary.boot()
    pair.run_to("2s")
    pair.primary.crash()
    pair.run_to(10 * SECOND + slack)
    loads = [
        at
        for at, _, event in moments
        if isinstance(event, ConfigurationChanged) and event.space == "ctx1" and event.configuration
    ]
    ups = [at for at, _, event in moments if isinstance(event, UnitPower) and event.power is Power.UP]
    assert len(ups) == 2
    assert SECOND <= ups[0] <= SECOND + slack
    assert 3 * SECOND <= ups[1] <= 3 * SECOND + slack
    later = [at for at in loads if at > ups[1]]
    assert len(later) == 1
    assert 4 * SECOND <= later[0] - ups[1] <= 4 * SECOND + 10 * MILLISECOND
    assert has(pair.primary, "hostname ctx1")


@pytest.mark.parametrize(("cut", "is_new"), [("1s", False), ("10s", True)])
def test_a_power_cut_while_saving_leaves_the_old_or_the_new_text(
    make_pair: MakePair, cut: str, *, is_new: bool
) -> None:
    pair = make_pair(edit=ON_SERVER, servers=server(rate=len(SAVED) // 5))
    pair.primary.boot()
    assert pair.wait_until(lambda: pair.primary.group(1).state is State.ACTIVE)
    console = pair.primary.console
    console.go("ctx1", configure=True)
    console.enter("hostname changed")
    console.go("ctx1")
    console.type("write memory")
    pair.advance(cut)
    pair.primary.power_off()
    pair.advance("1m")
    text = pair.server(SERVER).files["ctx1.cfg"]
    assert ("hostname changed\n" in text) is is_new
    assert is_new or text == SAVED


def test_a_server_that_goes_down_while_it_is_written_to_keeps_the_old_text(make_pair: MakePair) -> None:
    pair = make_pair(edit=ON_SERVER, servers=server(rate=len(SAVED) // 5), server_timeout=3 * SECOND)
    pair.primary.boot()
    assert pair.wait_until(lambda: has(pair.primary, "hostname ctx1"))
    assert pair.wait_until(lambda: pair.primary.group(1).state is State.ACTIVE)
    console = pair.primary.console
    console.go("ctx1")
    console.type("write memory")
    pair.advance("1s")
    pair.server(SERVER).down()
    pair.server(SERVER).up()
    pair.advance("20s")
    assert said(pair.primary)[-3:] == [
        f"%Error opening {URL} (Timed out)",
        "[FAILED]",
        "Error executing command",
    ]
    assert pair.server(SERVER).files["ctx1.cfg"] == SAVED


def test_a_unit_that_has_given_up_a_server_does_not_write_to_it_later(make_pair: MakePair) -> None:
    pair = make_pair(servers=server(latency=20 * SECOND), server_timeout=5 * SECOND)
    pair.primary.boot()
    assert pair.wait_until(lambda: pair.primary.console.prompt is not None)
    console = pair.primary.console
    console.go("system")
    shown = console.enter(f"copy /noconfirm running-config {URL}")
    assert shown.splitlines()[-1] == f"%Error opening {URL} (Timed out)"
    pair.advance("1m")
    assert pair.server(SERVER).files["ctx1.cfg"] == SAVED


@pytest.mark.parametrize(("cut", "is_new"), [("1s", False), ("10s", True)])
def test_a_power_cut_while_copying_to_flash_leaves_the_old_or_the_new_file(
    make_pair: MakePair, cut: str, *, is_new: bool
) -> None:
    pair = make_pair(servers=server({"new.cfg": "x" * 500}, rate=100))
    pair.primary.boot()
    assert pair.wait_until(lambda: pair.primary.console.prompt is not None)
    console = pair.primary.console
    console.go("system")
    console.type(f"copy /noconfirm {SERVER}/new.cfg disk0:/ctx2.cfg")
    pair.advance(cut)
    pair.primary.power_off()
    pair.advance("1m")
    assert pair.primary.files["disk0:/ctx2.cfg"] == ("x" * 500 if is_new else packaged("ctx2"))


# -- carrying files (P15) ------------------------------------------------------------------------


def carried(pair: Pair) -> None:
    """Carry a new file of ctx2 from the primary's disk over the server to the secondary's."""
    console = pair.primary.console
    console.go("system")
    console.enter(f"copy /noconfirm disk0:/new.cfg {SERVER}/ctx2.cfg")
    console = pair.secondary.console
    console.go("system")
    for line in (f"copy {SERVER}/ctx2.cfg disk0:/ctx2.cfg", "", "", "", ""):
        console.enter(line)


def test_context_files_travel_over_a_server_and_count_at_the_next_reload(
    make_pair: MakePair, form: Form, watch: Watch
) -> None:
    new = SAVED.replace("hostname ctx1", "hostname carried")
    pair = form(make_pair(servers=server({}), primary={"files": {"disk0:/new.cfg": new}}))
    carried(pair)
    assert pair.server(SERVER).files == {"ctx2.cfg": new}
    assert pair.secondary.files["disk0:/ctx2.cfg"] == new
    pair.advance("10s")
    assert has(pair.secondary, "hostname ctx2", "ctx2")  # what runs is as it was
    assert pair.primary.files["disk0:/ctx2.cfg"] == packaged("ctx2")  # a copy stays where it was typed
    pair.primary.power_off()
    moments = watch(pair)
    pair.secondary.reload()
    assert pair.wait_until(lambda: pair.secondary.power is Power.BOOTING)
    assert pair.wait_until(lambda: pair.secondary.group(2).state is State.ACTIVE, within="5m")
    assert has(pair.secondary, "hostname carried", "ctx2")
    assert ("secondary", "ctx2", "loaded") in [
        (event.unit, event.space, event.change)
        for _, _, event in moments
        if isinstance(event, ConfigurationChanged)
    ]


def test_beside_a_running_mate_the_carried_file_is_loaded_before_the_stream_comes(
    make_pair: MakePair, form: Form, watch: Watch
) -> None:
    new = SAVED.replace("hostname ctx1", "hostname carried")
    pair = form(make_pair(servers=server({}), primary={"files": {"disk0:/new.cfg": new}}))
    carried(pair)
    moments = watch(pair)
    pair.secondary.reload()
    assert pair.wait_until(lambda: pair.secondary.power is Power.BOOTING)
    assert pair.wait_until(lambda: pair.secondary.group(2).state is State.STANDBY_READY, within="5m")
    texts = [
        event.configuration
        for _, unit, event in moments
        if unit == "secondary" and isinstance(event, ConfigurationChanged) and event.space == "ctx2"
    ]
    assert any(text is not None and text.has("hostname carried") for text in texts)
    assert has(pair.secondary, "hostname ctx2", "ctx2")


def test_deleting_renaming_and_folders_reach_the_mate_and_copies_do_not(
    formed_pair: Pair,
) -> None:
    console = formed_pair.primary.console
    console.go("system")
    for line in (
        "mkdir /noconfirm kept",
        "mkdir /noconfirm gone",
        "rmdir /noconfirm gone",
        "copy /noconfirm disk0:/ctx2.cfg disk0:/copy.cfg",
        "rename /noconfirm ctx1.cfg kept/ctx1.cfg",
        "delete /noconfirm ctx2.cfg",
    ):
        console.enter(line)
    formed_pair.advance("2s")
    for unit in (formed_pair.primary, formed_pair.secondary):
        assert unit.folders == ("disk0:/kept",)
        assert "disk0:/kept/ctx1.cfg" in unit.files
        assert "disk0:/ctx1.cfg" not in unit.files
        assert "disk0:/ctx2.cfg" not in unit.files
    assert "disk0:/copy.cfg" in formed_pair.primary.files
    assert "disk0:/copy.cfg" not in formed_pair.secondary.files


def test_on_the_wrong_unit_a_deletion_stays_local(formed_pair: Pair) -> None:
    console = formed_pair.secondary.console
    console.go("system")
    console.enter("delete /noconfirm ctx2.cfg")
    formed_pair.advance("2s")
    assert "disk0:/ctx2.cfg" not in formed_pair.secondary.files
    assert "disk0:/ctx2.cfg" in formed_pair.primary.files


def test_copying_to_the_running_configuration_of_the_system_brings_its_contexts(
    make_pair: MakePair, form: Form
) -> None:
    system = f"context ctx3\n  config-url {SERVER}/ctx3.cfg\n"
    pair = form(make_pair(servers=server({"system.cfg": system, "ctx3.cfg": "hostname third\n"})))
    console = pair.primary.console
    console.go("system")
    console.enter(f"copy /noconfirm {SERVER}/system.cfg running-config")
    assert text_of(pair.primary, "ctx3") == ("hostname third",)
    assert has(pair.primary, "hostname ctx1")
    pair.advance("2s")
    assert pair.secondary.context("ctx3").state is None


# -- the handle ----------------------------------------------------------------------------------


def test_what_is_written_to_a_server_stays_in_the_pair(
    make_pair: MakePair, form: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pair = form(make_pair(servers=server()))
    console = pair.primary.console
    console.go("system")
    console.enter(f"copy /noconfirm running-config {SERVER}/a/b.cfg")
    shown = console.enter(f"copy /noconfirm running-config {SERVER}/../b.cfg")
    assert shown.splitlines()[-1] == f"%Error opening {SERVER}/../b.cfg (Permission denied)"
    assert sorted(pair.server(SERVER).files) == ["a/b.cfg", "ctx1.cfg"]
    assert list(tmp_path.iterdir()) == []
    assert dict(pair.spec.servers[SERVER].files) == {"ctx1.cfg": SAVED}


def test_a_server_that_the_pair_does_not_have_is_an_error(pair: Pair) -> None:
    with pytest.raises(KeyError, match="there is no server"):
        pair.server(SERVER)


@pytest.mark.parametrize(
    ("servers", "complaint"),
    [
        ({"10.0.0.5": ServerSpec()}, "is not a server"),
        ({"tftp://10.0.0.5/": ServerSpec()}, "is not a server"),
        ({"scp://10.0.0.5": ServerSpec()}, "is not a server"),
        (server({"../x": ""}), "is not a file on tftp://10.0.0.5"),
        (server(rate=0), "would never arrive"),
    ],
)
def test_a_server_that_cannot_be_is_a_sentence(servers: dict[str, ServerSpec], complaint: str) -> None:
    spec = default_spec()
    spec.servers.update(servers)
    try:
        with pytest.raises(ValueError, match=complaint):
            Pair(spec)
    finally:
        spec.servers.clear()


def test_a_recorded_run_with_a_server_replays_identically(make_pair: MakePair, tmp_path: Path) -> None:
    spec = make_pair(edit=ON_SERVER, servers=server()).spec
    with record(tmp_path / "run.log", spec, seed=3) as pair:
        pair.boot()
        pair.advance("90s")
        pair.server(SERVER).down()
        pair.advance("1ms")
        pair.primary.console.go("ctx1")
        pair.primary.console.enter("write memory")
    assert replay(tmp_path / "run.log").identical
