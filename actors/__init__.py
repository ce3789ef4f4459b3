"""The pair itself: units, failover groups, contexts and the links between them, as actors."""

from .pair import ConsoleNotReadyError, Pair
from .spec import PairSpec

__all__ = ["ConsoleNotReadyError", "Pair", "PairSpec"]
