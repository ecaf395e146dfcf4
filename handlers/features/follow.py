"""Following an incident: its updates as direct messages."""

from crisis import refusals
from crisis.commands import Follow, Unfollow
from crisis.incident import Incident
from crisis.language import Text
from crisis.policy.reach import follows
from crisis.refusals import Refused
from handlers.answer import Answer, OpenForm
from handlers.feature import Feature, Group, Numbering, Tools
from handlers.features.parts import form, incident_choice, incident_of_form
from handlers.request import Request

FORM = Text("Follow an incident", "订阅事件")
FOLLOW_IT = Text("Follow", "订阅")
FOLLOWED = Text(
    "You follow incident #{number}: each status update, and how it ends, comes to you as a direct message. "
    "`/incident unfollow #{number}` ends it.",
    "已订阅事件 #{number}：每次进展通报和最终结果都会私信给您。用 `/incident 退订 #{number}` 可取消。",
)
FOLLOWED_AT_WORK = Text(
    "You follow incident #{number}. While you have a role in it, its updates reach you in the channel; direct messages "
    "begin when you have handed the role on.",
    "已订阅事件 #{number}。您在其中担任角色期间，通报只发在频道；移交角色后改为私信给您。",
)
UNFOLLOWED = Text(
    "You are told of incident #{number} no more. `/incident follow #{number}` starts it again.",
    "已退订事件 #{number}，不再私信给您。用 `/incident 订阅 #{number}` 可重新订阅。",
)
NOTHING_OPEN = Text(
    "No incident is open that could be followed. `/incident open TITLE` opens one.",
    "当前没有可订阅的事件。可用 `/incident 开启 标题` 新开一个。",
)


async def follow(request: Request, tools: Tools) -> Answer:
    if request.incident is None and await tools.incident_of_channel(request.channel) is None:
        return await _form(request, tools)
    return await _follow(request, tools, await tools.incident(request))


async def on_form(request: Request, tools: Tools) -> Answer:
    return await _follow(request, tools, await incident_of_form(request, tools))


async def unfollow(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    outcome = await tools.handle(request, Unfollow(incident.number, request.actor))
    return tools.done(request, outcome, UNFOLLOWED, number=incident.number)


async def _follow(request: Request, tools: Tools, incident: Incident) -> Answer:
    outcome = await tools.handle(request, Follow(incident.number, request.actor))
    text = FOLLOWED_AT_WORK if incident.roles_of(request.actor) else FOLLOWED
    return tools.done(request, outcome, text, number=incident.number)


async def _form(request: Request, tools: Tools) -> OpenForm:
    """Those that this person could follow and does not yet."""
    found = await tools.open_incidents(request)
    possible = [each for each in found if not follows(each, request.actor)]
    if not possible:
        raise Refused(NOTHING_OPEN if not found else refusals.NO_INCIDENT_HERE)
    return form(request, "follow", FORM, incident_choice(possible, request.language), submit=FOLLOW_IT)


FOLLOW = Feature(
    name="follow",
    word=Text("follow", "订阅"),
    aliases=("subscribe", "关注"),
    group=Group.RECORD,
    usage=Text("[#N]", "[#编号]"),
    example=Text("follow #12", "订阅 #12"),
    summary=Text("its updates come to you as direct messages", "把该事件的每次通报私信给您"),
    numbering=Numbering.PLAIN,
    run=follow,
    buttons={"follow.start": follow},
    forms={"follow": on_form},
)
UNFOLLOW = Feature(
    name="unfollow",
    word=Text("unfollow", "退订"),
    aliases=("unsubscribe", "取消订阅", "取关"),
    group=Group.RECORD,
    usage=Text("[#N]", "[#编号]"),
    example=Text("unfollow #12", "退订 #12"),
    summary=Text("no more direct messages about it", "不再私信该事件的通报"),
    numbering=Numbering.PLAIN,
    run=unfollow,
    buttons={"follow.stop": unfollow},
)
