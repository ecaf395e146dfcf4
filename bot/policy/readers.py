"""Who is told directly, in the policy file: its shape, and reading it.

Answers for: the keys ``subscribers`` and ``executives``. May not: know who is in the workspace.
"""

import re
from collections.abc import Sequence
from datetime import time
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from bot.policy import readers_texts as t
from bot.policy.problems import Report
from bot.policy.texts import ABOUT_USER, NAMED_TWICE
from bot.policy.values import SeverityName, Shape, User, described
from bot.settings.settings import WrongValue
from crisis.digest import MOST_HOURS
from crisis.policy.reach import ALL_SEVERITIES, FOR_EXECUTIVES, Executive, Readers, Subscriber
from crisis.severity import Severity

HOUR_PATTERN = r"^([01]?\d|2[0-3]):[0-5]\d$"


def _hour(value: Any) -> Any:
    """YAML takes 9:00 for the number 540, in its numbers to the base of sixty: that is what was meant, too."""
    if isinstance(value, time):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and 60 <= value < 24 * 60:
        return time(*divmod(value, 60))
    if not isinstance(value, str) or not re.fullmatch(HOUR_PATTERN, value.strip()):
        raise WrongValue(t.NO_HOUR, value=value)
    hour, minute = value.strip().split(":")
    return time(int(hour), int(minute))


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise WrongValue(t.NO_ZONE, value=value) from None
    return value


_HOUR_SCHEMA = {"type": "string", "pattern": HOUR_PATTERN, "examples": ["09:00", "18:30"]}
HourOfDay = Annotated[time, BeforeValidator(_hour), WithJsonSchema(_HOUR_SCHEMA)]
ZoneName = Annotated[str, AfterValidator(_zone)]


class SubscriberShape(Shape):
    """Somebody who is told of every update."""

    user: Annotated[User, described(ABOUT_USER)]
    severities: Annotated[list[SeverityName] | None, described(t.ABOUT_SUBSCRIBED)] = None


class ExecutiveShape(Shape):
    """Somebody who reads the short text."""

    user: Annotated[User, described(ABOUT_USER)]
    updates: Annotated[list[SeverityName] | None, described(t.ABOUT_UPDATES)] = None
    digest_at: Annotated[list[HourOfDay], described(t.ABOUT_DIGEST_AT)] = Field(default_factory=list)
    timezone: Annotated[ZoneName | None, described(t.ABOUT_ZONE)] = None


def readers_of(subscribers: Sequence[SubscriberShape], executives: Sequence[ExecutiveShape], report: Report) -> Readers:
    """What the file says about who is told; what does not fit goes to the report."""
    _want_once("subscribers", [each.user for each in subscribers], report)
    _want_once("executives", [each.user for each in executives], report)
    return Readers(
        tuple(
            Subscriber(
                each.user, _severities(each.severities, ("subscribers", place, "severities"), report, ALL_SEVERITIES)
            )
            for place, each in enumerate(subscribers)
        ),
        tuple(_executive(each, place, report) for place, each in enumerate(executives)),
    )


def _executive(written: ExecutiveShape, place: int, report: Report) -> Executive:
    updates = _severities(written.updates, ("executives", place, "updates"), report, FOR_EXECUTIVES)
    if len(written.digest_at) > MOST_HOURS:
        report.add(("executives", place, "digest_at"), t.TOO_MANY_HOURS, most=MOST_HOURS)
    for position, hour in enumerate(written.digest_at):
        if hour in written.digest_at[:position]:
            report.add(("executives", place, "digest_at", position), t.HOUR_TWICE, value=f"{hour:%H:%M}")
    return Executive(written.user, updates, tuple(sorted(written.digest_at)), written.timezone)


def _severities(
    names: Sequence[str] | None, place: tuple[str | int, ...], report: Report, default: frozenset[Severity]
) -> frozenset[Severity]:
    for position, name in enumerate(names or ()):
        if name in (names or ())[:position]:
            report.add((*place, position), NAMED_TWICE, role=name)
    return default if names is None else frozenset(Severity[name] for name in names)


def _want_once(key: str, users: Sequence[str], report: Report) -> None:
    seen: set[str] = set()
    for place, user in enumerate(users):
        if user.lower() in seen:
            report.add((key, place, "user"), t.READER_TWICE, user=user)
        seen.add(user.lower())
