"""Sentences of the timeline: kinds, plans, tasks and follow-ups. May not: lay anything out."""

from collections.abc import Iterable

from crisis import events as e
from crisis.events import Entry, Event
from crisis.language import Text
from handlers.sentences.base import Saying, because, in_words, one_line, role_words
from handlers.wording.speaking import Speaker
from handlers.wording.vocabulary import joined, kind_name

KIND = Text("{by} changed the kind from {old} to {new}", "{by} 将类型由“{old}”改为“{new}”")
PLAN = Text("The response plan for {kind} began", "“{kind}”应急预案启动")
PLAN_TASKS = Text("{count} tasks", "任务 {count} 项")
PLAN_TOLD = Text("told: {names}", "知会：{names}")
PLAN_UNKNOWN = Text("not found: {names}", "未找到：{names}")
DETAILS = Text(" ({details})", "（{details}）")
BETWEEN = Text("; ", "；")
ADDED = Text("{by} added task {number}: {words}", "{by} 新增任务 {number}：{words}")
ADDED_BY_PLAN = Text("Task {number} of the plan: {words}", "预案任务 {number}：{words}")
WHOSE = Text("for {who}", "负责人：{who}")
UNTIL = Text("by {due}", "截止 {due}")
SAID = Text("said by {person} {at}", "出自 {person}，{at}")
SAID_AT = Text("said {at}", "出自 {at} 的消息")
CHANGED = Text("{by} changed task {number}", "{by} 调整任务 {number}")
NOBODY = Text("nobody's", "暂无负责人")
NO_DUE = Text("without a due time", "不设时限")
DONE = Text("{by} did task {number}", "{by} 完成任务 {number}")
DROPPED = Text("{by} dropped task {number}", "{by} 取消任务 {number}")
REOPENED = Text("{by} reopened task {number}", "{by} 重开任务 {number}")
REMINDED = Text("Task {number} was due {due}; {person} was reminded", "任务 {number} 应于 {due} 完成，已提醒 {person}")
REMINDED_NOBODY = Text(
    "Task {number} was due {due} and belongs to nobody yet", "任务 {number} 应于 {due} 完成，目前无人负责"
)
OVERDUE = Text("Task {number} is overdue since {due}", "任务 {number} 逾期，应于 {due} 完成")
FOLLOW_UP = Text("{by} added follow-up {number}, due {due}: {words}", "{by} 新增改进项 {number}，期限：{due}：{words}")
CALL_BACK = Text(
    "{by} added follow-up {number}, a call back, due {due}: {words}",
    "{by} 新增改进项 {number}（回访），期限：{due}：{words}",
)
FROM_TASK = Text("was task {number}", "原任务 {number}")
FOLLOW_UP_CHANGED = Text("{by} changed follow-up {number}, due {due} now", "{by} 调整改进项 {number}，期限：{due}")
FOLLOW_UP_DONE = Text("{by} did follow-up {number}", "{by} 完成改进项 {number}")
FOLLOW_UP_DROPPED = Text("{by} dropped follow-up {number}", "{by} 取消改进项 {number}")
FOLLOW_UP_REMINDED = Text(
    "Follow-up {number} was due {due}; {person} was reminded", "改进项 {number} 期限为 {due}，已提醒 {person}"
)
FOLLOW_UP_DUE = Text("Follow-up {number} was due {due}", "改进项 {number} 期限为 {due}")
FOLLOW_UP_SNOOZED = Text(
    "{by} put the reminder of follow-up {number} off until {until}", "{by} 将改进项 {number} 的提醒推迟到 {until}"
)


def _kind(event: e.KindChanged, entry: Entry, speaker: Speaker) -> str:
    return in_words(
        KIND,
        speaker,
        by=speaker.person(entry.by),
        old=_kind_words(event.old, speaker),
        new=_kind_words(event.new, speaker),
    )


def _plan(event: e.PlanStarted, entry: Entry, speaker: Speaker) -> str:
    told = [speaker.person(person) for person in event.people]
    told += [speaker.words(each if each[:1] in "CG" and each.isupper() else f"#{each}") for each in event.channels]
    details = [in_words(PLAN_TASKS, speaker, count=len(event.tasks))] if event.tasks else []
    if told:
        details.append(in_words(PLAN_TOLD, speaker, names=joined(told, speaker.language)))
    if event.unknown:
        names = joined((speaker.words(name) for name in event.unknown), speaker.language)
        details.append(in_words(PLAN_UNKNOWN, speaker, names=names))
    return in_words(PLAN, speaker, kind=_kind_words(event.kind, speaker)) + _details(details, speaker)


