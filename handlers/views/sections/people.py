"""Who leads; which roles nobody has; who has the others or was asked. May not: offer anything."""

from crisis.language import Text
from handlers.blocks import Block, cut, section
from handlers.views.parts import listed, role_label, roles_in_view, titled, who_has
from handlers.views.sections.base import SECTION_SHOWN, Shown
from handlers.wording.vocabulary import LEAD, joined, say

PEOPLE = Text("People", "人员")
VACANT = Text("🔴 nobody yet: {roles}", "🔴 暂无人担任：{roles}")
PERSON = Text("{role}: {who}", "{role}：{who}")
TEAM_EMPTY = Text(
    "🔴 The crisis team is empty: nobody can be offered a role. Operator: fill `team` in the policy, or let people "
    "join the updates channel.",
    "🔴 危机小组没有成员，无人可邀请。请运维在策略文件里填写 `team` 一项，或请同事加入通报频道。",
)
PEOPLE_SHOWN = 20
VACANT_SHOWN = 400


def people(shown: Shown) -> list[Block]:
    incident, policy, language = shown.incident, shown.policy, shown.language
    lines: list[str] = []
    vacant: list[str] = []
    for role in roles_in_view(incident, policy):
        label, who = role_label(policy, role, language), who_has(incident, role, language)
        if who:
            lines.append(say(PERSON, language, role=label, who=who))
        else:
            vacant.append(label)
    if vacant and incident.is_open:
        leads = bool(who_has(incident, LEAD, language))
        lines.insert(1 if leads else 0, say(VACANT, language, roles=cut(joined(vacant, language), VACANT_SHOWN)))
    if incident.is_open and not shown.roster.candidates:
        lines.append(TEAM_EMPTY.say(language))
    if not lines:
        return []
    return [section(titled(PEOPLE, listed(lines, language, PEOPLE_SHOWN, SECTION_SHOWN), language))]
