"""A quiet day of a pair.

Ten contexts of three monitored interfaces, timers as they are by default, every hello sent. Measured is the
processor time of one virtual hour, told for a day; deliveries are what the actors handled in it.
"""

from __future__ import annotations

import time

from asapair.actors import Pair, PairSpec
from asapair.actors.defaults import packaged, spec_from_texts
from benchmarks.measuring import Row, in_turns

CONTEXTS, INTERFACES = 10, 3


def spec() -> PairSpec:
    """The default pair with other contexts, every second one in group 2."""
    base = packaged("primary")
    head, tail = base[: base.index("admin-context ")], base[base.index("prompt ") :]
    contexts = "".join(definition(number) for number in range(CONTEXTS))
    files = {f"disk0:/c{number}.cfg": configuration(number) for number in range(CONTEXTS)}
    return spec_from_texts(f"{head}admin-context c0\n{contexts}{tail}", None, files)


def definition(number: int) -> str:
    """A context in the system configuration."""
    group = "  join-failover-group 2\n" if number % 2 else ""
    return f"context c{number}\n  config-url disk0:/c{number}.cfg\n{group}!\n"


def configuration(number: int) -> str:
    """A context's interfaces."""
    lines = [f"hostname c{number}"]
    for port in range(INTERFACES):
        lines += [
            f"interface GigabitEthernet0/{port}.{number}",
            f" nameif if{port}",
            " security-level 0",
            f" ip address 10.{number}.{port}.1 255.255.255.0 standby 10.{number}.{port}.2",
        ]
    return "\n".join((*lines, *(f"monitor-interface if{port}" for port in range(INTERFACES)), ""))


def rows(repeats: int) -> list[Row]:
    """Measure an hour of one pair, again and again."""
    deliveries: list[float] = []
    with Pair(spec()) as pair:
        pair.form()

        def hour() -> float:
            steps, began = pair.steps, time.process_time()
            pair.advance("1h")
            deliveries.append(24.0 * (pair.steps - steps))
            return 24 * (time.process_time() - began)

        samples = in_turns({"day": hour}, repeats)["day"]
    rate = [count / seconds for count, seconds in zip(deliveries, samples, strict=True)]
    return [
        Row("one virtual day", "s", samples, most=5),
        Row("deliveries in it", "", deliveries),
        Row("deliveries a second", "1/s", rate),
    ]
