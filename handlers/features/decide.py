"""Logging a decision: on the line, in the form, from a message or by an emoji."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from crisis.commands import LogDecision
from crisis.incident import Incident
from crisis.language import Text
from crisis.policy import Emoji
from crisis.refusals import Refused
from handlers.answer import Answer, Done
from handlers.blocks import choice, moment_input, person_input, text_input
from handlers.feature import Feature, Group, Reaction, Tools
from handlers.features.decisions import on_line as look
from handlers.features.parts import (
    form,
    incident_choice,
    incident_of_form,
    moment_of,
    open_incidents,
    text_of,
    words_of,
)
from handlers.request import Request, SourceMessage
from handlers.words.moments import read_moment
from handlers.words.parsing import folded, reason_in

FORM = Text("Decision", "记录决策")
TEXT = Text("What was decided", "决策内容")
WHY = Text("Why", "理由")
WHY_HINT = Text("The review asks for it, and nobody remembers it later.", "复盘必问，事后没人记得清。")
OPTIONS = Text("Options weighed, one a line", "比较过的方案，每行一个")
APPROVED_BY = Text("Approved by", "批准人")
EVIDENCE = Text("On what evidence", "依据")
REVISIT = Text("Look at it again at", "复议时间")
REPLACES = Text("Replaces decision", "取代哪号决策")
LOGGED = Text(
    "Decision {decision} of incident #{number} is on the record.", "事件 #{number} 的第 {decision} 号决策已记录。"
)

_NUMBER = re.compile(r"#?\d{1,9}")
_REVISIT = re.compile(
    r"[\s,，;；。.]+(?:revisit|复议|复查)\s*(?:at\b|on\b|时间)?[:：\s]*(?P<when>[^\n]{1,60})$", re.IGNORECASE
)


async def on_line(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    if not request.words:
        return _form(request, incident)
    if _NUMBER.fullmatch(folded(request.words)):  # 决策 3: nobody decides a number, somebody looks for one
        return await look(request, tools)
    zone = ZoneInfo(tools.policy.timezone)
    said, revisit = revisit_in(words_of(request, tools), tools.desk.clock(), zone)
    text, why = reason_in(said)
    return await _log(request, tools, LogDecision(incident.number, request.actor, text, why, revisit_at=revisit))


async def on_button(request: Request, tools: Tools) -> Answer:
    return _form(request, await tools.incident(request))


async def on_message(request: Request, tools: Tools) -> Answer:
    """The form with the message's words; outside an incident channel it asks which incident is meant."""
    here = await tools.incident_of_channel(request.channel)
    text = text_of(request.message, tools) if request.message else ""
    others = () if here else await open_incidents(request, tools)
    return _form(request, here, text, request.message, others)


async def on_emoji(request: Request, tools: Tools) -> Answer:
    """⚖️ on a message in an incident channel: its words are the decision. Elsewhere the emoji is only an emoji."""
    here = await tools.incident_of_channel(request.channel)
    if here is None or request.about is None:
        return Done()
    message = await tools.find_message(request.about.channel, request.about.ts)
    if message is None:
        return Done()
    text, why = reason_in(text_of(message, tools))
    return await _log(request, tools, LogDecision(here.number, request.actor, text, why, message=message.ref))


async def on_form(request: Request, tools: Tools) -> Answer:
    incident = await incident_of_form(request, tools)
    replaces = request.text("replaces")
    command = LogDecision(
        incident=incident.number,
        by=request.actor,
        text=request.text("text"),
        why=request.text("why"),
        options=tuple(line.strip() for line in request.text("options").splitlines() if line.strip()),
        approved_by=request.text("approved_by") or None,
        evidence=request.text("evidence"),
        revisit_at=moment_of(request, "revisit"),
        replaces=int(replaces) if replaces else None,
        message=request.about,
    )
    return await _log(request, tools, command)


def revisit_in(text: str, now: datetime, zone: ZoneInfo) -> tuple[str, datetime | None]:
    """``… revisit in 2h`` and ``… 复议 2小时后`` at the end of a decision; what is no time stays among its words."""
    found = _REVISIT.search(text)
    if found is None:
        return text, None
    try:
        return text[: found.start()].strip(), read_moment(found["when"], now, zone)
    except Refused:
        return text, None


async def _log(request: Request, tools: Tools, command: LogDecision) -> Answer:
    outcome = await tools.handle(request, command)
    decision = len(outcome.incident.decisions) if outcome.incident else 0
    return tools.done_in_channel(request, outcome, LOGGED, number=command.incident, decision=decision)


def _form(
    request: Request,
    incident: Incident | None,
    text: str = "",
    message: SourceMessage | None = None,
    others: tuple[Incident, ...] = (),
) -> Answer:
    language = request.language
    standing = [each for each in incident.decisions if each.replaced_by is None] if incident else []
    earlier = [(str(each.number), f"{each.number}. {each.text}") for each in reversed(standing)]
    return form(
        request,
        "decision",
        FORM,
        *([incident_choice(others, language)] if others else []),
        text_input("text", TEXT.say(language), text, multiline=True),
        text_input("why", WHY.say(language), multiline=True, optional=True, hint=WHY_HINT.say(language)),
        text_input("options", OPTIONS.say(language), multiline=True, optional=True),
        person_input("approved_by", APPROVED_BY.say(language), optional=True),
        text_input("evidence", EVIDENCE.say(language), optional=True),
        moment_input("revisit", REVISIT.say(language)),
        *([choice("replaces", REPLACES.say(language), earlier, optional=True)] if earlier else []),
        incident=incident,
        message=message,
    )


def _emoji(emoji: Emoji) -> tuple[str, ...]:
    return emoji.decision


DECIDE = Feature(
    name="decide",
    word=Text("decide", "决策"),
    aliases=("decided", "决定"),
    group=Group.RECORD,
    usage=Text("[TEXT because WHY] [revisit in 2h]", "[内容 因为 理由] [复议 2小时后]"),
    example=Text(
        "decide Take the batch off the shelves because two samples had mould",
        "决策 该批次全部下架 因为 两份样品检出霉菌",
    ),
    summary=Text(
        "puts a decision and its reason on the record; ⚖️ on a message does, too", "记录决策及其理由；给消息加 ⚖️ 也可以"
    ),
    run=on_line,
    buttons={"decision.form": on_button},
    forms={"decision": on_form},
    shortcuts={"decide_message": on_message},
    reactions=(Reaction(_emoji, on_emoji),),
)
