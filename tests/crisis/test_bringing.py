"""Posts that somebody brings to an incident: they are that incident's, each once, and open no other."""

import pytest

from crisis import refusals
from crisis.commands import ChangeStage, OpenIncident
from crisis.desk.bringing import Brought
from crisis.refusals import Refused
from crisis.stages import Stage
from tests.crisis.world.intake import IGNORED, IntakeWorld

ANNA = "U1"


@pytest.fixture
def intake() -> IntakeWorld:
    return IntakeWorld()


async def opened(intake: IntakeWorld) -> int:
    outcome = await intake.world.desk.handle(OpenIncident("Mould in the bread", ANNA))
    assert outcome.incident is not None
    return outcome.incident.number


async def test_they_are_the_incidents_whatever_they_say(intake: IntakeWorld) -> None:
    number = await opened(intake)
    posts = [intake.post("Lunar is awful"), intake.post("nothing to do with it")]
    assert await intake.world.desk.bring(number, ANNA, posts) == Brought(new=2)
    assert intake.incidents() == {number: ["Lunar is awful", "nothing to do with it"]}
    incident = intake.world.memory.incidents[number]
    assert incident.mentions.waiting == 2


async def test_again_changes_nothing_and_what_was_nobodys_becomes_theirs(intake: IntakeWorld) -> None:
    number = await opened(intake)
    post = intake.post("a quiet post")
    assert [each.outcome for each in await intake.take(post)] == [IGNORED]
    assert await intake.world.desk.bring(number, ANNA, [post, post]) == Brought(new=1, known=1)
    assert await intake.world.desk.bring(number, ANNA, [post]) == Brought(known=1)
    assert intake.world.memory.incidents[number].mentions.waiting == 1


async def test_anothers_posts_stay_there(intake: IntakeWorld) -> None:
    first, second = await opened(intake), await opened(intake)
    post = intake.post("Lunar is poor")
    await intake.world.desk.bring(first, ANNA, [post])
    assert await intake.world.desk.bring(second, ANNA, [post]) == Brought(elsewhere=1)
    assert intake.incidents() == {first: ["Lunar is poor"]}


async def test_an_incident_that_is_over_or_not_there_takes_none(intake: IntakeWorld) -> None:
    number = await opened(intake)
    await intake.world.desk.handle(ChangeStage(number, ANNA, Stage.CLOSED))
    for meant, text in ((number, refusals.IS_OVER), (99, refusals.NO_SUCH_INCIDENT)):
        with pytest.raises(Refused) as refused:
            await intake.world.desk.bring(meant, ANNA, [intake.post("late")])
        assert refused.value.text is text
    assert intake.incidents() == {}


async def test_hundreds_go_in_in_several_steps(intake: IntakeWorld) -> None:
    number = await opened(intake)
    posts = [intake.post(f"post {place}") for place in range(230)]
    assert await intake.world.desk.bring(number, ANNA, posts) == Brought(new=230)
    assert intake.world.memory.incidents[number].mentions.waiting == 230
