"""Being there: acknowledging an incident, and joining its channel."""

from crisis.commands import Acknowledge, JoinRoom
from crisis.language import Text
from handlers.answer import Answer
from handlers.feature import Feature, Group, Numbering, Tools
from handlers.request import Request

ACKNOWLEDGED = Text(
    "You have acknowledged incident #{number}; the record says so.", "您已确认事件 #{number}，已记录在案。"
)
JOINING = Text("You are being brought into the channel of incident #{number}.", "正在拉您进入事件 #{number} 的频道。")


async def acknowledge(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    outcome = await tools.handle(request, Acknowledge(incident.number, request.actor))
    return tools.done(request, outcome, ACKNOWLEDGED, number=incident.number)


async def join(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    outcome = await tools.handle(request, JoinRoom(incident.number, request.actor))
    return tools.done(request, outcome, JOINING, number=incident.number)


ACKNOWLEDGE = Feature(
    name="acknowledge",
    word=Text("ack", "确认"),
    aliases=("acknowledge", "收到", "确认接手"),
    group=Group.PEOPLE,
    example=Text("ack", "确认"),
    summary=Text("somebody has seen it and is at work", "有人看到并开始处理"),
    numbering=Numbering.PLAIN,
    run=acknowledge,
    buttons={"board.acknowledge": acknowledge},
)
JOIN = Feature(
    name="join",
    word=Text("join", "加入"),
    group=Group.PEOPLE,
    usage=Text("[#N]", "[#编号]"),
    example=Text("join #12", "加入 #12"),
    summary=Text("brings you into the incident's channel", "进入事件频道"),
    numbering=Numbering.PLAIN,
    run=join,
    buttons={"card.join": join},
)
