"""A scenario: what a file says, checked as a whole and ready to run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from asapair.actors.console.parser import Refusal, parse
from asapair.actors.defaults import default_spec
from asapair.actors.device.configuration import Configuration
from asapair.actors.device.settings import failover_settings
from asapair.actors.device.urls import Url
from asapair.actors.duration import short
from asapair.actors.facts.commands import Mode, Space
from asapair.actors.spec import PairSpec
from asapair.actors.spec_checks import hold_times

from . import connection_steps, port_steps  # noqa: F401  # what kinds of steps there are
from .conditions import Condition, OverTime
from .decoding import Part, decode
from .errors import Position, ScenarioError, alternatives
from .link_steps import Cut, Restore
from .nodes import Mapping, Node, place, read_file, read_text
from .pair_section import PairSection, build
from .requirements import requirements
from .steps import Expect, Step, Type, Wait, watched
from .text_conditions import File
from .values import Words


class ScenarioFile(Part, frozen=True, kw_only=True):
    """A scenario: what it claims, the pair it is about, and what happens step by step."""

    title: Annotated[Words, Meta(description="What this scenario claims, in one sentence.")]
    shows: Annotated[
        tuple[Words, ...],
        Meta(description="Ids of the requirements it shows, such as P7 (`asapair list P7`)."),
    ] = ()
    pair: PairSection | None = None
    steps: Annotated[tuple[Step, ...], Meta(description="What happens, in order.")]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario that was read from ``file`` and can run with any seed."""

    file: str
    title: str
    shows: tuple[str, ...]
    spec: PairSpec
    steps: tuple[Step, ...]
    watched: tuple[OverTime, ...]
    _node: Node = field(repr=False)

    @property
    def name(self) -> str:
        """The name of the file without folder and ending."""
        return Path(self.file).name.removesuffix(".yaml").removesuffix(".yml")

    @property
    def expectations(self) -> int:
        """How many conditions it expects."""
        return sum(len(step.expect) for step in self.steps if isinstance(step, Expect))

    def hold_times(self) -> tuple[int, ...]:
        """The unit hold times (ns) that come into use: those that units start with, and those typed."""
        typed = (line for step in self.steps if isinstance(step, Type) for line in step.lines)
        return (*hold_times(self.spec), *(hold for line in typed if (hold := _typed_hold_time(line))))

    def where(self, step: int, expectation: int | None = None) -> Position:
        """Where a step, or one of its expectations, stands in the file; both count from 0."""
        if expectation is None:
            return place(self._node, "steps", step)
        return place(self._node, "steps", step, "expect", expectation)


def load(path: str | Path) -> Scenario:
    """The scenario in a file; ``ScenarioError`` for the first thing that is wrong with it."""
    return _scenario(read_file(Path(path), str(path)), str(path))


def loads(text: str, file: str = "scenario.yaml") -> Scenario:
    """The scenario in a text; files that it names are looked for beside ``file``."""
    return _scenario(read_text(text, file), file)


def _scenario(node: Node, file: str) -> Scenario:
    found = decode(node, ScenarioFile)
    _check_shows(found, node)
    if not found.steps:
        raise ScenarioError(place(node, "steps"), "there are no steps")
    spec = default_spec()
    if found.pair is not None and isinstance(node, Mapping):
        spec = build(found.pair, node.entries["pair"])
    _check_times(found.steps, node)
    _check_marks(found.steps, node)
    _check_servers(found.steps, spec, node)
    if found.pair is not None and found.pair.contexts:
        _check_spaces(found.steps, {context.name for context in found.pair.all_contexts()}, node)
    return Scenario(
        file=file,
        title=" ".join(found.title.split()),
        shows=tuple(found.shows),
        spec=spec,
        steps=found.steps,
        watched=tuple(watched(found.steps)),
        _node=node,
    )


