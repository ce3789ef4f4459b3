from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis
import hypothesis.strategies as st
import msgspec
import pytest

from asapair.logs import LogUnreadableError, RunLog

Seal = Callable[[list[bytes]], bytes]


@pytest.fixture
def complaint(tmp_path: Path) -> Callable[[bytes], LogUnreadableError]:
    """Read a file of these bytes, which must be refused."""

    def read(content: bytes) -> LogUnreadableError:
        path = tmp_path / "damaged.jsonl"
        path.write_bytes(content)
        with pytest.raises(LogUnreadableError) as caught:
            RunLog(path)
        assert caught.value.exit_code == 2
        assert caught.value.path == path
        return caught.value

    return read


Complaint = Callable[[bytes], LogUnreadableError]


def test_an_undamaged_log_is_read_whole(log: Path) -> None:
    read = RunLog(log)
    assert read.end.steps == len(list(read.deliveries())) > 64, "the toy's run must fill more than a block"


@pytest.mark.parametrize("step", [97, pytest.param(1, marks=pytest.mark.heavy)])
def test_a_log_that_is_cut_anywhere_is_unreadable_at_its_last_line(
    log_bytes: bytes, complaint: Complaint, step: int
) -> None:
    ends = [index + offset for index, byte in enumerate(log_bytes) if byte == 10 for offset in (-1, 0, 1)]
    for length in sorted({*range(0, len(log_bytes), step), *ends} - {len(log_bytes)}):
        error = complaint(log_bytes[:length])
        assert error.line == max(1, len(log_bytes[:length].splitlines())), length


def test_a_log_without_its_closing_record_says_that_the_run_was_cut_short(
    log_bytes: bytes, complaint: Complaint
) -> None:
    lines = log_bytes.splitlines(keepends=True)
    for kept in (lines[:-1], lines[:-2], lines[:10]):
        error = complaint(b"".join(kept))
        assert (error.line, error.why) == (len(kept), "the run was cut short: the closing record is missing")


@hypothesis.given(position=st.integers(min_value=0), change=st.integers(1, 255))
@hypothesis.settings(max_examples=400)
def test_any_byte_that_changes_makes_the_log_unreadable(
    log_bytes: bytes, tmp_path_factory: pytest.TempPathFactory, position: int, change: int
) -> None:
    damaged = bytearray(log_bytes)
    damaged[position % len(damaged)] ^= change
    path = tmp_path_factory.getbasetemp() / "flipped.jsonl"
    path.write_bytes(damaged)
    with pytest.raises(LogUnreadableError) as caught:
        RunLog(path)
    assert 1 <= caught.value.line <= len(damaged.splitlines()) + 1


def test_a_changed_digit_is_found_in_its_block(log_bytes: bytes, complaint: Complaint) -> None:
    lines = log_bytes.splitlines(keepends=True)
    inside = next(i for i, line in enumerate(lines) if i > 10 and b'"number":5' in line)
    lines[inside] = lines[inside].replace(b'"number":5', b'"number":6', 1)
    error = complaint(b"".join(lines))
    assert (error.line, error.why) == (1, "one of the lines 1 to 66 is not what was written")


def test_a_line_that_is_no_record_any_more_is_named(log_bytes: bytes, complaint: Complaint) -> None:
    lines = log_bytes.splitlines(keepends=True)
    assert complaint(b"".join([*lines[:20], lines[20].replace(b"[", b"{", 1), *lines[21:]])).line == 21
    assert complaint(b"".join([*lines[:20], lines[20].replace(b"]]", b"]", 1), *lines[21:]])).line == 21
    assert complaint(b"".join([*lines[:20], b"\n", *lines[21:]])).line == 21
    assert complaint(b"".join([*lines[:20], b"\xff\xfe\n", *lines[20:]])).line == 21


def test_swapped_missing_and_doubled_lines_are_named(log_bytes: bytes, complaint: Complaint) -> None:
    lines = log_bytes.splitlines(keepends=True)
    swapped = complaint(b"".join([*lines[:10], lines[11], lines[10], *lines[12:]]))
    missing = complaint(b"".join([*lines[:10], *lines[11:]]))
    doubled = complaint(b"".join([*lines[:11], *lines[10:]]))
    assert (swapped.line, swapped.why) == (11, "step 11 follows step 9")
    assert (missing.line, missing.why) == (11, "step 11 follows step 9")
    assert (doubled.line, doubled.why) == (12, "step 10 follows step 10")


