"""Who is told of an incident directly, and in whose words."""

from dataclasses import replace

from crisis import commands as c
from crisis import effects as f
from crisis import events as e
from crisis.incident import Incident
from crisis.policy import Policy
from crisis.policy.people import Person, Roster
from crisis.policy.reach import Audience, Executive, Readers, Subscriber, audience_of, readers_of_update
from crisis.policy.rights import DEFAULT_RIGHTS, Holders, Right, Rights
from crisis.severity import Severity
from crisis.stages import Stage
from tests.crisis.world import ANNA, BO, CHEN, DAI, TEAM, ZOE, Case, an_alert
from tests.crisis.world.desk import DeskWorld

CHIEF = Person("U0CHIEF", "Chief", "Chief@Example.com", timezone="Asia/Shanghai")
GONE = Person("U0GONE", "Gone", is_active=False)
ROSTER = Roster(TEAM.candidates, (*TEAM.people, CHIEF, GONE))
READERS = Readers(
    (Subscriber(ZOE), Subscriber(DAI, frozenset({Severity.SEV1})), Subscriber(GONE.id), Subscriber("who@example.com")),
    (Executive("chief@example.com"),),
)


def told(
    incident: Incident, by: str | None = ANNA, readers: Readers = READERS, rights: Rights = DEFAULT_RIGHTS
) -> tuple[str, ...]:
    return readers_of_update(incident, readers, rights, ROSTER, by)


def with_policy(severity: Severity = Severity.SEV2) -> Case:
    return Case(severity, roster=ROSTER, policy=Policy(readers=READERS))


def test_executives_first_then_the_policy_then_who_follows() -> None:
    case = with_policy()
    case.do(c.Follow, BO)
    case.do(c.Follow, BO)  # again is nothing
    assert told(case.incident) == (CHIEF.id, ZOE, BO)
    assert told(replace(case.incident, severity=Severity.SEV1)) == (CHIEF.id, ZOE, DAI, BO)
    assert told(replace(case.incident, severity=Severity.SEV4)) == (ZOE, BO)


def test_nobody_is_told_twice_without_having_asked() -> None:
    case = with_policy()
    case.do(c.Follow, BO)
    case.do(c.Follow, CHEN)
    case.do(c.TakeRole, CHEN, role="writer")
    room = replace(case.incident, people=(ZOE, BO, CHIEF.id))
    assert told(room) == (CHIEF.id, BO)  # Zoe is in the channel, Chen at work there; Bo asked for it
    assert told(room, by=BO) == (CHIEF.id,)


def test_whoever_unfollows_hears_no_more_also_when_the_policy_names_them() -> None:
    case = with_policy()
    case.do(c.Follow, BO)
    for person in (BO, ZOE, CHIEF.id):
        case.do(c.Unfollow, person)
    assert told(case.incident) == ()
    case.do(c.Follow, ZOE)
    assert told(case.incident) == (ZOE,)


def test_of_a_drill_only_those_hear_who_asked() -> None:
    case = with_policy()
    case.do(c.Follow, BO)
    assert told(replace(case.incident, drill=True)) == (BO,)


def test_of_a_private_incident_only_those_hear_who_see_it() -> None:
    case = with_policy()
    case.incident = replace(case.incident, private=True, people=(BO,), invited=(ANNA,), offers=())
    for person in (BO, DAI):  # Dai was inside when she began to follow
        case.do(c.Follow, person)
    assert told(case.incident) == (BO,)
    finds = DEFAULT_RIGHTS | {Right.SEE_PRIVATE: Holders(inside=True, people=("chief@example.com", DAI))}
    assert told(case.incident, rights=finds) == (CHIEF.id, BO, DAI)


def test_the_words_are_the_executives_for_those_whom_the_policy_names() -> None:
    assert audience_of(CHIEF.id, READERS, ROSTER) is Audience.EXECUTIVES
    assert audience_of(ZOE, READERS, ROSTER) is Audience.TEAM
    assert audience_of("U0CHIEF", Readers(executives=(Executive("u0chief"),)), Roster()) is Audience.EXECUTIVES


async def test_each_reader_is_told_of_the_update_and_once_of_the_end() -> None:
    world = DeskWorld()
    world.desk.policy, world.desk.roster = Policy(readers=READERS), ROSTER
    await world.receive(an_alert(severity_hint=Severity.SEV2))
    await world.do(c.Follow, BO)
    world.store.grant()
    done = await world.do(c.PostUpdate, conditions="three shops", executives="One city, no injuries.")
    posted = next(each for each in done.entries if isinstance(each.event, e.UpdatePosted))
    assert posted.event.readers == (CHIEF.id, ZOE, BO)
    assert done.incident is not None
    assert done.incident.updates[-1].executives == "One city, no injuries."
    wished = [each for each in world.store.grant() if isinstance(each, f.TellReader)]
    assert [(each.person, each.seq) for each in wished] == [(each, posted.seq) for each in (CHIEF.id, ZOE, BO)]
    await world.do(c.Unfollow, ZOE)
    for stage in (Stage.CONTAINED, Stage.RESOLVED, Stage.CLOSED):
        await world.do(c.ChangeStage, stage=stage)
    ends = [each for each in world.store.grant() if isinstance(each, f.TellReader)]
    assert [each.person for each in ends] == [CHIEF.id, BO]
