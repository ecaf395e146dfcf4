"""Sentences of the timeline: mentions. May not: lay anything out."""

from crisis import events as e
from crisis.events import Entry, Event
from crisis.language import Text
from handlers.sentences.base import Saying, in_words
from handlers.speaking import Speaker

HEARD_ONE = Text("1 mention came in ({platforms})", "新增 1 条提及（{platforms}）")
HEARD = Text("{count} mentions came in ({platforms})", "新增 {count} 条提及（{platforms}）")
BETWEEN = Text(", ", "、")


def _heard(event: e.MentionsHeard, entry: Entry, speaker: Speaker) -> str:
    named = [speaker.words(f"{platform} {count}") for platform, count in event.platforms]
    text = HEARD_ONE if event.count == 1 else HEARD
    return in_words(text, speaker, count=event.count, platforms=in_words(BETWEEN, speaker).join(named))


SAYINGS: dict[type[Event], tuple[str, Saying]] = {
    e.MentionsHeard: ("💬", _heard),
}
