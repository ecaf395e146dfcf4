"""What events change: what people put on the record. May not: decide or refuse."""

from datetime import datetime

from crisis import events as e
from crisis.evolve.base import Change
from crisis.evolve.reach import with_told
from crisis.incident import DELETED, Decision, Incident, Update, Who
from crisis.values import replace


def _update_posted(incident: Incident, event: e.UpdatePosted, at: datetime, by: Who) -> Incident:
    update = Update(event.number, by, at, event.conditions, event.actions, event.needs, event.executives)
    rhythm = replace(incident.rhythm, next_due=event.next_due, owed_since=None, snoozed_to=None)
    incident = with_told(incident, event.readers)
    return replace(incident, updates=(*incident.updates, update), rhythm=rhythm)


def _decision_logged(incident: Incident, event: e.DecisionLogged, at: datetime, by: Who) -> Incident:
    decision = Decision(
        number=event.number,
        text=event.text,
        by=by,
        at=at,
        why=event.why,
        options=event.options,
        approved_by=event.approved_by,
        evidence=event.evidence,
        revisit_at=event.revisit_at,
        replaces=event.replaces,
    )
    before = tuple(
        replace(earlier, replaced_by=event.number) if earlier.number == event.replaces else earlier
        for earlier in incident.decisions
    )
    noted = (*incident.noted, event.message) if event.message else incident.noted
    return replace(incident, decisions=(*before, decision), noted=noted)


def _decision_revisit_due(incident: Incident, event: e.DecisionRevisitDue, at: datetime, by: Who) -> Incident:
    decisions = tuple(
        replace(decision, revisit_reminded=True) if decision.number == event.number else decision
        for decision in incident.decisions
    )
    return replace(incident, decisions=decisions)


def _note_added(incident: Incident, event: e.NoteAdded, at: datetime, by: Who) -> Incident:
    return replace(incident, noted=(*incident.noted, event.message)) if event.message else incident


def _message_followed(incident: Incident, event: e.MessageFollowed, at: datetime, by: Who) -> Incident:
    task = incident.work.task_of(event.message)
    if task and task.is_open and event.text:
        incident = replace(incident, work=incident.work.with_task(replace(task, text=event.text)))
    edited_at = DELETED if event.deleted else event.edited_at
    if edited_at is None:
        return incident
    others = tuple(each for each in incident.edited if each[0] != event.message)
    return replace(incident, edited=(*others, (event.message, edited_at)))


CHANGES: dict[type[e.Event], Change] = {
    e.UpdatePosted: _update_posted,
    e.DecisionLogged: _decision_logged,
    e.DecisionRevisitDue: _decision_revisit_due,
    e.NoteAdded: _note_added,
    e.MessageFollowed: _message_followed,
}
