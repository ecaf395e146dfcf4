"""One batch of posts in one transaction: judged in stream order, then settled story by story.

Answers for: no post twice, no second room for a story, everything of a story on one card. May not: last longer than its
transaction, begin or end one, or open a room; ``arrivals`` does (``Rooms``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from crisis import events as e
from crisis.alert import Alert, AlertOutcome, Mention
from crisis.decisions import intake as rules
from crisis.decisions import mentions
from crisis.decisions.context import Context
from crisis.decisions.intake import Standing
from crisis.desk import holding
from crisis.desk.intake import HeardPost, Intake, Taken, adopt
from crisis.incident import Incident
from crisis.mention import KeptMention, clock_from, fingerprint_of, heat
from crisis.ports import StoredAlert, Unit
from crisis.ports.mentions import MENTIONS
from crisis.severity import Severity
from crisis.stages import Stage
from crisis.triage.keeping import weight_of
from crisis.triage.reading import Reading
from crisis.triage.verdict import Verdict
from crisis.values import replace
from crisis.weighed import Weighed

SOURCE = "mentions"
SHOWN = 10
"""Posts that stand in the alert of a story: a card shows fewer, and all are rows."""
LOOKED_AT = 500
"""Earlier posts of a story among which the hottest are looked for."""


NO_TIME = datetime.min.replace(tzinfo=UTC)


class Rooms(Protocol):
    """What a batch asks of ``arrivals``."""

    def open_for_story(self, unit: Unit, alert: Alert, context: Context) -> Incident:
        """The incident of this alert; one that is open already, or a new one."""
        ...

    def note(self, unit: Unit, incident: Incident, made: tuple[e.Event, ...], context: Context) -> datetime | None:
        """Put down what has happened to an incident; its nearest due time."""
        ...


@dataclass(slots=True)
class Judged:
    """A post that is new, what is said of it, and what it asks for. ``incident`` and ``outcome``: once its story is
    settled. ``severity``: as bad as its story has become by it; ``verdict``: why."""

    kept: KeptMention
    reading: Reading
    verdict: Verdict
    severity: Severity | None
    standing: Standing
    outcome: AlertOutcome = AlertOutcome.IGNORED


@dataclass(slots=True)
class Batch:
    """See the module."""

    intake: Intake
    unit: Unit
    context: Context
    rooms: Rooms
    source: str
    heard_at: datetime
    turn: int = 0
    begun: set[int] = field(default_factory=set)  # stories that began in this batch
    fresh: dict[str, Judged] = field(default_factory=dict)
    added: dict[int, list[KeptMention]] = field(default_factory=dict)  # by incident
    next_due: datetime | None = None
    wished: bool = False

    def begin(self) -> None:
        """Be alone with the stories from here to the end of the transaction."""
        self.unit.one_at_a_time(MENTIONS)
        turn = self.intake.keeper.catch_up(self.unit, self.intake.triage.read)
        assert turn is not None  # nothing was to be left
        self.turn = turn

    def take(self, posts: Sequence[Mention]) -> Taken:
        """Take them in; what became of each."""
        prints = [fingerprint_of(post) for post in posts]
        known = self.judge(posts, prints)
        by_story: dict[int, list[Judged]] = {}
        for judged in self.fresh.values():
            by_story.setdefault(judged.kept.story, []).append(judged)
        for story, its in by_story.items():
            self._settle(story, its)
        kept = self.keep()
        return Taken(tuple(self._heard(each, known, kept, prints[:place]) for place, each in enumerate(prints)),
                     self.turn, max((each.id for each in kept.values()), default=0))  # fmt: skip

    def judge(self, posts: Sequence[Mention], prints: Sequence[str]) -> dict[str, KeptMention]:
        """Judge those that are new, each of them once; the others as they are stored."""
        known = {kept.fingerprint: kept for kept in self.unit.mentions_with(prints)}
        for post, fingerprint in zip(posts, prints, strict=True):
            if fingerprint not in known and fingerprint not in self.fresh:
                self.fresh[fingerprint] = self._judged(post, fingerprint)
        return known

    def keep(self) -> dict[str, KeptMention]:
        """Write the new ones, and tell their incidents of them."""
        kept = self.unit.keep_mentions([judged.kept for judged in self.fresh.values()])
        for each in kept:
            if each.incident is not None:
                self.added.setdefault(each.incident, []).append(each)
        for number, added in self.added.items():
            self.wished = True
            incident = self.unit.incident(number)
            assert incident is not None  # it was looked at, or opened, a moment ago
            due = self.rooms.note(self.unit, incident, self._told(incident, added), self.context)
            self.next_due = self.earliest(due)
        return {each.fingerprint: each for each in kept}

    # ---- of an alert

    def judge_those_of(self, alert: Alert) -> Incident | None:
        """Judge the posts of an alert; the open incident that the newest of their stories belongs to."""
        prints = [fingerprint_of(post) for post in alert.mentions]
        known = self.judge(alert.mentions, prints)
        stories = dict.fromkeys(each.story for each in known.values())
        stories.update(dict.fromkeys(judged.kept.story for judged in self.fresh.values()))
        found = [incident for story in stories if (incident := self.incident_of(story)) and incident.is_open]
        return max(found, key=lambda incident: incident.number, default=None)

    def keep_those_of(self, alert: Alert, incident: int | None) -> Taken:
        """Keep them; as the alert's incident's, when it has one."""
        if incident is not None:
            self.added.setdefault(incident, []).extend(adopt(self.unit, replace(alert, weighed=None), incident))
            self.join(tuple(self.fresh.values()), incident)
        kept = self.keep()
        return Taken((), self.turn, max((each.id for each in kept.values()), default=0))

    def earliest(self, other: datetime | None) -> datetime | None:
        """The nearest of the due times that are known."""
        return min((at for at in (other, self.next_due) if at), default=None)

    # ---- one post

    def _judged(self, post: Mention, fingerprint: str) -> Judged:
        intake, at = self.intake, clock_from(post, self.heard_at)
        reading = intake.triage.read(post)
        story = intake.keeper.find(reading, at)
        speed = intake.keeper.speed(story, at, weight_of(post))
        verdict = intake.triage.judge(reading, post, speed)
        if story is None:
            story = self.unit.next_story()
            self.begun.add(story)
        weight = verdict.weight
        kept = KeptMention(
            id=0,
            fingerprint=fingerprint,
            mention=post,
            heard_at=self.heard_at,
            clock_from=at,
            source=self.source,
            story=story,
            about=tuple(each.name for each in verdict.about),
            topics=weight.topics,
            severity=weight.severity,
            score=weight.score,
        )
        intake.keeper.add(kept, reading)
        judged = Judged(kept, reading, verdict, weight.severity, self._standing(story, weight.severity))
        again = intake.keeper.strongest_again(story, speed)
        if again and judged.standing is not Standing.OPEN:
            self._weigh_again(judged, again)
        return judged

    def _weigh_again(self, judged: Judged, strongest: str) -> None:
        """What was mild when few said it, now that many do."""
        triage, story = self.intake.triage, judged.kept.story
        there = self.fresh.get(strongest)
        kept = there.kept if there else self.unit.mention_of(strongest)
        if kept is None:
            return
        reading = there.reading if there else triage.read(kept.mention)
        verdict = triage.judge(reading, kept.mention, self.intake.keeper.speed(story, judged.kept.clock_from))
        standing = self._standing(story, verdict.weight.severity)
        if standing > judged.standing:
            judged.verdict, judged.severity, judged.standing = verdict, verdict.weight.severity, standing

    def _standing(self, story: int, severity: Severity | None) -> Standing:
        thresholds = rules.thresholds_for(self.intake.keeper.about(story), self.intake.triage.watch.entries)
        return rules.standing_of(severity, thresholds)

    # ---- one story

    def incident_of(self, story: int) -> Incident | None:
        """The newest incident that has posts of a story."""
        number = None if story in self.begun else self.unit.incident_of_story(story)
        return self.unit.incident(number) if number is not None else None

    def _settle(self, story: int, its: list[Judged]) -> None:
        incident = self.incident_of(story)
        if incident is not None and incident.is_open:
            return self.join(its, incident.number)
        opener = max(its, key=lambda each: (each.standing, -(each.severity or 9)))  # the first of the most urgent
        held = None if story in self.begun else self.unit.held_alert_of(_cause(story))
        if held is None and (opener.standing is Standing.IGNORE or self._is_settled(story, incident, opener)):
            return None
        alert = self._alert(story, its, opener, held)
        opens = opener.standing is Standing.OPEN
        if opens and not holding.is_full(self.unit, alert, self.context.policy, self.context.now):
            return self._open(alert, its, opener)
        self.wished = True
        if held is not None:
            holding.grow(self.unit, alert, held, opens, self.context.now)
        else:
            holding.hold(self.unit, alert, self.context.policy, self.context.now, opens)
        for judged in its:
            judged.outcome = AlertOutcome.HELD
        return None

    def join(self, its: Sequence[Judged], incident: int) -> None:
        """Make these posts an incident's."""
        for judged in its:
            judged.kept = replace(judged.kept, incident=incident)
            judged.outcome = AlertOutcome.JOINED

    def _open(self, alert: Alert, its: Sequence[Judged], opener: Judged) -> None:
        incident = self.rooms.open_for_story(self.unit, alert, self.context)
        self.added.setdefault(incident.number, []).extend(adopt(self.unit, alert, incident.number))
        self.join(its, incident.number)
        opener.outcome = AlertOutcome.OPENED

    def _is_settled(self, story: int, incident: Incident | None, opener: Judged) -> bool:
        """Whether somebody has said lately that there is nothing to it, and it is no worse than it was then."""
        if story in self.begun:
            return False
        said: list[tuple[datetime | None, Severity]] = []
        if incident is not None and incident.stage is Stage.DISMISSED:
            said.append((incident.closed_at, incident.severity))
        aside = self.unit.put_aside_of(_cause(story))
        if aside is not None:
            said.append((aside.received_at, aside.severity))
        lately = self.context.now - self.context.policy.flare_up_within
        return any(at and at >= lately and (opener.severity or 9) >= severity for at, severity in said)

    def _alert(self, story: int, its: Sequence[Judged], opener: Judged, held: StoredAlert | None) -> Alert:
        """The story as an alert. What a card has said once stays: its title, and why, unless it has become worse."""
        earlier = [] if story in self.begun else self.unit.mentions_of_story(story, LOOKED_AT)
        posts = [*(kept for kept in earlier if kept.incident is None), *(judged.kept for judged in its)]
        hottest = sorted(posts, key=lambda kept: (-heat(kept), kept.clock_from))[:SHOWN]
        before = held.alert if held else None
        severities = [each for each in (opener.severity, before.severity if before else None) if each is not None]
        weight, policy = opener.verdict.weight, self.context.policy
        about = tuple(sorted(self.intake.keeper.about(story)))
        said = before.weighed if before and before.weighed and before.severity <= min(severities) else None
        first = min(kept.clock_from for kept in posts)
        return Alert(
            source=SOURCE,
            key=f"story-{story}",
            title=before.title
            if before
            else rules.title_of(opener.kept.mention, about, weight.topics, policy.language),
            received_at=self.context.now,
            severity_hint=min(severities),
            started_at=first if first < self.context.now - timedelta(minutes=1) else None,
            url=hottest[0].mention.url,
            mentions=tuple(kept.mention for kept in hottest),
            weighed=Weighed(
                story=story,
                posts=max(self.intake.keeper.posts_of(story), len(posts)),
                about=about,
                kind=said.kind if said else rules.kind_of(weight.topics, policy),
                why=said.why if said else rules.why(opener.verdict.reasons),
            ),
        )

    # ---- what is told

    def _told(self, incident: Incident, added: Sequence[KeptMention]) -> tuple[e.Event, ...]:
        made = mentions.heard(incident, added, self.context)
        worst = min((each.severity for each in added if each.severity), default=None)
        # What it was opened with was said by the opening: whoever made it milder since knows that.
        said = [incident.worst_hint, incident.alert.severity if incident.alert else None]
        told = worst is not None and any(each is not None and worst >= each for each in said)
        if worst is None or worst >= incident.severity or told:
            return made
        return (*made, e.AlertWorsened(worst, by_posts=True))

    def _heard(
        self, fingerprint: str, known: dict[str, KeptMention], kept: dict[str, KeptMention], before: Sequence[str]
    ) -> HeardPost:
        stored = known.get(fingerprint) or kept[fingerprint]
        is_again = fingerprint in known or fingerprint in before
        outcome = AlertOutcome.DUPLICATE if is_again else self.fresh[fingerprint].outcome
        return HeardPost(stored.id, stored.incident, outcome)


def _cause(story: int) -> str:
    """The fingerprint of the alert that stands for a story."""
    return Alert(SOURCE, "", NO_TIME, key=f"story-{story}").fingerprint
