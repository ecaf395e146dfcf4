"""Sentences of the timeline: the response clock and the rhythm. May not: lay anything out."""

from crisis import events as e
from crisis.clock.cadence import Rung
from crisis.events import Entry, Event
from crisis.incident import Target
from crisis.language import Text
from handlers.sentences.base import AFTER_COLON, LATE, Saying, because, in_words, one_line
from handlers.wording.speaking import Speaker
from handlers.wording.vocabulary import duration, target_name
from handlers.wording.vocabulary import joined as say_joined

ACKNOWLEDGED = Text("{by} acknowledged", "{by} 确认接手")


REACHED = Text("{by} recorded: {target}", "{by} 记录：{target}")


MISSED: dict[Target, Text] = {
    Target.ACKNOWLEDGED: Text("Nobody acknowledged by {due}", "截至 {due} 无人确认接手"),
    Target.ROOM_COMPLETE: Text("The room was not ready by {due}", "截至 {due} 频道仍未就绪"),
    Target.FIRST_ANSWER: Text("No first answer by {due}", "截至 {due} 仍无首次回应"),
    Target.FIRST_STATEMENT: Text("No statement by {due}", "截至 {due} 仍未发布首份声明"),
}


REMINDED = Text("A status update was due {due}; reminder sent", "进展通报应于 {due} 发出，已提醒")


REMINDED_PEOPLE: dict[Rung, Text] = {
    Rung.LEAD: Text("A status update was due {due}; {people} reminded", "进展通报应于 {due} 发出，已提醒 {people}"),
    Rung.DEPUTY: Text(
        "A status update was due {due}; deputy {people} reminded",
        "进展通报应于 {due} 发出，已提醒副手：{people}",
    ),
    Rung.ABOVE: Text(
        "A status update was due {due}; {people} of the level above reminded",
        "进展通报应于 {due} 发出，已上报：{people}",
    ),
}


HELD = Text(" (told after quiet hours)", "（免打扰时段结束后告知）")


REMINDED_LATE = Text(" {length} late", "（提醒晚了 {length}）")


RHYTHM = Text(
    "{by} set a status update every {every}; the next is due {due}", "{by} 将通报间隔设为 {every}，下次通报：{due}"
)


SNOOZED = Text("{by} put the update reminder off until {until}", "{by} 将通报提醒推迟到 {until}")


STOPPED = Text("{by} switched the update reminders off", "{by} 关闭通报提醒")


def _reached(event: e.TargetReached, entry: Entry, speaker: Speaker) -> str:
    by = speaker.person(entry.by)
    if event.target is Target.ACKNOWLEDGED:
        said = in_words(ACKNOWLEDGED, speaker, by=by)
    else:
        said = in_words(REACHED, speaker, by=by, target=target_name(event.target))
    late = in_words(LATE, speaker, length=duration(event.late_by, speaker.language)) if event.late_by else ""
    return said + late + (in_words(AFTER_COLON, speaker, words=one_line(event.words, speaker)) if event.words else "")


def _missed(event: e.TargetMissed, entry: Entry, speaker: Speaker) -> str:
    said = in_words(MISSED[event.target], speaker, due=speaker.time(event.due_at))
    return said + (HELD.say(speaker.language) if event.held else "")


def _reminded(event: e.UpdateReminded, entry: Entry, speaker: Speaker) -> str:
    people = say_joined((speaker.person(person) for person in event.told), speaker.language)
    text = REMINDED_PEOPLE.get(event.rung, REMINDED) if people else REMINDED
    said = in_words(text, speaker, due=speaker.time(event.held_since or event.due_at), people=people)
    if event.late_by:
        said += in_words(REMINDED_LATE, speaker, length=duration(event.late_by, speaker.language))
    return said + (HELD.say(speaker.language) if event.held_since else "")


def _rhythm(event: e.RhythmSet, entry: Entry, speaker: Speaker) -> str:
    every, due = duration(event.every, speaker.language), speaker.time(event.next_due)
    return in_words(RHYTHM, speaker, by=speaker.person(entry.by), every=every, due=due)


def _snoozed(event: e.ReminderSnoozed, entry: Entry, speaker: Speaker) -> str:
    return in_words(SNOOZED, speaker, by=speaker.person(entry.by), until=speaker.time(event.until))


def _stopped(event: e.RemindersStopped, entry: Entry, speaker: Speaker) -> str:
    return in_words(STOPPED, speaker, by=speaker.person(entry.by)) + because(event.reason, speaker)


SAYINGS: dict[type[Event], tuple[str, Saying]] = {
    e.TargetReached: ("✅", _reached),
    e.TargetMissed: ("❌", _missed),
    e.UpdateReminded: ("⏰", _reminded),
    e.RhythmSet: ("⏱️", _rhythm),
    e.ReminderSnoozed: ("⏱️", _snoozed),
    e.RemindersStopped: ("🚫", _stopped),
}
