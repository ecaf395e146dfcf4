"""The digest: at which moments, for whom, and what it tells."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from crisis import commands as c
from crisis import refusals
from crisis.digest import Digest, DigestChoice, DigestTold, is_first_of_day, next_time
from crisis.effects import SendDigest
from crisis.overview.digest_now import Change, DigestNow, is_worth_sending, look, wanted_by_policy
from crisis.overview.mine import DutyKind, due_for
from crisis.policy import Policy
from crisis.policy.people import Person, Roster
from crisis.policy.reach import Executive, Readers
from crisis.policy.rights import DEFAULT_RIGHTS, Holders, Right
from crisis.refusals import Refused
from crisis.severity import Severity
from crisis.stages import Stage
from tests.crisis.memory.store import MemoryUnit
from tests.crisis.world import ANNA, BO, HOUR, MINUTE, START, Case, an_alert
from tests.crisis.world.desk import DeskWorld

NINE, SIX = time(9), time(18)
SHANGHAI = DigestChoice((NINE, SIX), "Asia/Shanghai")


def seen(view: MemoryUnit, digest: Digest, now: datetime) -> DigestNow:
    return look(view, digest, now, DEFAULT_RIGHTS, Roster())


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type]


def test_the_next_hour_is_the_persons_own() -> None:
    assert next_time(SHANGHAI, utc(2026, 5, 1, 0, 59)) == utc(2026, 5, 1, 1)
    assert next_time(SHANGHAI, utc(2026, 5, 1, 1)) == utc(2026, 5, 1, 10)
    assert next_time(SHANGHAI, utc(2026, 5, 1, 10)) == utc(2026, 5, 2, 1)
    assert next_time(DigestChoice((), "UTC"), START) is None


@pytest.mark.parametrize(("day", "hour"), [(28, 1), (29, 1), (30, 0)])
def test_an_hour_that_summer_time_leaves_out_comes_as_much_later(day: int, hour: int) -> None:
    """Berlin, 29 March 2026: after 01:59 comes 03:00."""
    early = DigestChoice((time(2, 30),), "Europe/Berlin")
    assert next_time(early, utc(2026, 3, day)) == utc(2026, 3, day, hour, 30)


def test_an_hour_that_comes_twice_counts_the_first_time() -> None:
    """Berlin, 25 October 2026: 02:30 comes at 00:30 and at 01:30 UTC."""
    early = DigestChoice((time(2, 30),), "Europe/Berlin")
    assert next_time(early, utc(2026, 10, 24, 12)) == utc(2026, 10, 25, 0, 30)
    assert next_time(early, utc(2026, 10, 25, 0, 30)) == utc(2026, 10, 26, 1, 30)


def test_whoever_the_policy_names_gets_one_in_the_own_zone() -> None:
    chief = Person("U0C", "Chief", "chief@example.com", timezone="Europe/Berlin")
    readers = Readers(
        executives=(
            Executive("CHIEF@example.com", digest_at=(SIX, NINE)),
            Executive("nobody@example.com", digest_at=(NINE,)),
            Executive("U0D"),
        )
    )
    wanted = wanted_by_policy(readers, Roster(people=(chief, Person("U0D", "D"))), "UTC")
    assert wanted == (("U0C", DigestChoice((NINE, SIX), "Europe/Berlin")),)


# Kept, and put out


async def chosen(world: DeskWorld, *hours: time, zone: str = "UTC") -> Digest:
    await world.desk.handle(c.ChooseDigest(ANNA, DigestChoice(hours, zone)))
    return world.memory.digests[ANNA]


def sent(world: DeskWorld) -> list[SendDigest]:
    return [each for each in world.store.grant() if isinstance(each, SendDigest)]


async def test_each_due_time_is_put_out_once_and_the_next_one_is_set() -> None:
    world = DeskWorld()
    digest = await chosen(world, NINE, SIX)
    assert world.woken[-1] == digest.due_at == START + HOUR
    due = c.DigestDue(ANNA, START + HOUR)
    world.clock.now = START + HOUR
    await world.desk.handle(due)
    await world.desk.handle(due)  # another replica, or the same one after a crash
    assert [each.due_at for each in sent(world)] == [START + HOUR]
    assert world.memory.digests[ANNA].due_at == START + 10 * HOUR


async def test_after_a_downtime_one_comes_for_all_that_were_missed() -> None:
    world = DeskWorld()
    digest = await chosen(world, NINE, SIX)
    assert digest.due_at
    world.clock.now = START + timedelta(days=2, hours=2)
    await world.desk.handle(c.DigestDue(ANNA, digest.due_at))
    assert len(sent(world)) == 1
    assert world.memory.digests[ANNA].due_at == START + timedelta(days=2, hours=10)


async def test_what_somebody_chose_is_not_changed_by_the_policy() -> None:
    world = DeskWorld()
    await chosen(world, NINE)
    await world.desk.handle(c.FitDigests(((ANNA, SHANGHAI), (BO, SHANGHAI))))
    assert world.memory.digests[ANNA].choice.hours == (NINE,)
    assert world.memory.digests[BO].choice == SHANGHAI
    await world.desk.handle(c.FitDigests(()))
    assert world.memory.digests[ANNA].due_at
    assert world.memory.digests[BO].due_at is None
    await chosen(world)
    await world.desk.handle(c.FitDigests(((ANNA, SHANGHAI),)))
    assert world.memory.digests[ANNA].due_at is None  # switched off in Slack


async def test_the_policy_does_not_take_away_a_digest_that_is_due() -> None:
    """A bot that was down starts, and reads the same policy."""
    world = DeskWorld()
    await world.desk.handle(c.FitDigests(((BO, SHANGHAI),)))
    due_at = world.memory.digests[BO].due_at
    world.clock.now = START + timedelta(days=1)
    await world.desk.handle(c.FitDigests(((BO, SHANGHAI),)))
    assert world.memory.digests[BO].due_at == due_at


async def test_hours_and_zones_that_cannot_be_are_refused() -> None:
    world = DeskWorld()
    for wrong, text in (
        (DigestChoice(tuple(time(hour) for hour in range(9)), "UTC"), refusals.TOO_MANY_HOURS),
        (DigestChoice((NINE,), "Mars/Olympus"), refusals.NO_SUCH_TIME_ZONE),
    ):
        with pytest.raises(Refused) as refused:
            await world.desk.handle(c.ChooseDigest(ANNA, wrong))
        assert refused.value.text is text
    assert world.memory.digests == {}


# What it tells


async def test_it_tells_what_is_open_and_what_became_different() -> None:
    world = DeskWorld()
    for key, severity in (("a", Severity.SEV3), ("b", Severity.SEV1), ("c", Severity.SEV2)):
        await world.receive(an_alert(f"Trouble {key}", key=key, severity_hint=severity))
    digest = Digest(BO, SHANGHAI, True)
    first = seen(MemoryUnit(world.memory), digest, world.clock.now)
    assert [each.number for each, _ in first.open] == [2, 3, 1]
    assert [change for _, change in first.open] == [Change()] * 3

    world.clock.forward(HOUR)
    await world.do(c.ChangeSeverity, severity=Severity.SEV1)
    await world.do(c.ChangeSeverity, severity=Severity.SEV2)
    await world.do(c.PostUpdate, conditions="x")
    await world.desk.handle(c.ChangeStage(3, ANNA, Stage.CLOSED))
    await world.receive(an_alert("Trouble d", key="d", severity_hint=Severity.SEV3))
    await world.receive(an_alert("Trouble e", key="e", severity_hint=Severity.SEV3))
    await world.desk.handle(c.ChangeStage(5, ANNA, Stage.DISMISSED))
    later = seen(MemoryUnit(world.memory), replace(digest, told=first.told), world.clock.now)
    changes = {each.number: change for each, change in later.open}
    assert changes == {
        1: Change(severity_before=Severity.SEV3, updates=1),
        2: Change(),
        4: Change(opened=True),
    }
    assert [each.number for each in later.ended] == [3, 5]
    again = seen(MemoryUnit(world.memory), replace(digest, told=later.told), world.clock.now)
    assert not again.ended
    assert not any(change.is_any for _, change in again.open)


async def test_it_tells_nothing_that_the_reader_may_not_hear_of() -> None:
    world = DeskWorld()
    await world.receive(an_alert(key="a"))
    await world.receive(an_alert(key="b"))
    world.memory.incidents[1] = replace(world.incident(1), private=True, people=(ANNA,), invited=(), offers=())
    world.memory.incidents[2] = replace(world.incident(2), drill=True)
    view = MemoryUnit(world.memory)
    assert seen(view, Digest(BO, SHANGHAI, True), START).is_quiet
    assert [each.number for each, _ in seen(view, Digest(ANNA, SHANGHAI, True), START).open] == [1]
    finds = DEFAULT_RIGHTS | {Right.SEE_PRIVATE: Holders(people=(BO,))}
    told = look(view, Digest(BO, SHANGHAI, True), START, finds, Roster())
    assert [each.number for each, _ in told.open] == [1]


def test_when_nothing_is_open_one_line_a_day_is_enough() -> None:
    morning, evening = utc(2026, 5, 1, 1), utc(2026, 5, 1, 10)
    assert is_first_of_day(SHANGHAI, morning)
    assert not is_first_of_day(SHANGHAI, evening)
    quiet = seen(MemoryUnit(DeskWorld().memory), Digest(BO, SHANGHAI, True), START)
    assert quiet.told == DigestTold(START)
    assert is_worth_sending(SHANGHAI, quiet, morning)
    assert not is_worth_sending(SHANGHAI, quiet, evening)
    assert is_worth_sending(replace(SHANGHAI, says_nothing=True), quiet, evening)


# What is due for whom


def test_what_is_due_for_me_follows_my_roles() -> None:
    case = Case(Severity.SEV2)
    assert due_for(ANNA, [case.incident], Policy()) == ()
    case.do(c.TakeRole, ANNA, role="lead")
    case.do(c.TakeRole, BO, role="monitor")
    case.do(c.TakeRole, ANNA, role="spokesperson")
    case.do(c.LogDecision, BO, text="close the shop", revisit_at=START + 5 * MINUTE)
    mine = [
        (each.kind, each.about, each.due_at - START, each.overdue) for each in due_for(ANNA, [case.incident], Policy())
    ]
    assert mine == [
        (DutyKind.UPDATE, "", 30 * MINUTE, False),
        (DutyKind.TARGET, "first_statement", 60 * MINUTE, False),
    ]
    assert [(each.kind, each.about) for each in due_for(BO, [case.incident], Policy())] == [(DutyKind.DECISION, "1")]
    case.sleep(31 * MINUTE)
    assert [each.overdue for each in due_for(ANNA, [case.incident], Policy())] == [True, False]
