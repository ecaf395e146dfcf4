"""The tree: no file tells about the machine that it was written on or about the place that packages come from."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Put together here, so that this file does not hold what it looks for.
REGISTRY_NAMES = ("pypi", "pythonhosted", "npmjs", "yarnpkg", "rubygems", "unpkg", "jsdelivr")
REGISTRY = re.compile(r"(?:" + "|".join(REGISTRY_NAMES) + r")\.(?:org|com|net|io)\b", re.IGNORECASE)
HOME = re.compile(r"(?<!\w)/(?:home|Users)/[A-Za-z]|(?<!\w)/(?:root)/|[A-Z]:\\Users\\|/work/(?:main|shared)\b")


def project_files() -> list[Path]:
    """What git tracks and what it would take: everything in the tree that is not ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no git checkout: what belongs to the project cannot be listed")
    files = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return [file for file in files if file.is_file()]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """`file:line` of every line of text in which the pattern is found."""
    found = []
    for file in project_files():
        content = file.read_bytes()
        if b"\0" in content:
            continue
        lines = content.decode("utf-8").splitlines()
        found += [f"{file.relative_to(ROOT)}:{number}" for number, line in enumerate(lines, 1) if pattern.search(line)]
    return found


def test_no_file_names_a_package_registry() -> None:
    """Teams install from their own mirrors; the project works with whichever is set up."""
    assert lines_with(REGISTRY) == []


def test_no_file_holds_a_path_of_somebodys_machine() -> None:
    """Home folders and check-outs differ from one machine to the next."""
    assert lines_with(HOME) == []


@pytest.mark.parametrize("name", REGISTRY_NAMES)
def test_a_registry_would_be_found(name: str) -> None:
    """The pattern knows its hosts, in every spelling, and leaves the bare words alone."""
    assert REGISTRY.search(f"see https://files.{name}.org/simple")
    assert REGISTRY.search(f"{name.upper()}.COM")
    assert not REGISTRY.search(f"the word {name} at the end of a sentence.")


@pytest.mark.parametrize("folder", ["/home" + "/li/src", "/Users" + "/li", "/root" + "/.cache", "C:" + "\\Users\\li"])
def test_a_home_folder_would_be_found(folder: str) -> None:
    """The pattern knows the three systems."""
    assert HOME.search(folder)
