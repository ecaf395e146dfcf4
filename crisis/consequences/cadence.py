"""What the world shall see of events: warnings, louder reminders, complete rooms. May not: grant a wish or know its
looks."""

from crisis import effects as f
from crisis import events as e
from crisis.clock.cadence import Rung
from crisis.consequences.base import Consequence, nothing
from crisis.incident import Incident, Target

LOUDER = frozenset({Rung.DEPUTY, Rung.ABOVE})


def _update_reminded(incident: Incident, event: e.UpdateReminded, seq: int) -> tuple[f.Effect, ...]:
    """In the channel; whoever may not be looking there is told directly, too."""
    directly = event.told if event.rung in LOUDER else ()
    return (f.PostEntry(incident.number, seq), *(f.TellLouder(incident.number, seq, one) for one in directly))


def _update_warned(incident: Incident, event: e.UpdateWarned, seq: int) -> tuple[f.Effect, ...]:
    return (f.WarnLead(incident.number, seq, event.person, event.due_at),) if event.person else ()


def _offer_put_off(incident: Incident, event: e.OfferPutOff, seq: int) -> tuple[f.Effect, ...]:
    """What the person has before them says until when it waits now."""
    offer = incident.offer(event.offer)
    return (f.RefreshOffer(incident.number, event.offer),) if offer and offer.message else ()


def _target_missed(incident: Incident, event: e.TargetMissed, seq: int) -> tuple[f.Effect, ...]:
    """That a room was late is on the board; nobody in it could do anything about it. That nobody was answered is said
    with the list of those who wait, at the same time."""
    is_listed = event.target is Target.FIRST_ANSWER and incident.mentions.open
    return () if event.target is Target.ROOM_COMPLETE or is_listed else (f.PostEntry(incident.number, seq),)


RANKS: dict[type[f.Effect], int] = {f.WarnLead: 3, f.TellLouder: 3, f.RefreshOffer: 6}


# The board shows a complete room with the next thing that happens: it needs no edit of its own.
NOT_ON_BOARD: tuple[type[e.Event], ...] = (e.RoomCompleted, e.UpdateWarned)


CONSEQUENCES: dict[type[e.Event], Consequence] = {
    e.UpdateReminded: _update_reminded,
    e.UpdateWarned: _update_warned,
    e.TargetMissed: _target_missed,
    e.RoomCompleted: nothing,
    e.OfferPutOff: _offer_put_off,
}
