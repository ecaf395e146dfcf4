"""Who comes into a private incident's channel and leaves it, as Slack tells.

Answers for: whoever was invited there by hand is inside, and whoever was put out is so no more. May not: let anybody
in, or look at public channels: who is in those changes nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from crisis.commands import RecordEntered, RecordLeft
from crisis.desk.desk import Desk

COMMANDS = {"member_joined_channel": RecordEntered, "member_left_channel": RecordLeft}
PRIVATE = "G"
"""What Slack calls a private channel in these events."""


@dataclass(frozen=True, slots=True)
class Membership:
    """See the module. ``own``: the Slack id of our own bot, while it is known."""

    desk: Desk
    own: Callable[[], str | None]

    def concerns(self, event: Mapping[str, Any]) -> bool:
        return event.get("type") in COMMANDS and event.get("channel_type") == PRIVATE

    async def changed(self, event: Mapping[str, Any]) -> None:
        """Slack says that somebody came or left. Again is nothing."""
        person, channel = str(event.get("user")), str(event.get("channel"))
        if not self.concerns(event) or person == self.own():
            return
        incident = await self.desk.read(lambda view: view.incident_of_channel(channel))
        if incident is not None and incident.private:
            await self.desk.handle(COMMANDS[event["type"]](incident.number, None, person))
