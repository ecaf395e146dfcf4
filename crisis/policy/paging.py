"""What a team may say about waking people: by which channels, whom for which reason, after how long, who next.

Answers for: rules that make sense when channels are there and nothing else is said. May not: hold an address or a
secret: a channel holds the names of the environment variables that do. Durations are ``timedelta``, hours are local.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from crisis.incident.paging import PageReason
from crisis.severity import Severity


class Medium(StrEnum):
    """What kind of receiver a channel is."""

    PAGERDUTY = "pagerduty"
    WEBHOOK = "webhook"
    FEISHU = "feishu"
    DINGTALK = "dingtalk"
    WECOM = "wecom"

    @property
    def hears_the_end(self) -> bool:
        """Whether it wants to be told that a page was answered or is over. A message in a group stands as it is."""
        return self in (Medium.PAGERDUTY, Medium.WEBHOOK)


LEVEL = "level"
"""In ``then``: whoever is called when nobody accepts, the level above."""


@dataclass(frozen=True, slots=True)
class PageChannel:
    """One way to page. ``address`` and ``secret`` are names of environment variables; empty: there is none."""

    name: str
    medium: Medium
    address: str = ""
    secret: str = ""

    @property
    def variables(self) -> tuple[str, ...]:
        return tuple(name for name in (self.address, self.secret) if name)


@dataclass(frozen=True, slots=True)
class PagedPerson:
    """How one person (Slack id or address) is reached: by which channels (none: by the rule's), and by which name the
    robots of group chats know them."""

    user: str
    channels: tuple[str, ...] = ()
    mobile: str = ""
    feishu: str = ""
    wecom: str = ""


@dataclass(frozen=True, slots=True)
class PageHours:
    """When a person may be paged. ``off_duty``: only outside the own working hours; with ``begins`` and ``ends`` only
    between these, in the person's own zone (over midnight when the end is not later). Without anything: always."""

    off_duty: bool = False
    begins: time | None = None
    ends: time | None = None

    def allow(self, now: datetime, zone: ZoneInfo, at_work: bool) -> bool:
        """``now`` is UTC; ``at_work``: whether the person is within working hours."""
        if self.off_duty:
            return not at_work
        if self.begins is None or self.ends is None:
            return True
        local = now.astimezone(zone).time()
        if self.begins < self.ends:
            return self.begins <= local < self.ends
        return local >= self.begins or local < self.ends


@dataclass(frozen=True, slots=True)
class PageRule:
    """For which reason, severities, roles (of offers) and people; when; the first page ``after`` so long, the next ones
    ``every`` so long (None: what the severity's own times say), ``times`` for each; and who ``then``.

    ``people``: of an offer, only these; of an incident that nobody acknowledged, whom to page. Empty: who is asked.
    """

    reason: PageReason
    severities: frozenset[Severity]
    roles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    hours: PageHours = PageHours()
    after: timedelta | None = None
    every: timedelta | None = None
    times: int = 3
    channels: tuple[str, ...] = ()
    then: tuple[str, ...] = ()

    @property
    def steps(self) -> int:
        return self.times * (1 + len(self.then))

    def concerns(self, reason: PageReason, severity: Severity, role: str) -> bool:
        """Whether it speaks of this at all, whoever is asked."""
        return reason is self.reason and severity in self.severities and (not self.roles or role in self.roles)


WORST = frozenset({Severity.SEV1, Severity.SEV2})
DEFAULT_PAGE_RULES = (
    PageRule(PageReason.OFFER, WORST),
    PageRule(PageReason.UNACKNOWLEDGED, WORST, then=(LEVEL,)),
)
"""With channels and without rules. A red or orange incident may wake people, a yellow one may not."""

BY_HAND = PageRule(PageReason.BY_HAND, frozenset(Severity), every=timedelta(minutes=5))
"""Somebody who was asked for by name is paged three times."""


@dataclass(frozen=True, slots=True)
class PagingRules:
    """``link``: where people reach the bot's pages; empty: pages carry no link. ``rules`` None: the default ones.
    ``drills``: whether a drill may page people, too."""

    channels: tuple[PageChannel, ...] = ()
    rules: tuple[PageRule, ...] | None = None
    people: tuple[PagedPerson, ...] = ()
    link: str = ""
    drills: bool = False

    def channel(self, name: str) -> PageChannel | None:
        return next((channel for channel in self.channels if channel.name == name), None)

    def concerning(self, reason: PageReason, severity: Severity, role: str) -> tuple[PageRule, ...]:
        """The rules that may hold, the first that fits the person does."""
        if reason is PageReason.BY_HAND:
            return (BY_HAND,)
        rules = DEFAULT_PAGE_RULES if self.rules is None else self.rules
        return tuple(rule for rule in rules if rule.concerns(reason, severity, role))

    def person(self, *names: str | None) -> PagedPerson:
        """What is said of the person who goes by one of these names (Slack id, address)."""
        known = {name.lower() for name in names if name}
        found = next((each for each in self.people if each.user.lower() in known), None)
        return found or PagedPerson(next((name for name in names if name), ""))

    def ways(self, person: PagedPerson, rule: PageRule) -> tuple[PageChannel, ...]:
        """The channels by which this person is paged: the own ones, else the rule's, else all."""
        wanted = person.channels or rule.channels
        return tuple(channel for channel in self.channels if not wanted or channel.name in wanted)


def variables_of(channels: Iterable[PageChannel]) -> tuple[str, ...]:
    """The environment variables that channels need, each once, in their order."""
    return tuple(dict.fromkeys(name for channel in channels for name in channel.variables))
