"""The handle: what people hold of a pair, its time, its views, its signals, its errors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from asapair.actors import Pair
from asapair.actors.defaults import CONTEXTS, default_spec, packaged
from asapair.actors.device.flash import STARTUP
from asapair.actors.duration import MINUTE, SECOND, DurationError
from asapair.actors.facts.states import Power, Reason, State
from asapair.actors.handles import ConsoleNotReadyError
from asapair.actors.runtime import RuntimeClosedError
from asapair.actors.signals import ConsoleLine, GroupState

MakePair = Callable[..., Pair]
Form = Callable[[Pair], Pair]
AtRest = Callable[[Pair], bool]

FILES = {f"disk0:/{name}.cfg": packaged(name) for name in CONTEXTS}


# -- what a pair is made of ----------------------------------------------------------------------


def test_a_pair_is_made_from_the_text_of_one_unit(make_pair: MakePair, form: Form) -> None:
    """R6, P3: its mate differs in `failover lan unit` alone."""
    with Pair.from_texts(packaged("primary"), contexts=FILES) as made:
        pair = form(make_pair(spec=made.spec))
    assert pair.primary.group(1).state is State.ACTIVE
    assert "failover lan unit secondary" in str(pair.secondary.startup())
    assert pair.primary.contexts == pair.secondary.contexts == CONTEXTS


def test_a_pair_is_made_from_the_texts_of_two_units() -> None:
    """B4: each has its own."""
    with Pair.from_texts(packaged("primary"), "hostname other\n", FILES, seed=7) as pair:
        assert pair.seed == 7
        assert pair.secondary.startup() == "hostname other\n"
        assert pair.primary.startup() == packaged("primary")
        assert pair.secondary.files["disk0:/ctx1.cfg"] == packaged("ctx1")


def test_a_pair_is_made_from_files(tmp_path: Path) -> None:
    """P5: the same as from their texts."""
    paths = {}
    for name in ("primary", "secondary", *CONTEXTS):
        paths[name] = tmp_path / f"{name}.cfg"
        paths[name].write_text(packaged(name), encoding="utf-8")
    contexts = {f"disk0:/{name}.cfg": paths[name] for name in CONTEXTS}
    with (
        Pair.from_files(paths["primary"], paths["secondary"], contexts) as read,
        Pair.from_texts(packaged("primary"), packaged("secondary"), FILES) as told,
    ):
        assert read.spec == told.spec
    with Pair.from_files(str(paths["primary"])) as alone:
        assert alone.secondary.startup() == packaged("primary").replace("unit primary", "unit secondary")


def test_a_file_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    """I4: nothing is made of half the files."""
    with pytest.raises(FileNotFoundError, match=r"nowhere\.cfg"):
        Pair.from_files(tmp_path / "nowhere.cfg")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"model": "PIX"}, r"no model 'PIX'.*vASA"),
        ({"calendar": "yesterday"}, r"'yesterday' is not a date and time.*2020-01-01T00:00:00"),
    ],
)
def test_a_spec_that_cannot_be_built_is_an_error_that_says_what_to_write(
    change: dict[str, str], sentence: str
) -> None:
    """S4: a wrong figure is found when the pair is made, not when a page is printed."""
    with pytest.raises(ValueError, match=sentence):
        Pair(msgspec.structs.replace(default_spec(), **change))


@pytest.mark.parametrize("path", ["tftp://server/ctx1.cfg", "disk0:/../ctx1.cfg", "", "disk0:/"])
def test_a_context_file_that_is_not_in_flash_is_an_error_that_says_so(path: str) -> None:
    """P14: files of a server are not given this way."""
    with pytest.raises(ValueError, match=r"is not a file of the flash.*disk0:/"):
        Pair.from_texts(packaged("primary"), contexts={path: ""})


def test_the_default_pair_is_what_the_package_brings(pair: Pair) -> None:
    """P3: two units in service."""
    assert pair.spec == default_spec()
    assert pair.primary.name == "primary"
    assert pair.unit("secondary") is pair.secondary


def test_an_unknown_unit_or_group_is_a_key_error_that_names_the_known_ones(pair: Pair) -> None:
    """S1: groups 0, 1 and 2, and no other."""
    with pytest.raises(KeyError, match=r"third.*primary or secondary"):
        pair.unit("third")
    with pytest.raises(KeyError, match=r"group 3.*0, 1 or 2"):
        pair.primary.group(3)


# -- time --------------------------------------------------------------------------------------------


def test_time_moves_by_what_it_is_told(pair: Pair, slack: int) -> None:
    """S2: with nothing to do as well."""
    assert 0 <= pair.now <= slack
    pair.advance("90s")
    assert 90 * SECOND <= pair.now <= 90 * SECOND + 2 * slack
    pair.run_to("2m")
    assert 2 * MINUTE <= pair.now <= 2 * MINUTE + slack
    pair.advance(1 * SECOND)
    assert 121 * SECOND <= pair.now <= 121 * SECOND + 2 * slack


def test_time_does_not_go_back(pair: Pair) -> None:
    """S2: an instant of the past is an error, and so is a length below nothing."""
    pair.advance("1m")
    with pytest.raises(ValueError, match=r"6\d(\.\d+)? s already"):
        pair.run_to("59s")
    with pytest.raises(ValueError, match=r"backwards"):
        pair.advance(-1)
    with pytest.raises(ValueError, match=r"backwards"):
        pair.wait_until(lambda: True, within=-1)
    assert pair.now >= 1 * MINUTE


@pytest.mark.parametrize("time", ["30", "12:30", "soon"])
def test_a_length_of_time_has_a_unit(pair: Pair, time: str) -> None:
    """S2: an error that says how to write it (reference 14.1)."""
    for drive in (pair.advance, pair.run_to, lambda within: pair.wait_until(lambda: False, within)):
        with pytest.raises(DurationError, match=time):
            drive(time)


@pytest.mark.quick_live
def test_waiting_ends_when_the_condition_holds(pair: Pair, slack: int) -> None:
    """S2: at that instant, and says so."""
    pair.boot()
    assert pair.wait_until(lambda: pair.primary.power is Power.UP, within="5m") is True
    assert 57 * SECOND <= pair.now <= 63 * SECOND + slack
    now = pair.now
    assert pair.wait_until(lambda: True) is True
    assert now <= pair.now <= now + slack


def test_waiting_in_vain_ends_when_the_time_is_over(pair: Pair, slack: int) -> None:
    """S2: and says so, without an error."""
    assert pair.wait_until(lambda: False, within="90s") is False
    assert 90 * SECOND <= pair.now <= 90 * SECOND + slack


def test_waiting_for_an_instant_is_possible(pair: Pair) -> None:
    """S2: the condition may look at the time."""
    pair.boot()
    assert pair.wait_until(lambda: pair.now >= 70 * SECOND, within="5m")
    assert pair.now < 100 * SECOND


def test_forming_a_pair_boots_it_and_ends_when_it_is_at_rest(make_pair: MakePair, at_rest: AtRest) -> None:
    """I5, P3: with nothing in flight, ready for what comes next."""
    pair = make_pair()
    pair.form()
    assert at_rest(pair)
    assert pair.primary.group(1).state is State.ACTIVE
    assert pair.secondary.group(2).state is State.ACTIVE
    assert pair.primary.console.prompt is not None
    assert pair.now < 3 * MINUTE


def test_a_pair_that_cannot_form_is_a_timeout_that_says_so(make_pair: MakePair) -> None:
    """I5: the link is down."""
    pair = make_pair(split=True)
    pair.failover_link.cut()
    with pytest.raises(TimeoutError, match="5m"):
        pair.form(within="5m")


def test_a_share_of_losses_is_between_nothing_and_everything(pair: Pair) -> None:
    """R7: an error that says so; a length of time has its unit."""
    for loss in (-0.1, 1.1):
        with pytest.raises(ValueError, match="share"):
            pair.failover_link.degrade(loss=loss)
    with pytest.raises(DurationError):
        pair.failover_link.degrade(latency="5")
    pair.failover_link.degrade(loss=0.0, latency="5ms", jitter="1ms")


# -- views -------------------------------------------------------------------------------------------


def test_a_unit_that_is_off_shows_its_flash_and_nothing_else(pair: Pair) -> None:
    """I4: files outlive power; configurations and states do not."""
    unit = pair.primary
    assert unit.power is Power.OFF
    assert unit.running() is unit.running("ctx1") is None
    assert unit.contexts == ()
    assert unit.context("ctx1").state is None
    assert [unit.group(number).state for number in (0, 1, 2)] == [State.DISABLED] * 3
    assert unit.console.prompt is unit.console.mode is unit.console.space is None
    assert not unit.console.is_question
    assert (unit.mate, unit.link) == ("not detected", "up")
    assert unit.startup() == packaged("primary")
    assert unit.startup("ctx1") == packaged("ctx1")
    assert unit.startup("ctx9") is None


def test_a_running_unit_shows_its_configurations_contexts_and_files(formed_pair: Pair) -> None:
    """S4: by space, by name, by path."""
    unit = formed_pair.secondary
    system, context = unit.running(), unit.running("ctx2")
    assert system is not None
    assert context is not None
    assert system.has("failover lan unit secondary")
    assert context.first("hostname") == "hostname ctx2"
    assert unit.running("ctx9") is None
    assert unit.contexts == CONTEXTS
    assert (unit.mate, unit.link) == ("up", "up")
    assert unit.group(2).state is State.ACTIVE
    assert unit.group(2).reason is Reason.CONFIG_COMMAND
    assert 60 * SECOND < unit.group(2).since <= formed_pair.now
    assert set(unit.files) == {STARTUP, *FILES}
    with pytest.raises(TypeError):
        unit.files["disk0:/new"] = ""  # type: ignore[index]


@pytest.mark.parametrize("spelled", ["flash:/ctx1.cfg", "disk0:ctx1.cfg", "disk0://ctx1.cfg"])
def test_a_startup_configuration_is_found_however_its_url_is_spelled(
    make_pair: MakePair, form: Form, spelled: str
) -> None:
    """I4: there is one file of that name."""
    pair = make_pair(edit={"config-url disk0:/ctx1.cfg": f"config-url {spelled}"})
    assert pair.primary.startup("ctx1") == packaged("ctx1")
    form(pair)
    assert pair.primary.startup("ctx1") == packaged("ctx1")
    running = pair.primary.running("ctx1")
    assert running is not None
    assert running.first("hostname") == "hostname ctx1"


def test_files_are_listed_by_their_one_name() -> None:
    """I4: however the spec spells them."""
    with Pair.from_texts(packaged("primary"), contexts={"flash:ctx1.cfg": "hostname a\n"}) as pair:
        assert set(pair.primary.files) == {STARTUP, "disk0:/ctx1.cfg"}


def test_contexts_are_named_in_one_order_whatever_the_order_of_messages(
    make_pair: MakePair, seeds: Callable[[int], range], form: Form
) -> None:
    """S4: the view is the same for every seed."""
    for seed in seeds(12):
        pair = form(make_pair(seed))
        assert pair.primary.contexts == pair.secondary.contexts == CONTEXTS, seed


@pytest.mark.parametrize("name", ["primary", "secondary"])
def test_what_still_moved_in_a_unit_when_its_power_went_is_not_shown(
    make_pair: MakePair, seeds: Callable[[int], range], name: str
) -> None:
    """A1: a unit without power has no states, whichever of its messages came last."""
    for seed in seeds(30):
        pair = make_pair(seed)
        unit = pair.unit(name)
        pair.boot()
        assert pair.wait_until(lambda unit=unit: unit.power is Power.UP)
        unit.power_off()
        pair.advance("1s")
        assert unit.power is Power.OFF
        assert [unit.group(number).state for number in (0, 1, 2)] == [State.DISABLED] * 3, seed
        assert unit.running() is None, seed
        assert unit.contexts == (), seed


# -- signals -------------------------------------------------------------------------------------------


def test_receivers_are_called_in_the_order_in_which_they_connected(pair: Pair) -> None:
    """S2: with the unit's name, the event, and the instant."""
    heard: list[tuple[int, str, Any, int]] = []
    for number in range(10):

        def receive(unit: str, event: Any, at: int, number: int = number) -> None:
            heard.append((number, unit, event, at))

        pair.signals.unit_power.connect(receive)
    pair.primary.boot()
    pair.advance("1s")
    assert [number for number, *_ in heard] == list(range(10))
    assert {(unit, event.power) for _, unit, event, _ in heard} == {("primary", Power.BOOTING)}


