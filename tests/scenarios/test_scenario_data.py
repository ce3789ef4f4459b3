"""The data files of the scenarios agree with what they are made from."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from asapair.scenarios import schema
from asapair.scenarios.decoding import Choice, kinds
from asapair.scenarios.requirements import encoded, parse, requirements

CHECKOUT = Path(__file__).parents[2]


def packaged(name: str) -> bytes:
    return (files("asapair.scenarios") / name).read_bytes()


def test_the_packaged_requirements_are_those_of_the_document() -> None:
    document = (CHECKOUT / "docs" / "requirements.md").read_text(encoding="utf-8")
    assert packaged("requirements.json") == encoded(parse(document)), (
        "see scenarios/requirements.py for the command"
    )


def test_a_row_is_read_with_its_text_and_its_confidence() -> None:
    row = requirements()["P8"]
    assert "`End Configuration Replication to mate`" in row.text
    assert (row.facts, row.confidence) == ("reference 1.4, 6", "page")


def test_the_packaged_schema_is_that_of_the_types() -> None:
    assert packaged("scenario.schema.json") == schema.encoded(), "python -m asapair.scenarios.schema"


@pytest.mark.parametrize("choice", ["Step", "Condition"])
def test_the_schema_knows_every_kind_of_step_and_condition(choice: str) -> None:
    definitions = json.loads(schema.encoded())["$defs"]
    (base,) = (base for base in Choice.__subclasses__() if base.__name__ == choice)
    names = [kind.__name__ for kind in kinds(base)]
    assert [each["$ref"] for each in definitions[choice]["anyOf"]] == [f"#/$defs/{name}" for name in names]
    for kind in kinds(base):
        assert not kind.subject or kind.subject in definitions[kind.__name__]["required"]
        assert definitions[kind.__name__]["additionalProperties"] is False


def test_the_schema_spells_keys_as_files_do() -> None:
    definitions = json.loads(schema.encoded())["$defs"]
    assert {"type", "on", "in", "configure", "at", "until"} <= set(definitions["Type"]["properties"])
    assert "power-off" in definitions["PowerOff"]["properties"]
    assert definitions["Replication"]["properties"]["per-line"]["type"] == "string"


def test_every_property_of_the_schema_says_what_it_is() -> None:
    definitions = json.loads(schema.encoded())["$defs"]
    silent = [
        f"{name}.{key}"
        for name, definition in definitions.items()
        for key, value in definition.get("properties", {}).items()
        if "description" not in value and "$ref" not in value
    ]
    assert silent == []
