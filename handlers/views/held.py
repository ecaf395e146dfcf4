"""The card of an alert that opens nothing by itself: it waits in the updates channel for a person to judge it.

May not: open anything.
"""

from crisis.incident import Incident
from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.ports import StoredAlert
from handlers.blocks import Block, Message, actions, context, header, message, section
from handlers.views import buttons
from handlers.views.alert_facts import fact_line, label_line, mention_block, text_block
from handlers.views.weighed import why
from handlers.wording.vocabulary import (
    SEVERITY_MARK,
    channel_link,
    drill_mark,
    escape,
    in_plain,
    mention,
    outside_title,
    say,
    severity_label,
    slack_time,
)

TOP = Text("{mark} Alert: {title}", "{mark} 警报：{title}")
HELD = Text(
    "{severity}: nothing was opened by itself. Is this more than it looks?",
    "{severity}：未自动开启事件。是否需要升级处理？",
)
SETTLED = Text(
    "✅ {by} opened #{number} from this alert {at}. {channel}", "✅ {by} 已于 {at} 据此开启 #{number}。{channel}"
)
SETTLED_ALONE = Text(
    "✅ #{number} was opened from this alert {at}. {channel}", "✅ 已于 {at} 据此开启 #{number}。{channel}"
)
DISMISSED = Text("✅ {by} dismissed it: nothing was opened.", "✅ {by} 已忽略，未开启事件。")
SET_ASIDE = Text("✅ {by}: not about us; nothing was opened.", "✅ {by} 已判定与我们无关，未开启事件。")
NOTIFIED = Text("{top} ({severity})", "{top}（{severity}）")
OPENED_AS = Text("{drill}#{number} {title}", "{drill}#{number} {title}")


def held(alert: StoredAlert, policy: Policy, language: Language) -> Message:
    """The card while nobody has decided: the facts and the button that opens an incident."""
    severity = severity_label(alert.alert.severity)
    return message(
        say(NOTIFIED, language, top=escape(_top(alert, language)), severity=severity),
        *_facts(alert, language),
        section(say(HELD, language, severity=severity)),
        actions(*_buttons(alert, language)),
    )


def settled(alert: StoredAlert, incident: Incident, policy: Policy, language: Language) -> Message:
    """The card once an incident was opened from it. A private incident shows neither title nor channel."""
    by = mention(incident.opened_by) if incident.opened_by else ""
    said = say(
        SETTLED if by else SETTLED_ALONE,
        language,
        by=by,
        number=incident.number,
        at=slack_time(incident.opened_at, language),
        channel="" if incident.private else channel_link(incident, language),
    ).rstrip()
    name = say(
        OPENED_AS,
        language,
        drill=drill_mark(incident),
        number=incident.number,
        title=escape(outside_title(incident, language)),
    )
    return message(f"✅ {name}", *_facts(alert, language, over=True), section(f"{drill_mark(incident)}{said}"))


def dismissed(alert: StoredAlert, by: str, language: Language) -> Message:
    """The card once somebody has put it aside, with others that waited."""
    said = say(DISMISSED, language, by=mention(by))
    return message(f"✅ {escape(_top(alert, language))}", *_facts(alert, language, over=True), section(said))


def set_aside(alert: StoredAlert, by: str, language: Language) -> Message:
    """The card once somebody has said that it is not about us."""
    said = say(SET_ASIDE, language, by=mention(by))
    return message(f"✅ {escape(_top(alert, language))}", *_facts(alert, language, over=True), section(said))


def _buttons(alert: StoredAlert, language: Language) -> list[Block]:
    """What mentions nobody can hardly be about somebody else."""
    opens = [buttons.open_held(alert.id, language)]
    return [*opens, buttons.not_about(alert.id, language)] if alert.alert.mentions else opens


def _top(alert: StoredAlert, language: Language) -> str:
    mark = SEVERITY_MARK[alert.alert.severity]
    return say(TOP, language, mark=mark, title=in_plain(alert.alert.title, language))


def _facts(alert: StoredAlert, language: Language, over: bool = False) -> list[Block]:
    """``over``: somebody has decided. The posts are in the incident then, or nobody needs them: the card makes room."""
    posts = [] if over else mention_block(alert.alert.mentions, language, _posts(alert))
    blocks = [
        header(_top(alert, language)),
        *text_block(alert.alert.text, language),
        *why(alert.alert, language),
        *posts,
        context(fact_line(alert.alert, language)),
    ]
    return [*blocks, context(label_line(alert.alert.labels, language))] if alert.alert.labels else blocks


def _posts(alert: StoredAlert) -> int | None:
    """How many posts its story has, when it is one: the alert holds the hottest."""
    return alert.alert.weighed.posts if alert.alert.weighed else None