def test_a_receiver_may_listen_to_one_unit(pair: Pair) -> None:
    """S2: or to both."""
    heard: list[str] = []
    pair.signals.console_line.connect(lambda unit, **_: heard.append(unit), sender="secondary")
    pair.boot()
    pair.advance("2m")
    assert len(heard) > 1
    assert set(heard) == {"secondary"}


def test_one_signal_tells_of_everything_after_those_of_one_kind(pair: Pair) -> None:
    """S2: who connects or disconnects in the middle hears what is published from then on."""
    heard: list[tuple[str, str]] = []

    def all_of_it(_: str, event: Any, **__: Any) -> None:
        heard.append(("every", type(event).__name__))

    pair.signals.every.connect(all_of_it)
    pair.signals.unit_power.connect(lambda *_, event, **__: heard.append(("power", type(event).__name__)))
    pair.boot()
    pair.advance("2m")
    kinds = {kind for where, kind in heard if where == "every"}
    assert {"UnitPower", "GroupState", "ConsoleLine", "Syslog"} <= kinds
    assert heard[:2] == [("power", "UnitPower"), ("every", "UnitPower")]
    pair.signals.every.disconnect(all_of_it)
    heard.clear()
    pair.primary.power_off()
    pair.advance("1s")
    assert heard == [("power", "UnitPower")]


