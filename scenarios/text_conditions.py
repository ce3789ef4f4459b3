"""Conditions about what configurations hold and files contain."""

# ruff: noqa: D102  # each kind answers the questions of its base

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from msgspec import Meta

from asapair.actors.device.configuration import Configuration
from asapair.actors.device.urls import is_url
from asapair.actors.spec import UNITS

from .conditions import Condition, Units, named
from .lines import places, squeezed
from .nodes import shortened
from .values import Words

if TYPE_CHECKING:
    from asapair.actors.handles import UnitHandle

    from .sight import Sight

In = Annotated[Words, Meta(description="`system`, or the name of a context.")]


class _Lines(Condition, frozen=True, kw_only=True):
    """Base of conditions about the lines of a text that units have."""

    has: Annotated[
        tuple[Words, ...], Meta(description="Lines that are there; the lines of a block stand together.")
    ] = ()
    lacks: Annotated[tuple[Words, ...], Meta(description="Lines that are not there.")] = ()

    def wrong(self) -> tuple[str, str] | None:
        if not self.has and not self.lacks:
            return self.subject, "'has' or 'lacks' goes with it"
        return None

    def holds(self, sight: Sight) -> bool:
        return not self.finds(sight)

    def finds(self, sight: Sight) -> str:
        """What is wrong, unit by unit; empty if nothing is."""
        found = ((unit.name, self.fault(sight, unit)) for unit in sight.units(self.units))
        return "; ".join(f"on {name} {fault}" for name, fault in found if fault)

    @property
    def units(self) -> str:
        """The unit that has the text, or ``both``."""
        return str(getattr(self, self.subject))

    @abstractmethod
    def fault(self, sight: Sight, unit: UnitHandle) -> str:
        """What is wrong on one unit; empty if nothing is."""

    def judge(self, lines: Iterable[str] | None) -> str:
        """What is wrong with lines; without lines there is none that could be lacking."""
        if lines is None:
            return "there is none" if self.has else ""
        squeezed_lines = [squeezed(line) for line in lines]
        missing = [text for text in self.has if not places(squeezed_lines, text)]
        present = [text for text in self.lacks if places(squeezed_lines, text)]
        return ", ".join(
            [*(f"'{shortened(text)}' is missing" for text in missing)]
            + [f"'{shortened(text)}' is there" for text in present]
        )

    def wish(self) -> str:
        """What lines are asked for, in words."""
        parts = [
            f"{verb} " + " and ".join(f"'{shortened(text)}'" for text in texts)
            for verb, texts in (("has", self.has), ("lacks", self.lacks))
            if texts
        ]
        return " and ".join(parts)


class Running(_Lines, frozen=True, kw_only=True):
    """Lines of a running configuration."""

    subject: ClassVar[str] = "running"
    running: Annotated[Units, Meta(description="The unit whose running configuration it is.")]
    in_: In = "system"

    def asks(self) -> str:
        return f"the running configuration of {named(self.running)} in {self.in_} {self.wish()}"

    def fault(self, sight: Sight, unit: UnitHandle) -> str:  # noqa: ARG002
        running = unit.running(self.in_)
        return self.judge(None if running is None else running.lines())


class Startup(_Lines, frozen=True, kw_only=True):
    """Lines of the configuration that a unit has saved for a space."""

    subject: ClassVar[str] = "startup"
    startup: Annotated[Units, Meta(description="The unit whose startup configuration it is.")]
    in_: In = "system"

    def asks(self) -> str:
        return f"the startup configuration of {named(self.startup)} in {self.in_} {self.wish()}"

    def fault(self, sight: Sight, unit: UnitHandle) -> str:  # noqa: ARG002
        text = unit.startup(self.in_)
        return self.judge(None if text is None else text.split("\n"))


