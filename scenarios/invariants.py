"""What never happens in any order of messages: the invariants I1 to I5, as observers of a pair.

Each is a small class that keeps books over events: what is wrong, since when, and until when it may be so. A
breach is found at the first event after that instant, or at the end (:meth:`Invariants.finish`). Bounds and
conditions stand in reference 14.20 and 14.29.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from asapair.actors.device.configuration import split_file
from asapair.actors.duration import SECOND, clock
from asapair.actors.rules.synchronisation import OWN_LINE
from asapair.actors.runtime import LiveRuntime
from asapair.actors.signals import (
    CommandEntered,
    ConnectionsChanged,
    ConsoleLine,
    ConsolePrompt,
    Event,
    FileChanged,
    GroupState,
    ServerFileChanged,
    Synchronisation,
    UnitPower,
)
from asapair.actors.spec import UNITS

from .books import KINDS, Books

if TYPE_CHECKING:
    from asapair.actors.pair import Pair

NEVER = 1 << 62


@dataclass(frozen=True, slots=True)
class Violation:
    """An invariant that was broken: which, what about it, since when, and from when on that was too long.

    ``since`` and ``at`` in ns of virtual time.
    """

    invariant: str
    sentence: str
    since: int
    at: int

    def __str__(self) -> str:
        return f"{self.invariant} is broken at {clock(self.at)}: {self.sentence}, since {clock(self.since)}"


class InvariantError(AssertionError):
    """An invariant is broken. The call that drives the pair raises it; ``violation`` says how."""

    def __init__(self, violation: Violation) -> None:
        super().__init__(violation)
        self.violation = violation

    def __str__(self) -> str:
        return str(self.violation)

    def __reduce__(self) -> tuple[type[InvariantError], tuple[Violation]]:
        return InvariantError, (self.violation,)


class Invariant:
    """Base: it bounds how long something may be wrong."""

    name: ClassVar[str]

    def __init__(self, books: Books) -> None:
        self.books = books
        #: what is wrong, in words -> since when it is, and until when it may be (ns)
        self.wrong: dict[str, tuple[int, int]] = {}

    def breach(self, at: int) -> Violation | None:
        """Something that has been wrong for too long before ``at``, each thing once."""
        for sentence, (since, until) in self.wrong.items():
            if until < at:
                self.wrong[sentence] = since, NEVER
                return Violation(self.name, sentence, since, until)
        return None

    def since(self, sentence: str, at: int) -> int:
        """Since when this is wrong: now, if it was not before."""
        return self.wrong[sentence][0] if sentence in self.wrong else at

    def note(self, sentence: str, at: int, until: int | None) -> None:
        """This is wrong and may be ``until`` then; None: it is not wrong."""
        if until is None:
            self.wrong.pop(sentence, None)
            return
        since, before = self.wrong.get(sentence, (at, 0))
        self.wrong[sentence] = since, NEVER if before == NEVER else until + self.books.slack

    def see(self, event: Event, at: int) -> None:
        """Take an event."""

    def look(self, at: int) -> None:
        """Judge what the books say now."""


class OneActive(Invariant):
    """I1: with a healthy failover link no group is active on both units, but for 2 s and two link delays."""

    name = "I1"
    SENTENCES: ClassVar = {
        group: f"group {group} is active on both units, and the failover link is healthy" for group in (1, 2)
    }

    def look(self, at: int) -> None:
        """Judge both groups."""
        books, link = self.books, self.books.link
        one, other = books.units.values()
        for group, sentence in self.SENTENCES.items():
            if one.active(group) and other.active(group) and books.both_on and link.healthy:
                start = max(self.since(sentence, at), link.healthy_from)
                self.note(sentence, at, start + 2 * SECOND + 2 * link.delay)
            else:
                self.note(sentence, at, None)


class SomeActive(Invariant):
    """I2: while a unit could hold a group, some unit does, but for the hold time and 2 s."""

    name = "I2"
    SENTENCES: ClassVar = {
        (group, unit): f"group {group} is active on neither unit, and the {unit} unit could hold it"
        for group in (1, 2)
        for unit in UNITS
    }

    def look(self, at: int) -> None:
        """Judge both groups, and for each both units that could hold it."""
        books = self.books
        one, other = books.units.values()
        alone = one.alone or other.alone
        for (group, name), sentence in self.SENTENCES.items():
            held = alone or one.active(group) or other.active(group)
            if held or not books.could_hold(name, group):
                self.wrong.pop(sentence, None)
                continue
            unit = books.units[name]
            start = max(self.since(sentence, at), books.operated)
            allowed = books.hold_from(start) + 2 * SECOND + 2 * books.link.delay
            if unit.groups[group] == "negotiating":  # a mate that is met restarts the window
                start, allowed = max(start, books.negotiated), allowed + books.hold
            self.note(sentence, at, start + allowed)


class SameConfiguration(Invariant):
    """I3: after a synchronisation the configurations differ in one line alone, once nothing is in flight."""

    name = "I3"
    #: Nothing has changed for so long (ns): nothing is in flight, nor about to be sent again.
    QUIET: ClassVar[int] = 6 * SECOND

    def __init__(self, books: Books) -> None:
        super().__init__(books)
        #: both have had the same, and nobody has entered anything that changes that
        self.shared = False
        #: something entered during this stream may have been lost in it
        self.spoilt = False
        #: streams under way, by unit and side
        self.streams: dict[tuple[str, str], None] = {}
        #: units where a line has changed a configuration, and whether it has gone to the mate
        self.typed: dict[str, bool] = {}
        #: units whose line has gone to the mate
        self.sent: dict[str, None] = {}
        self.changed, self.last = False, 0
        #: nothing is to be compared before (ns)
        self.due = NEVER

    def see(self, event: Event, at: int) -> None:
        """Take an event that has to do with configurations, or with what may bring another."""
        match event:
            case Synchronisation():
                self._synchronise(event)
            case CommandEntered():
                self._enter(event)
            case ConsolePrompt(unit=unit):
                self._judge_line(unit)
                return
            case UnitPower(unit=unit):
                self.shared = False
                self.typed.pop(unit, None)
                self.sent.pop(unit, None)
                self.streams = {stream: None for stream in self.streams if stream[0] != unit}
            case ConsoleLine() | ConnectionsChanged() | FileChanged() | ServerFileChanged():
                return
        self.changed, self.last = True, at
        self.due = at + self.QUIET if self.shared else NEVER

    def _synchronise(self, event: Synchronisation) -> None:
        if event.stage == "begins":
            if not event.context and not self.streams:
                self.spoilt = False
            self.streams[event.unit, event.side] = None
            return
        self.streams.pop((event.unit, event.side), None)
        if event.stage != "ends":
            self.shared = False
        elif event.side == "receiver" and not event.context:
            self.shared = not self.spoilt

    def _enter(self, event: CommandEntered) -> None:
        if event.way == "from mate":
            return
        if event.way == "typed":
            self.typed[event.unit] = True
        elif event.way == "replicated":
            self.sent[event.unit] = None
        if self.streams or event.way in ("kept", "wrong unit"):
            self.shared, self.spoilt = False, True

    def _judge_line(self, unit: str) -> None:
        """A line is done: what it has changed here alone, the mate does not have."""
        if self.typed.pop(unit, False) and unit not in self.sent:
            self.shared, self.spoilt = False, True
        self.sent.pop(unit, None)

    def breach(self, at: int) -> Violation | None:
        """Compare, once nothing has changed for long enough; both are still as they were before ``at``."""
        books = self.books
        if not (self.changed and self.shared) or self.streams or self.typed:
            return None
        due = max(self.last, books.link.healthy_from) + self.QUIET
        if at <= due or at <= due + books.patience + books.slack or not books.at_peace:
            return None
        self.changed, self.due = False, NEVER
        found = self._difference()
        if not found:
            return None
        self.shared = False
        sentence = f"the running configurations differ although nothing is in flight: {found}"
        return Violation(self.name, sentence, self.last, due + books.patience)

    def _difference(self) -> str:
        """What differs beyond ``failover lan unit``; empty if nothing does."""
        mine, theirs = (unit.running for unit in self.books.units.values())
        for space in dict.fromkeys((*mine, *theirs)):
            if space not in mine or space not in theirs:
                return f"only the {UNITS[space in theirs]} unit runs {space}"
            for unit, lines in zip(UNITS, mine[space].difference(theirs[space]), strict=True):
                own = next((line for line in lines if not line.startswith(OWN_LINE)), None)
                if own is not None:
                    return f"in {space} only the {unit} unit has '{own}'"
        return ""


#: Names of the commands that write files.
WRITING = frozenset(
    {
        "write memory",
        "write memory all",
        "write erase",
        "copy",
        "copy running-config startup-config",
        "delete",
        "rename",
        "mkdir",
        "rmdir",
        "mode",
        "reload",
    }
)


class WholeFiles(Invariant):
    """I4: a file changes only by a command that writes it, and holds its old text or a whole new one."""

    name = "I4"

    def __init__(self, books: Books) -> None:
        super().__init__(books)
        spec = books.spec
        servers = (server.files for server in spec.servers.values())
        places = (spec.primary.flash.files, spec.secondary.flash.files, *servers)
        startups = (spec.primary.startup, spec.secondary.startup)
        #: every text that some file has held
        self.known = dict.fromkeys((*startups, *(text for files in places for text in files.values())))
        self.found: Violation | None = None

    def see(self, event: Event, at: int) -> None:
        """Take a file that changes."""
        if isinstance(event, FileChanged | ServerFileChanged):
            unit = self.books.units[event.unit]
            if unit.typed not in WRITING and unit.carried_out not in WRITING:
                self._break(event, at, "although no command that writes files is under way")
            elif event.text is not None and not self._is_whole(event.text):
                self._break(event, at, "and what it holds is neither an old nor a whole text")

    def _is_whole(self, text: str) -> bool:
        if text in self.known:
            return True
        self.known[text] = None
        lines = text.splitlines()
        checksum = f"Cryptochecksum:{split_file(text).configuration.checksum}"
        return lines[-2:] == [checksum, ": end"]

    def _break(self, event: FileChanged | ServerFileChanged, at: int, why: str) -> None:
        if self.found is None:
            self.found = Violation(self.name, f"{event.path} changes on the {event.unit} unit {why}", at, at)

    def breach(self, at: int) -> Violation | None:  # noqa: ARG002  # it is broken at once
        """What a file that has changed was found to be."""
        found, self.found = self.found, None
        return found


#: Kinds of a group on both units with which a pair is at rest, and those besides while an interface fails.
_AT_REST = {("active", "ready"), ("ready", "active")}
_FAILED = {pair for kind in KINDS.values() for pair in ((kind, "failed"), ("failed", kind))}


class AtRest(Invariant):
    """I5: left alone with all that it needs, a pair is at rest: one Active, one Standby Ready a group."""

    name = "I5"
    SENTENCES: ClassVar = {
        group: f"the pair is left alone, and group {group} is not Active here and Standby Ready there"
        for group in (1, 2)
    }
    #: the last disturbance and the hold time by which the bounds were set
    _told = (0, 0)

    def look(self, at: int) -> None:
        """Judge both groups."""
        books = self.books
        one, other = books.units.values()
        judged = books.connected and books.both_on
        if not judged and not self.wrong:
            return
        for group, sentence in self.SENTENCES.items():
            kinds = one.groups[group], other.groups[group]
            if not judged or kinds in _AT_REST or (kinds in _FAILED and books.interfaces_fail):
                self.note(sentence, at, None)
                continue
            if sentence in self.wrong and self._told == (books.disturbed, books.hold):
                continue
            begun = max(books.disturbed, self.since(sentence, at), *self._worn_off())
            self.note(sentence, at, begun + 2 * books.hold + books.synchronisation)

        self._told = books.disturbed, books.hold

    def _worn_off(self) -> Iterator[int]:
        return (link.healthy_from for link in self.books.links.values())


#: Hears an event, and what was known before it.
Witness = Callable[[Books, Event], object]

_FILES = (FileChanged, ServerFileChanged)


class Invariants:
    """Watches a pair from now on; ``slack`` (ns) is by how much times may be off.

    ``witness`` hears each event before it is in the ``books``. A breach raises :class:`InvariantError` out of
    the call that drives the pair. What lasts up to the end is judged by :meth:`finish`.
    """

    def __init__(self, pair: Pair, slack: int | None = None, witness: Witness | None = None) -> None:
        self.pair = pair
        self.books = Books(pair.spec, _slack(pair) if slack is None else slack)
        self._witness = witness
        #: those that take events, and those that judge the books
        self._same, self._files = SameConfiguration(self.books), WholeFiles(self.books)
        self._judges = (OneActive(self.books), SomeActive(self.books), AtRest(self.books))
        #: nothing that the judges have found is too much before (ns)
        self._due = NEVER
        signals = pair.signals
        for signal in (
            signals.unit_power,
            signals.mate_state,
            signals.link_condition,
            signals.port_condition,
            signals.configuration_changed,
            signals.connections,
            signals.console_prompt,
            signals.synchronisation,
            signals.command_entered,
            signals.file_changed,
            signals.server_file_changed,
        ):
            signal.connect(self._see)
        signals.group_state.connect(self._step)
        signals.console_line.connect(self._hear)

    def _step(self, unit: str, event: GroupState, at: int) -> None:
        if event.group and KINDS[event.was] != KINDS[event.state]:
            self._see(unit, event, at)

    def _hear(self, unit: str, event: ConsoleLine, at: int) -> None:
        if event.typed:
            self._see(unit, event, at)

    def _see(self, _unit: str, event: Event, at: int) -> None:
        if self._witness is not None:
            self._witness(self.books, event)
        found = self._breach(at) if at > self._due or at > self._same.due else None
        matters = self.books.see(event, at)
        self._same.see(event, at)
        if event.__class__ in _FILES:
            self._files.see(event, at)
            found = found or self._files.breach(at)
        if matters:
            due = NEVER
            for judge in self._judges:
                judge.look(at)
                for _, until in judge.wrong.values():
                    due = min(due, until)
            self._due = due
        if found is not None:
            raise InvariantError(found)

    def _breach(self, at: int) -> Violation | None:
        found = (each.breach(at) for each in (*self._judges, self._same))
        return next((each for each in found if each is not None), None)

    def finish(self) -> None:
        """Judge what lasts up to now; ``InvariantError`` if that is too long already."""
        found = self._breach(self.pair.now)
        if found is not None:
            raise InvariantError(found)


def _slack(pair: Pair) -> int:
    """Half a second of real time in a live run; simulated time is exact."""
    runtime = pair.runtime
    return int(0.5 * SECOND * runtime.clock.speed) if isinstance(runtime, LiveRuntime) else 0