def test_what_a_pair_does_not_have_is_refused(pair: Pair) -> None:
    """H5: a port, a segment, half a connection."""
    with pytest.raises(ValueError, match="there is no port 'Ethernet9': there are Ethernet0, "):
        pair.primary.port("Ethernet9", "down")
    with pytest.raises(ValueError, match=r"there is no port 'ethernet0\.11'"):
        pair.data_network.traffic("off", "ethernet0.11")
    pair.form()
    with pytest.raises(ValueError, match=r"1\.5 connections: write 1 or more, and no fractions"):
        pair.open_connections("ctx1", 1.5)  # type: ignore[arg-type]


def test_a_receiver_that_is_held_weakly_may_go(pair: Pair) -> None:
    heard: list[str] = []

    class Listener:
        def hear(self, unit: str, **_: Any) -> None:
            heard.append(unit)

    listener = Listener()
    pair.signals.unit_power.connect(listener.hear, weak=True)
    pair.primary.boot()
    pair.advance("1s")
    assert heard == ["primary"]
    del listener
    pair.secondary.boot()
    pair.advance("1s")
    assert heard == ["primary"]


@pytest.mark.quick_live
def test_events_of_one_unit_come_in_the_order_of_time(
    pair: Pair, watch: Callable[[Pair], Any], runtime_name: str
) -> None:
    """S2: each line when it is printed."""
    moments = watch(pair)
    pair.boot()
    pair.advance("2m")
    if runtime_name == "simulated":  # what a unit and its groups do at once, threads do in any order
        times = [at for at, _, _ in moments]
        assert times == sorted(times)
    lines = [
        (at, event.text)
        for at, unit, event in moments
        if unit == "primary" and isinstance(event, ConsoleLine)
    ]
    assert lines == sorted(lines, key=lambda line: line[0]) == list(pair.primary.console.lines)


