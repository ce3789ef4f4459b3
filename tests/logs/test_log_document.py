from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from asapair.logs.format import FORMAT, VERSION, Delivery, End, Header, Seal
from asapair.logs.telling import FIELDS

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "logs.md"


def chapter(title: str) -> str:
    """The text under a heading, down to the next one."""
    return re.split(
        r"^#+ ", DOCUMENT.read_text(encoding="utf-8").split(f"# {title}\n")[1], flags=re.MULTILINE
    )[0]


def first_column(text: str) -> list[str]:
    """The names in the first cells of the tables of a text."""
    cells = [line.split("|")[1] for line in text.splitlines() if line.startswith("|")]
    return [name for cell in cells for name in re.findall(r"`(.+?)`", cell)]


@pytest.mark.parametrize("kind", [Header, End, Seal])
def test_the_document_names_every_field_of_a_record_in_its_order(kind: type[msgspec.Struct]) -> None:
    assert first_column(chapter(kind.__name__)) == [field.name for field in msgspec.structs.fields(kind)]


def test_the_document_names_every_place_of_a_delivery() -> None:
    rows = re.findall(r"^\| (\d) \| `(\w+)`", chapter("Delivery"), flags=re.MULTILINE)
    assert rows == [(str(place), field.name) for place, field in enumerate(msgspec.structs.fields(Delivery))]


def test_the_document_names_every_effect_with_its_parts() -> None:
    rows = [re.findall(r"[\w ]+", row) for row in first_column(chapter("Delivery"))]
    told = {row[0]: tuple(part.strip() for part in row[1:] if part.strip()) for row in rows}
    assert told == FIELDS


def test_the_document_names_format_and_version() -> None:
    header = chapter("Header")
    assert f"| `{FORMAT}` |" in header
    assert f"version of this format: `{VERSION}`" in header


def test_the_document_shows_a_record_that_can_be_read() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), flags=re.DOTALL)
    delivery = msgspec.json.decode(example, type=Delivery)
    assert (delivery.step, delivery.sender) == (3, "clock")
