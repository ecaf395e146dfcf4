"""The record of every Web API call: who called what, when, with what outcome. It keeps; it judges nothing."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from workspace.records import Json

KEPT = 200_000


@dataclass(slots=True)
class CallRecord:
    """One call. Times are seconds of the machine clock; `ended` is None while it runs; `error` is Slack's name,
    or the fault that the weather made (`http_500`, `dropped`, `silence`)."""

    method: str
    arguments: Json
    app: str
    started: float
    ended: float | None = None
    ok: bool | None = None
    error: str = ""
    done: bool = False


class CallLog:
    """The last 200,000 calls, oldest first."""

    def __init__(self) -> None:
        self._calls: deque[CallRecord] = deque(maxlen=KEPT)
        self.running = 0

    def __iter__(self) -> Iterator[CallRecord]:
        return iter(tuple(self._calls))

    def __len__(self) -> int:
        return len(self._calls)

    def begin(self, record: CallRecord) -> None:
        self._calls.append(record)
        self.running += 1

    def end(self, record: CallRecord, at: float, error: str = "") -> None:
        self.running -= 1
        record.ended = at
        record.ok = not error
        record.error = error

    def clear(self) -> None:
        self._calls.clear()

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
            for call in self._calls
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
