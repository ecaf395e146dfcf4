"""Looking: the board of an incident; with no words at all, the board here or the open incidents."""

from crisis.incident import Incident
from crisis.language import Text
from handlers.answer import Answer, Say
from handlers.feature import Feature, Group, Numbering, Tools
from handlers.features.incidents import open_list
from handlers.request import Request
from handlers.views.board import board


async def on_line(request: Request, tools: Tools) -> Answer:
    return _board(request, tools, await tools.incident(request))


async def without_words(request: Request, tools: Tools) -> Answer:
    """``/incident`` alone: in an incident channel its board, elsewhere the open incidents."""
    if request.incident is not None:
        return await on_line(request, tools)
    here = await tools.incident_of_channel(request.channel)
    return _board(request, tools, here) if here else await open_list(request, tools)


def _board(request: Request, tools: Tools, incident: Incident) -> Say:
    now = tools.desk.clock()
    return Say(board(incident, tools.policy, tools.desk.roster, request.language, incident.seq, now))


BOARD = Feature(
    name="board",
    word=Text("board", "看板"),
    aliases=("status", "show", "状态"),
    group=Group.LOOK,
    usage=Text("[#N]", "[#编号]"),
    example=Text("board #12", "看板 #12"),
    summary=Text(
        "how this incident stands; `#12` names another, here and in every command",
        "本事件的现况；用 `#12` 可指定其他事件，所有命令都适用",
    ),
    numbering=Numbering.PLAIN,
    run=on_line,
    buttons={"board.show": on_line},
)
