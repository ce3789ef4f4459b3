"""Scenario files: what loads, runs and checks them, and the library that comes with the package.

The public names load on first use: what only lists the library builds no pair.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .errors import ScenarioError
    from .library import find
    from .runner import Entry, Kind, Result, Verdict, run
    from .scenario import Scenario, load, loads

__all__ = ["Entry", "Kind", "Result", "Scenario", "ScenarioError", "Verdict", "find", "load", "loads", "run"]

_HOMES = {
    "Entry": "runner",
    "Kind": "runner",
    "Result": "runner",
    "Scenario": "scenario",
    "ScenarioError": "errors",
    "Verdict": "runner",
    "find": "library",
    "load": "scenario",
    "loads": "scenario",
    "run": "runner",
}


def __getattr__(name: str) -> object:
    """Load a public name from the module it lives in."""
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
