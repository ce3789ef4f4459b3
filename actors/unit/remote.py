"""`failover exec`: a command of one unit's console that the other one carries out (reference 3.5)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..console.desk import Place, Question, RunOn
from ..facts import texts
from ..messages import GiveUpWaiting, RemoteCommand, RemoteOutput
from ..rules.replication import ANSWER_PATIENCE
from .sessions import Pump, Session

if TYPE_CHECKING:
    from .actor import Unit

Answer = Callable[[tuple[str, ...] | None], None]


class Remote:
    """Sends commands to the mate, and carries out those that come, one after the other.

    What is carried out here for a console of this unit goes the same way, without the link.
    """

    silent = False

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.number = 0
        #: who waits for which command, and the target and the space of it
        self.waiting: dict[int, tuple[Answer, tuple[str, str]]] = {}
        self.session = Session(unit, self)
        self.session.asked = self._asks
        #: where each asking unit stands here, by target and space
        self.places: dict[tuple[bool, str, str], Place] = {}
        #: commands to carry out; the first one is under way; with whether they are the mate's
        self.queue: deque[tuple[bool, RemoteCommand]] = deque()
        self.busy = False
        self.printed: list[str] = []
        self.pump = Pump(self._carry_out_next)

    # -- out ------------------------------------------------------------------------------------

    def run(self, request: RunOn, space: str, answer: Answer) -> None:
        """Carry out a command on the mate or here; ``answer`` is called with what it printed, or None."""
        self.number += 1
        self.waiting[self.number] = (answer, (request.target, space))
        command = RemoteCommand(self.number, request.target, space, request.line)
        if request.mate:
            self.unit.tell_mate(command)
            self.unit.after(ANSWER_PATIENCE, f"remote {self.number}", GiveUpWaiting(self.number))
        else:
            self._take(command, mates=False)

    def answered(self, message: RemoteOutput) -> None:
        """A command has been carried out; nobody may wait for it any more."""
        waiting = self.waiting.pop(message.number, None)
        if waiting is not None:
            answer, key = waiting
            self.unit.cancel(f"remote {message.number}")
            self.unit.board.exec_modes[key] = message.mode
            answer(message.lines)

    def given_up(self, number: int) -> None:
        """The mate does not answer."""
        answer, _ = self.waiting.pop(number)
        answer(None)

    # -- in -------------------------------------------------------------------------------------

    def asked(self, message: RemoteCommand) -> None:
        """The mate has a command for this unit."""
        self._take(message, mates=True)

    def _take(self, command: RemoteCommand, *, mates: bool) -> None:
        self.queue.append((mates, command))
        self.pump.go()

    def _carry_out_next(self) -> bool:
        if self.busy or not self.queue:
            return False
        mates, command = self.queue[0]
        self.busy, self.printed = True, []
        if command.space == "system" or command.space in self.unit.board.contexts:
            place = self.places.get((mates, command.target, command.space), Place("config", command.space))
            self.session.carry_out(command.line, place.space, place.mode, place.within, self._done)
        else:
            self.prints(texts.NO_SUCH_CONTEXT.lines(context=command.space))
            self._done()
        return True

    def prints(self, lines: tuple[str, ...]) -> None:
        """Keep what a command says for the console that it comes from."""
        self.printed += lines

    def _asks(self, _: Question) -> None:
        """Nobody can answer: the command ends (reference 3.5)."""
        self.session.abandon()
        self.prints(texts.EXEC_QUESTION.lines())
        self._done()

    def _done(self) -> None:
        mates, command = self.queue.popleft()
        place = self.session.place
        if place.mode == "user" or place.space != command.space:
            place = Place("privileged", command.space)
        self.places[mates, command.target, command.space] = place
        self.busy = False
        output = RemoteOutput(command.number, tuple(self.printed), place.mode)
        if mates:
            self.unit.tell_mate(output)
        else:
            self.answered(output)
        self.pump.go()
