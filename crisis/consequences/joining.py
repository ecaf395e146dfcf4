"""What the world shall see of events: between two incidents. May not: grant a wish or know its looks."""

from crisis import effects as f
from crisis import events as e
from crisis.consequences.base import Consequence, nothing, say_entry
from crisis.incident import Incident


def _took_in(incident: Incident, event: e.TookIn, seq: int) -> tuple[f.Effect, ...]:
    """Before there is a channel nobody can be brought in; those who are wanted come with it."""
    bring = event.people and incident.channel
    return (
        f.PostEntry(incident.number, seq),
        *((f.InvitePeople(incident.number, event.people, seq),) if bring else ()),
    )


ON_CARD: tuple[type[e.Event], ...] = (e.MergedInto, e.TookIn, e.GaveBack)


CONSEQUENCES: dict[type[e.Event], Consequence] = {
    e.MergedInto: nothing,  # the change of stage that comes with it says so, and where it goes on
    e.TookIn: _took_in,
    e.PartedFrom: say_entry,
    e.GaveBack: say_entry,
    e.PostsSplitOff: say_entry,
    e.SplitFrom: nothing,  # the board says it from the first moment
}
