"""Where a message stands in Slack. May not: know what it says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MessageRef:
    """One message in Slack."""

    channel: str
    ts: str
