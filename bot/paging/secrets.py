"""Addresses and secrets of channels: named in the policy, read from the environment or ``.env`` when they are used.

Answers for: a value that was changed holds from the next page on. May not: show or keep a value.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from dotenv import dotenv_values

from bot.settings.spoken import ENV_FILE

ReadSecret = Callable[[str], str | None]
"""The value of an environment variable; None when there is none."""


def read_secret(name: str, env_file: Path = ENV_FILE) -> str | None:
    """The environment's, else the file's, as the settings are read; an empty one is none."""
    given = os.environ.get(name)
    if given:
        return given.strip() or None
    if not env_file.is_file():
        return None
    return (dotenv_values(env_file).get(name) or "").strip() or None


def missing(names: Iterable[str], read: ReadSecret = read_secret) -> tuple[str, ...]:
    """Which of these have no value."""
    return tuple(name for name in names if read(name) is None)
