from __future__ import annotations

import msgspec
import pytest

from asapair.logs.difference import Contrast, contrast, likely_causes
from asapair.logs.format import Delivery
from asapair.logs.recorder import version
from asapair.logs.telling import cut, delivery_told, effect_told, told

CHUNK = '["send","secondary",{"is":"Chunk","space":"ctx1","lines":["a","b"],"last":false},0]'


@pytest.mark.parametrize(
    ("effect", "line"),
    [
        (["send", "link", {"is": "Hello", "heard": 0}, 0], "send to link: Hello(heard=0)"),
        (
            ["send", "link", {"is": "Hello", "heard": 0}, 1_500_000],
            "send to link in 1ms500us: Hello(heard=0)",
        ),
        (["timer", "poll", {"is": "Poll"}, 1_000_000_000], "timer poll in 1s: Poll()"),
        (["cancel", "poll"], "cancel 'poll'"),
        (["emit", {"is": "UnitPower", "unit": "primary"}], "emit UnitPower(unit='primary')"),
        (["spawn", "primary/ctx1"], "spawn 'primary/ctx1'"),
        (["renew", 2], "renew 2"),
        (["drop", "a cancelled timer"], "drop 'a cancelled timer'"),
        (["dead letter", "ghost", {"is": "Poll"}], "dead letter to ghost: Poll()"),
        (["failure", "primary", "KeyError('x')"], "failure of primary: KeyError('x')"),
        ([], "[]"),
        ([1, [2, {"is": "Poll"}], None], "[1, [2, Poll()], None]"),
    ],
)
def test_an_effect_is_told_in_a_line(effect: list[object], line: str) -> None:
    assert effect_told(effect) == line


def test_what_lies_too_deep_is_left_out() -> None:
    assert told([[[[[[["deep"]]]]]]]) == "[[[[[[…]]]]]]"


def test_long_texts_are_cut() -> None:
    assert cut("x" * 300) == "x" * 300
    assert cut("x" * 301) == "x" * 300 + "…"


def test_a_delivery_is_told_with_the_kinds_of_its_effects() -> None:
    delivery = msgspec.json.decode(
        '[7,61500000000,"link","primary",5,{"is":"Poll"},[["cancel","a"],["emit",1],[]]]', type=Delivery
    )
    assert delivery_told(delivery) == "step 7 at 0:01:01.500: Poll() from link -> cancel, emit, ?"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"ctx1"', '"ctx2"', Contrast("effect 1, send to secondary: message.space", "'ctx1'", "'ctx2'")),
        ('"b"', '"c"', Contrast("effect 1, send to secondary: message.lines[1]", "'b'", "'c'")),
        (',"b"', "", Contrast("effect 1, send to secondary: message.lines[1]", "'b'", "nothing")),
        ("false", "true", Contrast("effect 1, send to secondary: message.last", "False", "True")),
        (',"last":false', "", Contrast("effect 1, send to secondary: message.last", "False", "nothing")),
        (",0]", ",5000000]", Contrast("effect 1, send to secondary: delay", "0s", "5ms")),
        (",0]", ",null]", Contrast("effect 1, send to secondary: delay", "0", "None")),
    ],
)
def test_a_contrast_goes_down_to_the_part_that_differs(old: str, new: str, expected: Contrast) -> None:
    assert contrast("effect 1", CHUNK.encode(), CHUNK.replace(old, new, 1).encode()) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [('"secondary"', '"primary"'), ('"send"', '"timer"'), (",0]", "]"), ("[", '["renew",1,')],
)
def test_another_effect_is_told_whole(old: str, new: str) -> None:
    found = contrast("effect 1", CHUNK.encode(), CHUNK.replace(old, new, 1).encode())
    assert found.where == "effect 1"
    assert found.recorded == "send to secondary: Chunk(space='ctx1', lines=['a', 'b'], last=False)"
    assert found.actual != found.recorded


def test_another_message_is_told_whole() -> None:
    found = contrast("effect 1", CHUNK.encode(), CHUNK.replace("Chunk", "Lump").encode())
    assert (found.where, found.actual) == (
        "effect 1, send to secondary: message",
        "Lump(space='ctx1', lines=['a', 'b'], last=False)",
    )


def test_of_long_texts_the_part_that_differs_is_shown() -> None:
    one, other = (msgspec.json.encode(["spawn", "x" * 1000 + end]) for end in ("left", "right"))
    assert contrast("effect 1", one, other) == Contrast(
        "effect 1, spawn: name", f"…'{'x' * 30}left'", f"…'{'x' * 30}right'"
    )


def test_values_that_are_equal_in_other_words_are_shown_as_they_stand() -> None:
    assert contrast("effect 1", b'["renew",1]', b'["renew",1.0]') == Contrast(
        "effect 1", "b'[\"renew\",1]'", "b'[\"renew\",1.0]'"
    )


def test_what_is_no_json_is_shown_as_text() -> None:
    assert contrast("effect 1", b'["emit","\\ud800"]', b'["emit",1]').recorded == repr('["emit","\\ud800"]')


def test_where_to_look_first_depends_on_what_differs() -> None:
    places = ("effect 2, timer poll: delay", "message", "exception", "final time")
    sentences = [likely_causes(where, version()) for where in places]
    assert len(dict.fromkeys(sentences)) == len(places)
    assert likely_causes("digest", version()) == sentences[-1]
    assert likely_causes("message", "0.0.1").startswith("The log was written by asapair 0.0.1, this is ")
