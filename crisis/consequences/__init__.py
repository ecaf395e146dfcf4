"""What the world shall see of an event: one table from event to effects.

Answers for: which wishes follow from which event, and how urgent they are. May not: grant a wish or know its looks.
Each function gets the incident *after* the event, the event, and the seq of its entry (of the newest entry when the
event is not recorded).
"""

from crisis import effects as f
from crisis import events as e
from crisis.consequences import (
    alerts,
    cadence,
    clock,
    drill,
    incident,
    joining,
    lessons,
    mentions,
    paging,
    policy,
    private,
    reach,
    record,
    roles,
    room,
    similar,
    spread,
    tasks,
)
from crisis.consequences.base import Consequence
from crisis.consequences.privacy import kept_inside
from crisis.incident import LEAD, Incident


def consequences(incident: Incident, event: e.Event, seq: int) -> tuple[f.Effect, ...]:
    """The wishes that follow from one event, in the order in which they are put down."""
    made = CONSEQUENCES[type(event)](incident, event, seq)
    return kept_inside(incident, (*made, *_refresh(incident, event)))


def urgency(effect: f.Effect, incident: Incident | None) -> int:
    """Smaller goes first: SEV1 before SEV3, a new room before a board that is only refreshed."""
    severity = int(incident.severity) if incident else 4
    return severity * 10 + _RANKS.get(type(effect), 4)


def completes_room(effect: f.Effect) -> bool:
    """Whether a new room is waiting for this one: its channel, its board, its people."""
    return isinstance(effect, f.OpenChannel | f.PostBoard | f.InvitePeople)


def _refresh(incident: Incident, event: e.Event) -> tuple[f.Effect, ...]:
    """The board shows nearly everything, the card the little that others need; neither before it stands."""
    board = (f.RefreshBoard(incident.number),) if incident.board and type(event) not in _NOT_ON_BOARD else ()
    card = (f.RefreshCard(incident.number),) if incident.card and _is_on_card(event) else ()
    return (*board, *card)


def _is_on_card(event: e.Event) -> bool:
    is_lead = isinstance(event, e.RoleTaken | e.RoleVacated) and event.role == LEAD
    no_room = isinstance(event, e.ProblemMet) and event.what == "OpenChannel"
    return is_lead or no_room or isinstance(event, _ON_CARD)


CONSEQUENCES: dict[type[e.Event], Consequence] = {
    **incident.CONSEQUENCES,
    **alerts.CONSEQUENCES,
    **drill.CONSEQUENCES,
    **clock.CONSEQUENCES,
    **cadence.CONSEQUENCES,
    **roles.CONSEQUENCES,
    **paging.CONSEQUENCES,
    **reach.CONSEQUENCES,
    **record.CONSEQUENCES,
    **room.CONSEQUENCES,
    **policy.CONSEQUENCES,
    **tasks.CONSEQUENCES,
    **similar.CONSEQUENCES,
    **private.CONSEQUENCES,
    **mentions.CONSEQUENCES,
    **lessons.CONSEQUENCES,
    **joining.CONSEQUENCES,
    **spread.CONSEQUENCES,
}


_RANKS: dict[type[f.Effect], int] = {
    **cadence.RANKS,
    **roles.RANKS,
    **paging.RANKS,
    **reach.RANKS,
    **record.RANKS,
    **room.RANKS,
    **tasks.RANKS,
    **similar.RANKS,
    **mentions.RANKS,
}


_NOT_ON_BOARD: tuple[type[e.Event], ...] = (
    *cadence.NOT_ON_BOARD,
    *drill.NOT_ON_BOARD,
    *roles.NOT_ON_BOARD,
    *paging.NOT_ON_BOARD,
    *reach.NOT_ON_BOARD,
    *record.NOT_ON_BOARD,
    *room.NOT_ON_BOARD,
    *tasks.NOT_ON_BOARD,
    *private.NOT_ON_BOARD,
    *mentions.NOT_ON_BOARD,
)


_ON_CARD: tuple[type[e.Event], ...] = (
    *incident.ON_CARD,
    *clock.ON_CARD,
    *record.ON_CARD,
    *room.ON_CARD,
    *policy.ON_CARD,
    *tasks.ON_CARD,
    *joining.ON_CARD,
)
