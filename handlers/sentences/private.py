"""Sentences of the timeline: who came into a private channel and left it. May not: lay anything out."""

from crisis import events as e
from crisis.events import Entry, Event
from crisis.language import Text
from handlers.sentences.base import Saying, in_words
from handlers.wording.speaking import Speaker

ENTERED = Text("{person} came into the private channel", "{person} 进入非公开频道")


LEFT = Text("{person} left the private channel", "{person} 离开非公开频道")


def _entered(event: e.PersonEntered, entry: Entry, speaker: Speaker) -> str:
    return in_words(ENTERED, speaker, person=speaker.person(event.person))


def _left(event: e.PersonLeft, entry: Entry, speaker: Speaker) -> str:
    return in_words(LEFT, speaker, person=speaker.person(event.person))


SAYINGS: dict[type[Event], tuple[str, Saying]] = {
    e.PersonEntered: ("🔒", _entered),
    e.PersonLeft: ("🔒", _left),
}
