"""Who may do what, and who is inside a private incident: for one person who asks.

May not: say who has a right; ``crisis.policy.rights`` does.
"""

from collections.abc import Iterator

from crisis.incident import Incident
from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.policy.people import Roster
from crisis.policy.rights import DEEDS, Holders, Right, is_inside, may, who_could
from handlers.blocks import Message, context, header, message, section
from handlers.views.parts import notification, opening
from handlers.wording.vocabulary import escape, joined, mention, more, role_name, say

TITLE = Text("Who may do what", "权限表")
LINE = Text("{mark} *{deed}*: {who}", "{mark} *{deed}* {who}")
EVERYBODY = Text("everybody", "所有人")
TEAM = Text("the crisis team", "危机小组")
ABOVE = Text("the levels above", "上级")
INSIDE = Text("whoever is inside the incident", "本事件的参与者")
HOLDING = Text("the {role} of the incident", "本事件的{role}")
ABLE = Text("whoever the team has down for {role}", "小组名单中可担任{role}的人")
GROUP = Text("user group {group}", "用户组 {group}")
FOOT = Text(
    "✅ you may · ➖ you may not. The table is the policy's `rights`; the operator changes it.",
    "✅ 您有权 · ➖ 您无权。权限表在策略文件的 `rights` 里，由运维修改。",
)
INSIDE_NOW = Text("*Inside #{number}*", "*#{number} 的参与者*")
SEE_TOO = Text("*May see it, too*", "*另外有权查看*")
INSIDE_FOOT = Text(
    "Offering somebody a role, or inviting somebody into the channel, brings that person in. Whoever is put out of the "
    "channel sees nothing more.",
    "邀请某人担任角色，或把某人拉进频道，此人即成为参与者；被移出频道后就不再能看到。",
)
PEOPLE_SHOWN = 40


def rights_table(incident: Incident | None, policy: Policy, roster: Roster, person: str, language: Language) -> Message:
    """Every right with whoever has it; marked for this person, in this incident where there is one."""
    title = TITLE.say(language)
    lines = []
    for right in Right:
        has = may(person, right, incident, policy.rights, roster)
        who = joined(_said(policy.rights[right], policy, roster, language), language)
        deed = DEEDS[right].say(language)
        lines.append(say(LINE, language, mark="✅" if has else "➖", deed=deed[:1].upper() + deed[1:], who=who))
    return message(title, header(title), section("\n".join(lines)), context(FOOT.say(language)))


def inside_list(incident: Incident, policy: Policy, roster: Roster, language: Language) -> Message:
    """Who is inside a private incident, and who may see it without being so."""
    known = (*incident.invited, *incident.people, *(held.person for held in incident.holdings))
    asked = (offer.person for offer in incident.offers)
    inside = [person for person in dict.fromkeys((*known, *asked)) if is_inside(incident, person)]
    others = who_could(Right.SEE_PRIVATE, incident, policy.rights, roster)
    outside = [mention(person) for person in others if person not in inside]
    if policy.rights[Right.SEE_PRIVATE].everybody:
        outside = [EVERYBODY.say(language)]
    people = [mention(person) for person in inside]
    said = say(INSIDE_NOW, language, number=incident.number)
    return message(
        notification(incident, language, said.replace("*", "")),
        opening(incident, language),
        section(f"{said}\n{_people(people, language)}"),
        *([section(f"{SEE_TOO.say(language)}\n{_people(outside, language)}")] if outside else []),
        context(INSIDE_FOOT.say(language)),
    )


def _people(people: list[str], language: Language) -> str:
    rest = len(people) - PEOPLE_SHOWN
    return joined(people[:PEOPLE_SHOWN], language) + (f" {more(rest, language)}" if rest > 0 else "")


def _said(holders: Holders, policy: Policy, roster: Roster, language: Language) -> Iterator[str]:
    if holders.everybody:
        yield EVERYBODY.say(language)
    if holders.team:
        yield TEAM.say(language)
    if holders.above:
        yield ABOVE.say(language)
    if holders.inside:
        yield INSIDE.say(language)
    for role in holders.holding:
        yield say(HOLDING, language, role=escape(role_name(policy, role).say(language)))
    for role in holders.able:
        yield say(ABLE, language, role=escape(role_name(policy, role).say(language)))
    for group in holders.groups:
        yield say(GROUP, language, group=escape(group))
    for written in holders.people:
        person = roster.person_named(written)
        yield mention(person.id) if person else escape(written)
