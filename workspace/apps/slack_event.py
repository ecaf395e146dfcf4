"""What an event is before it goes to an app: its body in Slack's shape, and who may hear it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workspace.memory.records import Change, Channel, Json


@dataclass(frozen=True, slots=True)
class SlackEvent:
    """`name` as in a subscription (message.channels); `mentions` narrows to these bots, `only_app` to one app."""

    name: str
    body: Json
    channel: Channel | None = None
    members_only: bool = True
    mentions: frozenset[str] | None = None
    only_app: str = ""


def channel_of(change: Change) -> Channel:
    """Raises ValueError for a change that forgot to name its channel."""
    if change.channel is None:
        raise ValueError(f"a change of kind {change.kind} names its channel")
    return change.channel


def copied(value: Any) -> Any:
    """A copy of JSON, all the way down; five times as fast as `copy.deepcopy`, which events of a storm would feel."""
    if isinstance(value, dict):
        return {name: copied(each) for name, each in value.items()}
    if isinstance(value, list):
        return [copied(each) for each in value]
    return value
