"""Every kind of event as one sentence, for timelines, reviews and the command line.

Answers for: one line per entry of the timeline, in both languages, and a sign per kind. May not: lay anything out
(``views`` does) or know the medium (the speaker does). A sentence has no full stop: it stands in a list.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from crisis import events as e
from crisis.drill import InjectKind
from crisis.events import Entry, Event
from crisis.incident import OfferState, Target
from crisis.language import Text
from crisis.stages import Move, Stage
from handlers.problems import failed
from handlers.speaking import Speaker
from handlers.vocabulary import INJECT_KINDS, duration, joined, role_name, say, severity_label, stage_name, target_name

OPENED_BY_PERSON = Text("{by} opened the incident as {severity}: {title}", "{by} 开启事件，级别 {severity}：{title}")
OPENED_BY_ALERT = Text(
    "An alert from {source} opened the incident as {severity}: {title}",
    "{source} 的警报开启事件，级别 {severity}：{title}",
)
OPENED_DRILL = Text(
    "{by} started the drill “{title}” ({name}), as {severity}", "{by} 开始演练“{title}”（{name}），级别 {severity}"
)
DRILL_SPEED = Text(", {speed} times as fast", "，{speed} 倍速")
INJECT = Text("Inject {number}, {kind}{sender}", "演练事件 {number}，{kind}{sender}")
INJECT_BY = Text(" ({sender})", "（{sender}）")
INJECT_ABSENT = Text(
    "Inject {number}: {role} {person} cannot be reached any more", "演练事件 {number}：{role} {person} 失联"
)
INJECT_LATE = Text(" ({length} late)", "（晚到 {length}）")
PRACTICE = Text("{by} practised: {target}; nothing went outside", "{by} 演练：{target}，未对外发布")
DRILL_STOPPED = Text("{by} stopped the drill; it is scored", "{by} 结束演练，随即评分")
DRILL_ENDED = Text("The drill is over; it is scored", "演练结束，随即评分")
FLARES_UP = Text(" (#{number} flared up again)", "（#{number} 的次生危机）")
ALERT_WORSENED = Text(
    "The same alert came again; its source now calls it {severity}", "同一警报再次触发，来源现报级别 {severity}"
)
ALERT_ENDED = Text("{source} says that the alert is over", "{source} 报告警报已解除")
ACKNOWLEDGED = Text("{by} acknowledged", "{by} 确认接手")
REACHED = Text("{by} recorded: {target}", "{by} 记录：{target}")
LATE = Text(" ({length} late)", "（超时 {length}）")
MISSED: dict[Target, Text] = {
    Target.ACKNOWLEDGED: Text("Nobody acknowledged by {due}", "截至 {due} 无人确认接手"),
    Target.FIRST_ANSWER: Text("No first answer by {due}", "截至 {due} 仍无首次回应"),
    Target.FIRST_STATEMENT: Text("No statement by {due}", "截至 {due} 仍未发布首份声明"),
}
SEVERITY_CHANGED = Text("{by} changed the severity from {old} to {new}", "{by} 将级别由 {old} 调整为 {new}")
STAGE_FORWARD = Text("{by} moved the incident from {old} to {new}", "{by} 将阶段由“{old}”推进到“{new}”")
STAGE_BACK = Text("{by} took the incident back from {old} to {new}", "{by} 将阶段由“{old}”退回“{new}”")
STAGE_CLOSED = Text("{by} closed the incident", "{by} 将事件结案")
STAGE_DISMISSED = Text("{by} dismissed the incident as a false alarm", "{by} 判定为误报")
STAGE_MERGED = Text("{by} merged the incident into another one", "{by} 将事件并入其他事件")
STAGE_REOPENED = Text("{by} reopened the incident", "{by} 重开事件")
RENAMED = Text("{by} renamed the incident from “{old}” to “{new}”", "{by} 将标题由“{old}”改为“{new}”")
OFFERED = Text(
    "{by} asked {person} to be {role}, waiting until {until}", "{by} 邀请 {person} 担任{role}，等待至 {until}"
)
HANDED = Text(
    "{by} asked {person} to take over as {role}, waiting until {until}", "{by} 请 {person} 接任{role}，等待至 {until}"
)
OFFER_ENDED: dict[OfferState, Text] = {
    OfferState.ACCEPTED: Text("{person} accepted to be {role}", "{person} 接受{role}邀请"),
    OfferState.DECLINED: Text("{person} declined to be {role}", "{person} 谢绝担任{role}"),
    OfferState.EXPIRED: Text(
        "{person} did not answer in time whether to be {role}", "{person} 未在时限内答复{role}邀请"
    ),
    OfferState.WITHDRAWN: Text("The offer to {person} to be {role} was withdrawn", "发给 {person} 的{role}邀请已收回"),
}
TAKEN = Text("{person} took over as {role}", "{person} 担任{role}")
TAKEN_FROM = Text("{person} took over as {role} from {before}", "{person} 从 {before} 手中接任{role}")
UNFILLED = Text("Nobody is left who could be asked to be {role}", "{role}已无人可邀请")
UPDATE = Text("Status update {number} by {by}: {words}", "第 {number} 次进展通报（{by}）：{words}")
ACTIONS = Text("actions: {words}", "行动：{words}")
NEEDS = Text("needs: {words}", "需要：{words}")
REMINDED = Text("A status update was due {due}; reminder sent", "进展通报应于 {due} 发出，已提醒")
REMINDED_LATE = Text(" {length} late", "（提醒晚了 {length}）")
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
RHYTHM = Text(
    "{by} set a status update every {every}; the next is due {due}", "{by} 将通报间隔设为 {every}，下次通报：{due}"
)
SNOOZED = Text("{by} put the update reminder off until {until}", "{by} 将通报提醒推迟到 {until}")
STOPPED = Text("{by} switched the update reminders off", "{by} 关闭通报提醒")
TEAM_MET = Text("The crisis team became known and was invited: {people}", "已获知危机小组成员并邀请：{people}")
JOINED = Text("{person} joined the channel", "{person} 加入频道")
EXPORTED = Text("{by} exported the review as {format}", "{by} 导出复盘文档（{format}）")
CHANNEL = Text("The channel #{name} was made", "已创建频道 #{name}")
PROBLEM = Text("{what} (Slack says {reason})", "{what}（Slack 返回 {reason}）")
BECAUSE = Text(": {reason}", "，理由：{reason}")
BETWEEN = Text("; ", "；")
AFTER_COLON = Text(": {words}", "：{words}")

WORTH_SAYING = timedelta(seconds=1)  # a reminder that is less late is in time for everybody who reads it

Saying = Callable[[Any, Entry, Speaker], str]


def sentence(entry: Entry, speaker: Speaker) -> str:
    """What this entry of the timeline says, on one line. Raises KeyError for an event that has no sentence; a test
    rules that out for all that are recorded.
    """
    return SAYINGS[type(entry.event)][1](entry.event, entry, speaker)


def mark(event: Event) -> str:
    """A sign for this kind of event, for timelines. Raises KeyError as ``sentence`` does."""
    if isinstance(event, e.TargetReached) and event.late_by:
        return "⚠️"
    return SAYINGS[type(event)][0]


def _say(text: Text, speaker: Speaker, **values: object) -> str:
    return say(text, speaker.language, **values)


def _line(words: str, speaker: Speaker) -> str:
    return speaker.words(" ".join(words.split()))


def _role(key: str, speaker: Speaker) -> str:
    return speaker.words(role_name(speaker.policy, key).say(speaker.language))


def _list(parts: Iterable[str], speaker: Speaker) -> str:
    return BETWEEN.say(speaker.language).join(parts)


def _opened(event: e.IncidentOpened, entry: Entry, speaker: Speaker) -> str:
    title, severity = _line(event.title, speaker), severity_label(event.severity)
    if event.drill:
        said = _say(
            OPENED_DRILL,
            speaker,
            by=speaker.person(entry.by),
            title=title,
            severity=severity,
            name=speaker.words(event.drill.script.name),
        )
        if event.drill.speed > 1:
            said += _say(DRILL_SPEED, speaker, speed=event.drill.speed)
    elif event.alert and entry.by is None:
        said = _say(OPENED_BY_ALERT, speaker, source=speaker.words(event.alert.source), severity=severity, title=title)
    else:
        said = _say(OPENED_BY_PERSON, speaker, by=speaker.person(entry.by), severity=severity, title=title)
    return said + (_say(FLARES_UP, speaker, number=event.flares_up) if event.flares_up is not None else "")


def _inject(event: e.InjectPlayed, entry: Entry, speaker: Speaker) -> str:
    if event.kind is InjectKind.ABSENT:
        role, person = _role(event.role, speaker), speaker.person(event.person) if event.person else ""
        said = _say(INJECT_ABSENT, speaker, number=event.number, role=role, person=person)
    else:
        sender = _line(event.alert.source if event.alert else event.sender.say(speaker.language), speaker)
        by = _say(INJECT_BY, speaker, sender=sender) if sender else ""
        said = _say(INJECT, speaker, number=event.number, kind=INJECT_KINDS[event.kind][1], sender=by)
    words = _line(event.alert.title if event.alert else event.text.say(speaker.language), speaker)
    late = _say(INJECT_LATE, speaker, length=duration(event.late_by, speaker.language)) if event.late_by else ""
    return said + late + (_say(AFTER_COLON, speaker, words=words) if words else "")


def _practice(event: e.PracticeSaid, entry: Entry, speaker: Speaker) -> str:
    said = _say(PRACTICE, speaker, by=speaker.person(entry.by), target=target_name(event.target))
    return said + _say(AFTER_COLON, speaker, words=_line(event.words, speaker))


def _drill_ended(event: e.DrillEnded, entry: Entry, speaker: Speaker) -> str:
    return _say(DRILL_STOPPED, speaker, by=speaker.person(entry.by)) if event.stopped else _say(DRILL_ENDED, speaker)


def _alert_worsened(event: e.AlertWorsened, entry: Entry, speaker: Speaker) -> str:
    return _say(ALERT_WORSENED, speaker, severity=severity_label(event.severity))


def _alert_ended(event: e.AlertEnded, entry: Entry, speaker: Speaker) -> str:
    return _say(ALERT_ENDED, speaker, source=speaker.words(event.source))


def _reached(event: e.TargetReached, entry: Entry, speaker: Speaker) -> str:
    by = speaker.person(entry.by)
    if event.target is Target.ACKNOWLEDGED:
        said = _say(ACKNOWLEDGED, speaker, by=by)
    else:
        said = _say(REACHED, speaker, by=by, target=target_name(event.target))
    late = _say(LATE, speaker, length=duration(event.late_by, speaker.language)) if event.late_by else ""
    return said + late + (_say(AFTER_COLON, speaker, words=_line(event.words, speaker)) if event.words else "")


def _missed(event: e.TargetMissed, entry: Entry, speaker: Speaker) -> str:
    return _say(MISSED[event.target], speaker, due=speaker.time(event.due_at))


def _severity(event: e.SeverityChanged, entry: Entry, speaker: Speaker) -> str:
    by, old, new = speaker.person(entry.by), severity_label(event.old), severity_label(event.new)
    return _say(SEVERITY_CHANGED, speaker, by=by, old=old, new=new) + _because(event.reason, speaker)


def _stage(event: e.StageChanged, entry: Entry, speaker: Speaker) -> str:
    by, old, new = speaker.person(entry.by), stage_name(event.old), stage_name(event.new)
    text = {Stage.CLOSED: STAGE_CLOSED, Stage.DISMISSED: STAGE_DISMISSED, Stage.MERGED: STAGE_MERGED}.get(event.new)
    if text is None:
        text = {Move.BACK: STAGE_BACK, Move.REOPEN: STAGE_REOPENED}.get(event.move, STAGE_FORWARD)
    return _say(text, speaker, by=by, old=old, new=new) + _because(event.reason, speaker)


def _because(reason: str, speaker: Speaker) -> str:
    return _say(BECAUSE, speaker, reason=_line(reason, speaker)) if reason else ""


def _renamed(event: e.Renamed, entry: Entry, speaker: Speaker) -> str:
    old, new = _line(event.old, speaker), _line(event.new, speaker)
    return _say(RENAMED, speaker, by=speaker.person(entry.by), old=old, new=new)


def _offered(event: e.RoleOffered, entry: Entry, speaker: Speaker) -> str:
    return _say(
        HANDED if event.hands_over else OFFERED,
        speaker,
        by=speaker.person(entry.by),
        person=speaker.person(event.person),
        role=_role(event.role, speaker),
        until=speaker.time(event.expires_at),
    )


def _offer_ended(event: e.OfferEnded, entry: Entry, speaker: Speaker) -> str:
    person, role = speaker.person(event.person), _role(event.role, speaker)
    return _say(OFFER_ENDED.get(event.state, OFFER_ENDED[OfferState.WITHDRAWN]), speaker, person=person, role=role)


def _taken(event: e.RoleTaken, entry: Entry, speaker: Speaker) -> str:
    person, role = speaker.person(event.person), _role(event.role, speaker)
    if event.before:
        return _say(TAKEN_FROM, speaker, person=person, role=role, before=speaker.person(event.before))
    return _say(TAKEN, speaker, person=person, role=role)


def _unfilled(event: e.RoleUnfilled, entry: Entry, speaker: Speaker) -> str:
    return _say(UNFILLED, speaker, role=_role(event.role, speaker))


def _update(event: e.UpdatePosted, entry: Entry, speaker: Speaker) -> str:
    parts = [_line(event.conditions, speaker)]
    if event.actions:
        parts.append(_say(ACTIONS, speaker, words=_line(event.actions, speaker)))
    if event.needs:
        parts.append(_say(NEEDS, speaker, words=_line(event.needs, speaker)))
    said = _say(UPDATE, speaker, number=event.number, by=speaker.person(entry.by), words=_list(parts, speaker))
    return said + (_say(LATE, speaker, length=duration(event.late_by, speaker.language)) if event.late_by else "")


def _reminded(event: e.UpdateReminded, entry: Entry, speaker: Speaker) -> str:
    said = _say(REMINDED, speaker, due=speaker.time(event.due_at))
    return said + (
        _say(REMINDED_LATE, speaker, length=duration(event.late_by, speaker.language)) if event.late_by else ""
    )


def _decision(event: e.DecisionLogged, entry: Entry, speaker: Speaker) -> str:
    details: list[str] = []
    if event.why:
        details.append(_say(WHY, speaker, words=_line(event.why, speaker)))
    if event.options:
        options = joined((_line(option, speaker) for option in event.options), speaker.language)
        details.append(_say(OPTIONS, speaker, words=options))
    if event.approved_by:
        details.append(_say(APPROVED, speaker, person=speaker.person(event.approved_by)))
    if event.evidence:
        details.append(_say(EVIDENCE, speaker, words=_line(event.evidence, speaker)))
    if event.revisit_at:
        details.append(_say(REVISIT, speaker, at=speaker.time(event.revisit_at)))
    if event.replaces is not None:
        details.append(_say(REPLACES, speaker, number=event.replaces))
    by, words = speaker.person(entry.by), _line(event.text, speaker)
    said = _say(DECISION, speaker, number=event.number, by=by, words=words)
    return said + (_say(DETAILS, speaker, details=_list(details, speaker)) if details else "")


def _revisit_due(event: e.DecisionRevisitDue, entry: Entry, speaker: Speaker) -> str:
    return _say(REVISIT_DUE, speaker, number=event.number)


def _noted(event: e.NoteAdded, entry: Entry, speaker: Speaker) -> str:
    by, words = speaker.person(entry.by), _line(event.text, speaker)
    if event.said_at is None:
        return _say(NOTED, speaker, by=by, words=words)
    at = speaker.time(event.said_at)
    if event.said_by is None or event.said_by == entry.by:
        return _say(NOTED_AT, speaker, by=by, at=at, words=words)
    return _say(NOTED_OF, speaker, by=by, author=speaker.person(event.said_by), at=at, words=words)


def _followed(event: e.MessageFollowed, entry: Entry, speaker: Speaker) -> str:
    return _say(DELETED, speaker) if event.deleted else _say(EDITED, speaker, words=_line(event.text, speaker))


def _rhythm(event: e.RhythmSet, entry: Entry, speaker: Speaker) -> str:
    every, due = duration(event.every, speaker.language), speaker.time(event.next_due)
    return _say(RHYTHM, speaker, by=speaker.person(entry.by), every=every, due=due)


def _snoozed(event: e.ReminderSnoozed, entry: Entry, speaker: Speaker) -> str:
    return _say(SNOOZED, speaker, by=speaker.person(entry.by), until=speaker.time(event.until))


def _stopped(event: e.RemindersStopped, entry: Entry, speaker: Speaker) -> str:
    return _say(STOPPED, speaker, by=speaker.person(entry.by)) + _because(event.reason, speaker)


def _team_met(event: e.TeamMet, entry: Entry, speaker: Speaker) -> str:
    people = joined([speaker.person(person) for person in event.people], speaker.language)
    return _say(TEAM_MET, speaker, people=people)


def _joined(event: e.RoomJoined, entry: Entry, speaker: Speaker) -> str:
    return _say(JOINED, speaker, person=speaker.person(event.person))


def _exported(event: e.ReviewExported, entry: Entry, speaker: Speaker) -> str:
    return _say(EXPORTED, speaker, by=speaker.person(entry.by), format=speaker.words(event.format))


def _channel(event: e.ChannelOpened, entry: Entry, speaker: Speaker) -> str:
    return _say(CHANNEL, speaker, name=speaker.words(event.name))


def _problem(event: e.ProblemMet, entry: Entry, speaker: Speaker) -> str:
    what, reason = speaker.words(failed(event.what, speaker.language)), speaker.words(event.reason)
    return _say(PROBLEM, speaker, what=what, reason=reason)


SAYINGS: dict[type[Event], tuple[str, Saying]] = {
    e.IncidentOpened: ("🔥", _opened),
    e.InjectPlayed: ("🎬", _inject),
    e.PracticeSaid: ("🎬", _practice),
    e.DrillEnded: ("🏁", _drill_ended),
    e.AlertWorsened: ("📈", _alert_worsened),
    e.AlertEnded: ("🟢", _alert_ended),
    e.TargetReached: ("✅", _reached),
    e.TargetMissed: ("❌", _missed),
    e.SeverityChanged: ("🚨", _severity),
    e.StageChanged: ("🚩", _stage),
    e.Renamed: ("📝", _renamed),
    e.RoleOffered: ("📞", _offered),
    e.OfferEnded: ("📞", _offer_ended),
    e.RoleTaken: ("✋", _taken),
    e.RoleUnfilled: ("🔴", _unfilled),
    e.UpdatePosted: ("📣", _update),
    e.UpdateReminded: ("⏰", _reminded),
    e.DecisionLogged: ("⚖️", _decision),
    e.DecisionRevisitDue: ("🔄", _revisit_due),
    e.NoteAdded: ("📌", _noted),
    e.MessageFollowed: ("📝", _followed),
    e.RhythmSet: ("⏱️", _rhythm),
    e.ReminderSnoozed: ("⏱️", _snoozed),
    e.RemindersStopped: ("🚫", _stopped),
    e.TeamMet: ("👋", _team_met),
    e.RoomJoined: ("👋", _joined),
    e.ReviewExported: ("📄", _exported),
    e.ChannelOpened: ("💬", _channel),
    e.ProblemMet: ("⚠️", _problem),
}
