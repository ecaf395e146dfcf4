"""The past as it is remembered: fed from the store, bounded, and told only to whoever may see it."""

import pytest

from crisis import commands as c
from crisis.incident import Incident
from crisis.incident.past_one import PastOne
from crisis.overview.past import Past
from crisis.severity import Severity
from crisis.stages import Stage
from crisis.triage.reading import Reader, Reading
from tests.crisis.world import ANNA
from tests.crisis.world.desk import DeskWorld


@pytest.fixture
def world() -> DeskWorld:
    return DeskWorld()


async def opened(world: DeskWorld, *titles: str) -> list[int]:
    made = [await world.desk.handle(c.OpenIncident(title, ANNA, Severity.SEV3)) for title in titles]
    return [outcome.incident.number for outcome in made if outcome.incident]


def everybody(incident: Incident) -> bool:
    return True


async def numbers(past: Past, incident: Incident) -> list[int]:
    return [each.number for each in await past.like(incident, everybody)]


async def test_ended_ones_come_before_open_ones(world: DeskWorld) -> None:
    await opened(world, "cockroach in the soup", "maggots in the salad", "checkout is down", "insects in the rice")
    await world.desk.handle(c.ChangeStage(2, ANNA, Stage.CLOSED, "done"))
    assert await numbers(world.desk.past, world.incident(4)) == [2, 1]
    assert await numbers(world.desk.past, world.incident(3)) == []
    only_ended = await world.desk.past.like(world.incident(4), everybody, ended=True)
    assert [each.number for each in only_ended] == [2]


async def test_what_the_asker_may_not_see_leaves_its_place_to_others(world: DeskWorld) -> None:
    await opened(world, *(f"cockroach in the soup {number}" for number in range(9)))
    found = await world.desk.past.like(world.incident(9), lambda other: other.number in (1, 2), 2)
    assert {each.number for each in found} == {1, 2}


async def test_words_find_what_is_like_them(world: DeskWorld) -> None:
    await opened(world, "cockroach in the soup", "checkout is down")
    (found,) = await world.desk.past.like_words("flies found in food", everybody)
    assert found.number == 1


async def test_an_ended_one_is_read_again_and_an_open_one_is_not(world: DeskWorld) -> None:
    await opened(world, "cockroach in the soup", "checkout is down")
    read: list[str] = []

    def reading(text: str) -> Reading:
        read.append(text.strip())
        return Reader(str.split, str).read(text)

    past = Past(world.desk.read, reading)
    await past.refresh()
    await world.do(c.Rename, title="cockroach in the soup, again")
    await past.refresh()
    assert read == ["cockroach in the soup", "checkout is down"]
    await world.do(c.ChangeStage, stage=Stage.CLOSED, reason="done")
    await past.refresh()
    assert read[2:] == ["cockroach in the soup, again"]


async def test_it_is_bounded_to_the_newest(world: DeskWorld) -> None:
    past = Past(world.desk.read, Reader(str.split, str).read, most=2)
    await opened(world, "cockroach in the soup")
    assert len(await past.like_words("cockroach", everybody)) == 1
    await opened(world, "checkout is down", "strike in the warehouse")
    assert await past.like_words("cockroach", everybody) == []


async def test_the_board_hears_of_news_only(world: DeskWorld) -> None:
    await opened(world, "cockroach in the soup")
    found = (PastOne(7, "maggots", 2),)
    outcome = await world.do(c.RecordSimilar, None, found=found)
    assert world.incident().similar == found
    assert outcome.entries == ()  # no entry of the timeline
    world.store.grant()
    assert not (await world.do(c.RecordSimilar, None, found=found)).wished
    await world.do(c.ChangeStage, stage=Stage.CLOSED, reason="done")
    await world.do(c.RecordSimilar, None, found=())
    assert world.incident().similar == found
