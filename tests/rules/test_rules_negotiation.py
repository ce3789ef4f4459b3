"""Who leads, who joins, who waits (reference 1.2, 1.3, 14.2 to 14.4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product

import pytest

from asapair.actors.duration import MILLISECOND, SECOND
from asapair.actors.facts.states import ACTIVE_PATH, STANDBY_PATH, Role, State
from asapair.actors.messages import GroupReport, Hello, UnitReport
from asapair.actors.rules.negotiation import (
    Move,
    asks_again_after,
    groups_to_take,
    may_ask_for_configuration,
    on_hello,
)

MINE, MATES, ANOTHER = 3, 7, 6
SECONDARY, PRIMARY = Role.SECONDARY, Role.PRIMARY


def hello(
    role: Role = SECONDARY,
    states: tuple[State, State, State] = (State.NEGOTIATION,) * 3,
    heard: int = 0,
    incarnation: int = MATES,
) -> Hello:
    """What a mate in these states says; ``heard`` is the life of ours to which it has committed."""
    groups = tuple(GroupReport(state, 0, 0) for state in states)
    report = UnitReport(role, "9.1(5)16", "multiple", 2, (groups[0], groups[1], groups[2]))
    return Hello(incarnation, heard, 0, report)


@pytest.mark.parametrize(
    ("mine", "mates", "committed_to", "heard", "move"),
    [
        # the primary leads when the mate has committed to this very life of it
        (PRIMARY, SECONDARY, 0, MINE, Move.LEAD),
        (PRIMARY, SECONDARY, MATES, MINE, Move.LEAD),
        (PRIMARY, SECONDARY, 0, 0, Move.COMMIT),
        (PRIMARY, SECONDARY, MATES, 0, Move.WAIT),
        (PRIMARY, SECONDARY, MATES, MINE - 1, Move.WAIT),
        (PRIMARY, SECONDARY, ANOTHER, 0, Move.COMMIT),
        # the secondary never does
        (SECONDARY, PRIMARY, 0, 0, Move.COMMIT),
        (SECONDARY, PRIMARY, 0, MINE, Move.COMMIT),
        (SECONDARY, PRIMARY, MATES, 0, Move.WAIT),
        (SECONDARY, PRIMARY, MATES, MINE, Move.WAIT),
        (SECONDARY, PRIMARY, ANOTHER, MINE, Move.COMMIT),
        # with one role between them nobody does
        *[
            (role, role, committed, heard, Move.WAIT if committed == MATES else Move.COMMIT)
            for role, committed, heard in product(Role, (0, MATES, ANOTHER), (0, MINE))
        ],
    ],
)
def test_two_units_in_negotiation_commit_and_then_the_primary_leads(
    mine: Role, mates: Role, committed_to: int, heard: int, move: Move
) -> None:
    """P3, P6: together means that each hears the other in Negotiation; then the primary is first."""
    assert on_hello(mine, MINE, committed_to, hello(mates, heard=heard)) is move


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("mates", Role)
@pytest.mark.parametrize("group", [0, 1, 2])
@pytest.mark.parametrize("active", sorted(ACTIVE_PATH))
@pytest.mark.parametrize("rest", [State.STANDBY_READY, State.NEGOTIATION])
def test_beside_a_mate_with_anything_active_a_unit_joins_whatever_its_role(
    role: Role, mates: Role, group: int, active: State, rest: State
) -> None:
    """P5, B2: no matter which of the two is the primary, and whichever group the mate holds."""
    states = [rest, rest, rest]
    states[group] = active
    said = hello(mates, (states[0], states[1], states[2]), heard=MINE)
    assert on_hello(role, MINE, MATES, said) is Move.JOIN


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    "state", [State.DISABLED, State.STANDBY_READY, State.FAILED, State.NOT_DETECTED, *sorted(STANDBY_PATH)]
)
def test_a_mate_that_neither_negotiates_nor_holds_anything_is_waited_for(role: Role, state: State) -> None:
    """B1: it may still become active; if not, the window ends and the unit takes both groups."""
    assert on_hello(role, MINE, 0, hello(states=(state,) * 3, heard=MINE)) is Move.WAIT


@dataclass(frozen=True)
class Side:
    """One unit in the handshake: its role, what it has committed to, and whether it holds the groups."""

    role: Role
    incarnation: int
    committed_to: int = 0
    state: State = State.NEGOTIATION

    def says(self) -> Hello:
        return hello(self.role, (self.state,) * 3, self.committed_to, self.incarnation)

    def hears(self, said: Hello) -> Side:
        if self.state is not State.NEGOTIATION:
            return self
        move = on_hello(self.role, self.incarnation, self.committed_to, said)
        if move is Move.COMMIT:
            return Side(self.role, self.incarnation, said.incarnation)
        if move is Move.LEAD:
            return Side(self.role, self.incarnation, said.incarnation, State.JUST_ACTIVE)
        if move is Move.JOIN:
            return Side(self.role, self.incarnation, self.committed_to, State.COLD_STANDBY)
        return self


@dataclass
class Handshake:
    """Every order in which two units can hear each other, late hellos included."""

    roles: tuple[Role, Role]
    ends: list[tuple[State, State]] = field(default_factory=list)

    def explore(self) -> Handshake:
        start = (Side(self.roles[0], MINE), Side(self.roles[1], MATES))
        # what each unit has said so far: a hello may be heard as late as one likes, but in order
        hellos: tuple[tuple[Hello, ...], tuple[Hello, ...]] = ((start[0].says(),), (start[1].says(),))
        todo = [(start, (0, 0), hellos)]
        seen = list(todo)
        for sides, heard, said in todo:
            self.ends.append((sides[0].state, sides[1].state))
            for ear in (0, 1):
                voice = 1 - ear
                if heard[ear] == len(said[voice]):
                    continue
                after = list(sides)
                after[ear] = sides[ear].hears(said[voice][heard[ear]])
                counts, words = list(heard), list(said)
                counts[ear] += 1
                if after[ear] != sides[ear]:
                    words[ear] = (*words[ear], after[ear].says())
                state = ((after[0], after[1]), (counts[0], counts[1]), (words[0], words[1]))
                if state not in seen:
                    seen.append(state)
                    todo.append(state)
        return self


def test_in_no_order_of_hellos_do_both_units_lead() -> None:
    """I1, P3: whatever is late, one of the two leads and the other joins."""
    ends = Handshake((PRIMARY, SECONDARY)).explore().ends
    assert (State.JUST_ACTIVE, State.JUST_ACTIVE) not in ends
    assert all(secondary is not State.JUST_ACTIVE for _, secondary in ends)
    assert ends[-1] == (State.JUST_ACTIVE, State.COLD_STANDBY)


@pytest.mark.parametrize("role", Role)
def test_two_units_of_one_role_never_lead_and_wait_for_their_windows(role: Role) -> None:
    """I1: the rule has nothing to choose by, so it chooses nobody."""
    ends = Handshake((role, role)).explore().ends
    assert set(ends) == {(State.NEGOTIATION, State.NEGOTIATION)}


def test_a_hello_meant_for_an_earlier_life_does_not_make_the_primary_lead() -> None:
    """I1: the mate had committed to a primary that has rebooted since."""
    assert on_hello(PRIMARY, MINE, MATES, hello(heard=MINE - 1)) is Move.WAIT


@pytest.mark.parametrize(
    ("states", "may"),
    [
        ((State.ACTIVE, State.ACTIVE, State.ACTIVE), True),
        ((State.STANDBY_READY, State.STANDBY_READY, State.ACTIVE), True),
        ((State.ACTIVE, State.ACTIVE, State.FAILED), True),
        ((State.ACTIVE, State.ACTIVE, State.STANDBY_READY), True),
        ((State.ACTIVE, State.ACTIVE, State.JUST_ACTIVE), False),
        ((State.ACTIVE, State.JUST_ACTIVE, State.NEGOTIATION), False),
        ((State.JUST_ACTIVE, State.NEGOTIATION, State.NEGOTIATION), False),
        ((State.ACTIVE, State.ACTIVE, State.NEGOTIATION), False),
        ((State.STANDBY_READY,) * 3, False),
        ((State.DISABLED,) * 3, False),
    ],
)
def test_a_joining_unit_asks_when_the_mate_is_active_and_none_of_its_groups_is_on_the_way(
    states: tuple[State, State, State], *, may: bool
) -> None:
    """P5, S1: Cold Standby waits until the peer is Active (reference 5.1)."""
    assert may_ask_for_configuration(hello(states=states).report) is may


@pytest.mark.parametrize(
    ("mates", "taken"),
    [
        ((State.ACTIVE, State.ACTIVE, State.ACTIVE), ()),
        ((State.ACTIVE, State.ACTIVE, State.FAILED), (2,)),
        ((State.STANDBY_READY, State.FAILED, State.ACTIVE), (1,)),
        ((State.FAILED, State.FAILED, State.FAILED), (1, 2)),
        ((State.ACTIVE, State.ACTIVE, State.JUST_ACTIVE), ()),
    ],
)
def test_a_synchronised_unit_takes_what_the_mate_cannot_hold(
    mates: tuple[State, State, State], taken: tuple[int, ...]
) -> None:
    """B2: standby for what the mate holds, active for what it cannot hold (reference 14.3)."""
    assert groups_to_take(mates) == taken


@pytest.mark.parametrize(("hold", "again"), [(800 * MILLISECOND, 1), (3 * SECOND, 3), (45 * SECOND, 10)])
def test_a_joining_unit_asks_again_after_its_hold_time_but_neither_at_once_nor_much_later(
    hold: int, again: int
) -> None:
    assert asks_again_after(hold) == again * SECOND
