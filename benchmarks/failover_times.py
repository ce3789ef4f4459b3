"""Failover times on virtual time.

From the failure to the moment at which the mate leads the group, over ten seeds, beside what is documented
(reference 2.5). The documented figure is an upper bound for the timers; a hello that is under way when the
power goes adds its 1 to 2 ms.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from asapair.actors import Pair, PairSpec
from asapair.actors.defaults import as_mate, default_spec, packaged
from asapair.actors.duration import SECOND
from benchmarks.measuring import Row

SEEDS = range(10)


class Case(NamedTuple):
    """A failure: what it is, how it comes about, and the lines that set the timers; ``most`` in s."""

    what: str
    fails: Callable[[Pair], None]
    most: float
    unit: str = ""
    interfaces: str = ""


def power(pair: Pair) -> None:
    """The active unit loses power."""
    pair.primary.power_off()


def link_down(pair: Pair) -> None:
    """An interface of the active unit loses its link."""
    pair.primary.port("Ethernet0.11", "down")


def connection(pair: Pair) -> None:
    """An interface of the active unit is up, and hears nothing."""
    pair.primary.port("Ethernet0.11", "silent")


def by_hand(pair: Pair) -> None:
    """An operator gives the group away."""
    pair.primary.console.go("system")
    pair.primary.console.enter("no failover active group 1")


def reload(pair: Pair) -> None:
    """The active unit reloads."""
    pair.primary.reload()


CASES = (
    Case("power loss, shortest times", power, 0.8, "msec 200 holdtime msec 800"),
    Case("power loss, default times", power, 15),
    Case("power loss, longest times", power, 45, "15 holdtime 45"),
    Case("interface link down, shortest", link_down, 0.5, interfaces="msec 500 holdtime 5"),
    Case("interface link down, default", link_down, 5),
    Case("interface link down, longest", link_down, 15, interfaces="15 holdtime 75"),
    Case("interface hears nothing, shortest", connection, 5, interfaces="msec 500 holdtime 5"),
    Case("interface hears nothing, default", connection, 25),
    Case("interface hears nothing, longest", connection, 75, interfaces="15 holdtime 75"),
    Case("by hand", by_hand, 0.5),
    Case("reload", reload, 0.5),
)


def spec(case: Case) -> PairSpec:
    """The default pair with the timers of a case."""
    text = packaged("primary")
    if case.unit:
        text = text.replace("failover group 1\n", f"failover polltime unit {case.unit}\nfailover group 1\n")
    if case.interfaces:
        group = f"failover group 1\n  polltime interface {case.interfaces}\n"
        text = text.replace("failover group 1\n", group)
    base = default_spec()
    units = (base.primary, base.secondary)
    primary, secondary = (
        type(unit)(startup=startup, flash=unit.flash)
        for unit, startup in zip(units, (text, as_mate(text)), strict=True)
    )
    return PairSpec(primary=primary, secondary=secondary)


def taken_over_after(case: Case, pair_spec: PairSpec, seed: int) -> float:
    """Virtual seconds until the secondary leads group 1."""
    with Pair(pair_spec, seed=seed) as pair:
        pair.primary.boot()
        if not pair.wait_until(lambda: pair.primary.group(2).state.is_active, within="3m"):
            raise AssertionError(f"{case.what}: the primary has not come up")
        pair.form()
        pair.advance(f"{100 * seed}ms")
        failed_at = pair.now
        case.fails(pair)
        if not pair.wait_until(lambda: pair.secondary.group(1).state.is_active, within="2m"):
            raise AssertionError(f"{case.what}: the secondary has not taken over")
        return (pair.secondary.group(1).since - failed_at) / SECOND


def rows(repeats: int) -> list[Row]:  # noqa: ARG001  virtual time does not waver
    """Let the active unit fail in each way."""
    found = []
    for case in CASES:
        pair_spec = spec(case)
        samples = [taken_over_after(case, pair_spec, seed) for seed in SEEDS]
        found.append(Row(case.what, "s", samples, most=case.most))
    return found
