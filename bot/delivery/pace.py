"""The plan of calls: how many of each of Slack's methods go out in a minute, so that being refused is the exception.

Slack publishes floors: “at least 20 a minute” of a tier 2 method, bursts tolerated, how much is not said
(https://docs.slack.dev/apis/web-api/rate-limits). So up to the floor calls go out at once; beyond it by slow start:
eight at a time, and when these went well sixteen …; the first 429 of a method makes its floor the law for an hour. Then
a fifth of it is kept for what is urgent, so that a storm of yellow incidents does not shut a red one out for a minute.
Edits have a plan of their own (``edits``).

Answers for: which wishes may be claimed now, and when there is room again. Several replicas divide the floors among
them. May not: call Slack, or hold up a call that a person waits for. Seconds are monotonic. Safe for several threads:
wishes are claimed in the writer's.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.delivery.edits import Edits
from bot.timing import EDITS
from storage.delivery import Candidate

LAW_SECONDS = 3600.0
FIRST_WIDTH, WIDEST = 8, 64
"""Calls at a time beyond a floor: so many may be refused before we know that Slack minds."""
LONGEST_GRANT_SECONDS = 90.0
"""After so long a wish that was let go is under way no more, whatever became of it."""
SHORT_SECONDS = 3.0
"""A wait that is asked for one channel's sake is no longer than this."""
MOST_URGENT = 29
"""The urgency of SEV1 and SEV2 ends here (``crisis.consequences.urgency``)."""

POST = "chat.postMessage"
POST_FOR_EVERYBODY = "chat.postMessage in the updates channel"


class Floor(NamedTuple):
    """So many calls in so many seconds are always allowed. Calls do not all take the same time on their way: our
    windows are a little longer than Slack's."""

    calls: int
    seconds: float = 60.0
    margin: float = 1.0

    @property
    def window(self) -> float:
        return self.seconds + self.margin

    def of(self, minute: float) -> "Floor":
        """The same, where a minute has so many seconds."""
        return Floor(self.calls, self.seconds * minute / 60, self.margin * minute / 60)


TIER_2, TIER_3, TIER_4 = Floor(20), Floor(50), Floor(100)
FLOORS: dict[str, Floor] = {
    "conversations.create": TIER_2,
    "conversations.list": TIER_2,
    "conversations.setTopic": TIER_2,
    "pins.add": TIER_2,
    "conversations.history": TIER_3,
    "conversations.invite": TIER_3,
    "conversations.open": TIER_3,
    "conversations.replies": TIER_3,
    "files.completeUploadExternal": TIER_4,
    "files.getUploadURLExternal": TIER_4,
    POST: Floor(300),  # “several hundred a minute” for a workspace
    POST_FOR_EVERYBODY: Floor(1, 1.0, 0.25),
}
IN_A_CHANNEL = Floor(1, 1.0, 0.25)

EDIT = "chat.update"

_LOOK_BACK = ("conversations.history",)


class Calls(NamedTuple):
    """What a wish calls, and what it calls first when it was tried before."""

    first_time: tuple[str, ...]
    looking_back: tuple[str, ...] = ()


