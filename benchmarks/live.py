"""The live runtime.

Beside two plain actors of Pykka's: ping-pong on threads, and how late timers come that are due one after
the other (`threading.Timer` and `tell` where there is only Pykka). Threads that stay on one core do not
hand the interpreter from core to core. A synchronisation of 5,000 lines, live and simulated, in virtual
seconds. And a pair of 250 contexts at the highest speed that its hold times allow: how long it takes to start
its actors, what they weigh, and how often a unit gives up its healthy mate in ten virtual minutes.
"""

from __future__ import annotations

import statistics
import threading
import time
from typing import Any

import msgspec
import pykka

from asapair.actors import Pair
from asapair.actors.duration import MILLISECOND, SECOND
from asapair.actors.facts import texts
from asapair.actors.rules.speed import fastest
from asapair.actors.runtime import Actor, LiveRuntime, handles
from asapair.actors.signals import ConsoleLine, Event, MateState
from asapair.actors.spec import PairSpec
from asapair.actors.spec_checks import hold_times
from benchmarks.boots import resident
from benchmarks.measuring import CAN_PIN, Row, in_turns, pinned
from benchmarks.synchronisation import CONTEXTS, spec

MESSAGES = 5_000
TIMERS = 500
STREAMED = 5_000


class Ball(msgspec.Struct, frozen=True):
    """A message that goes to and fro."""

    left: int


class Player(Actor):
    """Sends the ball back."""

    def __init__(self, other: str, over: threading.Event) -> None:
        super().__init__()
        self.other, self.over = other, over

    @handles(Ball)
    def play(self, ball: Ball) -> None:
        """Send it back while there is something left."""
        if ball.left:
            self.send(self.other, Ball(ball.left - 1))
        else:
            self.over.set()


class PlainPlayer(pykka.ThreadingActor):
    """The same with nothing but Pykka."""

    use_daemon_thread = True

    def __init__(self, over: threading.Event) -> None:
        super().__init__()
        self.over = over
        self.other: pykka.ActorRef[Any] | None = None

    def on_receive(self, message: Any) -> None:
        """Take the other player's reference, or send the ball back."""
        if isinstance(message, pykka.ActorRef):
            self.other = message
        elif message.left and self.other is not None:
            self.other.tell(Ball(message.left - 1))
        else:
            self.over.set()


class Alarm(Actor):
    """Notes how late its timer comes, in us of the wall clock."""

    def __init__(self, lateness: list[float], over: threading.Event) -> None:
        super().__init__()
        self.lateness, self.over, self.due = lateness, over, 0

    @handles(Ball)
    def ring(self, ball: Ball) -> None:
        """Note the lateness, and set the next timer."""
        if self.due:
            self.lateness.append((self.runtime.now - self.due) / 1000)
        if ball.left:
            self.due = self.now + MILLISECOND
            self.after(MILLISECOND, "alarm", Ball(ball.left - 1))
        else:
            self.over.set()


class PlainAlarm(pykka.ThreadingActor):
    """The same with nothing but Pykka and the timers of Python."""

    use_daemon_thread = True

    def __init__(self, lateness: list[float], over: threading.Event) -> None:
        super().__init__()
        self.lateness, self.over, self.due = lateness, over, 0

    def on_receive(self, message: Ball) -> None:
        """Note the lateness, and set the next timer."""
        now = time.monotonic_ns()
        if self.due:
            self.lateness.append((now - self.due) / 1000)
        if message.left:
            self.due = now + MILLISECOND
            delay = (self.due - time.monotonic_ns()) / SECOND
            threading.Timer(delay, self.actor_ref.tell, [Ball(message.left - 1)]).start()
        else:
            self.over.set()


def ours() -> float:
    """Messages a second."""
    over = threading.Event()
    runtime = LiveRuntime()
    runtime.spawn(Player, "b", over, name="a")
    runtime.spawn(Player, "a", over, name="b")
    start = time.perf_counter()
    runtime.input("a", Ball(MESSAGES))
    over.wait()
    rate = MESSAGES / (time.perf_counter() - start)
    runtime.close()
    return rate


def plain() -> float:
    """Messages a second, with nothing but Pykka."""
    over = threading.Event()
    players = [PlainPlayer.start(over) for _ in range(2)]
    for player, other in (players, players[::-1]):
        player.tell(other)
    start = time.perf_counter()
    players[0].tell(Ball(MESSAGES))
    over.wait()
    rate = MESSAGES / (time.perf_counter() - start)
    for player in players:
        player.stop()
    return rate


