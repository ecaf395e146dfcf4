"""Channels that are listened to, in the policy file: the shape of ``listen``, and reading it. May not: know Slack."""

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from bot.policy import listen_texts as t
from bot.policy.problems import Report
from bot.policy.values import PlainName, SeverityName, Shape, described
from bot.settings.settings import WrongValue
from crisis.policy.listening import HeardAs, ListenedChannel
from crisis.severity import Severity


def _channel(value: str) -> str:
    name = value.strip().removeprefix("#")
    if not re.fullmatch(r"[CG][A-Z0-9]{4,20}|[\w-]{1,80}", name) or (name != name.lower() and not name.isupper()):
        raise WrongValue(t.NO_CHANNEL, value=value)
    return name


def _heard_as(value: str) -> str:
    if value not in list(HeardAs):
        raise WrongValue(t.NO_WAY, value=value)
    return value


Channel = Annotated[str, AfterValidator(_channel)]
Way = Annotated[str, AfterValidator(_heard_as), WithJsonSchema({"enum": [str(each) for each in HeardAs]})]


class ListenShape(Shape):
    """One channel. ``senders`` and ``heard_as`` are called ``from`` and ``as`` in the file."""

    channel: Annotated[Channel, described(t.ABOUT_CHANNEL)]
    senders: Annotated[list[PlainName], described(t.ABOUT_FROM)] = Field(default_factory=list, alias="from")
    heard_as: Annotated[Way, described(t.ABOUT_AS)] = Field(default=str(HeardAs.ALERT), alias="as")
    severity: Annotated[SeverityName | None, described(t.ABOUT_SEVERITY)] = None
    people: Annotated[bool, described(t.ABOUT_PEOPLE)] = False


def listened_of(written: Sequence[ListenShape], report: Report) -> tuple[ListenedChannel, ...]:
    """The channels in the file's order; what does not fit goes to the report."""
    seen: set[str] = set()
    for place, each in enumerate(written):
        if each.channel in seen:
            report.add(("listen", place, "channel"), t.CHANNEL_TWICE, channel=each.channel)
        seen.add(each.channel)
        if each.heard_as == HeardAs.MENTIONS and each.severity is not None:
            report.add(("listen", place, "severity"), t.SEVERITY_OF_POSTS)
    return tuple(
        ListenedChannel(
            each.channel,
            tuple(name.lower() for name in each.senders),
            HeardAs(each.heard_as),
            Severity[each.severity] if each.severity else None,
            each.people,
        )
        for each in written
    )
