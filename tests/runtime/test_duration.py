"""Lengths of time: integers of nanoseconds inside, `1m30s` outside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asapair.actors.duration import DurationError, clock, duration, short


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [
        ("1ns", 1),
        ("1us", 1_000),
        ("250ms", 250_000_000),
        ("30s", 30_000_000_000),
        ("1m", 60_000_000_000),
        ("1m30s", 90_000_000_000),
        ("2h", 7_200_000_000_000),
        ("1d", 86_400_000_000_000),
        ("1d2h3m4s5ms6us7ns", 93_784_005_006_007),
        ("0s", 0),
        ("90s", 90_000_000_000),
        ("1.5s", 1_500_000_000),
        ("0.1s", 100_000_000),
        ("0.5m", 30_000_000_000),
        (" 5s ", 5_000_000_000),
    ],
)
def test_a_length_of_time_is_read_as_nanoseconds(text: str, nanoseconds: int) -> None:
    assert duration(text) == nanoseconds


def test_an_integer_is_nanoseconds_already() -> None:
    assert duration(1_500) == 1_500


@pytest.mark.parametrize("text", ["30", "1.5", "0"])
def test_a_bare_number_has_no_unit_and_the_error_says_how_to_write_one(text: str) -> None:
    with pytest.raises(DurationError) as caught:
        duration(text)
    assert str(caught.value) == (
        f"'{text}' has no unit: write '{text}s' for seconds or '{text}ms' for milliseconds"
    )


@pytest.mark.parametrize("text", ["12:30", "1:02:03"])
def test_a_clock_time_is_no_length_of_time_and_the_error_shows_one(text: str) -> None:
    with pytest.raises(DurationError) as caught:
        duration(text)
    assert str(caught.value) == f"'{text}' is a clock time: write a length of time such as '12m30s'"


@pytest.mark.parametrize("text", ["30s1m", "1s1s", "1ms1s", "1h1d"])
def test_units_stand_in_order_each_once_and_the_error_says_so(text: str) -> None:
    with pytest.raises(DurationError) as caught:
        duration(text)
    assert str(caught.value) == (
        f"'{text}' is not a length of time: write larger units first, each once, as in '1m30s'"
    )


@pytest.mark.parametrize(
    "text", ["", "s", "soon", "-5s", "+5s", "5 s", "1m 30s", "5S", "5sec", "1.s", ".5s", "1e3s", "5s!"]
)
def test_anything_else_is_refused_with_examples(text: str) -> None:
    with pytest.raises(DurationError) as caught:
        duration(text)
    assert str(caught.value) == (f"'{text}' is not a length of time: write '250ms', '30s', '1m30s' or '2h'")


def test_the_error_is_a_value_error() -> None:
    assert issubclass(DurationError, ValueError)


@pytest.mark.parametrize(
    ("nanoseconds", "text"),
    [
        (0, "0:00:00.000"),
        (999_999, "0:00:00.000"),
        (1_000_000, "0:00:00.001"),
        (72_345_000_000, "0:01:12.345"),
        (59_999_999_999, "0:00:59.999"),
        (3_600_000_000_000, "1:00:00.000"),
        (100 * 3_600_000_000_000, "100:00:00.000"),
    ],
)
def test_a_stamp_shows_hours_minutes_seconds_and_whole_milliseconds(nanoseconds: int, text: str) -> None:
    assert clock(nanoseconds) == text


@pytest.mark.parametrize(
    ("nanoseconds", "text"),
    [
        (0, "0s"),
        (1, "1ns"),
        (1_500_000_000, "1s500ms"),
        (90_000_000_000, "1m30s"),
        (3_600_000_000_000, "1h"),
        (93_784_005_006_007, "1d2h3m4s5ms6us7ns"),
    ],
)
def test_a_length_of_time_is_written_with_the_units_it_needs(nanoseconds: int, text: str) -> None:
    assert short(nanoseconds) == text


@given(st.integers(0, 10**18))
def test_what_is_written_is_read_back(nanoseconds: int) -> None:
    assert duration(short(nanoseconds)) == nanoseconds
