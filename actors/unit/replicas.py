"""Commands on their way between the units: numbered, in order, acknowledged.

Decided in ``rules/replication.py``.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from ..facts import syslog
from ..messages import CommandTaken, MergeText, ReplicateCommand
from ..rules.replication import Direction, direction, listens, outcome_on_receiver
from ..signals import CommandEntered, CommandReplication
from .sessions import Pump, Session, SilentScreen

if TYPE_CHECKING:
    from .actor import Unit


class Replicas:
    """Sends the commands entered here where they belong, and carries out those of the mate."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.number = 0
        #: sent and not yet acknowledged, oldest first
        self.unacknowledged: deque[ReplicateCommand] = deque()
        self.session = Session(unit, SilentScreen())
        self.queue: deque[ReplicateCommand] = deque()
        self.busy = False
        self.pump = Pump(self._carry_out_next)

    # -- out ------------------------------------------------------------------------------------

    def direction(self, space: str) -> Direction:
        """Where a command goes that is entered here in this space."""
        unit, mate = self.unit, self.unit.board.mate
        sending, shared = unit.sender_of_stream.active, unit.healing.shares()
        return direction(
            failover_on=unit.settings.on,
            group_state=unit.state(unit.system.group_of(space)),
            mate_listens=mate.alive and listens(mate.state(0), sending=sending, shared=shared),
        )

    def send_text(self, space: str, text: tuple[str, ...]) -> None:
        """Send what this unit has read for a context.

        The mate may not have the same file (reference 14.31).
        """
        if text:
            self.send(space, "config", (), "config-url", text=text)

    def send(
        self,
        space: str,
        mode: str,
        within: tuple[str, ...],
        line: str,
        *,
        behind: int = 0,
        text: tuple[str, ...] = (),
    ) -> None:
        """Send a command to the mate, which carries it out in the same space and mode.

        ``behind``: the stream that had taken the text of the space before the command changed it here.
        """
        stream = self.unit.sender_of_stream
        self.number += 1
        command = ReplicateCommand(
            self.number,
            space,
            mode,
            within,
            line,
            stream.active,
            stream.active and behind == stream.stream,
            text,
        )
        self.unacknowledged.append(command)
        self.unit.tell_mate(command)

    def taken_by_mate(self, message: CommandTaken) -> None:
        """The mate has carried out everything up to this command."""
        while self.unacknowledged and self.unacknowledged[0].number <= message.number:
            self.unacknowledged.popleft()

    def mate_lost(self) -> None:
        """The mate will get the whole configuration when it comes back."""
        self.unacknowledged.clear()

    # -- in -------------------------------------------------------------------------------------

    def take(self, message: ReplicateCommand) -> None:
        """Carry out a command of the mate, after those that came before it."""
        self.queue.append(message)
        self.pump.go()

    def _carry_out_next(self) -> bool:
        if self.busy or not self.queue:
            return False
        command, self.busy = self.queue[0], True
        if command.streaming and not command.text:
            replaced = command.space in self.unit.receiver_of_stream.replaced
            outcome = outcome_on_receiver(replaced=replaced, taken=command.taken)
            self.unit.emit(CommandReplication(self.unit.name, command.space, command.line, "sender", outcome))
        self.unit.emit(CommandEntered(self.unit.name, command.space, command.line, "from mate"))
        if command.text and command.space in self.unit.board.contexts:
            self.unit.request(
                command.space, lambda request: MergeText(request, command.text), lambda _: self._done()
            )
        elif command.space == "system" or command.space in self.unit.board.contexts:
            self.session.carry_out(command.line, command.space, command.mode, command.within, self._done)
        else:
            self.unit.log(syslog.COMMAND_NOT_REPLICATED, command=command.line)
            self._done()
        return True

    def _done(self) -> None:
        self.busy = False
        self.unit.tell_mate(CommandTaken(self.queue.popleft().number))
        self.pump.go()
