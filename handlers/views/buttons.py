"""The buttons of the views: one place where a button's words, action id and value stand together.

May not: say what a button does (the features do).
"""

from datetime import datetime

from crisis.incident import Incident, Offer, Target
from crisis.language import Language, Text
from crisis.policy import Policy
from handlers.blocks import Block, Confirm, Style, button
from handlers.wording.vocabulary import LEAD, role_name, say

ACKNOWLEDGE = Text("👀 Acknowledge", "👀 确认接手")
JOIN = Text("Join the channel", "加入频道")
FOLLOW = Text("🔔 Follow", "🔔 订阅")
UNFOLLOW = Text("Unfollow", "退订")
BOARD = Text("📋 Details", "📋 详情")
UPDATE = Text("📣 Post update", "📣 发布通报")
DECISION = Text("⚖️ Log decision", "⚖️ 记录决策")
NOTE = Text("📌 Note", "📌 记一笔")
STAGE = Text("🚩 Stage…", "🚩 阶段…")
SEVERITY = Text("🚨 Severity…", "🚨 级别…")
ROLE = Text("✋ Roles…", "✋ 角色…")
TAKE_LEAD = Text("✋ Take the lead", "✋ 我来担任总指挥")
TAKE = Text("Take: {role}", "担任{role}")
TAKE_OVER = Text("Take over: {role}", "接任{role}")
ACCEPT = Text("✅ Accept", "✅ 接受")
DECLINE = Text("Decline", "谢绝")
DECLINE_INSTEAD = Text("Somebody else…", "换人…")
STAY = Text("I stay", "我继续负责")
SNOOZE = Text("⏱️ Remind me in 10 min", "⏱️ 10 分钟后再提醒")
ANSWERED = Text("💬 First answer given", "💬 已首次回应")
STATED = Text("📢 Statement published", "📢 已发布声明")
DISMISS = Text("False alarm…", "误报…")
CLOSE = Text("🏁 Close…", "🏁 结案…")
REOPEN = Text("Reopen", "重开事件")
REOPEN_OLD = Text("Reopen #{number} instead", "改为重开 #{number}")
REOPEN_TITLE = Text("Reopen #{number}?", "重开 #{number}？")
REOPEN_TEXT = Text(
    "The incident goes on as responding: status updates fall due again.", "事件将回到“处置”阶段，进展通报重新计时。"
)
REOPEN_YES = Text("Reopen", "重开")
REOPEN_NO = Text("Leave it", "不重开")
EXPORT = Text("📄 Review ({format})", "📄 复盘文档（{format}）")
OPEN = Text("🔥 Open an incident", "🔥 开启事件")
NOT_ABOUT = Text("Not about us…", "与我们无关…")
OPEN_ONE = Text("Open", "开启")
OPEN_WAITING = Text("🔥 Open all {count}", "🔥 全部开启（{count} 条）")
OPEN_WORST = Text("🔥 Open the worst {count}", "🔥 开启最严重的 {count} 条")
OPEN_WAITING_TITLE = Text("Open {count} incidents?", "开启 {count} 个事件？")
OPEN_WAITING_TEXT = Text(
    "Each gets a channel of its own, and people are brought into every one of them.",
    "每条警报都会单独开一个频道，并邀请人员加入。",
)
OPEN_WAITING_YES = Text("Open them", "开启")
DISMISS_WAITING = Text("Dismiss all {count}", "全部忽略（{count} 条）")
DISMISS_ONE = Text("Dismiss", "忽略")
DISMISS_WAITING_TITLE = Text("Dismiss {count} alerts?", "忽略 {count} 条警报？")
DISMISS_WAITING_TEXT = Text(
    "Nothing is opened for them. An alert that comes again asks again.",
    "不会为它们开启事件。同样的警报再次到来时，仍会提醒处理。",
)
DISMISS_WAITING_YES = Text("Dismiss them", "忽略")
NOT_NOW = Text("Not now", "暂不处理")
TIMELINE = Text("Timeline", "时间线")
PAGE = Text("📟 Page…", "📟 呼叫…")
DECISIONS = Text("All decisions", "全部决策")
SIMILAR = Text("🔎 What was decided", "🔎 当时的决策")

# What puts each target of the response clock on record.
REACHED: dict[Target, tuple[Text, str]] = {
    Target.ACKNOWLEDGED: (ACKNOWLEDGE, "board.acknowledge"),
    Target.FIRST_ANSWER: (ANSWERED, "answered.form"),
    Target.FIRST_STATEMENT: (STATED, "statement.form"),
}
SNOOZE_MINUTES = 10
REVIEW_NAMES = {"md": "Markdown", "html": "HTML"}


def join(incident: Incident, language: Language, style: Style | None = None) -> Block:
    return _of(incident, JOIN, "card.join", language, style=style)


def follow(incident: Incident, language: Language) -> Block:
    """Its updates as direct messages."""
    return _of(incident, FOLLOW, "follow.start", language)


def unfollow(incident: Incident, language: Language) -> Block:
    return _of(incident, UNFOLLOW, "follow.stop", language)


def board(incident: Incident, language: Language) -> Block:
    """The board, for whoever clicks alone."""
    return _of(incident, BOARD, "board.show", language)


def update(incident: Incident, language: Language, style: Style | None = "primary") -> Block:
    return _of(incident, UPDATE, "update.form", language, style=style)


def decision(incident: Incident, language: Language) -> Block:
    return _of(incident, DECISION, "decision.form", language)


def note(incident: Incident, language: Language) -> Block:
    return _of(incident, NOTE, "note.form", language)


