"""The board: one message at the top of the incident channel that always says how things stand.

Answers for: what a person who comes in at three in the morning must see without scrolling: how bad, how far, what is
due, who is here, what was decided, and the buttons for what can be done now. May not: know what time it is.
"""

from crisis.due import target_times
from crisis.incident import Decision, Incident, Target
from crisis.language import Language, Text
from crisis.people import Roster
from crisis.policy import Policy
from crisis.stages import FORWARD_ORDER, TRANSITIONS, Move, Stage
from handlers.blocks import Block, Message, Style, actions, context, cut, message, section
from handlers.problems import problem_line
from handlers.views import buttons, tasks
from handlers.views.clock import clock_lines, next_due_line
from handlers.views.drill import stop_button
from handlers.views.parts import (
    ACTIONS,
    NEEDS,
    listed,
    notification,
    opening,
    role_label,
    roles_in_view,
    who_has,
)
from handlers.vocabulary import (
    BOT,
    escape,
    excerpt,
    joined,
    kind_name,
    mention,
    say,
    severity_label,
    shortened,
    slack_time,
    stage_name,
)

OPENED = Text("opened {at} by {by}", "{at} 由 {by} 开启")
BEGAN = Text("began {at}", "始于 {at}")
PRIVATE = Text("🔒 private", "🔒 非公开")
CLOCK = Text("Response clock", "黄金时间")
PEOPLE = Text("People", "人员")
VACANT = Text("🔴 nobody yet: {roles}", "🔴 暂无人担任：{roles}")
PERSON = Text("{role}: {who}", "{role}：{who}")
TEAM_EMPTY = Text(
    "🔴 The crisis team is empty: nobody can be offered a role. Operator: fill `team` in the policy, or let people "
    "join the updates channel.",
    "🔴 危机小组没有成员，无人可邀请。请运维在策略文件里填写 `team` 一项，或请同事加入通报频道。",
)
LATEST = Text("*Latest update* (no. {number}, {at}, {by})", "*最新通报* 第 {number} 次，{at}，{by}")
PART = Text("*{title}:* {words}", "*{title}* {words}")
NO_UPDATE = Text("*Latest update:* none yet", "*最新通报* 暂无")
DECISIONS = Text("Decisions", "决策")
NO_DECISION = Text("*Decisions:* none yet", "*决策* 暂无")
DECISION = Text("*{number}* {words}", "*{number}* {words}")
DECISION_WHY = Text("*{number}* {words} _because:_ {why}", "*{number}* {words}（理由：{why}）")
PROBLEMS = Text("⚠️ Slack refused", "⚠️ Slack 拒绝的操作")
DUPLICATES = Text("🔄 same alert {count} more times", "🔄 同一警报又触发 {count} 次")
DUPLICATE = Text("🔄 same alert once more", "🔄 同一警报又触发 1 次")
FLARES_UP = Text("💥 flare-up of #{number}", "💥 #{number} 的次生危机")
REPORTED = Text("reported in <#{channel}>", "来自 <#{channel}>")
RECORD = Text("record: {count} entries", "记录 {count} 条")
SHOWN = Text("{severity} · {stage}", "{severity}，{stage}")

UPDATE_SHOWN = 1200  # characters of the latest update's conditions
PART_SHOWN = 500
DECISIONS_SHOWN = 5
DECISION_SHOWN = 240
WHY_SHOWN = 160
PEOPLE_SHOWN = 20
VACANT_SHOWN = 600
PROBLEMS_SHOWN = 5
BLOCK_SHOWN = 2400


def board(incident: Incident, policy: Policy, roster: Roster, language: Language, head_seq: int) -> Message:
    """The board of an incident. ``head_seq``: of the newest entry of the timeline that this board shows."""
    words = say(SHOWN, language, severity=severity_label(incident.severity), stage=stage_name(incident.stage))
    return message(
        notification(incident, language, words),
        opening(incident, language),
        _standing(incident, policy, language),
        *_due(incident, policy, language),
        _people(incident, policy, roster, language),
        *_problems(incident, language),
        _latest(incident, language),
        _decisions(incident, language),
        *tasks.board_section(incident, policy, language),
        _small_print(incident, language, head_seq),
        *_buttons(incident, language),
    )


def _standing(incident: Incident, policy: Policy, language: Language) -> Block:
    facts = [
        f"*{severity_label(incident.severity).say(language)}*",
        *([PRIVATE.say(language)] if incident.private else []),
        escape(kind_name(policy, incident.kind).say(language)),
        say(
            OPENED,
            language,
            at=slack_time(incident.opened_at, language),
            by=mention(incident.opened_by) if incident.opened_by else BOT,
        ),
    ]
    if incident.started_at:
        facts.append(say(BEGAN, language, at=slack_time(incident.started_at, language)))
    return section(f"{_trail(incident.stage, language)}\n{' · '.join(facts)}")


def _trail(stage: Stage, language: Language) -> str:
    """The stages in order with the present one marked; one beside the way stands alone."""
    order = FORWARD_ORDER if stage in FORWARD_ORDER else (stage,)
    names = ((each, stage_name(each).say(language)) for each in order)
    return "🚩 " + " › ".join(f"*{name}*" if each is stage else name for each, name in names)


