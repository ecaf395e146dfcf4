"""People, and the crisis team made of them.

Answers for: who is there, which roles each may take, who stands in for whom, who is on duty and who is at work. May
not: ask Slack (the roster is handed in) or choose anybody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType

from crisis.language import Language
from crisis.policy.duty import Hours, Override, Rotation, Shift, WorkTimes

# Without a policy at most 20 people are invited by themselves, the others find a Join button.
MOST_INVITED = 20


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the workspace, as last seen there."""

    id: str
    name: str
    email: str | None = None
    locale: str | None = None
    timezone: str | None = None
    is_bot: bool = False
    is_active: bool = True
    in_updates_channel: bool = False

    def language(self, default: Language) -> Language:
        """The language this person reads."""
        return Language.of_locale(self.locale, default)


@dataclass(frozen=True, slots=True)
class TeamMember:
    """One line of the team in the policy: a Slack id or an e-mail address; no roles named means each of them.

    ``deputies``: as ``user``, in order. ``timezone`` None: the person's own as Slack knows it. Without ``hours`` every
    hour is one of work, but on ``holidays``.
    """

    user: str
    roles: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()
    hours: tuple[Hours, ...] = ()
    timezone: str | None = None
    holidays: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class TeamGroup:
    """A Slack user group whose people are of the team: its handle (without @) or its id; no roles means each."""

    group: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Crew:
    """What the policy says of the team besides its lines: user groups, rotations, and the levels above (ids or
    addresses, nearest first)."""

    groups: tuple[TeamGroup, ...] = ()
    rotations: tuple[Rotation, ...] = ()
    levels: tuple[tuple[str, ...], ...] = ()


