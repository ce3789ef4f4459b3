"""Servers of a scenario: inline or a folder, read once, and never left."""

from __future__ import annotations

from pathlib import Path

import pytest

from asapair.actors.duration import MILLISECOND, SECOND
from asapair.scenarios import Kind, Scenario, ScenarioError, load, loads, run

HEAD = "title: A claim.\nsteps: [{boot: both}]\npair:\n"
SERVER = HEAD + "  servers:\n    tftp://10.0.0.5: "
CONTEXTS = (
    "  contexts:\n"
    "    - {name: admin, config-url: disk0:/admin.cfg, admin: true, configuration: hostname adm}\n"
    "    - {name: ctx1, config-url: tftp://10.0.0.5/ctx1.cfg"
)


@pytest.fixture
def configurations(tmp_path: Path) -> Path:
    """Make a folder with two files and a scenario beside it that takes it for a server."""
    folder = tmp_path / "configurations"
    (folder / "old").mkdir(parents=True)
    (folder / "ctx1.cfg").write_text("hostname one\r\n", encoding="utf-8")
    (folder / "old" / "ctx2.cfg").write_text("hostname two\n", encoding="utf-8")
    (tmp_path / "s.yaml").write_text(SERVER + "{folder: configurations}\n", encoding="utf-8")
    return folder


def scenario_of(folder: Path) -> Scenario:
    return load(folder.parent / "s.yaml")


