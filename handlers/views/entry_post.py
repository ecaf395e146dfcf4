"""What the bot says in the incident channel when something happened: one message per entry of the timeline.

Answers for: the layout of those entries that people act on (update, decision, reminder, missed target, empty role,
stage) and one line for all others. May not: decide which entries are said aloud (the domain does).
"""

from collections.abc import Callable
from typing import Any

from crisis import events as e
from crisis.events import Entry
from crisis.incident import Incident, OfferState, Target, Update
from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.ports import LedgerHead
from crisis.stages import TRANSITIONS, Move, Stage
from handlers.blocks import Block, Message, actions, context, cut, message, section
from handlers.sentences import mark, sentence
from handlers.sentences.base import WORTH_SAYING
from handlers.views import buttons, drill, joining, mentions, plan, reminder, spread, tasks
from handlers.views.parts import listed, notification, titled, update_sections
from handlers.wording.problems import advice
from handlers.wording.speaking import SlackSpeaker
from handlers.wording.vocabulary import (
    BOT,
    drill_mark,
    duration,
    excerpt,
    mention,
    say,
    severity_label,
    shortened,
    slack_time,
    written,
)

UPDATE = Text("📣 *Status update {number}* by {by}", "📣 *第 {number} 次进展通报* · {by}")
UPDATE_LATE = Text("{length} late", "超时 {length}")
TOLD_DIRECTLY = Text("told directly: {count}", "已私信 {count} 人")
FOR_EXECUTIVES = Text("For executives", "给高管")
NEXT_DUE = Text("next update due {due}", "下次通报：{due}")
NOTHING_DUE = Text("no further update is due", "不再需要定时通报")
DECISION = Text("⚖️ *Decision {number}* by {by}", "⚖️ *决策 {number}* · {by}")
WHY = Text("Why", "理由")
OPTIONS = Text("Options weighed", "备选方案")
EVIDENCE = Text("Evidence", "依据")
APPROVED = Text("approved by {person}", "批准：{person}")
REVISIT = Text("to be looked at again {at}", "复议时间：{at}")
REPLACES = Text("replaces decision {number}", "取代决策 {number}")
REPLACES_WHAT = Text("replaces decision {number}: {words}", "取代决策 {number}：{words}")
LEDGER = Text("ledger head `{seq}:{hash}`", "台账链头 `{seq}:{hash}`")
MISSED_MORE: dict[Target, Text] = {
    Target.ACKNOWLEDGED: Text(
        "Whoever is at work on it, press the button. It counts as late, and it still counts.",
        "正在处理的同事请点下面的按钮。虽已超时，仍会记录。",
    ),
    Target.FIRST_ANSWER: Text(
        "The people who wrote to us still wait. Answer now, then put it on record.",
        "发帖的人还在等。请立即回应，并记录在案。",
    ),
    Target.FIRST_STATEMENT: Text(
        "Say what is known, what is being done and when you speak next; then put it on record.",
        "请先说清已知情况、正在做的事和下次答复时间；发出后记录在案。",
    ),
}
UNFILLED_MORE = Text(
    "Everybody who could take it was asked. Take it, or offer it by hand.",
    "可担任的人都已问过。请自行接手，或手动邀请他人。",
)
WORSENED_MORE = Text(
    "The incident stands at {severity}. Change it if the source is right.",
    "事件当前级别 {severity}，请核实是否需要调整。",
)
POSTS_WORSENED_MORE = Text(
    "The incident stands at {severity}. Read the posts, and change it if they are right.",
    "事件当前级别 {severity}，请查看帖文，核实是否需要调整。",
)
ALERT_ENDED_MORE = Text("If people are well again, too, move the stage on.", "如果用户侧也已恢复，请推进阶段。")
RESOLVED_MORE = Text(
    "When nothing is left to do, close the incident: the review is made from the record.",
    "确认无遗留事项后请结案，复盘文档将根据记录生成。",
)
CLOSED_MORE = Text("The review follows here as files.", "复盘文档稍后以文件形式发到本频道。")
ENDED_MORE = Text("The review can be exported.", "如需复盘文档，可在此导出。")

OPTIONS_SHOWN = 20
LINE_SHOWN = 2600

Layout = Callable[[Any, Entry, Incident, Policy, Language], list[Block]]


