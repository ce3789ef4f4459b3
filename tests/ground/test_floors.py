"""The floors of the house hold on the built wheel, and a breach of any of them is seen."""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("wheel")


def check_floors(folder: Path, checkout: Path) -> tuple[int, str]:
    """Run import-linter on the package in a folder; return its exit code and what it says, on one line."""
    program = shutil.which("lint-imports", path=sysconfig.get_path("scripts"))
    assert program, "import-linter is not installed: it is in the extra `test`"
    command = [program, "--no-cache", "--config", str(checkout / "setup.cfg")]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, " ".join((done.stdout + done.stderr).split())


def plant(folder: Path, module: str, line: str) -> None:
    """Append a line to a module, or to the `__init__` of a package."""
    path = folder.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    with file.open("a", encoding="utf-8") as text:
        text.write(f"\n{line}\n")


def test_no_import_in_the_wheel_goes_up(site: Path, checkout: Path) -> None:
    code, said = check_floors(site, checkout)
    assert code == 0, said
    assert "0 broken" in said


@pytest.mark.parametrize(
    ("module", "line", "complaint"),
    [
        (
            "asapair.actors.messages",
            "from .pair import Pair",
            "asapair.actors.messages is not allowed to import asapair.actors.pair",
        ),
        (
            "asapair.actors.facts",
            "from ..rules import anything",
            "asapair.actors.facts is not allowed to import asapair.actors.rules",
        ),
        (
            "asapair.actors.group",
            "from .context import Context",
            "asapair.actors.group is not allowed to import asapair.actors.context",
        ),
        (
            "asapair.actors.rules",
            "from ..runtime import Actor",
            "asapair.actors.rules is not allowed to import asapair.actors.runtime",
        ),
        (
            "asapair.actors.rules",
            "import pykka",
            "asapair.actors.rules is not allowed to import pykka",
        ),
        (
            "asapair.actors.runtime",
            "from ..facts import anything",
            "asapair.actors.runtime is not allowed to import asapair.actors.facts",
        ),
        (
            "asapair.actors.link",
            "from asapair.logs import anything",
            "asapair.actors is not allowed to import asapair.logs",
        ),
        (
            "asapair.logs",
            "import asapair.scenarios",
            "asapair.logs is not allowed to import asapair.scenarios",
        ),
        (
            "asapair.scenarios",
            "from asapair.cli import main",
            "asapair.scenarios is not allowed to import asapair.cli",
        ),
        (
            "asapair.scenarios",
            "from asapair import Pair",
            "asapair.scenarios is not allowed to import asapair",
        ),
    ],
)
def test_an_import_that_goes_up_is_seen(
    site: Path, checkout: Path, tmp_path: Path, module: str, line: str, complaint: str
) -> None:
    shutil.copytree(site / "asapair", tmp_path / "asapair")
    plant(tmp_path, module, line)
    code, said = check_floors(tmp_path, checkout)
    assert code == 1
    assert complaint in said


@pytest.mark.parametrize("module", ["asapair.attic", "asapair.actors.attic"])
def test_a_module_on_no_floor_is_seen(site: Path, checkout: Path, tmp_path: Path, module: str) -> None:
    shutil.copytree(site / "asapair", tmp_path / "asapair")
    plant(tmp_path, module, '"""A module that nobody has placed."""')
    code, said = check_floors(tmp_path, checkout)
    assert code == 1
    assert f"The following modules are not listed as layers: - {module} " in said
