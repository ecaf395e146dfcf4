"""People and the team: who is in the roster, for which roles, and who is invited."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from crisis.language import Language
from crisis.policy.duty import DayOverride, Hours, Override, Rotation, Shift
from crisis.policy.people import MOST_INVITED, Candidate, Crew, Person, Roster, TeamGroup, TeamMember, roster_of

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


def rotation(*people: str, **fields: object) -> Rotation:
    given: dict[str, object] = {"name": "nights", "roles": ("lead",), "at": time(9), "zone": "UTC"}
    return Rotation(people=people, starts=date(2026, 5, 4), **{**given, **fields})  # type: ignore[arg-type]


def on(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 5, day, hour, tzinfo=UTC)


def test_deputies_are_people_who_are_there_in_order() -> None:
    team = (TeamMember("U1", deputies=("gone@example.com", "WANG@example.com", "U5", "li@example.com")),)
    assert roster_of(team, EVERYBODY).candidates == (Candidate(LI, deputies=("U2", "U5")),)


def test_a_groups_people_come_after_the_team_each_once() -> None:
    crew = Crew((TeamGroup("desk", ("monitor",)), TeamGroup("S0UNREAD")))
    groups = {"desk": ("U5", "U1", "U3", "U4", "U9")}
    roster = roster_of((TeamMember("U1", ("lead",)),), EVERYBODY, crew, groups)
    assert roster.candidates == (Candidate(LI, ("lead", "monitor")), Candidate(ZHAO, ("monitor",)))
    alone = roster_of((), EVERYBODY, crew, groups)
    assert alone.candidates == (Candidate(ZHAO, ("monitor",)), Candidate(LI, ("monitor",)))


def test_whoever_takes_turns_is_of_the_team_for_its_roles() -> None:
    roster = roster_of((TeamMember("U1", ("writer",)),), EVERYBODY, Crew(rotations=(rotation("U2"),)))
    assert roster.candidates == (Candidate(LI, ("writer",)), Candidate(WANG, ("lead",)))
    open_to_all = roster_of((), EVERYBODY, Crew(rotations=(rotation("U2"),)))
    assert open_to_all.candidates == (Candidate(LI), Candidate(ZHAO), Candidate(WANG, ("lead",)))


def test_a_roster_says_who_is_on_duty_for_a_role() -> None:
    crew = Crew(rotations=(rotation("li@example.com", "U2"), rotation("U5", name="second", roles=("lead", "legal"))))
    roster = roster_of((), EVERYBODY, crew)
    first, second = roster.on_duty("lead", on(4))
    assert (first.person, second.person) == ("U1", "U5")
    assert first == Shift("nights", "U1", on(4), on(5))
    assert roster.on_duty("legal", on(4)) == (second,)
    assert roster.on_duty("writer", on(4)) == ()
    assert roster.on_duty("lead", on(3)) == ()
    assert roster.shift_of("U5", "lead", on(4)) == second
    assert roster.shift_of("U2", "lead", on(4)) is None


def test_the_turn_of_somebody_who_has_left_is_the_next_ones() -> None:
    """And nobody else's moves."""
    roster = roster_of((), EVERYBODY, Crew(rotations=(rotation("U1", "gone@example.com", "U2", "U5"),)))
    whose = [roster.on_duty("lead", on(4 + day))[0].person for day in range(5)]
    assert whose == ["U1", "U2", "U2", "U5", "U1"]
    assert roster_of((), EVERYBODY, Crew(rotations=(rotation("gone@example.com"),))).on_duty("lead", on(4)) == ()


def test_overrides_of_the_policy_and_of_slack() -> None:
    """The later made counts: one from Slack over one of the policy; whoever has left takes nothing over."""
    days = (DayOverride(date(2026, 5, 5), "zhao@nowhere", "U2"), DayOverride(date(2026, 5, 6), "U5", "li@example.com"))
    crew = Crew(rotations=(rotation("U1", "U2", days=days),))

    def whose(*made: Override) -> list[str]:
        roster = roster_of((), EVERYBODY, crew, overrides=made)
        return [roster.on_duty("lead", on(4 + day))[0].person for day in range(3)]

    assert whose() == ["U1", "U2", "U5"]
    assert whose(Override("nights", "U2", on(6), on(7), id=1)) == ["U1", "U2", "U2"]
    assert whose(Override("nights", "U4", on(6), on(7), id=1)) == ["U1", "U2", "U5"]
    assert whose(Override("days", "U2", on(6), on(7), id=1)) == ["U1", "U2", "U5"]


def test_levels_are_those_who_are_there() -> None:
    crew = Crew(levels=(("U4",), ("li@example.com", "U1", "U2"), ("U5",)))
    assert roster_of((), EVERYBODY, crew).levels == (("U1", "U2"), ("U5",))


def test_hours_are_in_the_own_zone_and_nothing_said_is_always() -> None:
    office = (Hours((0, 1, 2, 3, 4), 9 * 60, 18 * 60),)
    here = Person("U6", "Sun", timezone="Asia/Shanghai")
    team = (TeamMember("U6", hours=office), TeamMember("U1", hours=office, timezone="Europe/Berlin"), TeamMember("U2"))
    roster = roster_of(team, (*EVERYBODY, here), zone="America/New_York")
    monday = [on(4, hour) for hour in range(24)]
    assert [at.hour for at in monday if roster.is_at_work("U6", at)] == list(range(1, 10))
    assert [at.hour for at in monday if roster.is_at_work("U1", at)] == list(range(7, 16))
    assert all(roster.is_at_work(person, on(4, 3)) for person in ("U2", "U9"))


def test_two_thousand_people_are_found_at_once() -> None:
    crowd = tuple(Person(f"U{number:05}", "x", f"p{number}@example.com") for number in range(2000))
    team = tuple(TeamMember(person.email or "", deputies=("U00001", "U00002")) for person in crowd)
    crew = Crew((TeamGroup("all", ("lead",)),), (rotation(*(person.id for person in crowd)),))
    roster = roster_of(team, crowd, crew, {"all": tuple(person.id for person in crowd)})
    for person in crowd:
        assert roster.candidate(person.id)
        assert roster.person(person.id)
        assert roster.is_at_work(person.id, on(4))
    assert roster.on_duty("lead", on(4) + timedelta(days=1999))[0].person == "U01999"


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
