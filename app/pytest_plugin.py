"""The pytest plugin: pairs as fixtures. Nothing of asapair is loaded before a test asks for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from asapair import Pair
    from asapair.actors import PairSpec

#: Virtual seconds in a real one, where tests run live: as fast as the default hold times allow.
LIVE_SPEED = 30.0


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of this plugin."""
    group = parser.getgroup("asapair", "emulated ASA Active/Active pairs")
    group.addoption(
        "--asapair-live",
        action="store_true",
        help="run the pairs of asa_pair and make_asa_pair on real threads",
    )
    group.addoption(
        "--asapair-seed", type=int, default=0, metavar="N", help="seed of those pairs (default: 0)"
    )
    group.addoption(
        "--asapair-invariants",
        action="store_true",
        help="fail a test in which one of those pairs breaks an invariant, I1 to I5",
    )
    parser.addini("asapair_invariants", "as --asapair-invariants", type="bool", default=False)


@pytest.fixture
def make_asa_pair(request: pytest.FixtureRequest) -> Iterator[Callable[..., Pair]]:
    """Make pairs: ``make_asa_pair(spec=None, *, seed=None, formed=True)``; all are closed after the test.

    ``formed``: both units have booted and every group has one active and one standby copy. The seed is that
    of ``--asapair-seed`` unless given.
    """
    from asapair import Pair

    watched = request.config.getoption("--asapair-invariants") or request.config.getini("asapair_invariants")
    live = bool(request.config.getoption("--asapair-live"))
    default_seed = int(request.config.getoption("--asapair-seed"))
    with ExitStack() as pairs:

        def make(spec: PairSpec | None = None, *, seed: int | None = None, formed: bool = True) -> Pair:
            chosen = default_seed if seed is None else seed
            pair = Pair(spec, seed=chosen, live=live, speed=LIVE_SPEED if live else 1.0)
            pairs.enter_context(pair)
            if watched:
                pairs.callback(_watch(pair))
            if formed:
                pair.form()
            return pair

        yield make


def _watch(pair: Pair) -> Callable[[], None]:
    """Let the invariants watch a pair; gives what judges it at the end."""
    from asapair.scenarios.invariants import Invariants

    return Invariants(pair).finish


@pytest.fixture
def asa_pair(make_asa_pair: Callable[..., Pair]) -> Pair:
    """The packaged pair, formed: group 1 active on the primary, group 2 on the secondary."""
    return make_asa_pair()
