"""The share-out of edits: which message is edited next, when there are more to edit than Slack allows in a minute.

Slack allows an app about 50 edits a minute (``chat.update``, tier 3). Here that is a law from the beginning: boards and
cards change all the time, and who is refused shows nothing new for half a minute, whatever happens meanwhile.

Answers for: never more edits in a minute than that; the same message not edited again at once, the later the scarcer
edits are; and who goes first: whose message has been out of date longest, weighed by severity and kind. As a wait only
grows, nobody waits for ever. Knows nothing but what it is asked: what was wanted first, and since when, stands in the
outbox, so that several replicas share one line and a restart forgets nothing. May not: read a clock, call Slack, or
know what an edit shows. Seconds are monotonic. Not safe for several threads: ``pace`` is.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf

from bot.timing import EDITS
from storage.delivery import Candidate

MARGIN_SECONDS = 1.0
LONGEST_APART, LONGEST_APART_OF_SEV1 = 2.5, 1.5
"""Seconds between two edits of the same message, at most."""
SHORTEST_APART = 0.25
"""The same in quickest paces, with nothing edited before: what several commands change together is one edit."""
APART = 1.5
"""The same in steady paces, when a third of the calls is used or more: a message alone uses two thirds of them."""
AT_ONCE, AT_ONCE_OF_SEV1 = 1.3, 2.0
"""Whoever has not to wait for the steady pace makes it slower for a minute: until it is so many times the quickest."""
HEAD_START_SECONDS = 1.0
"""Added to every wait, so that severity counts from the first moment."""
LONGEST_SECONDS = 90.0
"""After so long an edit that was let go is under way no more, whatever became of it."""
FLIGHT_SECONDS = 2.0
"""Of an edit before a restart one knows when it was let go, not when Slack had it."""

WORST = 19
"""The urgency of SEV1 ends here (``crisis.consequences.urgency``)."""
OF_BOARD = {1: 144.0, 2: 16.0, 3: 8.0, 4: 4.0}
OF_OFFER = {1: 8.0, 2: 6.0, 3: 4.0, 4: 2.0}
OF_OTHERS = {1: 4.0, 2: 3.0, 3: 2.0, 4: 1.0}
"""How much a second of waiting weighs, by severity. A button of an offer that is over explains itself, and cards are
for those outside: neither may keep a board of a worse incident back."""
OF_KIND = {"RefreshBoard": OF_BOARD, "SettleOffer": OF_OFFER}


def weight(candidate: Candidate) -> float:
    return OF_KIND.get(candidate.what, OF_OTHERS).get(candidate.urgency // 10, 1.0)


@dataclass(slots=True)
class Edits:
    """See the module. ``minute``: how many seconds a minute of the limits has; ``calls``: how many edits it allows."""

    minute: float = 60.0
    calls: int = EDITS
    closed_until: float = -inf
    _replicas: deque[tuple[float, int]] = field(default_factory=deque)
    _under_way: dict[int, tuple[float, str]] = field(default_factory=dict)
    _ended: deque[float] = field(default_factory=deque)
    _last: dict[str, float] = field(default_factory=dict)
    _newest: float = -inf
    _look_at: float = inf

    def divided_by(self, replicas: int, now: float) -> None:
        """How many replicas there are now. What one that has gone had used counts for a minute more."""
        if not self._replicas or self._replicas[-1][1] != replicas:
            self._replicas.append((now, replicas))

    def remember(self, now: float, ages: Iterable[float]) -> None:
        """Edits were let go so many seconds ago, before this process began or by others."""
        ended = (now - max(age - self._seconds(FLIGHT_SECONDS), 0.0) for age in ages)
        self._ended = deque(sorted((*self._ended, *ended)))

    def in_line(self, now: float, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Those of the candidates that may be edited again by now, whose turn it is first."""
        self._look_at = inf
        apart = self._apart(now)
        ripe = []
        for candidate in candidates:
            most = LONGEST_APART_OF_SEV1 if candidate.urgency <= WORST else LONGEST_APART
            at = self._last.get(candidate.lane, -inf) + min(apart, self._seconds(most))
            if at <= now:
                ripe.append(candidate)
            else:
                self._look_at = min(self._look_at, at)
        return sorted(ripe, key=lambda each: (-self._claim(each), each.id))

    def admits(self, now: float, candidate: Candidate) -> bool:
        """Whether the first in line may go now; it is counted then. When not, nobody behind it may: they are not as
        important, or it would never be its turn."""
        opens_at = self._opens_at(now, AT_ONCE_OF_SEV1 if candidate.urgency <= WORST else AT_ONCE)
        if opens_at > now:
            self._look_at = min(self._look_at, opens_at)
            return False
        self.began(now, candidate.id, candidate.lane)
        return True

    def admits_nobody(self, now: float) -> bool:
        """Whether ``admits`` would refuse whoever is first in line: then nobody need be looked for."""
        opens_at = self._opens_at(now, AT_ONCE_OF_SEV1)
        if opens_at > now:
            self._look_at = opens_at
        return opens_at > now

    def began(self, now: float, id: int, lane: str = "") -> None:
        """One more goes out: of the wish ``id``."""
        self._under_way[id] = (now, lane)
        self._newest = now
        if lane:
            self._last[lane] = now
            for gone in [known for known, at in self._last.items() if at < now - self._seconds(LONGEST_APART)]:
                del self._last[gone]

    def more_wait(self, now: float) -> None:
        """Not all who could go were let go: there was no hand free."""
        self._look_at = now

    def ended(self, now: float, id: int) -> None:
        """It has been answered. Slack had it some time between, so a minute is counted from here."""
        if self._under_way.pop(id, None) is not None:
            self._ended.append(now)

    def limited(self, now: float, seconds: float) -> None:
        """Slack has refused one all the same, and asks to wait so long. From now on they are counted everywhere."""
        self.calls = min(self.calls, EDITS)
        self.closed_until = max(self.closed_until, now + seconds)

    def spare(self, now: float) -> int:
        """How many may go out now. One under way counts, too."""
        self._forget(now)
        return self._calls(now) - len(self._under_way) - len(self._ended)

    def is_shut(self, now: float) -> bool:
        """Whether nothing may go out, however urgent."""
        return now < self.closed_until or self.spare(now) <= 0

    def room_in(self, now: float) -> float:
        """Seconds until it is worth asking again for those that waited when ``in_line`` was asked last."""
        at = min(self._look_at, self._room_at(now)) if self.is_shut(now) else self._look_at
        return max(at - now, 0.0) if at < inf else 0.0

    def _opens_at(self, now: float, free: float) -> float:
        """When one may go of those that need not wait for a steady pace of at most ``free`` times the quickest."""
        if self.is_shut(now):
            return self._room_at(now)
        pace = self._pace(now)
        return self._newest + pace if pace > free * self._quickest(now) else now

    def _claim(self, candidate: Candidate) -> float:
        return weight(candidate) * (candidate.waited + self._seconds(HEAD_START_SECONDS))

    def _pace(self, now: float) -> float:
        """Seconds between two edits that could go on like this for ever and never be too many: what was used lately
        leaves the window only when its time comes, and until then there is only what is left."""
        calls, window = self._calls(now), self._window(now)
        used = len(self._under_way) + len(self._ended)
        leaves = [at + window - now for at in self._ended]
        # Just before the next one leaves, these are still in the window.
        paces = [wait / max(calls - used + gone, 1) for gone, wait in enumerate(leaves)]
        return max((*paces, window / max(calls - len(self._under_way), 1)))

    def _quickest(self, now: float) -> float:
        return self._window(now) / self._calls(now)

    def _apart(self, now: float) -> float:
        """Seconds between two edits of the same message."""
        calls = self._calls(now)
        used = min(3 * (calls - self.spare(now)) / calls, 1.0)
        apart = APART * self._pace(now) * used
        return max(apart, SHORTEST_APART * self._quickest(now))

    def _room_at(self, now: float) -> float:
        """When the oldest leaves the window; that of one under way is not known yet, and its end wakes us."""
        free = self._ended[0] + self._window(now) if self._ended else inf
        return max(self.closed_until, free if self.spare(now) <= 0 else now)

    def _forget(self, now: float) -> None:
        for id in [id for id, (began, _) in self._under_way.items() if began <= now - LONGEST_SECONDS]:
            self.ended(now, id)
        while self._ended and self._ended[0] <= now - self._window(now):
            self._ended.popleft()

    def _divided(self, now: float) -> int:
        known = self._replicas
        while len(known) > 1 and known[1][0] <= now - self._seconds(60 + MARGIN_SECONDS):
            known.popleft()
        return max((count for _, count in known), default=1)

    def _calls(self, now: float) -> int:
        """This replica's. Less than one call a minute is one in a longer window."""
        return max(self.calls // self._divided(now), 1)

    def _window(self, now: float) -> float:
        replicas = self._divided(now)
        return self._seconds(60 + MARGIN_SECONDS) * (replicas / self.calls if replicas > self.calls else 1)

    def _seconds(self, of_a_minute: float) -> float:
        return of_a_minute * self.minute / 60
