"""Moving an incident through its stages: one step or more, to the end, aside, or back to life."""

from crisis.commands import ChangeStage
from crisis.desk.gate import right_of_stage
from crisis.incident import Incident
from crisis.language import Text
from crisis.policy.rights import Right, may
from crisis.refusals import Refused
from crisis.stages import NAMES, Stage, next_stages, stage_of
from handlers.answer import Answer
from handlers.blocks import choice, text_input
from handlers.feature import Feature, Group, Handler, Numbering, Tools
from handlers.features.keeping import keeping, keeps
from handlers.features.parts import REASON, REASON_HINT, form
from handlers.request import Request
from handlers.wording.vocabulary import stage_name
from handlers.words.parsing import first_word, readable, reason_alone

STAGE_FORM = Text("Stage", "变更阶段")
CLOSE_FORM = Text("Close", "结案")
DISMISS_FORM = Text("Dismiss", "标记误报")
STAGE_LABEL = Text("New stage", "新阶段")
WHY_CLOSE = Text("How it ended", "处理结果")
WHY_DISMISS = Text("Why it was nothing", "为什么是误报")
NO_SUCH_STAGE = Text(
    "There is no stage “{word}”. Stages are: {possible}.", "没有“{word}”这个阶段。可选阶段：{possible}。"
)
MOVED = Text("Incident #{number} is at {stage} now.", "事件 #{number} 现处于“{stage}”阶段。")
NOT_OVER = Text(
    "Incident #{number} is not over: it is at {stage}. `/incident stage` moves it.",
    "事件 #{number} 尚未结束，当前阶段为“{stage}”。变更阶段请用 `/incident 阶段`。",
)
NOWHERE = Text(
    "Incident #{number} is at {stage} and goes nowhere from there.", "事件 #{number} 处于“{stage}”，不能再变更阶段。"
)

CAN_BE_CHOSEN = tuple(stage for stage in Stage if stage is not Stage.MERGED)  # merging names the other incident
OTHER_WORDS = {
    "resolve": Stage.RESOLVED,
    "close": Stage.CLOSED,
    "contain": Stage.CONTAINED,
    "respond": Stage.RESPONDING,
    "dismiss": Stage.DISMISSED,
    "解决": Stage.RESOLVED,
    "已恢复": Stage.RESOLVED,
    "关闭": Stage.CLOSED,
}


