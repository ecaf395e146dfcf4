"""The response plan as people see it: one message in the room, and what is said to those who must know.

May not: say the title of a private incident to anybody outside its room.
"""

from crisis import events as e
from crisis.events import Entry
from crisis.incident import Incident
from crisis.language import Language, Text
from crisis.policy import Policy
from handlers.blocks import Block, Message, actions, context, header, message, section
from handlers.views import buttons, tasks
from handlers.views.parts import listed, role_label
from handlers.wording.vocabulary import (
    SEVERITY_MARK,
    channel_link,
    drill_mark,
    escape,
    excerpt,
    joined,
    kind_name,
    mention,
    outside_title,
    say,
    severity_label,
    slack_time,
    written,
)

PLAN = Text("📋 *Response plan: {kind}*", "📋 *应急预案：{kind}*")
ROLES = Text("*Roles it asks for:* {roles}", "*需要的角色* {roles}")
TASKS = Text("*Tasks, now on the board*", "*任务（已列入看板）*")
TASK = Text("• *{number}* {words} · {whose}", "• *{number}* {words} · {whose}")
TASK_DUE = Text("• *{number}* {words} · {whose}, by {due}", "• *{number}* {words} · {whose}，截止 {due}")
NOBODY = Text("nobody's yet", "暂无负责人")
TOLD = Text("*Told by Fenghuo:* {names}", "*烽火已代为知会* {names}")
PARTNERS = Text("*To be told by one of you*", "*需由各位联系*")
PARTNER = Text("• {name}: {reach}", "• {name}：{reach}")
UNKNOWN = Text(
    "⚠️ Nobody here has this name, so was not told: {names}. Operator: see `plans` in the policy.",
    "⚠️ 工作区里没有此人，未能知会：{names}。请运维核对策略文件的 `plans`。",
)
OUTSIDE = Text(
    "🔒 The plan names them, and they were not told: this incident is private and they are not inside. Whoever shall "
    "know can be invited into the channel: {names}",
    "🔒 预案要求知会以下人员，但本事件为非公开，他们不是参与者，因此未通知。如需让其知情，请邀请其加入本频道：{names}",
)
DRILL = Text("This is a drill: nobody outside this room is told.", "演练中，不知会频道以外的任何人。")
HOLDING = Text(
    "*Holding statement*, to be copied. Check it against the facts before it goes out.",
    "*首份口径* 可直接复制；发出前请先核对事实。",
)
FACTS = Text("{severity} · {kind} · {place}", "{severity} · {kind} · {place}")
WHY_YOU = Text("You are told because the response plan for {kind} names you.", "“{kind}”应急预案要求知会您。")
WHY_HERE = Text("Told here because of the response plan for {kind}.", "按“{kind}”应急预案知会本频道。")
TELLING = Text("{severity} incident #{number}: {title}", "{severity} 事件 #{number}：{title}")

WORDS_SHOWN, TITLE_SHOWN = 200, 300


def started(event: e.PlanStarted, entry: Entry, incident: Incident, policy: Policy, language: Language) -> list[Block]:
    """The one message of the plan, in the room."""
    blocks = [section(say(PLAN, language, kind=_kind(event.kind, policy, language)))]
    if event.roles:
        roles = joined((role_label(policy, role, language) for role in event.roles), language)
        blocks.append(section(say(ROLES, language, roles=roles)))
    lines = [line for number in event.tasks if (line := _task(number, incident, policy, language))]
    if lines:
        blocks.append(section(f"{TASKS.say(language)}\n{listed(lines, language, 20, 2600)}"))
    blocks += _tellings(event, incident, language)
    blocks += _holding(event, language)
    if incident.is_open:
        blocks.append(actions(tasks.all_button(incident, language), tasks.add_button(incident, language)))
    return blocks


def _task(number: int, incident: Incident, policy: Policy, language: Language) -> str:
    task = incident.work.task(number)
    if task is None:
        return ""
    words = excerpt(task.text, WORDS_SHOWN, language)
    whose = role_label(policy, task.role, language) if task.role else NOBODY.say(language)
    if task.due_at is None:
        return say(TASK, language, number=number, words=words, whose=whose)
    due = slack_time(task.due_at, language)
    return say(TASK_DUE, language, number=number, words=words, whose=whose, due=due)


def _tellings(event: e.PlanStarted, incident: Incident, language: Language) -> list[Block]:
    names = [mention(person) for person in event.people]
    names += [f"<#{each}>" if _is_id(each) else f"#{escape(each)}" for each in event.channels]
    blocks = [section(say(TOLD, language, names=joined(names, language)))] if names else []
    if event.outside:
        blocks.append(section(say(OUTSIDE, language, names=joined(map(mention, event.outside), language))))
    if event.unknown:
        unknown = joined((escape(name) for name in event.unknown), language)
        blocks.append(section(say(UNKNOWN, language, names=unknown)))
    if event.partners:
        lines = [
            say(PARTNER, language, name=escape(each.name.say(language)), reach=written(each.reach, language))
            for each in event.partners
        ]
        blocks.append(section(f"{PARTNERS.say(language)}\n{listed(lines, language, 20, 2600)}"))
    return [*blocks, *([context(DRILL.say(language))] if incident.drill else [])]


def _holding(event: e.PlanStarted, language: Language) -> list[Block]:
    """In both languages, the room's own first: words for the outside go to readers of either."""
    statement = event.holding_statement
    both = (statement.zh, statement.en) if language is Language.CHINESE else (statement.en, statement.zh)
    shown = [words for words in dict.fromkeys(both) if words.strip()]
    if not shown:
        return []
    return [section(HOLDING.say(language)), *(section(_to_copy(words)) for words in shown)]


def _to_copy(words: str) -> str:
    return f"```\n{escape(words.replace('```', chr(39) * 3))}\n```"


def tell_person(incident: Incident, policy: Policy, language: Language) -> Message:
    """To somebody whom a plan names, directly."""
    row = [] if incident.private else [actions(buttons.join(incident, language, "primary"))]
    why = say(WHY_YOU, language, kind=_kind(incident.kind, policy, language))
    return message(_notice(incident, language), *_short(incident, policy, language), context(why), *row)


def tell_channel(incident: Incident, policy: Policy, language: Language) -> Message:
    """In a channel that a plan names."""
    why = say(WHY_HERE, language, kind=_kind(incident.kind, policy, language))
    row = actions(buttons.join(incident, language))
    return message(_notice(incident, language), *_short(incident, policy, language), context(why), row)


def _short(incident: Incident, policy: Policy, language: Language) -> list[Block]:
    facts = say(
        FACTS,
        language,
        severity=severity_label(incident.severity),
        kind=_kind(incident.kind, policy, language),
        place=channel_link(incident, language),
    )
    title = f"{drill_mark(incident)}{SEVERITY_MARK[incident.severity]} #{incident.number} · "
    return [header(title + outside_title(incident, language)), section(facts)]


def _notice(incident: Incident, language: Language) -> str:
    title = excerpt(outside_title(incident, language), TITLE_SHOWN, language)
    severity = incident.severity.name
    return drill_mark(incident) + say(TELLING, language, severity=severity, number=incident.number, title=title)


def _kind(key: str, policy: Policy, language: Language) -> str:
    return escape(kind_name(policy, key).say(language))


def _is_id(channel: str) -> bool:
    return channel[:1] in ("C", "G") and channel.isupper()
