"""What a consequence is, and those that several events have. May not: know any one event."""

from collections.abc import Callable
from typing import Any

from crisis import effects as f
from crisis import events as e
from crisis.incident import Incident

Consequence = Callable[[Incident, Any, int], tuple[f.Effect, ...]]


def say_entry(incident: Incident, event: e.Event, seq: int) -> tuple[f.Effect, ...]:
    return (f.PostEntry(incident.number, seq),)


def nothing(incident: Incident, event: e.Event, seq: int) -> tuple[f.Effect, ...]:
    return ()


def set_topic(incident: Incident) -> tuple[f.Effect, ...]:
    """A channel that is still to be opened gets its topic then."""
    return (f.SetTopic(incident.number),) if incident.channel else ()
