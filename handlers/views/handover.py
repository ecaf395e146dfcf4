"""What somebody who takes over must know, in half a minute: how it stands, what is decided, open and due, which tasks
wait, who is who.

Answers for: a few short paragraphs for a direct message, made when it is sent. May not: be a whole message, or know
what time it is.
"""

from crisis.clock.due import WARNING, DueKind, due_times, target_times
from crisis.incident import LEAD, Incident, Target
from crisis.language import Language, Text
from crisis.policy import Policy
from handlers.blocks import Block, section
from handlers.views.parts import listed, role_label, roles_in_view
from handlers.wording.vocabulary import escape, excerpt, mention, say, slack_time, target_name, written

STANDS = Text("*How it stands* ({at})\n{words}", "*最新情况* {at}\n{words}")
NO_UPDATE = Text("*How it stands*\nNo status update so far.", "*最新情况*\n尚未发布通报。")
DECIDED = Text("Decided", "已决定")
NOTHING_DECIDED = Text("nothing yet", "暂无")
OPEN = Text("Open", "待解决")
DUE = Text("Due", "接下来到点的事")
TASKS = Text("Open tasks", "未完成的任务")
PEOPLE = Text("Who is who", "人员分工")
LISTED = Text("*{title}*\n{words}", "*{title}*\n{words}")
DECISION = Text("{number}. {words}", "{number}. {words}")
NEEDED = Text("• needed: {words}", "• 需要：{words}")
ROLE_EMPTY = Text("• no {role} yet", "• {role}尚无人担任")
NOT_REACHED = Text("• not reached: {target}", "• 未达成：{target}")
UPDATE_DUE = Text("• {at} status update", "• {at} 发布进展通报")
TARGET_DUE = Text("• {at} {target}", "• {at} {target}")
REVISIT_DUE = Text("• {at} look at decision {number} again", "• {at} 复议第 {number} 号决策")
TASK = Text("• *{number}* {words} · {whose}", "• *{number}* {words} · {whose}")
TASK_DUE = Text("• *{number}* {words} · {whose}, by {due}", "• *{number}* {words} · {whose}，截止 {due}")
NOBODYS = Text("nobody's yet", "暂无负责人")
TO_TELL = Text("• to be told: {name} ({reach})", "• 需联系：{name}（{reach}）")
PERSON = Text("{role}: {who}", "{role}：{who}")

UPDATE_SHOWN = 300  # characters; more is not read in half a minute
LINE_SHOWN = 120
DECISIONS_SHOWN = 3
DUE_SHOWN = 4
OPEN_SHOWN = 6
PEOPLE_SHOWN = 8
TASKS_SHOWN = 6
TOLD_SHOWN = 3


def summary(role: str, incident: Incident, policy: Policy, language: Language) -> list[Block]:
    """Up to six paragraphs for whoever takes over ``role``; what is empty is left out, but for what was decided."""
    parts = (
        _stands(incident, language),
        _part(DECIDED, _decided(incident, language), DECISIONS_SHOWN, language),
        _part(OPEN, _open(incident, policy, language), OPEN_SHOWN, language),
        _part(TASKS, _tasks(role, incident, policy, language), TASKS_SHOWN, language),
        _part(DUE, _due(incident, policy, language), DUE_SHOWN, language),
        _part(PEOPLE, _people(incident, policy, language), PEOPLE_SHOWN, language),
    )
    return [section(part) for part in parts if part]


def _part(title: Text, lines: list[str], most: int, language: Language) -> str:
    if not lines:
        return ""
    return say(LISTED, language, title=title, words=listed(lines, language, most=most))


def _stands(incident: Incident, language: Language) -> str:
    if not incident.updates:
        return NO_UPDATE.say(language)
    update = incident.updates[-1]
    words = excerpt(update.conditions, UPDATE_SHOWN, language)
    return say(STANDS, language, at=slack_time(update.at, language), words=words)


def _decided(incident: Incident, language: Language) -> list[str]:
    standing = [each for each in reversed(incident.decisions) if each.replaced_by is None]
    return [
        say(DECISION, language, number=each.number, words=excerpt(each.text, LINE_SHOWN, language)) for each in standing
    ] or [NOTHING_DECIDED.say(language)]


def _open(incident: Incident, policy: Policy, language: Language) -> list[str]:
    needs = incident.updates[-1].needs if incident.updates else ""
    lines = [say(NEEDED, language, words=excerpt(needs, LINE_SHOWN, language))] if needs.strip() else []
    empty = [role for role in roles_in_view(incident, policy) if incident.holder(role) is None]
    lines += [say(ROLE_EMPTY, language, role=role_label(policy, role, language)) for role in empty]
    missed = [target for target in incident.watched if incident.reached_at(target) is None]
    lines += [say(NOT_REACHED, language, target=target_name(target)) for target in missed]
    return lines + _to_tell(incident, policy, language)


def _tasks(role: str, incident: Incident, policy: Policy, language: Language) -> list[str]:
    """A lead takes over everybody's; any other role its own, those of the person who has it, and nobody's."""
    holder = incident.holder(role)
    lines = []
    for task in incident.work.open_tasks:
        is_theirs = task.owner == holder if task.owner else task.role in ("", role)
        if role != LEAD and not is_theirs:
            continue
        words = excerpt(task.text, LINE_SHOWN, language)
        whose = mention(task.owner) if task.owner else NOBODYS.say(language)
        if task.role and not task.owner:
            whose = role_label(policy, task.role, language)
        due = slack_time(task.due_at, language) if task.due_at else ""
        lines.append(say(TASK_DUE if due else TASK, language, number=task.number, words=words, whose=whose, due=due))
    return lines


def _to_tell(incident: Incident, policy: Policy, language: Language) -> list[str]:
    """Whom the plan wants to know and whom only a person can tell."""
    plan = policy.plans.get(incident.kind)
    if plan is None or incident.kind not in incident.work.plans:
        return []
    return [
        say(TO_TELL, language, name=escape(each.name.say(language)), reach=written(each.reach, language))
        for each in plan.partners[:TOLD_SHOWN]
    ]


def _due(incident: Incident, policy: Policy, language: Language) -> list[str]:
    lines = []
    for due in sorted(due_times(incident, policy), key=lambda due: due.due_at):
        at = slack_time(due.due_at, language)
        if due.kind is DueKind.UPDATE and due.about != WARNING:
            lines.append(say(UPDATE_DUE, language, at=at))
        elif due.kind is DueKind.TARGET and any(due.about == each for each, _ in target_times(incident, policy)):
            lines.append(say(TARGET_DUE, language, at=at, target=target_name(Target(due.about))))
        elif due.kind is DueKind.REVISIT:
            lines.append(say(REVISIT_DUE, language, at=at, number=due.about))
    return lines


def _people(incident: Incident, policy: Policy, language: Language) -> list[str]:
    return [
        say(PERSON, language, role=role_label(policy, role, language), who=mention(holder))
        for role in roles_in_view(incident, policy)
        if (holder := incident.holder(role))
    ]