def entry_post(
    entry: Entry, incident: Incident, policy: Policy, language: Language, head: LedgerHead | None = None
) -> Message:
    """What this entry says in the channel.

    ``head``: where the ledger ends, shown with a change of stage so that a changed past can be found later
    (docs/ledger.md); written as ``seq:`` and the first 16 digits of the hash.
    """
    speaker = SlackSpeaker(language, policy)
    layout = LAYOUTS.get(type(entry.event), _line)
    blocks = layout(entry.event, entry, incident, policy, language)
    if isinstance(entry.event, e.StageChanged) and head and head.seq:
        blocks.append(context(LEDGER.say(language, seq=head.seq, hash=head.hash[:16])))
    if incident.drill:
        blocks.insert(0, context(f"*{drill_mark(incident)}*"))
    return message(notification(incident, language, sentence(entry, speaker)), *blocks)


def _said(entry: Entry, policy: Policy, language: Language, limit: int = LINE_SHOWN) -> str:
    words = sentence(entry, SlackSpeaker(language, policy))
    return f"{mark(entry.event)} {cut(words, limit)}"


def _line(event: e.Event, entry: Entry, incident: Incident, policy: Policy, language: Language) -> list[Block]:
    return [section(_said(entry, policy, language))]


def _by(entry: Entry) -> str | Text:
    return mention(entry.by) if entry.by else BOT


def _update(event: e.UpdatePosted, entry: Entry, incident: Incident, policy: Policy, language: Language) -> list[Block]:
    update = Update(event.number, entry.by, entry.at, event.conditions, event.actions, event.needs)
    due = event.next_due
    facts = [say(NEXT_DUE, language, due=slack_time(due, language)) if due else NOTHING_DUE.say(language)]
    if event.late_by >= WORTH_SAYING:
        facts.insert(0, say(UPDATE_LATE, language, length=duration(event.late_by, language)))
    if event.readers:
        facts.append(say(TOLD_DIRECTLY, language, count=len(event.readers)))
    short = event.executives.strip()
    executives = [section(titled(FOR_EXECUTIVES, written(short, language), language))] if short else []
    return [
        section(say(UPDATE, language, number=event.number, by=_by(entry))),
        *update_sections(update, language),
        *executives,
        context(" · ".join(facts)),
    ]


def _decision(
    event: e.DecisionLogged, entry: Entry, incident: Incident, policy: Policy, language: Language
) -> list[Block]:
    blocks = [
        section(say(DECISION, language, number=event.number, by=_by(entry))),
        section(written(event.text, language)),
    ]
    if event.why.strip():
        blocks.append(section(titled(WHY, written(event.why, language), language)))
    if event.options:
        options = [f"• {excerpt(option, 500, language)}" for option in event.options]
        blocks.append(section(titled(OPTIONS, listed(options, language, OPTIONS_SHOWN, 2400), language)))
    if event.evidence.strip():
        blocks.append(section(titled(EVIDENCE, shortened(event.evidence, 1500, language), language)))
    facts = _decision_facts(event, incident, language)
    return [*blocks, *([context(" · ".join(facts))] if facts else [])]


def _decision_facts(event: e.DecisionLogged, incident: Incident, language: Language) -> list[str]:
    facts: list[str] = []
    if event.approved_by:
        facts.append(say(APPROVED, language, person=mention(event.approved_by)))
    if event.revisit_at:
        facts.append(say(REVISIT, language, at=slack_time(event.revisit_at, language)))
    if event.replaces is not None:
        old = incident.decision(event.replaces)
        words = excerpt(old.text, 200, language) if old else ""
        text = REPLACES_WHAT if words else REPLACES
        facts.append(say(text, language, number=event.replaces, words=words))
    return facts


def _reminded(
    event: e.UpdateReminded, entry: Entry, incident: Incident, policy: Policy, language: Language
) -> list[Block]:
    return reminder.in_channel(event, incident, policy, language)


def _missed(event: e.TargetMissed, entry: Entry, incident: Incident, policy: Policy, language: Language) -> list[Block]:
    if event.target not in MISSED_MORE:
        return _line(event, entry, incident, policy, language)
    said = f"{_said(entry, policy, language)}\n{MISSED_MORE[event.target].say(language)}"
    if not incident.is_open or incident.reached_at(event.target):
        return [section(said)]
    return [section(said), actions(buttons.reached(incident, event.target, language, "primary"))]


def _offer_ended(
    event: e.OfferEnded, entry: Entry, incident: Incident, policy: Policy, language: Language
) -> list[Block]:
    blocks = [section(_said(entry, policy, language))]
    empty = incident.is_open and incident.holder(event.role) is None
    if empty and event.state in (OfferState.EXPIRED, OfferState.DECLINED):
        blocks.append(actions(buttons.take_role(incident, event.role, policy, language)))
    return blocks


