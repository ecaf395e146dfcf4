"""What the world shall see of events: mentions. May not: grant a wish or know its looks."""

from crisis import effects as f
from crisis import events as e
from crisis.consequences.base import Consequence
from crisis.consequences.cadence import LOUDER
from crisis.incident import Incident


def card_of_mentions(incident: Incident) -> tuple[f.Effect, ...]:
    """The one card: brought up to date, or posted once the board stands, which comes first."""
    tally = incident.mentions
    if tally.card:
        return (f.RefreshMentions(incident.number),)
    is_wanted = incident.board and (tally.total or tally.aside)
    return (f.PostMentions(incident.number, tally.cards_lost),) if is_wanted else ()


def _card(incident: Incident, event: e.Event, seq: int) -> tuple[f.Effect, ...]:
    return card_of_mentions(incident)


def _card_posted(incident: Incident, event: e.MentionsCardPosted, seq: int) -> tuple[f.Effect, ...]:
    return (f.RefreshMentions(incident.number),) if incident.seq > event.shows else ()


def _overdue(incident: Incident, event: e.MentionsOverdue, seq: int) -> tuple[f.Effect, ...]:
    """In the channel; whoever may not be looking there is told directly, too."""
    directly = event.told if event.rung in LOUDER else ()
    return (f.PostEntry(incident.number, seq), *(f.TellOfMentions(incident.number, seq, one) for one in directly))


RANKS: dict[type[f.Effect], int] = {f.TellOfMentions: 3, f.PostMentions: 5, f.RefreshMentions: 8}


NOT_ON_BOARD: tuple[type[e.Event], ...] = (e.MentionsCardPosted, e.MentionsCardLost)


CONSEQUENCES: dict[type[e.Event], Consequence] = {
    e.MentionsHeard: _card,
    e.MentionsRecounted: _card,
    e.MentionClaimed: _card,
    e.MentionReleased: _card,
    e.MentionAnswered: _card,
    e.MentionSolvedInPrivate: _card,
    e.MentionClosed: _card,
    e.MentionPutAside: _card,
    e.MentionReopened: _card,
    e.MentionsOverdue: _overdue,
    e.MentionsCardPosted: _card_posted,
    e.MentionsCardLost: _card,
}
