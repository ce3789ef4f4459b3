"""Adding the lines of a file to a running configuration (reference 3.3, 3.4.2)."""

from __future__ import annotations

from asapair.actors.device.configuration import Configuration

RUNNING = Configuration.parse(
    "hostname ctx1\n"
    "interface Ethernet0.11\n"
    " nameif outside\n"
    " security-level 0\n"
    "access-list one extended permit ip any any \n"
    "pager lines 24\n"
)


def merged(text: str) -> tuple[str, ...]:
    return RUNNING.merged(Configuration.parse(text)).lines()


def test_an_empty_configuration_takes_the_other_as_it_is() -> None:
    assert Configuration.parse("").merged(RUNNING) is RUNNING


def test_nothing_changes_where_all_lines_are_there() -> None:
    assert RUNNING.merged(RUNNING) == RUNNING
    assert merged("") == RUNNING.lines()


def test_a_line_replaces_the_one_it_excludes_and_others_are_added() -> None:
    lines = merged("hostname edge\naccess-list two extended permit icmp any any \n")
    assert "hostname edge" in lines
    assert "hostname ctx1" not in lines
    assert [line.split()[1] for line in lines if line.startswith("access-list")] == ["one", "two"]


def test_sub_mode_lines_go_under_their_header() -> None:
    lines = merged("interface Ethernet0.11\n security-level 50\ninterface Ethernet1.21\n nameif inside\n")
    start = lines.index("interface Ethernet0.11")
    assert lines[start : start + 3] == ("interface Ethernet0.11", " nameif outside", " security-level 50")
    assert lines[lines.index("interface Ethernet1.21") + 1] == " nameif inside"


def test_the_last_of_two_lines_that_exclude_each_other_holds() -> None:
    assert "hostname ctx1" in merged("hostname edge\nhostname ctx1\n")


def test_a_no_form_removes() -> None:
    assert not any(line.startswith("access-list") for line in merged("no access-list one\n"))


def test_a_line_that_a_no_form_has_removed_comes_back_where_it_stands_behind_it() -> None:
    lines = merged("no access-list one\naccess-list one extended permit ip any any \n")
    assert [line.strip() for line in lines if line.startswith("access-list")] == [
        "access-list one extended permit ip any any"
    ]


def test_merging_changes_neither_of_both() -> None:
    before, other = RUNNING.lines(), Configuration.parse("hostname edge\n")
    RUNNING.merged(other)
    assert RUNNING.lines() == before
    assert other.lines() == ("hostname edge",)
