"""Fingerprints of a run: what only simulation can promise, equal to the last bit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from asapair.actors import Pair
from asapair.actors.duration import SECOND
from asapair.actors.facts.states import State

Build = Callable[[int], Pair]


@pytest.fixture
def build() -> Build:
    """Build a simulated pair of a seed that has run for three minutes after both units were switched on."""

    def run(seed: int) -> Pair:
        with Pair(seed=seed) as pair:
            pair.boot()
            pair.advance("3m")
        return pair

    return run


def fingerprints(pair: Pair) -> tuple[str, str, str, int, int]:
    return pair.order(), pair.digest(), pair.outcome(), pair.steps, pair.now


def test_equal_seeds_give_equal_runs(build: Build) -> None:
    """I5: order of messages, events, outcome, step by step."""
    for seed in range(5):
        assert fingerprints(build(seed)) == fingerprints(build(seed))


def test_other_seeds_give_other_orders_and_other_events(build: Build) -> None:
    """P9: what is drawn differs from seed to seed."""
    pairs = [build(seed) for seed in range(20)]
    assert len({pair.order() for pair in pairs}) == 20
    assert len({pair.digest() for pair in pairs}) == 20


def test_where_a_pair_ends_does_not_depend_on_the_seed(build: Build) -> None:
    """P3, I5: the outcome has no times and no order of messages in it."""
    assert len({build(seed).outcome() for seed in range(20)}) == 1


def test_the_outcome_does_not_depend_on_when_a_file_was_written() -> None:
    """P13: a saved file says when it was, the outcome does not."""
    outcomes = []
    for wait in ("3m", "5m"):
        with Pair() as pair:
            pair.boot()
            pair.advance(wait)
            pair.primary.console.go("system")
            pair.primary.console.enter("write memory all /noconfirm")
            pair.advance("10s")
            outcomes.append(pair.outcome())
            assert ": Written by" in str(pair.primary.startup())
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((), ("hostname other",)),
        ((), ("no context ctx1 noconfirm",)),
        (("hostname other",), ("hostname other", "write memory")),
        ((), ("end", "failover active group 2")),
    ],
    ids=["configuration", "contexts", "files", "states"],
)
def test_the_outcome_tells_apart_what_differs_at_the_end(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    """I3, I4: configurations, contexts, files, states."""
    outcomes = []
    for lines in (one, other):
        with Pair() as pair:
            pair.boot()
            pair.advance("3m")
            pair.primary.console.go("system", configure=True)
            for line in lines:
                pair.primary.console.enter(line)
            pair.advance("1m")
            outcomes.append(pair.outcome())
    assert outcomes[0] != outcomes[1]


def test_a_run_does_not_depend_on_how_it_is_cut_into_pieces(build: Build) -> None:
    """S2: looking at a pair changes nothing."""
    with Pair(seed=3) as pair:
        pair.boot()
        pair.wait_until(lambda: pair.primary.group(1).state is State.ACTIVE)
        pair.wait_until(lambda: False, within="1s")
        while pair.now < 100 * SECOND:
            pair.advance("7s")
            pair.digest()
            pair.outcome()
        pair.run_to("3m")
        assert fingerprints(pair) == fingerprints(build(3))


def test_the_digest_covers_the_inputs(build: Build) -> None:
    """S2: a line typed, and the instant at which it was."""
    digests = {build(0).digest()}
    for at in ("150s", "151s"):
        with Pair(seed=0) as pair:
            pair.boot()
            pair.run_to(at)
            pair.primary.console.type("show version")
            pair.run_to("3m")
            digests.add(pair.digest())
    assert len(digests) == 3
