"""Where a replayed run left the recorded one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from asapair.actors.duration import clock, short

from .recorder import version
from .telling import FIELDS, cut, effect_head, effect_told, plain, told

#: Characters shown before the first that differs, in long texts.
LEAD = 30

_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two things that should be one: the place, and how each is told to people."""

    where: str
    recorded: str
    actual: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The first thing that differs. ``line`` is that of the log, ``now`` is ns of virtual time.

    ``actor`` took ``message`` from ``sender``; all three are empty where it is not a delivery that differs,
    but the building of the pair (step 0) or the end of the run. ``contrast`` says what differs, ``before`` is
    what the actor took last, in order, and ``causes`` where to look first.
    """

    line: int
    step: int
    now: int
    contrast: Contrast
    causes: str
    actor: str = ""
    sender: str = ""
    message: str = ""
    before: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [
            f"different at step {self.step}, {clock(self.now)} ({self.now} ns), line {self.line} of the log",
            *([f"  {self.actor} takes {self.message} from {self.sender}"] if self.actor else []),
            f"  where:    {self.contrast.where}",
            f"  recorded: {self.contrast.recorded}",
            f"  actual:   {self.contrast.actual}",
            *(["  it took before:"] if self.before else []),
            *(f"    {each}" for each in self.before),
            f"  {self.causes}",
        ]
        return "\n".join(lines)


def contrast(where: str, recorded: bytes | None, actual: bytes | None) -> Contrast:
    """Two effects as JSON that are not the same, None where there is none: the first part that differs."""
    if recorded is None or actual is None:
        return Contrast(where, _whole(recorded), _whole(actual))
    try:
        return _contrast_of_effects(where, plain(recorded), plain(actual))
    except (StopIteration, RecursionError):  # equal as values, or too deep to look into
        return Contrast(where, cut(repr(recorded)), cut(repr(actual)))


def _whole(text: bytes | None) -> str:
    return "nothing" if text is None else effect_told(plain(text))


def _contrast_of_effects(where: str, recorded: Any, actual: Any) -> Contrast:
    if not (_is_effect(recorded) and _is_effect(actual)) or effect_head(recorded) != effect_head(actual):
        return Contrast(where, effect_told(recorded), effect_told(actual))
    position = _first_unequal(recorded, actual)
    field, one, other = FIELDS[recorded[0]][position - 1], recorded[position], actual[position]
    where = f"{where}, {effect_head(recorded)}: {field}"
    if field == "delay" and isinstance(one, int) and isinstance(other, int):
        return Contrast(where, short(one), short(other))
    return _contrast_of_values(where, one, other)


def _contrast_of_values(where: str, recorded: Any, actual: Any) -> Contrast:
    """Go down while both are the same kind of thing; tell the first parts that are not equal."""
    while True:
        if isinstance(recorded, dict) and isinstance(actual, dict) and recorded.get("is") == actual.get("is"):
            fields = {**recorded, **actual}
            name = next(name for name in fields if _field(recorded, name) != _field(actual, name))
            where, recorded, actual = f"{where}.{name}", _field(recorded, name), _field(actual, name)
        elif isinstance(recorded, list) and isinstance(actual, list):
            index = _first_unequal(recorded, actual)
            where, recorded, actual = f"{where}[{index}]", _item(recorded, index), _item(actual, index)
        else:
            return Contrast(where, *_leaves(recorded, actual))


def _is_effect(value: Any) -> bool:
    """A list of the shape that the runtimes give to effects."""
    return isinstance(value, list) and bool(value) and len(value) == 1 + len(FIELDS.get(str(value[0]), ()))


def _first_unequal(one: list[Any], other: list[Any]) -> int:
    pairs = enumerate(zip_longest(one, other, fillvalue=_ABSENT))
    return next(index for index, (a, b) in pairs if a != b)


def _field(value: dict[str, Any], name: str) -> Any:
    return value.get(name, _ABSENT)


def _item(values: list[Any], index: int) -> Any:
    return values[index] if index < len(values) else _ABSENT


def _leaves(recorded: Any, actual: Any) -> tuple[str, str]:
    """Both values as lines; of long texts the part that begins shortly before the first difference."""
    if isinstance(recorded, str) and isinstance(actual, str):
        pairs = zip_longest(recorded, actual)
        start = max(0, next(index for index, (a, b) in enumerate(pairs) if a != b) - LEAD)
        return _from(recorded, start), _from(actual, start)
    return _leaf(recorded), _leaf(actual)


def _leaf(value: Any) -> str:
    return "nothing" if value is _ABSENT else told(value)


def _from(text: str, start: int) -> str:
    return ("…" if start else "") + told(text[start:])


def likely_causes(where: str, recorded_by: str) -> str:
    """A sentence for the reader of a difference: where to look first."""
    if recorded_by != version():
        writer, reader = recorded_by or "?", version() or "?"
        return f"The log was written by asapair {writer}, this is {reader}: look at what changed in between."
    if where.startswith("effect"):
        return (
            "The handler does not do what it did: a rule, a table, a text or a length of time was changed, or"
            " it reads what the seed does not fix, such as a clock, the environment or the order of a set."
        )
    if where == "message":
        return (
            "Every effect so far is as recorded, so no handler is the cause: the runtime delivers otherwise,"
            " the log was edited, or actors send something else when they start."
        )
    if where == "exception":
        return "No handler raised this: the pair raises when it is built, or one of its own observers does."
    return (
        "Every delivery and every effect is as recorded: what is computed from them at the end has changed."
    )
