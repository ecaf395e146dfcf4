"""What events change: the response clock and the rhythm. May not: decide or refuse."""

from datetime import datetime

from crisis import events as e
from crisis.evolve.base import Change
from crisis.incident import LEAD, Incident, Who
from crisis.values import replace


def _target_reached(incident: Incident, event: e.TargetReached, at: datetime, by: Who) -> Incident:
    return replace(incident, reached=(*incident.reached, (event.target, at)))


def _target_missed(incident: Incident, event: e.TargetMissed, at: datetime, by: Who) -> Incident:
    return replace(incident, watched=(*incident.watched, event.target))


def _update_reminded(incident: Incident, event: e.UpdateReminded, at: datetime, by: Who) -> Incident:
    rhythm = replace(
        incident.rhythm,
        next_due=event.next_due,
        owed_since=incident.rhythm.owed_since or event.due_at,
        reminded_of=event.due_at,
        reminded_lead=incident.holder(LEAD),
        steps=event.step + 1,
    )
    return replace(incident, rhythm=rhythm)


def _rhythm_set(incident: Incident, event: e.RhythmSet, at: datetime, by: Who) -> Incident:
    rhythm = replace(
        incident.rhythm,
        every=event.every,
        next_due=event.next_due,
        set_by_hand=True,
        off_reason="",
        owed_since=None,
        snoozed_to=None,
    )
    return replace(incident, rhythm=rhythm)


def _rhythm_followed(incident: Incident, event: e.RhythmFollowed, at: datetime, by: Who) -> Incident:
    owed_since = incident.rhythm.owed_since if event.next_due else None
    rhythm = replace(incident.rhythm, every=event.every, next_due=event.next_due, owed_since=owed_since)
    return replace(incident, rhythm=rhythm)


def _reminder_snoozed(incident: Incident, event: e.ReminderSnoozed, at: datetime, by: Who) -> Incident:
    return replace(incident, rhythm=replace(incident.rhythm, next_due=event.until, snoozed_to=event.until))


def _reminders_stopped(incident: Incident, event: e.RemindersStopped, at: datetime, by: Who) -> Incident:
    rhythm = replace(incident.rhythm, next_due=None, owed_since=None, set_by_hand=True, off_reason=event.reason)
    return replace(incident, rhythm=rhythm)


CHANGES: dict[type[e.Event], Change] = {
    e.TargetReached: _target_reached,
    e.TargetMissed: _target_missed,
    e.UpdateReminded: _update_reminded,
    e.RhythmSet: _rhythm_set,
    e.RhythmFollowed: _rhythm_followed,
    e.ReminderSnoozed: _reminder_snoozed,
    e.RemindersStopped: _reminders_stopped,
}
