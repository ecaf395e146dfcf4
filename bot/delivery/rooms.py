"""The room: making the channel, bringing people in, topic, pin.

Answers for: one channel per incident, whatever was tried before. May not: post messages.
"""

import asyncio
from typing import Any

import structlog

from bot.delivery.office import Office, Wish, in_channel, of_incident
from bot.slack.calls import Again, Never
from crisis import commands as c
from crisis.incident import Incident
from handlers.views import channel as channel_view

INVITE_LIMIT = 100  # people per call (Slack's reference of conversations.invite)
NAME_TRIES = 5
SEEN_BY_ATTEMPT = 4
"""Until then a name that is taken may be our own channel, made by an earlier try and shown late."""
BAD_NAMES = frozenset(
    {
        "invalid_name",
        "invalid_name_specials",
        "invalid_name_punctuation",
        "invalid_name_maxlength",
        "invalid_name_required",
    }
)
# One of the people cannot be invited: the others can.
SINGLE_OUT = frozenset(
    {
        "already_in_channel", "cant_invite", "cant_invite_self", "user_not_found", "users_not_found", "no_user",
        "user_is_restricted", "user_is_ultra_restricted", "ura_max_channels", "not_in_team", "invalid_users",
        "failed_for_some_users",
    }
)  # fmt: skip

log = structlog.get_logger("fenghuo.delivery")


async def open_channel(wish: Wish, office: Office) -> c.Command:
    """Make the channel, or adopt the one that an earlier try made: ours, and ending in the incident's key."""
    incident = of_incident(wish)
    if office.may_be_done(wish):
        made = await _find_ours(incident, office)
        if made:
            return c.RecordChannel(incident.number, None, made["id"], made["name"])
    for name in _names(incident):
        office.want_lease(wish.claim)
        try:
            answer = await office.slack.call("conversations.create", name=name, is_private=incident.private)
        except Never as refused:
            if refused.reason in BAD_NAMES:
                continue
            if refused.reason != "name_taken":
                raise
            ours = await _find_ours(incident, office)
            if ours is None and wish.again and wish.claim.attempt <= SEEN_BY_ATTEMPT:
                # The name holds the incident's key: it is ours, and no list shows it yet.
                raise Again("name_taken_and_not_listed", least=office.timing.visible) from refused
            if ours is None:
                continue
            return c.RecordChannel(incident.number, None, ours["id"], ours["name"])
        return c.RecordChannel(incident.number, None, answer["channel"]["id"], answer["channel"]["name"])
    raise Never("no_name_left")


async def invite_people(wish: Wish, office: Office) -> c.Command | None:
    """Bring people in, all in one call; who cannot be invited does not keep the others out."""
    incident, channel = in_channel(wish)
    people = tuple(person for person in wish.effect.people if person != office.bot_user)
    inside: list[str] = []
    for start in range(0, len(people), INVITE_LIMIT):
        office.want_lease(wish.claim)
        inside.extend(await _invite(channel, people[start : start + INVITE_LIMIT], office))
    return c.RecordPeople(incident.number, None, tuple(inside))


async def set_topic(wish: Wish, office: Office) -> None:
    incident, channel = in_channel(wish)
    topic = channel_view.topic(incident, office.policy, office.language)
    await office.slack.call("conversations.setTopic", channel=channel, topic=topic)


async def pin_board(wish: Wish, office: Office) -> None:
    incident, channel = in_channel(wish)
    await office.slack.call("pins.add", channel=channel, timestamp=incident.board)


def _names(incident: Incident) -> list[str]:
    """The Chinese name where the workspace takes it, the plain one otherwise; then the plain one with a number."""
    plain = incident.channel_name_ascii
    return [incident.channel_name, plain, *(f"{plain[:76]}-{number}" for number in range(2, NAME_TRIES))]


async def _find_ours(incident: Incident, office: Office) -> dict[str, Any] | None:
    """The channel that our bot made for this incident. Raises ``Again`` when nobody can look."""
    channels = await office.own_channels(incident.private)
    return next((channels[name] for name in _names(incident) if name in channels), None)


async def _invite(channel: str, people: tuple[str, ...], office: Office) -> list[str]:
    try:
        answer = await office.slack.call("conversations.invite", channel=channel, users=",".join(people))
    except Never as refused:
        if refused.reason not in SINGLE_OUT:
            raise
        if len(people) == 1:
            log.warning("could not invite", channel=channel, person=people[0], reason=refused.reason)
            return []
    else:
        if answer.get("ok", True) or len(people) == 1:
            return list(people)
        # Somebody is in already: Slack names them, and has brought nobody of the others in.
        inside = {each.get("user") for each in answer.get("errors") or [] if each.get("error") == "already_in_channel"}
        others = tuple(person for person in people if person not in inside)
        if not others:
            return list(people)
        if len(others) < len(people):
            return [*(person for person in people if person in inside), *await _invite(channel, others, office)]
    found = await asyncio.gather(*(_invite(channel, (person,), office) for person in people), return_exceptions=True)
    again = next((problem for problem in found if isinstance(problem, Again)), None)
    if again:
        raise again
    return [person for each in found if isinstance(each, list) for person in each]
