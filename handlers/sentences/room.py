"""Sentences of the timeline: channel, people, board and card. May not: lay anything out."""

from crisis import events as e
from crisis.events import Entry, Event
from crisis.language import Text
from handlers.sentences.base import Saying, in_words
from handlers.wording.problems import failed
from handlers.wording.speaking import Speaker
from handlers.wording.vocabulary import joined

TEAM_MET = Text("The crisis team became known and was invited: {people}", "已获知危机小组成员并邀请：{people}")


JOINED = Text("{person} joined the channel", "{person} 加入频道")


CHANNEL = Text("The channel #{name} was made", "已创建频道 #{name}")


PROBLEM = Text("{what} (Slack says {reason})", "{what}（Slack 返回 {reason}）")


def _team_met(event: e.TeamMet, entry: Entry, speaker: Speaker) -> str:
    people = joined([speaker.person(person) for person in event.people], speaker.language)
    return in_words(TEAM_MET, speaker, people=people)


def _joined(event: e.RoomJoined, entry: Entry, speaker: Speaker) -> str:
    return in_words(JOINED, speaker, person=speaker.person(event.person))


def _channel(event: e.ChannelOpened, entry: Entry, speaker: Speaker) -> str:
    return in_words(CHANNEL, speaker, name=speaker.words(event.name))


def _problem(event: e.ProblemMet, entry: Entry, speaker: Speaker) -> str:
    what, reason = speaker.words(failed(event.what, speaker.language)), speaker.words(event.reason)
    return in_words(PROBLEM, speaker, what=what, reason=reason)


SAYINGS: dict[type[Event], tuple[str, Saying]] = {
    e.TeamMet: ("👋", _team_met),
    e.RoomJoined: ("👋", _joined),
    e.ChannelOpened: ("💬", _channel),
    e.ProblemMet: ("⚠️", _problem),
}
