"""Failover configuration that is wrong: the error of the catalogue, and both configurations as they were.

Ranges are those of reference 2.1, 2.2, 2.4, 3.1, 3.2, 9.4 and 10. A number out of its range is refused at the
caret.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from asapair.actors import Pair
from asapair.actors.device.configuration import Configuration
from asapair.actors.facts import texts

INVALID = texts.INVALID_INPUT.line()
INCOMPLETE = texts.INCOMPLETE.line()
HOLD, INTERFACE_HOLD = texts.HOLD_TIME.line(), texts.INTERFACE_HOLD_TIME.line()

#: typed in global configuration of the system space
SYSTEM = {
    "failover polltime unit 0": INVALID,
    "failover polltime unit 16": INVALID,
    "failover polltime unit msec 199": INVALID,
    "failover polltime unit msec 1000": INVALID,
    "failover polltime unit fast": INVALID,
    "failover polltime unit": INCOMPLETE,
    "failover polltime unit 5 holdtime 14": HOLD,
    "failover polltime unit 15 holdtime 44": HOLD,
    "failover polltime unit 1 holdtime 2": HOLD,
    "failover polltime unit 1 holdtime 46": INVALID,
    "failover polltime unit 1 holdtime msec 999": HOLD,
    "failover polltime unit msec 300 holdtime msec 899": HOLD,
    "failover polltime unit msec 200 holdtime msec 799": INVALID,
    "failover polltime unit msec 200 holdtime msec 1000": INVALID,
    "failover polltime interface 0": INVALID,
    "failover polltime interface 16": INVALID,
    "failover polltime interface msec 499": INVALID,
    "failover polltime interface 5 holdtime 24": INTERFACE_HOLD,
    "failover interface-policy 0": INVALID,
    "failover interface-policy 251": INVALID,
    "failover interface-policy 0%": INVALID,
    "failover interface-policy 101%": INVALID,
    "failover interface-policy -1": INVALID,
    "failover interface-policy": INCOMPLETE,
    "failover group 0": INVALID,
    "failover group 3": INVALID,
    "no failover group 1": texts.GROUP_FAILOVER_ON.line(),
    "no failover group 2": texts.GROUP_FAILOVER_ON.line(),
    "failover lan unit tertiary": INVALID,
    "failover lan interface folink Ethernet0.10": texts.INTERFACE_IN_USE.line(interface="Ethernet0.10"),
    "failover mac address Ethernet0 0.0.g 0.0.2": INVALID,
    "failover mac address Ethernet0 0.0.1": INCOMPLETE,
    "failover mac address Ethernet0 0100.5e00.0001 0.0.2": texts.MAC_NOT_UNICAST.line(mac="0100.5e00.0001"),
    "mac-address auto prefix 65536": INVALID,
    "failover active group 0": INVALID,
    "failover active group 3": INVALID,
    "no failover active group 3": INVALID,
    "failover reset group 3": INVALID,
    "show failover group 3": INVALID,
}

#: typed below `failover group 2`
GROUP = {
    "preempt 0": INVALID,
    "preempt 1201": INVALID,
    "interface-policy 0": INVALID,
    "interface-policy 251": INVALID,
    "interface-policy 0%": INVALID,
    "interface-policy 101%": INVALID,
    "polltime interface 0": INVALID,
    "polltime interface 16": INVALID,
    "polltime interface msec 499": INVALID,
    "polltime interface msec 1000": INVALID,
    "polltime interface 5 holdtime 4": INVALID,
    "polltime interface 5 holdtime 76": INVALID,
    "polltime interface 5 holdtime 24": INTERFACE_HOLD,
    "polltime interface 15 holdtime 74": INTERFACE_HOLD,
    "mac address Ethernet0 0000.a000 0000.a000.a012": INVALID,
    "mac address Ethernet0 00000.a000.a011 0000.a000.a012": INVALID,
    "mac address Ethernet0 0000.a000.a011 standby": INVALID,
    "mac address Ethernet0 0000.a000.a011": INCOMPLETE,
    "mac address Ethernet0 ffff.ffff.ffff 0000.a000.a012": texts.MAC_NOT_UNICAST.line(mac="ffff.ffff.ffff"),
    "mac address Ethernet0 0000.a000.a011 0.0.0": texts.MAC_NOT_UNICAST.line(mac="0000.0000.0000"),
    "mac address Ethernet0 0000.a000.a011 0.A000.A011": texts.MACS_ALIKE.line(),
}

#: typed below `context ctx1`
CONTEXT = {
    "join-failover-group 2": texts.JOIN_FAILOVER_ON.line(),
    "no join-failover-group": texts.JOIN_FAILOVER_ON.line(),
    "join-failover-group 0": INVALID,
    "join-failover-group 3": INVALID,
    "join-failover-group": INCOMPLETE,
}

#: typed below an interface of ctx1
INTERFACE = {
    "asr-group 0": INVALID,
    "asr-group 33": INVALID,
    "asr-group one": INVALID,
    "asr-group": INCOMPLETE,
    "nameif inside": texts.NAME_TAKEN.line(name="inside", interface="Ethernet1.21"),
    "mac-address 0000.a000": INVALID,
    "mac-address 0000.a000.a011 standby": INCOMPLETE,
    "mac-address 0100.0000.0001": texts.MAC_NOT_UNICAST.line(mac="0100.0000.0001"),
    "mac-address 0.0.0 standby 0.0.1": texts.MAC_NOT_UNICAST.line(mac="0000.0000.0000"),
    "mac-address 0.0.1 standby 0.0.1": texts.MACS_ALIKE.line(),
    "ip address 192.0.2.300 255.255.255.0": INVALID,
}

#: typed in ctx1: the failover link is no interface of a context
MONITORED = {
    "monitor-interface nix": texts.NO_SUCH_INTERFACE.line(interface="nix"),
    "no monitor-interface nix": texts.NO_SUCH_INTERFACE.line(interface="nix"),
    "monitor-interface folink": texts.NO_SUCH_INTERFACE.line(interface="folink"),
}

#: where it is typed -> the space, and the header of the sub-mode
PLACES = {
    "system": ("system", "", SYSTEM),
    "group": ("system", "failover group 2", GROUP),
    "context": ("system", "context ctx1", CONTEXT),
    "interface": ("ctx1", "interface Ethernet0.11", INTERFACE),
    "monitored": ("ctx1", "", MONITORED),
}
ROWS = [
    pytest.param(space, header, line, error, id=f"{place}: {line}")
    for place, (space, header, lines) in PLACES.items()
    for line, error in lines.items()
]

#: typed with failover off
WITHOUT_FAILOVER = {
    ("system", "", "no failover group 1"): texts.GROUP_1_LAST.line(),
    ("system", "", "no failover group 2"): texts.GROUP_IN_USE.line(group=2, context="ctx2"),
    ("system", "context admin", "join-failover-group 2"): texts.ADMIN_IN_GROUP_1.line(),
    ("system", "context ctx1", "join-failover-group 3"): INVALID,
    ("system", "", "failover active"): texts.FAILOVER_OFF.line(),
    ("system", "", "no failover active group 1"): texts.FAILOVER_OFF.line(),
}

Everything = list[Configuration | None]


@pytest.fixture(scope="module")
def running() -> Iterator[Pair]:
    """One pair for all rows: none of them changes it."""
    with Pair(seed=2) as pair:
        pair.form()
        yield pair


@pytest.fixture(scope="module")
def off() -> Iterator[Pair]:
    """One pair with failover off on both units."""
    with Pair(seed=2) as pair:
        pair.form()
        for unit in (pair.secondary, pair.primary):
            unit.console.go("system", configure=True)
            unit.console.enter("no failover")
        yield pair


def everything(pair: Pair) -> Everything:
    """All running configurations of both units."""
    spaces = ("system", "admin", "ctx1", "ctx2")
    return [unit.running(space) for unit in (pair.primary, pair.secondary) for space in spaces]


def typed(pair: Pair, unit: str, space: str, header: str, line: str) -> str:
    """The last line that the console prints."""
    console = pair.unit(unit).console
    console.go(space, configure=True)
    if header:
        console.enter(header)
    printed = console.enter(line)
    pair.advance("2s")
    return printed.split("\n")[-1]


@pytest.mark.parametrize(("space", "header", "line", "error"), ROWS)
def test_a_wrong_line_is_refused_and_changes_neither_unit(
    running: Pair, space: str, header: str, line: str, error: str
) -> None:
    before = everything(running)
    assert typed(running, "primary", space, header, line) == error
    assert everything(running) == before


@pytest.mark.parametrize(("where", "error"), WITHOUT_FAILOVER.items(), ids=lambda row: str(row)[:60])
def test_what_stands_in_the_way_without_failover_is_refused_too(
    off: Pair, where: tuple[str, str, str], error: str
) -> None:
    before = everything(off)
    assert typed(off, "primary", *where) == error
    assert everything(off) == before


@pytest.mark.parametrize(
    "line",
    [
        "failover active group 2",
        "no failover active group 2",
        "failover reset group 2",
        "show failover group 2",
    ],
)
def test_an_action_on_a_group_that_is_not_defined_is_refused(
    make_pair: Callable[..., Pair], line: str
) -> None:
    """Group 1 is there even where nobody has defined it (reference 3.2)."""
    edit = {"failover group 1\nfailover group 2\n  secondary\n": "", "  join-failover-group 2\n": ""}
    pair = make_pair(seed=1, edit=edit)
    pair.boot()
    assert pair.wait_until(lambda: pair.secondary.group(2).state == "Standby Ready", "2m")
    before = everything(pair)
    assert typed(pair, "primary", "system", "", line) == texts.NO_SUCH_GROUP.line(group=2)
    assert typed(pair, "primary", "system", "", line.replace("2", "1")) != texts.NO_SUCH_GROUP.line(group=1)
    assert everything(pair) == before


def test_a_generated_address_cannot_be_set_by_hand(make_pair: Callable[..., Pair]) -> None:
    """A2 is for `mac-address auto` (reference 10) [V]."""
    pair = make_pair(seed=1, edit={"no mac-address auto": "mac-address auto prefix 7"})
    pair.form()
    before = everything(pair)
    line = "mac-address a200.0000.0001 standby a200.0000.0002"
    assert typed(pair, "primary", "ctx1", "interface Ethernet0.11", line) == texts.MAC_GENERATED.line()
    assert everything(pair) == before


def test_a_refused_line_is_not_replicated_from_the_mate_either(running: Pair) -> None:
    """Typed where group 2 is active, in its context."""
    before = everything(running)
    line = "mac-address 0100.0000.0001"
    printed = typed(running, "secondary", "ctx2", "interface Ethernet0.12", line)
    assert printed == texts.MAC_NOT_UNICAST.line(mac="0100.0000.0001")
    assert everything(running) == before


def test_right_lines_of_the_same_kinds_are_taken_on_both_units(make_pair: Callable[..., Pair]) -> None:
    """The limits themselves."""
    pair = make_pair(seed=1)
    pair.form()
    for line in (
        "failover polltime unit 5 holdtime 15",
        "failover polltime unit msec 200 holdtime msec 800",
        "failover polltime unit 15 holdtime 45",
    ):
        typed(pair, "primary", "system", "", line)
    for line in (
        "interface-policy 250",
        "interface-policy 100%",
        "polltime interface 15 holdtime 75",
        "preempt 1200",
        "mac address Ethernet0 0000.a000.a011 0000.a000.a012",
    ):
        typed(pair, "primary", "system", "failover group 2", line)
    typed(pair, "primary", "ctx1", "interface Ethernet0.11", "asr-group 32")
    for unit in (pair.primary, pair.secondary):
        system, context = unit.running(), unit.running("ctx1")
        assert system is not None
        assert context is not None
        group = ("failover group 2",)
        assert system.has("failover polltime unit 15 holdtime 45")
        assert system.has("interface-policy 100%", group)
        assert system.has("polltime interface 15 holdtime 75", group)
        assert system.has("preempt 1200", group)
        assert system.has("mac address Ethernet0 0000.a000.a011 0000.a000.a012", group)
        assert context.has("asr-group 32", ("interface Ethernet0.11",))
