"""The pair that the package brings: two units in service, with the contexts admin, ctx1 and ctx2."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from .spec import FlashSpec, PairSpec, UnitSpec

#: Contexts of the default pair; the configuration of each is in flash under its name, on both units.
CONTEXTS = ("admin", "ctx1", "ctx2")


@cache
def default_spec() -> PairSpec:
    """The default pair: group 1 (admin, ctx1) prefers the primary, group 2 (ctx2) the secondary.

    Nothing preempts. Both units hold the saved configuration of everything, in the form of captured files
    (reference 4.7 [R]) and with addresses from the ranges reserved for documentation.
    """
    flash = FlashSpec(files={f"disk0:/{name}.cfg": packaged(name) for name in CONTEXTS})
    return PairSpec(
        primary=UnitSpec(startup=packaged("primary"), flash=flash),
        secondary=UnitSpec(startup=packaged("secondary"), flash=flash),
    )


def packaged(name: str) -> str:
    """The text of a packaged configuration: ``primary``, ``secondary``, or one of ``CONTEXTS``."""
    return (files(__package__) / "facts" / "configurations" / f"{name}.cfg").read_text(encoding="utf-8")


def spec_from_texts(primary: str, secondary: str | None, contexts: Mapping[str, str]) -> PairSpec:
    """A spec from startup configurations, and context files by path that both units hold.

    Without ``secondary`` the mate holds the primary's text as ``failover lan unit secondary``.
    """
    flash = FlashSpec(files=dict(contexts))
    mate = as_mate(primary) if secondary is None else secondary
    return PairSpec(
        primary=UnitSpec(startup=primary, flash=flash), secondary=UnitSpec(startup=mate, flash=flash)
    )


def as_mate(startup: str) -> str:
    """A primary's startup configuration as its secondary holds it.

    They differ in one line (reference 1.5).
    """
    return startup.replace("failover lan unit primary", "failover lan unit secondary")
