"""Looking: who may do what, and who is inside a private incident. Neither can be changed here: rights are the policy's,
and Slack changes no channel from private to public or back."""

from crisis import refusals
from crisis.language import Text
from crisis.refusals import Refused
from handlers.answer import Answer, Say
from handlers.feature import Feature, Group, Numbering, Tools
from handlers.request import Request
from handlers.views.rights import inside_list, rights_table

PUBLIC_ALREADY = Text("Incident #{number} is public.", "事件 #{number} 本来就是公开的。")


async def show(request: Request, tools: Tools) -> Answer:
    """The table; in an incident with the roles that its people have in it."""
    incident = await tools.incident_of_channel(request.channel)
    if request.incident is not None:
        incident = await tools.incident(request)
    return Say(rights_table(incident, tools.policy, tools.desk.roster, request.actor, request.language))


async def inside(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    if not incident.private:
        raise Refused(refusals.STAYS_PUBLIC, number=incident.number)
    return Say(inside_list(incident, tools.policy, tools.desk.roster, request.language))


async def make_public(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    raise Refused(refusals.STAYS_PRIVATE if incident.private else PUBLIC_ALREADY, number=incident.number)


RIGHTS = Feature(
    name="rights",
    word=Text("rights", "权限"),
    aliases=("permissions", "权限表"),
    group=Group.PEOPLE,
    example=Text("rights", "权限"),
    summary=Text("who may do what, and what you may", "谁可以做什么，您有哪些权限"),
    numbering=Numbering.PLAIN,
    run=show,
    buttons={"rights.show": show},
)
PRIVACY = Feature(
    name="private",
    word=Text("private", "非公开"),
    aliases=("public", "公开", "保密", "inside"),
    group=Group.PEOPLE,
    example=Text("private", "非公开"),
    summary=Text("who is inside this private incident", "本非公开事件有哪些参与者"),
    numbering=Numbering.PLAIN,
    run=inside,
    alone={"public": make_public, "公开": make_public},
    buttons={"private.show": inside},
)
