"""What was promised to somebody outside: kept by the test, so that the workspace can be asked whether it was held.

Answers for: each alert that was answered with 202, each word whose command was acknowledged, each leap of the clock.
May not: know what a bot has stored.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Taken:
    """An alert that was answered with 202. ``incident`` None: it waits on a card for somebody's click. ``at``: Unix
    seconds of the machine."""

    key: str
    title: str
    alert: int
    incident: int | None
    outcome: str
    at: float


@dataclass(slots=True)
class Life:
    """One incident, as those outside know it. ``opened``, ``closed``: after how many leaps of the clock; ``closing``:
    when somebody first tried to."""

    number: int
    title: str
    opened: int
    closed: int | None = None
    closing: int | None = None
    said: list[str] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    exports: Counter[str] = field(default_factory=Counter)

    def leaps(self, all_of_them: int) -> range:
        """How often an update came due while it was open; more than one answer, when nobody knows when it was
        closed."""
        most = (all_of_them if self.closed is None else self.closed) - self.opened
        least = most if self.closing is None else self.closing - self.opened
        return range(least, most + 1)


@dataclass(slots=True)
class Promises:
    """See the module."""

    alerts: list[Taken] = field(default_factory=list)
    lives: dict[int, Life] = field(default_factory=dict)
    causes: dict[str, int | None] = field(default_factory=dict)
    leaps: int = 0
    leapt_to: float = 0.0

    def taken(self, key: str, title: str, answer: dict[str, Any], at: float) -> Taken:
        """An alert was answered with 202."""
        made = Taken(key, title, answer["alert"], answer["incident"], answer["outcome"], at)
        self.alerts.append(made)
        self.causes[key] = made.incident
        if made.incident is not None:
            self.lives.setdefault(made.incident, Life(made.incident, title, self.leaps))
        return made

    def tried(self, number: int, words: str) -> None:
        """Somebody typed words; whether they were heard is not known yet."""
        self.lives[number].tried.append(words)

    def said(self, number: int, words: str) -> None:
        """And they were acknowledged."""
        self.lives[number].said.append(words)

    def closing(self, number: int) -> None:
        """Somebody tries to close it."""
        life = self.lives[number]
        life.closing = self.leaps if life.closing is None else life.closing

    def closed(self, number: int) -> None:
        """And it says that it is closed."""
        self.lives[number].closed = self.leaps

    def leapt(self, to: float) -> None:
        """An hour and more went by; the incident clock shows ``to`` (Unix seconds)."""
        self.leaps += 1
        self.leapt_to = to
