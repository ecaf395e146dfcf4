"""The Home tab: what one person has to do here, who is on duty, and the open incidents.

Answers for: what is read for it; the same for somebody who opens it and for one that is kept current.
"""

from crisis.desk import Desk
from crisis.incident import Incident
from crisis.language import Text
from crisis.ports import View
from crisis.reach import may_be_told
from handlers.answer import Answer, Say, ShowHome
from handlers.blocks import Message, message
from handlers.feature import Feature, Group, Tools
from handlers.request import Request
from handlers.views.home import Mine, fingerprint, home

MOST_OPEN = 60


async def seen_by_all(desk: Desk) -> tuple[Incident, ...]:
    """The open incidents, worst first: read once for many tabs."""
    return await desk.read(lambda view: view.open_incidents(MOST_OPEN))


async def home_of(person: str, incidents: tuple[Incident, ...], desk: Desk) -> Message:
    """One person's tab, of these open incidents."""

    def mine(view: View) -> Mine:
        allowed = tuple(each for each in incidents if may_be_told(each, person))
        return Mine(person, allowed, view.digest_of(person), desk.roster, desk.clock())

    found = await desk.read(mine)
    known = desk.roster.person(person)
    default = desk.policy.language
    return home(found, desk.policy, known.language(default) if known else default)


async def on_home(request: Request, tools: Tools) -> Answer:
    shown = await home_of(request.actor, await seen_by_all(tools.desk), tools.desk)
    return ShowHome(shown, fingerprint(shown))


async def on_line(request: Request, tools: Tools) -> Answer:
    """The same as a message, for whoever is in a channel, or at a shell."""
    shown = await home_of(request.actor, await seen_by_all(tools.desk), tools.desk)
    return Say(message(shown.text, *shown.blocks))


HOME = Feature(
    name="mine",
    word=Text("mine", "我的"),
    aliases=("home", "主页", "me"),
    group=Group.LOOK,
    example=Text("mine", "我的"),
    summary=Text("your roles, what is due for you, the open incidents", "您的角色、待办和进行中的事件"),
    run=on_line,
    home=on_home,
)