def _unfilled(
    event: e.RoleUnfilled, entry: Entry, incident: Incident, policy: Policy, language: Language
) -> list[Block]:
    blocks = [section(f"{_said(entry, policy, language)}\n{UNFILLED_MORE.say(language)}")]
    if incident.is_open:
        blocks.append(
            actions(
                buttons.take_role(incident, event.role, policy, language, "primary"), buttons.roles(incident, language)
            )
        )
    return blocks


def _vacated(event: e.RoleVacated, entry: Entry, incident: Incident, policy: Policy, language: Language) -> list[Block]:
    blocks = [section(_said(entry, policy, language))]
    if incident.is_open and incident.holder(event.role) is None:
        blocks.append(actions(buttons.take_role(incident, event.role, policy, language)))
    return blocks


def _stage(event: e.StageChanged, entry: Entry, incident: Incident, policy: Policy, language: Language) -> list[Block]:
    said = [_said(entry, policy, language)]
    row: list[Block] = []
    if event.new is Stage.RESOLVED:
        said.append(RESOLVED_MORE.say(language))
        row = [buttons.close(incident, language, "primary")]
    elif not event.new.is_open:
        closed = event.new is Stage.CLOSED
        merged = joining.merged_more(incident, policy, language) if event.new is Stage.MERGED else []
        said += merged or [(CLOSED_MORE if closed else ENDED_MORE).say(language)]
        row = [] if closed else [buttons.export(incident, kind, language) for kind in buttons.REVIEW_NAMES]
        if TRANSITIONS.get((event.new, Stage.RESPONDING)) is Move.REOPEN and not incident.drill:
            row.append(buttons.reopen(incident.number, language))
        row += tasks.keep_buttons(incident, language)
    return [section("\n".join(said)), *([actions(*row)] if row else [])]


def _worsened(
    event: e.AlertWorsened, entry: Entry, incident: Incident, policy: Policy, language: Language
) -> list[Block]:
    if incident.severity <= event.severity or not incident.is_open:
        return [section(_said(entry, policy, language))]
    then = POSTS_WORSENED_MORE if event.by_posts else WORSENED_MORE
    more = say(then, language, severity=severity_label(incident.severity))
    return [section(f"{_said(entry, policy, language)}\n{more}"), actions(buttons.severity(incident, language))]


def _alert_ended(
    event: e.AlertEnded, entry: Entry, incident: Incident, policy: Policy, language: Language
) -> list[Block]:
    if not incident.is_open:
        return [section(_said(entry, policy, language))]
    said = f"{_said(entry, policy, language)}\n{ALERT_ENDED_MORE.say(language)}"
    return [section(said), actions(buttons.stage(incident, language))]


def _revisit(
    event: e.DecisionRevisitDue, entry: Entry, incident: Incident, policy: Policy, language: Language
) -> list[Block]:
    decision = incident.decision(event.number)
    blocks = [section(_said(entry, policy, language))]
    if decision:
        blocks.append(section(shortened(decision.text, LINE_SHOWN, language)))
    return [*blocks, actions(buttons.decision(incident, language), buttons.decisions(incident, language))]


def _problem(event: e.ProblemMet, entry: Entry, incident: Incident, policy: Policy, language: Language) -> list[Block]:
    return [section(f"{_said(entry, policy, language)}\n{advice(event.reason).say(language)}")]


def _inject(event: e.InjectPlayed, entry: Entry, incident: Incident, policy: Policy, language: Language) -> list[Block]:
    return drill.inject(event, incident, policy, language)


LAYOUTS: dict[type[e.Event], Layout] = {
    e.InjectPlayed: _inject,
    e.UpdatePosted: _update,
    e.UpdateReminded: _reminded,
    e.DecisionLogged: _decision,
    e.DecisionRevisitDue: _revisit,
    e.TargetMissed: _missed,
    e.OfferEnded: _offer_ended,
    e.RoleUnfilled: _unfilled,
    e.RoleVacated: _vacated,
    e.StageChanged: _stage,
    e.AlertWorsened: _worsened,
    e.AlertEnded: _alert_ended,
    e.SeverityProposed: spread.proposal,
    e.ProblemMet: _problem,
    e.PlanStarted: plan.started,
    e.TaskReminded: tasks.reminded,
    e.TookIn: joining.took_in,
    e.PostsSplitOff: joining.split_off,
    e.MentionsOverdue: mentions.overdue_entry,
}
