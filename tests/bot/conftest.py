"""What tests of the command line begin with."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from tests.bot.terminal import Fenghuo, Result, said_by


@pytest.fixture
def fenghuo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Fenghuo:
    """Runs a command line in an empty folder; what is named is its environment."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, **environment: str) -> Result:
        with monkeypatch.context() as changed:
            for name, value in environment.items():
                changed.setenv(name, value)
            return said_by(capsys, *arguments)

    return run


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """The logging of the other tests, whatever a command makes of it: here some run in the tests' own process."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