def stage(incident: Incident, language: Language) -> Block:
    return _of(incident, STAGE, "stage.form", language)


def severity(incident: Incident, language: Language) -> Block:
    return _of(incident, SEVERITY, "severity.form", language)


def roles(incident: Incident, language: Language) -> Block:
    return _of(incident, ROLE, "role.form", language)


def take_role(incident: Incident, role: str, policy: Policy, language: Language, style: Style | None = None) -> Block:
    """Take a role that nobody has, or take it over from whoever has it."""
    text = TAKE_OVER if incident.holder(role) else TAKE_LEAD if role == LEAD else TAKE
    words = say(text, language, role=role_name(policy, role)) if text is not TAKE_LEAD else text.say(language)
    return button(words, "role.take", f"{incident.number}:{role}", style)


def accept(incident: Incident, offer: Offer, language: Language) -> Block:
    return _of(incident, ACCEPT, "offer.accept", language, str(offer.id), "primary")


def decline(incident: Incident, offer: Offer, language: Language) -> Block:
    return _of(incident, DECLINE, "offer.decline", language, str(offer.id))


def snooze(incident: Incident, language: Language, due_at: datetime) -> Block:
    """Put off the reminder that the button stands on, and no other: the one of ``due_at`` (UTC)."""
    return _of(incident, SNOOZE, "remind.snooze", language, f"{SNOOZE_MINUTES}:{int(due_at.timestamp())}")


def decline_instead(incident: Incident, offer: Offer, language: Language) -> Block:
    return _of(incident, DECLINE_INSTEAD, "offer.instead", language, str(offer.id))


def stay(incident: Incident, role: str, language: Language) -> Block:
    return _of(incident, STAY, "role.stay", language, role)


def dismiss(incident: Incident, language: Language) -> Block:
    return _of(incident, DISMISS, "dismiss.form", language)


def reached(incident: Incident, target: Target, language: Language, style: Style | None = None) -> Block:
    """Put on record that a target of the response clock was reached."""
    text, action = REACHED[target]
    return _of(incident, text, action, language, style=style)


def close(incident: Incident, language: Language, style: Style | None = None) -> Block:
    return _of(incident, CLOSE, "close.form", language, style=style)


def reopen(number: int, language: Language, instead: bool = False) -> Block:
    """Reopen an incident; ``instead``: the one that another incident flares up again."""
    question = Confirm(
        REOPEN_TITLE.say(language, number=number),
        REOPEN_TEXT.say(language),
        REOPEN_YES.say(language),
        REOPEN_NO.say(language),
    )
    words = REOPEN_OLD.say(language, number=number) if instead else REOPEN.say(language)
    return button(words, "stage.reopen", str(number), confirm=question)


def export(incident: Incident, kind: str, language: Language, style: Style | None = None) -> Block:
    """The review as a file; ``kind`` is ``md`` or ``html``."""
    words = EXPORT.say(language, format=REVIEW_NAMES[kind])
    return button(words, "review.export", f"{incident.number}:{kind}", style)


def open_form(language: Language, style: Style | None = "primary") -> Block:
    return button(OPEN.say(language), "open.form", style=style)


def open_held(alert: int, language: Language) -> Block:
    return button(OPEN.say(language), "open.held", str(alert), "primary")


def not_about(alert: int, language: Language) -> Block:
    """A held alert's posts are not about us; the watch list may learn from them."""
    return button(NOT_ABOUT.say(language), "watch.aside", f":{alert}")


def open_waiting(alert: int, language: Language) -> Block:
    """Open one of several alerts that wait on one card."""
    return button(OPEN_ONE.say(language), "open.held", str(alert))


def open_all_waiting(storm: int, newest: int, count: int, all_of_them: bool, language: Language) -> Block:
    """Open ``count`` of the alerts of a storm that came no later than ``newest``; ``all_of_them``: no others wait."""
    question = Confirm(
        OPEN_WAITING_TITLE.say(language, count=count),
        OPEN_WAITING_TEXT.say(language),
        OPEN_WAITING_YES.say(language),
        NOT_NOW.say(language),
    )
    words = (OPEN_WAITING if all_of_them else OPEN_WORST).say(language, count=count)
    return button(words, "storm.open", f"{storm}-{newest}", confirm=question)


def dismiss_all_waiting(storm: int, newest: int, count: int, language: Language) -> Block:
    question = Confirm(
        DISMISS_WAITING_TITLE.say(language, count=count),
        DISMISS_WAITING_TEXT.say(language),
        DISMISS_WAITING_YES.say(language),
        NOT_NOW.say(language),
    )
    words = DISMISS_WAITING.say(language, count=count) if count > 1 else DISMISS_ONE.say(language)
    return button(words, "storm.dismiss", f"{storm}-{newest}", confirm=question)


def page(incident: Incident, language: Language) -> Block:
    """Wake somebody by hand."""
    return _of(incident, PAGE, "page.form", language)


def timeline(incident: Incident, language: Language) -> Block:
    return _of(incident, TIMELINE, "timeline.show", language)


def decisions(incident: Incident, language: Language) -> Block:
    return _of(incident, DECISIONS, "decision.list", language)


def similar(incident: Incident, language: Language) -> Block:
    """Past incidents like this one, with what was decided then."""
    return _of(incident, SIMILAR, "similar.show", language)


def _of(
    incident: Incident, text: Text, action: str, language: Language, argument: str = "", style: Style | None = None
) -> Block:
    value = f"{incident.number}:{argument}" if argument else str(incident.number)
    return button(text.say(language), action, value, style)
