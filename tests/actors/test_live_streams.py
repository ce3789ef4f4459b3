"""A synchronisation on threads takes the virtual time that it takes in simulation, however long it is."""

from __future__ import annotations

import msgspec
import pytest

from asapair.actors import Pair
from asapair.actors.defaults import default_spec
from asapair.actors.duration import SECOND
from asapair.actors.facts import texts
from asapair.actors.signals import ConsoleLine
from asapair.actors.spec import PairSpec

LINES = 5_000
#: Virtual seconds in a real one.
SPEED = 30.0


@pytest.fixture
def large() -> PairSpec:
    """Make the default pair, with a context of many lines."""
    spec = default_spec()
    rules = (f"access-list in extended permit ip any host 10.1.{n // 250}.{n % 250}\n" for n in range(LINES))
    flash = spec.primary.flash
    files = {**flash.files, "disk0:/ctx1.cfg": "".join(("hostname ctx1\n", *rules))}
    primary = msgspec.structs.replace(spec.primary, flash=msgspec.structs.replace(flash, files=files))
    return msgspec.structs.replace(spec, primary=primary)


def length(spec: PairSpec, *, live: bool) -> int:
    """From the sender's first line on the console to its last, in ns."""
    said: dict[str, int] = {}

    def heard(_: str, event: ConsoleLine, at: int) -> None:
        said.setdefault(event.text, at)

    with Pair(spec, live=live, speed=SPEED if live else 1.0) as pair:
        pair.signals.console_line.connect(heard)
        pair.form()
    return said[texts.END_SENDING.line()] - said[texts.BEGIN_SENDING.line()]


def test_a_stream_does_not_drift(large: PairSpec) -> None:
    """A hundred chunks: if each of them lost 1 ms of real time, the stream would last 3 s longer."""
    simulated, live = length(large, live=False), length(large, live=True)
    assert simulated > 10 * SECOND
    assert abs(live - simulated) < SECOND // 2
