"""What the world shall see of events: alerts that come again. May not: grant a wish or know its looks."""

from crisis import events as e
from crisis.consequences.base import Consequence, nothing, say_entry

CONSEQUENCES: dict[type[e.Event], Consequence] = {
    e.AlertRepeated: nothing,
    e.AlertWorsened: say_entry,
    e.AlertEnded: say_entry,
    e.AlertFiresAgain: say_entry,
    e.AlertPartFires: nothing,
    e.AlertPartEnded: nothing,
}