def lateness() -> list[float]:
    """How late (us) each of some timers came."""
    late: list[float] = []
    over = threading.Event()
    runtime = LiveRuntime()
    runtime.spawn(Alarm, late, over, name="alarm")
    runtime.input("alarm", Ball(TIMERS))
    over.wait()
    runtime.close()
    return late


def plain_lateness() -> list[float]:
    """How late (us) each of some timers came, with nothing but Pykka."""
    late: list[float] = []
    over = threading.Event()
    alarm = PlainAlarm.start(late, over)
    alarm.tell(Ball(TIMERS))
    over.wait()
    alarm.stop()
    return late


def stream(pair_spec: PairSpec, *, live: bool) -> float:
    """Virtual seconds from the sender's first line on the console to its last."""
    said: dict[str, int] = {}

    def heard(_: str, event: ConsoleLine, at: int) -> None:
        said.setdefault(event.text, at)

    with Pair(pair_spec, live=live, speed=fastest(hold_times(pair_spec)) if live else 1.0) as pair:
        pair.signals.console_line.connect(heard)
        pair.form("30m")
    return (said[texts.END_SENDING.line()] - said[texts.BEGIN_SENDING.line()]) / SECOND


def large() -> tuple[float, float, int, float]:
    """Seconds to build and start, megabytes, false alarms in ten virtual minutes, and the speed."""
    given_up: list[int] = []

    def heard(_: str, event: Event, at: int) -> None:
        if isinstance(event, MateState) and (event.mate == "failed" or event.link == "failed"):
            given_up.append(at)

    pair_spec = spec(CONTEXTS * 20)
    speed = fastest(hold_times(pair_spec))
    before, start = resident(), time.perf_counter()
    with Pair(pair_spec, live=True, speed=speed) as pair:
        pair.signals.mate_state.connect(heard)
        pair.boot()
        ready = lambda: len(pair.primary.contexts) > CONTEXTS and len(pair.secondary.contexts) > CONTEXTS  # noqa: E731
        if not pair.wait_until(ready, within="5m"):
            raise AssertionError("the contexts have not started")
        started = time.perf_counter() - start - pair.spec.boot.time / SECOND / speed
        weight = (resident() - before) / 1e6
        pair.form()
        pair.advance("10m")
    return max(0.0, started), weight, len(given_up), speed


def rows(repeats: int) -> list[Row]:
    """Measure everything; the large pair once."""
    places = {"": lambda case: case(), ", on one core": pinned} if CAN_PIN else {"": lambda case: case()}
    rates = in_turns(
        {
            f"{what}{where}": lambda place=place, case=case: place(case)
            for where, place in places.items()
            for what, case in (("Pykka alone", plain), ("live runtime", ours))
        },
        repeats,
    )
    measured = []
    for where, place in places.items():
        alone = Row(f"ping-pong, Pykka alone{where}", "messages/s", rates[f"Pykka alone{where}"])
        both = Row(f"ping-pong, live runtime{where}", "messages/s", rates[f"live runtime{where}"], alone, 0.7)
        measured += [alone, both, *_late(where, place(plain_lateness), place(lateness))]
    streamed = spec(STREAMED)
    simulated = Row(f"{STREAMED:,} lines simulated", "virtual s", [stream(streamed, live=False)])
    live = Row(
        f"{STREAMED:,} lines live", "virtual s", [stream(streamed, live=True)], simulated, at_most=1.05
    )
    started, weight, alarms, speed = large()
    return [
        *measured,
        simulated,
        live,
        Row(f"{CONTEXTS} contexts at speed {speed:g}, to start", "s", [started]),
        Row(f"{CONTEXTS} contexts on two units, memory", "MB", [weight]),
        Row("mates given up by mistake in ten virtual minutes", "times", [float(alarms)], most=0),
    ]


def _late(where: str, plain_late: list[float], late: list[float]) -> list[Row]:
    """How late timers are, in the middle and one in a hundred."""
    rows = []
    for what, taken in (("Pykka alone", plain_late), ("live runtime", late)):
        worst = statistics.quantiles(taken, n=100)[98]
        rows.append(Row(f"lateness of a timer, {what}{where}", "us", taken))
        rows.append(Row(f"lateness of one in a hundred, {what}{where}", "us", [worst]))
    return rows
