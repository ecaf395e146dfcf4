"""The briefing: the first message below the board, with what is known at the start.

May not: change later. What becomes known afterwards is an update.
"""

from crisis.incident import Incident
from crisis.language import Language, Text
from crisis.policy import Policy
from handlers.blocks import Block, Message, context, message, section
from handlers.views.alert_facts import fact_line, label_line, mention_block, text_block
from handlers.views.parts import notification
from handlers.views.weighed import why
from handlers.wording.vocabulary import (
    BOT,
    drill_mark,
    escape,
    in_plain,
    kind_name,
    mention,
    say,
    severity_label,
    shortened,
    slack_time,
)

KNOWN = Text("*What we know at the start*", "*已知情况*")
OPENED = Text(
    "{by} opened this incident {at} as {severity}, kind: {kind}.",
    "{by} 于 {at} 开启本事件，级别 {severity}，类型：{kind}。",
)
TITLE = Text("*{title}*", "*{title}*")
REPORTED = Text("It was reported in <#{channel}>.", "最初由 <#{channel}> 报告。")
FLARES_UP = Text(
    "💥 The same alert as #{number}, which was over: look at its decisions before taking new ones.",
    "💥 与已结束的 #{number} 是同一警报（次生危机）。做出新决策前，请先看当时的决策。",
)
TITLE_SHOWN = 600


def briefing(incident: Incident, policy: Policy, language: Language) -> Message:
    """What is known at the start: the alert's facts, or who opened the incident and where it was reported."""
    blocks: list[Block] = [
        section(f"{KNOWN.say(language)} {drill_mark(incident)}\n{_opened(incident, policy, language)}")
    ]
    alert = incident.alert
    if alert:
        blocks.append(section(TITLE.say(language, title=shortened(alert.title, TITLE_SHOWN, language))))
        blocks += text_block(alert.text, language)
        blocks += why(alert, language)
        blocks += mention_block(alert.mentions, language, alert.weighed.posts if alert.weighed else None)
        blocks.append(context(fact_line(alert, language)))
        if alert.labels:
            blocks.append(context(label_line(alert.labels, language)))
    blocks += text_block(incident.text, language)
    if incident.reported_in:
        blocks.append(context(REPORTED.say(language, channel=escape(incident.reported_in.channel))))
    if incident.flares_up is not None:
        blocks.append(section(say(FLARES_UP, language, number=incident.flares_up)))
    said = alert.text if alert else incident.text
    words = escape(in_plain(said if said.strip() else incident.title, language))
    return message(notification(incident, language, words), *blocks)


def _opened(incident: Incident, policy: Policy, language: Language) -> str:
    return say(
        OPENED,
        language,
        by=mention(incident.opened_by) if incident.opened_by else BOT,
        at=slack_time(incident.opened_at, language),
        severity=severity_label(incident.severity),
        kind=escape(kind_name(policy, incident.kind).say(language)),
    )
