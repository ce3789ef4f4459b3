"""The documents hold what code and programs look up in them: requirement rows and reference sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from asapair.actors.facts.texts import catalogue

ROOT = Path(__file__).resolve().parents[2]
FAMILIES = {"P": 18, "B": 7, "R": 7, "A": 8, "H": 6, "S": 4, "I": 5}
CONFIDENCES = {"page", "captured", "read", "memory", "decision"}
SECTION = r"\d+(?:\.\d+)*[a-z]?"
FURTHER = r"(?:(?:,|\s+and|\s+to)\s+\d+\.[\d.]*\d[a-z]?\b)*"
CATALOGUED = re.compile(rf'"(?:S|R|V|M|M\?|I)",\s*(?:#[^\n]*\s*)?"({SECTION})"')
NAMED = re.compile(rf"\breference[\s#]+({SECTION})\b({FURTHER})", re.IGNORECASE)


def document(name: str) -> str:
    """Return the text of one file of docs/, found from this test's own place in the checkout."""
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def requirement_rows() -> list[tuple[str, ...]]:
    """Return the rows of docs/requirements.md whose first cell is a requirement id, as tuples of cells."""
    lines = [line for line in document("requirements.md").splitlines() if line.startswith("|")]
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    return [row for row in rows if re.fullmatch(r"[A-Z]\d+", row[0])]


def reference_headings() -> list[str]:
    """Return the section numbers that head docs/reference.md, outside its blocks of device text."""
    prose = re.sub(r"^```.*?^```$", "", document("reference.md"), flags=re.DOTALL | re.MULTILINE)
    return re.findall(rf"^#+ ({SECTION})\.? ", prose, flags=re.MULTILINE)


def sections_named(text: str) -> Iterator[str]:
    """Yield each section a text names as `reference 1.5, 2.1 and 3.4`, or as a tag with a section."""
    for match in NAMED.finditer(text):
        yield match[1]
        yield from re.findall(SECTION, match[2])
    yield from CATALOGUED.findall(text)


def sections_named_in_code() -> dict[str, list[str]]:
    """Return each section that the packages name, with the files that name it."""
    named: dict[str, list[str]] = {}
    for folder in ("actors", "scenarios", "logs", "app"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".yaml", ".yml", ".md"}:
                for section in sections_named(path.read_text(encoding="utf-8")):
                    named.setdefault(section, []).append(str(path.relative_to(ROOT)))
    return named


def test_every_requirement_of_every_family_has_one_row() -> None:
    expected = [f"{family}{number}" for family, count in FAMILIES.items() for number in range(1, count + 1)]
    assert [row[0] for row in requirement_rows()] == expected


def test_every_requirement_row_has_four_filled_cells_and_a_known_confidence() -> None:
    wrong = [row for row in requirement_rows() if len(row) != 4 or not all(row) or row[3] not in CONFIDENCES]
    assert wrong == []


def test_every_requirement_names_sections_of_the_reference() -> None:
    headings = set(reference_headings())
    for identifier, _, facts, _ in requirement_rows():
        sections = re.fullmatch(rf"reference ({SECTION}(?:, {SECTION})*)", facts)
        assert sections, f"{identifier} names no section"
        assert set(sections[1].split(", ")) <= headings, f"{identifier} names a section that is not there"


def test_no_section_of_the_reference_occurs_twice() -> None:
    headings = reference_headings()
    assert sorted(set(headings)) == sorted(headings)


def test_every_chapter_and_decision_stands_in_its_place() -> None:
    headings = reference_headings()
    assert [heading for heading in headings if "." not in heading] == [str(chapter) for chapter in range(15)]
    decisions = [heading for heading in headings if heading.startswith("14.")]
    assert decisions == [f"14.{number}" for number in range(1, len(decisions) + 1)]


def test_a_section_is_found_however_a_docstring_names_it() -> None:
    text = "Texts as in reference 1.5, 4.2b and 14.3 [V].\n    # Reference\n    # 6. See also reference 12."
    assert list(sections_named(text)) == ["1.5", "4.2b", "14.3", "6", "12"]
    assert list(sections_named('Text("[OK]", "M?", "3.4.1")')) == ["3.4.1"]


def test_every_section_named_in_the_code_is_in_the_reference() -> None:
    named = sections_named_in_code()
    headings = set(reference_headings())
    assert named, "the packages name no section at all: is the checkout complete?"
    assert {section: files for section, files in named.items() if section not in headings} == {}


def test_the_two_messages_of_the_page_stand_in_the_reference() -> None:
    reference = document("reference.md")
    assert "\n| `Beginning configuration replication: Sending to mate.` | sender |" in reference
    assert "\n| `End Configuration Replication to mate` | sender |" in reference


def test_every_console_text_said_to_be_captured_or_read_stands_in_the_reference() -> None:
    reference = " ".join(document("reference.md").split())
    sourced = {name: text for name, text in catalogue().items() if text.tag in {"S", "R", "V"}}
    assert "BEGIN_SENDING" in sourced
    for name, text in sourced.items():
        for part in re.split(r"\{\w+\}|\n", text.template):
            assert " ".join(part.split()) in reference, f"{name} is not in the reference: {part!r}"
