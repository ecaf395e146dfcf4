"""Sentences of the timeline: alerts that come again. May not: lay anything out."""

from crisis import events as e
from crisis.events import Entry, Event
from crisis.language import Text
from handlers.sentences.base import Saying, in_words
from handlers.speaking import Speaker
from handlers.vocabulary import severity_label

ALERT_WORSENED = Text(
    "The same alert came again; its source now calls it {severity}", "同一警报再次触发，来源现报级别 {severity}"
)


ALERT_ENDED = Text("{source} says that the alert is over", "{source} 报告警报已解除")


def _alert_worsened(event: e.AlertWorsened, entry: Entry, speaker: Speaker) -> str:
    return in_words(ALERT_WORSENED, speaker, severity=severity_label(event.severity))


def _alert_ended(event: e.AlertEnded, entry: Entry, speaker: Speaker) -> str:
    return in_words(ALERT_ENDED, speaker, source=speaker.words(event.source))


SAYINGS: dict[type[Event], tuple[str, Saying]] = {
    e.AlertWorsened: ("📈", _alert_worsened),
    e.AlertEnded: ("🟢", _alert_ended),
}
