from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from asapair.actors.duration import SECOND
from asapair.actors.runtime import ActorFailedError, LivelockError, SimulatedRuntime
from asapair.logs import LogWriteError, Recorder, RunLog

Record = Callable[..., Any]


def lines(path: Path) -> list[Any]:
    return [msgspec.json.decode(line) for line in path.read_bytes().splitlines()]


def deliveries(path: Path) -> list[list[Any]]:
    return [line for line in lines(path) if isinstance(line, list)]


def test_the_first_line_holds_everything_that_is_needed_to_build_the_pair(log: Path, toy: Any) -> None:
    header = lines(log)[0]
    assert {key: header[key] for key in ("is", "format", "version", "seed", "live")} == {
        "is": "header",
        "format": "asapair run log",
        "version": 1,
        "seed": 0,
        "live": False,
    }
    assert (header["scenario"], header["title"]) == ("toy", "Two nodes ping")
    assert msgspec.convert(header["spec"], type(toy.spec)) == toy.spec


def test_a_record_names_step_time_sender_receiver_cause_message_and_effects(log: Path) -> None:
    first = deliveries(log)[0]
    assert first[0:2] == [1, 0]
    assert first[2] == "-"
    assert first[3] in {"left", "right"}
    assert first[4] == 0
    assert first[5] == {"is": "Start"}
    other = {"left": "right", "right": "left"}[first[3]]
    assert first[6] == [
        ["send", "wire", {"is": "Ping", "number": 1, "to": other}, 0],
        ["timer", "beat", {"is": "Beat"}, 1_000_000_000],
        ["timer", "silence", {"is": "Silence"}, 3_000_000_000],
    ]


def test_steps_count_from_one_without_a_gap_and_causes_lie_before(log: Path) -> None:
    records = deliveries(log)
    assert [record[0] for record in records] == list(range(1, len(records) + 1))
    assert all(record[4] < record[0] for record in records)
    assert [record[1] for record in records] == sorted(record[1] for record in records)


def test_inputs_and_timers_are_marked_by_their_sender(log: Path) -> None:
    records = deliveries(log)
    assert [record[5]["is"] for record in records if record[2] == "-"] == [
        "Start",
        "Start",
        "Shout",
        "Reborn",
    ]
    assert {record[5]["is"] for record in records if record[2] == "clock"} == {"Beat"}


def test_every_kind_of_effect_is_written(log: Path) -> None:
    reborn = next(record for record in deliveries(log) if record[5]["is"] == "Reborn")
    assert reborn[6] == [
        ["send", "right", {"is": "Silence"}, 0],
        ["renew", 1],
        ["spawn", "right child 1"],
        ["send", "nobody", {"is": "Start"}, 0],
        ["dead letter", "nobody", {"is": "Start"}],
        ["send", "right child 1", {"is": "Start"}, 0],
    ]
    to_itself = next(record for record in deliveries(log) if record[4] == reborn[0] and record[3] == "right")
    assert to_itself[6] == [["drop", "an earlier incarnation"]]
    shout = next(record for record in deliveries(log) if record[5]["is"] == "Shout")
    assert shout[6] == [["emit", {"is": "Said", "unit": "left", "text": "caf\u00e9 \u2028 \U0001f600"}]]
    heard = next(record for record in deliveries(log) if record[5]["is"] == "Ping" and record[3] == "left")
    assert heard[6] == [["cancel", "silence"], ["timer", "silence", {"is": "Silence"}, 3_000_000_000]]


def test_the_closing_record_tells_when_time_stood_still(log: Path) -> None:
    end, seal = lines(log)[-2:]
    assert seal["is"] == "seal"
    assert end["is"] == "end"
    assert end["how"] == "finished"
    assert end["now"] == 23 * SECOND + 7
    assert end["steps"] == len(deliveries(log))
    assert end["failure"] is None


def test_digest_and_outcome_are_those_of_the_run(tmp_path: Path, record_run: Record) -> None:
    toy = record_run(tmp_path / "run.jsonl")
    end = RunLog(tmp_path / "run.jsonl").end
    assert (end.digest, end.outcome) == (toy.digest(), toy.outcome())


