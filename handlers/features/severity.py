"""Changing the severity."""

from crisis.commands import ChangeSeverity
from crisis.incident import Incident
from crisis.language import Text
from crisis.policy.rights import Right
from crisis.severity import Severity
from handlers.answer import Answer
from handlers.blocks import text_input
from handlers.feature import Feature, Group, Numbering, Tools
from handlers.features.parts import REASON, REASON_HINT, form, severity_choice
from handlers.request import Request
from handlers.wording.vocabulary import severity_label
from handlers.words.parsing import readable, reason_alone, severity_in

FORM = Text("Severity", "调整级别")
CHANGED = Text("Incident #{number} is {severity} now.", "事件 #{number} 现为 {severity}。")


async def on_line(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    if not request.words:
        return _form(request, tools, incident)
    severity, rest = severity_in(request.words)
    return await _change(request, tools, incident, severity, readable(reason_alone(rest), tools.name_of))


async def on_button(request: Request, tools: Tools) -> Answer:
    return _form(request, tools, await tools.incident(request))


async def on_form(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    severity = Severity(int(request.text("severity")))
    return await _change(request, tools, incident, severity, request.text("reason"))


async def _change(request: Request, tools: Tools, incident: Incident, severity: Severity, reason: str) -> Answer:
    outcome = await tools.handle(request, ChangeSeverity(incident.number, request.actor, severity, reason))
    label = severity_label(severity)
    return tools.done_in_channel(request, outcome, CHANGED, number=incident.number, severity=label)


def _form(request: Request, tools: Tools, incident: Incident) -> Answer:
    tools.want(request, Right.SEVERITY, incident)
    language = request.language
    return form(
        request,
        "severity",
        FORM,
        severity_choice("severity", language, incident.severity),
        text_input("reason", REASON.say(language), optional=True, multiline=True, hint=REASON_HINT.say(language)),
        incident=incident,
    )


SEVERITY = Feature(
    name="severity",
    word=Text("sev", "级别"),
    aliases=("severity", "定级"),
    group=Group.CHANGE,
    usage=Text("1..4 [because WHY]", "1..4 [理由：……]"),
    example=Text("sev 1 because a child is in hospital", "级别 1 理由：有儿童住院"),
    summary=Text("sets the severity; roles, clock and rhythm follow", "调整级别；角色、时限和通报频率随之变化"),
    numbering=Numbering.SIGN,
    run=on_line,
    buttons={"severity.form": on_button},
    forms={"severity": on_form},
)
