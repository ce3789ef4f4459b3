"""The runtimes that a test runs on, and simulated ones for what only simulation can promise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import pykka
import pytest

from asapair.actors.duration import MILLISECOND
from asapair.actors.runtime import ActorFailedError, LiveRuntime, Recorder, Runtime, SimulatedRuntime

#: name -> what builds it; live time goes slowly, so that a busy machine is not late
RUNTIMES: dict[str, Callable[[], Runtime]] = {
    "simulated": SimulatedRuntime,
    "live": lambda: LiveRuntime(speed=0.2),
}

Simulate = Callable[..., SimulatedRuntime]


@pytest.fixture(params=list(RUNTIMES))
def runtime(request: pytest.FixtureRequest) -> Iterator[Runtime]:
    """Run the test on every runtime; afterwards nothing may be left of it."""
    built = RUNTIMES[request.param]()
    yield built
    built.close()
    assert pykka.ActorRegistry.get_all() == []


@pytest.fixture
def settle(runtime: Runtime) -> Callable[[], None]:
    """Let what is in flight arrive; an actor that fails meanwhile is what the test wants to see."""

    def run() -> None:
        with suppress(ActorFailedError):
            runtime.run(runtime.now + 20 * MILLISECOND)

    return run


@pytest.fixture
def simulate() -> Iterator[Simulate]:
    """Build simulated runtimes, closed when the test is over."""
    built: list[SimulatedRuntime] = []

    def build(seed: int = 0, recorder: Recorder | None = None) -> SimulatedRuntime:
        built.append(SimulatedRuntime(seed, recorder))
        return built[-1]

    yield build
    for simulated in built:
        simulated.close()


@pytest.fixture
def simulated(simulate: Simulate) -> SimulatedRuntime:
    """Build one simulated runtime with seed 0."""
    return simulate()
