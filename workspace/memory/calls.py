"""The record of every Web API call: who called what, when, with what outcome. It keeps; it judges nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workspace.memory.kept import Kept
from workspace.memory.records import Json

KEPT = 200_000
KEPT_BYTES = 256 * 1024 * 1024
KEPT_WHOLE = 2_000


@dataclass(slots=True)
class CallRecord:
    """One call. Times are seconds of the machine clock; `ended` is None while it runs; `error` is Slack's name,
    or the fault that the weather made (`http_500`, `dropped`, `silence`). `status`: of the HTTP answer, 0 without one;
    `answer`: its body, which only the newest 2,000 calls keep. `weight`: bytes of the request. Tokens are not in it."""

    method: str
    arguments: Json
    app: str
    started: float
    ended: float | None = None
    ok: bool | None = None
    error: str = ""
    done: bool = False
    status: int = 0
    answer: Json | None = None
    weight: int = 0
    number: int = 0

    @property
    def milliseconds(self) -> float | None:
        """How long it took, None while it runs."""
        return None if self.ended is None else (self.ended - self.started) * 1000

    def lighten(self) -> None:
        self.answer = None


class CallLog:
    """The last 200,000 calls (or 256 MiB of them), oldest first. `running`: how many are not answered yet."""

    def __init__(self) -> None:
        self.kept: Kept[CallRecord] = Kept(KEPT, KEPT_BYTES, KEPT_WHOLE)
        self.running = 0

    def __iter__(self) -> Iterator[CallRecord]:
        return iter(self.kept)

    def __len__(self) -> int:
        return len(self.kept)

    def begin(self, record: CallRecord) -> None:
        self.kept.add(record)
        self.running += 1

    def end(self, record: CallRecord, at: float, error: str = "") -> None:
        self.running -= 1
        record.ended = at
        record.ok = not error
        record.error = error

    def clear(self) -> None:
        self.kept.clear()

    def where(
        self,
        method: str = "",
        *,
        app: str = "",
        ok: bool | None = None,
        error: str = "",
        **arguments: object,
    ) -> list[CallRecord]:
        """Calls whose method matches the pattern (`chat.*`), and whose arguments have these values."""
        pattern = method_pattern(method or "*")
        return [
            call
            for call in self.kept
            if pattern.fullmatch(call.method)
            and (not app or call.app == app)
            and (ok is None or call.ok is ok)
            and (not error or call.error == error)
            and all(call.arguments.get(name) == value for name, value in arguments.items())
        ]


def method_pattern(pattern: str) -> re.Pattern[str]:
    """`chat.*` as a regular expression: * stands for anything, | separates several."""
    parts = (re.escape(part).replace(r"\*", ".*") for part in pattern.split("|"))
    return re.compile("|".join(parts))