def _added(event: e.TaskAdded, entry: Entry, speaker: Speaker) -> str:
    words = one_line(event.text, speaker)
    text = ADDED_BY_PLAN if event.plan else ADDED
    said = in_words(text, speaker, by=speaker.person(entry.by), number=event.number, words=words)
    details = _owner_and_due(event, speaker)
    if event.said_at and event.said_by and event.said_by != entry.by:
        at = speaker.time(event.said_at)
        details.append(in_words(SAID, speaker, person=speaker.person(event.said_by), at=at))
    elif event.said_at:
        details.append(in_words(SAID_AT, speaker, at=speaker.time(event.said_at)))
    return said + _details(details, speaker)


def _changed(event: e.TaskChanged, entry: Entry, speaker: Speaker) -> str:
    details = _owner_and_due(event, speaker)
    if not (event.owner or event.role):
        details.insert(0, NOBODY.say(speaker.language))
    if not event.due_at:
        details.append(NO_DUE.say(speaker.language))
    said = in_words(CHANGED, speaker, by=speaker.person(entry.by), number=event.number)
    return said + _details(details, speaker)


def _owner_and_due(event: e.TaskAdded | e.TaskChanged, speaker: Speaker) -> list[str]:
    details: list[str] = []
    if event.owner:
        details.append(in_words(WHOSE, speaker, who=speaker.person(event.owner)))
    elif event.role:
        details.append(in_words(WHOSE, speaker, who=role_words(event.role, speaker)))
    if event.due_at:
        details.append(in_words(UNTIL, speaker, due=speaker.time(event.due_at)))
    return details


def _ended(text: Text) -> Saying:
    def said(event: e.TaskDone | e.TaskDropped, entry: Entry, speaker: Speaker) -> str:
        words = in_words(text, speaker, by=speaker.person(entry.by), number=event.number)
        return words + because(getattr(event, "reason", ""), speaker)

    return said


def _reminded(event: e.TaskReminded, entry: Entry, speaker: Speaker) -> str:
    text = OVERDUE if event.again else REMINDED if event.person else REMINDED_NOBODY
    person = speaker.person(event.person) if event.person else ""
    return in_words(text, speaker, number=event.number, due=speaker.time(event.due_at), person=person)


def _follow_up(event: e.FollowUpAdded, entry: Entry, speaker: Speaker) -> str:
    said = in_words(
        CALL_BACK if event.what == "call_back" else FOLLOW_UP,
        speaker,
        by=speaker.person(entry.by),
        number=event.number,
        due=speaker.time(event.due_at),
        words=one_line(event.text, speaker),
    )
    details = [in_words(WHOSE, speaker, who=speaker.person(event.owner))] if event.owner else []
    if event.task is not None:
        details.append(in_words(FROM_TASK, speaker, number=event.task))
    return said + _details(details, speaker)


def _follow_up_changed(event: e.FollowUpChanged, entry: Entry, speaker: Speaker) -> str:
    by, due = speaker.person(entry.by), speaker.time(event.due_at)
    said = in_words(FOLLOW_UP_CHANGED, speaker, by=by, number=event.number, due=due)
    details = [in_words(WHOSE, speaker, who=speaker.person(event.owner))] if event.owner else []
    return said + _details(details, speaker)


def _follow_up_reminded(event: e.FollowUpReminded, entry: Entry, speaker: Speaker) -> str:
    person = speaker.person(event.person) if event.person else ""
    text = FOLLOW_UP_REMINDED if person else FOLLOW_UP_DUE
    return in_words(text, speaker, number=event.number, due=speaker.time(event.due_at), person=person)


def _follow_up_snoozed(event: e.FollowUpSnoozed, entry: Entry, speaker: Speaker) -> str:
    by, until = speaker.person(entry.by), speaker.time(event.until)
    return in_words(FOLLOW_UP_SNOOZED, speaker, by=by, number=event.number, until=until)


def _kind_words(key: str, speaker: Speaker) -> str:
    return speaker.words(kind_name(speaker.policy, key).say(speaker.language))


def _details(details: Iterable[str], speaker: Speaker) -> str:
    said = BETWEEN.say(speaker.language).join(details)
    return in_words(DETAILS, speaker, details=said) if said else ""


SAYINGS: dict[type[Event], tuple[str, Saying]] = {
    e.KindChanged: ("🏷️", _kind),
    e.PlanStarted: ("📋", _plan),
    e.TaskAdded: ("🧩", _added),
    e.TaskChanged: ("🧩", _changed),
    e.TaskDone: ("☑️", _ended(DONE)),
    e.TaskDropped: ("🚫", _ended(DROPPED)),
    e.TaskReopened: ("🧩", _ended(REOPENED)),
    e.TaskReminded: ("⏰", _reminded),
    e.FollowUpAdded: ("🔧", _follow_up),
    e.FollowUpChanged: ("🔧", _follow_up_changed),
    e.FollowUpDone: ("☑️", _ended(FOLLOW_UP_DONE)),
    e.FollowUpDropped: ("🚫", _ended(FOLLOW_UP_DROPPED)),
    e.FollowUpReminded: ("⏰", _follow_up_reminded),
    e.FollowUpSnoozed: ("⏱️", _follow_up_snoozed),
}
