"""What the world shall see of events: what people put on the record. May not: grant a wish or know its looks."""

from crisis import effects as f
from crisis import events as e
from crisis.consequences.base import Consequence, say_entry
from crisis.consequences.reach import tell_update
from crisis.incident import Incident


def _update_posted(incident: Incident, event: e.UpdatePosted, seq: int) -> tuple[f.Effect, ...]:
    said = (f.PostEntry(incident.number, seq), f.PostUpdateInUpdatesChannel(incident.number, seq))
    return (*said, *tell_update(incident, event, seq))


def _note_added(incident: Incident, event: e.NoteAdded, seq: int) -> tuple[f.Effect, ...]:
    return () if event.message else (f.PostEntry(incident.number, seq),)


def _message_followed(incident: Incident, event: e.MessageFollowed, seq: int) -> tuple[f.Effect, ...]:
    """A task that was made from the message is shown as it reads now."""
    task = incident.work.task_of(event.message)
    if task is None or not incident.board:
        return ()
    post = (f.RefreshTask(incident.number, task.number),) if task.post else ()
    return (f.RefreshBoard(incident.number), *post)


def _review_exported(incident: Incident, event: e.ReviewExported, seq: int) -> tuple[f.Effect, ...]:
    return (f.UploadReview(incident.number, seq, event.format),)


RANKS: dict[type[f.Effect], int] = {
    f.UploadReview: 8,
}


NOT_ON_BOARD: tuple[type[e.Event], ...] = (
    e.NoteAdded,
    e.MessageFollowed,
    e.ReviewExported,
)


ON_CARD: tuple[type[e.Event], ...] = (e.UpdatePosted,)


CONSEQUENCES: dict[type[e.Event], Consequence] = {
    e.UpdatePosted: _update_posted,
    e.DecisionLogged: say_entry,
    e.DecisionRevisitDue: say_entry,
    e.NoteAdded: _note_added,
    e.MessageFollowed: _message_followed,
    e.ReviewExported: _review_exported,
}