def test_an_exception_of_a_receiver_comes_out_of_the_call_that_drives_the_pair_which_goes_on(
    pair: Pair, at_rest: AtRest
) -> None:
    """I5: an observer that fails is no failure of a unit."""

    def fail(_: str, event: Any, **__: Any) -> None:
        if event.state is State.COLD_STANDBY:
            raise LookupError("the observer's own")

    pair.signals.group_state.connect(fail)
    pair.boot()
    for _ in range(3):
        with pytest.raises(LookupError, match="the observer's own"):
            pair.advance("5m")
    assert pair.wait_until(lambda: at_rest(pair), within="1m")


def test_a_receiver_that_fails_keeps_nothing_from_those_after_it(pair: Pair) -> None:
    """I5: who hears an event does not depend on who fails at it."""
    heard: list[State] = []

    def fail(_: str, event: Any, **__: Any) -> None:
        raise LookupError(f"at {event.state}")

    pair.signals.group_state.connect(fail)
    pair.signals.group_state.connect(lambda _, event, **__: heard.append(event.state))
    pair.primary.boot()
    with pytest.raises(LookupError, match="at Negotiation"):
        pair.advance("63s")
    assert heard[0] is State.NEGOTIATION
    assert pair.primary.power is Power.UP


def test_two_pairs_do_not_hear_each_other(
    make_pair: MakePair, watch: Callable[[Pair], Any], runtime_name: str
) -> None:
    """I3: neither their events nor their time, but for a clock on the wall."""
    one, other = make_pair(1), make_pair(2)
    heard = watch(other)
    one.boot()
    one.advance("5m")
    assert heard == []
    assert runtime_name == "live" or other.now == 0
    assert other.primary.power is Power.OFF
    other.secondary.boot()
    other.advance("5m")
    assert any(isinstance(event, GroupState) for _, _, event in heard)
    assert one.primary.group(1).state is State.ACTIVE
    assert other.primary.power is Power.OFF


