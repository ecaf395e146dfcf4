"""From one state of an incident to the next: what each event changes.

Answers for: one function per event, in one table. May not: decide or refuse; an event has happened.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from crisis import events as e
from crisis.drill import Absence
from crisis.incident import DELETED, Decision, Holding, Incident, Offer, OfferState, Problem, Rhythm, Update, Who
from crisis.stages import Stage
from crisis.values import replace

Change = Callable[[Incident, Any, datetime, Who], Incident]


def begin(number: int, event: e.IncidentOpened, at: datetime, by: Who) -> Incident:
    """The first state of an incident. The response clock counts from the alert's first sight, else from ``at``."""
    opened_at = event.alert.received_at if event.alert else at
    return Incident(
        number=number,
        key=event.key,
        title=event.title,
        severity=event.severity,
        kind=event.kind,
        text=event.text,
        opened_at=opened_at,
        opened_by=by,
        started_at=event.started_at,
        rhythm=Rhythm(every=event.update_every, next_due=max(opened_at + event.update_every, at)),
        alert=event.alert,
        # What a drill invents must never be taken for the cause of a real one, nor the other way round.
        alert_fingerprint=event.alert.fingerprint if event.alert and event.drill is None else None,
        reported_in=event.reported_in,
        flares_up=event.flares_up,
        channel_name=event.channel_name,
        channel_name_ascii=event.channel_name_ascii,
        invited=event.invited,
        drill=event.drill is not None,
        playing=event.drill,
    )


def evolve(incident: Incident, event: e.Event, at: datetime, by: Who) -> Incident:
    """The state after ``event``. Events that change nothing but the record leave it as it is."""
    change = CHANGES.get(type(event))
    return change(incident, event, at, by) if change else incident


def _alert_repeated(incident: Incident, event: e.AlertRepeated, at: datetime, by: Who) -> Incident:
    return replace(incident, duplicates=incident.duplicates + 1)


def _alert_worsened(incident: Incident, event: e.AlertWorsened, at: datetime, by: Who) -> Incident:
    return replace(incident, worst_hint=event.severity)


def _inject_played(incident: Incident, event: e.InjectPlayed, at: datetime, by: Who) -> Incident:
    drill = incident.playing
    if drill is None:
        return incident
    absences = (*drill.absences, Absence(event.role, event.person, at)) if event.person else drill.absences
    return replace(incident, playing=replace(drill, played=(*drill.played, event.number), absences=absences))


def _drill_ended(incident: Incident, event: e.DrillEnded, at: datetime, by: Who) -> Incident:
    drill = incident.playing
    return replace(incident, playing=replace(drill, ended_at=at)) if drill else incident


def _target_reached(incident: Incident, event: e.TargetReached, at: datetime, by: Who) -> Incident:
    return replace(incident, reached=(*incident.reached, (event.target, at)))


def _target_missed(incident: Incident, event: e.TargetMissed, at: datetime, by: Who) -> Incident:
    return replace(incident, watched=(*incident.watched, event.target))


def _severity_changed(incident: Incident, event: e.SeverityChanged, at: datetime, by: Who) -> Incident:
    return replace(incident, severity=event.new)


def _stage_changed(incident: Incident, event: e.StageChanged, at: datetime, by: Who) -> Incident:
    resolved_at, closed_at = incident.resolved_at, incident.closed_at
    if event.new in (Stage.RESOLVED, Stage.CLOSED):
        resolved_at = resolved_at or at
    else:
        resolved_at = None
    closed_at = None if event.new.is_open else at
    return replace(incident, stage=event.new, resolved_at=resolved_at, closed_at=closed_at)


def _renamed(incident: Incident, event: e.Renamed, at: datetime, by: Who) -> Incident:
    return replace(incident, title=event.new)


def _role_offered(incident: Incident, event: e.RoleOffered, at: datetime, by: Who) -> Incident:
    offer = Offer(event.offer, event.role, event.person, by, at, event.expires_at, hands_over=event.hands_over)
    return replace(
        incident,
        offers=(*incident.offers, offer),
        invited=_with(incident.invited, event.person),
        unfilled=tuple(role for role in incident.unfilled if role != event.role),
    )


def _offer_sent(incident: Incident, event: e.OfferSent, at: datetime, by: Who) -> Incident:
    return _change_offer(incident, event.offer, lambda offer: replace(offer, message=event.message))


def _offer_put_off(incident: Incident, event: e.OfferPutOff, at: datetime, by: Who) -> Incident:
    return _change_offer(incident, event.offer, lambda offer: replace(offer, expires_at=event.expires_at))


def _offer_ended(incident: Incident, event: e.OfferEnded, at: datetime, by: Who) -> Incident:
    return _change_offer(incident, event.offer, lambda offer: replace(offer, state=event.state, ended_at=at))


def _role_taken(incident: Incident, event: e.RoleTaken, at: datetime, by: Who) -> Incident:
    if event.offer is not None:
        incident = _change_offer(
            incident, event.offer, lambda offer: replace(offer, state=OfferState.ACCEPTED, ended_at=at)
        )
    ended = tuple(
        replace(held, until=at) if held.role == event.role and held.until is None else held
        for held in incident.holdings
    )
    return replace(
        incident,
        holdings=(*ended, Holding(event.role, event.person, since=at)),
        invited=_with(incident.invited, event.person),
        unfilled=tuple(role for role in incident.unfilled if role != event.role),
    )


def _role_unfilled(incident: Incident, event: e.RoleUnfilled, at: datetime, by: Who) -> Incident:
    return replace(incident, unfilled=_with(incident.unfilled, event.role))


