"""The picture of the state machine is that of the table (S1)."""

from __future__ import annotations

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from asapair.actors.facts.states import State
from asapair.actors.rules.transitions import TABLE

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def drawing() -> ModuleType:
    spec = spec_from_file_location("state_machine_of_the_documents", DOCS / "state_machine.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_picture_is_drawn_from_the_present_table(drawing: ModuleType) -> None:
    """If not: python docs/state_machine.py."""
    assert drawing.PICTURE.read_text(encoding="utf-8") == drawing.picture()


def test_the_document_holds_the_present_table(drawing: ModuleType) -> None:
    """If not: python docs/state_machine.py."""
    text = drawing.DOCUMENT.read_text(encoding="utf-8")
    assert text == drawing.document(text)
    assert drawing.table() in text


def test_each_step_of_the_table_is_an_arrow_and_each_state_a_box(drawing: ModuleType) -> None:
    picture = drawing.picture()
    arrows = [int(number) for number in re.findall(r'data-row="(\d+)"', picture)]
    expected = [
        number
        for number, row in enumerate(TABLE, start=1)
        for _ in range(1 if len(row.was) >= drawing.ANY else len(row.was))
    ]
    assert arrows == expected
    assert all(f">{state}</text>" in picture for state in State)


def test_no_arrow_is_drawn_that_the_table_does_not_have(drawing: ModuleType) -> None:
    steps = {(was, row.state) for row in TABLE for was in row.was}
    assert set(drawing.ROUTES) <= steps


def test_the_picture_begins_and_ends_its_arrows_at_their_boxes(drawing: ModuleType) -> None:
    width, height = drawing.BOX
    for (was, state), (_, points) in drawing.ROUTES.items():
        for place, point in ((was, points[0]), (state, points[-1])):
            x, y = drawing.PLACES[place]
            off = max(abs(point[0] - x) - width / 2, abs(point[1] - y) - height / 2)
            assert abs(off) < 1, f"{was} to {state} does not touch {place}"
