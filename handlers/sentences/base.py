"""What sentences of the timeline have in common. May not: know any one event."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from crisis.events import Entry
from crisis.language import Text
from handlers.wording.speaking import Speaker
from handlers.wording.vocabulary import role_name, say

LATE = Text(" ({length} late)", "（超时 {length}）")


BECAUSE = Text(": {reason}", "，理由：{reason}")


AFTER_COLON = Text(": {words}", "：{words}")


WORTH_SAYING = timedelta(seconds=1)  # a reminder that is less late is in time for everybody who reads it


Saying = Callable[[Any, Entry, Speaker], str]


def in_words(text: Text, speaker: Speaker, **values: object) -> str:
    return say(text, speaker.language, **values)


def one_line(words: str, speaker: Speaker) -> str:
    return speaker.words(" ".join(words.split()))


def role_words(key: str, speaker: Speaker) -> str:
    return speaker.words(role_name(speaker.policy, key).say(speaker.language))


def because(reason: str, speaker: Speaker) -> str:
    return in_words(BECAUSE, speaker, reason=one_line(reason, speaker)) if reason else ""