def _update_posted(incident: Incident, event: e.UpdatePosted, at: datetime, by: Who) -> Incident:
    update = Update(event.number, by, at, event.conditions, event.actions, event.needs)
    rhythm = replace(incident.rhythm, next_due=event.next_due, owed_since=None)
    return replace(incident, updates=(*incident.updates, update), rhythm=rhythm)


def _update_reminded(incident: Incident, event: e.UpdateReminded, at: datetime, by: Who) -> Incident:
    rhythm = incident.rhythm
    return replace(
        incident, rhythm=replace(rhythm, next_due=event.next_due, owed_since=rhythm.owed_since or event.due_at)
    )


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
    edited_at = DELETED if event.deleted else event.edited_at
    if edited_at is None:
        return incident
    others = tuple(each for each in incident.edited if each[0] != event.message)
    return replace(incident, edited=(*others, (event.message, edited_at)))


def _rhythm_set(incident: Incident, event: e.RhythmSet, at: datetime, by: Who) -> Incident:
    rhythm = replace(
        incident.rhythm, every=event.every, next_due=event.next_due, set_by_hand=True, off_reason="", owed_since=None
    )
    return replace(incident, rhythm=rhythm)


def _rhythm_followed(incident: Incident, event: e.RhythmFollowed, at: datetime, by: Who) -> Incident:
    owed_since = incident.rhythm.owed_since if event.next_due else None
    rhythm = replace(incident.rhythm, every=event.every, next_due=event.next_due, owed_since=owed_since)
    return replace(incident, rhythm=rhythm)


def _reminder_snoozed(incident: Incident, event: e.ReminderSnoozed, at: datetime, by: Who) -> Incident:
    return replace(incident, rhythm=replace(incident.rhythm, next_due=event.until))


def _reminders_stopped(incident: Incident, event: e.RemindersStopped, at: datetime, by: Who) -> Incident:
    rhythm = replace(incident.rhythm, next_due=None, owed_since=None, set_by_hand=True, off_reason=event.reason)
    return replace(incident, rhythm=rhythm)


def _room_joined(incident: Incident, event: e.RoomJoined, at: datetime, by: Who) -> Incident:
    return replace(incident, invited=_with(incident.invited, event.person))


def _team_met(incident: Incident, event: e.TeamMet, at: datetime, by: Who) -> Incident:
    return replace(incident, invited=tuple(dict.fromkeys((*incident.invited, *event.people))))


def _channel_opened(incident: Incident, event: e.ChannelOpened, at: datetime, by: Who) -> Incident:
    return replace(incident, channel=event.channel, channel_name=event.name, problems=_without(incident, "OpenChannel"))


def _people_invited(incident: Incident, event: e.PeopleInvited, at: datetime, by: Who) -> Incident:
    people = incident.people
    for person in event.people:
        people = _with(people, person)
    return replace(incident, people=people, problems=_without(incident, "InvitePeople"))


def _board_posted(incident: Incident, event: e.BoardPosted, at: datetime, by: Who) -> Incident:
    return replace(incident, board=event.ts, problems=_without(incident, "PostBoard"))


def _board_lost(incident: Incident, event: e.BoardLost, at: datetime, by: Who) -> Incident:
    return replace(incident, board=None, boards_lost=incident.boards_lost + 1)


def _card_posted(incident: Incident, event: e.CardPosted, at: datetime, by: Who) -> Incident:
    return replace(incident, card=event.card, problems=_without(incident, "PostCard"))


def _problem_met(incident: Incident, event: e.ProblemMet, at: datetime, by: Who) -> Incident:
    return replace(incident, problems=(*_without(incident, event.what), Problem(event.what, event.reason, at)))


def _without(incident: Incident, what: str) -> tuple[Problem, ...]:
    return tuple(problem for problem in incident.problems if problem.what != what)


def _with(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return names if name in names else (*names, name)


def _change_offer(incident: Incident, number: int, change: Callable[[Offer], Offer]) -> Incident:
    offers = tuple(change(offer) if offer.id == number else offer for offer in incident.offers)
    return replace(incident, offers=offers)


CHANGES: dict[type[e.Event], Change] = {
    e.AlertRepeated: _alert_repeated,
    e.AlertWorsened: _alert_worsened,
    e.InjectPlayed: _inject_played,
    e.DrillEnded: _drill_ended,
    e.TargetReached: _target_reached,
    e.TargetMissed: _target_missed,
    e.SeverityChanged: _severity_changed,
    e.StageChanged: _stage_changed,
    e.Renamed: _renamed,
    e.RoleOffered: _role_offered,
    e.OfferSent: _offer_sent,
    e.OfferPutOff: _offer_put_off,
    e.OfferEnded: _offer_ended,
    e.RoleTaken: _role_taken,
    e.RoleUnfilled: _role_unfilled,
    e.UpdatePosted: _update_posted,
    e.UpdateReminded: _update_reminded,
    e.DecisionLogged: _decision_logged,
    e.DecisionRevisitDue: _decision_revisit_due,
    e.NoteAdded: _note_added,
    e.MessageFollowed: _message_followed,
    e.RhythmSet: _rhythm_set,
    e.RhythmFollowed: _rhythm_followed,
    e.ReminderSnoozed: _reminder_snoozed,
    e.RemindersStopped: _reminders_stopped,
    e.TeamMet: _team_met,
    e.RoomJoined: _room_joined,
    e.ChannelOpened: _channel_opened,
    e.PeopleInvited: _people_invited,
    e.BoardPosted: _board_posted,
    e.BoardLost: _board_lost,
    e.CardPosted: _card_posted,
    e.ProblemMet: _problem_met,
}
