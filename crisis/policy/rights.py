"""Who may do what: the rights there are, who has each, and who is inside a private incident.

Answers for: one list of rights (``Right``), one place that says whether somebody has one, and who could otherwise. May
not: know which command needs which right (``gate`` does) or read the policy file.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from crisis.incident import Incident
from crisis.language import Text
from crisis.policy.people import Person, Roster


class Right(StrEnum):
    """One line of the policy's table ``rights``; the value is its key there."""

    OPEN = "open"
    SEVERITY = "severity"
    STAGE = "stage"
    CLOSE = "close"
    APPROVE = "approve"
    PUBLISH = "publish"
    EXPORT = "export"
    SEE_PRIVATE = "see_private"
    OVERRIDE = "override"
    PAGE = "page"
    DRILL = "drill"
    WATCH = "watch"


# What each is, after "may" and after “有权”.
DEEDS: Mapping[Right, Text] = MappingProxyType(
    {
        Right.OPEN: Text(
            "open an incident, split one, or dismiss an alert that waits", "开启事件、拆分帖文、忽略待处理的警报"
        ),
        Right.SEVERITY: Text("change the severity", "调整级别"),
        Right.STAGE: Text("move the incident to another stage, or reopen it", "变更阶段、重开事件"),
        Right.CLOSE: Text("close, dismiss or merge the incident", "结案、并案、按误报处理"),
        Right.APPROVE: Text("approve a statement", "审批声明"),
        Right.PUBLISH: Text("publish a statement", "发布声明"),
        Right.EXPORT: Text("export the review", "导出复盘文档"),
        Right.SEE_PRIVATE: Text("see private incidents", "查看非公开事件"),
        Right.OVERRIDE: Text("change who is on duty", "调整值班"),
        Right.PAGE: Text("page somebody by hand", "手动呼叫"),
        Right.DRILL: Text("start or end a drill", "开始或结束演练"),
        Right.WATCH: Text("teach the watch list", "修改关注名单的词"),
    }
)

WITHOUT_INCIDENT = frozenset({Right.OPEN, Right.OVERRIDE, Right.DRILL, Right.WATCH})
"""What is asked before there is an incident: nobody holds a role in it or is inside."""


@dataclass(frozen=True, slots=True)
class Holders:
    """Who has a right; whoever any of these means has it.

    ``team``: the crisis team. ``above``: the levels above it. ``inside``: whoever is inside this incident
    (``is_inside``). ``holding``: roles, for those who have them in this incident now. ``able``: roles, for those whom
    the crisis team has down for them. ``groups``: Slack user groups, by handle or id. ``people``: Slack ids or e-mail
    addresses.
    """

    everybody: bool = False
    team: bool = False
    above: bool = False
    inside: bool = False
    holding: tuple[str, ...] = ()
    able: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


EVERYBODY = Holders(everybody=True)
Rights = Mapping[Right, Holders]
DEFAULT_RIGHTS: Rights = MappingProxyType(
    dict.fromkeys(Right, EVERYBODY)
    | {
        Right.APPROVE: Holders(team=True),
        Right.SEE_PRIVATE: Holders(inside=True),
        Right.OVERRIDE: Holders(team=True, above=True),
        Right.WATCH: Holders(team=True, above=True),
    }
)
"""Whoever works in the workspace may do what there is to be done: a team that sets nothing is locked out of nothing.
Who is on duty, and which posts are heard, is the team's own matter."""


def is_inside(incident: Incident, person: str) -> bool:
    """Whether this person takes part: opened it, was asked to take a role (and so knows of it), was brought into its
    channel, has a role in it; was given a task or a follow-up, or was paged, by somebody inside. Whoever left a private
    channel or was put out of it is inside no more, unless one of these remains."""
    if person in incident.invited or person in incident.people or incident.roles_of(person):
        return True
    if any(offer.person == person for offer in incident.open_offers()):
        return True
    owners = [task.owner for task in incident.work.open_tasks] + [each.owner for each in incident.work.open_follow_ups]
    return person in owners or any(page.person == person for page in incident.paging.pages)


def may(person: str, right: Right, incident: Incident | None, rights: Rights, roster: Roster) -> bool:
    """Whether this person (Slack id) has a right, in this incident where it is about one."""
    holders = rights[right]
    if holders.everybody:
        return True
    if incident is not None and holders.inside and is_inside(incident, person):
        return True
    if incident is not None and any(incident.holder(role) == person for role in holders.holding):
        return True
    candidate = roster.candidate(person)
    if candidate and (holders.team or any(candidate.can_take(role) for role in holders.able)):
        return True
    if holders.above and any(person in level for level in roster.levels):
        return True
    if any(person in roster.groups.get(group, ()) for group in holders.groups):
        return True
    return person in _named(holders, roster)


def sees(person: str, incident: Incident, rights: Rights, roster: Roster) -> bool:
    """Whether an incident is there for this person: a private one is for those inside and those with the right."""
    return (
        not incident.private or is_inside(incident, person) or may(person, Right.SEE_PRIVATE, incident, rights, roster)
    )


def who_could(right: Right, incident: Incident | None, rights: Rights, roster: Roster) -> tuple[str, ...]:
    """The Slack ids of those who have a right, the nearest first: who holds a role here, who is named, groups, the
    team, those inside. Accounts that are deactivated are left out. Empty also when it is everybody's."""
    found = dict.fromkeys(_who_could(rights[right], incident, roster))
    known = {person.id: person for person in roster.people}
    return tuple(person for person in found if person not in known or _is_there(known[person]))


def groups_named(rights: Rights) -> tuple[str, ...]:
    """The user groups that any right names, each once: whoever reads groups from Slack needs these, too."""
    return tuple(dict.fromkeys(group for right in Right for group in rights[right].groups))


def _who_could(holders: Holders, incident: Incident | None, roster: Roster) -> Iterator[str]:
    if incident is not None:
        yield from (person for role in holders.holding if (person := incident.holder(role)))
    yield from _named(holders, roster)
    for group in holders.groups:
        yield from sorted(roster.groups.get(group, ()))
    for candidate in roster.candidates:
        if holders.team or any(candidate.can_take(role) for role in holders.able):
            yield candidate.person.id
    if holders.above:
        yield from (person for level in roster.levels for person in level)
    if incident is not None and holders.inside:
        asked = (offer.person for offer in incident.open_offers())
        held = (holding.person for holding in incident.holdings if holding.until is None)
        yield from (*held, *incident.people, *incident.invited, *asked)


def _named(holders: Holders, roster: Roster) -> Iterable[str]:
    """By id as it is written; by address as the workspace knows it."""
    if not holders.people:
        return ()
    wanted = {name.lower() for name in holders.people}
    by_address = (each.id for each in roster.people if each.email and each.email.lower() in wanted)
    return (*(name for name in holders.people if "@" not in name), *by_address)


def _is_there(person: Person) -> bool:
    return person.is_active and not person.is_bot
