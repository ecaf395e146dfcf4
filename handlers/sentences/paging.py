"""Sentences of the timeline: pages. May not: lay anything out."""

from crisis import events as e
from crisis.events import Entry, Event
from crisis.language import Text
from crisis.policy.paging import Medium
from handlers.sentences.base import AFTER_COLON, Saying, in_words, one_line
from handlers.wording.speaking import Speaker

MEDIA: dict[str, Text] = {
    Medium.PAGERDUTY: Text("PagerDuty", "PagerDuty"),
    Medium.WEBHOOK: Text("Webhook", "Webhook"),
    Medium.FEISHU: Text("Feishu", "飞书"),
    Medium.DINGTALK: Text("DingTalk", "钉钉"),
    Medium.WECOM: Text("WeCom", "企业微信"),
}


ASKED = Text("{by} had {person} paged{words}", "{by} 呼叫 {person}{words}")


SENT = Text("{person} was paged by {channel} ({medium})", "已通过 {channel}（{medium}）呼叫 {person}")


SENT_AGAIN = Text(
    "{person} was paged by {channel} ({medium}); it may have come twice",
    "已通过 {channel}（{medium}）呼叫 {person}，可能收到两次",
)


ON_IT = Text("{person} answered the page of {at}: is on it", "{person} 答复了 {at} 的呼叫：我来处理")


ON_IT_BY_LINK = Text(
    "{person} answered the page of {at} on its link: is on it", "{person} 通过链接答复了 {at} 的呼叫：我来处理"
)


NOT_ME = Text("{person} answered the page of {at}: cannot help", "{person} 答复了 {at} 的呼叫：我不行")


NOT_ME_BY_LINK = Text(
    "{person} answered the page of {at} on its link: cannot help", "{person} 通过链接答复了 {at} 的呼叫：我不行"
)


def medium_name(medium: str) -> Text:
    return MEDIA.get(medium, MEDIA[Medium.WEBHOOK])


def _asked(event: e.PageAsked, entry: Entry, speaker: Speaker) -> str:
    words = in_words(AFTER_COLON, speaker, words=one_line(event.text, speaker)) if event.text else ""
    return in_words(ASKED, speaker, by=speaker.person(entry.by), person=speaker.person(event.person), words=words)


def _sent(event: e.PageSent, entry: Entry, speaker: Speaker) -> str:
    return in_words(
        SENT_AGAIN if event.repeated else SENT,
        speaker,
        person=speaker.person(event.person),
        channel=one_line(event.channel, speaker),
        medium=medium_name(event.medium),
    )


def _answered(event: e.PageAnswered, entry: Entry, speaker: Speaker) -> str:
    by_link, in_slack = (ON_IT_BY_LINK, ON_IT) if event.accepts else (NOT_ME_BY_LINK, NOT_ME)
    text = by_link if event.by_link else in_slack
    return in_words(text, speaker, person=speaker.person(event.person), at=speaker.time(event.paged_at))


SAYINGS: dict[type[Event], tuple[str, Saying]] = {
    e.PageAsked: ("📟", _asked),
    e.PageSent: ("📟", _sent),
    e.PageAnswered: ("📟", _answered),
}
