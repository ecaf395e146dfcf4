"""What the world shall see of events: the watch list. May not: grant a wish or know its looks."""

from crisis import events as e
from crisis.consequences.base import Consequence, nothing

CONSEQUENCES: dict[type[e.Event], Consequence] = {e.WatchTaught: nothing}
