"""What all receivers of pages have in common: a request to be sent, and what an answer means.

Answers for: the shape that each medium's file fills in. May not: send anything (``pager`` does) or know one medium.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.slack.calls import Again, Never
from handlers.views.page import Letter

REASON_SHOWN = 160


class Act(StrEnum):
    """What is said of a page."""

    PAGE = "page"
    ACKNOWLEDGE = "acknowledge"
    RESOLVE = "resolve"


@dataclass(frozen=True, slots=True)
class Door:
    """Where a channel's receiver is, with its secret. Never logged or shown."""

    address: str
    secret: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One POST. ``body`` is what was signed, to the byte."""

    address: str
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver said. ``headers`` by lower-case name."""

    status: int
    body: str
    headers: Mapping[str, str]

    def read(self) -> dict[str, Any]:
        """The body's JSON object. Raises Again when it is none: something that stands before the receiver answered."""
        try:
            found = json.loads(self.body)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise Again(f"page_unread: HTTP {self.status} without a JSON object", unknown=True)
        return found


@dataclass(frozen=True, slots=True)
class Medium:
    """One kind of receiver. ``make``: the request for a letter (now: machine clock, UTC). ``judge`` raises ``Again`` or
    ``Never`` unless the receiver took it. ``limits``: so many in so many seconds. ``knows_repeats``: whether it can
    tell, by the letter's id, that it has it already."""

    make: Callable[[Letter, Act, Door, datetime], Outgoing]
    judge: Callable[[Answer], None]
    limits: tuple[tuple[int, float], ...] = ()
    knows_repeats: bool = False
    default_address: str = ""


JSON = {"Content-Type": "application/json; charset=utf-8"}


def as_json(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def by_status(answer: Answer) -> None:
    """What the status alone means. 429, 408 and 5xx may pass; every other refusal stays one."""
    if answer.status < 300:
        return
    if answer.status == 429:
        raise limited(answer, f"HTTP {answer.status}")
    if answer.status >= 500 or answer.status == 408:
        raise Again(f"page_failed: HTTP {answer.status}", unknown=True)
    raise refused(f"HTTP {answer.status} {answer.body}")


def limited(answer: Answer, why: str, otherwise: float | None = None) -> Again:
    """Too much at a time: wait as long as it says, else so long (None: as the retries do)."""
    for name in ("retry-after", "x-ogw-ratelimit-reset"):
        try:
            return Again(f"page_limited: {why}", after=max(float(answer.headers[name]), 1.0), limit=True)
        except (KeyError, ValueError):
            continue
    return Again(f"page_limited: {why}", after=otherwise, limit=True)


def turned_away(
    answer: Answer, why: str, *, too_much: bool, busy: bool, otherwise: float | None = None
) -> Again | Never:
    """What an answer means whose own number is not that of success. ``otherwise``: see ``limited``."""
    if too_much:
        return limited(answer, why, otherwise)
    return Again(f"page_failed: {why}", unknown=True) if busy else refused(why)


def refused(why: str) -> Never:
    return Never(f"page_refused: {' '.join(why.split())[:REASON_SHOWN]}")


def cut_bytes(text: str, most: int) -> str:
    """At most so many bytes of UTF-8, whole letters."""
    encoded = text.encode()
    return text if len(encoded) <= most else encoded[: most - 3].decode("utf-8", "ignore") + "…"
