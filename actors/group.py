"""One failover group on one unit: its state, its walks from state to state, how long it has been active."""

from __future__ import annotations

from collections import deque

from .facts.states import State
from .messages import Crash, Done, GroupChanged, Proceed, ReportBack, ResetGroup, Step
from .rules.transitions import STEPS, Walk, is_legal
from .runtime import Actor, handles
from .signals import GroupState


class FailoverGroup(Actor):
    """Group 0 (the unit itself), 1 or 2. Its unit decides; the group walks and reports every step."""

    def __init__(self, unit: str, number: int) -> None:
        super().__init__()
        self.unit, self.number = unit, number
        self._begin()

    def _begin(self) -> None:
        self.state = State.DISABLED
        self.ahead: deque[tuple[State, int]] = deque()
        #: ns active in this life of the unit, up to the last time it became active
        self.active_ns = 0
        self.active_from: int | None = None

    @handles(ResetGroup)
    def reset(self, _: ResetGroup) -> None:
        """The chassis is down: forget everything."""
        self.renew()
        self._begin()

    @handles(Crash)
    def crash(self, message: Crash) -> None:
        """The software of the group fails, and the chassis with it."""
        self.send(self.unit, message)

    @handles(Proceed)
    def proceed(self, message: Proceed) -> None:
        """Leave the present walk for another one; one that leads where the group is going changes nothing."""
        steps = STEPS[Walk(message.event)]
        if steps[-1][0] is (self.ahead[-1][0] if self.ahead else self.state):
            return
        self.cancel("step")
        self.ahead, self.reason = deque(steps), message.reason
        self._walk()

    @handles(ReportBack)
    def report_back(self, message: ReportBack) -> None:
        """Everything asked before this has been done and reported."""
        self.send(self.unit, Done(message.request))

    @handles(Step)
    def step(self, _: Step) -> None:
        """The time in this state is over."""
        self._enter(self.ahead.popleft()[0])
        self._walk()

    def _walk(self) -> None:
        while self.ahead:
            state, delay = self.ahead[0]
            if delay:
                self.after(delay, "step", Step())
                return
            self.ahead.popleft()
            self._enter(state)

    def _enter(self, state: State) -> None:
        was, self.state = self.state, state
        if not is_legal(was, state, self.reason):
            raise ValueError(
                f"group {self.number} of {self.unit} cannot go from {was} to {state} ({self.reason})"
            )
        self._count_active_time()
        self.send(self.unit, GroupChanged(self.number, was, state, self.reason, self.now, self.active_ns))
        self.emit(GroupState(self.unit, self.number, was, state, self.reason))

    def _count_active_time(self) -> None:
        if self.state.is_active and self.active_from is None:
            self.active_from = self.now
        elif not self.state.is_active and self.active_from is not None:
            self.active_ns += self.now - self.active_from
            self.active_from = None
