"""`show version` and `show clock`, and what depends on the release."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from asapair.actors.console.pages.releases import image, release
from asapair.actors.console.pages.version import clock, uptime, version
from asapair.actors.device.board import Board
from asapair.actors.duration import DAY, HOUR, MINUTE, SECOND

Boards = Callable[..., Board]
Clock = Callable[[str], int]


def test_version_says_what_runs_for_how_long_and_with_which_licence(board: Boards, at: Clock) -> None:
    page = version(board(booted_at=at("12:00:01")), at("12:02:15"))
    assert "Cisco Adaptive Security Appliance Software Version 9.1(5)16 <system>" in page
    assert 'System image file is "disk0:/asa915-16-k8.bin"' in page
    assert "ciscoasa up 2 mins 14 secs" in page
    assert "failover cluster up 2 mins 14 secs" in page
    assert "Hardware:   ASA5520" in page
    assert "Security Contexts                 : 250            perpetual" in page


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (0, "0 secs"),
        (1 * SECOND, "1 sec"),
        (2 * MINUTE + 14 * SECOND, "2 mins 14 secs"),
        (1 * HOUR + 5 * MINUTE + 59 * SECOND, "1 hour 5 mins"),
        (1 * DAY + 3 * HOUR, "1 day 3 hours"),
        (10 * DAY, "10 days 0 hours"),
    ],
)
def test_uptime_is_told_in_its_two_largest_units(length: int, words: str) -> None:
    assert uptime(length) == words


def test_the_clock_shows_milliseconds_and_the_day_of_the_week(board: Boards, at: Clock) -> None:
    assert clock(board(), at("08:16:48") + 578_000_000) == ["08:16:48.578 UTC Thu Mar 26 2026"]


@pytest.mark.parametrize(
    ("text", "numbers"), [("9.1(5)16", (9, 1)), ("8.4(5)", (8, 4)), ("9.16(1)", (9, 16))]
)
def test_a_release_is_its_first_two_numbers(text: str, numbers: tuple[int, int]) -> None:
    assert release(text) == numbers


def test_what_is_no_version_is_refused() -> None:
    with pytest.raises(ValueError, match="is not a version"):
        release("latest")


@pytest.mark.parametrize(
    ("text", "name"),
    [("9.1(5)16", "asa915-16-k8.bin"), ("8.4(5)", "asa845-k8.bin"), ("9.2(2)4", "asa922-4-k8.bin")],
)
def test_an_image_is_named_after_its_version(text: str, name: str) -> None:
    assert image(text) == name


def test_in_a_context_version_tells_of_the_context(board: Boards, at: Clock) -> None:
    page = version(board(booted_at=at("12:00:01")), at("12:02:15"), "wipro")
    assert "Cisco Adaptive Security Appliance Software Version 9.1(5)16 <context>" in page
    assert "wipro up 2 mins 14 secs" in page
    assert "Hardware:   ASA5520" in page
    assert not any("image file" in line or "Configuration register" in line for line in page)
