"""Sentences of the timeline: drills. May not: lay anything out."""

from crisis import events as e
from crisis.events import Entry, Event
from crisis.incident.drill import InjectKind
from crisis.language import Text
from handlers.sentences.base import AFTER_COLON, Saying, in_words, one_line, role_words
from handlers.wording.speaking import Speaker
from handlers.wording.vocabulary import INJECT_KINDS, duration, target_name

INJECT = Text("Inject {number}, {kind}{sender}", "演练事件 {number}，{kind}{sender}")


INJECT_BY = Text(" ({sender})", "（{sender}）")


INJECT_ABSENT = Text(
    "Inject {number}: {role} {person} cannot be reached any more", "演练事件 {number}：{role} {person} 失联"
)


INJECT_LATE = Text(" ({length} late)", "（晚到 {length}）")


PRACTICE = Text("{by} practised: {target}; nothing went outside", "{by} 演练：{target}，未对外发布")


DRILL_STOPPED = Text("{by} stopped the drill; it is scored", "{by} 结束演练，随即评分")


DRILL_ENDED = Text("The drill is over; it is scored", "演练结束，随即评分")


def _inject(event: e.InjectPlayed, entry: Entry, speaker: Speaker) -> str:
    if event.kind is InjectKind.ABSENT:
        role, person = role_words(event.role, speaker), speaker.person(event.person) if event.person else ""
        said = in_words(INJECT_ABSENT, speaker, number=event.number, role=role, person=person)
    else:
        sender = one_line(event.alert.source if event.alert else event.sender.say(speaker.language), speaker)
        by = in_words(INJECT_BY, speaker, sender=sender) if sender else ""
        said = in_words(INJECT, speaker, number=event.number, kind=INJECT_KINDS[event.kind][1], sender=by)
    words = one_line(event.alert.title if event.alert else event.text.say(speaker.language), speaker)
    late = in_words(INJECT_LATE, speaker, length=duration(event.late_by, speaker.language)) if event.late_by else ""
    return said + late + (in_words(AFTER_COLON, speaker, words=words) if words else "")


def _practice(event: e.PracticeSaid, entry: Entry, speaker: Speaker) -> str:
    said = in_words(PRACTICE, speaker, by=speaker.person(entry.by), target=target_name(event.target))
    return said + in_words(AFTER_COLON, speaker, words=one_line(event.words, speaker))


def _drill_ended(event: e.DrillEnded, entry: Entry, speaker: Speaker) -> str:
    return (
        in_words(DRILL_STOPPED, speaker, by=speaker.person(entry.by))
        if event.stopped
        else in_words(DRILL_ENDED, speaker)
    )


SAYINGS: dict[type[Event], tuple[str, Saying]] = {
    e.InjectPlayed: ("🎬", _inject),
    e.PracticeSaid: ("🎬", _practice),
    e.DrillEnded: ("🏁", _drill_ended),
}
