"""The sections of the review: each makes its part of the page from its part of the facts.

Answers for: what each section shows. May not: hold markup.
"""

from crisis.alert import Mention
from crisis.incident import Target
from crisis.language import Text
from crisis.review.facts import (
    DecisionLine,
    LateItem,
    LateKind,
    OfferLine,
    OpenKind,
    OpenPoint,
    Participant,
    RoleLine,
    TargetLine,
    UpdateLine,
)
from crisis.stages import Stage
from handlers.review import words as w
from handlers.review.page import Card, Field, Point, Row, Table, Tone
from handlers.review.summary import TONES, standing
from handlers.review.teller import Teller
from handlers.review.text import address, one_line
from handlers.wording.platforms import platform_name
from handlers.wording.problems import failed
from handlers.wording.source_names import source_name
from handlers.wording.vocabulary import joined, severity_label, stage_name, target_name


def stages(teller: Teller) -> Table:
    columns = (w.STAGES, w.FROM, w.UNTIL, w.LASTED, w.MOVED_BY, w.REASON)
    until = teller.review.until
    rows = [
        Row(
            (
                teller.heading(stage_name(span.stage)),
                teller.time(span.since),
                teller.time(span.until),
                teller.duration((span.until or until) - span.since) if span.stage.is_open else teller.say(w.NONE),
                teller.person(span.by),
                teller.line(span.reason) or teller.say(w.NONE),
            )
        )
        for span in teller.review.stages
    ]
    return Table(tuple(teller.say(column) for column in columns), tuple(rows))


def targets(teller: Teller) -> Table:
    columns = (w.TARGET, w.LIMIT_COLUMN, w.REACHED_COLUMN, w.AFTER_COLUMN, w.RESULT_COLUMN, w.BY_COLUMN)
    rows = tuple(_target(teller, line) for line in teller.review.targets)
    return Table(tuple(teller.say(column) for column in columns), rows, toned=4)


def _target(teller: Teller, line: TargetLine) -> Row:
    name = teller.heading(target_name(line.target))
    result = standing(teller, line)
    if line.missed_before:
        result += teller.say(w.BRACKETS, words=teller.say(w.MISSED_BEFORE, at=teller.time(line.missed_before)))
    return Row(
        (
            name,
            teller.duration(line.limit),
            teller.time(line.reached_at),
            teller.after_first_sight(line.reached_at),
            result,
            teller.person(line.reached_by) if line.reached_at else teller.say(w.NONE),
        ),
        TONES[line.standing],
    )


def cadence(teller: Teller) -> str:
    """How the status updates kept their rhythm, in a few sentences."""
    kept = teller.review.cadence
    if not kept.due:
        return teller.say(w.CADENCE_NONE)
    said = [teller.say(w.CADENCE, due=kept.due, on_time=kept.on_time, late=kept.late, skipped=kept.skipped)]
    if kept.worst:
        said.append(teller.say(w.WORST, duration=teller.duration(kept.worst)))
    if kept.longest_gap:
        said.append(teller.say(w.LONGEST_GAP, duration=teller.duration(kept.longest_gap)))
    if kept.snoozed:
        said.append(teller.say(w.SNOOZED, count=kept.snoozed))
    return teller.together(said)


def late(teller: Teller) -> Table | None:
    """Everything late, in the order in which it was due; None when nothing was."""
    if not teller.review.late:
        return None
    columns = (w.WHAT, w.DUE_COLUMN, w.DONE_COLUMN, w.LATE_COLUMN)
    rows = tuple(_late(teller, item) for item in teller.review.late)
    return Table(tuple(teller.say(column) for column in columns), rows, toned=3)


def _late(teller: Teller, item: LateItem) -> Row:
    name = w.LATE_NAMES[item.kind]
    if item.kind is LateKind.UPDATE and not item.about:
        name = w.UPDATE_NEVER
    elif item.kind is LateKind.REMINDER and item.about:
        name = w.REMINDER_OF_DECISION
    values = {"about": item.about}
    if item.kind is LateKind.TARGET:
        values["name"] = target_name(Target(item.about)).say(teller.language)
    if item.kind is LateKind.OFFER:
        values |= {"role": teller.role(item.about), "person": teller.person(item.person)}
    done = teller.time(item.done_at) if item.done_at else teller.say(w.NEVER_CAME)
    if item.kind is LateKind.OFFER and item.done_at:
        done = teller.say(w.ROLE_TAKEN_AT, at=done)
    return Row(
        (teller.heading(name, **values), teller.time(item.due_at), done, teller.duration(item.late_by)), Tone.BAD
    )


