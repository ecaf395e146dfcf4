"""A status update for everybody outside the room: a reply in the thread of the card.

May not: tell anything of a private incident but that an update was posted.
"""

from crisis.events import Entry, UpdatePosted
from crisis.incident import Incident, Update
from crisis.language import Language, Text
from crisis.policy import Policy
from handlers.blocks import Block, Message, context, cut, message, section
from handlers.views.parts import TITLE_TOLD, update_sections
from handlers.wording.vocabulary import (
    BOT,
    SEVERITY_MARK,
    drill_mark,
    escape,
    mention,
    outside_title,
    say,
    severity_label,
    slack_time,
    stage_name,
    written,
)

TOP = Text(
    "{drill}{mark} *#{number} {title}*\nStatus update {update} by {by} · {severity} · {stage}",
    "{drill}{mark} *#{number} {title}*\n第 {update} 次进展通报，{by} · {severity} · {stage}",
)
NEXT_DUE = Text("next update due {due}", "下次通报：{due}")
LAST = Text("no further update is due", "不再需要定时通报")
IN_PRIVATE = Text("It can be read in the incident's channel.", "内容请在事件频道内查看。")
NOTIFIED = Text(
    "{drill}#{number} {title}, update {update}: {words}", "{drill}#{number} {title}，第 {update} 次通报：{words}"
)
WORDS_TOLD = 1000


def update_broadcast(entry: Entry, incident: Incident, policy: Policy, language: Language) -> Message:
    """The update of this entry. Raises ValueError when the entry is no status update."""
    event = entry.event
    if not isinstance(event, UpdatePosted):
        raise ValueError(f"entry {entry.seq} of incident {entry.incident} is no status update")
    title = cut(escape(outside_title(incident, language)), TITLE_TOLD)
    drill, mark = drill_mark(incident), SEVERITY_MARK[incident.severity]
    top = say(
        TOP,
        language,
        drill=drill,
        mark=mark,
        number=incident.number,
        title=title,
        update=event.number,
        by=mention(entry.by) if entry.by else BOT,
        severity=severity_label(incident.severity),
        stage=stage_name(incident.stage),
    )
    due = say(NEXT_DUE, language, due=slack_time(event.next_due, language)) if event.next_due else LAST.say(language)
    told = cut(written(event.conditions, language), WORDS_TOLD)
    words = IN_PRIVATE.say(language) if incident.private else told
    text = say(NOTIFIED, language, drill=drill, number=incident.number, title=title, update=event.number, words=words)
    return message(text, section(top), *_words(event, entry, incident, language), context(due))


def _words(event: UpdatePosted, entry: Entry, incident: Incident, language: Language) -> list[Block]:
    if incident.private:
        return [section(IN_PRIVATE.say(language))]
    update = Update(event.number, entry.by, entry.at, event.conditions, event.actions, event.needs)
    return update_sections(update, language)