def _typed_hold_time(line: str) -> int | None:
    """The unit hold time (ns) that a typed line sets, however it is abbreviated."""
    parsed = parse(line, Mode.CONFIG, Space.SYSTEM)
    if isinstance(parsed, Refusal) or parsed.command.name != "failover polltime" or parsed.negated:
        return None
    return failover_settings(Configuration.parse((parsed.line,))).hold


# -- what the types do not say ---------------------------------------------------------------


def _check_shows(found: ScenarioFile, node: Node) -> None:
    for index, name in enumerate(found.shows):
        if name not in requirements():
            raise ScenarioError(
                place(node, "shows", index),
                f"{name!r} is no requirement, {alternatives(name, requirements())}",
            )


def _check_times(steps: tuple[Step, ...], node: Node) -> None:
    """Refuse a time that goes backwards; what waiting takes is not known here."""
    earliest = 0
    for index, step in enumerate(steps):
        if step.at is not None:
            if step.at < earliest:
                raise ScenarioError(
                    place(node, "steps", index, "at"),
                    f"time goes backwards: {short(step.at)} is earlier than the step before, which is at"
                    f" {short(earliest)} or later",
                )
            earliest = step.at
        earliest += step.after or 0


def _check_marks(steps: tuple[Step, ...], node: Node) -> None:
    """Refuse a mark given twice, and one that is used before a step has set it."""
    known: list[str] = []
    for index, step in enumerate(steps):
        here = place(node, "steps", index)
        for condition, where in _conditions(step, index, node):
            since = getattr(condition, "since", None)
            if since is not None and since not in known:
                raise ScenarioError(
                    where, f"no earlier step has 'mark: {since}', {alternatives(since, known)}"
                )
        if step.mark is not None:
            if step.mark in known:
                raise ScenarioError(
                    place(node, "steps", index, "mark"), f"the mark {step.mark!r} is set twice"
                )
            known.append(step.mark)
        elif isinstance(step, Wait) and (step.at, step.after, step.until) == (None, None, None):
            raise ScenarioError(here, "this step says neither when nor what")


def _check_servers(steps: tuple[Step, ...], spec: PairSpec, node: Node) -> None:
    """Refuse a server that the pair does not have."""
    named: list[tuple[str | None, Position]] = []
    for index, step in enumerate(steps):
        if isinstance(step, Cut | Restore):
            named.append((step.server, place(node, "steps", index, step.subject)))
        for condition, where in _conditions(step, index, node):
            if isinstance(condition, File) and (url := Url.parse(condition.file)):
                named.append((url.server, where))
    for server, where in named:
        if server is not None and server not in spec.servers:
            raise ScenarioError(
                where, f"the pair has no server {server!r}, {alternatives(server, spec.servers)}"
            )


def _check_spaces(steps: tuple[Step, ...], contexts: Iterable[str], node: Node) -> None:
    """Refuse a space that is neither the system nor one of the contexts; typed lines may define more."""
    known = ["system", *contexts]
    for index, step in enumerate(steps):
        if isinstance(step, Type):
            known += [
                words[1] for line in step.lines if len(words := line.split()) == 2 and words[0] == "context"
            ]
            _check_space(step.in_, [*known, "here"], place(node, "steps", index, "in"))
        for condition, where in _conditions(step, index, node):
            for name in ("in_", "context"):
                if isinstance(space := getattr(condition, name, None), str):
                    _check_space(space, known, where)


def _check_space(space: str, known: list[str], where: Position) -> None:
    if space not in known:
        raise ScenarioError(where, f"there is no context {space!r}, {alternatives(space, known)}")


def _conditions(step: Step, index: int, node: Node) -> Iterator[tuple[Condition, Position]]:
    """The conditions of a step, those inside others too, with the place of the outermost."""
    for key in ("until", "expect"):
        for number, outer in enumerate(getattr(step, key, None) or ()):
            where = place(node, "steps", index, key, number)
            yield from ((condition, where) for condition in _with_parts(outer))


def _with_parts(condition: Condition) -> Iterator[Condition]:
    yield condition
    for part in condition.parts:
        yield from _with_parts(part)
