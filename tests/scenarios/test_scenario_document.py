"""Everything that docs/scenarios.md shows can be run, and everything that can be written is in it."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from asapair.actors.facts.models import MODELS
from asapair.scenarios import loads, run
from asapair.scenarios.conditions import Condition
from asapair.scenarios.decoding import kinds
from asapair.scenarios.steps import Step

DOCUMENT = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", DOCUMENT, flags=re.MULTILINE | re.DOTALL)
WHOLE = [example for example in EXAMPLES if example.startswith("title:")]
STEPS = [example for example in EXAMPLES if example.startswith("- ")]
CONDITIONS = re.findall(r"^\| `(\{.*?\})` \|", DOCUMENT, flags=re.MULTILINE)

BOOTED = """\
title: A claim.
pair: {servers: {"tftp://10.0.0.5": {}}}
steps:
- boot: both
- until: {group: 2, on: secondary, is: active}
"""


def test_every_example_is_a_scenario_or_steps_of_one() -> None:
    assert len(WHOLE) + len(STEPS) == len(EXAMPLES)
    assert len(WHOLE) >= 2
    assert len(STEPS) >= 2


@pytest.mark.parametrize("example", WHOLE)
@pytest.mark.parametrize("seed", range(5))
def test_a_scenario_of_the_document_holds(example: str, seed: int) -> None:
    result = run(loads(example), seed)
    assert result.verdicts
    assert [verdict.actual for verdict in result.failures] == []


@pytest.mark.parametrize("example", STEPS)
def test_steps_of_the_document_can_be_done(example: str) -> None:
    result = run(loads(BOOTED + example))
    assert result.finished
    assert [verdict.actual for verdict in result.failures] == []


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_of_the_document_can_be_expected(condition: str) -> None:
    filled = condition.replace("LINE", "failover").replace("CONDITION", "{unit: both, is: up}")
    assert len(run(loads(f"{BOOTED}- expect: {filled}\n")).verdicts) == 1


@pytest.mark.parametrize("subject", [kind.subject for kind in kinds(Condition)])
def test_every_kind_of_condition_is_in_the_document(subject: str) -> None:
    assert any(condition.startswith(f"{{{subject}:") for condition in CONDITIONS)


@pytest.mark.parametrize("subject", [kind.subject for kind in kinds(Step) if kind.subject])
def test_every_kind_of_step_is_in_the_document(subject: str) -> None:
    assert f"\n| `{subject}: " in DOCUMENT


def test_every_model_is_in_the_document() -> None:
    (row,) = re.findall(r"^\| `model` \| (.*) \|$", DOCUMENT, flags=re.MULTILINE)
    assert re.findall(r"`(\w+)`", row) == list(MODELS)


def test_what_the_document_says_of_a_clock_is_so() -> None:
    text = textwrap.dedent("""\
        title: A claim.
        steps:
          - {at: 2m, boot: both}
        """)
    assert run(loads(text)).now == 120 * 10**9
