"""Tasks as people see them: on the board, as a message of their own, as a list, as a reminder.

Answers for: what is overdue stands first, and each has the button that ends it. May not: know what time it is: a task
is overdue once the clock has said so, and until when it runs each reader's own clock says.
"""

from crisis import events as e
from crisis.decisions.tasks import owner_of
from crisis.events import Entry
from crisis.incident import LEAD, Incident
from crisis.incident.tasks import Task, TaskState
from crisis.language import Language, Text
from crisis.policy import Policy
from handlers.blocks import Block, Message, Style, actions, button, context, message, section
from handlers.sentences import mark, sentence
from handlers.views import follow_ups
from handlers.views.parts import listed, notification, opening, role_label
from handlers.wording.speaking import SlackSpeaker
from handlers.wording.vocabulary import (
    channel_link,
    excerpt,
    link,
    mention,
    more,
    say,
    shortened,
    slack_time,
)

TASKS = Text("🧩 *Tasks* ({open} open, {ended} ended)", "🧩 *任务* 待办 {open}，已结束 {ended}")
TASKS_NONE = Text("🧩 *Tasks:* none yet", "🧩 *任务* 暂无")
LINE = Text("{mark} *{number}* {words} · {facts}", "{mark} *{number}* {words} · {facts}")
NOBODY = Text("nobody's yet", "暂无负责人")
ROLE_OPEN = Text("{role} (nobody yet)", "{role}（暂无人担任）")
ROLE_HELD = Text("{person} ({role})", "{person}（{role}）")
BY = Text("by {due}", "截止 {due}")
OVERDUE = Text("overdue since {due}", "已逾期，应于 {due} 完成")
DONE = Text("done by {who} {at}", "{who} 于 {at} 完成")
DROPPED = Text("dropped by {who}: {reason}", "{who} 取消：{reason}")
POST = Text("🧩 *Task {number}* {words}", "🧩 *任务 {number}* {words}")
POST_DONE = Text("☑️ ~Task {number}~ {words}", "☑️ ~任务 {number}~ {words}")
POST_DROPPED = Text("🚫 ~Task {number}~ {words}", "🚫 ~任务 {number}~ {words}")
SAID = Text("said by {person} {at}", "出自 {person}，{at}")
MESSAGE = Text("the message", "原消息")
PLAN = Text("from the plan", "预案任务")
REMINDER = Text("⏰ *Your task is due* ({due}):", "⏰ *您的任务已到期* 截止 {due}：")
OVER = Text(
    "🔴 {lead} *Task {number} is overdue* since {due}: {words}",
    "🔴 {lead} *任务 {number} 已逾期* 应于 {due} 完成：{words}",
)
UNOWNED = Text(
    "⏰ {lead} *Task {number} was due* {due}, and nobody has it: {words}",
    "⏰ {lead} *任务 {number} 已到期* 截止 {due}，仍无人负责：{words}",
)
WHOSE = Text("Owner: {who}", "负责人：{who}")
LIST = Text("tasks", "任务")
ADD = Text("🧩 Task…", "🧩 任务…")
ALL = Text("All tasks", "全部任务")
KIND = Text("🏷️ Kind…", "🏷️ 类型…")
FINISH = Text("✅ Done", "✅ 完成")
CHANGE = Text("Change…", "调整…")
TAKE = Text("✋ I take it", "✋ 我来做")
REOPEN = Text("Reopen", "重开")
KEEP = Text("🔧 Make follow-ups of {count} open tasks", "🔧 将 {count} 项未完任务转为改进项")
KEEP_ONE = Text("🔧 Make a follow-up of the open task", "🔧 将未完任务转为改进项")

ON_BOARD, WORDS_ON_BOARD, ROOM_ON_BOARD = 6, 110, 1500
LISTED, WORDS_LISTED = 15, 300
WORDS_SHOWN = 2400


def board_section(incident: Incident, policy: Policy, language: Language) -> list[Block]:
    """Open tasks, overdue ones first, then what is left to do after the end; nothing where there is neither."""
    tasks, left = incident.work.open_tasks, follow_ups.on_board(incident, language)
    if not incident.is_open or not incident.work.tasks:
        return left
    head = say(TASKS, language, open=len(tasks), ended=len(incident.work.tasks) - len(tasks))
    lines = [_line(task, incident, policy, language, WORDS_ON_BOARD) for task in tasks]
    said = "\n".join([head, *([listed(lines, language, ON_BOARD, ROOM_ON_BOARD)] if lines else [])])
    return [section(said, accessory=all_button(incident, language)), *left]


def task_post(task: Task, incident: Incident, policy: Policy, language: Language, origin: str | None = None) -> Message:
    """A task as a message in the room, edited in place. ``origin``: the address of the message it was made from."""
    words = shortened(task.text, WORDS_SHOWN, language)
    text = {TaskState.OPEN: POST, TaskState.DONE: POST_DONE, TaskState.DROPPED: POST_DROPPED}[task.state]
    said = say(text, language, number=task.number, words=words)
    facts = [_facts(task, incident, policy, language), *_origin(task, language, origin)]
    blocks = [section(said), context(" · ".join(facts))]
    if task.is_open and incident.is_open:
        blocks.append(actions(*_row(task, incident, language)))
    elif incident.is_open:
        blocks.append(actions(_of(task, incident, REOPEN, "task.reopen", language)))
    return message(notification(incident, language, said), *blocks)


