"""A desk that posts come to, and a triage that weighs by words written for tests.

Answers for: short words for what a test asks. May not: judge what comes of it.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crisis.alert import Alert, AlertOutcome, Mention
from crisis.desk.intake import HeardPost, Intake
from crisis.language import Text
from crisis.policy.watch import Thresholds, WatchEntry
from crisis.severity import Severity
from crisis.triage.judging import Triage
from crisis.triage.keeping import StoryKeeper
from crisis.triage.reading import Reader, Reading
from crisis.triage.stories import Stories
from crisis.triage.verdict import About, Reason, Verdict, Weight
from crisis.triage.watching import WatchList
from crisis.triage.weighing import NO_SPEED, Speed
from tests.crisis.world.desk import DeskWorld

HELD, OPENED, JOINED = AlertOutcome.HELD, AlertOutcome.OPENED, AlertOutcome.JOINED
DUPLICATE, IGNORED = AlertOutcome.DUPLICATE, AlertOutcome.IGNORED
SEVERITIES = {"awful": Severity.SEV1, "bad": Severity.SEV2, "poor": Severity.SEV3, "meh": Severity.SEV4}
LUNAR = WatchEntry("Lunar", thresholds=Thresholds(Severity.SEV2, Severity.SEV4))
TALKED_ABOUT = 20


class ByWord(Triage):
    """Weighs by the worst of four words; a complaint that ``TALKED_ABOUT`` posts an hour are about is bad."""

    def judge(self, reading: Reading, mention: Mention, speed: Speed = NO_SPEED) -> Verdict:
        named = [SEVERITIES[word] for word in reading.plain.split() if word in SEVERITIES]
        severity = min(named, default=None)
        reasons = [Reason(Text("says {word}", "说了 {word}"), (("word", reading.plain.split()[-1]),))] if named else []
        if severity and severity > Severity.SEV2 and speed.in_60 >= TALKED_ABOUT:
            severity = Severity.SEV2
            reasons = [Reason(Text("{count} in an hour", "一小时 {count} 条"), (("count", speed.in_60),))]
        about = tuple(About(name.name) for name in self.watch.about(reading))
        score = 1 - (severity - 1) / 4 if severity else 0.0
        topics = ("foreign_object",) if "hair" in reading.plain else ()
        return Verdict(about, Weight(score, severity, topics, tuple(reasons)), ())


class Verbatim(Stories):
    """The same words are the same story. Of each the newest three posts are remembered."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, tuple[int, list[Hashable]]] = {}

    def find(self, reading: Reading, at: datetime) -> int | None:
        return self._known[reading.plain][0] if reading.plain in self._known else None

    def add(self, post: Hashable, reading: Reading, at: datetime, story: int) -> None:
        self.forget(post)
        posts = self._known.setdefault(reading.plain, (story, []))[1]
        posts.append(post)
        del posts[:-3]

    def forget(self, post: Hashable) -> None:
        for plain, (_, posts) in tuple(self._known.items()):
            if post in posts:
                posts.remove(post)
            if not posts:
                del self._known[plain]


@dataclass
class IntakeWorld:
    """Posts of Weibo come to a desk. The words of a post are its story: the same words, the same story."""

    world: DeskWorld = field(default_factory=DeskWorld)
    watch: tuple[WatchEntry, ...] = (LUNAR,)
    ids: int = 0

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """As after a start: nothing is remembered that is not stored."""
        self.world.desk.intake = self.another(Verbatim())

    def another(self, stories: Stories) -> Intake:
        """As another replica has it that has heard of nothing yet."""
        return Intake(ByWord(Reader(str.split, str), WatchList(self.watch)), StoryKeeper(stories))

    def post(self, text: str, **changes: Any) -> Mention:
        self.ids += 1
        return Mention(**{"platform": "weibo", "id": str(self.ids), "text": text, **changes})

    async def take(self, *posts: Mention) -> list[HeardPost]:
        return list(await self.world.desk.hear(posts, self.world.clock.now))

    async def hear(self, *texts: str) -> list[tuple[AlertOutcome, int | None]]:
        """Posts with these texts come in one batch; what becomes of each, and its incident."""
        heard = await self.take(*(self.post(text) for text in texts))
        return [(each.outcome, each.incident) for each in heard]

    def incidents(self) -> dict[int, list[str]]:
        """The texts of each incident's posts, by its number; 0: those of none."""
        found: dict[int, list[str]] = {}
        for kept in self.world.memory.mentions.values():
            found.setdefault(kept.incident or 0, []).append(kept.mention.text)
        return found

    def held(self) -> list[Alert]:
        return [each.alert for each in self.world.memory.alerts.values() if each.outcome is HELD]
