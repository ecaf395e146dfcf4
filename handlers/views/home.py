"""The Home tab: what one person has to do here, and the open incidents. Only this person sees it.

May not: promise what is not there: it shows roles, offers and incidents as they stand.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crisis.clock.cadence import update_due_at
from crisis.digest import Digest
from crisis.incident import Incident, Offer, Target
from crisis.incident.tasks import Task
from crisis.language import Language, Text
from crisis.mention import KeptMention
from crisis.overview.mine import Duty, DutyKind, due_for, mentions_for, offers_for, roles_for, tasks_for
from crisis.policy import Policy
from crisis.policy.people import Roster
from crisis.policy.reach import follows
from handlers.blocks import Block, Message, actions, button, context, divider, header, section, tab
from handlers.views import buttons
from handlers.views.digest import hours_shown
from handlers.views.duty import duty_button, roles_of
from handlers.views.my_mentions import my_mentions
from handlers.views.parts import as_it_stands, listed, role_label
from handlers.wording.vocabulary import (
    LEAD,
    SEVERITY_MARK,
    channel_link,
    drill_mark,
    escape,
    excerpt,
    joined,
    mention,
    more,
    say,
    slack_time,
    target_name,
)

INTRO = Text(
    "*Fenghuo is your team's crisis desk.*\n"
    "When something goes wrong, one click opens a channel, brings in the right people and keeps the clock and the "
    "record.\n"
    "What you are asked to do stands here, and nothing waits for you now.",
    "*烽火是团队的危机处置台。*\n出事时点一下，就会开好频道、拉齐人员、盯住时限、留下记录。\n"
    "需要您做的事都会列在这里；目前没有待办。",
)
FOR_YOU = Text("✋ For you", "✋ 待您处理")
MY_ROLES = Text("My roles", "我的角色")
NO_ROLE = Text("You have no role at the moment.", "您目前没有担任角色。")
ROLE = Text("*{roles}* · {drill}#{number} {title} · {place}", "*{roles}* · {drill}#{number} {title} · {place}")
OFFERED = Text(
    "{drill}You are asked to be the *{role}* of #{number} {title}. Please answer by {until}.",
    "*请您担任{role}* · {drill}#{number} {title}\n{until} 前请答复。",
)
DUE = Text("Due for me", "我的待办")
DUE_LINE = Text("{sign} {due} · {drill}#{number} {title}: {what}", "{sign} {due} · {drill}#{number} {title}：{what}")
UPDATE_DUE = Text("status update", "进展通报")
TASK_DUE = Text("task: {words}", "任务：{words}")
FOLLOW_UP_DUE = Text("follow-up: {words}", "改进项：{words}")
TASK_LINE = Text("☐ {drill}#{number} {title}: {words}", "☐ {drill}#{number} {title}：{words}")
DECISION_DUE = Text("look at decision {number} again", "复议决策 {number}")
OPEN_ONES = Text("Open incidents: {count}", "进行中的事件：{count}")
NONE_OPEN = Text("No incident is open.", "当前没有进行中的事件。")
DRILLS = Text("Drills going on: {count}", "进行中的演练：{count}")
INCIDENT = Text(
    "{drill}{mark} *#{number}* {title}\n{severity} · {stage} · {lead}: {who} · {place}{next}",
    "{drill}{mark} *#{number}* {title}\n{severity} · {stage} · {lead}：{who} · {place}{next}",
)
NEXT = Text("\nnext update {due}", "\n下次通报：{due}")
OVERDUE = Text("\n🔴 update overdue since {due}", "\n🔴 通报逾期，应于 {due} 发出")
FOLLOWING = Text(" · 🔔 you follow it", " · 🔔 已订阅")
ON_DUTY = Text("On duty now", "当前值班")
ON_DUTY_LINE = Text("🟢 {person} · {roles} · until {ends}", "🟢 {person} · {roles} · 至 {ends}")
DIGEST = Text("📊 Your digest comes at {hours}; next {due}.", "📊 您的简报：每天 {hours}，下次 {due}。")
NO_DIGEST = Text(
    "📊 A digest of all open incidents can come to you at hours that you choose.",
    "📊 可以在您选定的时间，把所有进行中的事件汇总私信给您。",
)
DIGEST_BUTTON = Text("📊 Digest…", "📊 简报…")
DRILL = Text("🎬 Start a drill", "🎬 开始演练")
HELP = Text("❓ Help", "❓ 帮助")
OFFERS_SHOWN = 8
ROLES_SHOWN = 10
ROTATIONS_SHOWN = 10
DUTIES_SHOWN = 15
INCIDENTS_SHOWN = 15
DRILLS_SHOWN = 3
TITLE_SHOWN = 120
TASK_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Mine:
    """All that one person's tab is made of. ``incidents``: the open ones that this person may see, worst first;
    ``ended``: those that are over and have follow-ups. ``claimed``: mentions of the open ones that are in hand.
    ``now`` says who is on duty, and stands nowhere: a tab is not different because time goes by."""

    person: str
    incidents: tuple[Incident, ...]
    ended: tuple[Incident, ...]
    digest: Digest | None
    roster: Roster
    now: datetime
    claimed: tuple[KeptMention, ...] = ()


def home(mine: Mine, policy: Policy, language: Language) -> Message:
    """What this person is asked, does and has to do; who is on duty; the open incidents; what can be begun."""
    person, incidents = mine.person, mine.incidents
    offers, roles, duties = (
        offers_for(person, incidents),
        roles_for(person, incidents),
        due_for(person, (*incidents, *mine.ended), policy),
    )
    tasks = tasks_for(person, incidents)
    is_idle = not (offers or roles or duties or incidents)
    return tab(
        MY_ROLES.say(language),
        *([section(INTRO.say(language))] if is_idle else []),
        *_offers(offers, policy, language),
        *([] if is_idle else _roles(roles, policy, language)),
        *_due(duties, tasks, language),
        *my_mentions(mentions_for(person, incidents, mine.claimed, policy), language),
        *_incidents(mine, policy, language),
        *_on_duty(mine, policy, language),
        divider(),
        context(_digest(mine.digest, language)),
        actions(*_buttons(language)),
    )


def with_answer(shown: Message, said: Message) -> Message:
    """The tab with the answer to a click on it above: there is no other place where Slack would show it."""
    return tab(said.text, *said.blocks, divider(), *shown.blocks)


def view_of(shown: Message) -> Block:
    """As ``views.publish`` wants it."""
    return {"type": "home", "blocks": list(shown.blocks)}


def fingerprint(shown: Message) -> str:
    """The same for tabs that look the same."""
    return hashlib.sha256(json.dumps(shown.blocks, ensure_ascii=False).encode()).hexdigest()


def _offers(offers: Sequence[tuple[Incident, Offer]], policy: Policy, language: Language) -> list[Block]:
    if not offers:
        return []
    blocks = [header(FOR_YOU.say(language))]
    for incident, offer in offers[:OFFERS_SHOWN]:
        said = say(
            OFFERED,
            language,
            drill=drill_mark(incident),
            role=role_label(policy, offer.role, language),
            number=incident.number,
            title=excerpt(incident.title, TITLE_SHOWN, language),
            until=slack_time(offer.expires_at, language),
        )
        blocks.append(section(said))
        answers = (buttons.accept, buttons.decline, buttons.decline_instead)
        blocks.append(actions(*(each(incident, offer, language) for each in answers)))
    return [*blocks, *_left_out(len(offers) - OFFERS_SHOWN, language)]


def _roles(roles: Sequence[tuple[Incident, tuple[str, ...]]], policy: Policy, language: Language) -> list[Block]:
    lines = [
        say(
            ROLE,
            language,
            drill=drill_mark(incident),
            roles=joined((role_label(policy, role, language) for role in held), language),
            number=incident.number,
            title=excerpt(incident.title, TITLE_SHOWN, language),
            place=channel_link(incident, language),
        )
        for incident, held in roles
    ]
    shown = listed(lines, language, ROLES_SHOWN) if lines else NO_ROLE.say(language)
    return [header(MY_ROLES.say(language)), section(shown)]


def _due(duties: Sequence[Duty], tasks: Sequence[tuple[Incident, Task]], language: Language) -> list[Block]:
    """What has a time, the earliest first; then the tasks that have none."""
    if not duties and not tasks:
        return []
    lines = [
        say(
            DUE_LINE,
            language,
            sign="🔴" if duty.overdue else "⏳",
            due=slack_time(duty.due_at, language),
            drill=drill_mark(duty.incident),
            number=duty.incident.number,
            title=excerpt(duty.incident.title, TITLE_SHOWN // 2, language),
            what=_what(duty, language),
        )
        for duty in duties
    ]
    lines += [
        say(
            TASK_LINE,
            language,
            drill=drill_mark(incident),
            number=incident.number,
            title=excerpt(incident.title, TITLE_SHOWN // 2, language),
            words=excerpt(task.text, TASK_SHOWN, language),
        )
        for incident, task in tasks
    ]
    return [header(DUE.say(language)), section(listed(lines, language, DUTIES_SHOWN))]


def _what(duty: Duty, language: Language) -> str:
    if duty.kind is DutyKind.UPDATE:
        return UPDATE_DUE.say(language)
    if duty.kind is DutyKind.TARGET:
        return target_name(Target(duty.about)).say(language)
    if duty.kind is DutyKind.TASK:
        task = duty.incident.work.task(int(duty.about))
        return say(TASK_DUE, language, words=excerpt(task.text, TASK_SHOWN, language) if task else duty.about)
    if duty.kind is DutyKind.FOLLOW_UP:
        known = duty.incident.work.follow_up(int(duty.about))
        return say(FOLLOW_UP_DUE, language, words=excerpt(known.text, TASK_SHOWN, language) if known else duty.about)
    return say(DECISION_DUE, language, number=duty.about)


def _incidents(mine: Mine, policy: Policy, language: Language) -> list[Block]:
    """Worst first; a drill is none of them and stands below."""
    real = [each for each in mine.incidents if not each.drill]
    drills = [each for each in mine.incidents if each.drill]
    title = OPEN_ONES.say(language, count=len(real)) if real else NONE_OPEN.say(language)
    blocks = [header(title)] if real else [section(f"*{title}*")]
    for incident in real[:INCIDENTS_SHOWN]:
        blocks += _incident(incident, mine.person, policy, language)
    blocks += _left_out(len(real) - INCIDENTS_SHOWN, language)
    if drills:
        blocks.append(section(f"*{DRILLS.say(language, count=len(drills))}*"))
    for incident in drills[:DRILLS_SHOWN]:
        blocks += _incident(incident, mine.person, policy, language)
    return blocks


def _on_duty(mine: Mine, policy: Policy, language: Language) -> list[Block]:
    shifts = [(each, shift) for each in mine.roster.rotations if (shift := each.shift_at(mine.now))]
    lines = [
        say(
            ON_DUTY_LINE,
            language,
            person=mention(shift.person),
            roles=roles_of(rotation, policy, language),
            ends=slack_time(shift.ends, language),
        )
        for rotation, shift in shifts
    ]
    return [header(ON_DUTY.say(language)), section(listed(lines, language, ROTATIONS_SHOWN))] if lines else []


def _incident(incident: Incident, person: str, policy: Policy, language: Language) -> list[Block]:
    rhythm = incident.rhythm
    following = FOLLOWING.say(language) if follows(incident, person) else ""
    due = ""
    if rhythm.owed_since:
        due = say(OVERDUE, language, due=slack_time(rhythm.owed_since, language))
    elif due_at := update_due_at(incident, policy):
        due = say(NEXT, language, due=slack_time(due_at, language))
    said = say(
        INCIDENT,
        language,
        drill=drill_mark(incident),
        mark=SEVERITY_MARK[incident.severity],
        number=incident.number,
        title=excerpt(incident.title, TITLE_SHOWN, language),
        **as_it_stands(incident, policy, language),
        next=due + following,
    )
    row = [buttons.board(incident, language)]
    if person not in incident.people:
        row.insert(0, buttons.join(incident, language))
    if LEAD in incident.roles_of(person):
        row.insert(0, buttons.update(incident, language, None))
    change = buttons.unfollow if follows(incident, person) else buttons.follow
    return [section(said), actions(*row, change(incident, language))]


def _digest(digest: Digest | None, language: Language) -> str:
    if digest is None or digest.due_at is None:
        return NO_DIGEST.say(language)
    hours = escape(hours_shown(digest.choice, language))
    return say(DIGEST, language, hours=hours, due=slack_time(digest.due_at, language))


def _buttons(language: Language) -> list[Block]:
    return [
        buttons.open_form(language),
        button(DIGEST_BUTTON.say(language), "digest.form"),
        duty_button(language),
        button(DRILL.say(language), "drill.form"),
        button(HELP.say(language), "help.show"),
    ]


def _left_out(count: int, language: Language) -> list[Block]:
    return [context(more(count, language))] if count > 0 else []
