"""`fenghuo` as tests run it: in this process, with what it said caught, or in one of its own.

May not: judge what was said.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bot.cli import main

ROOT = Path(__file__).parents[2]


class Result(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Fenghuo = Callable[..., Result]


def said_by(capsys: pytest.CaptureFixture[str], *arguments: str) -> Result:
    """Run this command line here."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    said = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return Result(ended.value.code, said.out, said.err)


def one_line(result: Result) -> str:
    """The one line on standard error."""
    assert result.out == ""
    assert result.err.endswith("\n")
    assert result.err.count("\n") == 1
    return result.err.rstrip("\n")


class Process:
    """A `fenghuo` of its own, ended at the end of the test."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        program = "from bot.cli import main; main()"
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            cwd=folder,
            env={**inherited, "PYTHONPATH": str(ROOT), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def read_until(self, last: str) -> str:
        """Standard output up to the line that is ``last``."""
        assert self.process.stdout is not None
        said = ""
        while not said.endswith(f"{last}\n"):
            line = self.process.stdout.readline()
            assert line, f"ended early: {said} {self.process.communicate()}"
            said += line
        return said

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=20)
        return self.process.returncode

    def __enter__(self) -> "Process":
        return self

    def __exit__(self, *unused: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()
