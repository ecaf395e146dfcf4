"""Who is told of an incident directly: those who follow it, and those whom the policy names.

Answers for: who gets an update as a direct message, and in whose words. Whoever may see an incident may be told of it
(``rights.sees``): one rule for lists, the Home tab, digests and those who follow. May not: know what a message
looks like or how it is sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from crisis.incident import Incident, Who
from crisis.policy.people import Roster
from crisis.policy.rights import Rights, sees
from crisis.severity import Severity

ALL_SEVERITIES = frozenset(Severity)
FOR_EXECUTIVES = frozenset({Severity.SEV1, Severity.SEV2})
"""Of which an executive hears directly when the policy does not say."""


class Audience(StrEnum):
    """For whom a text is made."""

    TEAM = "team"
    EXECUTIVES = "executives"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Somebody who is told of every update of these severities without asking. ``user``: Slack id or e-mail."""

    user: str
    severities: frozenset[Severity] = ALL_SEVERITIES


@dataclass(frozen=True, slots=True)
class Executive:
    """Somebody who reads the short text. ``digest_at``: hours of the day in ``timezone`` (IANA; None: the person's own,
    else the team's) at which the digest comes."""

    user: str
    updates: frozenset[Severity] = FOR_EXECUTIVES
    digest_at: tuple[time, ...] = ()
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Readers:
    """What the policy says about who is told."""

    subscribers: tuple[Subscriber, ...] = ()
    executives: tuple[Executive, ...] = ()


def follows(incident: Incident, person: str) -> bool:
    return person in incident.following.followers


def readers_of_update(incident: Incident, readers: Readers, rights: Rights, roster: Roster, by: Who) -> tuple[str, ...]:
    """The Slack ids of those who get the next update of this incident directly: executives first, then the policy's
    subscribers, then whoever follows.

    Nobody is told twice without having asked: whoever posts it knows it, who has a role here reads it in the channel,
    and so does a subscriber of the policy who was brought into it. Executives get their own short text all the same.
    What an executive reads of a drill would look like the real thing: the policy's people are left out of drills.
    """
    severity = incident.severity
    executives = [each.user for each in readers.executives if severity in each.updates]
    subscribers = [each.user for each in readers.subscribers if severity in each.severities]
    named = [] if incident.drill else _ids(executives, roster)
    named += [] if incident.drill else [each for each in _ids(subscribers, roster) if each not in incident.people]
    wanted = [each for each in named if each not in incident.following.left]
    wanted += incident.following.followers
    return tuple(each for each in dict.fromkeys(wanted) if each != by and _is_reader(incident, each, rights, roster))


def readers_of_end(incident: Incident) -> tuple[str, ...]:
    """Who is told how it ended: whoever follows, and whoever was told of an update. Whether each of them still sees a
    private incident is looked at when the message goes out."""
    following = incident.following
    wanted = dict.fromkeys((*following.told, *following.followers))
    return tuple(each for each in wanted if each not in following.left and not incident.roles_of(each))


def audience_of(person: str, readers: Readers, roster: Roster) -> Audience:
    """In whose words this person is told."""
    known = roster.person(person)
    names = {person.lower(), *([known.email.lower()] if known and known.email else [])}
    is_executive = any(each.user.lower() in names for each in readers.executives)
    return Audience.EXECUTIVES if is_executive else Audience.TEAM


def _is_reader(incident: Incident, person: str, rights: Rights, roster: Roster) -> bool:
    known = roster.person(person)
    is_there = known is None or (known.is_active and not known.is_bot)
    return is_there and not incident.roles_of(person) and sees(person, incident, rights, roster)


def person_named(user: str, roster: Roster) -> str | None:
    """The Slack id of whoever the policy calls so, by id or address; None for somebody unknown or gone."""
    return next(iter(_ids((user,), roster)), None)


def _ids(users: Iterable[str], roster: Roster) -> list[str]:
    """The Slack ids of those whom the policy names, as far as the workspace knows them."""
    wanted = [user.lower() for user in users]
    if not wanted:
        return []
    present = (each for each in roster.people if each.is_active and not each.is_bot)
    by_name = {name.lower(): each.id for each in present for name in (each.id, each.email) if name}
    return [by_name[user] for user in wanted if user in by_name]
