"""What every test of the project can use: heavy tests on demand, golden files, repeatable property tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from asapair.actors.pair import Pair, observing
from asapair.scenarios.invariants import Invariants

GOLDEN = Path(__file__).parent / "golden"

# The same examples in every run: a failure is a finding, never a matter of luck. No deadline, since
# a busy machine is not a wrong answer.
hypothesis.settings.register_profile("quick", deadline=None, derandomize=True)
hypothesis.settings.register_profile("heavy", deadline=None, derandomize=True, max_examples=2000)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of this test suite."""
    group = parser.getgroup("asapair's own tests")
    group.addoption("--heavy", action="store_true", help="also run the tests that take minutes")
    group.addoption("--update-goldens", action="store_true", help="rewrite tests/golden from this run")


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples a property test tries."""
    hypothesis.settings.load_profile("heavy" if config.getoption("--heavy") else "quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave heavy tests out unless they are asked for."""
    if config.getoption("--heavy"):
        return
    skip = pytest.mark.skip(reason="heavy: runs with --heavy")
    for item in items:
        if item.get_closest_marker("heavy"):
            item.add_marker(skip)


@pytest.fixture(autouse=True)
def watched(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every pair that a test builds keeps the invariants, unless the test breaks one on purpose."""
    if request.node.get_closest_marker("breaks_invariants"):
        yield
        return
    watching: list[Invariants] = []

    def watch(pair: Pair) -> None:
        over = [each for each in watching if each.pair.runtime.closed]
        watching[:] = [each for each in watching if not each.pair.runtime.closed]
        watching.append(Invariants(pair))
        for each in over:
            each.finish()

    token = observing.set(watch)
    try:
        yield
    finally:
        observing.reset(token)
    for each in watching:
        each.finish()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a file in tests/golden, or rewrite that file under `--update-goldens`."""
    update = request.config.getoption("--update-goldens")

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        elif not path.exists():
            pytest.fail(
                f"tests/golden/{name} is missing; write it with: pytest --update-goldens, then read it"
            )
        else:
            assert text == path.read_text(encoding="utf-8")

    return check
