"""The pair itself: units, failover groups, contexts and the links between them, as actors."""

from .handles import ConsoleNotReadyError
from .pair import Pair
from .spec import PairSpec

__all__ = ["ConsoleNotReadyError", "Pair", "PairSpec"]
