"""A file that is wrong gets one line: where, what is wrong, what is allowed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from asapair.scenarios import ScenarioError, load, loads

STEPS = "title: A claim.\nsteps:\n"
ONE_STEP = "steps: [{boot: both}]\n"
PAIR = "title: A claim.\n" + ONE_STEP + "pair:\n"
ADMIN = "title: A claim.\npair:\n  contexts:\n    - {name: a, config-url: disk0:/a.cfg, admin: true}\n"
EXPECT = STEPS + "  - boot: both\n  - expect: "


def complaint(text: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        loads(text, "s.yaml")
    return str(caught.value)


WRONG = {
    "empty file": ("", "s.yaml:1:1: the file is empty: a scenario has a title and steps"),
    "a list at the top": ("- boot: both\n", "s.yaml:1:1: expected keys with values, this is a list"),
    "unknown key": (
        "titel: A claim.\nsteps: [{boot: both}]\n",
        "s.yaml:1:1: unknown key 'titel', allowed are title, shows, pair, steps (did you mean 'title'?)",
    ),
    "missing key": ("steps: [{boot: both}]\n", "s.yaml:1:1: the key 'title' is missing"),
    "empty title": ("title:\nsteps: [{boot: both}]\n", "s.yaml:1:7: is empty, a text is needed"),
    "no steps": ("title: A claim.\nsteps: []\n", "s.yaml:2:8: there are no steps"),
    "unknown requirement": (
        "title: A claim.\nshows: [P7, P88]\nsteps: [{boot: both}]\n",
        "s.yaml:2:13: 'P88' is no requirement, allowed are P1, P2,",
    ),
    "duplicate key": (
        "title: A claim.\ntitle: Another.\n",
        "s.yaml:2:1: the key 'title' is here twice, first in line 1",
    ),
    "tab": (
        "title: A claim.\nsteps:\n\t- boot: both\n",
        "s.yaml:3:1: YAML is not indented with tabs: use blanks",
    ),
    "colon in a plain text": (
        STEPS + "  - type: show: it\n    on: primary\n",
        "s.yaml:3:15: a colon cannot stand here: put a text that holds a colon in quotes",
    ),
    "unclosed quote": ("title: 'A claim.\n", "s.yaml:2:1: not YAML: "),
    "alias": (
        "title: &t A claim.\nsteps: *t\n",
        "s.yaml:1:8: anchors (&name) and aliases (*name) are not used here",
    ),
    "tag": ("title: !!binary A claim.\n", "s.yaml:1:8: tags such as tag:yaml.org,2002:binary are not used"),
    "second document": ("title: A\n---\ntitle: B\n", "s.yaml:2:1: a second document"),
    "key that is no word": ("? [a, b]\n: c\n", "s.yaml:1:3: a key is a word, this is a list"),
    "control character": (
        "title: A \x07 claim.\n",
        "s.yaml:1:10: not a text file: it holds the control character",
    ),
    "nested without end": ("[" * 500, "s.yaml:1:25: nested deeper than 24 levels"),
    # -- steps --
    "unknown step": (
        STEPS + "  - bot: both\n",
        "s.yaml:3:5: unknown key 'bot' in this step, allowed are boot, ... (did you mean 'boot'?)",
    ),
    "unknown key of a step": (
        STEPS + "  - type: show\n    onn: primary\n",
        "s.yaml:4:5: unknown key 'onn' beside 'type', allowed are ... on, in, configure (did you mean 'on'?)",
    ),
    "missing key of a step": (
        STEPS + "  - type: show\n",
        "s.yaml:3:5: the key 'on' is missing beside 'type'",
    ),
    "two actions": (
        STEPS + "  - boot: both\n    crash: primary\n",
        "s.yaml:4:5: 'boot' and 'crash' in one step: write two, one behind the other",
    ),
    "step without content": (STEPS + "  - {}\n", "s.yaml:3:5: this step says nothing: allowed are boot,"),
    "step that only is": (STEPS + "  - within: 3s\n", "s.yaml:3:5: 'within': goes with 'until'"),
    "unknown unit": (
        STEPS + "  - boot: primry\n",
        "s.yaml:3:11: 'primry' is not possible here, allowed are both, ... (did you mean 'primary'?)",
    ),
    "console of both": (
        STEPS + "  - type: show\n    on: both\n",
        "s.yaml:4:9: 'both' is not possible here, allowed are primary, secondary",
    ),
    "bare number": (
        STEPS + "  - at: 30\n    boot: both\n",
        "s.yaml:3:9: '30' has no unit: write '30s' for seconds or '30ms' for milliseconds",
    ),
    "clock time": (
        STEPS + "  - after: 12:30\n",
        "s.yaml:3:12: '12:30' is a clock time: write a length of time such as '12m30s'",
    ),
    "no time at all": (
        STEPS + "  - after: soon\n",
        "s.yaml:3:12: 'soon' is not a length of time: write '250ms'",
    ),
    "negative time": (STEPS + "  - after: -3s\n", "s.yaml:3:12: '-3s' is not a length of time"),
    "time goes backwards": (
        STEPS + "  - at: 2m\n    boot: both\n  - after: 30s\n  - at: 2m10s\n    crash: primary\n",
        "s.yaml:6:9: time goes backwards: 2m10s is earlier than the step before, which is at 2m30s or later",
    ),
    "two times": (
        STEPS + "  - at: 2m\n    after: 3s\n",
        "s.yaml:4:5: 'after': a step has one of 'at', 'after' and 'until', this one has 'at' already",
    ),
    "waiting for never": (
        STEPS + "  - until: {never: {unit: primary, is: up}}\n",
        "s.yaml:3:5: 'until': 'never' and 'always' cannot be waited for",
    ),
    "configuring where one stands": (
        STEPS + "  - {type: end, on: primary, in: here, configure: true}\n",
        "s.yaml:3:40: 'configure': does not go with 'in: here'",
    ),
    "truth in other words": (
        STEPS + "  - {type: end, on: primary, configure: yes}\n",
        "s.yaml:3:41: 'yes' is not possible here, allowed are true, false",
    ),
    "steps for one value": (
        STEPS + "  - boot: {unit: both}\n",
        "s.yaml:3:11: expected one value, this is a mapping",
    ),
    # -- conditions --
    "unknown condition": (
        EXPECT + "{grup: 1, on: primary, is: active}\n",
        "s.yaml:4:14: unknown key 'grup' in this condition, allowed are either, ... (did you mean 'group'?)",
    ),
    "unknown state": (
        EXPECT + "{group: 1, on: primary, is: actve}\n",
        "s.yaml:4:41: 'actve' is not possible here, allowed are Disabled, Negotiation,",
    ),
    "group 3": (
        EXPECT + "{group: 3, on: primary, is: active}\n",
        "s.yaml:4:21: '3' is not possible here, allowed are 0, 1, 2",
    ),
    "console that says nothing": (
        EXPECT + "{console: primary}\n",
        "s.yaml:4:14: 'console': one of 'prints' and 'contains' goes with it",
    ),
    "counting several": (
        EXPECT + "{console: primary, prints: [a, b], times: 1}\n",
        "s.yaml:4:48: 'times': goes with one text, not with several",
    ),
    "a number that is none": (
        EXPECT + "{console: primary, prints: a, times: 1.5}\n",
        "s.yaml:4:50: '1.5' is not a whole number such as 1000",
    ),
    "running that says nothing": (
        EXPECT + "{running: primary, in: ctx1}\n",
        "s.yaml:4:14: 'running': 'has' or 'lacks' goes with it",
    ),
    "lines of an absent file": (
        EXPECT + "{file: disk0:/x, on: primary, is: absent, has: a}\n",
        "s.yaml:4:43: 'is': an absent file has no lines",
    ),
    "half a range": (
        EXPECT + "{console: primary, prints: a, between: [1s]}\n",
        "s.yaml:4:52: expected a list of 2, such as [12s, 40s]",
    ),
    "a range that ends before it begins": (
        EXPECT + "{console: primary, prints: a, between: [3s, 1s]}\n",
        "s.yaml:4:43: 'between': 3s to 1s is no range: the earlier time comes first",
    ),
    "never inside another": (
        EXPECT + "{not: {never: {unit: primary, is: up}}}\n",
        "s.yaml:4:14: 'not': 'never' and 'always' stand by themselves in 'expect'",
    ),
    "mark that no step sets": (
        STEPS + "  - {boot: both, mark: start}\n  - expect: {console: primary, prints: a, since: strat}\n",
        "s.yaml:4:13: no earlier step has 'mark: strat', allowed are start (did you mean 'start'?)",
    ),
    "mark set twice": (
        STEPS + "  - {boot: both, mark: start}\n  - {after: 3s, mark: start}\n",
        "s.yaml:4:23: the mark 'start' is set twice",
    ),
    # -- the pair --
    "unknown model": (PAIR + "  model: vSAS\n", "s.yaml:4:10: 'vSAS' is no model, allowed are vASA,"),
    "version": (PAIR + "  version: nine\n", "s.yaml:4:12: 'nine' is no version: write it like '9.1(5)16'"),
    "version of a unit": (
        PAIR + "  secondary: {version: 9.1}\n",
        "s.yaml:4:24: '9.1' is no version: write it like '9.1(5)16'",
    ),
    "calendar": (
        PAIR + "  calendar: tomorrow\n",
        "s.yaml:4:13: 'tomorrow' is no date and time: write it like '2020-01-01T00:00:00'",
    ),
    "share": (PAIR + "  boot: {spread: 0.05}\n", "s.yaml:4:18: '0.05' is not a share: write '5%'"),
    "share of everything": (PAIR + "  boot: {spread: 100%}\n", "s.yaml:4:18: '100%' is not a share"),
    "size": (
        PAIR + "  primary: {flash: {size: 1000}}\n",
        "s.yaml:4:27: '1000' is not a size: write '800B', '64KB', '1MB' or '2GB'",
    ),
    "context twice": (
        ADMIN + "    - {name: a, config-url: disk0:/b.cfg}\n" + ONE_STEP,
        "s.yaml:5:14: the context 'a' is defined twice, first in line 4",
    ),
    "context without config-url": (
        PAIR + "  contexts:\n    - {name: a, admin: true}\n",
        "s.yaml:5:7: the key 'config-url' is missing",
    ),
    "two contexts in one file": (
        ADMIN + "    - {name: b, config-url: disk0:/a.cfg}\n" + ONE_STEP,
        "s.yaml:5:29: disk0:/a.cfg is the file of the context 'a' already",
    ),
    "no admin context": (
        PAIR + "  contexts:\n    - {name: a, config-url: disk0:/a.cfg}\n",
        "s.yaml:5:5: one of the contexts, and only one, is the admin context: 'admin: true'",
    ),
    "admin context in group 2": (
        PAIR + "  contexts:\n    - {name: a, config-url: disk0:/a.cfg, admin: true, group: 2}\n",
        "s.yaml:5:63: the admin context is always in group 1",
    ),
    "no contexts at all": (
        ADMIN + "    - {name: b, count: 0, config-url: disk0:/b.cfg}\n" + ONE_STEP,
        "s.yaml:5:24: 0 of them are not possible, 1 to 250 are",
    ),
    "more contexts than any model takes": (
        ADMIN + "    - {name: b, count: 251, config-url: disk0:/b.cfg}\n" + ONE_STEP,
        "s.yaml:5:24: 251 of them are not possible, 1 to 250 are",
    ),
    "numbered contexts that meet another": (
        ADMIN
        + "    - {name: b2, config-url: disk0:/x.cfg}\n"
        + "    - {name: b, count: 3, config-url: disk0:/b.cfg}\n"
        + ONE_STEP,
        "s.yaml:6:14: the context 'b2' is defined twice, first in line 5",
    ),
    "name that is no name": (
        PAIR + "  contexts:\n    - {name: a b, config-url: disk0:/a.cfg, admin: true}\n",
        "s.yaml:5:14: 'a b' is no name for a context",
    ),
    "context called system": (
        PAIR + "  contexts:\n    - {name: system, config-url: disk0:/a.cfg, admin: true}\n",
        "s.yaml:5:14: 'system' is no name for a context",
    ),
    "space that is not there": (
        ADMIN + "steps: [{type: end, on: primary, in: b}]\n",
        "s.yaml:5:38: there is no context 'b', allowed are system, a, here",
    ),
    "space of a condition that is not there": (
        ADMIN + "steps: [{expect: {running: both, in: systm, has: x}}]\n",
        "s.yaml:5:18: there is no context 'systm', allowed are system, a (did you mean 'system'?)",
    ),
    "number that is never sent": (
        EXPECT + "{syslog: primary, number: 104010, times: 0}\n",
        "s.yaml:4:31: 'number': 104010 is never sent, allowed are 102001, 103001,",
    ),
    "severity that is none": (
        EXPECT + "{syslog: primary, severity: 8}\n",
        "s.yaml:4:31: 'severity': 8 is no severity: they run from 0 to 7",
    ),
    "address that is none": (
        EXPECT + "{address: ctx1/outside, on: primary, ip: 300.1.1.1}\n",
        "s.yaml:4:54: '300.1.1.1' is no IP address: write it like '203.0.113.1'",
    ),
    "MAC address that is none": (
        EXPECT + "{address: ctx1/outside, on: primary, mac: 00a0.c900}\n",
        "s.yaml:4:55: '00a0.c900' is no MAC address: write it like '00a0.c900.0101'",
    ),
    "configuration file that is missing": (
        PAIR + "  system: none.cfg\n",
        "s.yaml:4:11: none.cfg: no such file in . (a text itself is written as a block, behind |)",
    ),
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG.keys())
def test_a_mistake_is_told_with_its_place_and_what_is_allowed(text: str, expected: str) -> None:
    told = complaint(text)
    start, *more = expected.split("...")
    assert told.startswith(start)
    assert [part for part in more if part not in told] == []
    assert "\n" not in told


def test_a_typed_context_is_known_further_down() -> None:
    text = (
        "title: A claim.\n"
        "pair:\n  contexts: [{name: adm, config-url: disk0:/a.cfg, admin: true}]\n"
        "steps:\n"
        "  - {type: [context new, config-url disk0:/new.cfg], on: primary, configure: true}\n"
        "  - {type: show running-config, on: primary, in: new}\n"
    )
    assert len(loads(text).steps) == 2


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"hostname a\n\x00\n", "not a text file: byte 0x00 in line 2"),
        (b"hostname a\nbanner motd \xff\n", "not a text file: bytes in line 2 are not UTF-8"),
        (os.urandom(10 << 20), "not a text file: "),
    ],
    ids=["a zero byte", "another encoding", "ten megabytes of noise"],
)
def test_a_configuration_file_has_to_be_text(tmp_path: Path, data: bytes, expected: str) -> None:
    (tmp_path / "system.cfg").write_bytes(data)
    file = tmp_path / "s.yaml"
    file.write_text(PAIR + "  system: system.cfg\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(file)
    assert str(caught.value).startswith(f"{file}:4:11: system.cfg: {expected}")


def test_a_folder_is_no_configuration_file(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(PAIR + "  system: ./\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"s\.yaml:4:11: \./: cannot read the file: Is a directory"):
        load(tmp_path / "s.yaml")


@pytest.mark.parametrize("size", [1 << 20, 10 << 20])
@pytest.mark.parametrize("what", [os.urandom, lambda size: b"[" * size, lambda size: b"a: b\n" * (size // 5)])
def test_noise_is_one_line(tmp_path: Path, size: int, what: object) -> None:
    assert callable(what)
    file = tmp_path / "noise.yaml"
    file.write_bytes(what(size))
    with pytest.raises(ScenarioError) as caught:
        load(file)
    assert str(caught.value).startswith(f"{file}:")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_a_file_that_is_too_long_says_how_long_it_is(tmp_path: Path) -> None:
    file = tmp_path / "long.yaml"
    file.write_text("title: A claim.\n" + "#" * (2 << 20), encoding="utf-8")
    with pytest.raises(
        ScenarioError, match=r"long\.yaml:1:1: the file is 2\.0 MB long, a scenario is at most 1 MB"
    ):
        load(file)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(
        ScenarioError, match=r"none\.yaml:1:1: cannot read the file: No such file or directory"
    ):
        load(tmp_path / "none.yaml")


def test_bytes_that_are_no_utf_8_are_told_with_their_place(tmp_path: Path) -> None:
    file = tmp_path / "latin.yaml"
    file.write_bytes("title: A claim.\nshows: [é]\n".encode("latin-1"))
    with pytest.raises(ScenarioError, match=r"latin\.yaml:2:9: not a text file: these bytes are not UTF-8"):
        load(file)
