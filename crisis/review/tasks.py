"""The tasks and follow-ups of an incident as a review shows them.

Answers for: each with its words as the record has them now (removed ones are removed here, too) and with whoever it
belonged to. May not: phrase.
"""

from collections.abc import Sequence

from crisis.decisions.tasks import owner_of
from crisis.events import Entry, FollowUpAdded, TaskAdded
from crisis.incident import Incident
from crisis.incident.tasks import FollowUp, Task
from crisis.values import replace
from crisis.words import REMOVED


def reviewed_tasks(incident: Incident, entries: Sequence[Entry]) -> tuple[Task, ...]:
    """Every task; one that was a role's with the holder of that role as its owner."""
    removed = {
        entry.event.number for entry in entries if isinstance(entry.event, TaskAdded) and entry.event.text == REMOVED
    }
    return tuple(
        replace(task, owner=owner_of(task, incident), text=REMOVED if task.number in removed else task.text)
        for task in incident.work.tasks
    )


def reviewed_follow_ups(incident: Incident, entries: Sequence[Entry]) -> tuple[FollowUp, ...]:
    removed = {
        entry.event.number
        for entry in entries
        if isinstance(entry.event, FollowUpAdded) and entry.event.text == REMOVED
    }
    return tuple(replace(each, text=REMOVED) if each.number in removed else each for each in incident.work.follow_ups)
