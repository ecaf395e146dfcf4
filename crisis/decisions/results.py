"""What Slack answered to an effect, as events: the channel is there, the board stands, something was refused for good.

Answers for: the room is complete when what it is made of is there. May not: decide anything else of the domain; what
follows from these events stands in ``consequences``.
"""

from datetime import timedelta

from crisis import commands as c
from crisis import events as e
from crisis.clock.due import target_times
from crisis.decisions.context import Context
from crisis.evolve import evolve
from crisis.incident import Incident, Target


def channel(incident: Incident, command: c.RecordChannel, context: Context) -> tuple[e.Event, ...]:
    return () if incident.channel == command.channel else (e.ChannelOpened(command.channel, command.name),)


def people(incident: Incident, command: c.RecordPeople, context: Context) -> tuple[e.Event, ...]:
    return _completed(incident, (e.PeopleInvited(command.people),), context) if command.people else ()


def board(incident: Incident, command: c.RecordBoard, context: Context) -> tuple[e.Event, ...]:
    if incident.board == command.ts:
        return ()
    return _completed(incident, (e.BoardPosted(command.ts, command.shows, command.pinned),), context)


def board_lost(incident: Incident, command: c.RecordBoardLost, context: Context) -> tuple[e.Event, ...]:
    return (e.BoardLost(command.ts),) if incident.board == command.ts else ()


def card(incident: Incident, command: c.RecordCard, context: Context) -> tuple[e.Event, ...]:
    return () if incident.card == command.card else (e.CardPosted(command.card, command.shows),)


def offer_sent(incident: Incident, command: c.RecordOfferSent, context: Context) -> tuple[e.Event, ...]:
    return (e.OfferSent(command.offer, command.message),)


def _completed(incident: Incident, made: tuple[e.Event, ...], context: Context) -> tuple[e.Event, ...]:
    """And that the room is complete with it: its channel, its board, and those who were to come."""
    after = incident
    for event in made:
        after = evolve(after, event, context.now, None)
    if incident.room_stands or not after.room_stands or incident.reached_at(Target.ROOM_COMPLETE):
        return made
    due_at = dict(target_times(incident, context.policy)).get(Target.ROOM_COMPLETE)
    late_by = max(context.now - due_at, timedelta(0)) if due_at else timedelta(0)
    return (*made, e.RoomCompleted(late_by=late_by, people=len(after.people)))


def problem(incident: Incident, command: c.RecordProblem, context: Context) -> tuple[e.Event, ...]:
    """The same refusal again is no news."""
    known = any(each.what == command.what and each.reason == command.reason for each in incident.problems)
    return () if known else (e.ProblemMet(command.what, command.reason),)
