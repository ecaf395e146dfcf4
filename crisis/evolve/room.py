"""What events change: channel, people, board and card. May not: decide or refuse."""

from datetime import datetime

from crisis import events as e
from crisis.evolve.base import Change, with_name
from crisis.incident import Incident, Problem, Who
from crisis.values import replace


def _room_joined(incident: Incident, event: e.RoomJoined, at: datetime, by: Who) -> Incident:
    return replace(incident, invited=with_name(incident.invited, event.person))


def _team_met(incident: Incident, event: e.TeamMet, at: datetime, by: Who) -> Incident:
    return replace(incident, invited=tuple(dict.fromkeys((*incident.invited, *event.people))))


def _channel_opened(incident: Incident, event: e.ChannelOpened, at: datetime, by: Who) -> Incident:
    return replace(
        incident, channel=event.channel, channel_name=event.name, problems=without_problem(incident, "OpenChannel")
    )


def _people_invited(incident: Incident, event: e.PeopleInvited, at: datetime, by: Who) -> Incident:
    people = incident.people
    for person in event.people:
        people = with_name(people, person)
    return replace(incident, people=people, problems=without_problem(incident, "InvitePeople"))


def _board_posted(incident: Incident, event: e.BoardPosted, at: datetime, by: Who) -> Incident:
    return replace(incident, board=event.ts, problems=without_problem(incident, "PostBoard"))


def _board_lost(incident: Incident, event: e.BoardLost, at: datetime, by: Who) -> Incident:
    return replace(incident, board=None, boards_lost=incident.boards_lost + 1)


def _card_posted(incident: Incident, event: e.CardPosted, at: datetime, by: Who) -> Incident:
    return replace(incident, card=event.card, problems=without_problem(incident, "PostCard"))


def _problem_met(incident: Incident, event: e.ProblemMet, at: datetime, by: Who) -> Incident:
    return replace(incident, problems=(*without_problem(incident, event.what), Problem(event.what, event.reason, at)))


def without_problem(incident: Incident, what: str) -> tuple[Problem, ...]:
    return tuple(problem for problem in incident.problems if problem.what != what)


CHANGES: dict[type[e.Event], Change] = {
    e.TeamMet: _team_met,
    e.RoomJoined: _room_joined,
    e.ChannelOpened: _channel_opened,
    e.PeopleInvited: _people_invited,
    e.BoardPosted: _board_posted,
    e.BoardLost: _board_lost,
    e.CardPosted: _card_posted,
    e.ProblemMet: _problem_met,
}
