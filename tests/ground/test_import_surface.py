from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("wheel")

HEAVY = {"blinker", "click", "loguru", "msgspec", "pykka", "rich", "yaml"}
FOLDER_NAMES = {"actors", "app", "logs", "scenarios"}

Python = Callable[[str], list[str]]


def test_importing_asapair_alone_loads_no_library(python: Python) -> None:
    loaded = python("import asapair, sys; print(*sys.modules, sep='\\n')")
    assert "asapair" in loaded
    assert HEAVY.isdisjoint(loaded)
    assert not [name for name in loaded if name.startswith("asapair.")]


def test_a_public_name_loads_what_it_needs_when_it_is_used(python: Python) -> None:
    loaded = python("import asapair, sys; asapair.Pair; print(*sys.modules, sep='\\n')")
    assert {"asapair.actors.pair", "pykka"} <= set(loaded)


def test_every_public_name_exists_and_is_listed(python: Python) -> None:
    program = "import asapair; print(all(getattr(asapair, n) and n in dir(asapair) for n in asapair.__all__))"
    assert python(program) == ["True"]


def test_an_unknown_name_is_an_attribute_error_that_names_it(python: Python) -> None:
    program = "import asapair\ntry: asapair.Pear\nexcept AttributeError as error: print(error)"
    assert python(program) == ["module 'asapair' has no attribute 'Pear'"]


def test_the_version_is_the_installed_one(python: Python) -> None:
    assert python("import asapair; print(asapair.__version__)") == ["0.1.0"]


@pytest.mark.parametrize("name", sorted(FOLDER_NAMES))
def test_the_folders_are_no_names_of_their_own_once_installed(python: Python, name: str) -> None:
    program = f"import asapair.actors, importlib.util; print(importlib.util.find_spec({name!r}))"
    assert python(program) == ["None"]


def test_this_test_run_loads_no_second_copy_of_a_package() -> None:
    assert FOLDER_NAMES.isdisjoint(sys.modules)


def test_no_file_of_the_project_imports_a_folder_by_its_name(checkout: Path) -> None:
    places = ("actors", "app", "benchmarks", "examples", "logs", "scenarios", "tests")
    files = [path for place in places for path in (checkout / place).rglob("*.py")]
    assert files
    offenders = {path.relative_to(checkout).as_posix(): top_imports(path) & FOLDER_NAMES for path in files}
    assert {path: names for path, names in offenders.items() if names} == {}


def top_imports(path: Path) -> set[str]:
    """Return the first part of each absolute import in a file."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    absolute = {
        node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level
    }
    return {name.partition(".")[0] for name in plain | absolute}
