"""The Makefile: `make help` tells everything that `make` can do."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def targets() -> set[str]:
    """What the Makefile declares as a command of its own."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    declared = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert declared
    return set(declared[1].split())


def help_lines(*words: str) -> list[str]:
    """What make prints when it is asked for help, or for nothing at all."""
    make = shutil.which("make")
    if make is None:
        pytest.skip("there is no make here")
    command = [make, "--no-print-directory", "-C", str(ROOT), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.splitlines()


def test_help_lists_every_target_with_a_word_about_it() -> None:
    """A target without its comment would be one that nobody finds."""
    listed = {line.split()[1]: line.split()[2:] for line in help_lines("help") if line.startswith("  make ")}
    assert listed.keys() == targets()
    assert all(listed.values())


def test_make_alone_is_help() -> None:
    """Whoever types `make` on a new machine wants to look, not to install."""
    assert help_lines() == help_lines("help")


def test_the_commands_of_the_contract_are_there() -> None:
    """Users and other programs rely on these names."""
    assert {"demo", "test", "setup", "check", "bench", "chaos"} <= targets()
