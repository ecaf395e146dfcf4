"""A minute of edits without Slack: incidents that change, replicas that share the plan, and what each board shows when.

Answers for: the same line that the outbox keeps, a wish for each message that is out of date, and Slack's own count of
calls. May not: judge what comes of it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf

from bot.delivery.edits import Edits
from storage.delivery import Candidate

STEP = 0.1
CALL = 0.2


@dataclass
class Message:
    """A message that is edited. ``changes``: when what it shows changes; ``raised``: from when it is SEV1."""

    severity: int
    changes: list[float]
    what: str = "RefreshBoard"
    raised: float = inf
    shown: list[tuple[float, float]] = field(default_factory=list)  # (when it was seen, up to which moment it shows)
    wanted: float | None = None
    under_way: bool = False

    def urgency(self, now: float) -> int:
        return (1 if now >= self.raised else self.severity) * 10 + 7

    def __post_init__(self) -> None:
        self.changes.sort()

    def next_unseen(self, now: float) -> float | None:
        """The oldest change until now that it does not show."""
        seen = self.shown[-1][1] if self.shown else -inf
        place = bisect_right(self.changes, seen)
        return self.changes[place] if place < len(self.changes) and self.changes[place] <= now else None

    def staleness(self) -> list[float]:
        """For each change, seconds until it was seen; ``inf``: never."""
        upto = [each for _, each in self.shown]
        places = (bisect_left(upto, change) for change in self.changes)
        return [
            self.shown[place][0] - change if place < len(upto) else inf
            for place, change in zip(places, self.changes, strict=True)
        ]

    def is_current(self) -> bool:
        return bool(self.shown) and self.shown[-1][1] >= self.changes[-1]


@dataclass
class Minute:
    """``replicas`` bots edit ``messages``; ``sent``: when Slack had each edit."""

    messages: list[Message]
    replicas: int = 1
    sent: list[float] = field(default_factory=list)
    plans: list[Edits] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.plans = [Edits() for _ in range(self.replicas)]

    def play(self, seconds: float, begin: float = 0.0) -> None:
        """Let so many seconds go by, or as many as it takes until everything is shown."""
        ends: list[tuple[float, float, int, Edits]] = []
        now, last = begin, max(message.changes[-1] for message in self.messages)
        while now < begin + seconds or ends:
            if now > last and not ends and all(message.is_current() for message in self.messages):
                return
            for at, upto, place, plan in [end for end in ends if end[0] <= now]:
                ends.remove((at, upto, place, plan))
                plan.ended(at, place)
                self.messages[place].shown.append((at, upto))
                self.messages[place].under_way = False
            if now < begin + seconds:
                for plan in self.plans:
                    plan.divided_by(self.replicas, now)
                    ends += [(now + CALL, now, place, plan) for place in self._let_go(plan, now)]
            now += STEP

    def restart(self, now: float) -> None:
        """All begin anew and know of the last minute only what the outbox does: when each was let go."""
        self.plans = [Edits() for _ in range(self.replicas)]
        for plan in self.plans:
            plan.remember(now, [now - at for at in self.sent if at > now - 60])

    def most_in_a_minute(self) -> int:
        """As Slack counts: in any minute, however it begins."""
        return max((sum(at - 60 < other <= at for other in self.sent) for at in self.sent), default=0)

    def _let_go(self, plan: Edits, now: float) -> Iterable[int]:
        for message in self.messages:
            if message.wanted is None and not message.under_way:
                message.wanted = message.next_unseen(now)
        line = [
            Candidate(place, each.what, 0, each.urgency(now), str(place), now - each.wanted)
            for place, each in enumerate(self.messages)
            if each.wanted is not None and not each.under_way
        ]
        nobody = plan.admits_nobody(now)
        for candidate in plan.in_line(now, line) if line else ():
            if not plan.admits(now, candidate):
                return
            assert not nobody, "who is not even looked for could have gone"
            message = self.messages[candidate.id]
            message.wanted, message.under_way = None, True
            self.sent.append(now)
            yield candidate.id


def every(seconds: float, until: float, begin: float = 0.0) -> list[float]:
    """A change every so many seconds."""
    return [begin + seconds * number for number in range(int((until - begin) / seconds))]
