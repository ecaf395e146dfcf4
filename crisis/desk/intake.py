"""Posts that come in: each becomes a row, joins its story, and a story opens an incident, waits on a card, or neither.

Answers for: what of it lasts beyond one transaction (stories in memory, counts by outcome), and dividing many posts
into transactions that hold up nobody. May not: say what a verdict asks for (``decisions.intake`` does); what one
transaction does stands in ``batch``.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from crisis.alert import Alert, AlertOutcome, Mention
from crisis.commands.intake import ReceiveMentions
from crisis.mention import KeptMention, MentionState, clock_from, fingerprint_of
from crisis.policy.watch import WatchEntry
from crisis.ports import Cut, Store, Unit
from crisis.ports.mentions import MENTIONS
from crisis.triage.judging import Triage, names_of
from crisis.triage.keeping import StoryKeeper
from crisis.triage.reading import Reader
from crisis.triage.watching import WatchList
from crisis.values import replace

AT_ONCE = 50
"""Posts of one transaction: it holds the one writer, for whom people who click wait, too: about 50 ms."""
ADOPTED = 10_000
"""Posts of a story that its incident takes over at most: more were never seen in one, and one transaction does it."""


@dataclass(frozen=True, slots=True)
class HeardPost:
    """What became of one post. ``id``: its number in the store; of one that was there already, that one's."""

    id: int
    incident: int | None
    outcome: AlertOutcome


@dataclass(frozen=True, slots=True)
class Taken:
    """What one transaction took in, in the order of its posts. ``turn`` and ``newest``: for ``StoryKeeper``."""

    heard: tuple[HeardPost, ...]
    turn: int
    newest: int


Renew = Callable[[], Awaitable[Triage]]


@dataclass(slots=True)
class Intake:
    """See the module. ``triage`` remembers nothing and may be exchanged between two batches: ``renew`` is asked for it
    before each."""

    triage: Triage
    keeper: StoryKeeper = field(default_factory=StoryKeeper)
    renew: Renew | None = None
    tally: Counter[AlertOutcome] = field(default_factory=Counter)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def committed(self, taken: Taken) -> None:
        """What a transaction took in will stay. To be called once for each that was committed."""
        self.keeper.committed(taken.turn, taken.newest)
        self.tally.update(post.outcome for post in taken.heard)

    async def now(self) -> Triage:
        """The triage that holds now."""
        return self.triage if self.renew is None else await self.renew()

    async def prepare(self, store: Store) -> None:
        """To be waited for before posts are taken in: the watch list of now, and the stories of before the start, read
        a little at a time, so that nobody waits long for the one who writes."""
        if self.renew is not None:
            self._follow(await self.renew())
        while not self.keeper.is_warm:
            await store.transact(self._read_some)

    def _follow(self, triage: Triage) -> None:
        """Other names in the watch list tell stories apart differently: they are told apart anew then."""
        if triage is not self.triage and (names := names_of(triage)) != names_of(self.triage):
            self.keeper = StoryKeeper(names=names)
        self.triage = triage

    def _read_some(self, unit: Unit) -> None:
        unit.one_at_a_time(MENTIONS)
        self.keeper.catch_up(unit, self.triage.read, most=1)

    async def hear(
        self,
        handle: Callable[[ReceiveMentions], Awaitable[Taken]],
        posts: Sequence[Mention],
        heard_at: datetime,
        source: str,
    ) -> tuple[HeardPost, ...]:
        """Take many posts in, ``AT_ONCE`` in a transaction, in the order in which they were made; what became of each,
        in the order given. Raises what the store raises: those before are stored then, and come back as duplicates
        when all are sent again."""
        places = sorted(range(len(posts)), key=lambda place: clock_from(posts[place], heard_at))
        heard: dict[int, HeardPost] = {}
        for start in range(0, len(places), AT_ONCE):
            some = places[start : start + AT_ONCE]
            async with self.turn:  # one writing thread at most waits for the gate, however many send
                taken = await handle(ReceiveMentions(tuple(posts[place] for place in some), heard_at, source))
            heard.update(zip(some, taken.heard, strict=True))
        return tuple(heard[place] for place in range(len(posts)))


def triage_of(cut: Cut, watch: Sequence[WatchEntry]) -> Triage:
    """Triage with this watch list and nothing else; a process that has more hands it in (``Intake.renew``)."""
    return Triage(Reader(cut, str), WatchList(watch))


def intake_of(triage: Triage) -> Intake:
    """At a start: nothing is remembered yet."""
    return Intake(triage, StoryKeeper(names=names_of(triage)))


def adopt(unit: Unit, alert: Alert, incident: int) -> tuple[KeptMention, ...]:
    """Give an incident the posts that its alert stands for, as far as they are no other's: all of the story, or those
    that the alert brought. As they are then."""
    if alert.weighed:
        found = unit.mentions_of_story(alert.weighed.story, ADOPTED)
    else:
        found = unit.mentions_with([fingerprint_of(post) for post in alert.mentions])
    free = [kept for kept in found if kept.incident is None and kept.state is MentionState.WAITING]
    adopted = tuple(replace(kept, incident=incident) for kept in free)
    unit.change_mentions(adopted)
    return adopted
