"""``pages`` in the policy file: its shape, and reading it into the domain's rules.

Answers for: no address and no secret can stand in the file, only the names of the variables that hold them; and every
channel, role and person that is named is checked. May not: read a variable.
"""

import re
from collections.abc import Collection, Mapping
from datetime import time, timedelta
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from bot.policy import pages_texts as t
from bot.policy.problems import Report, listed
from bot.policy.values import Duration, PlainName, RoleKey, SeverityName, Shape, User, described
from bot.policy.yaml import Place
from bot.settings.settings import WrongValue
from crisis.incident.paging import PageReason
from crisis.policy.paging import (
    LEVEL,
    WORST,
    Medium,
    PageChannel,
    PagedPerson,
    PageHours,
    PageRule,
    PagingRules,
)
from crisis.severity import Severity

MOST_TIMES = 20
SHORTEST = timedelta(minutes=1)
ALWAYS, OFF_DUTY = "always", "off_duty"
REASONS = (PageReason.OFFER, PageReason.UNACKNOWLEDGED)
_VARIABLE = re.compile(r"\$\{([A-Z][A-Z0-9_]*)\}")
_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]\d|2[0-3]):([0-5]\d)")
_VARIABLE_SCHEMA = {"type": "string", "pattern": r"^\$\{[A-Z][A-Z0-9_]*\}$"}


def _variable(value: Any) -> Any:
    found = _VARIABLE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise WrongValue(t.NO_VARIABLE)
    if found[1].startswith(("FENGHUO_", "SLACK_")):
        raise WrongValue(t.OUR_VARIABLE, value=found[1])
    return found[1]


def _kind(value: str) -> str:
    if value not in {kind.value for kind in Medium}:
        raise WrongValue(t.NO_KIND, value=value)
    return value


def _reason(value: str) -> str:
    if value not in REASONS:
        raise WrongValue(t.NO_REASON, value=value)
    return value


def _hours(value: str) -> str:
    found = _HOURS.fullmatch(value)
    if value in (ALWAYS, OFF_DUTY) or (found and found[1] + found[2] != found[3] + found[4]):
        return value
    raise WrongValue(t.NO_HOURS, value=value)


def _times(value: Any) -> Any:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_TIMES:
        raise WrongValue(t.NO_TIMES, value=value, most=MOST_TIMES)
    return value


def _link(value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        raise WrongValue(t.NO_LINK, value=value) from None
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.query or parts.fragment or "@" in value:
        raise WrongValue(t.NO_LINK, value=value)
    return value.rstrip("/")


def _handle(value: str) -> str:
    if not re.fullmatch(r"[\w+.@-]{1,64}", value, re.ASCII):
        raise WrongValue(t.NO_HANDLE, value=value)
    return value


def _next(value: str) -> str:
    if value != LEVEL and not re.fullmatch(r"[UW][A-Z0-9]{4,20}|[^@\s<>]+@[^@\s<>]+", value):
        raise WrongValue(t.NO_NEXT, value=value)
    return value


def _pause(value: timedelta) -> timedelta:
    if value < SHORTEST:
        raise WrongValue(t.TOO_SHORT)
    return value


Variable = Annotated[str, BeforeValidator(_variable), WithJsonSchema(_VARIABLE_SCHEMA)]
KindName = Annotated[str, AfterValidator(_kind), WithJsonSchema({"enum": [kind.value for kind in Medium]})]
ReasonName = Annotated[str, AfterValidator(_reason), WithJsonSchema({"enum": [reason.value for reason in REASONS]})]
HoursName = Annotated[str, AfterValidator(_hours)]
Times = Annotated[
    int, BeforeValidator(_times), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST_TIMES})
]
Link = Annotated[str, AfterValidator(_link)]
Handle = Annotated[str, AfterValidator(_handle)]
Next = Annotated[str, AfterValidator(_next)]
Pause = Annotated[Duration, AfterValidator(_pause)]


class PageChannelShape(Shape):
    """One way to page."""

    name: Annotated[PlainName, described(t.ABOUT_NAME)]
    kind: Annotated[KindName, described(t.ABOUT_KIND)]
    address: Annotated[Variable | None, described(t.ABOUT_ADDRESS)] = None
    secret: Annotated[Variable | None, described(t.ABOUT_SECRET)] = None


class PageRuleShape(Shape):
    """Who is paged when."""

    when: Annotated[ReasonName, described(t.ABOUT_WHEN)]
    severities: Annotated[list[SeverityName], described(t.ABOUT_SEVERITIES)] = Field(default_factory=list)
    roles: Annotated[list[RoleKey], described(t.ABOUT_RULE_ROLES)] = Field(default_factory=list)
    people: Annotated[list[User], described(t.ABOUT_RULE_PEOPLE)] = Field(default_factory=list)
    hours: Annotated[HoursName, described(t.ABOUT_HOURS)] = ALWAYS
    after: Annotated[Duration | None, described(t.ABOUT_AFTER)] = None
    every: Annotated[Pause | None, described(t.ABOUT_EVERY)] = None
    times: Annotated[Times, described(t.ABOUT_TIMES)] = 3
    channels: Annotated[list[PlainName], described(t.ABOUT_RULE_CHANNELS)] = Field(default_factory=list)
    then: Annotated[list[Next], described(t.ABOUT_THEN)] = Field(default_factory=list)


