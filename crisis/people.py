"""People, and the crisis team made of them.

Answers for: who is there and which roles each may take. May not: ask Slack (the roster is handed in).
"""

from dataclasses import dataclass

from crisis.language import Language

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
    """One line of the team in the policy: a Slack id or an e-mail address; no roles named means each of them."""

    user: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of the crisis team and the roles this person may take (empty: each)."""

    person: Person
    roles: tuple[str, ...] = ()

    def can_take(self, role: str) -> bool:
        return not self.roles or role in self.roles


@dataclass(frozen=True, slots=True)
class Roster:
    """The crisis team as it stands: candidates in the team's order, and everybody known by id."""

    candidates: tuple[Candidate, ...] = ()
    people: tuple[Person, ...] = ()

    def candidate(self, person: str) -> Candidate | None:
        """The team's entry for this Slack id, or None for somebody outside the team."""
        return next((candidate for candidate in self.candidates if candidate.person.id == person), None)

    def person(self, person: str) -> Person | None:
        return next((known for known in self.people if known.id == person), None)

    def invited(self) -> tuple[str, ...]:
        """The Slack ids of those whom a new room invites by itself."""
        return tuple(candidate.person.id for candidate in self.candidates[:MOST_INVITED])


def roster_of(team: tuple[TeamMember, ...], people: tuple[Person, ...]) -> Roster:
    """The roster that the policy's ``team`` and the ``people`` seen in the workspace make.

    Without a team in the policy it is everybody in the updates channel, each for each role. Bots and people whose
    account is deactivated are left out; a line of the policy that matches nobody is left out, too. Whoever is named by
    two lines (by id and by address) is one candidate for the roles of both.
    """
    present = tuple(person for person in people if person.is_active and not person.is_bot)
    if not team:
        return Roster(tuple(Candidate(person) for person in present if person.in_updates_channel), people)
    by_name = {key.lower(): person for person in present for key in (person.id, person.email) if key}
    found: dict[str, Candidate] = {}
    for member in team:
        if person := by_name.get(member.user.lower()):
            found[person.id] = _with_roles(found.get(person.id), Candidate(person, member.roles))
    return Roster(tuple(found.values()), people)


def _with_roles(known: Candidate | None, line: Candidate) -> Candidate:
    if known is None or not line.roles:
        return line
    return Candidate(known.person, tuple(dict.fromkeys((*known.roles, *line.roles)))) if known.roles else known
