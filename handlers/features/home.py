"""The Home tab: what one person has to do here, who is on duty, and the open incidents.

Answers for: what is read for it; the same for somebody who opens it and for one that is kept current.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from crisis.desk.desk import Desk
from crisis.digest import Digest
from crisis.incident import Incident
from crisis.language import Text
from crisis.mention import KeptMention, MentionOrder, MentionState
from crisis.policy.rights import sees
from crisis.ports import View
from handlers.answer import Answer, Say, ShowHome
from handlers.blocks import Message, message
from handlers.feature import Feature, Group, Tools
from handlers.request import Request
from handlers.views.home import Mine, fingerprint, home

MOST_OPEN = 60
MOST_ENDED = 200
MOST_CLAIMED = 200
"""Of one incident; whoever claims does so by hand."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What tabs are made of: the open incidents, worst first, those that have ended and have follow-ups, the digests by
    person, the mentions that somebody has in hand. Read once for many tabs."""

    incidents: tuple[Incident, ...]
    ended: tuple[Incident, ...]
    digests: Mapping[str, Digest]
    claimed: tuple[KeptMention, ...]


def seen_by_all(view: View) -> Seen:
    return _seen(view, {each.person: each for each in view.digests()})


def _seen(view: View, digests: Mapping[str, Digest]) -> Seen:
    incidents = view.open_incidents(MOST_OPEN)
    claimed = tuple(
        kept
        for incident in incidents
        if incident.mentions.claimed
        for kept in view.mentions_of(incident.number, (MentionState.CLAIMED,), MOST_CLAIMED, MentionOrder.OLDEST_DUE)
    )
    return Seen(incidents, view.ended_with_follow_ups(MOST_ENDED), digests, claimed)


def home_of(person: str, seen: Seen, desk: Desk) -> Message:
    """One person's tab, in the person's language."""

    def allowed(incidents: tuple[Incident, ...]) -> tuple[Incident, ...]:
        return tuple(each for each in incidents if sees(person, each, desk.policy.rights, desk.roster))

    mine = Mine(
        person,
        allowed(seen.incidents),
        allowed(seen.ended),
        seen.digests.get(person),
        desk.roster,
        desk.clock(),
        tuple(kept for kept in seen.claimed if kept.claimed_by == person),
    )
    known, default = desk.roster.person(person), desk.policy.language
    return home(mine, desk.policy, known.language(default) if known else default)


async def on_home(request: Request, tools: Tools) -> Answer:
    shown = await _home(request, tools)
    return ShowHome(shown, fingerprint(shown))


async def on_line(request: Request, tools: Tools) -> Answer:
    """The same as a message, for whoever is in a channel, or at a shell."""
    shown = await _home(request, tools)
    return Say(message(shown.text, *shown.blocks))


async def _home(request: Request, tools: Tools) -> Message:
    person = request.actor

    def look(view: View) -> Seen:
        digest = view.digest_of(person)
        return _seen(view, {person: digest} if digest else {})

    return home_of(person, await tools.desk.read(look), tools.desk)


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
