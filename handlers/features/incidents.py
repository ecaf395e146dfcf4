"""Looking: the open incidents."""

from crisis.language import Text
from handlers.answer import Answer, Say
from handlers.feature import Feature, Group, Tools
from handlers.request import Request
from handlers.views.lists import incident_list


async def open_list(request: Request, tools: Tools) -> Answer:
    found = await tools.open_incidents(request)
    return Say(incident_list(found, tools.policy, request.language))


INCIDENTS = Feature(
    name="list",
    word=Text("list", "列表"),
    aliases=("ls", "all", "incidents", "全部"),
    group=Group.LOOK,
    example=Text("list", "列表"),
    summary=Text("the open incidents", "进行中的事件"),
    run=open_list,
    buttons={"list.show": open_list},
)
