"""Sentences of the timeline: mentions. May not: lay anything out."""

from crisis import events as e
from crisis.events import Entry, Event, PostInBrief
from crisis.events.mentions import OfMention
from crisis.language import Text
from handlers.sentences.base import AFTER_COLON, LATE, Saying, because, in_words, one_line
from handlers.wording.platforms import platform_name
from handlers.wording.speaking import Speaker
from handlers.wording.vocabulary import duration

HEARD_ONE = Text("1 mention came in ({platforms})", "新增 1 条提及（{platforms}）")
HEARD = Text("{count} mentions came in ({platforms})", "新增 {count} 条提及（{platforms}）")
ADDED = Text("{by} added a mention ({platforms})", "{by} 添加 1 条提及（{platforms}）")
BETWEEN = Text(", ", "、")
NAMED = Text("mention {number} ({post})", "提及 {number}（{post}）")
CLAIMED = Text("{by} took {mention} in hand", "{by} 认领{mention}")
RELEASED = Text("{by} put {mention} back", "{by} 放回{mention}")
RELEASED_OF = Text("{by} put {mention} back, which {person} had in hand", "{by} 放回{mention}，此前由 {person} 认领")
ANSWERED = Text("{by} answered {mention} in public{late}", "{by} 公开回应{mention}{late}")
PRIVATE = Text("{by} solved {mention} in private; the public answer is owed", "{by} 私下解决{mention}，公开回应待补")
CLOSED = Text("{by} closed {mention}", "{by} 闭环{mention}")
PUT_ASIDE = Text("{by} put {mention} aside: not about us", "{by} 判定{mention}与我们无关")
REOPENED = Text("{by} reopened {mention}", "{by} 重开{mention}")
OVERDUE = Text("{count} mentions were not answered by {due}", "{count} 条提及逾期未回应，最早应于 {due} 回应")
OVERDUE_ONE = Text("1 mention was not answered by {due}", "1 条提及逾期未回应，应于 {due} 回应")
NOBODY = Text("somebody", "匿名用户")


def _heard(event: e.MentionsHeard, entry: Entry, speaker: Speaker) -> str:
    named = [
        speaker.words(f"{platform_name(key).say(speaker.language) or '–'} {count}") for key, count in event.platforms
    ]
    text = ADDED if entry.by else HEARD_ONE if event.count == 1 else HEARD
    platforms = in_words(BETWEEN, speaker).join(named)
    return in_words(text, speaker, by=speaker.person(entry.by), count=event.count, platforms=platforms)


def _named(number: int, post: PostInBrief, speaker: Speaker) -> str:
    author = one_line(post.author, speaker) or in_words(NOBODY, speaker)
    parts = [
        one_line(platform_name(post.platform).say(speaker.language), speaker),
        author,
        one_line(post.text, speaker),
    ]
    return in_words(NAMED, speaker, number=number, post=" · ".join(part for part in parts if part))


def _saying(text: Text, words: str = "") -> Saying:
    """``words``: the field of the event with what was said, after a colon; ``reason`` is one."""

    def said(event: OfMention, entry: Entry, speaker: Speaker) -> str:
        late = getattr(event, "late_by", None)
        values = {
            "by": speaker.person(entry.by),
            "mention": _named(event.mention, event.post, speaker),
            "person": speaker.person(getattr(event, "person", None)),
            "late": in_words(LATE, speaker, length=duration(late, speaker.language)) if late else "",
        }
        sentence = in_words(text, speaker, **values)
        if words == "reason":
            return sentence + because(str(getattr(event, words)), speaker)
        url = one_line(str(getattr(event, "url", "")), speaker)
        told = one_line(str(getattr(event, words)), speaker) if words else ""
        after = " ".join(part for part in (url, told) if part)
        return sentence + (in_words(AFTER_COLON, speaker, words=after) if after else "")

    return said


def _released(event: e.MentionReleased, entry: Entry, speaker: Speaker) -> str:
    return _saying(RELEASED if event.person in (None, entry.by) else RELEASED_OF)(event, entry, speaker)


def _overdue(event: e.MentionsOverdue, entry: Entry, speaker: Speaker) -> str:
    text = OVERDUE_ONE if event.count == 1 else OVERDUE
    return in_words(text, speaker, count=event.count, due=speaker.time(event.due_at))


SAYINGS: dict[type[Event], tuple[str, Saying]] = {
    e.MentionsHeard: ("💬", _heard),
    e.MentionClaimed: ("✋", _saying(CLAIMED)),
    e.MentionReleased: ("↩️", _released),
    e.MentionAnswered: ("✅", _saying(ANSWERED, "text")),
    e.MentionSolvedInPrivate: ("🤝", _saying(PRIVATE, "text")),
    e.MentionClosed: ("☑️", _saying(CLOSED, "reason")),
    e.MentionPutAside: ("🚫", _saying(PUT_ASIDE, "reason")),
    e.MentionReopened: ("🔁", _saying(REOPENED)),
    e.MentionsOverdue: ("⏰", _overdue),
}