def open_points(teller: Teller) -> tuple[Point, ...]:
    return tuple(_open_point(teller, point) for point in teller.review.open_points)


def _open_point(teller: Teller, point: OpenPoint) -> Point:
    values: dict[str, object] = {
        "about": point.about,
        "at": teller.time(point.at),
        "person": teller.person(point.person),
    }
    if point.kind is OpenKind.STILL_OPEN:
        values["stage"] = stage_name(Stage(point.about))
    elif point.kind is OpenKind.TARGET:
        values["name"] = target_name(Target(point.about))
    elif point.kind is OpenKind.ROLE:
        values["role"] = teller.role(point.about)
    elif point.kind is OpenKind.PROBLEM:
        return Point(one_line(failed(point.about, teller.language)), teller.words(point.words))
    return Point(teller.say(w.OPEN_NAMES[point.kind], **values), teller.words(point.words))


def decisions(teller: Teller) -> tuple[Card, ...]:
    return tuple(_decision(teller, line) for line in teller.review.decisions)


def _decision(teller: Teller, line: DecisionLine) -> Card:
    remark = ""
    if line.replaced_by is not None:
        remark = teller.say(w.REPLACED_BY, number=line.replaced_by, at=teller.time(line.replaced_at))
    elif line.replaces is not None:
        remark = teller.say(w.REPLACES, number=line.replaces)
    fields = [Field(teller.say(w.WHY), (teller.words(line.why) or teller.say(w.NO_REASON),))]
    if line.options:
        fields.append(Field(teller.say(w.OPTIONS), tuple(teller.words(o) for o in line.options), is_list=True))
    if line.evidence:
        fields.append(Field(teller.say(w.EVIDENCE), (teller.words(line.evidence),)))
    if line.approved_by:
        fields.append(Field(teller.say(w.APPROVED_BY), (teller.person(line.approved_by),)))
    if line.revisit_at:
        again = teller.time(line.revisit_at)
        if line.revisit_due:
            again += teller.say(w.BRACKETS, words=teller.say(w.REMINDED, at=teller.time(line.revisit_due)))
        fields.append(Field(teller.say(w.REVISIT), (again,)))
    return Card(
        number=line.number,
        heading=teller.say(w.DECISION, number=line.number),
        byline=_byline(teller, line),
        words=teller.words(line.text),
        fields=tuple(fields),
        remark=remark,
        is_over=line.replaced_by is not None,
    )


def _byline(teller: Teller, line: DecisionLine | UpdateLine) -> str:
    after = teller.after_first_sight(line.at)
    return teller.say(w.DECIDED_BY, person=teller.person(line.by), at=teller.time(line.at), after=after)


def updates(teller: Teller) -> tuple[Card, ...]:
    return tuple(_update(teller, line) for line in teller.review.updates)


def _update(teller: Teller, line: UpdateLine) -> Card:
    parts = ((w.ACTIONS, line.actions), (w.NEEDS, line.needs))
    return Card(
        number=line.number,
        heading=teller.say(w.UPDATE, number=line.number),
        byline=_byline(teller, line),
        words=teller.words(line.conditions),
        fields=tuple(Field(teller.say(label), (teller.words(text),)) for label, text in parts if text),
        remark=teller.say(w.LATE_BY, duration=teller.duration(line.late_by)) if line.late_by else teller.say(w.ON_TIME),
        tone=Tone.BAD if line.late_by else Tone.GOOD,
    )


def roles(teller: Teller) -> Table:
    columns = tuple(teller.say(column) for column in (w.ROLE, w.WHO, w.OFFERS))
    return Table(columns, tuple(_role(teller, line) for line in teller.review.roles), toned=1)