def test_a_whole_block_that_is_missing_is_noticed(log_bytes: bytes, complaint: Complaint) -> None:
    lines = log_bytes.splitlines(keepends=True)
    seals = [i for i, line in enumerate(lines) if line.startswith(b'{"is":"seal"')]
    assert len(seals) == 2
    complaint(b"".join([lines[0], *lines[seals[0] + 1 :]]))
    complaint(b"".join([*lines[: seals[0]], *lines[seals[0] + 1 :]]))


def test_two_logs_in_one_file_are_refused_where_the_second_begins(
    log_bytes: bytes, complaint: Complaint
) -> None:
    error = complaint(log_bytes * 2)
    assert error.line == len(log_bytes.splitlines()) + 1
    assert "two logs in the file" in error.why


def test_anything_after_the_closing_record_is_refused(
    log_bytes: bytes, seal: Seal, complaint: Complaint
) -> None:
    lines = seal(log_bytes.splitlines()).splitlines()
    error = complaint(seal([*lines[:-1], lines[-2]]))
    assert (error.line, "follows the closing record" in error.why) == (len(lines), True)


def noise(length: int) -> bytes:
    return hashlib.shake_128(b"noise").digest(length)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "the file is empty"),
        (b"\n", "this is no run log"),
        (b"hello\n", "this is no run log"),
        (b"{}\n", "this is no run log"),
        (noise(1_000_000), "this is no run log"),
        (bytes(1_000_000), "this is no run log"),
        (b"\xef\xbb\xbf" + b'{"is":"header"}\n', "this is no run log"),
        (gzip.compress(b'{"is":"header"}', mtime=0), "compressed"),
        (b'{"is":"header"}\n', "missing required field `format`"),
        (b'{"is":"header","format":"else","version":1}\n', "its format is 'else', not 'asapair run log'"),
        (
            b'{"is":"header","format":"asapair run log","version":2}\n',
            "its version is 2, and this asapair reads 1",
        ),
        (b'{"is":"header","format":"asapair run log","version":"1"}\n', "Expected `int`, got `str`"),
        (b'{"is":"header","a":' + b"[" * 100_000 + b"\n", "too deeply"),
    ],
)
def test_what_is_no_log_is_refused_at_its_first_line(complaint: Complaint, content: bytes, why: str) -> None:
    error = complaint(content)
    assert error.line == 1
    assert why.casefold() in error.why.casefold()


