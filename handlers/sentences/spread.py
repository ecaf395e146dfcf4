"""Sentences of the timeline: how posts spread. May not: lay anything out."""

from crisis import events as e
from crisis.events import Entry, Event
from crisis.incident.spread import SpreadWhy
from crisis.language import Language, Text
from handlers.sentences.base import Saying, in_words, one_line
from handlers.wording.platforms import platform_name
from handlers.wording.speaking import Speaker
from handlers.wording.vocabulary import severity_label

DOUBLED = Text(
    "Within {minutes} min the posts grew from {before} to {total}; {severity} is proposed",
    "{minutes} 分钟内帖文从 {before} 条增至 {total} 条，建议升为 {severity}",
)
BIG_ACCOUNT = Text(
    "{author} ({platform}, {followers} followers) joined in; {severity} is proposed",
    "大号 {author}（{platform}，粉丝 {followers}）参与传播，建议升为 {severity}",
)
SOMEBODY = Text("An account", "某账号")
ACCEPTED = Text("{by} agreed to {severity}", "{by} 同意升为 {severity}")
DECLINED = Text("{by} saw no need for {severity}", "{by} 认为暂不需要升为 {severity}")
BY_POLICY = Text("The policy raises it to {severity} without asking", "按策略自动升为 {severity}")
TEN_THOUSANDS = Text("{count}0,000", "{count} 万")
CHART = Text("{by} asked for a chart of the posts", "{by} 生成了帖文走势图")


def count_words(count: int, language: Language) -> str:
    """A large number as it is said: thousands in English, 万 in Chinese."""
    if language is Language.CHINESE and count >= 10_000:
        return TEN_THOUSANDS.say(language, count=f"{count / 10_000:.1f}".removesuffix(".0"))
    return f"{count:,}"


def _proposed(event: e.SeverityProposed, entry: Entry, speaker: Speaker) -> str:
    severity = severity_label(event.severity)
    if event.why is SpreadWhy.DOUBLED:
        return in_words(
            DOUBLED, speaker, minutes=event.minutes, before=event.before, total=event.total, severity=severity
        )
    author = one_line(event.author, speaker) if event.author else in_words(SOMEBODY, speaker)
    followers = count_words(event.followers, speaker.language)
    platform = speaker.words(platform_name(event.platform).say(speaker.language))
    return in_words(BIG_ACCOUNT, speaker, author=author, platform=platform, followers=followers, severity=severity)


def _settled(event: e.ProposalSettled, entry: Entry, speaker: Speaker) -> str:
    text = BY_POLICY if entry.by is None else ACCEPTED if event.accepted else DECLINED
    return in_words(text, speaker, by=speaker.person(entry.by), severity=severity_label(event.severity))


def _chart(event: e.ChartAsked, entry: Entry, speaker: Speaker) -> str:
    return in_words(CHART, speaker, by=speaker.person(entry.by))


SAYINGS: dict[type[Event], tuple[str, Saying]] = {
    e.SeverityProposed: ("📈", _proposed),
    e.ProposalSettled: ("🚨", _settled),
    e.ChartAsked: ("📊", _chart),
}