def task_list(incident: Incident, policy: Policy, language: Language) -> Message:
    """Every open task with its buttons, then those that ended, newest first. Only the asker sees it."""
    waiting = incident.work.open_tasks
    ended = [task for task in reversed(incident.work.tasks) if not task.is_open]
    head = (
        say(TASKS, language, open=len(waiting), ended=len(ended)) if incident.work.tasks else TASKS_NONE.say(language)
    )
    blocks: list[Block] = [opening(incident, language), section(head)]
    for task in waiting[:LISTED]:
        finish = _of(task, incident, FINISH, "task.done", language)
        line = _line(task, incident, policy, language, WORDS_LISTED)
        change = _of(task, incident, CHANGE, "task.edit", language)
        blocks += [section(line), actions(finish, change)] if incident.is_open else [section(line, accessory=finish)]
    if len(waiting) > LISTED:
        blocks.append(context(more(len(waiting) - LISTED, language)))
    if ended:
        lines = [_line(task, incident, policy, language, WORDS_ON_BOARD) for task in ended]
        blocks.append(section(listed(lines, language, LISTED, 2400)))
    if incident.is_open:
        blocks.append(actions(add_button(incident, language)))
    elif kept := keep_buttons(incident, language):
        blocks.append(actions(*kept))
    return message(notification(incident, language, LIST.say(language)), *blocks)


def reminder(task: Task, incident: Incident, policy: Policy, language: Language) -> Message:
    """To the owner alone: the task is due."""
    due = slack_time(task.due_at, language) if task.due_at else "–"
    head = say(REMINDER, language, due=due)
    row = _row(task, incident, language)
    return message(
        notification(incident, language, head.replace("*", "")),
        opening(incident, language),
        section(f"{head}\n{shortened(task.text, WORDS_SHOWN, language)}"),
        context(channel_link(incident, language)),
        actions(*row),
    )


def reminded(
    event: e.TaskReminded, entry: Entry, incident: Incident, policy: Policy, language: Language
) -> list[Block]:
    """Said aloud: a task that nobody has is due, or one is overdue."""
    task, lead = incident.work.task(event.number), incident.holder(LEAD)
    if task is None or not task.is_open:
        return [section(f"{mark(event)} {sentence(entry, SlackSpeaker(language, policy))}")]
    said = say(
        OVER if event.again else UNOWNED,
        language,
        lead=mention(lead) if lead else "",
        number=task.number,
        due=slack_time(event.due_at, language),
        words=shortened(task.text, WORDS_SHOWN, language),
    )
    who = say(WHOSE, language, who=whose(task, incident, policy, language))
    return [section(said.replace("  ", " ", 1)), context(who), actions(*_row(task, incident, language))]


def whose(task: Task, incident: Incident, policy: Policy, language: Language) -> str:
    """Whose a task is, for mrkdwn."""
    holder = owner_of(task, incident)
    if not task.role or task.owner:
        return mention(holder) if holder else NOBODY.say(language)
    role = role_label(policy, task.role, language)
    return (
        say(ROLE_HELD, language, person=mention(holder), role=role) if holder else say(ROLE_OPEN, language, role=role)
    )


def add_button(incident: Incident, language: Language) -> Block:
    return button(ADD.say(language), "task.form", str(incident.number))


def kind_button(incident: Incident, language: Language) -> Block:
    return button(KIND.say(language), "kind.form", str(incident.number))


def all_button(incident: Incident, language: Language) -> Block:
    return button(ALL.say(language), "task.list", str(incident.number))


def keep_buttons(incident: Incident, language: Language) -> list[Block]:
    """For an incident that is over with tasks open: one click keeps them. Empty when there is nothing to keep."""
    made = {each.task for each in incident.work.follow_ups}
    count = sum(task.number not in made for task in incident.work.open_tasks)
    if not count or incident.is_open:
        return []
    words = KEEP_ONE.say(language) if count == 1 else KEEP.say(language, count=count)
    return [button(words, "followup.keep", str(incident.number))]


def _line(task: Task, incident: Incident, policy: Policy, language: Language, limit: int) -> str:
    signs = {TaskState.OPEN: "🔴" if task.reminded else "◻️", TaskState.DONE: "☑️", TaskState.DROPPED: "🚫"}
    words, facts = excerpt(task.text, limit, language), _facts(task, incident, policy, language)
    return say(LINE, language, mark=signs[task.state], number=task.number, words=words, facts=facts)


def _facts(task: Task, incident: Incident, policy: Policy, language: Language) -> str:
    if not task.is_open:
        who = mention(task.ended_by) if task.ended_by else "–"
        at = slack_time(task.ended_at, language) if task.ended_at else "–"
        reason = excerpt(task.reason, WORDS_ON_BOARD, language)
        return say(DONE if task.state is TaskState.DONE else DROPPED, language, who=who, at=at, reason=reason)
    facts = [whose(task, incident, policy, language)]
    if task.due_at:
        facts.append(say(OVERDUE if task.reminded else BY, language, due=slack_time(task.due_at, language)))
    return " · ".join(facts)


def _origin(task: Task, language: Language, address: str | None) -> list[str]:
    if task.plan:
        return [PLAN.say(language)]
    if task.said_at is None:
        return []
    at = slack_time(task.said_at, language)
    said = [say(SAID, language, person=mention(task.said_by), at=at)] if task.said_by else [at]
    return [*said, *([link(address, MESSAGE.say(language))] if address else [])]


def _row(task: Task, incident: Incident, language: Language) -> list[Block]:
    finish = _of(task, incident, FINISH, "task.done", language, "primary")
    take = [] if owner_of(task, incident) else [_of(task, incident, TAKE, "task.take", language)]
    return [finish, *take, _of(task, incident, CHANGE, "task.edit", language)]


def _of(
    task: Task, incident: Incident, text: Text, action: str, language: Language, style: Style | None = None
) -> Block:
    return button(text.say(language), action, f"{incident.number}:{task.number}", style)