def test_equal_runs_are_equal_logs(tmp_path: Path, record_run: Record) -> None:
    record_run(tmp_path / "one.jsonl", seed=5)
    record_run(tmp_path / "two.jsonl", seed=5)
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_a_run_without_a_delivery_is_a_log_too(tmp_path: Path, record_run: Record) -> None:
    record_run(tmp_path / "run.jsonl", lambda toy: toy.advance(5))
    log = RunLog(tmp_path / "run.jsonl")
    assert (log.end.steps, log.end.now, list(log.deliveries())) == (0, 5, [])


def test_a_failure_is_the_last_effect_and_stands_in_the_closing_record(
    tmp_path: Path, record_run: Record, toy: Any
) -> None:
    def breaking(world: Any) -> None:
        world.tell("left", toy.Start())
        world.advance(SECOND // 2)
        world.tell("left", toy.Break("no such thing"))
        world.advance(SECOND)

    with pytest.raises(ActorFailedError):
        record_run(tmp_path / "run.jsonl", breaking)
    assert deliveries(tmp_path / "run.jsonl")[-1][6] == [
        ["emit", {"is": "Said", "unit": "left", "text": "going down"}],
        ["failure", "left", "ValueError('no such thing')"],
    ]
    end = RunLog(tmp_path / "run.jsonl").end
    assert (end.how, end.now, end.digest, end.outcome) == ("failed", SECOND // 2, None, None)
    assert end.failure is not None
    assert (end.failure.error, end.failure.text, end.failure.actor) == ("ValueError", "no such thing", "left")


def test_actors_that_go_round_in_circles_have_failed(tmp_path: Path, record_run: Record, toy: Any) -> None:
    def spinning(world: Any) -> None:
        world.tell("left", toy.Spin())
        world.advance(SECOND)

    with pytest.raises(LivelockError):
        record_run(
            tmp_path / "run.jsonl",
            spinning,
            runtime=lambda seed, recorder: SimulatedRuntime(seed, recorder, 200),
        )
    end = RunLog(tmp_path / "run.jsonl").end
    assert end.failure is not None
    assert (end.how, end.failure.error, end.failure.actor) == ("failed", "LivelockError", None)
    assert end.steps == len(deliveries(tmp_path / "run.jsonl")) > 200


def test_a_run_that_something_outside_ends_is_stopped_with_all_that_happened(
    tmp_path: Path, record_run: Record, toy: Any
) -> None:
    def interrupted(world: Any) -> None:
        world.tell("left", toy.Start())
        world.advance(SECOND)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record_run(tmp_path / "run.jsonl", interrupted)
    end = RunLog(tmp_path / "run.jsonl").end
    assert (end.how, end.steps) == ("stopped", len(deliveries(tmp_path / "run.jsonl")))
    assert end.failure is not None
    assert end.failure.error == "KeyboardInterrupt"


def test_a_recorder_that_is_left_unfinished_says_so_in_the_log(tmp_path: Path, toy: Any) -> None:
    with (
        Recorder(tmp_path / "run.jsonl", toy.spec) as recorder,
        toy(toy.spec, 0, SimulatedRuntime(0, recorder)) as world,
    ):
        world.tell("left", toy.Shout("one"))
        world.advance(0)
    end = RunLog(tmp_path / "run.jsonl").end
    assert (end.how, end.steps) == ("stopped", 1)
    assert end.failure is not None
    assert "before the run was finished" in end.failure.text


def test_a_recorder_that_did_not_see_the_whole_run_refuses_to_finish_it(tmp_path: Path, toy: Any) -> None:
    runtime = SimulatedRuntime(0)
    with toy(toy.spec, 0, runtime) as world, Recorder(tmp_path / "run.jsonl", toy.spec) as recorder:
        world.tell("left", toy.Shout("unheard"))
        world.advance(0)
        runtime.recorder = recorder
        world.tell("left", toy.Shout("heard"))
        world.advance(0)
        with pytest.raises(ValueError, match="2 deliveries, of which 1 were recorded"):
            recorder.finish(world)


def test_a_delivery_after_the_end_is_an_error_at_once(tmp_path: Path, toy: Any) -> None:
    with (
        Recorder(tmp_path / "run.jsonl", toy.spec) as recorder,
        toy(toy.spec, 0, SimulatedRuntime(0, recorder)) as world,
    ):
        recorder.finish(world)
        world.tell("left", toy.Shout("late"))
        with pytest.raises(LogWriteError, match="closed, and the run goes on"):
            world.advance(0)


def test_threads_hand_over_deliveries_in_any_order_and_the_log_has_them_in_order(
    tmp_path: Path, toy: Any
) -> None:
    with Recorder(tmp_path / "run.jsonl", toy.spec, live=True) as recorder:
        for first in range(0, 1000, 5):
            for step in (first + 3, first + 1, first + 2, first + 5, first + 4):
                recorder.delivery(step, step * 10, "-", "left", 0, toy.Shout(str(step)), [])
        recorder.fail(RuntimeError("enough"))
    assert [record[0] for record in deliveries(tmp_path / "run.jsonl")] == list(range(1, 1001))
    assert RunLog(tmp_path / "run.jsonl").end.now == 10_000


def test_what_waits_for_a_delivery_that_never_ends_is_not_in_the_log(tmp_path: Path, toy: Any) -> None:
    with Recorder(tmp_path / "run.jsonl", toy.spec, live=True) as recorder:
        for step in (1, 2, 4, 5):
            recorder.delivery(step, step, "-", "left", 0, toy.Shout("text"), [])
        recorder.fail(RuntimeError("a handler hangs"))
    assert RunLog(tmp_path / "run.jsonl").end.steps == 2


def test_a_live_run_has_no_fingerprints(tmp_path: Path, record_run: Record) -> None:
    record_run(tmp_path / "run.jsonl", live=True)
    log = RunLog(tmp_path / "run.jsonl")
    assert log.header.live
    assert (log.end.how, log.end.digest, log.end.outcome) == ("finished", None, None)


@pytest.mark.parametrize("path", ["", "missing/run.jsonl"])
def test_a_place_that_cannot_be_written_is_refused_before_anything_runs(
    tmp_path: Path, toy: Any, path: str
) -> None:
    with pytest.raises(LogWriteError, match=r"cannot be written: (Is a directory|No such file)") as caught:
        Recorder(tmp_path / path, toy.spec)
    assert caught.value.path == tmp_path / path


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no device that is always full")  # noqa: PTH110
def test_a_full_disk_is_one_error_that_names_the_log(record_run: Record) -> None:
    with pytest.raises(LogWriteError, match=r"/dev/full cannot be written: No space left on device"):
        record_run(Path("/dev/full"))


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no device that is always full")  # noqa: PTH110
def test_a_full_disk_does_not_hide_why_the_run_ended(record_run: Record, toy: Any) -> None:
    def breaking(world: Any) -> None:
        world.tell("left", toy.Break("first"))
        world.advance(0)

    with pytest.raises(ActorFailedError) as caught:
        record_run(Path("/dev/full"), breaking)
    assert caught.value.__notes__ == ["the run log /dev/full cannot be written: No space left on device"]


@pytest.mark.parametrize("value", [object(), "half a pair: \ud800"])
def test_a_value_that_cannot_be_text_is_an_error_that_names_step_and_actor(
    tmp_path: Path, record_run: Record, toy: Any, value: object
) -> None:
    def unwritable(world: Any) -> None:
        world.tell("right", toy.Shout("good"))
        world.advance(0)
        world.tell("left", toy.Shout(value))
        world.advance(0)

    with pytest.raises(LogWriteError, match="step 2, left: "):
        record_run(tmp_path / "run.jsonl", unwritable)


def test_a_title_that_cannot_be_text_is_refused_before_anything_runs(tmp_path: Path, toy: Any) -> None:
    with pytest.raises(LogWriteError, match=r"run.jsonl cannot be written: .*surrogates not allowed"):
        Recorder(tmp_path / "run.jsonl", toy.spec, title="half a pair: \ud800")


def test_a_log_that_was_there_is_replaced(tmp_path: Path, record_run: Record) -> None:
    record_run(tmp_path / "run.jsonl")
    long = (tmp_path / "run.jsonl").read_bytes()
    record_run(tmp_path / "run.jsonl", lambda toy: toy.advance(1))
    assert len((tmp_path / "run.jsonl").read_bytes()) < len(long)
    assert RunLog(tmp_path / "run.jsonl").end.steps == 0