def test_a_line_without_end_is_refused_without_reading_it_all(
    complaint: Complaint, log_bytes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asapair.logs.reader.LONGEST_LINE", 100_000)
    first = log_bytes.splitlines(keepends=True)[0]
    error = complaint(first + b"[" + b"1," * 100_000 + b"\n")
    assert (error.line, error.why) == (2, "too long for a record")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b'{"is":"Beat"}', b'{"is":NaN}', "malformed"),
        (b'{"is":"Beat"}', b"[" * 100_000 + b"]" * 100_000, "too deeply"),
        (b'{"is":"Beat"}', b'{"is":"\xff"}', "decode byte 0xff"),
        (b"]]]", b"]],1]", "at most length 7"),
        (b"[20,", b"[20.5,", "Expected `int`"),
        (b"[20,", b"[-20,", ">= 0"),
        (b"[20,", b"[1" + b"0" * 30 + b",", "<= "),
        (b"[20,", b"[null,", "got `null`"),
    ],
)
def test_a_record_that_was_edited_and_sealed_again_is_still_named(
    log_bytes: bytes, seal: Seal, complaint: Complaint, old: bytes, new: bytes, why: str
) -> None:
    lines = log_bytes.splitlines()
    position = next(i for i, line in enumerate(lines) if i > 10 and old in line)
    lines[position] = lines[position].replace(old, new, 1)
    error = complaint(seal(lines))
    assert error.line == position + 1
    assert why in error.why


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"seed": "x"}, "Expected `int`"),
        ({"spec": {}}, "missing required field `primary`"),
        ({"colour": "red"}, "unknown field `colour`"),
        ({"live": None}, "Expected `bool`"),
    ],
)
def test_a_header_that_was_edited_and_sealed_again_is_line_1(
    log_bytes: bytes, seal: Seal, complaint: Complaint, change: dict[str, Any], why: str
) -> None:
    lines = log_bytes.splitlines()
    lines[0] = msgspec.json.encode({**msgspec.json.decode(lines[0]), **change})
    error = complaint(seal(lines))
    assert error.line == 1
    assert why in error.why


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"steps": 3}, "the run had 3 deliveries, there are "),
        ({"now": 5}, "the run ended at 5 ns, its last delivery was at "),
        ({"how": "well"}, "Invalid enum value"),
        ({"more": 1}, "unknown field `more`"),
    ],
)
def test_a_closing_record_that_was_edited_and_sealed_again_is_named(
    log_bytes: bytes, seal: Seal, complaint: Complaint, change: dict[str, Any], why: str
) -> None:
    lines = seal(log_bytes.splitlines()).splitlines()
    lines[-2] = msgspec.json.encode({**msgspec.json.decode(lines[-2]), **change})
    error = complaint(seal(lines))
    assert error.line == len(lines) - 1
    assert why in error.why


def test_an_input_has_no_cause_and_time_does_not_go_back(
    log_bytes: bytes, seal: Seal, complaint: Complaint
) -> None:
    lines = seal(log_bytes.splitlines()).splitlines()

    def edited(change: dict[int, Any], number: int) -> LogUnreadableError:
        record = msgspec.json.decode(lines[number - 1])
        for field, value in change.items():
            record[field] = value
        return complaint(seal([*lines[: number - 1], msgspec.json.encode(record), *lines[number:]]))

    shout = next(i for i, line in enumerate(lines, 1) if b'{"is":"Shout"' in line)
    assert edited({4: 1}, shout).why == "an input has no cause, and this one names step 1"
    assert "time goes back" in edited({1: 5}, shout).why
    assert "comes before its cause" in edited({2: "left", 4: shout}, shout).why


def test_in_the_log_of_a_live_run_time_does_not_go_back_for_any_actor(
    log_bytes: bytes, seal: Seal, complaint: Complaint, tmp_path: Path
) -> None:
    """What two actors did at once stands in the order in which they began, not in that of their instants."""
    lines = log_bytes.replace(b'"live":false', b'"live":true', 1).splitlines()
    taken = [(i, msgspec.json.decode(line)) for i, line in enumerate(lines) if line.startswith(b"[")]
    (_, first), (_, other), (last, late) = next(
        three
        for three in zip(taken, taken[1:], taken[2:], strict=False)
        if three[0][1][3] == three[2][1][3] != three[1][1][3] and three[0][1][1] < three[1][1][1]
    )
    late[1] = first[1]
    assert late[1] < other[1]
    lines[last] = msgspec.json.encode(late)
    (tmp_path / "live.jsonl").write_bytes(seal(lines))
    assert RunLog(tmp_path / "live.jsonl").header.live
    late[1] = first[1] - 1
    lines[last] = msgspec.json.encode(late)
    assert "time goes back" in complaint(seal(lines)).why


@pytest.mark.parametrize("name", [".", "missing.jsonl"])
def test_what_cannot_be_opened_has_no_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(LogUnreadableError, match="cannot be read: ") as caught:
        RunLog(tmp_path / name)
    assert (caught.value.line, str(caught.value).startswith(f"{tmp_path / name}: ")) == (0, True)


def test_a_complaint_begins_with_file_and_line(log_bytes: bytes, complaint: Complaint) -> None:
    error = complaint(log_bytes[:-1])
    assert str(error) == f"{error.path}:{error.line}: {error.why}"


def test_line_ends_of_another_system_are_accepted(log_bytes: bytes, tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    path.write_bytes(log_bytes.replace(b"\n", b"\r\n"))
    assert RunLog(path).end.steps > 0
