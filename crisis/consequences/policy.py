"""What the world shall see of a changed policy: the board as it is now (every event has that). May not: grant a wish or
know its looks."""

from crisis import events as e
from crisis.consequences.base import Consequence, nothing

CONSEQUENCES: dict[type[e.Event], Consequence] = {e.PolicyFollowed: nothing}
ON_CARD: tuple[type[e.Event], ...] = (e.PolicyFollowed,)
