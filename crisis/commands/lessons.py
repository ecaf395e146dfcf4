"""Commands that teach the watch list. May not: hold rules."""

from dataclasses import dataclass

from crisis.incident import Who
from crisis.policy.watch import Side


@dataclass(frozen=True, slots=True)
class TeachWatch:
    """A person confirms a word that rules an entry out or speaks for it. ``incident``: on whose record it stands, too;
    None: of none."""

    entry: str
    side: Side
    word: str
    by: Who
    incident: int | None = None


@dataclass(frozen=True, slots=True)
class TakeBackLesson:
    """A word that was taught holds no longer."""

    lesson: int
    by: Who


@dataclass(frozen=True, slots=True)
class SetAlertAside:
    """A held alert is not about us: it waits no more. ``entry``: what it was taken for, if anything; its posts are
    examples of what that does not mean. With a ``word`` the entry is taught that it rules it out."""

    alert: int
    by: Who
    entry: str = ""
    word: str = ""


AboutLessons = TeachWatch | TakeBackLesson | SetAlertAside
"""Commands about what the watch list was taught."""
