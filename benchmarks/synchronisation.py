"""Synchronising large configurations.

The lines are spread over 250 contexts. Measured is real time from the sender's first line on the console to
its last; the baseline of a line's time at 100,000 lines is that at 10,000.
"""

from __future__ import annotations

import time

from asapair.actors import Pair, PairSpec
from asapair.actors.defaults import packaged, spec_from_texts
from asapair.actors.facts import texts
from asapair.actors.signals import ConsoleLine
from benchmarks.measuring import Row, in_turns

CONTEXTS = 250


def spec(lines: int) -> PairSpec:
    """A pair with so many lines in its contexts."""
    base = packaged("primary")
    head, tail = base[: base.index("admin-context ")], base[base.index("prompt ") :]
    contexts = "".join(
        f"context c{number}\n  config-url disk0:/c{number}.cfg\n!\n" for number in range(CONTEXTS)
    )
    admin = "admin-context admin\ncontext admin\n  config-url disk0:/admin.cfg\n!\n"
    files = {f"disk0:/c{number}.cfg": context(number, lines // CONTEXTS) for number in range(CONTEXTS)}
    return spec_from_texts(
        head + admin + contexts + tail, None, {**files, "disk0:/admin.cfg": packaged("admin")}
    )


def context(number: int, lines: int) -> str:
    """A context's configuration of so many lines, no two alike."""
    rules = (
        f"access-list in extended permit tcp host 10.{number}.{line // 250}.{line % 250} any eq {line}"
        for line in range(1, lines)
    )
    return "\n".join((f"hostname c{number}", *rules, ""))


def synchronise(pair_spec: PairSpec) -> float:
    """Seconds that the synchronisation of a pair takes."""
    seen: dict[str, float] = {}
    with Pair(pair_spec) as pair:

        def heard(_: str, event: ConsoleLine, at: int) -> None:  # noqa: ARG001
            seen.setdefault(event.text, time.perf_counter())

        pair.signals.console_line.connect(heard)
        pair.boot()
        begin, end = texts.BEGIN_SENDING.line(), texts.END_SENDING.line()
        if not pair.wait_until(lambda: end in seen, within="30m"):
            raise AssertionError("the pair has not synchronised")
    return seen[end] - seen[begin]


def rows(repeats: int) -> list[Row]:
    """Measure three sizes."""
    specs = {lines: spec(lines) for lines in (1_000, 10_000, 100_000)}
    samples = in_turns(
        {str(lines): lambda each=each: synchronise(each) for lines, each in specs.items()}, repeats
    )
    per_line = {
        lines: Row(f"a line of {lines:,}", "us", [seconds / lines * 1e6 for seconds in samples[str(lines)]])
        for lines in specs
    }
    large = per_line[100_000]._replace(baseline=per_line[10_000], at_most=1.3)
    return [
        per_line[1_000],
        per_line[10_000],
        large,
        Row("100,000 lines, whole", "s", samples["100000"], most=2),
    ]
