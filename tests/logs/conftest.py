"""Two nodes and a wire, small enough to know by heart, whose runs are recorded and replayed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from zlib import crc32

import msgspec
import pytest

from asapair.actors.duration import MILLISECOND, SECOND
from asapair.actors.runtime import Actor, Recorder, Runtime, SimulatedRuntime, handles
from asapair.actors.spec import PairSpec, UnitSpec
from asapair.logs import Recorder as LogRecorder
from asapair.logs import ReplayResult, replay

SPEC = PairSpec(UnitSpec("hostname left\n"), UnitSpec("hostname right\n"), calendar="2020-02-29T12:00:00")


class Message(msgspec.Struct, frozen=True, tag=True, tag_field="is"):
    """Base of the messages of this world."""


class Start(Message, frozen=True):
    """Begin to send beats."""


class Beat(Message, frozen=True):
    """Time for the next ping."""


class Silence(Message, frozen=True):
    """The other node has not been heard."""


class Ping(Message, frozen=True):
    """I am there."""

    number: int
    to: str


class Shout(Message, frozen=True):
    """Say something."""

    text: str


class Break(Message, frozen=True):
    """Fail."""

    text: str


class Spin(Message, frozen=True):
    """Send this to yourself for ever."""


class Reborn(Message, frozen=True):
    """Write to yourself, begin a new incarnation, which will not read it, spawn a child, write to nobody."""


class Said(msgspec.Struct, frozen=True, tag=True, tag_field="is"):
    """What observers hear."""

    unit: str
    text: str


class Wire(Actor):
    """Delays what it carries, by chance."""

    latency = 1 * MILLISECOND
    jitter = 5 * MILLISECOND

    @handles(Ping)
    def carry(self, ping: Ping) -> None:
        self.send(ping.to, ping, delay=self.latency + int(self.draw() * self.jitter))


class Child(Actor):
    """Takes anything and does nothing."""

    @handles(Start)
    def ignore(self, _message: Start) -> None:
        pass


class Node(Actor):
    """Pings the other node each second, and notices when that one falls silent."""

    patience = 3 * SECOND
    first = 1
    fails = False

    def __init__(self, other: str) -> None:
        super().__init__()
        self.other = other
        self.number = self.first

    @handles(Start, Beat)
    def beat(self, _message: Start | Beat) -> None:
        self.send("wire", Ping(self.number, self.other))
        self.number += 1
        self.after(SECOND, "beat", Beat())
        self.after(self.patience, "silence", Silence())

    @handles(Ping)
    def hear(self, ping: Ping) -> None:
        if self.fails:
            raise LookupError(f"cannot hear {ping.number}")
        self.cancel("silence")
        self.after(self.patience, "silence", Silence())

    @handles(Silence)
    def alone(self, _message: Silence) -> None:
        self.emit(Said(self.name, f"{self.other} is silent"))

    @handles(Shout)
    def shout(self, shout: Shout) -> None:
        self.say(shout.text)

    def say(self, text: str) -> None:
        self.emit(Said(self.name, text))

    @handles(Break)
    def fail(self, message: Break) -> None:
        self.emit(Said(self.name, "going down"))
        raise ValueError(message.text)

    @handles(Spin)
    def spin(self, spin: Spin) -> None:
        self.send(self.name, spin)

    @handles(Reborn)
    def renew_all(self, _message: Reborn) -> None:
        self.send(self.name, Silence())
        self.renew()
        self.spawn(Child, name=f"{self.name} child {self.incarnation}")
        self.send("nobody", Start())
        self.send(f"{self.name} child {self.incarnation}", Start())


MESSAGES = Start | Beat | Silence | Ping | Shout | Break | Spin | Reborn
decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(MESSAGES)


class Toy:
    """The handle of the two nodes; what it is built from is a spec, a seed and a runtime."""

    Node, Wire = Node, Wire
    Start, Shout, Break, Spin, Reborn, Silence = Start, Shout, Break, Spin, Reborn, Silence
    spec = SPEC

    def __init__(self, _spec: PairSpec, _seed: int, runtime: Runtime) -> None:
        self.runtime = runtime
        self.said: list[tuple[int, Said]] = []
        runtime.publish = lambda now, _actor, event: self.said.append((now, event))
        runtime.spawn(Wire, name="wire")
        runtime.spawn(Node, "right", name="left")
        runtime.spawn(Node, "left", name="right")

    @property
    def now(self) -> int:
        return self.runtime.now

    @property
    def steps(self) -> int:
        return self.runtime.steps

    def tell(self, to: str, message: object) -> None:
        self.runtime.input(to, message)

    def advance(self, time: int) -> None:
        self.runtime.run(self.now + time)

    def digest(self) -> str:
        told = msgspec.json.encode((self.said, self.now, self.steps))
        return hashlib.blake2b(told, digest_size=8).hexdigest()

    def outcome(self) -> str:
        return hashlib.blake2b(
            msgspec.json.encode([said for _, said in self.said]), digest_size=8
        ).hexdigest()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.runtime.close()


Script = Callable[[Toy], None]


def ordinary(toy: Toy) -> None:
    """Start both, shout, let one be reborn, and stop between two instants."""
    toy.tell("left", Start())
    toy.tell("right", Start())
    toy.advance(2 * SECOND)
    toy.tell("left", Shout("caf\u00e9 \u2028 \U0001f600"))
    toy.advance(1 * SECOND)
    toy.tell("right", Reborn())
    toy.advance(20 * SECOND + 7)


def record_toy(
    path: Path,
    script: Script = ordinary,
    seed: int = 0,
    runtime: Callable[[int, Recorder], Runtime] = SimulatedRuntime,
    *,
    live: bool = False,
) -> Toy:
    """Record a script into a log; the nodes afterwards, closed."""
    with LogRecorder(path, SPEC, seed=seed, live=live, scenario="toy", title="Two nodes ping") as recorder:
        with Toy(SPEC, seed, runtime(seed, recorder)) as toy:
            script(toy)
        recorder.finish(toy)
    return toy


def replay_toy(path: Path) -> ReplayResult:
    """Replay a log of the two nodes."""
    return replay(path, build=Toy, decoder=decoder)


def sealed(lines: list[bytes]) -> bytes:
    """A log of these lines, without their seals, all sealed at the end as by a recorder."""
    text = b"".join(line + b"\n" for line in lines if not line.startswith(b'{"is":"seal"'))
    seal = {"is": "seal", "lines": text.count(b"\n"), "checksum": crc32(text)}
    return text + msgspec.json.encode(seal) + b"\n"


@pytest.fixture(scope="session")
def toy() -> type[Toy]:
    """The nodes and their messages."""
    return Toy


@pytest.fixture(scope="session")
def record_run() -> Callable[..., Toy]:
    """Record a script of the toy into a log."""
    return record_toy


@pytest.fixture(scope="session")
def replay_run() -> Callable[[Path], ReplayResult]:
    """Replay a log of the toy."""
    return replay_toy


@pytest.fixture(scope="session")
def seal() -> Callable[[list[bytes]], bytes]:
    """Make a log of lines that were edited."""
    return sealed


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The log of an ordinary run."""
    path = tmp_path / "run.jsonl"
    record_toy(path)
    return path


@pytest.fixture(scope="session")
def log_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What is in the log of an ordinary run."""
    path = tmp_path_factory.mktemp("logs") / "run.jsonl"
    record_toy(path)
    return path.read_bytes()
