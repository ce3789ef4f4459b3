"""ASA syslog: what the units of a pair send, as files in the device's format, and such lines as values.

``<161>Jan 01 2020 00:01:02 ciscoasa : %ASA-1-104003: (Secondary_group_2) Switching to FAILED.``: priority,
date and time of the device, its hostname, severity and number, text (reference 7).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from asapair.actors.device.calendar import MONTHS, Calendar
from asapair.actors.device.settings import DEFAULT_HOSTNAME, hostname
from asapair.actors.facts.states import Role
from asapair.actors.pair import Pair
from asapair.actors.signals import Syslog
from asapair.actors.spec import UNITS

from .errors import LogWriteError

#: The facility that an ASA sends with unless it is told otherwise [M].
LOCAL4 = 20

_ID = re.compile(r"%(?:ASA|PIX|FWSM)-(?:[a-z]+-)?([0-7])-(\d{5,6}): ?")
_PRIORITY = re.compile(r"<(\d{1,3})>")
_DATE = re.compile(
    rf"({'|'.join(MONTHS)}) {{1,2}}(\d{{1,2}})(?: (\d{{4}}))? (\d\d):(\d\d):(\d\d)(?:\.\d+)?"
    r"(?: (?:UTC|GMT|[A-Z]{1,2}[SD]T)(?=:))?"
)
_ISO_DATE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?")
_UNIT = re.compile(r"\((Primary|Secondary)(?:_group_(\d))?\)")


@dataclass(frozen=True, slots=True)
class SyslogLine:
    """One line of syslog; ``str()`` of it is the line, without its end.

    ``at`` is the time that the device wrote, in whole seconds; None where there is none, or no year with it.
    ``host`` is empty where none stands in the line, ``facility`` None where there is no ``<161>`` in front.
    """

    severity: int
    number: int
    text: str
    at: datetime | None = None
    host: str = ""
    facility: int | None = LOCAL4

    @classmethod
    def parse(cls, line: str) -> SyslogLine:
        """Read what a device sent, or a relay has passed on; ``ValueError`` if it is no line of an ASA."""
        line = line.rstrip("\r\n")
        found = _ID.search(line)
        if found is None:
            raise ValueError(f"{line!r} is no syslog line of an ASA: there is no '%ASA-1-104001: ' in it")
        head = line[: found.start()]
        priority = _PRIORITY.search(head)
        head = head[priority.end() :] if priority else head
        at, rest = _time(head)
        return cls(
            int(found[1]),
            int(found[2]),
            line[found.end() :],
            at,
            _host(rest),
            int(priority[1]) // 8 if priority else None,
        )

    def __str__(self) -> str:
        priority = "" if self.facility is None else f"<{self.facility * 8 + self.severity}>"
        host = f"{self.host} : " if self.host else ": " if self.at else ""
        time = "" if self.at is None else f"{_written(self.at)}{' ' if self.host else ''}"
        return f"{priority}{time}{host}%ASA-{self.severity}-{self.number}: {self.text}"

    @property
    def role(self) -> Role | None:
        """Which unit speaks; None in a message that does not say."""
        found = _UNIT.match(self.text)
        return Role(found[1].lower()) if found else None

    @property
    def group(self) -> int | None:
        """The group that the message is about; None where it is about the unit, or does not say."""
        found = _UNIT.match(self.text)
        return int(found[2]) if found and found[2] else None


def _written(at: datetime) -> str:
    return f"{MONTHS[at.month - 1]} {at.day:02} {at.year:04} {at:%H:%M:%S}"


def _time(head: str) -> tuple[datetime | None, str]:
    """The time in what stands before the message, and what follows it; the last one is the device's own."""
    found = list(_DATE.finditer(head))
    if found:
        month, day, year, *time = found[-1].groups()
        rest = head[found[-1].end() :]
        if year is None:
            return None, rest
        return _valid(f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}T{':'.join(time)}"), rest
    iso = _ISO_DATE.search(head)
    return (_valid(iso[1]), head[iso.end() :]) if iso else (None, head)


def _valid(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _host(rest: str) -> str:
    """The name behind the time: not a program such as ``CiscoASA[999]``, which relays put there."""
    words = rest.replace(": ", " ").rstrip(": ").split()
    return words[0].strip(":") if words and "[" not in words[0] else ""


class SyslogFiles:
    """Open files, one a unit; :meth:`watch` a pair."""

    def __init__(self, files: dict[str, TextIO]) -> None:
        self._files = files

    def watch(self, pair: Pair) -> None:
        """Write what the units of a pair send from now on, with the pair's calendar and their hostnames."""
        calendar = Calendar.parse(pair.spec.calendar)

        def write(unit: str, event: Syslog, at: int) -> None:
            running = pair.unit(unit).running("system")
            host = DEFAULT_HOSTNAME if running is None else hostname(running)
            moment = calendar.at(at).replace(microsecond=0, tzinfo=None)
            self._write(unit, SyslogLine(event.severity, event.number, event.text, moment, host))

        pair.signals.syslog.connect(write)

    def _write(self, unit: str, line: SyslogLine) -> None:
        file = self._files[unit]
        try:
            file.write(f"{line}\n")
        except OSError as error:
            with suppress(OSError):
                file.close()
            raise LogWriteError(Path(file.name), error.strerror or str(error)) from error


@contextmanager
def syslog_files(folder: str | Path) -> Iterator[SyslogFiles]:
    """``primary.syslog`` and ``secondary.syslog`` in a folder, which is made if need be.

    Each line is in its file as soon as it is sent. ``LogWriteError`` if that cannot be.
    """
    folder = Path(folder)
    with ExitStack() as stack:
        files: dict[str, TextIO] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for unit in UNITS:
                path = folder / f"{unit}.syslog"
                files[unit] = stack.enter_context(path.open("w", encoding="utf-8", newline="\n", buffering=1))
        except OSError as error:
            raise LogWriteError(folder, error.strerror or str(error)) from error
        yield SyslogFiles(files)
