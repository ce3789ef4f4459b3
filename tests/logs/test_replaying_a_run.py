from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis
import hypothesis.strategies as st
import msgspec
import pykka
import pytest

from asapair.actors.duration import MILLISECOND, SECOND
from asapair.actors.runtime import ActorFailedError, LivelockError, SimulatedRuntime
from asapair.actors.runtime.live import LiveRuntime
from asapair.logs import LogUnreadableError, ReplayResult

Record = Callable[..., Any]
Replay = Callable[[Path], ReplayResult]
Seal = Callable[[list[bytes]], bytes]


class Late(SimulatedRuntime):
    """Fires timers late, as the clock of a threaded run does, and never moves time back."""

    def _advance(self) -> None:
        before = self.now
        super()._advance()
        self.now = max(before, self.now) + int(self._pick() * 1500) * MILLISECOND


@pytest.mark.parametrize("seed", range(10))
def test_a_recorded_run_replays_identically(
    tmp_path: Path, record_run: Record, replay_run: Replay, seed: int
) -> None:
    toy = record_run(tmp_path / "run.jsonl", seed=seed)
    result = replay_run(tmp_path / "run.jsonl")
    assert (result.identical, result.exit_code, result.difference) == (True, 0, None)
    assert result.header.seed == seed
    assert str(result) == f"identical: {toy.steps} deliveries, 0:00:23.000, digest {toy.digest()}"


def test_a_replay_leaves_no_actor_behind(log: Path, replay_run: Replay) -> None:
    replay_run(log)
    assert pykka.ActorRegistry.get_all() == []


def test_a_log_with_other_line_ends_replays_identically(log: Path, replay_run: Replay) -> None:
    log.write_bytes(log.read_bytes().replace(b"\n", b"\r\n"))
    assert replay_run(log).identical


def test_the_log_and_not_the_seed_chooses_who_is_next(
    tmp_path: Path, record_run: Record, replay_run: Replay
) -> None:
    class Backwards(SimulatedRuntime):
        """Always takes from the channel that was filled last."""

        def step(self) -> None:
            self._pick = lambda: 0.999
            super().step()

    record_run(tmp_path / "usual.jsonl")
    record_run(tmp_path / "backwards.jsonl", runtime=Backwards)

    def receivers(name: str) -> list[str]:
        records = [msgspec.json.decode(line) for line in (tmp_path / name).read_bytes().splitlines()]
        return [record[3] for record in records if isinstance(record, list)]

    assert receivers("usual.jsonl") != receivers("backwards.jsonl")
    assert replay_run(tmp_path / "backwards.jsonl").identical


@pytest.mark.parametrize("seed", range(5))
def test_a_run_whose_timers_fired_late_replays_if_the_log_says_that_it_was_live(
    tmp_path: Path, record_run: Record, replay_run: Replay, toy: Any, seed: int
) -> None:
    def script(world: Any) -> None:
        world.tell("left", toy.Start())
        world.tell("right", toy.Start())
        world.advance(30 * SECOND)

    record_run(tmp_path / "live.jsonl", script, seed, Late, live=True)
    assert b'{"is":"Silence"}' in (tmp_path / "live.jsonl").read_bytes()
    assert replay_run(tmp_path / "live.jsonl").identical

    record_run(tmp_path / "simulated.jsonl", script, seed, Late)
    difference = replay_run(tmp_path / "simulated.jsonl").difference
    assert difference is not None
    assert "it is due at " in difference.contrast.actual


def test_a_run_that_was_recorded_from_threads_replays(
    tmp_path: Path, record_run: Record, replay_run: Replay, toy: Any
) -> None:
    def script(world: Any) -> None:
        for _ in range(20):
            world.tell("left", toy.Start())
            world.tell("right", toy.Start())
            world.tell("left", toy.Shout("among others"))
            world.advance(SECOND)
        world.tell("right", toy.Reborn())
        world.advance(5 * SECOND)

    record_run(tmp_path / "run.jsonl", script, 0, lambda *args: LiveRuntime(*args, speed=50), live=True)
    result = replay_run(tmp_path / "run.jsonl")
    assert result.identical, str(result)
    assert result.end.steps > 100


def test_a_failure_in_a_thread_happens_again(
    tmp_path: Path, record_run: Record, replay_run: Replay, toy: Any
) -> None:
    def breaking(world: Any) -> None:
        world.tell("left", toy.Start())
        world.advance(SECOND)
        world.tell("left", toy.Break("no such thing"))
        world.advance(SECOND)

    with pytest.raises(ActorFailedError):
        record_run(tmp_path / "run.jsonl", breaking, 0, lambda *args: LiveRuntime(*args, speed=50), live=True)
    result = replay_run(tmp_path / "run.jsonl")
    assert result.identical, str(result)
    assert result.end.how == "failed"