class PagedPersonShape(Shape):
    """How one person is reached."""

    user: Annotated[User, described(t.ABOUT_USER)]
    channels: Annotated[list[PlainName], described(t.ABOUT_OWN_CHANNELS)] = Field(default_factory=list)
    mobile: Annotated[Handle, described(t.ABOUT_MOBILE)] = ""
    feishu: Annotated[Handle, described(t.ABOUT_FEISHU)] = ""
    wecom: Annotated[Handle, described(t.ABOUT_WECOM)] = ""


class PagesShape(Shape):
    """Waking people."""

    link: Annotated[Link | None, described(t.ABOUT_LINK)] = None
    drills: Annotated[bool, described(t.ABOUT_DRILLS)] = False
    channels: Annotated[list[PageChannelShape], described(t.ABOUT_CHANNELS)] = Field(default_factory=list)
    rules: Annotated[list[PageRuleShape] | None, described(t.ABOUT_RULES)] = None
    people: Annotated[list[PagedPersonShape], described(t.ABOUT_PEOPLE)] = Field(default_factory=list)


def pages_of(written: PagesShape, roles: Collection[str], report: Report) -> PagingRules:
    """The rules that the file says. What does not fit goes to the report. ``roles``: the keys of the catalogue."""
    known = _channels(written, report)
    if not known and (written.rules or written.people):
        report.add(("pages",), t.NO_CHANNELS)
    rules = None
    if written.rules is not None:
        rules = tuple(
            _rule(rule, ("pages", "rules", place), known, roles, report) for place, rule in enumerate(written.rules)
        )
    return PagingRules(
        tuple(known.values()), rules, _people(written, known, report), written.link or "", written.drills
    )


def _channels(written: PagesShape, report: Report) -> dict[str, PageChannel]:
    found: dict[str, PageChannel] = {}
    for position, each in enumerate(written.channels):
        place: Place = ("pages", "channels", position)
        if each.name in found:
            report.add((*place, "name"), t.CHANNEL_TWICE, name=each.name)
        kind = Medium(each.kind)
        if each.address is None and kind is not Medium.PAGERDUTY:
            report.add(place, t.ADDRESS_WANTED, kind=each.kind)
        if each.secret is None and kind in (Medium.PAGERDUTY, Medium.WEBHOOK):
            report.add(place, t.SECRET_WANTED, kind=each.kind)
        if each.secret is not None and kind is Medium.WECOM:
            report.add((*place, "secret"), t.NO_SECRET)
        found[each.name] = PageChannel(each.name, kind, each.address or "", each.secret or "")
    return found


def _rule(
    written: PageRuleShape, place: Place, channels: Mapping[str, PageChannel], roles: Collection[str], report: Report
) -> PageRule:
    _want_channels(written.channels, (*place, "channels"), channels, report)
    for position, role in enumerate(written.roles):
        if role not in roles:
            report.add((*place, "roles", position), t.NO_SUCH_ROLE, role=role, roles=listed(roles))
    severities = frozenset(Severity[name] for name in written.severities) or WORST
    return PageRule(
        PageReason(written.when),
        severities,
        tuple(written.roles),
        tuple(written.people),
        _page_hours(written.hours),
        written.after,
        written.every,
        written.times,
        tuple(written.channels),
        tuple(written.then),
    )


def _page_hours(written: str) -> PageHours:
    found = _HOURS.fullmatch(written)
    if found is None:
        return PageHours(off_duty=written == OFF_DUTY)
    begins, ends = (time(int(hour), int(minute)) for hour, minute in (found.groups()[:2], found.groups()[2:]))
    return PageHours(begins=begins, ends=ends)


def _people(written: PagesShape, channels: Mapping[str, PageChannel], report: Report) -> tuple[PagedPerson, ...]:
    seen: set[str] = set()
    for position, each in enumerate(written.people):
        place: Place = ("pages", "people", position)
        if each.user.lower() in seen:
            report.add((*place, "user"), t.PERSON_TWICE, user=each.user)
        seen.add(each.user.lower())
        _want_channels(each.channels, (*place, "channels"), channels, report)
    return tuple(
        PagedPerson(each.user, tuple(each.channels), each.mobile, each.feishu, each.wecom) for each in written.people
    )


def _want_channels(names: list[str], place: Place, channels: Mapping[str, PageChannel], report: Report) -> None:
    for position, name in enumerate(names):
        if name not in channels:
            report.add((*place, position), t.NO_SUCH_CHANNEL, name=name, possible=listed(channels))
