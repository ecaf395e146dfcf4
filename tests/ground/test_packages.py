"""The packages: every folder of code is named wherever the tools need its name, so that none escapes a check."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project() -> dict[str, Any]:
    """The parsed pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture
def packages() -> list[str]:
    """The packages at the top of the tree, the tests apart."""
    return sorted(file.parent.name for file in ROOT.glob("*/__init__.py") if file.parent.name != "tests")


def test_every_package_has_its_floor(project: dict[str, Any], packages: list[str]) -> None:
    """A package that import-linter does not know could import anything."""
    linter = project["tool"]["importlinter"]
    floors = next(contract for contract in linter["contracts"] if contract["type"] == "layers")
    on_floors = sorted(name for layer in floors["layers"] for name in layer.split(" | "))
    assert sorted(linter["root_packages"]) == packages
    assert on_floors == packages


def test_every_package_is_typed_and_shipped(project: dict[str, Any], packages: list[str]) -> None:
    """The type checker sees it, and whoever installs the project gets it with everything below it."""
    assert sorted(project["tool"]["mypy"]["files"]) == packages
    shipped = project["tool"]["setuptools"]["packages"]["find"]["include"]
    assert sorted(shipped) == sorted([*packages, *(f"{name}.*" for name in packages)])


def test_every_python_folder_is_a_package(packages: list[str]) -> None:
    """Code in a folder without `__init__.py` is skipped by import-linter without a word."""
    for package in packages:
        folders = {file.parent for file in (ROOT / package).rglob("*.py")}
        assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []
