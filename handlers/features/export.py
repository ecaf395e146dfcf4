"""The review as a file in the channel."""

from crisis.commands import ExportReview
from crisis.language import Text
from handlers.answer import Answer
from handlers.feature import Feature, Group, Numbering, Tools
from handlers.request import Request
from handlers.words.parsing import first_word

COMING = Text(
    "The review of incident #{number} is on its way into its channel.",
    "事件 #{number} 的复盘文档正在生成，稍后发到事件频道。",
)

USUAL = "md"
OTHER_WORDS = {"markdown": "md", "网页": "html", "web": "html", "htm": "html"}


async def on_line(request: Request, tools: Tools) -> Answer:
    return await _export(request, tools, first_word(request.words)[0])


async def on_button(request: Request, tools: Tools) -> Answer:
    return await _export(request, tools, request.argument)


async def _export(request: Request, tools: Tools, word: str) -> Answer:
    incident = await tools.incident(request)
    kind = OTHER_WORDS.get(word, word) or USUAL
    outcome = await tools.handle(request, ExportReview(incident.number, request.actor, kind))
    return tools.done(request, outcome, COMING, number=incident.number)


EXPORT = Feature(
    name="export",
    word=Text("export", "导出"),
    aliases=("review", "复盘"),
    group=Group.RECORD,
    usage=Text("[md|html]", "[md|html]"),
    example=Text("export html", "导出 html"),
    summary=Text("the review, as a file in the channel", "把复盘文档发到频道"),
    numbering=Numbering.PLAIN,
    run=on_line,
    buttons={"review.export": on_button},
)
