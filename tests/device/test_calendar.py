"""Dates as the device prints them."""

from __future__ import annotations

import pytest

from asapair.actors.device.calendar import Calendar
from asapair.actors.duration import DAY, MILLISECOND

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def test_a_page_shows_time_of_day_and_date() -> None:
    # captured (reference 4.1)
    assert Calendar.parse("2026-03-26T12:20:49").stamp(999 * MILLISECOND) == "12:20:49 UTC Mar 26 2026"


def test_a_day_of_one_digit_stands_alone() -> None:
    # captured (reference 4.4)
    assert Calendar.parse("2017-08-08T16:43:08").stamp(0) == "16:43:08 UTC Aug 8 2017"


def test_a_saved_file_shows_milliseconds_and_the_day_of_the_week() -> None:
    # captured (reference 4.7)
    assert (
        Calendar.parse("2023-10-10T08:16:48").written(578 * MILLISECOND) == "08:16:48.578 UTC Tue Oct 10 2023"
    )


@pytest.mark.parametrize("number", range(12))
def test_months_have_the_devices_names_whatever_the_locale(number: int) -> None:
    assert f" {MONTHS[number]} 2 2023" in Calendar.parse(f"2023-{number + 1:02}-02T00:00:00").stamp(0)


def test_days_have_the_devices_names() -> None:
    calendar = Calendar.parse("2024-01-01T00:00:00")  # a Monday
    names = [calendar.written(number * DAY).split()[2] for number in range(7)]
    assert names == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
