"""Equal seeds give equal runs: in another process, on another Python, and whatever the clock says."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import sysconfig
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

import asapair
from asapair.actors import runtime
from asapair.actors.runtime import Actor, SimulatedRuntime, handles

Simulate = Callable[..., SimulatedRuntime]

#: Prints what happened in five runs: everything a network of actors can do that depends on the seed.
PROGRAM = """
import hashlib, sys, types

# The runtime needs Pykka only; the rest of the package needs libraries that were compiled for one Python.
alone = sys.modules["asapair.actors"] = types.ModuleType("asapair.actors")
alone.__path__ = [sys.argv[1]]
from asapair.actors.runtime import Actor, SimulatedRuntime, handles

NAMES = [f"actor {letter}" for letter in "abcdefg"]

class Walker(Actor):
    def on_start(self):
        self.after(int(self.draw() * 100), "wake", 30)

    @handles(int)
    def walk(self, left):
        self.emit((self.sender, left))
        if left:
            self.send(NAMES[int(self.draw() * 7)], left - 1, int(self.draw() * 3))
            self.after(int(self.draw() * 10), "wake", left - 1)

for seed in range(5):
    digest = hashlib.sha256()
    runtime = SimulatedRuntime(seed)
    runtime.publish = lambda *event: digest.update(repr(event).encode())
    for name in NAMES:
        runtime.spawn(Walker, name=name)
    runtime.run(200)
    print(seed, runtime.steps, runtime.now, runtime.order(), digest.hexdigest())
    runtime.close()
"""


def said_by(interpreter: str, hash_seed: str) -> list[str]:
    """Run the program in a process of its own; the packages are those of this one."""
    places = [str(Path(asapair.__file__).parents[1]), sysconfig.get_path("purelib")]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(places),
        "PYTHONHASHSEED": hash_seed,
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [interpreter, "-c", PROGRAM, str(Path(runtime.__file__).parents[1])]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def find_python(version: str) -> str | None:
    """Find an interpreter of this version, on the path or among those of pyenv."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = [shutil.which(f"python{version}"), *sorted(pyenv.glob(f"{version}.*/bin/python"))]
    for candidate in filter(None, found):
        says = [str(candidate), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        done = subprocess.run(says, capture_output=True, text=True, check=False)
        if done.stdout.strip() == version:
            return str(candidate)
    return None


@pytest.fixture(scope="module")
def here() -> list[str]:
    return said_by(sys.executable, "0")


def test_runs_with_different_seeds_differ_in_all_that_the_seed_draws(here: list[str]) -> None:
    runs = [line.split() for line in here]
    assert [run[0] for run in runs] == list("01234")
    assert len({run[3] for run in runs}) == 5, "orders of deliveries"
    assert len({run[4] for run in runs}) == 5, "events"
    assert all(int(run[1]) > 300 for run in runs), "these are no trivial runs"


@pytest.mark.parametrize("hash_seed", ["1", "42"])
def test_the_hashes_of_strings_do_not_matter(here: list[str], hash_seed: str) -> None:
    assert said_by(sys.executable, hash_seed) == here


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_the_version_of_python_does_not_matter(here: list[str], version: str) -> None:
    interpreter = find_python(version)
    if interpreter is None:
        pytest.skip(f"no Python {version} was found")
    assert said_by(interpreter, "0") == here


def test_a_run_asks_neither_the_clock_nor_chance_of_the_machine(
    simulate: Simulate, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Worker(Actor):
        @handles(int)
        def work(self, left: int) -> None:
            self.emit(left)
            if left:
                self.after(int(self.draw() * 5), "next", left - 1)
                self.send("other", left - 1, 1)

    simulated = simulate(1)
    for name in ("worker", "other"):
        simulated.spawn(Worker, name=name)
    question = simulated.actors["worker"].actor_ref.ask(1, block=False)

    def forbidden(*_arguments: object) -> None:
        raise AssertionError("a simulated run asked the machine")

    for module, name in FORBIDDEN:
        monkeypatch.setattr(module, name, forbidden)
    simulated.input("worker", 6)
    simulated.run(100)
    question.get(timeout=1)
    monkeypatch.undo()
    assert simulated.steps > 20


FORBIDDEN = [
    *((time, name) for name in ("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "sleep")),
    *((random, name) for name in ("random", "randrange", "choice", "shuffle", "seed")),
    (uuid, "uuid4"),
    (os, "urandom"),
]
