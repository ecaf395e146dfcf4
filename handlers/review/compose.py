"""From the facts of a review to its page of plain words.

Answers for: which section stands where. May not: hold markup or derive facts.
"""

from collections.abc import Mapping
from itertools import groupby
from zoneinfo import ZoneInfo

from crisis import events as e
from crisis.events import Entry
from crisis.language import Language
from crisis.review.facts import Review
from handlers.review import mentions as answered
from handlers.review import sections, tasks, volume
from handlers.review import words as w
from handlers.review.page import Day, Moment, Page, Tone
from handlers.review.scoring import scoring
from handlers.review.summary import figures, summary
from handlers.review.teller import ReviewSpeaker, Teller
from handlers.review.text import one_line
from handlers.sentences import mark, sentence
from handlers.wording.vocabulary import kind_name, severity_label, stage_name

_LANG = {Language.ENGLISH: "en", Language.CHINESE: "zh-CN"}

# For a sign beside the line; it only repeats what the line says.
_KINDS: dict[type[e.Event], str] = {
    e.IncidentOpened: "stage",
    e.StageChanged: "stage",
    e.SeverityChanged: "severity",
    e.InjectPlayed: "severity",
    e.DrillEnded: "stage",
    e.RoleOffered: "people",
    e.OfferEnded: "people",
    e.RoleTaken: "people",
    e.RoleUnfilled: "people",
    e.RoleVacated: "people",
    e.ShiftEnding: "people",
    e.HolderStayed: "people",
    e.TeamMet: "people",
    e.RoomJoined: "people",
    e.UpdatePosted: "update",
    e.DecisionLogged: "decision",
    e.DecisionRevisitDue: "clock",
    e.TargetReached: "clock",
    e.TargetMissed: "clock",
    e.UpdateReminded: "clock",
    e.RoomCompleted: "clock",
    e.RhythmSet: "clock",
    e.ReminderSnoozed: "clock",
    e.RemindersStopped: "clock",
    e.TaskReminded: "clock",
    e.FollowUpReminded: "clock",
    e.KindChanged: "severity",
    e.PlanStarted: "stage",
}


def teller_of(review: Review, language: Language, zone: ZoneInfo, names: Mapping[str, str]) -> Teller:
    """``names``: display names by Slack id; one that is missing is taken from the roster, else the id is shown."""
    known = {person.id: person.name for person in review.roster.people} | dict(names)
    first = min(review.moments.started_at or review.moments.first_sight, review.moments.first_sight)
    last = max([review.until, *(entry.at for entry in review.timeline)])
    return Teller(review, ReviewSpeaker(language, review.policy, known, zone, str, first, last))


def compose(teller: Teller) -> Page:
    """The whole page."""
    review = teller.review
    title = teller.line(review.title)
    mentions, mention_sum = sections.mentions(teller)
    answers, answer_sum = answered.answers(teller)
    return Page(
        lang=_LANG[teller.language],
        window_title=teller.say(w.DRILL_TITLE if review.drill else w.WINDOW_TITLE, number=review.number, title=title),
        number=teller.say(w.DRILL_NUMBER if review.drill else w.NUMBER, number=review.number),
        title=title,
        severity=int(review.severity),
        chips=_chips(teller),
        warnings=_warnings(teller),
        summary=summary(teller),
        figures=figures(teller),
        score=scoring(teller),
        open_points=sections.open_points(teller),
        stages=sections.stages(teller),
        targets=sections.targets(teller),
        cadence=sections.cadence(teller),
        late=sections.late(teller),
        decisions=sections.decisions(teller),
        updates=sections.updates(teller),
        roles=sections.roles(teller),
        people=sections.people(teller),
        alert=sections.alert(teller),
        mentions=mentions,
        mention_sum=mention_sum,
        timeline=_timeline(teller),
        ledger=teller.say(w.LEDGER_SAYS, count=len(review.timeline)),
        ledger_entry=teller.say(w.ENTRY, seq=review.head.seq),
        ledger_hash=review.head.hash,
        verify=f"fenghuo verify {review.number}",
        zone=teller.zone(),
        tasks=tasks.tasks(teller),
        answers=answers,
        answer_sum=answer_sum,
        follow_ups=tasks.follow_ups(teller),
        volume_sum=volume.volume_sum(teller),
        volume=volume.volume(teller),
        made=teller.say(w.MADE, at=teller.full_time(review.made_at)),
    )


def _chips(teller: Teller) -> tuple[str, ...]:
    review = teller.review
    chips = [severity_label(review.severity), kind_name(review.policy, review.kind), stage_name(review.stage)]
    return (*(chip.say(teller.language) for chip in chips), f"#{one_line(review.channel_name)}")


def _warnings(teller: Teller) -> tuple[str, ...]:
    review = teller.review
    flags = ((review.drill, w.DRILL), (review.private, w.PRIVATE), (review.is_open, w.INTERIM))
    return tuple(teller.say(text) for is_so, text in flags if is_so)


def _timeline(teller: Teller) -> tuple[Day, ...]:
    return tuple(
        Day(date, tuple(_moment(teller, entry) for entry in entries))
        for date, entries in groupby(teller.review.timeline, key=lambda entry: teller.day(entry.at))
    )


def _moment(teller: Teller, entry: Entry) -> Moment:
    event = entry.event
    tone = Tone.PLAIN
    if isinstance(event, e.TargetMissed | e.RoleUnfilled | e.RoleVacated | e.ProblemMet):
        tone = Tone.BAD
    elif isinstance(event, e.TargetReached | e.UpdatePosted):
        tone = Tone.BAD if event.late_by else Tone.GOOD
    said = one_line(sentence(entry, teller.speaker))
    return Moment(entry.seq, teller.clock(entry.at), mark(event), said, _KINDS.get(type(event), "note"), tone)
