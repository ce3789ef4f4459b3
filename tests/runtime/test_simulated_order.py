"""In simulation the seed draws the order of deliveries: any that threads could show, the same each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import permutations

import pytest

from asapair.actors.runtime import Actor, Recorder, SimulatedRuntime, handles

Simulate = Callable[..., SimulatedRuntime]

SEEDS = range(200)


class Script(Actor):
    """Sends what its script says for each message it gets: message -> [(to, message), ...]."""

    def __init__(self, seen: list[str], script: dict[str, list[tuple[str, str]]]) -> None:
        super().__init__()
        self.seen = seen
        self.script = script

    @handles(str)
    def play(self, message: str) -> None:
        self.seen.append(f"{self.name}:{message}")
        for to, what in self.script.get(message, []):
            self.send(to, what)


class Alarm(Actor):
    """Arms its timers when told to, all due at one instant."""

    def __init__(self, seen: list[str], keys: str) -> None:
        super().__init__()
        self.seen = seen
        self.keys = keys

    @handles(int)
    def arm(self, delay: int) -> None:
        for key in self.keys:
            self.after(delay, key, f"{self.name}{key}")

    @handles(str)
    def ring(self, what: str) -> None:
        self.seen.append(what)


def order_of(simulate: Simulate, seed: int, recorder: Recorder | None = None) -> tuple[str, str]:
    """Run A -> B, A -> C, B -> C; return who of A and B was first at C, and the fingerprint."""
    simulated = simulate(seed, recorder)
    seen: list[str] = []
    simulated.spawn(Script, seen, {"go": [("B", "m1"), ("C", "m2")]}, name="A")
    simulated.spawn(Script, seen, {"m1": [("C", "m3")]}, name="B")
    simulated.spawn(Script, seen, {}, name="C")
    simulated.input("A", "go")
    simulated.run(0)
    return "".join(each[-1] for each in seen if each.startswith("C")), simulated.order()


def test_a_message_sent_later_by_another_actor_may_arrive_first(simulate: Simulate) -> None:
    orders = Counter(order_of(simulate, seed)[0] for seed in SEEDS)
    assert set(orders) == {"23", "32"}
    assert min(orders.values()) >= len(SEEDS) // 10, "no order is rare"


def test_equal_seeds_give_equal_orders(simulate: Simulate) -> None:
    assert [order_of(simulate, seed) for seed in SEEDS] == [order_of(simulate, seed) for seed in SEEDS]


def test_the_fingerprint_tells_different_orders_apart(simulate: Simulate) -> None:
    # m2 first, m1 and m3 after; m1 first, then m2 or m3
    assert len({order_of(simulate, seed)[1] for seed in SEEDS}) == 3


def test_the_fingerprint_covers_every_delivery_however_often_it_is_taken(simulate: Simulate) -> None:
    def fingerprints(*, often: bool) -> str:
        simulated = simulate(3)
        simulated.spawn(Script, [], {}, name="A")
        for _ in range(5):
            simulated.input("A", "word")
            simulated.run(0)
            if often:
                simulated.order()
        return simulated.order()

    assert fingerprints(often=True) == fingerprints(often=False)
    assert fingerprints(often=True) != order_of(simulate, 3)[1]


def test_among_independent_senders_every_order_is_drawn(simulate: Simulate) -> None:
    orders: Counter[str] = Counter()
    for seed in range(1200):
        seen: list[str] = []
        simulated = simulate(seed)
        simulated.spawn(Script, seen, {}, name="C")
        for name in "xyz":
            simulated.spawn(Script, [], {"go": [("C", name)]}, name=name)
            simulated.input(name, "go")
        simulated.run(0)
        orders["".join(each[-1] for each in seen)] += 1
    assert set(orders) == {"".join(order) for order in permutations("xyz")}
    assert min(orders.values()) > 120, "each of six orders about 200 times"
    assert max(orders.values()) < 280


def test_all_that_is_due_at_one_instant_interleaves_by_seed_and_each_actor_keeps_its_order(
    simulate: Simulate,
) -> None:
    orders: set[str] = set()
    for seed in range(200):
        seen: list[str] = []
        simulated = simulate(seed)
        for name in "ab":
            simulated.spawn(Alarm, seen, "12", name=name)
            simulated.input(name, 10)
        simulated.run(10)
        orders.add(" ".join(seen))
    assert orders == {
        "a1 a2 b1 b2",
        "a1 b1 a2 b2",
        "a1 b1 b2 a2",
        "b1 a1 a2 b2",
        "b1 a1 b2 a2",
        "b1 b2 a1 a2",
    }


def test_a_timer_and_a_message_due_at_one_instant_come_in_either_order(simulate: Simulate) -> None:
    class Both(Actor):
        def __init__(self, seen: list[str]) -> None:
            super().__init__()
            self.seen = seen

        def on_start(self) -> None:
            self.after(5, "bell", "timer")
            self.send(self.name, "message", 5)

        @handles(str)
        def note(self, what: str) -> None:
            self.seen.append(what)

    orders = set()
    for seed in range(40):
        seen: list[str] = []
        simulated = simulate(seed)
        simulated.spawn(Both, seen, name="both")
        simulated.run(5)
        orders.add(tuple(seen))
    assert orders == {("timer", "message"), ("message", "timer")}


@pytest.mark.parametrize("seed", [0, 1, 17])
def test_recording_changes_nothing_in_the_order(simulate: Simulate, seed: int) -> None:
    class Deaf:
        def delivery(self, *_record: object) -> None:
            pass

    assert order_of(simulate, seed, Deaf()) == order_of(simulate, seed)


def test_what_an_actor_draws_depends_on_seed_and_name_only(simulate: Simulate) -> None:
    class Dice(Actor):
        @handles(int)
        def throw(self, times: int) -> list[float]:
            return [self.draw() for _ in range(times)]

    def thrown(seed: int, name: str, *, noise: bool = False) -> list[float]:
        simulated = simulate(seed)
        if noise:
            for other in "xy":
                simulated.spawn(Dice, name=other).ask(7)
        return list(simulated.spawn(Dice, name=name).ask(5, block=True))

    assert thrown(1, "a") == thrown(1, "a", noise=True)
    assert thrown(1, "a") != thrown(2, "a")
    assert thrown(1, "a") != thrown(1, "b")


def test_drawing_does_not_change_the_order_of_deliveries(simulate: Simulate) -> None:
    class Gambler(Script):
        def on_receive(self, message: object) -> object:
            self.draw()
            return super().on_receive(message)

    def seen_by(kind: Callable[..., Script], seed: int) -> list[str]:
        simulated = simulate(seed)
        seen: list[str] = []
        for name in "xyz":
            simulated.spawn(kind, seen, {"go": [("x", "1"), ("y", "2"), ("z", "3")]}, name=name)
            simulated.input(name, "go")
        simulated.run(0)
        return seen

    assert [seen_by(Gambler, seed) for seed in range(20)] == [seen_by(Script, seed) for seed in range(20)]
