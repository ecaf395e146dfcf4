"""What the world shall see of an event: one table from event to effects.

Answers for: which wishes follow from which event, and how urgent they are. May not: grant a wish or know its looks.
Each function gets the incident *after* the event, the event, and the seq of its entry (of the newest entry when the
event is not recorded).
"""

from collections.abc import Callable
from typing import Any

from crisis import effects as f
from crisis import events as e
from crisis.incident import LEAD, Incident
from crisis.stages import Stage

Consequence = Callable[[Incident, Any, int], tuple[f.Effect, ...]]

REVIEW_FORMATS_AT_CLOSE = ("html", "md")


def consequences(incident: Incident, event: e.Event, seq: int) -> tuple[f.Effect, ...]:
    """The wishes that follow from one event, in the order in which they are put down."""
    made = CONSEQUENCES[type(event)](incident, event, seq)
    return (*made, *_refresh(incident, event))


def urgency(effect: f.Effect, incident: Incident | None) -> int:
    """Smaller goes first: SEV1 before SEV3, a new room before a board that is only refreshed."""
    severity = int(incident.severity) if incident else 4
    return severity * 10 + _RANKS.get(type(effect), 4)


def completes_room(effect: f.Effect) -> bool:
    """Whether a new room is waiting for this one: its channel, its board, its people."""
    return isinstance(effect, f.OpenChannel | f.PostBoard | f.InvitePeople)


_RANKS: dict[type[f.Effect], int] = {
    f.OpenChannel: 0,
    f.PostBoard: 1,
    f.InvitePeople: 2,
    f.SendOffer: 2,
    f.OpenDirectMessage: 2,
    f.PostCard: 2,
    f.PostBriefing: 3,
    f.PinBoard: 3,
    f.SetTopic: 5,
    f.SettleOffer: 6,
    f.RefreshBoard: 7,
    f.RefreshCard: 8,
    f.UploadReview: 8,
}


def _opened(incident: Incident, event: e.IncidentOpened, seq: int) -> tuple[f.Effect, ...]:
    return (f.OpenChannel(incident.number), f.PostCard(incident.number))


def _channel_opened(incident: Incident, event: e.ChannelOpened, seq: int) -> tuple[f.Effect, ...]:
    number = incident.number
    offers = tuple(f.SendOffer(number, offer.id) for offer in incident.open_offers())
    invite = (f.InvitePeople(number, incident.invited, seq),) if incident.invited else ()
    room = (f.PostBoard(number), f.PostBriefing(number), f.SetTopic(number))
    return (*invite, *room, *offers)


def _inject_played(incident: Incident, event: e.InjectPlayed, seq: int) -> tuple[f.Effect, ...]:
    said = (f.PostEntry(incident.number, seq),)
    return (*said, f.TellAbsent(incident.number, seq)) if event.person else said


def _drill_ended(incident: Incident, event: e.DrillEnded, seq: int) -> tuple[f.Effect, ...]:
    return (f.PostScoreCard(incident.number, seq),)


def _board_posted(incident: Incident, event: e.BoardPosted, seq: int) -> tuple[f.Effect, ...]:
    # Repeated alerts are counted on the board and are no entries.
    is_stale = incident.seq > event.shows or incident.duplicates
    stale = (f.RefreshBoard(incident.number),) if is_stale else ()
    pin = () if event.pinned else (f.PinBoard(incident.number),)
    return (*pin, *stale)


def _board_lost(incident: Incident, event: e.BoardLost, seq: int) -> tuple[f.Effect, ...]:
    return (f.PostBoard(incident.number, incident.boards_lost),)


def _card_posted(incident: Incident, event: e.CardPosted, seq: int) -> tuple[f.Effect, ...]:
    return (f.RefreshCard(incident.number),) if incident.seq > event.shows else ()


def _role_offered(incident: Incident, event: e.RoleOffered, seq: int) -> tuple[f.Effect, ...]:
    number = incident.number
    if _waits_for_channel(incident):
        return (f.OpenDirectMessage(number, event.offer),)
    return (f.SendOffer(number, event.offer), *_invite(incident, event.person, seq))


def _offer_ended(incident: Incident, event: e.OfferEnded, seq: int) -> tuple[f.Effect, ...]:
    return (f.SettleOffer(incident.number, event.offer),)


def _role_taken(incident: Incident, event: e.RoleTaken, seq: int) -> tuple[f.Effect, ...]:
    settle = (f.SettleOffer(incident.number, event.offer),) if event.offer is not None else ()
    say = (f.PostEntry(incident.number, seq),) if event.role == LEAD or event.before else ()
    topic = _topic(incident) if event.role == LEAD else ()
    return (*settle, *_invite(incident, event.person, seq), *say, *topic)


def _role_unfilled(incident: Incident, event: e.RoleUnfilled, seq: int) -> tuple[f.Effect, ...]:
    tell = (f.TellUnfilled(incident.number, seq),) if incident.holder(LEAD) else ()
    return (f.PostEntry(incident.number, seq), *tell)


def _stage_changed(incident: Incident, event: e.StageChanged, seq: int) -> tuple[f.Effect, ...]:
    number = incident.number
    said = (f.PostEntry(number, seq), *_topic(incident))
    if event.new is not Stage.CLOSED:
        return said
    return (*said, *(f.UploadReview(number, seq, form) for form in REVIEW_FORMATS_AT_CLOSE))


