"""Sentences of the timeline: a room that is complete. May not: lay anything out."""

from crisis import events as e
from crisis.events import Entry, Event
from crisis.language import Text
from handlers.sentences.base import LATE, Saying, in_words
from handlers.wording.speaking import Speaker
from handlers.wording.vocabulary import duration

COMPLETE = Text(
    "The room is ready: channel and board, {count} people brought in", "频道、看板就绪，已请 {count} 人进入"
)
COMPLETE_ONE = Text("The room is ready: channel and board, 1 person brought in", "频道、看板就绪，已请 1 人进入")
COMPLETE_EMPTY = Text("The room is complete: channel and board", "频道、看板已就绪")


def _completed(event: e.RoomCompleted, entry: Entry, speaker: Speaker) -> str:
    text = COMPLETE if event.people > 1 else COMPLETE_ONE if event.people else COMPLETE_EMPTY
    late = in_words(LATE, speaker, length=duration(event.late_by, speaker.language)) if event.late_by else ""
    return in_words(text, speaker, count=event.people) + late


SAYINGS: dict[type[Event], tuple[str, Saying]] = {e.RoomCompleted: ("🏠", _completed)}
