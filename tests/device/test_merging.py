"""Adding the lines of a file to a running configuration (reference 3.3, 3.4.2)."""

from __future__ import annotations

import hypothesis
import hypothesis.strategies as st
import pytest

from asapair.actors.device.blocks import paths
from asapair.actors.device.configuration import Configuration
from asapair.actors.facts.placement import Sheet, Slot, slot

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


# -- in one pass ---------------------------------------------------------------------------------

LINES = (
    *(
        f"access-list {name} extended permit ip any host 10.0.0.{n}"
        for name in ("one", "two")
        for n in range(3)
    ),
    *(f"name 10.0.0.{n} host{n}" for n in range(3)),
    "hostname edge",
    "hostname other",
    "no names",
    "names",
    "no access-list one",
    "no access-list two extended permit ip any host 10.0.0.1",
    "route outside 0 0 10.1.1.1",
    "failover",
    "no failover",
    "failover polltime unit 1 holdtime 15",
    "failover polltime unit 1 holdtime 3",
    "frobnicate",
    "frobnicate one",
    "frobnicate one two",
    "frobnicate two one",
    "no frobnicate one",
    "telnet timeout 5",
    "telnet 10.0.0.0 255.0.0.0 inside",
    "username admin password secret",
    "username admin attributes",
    "banner motd hello",
    "banner motd again",
    "pager lines 24",
    "pager lines 0",
)
HEADERS = (
    "interface Ethernet0.2",
    "interface Ethernet0.10",
    "interface Ethernet1",
    "object network one",
    "object network two",
    "class-map one",
    "context ctx9",
    "failover group 1",
    "mode of its own",
)
INNER = (
    "nameif inside",
    "nameif outside",
    "no nameif",
    "shutdown",
    "no shutdown",
    "primary",
    "host 10.0.0.1",
)

BLOCKS = st.one_of(
    st.sampled_from(LINES).map(lambda line: (line,)),
    st.tuples(st.sampled_from(HEADERS), st.lists(st.sampled_from(INNER), max_size=3)).map(
        lambda block: (block[0], *(f" {line}" for line in block[1]))
    ),
    st.just(("!",)),
)
CONFIGURATIONS = st.lists(BLOCKS, max_size=14).map(
    lambda blocks: Configuration.parse([line for block in blocks for line in block])
)


def one_by_one(into: Configuration, other: Configuration) -> Configuration:
    """What merging means."""
    for path in paths(other.blocks, ()):
        if path not in list(paths(into.blocks, ())):
            into = into.enter(path[-1], path[:-1])
    return into


@hypothesis.given(base=CONFIGURATIONS, other=CONFIGURATIONS)
def test_merging_gives_what_entering_line_by_line_gives(base: Configuration, other: Configuration) -> None:
    """But for separators; of a text that a device has printed, where nothing stands twice."""
    running = one_by_one(Configuration.parse("hostname edge"), base)
    expected = one_by_one(running, other)
    merged = running.merged(other)
    assert list(paths(merged.blocks, ())) == list(paths(expected.blocks, ()))
    assert sorted(merged.lines()) == sorted(expected.lines())


@pytest.mark.parametrize(
    ("line", "more"),
    [
        ("access-list in permit ip any host {}", "access-list in deny ip any host {}"),
        ("access-list in{} permit ip any any", "access-list in{} deny ip any any"),
        ("access-list in permit ip any host {}", "name 10.0.0.{} host{}"),
        ("object network before{}\n host 10.0.0.1", "object network behind{}\n host 10.0.0.2"),
        ("object network one{}\n host 10.0.0.1", "object network one{}\n description {}"),
    ],
)
def test_the_work_of_merging_grows_with_the_lines(
    monkeypatch: pytest.MonkeyPatch, line: str, more: str
) -> None:
    """Not with their square: each line is looked at a few times."""
    looked_at: list[str] = []

    def looking(sheet: Sheet, text: str) -> Slot:
        looked_at.append(text)
        return slot(sheet, text)

    monkeypatch.setattr("asapair.actors.device.merging.slot", looking)
    monkeypatch.setattr("asapair.actors.device.blocks.slot", looking)
    base, other = (
        Configuration.parse("".join(f"{text.format(n, n)}\n" for n in range(1000))) for text in (line, more)
    )
    assert len(base.merged(other)) >= 2000
    assert len(looked_at) < 10 * (len(base) + len(other))
