"""Giving an incident another title."""

from crisis.commands import Rename
from crisis.decisions.context import TITLE_LIMIT
from crisis.incident import Incident
from crisis.language import Text
from handlers.answer import Answer
from handlers.blocks import text_input
from handlers.feature import Feature, Group, Tools
from handlers.features.parts import form, words_of
from handlers.request import Request

FORM = Text("Rename", "修改标题")
TITLE = Text("New title", "新标题")
TITLE_HINT = Text("The channel keeps its name.", "频道名称不变。")
RENAMED = Text("Incident #{number} is called “{title}” now.", "事件 #{number} 的标题已改为“{title}”。")


async def on_line(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    if not request.words:
        return _form(request, incident)
    return await _rename(request, tools, incident, words_of(request, tools))


async def on_button(request: Request, tools: Tools) -> Answer:
    return _form(request, await tools.incident(request))


async def on_form(request: Request, tools: Tools) -> Answer:
    return await _rename(request, tools, await tools.incident(request), request.text("title"))


async def _rename(request: Request, tools: Tools, incident: Incident, title: str) -> Answer:
    outcome = await tools.handle(request, Rename(incident.number, request.actor, title))
    return tools.done_in_channel(request, outcome, RENAMED, number=incident.number, title=title)


def _form(request: Request, incident: Incident) -> Answer:
    language = request.language
    title = text_input(
        "title", TITLE.say(language), incident.title, hint=TITLE_HINT.say(language), max_length=TITLE_LIMIT
    )
    return form(request, "rename", FORM, title, incident=incident)


RENAME = Feature(
    name="rename",
    word=Text("rename", "改名"),
    aliases=("title", "标题", "改标题"),
    group=Group.CHANGE,
    usage=Text("TITLE", "标题"),
    example=Text("rename Mould in lunch boxes, three shops", "改名 盒饭发霉，涉及三家门店"),
    summary=Text("another title", "修改标题"),
    run=on_line,
    buttons={"rename.form": on_button},
    forms={"rename": on_form},
)