def _role(teller: Teller, line: RoleLine) -> Row:
    held = []
    for holding in line.holdings:
        text = w.HELD_UNTIL if holding.until else w.HELD
        said = teller.say(
            text,
            person=teller.person(holding.person),
            since=teller.time(holding.since),
            until=teller.time(holding.until),
        )
        how = ""
        if holding.before:
            how = teller.say(w.HANDED_OVER if holding.offered else w.TAKEN_FROM, person=teller.person(holding.before))
        elif not holding.offered:
            how = teller.say(w.TOOK_IT)
        held.append(said + (teller.say(w.BRACKETS, words=how) if how else ""))
    offers = [_offer(teller, offer) for offer in line.offers]
    return Row(
        (teller.role(line.role), "\n".join(held) or teller.say(w.NOT_HELD), "\n".join(offers) or teller.say(w.NONE)),
        Tone.PLAIN if line.holder else Tone.BAD,
    )


def _offer(teller: Teller, offer: OfferLine) -> str:
    return teller.say(
        w.OFFER_STATES[offer.state],
        person=teller.person(offer.person),
        at=teller.time(offer.offered_at),
        waited=teller.duration(offer.waited),
    )


def people(teller: Teller) -> Table:
    columns = tuple(teller.say(column) for column in (w.PERSON, w.FIRST_SEEN, w.ROLE, w.DID))
    return Table(columns, tuple(_person(teller, person) for person in teller.review.participants))


def _person(teller: Teller, person: Participant) -> Row:
    name = teller.person(person.person)
    if not person.in_team and teller.review.roster.candidates:
        name += teller.say(w.BRACKETS, words=teller.say(w.OUTSIDE_TEAM))
    counts = ((w.UPDATES_DONE, person.updates), (w.DECISIONS_DONE, person.decisions), (w.NOTES_DONE, person.notes))
    did = [teller.say(text, count=count) for text, count in counts if count]
    return Row(
        (
            name,
            teller.time(person.first_seen),
            joined((teller.role(role) for role in person.roles), teller.language) or teller.say(w.NONE),
            joined(did, teller.language) or teller.say(w.NONE),
        )
    )


def alert(teller: Teller) -> tuple[Field, ...]:
    """What came first, field by field; what is not known is left out."""
    line, review = teller.review.alert, teller.review
    known: list[tuple[Text, str, str | None]] = []
    if line.alert:
        came = line.alert
        hint = severity_label(came.severity_hint).say(teller.language) if came.severity_hint else ""
        known += [
            (w.SOURCE, teller.line(source_name(came.source, teller.language)), None),
            (w.ALERT_TITLE, teller.line(came.title), None),
            (w.ALERT_TEXT, teller.words(came.text), None),
            (w.HINT, hint, None),
            (w.LABELS, joined((teller.line(f"{name}={value}") for name, value in came.labels), teller.language), None),
            (w.LINK, teller.line(came.url), address(came.url)),
        ]
    else:
        known += [(w.OPENED_BY, teller.person(review.opened_by), None), (w.ALERT_TEXT, teller.words(line.text), None)]
    known += [
        (w.STARTED, teller.time(review.moments.started_at) if review.moments.started_at else "", None),
        (w.RECEIVED, teller.time(review.moments.first_sight), None),
        (w.REPEATED, teller.say(w.TIMES, count=line.duplicates) if line.duplicates else "", None),
        (w.ENDED, teller.time(line.ended_at) if line.ended_at else "", None),
    ]
    return tuple(Field(teller.say(label), (words,), link) for label, words, link in known if words)


def mentions(teller: Teller) -> tuple[Table | None, str]:
    """The mentions that the alert brought, and their sum; None when it brought none."""
    found = teller.review.alert.alert.mentions if teller.review.alert.alert else ()
    if not found:
        return None, ""
    columns = (w.PLATFORM, w.AUTHOR, w.FOLLOWERS, w.POSTED, w.SAID, w.REACTIONS)
    followers = teller.count(sum(mention.followers for mention in found))
    said = teller.say(w.MENTION_SUM, count=len(found), followers=followers)
    rows = tuple(_mention(teller, mention) for mention in found)
    return Table(tuple(teller.say(column) for column in columns), rows), said


def _mention(teller: Teller, mention: Mention) -> Row:
    reactions = (mention.reposts, mention.comments, mention.likes)
    link = address(mention.url)
    return Row(
        (
            one_line(platform_name(mention.platform).say(teller.language)),
            teller.line(mention.author) or teller.say(w.NONE),
            teller.count(mention.followers),
            teller.time(mention.posted_at),
            teller.words(mention.text) or teller.say(w.NONE),
            " · ".join(teller.count(count) for count in reactions),
        ),
        links=((3, link),) if link else (),
    )
