"""Messages between actors.

Unless a row says otherwise there are 100 actors and 100 messages in flight; whoever gets one sends one to the
next of its seven peers. The baseline is SimPy with a `Store` for each inbox.
"""

from __future__ import annotations

import functools
import threading
import time
from collections import deque
from collections.abc import Callable, Generator
from heapq import heappop, heappush

import msgspec
import pykka
import simpy

from asapair.actors.runtime import Actor, SimulatedRuntime, handles
from benchmarks.measuring import CAN_PIN, Case, Row, in_turns, pinned

ACTORS = 100
PEERS = 7
#: messages of one run: many for what is fast
MANY = 100_000
FEW = 6_000

NAMES = [f"actor {number}" for number in range(ACTORS)]


class Token(msgspec.Struct, frozen=True):
    """A message that is passed on as often as it says."""

    left: int


def peer(number: int, turn: int) -> int:
    """Whom an actor sends to, as often as it has sent before."""
    return (number + 1 + turn % PEERS * 13) % ACTORS


class Passer(Actor):
    """Passes tokens on to its peers in turn."""

    def __init__(self, peers: list[str]) -> None:
        super().__init__()
        self.peers = peers
        self.turn = 0

    @handles(Token)
    def pass_on(self, token: Token) -> None:
        """Send a new token while there is something left."""
        self.turn = turn = (self.turn + 1) % len(self.peers)
        if token.left > 1:
            self.send(self.peers[turn], Token(token.left - 1))


class Deaf:
    """A recorder that keeps nothing: what is left is the cost of recording."""

    def delivery(self, *_record: object) -> None:
        """Take a record."""


def ours(recorder: Deaf | None = None) -> float:
    """Return messages a second of the simulated runtime."""
    runtime = SimulatedRuntime(1, recorder)
    for number, name in enumerate(NAMES):
        runtime.spawn(Passer, [NAMES[peer(number, turn)] for turn in range(PEERS)], name=name)
    for name in NAMES:
        runtime.input(name, Token(MANY // ACTORS))
    return rate(MANY, functools.partial(drain, runtime, MANY))


def ours_ping_pong() -> float:
    """Return messages a second of the simulated runtime, one message between two actors."""
    runtime = SimulatedRuntime(1)
    for name, other in (("ping", "pong"), ("pong", "ping")):
        runtime.spawn(Passer, [other], name=name)
    runtime.input("ping", Token(MANY))
    return rate(MANY, functools.partial(drain, runtime, MANY))


def drain(runtime: SimulatedRuntime, messages: int) -> None:
    """Run until nothing is in flight."""
    runtime.run(0)
    assert runtime.steps == messages
    runtime.close()


def simpy_store() -> float:
    """Return messages a second of SimPy."""
    world = simpy.Environment()
    stores = [simpy.Store(world) for _ in range(ACTORS)]
    taken = 0

    def passer(number: int) -> Generator[simpy.Event, Token, None]:
        nonlocal taken
        turn = 0
        while True:
            token = yield stores[number].get()
            taken += 1
            turn = (turn + 1) % PEERS
            if token.left > 1:
                yield stores[peer(number, turn)].put(Token(token.left - 1))

    for number in range(ACTORS):
        world.process(passer(number))
        stores[number].put(Token(MANY // ACTORS))
    result = rate(MANY, world.run)
    assert taken == MANY
    return result


class Plain:
    """The same handler, called by a loop that does nothing else."""

    def __init__(self, number: int, send: Callable[[int, Token], None]) -> None:
        self.peers = [peer(number, turn) for turn in range(PEERS)]
        self.turn = 0
        self.send = send

    def pass_on(self, token: Token) -> None:
        """Send a new token while there is something left."""
        self.turn = turn = (self.turn + 1) % PEERS
        if token.left > 1:
            self.send(self.peers[turn], Token(token.left - 1))


def bare_deque() -> float:
    """Return messages a second of a loop over a deque: take, call, append."""
    flying: deque[tuple[int, Token]] = deque()
    actors = [Plain(number, lambda to, token: flying.append((to, token))) for number in range(ACTORS)]
    flying.extend((number, Token(MANY // ACTORS)) for number in range(ACTORS))

    def loop() -> None:
        while flying:
            to, token = flying.popleft()
            actors[to].pass_on(token)

    return rate(MANY, loop)


def bare_heap() -> float:
    """Return messages a second of a loop over a heap: take what is due first, call, put what is due later."""
    heap: list[tuple[int, int, int, Token]] = []
    now = sequence = 0

    def send(to: int, token: Token) -> None:
        nonlocal sequence
        sequence += 1
        heappush(heap, (now + 10, sequence, to, token))

    actors = [Plain(number, send) for number in range(ACTORS)]
    for number in range(ACTORS):
        send(number, Token(MANY // ACTORS))

    def loop() -> None:
        nonlocal now
        while heap:
            now, _, to, token = heappop(heap)
            actors[to].pass_on(token)

    return rate(MANY, loop)


class Threaded(pykka.ThreadingActor):
    """Passes tokens on to one other thread."""

    use_daemon_thread = True

    def __init__(self, over: threading.Event) -> None:
        super().__init__()
        self.over = over
        self.peer: pykka.ActorRef[Threaded] | None = None

    def on_receive(self, message: object) -> None:
        """Learn who the other is, or send it a new token."""
        if isinstance(message, pykka.ActorRef):
            self.peer = message
        elif isinstance(message, Token) and message.left > 1 and self.peer is not None:
            self.peer.tell(Token(message.left - 1))
        else:
            self.over.set()


def pykka_ping_pong() -> float:
    """Return messages a second of Pykka's threads, one message between two actors."""
    over = threading.Event()
    ping, pong = Threaded.start(over), Threaded.start(over)
    ping.tell(pong)
    pong.tell(ping)

    def play() -> None:
        ping.tell(Token(FEW))
        over.wait()

    result = rate(FEW, play)
    ping.stop()
    pong.stop()
    return result


def rate(messages: int, loop: Callable[[], object]) -> float:
    """Return messages a second of one call."""
    begun = time.perf_counter()
    loop()
    return messages / (time.perf_counter() - begun)


OURS = "asapair, seeded order, virtual time"
SIMPY = "SimPy, a `Store` for each actor"

CASES: dict[str, Case] = {
    "limit: a loop over a bare `deque`": bare_deque,
    "limit: a loop over a bare `heapq`": bare_heap,
    OURS: ours,
    "asapair, with a recorder that keeps nothing": lambda: ours(Deaf()),
    "asapair, one message between two actors": ours_ping_pong,
    SIMPY: simpy_store,
    "Pykka's threads, one message between two actors": pykka_ping_pong,
}
if CAN_PIN:
    CASES["Pykka's threads on one core, one message between two actors"] = lambda: pinned(pykka_ping_pong)


def rows(repeats: int) -> list[Row]:
    """Measure every case; asapair has to be 1.5 times as fast as SimPy."""
    samples = in_turns(CASES, repeats)
    baseline = Row(SIMPY, "messages/s", samples[SIMPY])
    return [
        Row(name, "messages/s", taken, baseline, 1.5 if name == OURS else None)
        for name, taken in samples.items()
    ]