def _due(incident: Incident, policy: Policy, language: Language) -> list[Block]:
    clock = clock_lines(incident, policy, language)
    blocks = [section(line)] if (line := next_due_line(incident, language)) else []
    if clock:
        blocks.append(section("\n".join([f"*{CLOCK.say(language)}*", *clock])))
    missing = [target for target, _ in target_times(incident, policy) if incident.reached_at(target) is None]
    if missing and incident.is_open:
        blocks.append(actions(*(_reached(incident, target, language) for target in missing)))
    return blocks


def _reached(incident: Incident, target: Target, language: Language) -> Block:
    return buttons.reached(incident, target, language, "primary" if target is Target.ACKNOWLEDGED else None)


def _people(incident: Incident, policy: Policy, roster: Roster, language: Language) -> Block:
    lines: list[str] = []
    vacant: list[str] = []
    for role in roles_in_view(incident, policy):
        label, who = role_label(policy, role, language), who_has(incident, role, language)
        if who:
            lines.append(say(PERSON, language, role=label, who=who))
        else:
            vacant.append(label)
    if vacant and incident.is_open:
        roles = cut(joined(vacant, language), VACANT_SHOWN)
        lines.insert(0, say(VACANT, language, roles=roles))
    if incident.is_open and not roster.candidates:
        lines.append(TEAM_EMPTY.say(language))
    shown = listed(lines, language, most=PEOPLE_SHOWN, limit=BLOCK_SHOWN) if lines else "–"
    return section(f"*{PEOPLE.say(language)}*\n{shown}")


def _problems(incident: Incident, language: Language) -> list[Block]:
    if not incident.problems:
        return []
    lines = [f"• {problem_line(problem, language)}" for problem in reversed(incident.problems)]
    return [section(f"*{PROBLEMS.say(language)}*\n{listed(lines, language, PROBLEMS_SHOWN, BLOCK_SHOWN)}")]


def _latest(incident: Incident, language: Language) -> Block:
    if not incident.updates:
        return section(NO_UPDATE.say(language))
    update = incident.updates[-1]
    by = mention(update.by) if update.by else BOT
    lines = [
        say(LATEST, language, number=update.number, at=slack_time(update.at, language), by=by),
        shortened(update.conditions, UPDATE_SHOWN, language),
    ]
    lines += [
        say(PART, language, title=title, words=shortened(words, PART_SHOWN, language))
        for title, words in ((ACTIONS, update.actions), (NEEDS, update.needs))
        if words.strip()
    ]
    return section("\n".join(lines))


def _decisions(incident: Incident, language: Language) -> Block:
    if not incident.decisions:
        return section(NO_DECISION.say(language))
    standing = [decision for decision in reversed(incident.decisions) if decision.replaced_by is None]
    lines = [_decision(decision, language) for decision in standing[:DECISIONS_SHOWN]]
    left_out = len(incident.decisions) - len(lines)
    text = listed(lines, language, limit=BLOCK_SHOWN, left_out=left_out)
    accessory = buttons.decisions(incident, language) if left_out else None
    return section(f"*{DECISIONS.say(language)}*\n{text}", accessory=accessory)


def _decision(decision: Decision, language: Language) -> str:
    words = excerpt(decision.text, DECISION_SHOWN, language)
    if not decision.why.strip():
        return say(DECISION, language, number=decision.number, words=words)
    why = excerpt(decision.why, WHY_SHOWN, language)
    return say(DECISION_WHY, language, number=decision.number, words=words, why=why)


def _small_print(incident: Incident, language: Language, head_seq: int) -> Block:
    facts: list[str] = []
    if incident.duplicates == 1:
        facts.append(DUPLICATE.say(language))
    elif incident.duplicates:
        facts.append(say(DUPLICATES, language, count=incident.duplicates))
    if incident.flares_up is not None:
        facts.append(say(FLARES_UP, language, number=incident.flares_up))
    if incident.reported_in:
        facts.append(REPORTED.say(language, channel=escape(incident.reported_in.channel)))
    facts.append(say(RECORD, language, count=head_seq))
    return context(" · ".join(facts))


def _buttons(incident: Incident, language: Language) -> list[Block]:
    if not incident.is_open:
        over = [buttons.export(incident, "md", language), buttons.export(incident, "html", language)]
        over.append(buttons.timeline(incident, language))
        can_reopen = TRANSITIONS.get((incident.stage, Stage.RESPONDING)) is Move.REOPEN and not incident.drill
        return [actions(*([buttons.reopen(incident.number, language)] if can_reopen else []), *over)]
    waiting = incident.reached_at(Target.ACKNOWLEDGED) is None
    resolved = incident.stage is Stage.RESOLVED
    # One green button at a time: what should be done now.
    style: Style | None = None if waiting or resolved else "primary"
    now = [buttons.close(incident, language, None if waiting else "primary")] if resolved else []
    now += [
        buttons.update(incident, language, style),
        buttons.decision(incident, language),
        buttons.note(incident, language),
    ]
    change = [
        buttons.roles(incident, language),
        buttons.stage(incident, language),
        buttons.severity(incident, language),
        buttons.timeline(incident, language),
    ]
    change += [buttons.dismiss(incident, language)] if incident.stage is Stage.TRIAGE else []
    drill = [actions(stop_button(incident, language))] if incident.drill else []
    return [actions(*now), actions(*change), *drill]
