"""The locks: everything is pinned, carries hashes, and names no place that it comes from."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}$")
PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^\s;]+)(?P<marker> ; .+)?$")


def requirements(lock: str) -> dict[str, list[str]]:
    """Each requirement line of a lock with the lines that belong to it, comments left out."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    found: dict[str, list[str]] = {}
    for line in lines:
        bare = line.strip().removesuffix("\\").strip()
        if line.startswith(" "):
            found[list(found)[-1]].append(bare)
        else:
            found[bare] = []
    return found


def pins(lock: str) -> dict[str, str]:
    """Name to version."""
    matches = [PIN.match(requirement) for requirement in requirements(lock)]
    return {match["name"]: match["version"] for match in matches if match}


def bare_name(requirement: str) -> str:
    """`psycopg[binary]>=3.2` is `psycopg`, written as the locks write it."""
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match, requirement
    return re.sub(r"[-_.]+", "-", match[0]).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_and_has_hashes(lock: str) -> None:
    """One version each, and nothing but SHA-256 sums beside it."""
    found = requirements(lock)
    assert len(found) > 20
    for requirement, hashes in found.items():
        assert PIN.match(requirement), requirement
        assert hashes, f"{requirement} has no hash"
        assert all(HASH.match(line) for line in hashes), requirement


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_where_a_package_comes_from(lock: str) -> None:
    """Each team has its own mirror; an address would send everybody to ours."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    for word in ("http:", "https:", "://", "file:", "-index", "--find-links", "--trusted-host", "--extra", " @ "):
        assert word not in text, word


def test_development_has_all_of_running_in_the_same_versions() -> None:
    """What is tested is what runs."""
    running, development = pins("requirements.lock"), pins("requirements-dev.lock")
    assert running.items() <= development.items()
    assert running.keys() < development.keys()


def test_the_locks_hold_what_the_project_asks_for() -> None:
    """A dependency added without `make lock` would be missing on every new machine."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["postgresql"]
    assert {bare_name(each) for each in asked} <= pins("requirements.lock").keys()
    development = project["dependency-groups"]["dev"]
    assert {bare_name(each) for each in development} <= pins("requirements-dev.lock").keys()
