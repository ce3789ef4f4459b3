"""Draws the state machine of a failover group from its table: `python docs/state_machine.py`.

The table is that of `asapair.actors.rules.transitions`; only where things stand on the page is told here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

from asapair.actors.facts.states import ACTIVE_PATH, STANDBY_PATH, State
from asapair.actors.rules.transitions import TABLE

FOLDER = Path(__file__).parent
PICTURE = FOLDER / "state-machine.svg"
DOCUMENT = FOLDER / "state-machine.md"
#: in the document the table stands between these lines
BEGIN, END = "<!-- the table: python docs/state_machine.py -->\n", "<!-- end of the table -->\n"

WIDTH, HEIGHT, BOX = 1120, 740, (196, 46)
#: a row from at least so many states is drawn as one arrow from "any state"
ANY = 8
#: the number of an arrow that is shorter stands beside it
SHORT = 60

S = State
Point = tuple[float, float]

#: the middle of each box
PLACES = {
    S.NOT_DETECTED: (390, 60),
    S.DISABLED: (730, 60),
    S.NEGOTIATION: (560, 160),
    S.COLD_STANDBY: (190, 260),
    S.SYNC_CONFIG: (190, 360),
    S.SYNC_FILE_SYSTEM: (190, 460),
    S.BULK_SYNC: (190, 560),
    S.STANDBY_READY: (560, 560),
    S.FAILED: (560, 690),
    S.JUST_ACTIVE: (930, 260),
    S.ACTIVE_DRAIN: (930, 335),
    S.ACTIVE_APPLYING_CONFIG: (930, 410),
    S.ACTIVE_CONFIG_APPLIED: (930, 485),
    S.ACTIVE: (930, 560),
}

#: by arrow the corners of its line, and at which share of its length the number of its row stands
ROUTES: dict[tuple[State, State], tuple[float, tuple[Point, ...]]] = {
    (S.DISABLED, S.NEGOTIATION): (0.4, ((700, 83), (620, 137))),
    (S.NOT_DETECTED, S.NEGOTIATION): (0.4, ((420, 83), (500, 137))),
    (S.COLD_STANDBY, S.NEGOTIATION): (0.5, ((288, 244), (470, 183))),
    (S.STANDBY_READY, S.NEGOTIATION): (0.8, ((560, 537), (560, 183))),
    (S.FAILED, S.NEGOTIATION): (
        0.83,
        ((462, 698), (400, 698), (400, 612), (438, 612), (438, 222), (515, 222), (515, 183)),
    ),
    (S.NEGOTIATION, S.COLD_STANDBY): (0.45, ((462, 155), (210, 237))),
    (S.STANDBY_READY, S.COLD_STANDBY): (0.45, ((500, 537), (288, 276))),
    (S.FAILED, S.COLD_STANDBY): (0.2, ((462, 684), (44, 684), (44, 266), (92, 266))),
    (S.JUST_ACTIVE, S.COLD_STANDBY): (0.3, ((832, 260), (288, 260))),
    (S.ACTIVE, S.COLD_STANDBY): (0.18, ((832, 548), (780, 548), (780, 260), (288, 260))),
    (S.SYNC_CONFIG, S.COLD_STANDBY): (0.5, ((92, 360), (68, 360), (68, 252), (92, 252))),
    (S.SYNC_FILE_SYSTEM, S.COLD_STANDBY): (0.3, ((92, 460), (68, 460), (68, 252), (92, 252))),
    (S.BULK_SYNC, S.COLD_STANDBY): (0.21, ((92, 560), (68, 560), (68, 252), (92, 252))),
    (S.COLD_STANDBY, S.SYNC_CONFIG): (0.42, ((190, 283), (190, 337))),
    (S.SYNC_CONFIG, S.SYNC_FILE_SYSTEM): (0.42, ((190, 383), (190, 437))),
    (S.SYNC_FILE_SYSTEM, S.BULK_SYNC): (0.42, ((190, 483), (190, 537))),
    (S.SYNC_FILE_SYSTEM, S.STANDBY_READY): (0.4, ((288, 468), (475, 537))),
    (S.BULK_SYNC, S.STANDBY_READY): (0.35, ((288, 566), (462, 566))),
    (S.NEGOTIATION, S.JUST_ACTIVE): (0.5, ((658, 160), (900, 237))),
    (S.STANDBY_READY, S.JUST_ACTIVE): (0.4, ((618, 537), (832, 272))),
    (S.JUST_ACTIVE, S.ACTIVE_DRAIN): (0.4, ((930, 283), (930, 312))),
    (S.ACTIVE_DRAIN, S.ACTIVE_APPLYING_CONFIG): (0.4, ((930, 358), (930, 387))),
    (S.ACTIVE_APPLYING_CONFIG, S.ACTIVE_CONFIG_APPLIED): (0.4, ((930, 433), (930, 462))),
    (S.ACTIVE_CONFIG_APPLIED, S.ACTIVE): (0.4, ((930, 508), (930, 537))),
    (S.JUST_ACTIVE, S.STANDBY_READY): (0.78, ((850, 283), (645, 537))),
    (S.ACTIVE, S.STANDBY_READY): (0.5, ((832, 566), (658, 566))),
    (S.JUST_ACTIVE, S.FAILED): (0.5, ((1028, 260), (1064, 260), (1064, 698), (658, 698))),
    (S.ACTIVE, S.FAILED): (0.4, ((870, 583), (658, 676))),
    (S.STANDBY_READY, S.FAILED): (0.45, ((535, 583), (535, 667))),
    (S.NEGOTIATION, S.FAILED): (0.24, ((600, 183), (600, 505), (690, 505), (690, 684), (658, 684))),
    (S.FAILED, S.STANDBY_READY): (0.45, ((585, 667), (585, 583))),
}
FROM_ANY: dict[State, tuple[Point, ...]] = {S.DISABLED: ((902, 60), (828, 60))}


def colours(state: State) -> tuple[str, str]:
    """Fill and border of a box."""
    chosen = {
        S.STANDBY_READY: ("#c3daf3", "#2f5f96"),
        S.ACTIVE: ("#bce2bc", "#2f7a2f"),
        S.FAILED: ("#f8d6d0", "#b1493a"),
    }
    if state in chosen:
        return chosen[state]
    if state in ACTIVE_PATH:
        return "#eaf6ea", "#69a869"
    return ("#ecf3fb", "#6c95c2") if state in STANDBY_PATH else ("#f3f3f0", "#8a8a82")


def picture() -> str:
    """The whole picture, as SVG."""
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Helvetica, Arial, sans-serif">',
        "<title>State machine of a failover group</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        *(line for number, was, state in arrows() for line in _arrow(number, was, state)),
        *(line for state in PLACES for line in _box(state)),
        *_any_state(),
        *(line for number, was, state in arrows() for line in _number(number, _route(was, state))),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def arrows() -> Iterator[tuple[int, State | None, State]]:
    """By row of the table its number, and the states that it joins; from None for any state."""
    for number, row in enumerate(TABLE, start=1):
        for was in (None,) if len(row.was) >= ANY else row.was:
            yield number, was, row.state


def _route(was: State | None, state: State) -> tuple[float, tuple[Point, ...]]:
    return (0.45, FROM_ANY[state]) if was is None else ROUTES[was, state]


def _arrow(number: int, was: State | None, state: State) -> Iterator[str]:
    _, points = _route(was, state)
    colour = colours(state)[1]
    line = f'fill="none" stroke="{colour}" stroke-width="1.6"'
    dashes = ' stroke-dasharray="5 4"' if was is None else ""
    path = " ".join(f"{x:g},{y:g}" for x, y in points)
    yield f'<polyline data-row="{number}" points="{path}" {line}{dashes}/>'
    yield f'<polygon points="{_head(points)}" fill="{colour}"/>'


def _head(points: Sequence[Point]) -> str:
    (x, y), (to_x, to_y) = points[-2:]
    angle = math.atan2(to_y - y, to_x - x)
    wings = [(to_x - 10 * math.cos(angle + turn), to_y - 10 * math.sin(angle + turn)) for turn in (-0.4, 0.4)]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in ((to_x, to_y), *wings))


def _box(state: State) -> Iterator[str]:
    (x, y), (width, height), (fill, border) = PLACES[state], BOX, colours(state)
    yield (
        f'<rect x="{x - width / 2:g}" y="{y - height / 2:g}" width="{width}" height="{height}" rx="9"'
        f' fill="{fill}" stroke="{border}" stroke-width="1.6"/>'
    )
    yield _text((x, y + 5), 15, state)


def _any_state() -> Iterator[str]:
    for points in FROM_ANY.values():
        x, y = points[0]
        yield (
            f'<rect x="{x:g}" y="{y - 17:g}" width="120" height="34" rx="17" fill="#ffffff" stroke="#8a8a82"'
            ' stroke-width="1.4" stroke-dasharray="5 4"/>'
        )
        yield _text((x + 60, y + 5), 14, "any state")


def _number(number: int, route: tuple[float, tuple[Point, ...]]) -> Iterator[str]:
    share, points = route
    x, y = _along(points, share)
    if math.dist(points[0], points[-1]) < SHORT:
        x += 18
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="10" fill="#ffffff" stroke="#555555"/>'
    yield _text((x, y + 4), 11, str(number))


def _text(place: Point, size: int, text: str) -> str:
    x, y = place
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-size="{size}" fill="#222222">'
        f"{escape(text)}</text>"
    )


def _along(points: Sequence[Point], share: float) -> Point:
    """The point of a line over corners at a share of its length."""
    pieces = list(pairwise(points))
    rest = share * sum(math.dist(*piece) for piece in pieces)
    for start, end in pieces:
        length = math.dist(start, end)
        if rest <= length:
            part = rest / length
            return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
        rest -= length
    return points[-1]


def table() -> str:
    """The rows of the table, numbered as the arrows are, as Markdown."""
    lines = ["| | from | to | when | reasons in the history | tag |", "|---|---|---|---|---|---|"]
    for number, row in enumerate(TABLE, start=1):
        was = "any but Disabled" if len(row.was) >= ANY else ", ".join(row.was)
        reasons = ", ".join(f"`{reason}`" for reason in row.reasons)
        lines.append(f"| {number} | {was} | {row.state} | {row.when} | {reasons} | [{row.tag}] |")
    return "\n".join(lines) + "\n"


def document(text: str) -> str:
    """The document with the table as it is now."""
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}"


def main() -> None:
    """Write the picture, and the table of the document."""
    PICTURE.write_text(picture(), encoding="utf-8")
    DOCUMENT.write_text(document(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
