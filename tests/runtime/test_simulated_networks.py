"""Whatever actors send each other: nothing is lost, nothing comes twice, and pairs keep their order."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from asapair.actors.runtime import Actor, SimulatedRuntime, handles

NAMES = "abcde"


class Parcel(NamedTuple):
    """A numbered message; its receiver acts on `plan`, the sends still to be made because of it."""

    number: int
    sender: str
    receiver: str
    plan: Plan


#: (receiver, delay, what the receiver does then), in order
Plan = tuple[tuple[str, int, "Plan"], ...]


class Journal:
    """What was sent and what arrived, in order, with instants."""

    def __init__(self) -> None:
        self.sent: list[tuple[Parcel, int]] = []
        self.taken: list[tuple[Parcel, int]] = []

    def number(self) -> int:
        return len(self.sent)


class Node(Actor):
    """Writes down what it takes, then carries out the plan."""

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self.journal = journal
        #: receiver -> the instant at which the last parcel to it is due
        self.due: dict[str, int] = defaultdict(int)

    @handles(Parcel)
    def take(self, parcel: Parcel) -> None:
        assert self.sender == parcel.sender
        self.journal.taken.append((parcel, self.now))
        for receiver, delay, plan in parcel.plan:
            self.dispatch(receiver, delay, plan)

    def dispatch(self, receiver: str, delay: int, plan: Plan) -> None:
        """Send, no earlier than the parcel before it: then the channel keeps the order."""
        self.due[receiver] = due = max(self.due[receiver], self.now + delay)
        parcel = Parcel(self.journal.number(), self.name, receiver, plan)
        self.journal.sent.append((parcel, due))
        self.send(receiver, parcel, due - self.now)


plans = st.recursive(
    st.just(()),
    lambda inner: st.lists(
        st.tuples(st.sampled_from(NAMES), st.integers(0, 3), inner), min_size=1, max_size=4
    ).map(tuple),
    max_leaves=40,
)


def run(seed: int, plan: Plan) -> tuple[Journal, str]:
    journal = Journal()
    simulated = SimulatedRuntime(seed)
    for name in NAMES:
        simulated.spawn(Node, journal, name=name)
    for receiver, _, inner in plan:
        parcel = Parcel(journal.number(), "-", receiver, inner)
        journal.sent.append((parcel, 0))
        simulated.input(receiver, parcel)
    simulated.run(10**6)
    assert simulated.dead_letters == []
    assert simulated.steps == len(journal.sent)
    order = simulated.order()
    simulated.close()
    return journal, order


@given(st.integers(0, 2**32), plans)
def test_nothing_is_lost_and_nothing_comes_twice(seed: int, plan: Plan) -> None:
    journal, _ = run(seed, plan)
    assert sorted(parcel for parcel, _ in journal.taken) == [parcel for parcel, _ in journal.sent]


@given(st.integers(0, 2**32), plans)
def test_everything_comes_at_the_instant_it_is_due(seed: int, plan: Plan) -> None:
    journal, _ = run(seed, plan)
    due = {parcel.number: instant for parcel, instant in journal.sent}
    assert {parcel.number: instant for parcel, instant in journal.taken} == due
    instants = [instant for _, instant in journal.taken]
    assert instants == sorted(instants)


@given(st.integers(0, 2**32), plans)
def test_every_pair_keeps_its_order(seed: int, plan: Plan) -> None:
    journal, _ = run(seed, plan)
    last: dict[tuple[str, str], int] = {}
    for parcel, _ in journal.taken:
        pair = (parcel.sender, parcel.receiver)
        assert last.get(pair, -1) < parcel.number
        last[pair] = parcel.number


@given(st.integers(0, 2**32), plans)
def test_a_run_can_be_repeated(seed: int, plan: Plan) -> None:
    first, second = run(seed, plan), run(seed, plan)
    assert first[0].taken == second[0].taken
    assert first[1] == second[1]
