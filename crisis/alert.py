"""An alert: what a monitoring system says, and when two of them say the same.

Answers for: the value, and the key by which the same cause is known again. May not: know payload formats of sources
(``handlers/alerts`` does).
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crisis.handling import Handling
from crisis.severity import WHEN_NONE_IS_GIVEN, Severity
from crisis.weighed import Weighed
from crisis.words import Words


@dataclass(frozen=True, slots=True)
class Mention:
    """One post or comment about us, as the alert brought it."""

    platform: str
    author: Words = ""
    text: Words = ""
    followers: int = 0
    url: str = ""
    id: str = ""
    posted_at: datetime | None = None
    reposts: int = 0
    comments: int = 0
    likes: int = 0


@dataclass(frozen=True, slots=True)
class Alert:
    """What a source sent, after its format was read. ``received_at`` is the first sight; all times are UTC."""

    source: str
    title: Words
    received_at: datetime
    key: str | None = None
    text: Words = ""
    severity_hint: Severity | None = None
    started_at: datetime | None = None
    labels: tuple[tuple[str, str], ...] = ()
    url: str = ""
    mentions: tuple[Mention, ...] = ()
    resolved: bool = False
    handling: Handling | None = None
    weighed: Weighed | None = None  # of one that stands for a story of posts: why it asks

    @property
    def severity(self) -> Severity:
        """The hint, or ``WHEN_NONE_IS_GIVEN``."""
        return self.severity_hint or WHEN_NONE_IS_GIVEN

    @property
    def fingerprint(self) -> str:
        """The same for the same cause: source and key; without a key source, title with digits and times removed, and
        the labels that name the thing. A digest in hexadecimal, 32 characters."""
        if self.key:
            parts = [self.source, "key", self.key]
        else:
            naming = sorted((name, value) for name, value in self.labels if name.lower() in NAMING_LABELS)
            parts = [self.source, "title", _without_figures(self.title), *(f"{name}={value}" for name, value in naming)]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


class AlertOutcome(StrEnum):
    """What became of an alert; the values are what ``POST /alerts`` answers."""

    OPENED = "opened"
    JOINED = "joined"
    HELD = "held"
    DUPLICATE = "duplicate"
    IGNORED = "ignored"


# Labels that say which thing it is about; the others (value, pod, time) change with every firing.
NAMING_LABELS = frozenset(
    {"alertname", "service", "job", "cluster", "env", "environment", "team", "brand", "product", "shop", "topic"}
)

_FIGURES = re.compile(r"\d+([.:,/\-]\d+)*\s*(%|‰|ms|s|秒|分钟?|小时|点|时|月|日|号|am|pm)?", re.IGNORECASE)


def _without_figures(title: str) -> str:
    folded = unicodedata.normalize("NFKC", title).lower()
    return " ".join(_FIGURES.sub(" ", folded).split())
