"""`show context` in its three forms and `show mode` (reference 4.8)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from asapair.actors.console.pages.contexts import (
    contexts,
    contexts_count,
    contexts_detail,
    mode,
)
from asapair.actors.device.board import Board
from asapair.actors.device.configuration import Configuration

Boards = Callable[..., Board]

SYSTEM = """\
hostname hostname
interface GigabitEthernet0/0
interface Management0/0
admin-context admin
context admin
  allocate-interface GigabitEthernet0/0
  allocate-interface Management0/0
  config-url disk0:/admin.cfg
context ctx1
  allocate-interface GigabitEthernet0/1
  allocate-interface GigabitEthernet0/2
  config-url disk0:/ctx1.cfg
"""

#: The sample of the reference.
SAMPLE = """\
Context Name      Class      Interfaces           Mode         URL
*admin            default    GigabitEthernet0/0,  Routed       disk0:/admin.cfg
                             Management0/0
 ctx1             default    GigabitEthernet0/1,  Routed       disk0:/ctx1.cfg
                             GigabitEthernet0/2
Total active Security Contexts: 2"""


@pytest.fixture
def unit(board: Boards) -> Callable[[str], Board]:
    def build(system: str) -> Board:
        found = board()
        found.system = Configuration.parse(system)
        found.number_contexts()
        return found

    return build


def test_contexts_are_listed_as_in_the_sample(unit: Callable[[str], Board]) -> None:
    assert contexts(unit(SYSTEM)) == SAMPLE.split("\n")


def test_inside_a_context_its_row_stands_alone_and_unmarked(unit: Callable[[str], Board]) -> None:
    assert contexts(unit(SYSTEM), "admin") == [
        "Context Name      Class      Interfaces           Mode         URL",
        " admin            default    GigabitEthernet0/0,  Routed       disk0:/admin.cfg",
        "                             Management0/0",
    ]


def test_interfaces_share_lines_of_twenty_characters_and_a_long_list_is_cut_after_four(
    unit: Callable[[str], Board],
) -> None:
    # the interfaces of the Cisco-written sample (reference 4.8): eight of twelve are shown
    names = (1000, 1001, 1030, 1031, 1050, 1051, 1082, 1083, 1084, 1085, 1086, 1087)
    allocated = "".join(f"  allocate-interface Vlan{name}\n" for name in names)
    page = contexts(unit(f"admin-context admin\ncontext admin\n{allocated}  config-url disk0:/admin.cfg\n"))
    assert [line[29:49].rstrip() for line in page[1:-1]] == [
        "Vlan1000,Vlan1001,",
        "Vlan1030,Vlan1031,",
        "Vlan1050,Vlan1051,",
        "Vlan1082,Vlan1083...",
    ]


def test_a_context_without_url_and_with_a_class_says_so(unit: Callable[[str], Board]) -> None:
    page = contexts(unit("context ctx9\n  member gold\n"))
    assert page[1] == " ctx9             gold                            Routed       (not entered)"


def test_before_8_5_there_is_no_column_mode(unit: Callable[[str], Board]) -> None:
    old = unit(SYSTEM)
    old.version = "8.4(5)"
    assert contexts(old)[:2] == [
        "Context Name      Class      Interfaces           URL",
        "*admin            default    GigabitEthernet0/0,  disk0:/admin.cfg",
    ]


def test_contexts_are_counted(unit: Callable[[str], Board]) -> None:
    assert contexts_count(unit(SYSTEM)) == ["Total active Security Contexts: 2"]


def test_details_give_real_and_mapped_interfaces_and_the_two_entries_of_the_system(
    unit: Callable[[str], Board],
) -> None:
    mapped = SYSTEM.replace("GigabitEthernet0/1\n", "GigabitEthernet0/1 outside visible\n")
    assert contexts_detail(unit(mapped)) == [
        'Context "admin", has been created',
        "  Config URL: disk0:/admin.cfg",
        "  Real Interfaces: GigabitEthernet0/0, Management0/0",
        "  Mapped Interfaces: GigabitEthernet0/0, Management0/0",
        "  Class: default, Flags: 0x00000013, ID: 1",
        "",
        'Context "ctx1", has been created',
        "  Config URL: disk0:/ctx1.cfg",
        "  Real Interfaces: GigabitEthernet0/1, GigabitEthernet0/2",
        "  Mapped Interfaces: outside, GigabitEthernet0/2",
        "  Class: default, Flags: 0x00000011, ID: 2",
        "",
        'Context "system", is a system resource',
        "  Config URL: startup-config",
        "  Real Interfaces:",
        "  Mapped Interfaces: GigabitEthernet0/0, Management0/0",
        "  Class: default, Flags: 0x00000019, ID: 257",
        "",
        'Context "null", is a system resource',
        "  Config URL: ... null ...",
        "  Real Interfaces:",
        "  Mapped Interfaces:",
        "  Class: default, Flags: 0x00000009, ID: 258",
    ]


def test_a_long_list_goes_on_behind_four_blanks(unit: Callable[[str], Board]) -> None:
    # the sample of the reference breaks this very list behind Vlan1032
    names = (1000, 1001, 1030, 1031, 1032, 993, 994, 995, 996, 997, 998, 999)
    allocated = "".join(f"  allocate-interface Vlan{name}\n" for name in names)
    page = contexts_detail(unit(f"admin-context admin\ncontext admin\n{allocated}"), "admin")
    assert page[2:4] == [
        "  Real Interfaces: Vlan1000, Vlan1001, Vlan1030, Vlan1031, Vlan1032,",
        "    Vlan993, Vlan994, Vlan995, Vlan996, Vlan997, Vlan998, Vlan999",
    ]


def test_inside_a_context_details_are_its_own(unit: Callable[[str], Board]) -> None:
    page = contexts_detail(unit(SYSTEM), "ctx1")
    assert page[0] == 'Context "ctx1", has been created'
    assert page[-1] == "  Class: default, Flags: 0x00000011, ID: 2"


def test_admin_has_number_1_wherever_it_is_defined(unit: Callable[[str], Board]) -> None:
    late = unit("admin-context admin\ncontext ctx1\ncontext admin\ncontext ctx2\n")
    assert late.context_numbers == {"admin": 1, "ctx1": 2, "ctx2": 3}


def test_a_number_is_given_once(unit: Callable[[str], Board]) -> None:
    found = unit("admin-context admin\ncontext admin\ncontext ctx1\ncontext ctx2\n")
    for line, numbers in (
        ("no context ctx1", {"admin": 1, "ctx2": 3}),
        ("context ctx0", {"admin": 1, "ctx2": 3, "ctx0": 4}),
        ("context ctx1", {"admin": 1, "ctx2": 3, "ctx0": 4, "ctx1": 5}),
    ):
        found.system = found.system.enter(line)
        found.number_contexts()
        assert found.context_numbers == numbers, line


def test_the_mode_is_that_of_the_unit(unit: Callable[[str], Board]) -> None:
    found = unit(SYSTEM)
    assert mode(found) == ["Security context mode: multiple"]
    found.mode = "single"
    assert mode(found) == ["Security context mode: single"]
