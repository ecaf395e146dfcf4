"""The Home tab: what one person has to do here, and the open incidents. Only this person sees it.

May not: promise what is not there: it shows roles, offers and incidents as they stand.
"""

from collections.abc import Sequence

from crisis.incident import Incident, Offer
from crisis.language import Language, Text
from crisis.policy import Policy
from handlers.blocks import Block, Message, actions, button, divider, header, message, section
from handlers.views import buttons
from handlers.views.lists import TITLE_SHOWN, incident_list
from handlers.views.parts import role_label
from handlers.vocabulary import channel_link, drill_mark, excerpt, say, slack_time

MY_ROLES = Text("My roles", "我的角色")
NO_ROLE = Text("You have no role at the moment.", "您目前没有担任角色。")
ROLE = Text("*{role}* · {drill}#{number} {title} · {place}", "*{role}* · {drill}#{number} {title} · {place}")
OFFERED = Text(
    "{drill}You are asked to be the *{role}* of #{number} {title}. Please answer by {until}.",
    "*请您担任{role}* · {drill}#{number} {title}\n{until} 前请答复。",
)
DRILL = Text("🎬 Start a drill", "🎬 开始演练")
OFFERS_SHOWN = 8
ROLES_SHOWN = 10


def home(person: str, incidents: Sequence[Incident], policy: Policy, language: Language) -> Message:
    """What ``person`` is asked and does in these open incidents (worst first), and all of them, with the buttons that
    answer an offer, join, open an incident and start a drill."""
    asked = [(each, offer) for each in incidents for offer in each.open_offers() if offer.person == person]
    held = [
        (each, held.role) for each in incidents for held in each.holdings if held.person == person and not held.until
    ]
    lines = [_line(ROLE, incident, role, policy, language) for incident, role in held[:ROLES_SHOWN]]
    return message(
        MY_ROLES.say(language),
        header(MY_ROLES.say(language)),
        *(block for incident, offer in asked[:OFFERS_SHOWN] for block in _offer(incident, offer, policy, language)),
        section("\n".join(lines) or NO_ROLE.say(language)),
        divider(),
        *incident_list(incidents, policy, language).blocks,
        actions(button(DRILL.say(language), "drill.form")),
    )


def with_answer(shown: Message, said: Message) -> Message:
    """The tab with the answer to a click on it above: there is no other place where Slack would show it."""
    return message(said.text, *said.blocks, divider(), *shown.blocks)


def view_of(shown: Message) -> Block:
    """As ``views.publish`` wants it."""
    return {"type": "home", "blocks": list(shown.blocks)}


def _offer(incident: Incident, offer: Offer, policy: Policy, language: Language) -> tuple[Block, ...]:
    until = slack_time(offer.expires_at, language)
    return (
        section(_line(OFFERED, incident, offer.role, policy, language, until)),
        actions(buttons.accept(incident, offer, language), buttons.decline(incident, offer, language)),
    )


def _line(text: Text, incident: Incident, role: str, policy: Policy, language: Language, until: str = "") -> str:
    return say(
        text,
        language,
        drill=drill_mark(incident),
        role=role_label(policy, role, language),
        number=incident.number,
        title=excerpt(incident.title, TITLE_SHOWN, language),
        place=channel_link(incident, language),
        until=until,
    )
