"""A Cisco ASA Active/Active failover pair, emulated with actors.

The public names load on first use, so that `import asapair` alone costs nothing: no actor library, no log
library, no YAML.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .actors.pair import Pair

    __version__: str

__all__ = ["Pair", "__version__"]

_HOMES = {"Pair": "asapair.actors.pair"}


def __getattr__(name: str) -> object:
    """Load a public name from the module it lives in."""
    if name == "__version__":
        return import_module("importlib.metadata").version("asapair")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    msg = f"module 'asapair' has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
