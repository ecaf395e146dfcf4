"""Lists that one person asks for: open incidents, decisions, roles, the timeline. Only the asker sees them.

May not: show all of a long list; what does not fit is counted.
"""

from collections.abc import Sequence

from crisis.events import Entry
from crisis.incident import Decision, Incident
from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.policy.people import Roster
from handlers.blocks import Block, Message, actions, context, cut, divider, message, section
from handlers.sentences import mark, sentence
from handlers.views import buttons
from handlers.views.parts import as_it_stands, notification, opening, role_label, roles_in_view, who_has_or_nobody
from handlers.wording.speaking import SlackSpeaker
from handlers.wording.vocabulary import (
    BOT,
    SEVERITY_MARK,
    drill_mark,
    escape,
    excerpt,
    joined,
    mention,
    more,
    say,
    slack_time,
)

OPEN_ONES = Text("*Open incidents ({count})*", "*进行中的事件（{count}）*")
NONE_OPEN = Text("No incident is open.", "当前没有进行中的事件。")
DRILLS = Text("*Drills going on ({count})*", "*进行中的演练（{count}）*")
INCIDENT = Text(
    "{drill}{mark} *#{number}* {lock}{title}\n{severity} · {stage} · {lead}: {who} · {place}",
    "{drill}{mark} *#{number}* {lock}{title}\n{severity} · {stage} · {lead}：{who} · {place}",
)
DECISIONS = Text("decisions ({count})", "决策（{count}）")
NO_DECISIONS = Text("Nothing has been decided yet.", "尚无决策。")
DECISION = Text("*{number}* {words}", "*{number}* {words}")
REPLACED = Text("~*{number}* {words}~ replaced by decision {by}", "~*{number}* {words}~ 已被决策 {by} 取代")
WHY = Text("_Why:_ {words}", "理由：{words}")
DECIDED = Text("{by}, {at}", "{by}，{at}")
APPROVED = Text("approved by {person}", "批准：{person}")
REVISIT = Text("to be looked at again {at}", "复议时间：{at}")
ROLES = Text("roles", "角色")
ROLE = Text("*{role}*: {who}", "*{role}* {who}")
CAN_TAKE = Text("can take it: {people}", "可担任：{people}")
NOBODY_CAN = Text("nobody in the crisis team can take it", "危机小组里无人可担任")
TIMELINE = Text("timeline", "时间线")
TIMELINE_EMPTY = Text("Nothing is on the timeline yet.", "时间线暂无内容。")
EARLIER = Text("…and {count} earlier", "……此前还有 {count} 条")

INCIDENTS_SHOWN = 15
TITLE_SHOWN = 200
DECISIONS_SHOWN = 12
DECISION_SHOWN = 420
WHY_SHOWN = 280
ROLES_SHOWN = 15
PEOPLE_SHOWN = 8
ENTRY_SHOWN = 400
TIMELINE_SHOWN = 10_000  # characters
SECTION_SHOWN = 2_800


def incident_list(incidents: Sequence[Incident], policy: Policy, language: Language) -> Message:
    """The open incidents as they were handed in (worst first; only those that the reader sees), each with a button to
    join, and one to open another. A drill is none of them: it stands below, and is not counted."""
    real = [incident for incident in incidents if not incident.drill]
    drills = [incident for incident in incidents if incident.drill]
    title = OPEN_ONES.say(language, count=len(real)) if real else NONE_OPEN.say(language)
    return message(
        title.replace("*", ""),
        section(title),
        *(_incident(incident, policy, language) for incident in real[:INCIDENTS_SHOWN]),
        *_left_out(len(real) - INCIDENTS_SHOWN, language),
        *([divider(), section(DRILLS.say(language, count=len(drills)))] if drills else []),
        *(_incident(incident, policy, language) for incident in drills[:INCIDENTS_SHOWN]),
        actions(buttons.open_form(language)),
    )


def decision_list(incident: Incident, policy: Policy, language: Language) -> Message:
    """The decisions of an incident, newest first, with those that were replaced struck out."""
    newest = list(reversed(incident.decisions))
    said = DECISIONS.say(language, count=len(newest)) if newest else NO_DECISIONS.say(language)
    blocks: list[Block] = [opening(incident, language)]
    blocks += [section(_decision(decision, language)) for decision in newest[:DECISIONS_SHOWN]]
    if not newest:
        blocks.append(section(NO_DECISIONS.say(language)))
    blocks += _left_out(len(newest) - DECISIONS_SHOWN, language)
    if incident.is_open:
        blocks.append(actions(buttons.decision(incident, language)))
    return message(notification(incident, language, said), *blocks)


