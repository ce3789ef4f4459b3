"""One chassis: the actor, and its parts as plain classes beside it."""

from .actor import Unit

__all__ = ["Unit"]
