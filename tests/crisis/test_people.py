"""People and the team: who is in the roster, for which roles, and who is invited."""

import pytest

from crisis.language import Language
from crisis.people import MOST_INVITED, Candidate, Person, Roster, TeamMember, roster_of

LI = Person("U1", "Li", email="li@example.com", in_updates_channel=True)
WANG = Person("U2", "Wang", email="wang@example.com")
ROBOT = Person("U3", "robot", email="robot@example.com", is_bot=True, in_updates_channel=True)
GONE = Person("U4", "gone", email="gone@example.com", is_active=False, in_updates_channel=True)
ZHAO = Person("U5", "Zhao", in_updates_channel=True)
EVERYBODY = (LI, WANG, ROBOT, GONE, ZHAO)


def test_without_a_team_it_is_everybody_in_the_updates_channel() -> None:
    """Each for each role; no bots, nobody who has left."""
    roster = roster_of((), EVERYBODY)
    assert roster.candidates == (Candidate(LI), Candidate(ZHAO))
    assert all(candidate.can_take("lead") for candidate in roster.candidates)


def test_a_team_is_found_by_id_and_by_address() -> None:
    """In the order of the policy and in any case; whoever is not there, is a bot or has left is passed over."""
    lines = ("WANG@example.com", "u1", "nobody@example.com", "U3", "gone@example.com")
    roster = roster_of(tuple(TeamMember(user, ("legal",)) for user in lines), EVERYBODY)
    assert roster.candidates == (Candidate(WANG, ("legal",)), Candidate(LI, ("legal",)))
    assert roster.candidates[0].can_take("legal")
    assert not roster.candidates[0].can_take("lead")


def test_whoever_is_named_twice_is_there_once() -> None:
    """By id and by address: one person, who may take all the roles of both lines."""
    team = (TeamMember("U1", ("lead",)), TeamMember("li@example.com", ("writer", "lead")), TeamMember("U2"))
    roster = roster_of(team, EVERYBODY)
    assert roster.candidates == (Candidate(LI, ("lead", "writer")), Candidate(WANG))
    assert roster.invited() == ("U1", "U2")
    anything = roster_of((TeamMember("U1", ("lead",)), TeamMember("li@example.com")), EVERYBODY)
    assert anything.candidates == (Candidate(LI),)


def test_a_roster_knows_people_and_candidates_by_id() -> None:
    roster = roster_of((TeamMember("U1"),), EVERYBODY)
    assert roster.candidate("U1") == Candidate(LI)
    assert roster.candidate("U2") is None
    assert roster.person("U2") == WANG
    assert roster.person("U9") is None


def test_at_most_twenty_are_invited() -> None:
    """The others find a Join button."""
    crowd = Roster(tuple(Candidate(Person(f"U{number}", "x")) for number in range(30)))
    assert crowd.invited() == tuple(f"U{number}" for number in range(20))
    assert MOST_INVITED == 20


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("zh-CN", Language.CHINESE),
        ("zh-TW", Language.CHINESE),
        ("en-GB", Language.ENGLISH),
        ("EN", Language.ENGLISH),
        ("fr-FR", Language.CHINESE),
        ("", Language.CHINESE),
        (None, Language.CHINESE),
    ],
)
def test_people_read_the_language_of_their_slack(locale: str | None, language: Language) -> None:
    """Any other locale reads the team's language, here Chinese."""
    assert Person("U1", "Li", locale=locale).language(Language.CHINESE) is language
