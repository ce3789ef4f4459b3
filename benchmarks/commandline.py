"""The command line as a process.

Whole processes, from start to exit. The baseline only imports the libraries that a run needs.
"""

from __future__ import annotations

import subprocess
import sys
import time

from benchmarks.measuring import Row, in_turns

IMPORTS = (sys.executable, "-c", "import pykka, blinker, loguru, yaml, msgspec, click")
LIST = (sys.executable, "-m", "asapair", "list")
RUN = (sys.executable, "-m", "asapair", "run", "both-units-boot")


def seconds(command: tuple[str, ...]) -> float:
    """How long a process takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  this very Python
    return time.perf_counter() - start


def rows(repeats: int) -> list[Row]:
    """Measure them."""
    samples = in_turns(
        {"imports": lambda: seconds(IMPORTS), "list": lambda: seconds(LIST), "run": lambda: seconds(RUN)},
        repeats,
    )
    imports = Row("importing the libraries", "s", samples["imports"])
    listed = Row("asapair list", "s", samples["list"], imports, at_most=2)
    return [imports, listed, Row("asapair run both-units-boot", "s", samples["run"], imports, at_most=3)]
