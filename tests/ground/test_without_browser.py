"""A machine without a browser: its tests are skipped and say so at the end, unless the run was told that it needs them.

Answers for: nobody takes a run without the browser tests for a whole one.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TESTS = ("tests/browser/test_ground.py", "-k", "bare_workspace or may_not_do")


def run_without_browser(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run two browser tests where no program can be found by name."""
    given = {**os.environ, "PATH": str(folder), "PYTHONPATH": str(ROOT), **environment}
    given.pop("BROWSER_TESTS_CHROMIUM", None)
    given.pop("BROWSER_TESTS_NEEDS_BROWSER", None)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *TESTS, *arguments]
    return subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=100, check=False)


@pytest.mark.slow
def test_without_a_browser_its_tests_are_skipped_and_one_line_says_so(tmp_path: Path) -> None:
    ran = run_without_browser(tmp_path, "--numprocesses=1", "--dist=loadgroup")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    said = [line for line in ran.stdout.splitlines() if line.startswith("2 browser tests skipped: no Chromium found; ")]
    assert len(said) == 1, ran.stdout
    assert "apt-get install chromium" in said[0]


@pytest.mark.slow
def test_where_a_browser_is_needed_a_missing_one_is_a_failure(tmp_path: Path) -> None:
    ran = run_without_browser(tmp_path, FENGHUO_NEEDS_BROWSER="1")
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "no Chromium found; install it with" in ran.stdout
    assert "browser tests skipped" not in ran.stdout
