"""The language to speak before the settings are known to be right.

Answers for: help and errors come in the language that was asked for, however wrong the rest of the settings may be.
May not: import anything heavy; the command line asks before it does anything else.
"""

import os
import re
from pathlib import Path

from crisis.language import Language

ENV_FILE = Path(".env")
_LINE = re.compile(r"(?m)^\s*(?:export\s+)?FENGHUO_LANGUAGE\s*=\s*['\"]?(\w+)")


def chosen_language(env_file: Path = ENV_FILE) -> Language | None:
    """The language that was set, if it is one of ours."""
    said = os.environ.get("FENGHUO_LANGUAGE") or _said_in(env_file)
    return Language(said) if said in list(Language) else None


def spoken_language(env_file: Path = ENV_FILE) -> Language:
    """The chosen language, else English."""
    return chosen_language(env_file) or Language.ENGLISH


def _said_in(path: Path) -> str:
    try:
        found = _LINE.findall(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""
    return found[-1] if found else ""
