"""What Slack answered to an effect, as events: the channel is there, the board stands, something was refused for good.

May not: decide anything of the domain; what follows from these events stands in ``consequences``.
"""

from crisis import commands as c
from crisis import events as e
from crisis.decisions.context import Context
from crisis.incident import Incident


def channel(incident: Incident, command: c.RecordChannel, context: Context) -> tuple[e.Event, ...]:
    return () if incident.channel == command.channel else (e.ChannelOpened(command.channel, command.name),)


def people(incident: Incident, command: c.RecordPeople, context: Context) -> tuple[e.Event, ...]:
    return (e.PeopleInvited(command.people),) if command.people else ()


def board(incident: Incident, command: c.RecordBoard, context: Context) -> tuple[e.Event, ...]:
    return () if incident.board == command.ts else (e.BoardPosted(command.ts, command.shows, command.pinned),)


def board_lost(incident: Incident, command: c.RecordBoardLost, context: Context) -> tuple[e.Event, ...]:
    return (e.BoardLost(command.ts),) if incident.board == command.ts else ()


def card(incident: Incident, command: c.RecordCard, context: Context) -> tuple[e.Event, ...]:
    return () if incident.card == command.card else (e.CardPosted(command.card, command.shows),)


def offer_sent(incident: Incident, command: c.RecordOfferSent, context: Context) -> tuple[e.Event, ...]:
    return (e.OfferSent(command.offer, command.message),)


def problem(incident: Incident, command: c.RecordProblem, context: Context) -> tuple[e.Event, ...]:
    """The same refusal again is no news."""
    known = any(each.what == command.what and each.reason == command.reason for each in incident.problems)
    return () if known else (e.ProblemMet(command.what, command.reason),)
