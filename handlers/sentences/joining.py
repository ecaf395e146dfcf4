"""Sentences of the timeline: between two incidents. May not: lay anything out."""

from crisis import events as e
from crisis.events import Entry, Event
from crisis.language import Text
from handlers.sentences.base import Saying, because, in_words, one_line
from handlers.wording.speaking import Speaker
from handlers.wording.vocabulary import joined, severity_label

UNNAMED = Text("a private incident", "一个非公开事件")
NUMBER = Text("#{number}", "#{number}")
WENT = Text("It goes on in {other}", "后续并入 {other} 处理")
WENT_ELSEWHERE = Text("It goes on elsewhere", "后续转由他处继续处理")
WENT_ALONG = Text("; went along: {what}", "；一并转入：{what}")
CAME = Text("{by} merged {other} ({severity}) into this incident", "{by} 将 {other}（{severity}）并入本事件")
CAME_TITLED = Text(
    "{by} merged {other} “{title}” ({severity}) into this incident",
    "{by} 将 {other}“{title}”（{severity}）并入本事件",
)
CAME_ALONG = Text("; came along: {what}", "；一并转入：{what}")
PARTED = Text("{by} took the merge into {other} back", "{by} 撤销并案，本事件从 {other} 中拆回")
PARTED_UNNAMED = Text("{by} took the merge back", "{by} 撤销并案")
CAME_BACK = Text("; came back: {what}", "；取回：{what}")
GAVE_BACK = Text("{by} reopened {other}, which goes on by itself again", "{by} 重开 {other}，该事件不再并在本事件中")
TOOK_BACK = Text("; went back: {what}", "；归还：{what}")
SPLIT_OFF = Text("{by} split {what} off into #{number}", "{by} 将 {what}拆分到 #{number}")
PUT_ASIDE = Text("{by} put {what} aside", "{by} 将 {what}移出本事件")
SPLIT_FROM = Text("Split off from #{number}, with {what}", "由 #{number} 拆分而来，带入 {what}")
POST, POSTS = Text("1 post", "1 条帖文"), Text("{count} posts", "{count} 条帖文")
TASK, TASKS = Text("1 task", "1 项任务"), Text("{count} tasks", "{count} 项任务")
DONE_TASK = Text("1 task, done meanwhile", "1 项任务（期间已完成）")
DONE_TASKS = Text("{count} tasks, done meanwhile", "{count} 项任务（期间已完成）")
PERSON, PEOPLE = Text("1 more person", "新增 1 人"), Text("{count} more people", "新增 {count} 人")


def _other(number: int, named: bool, speaker: Speaker) -> str:
    return in_words(NUMBER, speaker, number=number) if named else in_words(UNNAMED, speaker)


def _counted(count: int, one: Text, many: Text, speaker: Speaker) -> list[str]:
    return [in_words(one if count == 1 else many, speaker, count=count)] if count else []


def _what(text: Text, parts: list[str], speaker: Speaker) -> str:
    return in_words(text, speaker, what=joined(parts, speaker.language)) if parts else ""


def went_along(posts: int, tasks: int, people: int, speaker: Speaker) -> list[str]:
    """What goes along with an incident, in words: nothing of what there is none of."""
    return [
        *_counted(posts, POST, POSTS, speaker),
        *_counted(tasks, TASK, TASKS, speaker),
        *_counted(people, PERSON, PEOPLE, speaker),
    ]


def _merged(event: e.MergedInto, entry: Entry, speaker: Speaker) -> str:
    said = in_words(WENT if event.named else WENT_ELSEWHERE, speaker, other=f"#{event.into}")
    return said + _what(WENT_ALONG, went_along(event.posts, len(event.tasks), event.people, speaker), speaker)


def _took_in(event: e.TookIn, entry: Entry, speaker: Speaker) -> str:
    said = in_words(
        CAME_TITLED if event.title else CAME,
        speaker,
        by=speaker.person(entry.by),
        other=_other(event.number, event.named, speaker),
        title=one_line(event.title, speaker),
        severity=severity_label(event.severity),
    )
    along = went_along(event.posts, event.tasks, len(event.people), speaker)
    return said + because(event.reason, speaker) + _what(CAME_ALONG, along, speaker)


def _parted(event: e.PartedFrom, entry: Entry, speaker: Speaker) -> str:
    text = PARTED if event.named else PARTED_UNNAMED
    said = in_words(text, speaker, by=speaker.person(entry.by), other=f"#{event.number}")
    back = [*_counted(event.posts, POST, POSTS, speaker), *_counted(len(event.done), DONE_TASK, DONE_TASKS, speaker)]
    return said + _what(CAME_BACK, back, speaker)


def _gave_back(event: e.GaveBack, entry: Entry, speaker: Speaker) -> str:
    said = in_words(GAVE_BACK, speaker, by=speaker.person(entry.by), other=_other(event.number, event.named, speaker))
    back = went_along(event.posts, len(event.tasks), 0, speaker)
    return said + _what(TOOK_BACK, back, speaker)


def _split_off(event: e.PostsSplitOff, entry: Entry, speaker: Speaker) -> str:
    (what,) = _counted(event.posts, POST, POSTS, speaker)
    text = PUT_ASIDE if event.number is None else SPLIT_OFF
    return in_words(text, speaker, by=speaker.person(entry.by), what=what, number=event.number)


def _split_from(event: e.SplitFrom, entry: Entry, speaker: Speaker) -> str:
    (what,) = _counted(event.posts, POST, POSTS, speaker)
    return in_words(SPLIT_FROM, speaker, number=event.number, what=what)


SAYINGS: dict[type[Event], tuple[str, Saying]] = {
    e.MergedInto: ("🔀", _merged),
    e.TookIn: ("🔀", _took_in),
    e.PartedFrom: ("↩️", _parted),
    e.GaveBack: ("↩️", _gave_back),
    e.PostsSplitOff: ("✂️", _split_off),
    e.SplitFrom: ("✂️", _split_from),
}