# -- the end -------------------------------------------------------------------------------------------


def test_leaving_the_with_block_closes_the_pair() -> None:
    """S2: also when the block fails."""
    with Pair() as pair:
        pair.boot()
    with pytest.raises(RuntimeClosedError):
        pair.advance("1s")
    with pytest.raises(LookupError), Pair() as failing:
        raise LookupError
    with pytest.raises(RuntimeClosedError):
        failing.boot()


def test_what_was_seen_can_be_read_after_the_end(formed_pair: Pair) -> None:
    """S2: but nothing more happens."""
    outcome, lines = formed_pair.outcome(), list(formed_pair.primary.console.lines)
    formed_pair.close()
    formed_pair.close()
    assert formed_pair.outcome() == outcome
    assert formed_pair.primary.group(1).state is State.ACTIVE
    assert list(formed_pair.primary.console.lines) == lines
    for drive in (
        formed_pair.boot,
        formed_pair.primary.power_off,
        formed_pair.primary.crash,
        formed_pair.primary.reload,
        lambda: formed_pair.primary.console.type("show failover"),
        lambda: formed_pair.primary.console.enter("show failover"),
        lambda: formed_pair.advance("1s"),
        lambda: formed_pair.run_to("1h"),
        lambda: formed_pair.wait_until(lambda: True),
    ):
        with pytest.raises(RuntimeClosedError, match="this pair is closed"):
            drive()


def test_the_console_of_a_unit_that_is_down_takes_no_command(pair: Pair) -> None:
    """S2: an error that says so, whether it is off or boots."""
    with pytest.raises(ConsoleNotReadyError, match=r"primary unit is off.*show version"):
        pair.primary.console.enter("show version")
    pair.boot()
    pair.advance("1s")
    with pytest.raises(ConsoleNotReadyError, match=r"primary unit is booting"):
        pair.primary.console.enter("show version")
    with pytest.raises(ConsoleNotReadyError, match=r"does not wait"):
        pair.primary.console.go("system")


@pytest.mark.parametrize("part", ["", "group 0", "group 2", "context ctx1"])
def test_whatever_part_of_its_software_fails_the_unit_boots_again(formed_pair: Pair, part: str) -> None:
    """A1: a software failure is one of the unit; its mate takes what it held."""
    formed_pair.primary.crash(part)
    formed_pair.advance("1ms")
    assert formed_pair.primary.power is Power.BOOTING
    formed_pair.advance("16s")
    assert formed_pair.secondary.group(1).state is State.ACTIVE


@pytest.mark.parametrize("part", ["group 3", "context none", "interface outside"])
def test_a_part_that_a_unit_does_not_have_is_refused(formed_pair: Pair, part: str) -> None:
    with pytest.raises(KeyError, match=part):
        formed_pair.primary.crash(part)


@pytest.mark.parametrize("seed", range(5))
def test_a_formed_pair_shows_on_both_units_that_all_interfaces_are_monitored(seed: int) -> None:
    with Pair(seed=seed) as pair:
        pair.form()
        for unit in (pair.primary, pair.secondary):
            unit.console.go("system")
            assert unit.console.enter("show failover").count(": Normal (Monitored)") == 12


def test_a_console_is_not_led_anywhere_on_a_unit_that_is_off() -> None:
    with Pair() as pair, pytest.raises(ConsoleNotReadyError, match="wait for a command: the unit is off"):
        pair.primary.console.go("system")
