"""Writing to the terminal, and ending with a failure in one line.

Answers for: results on standard output, one line on standard error for what went wrong. May not: know any command.
"""

import io
import json
import sys
from dataclasses import dataclass
from typing import Any

from crisis.language import Language, Text

FAILED = 1
WRONG_USE = 2


class Failed(Exception):
    """A command could not do it. Said in one line on standard error; ``status`` is the exit status."""

    def __init__(self, text: Text, status: int = FAILED, /, **values: object) -> None:
        super().__init__(text.say(Language.ENGLISH, **values))
        self.text = text
        self.status = status
        self.values = values


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where a command speaks, and in which language."""

    language: Language

    def say(self, text: Text, **values: object) -> None:
        """A result for a person."""
        self.put(text.say(self.language, **values))

    def put(self, line: str) -> None:
        """A line as it is."""
        print(line, flush=True)

    def put_json(self, value: Any) -> None:
        """A result for a program, or for a person to paste: Chinese stays Chinese."""
        print(json.dumps(value, ensure_ascii=False, indent=2), flush=True)

    def complain(self, line: str) -> None:
        """What went wrong, in one line."""
        print(" ".join(line.split()), file=sys.stderr, flush=True)


def take_any_letter() -> None:
    """Let Chinese through, also where the system's locale is plain ASCII."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() not in ("utf-8", "utf8"):
            stream.reconfigure(encoding="utf-8", errors="replace")
