"""The scenarios that come with the package, and how one is found by what a person types."""

from __future__ import annotations

from collections.abc import Iterator

from .contents import LIBRARY, names
from .errors import Position, ScenarioError, meant
from .scenario import Scenario, load

__all__ = ["find", "is_file", "names", "packaged"]


def packaged() -> Iterator[Scenario]:
    """All packaged scenarios."""
    return (load(LIBRARY / f"{name}.yaml") for name in names())


def find(name: str) -> Scenario:
    """The scenario called ``name``: a packaged one if it has no folder and no ``.yaml``, otherwise a file.

    ``ScenarioError`` if there is none, or for the first thing that is wrong with it.
    """
    if is_file(name):
        return load(name)
    if name not in names():
        raise ScenarioError(
            Position(name),
            f"there is no packaged scenario of this name{meant(name, names())}: `asapair list` shows them;"
            f" a file is ./{name}.yaml",
        )
    return load(LIBRARY / f"{name}.yaml")


def is_file(name: str) -> bool:
    """Whether a word on the command line means a file."""
    return "/" in name or "\\" in name or name.endswith((".yaml", ".yml"))
