"""Merging an incident into another one, where it goes on. Taking it back is reopening: features/stage.py."""

import re
from dataclasses import replace

from crisis.commands import MergeIncident
from crisis.incident import Incident
from crisis.language import Text
from crisis.overview.alike import likest_first
from crisis.policy.rights import Right
from crisis.refusals import Refused
from handlers.answer import Answer
from handlers.blocks import checkbox, text_input
from handlers.feature import Feature, Group, Tools
from handlers.features.parts import REASON, REASON_HINT, form, incident_choice
from handlers.request import Request
from handlers.words.parsing import first_typed, first_word, folded, readable, reason_alone

FORM = Text("Merge", "并案")
SUBMIT = Text("Merge", "并案")
OPENLY = Text("It is private", "非公开事件")
OPENLY_BOX = Text("merge it also into one that all may read", "允许并入公开事件")
OPENLY_HINT = Text(
    "Its open tasks and posts could be read there, and its people come into that channel.",
    "未完成的任务和帖文会对所有人可见，人员也会加入该频道。",
)
NO_OTHER = Text(
    "No other incident is open that you see, so there is none to merge into. `/incident list` shows the open ones.",
    "没有您可见的其他进行中的事件，无法并案。用 `/incident 列表` 查看进行中的事件。",
)
WHICH = Text(
    "“{word}” is no incident's number. Say into which one: `/incident merge #12`. Open ones: {possible}.",
    "“{word}”不是事件编号。请指明并入哪个事件：`/incident 并案 #12`。进行中的有：{possible}。",
)
MERGED = Text(
    "Incident #{number} goes on in #{into}. `/incident reopen #{number}` takes it back. Triage learns nothing from it.",
    "事件 #{number} 已并入 #{into}。如需撤销请用 `/incident 重开 #{number}`。本次操作不会用于训练。",
)

_NUMBER = re.compile(r"[#＃]?\s*([0-9０-９]{1,9})\s*号?(?=$|[\s,，:：;；。])[\s,，:：;；。]*(.*)", re.DOTALL)
_OPEN_WORDS = frozenset({"openly", "公开"})
_PLACE_WORDS = frozenset({"into", "to", "with", "到", "入", "进"})


async def on_line(request: Request, tools: Tools) -> Answer:
    """``#N [openly] [because WHY]``; without words the form."""
    incident = await tools.incident(request)
    words = _from_number(request.words)
    if not words:
        return await _form(request, tools, incident)
    found = _NUMBER.match(words)
    if found is None:
        possible = tuple(f"#{each.number}" for each in await _possible(request, tools, incident))
        raise Refused(WHICH if possible else NO_OTHER, word=first_typed(words)[:40], possible=possible)
    rest, openly = found[2], False
    if first_word(rest)[0] in _OPEN_WORDS:
        openly, rest = True, first_word(rest)[1]
    reason = readable(reason_alone(rest), tools.name_of)
    return await _merge(request, tools, incident, int(folded(found[1])), reason, openly)


async def on_button(request: Request, tools: Tools) -> Answer:
    return await _form(request, tools, await tools.incident(request))


async def on_form(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    into, openly = int(request.text("incident")), request.values.get("openly") == ("yes",)
    return await _merge(request, tools, incident, into, request.text("reason"), openly)


def _from_number(words: str) -> str:
    """What is typed from the number on: “into #3” and “到 3” are “#3” and “3”."""
    word, rest = first_word(words)
    return rest if word in _PLACE_WORDS else words.strip()


async def _merge(request: Request, tools: Tools, incident: Incident, into: int, reason: str, openly: bool) -> Answer:
    await tools.incident(replace(request, incident=into))  # one that the asker does not see is not there
    command = MergeIncident(incident.number, request.actor, into, reason, openly)
    outcome = await tools.handle(request, command)
    return tools.done(request, outcome, MERGED, number=incident.number, into=into)


async def _possible(request: Request, tools: Tools, incident: Incident) -> tuple[Incident, ...]:
    """Those it could be merged into, the likest first."""
    found = await tools.open_incidents(request)
    return likest_first(incident, [each for each in found if each.number != incident.number and not each.drill])


async def _form(request: Request, tools: Tools, incident: Incident) -> Answer:
    tools.want(request, Right.CLOSE, incident)
    language = request.language
    possible = await _possible(request, tools, incident)
    if not possible:
        raise Refused(NO_OTHER)
    openly = checkbox("openly", OPENLY.say(language), OPENLY_BOX.say(language), hint=OPENLY_HINT.say(language))
    return form(
        request,
        "merge",
        FORM,
        incident_choice(possible, language),
        *([openly] if incident.private else []),
        text_input("reason", REASON.say(language), optional=True, multiline=True, hint=REASON_HINT.say(language)),
        submit=SUBMIT,
        incident=incident,
    )


MERGE = Feature(
    name="merge",
    word=Text("merge", "并案"),
    aliases=("合并", "并入"),
    group=Group.CHANGE,
    usage=Text("#N [because WHY]", "#编号 [理由]"),
    example=Text("merge #12 because it is the same leak", "并案 #12 理由：同一起泄漏"),
    summary=Text(
        "this one goes on in #N: people, open tasks and posts go along; reopening takes it back",
        "并入 #编号 处理：人员、未完成任务和帖文一并转入，重开即可撤销",
    ),
    run=on_line,
    buttons={"merge.form": on_button},
    forms={"merge": on_form},
)
