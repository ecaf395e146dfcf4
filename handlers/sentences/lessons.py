"""Sentences of the timeline: what the watch list was taught. May not: lay anything out."""

from crisis import events as e
from crisis.events import Entry, Event
from crisis.language import Text
from crisis.policy.watch import Side
from handlers.sentences.base import Saying, in_words
from handlers.wording.speaking import Speaker

RULES_OUT = Text(
    "{who} taught the watch list: “{word}” is not “{entry}”", "{who} 为关注名单添加排除词：“{word}”不是指“{entry}”"
)
SPEAKS_FOR = Text(
    "{who} taught the watch list: “{word}” speaks for “{entry}”", "{who} 为关注名单添加佐证词：“{word}”说明指“{entry}”"
)


def _taught(event: e.WatchTaught, entry: Entry, speaker: Speaker) -> str:
    text = RULES_OUT if event.side is Side.NOT else SPEAKS_FOR
    who = speaker.person(entry.by)
    return in_words(text, speaker, who=who, word=speaker.words(event.word), entry=speaker.words(event.entry))


SAYINGS: dict[type[Event], tuple[str, Saying]] = {e.WatchTaught: ("🔎", _taught)}