NO_CREW = Crew()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of the crisis team, the roles this person may take (empty: each), and who stands in (Slack ids, in
    order)."""

    person: Person
    roles: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()

    def can_take(self, role: str) -> bool:
        return not self.roles or role in self.roles


@dataclass(frozen=True)
class Roster:
    """The crisis team as it stands: candidates in the team's order, and everybody known by id.

    ``levels``: who is called when nobody accepts, Slack ids of each level, nearest first. ``rotations``: with people as
    Slack ids. ``times``: when somebody is at work, by id. ``groups``: the Slack ids of those in each user group that
    the policy names, by what it calls it.
    """

    candidates: tuple[Candidate, ...] = ()
    people: tuple[Person, ...] = ()
    levels: tuple[tuple[str, ...], ...] = ()
    rotations: tuple[Rotation, ...] = ()
    times: Mapping[str, WorkTimes] = field(default_factory=dict)
    groups: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))

    def candidate(self, person: str) -> Candidate | None:
        """The team's entry for this Slack id, or None for somebody outside the team."""
        return self._candidates.get(person)

    def person(self, person: str) -> Person | None:
        return self._people.get(person)

    def person_named(self, name: str) -> Person | None:
        """The person with this Slack id or e-mail address; the case of an address does not count."""
        wanted = name.lower()
        return next((each for each in self.people if wanted in (each.id.lower(), (each.email or "-").lower())), None)

    def invited(self) -> tuple[str, ...]:
        """The Slack ids of those whom a new room invites by itself."""
        return tuple(candidate.person.id for candidate in self.candidates[:MOST_INVITED])

    def on_duty(self, role: str, at: datetime) -> tuple[Shift, ...]:
        """The shifts of those whom a rotation names for this role now, in the policy's order; empty when none does."""
        shifts = (self._shift(rotation, at) for rotation in self._rotations_of.get(role, ()))
        return tuple(shift for shift in shifts if shift)

    def shift_of(self, person: str, role: str, at: datetime) -> Shift | None:
        """The shift in which this person is on for this role at this time, or None."""
        return next((shift for shift in self.on_duty(role, at) if shift.person == person), None)

    def overridden(self, made: Iterable[Override]) -> "Roster":
        """The same roster with these overrides from Slack in place of those that it had. Whoever is not there (any
        more) takes nothing over."""
        present = [each for each in made if (known := self.person(each.person)) and known.is_active]
        rotations = tuple(
            replace(
                rotation,
                overrides=(
                    *(each for each in rotation.overrides if not each.id),
                    *(each for each in present if each.rotation == rotation.name),
                ),
            )
            for rotation in self.rotations
        )
        return self if rotations == self.rotations else replace(self, rotations=rotations)

    def is_at_work(self, person: str, at: datetime) -> bool:
        """Whether this is a time of work for this person; True when nothing is said about that."""
        times = self.times.get(person)
        return times is None or times.holds(at)

    def _shift(self, rotation: Rotation, at: datetime) -> Shift | None:
        """The rotation's shift at this instant; the last one that was looked up is remembered."""
        known = self._shifts.get(rotation.name)
        if known is None or not known.begins <= at < known.ends:
            known = rotation.shift_at(at)
            if known is not None:
                self._shifts[rotation.name] = known
        return known

    @cached_property
    def _shifts(self) -> dict[str, Shift]:
        return {}

    @cached_property
    def _candidates(self) -> Mapping[str, Candidate]:
        return {candidate.person.id: candidate for candidate in self.candidates}

    @cached_property
    def _people(self) -> Mapping[str, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def _rotations_of(self) -> Mapping[str, tuple[Rotation, ...]]:
        roles = dict.fromkeys(role for rotation in self.rotations for role in rotation.roles)
        return {role: tuple(each for each in self.rotations if role in each.roles) for role in roles}


def users_named(team: Iterable[TeamMember], crew: Crew) -> tuple[str, ...]:
    """Everybody whom a policy names, as it is written there, each once."""
    members = [user for member in team for user in (member.user, *member.deputies)]
    turns = [user for rotation in crew.rotations for user in rotation.people]
    trades = [user for rotation in crew.rotations for day in rotation.days for user in (day.person, day.instead_of)]
    above = [user for level in crew.levels for user in level]
    found: dict[str, str] = {}
    for user in (*members, *turns, *trades, *above):
        if user:
            found.setdefault(user.lower(), user)
    return tuple(found.values())


NO_GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def roster_of(
    team: tuple[TeamMember, ...],
    people: tuple[Person, ...],
    crew: Crew = NO_CREW,
    groups: Mapping[str, tuple[str, ...]] = NO_GROUPS,
    overrides: Iterable[Override] = (),
    zone: str = "UTC",
) -> Roster:
    """The roster that the policy's ``team`` and ``crew`` and the ``people`` seen in the workspace make.

    ``groups``: the Slack ids of the people of each user group, by what the policy calls it. ``overrides``: those made
    in Slack. ``zone``: the team's, for whoever has none.

    Without a team (lines or groups) in the policy it is everybody in the updates channel, each for each role. Bots and
    people whose account is deactivated are left out; a line of the policy that matches nobody is left out, too. Whoever
    is named by two lines (by id and by address, or by a group) is one candidate for the roles of both. Whoever takes
    turns in a rotation is of the team for its roles.
    """
    present = tuple(person for person in people if person.is_active and not person.is_bot)
    by_name = {key.lower(): person for person in present for key in (person.id, person.email) if key}
    found: dict[str, Candidate] = {}
    if not team and not crew.groups:
        found = {person.id: Candidate(person) for person in present if person.in_updates_channel}
    for member in team:
        if person := by_name.get(member.user.lower()):
            deputies = tuple(each for each in _ids(member.deputies, by_name) if each != person.id)
            _join(found, Candidate(person, member.roles, deputies))
    for group in crew.groups:
        for user in groups.get(group.group, ()):
            if person := by_name.get(user.lower()):
                _join(found, Candidate(person, group.roles))
    rotations = tuple(made for each in crew.rotations if (made := _staffed(each, by_name)))
    for rotation in rotations:
        for user in dict.fromkeys(rotation.people):
            _join(found, Candidate(by_name[user.lower()], rotation.roles))
    levels = tuple(ids for level in crew.levels if (ids := _ids(level, by_name)))
    known_groups = {name: frozenset(users) for name, users in groups.items()}
    roster = Roster(tuple(found.values()), people, levels, rotations, _times(team, by_name, zone), known_groups)
    return roster.overridden(overrides)


def _join(found: dict[str, Candidate], line: Candidate) -> None:
    """Put a line of the team to what is known of the same person: the roles and deputies of both."""
    known = found.get(line.person.id)
    if known is not None:
        each = not known.roles or not line.roles
        roles = () if each else tuple(dict.fromkeys((*known.roles, *line.roles)))
        line = Candidate(known.person, roles, tuple(dict.fromkeys((*known.deputies, *line.deputies))))
    found[line.person.id] = line


def _ids(users: Iterable[str], by_name: Mapping[str, Person]) -> tuple[str, ...]:
    """The Slack ids of those who are there, each once."""
    return tuple(dict.fromkeys(by_name[user.lower()].id for user in users if user.lower() in by_name))


def _staffed(rotation: Rotation, by_name: Mapping[str, Person]) -> Rotation | None:
    """The rotation with those who are there: the turn of somebody who has left goes to the next in the order, and
    everybody else's stay when they are. None when nobody is left."""
    turns = [by_name.get(user.lower()) for user in rotation.people]
    if not any(turns):
        return None
    order = [next(person for person in (*turns[place:], *turns) if person).id for place in range(len(turns))]
    written = [
        Override(rotation.name, person.id, *rotation.day(day.day), instead_of=_id_or(day.instead_of, by_name))
        for day in rotation.days
        if (person := by_name.get(day.person.lower()))
    ]
    return replace(rotation, people=tuple(order), overrides=tuple(written))


def _id_or(user: str | None, by_name: Mapping[str, Person]) -> str | None:
    """The Slack id; what was written when there is no such person, which then is nobody's turn."""
    if user is None:
        return None
    person = by_name.get(user.lower())
    return person.id if person else user


def _times(team: Iterable[TeamMember], by_name: Mapping[str, Person], zone: str) -> Mapping[str, WorkTimes]:
    found: dict[str, WorkTimes] = {}
    for member in team:
        person = by_name.get(member.user.lower())
        if person and (member.hours or member.holidays):
            found[person.id] = WorkTimes(member.timezone or person.timezone or zone, member.hours, member.holidays)
    return found
