"""Scenario files: what loads, runs and checks them, and the library that comes with the package."""

from .errors import ScenarioError
from .library import find
from .runner import Entry, Kind, Result, Verdict, run
from .scenario import Scenario, load, loads

__all__ = ["Entry", "Kind", "Result", "Scenario", "ScenarioError", "Verdict", "find", "load", "loads", "run"]
