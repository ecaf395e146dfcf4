"""Sentences of the timeline: what people put on the record. May not: lay anything out."""

from collections.abc import Iterable

from crisis import events as e
from crisis.events import Entry, Event
from crisis.language import Text
from handlers.sentences.base import LATE, Saying, in_words, one_line
from handlers.wording.speaking import Speaker
from handlers.wording.vocabulary import duration, joined

UPDATE = Text("Status update {number} by {by}: {words}", "第 {number} 次进展通报（{by}）：{words}")


ACTIONS = Text("actions: {words}", "行动：{words}")


NEEDS = Text("needs: {words}", "需要：{words}")


EXECUTIVES = Text("for executives: {words}", "给高管：{words}")


TOLD = Text("told directly: {count}", "已私信 {count} 人")


DECISION = Text("Decision {number} by {by}: {words}", "决策 {number}（{by}）：{words}")


DETAILS = Text(" ({details})", "（{details}）")


WHY = Text("why: {words}", "理由：{words}")


OPTIONS = Text("options: {words}", "备选：{words}")


APPROVED = Text("approved by {person}", "批准：{person}")


EVIDENCE = Text("evidence: {words}", "依据：{words}")


REVISIT = Text("to be looked at again {at}", "复议时间：{at}")


REPLACES = Text("replaces decision {number}", "取代决策 {number}")


REVISIT_DUE = Text("Decision {number} is to be looked at again", "决策 {number} 到了复议时间")


NOTED = Text("{by} noted: {words}", "{by} 记录：{words}")


NOTED_OF = Text("{by} noted what {author} said {at}: {words}", "{by} 记下 {author} 于 {at} 所说：{words}")


NOTED_AT = Text("{by} noted what was said {at}: {words}", "{by} 记下 {at} 的消息：{words}")


EDITED = Text("A message on the timeline was edited: {words}", "时间线上的一条消息已修改：{words}")


DELETED = Text("A message on the timeline was deleted in Slack", "时间线上的一条消息已在 Slack 中删除")


EXPORTED = Text("{by} exported the review as {format}", "{by} 导出复盘文档（{format}）")


BETWEEN = Text("; ", "；")


def listed(parts: Iterable[str], speaker: Speaker) -> str:
    """In one line. A full stop at the end of a part would stand before the semicolon."""
    *others, last = parts
    return BETWEEN.say(speaker.language).join([*(each.removesuffix("。").removesuffix(".") for each in others), last])


def _update(event: e.UpdatePosted, entry: Entry, speaker: Speaker) -> str:
    parts = [one_line(event.conditions, speaker)]
    if event.actions:
        parts.append(in_words(ACTIONS, speaker, words=one_line(event.actions, speaker)))
    if event.needs:
        parts.append(in_words(NEEDS, speaker, words=one_line(event.needs, speaker)))
    if event.executives:
        parts.append(in_words(EXECUTIVES, speaker, words=one_line(event.executives, speaker)))
    if event.readers:
        parts.append(in_words(TOLD, speaker, count=len(event.readers)))
    said = in_words(UPDATE, speaker, number=event.number, by=speaker.person(entry.by), words=listed(parts, speaker))
    return said + (in_words(LATE, speaker, length=duration(event.late_by, speaker.language)) if event.late_by else "")


def _decision(event: e.DecisionLogged, entry: Entry, speaker: Speaker) -> str:
    details: list[str] = []
    if event.why:
        details.append(in_words(WHY, speaker, words=one_line(event.why, speaker)))
    if event.options:
        options = joined((one_line(option, speaker) for option in event.options), speaker.language)
        details.append(in_words(OPTIONS, speaker, words=options))
    if event.approved_by:
        details.append(in_words(APPROVED, speaker, person=speaker.person(event.approved_by)))
    if event.evidence:
        details.append(in_words(EVIDENCE, speaker, words=one_line(event.evidence, speaker)))
    if event.revisit_at:
        details.append(in_words(REVISIT, speaker, at=speaker.time(event.revisit_at)))
    if event.replaces is not None:
        details.append(in_words(REPLACES, speaker, number=event.replaces))
    by, words = speaker.person(entry.by), one_line(event.text, speaker)
    said = in_words(DECISION, speaker, number=event.number, by=by, words=words)
    return said + (in_words(DETAILS, speaker, details=listed(details, speaker)) if details else "")


def _revisit_due(event: e.DecisionRevisitDue, entry: Entry, speaker: Speaker) -> str:
    return in_words(REVISIT_DUE, speaker, number=event.number)


def _noted(event: e.NoteAdded, entry: Entry, speaker: Speaker) -> str:
    by, words = speaker.person(entry.by), one_line(event.text, speaker)
    if event.said_at is None:
        return in_words(NOTED, speaker, by=by, words=words)
    at = speaker.time(event.said_at)
    if event.said_by is None or event.said_by == entry.by:
        return in_words(NOTED_AT, speaker, by=by, at=at, words=words)
    return in_words(NOTED_OF, speaker, by=by, author=speaker.person(event.said_by), at=at, words=words)


def _followed(event: e.MessageFollowed, entry: Entry, speaker: Speaker) -> str:
    return (
        in_words(DELETED, speaker) if event.deleted else in_words(EDITED, speaker, words=one_line(event.text, speaker))
    )


def _exported(event: e.ReviewExported, entry: Entry, speaker: Speaker) -> str:
    return in_words(EXPORTED, speaker, by=speaker.person(entry.by), format=speaker.words(event.format))


SAYINGS: dict[type[Event], tuple[str, Saying]] = {
    e.UpdatePosted: ("📣", _update),
    e.DecisionLogged: ("⚖️", _decision),
    e.DecisionRevisitDue: ("🔄", _revisit_due),
    e.NoteAdded: ("📌", _noted),
    e.MessageFollowed: ("📝", _followed),
    e.ReviewExported: ("📄", _exported),
}