@pytest.mark.parametrize("runtime", [SimulatedRuntime, Late])
def test_a_timer_that_was_started_again_on_its_way_is_dropped_again(
    tmp_path: Path,
    record_run: Record,
    replay_run: Replay,
    toy: Any,
    monkeypatch: pytest.MonkeyPatch,
    runtime: Any,
) -> None:
    def script(world: Any) -> None:
        world.tell("left", toy.Start())
        world.advance(10 * SECOND)

    monkeypatch.setattr(
        toy.Node, "patience", SECOND
    )  # beat and silence are due together, and beat comes first
    record_run(tmp_path / "run.jsonl", script, 0, runtime, live=runtime is Late)
    assert b'[["drop","a cancelled timer"]]' in (tmp_path / "run.jsonl").read_bytes()
    assert replay_run(tmp_path / "run.jsonl").identical


def test_the_same_failure_happens_again(
    tmp_path: Path, record_run: Record, replay_run: Replay, toy: Any
) -> None:
    def breaking(world: Any) -> None:
        world.tell("left", toy.Start())
        world.advance(SECOND)
        world.tell("left", toy.Break("no such thing"))
        world.advance(SECOND)

    with pytest.raises(ActorFailedError):
        record_run(tmp_path / "run.jsonl", breaking)
    result = replay_run(tmp_path / "run.jsonl")
    assert result.identical
    assert str(result).endswith(", failed by ValueError: no such thing")


