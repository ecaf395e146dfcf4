"""What the world shall see of events: the response clock and the rhythm. May not: grant a wish or know its looks."""

from crisis import events as e
from crisis.consequences.base import Consequence, nothing, say_entry

ON_CARD: tuple[type[e.Event], ...] = (
    e.UpdateReminded,
    e.RhythmSet,
    e.RhythmFollowed,
    e.ReminderSnoozed,
    e.RemindersStopped,
)


CONSEQUENCES: dict[type[e.Event], Consequence] = {
    e.TargetReached: nothing,
    e.RhythmSet: say_entry,
    e.RhythmFollowed: nothing,
    e.ReminderSnoozed: nothing,
    e.RemindersStopped: say_entry,
}
