"""The status update: conditions, actions, needs."""

import re

from crisis.commands import PostUpdate
from crisis.incident import Incident, Update
from crisis.language import Language, Text
from handlers.answer import Answer
from handlers.blocks import context, text_input
from handlers.feature import Feature, Group, Tools
from handlers.features.parts import form, words_of
from handlers.request import Request
from handlers.wording.vocabulary import BOT, mention, say, slack_time

FORM = Text("Status update", "进展通报")
POST = Text("Post", "发布")
CONDITIONS = Text("Conditions: how it stands", "现状：目前情况")
CONDITIONS_HINT = Text(
    "What is known and what is not; figures with their time. Everybody in the updates channel reads it.",
    "已知什么、未知什么，数字注明时间。通报频道里的人都会看到。",
)
ACTIONS = Text("Actions: what we do", "行动：正在做什么")
NEEDS = Text("Needs: what is missing", "需要：还缺什么")
EXECUTIVES = Text("For executives, in a few lines", "给高管的简短版本")
EXECUTIVES_HINT = Text(
    "What it means and what is asked of them. Left empty, they read the conditions and the needs.",
    "对公司意味着什么、需要他们做什么。留空则给他们看“现状”和“需要”。",
)
LAST = Text("The last was update {number}, {at}, by {by}.", "上次是第 {number} 次通报，{at}，{by}。")
LAST_NEVER = Text("None has been posted so far.", "此前尚未发布过通报。")
POSTED = Text("The update of incident #{number} is posted.", "事件 #{number} 的通报已发布。")

PARTS = {"conditions": "conditions", "actions": "actions", "needs": "needs", "现状": "conditions"}
PARTS |= {"行动": "actions", "需要": "needs", "需求": "needs"}
PARTS |= {"executives": "executives", "高管": "executives"}
_LABEL = re.compile(rf"(?:^|(?<=[\s;；。，,|]))({'|'.join(PARTS)})\s*[:：]\s*", re.IGNORECASE)


async def on_line(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    if not request.words:
        return _form(request, incident)
    parts = parts_of(words_of(request, tools))
    return await _post(request, tools, incident, parts)


async def on_button(request: Request, tools: Tools) -> Answer:
    return _form(request, await tools.incident(request))


async def on_form(request: Request, tools: Tools) -> Answer:
    parts = {name: request.text(name) for name in ("conditions", "actions", "needs", "executives")}
    return await _post(request, tools, await tools.incident(request), parts)


def parts_of(text: str) -> dict[str, str]:
    """A text that begins with a label is laid out (``现状：… 行动：… 需要：…``); any other is all conditions."""
    labels = list(_LABEL.finditer(text))
    if not labels or labels[0].start() != 0:
        return {"conditions": text}
    ends = [*(label.start() for label in labels[1:]), len(text)]
    parts: dict[str, str] = {}
    for label, end in zip(labels, ends, strict=True):
        name, words = PARTS[label[1].lower()], text[label.end() : end].strip(" \t\n;；，,|")
        parts[name] = f"{parts[name]}\n{words}" if name in parts else words
    return parts


async def _post(request: Request, tools: Tools, incident: Incident, parts: dict[str, str]) -> Answer:
    command = PostUpdate(
        incident.number,
        request.actor,
        parts.get("conditions", ""),
        parts.get("actions", ""),
        parts.get("needs", ""),
        parts.get("executives", ""),
    )
    outcome = await tools.handle(request, command)
    return tools.done_in_channel(request, outcome, POSTED, number=incident.number)


def _form(request: Request, incident: Incident) -> Answer:
    """Filled in with the last update: most of it usually still holds."""
    language, last = request.language, incident.updates[-1] if incident.updates else None
    return form(
        request,
        "update",
        FORM,
        context(_last(last, language)),
        text_input(
            "conditions",
            CONDITIONS.say(language),
            last.conditions if last else "",
            multiline=True,
            hint=CONDITIONS_HINT.say(language),
        ),
        text_input("actions", ACTIONS.say(language), last.actions if last else "", multiline=True, optional=True),
        text_input("needs", NEEDS.say(language), last.needs if last else "", multiline=True, optional=True),
        text_input(
            "executives",
            EXECUTIVES.say(language),
            last.executives if last else "",
            multiline=True,
            optional=True,
            hint=EXECUTIVES_HINT.say(language),
            max_length=900,
        ),
        submit=POST,
        incident=incident,
    )


def _last(last: Update | None, language: Language) -> str:
    """When the last one was posted, and by whom: whoever edits it knows how old it is."""
    if last is None:
        return LAST_NEVER.say(language)
    by = mention(last.by) if last.by else BOT.say(language)
    return say(LAST, language, number=last.number, at=slack_time(last.at, language), by=by)


UPDATE = Feature(
    name="update",
    word=Text("update", "通报"),
    aliases=("进展", "进展通报"),
    group=Group.RECORD,
    usage=Text("[TEXT]", "[内容]"),
    example=Text(
        "update Conditions: three shops closed. Actions: samples at the laboratory. Needs: a statement by noon",
        "通报 现状：三家门店停业 行动：样品已送检 需要：中午前定稿声明",
    ),
    summary=Text(
        "a status update, also to the updates channel; the next due time follows",
        "发布进展通报并同步到通报频道，重新计时",
    ),
    run=on_line,
    buttons={"update.form": on_button},
    forms={"update": on_form},
)