def _topic_and_entry(incident: Incident, event: e.Event, seq: int) -> tuple[f.Effect, ...]:
    return (f.PostEntry(incident.number, seq), *_topic(incident))


def _update_posted(incident: Incident, event: e.UpdatePosted, seq: int) -> tuple[f.Effect, ...]:
    return (f.PostEntry(incident.number, seq), f.PostUpdateInUpdatesChannel(incident.number, seq))


def _note_added(incident: Incident, event: e.NoteAdded, seq: int) -> tuple[f.Effect, ...]:
    return () if event.message else (f.PostEntry(incident.number, seq),)


def _room_joined(incident: Incident, event: e.RoomJoined, seq: int) -> tuple[f.Effect, ...]:
    """Also for somebody who was there once and left."""
    return (f.InvitePeople(incident.number, (event.person,), seq),) if incident.channel else ()


def _team_met(incident: Incident, event: e.TeamMet, seq: int) -> tuple[f.Effect, ...]:
    return (f.InvitePeople(incident.number, event.people, seq),) if incident.channel else ()


def _review_exported(incident: Incident, event: e.ReviewExported, seq: int) -> tuple[f.Effect, ...]:
    return (f.UploadReview(incident.number, seq, event.format),)


def _problem_met(incident: Incident, event: e.ProblemMet, seq: int) -> tuple[f.Effect, ...]:
    """Without a channel the roles are offered all the same: people can still be reached."""
    if event.what != "OpenChannel":
        return ()
    return tuple(f.SendOffer(incident.number, offer.id) for offer in incident.open_offers())


def _entry(incident: Incident, event: e.Event, seq: int) -> tuple[f.Effect, ...]:
    return (f.PostEntry(incident.number, seq),)


def _nothing(incident: Incident, event: e.Event, seq: int) -> tuple[f.Effect, ...]:
    return ()


def _invite(incident: Incident, person: str, seq: int) -> tuple[f.Effect, ...]:
    if incident.channel is None or person in incident.people:
        return ()
    return (f.InvitePeople(incident.number, (person,), seq),)


def _topic(incident: Incident) -> tuple[f.Effect, ...]:
    """A channel that is still to be opened gets its topic then."""
    return (f.SetTopic(incident.number),) if incident.channel else ()


def _waits_for_channel(incident: Incident) -> bool:
    refused = any(problem.what == "OpenChannel" for problem in incident.problems)
    return incident.channel is None and not refused


def _refresh(incident: Incident, event: e.Event) -> tuple[f.Effect, ...]:
    """The board shows nearly everything, the card the little that others need; neither before it stands."""
    board = (f.RefreshBoard(incident.number),) if incident.board and type(event) not in _NOT_ON_BOARD else ()
    card = (f.RefreshCard(incident.number),) if incident.card and _is_on_card(event) else ()
    return (*board, *card)


_NOT_ON_BOARD = (
    e.BoardPosted,
    e.CardPosted,
    e.PeopleInvited,
    e.OfferSent,
    e.NoteAdded,
    e.MessageFollowed,
    e.ReviewExported,
    e.PracticeSaid,
)
_ON_CARD = (
    e.SeverityChanged,
    e.StageChanged,
    e.Renamed,
    e.UpdatePosted,
    e.UpdateReminded,
    e.RhythmSet,
    e.RhythmFollowed,
    e.ReminderSnoozed,
    e.RemindersStopped,
    e.ChannelOpened,
)


def _is_on_card(event: e.Event) -> bool:
    is_lead = isinstance(event, e.RoleTaken) and event.role == LEAD
    no_room = isinstance(event, e.ProblemMet) and event.what == "OpenChannel"
    return is_lead or no_room or isinstance(event, _ON_CARD)


CONSEQUENCES: dict[type[e.Event], Consequence] = {
    e.IncidentOpened: _opened,
    e.InjectPlayed: _inject_played,
    e.PracticeSaid: _nothing,
    e.DrillEnded: _drill_ended,
    e.AlertRepeated: _nothing,
    e.AlertWorsened: _entry,
    e.AlertEnded: _entry,
    e.TargetReached: _nothing,
    e.TargetMissed: _entry,
    e.SeverityChanged: _topic_and_entry,
    e.StageChanged: _stage_changed,
    e.Renamed: _topic_and_entry,
    e.RoleOffered: _role_offered,
    e.OfferSent: _nothing,
    e.OfferPutOff: _nothing,
    e.OfferEnded: _offer_ended,
    e.RoleTaken: _role_taken,
    e.RoleUnfilled: _role_unfilled,
    e.UpdatePosted: _update_posted,
    e.UpdateReminded: _entry,
    e.DecisionLogged: _entry,
    e.DecisionRevisitDue: _entry,
    e.NoteAdded: _note_added,
    e.MessageFollowed: _nothing,
    e.RhythmSet: _entry,
    e.RhythmFollowed: _nothing,
    e.ReminderSnoozed: _nothing,
    e.RemindersStopped: _entry,
    e.TeamMet: _team_met,
    e.RoomJoined: _room_joined,
    e.ReviewExported: _review_exported,
    e.ChannelOpened: _channel_opened,
    e.PeopleInvited: _nothing,
    e.BoardPosted: _board_posted,
    e.BoardLost: _board_lost,
    e.CardPosted: _card_posted,
    e.ProblemMet: _problem_met,
}
