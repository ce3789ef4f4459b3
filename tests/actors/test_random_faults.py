"""Random operators, power and links: whatever happens, a pair that is left alone afterwards comes to rest."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from asapair.actors import Pair
from asapair.actors.duration import MILLISECOND, SECOND

Rest = Callable[[Pair], bool]

LINES = (
    "access-list z extended permit ip any any",
    "changeto context ctx1",
    "changeto context ctx2",
    "changeto system",
    "config-url disk0:/new.cfg",
    "context ctx2",
    "context new",
    "failover",
    "failover active",
    "failover active group 2",
    "failover exec mate no failover",
    "failover exec mate reload noconfirm",
    "failover exec standby failover active",
    "failover polltime unit 1 holdtime 15",
    "failover polltime unit msec 200 holdtime msec 800",
    "hostname edge",
    "no context ctx2 noconfirm",
    "no context new noconfirm",
    "no failover",
    "no failover active",
    "no failover active group 1",
    "reload noconfirm",
    "show failover",
    "show failover history",
    "write memory all /noconfirm",
    "write standby",
)
SPANS = (10 * MILLISECOND, SECOND, 20 * SECOND, 90 * SECOND)


class Chaos:
    """Does random things to a pair; what it did is in ``done``."""

    def __init__(self, pair: Pair, seed: int) -> None:
        self.pair = pair
        self.chance = random.Random(seed)  # noqa: S311  repeatable, not secret
        self.done: list[tuple[float, str]] = []

    def strike(self) -> None:
        """Do one thing, and perhaps let time pass."""
        unit = self.chance.choice((self.pair.primary, self.pair.secondary))
        link = self.pair.failover_link
        deed = self.chance.choice(
            (
                "boot",
                "boot",
                "boot",
                "power_off",
                "crash",
                "reload",
                *["type"] * 5,
                *["cut", "restore"] * 2,
                "degrade",
            )
        )
        if deed == "type":
            line = self.chance.choice(LINES)
            unit.console.type(f"end\nenable\n\nconfigure terminal\n{line}")
            deed = f"{unit.name}: {line}"
        elif deed == "degrade":
            link.degrade(
                latency=int(self.chance.random() * 300 * MILLISECOND), loss=self.chance.random() * 0.3
            )
        elif deed in ("cut", "restore"):
            getattr(link, deed)()
        else:
            getattr(unit, deed)()
            deed = f"{unit.name}: {deed}"
        self.done.append((self.pair.now / SECOND, deed))
        if self.chance.random() < 0.6:
            self.pair.advance(int(self.chance.random() * self.chance.choice(SPANS)))

    def heal(self) -> None:
        """Repair the link, turn both units and failover on."""
        self.pair.failover_link.degrade(latency=MILLISECOND, loss=0.0)
        self.pair.failover_link.restore()
        self.pair.boot()
        self.pair.advance("3m")
        for unit in (self.pair.primary, self.pair.secondary):
            unit.console.type("n\n\nend\nenable\n\nchangeto system\nconfigure terminal\nfailover")
        self.pair.advance("4m")


def strike_and_heal(make_pair: Callable[..., Pair], at_rest: Rest, seed: int) -> None:
    """One random run."""
    pair = make_pair(seed=seed, split=True)
    chaos = Chaos(pair, seed)
    for _ in range(chaos.chance.randrange(1, 14)):
        chaos.strike()
    chaos.heal()
    assert at_rest(pair), chaos.done


@pytest.mark.parametrize("seed", range(30))
def test_a_pair_comes_to_rest_after_random_faults(
    make_pair: Callable[..., Pair], at_rest: Rest, seed: int
) -> None:
    """I5: one Active and one Standby Ready copy of each group."""
    strike_and_heal(make_pair, at_rest, seed)


@pytest.mark.heavy
@pytest.mark.simulated_only(reason="two thousand seeds")
@pytest.mark.parametrize("hundred", range(20))
def test_many_pairs_come_to_rest_after_random_faults(
    make_pair: Callable[..., Pair], at_rest: Rest, hundred: int
) -> None:
    """I5, two thousand times."""
    for seed in range(1000 + 100 * hundred, 1100 + 100 * hundred):
        strike_and_heal(make_pair, at_rest, seed)