async def on_line(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    if not request.words:
        return _stage_form(request, tools, incident)
    word, rest = first_word(request.words)
    return await _move(request, tools, incident, _wanted(word), readable(reason_alone(rest), tools.name_of))


def _wanted(word: str) -> Stage:
    stage = stage_of(word) or OTHER_WORDS.get(word)
    if stage not in CAN_BE_CHOSEN:
        raise Refused(NO_SUCH_STAGE, word=word[:40], possible=tuple(NAMES[each] for each in CAN_BE_CHOSEN))
    return stage


async def on_button(request: Request, tools: Tools) -> Answer:
    return _stage_form(request, tools, await tools.incident(request))


async def on_form(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    return await _move(request, tools, incident, _wanted(request.text("stage")), request.text("reason"))


def _to(stage: Stage, without_words: Handler | None = None) -> Handler:
    """A line or a button that means one stage; what follows the word is the reason."""

    async def run(request: Request, tools: Tools) -> Answer:
        if without_words is not None and not request.words.strip():
            return await without_words(request, tools)
        incident = await tools.incident(request)
        return await _move(request, tools, incident, stage, readable(reason_alone(request.words), tools.name_of))

    return run


async def reopen(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    if incident.is_open:
        raise Refused(NOT_OVER, number=incident.number, stage=stage_name(incident.stage))
    reason = readable(reason_alone(request.words), tools.name_of)
    return await _move(request, tools, incident, Stage.RESPONDING, reason)


def _asking(callback: str, title: Text, label: Text) -> Handler:
    """A button that asks for the reason first."""

    async def run(request: Request, tools: Tools) -> Answer:
        incident, language = await tools.incident(request), request.language
        tools.want(request, Right.CLOSE, incident)
        reason = text_input(
            "reason", label.say(language), optional=True, multiline=True, hint=REASON_HINT.say(language)
        )
        return form(request, callback, title, reason, *keeping(incident, language), submit=title, incident=incident)

    return run


def _form_to(stage: Stage) -> Handler:
    async def run(request: Request, tools: Tools) -> Answer:
        return await _move(request, tools, await tools.incident(request), stage, request.text("reason"))

    return run


async def _move(request: Request, tools: Tools, incident: Incident, stage: Stage, reason: str) -> Answer:
    command = ChangeStage(incident.number, request.actor, stage, reason, keeps(request))
    outcome = await tools.handle(request, command)
    return tools.done_in_channel(request, outcome, MOVED, number=incident.number, stage=stage_name(stage))


def _stage_form(request: Request, tools: Tools, incident: Incident) -> Answer:
    """With the stages that the asker may choose."""
    language = request.language
    reachable = [stage for stage in next_stages(incident.stage) if stage in CAN_BE_CHOSEN]
    if not reachable:
        raise Refused(NOWHERE, number=incident.number, stage=stage_name(incident.stage))
    possible = [stage for stage in reachable if _may(request, tools, incident, stage)]
    if not possible:
        tools.want(request, right_of_stage(reachable[0]), incident)
    options = [(stage.value, stage_name(stage).say(language)) for stage in possible]
    return form(
        request,
        "stage",
        STAGE_FORM,
        choice("stage", STAGE_LABEL.say(language), options),
        text_input("reason", REASON.say(language), optional=True, multiline=True, hint=REASON_HINT.say(language)),
        incident=incident,
    )


def _may(request: Request, tools: Tools, incident: Incident, stage: Stage) -> bool:
    right, rights = right_of_stage(stage), tools.policy.rights
    return not request.actor or may(request.actor, right, incident, rights, tools.desk.roster)


STAGE = Feature(
    name="stage",
    word=Text("stage", "阶段"),
    aliases=("phase",),
    group=Group.CHANGE,
    usage=Text("NAME [because WHY]", "名称 [理由：……]"),
    example=Text("stage contained", "阶段 受控"),
    summary=Text(
        "moves on, or back with a reason: triage, responding, contained, resolved, closed",
        "推进阶段，退回须写理由：研判、处置、受控、恢复、结案",
    ),
    numbering=Numbering.SIGN,
    run=on_line,
    buttons={"stage.form": on_button},
    forms={"stage": on_form},
)
RESOLVE = Feature(
    name="resolve",
    word=Text("resolve", "恢复"),
    aliases=("resolved", "解决"),
    group=Group.CHANGE,
    usage=Text("[because WHY]", "[说明]"),
    example=Text("resolve", "恢复"),
    summary=Text("the crisis is over; what remains is the follow-up", "危机解除，只剩善后"),
    numbering=Numbering.PLAIN,
    run=_to(Stage.RESOLVED),
    buttons={"stage.resolve": _to(Stage.RESOLVED)},
)
CLOSE = Feature(
    name="close",
    word=Text("close", "结案"),
    aliases=("closed", "关闭"),
    group=Group.CHANGE,
    usage=Text("[because WHY]", "[说明]"),
    example=Text("close", "结案"),
    summary=Text("ends the incident; the review is put into the channel", "结束事件，复盘文档随即发到频道"),
    numbering=Numbering.PLAIN,
    run=_to(Stage.CLOSED),
    buttons={"close.form": _asking("close", CLOSE_FORM, WHY_CLOSE)},
    forms={"close": _form_to(Stage.CLOSED)},
)
DISMISS = Feature(
    name="dismiss",
    word=Text("dismiss", "误报"),
    aliases=("dismissed", "false-alarm"),
    group=Group.CHANGE,
    usage=Text("[because WHY]", "[理由]"),
    example=Text("dismiss because it was a test", "误报 理由：是一次测试"),
    summary=Text("it was nothing", "虚惊一场，按误报处理"),
    numbering=Numbering.PLAIN,
    run=_to(Stage.DISMISSED, without_words=_asking("dismiss", DISMISS_FORM, WHY_DISMISS)),
    buttons={"dismiss.form": _asking("dismiss", DISMISS_FORM, WHY_DISMISS)},
    forms={"dismiss": _form_to(Stage.DISMISSED)},
)
REOPEN = Feature(
    name="reopen",
    word=Text("reopen", "重开"),
    aliases=("重启",),
    group=Group.CHANGE,
    usage=Text("[#N] [because WHY]", "[#编号] [理由]"),
    example=Text("reopen #12", "重开 #12"),
    summary=Text("opens an ended incident again, as responding", "重开已结束的事件，回到“处置”阶段"),
    numbering=Numbering.PLAIN,
    run=reopen,
    buttons={"stage.reopen": reopen},
)