_EDIT = Calls((EDIT,))
_ELSEWHERE = Calls(())  # no call of Slack's: ``bot.paging.limits`` plans it
_POST = Calls((POST,), _LOOK_BACK)
_POST_FOR_EVERYBODY = Calls((POST, POST_FOR_EVERYBODY), _LOOK_BACK)
CALLS: dict[str, Calls] = {
    "OpenChannel": Calls(("conversations.create",), ("conversations.list",)),
    "InvitePeople": Calls(("conversations.invite",)),
    "SetTopic": Calls(("conversations.setTopic",)),
    "PostBoard": _POST,
    "PinBoard": Calls(("pins.add",)),
    "RefreshBoard": _EDIT,
    "PostCard": _POST_FOR_EVERYBODY,
    "RefreshCard": _EDIT,
    "PostBriefing": _POST,
    "PostEntry": _POST,
    "PostUpdateInUpdatesChannel": Calls((POST, POST_FOR_EVERYBODY), ("conversations.replies",)),
    "TellUnfilled": _POST,
    "TellHolder": _POST,
    "TellNoRoom": _POST,
    "TellAbsent": _POST,
    "TellOverride": _POST,
    "PostScoreCard": _POST,
    "PostHeldAlert": _POST_FOR_EVERYBODY,
    "RefreshHeldAlert": _EDIT,
    "SettleHeldAlert": _EDIT,
    "PostStorm": _POST_FOR_EVERYBODY,
    "RefreshStorm": _EDIT,
    "OpenDirectMessage": Calls(("conversations.open",)),
    "SendOffer": _POST,
    "SettleOffer": _EDIT,
    "RefreshOffer": _EDIT,
    "WarnLead": _POST,
    "TellLouder": _POST,
    "PostTask": _POST,
    "RefreshTask": _EDIT,
    "PostMentions": _POST,
    "RefreshMentions": _EDIT,
    "TellOfMentions": _POST,
    "RemindOfTask": _POST,
    "RemindOfFollowUp": _POST,
    "TellPerson": _POST,
    "TellChannel": _POST,
    "SendPage": _ELSEWHERE,
    "AcknowledgePage": _ELSEWHERE,
    "ResolvePage": _ELSEWHERE,
    "TellPaged": _POST,
    "FindSimilar": _ELSEWHERE,
    "TellReader": _POST,
    "SendDigest": _POST,
    "UploadChart": Calls(("files.getUploadURLExternal", "files.completeUploadExternal"), _LOOK_BACK),
    "UploadReview": Calls(("files.getUploadURLExternal", "files.completeUploadExternal"), _LOOK_BACK),
}
"""By the name of the effect. A test holds it complete."""
KINDS_CALLING = {
    name: frozenset(what for what, calls in CALLS.items() if name in calls.first_time) for name in (*FLOORS, EDIT)
}
"""The wishes that need a method, by its name."""
EDITING = frozenset(what for what, calls in CALLS.items() if calls == _EDIT)
"""The wishes that edit a message and nothing else: they are shared out."""


@dataclass(slots=True)
class _Start:
    """Slow start beyond a floor. ``out``: the wishes under way beyond it, each with when it began, the oldest first.
    ``width``: how many of those may be at once, ``first_width`` at the beginning."""

    out: dict[int, float] = field(default_factory=dict)
    width: int = 1
    first_width: int = 1
    law_until: float = 0.0

    def is_law(self, now: float) -> bool:
        return now < self.law_until

    def has_room(self, now: float) -> bool:
        while self.out and next(iter(self.out.values())) <= now - LONGEST_GRANT_SECONDS:
            del self.out[next(iter(self.out))]
        return not self.is_law(now) and len(self.out) < self.width

    def began(self, now: float, id: int, beyond: bool) -> None:
        self.out.pop(id, None)
        if beyond:
            self.out[id] = now

    def ended(self, id: int, went_well: bool) -> None:
        """One beyond the floor that went well widens the start."""
        if self.out.pop(id, None) is not None and went_well:
            self.width = min(self.width + 1, WIDEST)

    def limited(self, now: float) -> None:
        self.law_until = now + LAW_SECONDS
        self.width = self.first_width
        self.out.clear()


