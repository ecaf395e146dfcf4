"""The watch list as the team wrote it: brands, products, people, topics.

Answers for: the values. May not: tell whether a text means one (``triage.watching`` does).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crisis.incident import Who
from crisis.severity import Severity


class WatchKind(StrEnum):
    BRAND = "brand"
    PRODUCT = "product"
    PERSON = "person"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which severity on a post about the entry opens an incident by itself, and from which a person is asked;
    None: never. What is less is ignored."""

    open_from: Severity | None = Severity.SEV2
    hold_from: Severity | None = Severity.SEV4


@dataclass(frozen=True, slots=True)
class WatchEntry:
    """``excludes``: letters around the name, or anywhere in the post, that mean something else. ``includes``: words
    that speak for it. ``handles``: accounts of its own, without @. ``ambiguous``: whether the name needs something
    that speaks for it; None: as the dictionary says."""

    name: str
    kind: WatchKind = WatchKind.BRAND
    aliases: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    thresholds: Thresholds = Thresholds()
    handles: tuple[str, ...] = ()
    ambiguous: bool | None = None


class Side(StrEnum):
    """Which of an entry's words a lesson adds to; the values are the policy's keys."""

    NOT = "not"
    WITH = "with"


@dataclass(frozen=True, slots=True)
class Lesson:
    """``word`` rules the entry out or speaks for it (``side``). ``by`` confirmed it at ``at`` (UTC). ``taken_back_by``:
    it holds no longer."""

    entry: str
    side: Side
    word: str
    by: Who
    at: datetime
    id: int = 0
    taken_back_by: Who = None
    taken_back_at: datetime | None = None
