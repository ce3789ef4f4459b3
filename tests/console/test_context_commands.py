"""Defining and removing contexts: IDs, what is refused, what is printed (reference 3.3, 4.8)."""

from __future__ import annotations

import re

import pytest

from asapair.actors import Pair
from asapair.actors.handles import Console


@pytest.fixture
def console(pair: Pair) -> Console:
    """Give the console of the primary, in configuration mode of the system execution space."""
    pair.primary.console.go("system", configure=True)
    return pair.primary.console


def ids(console: Console) -> dict[str, int]:
    page = console.enter("show context detail")
    found = re.findall(r'Context "(\w+)", has been created.*?ID: (\d+)', page, re.DOTALL)
    return {name: int(number) for name, number in found}


# -- IDs -----------------------------------------------------------------------------------------


def test_a_context_keeps_its_id_when_another_one_goes(console: Console) -> None:
    assert ids(console) == {"admin": 1, "ctx1": 2, "ctx2": 3}
    console.enter("no context ctx1 noconfirm")
    assert ids(console) == {"admin": 1, "ctx2": 3}


def test_an_id_is_not_given_twice(console: Console) -> None:
    assert console.enter("no context ctx1 noconfirm").split("\n")[-1] == "Removing context 'ctx1' (2)... Done"
    assert console.enter("context ctx0") == "Creating context 'ctx0'... Done. (4)"
    assert console.enter("context ctx1") == "Creating context 'ctx1'... Done. (5)"
    assert console.enter("no context ctx0 noconfirm").split("\n")[-1] == "Removing context 'ctx0' (4)... Done"
    assert ids(console) == {"admin": 1, "ctx2": 3, "ctx1": 5}


def test_ids_begin_anew_at_a_boot(pair: Pair, console: Console) -> None:
    for line in ("no context ctx1 noconfirm", "write memory", "end", "reload noconfirm"):
        console.enter(line)
    pair.wait_until(lambda: console.prompt is not None)
    console.go("system")
    assert ids(console) == {"admin": 1, "ctx2": 2}


# -- the admin context ---------------------------------------------------------------------------


def admin(pair: Pair) -> str | None:
    running = pair.primary.running()
    assert running is not None
    return running.first("admin-context")


def test_only_a_context_that_is_there_becomes_the_admin_context(pair: Pair, console: Console) -> None:
    assert console.enter("admin-context nope") == "ERROR: Context 'nope' is not defined"
    assert admin(pair) == "admin-context admin"
    assert console.enter("admin-context ctx1") == ""
    assert admin(pair) == "admin-context ctx1"


def test_a_context_of_group_2_does_not_become_the_admin_context(pair: Pair, console: Console) -> None:
    assert console.enter("admin-context ctx2") == "ERROR: The admin context must belong to failover group 1"
    assert admin(pair) == "admin-context admin"


def test_the_admin_context_stays_while_it_is_defined(pair: Pair, console: Console) -> None:
    assert console.enter("no admin-context") == "ERROR: The admin context 'admin' cannot be removed"
    assert admin(pair) == "admin-context admin"


def test_the_first_admin_context_is_named_before_it_is_defined() -> None:
    with Pair.from_texts("hostname one\n", "hostname two\n") as pair:
        pair.primary.boot()
        pair.wait_until(lambda: pair.primary.console.prompt is not None)
        console = pair.primary.console
        console.go("system", configure=True)
        assert console.enter("context ctx1") == (
            "ERROR: Identify admin context first, using the 'admin-context' command"
        )
        assert console.enter("admin-context admin") == ""
        assert console.enter("context admin") == "Creating context 'admin'... Done. (1)"
        assert console.enter("context ctx1") == "Creating context 'ctx1'... Done. (2)"


# -- the file of a context -----------------------------------------------------------------------


def test_a_missing_file_of_the_admin_context_is_reported_in_full() -> None:
    with Pair.from_texts("admin-context admin\ncontext admin\ncontext ctx1\n", "") as pair:
        pair.primary.boot()
        pair.wait_until(lambda: pair.primary.console.prompt is not None)
        console = pair.primary.console
        console.go("system", configure=True)
        console.enter("context admin")
        assert console.enter("config-url disk0:/admin.cfg").split("\n") == [
            "WARNING: Could not fetch the URL disk0:/admin.cfg",
            "INFO: Creating context with default config",
            "INFO: Admin context will take some time to come up .... please wait.",
        ]
        console.enter("context ctx1")
        assert console.enter("config-url disk0:/ctx1.cfg").split("\n") == [
            "WARNING: Could not fetch the URL disk0:/ctx1.cfg",
            "INFO: Creating context with default config",
        ]


def test_a_line_of_a_context_below_another_header_is_just_a_line(pair: Pair, console: Console) -> None:
    for line in ("time-range a", "config-url disk0:/ctx1.cfg"):
        assert console.enter(line) == ""
    running = pair.primary.running()
    assert running is not None
    assert running.has("config-url disk0:/ctx1.cfg", ("time-range a",))


def test_an_admin_context_that_finds_its_file_says_so() -> None:
    text = "admin-context admin\ncontext admin\n"
    with Pair.from_texts(text, "", {"disk0:/admin.cfg": "hostname admin\n"}) as pair:
        pair.primary.boot()
        pair.wait_until(lambda: pair.primary.console.prompt is not None)
        console = pair.primary.console
        console.go("system", configure=True)
        console.enter("context admin")
        assert console.enter("config-url disk0:/admin.cfg").split("\n") == [
            "INFO: Context admin was created with URL disk0:/admin.cfg",
            "INFO: Admin context will take some time to come up .... please wait.",
        ]
