"""Sentences of the timeline: the incident as a whole. May not: lay anything out."""

from crisis import events as e
from crisis.events import Entry, Event
from crisis.language import Text
from crisis.stages import Move, Stage
from handlers.sentences.base import Saying, because, in_words, one_line
from handlers.wording.source_names import source_name
from handlers.wording.speaking import Speaker
from handlers.wording.vocabulary import severity_label, stage_name

OPENED_BY_PERSON = Text("{by} opened the incident as {severity}: {title}", "{by} 开启事件，级别 {severity}：{title}")


OPENED_BY_ALERT = Text(
    "An alert from {source} opened the incident as {severity}: {title}",
    "{source} 的警报开启事件，级别 {severity}：{title}",
)


OPENED_DRILL = Text(
    "{by} started the drill “{title}” ({name}), as {severity}", "{by} 开始演练“{title}”（{name}），级别 {severity}"
)


DRILL_SPEED = Text(", {speed} times as fast", "，{speed} 倍速")


FLARES_UP = Text(" (#{number} flared up again)", "（#{number} 的次生危机）")


SEVERITY_CHANGED = Text("{by} changed the severity from {old} to {new}", "{by} 将级别由“{old}”调整为“{new}”")


STAGE_FORWARD = Text("{by} moved the incident from {old} to {new}", "{by} 将阶段由“{old}”推进到“{new}”")


STAGE_BACK = Text("{by} took the incident back from {old} to {new}", "{by} 将阶段由“{old}”退回“{new}”")


STAGE_CLOSED = Text("{by} closed the incident", "{by} 将事件结案")


STAGE_DISMISSED = Text("{by} dismissed the incident as a false alarm", "{by} 判定为误报")


STAGE_MERGED = Text("{by} merged the incident into another one", "{by} 将事件并入其他事件")


STAGE_MERGED_INTO = Text("{by} merged the incident into #{into}", "{by} 将事件并入 #{into}")


STAGE_REOPENED = Text("{by} reopened the incident", "{by} 重开事件")


RENAMED = Text("{by} renamed the incident from “{old}” to “{new}”", "{by} 将标题由“{old}”改为“{new}”")


def _opened(event: e.IncidentOpened, entry: Entry, speaker: Speaker) -> str:
    title, severity = one_line(event.title, speaker), severity_label(event.severity)
    if event.drill:
        said = in_words(
            OPENED_DRILL,
            speaker,
            by=speaker.person(entry.by),
            title=title,
            severity=severity,
            name=speaker.words(event.drill.script.name),
        )
        if event.drill.speed > 1:
            said += in_words(DRILL_SPEED, speaker, speed=event.drill.speed)
    elif event.alert and entry.by is None:
        said = in_words(
            OPENED_BY_ALERT,
            speaker,
            source=speaker.words(source_name(event.alert.source, speaker.language)),
            severity=severity,
            title=title,
        )
    else:
        said = in_words(OPENED_BY_PERSON, speaker, by=speaker.person(entry.by), severity=severity, title=title)
    return said + (in_words(FLARES_UP, speaker, number=event.flares_up) if event.flares_up is not None else "")


def _severity(event: e.SeverityChanged, entry: Entry, speaker: Speaker) -> str:
    by, old, new = speaker.person(entry.by), severity_label(event.old), severity_label(event.new)
    return in_words(SEVERITY_CHANGED, speaker, by=by, old=old, new=new) + because(event.reason, speaker)


def _stage(event: e.StageChanged, entry: Entry, speaker: Speaker) -> str:
    by, old, new = speaker.person(entry.by), stage_name(event.old), stage_name(event.new)
    text = {Stage.CLOSED: STAGE_CLOSED, Stage.DISMISSED: STAGE_DISMISSED, Stage.MERGED: STAGE_MERGED}.get(event.new)
    if text is None:
        text = {Move.BACK: STAGE_BACK, Move.REOPEN: STAGE_REOPENED}.get(event.move, STAGE_FORWARD)
    if event.into is not None:
        text = STAGE_MERGED_INTO
    return in_words(text, speaker, by=by, old=old, new=new, into=event.into) + because(event.reason, speaker)


def _renamed(event: e.Renamed, entry: Entry, speaker: Speaker) -> str:
    old, new = one_line(event.old, speaker), one_line(event.new, speaker)
    return in_words(RENAMED, speaker, by=speaker.person(entry.by), old=old, new=new)


SAYINGS: dict[type[Event], tuple[str, Saying]] = {
    e.IncidentOpened: ("🔥", _opened),
    e.SeverityChanged: ("🚨", _severity),
    e.StageChanged: ("🚩", _stage),
    e.Renamed: ("📝", _renamed),
}
