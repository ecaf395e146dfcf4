"""Looking at the timeline."""

import re

from crisis.language import Text
from crisis.refusals import Refused
from handlers.answer import Answer, Say
from handlers.feature import Feature, Group, Numbering, Tools
from handlers.request import Request
from handlers.views.lists import timeline
from handlers.words.parsing import folded

NO_COUNT = Text(
    "“{word}” is no number of entries. For example: `/incident timeline 20`.",
    "“{word}”不是条数。例如：`/incident 时间线 20`。",
)

USUAL, MOST = 20, 200  # entries


async def on_line(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    count = count_of(request.words)
    entries = await tools.desk.read(lambda view: view.entries(incident.number, newest=count))
    return Say(timeline(entries, incident, tools.policy, request.language))


def count_of(words: str) -> int:
    """How many of the newest entries are wanted, 1 to 200. Raises Refused for what is no number."""
    if not words:
        return USUAL
    number = re.fullmatch(r"(\d{1,9})\s*(条|entries)?", folded(words))
    if number is None or int(number[1]) == 0:
        raise Refused(NO_COUNT, word=words[:40])
    return min(int(number[1]), MOST)


TIMELINE = Feature(
    name="timeline",
    word=Text("timeline", "时间线"),
    aliases=("history", "时间轴"),
    group=Group.RECORD,
    usage=Text("[N]", "[条数]"),
    example=Text("timeline 20", "时间线 20"),
    summary=Text("the newest entries of the record", "最近的记录"),
    numbering=Numbering.SIGN,
    run=on_line,
    buttons={"timeline.show": on_line},
)
