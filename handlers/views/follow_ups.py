"""Follow-ups as people see them: on the board, as a list, as a reminder that comes until it is done.

May not: know what time it is.
"""

from crisis.incident import Incident
from crisis.incident.tasks import FollowUp, FollowUpKind, TaskState
from crisis.language import Language, Text
from handlers.blocks import Block, Message, actions, button, context, message, section
from handlers.views.parts import listed, notification, opening
from handlers.wording.vocabulary import channel_link, excerpt, mention, more, say, shortened, slack_time, stage_name

HEAD = Text("🔧 *Follow-ups* ({open} open, {ended} ended)", "🔧 *改进项* 未完 {open}，已结束 {ended}")
NONE = Text("🔧 *Follow-ups:* none", "🔧 *改进项* 暂无")
LINE = Text("{mark} *{number}* {what}{words} · {facts}", "{mark} *{number}* {what}{words} · {facts}")
WHAT: dict[FollowUpKind, Text] = {
    FollowUpKind.IMPROVEMENT: Text("improvement", "改进"),
    FollowUpKind.CALL_BACK: Text("call back", "回访"),
}
CALL_BACK = Text("☎️ call back: ", "☎️ 回访：")
NOBODY = Text("nobody's yet", "暂无负责人")
DUE = Text("due {due}", "期限：{due}")
OVERDUE = Text("overdue since {due}", "已逾期，期限：{due}")
DONE = Text("done by {who} {at}", "{who} 于 {at} 完成")
DROPPED = Text("dropped by {who}: {reason}", "{who} 取消：{reason}")
REMINDER = Text("⏰ *A follow-up is due* ({due}):", "⏰ *改进项到期* 期限 {due}：")
REMINDER_AGAIN = Text("⏰ *A follow-up is overdue* since {due}:", "⏰ *改进项已逾期* 期限 {due}：")
NEXT = Text(
    "{place} · {stage}. Until it is done, this comes again; next {next}.",
    "{place} · {stage}。完成之前会继续提醒，下次：{next}。",
)
NOT_YOURS = Text("It belongs to nobody yet, so you are asked.", "目前无人负责，因此提醒您。")
LIST = Text("follow-ups", "改进项")
ADD = Text("🔧 Follow-up…", "🔧 改进项…")
ALL = Text("All follow-ups", "全部改进项")
FINISH = Text("✅ Done", "✅ 完成")
CHANGE = Text("Change…", "调整…")
SNOOZE = Text("⏱️ In a week", "⏱️ 一周后再提醒")

ON_BOARD, LISTED = 6, 15
WORDS_ON_BOARD, WORDS_LISTED, WORDS_SHOWN = 160, 300, 2400


def on_board(incident: Incident, language: Language) -> list[Block]:
    """Open follow-ups by their due time; nothing when there is none and the incident goes on."""
    waiting = incident.work.open_follow_ups
    if not waiting and incident.is_open:
        return []
    blocks = [section(_head(incident, language, [_line(each, language, WORDS_ON_BOARD) for each in waiting]))]
    if incident.is_open:
        return blocks
    row = [add_button(incident, language), *([all_button(incident, language)] if incident.work.follow_ups else [])]
    return [*blocks, actions(*row)]


def follow_up_list(incident: Incident, language: Language) -> Message:
    """Every open one with its buttons, then those that ended. Only the asker sees it."""
    waiting = incident.work.open_follow_ups
    ended = [each for each in reversed(incident.work.follow_ups) if not each.is_open]
    blocks: list[Block] = [opening(incident, language), section(_head(incident, language, []))]
    for each in waiting[:LISTED]:
        blocks += [section(_line(each, language, WORDS_LISTED)), actions(*_row(each, incident, language))]
    if len(waiting) > LISTED:
        blocks.append(context(more(len(waiting) - LISTED, language)))
    if ended:
        lines = [_line(each, language, WORDS_ON_BOARD) for each in ended]
        blocks.append(section(listed(lines, language, LISTED, 2400)))
    blocks.append(actions(add_button(incident, language)))
    return message(notification(incident, language, LIST.say(language)), *blocks)


def reminder(known: FollowUp, incident: Incident, language: Language) -> Message:
    """To one person alone. The room may be archived: all that is needed stands here."""
    due = slack_time(known.due_at, language)
    head = say(REMINDER if known.reminded < 2 else REMINDER_AGAIN, language, due=due)
    words = _what(known, language) + shortened(known.text, WORDS_SHOWN, language)
    facts = say(
        NEXT,
        language,
        place=channel_link(incident, language),
        stage=stage_name(incident.stage),
        next=slack_time(known.remind_at, language),
    )
    notes = [] if known.owner else [NOT_YOURS.say(language)]
    return message(
        notification(incident, language, head.replace("*", "")),
        opening(incident, language),
        section(f"{head}\n{words}"),
        context(" ".join([*notes, facts])),
        actions(*_row(known, incident, language)),
    )


def add_button(incident: Incident, language: Language) -> Block:
    return button(ADD.say(language), "followup.form", str(incident.number))


def all_button(incident: Incident, language: Language) -> Block:
    return button(ALL.say(language), "followup.list", str(incident.number))


def _head(incident: Incident, language: Language, lines: list[str]) -> str:
    everything, waiting = incident.work.follow_ups, incident.work.open_follow_ups
    if not everything:
        return NONE.say(language)
    head = say(HEAD, language, open=len(waiting), ended=len(everything) - len(waiting))
    return f"{head}\n{listed(lines, language, ON_BOARD, 1600)}" if lines else head


def _line(known: FollowUp, language: Language, limit: int) -> str:
    signs = {TaskState.OPEN: "🔴" if known.reminded else "◻️", TaskState.DONE: "☑️", TaskState.DROPPED: "🚫"}
    return say(
        LINE,
        language,
        mark=signs[known.state],
        number=known.number,
        what=_what(known, language),
        words=excerpt(known.text, limit, language),
        facts=_facts(known, language),
    )


def _facts(known: FollowUp, language: Language) -> str:
    if not known.is_open:
        who = mention(known.ended_by) if known.ended_by else "–"
        at = slack_time(known.ended_at, language) if known.ended_at else "–"
        reason = excerpt(known.reason, WORDS_ON_BOARD, language)
        return say(DONE if known.state is TaskState.DONE else DROPPED, language, who=who, at=at, reason=reason)
    who = mention(known.owner) if known.owner else NOBODY.say(language)
    return f"{who} · {say(OVERDUE if known.reminded else DUE, language, due=slack_time(known.due_at, language))}"


def _what(known: FollowUp, language: Language) -> str:
    return CALL_BACK.say(language) if known.what is FollowUpKind.CALL_BACK else ""


def _row(known: FollowUp, incident: Incident, language: Language) -> list[Block]:
    value = f"{incident.number}:{known.number}"
    return [
        button(FINISH.say(language), "followup.done", value, "primary"),
        button(SNOOZE.say(language), "followup.snooze", value),
        button(CHANGE.say(language), "followup.edit", value),
    ]
