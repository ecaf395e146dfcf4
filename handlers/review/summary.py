"""The head of the review: one paragraph made of facts, and the figures worth a glance.

Answers for: which fact is said there and when it is left out. May not: say what the facts do not.
"""

from crisis.incident import Target
from crisis.review.facts import Standing, TargetLine
from crisis.stages import Move, Stage
from handlers.review import words as w
from handlers.review.page import Figure, Tone
from handlers.review.teller import Teller
from handlers.wording.source_names import source_name
from handlers.wording.vocabulary import joined, kind_name, severity_label, stage_name, target_name

TONES = {
    Standing.MET: Tone.GOOD,
    Standing.LATE: Tone.BAD,
    Standing.NEVER: Tone.BAD,
    Standing.RUNNING: Tone.RUNNING,
    Standing.NOT_APPLICABLE: Tone.PLAIN,
}
_ENDS = {
    Stage.CLOSED: w.CLOSED_AFTER,
    Stage.DISMISSED: w.DISMISSED_AFTER,
    Stage.MERGED: w.MERGED_AFTER,
}


def summary(teller: Teller) -> str:
    """One paragraph, made of facts alone."""
    return teller.together([*_beginning(teller), *_course(teller), *_account(teller)])


def _beginning(teller: Teller) -> list[str]:
    review, moments = teller.review, teller.review.moments
    title = teller.say(w.QUOTED, words=teller.line(review.title))
    at = teller.full_time(moments.first_sight)
    if review.alert.alert and review.opened_by is None:
        source = teller.line(source_name(review.alert.alert.source, teller.language))
        said = [teller.say(w.OPENED_BY_ALERT, at=at, source=source, number=review.number, title=title)]
    else:
        person = teller.person(review.opened_by)
        said = [teller.say(w.OPENED_BY_PERSON, at=at, person=person, number=review.number, title=title)]
    if moments.unseen:
        said.append(teller.say(w.UNSEEN, duration=teller.duration(moments.unseen)))
    kind = kind_name(review.policy, review.kind).say(teller.language)
    labels = [teller.say(severity_label(span.severity)) for span in review.severities]
    if len(labels) == 1:
        said.append(teller.say(w.RATED, kind=kind, severity=labels[0]))
    else:
        said.append(teller.say(w.RATED_CHANGED, kind=kind, severities=teller.say(w.ARROW).join(labels)))
    if review.flares_up is not None:
        said.append(teller.say(w.FLARED_UP, number=review.flares_up))
    return [*said, *_others(teller)]


def _others(teller: Teller) -> list[str]:
    """What it has to do with other incidents, those left out that may not be named here."""
    have, said = teller.review.joined, []
    if have.split_from:
        said.append(teller.say(w.SPLIT_FROM, number=have.split_from.number))
    for text, links in ((w.TOOK_IN, have.took), (w.SPLIT_OFF, have.split_off)):
        if named := [f"#{link.number}" for link in links if link.named]:
            said.append(teller.say(text, others=joined(named, teller.language)))
    if have.into and have.into.named:
        said.append(teller.say(w.MERGED_INTO, number=have.into.number))
    return said


def _course(teller: Teller) -> list[str]:
    review, moments = teller.review, teller.review.moments
    acknowledged = next(line for line in review.targets if line.target is Target.ACKNOWLEDGED)
    said = []
    if acknowledged.reached_at:
        after = teller.after_first_sight(acknowledged.reached_at)
        said.append(teller.say(w.ACKNOWLEDGED_BY, person=teller.person(acknowledged.reached_by), duration=after))
    elif acknowledged.standing is Standing.NEVER:
        said.append(teller.say(w.NOBODY_ACKNOWLEDGED))
    milestones = [
        teller.say(text, duration=teller.after_first_sight(at))
        for text, at in (
            (w.CONTAINED_AFTER, moments.contained_at),
            (w.RESOLVED_AFTER, moments.resolved_at),
            (_ENDS.get(review.stage), moments.ended_at),
        )
        if text and at
    ]
    if milestones:
        comma = "，" if teller.language == "zh" else ", "
        said.append(teller.say(w.CAME_TO, milestones=comma.join(milestones)))
    back = sum(span.move is Move.BACK for span in review.stages)
    if back:
        said.append(teller.say(w.WENT_BACK, count=back))
    if review.reopened:
        said.append(teller.say(w.REOPENED, count=review.reopened))
    if review.is_open:
        said.append(teller.say(w.STILL_OPEN, stage=stage_name(review.stage)))
    return said


def _account(teller: Teller) -> list[str]:
    review = teller.review
    said = []
    judged = [line for line in review.targets if line.standing in (Standing.MET, Standing.LATE, Standing.NEVER)]
    if judged:
        met = sum(line.standing is Standing.MET for line in judged)
        said.append(teller.say(w.TARGETS_KEPT, count=len(judged), met=met))
    if review.cadence.due:
        said.append(teller.say(w.UPDATES_KEPT, due=review.cadence.due, on_time=review.cadence.on_time))
    if review.decisions:
        said.append(teller.say(w.DECIDED, count=len(review.decisions)))
    left = len(review.open_points)
    said.append(teller.say(w.LEFT_OPEN, count=left) if left else teller.say(w.NOTHING_OPEN))
    return said


def standing(teller: Teller, line: TargetLine) -> str:
    """How a target came out, in words."""
    return teller.say(w.STANDINGS[line.standing], duration=teller.duration(line.late_by), at=teller.time(line.due_at))


def figures(teller: Teller) -> tuple[Figure, ...]:
    """The targets that apply, how long it took, the updates and the decisions."""
    review, moments = teller.review, teller.review.moments
    shown = [
        Figure(
            label=teller.heading(target_name(line.target)),
            value=teller.after_first_sight(line.reached_at),
            note=_against_limit(teller, line),
            tone=TONES[line.standing],
        )
        for line in review.targets
        if line.standing is not Standing.NOT_APPLICABLE or line.reached_at
    ]
    after = teller.say(w.AFTER_FIRST_SIGHT)
    if moments.contained_at:
        shown.append(Figure(teller.heading(w.TO_CONTAINED), teller.after_first_sight(moments.contained_at), after))
    if moments.resolved_at:
        shown.append(Figure(teller.heading(w.TO_RESOLVED), teller.after_first_sight(moments.resolved_at), after))
    in_all = teller.duration(review.until - moments.first_sight)
    shown.append(Figure(teller.heading(w.SO_FAR if review.is_open else w.IN_ALL), in_all, after))
    cadence = review.cadence
    if cadence.due:
        worst = teller.say(w.WORST_LATE, duration=teller.duration(cadence.worst)) if cadence.worst else ""
        tone = Tone.GOOD if cadence.on_time == cadence.due else Tone.BAD
        shown.append(Figure(teller.heading(w.UPDATES_ON_TIME), f"{cadence.on_time} / {cadence.due}", worst, tone))
    replaced = sum(line.replaced_by is not None for line in review.decisions)
    note = teller.say(w.REPLACED_COUNT, count=replaced) if replaced else ""
    shown.append(Figure(teller.heading(w.DECISION_COUNT), str(len(review.decisions)), note))
    return tuple(shown)


def _against_limit(teller: Teller, line: TargetLine) -> str:
    if line.limit is None:
        return standing(teller, line)
    limit = teller.say(w.LIMIT, duration=teller.duration(line.limit))
    return f"{limit} · {standing(teller, line)}"
