"""Every kind of event as one sentence, for timelines, reviews and the command line.

Answers for: one line per entry of the timeline, in both languages, and a sign per kind. May not: lay anything out
(``views`` does) or know the medium (the speaker does). A sentence has no full stop: it stands in a list.
"""

from crisis import events as e
from crisis.events import Entry, Event
from handlers.sentences import (
    alerts,
    cadence,
    clock,
    drill,
    incident,
    joining,
    lessons,
    mentions,
    paging,
    private,
    record,
    roles,
    room,
    spread,
    tasks,
)
from handlers.sentences.base import Saying
from handlers.wording.speaking import Speaker


def sentence(entry: Entry, speaker: Speaker) -> str:
    """What this entry of the timeline says, on one line. Raises KeyError for an event that has no sentence; a test
    rules that out for all that are recorded.
    """
    return SAYINGS[type(entry.event)][1](entry.event, entry, speaker)


def mark(event: Event) -> str:
    """A sign for this kind of event, for timelines. Raises KeyError as ``sentence`` does."""
    if isinstance(event, e.TargetReached) and event.late_by:
        return "⚠️"
    return SAYINGS[type(event)][0]


SAYINGS: dict[type[Event], tuple[str, Saying]] = {
    **incident.SAYINGS,
    **alerts.SAYINGS,
    **drill.SAYINGS,
    **clock.SAYINGS,
    **cadence.SAYINGS,
    **roles.SAYINGS,
    **paging.SAYINGS,
    **record.SAYINGS,
    **room.SAYINGS,
    **tasks.SAYINGS,
    **private.SAYINGS,
    **mentions.SAYINGS,
    **lessons.SAYINGS,
    **joining.SAYINGS,
    **spread.SAYINGS,
}
