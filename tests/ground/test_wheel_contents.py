from __future__ import annotations

import configparser
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("wheel")


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def setup(checkout: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(checkout / "setup.cfg", encoding="utf-8")
    return parser


def files_below(folder: Path) -> list[Path]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if "__pycache__" not in path.parts)


def test_the_wheel_holds_every_file_of_the_four_folders_and_nothing_else(
    names: set[str], checkout: Path, folders: dict[str, str]
) -> None:
    on_disk = {
        f"{package}/{path.as_posix()}"
        for folder, package in folders.items()
        for path in files_below(checkout / folder)
    }
    packed = {name for name in names if ".dist-info/" not in name}
    assert sorted(on_disk - packed) == [], "missing from the wheel: see packages, package_data in setup.cfg"
    assert sorted(packed - on_disk) == []


def test_setup_cfg_lists_every_folder_that_is_a_package(
    setup: configparser.ConfigParser, checkout: Path, folders: dict[str, str]
) -> None:
    on_disk = {
        f"{package}/{path.parent.as_posix()}".removesuffix("/.").replace("/", ".")
        for folder, package in folders.items()
        for path in files_below(checkout / folder)
        if path.name == "__init__.py"
    }
    assert set(setup["options"]["packages"].split()) == on_disk


def test_setup_cfg_maps_each_folder_to_its_package(
    setup: configparser.ConfigParser, folders: dict[str, str]
) -> None:
    lines = setup["options"]["package_dir"].strip().splitlines()
    mapped = dict(line.split(" = ") for line in lines)
    assert mapped == {package.replace("/", "."): folder for folder, package in folders.items()}


def test_installing_adds_one_name_to_site_packages(site: Path) -> None:
    added = {path.name for path in site.iterdir()} - {"bin", "Scripts"}
    assert added == {"asapair", "asapair-0.1.0.dist-info"}


def test_the_wheel_offers_one_command_and_one_pytest_plugin(site: Path) -> None:
    entry_points = configparser.ConfigParser()
    entry_points.read(site / "asapair-0.1.0.dist-info" / "entry_points.txt", encoding="utf-8")
    offered = {section: dict(entry_points[section]) for section in entry_points.sections()}
    assert offered == {
        "console_scripts": {"asapair": "asapair.cli:main"},
        "pytest11": {"asapair": "asapair.pytest_plugin"},
    }
