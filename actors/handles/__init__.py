"""What people hold of a pair: its units, their consoles, the links and the servers."""

from .between import DataNetworkHandle, LinkHandle, ServerHandle
from .console import Console, ConsoleNotReadyError
from .driven import Driven
from .unit import NotActiveError, UnitHandle

__all__ = [
    "Console",
    "ConsoleNotReadyError",
    "DataNetworkHandle",
    "Driven",
    "LinkHandle",
    "NotActiveError",
    "ServerHandle",
    "UnitHandle",
]
