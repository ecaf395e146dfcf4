"""Words for stories of more alerts than rooms.

May not: assert anything of a feature, but that an alert was taken.
"""

from typing import Any

from bot.demo.playground import Playground
from crisis.policy import Policy, StormRules
from crisis.severity import Severity
from tests.stories.conftest import MakeGround
from tests.stories.telling import (
    Tongue,
    in_channel,
    person,
)
from workspace.client.actions import action_of
from workspace.client.seen import Seen, find_element


def alert(cause: int, severity: str = "SEV3", **more: Any) -> dict[str, Any]:
    return {"source": "monitor-a", "key": f"k{cause}", "title": f"Till {cause} is down", "severity": severity, **more}


async def limited(make_ground: MakeGround, rooms: int, tongue: Tongue | None = None, *but: Severity) -> Playground:
    rules = StormRules(rooms, frozenset(but))
    return await make_ground(policy=Policy(language=tongue.language, storm=rules) if tongue else Policy(storm=rules))


async def outcome(ground: Playground, payload: dict[str, Any], replica: int = 0) -> str:
    status, answer = await ground.alert(payload, replica=replica)
    assert status == 202
    if answer["outcome"] != "duplicate":  # that may be one of an incident, or of an alert that waits
        assert (answer["incident"] is None) == (answer["outcome"] in ("held", "ignored"))
    return str(answer["outcome"])


async def all_of(ground: Playground, *payloads: dict[str, Any]) -> list[str]:
    outcomes = [await outcome(ground, each) for each in payloads]
    await ground.settle()
    return outcomes


def storms(ground: Playground) -> list[Seen]:
    """The cards of alerts that wait together, and of those that waited."""
    return [each for each in in_channel(ground, "incidents") if each["blocks"][0]["text"]["text"][0] in "🌊✅"]


def the_card(ground: Playground) -> Seen:
    (card,) = storms(ground)
    return card


def listed(card: Seen) -> list[str]:
    """The alerts on the card that have a button each, in order."""
    return [block["text"]["text"].split("*")[1] for block in card["blocks"] if "accessory" in block]


def edits(ground: Playground, message: Seen) -> int:
    calls = ground.workspace.calls.where("chat.update", ok=True)
    return len([call for call in calls if call.arguments["ts"] == message.ts])


async def clicked_as_seen(ground: Playground, who: str, seen: Seen, button: str) -> None:
    """Somebody clicks on a message as it was; it may have been edited since."""
    place = ground.workspace.state.find_channel(seen.channel)
    action = action_of(ground.workspace.state, *find_element(seen, button))
    assert (await person(ground, who).act(place, place.messages[seen.ts], action)).ok
    await ground.settle()
