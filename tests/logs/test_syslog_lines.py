"""ASA syslog as files and as values: what units send, and what devices and relays are known to send."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asapair.actors import Pair
from asapair.actors.facts.states import Role
from asapair.actors.signals import Syslog
from asapair.logs import LogWriteError, SyslogLine
from asapair.logs.syslog import SyslogFiles, syslog_files
from asapair.scenarios import loads, run

HELLO = "(Secondary) Switching to ACTIVE - HELLO not heard from mate."
THEN = datetime.fromisoformat("2016-09-28T13:51:57")

#: Heads that devices and relays put before a message, with the time, the host and the facility in them.
HEADS: list[tuple[str, datetime | None, str, int | None]] = [
    ("", None, "", None),
    ("<161>", None, "", 20),
    ("<161>Sep 28 2016 13:51:57 192.168.1.254 : ", THEN, "192.168.1.254", 20),
    ("<161>Sep 28 2016 13:51:57 fw1: ", THEN, "fw1", 20),
    ("<161>Sep 28 2016 13:51:57: ", THEN, "", 20),
    ("<161>:Sep 28 2016 13:51:57 UTC: ", THEN, "", 20),
    ("<161>Sep 28 2016 13:51:57.123 fw1 : ", THEN, "fw1", 20),
    ("Sep 28 2016 13:51:57 fw1 : ", THEN, "fw1", None),
    ("<161>2016-09-28T13:51:57Z fw1 : ", THEN, "fw1", 20),
    ("<161>fw1 ", None, "fw1", 20),
    ("fw1 : ", None, "fw1", None),
    ("May  5 17:51:17 fw1: ", None, "fw1", None),
    ("Sep 28 2016 13:51:57 fw1 CiscoASA[999]: ", THEN, "fw1", None),
    ("Sep 28 13:51:58 relay <161>Sep 28 2016 13:51:57 fw1 : ", THEN, "fw1", 20),
    ("Sep 28 13:51:58 relay Sep 28 2016 13:51:57 fw1 : ", THEN, "fw1", None),
    ("<161>Feb 31 2016 13:51:57 fw1 : ", None, "fw1", 20),
]


@pytest.mark.parametrize(("head", "at", "host", "facility"), HEADS)
def test_the_same_message_is_read_behind_any_head(
    head: str, at: datetime | None, host: str, facility: int | None
) -> None:
    found = SyslogLine.parse(f"{head}%ASA-1-104001: {HELLO}\n")
    assert found == SyslogLine(1, 104001, HELLO, at, host, facility)


@pytest.mark.parametrize("name", ["%PIX-1-104001: ", "%FWSM-1-104001: ", "%ASA-ha-1-104001: "])
def test_older_products_and_classes_are_read_too(name: str) -> None:
    assert SyslogLine.parse(f"Sep 28 2016 13:51:57: {name}{HELLO}").number == 104001


@pytest.mark.parametrize(
    ("text", "role", "group"),
    [
        ("(Secondary_group_1) Testing on interface ins Status Undetermined", Role.SECONDARY, 1),
        ("(Secondary) Testing Interface out", Role.SECONDARY, None),
        ("(Primary_group_2) Switching to FAILED.", Role.PRIMARY, 2),
        ("Failover LAN interface is up", None, None),
    ],
)
def test_a_line_says_who_speaks_and_of_which_group(text: str, role: Role | None, group: int | None) -> None:
    found = SyslogLine.parse(f"%ASA-1-105009: {text}")
    assert (found.role, found.group) == (role, group)


@pytest.mark.parametrize("line", ["", "%ASA-8-104001: no such severity", "<161>Sep 28 2016 13:51:57: hello"])
def test_what_no_asa_sends_is_an_error(line: str) -> None:
    with pytest.raises(ValueError, match="no syslog line of an ASA"):
        SyslogLine.parse(line)


def test_a_line_is_written_as_the_device_writes_it() -> None:
    """Priority 161: facility local4, that is 20, times 8, and severity 1 (reference 7)."""
    then = datetime.fromisoformat("2020-01-01T00:01:02")
    line = SyslogLine(1, 104003, "(Primary_group_1) Switching to FAILED.", then, "fw")
    assert str(line) == (
        "<161>Jan 01 2020 00:01:02 fw : %ASA-1-104003: (Primary_group_1) Switching to FAILED."
    )


LINES = st.builds(
    SyslogLine,
    severity=st.integers(0, 7),
    number=st.integers(100001, 999999),
    text=st.text(st.characters(blacklist_categories=("Cs", "Cc"))),
    at=st.none() | st.datetimes().map(lambda at: at.replace(microsecond=0)),
    host=st.just("") | st.from_regex(r"[A-Za-z0-9][A-Za-z0-9.-]{0,62}", fullmatch=True),
    facility=st.none() | st.integers(0, 23),
)


@given(LINES)
def test_what_is_written_is_read_again(line: SyslogLine) -> None:
    assert SyslogLine.parse(str(line)) == line


@given(st.text())
def test_no_text_does_more_than_be_refused(text: str) -> None:
    try:
        line = SyslogLine.parse(text)
    except ValueError:
        return
    assert 0 <= line.severity <= 7


def test_each_unit_has_a_file_with_its_own_lines_and_its_own_name(tmp_path: Path) -> None:
    """The stream of a synchronisation, seen from both ends (S3)."""
    sent: list[tuple[str, int, str]] = []

    def hear(unit: str, event: Syslog, at: int) -> None:
        sent.append((unit, at // 10**9, event.text))

    start = datetime.fromisoformat("2020-01-01T00:00:00")
    with syslog_files(tmp_path / "logs") as files, Pair() as pair:
        pair.signals.syslog.connect(hear)
        files.watch(pair)
        pair.form()
        pair.primary.console.go("system", configure=True)
        pair.primary.console.enter("hostname fw")
        pair.advance("1s")
    for unit in ("primary", "secondary"):
        written = (tmp_path / "logs" / f"{unit}.syslog").read_text().splitlines()
        lines = [SyslogLine.parse(line) for line in written]
        assert [str(line) for line in lines] == written
        assert [line.text for line in lines] == [text for each, _, text in sent if each == unit]
        moments = [start + timedelta(seconds=at) for each, at, _ in sent if each == unit]
        assert [line.at for line in lines] == moments
    primary = (tmp_path / "logs" / "primary.syslog").read_text()
    assert "%ASA-1-709003: (Primary) Beginning configuration replication: Send to mate.\n" in primary
    assert lines[0].host == "ciscoasa"
    assert lines[-1].host == "fw"


FAILS = "{title: A claim., steps: [{boot: both}, {until: {group: 2, on: secondary, is: Failed}, within: 2m}]}"


def test_a_run_that_fails_leaves_its_lines(tmp_path: Path) -> None:
    assert run(loads(FAILS), logs=tmp_path).failures
    lines = (tmp_path / "secondary.syslog").read_text().splitlines()
    assert any("709006: (Secondary) End Configuration Replication (STB)" in line for line in lines)


def test_a_line_is_in_the_file_at_once(tmp_path: Path) -> None:
    """What ends a run suddenly takes no line with it."""
    with syslog_files(tmp_path) as files, Pair() as pair:
        files.watch(pair)
        pair.form()
        assert "%ASA-1-709004: " in (tmp_path / "primary.syslog").read_text()


def test_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(LogWriteError, match="taken"), syslog_files(tmp_path / "taken"):
        pass


def test_a_full_disk_ends_the_run_with_the_name_of_the_file() -> None:
    try:
        full = Path("/dev/full").open("w", encoding="utf-8", buffering=1)  # noqa: SIM115  # closed when it fails
    except OSError:
        pytest.skip("this system has no disk that is always full")
    files = SyslogFiles({"primary": full, "secondary": full})
    with Pair() as pair:
        files.watch(pair)
        with pytest.raises(LogWriteError, match="/dev/full"):
            pair.form()
