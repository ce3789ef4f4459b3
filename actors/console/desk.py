"""What a command at a console sees, and what it may ask for.

A command is a generator, its *dialogue*: it yields requests, one at a time, and is sent the answer to each.
It calls no actor; the unit carries the requests out (``unit/sessions.py``).
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import msgspec

from ..device.board import Board
from ..device.flash import Flash
from ..facts.syslog import MATE, SyslogText, user
from ..rules.settings import ContextSettings, FailoverSettings


@dataclass(slots=True)
class Place:
    """Where a console stands: its mode, its space, and the headers of the sub-modes it is in."""

    mode: str = "user"
    space: str = "system"
    within: tuple[str, ...] = ()

    def enter(self, mode: str, *within: str) -> None:
        """Go to another mode of the same space."""
        self.mode, self.within = mode, within


@dataclass(frozen=True, slots=True)
class Desk:
    """What a dialogue may look at. ``now`` in ns; ``place`` is changed by the commands that move."""

    board: Board
    place: Place
    settings: FailoverSettings
    contexts: dict[str, ContextSettings]
    now: int
    #: to look at; what changes a file is a request
    flash: Flash
    #: nobody sits here: questions are answered with yes, nothing is shown
    silent: bool = False

    @property
    def user(self) -> str:
        """Whom syslog names for what is typed here."""
        return user(silent=self.silent)

    @property
    def source(self) -> str:
        """Where what is typed here comes from, in the words of syslog."""
        return MATE if self.silent else "console"


Dialogue = Generator["Request", Any, None]


class Request(msgspec.Struct, frozen=True):
    """Base of what a dialogue yields."""


class Print(Request, frozen=True):
    """Print lines; the answer is None."""

    lines: tuple[str, ...]


class Question(Request, frozen=True):
    """Ask the person; the answer is the next line typed, without blanks around it.

    ``secret``: the line is not shown, but for a star in place of each character.
    """

    text: str
    secret: bool = False


class Enter(Request, frozen=True):
    """Carry out a configuration command in this space; the answer is None.

    ``implied``: nobody typed it, it follows from what was typed.
    """

    line: str
    within: tuple[str, ...] = ()
    negated: bool = False
    implied: bool = False


class Clear(Request, frozen=True):
    """Remove the lines of this space that begin with a word, or all with an empty one; the answer is None."""

    word: str


class Replicate(Request, frozen=True):
    """Send a command to the mate if it belongs there; the answer is a ``Direction``.

    Whether a command can go there at all is told by the command table, and by nothing else.
    """

    line: str
    mode: str
    within: tuple[str, ...] = ()


class WhichWay(Request, frozen=True):
    """Ask where a command entered in this space goes; the answer is a ``Direction``."""


class ReadRunning(Request, frozen=True):
    """Read the running configuration of a space; the answer is a ``Configuration``.

    ``loaded``: not before every context has the text that is on its way to it.
    """

    space: str
    loaded: bool = False


class ReadFile(Request, frozen=True):
    """Read a file, of the flash or of a server; the answer is its text, or the ``FileError``."""

    path: str


class WriteFile(Request, frozen=True):
    """Write a file, in flash or on a server; the answer is None, or the ``FileError``."""

    path: str
    text: str


class DeleteFile(Request, frozen=True):
    """Delete a file from flash; the answer is None, or the ``FileError``."""

    path: str


class RenameFile(Request, frozen=True):
    """Give a file in flash another name; the answer is None, or the ``FileError``."""

    path: str
    to: str


class MakeFolder(Request, frozen=True):
    """Make a folder in flash; the answer is None, or the ``FileError``."""

    path: str


class RemoveFolder(Request, frozen=True):
    """Remove an empty folder from flash; the answer is None, or the ``FileError``."""

    path: str


class Merge(Request, frozen=True):
    """Add lines to the running configuration of this space; the answer is None."""

    lines: tuple[str, ...]


class Clock(Request, frozen=True):
    """Look at the clock; the answer is ns of virtual time."""


class ForceActive(Request, frozen=True):
    """Take groups from the mate; the answer is whether it let go of all of them."""

    groups: tuple[int, ...]


class ForceStandby(Request, frozen=True):
    """Give groups to the mate; the answer is None."""

    groups: tuple[int, ...]


class ResetGroups(Request, frozen=True):
    """Take failed groups for sound: they become standby; the answer is None."""

    groups: tuple[int, ...]


class SendStandby(Request, frozen=True):
    """Send the configuration of this space, of all spaces from the system, to the mate.

    The answer is None.
    """


class SetMode(Request, frozen=True):
    """Boot from now on in single or multiple mode; the answer is None."""

    mode: str


class ReloadUnit(Request, frozen=True):
    """Reload this unit; there is no answer, the console is gone. ``farewell`` is what it says going down."""

    farewell: tuple[str, ...]


class ReloadMate(Request, frozen=True):
    """Reload the mate; the answer is None."""


class Log(Request, frozen=True):
    """Send a message to syslog; the answer is None."""

    message: SyslogText
    values: dict[str, Any]


class RunOn(Request, frozen=True):
    """Carry out a line on the mate, or here where not ``mate``, in the mode of a target of `failover exec`.

    The answer is the lines that it printed, or None where the mate does not answer.
    """

    line: str
    target: str
    mate: bool


class ClearStatistics(Request, frozen=True):
    """Count failover messages from zero; the answer is None."""