def test_a_failure_that_does_not_happen_again_is_a_difference(
    tmp_path: Path, record_run: Record, replay_run: Replay, toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def listening(world: Any) -> None:
        world.tell("right", toy.Start())
        world.advance(SECOND)

    monkeypatch.setattr(toy.Node, "fails", True)
    with pytest.raises(ActorFailedError):
        record_run(tmp_path / "run.jsonl", listening)
    assert replay_run(tmp_path / "run.jsonl").identical
    monkeypatch.setattr(toy.Node, "fails", False)
    difference = replay_run(tmp_path / "run.jsonl").difference
    assert difference is not None
    assert (difference.actor, difference.contrast.where) == ("left", "effect 1")
    assert difference.contrast.recorded == "failure of left: LookupError('cannot hear 1')"
    assert difference.contrast.actual == "timer silence in 3s: Silence()"


def test_code_that_fails_where_it_did_not_is_a_difference(
    log: Path, replay_run: Replay, toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toy.Node, "fails", True)
    result = replay_run(log)
    assert result.exit_code == 3
    assert result.difference is not None
    assert result.difference.contrast.recorded == "cancel 'silence'"
    assert "LookupError('cannot hear 1')" in result.difference.contrast.actual


def test_actors_that_go_round_in_circles_do_so_again(
    tmp_path: Path, record_run: Record, replay_run: Replay, toy: Any
) -> None:
    def spinning(world: Any) -> None:
        world.tell("left", toy.Spin())
        world.advance(SECOND)

    with pytest.raises(LivelockError):
        record_run(
            tmp_path / "run.jsonl",
            spinning,
            runtime=lambda seed, recorder: SimulatedRuntime(seed, recorder, 200),
        )
    assert replay_run(tmp_path / "run.jsonl").identical


def test_a_run_that_was_stopped_replays_as_far_as_it_went(
    tmp_path: Path, record_run: Record, replay_run: Replay, toy: Any
) -> None:
    def interrupted(world: Any) -> None:
        world.tell("left", toy.Start())
        world.advance(SECOND)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record_run(tmp_path / "run.jsonl", interrupted)
    result = replay_run(tmp_path / "run.jsonl")
    assert result.identical
    assert ", stopped by KeyboardInterrupt" in str(result)


# -- code that has changed -----------------------------------------------------------------------


def test_a_changed_length_of_time_is_found_at_the_first_timer(
    log: Path, replay_run: Replay, toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toy.Node, "patience", 2 * SECOND)
    result = replay_run(log)
    assert result.exit_code == 3
    difference = result.difference
    assert difference is not None
    assert (difference.step, difference.now, difference.line) == (1, 0, 2)
    assert (difference.sender, difference.message) == ("-", "Start()")
    assert difference.contrast.where == "effect 3, timer silence: delay"
    assert (difference.contrast.recorded, difference.contrast.actual) == ("3s", "2s")


def test_a_changed_field_of_a_message_is_named(
    log: Path, replay_run: Replay, toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toy.Node, "first", 0)
    difference = replay_run(log).difference
    assert difference is not None
    assert difference.contrast.where == "effect 1, send to wire: message.number"
    assert (difference.contrast.recorded, difference.contrast.actual) == ("1", "0")


def test_a_difference_shows_the_last_five_deliveries_of_that_actor(
    log: Path, replay_run: Replay, toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    say = toy.Node.say
    monkeypatch.setattr(toy.Node, "say", lambda node, text: say(node, text[:2]))
    result = replay_run(log)
    difference = result.difference
    assert difference is not None
    assert (difference.actor, difference.sender) == ("left", "-")
    assert difference.message == "Shout(text='caf\u00e9 \\u2028 \U0001f600')"
    assert difference.contrast.where == "effect 1, emit: event.text"
    assert (difference.contrast.recorded, difference.contrast.actual) == (
        "'caf\u00e9 \\u2028 \U0001f600'",
        "'ca'",
    )
    assert len(difference.before) == 5
    assert all(line.startswith("step ") for line in difference.before)
    assert difference.before[-1].endswith("-> cancel, timer") or difference.before[-1].endswith(
        "-> send, timer, timer"
    )
    assert str(result).splitlines()[0] == (
        f"different at step {difference.step}, 0:00:02.000 (2000000000 ns), line {difference.line} of the log"
    )


def test_an_effect_too_few_and_an_effect_too_many_are_differences(
    log: Path, replay_run: Replay, toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    say = toy.Node.say
    monkeypatch.setattr(toy.Node, "say", lambda _node, _text: None)
    missing = replay_run(log).difference
    assert missing is not None
    assert (missing.contrast.where, missing.contrast.actual) == ("effect 1", "nothing")

    def twice(node: Any, text: str) -> None:
        say(node, text)
        say(node, text)

    monkeypatch.setattr(toy.Node, "say", twice)
    extra = replay_run(log).difference
    assert extra is not None
    assert (extra.contrast.where, extra.contrast.recorded) == ("effect 2", "nothing")


def test_an_effect_that_no_log_can_hold_is_a_difference(
    log: Path, replay_run: Replay, toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toy.Node, "say", lambda node, _text: node.emit(object()))
    difference = replay_run(log).difference
    assert difference is not None
    assert "what no log can hold" in difference.contrast.actual


def test_an_observer_of_the_pair_that_raises_is_a_difference(
    log: Path, replay_run: Replay, toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Fragile(list[Any]):
        def append(self, _item: Any) -> None:
            raise RuntimeError("the view is broken")

    build = toy.__init__

    def broken(self: Any, *args: Any) -> None:
        build(self, *args)
        self.said = Fragile()

    monkeypatch.setattr(toy, "__init__", broken)
    difference = replay_run(log).difference
    assert difference is not None
    assert difference.message.startswith("Shout(")
    assert (difference.contrast.where, difference.contrast.actual) == (
        "exception",
        "RuntimeError: the view is broken",
    )


def test_a_pair_that_cannot_be_built_any_more_is_a_difference_at_step_0(
    log: Path, replay_run: Replay, toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any) -> None:
        raise ValueError("no such model")

    monkeypatch.setattr(toy, "__init__", refuse)
    difference = replay_run(log).difference
    assert difference is not None
    assert (difference.step, difference.line, difference.actor) == (0, 1, "")
    assert difference.contrast.actual == "ValueError: no such model"


@pytest.mark.parametrize("name", ["digest", "outcome"])
def test_another_fingerprint_is_a_difference_at_the_end(
    log: Path, replay_run: Replay, toy: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(toy, name, lambda _self: "0123456789abcdef")
    difference = replay_run(log).difference
    assert difference is not None
    assert (difference.contrast.where, difference.contrast.actual) == (name, "0123456789abcdef")
    assert (difference.actor, difference.now) == ("", 23 * SECOND + 7)
    assert log.read_bytes().splitlines()[difference.line - 1].startswith(b'{"is":"end"')


def test_a_fingerprint_that_raises_is_a_difference_at_the_end(
    log: Path, replay_run: Replay, toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Any) -> str:
        raise KeyError("state")

    monkeypatch.setattr(toy, "outcome", refuse)
    difference = replay_run(log).difference
    assert difference is not None
    assert difference.contrast.actual == "KeyError: 'state'"


def test_a_log_of_another_version_says_so_with_the_difference(
    log: Path, replay_run: Replay, seal: Seal, toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = log.read_bytes().splitlines()
    lines[0] = msgspec.json.encode({**msgspec.json.decode(lines[0]), "asapair": "0.0.7"})
    log.write_bytes(seal(lines))
    assert replay_run(log).identical
    monkeypatch.setattr(toy.Node, "patience", 2 * SECOND)
    assert "The log was written by asapair 0.0.7" in str(replay_run(log))


# -- logs that were edited and sealed again ------------------------------------------------------


def edited(log: Path, seal: Seal, number: int, change: Callable[[Any], None]) -> None:
    """Change a line, counted without the seals."""
    lines = seal(log.read_bytes().splitlines()).splitlines()
    record = msgspec.json.decode(lines[number - 1])
    change(record)
    lines[number - 1] = msgspec.json.encode(record)
    log.write_bytes(seal(lines))


def places(value: Any, *path: Any) -> list[tuple[Any, ...]]:
    """The paths to all numbers and texts within a value."""
    if isinstance(value, dict):
        return [place for key, each in value.items() for place in places(each, *path, key)]
    if isinstance(value, list):
        return [place for index, each in enumerate(value) for place in places(each, *path, index)]
    return [path]


def judged(replay_run: Replay, log: Path) -> tuple[int, int]:
    """The exit code of a replay that is not identical, and the line that it names."""
    try:
        result = replay_run(log)
    except LogUnreadableError as error:
        return error.exit_code, error.line
    assert result.difference is not None
    return result.exit_code, result.difference.line


@hypothesis.given(data=st.data())
@hypothesis.settings(max_examples=150)
def test_any_part_of_any_delivery_that_an_actor_made_counts(
    log_bytes: bytes,
    tmp_path_factory: pytest.TempPathFactory,
    seal: Seal,
    replay_run: Replay,
    data: st.DataObject,
) -> None:
    lines = seal(log_bytes.splitlines()).splitlines()
    records = [
        (index, msgspec.json.decode(line)) for index, line in enumerate(lines) if line.startswith(b"[")
    ]
    index, record = data.draw(st.sampled_from([each for each in records if each[1][2] != "-"]))
    *path, last = data.draw(st.sampled_from(places(record)))
    inside = record
    for key in path:
        inside = inside[key]
    inside[last] = inside[last] + 1 if isinstance(inside[last], int) else inside[last] + "x"
    lines[index] = msgspec.json.encode(record)
    log = tmp_path_factory.getbasetemp() / "edited.jsonl"
    log.write_bytes(seal(lines))
    code, line = judged(replay_run, log)
    assert (code == 3 and line >= index + 1) or (code == 2 and line in {index + 1, index + 2})


def test_an_input_that_is_no_message_is_unreadable_at_its_line(
    log: Path, seal: Seal, replay_run: Replay
) -> None:
    lines = seal(log.read_bytes().splitlines()).splitlines()
    number = next(i for i, line in enumerate(lines, 1) if b'{"is":"Shout"' in line)
    edited(log, seal, number, lambda record: record.__setitem__(5, {"is": "Whisper"}))
    with pytest.raises(
        LogUnreadableError, match="no message that this version knows: Invalid value 'Whisper'"
    ) as caught:
        replay_run(log)
    assert caught.value.line == number


def test_an_input_to_nobody_is_a_difference(log: Path, seal: Seal, replay_run: Replay) -> None:
    edited(log, seal, 2, lambda record: record.__setitem__(3, "nobody"))
    difference = replay_run(log).difference
    assert difference is not None
    assert "there is no actor called 'nobody'" in difference.contrast.actual


def test_a_message_that_nobody_sent_is_a_difference_that_shows_what_was_sent(
    log: Path, seal: Seal, replay_run: Replay
) -> None:
    lines = seal(log.read_bytes().splitlines()).splitlines()
    number = next(i for i, line in enumerate(lines, 1) if b'"wire",1,{"is":"Ping"' in line)
    edited(log, seal, number, lambda record: record[5].__setitem__("number", 9))
    difference = replay_run(log).difference
    assert difference is not None
    assert (difference.line, difference.contrast.where) == (number, "message")
    assert "number=9" in difference.contrast.recorded
    assert "(from that step: Ping(number=1," in difference.contrast.actual
    assert "no handler is the cause" in difference.causes


def test_a_run_that_is_said_to_have_gone_on_shows_what_was_still_due(
    log: Path, seal: Seal, replay_run: Replay
) -> None:
    lines = seal(log.read_bytes().splitlines()).splitlines()
    edited(log, seal, len(lines) - 1, lambda end: end.__setitem__("now", 60 * SECOND))
    difference = replay_run(log).difference
    assert difference is not None
    assert difference.contrast.where == "final time"
    assert "Ping(number=24, to='right') is due at 2300" in difference.contrast.actual


def test_deep_nesting_in_an_effect_ends_in_a_difference(log: Path, seal: Seal, replay_run: Replay) -> None:
    for depth in (100, 300, 900):
        lines = log.read_bytes().splitlines()
        lines[2] = lines[2].replace(b'"wire"', b"[" * depth + b"]" * depth, 1)
        log.write_bytes(seal(lines))
        code, line = judged(replay_run, log)
        assert code in {2, 3}
        assert line == 3
