"""How the posts spread: the overview, the chart, and the answer to a proposed severity."""

import re
from zoneinfo import ZoneInfo

from crisis.commands import AskForChart, SettleProposal
from crisis.language import Text
from crisis.policy.rights import Right
from crisis.refusals import Refused
from handlers.answer import Answer, Done, Say
from handlers.feature import Feature, Group, Numbering, Tools
from handlers.request import Request
from handlers.views.spread import overview
from handlers.words.parsing import first_word, folded

COMING = Text(
    "The chart of incident #{number} is on its way into its channel.",
    "事件 #{number} 的走势图正在生成，稍后发到事件频道。",
)
NO_SPAN = Text(
    "“{word}” is no span of time. For example: `/incident spread chart 24h`, `7d`, or nothing for all of it.",
    "“{word}”不是时间范围。例如：`/incident 走势 图 24h`、`7d`；不写则为全部。",
)
CHART_WORDS = frozenset({"chart", "picture", "图", "图表", "走势图"})
_SPAN = re.compile(r"(\d{1,3})\s*(h|hours?|小时|d|days?|天)")


async def on_line(request: Request, tools: Tools) -> Answer:
    word, rest = first_word(request.words)
    if folded(word) in CHART_WORDS:
        return await chart(request, tools, rest)
    if word:
        return await chart(request, tools, request.words)
    return await on_button(request, tools)


async def on_button(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    counts = await tools.desk.read(lambda view: view.mention_counts(incident.number))
    return Say(overview(counts, incident, request.language, ZoneInfo(tools.policy.timezone)))


async def on_chart(request: Request, tools: Tools) -> Answer:
    return await chart(request, tools, "")


async def chart(request: Request, tools: Tools, span: str) -> Answer:
    """The picture into the channel; ``span``: how far back, as it was typed. Raises Refused."""
    incident = await tools.incident(request)
    outcome = await tools.handle(request, AskForChart(incident.number, request.actor, hours_in(span)))
    return tools.done(request, outcome, COMING, number=incident.number)


async def on_raise(request: Request, tools: Tools) -> Answer:
    return await _settle(request, tools, accepted=True)


async def on_keep(request: Request, tools: Tools) -> Answer:
    return await _settle(request, tools, accepted=False)


async def _settle(request: Request, tools: Tools, accepted: bool) -> Answer:
    incident = await tools.incident(request)
    tools.want(request, Right.SEVERITY, incident)
    await tools.handle(request, SettleProposal(incident.number, request.actor, int(request.argument), accepted))
    return Done()


def hours_in(span: str) -> int:
    """``24h``, ``7d``, ``3 天`` in hours; 0 for nothing. Raises Refused for what is no span."""
    if not span.strip():
        return 0
    found = _SPAN.fullmatch(folded(span))
    if found is None or int(found[1]) == 0:
        raise Refused(NO_SPAN, word=span[:40])
    return int(found[1]) * (1 if found[2][0] in "h小" else 24)


SPREAD = Feature(
    name="spread",
    word=Text("spread", "走势"),
    aliases=("volume", "chart", "图表", "传播"),
    group=Group.OUTSIDE,
    usage=Text("[chart [24h|7d]]", "[图 [24h|7d]]"),
    example=Text("spread chart 24h", "走势 图 24h"),
    summary=Text(
        "how many posts came when and where; a chart into the channel", "帖文随时间、平台的走势；可在频道生成走势图"
    ),
    numbering=Numbering.SIGN,
    run=on_line,
    buttons={
        "spread.show": on_button,
        "spread.chart": on_chart,
        "spread.raise": on_raise,
        "spread.keep": on_keep,
    },
)