def complaint(text: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        loads(text, "s.yaml")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_server_is_given_inline() -> None:
    spec = loads(
        SERVER + "\n      {files: {ctx1.cfg: hostname one, a/b.txt: x}, latency: 3ms, rate: 2KB, up: false}\n"
        "  server-timeout: 4s\n"
    ).spec
    server = spec.servers["tftp://10.0.0.5"]
    assert server.files == {"ctx1.cfg": "hostname one\n", "a/b.txt": "x\n"}
    assert (server.latency, server.rate, server.up) == (3 * MILLISECOND, 2048, False)
    assert spec.server_timeout == 4 * SECOND


def test_a_folder_stands_for_a_server(configurations: Path) -> None:
    (server,) = scenario_of(configurations).spec.servers.values()
    assert server.files == {"ctx1.cfg": "hostname one\n", "old/ctx2.cfg": "hostname two\n"}
    assert server.up


def test_files_beside_a_folder_come_on_top(configurations: Path) -> None:
    (configurations.parent / "s.yaml").write_text(
        SERVER + "{folder: configurations, files: {ctx1.cfg: hostname other}}\n", encoding="utf-8"
    )
    (server,) = scenario_of(configurations).spec.servers.values()
    assert server.files["ctx1.cfg"] == "hostname other\n"
    assert server.files["old/ctx2.cfg"] == "hostname two\n"


def test_a_folder_is_read_once_and_never_written(configurations: Path) -> None:
    (configurations.parent / "s.yaml").write_text(
        SERVER.replace(
            "[{boot: both}]", "[{type: [enable, '', write memory], on: primary, in: here}]"
        ).replace("steps: [", "steps: [{boot: primary}, {until: {group: 2, on: primary, is: active}}, ")
        + "{folder: configurations}\n"
        + CONTEXTS
        + "}\n",
        encoding="utf-8",
    )
    scenario = scenario_of(configurations)
    (configurations / "ctx1.cfg").write_text("hostname changed\n", encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in configurations.rglob("*")}
    typed = loads(
        "title: A claim.\nsteps:\n"
        "  - boot: primary\n  - until: {group: 2, on: primary, is: active}\n"
        "  - {type: hostname written, on: primary, in: ctx1, configure: true}\n"
        "  - {type: write memory, on: primary, in: ctx1}\n"
        "  - expect: {file: tftp://10.0.0.5/ctx1.cfg, has: hostname written, lacks: hostname one}\n"
        "pair:\n  servers: {tftp://10.0.0.5: {folder: configurations}}\n" + CONTEXTS + "}\n",
        str(configurations.parent / "s.yaml"),
    )
    assert scenario.spec.servers["tftp://10.0.0.5"].files["ctx1.cfg"] == "hostname one\n"
    assert run(typed).failures == ()
    assert {path: path.stat().st_mtime_ns for path in configurations.rglob("*")} == before
    assert (configurations / "ctx1.cfg").read_text(encoding="utf-8") == "hostname changed\n"


def test_the_configuration_of_a_context_lies_where_its_url_says() -> None:
    spec = loads(SERVER + "{}\n" + CONTEXTS + ", configuration: hostname one}\n").spec
    assert spec.servers["tftp://10.0.0.5"].files == {"ctx1.cfg": "hostname one\n"}
    assert list(spec.primary.flash.files) == ["disk0:/admin.cfg"]


def test_a_server_is_cut_and_restored() -> None:
    text = (
        "title: A claim.\nsteps:\n"
        "  - cut: TFTP://10.0.0.5\n  - boot: primary\n  - until: {group: 2, on: primary, is: active}\n"
        "  - expect: {running: primary, in: ctx1, lacks: hostname one}\n"
        "  - restore: tftp://10.0.0.5\n"
        "  - {type: [context ctx1, config-url tftp://10.0.0.5/ctx1.cfg], on: primary, configure: true}\n"
        "  - expect: {running: primary, in: ctx1, has: hostname one}\n"
        "pair:\n  servers: {tftp://10.0.0.5: {}}\n" + CONTEXTS + ", configuration: hostname one}\n"
    )
    result = run(loads(text))
    assert [verdict.actual for verdict in result.failures] == []
    said = [entry.text for entry in result.entries if entry.kind is Kind.STEP]
    assert (said[0], said[2]) == ("cut tftp://10.0.0.5", "restore tftp://10.0.0.5")


WRONG = {
    "a server that is none": (
        HEAD + "  servers:\n    10.0.0.5: {}\n",
        "s.yaml:5:15: '10.0.0.5' is no server: write it like 'tftp://10.0.0.5'",
    ),
    "a server with a path": (
        HEAD + "  servers:\n    tftp://10.0.0.5/a: {}\n",
        "s.yaml:5:24: 'tftp://10.0.0.5/a' is no server",
    ),
    "a file above the folder": (
        SERVER + "{files: {../up.cfg: x}}\n",
        "s.yaml:5:42: '../up.cfg' is no file on a server: write it like 'ctx1.cfg'",
    ),
    "a file far above the folder": (
        SERVER + "{files: {a/../../up.cfg: x}}\n",
        "s.yaml:5:47: 'a/../../up.cfg' is no file on a server",
    ),
    "a context above the folder": (
        SERVER + "{}\n" + CONTEXTS.replace("/ctx1.cfg", "/../ctx1.cfg") + "}\n",
        "s.yaml:8:32: 'tftp://10.0.0.5/../ctx1.cfg' is no file on a server",
    ),
    "a context on a server that is not there": (
        HEAD + "  servers: {tftp://10.0.0.6: {}}\n" + CONTEXTS + ", configuration: hostname one}\n",
        "s.yaml:4:12: the pair has no server 'tftp://10.0.0.5' for tftp://10.0.0.5/ctx1.cfg, allowed are",
    ),
    "no rate": (SERVER + "{rate: 0B}\n", "s.yaml:5:29: at this rate nothing would arrive"),
    "no such folder": (SERVER + "{folder: nothing}\n", "s.yaml:5:31: nothing: no such folder in ."),
    "a step about a server that is not there": (
        "title: A claim.\nsteps: [{cut: tftp://10.0.0.5}]\n",
        "s.yaml:2:15: the pair has no server 'tftp://10.0.0.5', allowed are none",
    ),
    "a condition about a server that is not there": (
        "title: A claim.\nsteps: [{expect: {file: tftp://10.0.0.5/a.cfg}}]\n",
        "s.yaml:2:18: the pair has no server 'tftp://10.0.0.5', allowed are none",
    ),
    "a file on a server and on a unit": (
        "title: A claim.\nsteps: [{expect: {file: tftp://10.0.0.5/a.cfg, on: both}}]\n",
        "'on': does not go with a file on a server",
    ),
    "a file of no unit": (
        "title: A claim.\nsteps: [{expect: {file: disk0:/a.cfg}}]\n",
        "'file': 'on' goes with it: the unit whose flash it is",
    ),
    "something that cannot be cut": (
        "title: A claim.\nsteps: [{cut: primary}]\n",
        "'primary' is not possible here, allowed are failover link, replication lane, state link, data",
    ),
    "a file in flash that is none": (
        HEAD + "  primary: {flash: {files: {'disk0:/': x}}}\n",
        "is not a file of the flash: write 'disk0:/ctx1.cfg'",
    ),
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG.keys())
def test_a_mistake_is_told_with_its_place(text: str, expected: str) -> None:
    assert expected in complaint(text)


def test_a_link_out_of_the_folder_is_refused(configurations: Path) -> None:
    (configurations.parent / "secret.cfg").write_text("enable password x\n", encoding="utf-8")
    (configurations / "ctx3.cfg").symlink_to(configurations.parent / "secret.cfg")
    with pytest.raises(
        ScenarioError, match=r"s\.yaml:5:31: configurations: ctx3\.cfg leads out of the folder"
    ):
        scenario_of(configurations)


def test_a_file_in_the_folder_that_is_no_text_is_named(configurations: Path) -> None:
    (configurations / "image.bin").write_bytes(b"\x7fELF\x00")
    with pytest.raises(
        ScenarioError, match=r"s\.yaml:5:31: configurations: image\.bin: not a text file: byte"
    ):
        scenario_of(configurations)


def test_a_folder_of_too_many_files_is_refused(configurations: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("asapair.scenarios.server_section.MOST_FILES", 1)
    with pytest.raises(ScenarioError, match="configurations: more than 1 files"):
        scenario_of(configurations)
