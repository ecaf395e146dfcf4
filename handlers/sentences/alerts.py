"""Sentences of the timeline: alerts that come again. May not: lay anything out."""

from crisis import events as e
from crisis.events import Entry, Event
from crisis.language import Text
from handlers.sentences.base import Saying, in_words
from handlers.wording.source_names import source_name
from handlers.wording.speaking import Speaker
from handlers.wording.vocabulary import severity_label

ALERT_WORSENED = Text(
    "The same alert came again; its source now calls it {severity}", "同一警报再次触发，来源现报级别 {severity}"
)
POSTS_WORSENED = Text("A post of the same story weighs {severity}", "同一话题出现级别为 {severity} 的帖文")


ALERT_ENDED = Text("{source} says that the alert is over", "{source} 报告警报已解除")
ALL_ENDED = Text("{source} says that all {count} alerts are over", "{source} 报告 {count} 条警报已全部解除")
FIRES_AGAIN = Text("{source} says that the alert is back", "{source} 报告警报再次触发")
FLAPS = Text(
    "{source} says that the alert is back; it comes and goes, so from here on the board alone shows it",
    "{source} 报告警报再次触发；该警报反复触发和解除，后续变化只显示在看板上",
)


def _alert_worsened(event: e.AlertWorsened, entry: Entry, speaker: Speaker) -> str:
    text = POSTS_WORSENED if event.by_posts else ALERT_WORSENED
    return in_words(text, speaker, severity=severity_label(event.severity))


def _alert_ended(event: e.AlertEnded, entry: Entry, speaker: Speaker) -> str:
    source = speaker.words(source_name(event.source, speaker.language))
    if event.of > 1:
        return in_words(ALL_ENDED, speaker, source=source, count=event.of)
    return in_words(ALERT_ENDED, speaker, source=source)


def _alert_fires_again(event: e.AlertFiresAgain, entry: Entry, speaker: Speaker) -> str:
    return in_words(
        FLAPS if event.flaps else FIRES_AGAIN,
        speaker,
        source=speaker.words(source_name(event.source, speaker.language)),
    )


SAYINGS: dict[type[Event], tuple[str, Saying]] = {
    e.AlertWorsened: ("📈", _alert_worsened),
    e.AlertEnded: ("🟢", _alert_ended),
    e.AlertFiresAgain: ("🔴", _alert_fires_again),
}
