"""One failover group alone, among actors of your own.

The group does not care what tells it to become active, or who hears of its steps: here both are a plain Pykka
actor.
"""

from __future__ import annotations

import threading
from typing import Any

import pykka

from asapair.actors.facts.states import Reason, State
from asapair.actors.group import FailoverGroup
from asapair.actors.messages import GroupChanged, Proceed
from asapair.actors.rules.transitions import Walk
from asapair.actors.runtime import LiveRuntime


class Operator(pykka.ThreadingActor):
    """Your own actor: it plays the unit, and hears every step of the group."""

    use_daemon_thread = True

    def __init__(self, active: threading.Event) -> None:
        super().__init__()
        self.active = active

    def on_receive(self, message: Any) -> None:
        """Print a step."""
        if isinstance(message, GroupChanged):
            print(f"group {message.group}: {message.was} -> {message.state} ({message.reason})")
            if message.state is State.ACTIVE:
                self.active.set()


def main() -> None:
    """Let the group negotiate and become active, at ten times the speed of the clock on the wall."""
    active = threading.Event()
    operator = Operator.start(active)
    runtime = LiveRuntime(speed=10)
    runtime.adopt(operator, name="operator")
    group = runtime.spawn(FailoverGroup, "operator", 1, name="group 1")
    group.tell(Proceed(Walk.NEGOTIATE, Reason.STATE_CHECK))
    group.tell(Proceed(Walk.TAKE, Reason.NO_ACTIVE_UNIT))
    active.wait(5)
    runtime.close()
    operator.stop()


if __name__ == "__main__":
    main()
