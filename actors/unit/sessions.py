"""A session: carries out what is typed, line by line, by running the dialogue of each command."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from ..console.desk import (
    Clear,
    ClearStatistics,
    Clock,
    DeleteFile,
    Desk,
    Dialogue,
    Enter,
    ForceActive,
    ForceStandby,
    Log,
    MakeFolder,
    Merge,
    Place,
    Print,
    Question,
    ReadFile,
    ReadRunning,
    ReloadMate,
    ReloadUnit,
    RemoveFolder,
    RenameFile,
    Replicate,
    Request,
    ResetGroups,
    RunOn,
    SendStandby,
    SetMode,
    WhichWay,
    WriteFile,
)
from ..console.dialogues import conversation
from ..device.configuration import Configuration
from ..device.flash import FileError
from ..device.urls import is_url
from ..facts.syslog import user
from ..messages import Done, EnterLine, MergeText, ReadText, ReplaceText
from ..rules.replication import Direction
from ..signals import CommandEntered

if TYPE_CHECKING:
    from .actor import Unit


class Screen(Protocol):
    """Where a session prints."""

    silent: bool

    def prints(self, lines: tuple[str, ...]) -> None:
        """Print lines."""


class SilentScreen:
    """Nobody looks: what the mate has sent is carried out without a word."""

    silent = True

    def prints(self, lines: tuple[str, ...]) -> None:
        """Print nothing."""


class Pump:
    """Takes one thing after the other while ``take`` finds one, without nesting.

    ``take`` may call ``go`` again.
    """

    def __init__(self, take: Callable[[], bool]) -> None:
        self.take, self.going = take, False

    def go(self) -> None:
        """Take whatever can be taken now."""
        if not self.going:
            self.going = True
            while self.take():
                pass
            self.going = False


#: Where a command goes, as observers are told.
_WAYS = {Direction.TO_MATE: "replicated", Direction.HERE: "kept", Direction.WRONG_UNIT: "wrong unit"}

#: What a request is answered with when the answer comes later, by message.
_LATER = object()


class Session:
    """Runs one dialogue at a time.

    ``finished`` is called when it is over, ``asked`` when it asks the person.
    """

    def __init__(self, unit: Unit, screen: Screen) -> None:
        self.unit, self.screen = unit, screen
        self.place = Place()
        self.dialogue: Dialogue | None = None
        #: the stream that had taken the space's text when the dialogue changed it; None while it has not
        self.behind: int | None = None
        self.finished: Callable[[], None] = _nothing
        self.asked: Callable[[Question], None] = _ignore

    def carry_out(
        self, line: str, space: str, mode: str, within: tuple[str, ...], finished: Callable[[], None]
    ) -> None:
        """Carry out a line in a place given with it, as for a command of the mate."""
        self.place = Place(mode, space, within)
        self.finished = finished
        self.begin(line)

    def begin(self, line: str) -> None:
        """Start the dialogue of a line that was typed at the prompt."""
        if not self.screen.silent:
            self.unit.loading.read = {}
        self.behind = None
        self.dialogue = conversation(self._desk(), line)
        self.answer(None)

    def answer(self, answer: Any) -> None:
        """Go on with the dialogue, until it waits for somebody or is over."""
        dialogue = self.dialogue
        while dialogue is not None:
            try:
                request = dialogue.send(answer)
            except StopIteration:
                break
            answer = self._serve(request)
            if answer is _LATER or self.dialogue is not dialogue:
                return
        self.dialogue = None
        self.finished()

    def abandon(self) -> None:
        """The unit goes down: whatever the dialogue waits for will not come."""
        self.dialogue = None

    def _desk(self) -> Desk:
        unit = self.unit
        return Desk(
            board=unit.board,
            place=self.place,
            settings=unit.settings,
            contexts=unit.system.contexts,
            now=unit.now,
            flash=unit.flash,
            silent=self.screen.silent,
        )

    # -- requests --------------------------------------------------------------------------------

    def _serve(self, request: Request) -> Any:
        return self._served_by[request.__class__](self, request)

    def _print(self, request: Print) -> None:
        self.screen.prints(request.lines)

    def _question(self, request: Question) -> Any:
        if self.screen.silent:
            return ""
        self.asked(request)
        return _LATER

    def _enter(self, request: Enter) -> Any:
        unit, space = self.unit, self.place.space
        self.behind = unit.sender_of_stream.behind(space)
        if not (self.screen.silent or request.implied):
            line = f"{'no ' if request.negated else ''}{request.line}"
            unit.receiver_of_stream.typed(space, line)
            self._tell(line, "typed")
        if space == "system":
            return self._change_system(
                lambda: unit.system.enter(
                    request.line, request.within, negated=request.negated, fetch=not self.screen.silent
                )
            )
        unit.request(
            space,
            lambda number: EnterLine(number, request.line, request.within, request.negated),
            lambda _: self.answer(None),
        )
        return _LATER

    def _change_system(self, change: Callable[[], None]) -> Any:
        """Change the system configuration; over when the groups have walked and the contexts have loaded."""
        unit = self.unit
        was_on, attempts = unit.settings.on, unit.loading.attempts
        change()
        if unit.loading.attempts != attempts:
            unit.loading.when_idle(lambda: self.answer(None))
        elif unit.settings.on is not was_on:
            unit.when_groups_have_reported(lambda: self.answer(None))
        else:
            return None
        return _LATER

    def _tell(self, line: str, way: str) -> None:
        """Tell the observers of a command that a person has entered."""
        if not self.screen.silent:
            self.unit.emit(CommandEntered(self.unit.name, self.place.space, line, way))

    def _merge(self, request: Merge) -> Any:
        unit, space = self.unit, self.place.space
        self._tell("merged", "typed")
        if space == "system":
            return self._change_system(lambda: unit.system.merge(request.lines))
        unit.request(space, lambda number: MergeText(number, request.lines), lambda _: self.answer(None))
        return _LATER

    def _clear(self, request: Clear) -> Any:
        self._tell(f"clear configure {request.word or 'all'}", "typed")
        if self.place.space == "system":
            return self._change_system(lambda: self.unit.system.clear_part(request.word))
        self.unit.request(
            self.place.space, lambda number: ReplaceText(number, ()), lambda _: self.answer(None)
        )
        return _LATER

    def _replicate(self, request: Replicate) -> Direction:
        replicas, space = self.unit.replicas, self.place.space
        direction = Direction.HERE if self.screen.silent else replicas.direction(space)
        if direction is Direction.TO_MATE:
            behind = self.unit.sender_of_stream.behind(space) if self.behind is None else self.behind
            replicas.send(space, request.mode, request.within, request.line, behind=behind)
            for context, text in self.unit.loading.read.items():
                replicas.send_text(context, text)
        self._tell(request.line, _WAYS[direction])
        return direction

    def _which_way(self, _: WhichWay) -> Direction:
        return Direction.HERE if self.screen.silent else self.unit.replicas.direction(self.place.space)

    def _read_running(self, request: ReadRunning) -> Any:
        if request.space == "system":
            return self.unit.board.system
        waits = self.unit.loading.when_idle if request.loaded else _at_once
        waits(lambda: self.unit.request(request.space, ReadText, self._running_read))
        return _LATER

    def _running_read(self, done: Done) -> None:
        self.answer(Configuration.parse(done.lines))

    def _read_file(self, request: ReadFile) -> Any:
        if is_url(request.path):
            self.unit.transfers.fetch(request.path, self.answer)
            return _LATER
        try:
            return self.unit.flash.read(request.path)
        except FileError as error:
            return error

    def _write_file(self, request: WriteFile) -> Any:
        unit = self.unit
        if is_url(request.path):
            unit.transfers.store(request.path, request.text, self.answer)
            return _LATER
        return _attempt(lambda: unit.files.write(request.path, request.text))

    def _delete_file(self, request: DeleteFile) -> FileError | None:
        return _attempt(lambda: self.unit.files.delete(request.path))

    def _rename_file(self, request: RenameFile) -> FileError | None:
        return _attempt(lambda: self.unit.files.rename(request.path, request.to))

    def _make_folder(self, request: MakeFolder) -> FileError | None:
        return _attempt(lambda: self.unit.files.make_folder(request.path))

    def _remove_folder(self, request: RemoveFolder) -> FileError | None:
        return _attempt(lambda: self.unit.files.remove_folder(request.path))

    def _clock(self, _: Clock) -> int:
        return self.unit.now

    def _force_active(self, request: ForceActive) -> Any:
        asked = self.unit.switching.force_active(request.groups, self.answer)
        return _LATER if asked else True

    def _force_standby(self, request: ForceStandby) -> None:
        self.unit.switching.force_standby(*request.groups)

    def _reset_groups(self, request: ResetGroups) -> None:
        self.unit.switching.recover(*request.groups)

    def _set_mode(self, request: SetMode) -> None:
        self.unit.mode = request.mode

    def _send_standby(self, _: SendStandby) -> None:
        space = self.place.space
        self.unit.sender_of_stream.begin("" if space == "system" else space)

    def _clear_statistics(self, _: ClearStatistics) -> None:
        self.unit.board.sent = self.unit.board.received = 0
        self.unit.board.updates.clear()

    def _run_on(self, request: RunOn) -> Any:
        self.unit.remote.run(request, self.place.space, self.answer)
        return _LATER

    def _log(self, request: Log) -> None:
        self.unit.log(request.message, **request.values)

    def _reload(self, request: ReloadUnit) -> Any:
        self.dialogue = None
        self.unit.boot.reload(request.farewell, user(silent=self.screen.silent))
        return _LATER

    def _reload_mate(self, _: ReloadMate) -> None:
        self._replicate(Replicate("reload noconfirm", "privileged"))

    _served_by: ClassVar[dict[type[Request], Callable[[Session, Any], Any]]] = {
        Print: _print,
        Question: _question,
        Enter: _enter,
        Clear: _clear,
        Replicate: _replicate,
        WhichWay: _which_way,
        ReadRunning: _read_running,
        ReadFile: _read_file,
        WriteFile: _write_file,
        DeleteFile: _delete_file,
        RenameFile: _rename_file,
        MakeFolder: _make_folder,
        RemoveFolder: _remove_folder,
        Merge: _merge,
        Clock: _clock,
        ForceActive: _force_active,
        ForceStandby: _force_standby,
        ResetGroups: _reset_groups,
        SendStandby: _send_standby,
        SetMode: _set_mode,
        ReloadUnit: _reload,
        ReloadMate: _reload_mate,
        ClearStatistics: _clear_statistics,
        RunOn: _run_on,
        Log: _log,
    }


def _attempt(change: Callable[[], None]) -> FileError | None:
    """Change a file; why not, if that is refused."""
    try:
        change()
    except FileError as error:
        return error
    return None


def _at_once(done: Callable[[], None]) -> None:
    """There is nothing to wait for."""
    done()


def _nothing() -> None:
    """Nobody waits for the end."""


def _ignore(_: Question) -> None:
    """Nobody can be asked."""
