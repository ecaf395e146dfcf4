"""Looking at decisions: all of them, or one with everything that is known of it."""

import re

from crisis import refusals
from crisis.incident import Decision, Incident
from crisis.language import Language, Text
from crisis.refusals import Refused
from handlers.answer import Answer, Say
from handlers.blocks import Message, header, message, section
from handlers.feature import Feature, Group, Numbering, Tools
from handlers.request import Request
from handlers.views.lists import decision_list
from handlers.wording.vocabulary import BOT, mention, slack_time, written
from handlers.words.parsing import folded

TITLE = Text("Decision {decision} of incident #{number}", "事件 #{number} 第 {decision} 号决策")
TAKEN = Text("{by}, {at}", "{by}，{at}")
WHY = Text("Why", "理由")
OPTIONS = Text("Options weighed", "比较过的方案")
APPROVED_BY = Text("Approved by", "批准人")
EVIDENCE = Text("Evidence", "依据")
REVISIT = Text("To be looked at again", "复议时间")
REPLACES = Text("Replaces decision", "取代决策")
REPLACED_BY = Text("Replaced by decision", "已被取代，见决策")


async def on_line(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    if not request.words:
        return Say(decision_list(incident, tools.policy, request.language))
    number = re.search(r"\d{1,9}", folded(request.words))
    decision = incident.decision(int(number[0])) if number else None
    if decision is None:
        known = tuple(str(each.number) for each in incident.decisions) or (refusals.NO_DECISIONS_YET,)
        wanted = number[0] if number else request.words[:40]
        raise Refused(refusals.NO_SUCH_DECISION, decision=wanted, possible=known)
    return Say(one_decision(incident, decision, request.language))


async def show(request: Request, tools: Tools) -> Answer:
    return Say(decision_list(await tools.incident(request), tools.policy, request.language))


def one_decision(incident: Incident, decision: Decision, language: Language) -> Message:
    """A decision with everything on the record about it."""
    title = TITLE.say(language, decision=decision.number, number=incident.number)
    by = mention(decision.by) if decision.by else BOT.say(language)
    options = "\n".join(f"• {written(each, language)}" for each in decision.options)
    fields = (
        (WHY, written(decision.why, language)),
        (OPTIONS, options),
        (APPROVED_BY, mention(decision.approved_by) if decision.approved_by else ""),
        (EVIDENCE, written(decision.evidence, language)),
        (REVISIT, slack_time(decision.revisit_at, language) if decision.revisit_at else ""),
        (REPLACES, str(decision.replaces or "")),
        (REPLACED_BY, str(decision.replaced_by or "")),
    )
    said = f"{written(decision.text, language)}\n_{TAKEN.say(language, by=by, at=slack_time(decision.at, language))}_"
    shown = [section(f"*{label.say(language)}*\n{words}") for label, words in fields if words]
    return message(title, header(title), section(said), *shown)


DECISIONS = Feature(
    name="decisions",
    word=Text("decisions", "决策列表"),
    aliases=("decision", "决策表", "全部决策", "查看决策"),
    group=Group.RECORD,
    usage=Text("[N]", "[编号]"),
    example=Text("decision 3", "决策列表 3"),
    summary=Text("the decisions, or one of them with all that is known", "查看全部决策，或某一号决策的详情"),
    numbering=Numbering.SIGN,
    run=on_line,
    buttons={"decision.list": show},
)
