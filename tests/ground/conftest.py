"""The wheel, built once from a copy of the checkout, and a folder it is installed into."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

FOLDERS = {
    "app": "asapair",
    "actors": "asapair/actors",
    "logs": "asapair/logs",
    "scenarios": "asapair/scenarios",
}


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Return the folder that holds setup.cfg."""
    return Path(__file__).parents[2]


@pytest.fixture(scope="session")
def folders() -> dict[str, str]:
    """Return what each folder of the checkout is called in the wheel."""
    return FOLDERS


@pytest.fixture(scope="session")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy, so that nothing of an earlier build can slip in."""
    source = tmp_path_factory.mktemp("source")
    for folder in FOLDERS:
        shutil.copytree(checkout / folder, source / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("setup.cfg", "pyproject.toml", "LICENSE", "README.md"):
        shutil.copy(checkout / name, source)
    target = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--wheel-dir", target, source)
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an empty folder that stands for site-packages."""
    target = tmp_path_factory.mktemp("site")
    pip("install", "--no-deps", "--no-compile", "--target", target, wheel)
    return target


@pytest.fixture
def python(site: Path, tmp_path: Path) -> Callable[[str], list[str]]:
    """Run a program in a new interpreter that sees the installed wheel; return the lines it prints."""

    def run(program: str) -> list[str]:
        environment = {**os.environ, "PYTHONPATH": str(site)}
        command = [sys.executable, "-c", program]
        done = subprocess.run(
            command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    return run


def pip(*arguments: str | Path) -> None:
    """Run pip quietly, and show what it says if it fails."""
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