class File(_Lines, frozen=True, kw_only=True):
    """A file in flash or on a server, and its lines."""

    subject: ClassVar[str] = "file"
    file: Annotated[
        Words, Meta(description="Its path, such as `disk0:/ctx1.cfg`, or `tftp://10.0.0.5/ctx1.cfg`.")
    ]
    on: Annotated[Units | None, Meta(description="The unit whose flash it is; a server has none.")] = None
    is_: Annotated[Literal["present", "absent"], Meta(description="Whether there is such a file.")] = (
        "present"
    )

    def wrong(self) -> tuple[str, str] | None:
        if self.is_ == "absent" and (self.has or self.lacks):
            return "is", "an absent file has no lines"
        if is_url(self.file) and self.on is not None:
            return "on", "does not go with a file on a server, which is there for both units"
        if not is_url(self.file) and self.on is None:
            return "file", "'on' goes with it: the unit whose flash it is"
        return None

    @property
    def units(self) -> str:
        return self.on or "primary"

    def asks(self) -> str:
        wish = f" and {self.wish()}" if self.has or self.lacks else ""
        flash = f" on {named(self.on)}" if self.on else ""
        return f"the file {self.file}{flash} is {self.is_}{wish}"

    def finds(self, sight: Sight) -> str:
        return super().finds(sight) if self.on else self._judged(sight.pair.file("primary", self.file))

    def fault(self, sight: Sight, unit: UnitHandle) -> str:
        return self._judged(sight.pair.file(unit.name, self.file))

    def _judged(self, text: str | None) -> str:
        if (text is None) is (self.is_ == "present"):
            return "it is absent" if text is None else "it is present"
        return self.judge(None if text is None else text.split("\n"))


class Configurations(Condition, frozen=True, kw_only=True):
    """Both units run the same."""

    subject: ClassVar[str] = "configurations"
    configurations: Annotated[
        Literal["same"],
        Meta(description="The running configurations differ in `failover lan unit` alone, in all spaces."),
    ]

    def holds(self, sight: Sight) -> bool:
        return not self.finds(sight)

    def asks(self) -> str:
        return "the running configurations differ in 'failover lan unit' alone"

    def finds(self, sight: Sight) -> str:
        primary, secondary = sight.units("both")
        for space in ("system", *dict.fromkeys((*primary.contexts, *secondary.contexts))):
            if fault := _difference(space, primary.running(space), secondary.running(space)):
                return f"{space}: {fault}"
        return ""


ROLES = (("failover lan unit primary",), ("failover lan unit secondary",))


def _difference(space: str, mine: Configuration | None, theirs: Configuration | None) -> str:
    """What differs beyond ``failover lan unit``, which has to differ; empty if nothing does."""
    if mine is None or theirs is None:
        return "runs on neither unit" if mine is theirs else "runs on one unit only"
    different = mine.difference(theirs)
    if different == (ROLES if space == "system" else ((), ())):
        return ""
    shown = [
        f"only {unit} has '{shortened(line)}'"
        for unit, lines in zip(UNITS, different, strict=True)
        for line in lines
        if not line.startswith("failover lan unit ")
    ]
    if not shown:
        return "'failover lan unit' does not differ"
    return "; ".join(shown[:3]) + (f"; and {len(shown) - 3} more" if len(shown) > 3 else "")


class Command(Condition, frozen=True, kw_only=True):
    """What became of a command that was entered during a synchronisation."""

    subject: ClassVar[str] = "command"
    command: Annotated[Words, Meta(description="The command as it was typed.")]
    in_: In = "system"
    outcome: Annotated[
        Literal["replicated", "overwritten"],
        Meta(description="`replicated`: both units have it. `overwritten`: the stream has removed it."),
    ]

    def holds(self, sight: Sight) -> bool:
        return self.outcome in self._outcomes(sight)

    def asks(self) -> str:
        return f"the command '{shortened(self.command)}' in {self.in_} is {self.outcome}"

    def finds(self, sight: Sight) -> str:
        return ", ".join(self._outcomes(sight)) or "no such command was entered during a synchronisation"

    def _outcomes(self, sight: Sight) -> list[str]:
        wanted = squeezed(self.command)
        return [
            event.outcome
            for event in sight.pair.replications
            if event.space == self.in_ and squeezed(event.line) == wanted
        ]
