"""The clock on the wall of a chassis: virtual time as date and time of day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ..duration import MICROSECOND

#: The words of the device, whatever language the computer below speaks.
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Calendar:
    """``start`` is the date and time in UTC at virtual time 0."""

    start: datetime

    @classmethod
    def parse(cls, text: str) -> Calendar:
        """From ``2020-01-01T00:00:00``; ``ValueError`` if it is not a date and time."""
        try:
            return cls(datetime.fromisoformat(text).replace(tzinfo=UTC))
        except ValueError:
            raise ValueError(f"{text!r} is not a date and time: write '2020-01-01T00:00:00'") from None

    def at(self, now: int) -> datetime:
        """The date and time at virtual time ``now`` (ns)."""
        return self.start + timedelta(microseconds=now // MICROSECOND)

    def stamp(self, now: int) -> str:
        """As failover pages print it: ``12:20:49 UTC Mar 26 2026`` (reference 4.1, captured)."""
        moment = self.at(now)
        return f"{moment:%H:%M:%S} UTC {MONTHS[moment.month - 1]} {moment.day} {moment.year}"

    def listed(self, now: int) -> str:
        """As ``dir`` prints it: ``03:34:22 Aug 23 2021`` (reference 3.4.2, captured)."""
        moment = self.at(now)
        return f"{moment:%H:%M:%S} {MONTHS[moment.month - 1]} {moment.day:02} {moment.year}"

    def written(self, now: int) -> str:
        """As saved files print it: ``08:16:48.578 UTC Tue Oct 10 2023`` (reference 4.7, captured)."""
        moment = self.at(now)
        date = f"{DAYS[moment.weekday()]} {MONTHS[moment.month - 1]} {moment.day} {moment.year}"
        return f"{moment:%H:%M:%S}.{moment.microsecond // 1000:03} UTC {date}"
