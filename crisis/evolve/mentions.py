"""What events change: the tally of mentions, and the row of one. May not: decide or refuse."""

from datetime import datetime, timedelta
from typing import Any

from crisis import events as e
from crisis.clock.mentions import LOUD_STEPS
from crisis.events.mentions import OfMention
from crisis.evolve.base import Change
from crisis.incident import Incident, Who
from crisis.incident.mentions import Mentions
from crisis.mention import KeptMention, MentionState
from crisis.values import replace


def row_after(kept: KeptMention, event: OfMention, at: datetime, by: Who) -> KeptMention:
    """The mention's row after ``event``."""
    changes: dict[str, Any] = {"state": NEXT[type(event)], "changed_at": at}
    match event:
        case e.MentionClaimed():
            changes["claimed_by"] = by
        case e.MentionSolvedInPrivate():
            changes |= {"claimed_by": kept.claimed_by or by, "solved_in_private_at": kept.solved_in_private_at or at}
        case e.MentionAnswered():
            changes |= {
                "claimed_by": kept.claimed_by or by,
                "answer_url": event.url,
                "answer_text": event.text,
                "answered_by": by,
                "answered_at": at,
                "late_by": event.late_by,
            }
        case e.MentionReleased():
            changes |= {"claimed_by": None, "solved_in_private_at": None}
        case e.MentionReopened():
            changes |= {
                "claimed_by": None,
                "solved_in_private_at": None,
                "answer_url": "",
                "answer_text": "",
                "answered_by": None,
                "answered_at": None,
                "late_by": None,
            }
    return replace(kept, **changes)


NEXT: dict[type[OfMention], MentionState] = {
    e.MentionClaimed: MentionState.CLAIMED,
    e.MentionReleased: MentionState.WAITING,
    e.MentionSolvedInPrivate: MentionState.CLAIMED,
    e.MentionAnswered: MentionState.ANSWERED,
    e.MentionClosed: MentionState.CLOSED,
    e.MentionPutAside: MentionState.ASIDE,
    e.MentionReopened: MentionState.WAITING,
}
"""The state that each event leaves a mention in."""


def _heard(incident: Incident, event: e.MentionsHeard, at: datetime, by: Who) -> Incident:
    tally = incident.mentions
    oldest = min(tally.oldest, event.oldest) if tally.oldest else event.oldest
    waiting, first = tally.waiting + event.count, tally.first_heard_at or at
    steps = min(tally.steps, LOUD_STEPS)
    changed = replace(tally, waiting=waiting, oldest=oldest, first_heard_at=first, steps=steps)
    return replace(incident, mentions=changed)


def _recounted(incident: Incident, event: e.MentionsRecounted, at: datetime, by: Who) -> Incident:
    return replace(incident, mentions=event.tally)


def _moved(incident: Incident, event: OfMention, at: datetime, by: Who) -> Incident:
    tally = _shifted(incident.mentions, event.was, NEXT[type(event)])
    changes: dict[str, Any] = {"oldest": event.oldest, "steps": min(tally.steps, LOUD_STEPS)}
    match event:
        case e.MentionSolvedInPrivate(again=False):
            changes["owed"] = tally.owed + 1
        case (
            e.MentionAnswered(owed=True)
            | e.MentionClosed(owed=True)
            | e.MentionPutAside(owed=True)
            | e.MentionReleased(owed=True)
        ):
            changes["owed"] = max(tally.owed - 1, 0)
    match event:
        case e.MentionAnswered(late_by=late_by):
            changes |= _judged(tally, late_by, 1)
        case e.MentionReopened(late_by=timedelta() as late_by):
            changes |= _judged(tally, late_by, -1)
    return replace(incident, mentions=replace(tally, **changes))


def _judged(tally: Mentions, late_by: timedelta, by: int) -> dict[str, int]:
    name = "answered_late" if late_by else "answered_in_time"
    return {name: max(getattr(tally, name) + by, 0)}


def _shifted(tally: Mentions, was: MentionState, now: MentionState) -> Mentions:
    if was is now:
        return tally
    return replace(
        tally, **{was.value: max(getattr(tally, was.value) - 1, 0), now.value: getattr(tally, now.value) + 1}
    )


def _overdue(incident: Incident, event: e.MentionsOverdue, at: datetime, by: Who) -> Incident:
    tally = replace(incident.mentions, reminded_at=at, reminded=event.named, steps=event.step + 1)
    return replace(incident, mentions=tally)


def _card_posted(incident: Incident, event: e.MentionsCardPosted, at: datetime, by: Who) -> Incident:
    return replace(incident, mentions=replace(incident.mentions, card=event.card))


def _card_lost(incident: Incident, event: e.MentionsCardLost, at: datetime, by: Who) -> Incident:
    tally = incident.mentions
    return replace(incident, mentions=replace(tally, card=None, cards_lost=tally.cards_lost + 1))


CHANGES: dict[type[e.Event], Change] = {
    e.MentionsHeard: _heard,
    e.MentionsRecounted: _recounted,
    **dict.fromkeys(NEXT, _moved),
    e.MentionsOverdue: _overdue,
    e.MentionsCardPosted: _card_posted,
    e.MentionsCardLost: _card_lost,
}