def role_list(incident: Incident, policy: Policy, roster: Roster, language: Language) -> Message:
    """The roles that count here, then the others of the catalogue: who has each, who could take it, and a button."""
    wanted = roles_in_view(incident, policy)
    keys = list(dict.fromkeys([*wanted, *(role.key for role in policy.roles)]))
    blocks: list[Block] = [opening(incident, language)]
    for place, key in enumerate(keys[:ROLES_SHOWN]):
        if place == len(wanted):
            blocks.append(divider())
        blocks.append(_role(key, key in wanted, incident, policy, roster, language))
    blocks += _left_out(len(keys) - ROLES_SHOWN, language)
    if incident.is_open:
        blocks.append(actions(buttons.roles(incident, language)))
    return message(notification(incident, language, ROLES.say(language)), *blocks)


def timeline(entries: Sequence[Entry], incident: Incident, policy: Policy, language: Language) -> Message:
    """These entries in their order, the newest last; the earliest are left out when it is too much for one message."""
    speaker = SlackSpeaker(language, policy)
    lines: list[str] = []
    room = TIMELINE_SHOWN
    for entry in reversed(entries):
        line = f"{slack_time(entry.at, language)} {mark(entry.event)} {cut(sentence(entry, speaker), ENTRY_SHOWN)}"
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
    lines.reverse()
    left_out = (entries[0].seq - 1 if entries else 0) + len(entries) - len(lines)
    earlier = [context(EARLIER.say(language, count=left_out))] if left_out > 0 else []
    said = _sections(lines) if lines else [section(TIMELINE_EMPTY.say(language))]
    return message(
        notification(incident, language, TIMELINE.say(language)), opening(incident, language), *earlier, *said
    )


def _incident(incident: Incident, policy: Policy, language: Language) -> Block:
    said = say(
        INCIDENT,
        language,
        drill=drill_mark(incident),
        mark=SEVERITY_MARK[incident.severity],
        number=incident.number,
        lock="🔒 " if incident.private else "",
        title=excerpt(incident.title, TITLE_SHOWN, language),
        **as_it_stands(incident, policy, language),
    )
    return section(said, accessory=buttons.join(incident, language))


def _decision(decision: Decision, language: Language) -> str:
    words = excerpt(decision.text, DECISION_SHOWN, language)
    if decision.replaced_by is not None:
        return say(REPLACED, language, number=decision.number, words=words, by=decision.replaced_by)
    lines = [say(DECISION, language, number=decision.number, words=words)]
    if decision.why.strip():
        lines.append(say(WHY, language, words=excerpt(decision.why, WHY_SHOWN, language)))
    by = mention(decision.by) if decision.by else BOT
    facts = [say(DECIDED, language, by=by, at=slack_time(decision.at, language))]
    if decision.approved_by:
        facts.append(say(APPROVED, language, person=mention(decision.approved_by)))
    if decision.revisit_at:
        facts.append(say(REVISIT, language, at=slack_time(decision.revisit_at, language)))
    return "\n".join([*lines, " · ".join(facts)])


def _role(key: str, wanted: bool, incident: Incident, policy: Policy, roster: Roster, language: Language) -> Block:
    holder = incident.holder(key)
    # A role that this severity does not ask for is not missing when nobody has it.
    who = who_has_or_nobody(incident, key, language) if wanted else "–"
    line = say(ROLE, language, role=role_label(policy, key, language), who=who)
    able = [candidate.person for candidate in roster.candidates if candidate.can_take(key)]
    names = [escape(person.name) for person in able if person.id != holder]
    if names:
        shown = joined(names[:PEOPLE_SHOWN], language)
        extra = f" {more(len(names) - PEOPLE_SHOWN, language)}" if len(names) > PEOPLE_SHOWN else ""
        line += f"\n{say(CAN_TAKE, language, people=shown + extra)}"
    elif not able:
        line += f"\n{NOBODY_CAN.say(language)}"
    return section(line, accessory=buttons.take_role(incident, key, policy, language) if incident.is_open else None)


def _sections(lines: Sequence[str]) -> list[Block]:
    """The lines in as few paragraphs as hold them."""
    paragraphs: list[str] = []
    for line in lines:
        if paragraphs and len(paragraphs[-1]) + len(line) < SECTION_SHOWN:
            paragraphs[-1] += f"\n{line}"
        else:
            paragraphs.append(line)
    return [section(paragraph) for paragraph in paragraphs]


def _left_out(count: int, language: Language) -> list[Block]:
    return [context(more(count, language))] if count > 0 else []
