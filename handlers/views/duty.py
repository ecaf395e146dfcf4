"""Who is on duty and who is of the team, for one person's eyes; and what somebody is told of an override.

May not: work out whose turn it is (``crisis.policy.duty`` does).
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.policy.duty import Override, Rotation, Shift
from crisis.policy.people import Candidate, Roster
from handlers.blocks import Block, Message, actions, button, context, divider, message, section
from handlers.views.parts import listed, role_label
from handlers.wording.vocabulary import escape, joined, mention, more, say, slack_time

ON_DUTY = Text("*On duty*", "*值班*")
NO_ROTATIONS = Text(
    "No rotation is set up. Roles are offered to the crisis team in its order, which the button shows.",
    "还没有设置轮值，角色会按小组名单的顺序邀请。点下面的按钮查看名单。",
)
ROTATION = Text("*{name}* · {roles}", "*{name}* · {roles}")
NOW = Text("🟢 {person} until {ends}", "🟢 {person}，至 {ends}")
STARTS = Text("⚪ begins with {person}: {begins}", "⚪ {begins} 开始，首位 {person}")
THEN = Text("then {person}, {begins} to {ends}", "随后 {person}，{begins} 至 {ends}")
OVERRIDE = Text(
    "🔁 #{number} · {name} · {person} for {instead}: {begins} to {ends} · arranged by {by}",
    "🔁 #{number} · {name} · {person} 替 {instead}：{begins} 至 {ends} · 由 {by} 安排",
)
WHOEVER = Text("whoever it is", "当值人员")
OVERRIDES = Text("*Overrides*", "*替班*")
TAKE_OVER = Text("🔁 Take over…", "🔁 安排替班…")
TAKE_BACK = Text("Take back", "收回")
TEAM_BUTTON = Text("👥 Crisis team", "👥 危机小组")
DUTY_BUTTON = Text("🟢 On duty", "🟢 值班")

TEAM = Text("*Crisis team ({count})*", "*危机小组（{count} 人）*")
TEAM_EMPTY = Text(
    "The crisis team is empty: nobody is in the updates channel, or nobody of the policy's team is in this workspace.",
    "危机小组里没有人：通报频道里没有成员，或策略文件里的小组成员都不在这个工作区。",
)
MEMBER = Text("{state} {person} · {roles}", "{state} {person} · {roles}")
EVERY_ROLE = Text("every role", "所有角色")
DEPUTIES = Text("deputies: {people}", "副手：{people}")
IS_ON = Text("on duty: {rotations}", "正在值班：{rotations}")
AWAY = Text("not at work now", "不在工作时间")
LEVEL = Text("⬆️ *Level {number} above* {people}", "⬆️ *第 {number} 级上级* {people}")
LEGEND = Text("🟢 on duty · ⚪ at work · 🌙 not at work now", "🟢 正在值班 · ⚪ 工作时间 · 🌙 不在工作时间")

TOLD = Text(
    "🔁 You are on duty in “{name}” ({roles}) from {begins} to {ends}, in place of {instead}. Arranged by {by}.",
    "🔁 请您在 {begins} 至 {ends} 替 {instead} 值班（{name}：{roles}）。由 {by} 安排。",
)
RELIEVED = Text(
    "🔁 {person} is on duty for you in “{name}” from {begins} to {ends}. Arranged by {by}.",
    "🔁 {begins} 至 {ends} 由 {person} 替您值班（{name}）。由 {by} 安排。",
)
TAKEN_BACK = Text(
    "↩️ The override in “{name}” from {begins} to {ends} ({person} for {instead}) was taken back by {by}: the rotation "
    "holds again.",
    "↩️ “{name}”在 {begins} 至 {ends} 的替班（{person} 替 {instead}）已由 {by} 收回，恢复原轮值。",
)

ROTATIONS_SHOWN = 10
OVERRIDES_SHOWN = 10
NEXT_SHOWN = 2
MEMBERS_SHOWN = 40
LEVELS_SHOWN = 3
PEOPLE_SHOWN = 8


def on_duty(roster: Roster, policy: Policy, now: datetime, language: Language) -> Message:
    """Each rotation with who is on and who is next; the overrides made in Slack with a button to take each back."""
    if not roster.rotations:
        said = NO_ROTATIONS.say(language)
        return message(said, section(said), actions(team_button(language)))
    blocks: list[Block] = [section(ON_DUTY.say(language))]
    blocks += [_rotation(each, policy, now, language) for each in roster.rotations[:ROTATIONS_SHOWN]]
    blocks += _left_out(len(roster.rotations) - ROTATIONS_SHOWN, language)
    standing = sorted(
        (each for rotation in roster.rotations for each in rotation.overrides if each.id and each.ends > now),
        key=lambda each: each.begins,
    )
    if standing:
        blocks += [divider(), section(OVERRIDES.say(language))]
        blocks += [_override(each, language) for each in standing[:OVERRIDES_SHOWN]]
        blocks += _left_out(len(standing) - OVERRIDES_SHOWN, language)
    return message(ON_DUTY.say(language).replace("*", ""), *blocks, actions(team_button(language)))


def team(roster: Roster, policy: Policy, now: datetime, language: Language) -> Message:
    """Who can take what, who is on duty or at work now, who stands in, and the levels above."""
    count = len(roster.candidates)
    title = TEAM.say(language, count=count) if count else TEAM_EMPTY.say(language)
    on: dict[str, list[str]] = {}
    for rotation in roster.rotations:
        if shift := rotation.shift_at(now):
            on.setdefault(shift.person, []).append(rotation.name)
    lines = [_member(each, on, roster, policy, now, language) for each in roster.candidates[:MEMBERS_SHOWN]]
    paragraphs = [lines[place : place + 10] for place in range(0, len(lines), 10)]
    return message(
        title.replace("*", ""),
        section(title),
        *(section(listed(each, language)) for each in paragraphs),
        *_left_out(count - MEMBERS_SHOWN, language),
        *(_level(number, level, language) for number, level in enumerate(roster.levels[:LEVELS_SHOWN], 1)),
        *([context(LEGEND.say(language))] if count and _says_when(roster) else []),
        actions(duty_button(language)),
    )


def told(override: Override, person: str, roles: str, withdrawn_by: str | None, language: Language) -> Message:
    """What ``person`` is told of an override: to be on, to be relieved, or that it was taken back. ``roles`` in
    mrkdwn."""
    is_on = person == override.person
    text = TAKEN_BACK if withdrawn_by else TOLD if is_on else RELIEVED
    said = say(
        text,
        language,
        name=escape(override.rotation),
        roles=roles,
        person=mention(override.person),
        instead=mention(override.instead_of) if override.instead_of else WHOEVER,
        begins=slack_time(override.begins, language),
        ends=slack_time(override.ends, language),
        by=mention(withdrawn_by or override.by or override.person),
    )
    return message(said, section(said), actions(duty_button(language)))


def team_button(language: Language) -> Block:
    return button(TEAM_BUTTON.say(language), "team.show")


def duty_button(language: Language) -> Block:
    return button(DUTY_BUTTON.say(language), "oncall.show")


def roles_of(rotation: Rotation, policy: Policy, language: Language) -> str:
    """The roles of whoever is on, for mrkdwn."""
    return joined((role_label(policy, role, language) for role in rotation.roles), language)


def _rotation(rotation: Rotation, policy: Policy, now: datetime, language: Language) -> Block:
    shifts = list(islice(rotation.shifts(now), NEXT_SHOWN + 1))
    head = say(ROTATION, language, name=escape(rotation.name), roles=roles_of(rotation, policy, language))
    first = _said(NOW if shifts[0].begins <= now else STARTS, shifts[0], language)
    following = [_said(THEN, shift, language) for shift in shifts[1:]] if len(set(rotation.people)) > 1 else []
    take_over = button(TAKE_OVER.say(language), "oncall.form", f":{rotation.name}")
    return section("\n".join((head, first, *following)), accessory=take_over)


def _said(text: Text, shift: Shift, language: Language) -> str:
    begins, ends = slack_time(shift.begins, language), slack_time(shift.ends, language)
    return say(text, language, person=mention(shift.person), begins=begins, ends=ends)


def _override(override: Override, language: Language) -> Block:
    said = say(
        OVERRIDE,
        language,
        number=override.id,
        name=escape(override.rotation),
        person=mention(override.person),
        instead=mention(override.instead_of) if override.instead_of else WHOEVER,
        begins=slack_time(override.begins, language),
        ends=slack_time(override.ends, language),
        by=mention(override.by or override.person),
    )
    return section(said, accessory=button(TAKE_BACK.say(language), "oncall.back", f":{override.id}"))


def _member(
    member: Candidate, on: dict[str, list[str]], roster: Roster, policy: Policy, now: datetime, language: Language
) -> str:
    person = member.person.id
    is_there = roster.is_at_work(person, now)
    roles = joined((role_label(policy, role, language) for role in member.roles), language)
    said = [
        say(
            MEMBER,
            language,
            state="🟢" if person in on else "•" if not _says_when(roster) else "⚪" if is_there else "🌙",
            person=mention(person),
            roles=roles or EVERY_ROLE,
        )
    ]
    if person in on:
        said.append(say(IS_ON, language, rotations=joined(map(escape, on[person]), language)))
    elif not is_there:
        said.append(AWAY.say(language))
    if member.deputies:
        said.append(say(DEPUTIES, language, people=_people(member.deputies, language)))
    return " · ".join(said)


def _says_when(roster: Roster) -> bool:
    """Whether the policy says who is there when at all."""
    return bool(roster.rotations or roster.times)


def _level(number: int, level: Sequence[str], language: Language) -> Block:
    return section(say(LEVEL, language, number=number, people=_people(level, language)))


def _people(people: Sequence[str], language: Language) -> str:
    shown = joined(map(mention, people[:PEOPLE_SHOWN]), language)
    return f"{shown} {more(len(people) - PEOPLE_SHOWN, language)}" if len(people) > PEOPLE_SHOWN else shown


def _left_out(count: int, language: Language) -> list[Block]:
    return [context(more(count, language))] if count > 0 else []
