"""What the world shall see of events: channel, people, board and card. May not: grant a wish or know its looks."""

from crisis import effects as f
from crisis import events as e
from crisis.consequences.base import Consequence, nothing
from crisis.consequences.mentions import card_of_mentions
from crisis.consequences.private import tell_no_room
from crisis.consequences.similar import look_back
from crisis.consequences.tasks import tell_those_named
from crisis.incident import Incident


def _channel_opened(incident: Incident, event: e.ChannelOpened, seq: int) -> tuple[f.Effect, ...]:
    number = incident.number
    offers = tuple(f.SendOffer(number, offer.id) for offer in incident.open_offers())
    invite = (f.InvitePeople(number, incident.invited, seq),) if incident.invited else ()
    room = (f.PostBoard(number), f.PostBriefing(number), f.SetTopic(number))
    return (*invite, *room, *offers, *tell_those_named(incident))


def _board_posted(incident: Incident, event: e.BoardPosted, seq: int) -> tuple[f.Effect, ...]:
    # Repeated alerts are counted on the board and are no entries.
    is_stale = incident.seq > event.shows or incident.duplicates
    stale = (f.RefreshBoard(incident.number),) if is_stale else ()
    pin = () if event.pinned else (f.PinBoard(incident.number),)
    return (*pin, *stale, *card_of_mentions(incident), *look_back(incident))


def _board_lost(incident: Incident, event: e.BoardLost, seq: int) -> tuple[f.Effect, ...]:
    return (f.PostBoard(incident.number, incident.boards_lost),)


def _card_posted(incident: Incident, event: e.CardPosted, seq: int) -> tuple[f.Effect, ...]:
    return (f.RefreshCard(incident.number),) if incident.seq > event.shows else ()


def _room_joined(incident: Incident, event: e.RoomJoined, seq: int) -> tuple[f.Effect, ...]:
    """Also for somebody who was there once and left."""
    return (f.InvitePeople(incident.number, (event.person,), seq),) if incident.channel else ()


def _team_met(incident: Incident, event: e.TeamMet, seq: int) -> tuple[f.Effect, ...]:
    return (f.InvitePeople(incident.number, event.people, seq),) if incident.channel else ()


def _problem_met(incident: Incident, event: e.ProblemMet, seq: int) -> tuple[f.Effect, ...]:
    """Without a channel the roles are offered all the same: people can still be reached."""
    if event.what != "OpenChannel":
        return ()
    offers = tuple(f.SendOffer(incident.number, offer.id) for offer in incident.open_offers())
    return (*tell_no_room(incident, event, seq), *offers, *tell_those_named(incident))


RANKS: dict[type[f.Effect], int] = {
    f.OpenChannel: 0,
    f.PostBoard: 1,
    f.InvitePeople: 2,
    f.PostCard: 2,
    f.PostBriefing: 3,
    f.PinBoard: 3,
    f.SetTopic: 5,
    f.RefreshBoard: 7,
    f.RefreshCard: 8,
}


NOT_ON_BOARD: tuple[type[e.Event], ...] = (
    e.BoardPosted,
    e.CardPosted,
    e.PeopleInvited,
)


ON_CARD: tuple[type[e.Event], ...] = (e.ChannelOpened,)


CONSEQUENCES: dict[type[e.Event], Consequence] = {
    e.TeamMet: _team_met,
    e.RoomJoined: _room_joined,
    e.ChannelOpened: _channel_opened,
    e.PeopleInvited: nothing,
    e.BoardPosted: _board_posted,
    e.BoardLost: _board_lost,
    e.CardPosted: _card_posted,
    e.ProblemMet: _problem_met,
}