@dataclass(slots=True)
class _Method:
    """What is known of one method. ``allowed``: when each call of the last window was."""

    floor: Floor
    allowed: deque[float] = field(default_factory=deque)
    start: _Start = field(default_factory=lambda: _Start(width=FIRST_WIDTH, first_width=FIRST_WIDTH))
    closed_until: float = 0.0

    def has_room(self, now: float, replicas: int, urgent: bool) -> bool:
        if now < self.closed_until:
            return False
        used, calls = self._used(now, replicas), self._calls(replicas)
        if self.start.is_law(now):
            return used < calls - (0 if urgent else calls // 5)
        return used < calls or self.start.has_room(now)

    def allow(self, now: float, id: int, replicas: int) -> None:
        self.start.began(now, id, self._used(now, replicas) >= self._calls(replicas))
        self.allowed.append(now)

    def limited(self, now: float, seconds: float) -> None:
        self.closed_until = max(self.closed_until, now + seconds)
        self.start.limited(now)

    def room_in(self, now: float, replicas: int, before: int = 0) -> float:
        """Seconds until there is room for one that is not urgent, ``before`` others going first."""
        closed = max(self.closed_until - now, 0.0)
        if not self.start.is_law(now):
            return closed
        used, calls = self._used(now, replicas), self._calls(replicas)
        calls -= calls // 5
        free = max(calls - used, 0)
        if before < free:
            return closed
        turns, place = divmod(before - free, calls)
        # A place is free when the call that has it now has left the window.
        places = list(self.allowed)[-calls:]
        leaves = (places[place] if place < len(places) else now) + self._window(replicas) - now
        return max(closed, leaves + turns * self._window(replicas))

    def _used(self, now: float, replicas: int) -> int:
        while self.allowed and self.allowed[0] <= now - self._window(replicas):
            self.allowed.popleft()
        return len(self.allowed)

    def _calls(self, replicas: int) -> int:
        """Of the floor, what is this replica's. Less than one call is one in a longer window."""
        return max(self.floor.calls // replicas, 1)

    def _window(self, replicas: int) -> float:
        return self.floor.window * (replicas if self.floor.calls < replicas else 1)


@dataclass(slots=True)
class _Channels:
    """Messages in any one channel: ``free_at`` says from when there is room in it again."""

    floor: Floor
    free_at: dict[str, float] = field(default_factory=dict)
    start: _Start = field(default_factory=_Start)

    def admits(self, now: float, id: int, channel: str) -> bool:
        """Whether a message may go out there now; it is counted then. For as long as no law is known."""
        for gone in [known for known, free in self.free_at.items() if free <= now]:
            del self.free_at[gone]
        beyond = channel in self.free_at
        if beyond and not self.start.has_room(now):
            return False
        self.start.began(now, id, beyond)
        self.free_at[channel] = now + self.floor.window
        return True


class Pace:
    """See the module. ``seconds``: a clock that only goes forward. ``updates_channel``: its id, once known. ``minute``:
    how many seconds a minute of the limits has, for tests in a hurry; ``edits``: how many it allows. ``replicas``: how
    many divide the floors."""

    def __init__(
        self,
        seconds: Callable[[], float],
        updates_channel: Callable[[], str | None],
        minute: float = 60.0,
        edits: int = EDITS,
    ) -> None:
        self.replicas = 1
        self.edits = Edits(minute, edits)
        self.apart = IN_A_CHANNEL.of(minute).window
        self._seconds = seconds
        self._updates_channel = updates_channel
        self._lock = threading.Lock()
        self._methods = {name: _Method(floor.of(minute)) for name, floor in FLOORS.items()}
        self._channels = _Channels(IN_A_CHANNEL.of(minute))

    def closed(self) -> frozenset[str]:
        """The kinds of wishes that cannot go out now, however urgent."""
        with self._lock:
            now = self._seconds()
            shut = {name for name, method in self._methods.items() if not method.has_room(now, self.replicas, True)}
            if self._edits(now).is_shut(now):
                shut.add(EDIT)
        return frozenset().union(*(KINDS_CALLING[name] for name in shut))

    def admits(self, candidate: Candidate) -> bool:
        """Whether this wish may go out now; its calls are counted then."""
        calls = CALLS.get(candidate.what)
        if calls is None:
            return True
        if candidate.what in EDITING:
            with self._lock:
                now = self._seconds()
                return self._edits(now).admits(now, candidate)
        names = (*calls.first_time, *(calls.looking_back if candidate.attempts else ()))
        return self._allow(candidate.id, names, candidate.urgency <= MOST_URGENT)

    def in_line(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Of the wishes for edits: those whose message may be edited again, whose turn it is first."""
        with self._lock:
            now = self._seconds()
            return self._edits(now).in_line(now, candidates)

    def admits_no_edit(self) -> bool:
        """Whether no wish for an edit may go out now, whichever is first in line."""
        with self._lock:
            now = self._seconds()
            return self._edits(now).admits_nobody(now)

    def more_edits_wait(self) -> None:
        """Not all wishes for edits that may go out were taken."""
        with self._lock:
            self.edits.more_wait(self._seconds())

    def remember_edits(self, ages: Iterable[float]) -> None:
        """Edits went out so many seconds ago, before this process began."""
        with self._lock:
            self.edits.remember(self._seconds(), ages)

    def admits_call(self, id: int, method: str) -> bool:
        """The same for one more call of the wish with this id, which is not worth waiting for."""
        return self._allow(id, (method,), urgent=False)

    def room_in(self, kinds: Iterable[str]) -> float | None:
        """Seconds until one of these kinds of wishes may go out again; None: nobody can say."""
        with self._lock:
            now = self._seconds()
            waits = [
                max(self._methods[name].room_in(now, self.replicas) for name in CALLS[what].first_time if name != EDIT)
                for what in kinds
                if what in CALLS and what not in EDITING
            ]
            if EDITING.intersection(kinds):
                waits.append(self._edits(now).room_in(now))
        return min(waits, default=None)

    def wait_for_room(self, before: int) -> float:
        """Seconds until an incident's channel can be made, so many others going first."""
        with self._lock:
            return self._methods["conversations.create"].room_in(self._seconds(), self.replicas, before)

    def keeps_apart(self) -> bool:
        """Whether Slack has been seen to refuse messages that come too soon after another in the same channel."""
        with self._lock:
            return self._channels.start.is_law(self._seconds())

    def admits_message(self, id: int, channel: str) -> bool:
        """Whether a message of the wish with this id may go out in this channel now; it is counted then. Where messages
        are kept apart the line that all replicas share says it, and nobody asks here."""
        with self._lock:
            return self._channels.admits(self._seconds(), id, channel)

    def free_in(self, channel: str) -> float:
        """Seconds until a message may follow the last one that ``admits_message`` counted in this channel."""
        with self._lock:
            now = self._seconds()
            return max(self._channels.free_at.get(channel, now) - now, 0.0)

    def ended(self, id: int, went_well: bool) -> None:
        """A wish is under way no more. ``went_well``: Slack answered all that it called."""
        with self._lock:
            self.edits.ended(self._seconds(), id)
            for start in (self._channels.start, *(method.start for method in self._methods.values())):
                start.ended(id, went_well)

    def limited(self, method: str, channel: str | None, seconds: float) -> None:
        """Slack has refused a call because of a limit, and asks to wait so long."""
        with self._lock:
            now = self._seconds()
            if method == POST and channel:
                # Slack does not say which limit it was: this channel's, or that of all of them.
                if channel == self._updates_channel():
                    self._methods[POST_FOR_EVERYBODY].limited(now, seconds)
                self._channels.start.limited(now)
            if method == EDIT:
                self.edits.limited(now, seconds)
            if method in self._methods and (method != POST or seconds > SHORT_SECONDS):
                self._methods[method].limited(now, seconds)

    def _edits(self, now: float) -> Edits:
        self.edits.divided_by(self.replicas, now)
        return self.edits

    def _allow(self, id: int, names: tuple[str, ...], urgent: bool) -> bool:
        with self._lock:
            now = self._seconds()
            methods = [self._methods[name] for name in names if name != EDIT]
            if not all(method.has_room(now, self.replicas, urgent) for method in methods):
                return False
            if EDIT in names:
                if self._edits(now).is_shut(now):
                    return False
                self.edits.began(now, id)
            for method in methods:
                method.allow(now, id, self.replicas)
        return True
