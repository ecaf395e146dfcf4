"""Merging and splitting, over a store in memory: both incidents, the posts' rows, where alerts go, and the way back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crisis import commands as c
from crisis import effects as f
from crisis import events as e
from crisis import refusals
from crisis.alert import AlertOutcome
from crisis.clock.due import due_times
from crisis.incident import Incident, Target
from crisis.incident.tasks import TaskState
from crisis.mention import KeptMention, MentionState
from crisis.overview.alike import likest_first
from crisis.policy import Policy
from crisis.policy.rights import DEFAULT_RIGHTS, Holders, Right
from crisis.ports.intake import Division
from crisis.refusals import Refused
from crisis.refusals import joining as why
from crisis.severity import Severity
from crisis.stages import Stage
from tests.crisis.memory.store import MemoryView
from tests.crisis.world import ANNA, BO, HOUR, MINUTE, START, ZOE, an_alert
from tests.crisis.world.desk import DeskWorld, a_post
from tests.crisis.world.scripts import SCRIPT


@pytest.fixture
async def world() -> DeskWorld:
    """Two incidents with rooms: #1 of tea, #2 of coffee, both by alerts, and Zoe in the room of #1 alone."""
    made = DeskWorld()
    await made.receive(an_alert("Tea is cold"))
    await made.receive(an_alert("Coffee is cold"))
    for number in (1, 2):
        await on(made, number, c.RecordChannel, None, channel=f"C{number}", name=f"inc-{number}")
        await on(made, number, c.RecordPeople, None, people=made.incident(number).invited)
        await on(made, number, c.RecordBoard, None, ts="1.0", shows=1)
    await made.do(c.JoinRoom, ZOE)
    await made.do(c.RecordPeople, None, people=(ZOE,))
    made.store.grant()
    return made


async def on(world: DeskWorld, number: int, kind: type[c.Command], by: str | None = ANNA, **fields: object) -> None:
    await world.desk.handle(kind(incident=number, by=by, **fields))  # type: ignore[arg-type]


async def merge(world: DeskWorld, number: int = 1, into: int = 2, by: str = ANNA, **fields: object) -> None:
    await on(world, number, c.MergeIncident, by, into=into, **fields)


async def posts(world: DeskWorld, incident: int, *stories: int) -> list[int]:
    """A post of each of these stories comes to an incident; their numbers."""
    return [await a_post(world, incident, story) for story in stories]


def events(world: DeskWorld, number: int, kind: type[e.Event]) -> list[e.Event]:
    return [entry.event for entry in world.memory.entries[number] if isinstance(entry.event, kind)]


def where(world: DeskWorld, number: int) -> KeptMention:
    return world.memory.mentions[number]


async def refused(world: DeskWorld, command: c.Command) -> Refused:
    before = world.store.memory.copy()
    with pytest.raises(Refused) as told:
        await world.desk.handle(command)
    assert world.memory.incidents == before.incidents
    assert world.memory.mentions == before.mentions
    return told.value


# Merging


async def test_a_merged_incident_ends_and_both_say_so(world: DeskWorld) -> None:
    await merge(world, reason="the same boiler")
    gone, there = world.incident(1), world.incident(2)
    assert gone.stage is Stage.MERGED
    assert gone.joined.into is not None
    assert (gone.joined.into.number, gone.joined.into.channel) == (2, "C2")
    assert [link.number for link in there.joined.took] == [1]
    assert due_times(gone, world.desk.policy) == ()
    assert not gone.open_offers()
    (changed,) = events(world, 1, e.StageChanged)
    assert isinstance(changed, e.StageChanged)
    assert (changed.into, changed.reason) == (2, "the same boiler")
    (came,) = events(world, 2, e.TookIn)
    assert isinstance(came, e.TookIn)
    assert (came.number, came.title, came.reason) == (1, "Tea is cold", "the same boiler")


async def test_people_come_along_and_nobody_twice(world: DeskWorld) -> None:
    await merge(world)
    brought = [wish for wish in world.store.grant() if isinstance(wish, f.InvitePeople)]
    assert [(wish.incident, wish.people) for wish in brought] == [(2, (ZOE,))]
    assert ZOE in world.incident(2).invited


async def test_open_tasks_go_along_with_owners_and_due_times(world: DeskWorld) -> None:
    due = START + HOUR
    await on(world, 2, c.AddTask, text="call the shop")
    await world.do(c.AddTask, text="boil water", owner=BO, due_at=due)
    await world.do(c.AddTask, text="fetch cups")
    await world.do(c.FinishTask, task=2)
    await world.do(c.AddTask, text="ask legal", role="legal")
    await merge(world)
    assert [(task.number, task.text, task.owner, task.role, task.due_at) for task in world.incident(2).work.tasks] == [
        (1, "call the shop", None, "", None),
        (2, "boil water", BO, "", due),
        (3, "ask legal", None, "legal", None),
    ]
    assert "task:2" in [each.key for each in due_times(world.incident(2), world.desk.policy)]


async def test_posts_go_along_and_both_are_counted_anew(world: DeskWorld) -> None:
    first, second = await posts(world, 1, 7, 8)
    (third,) = await posts(world, 2, 9)
    await merge(world)
    assert [where(world, post).incident for post in (first, second, third)] == [2, 2, 2]
    assert (world.incident(1).mentions.total, world.incident(2).mentions.total) == (0, 3)
    (came,) = events(world, 2, e.TookIn)
    assert isinstance(came, e.TookIn)
    assert came.posts == 2


def answers(world: DeskWorld) -> list[tuple[int, int]]:
    """Of each incident: how many were answered in time, and how many late."""
    found = (world.incident(number).mentions for number in sorted(world.memory.incidents))
    return [(each.answered_in_time, each.answered_late) for each in found]


async def test_answers_go_along_as_they_were_judged_and_come_back(world: DeskWorld) -> None:
    """#1 is SEV2 with minutes, #2 a SEV4 with hours: no answer is judged again by the clock of the other."""
    await on(world, 2, c.ChangeSeverity, severity=Severity.SEV4)
    first, second = await posts(world, 1, 7, 8)
    third, fourth = await posts(world, 2, 9, 9)
    await world.do(c.AnswerMention, mention=first, text="at once")
    world.clock.forward(HOUR)
    await world.do(c.AnswerMention, mention=second, text="late here")
    await on(world, 2, c.AnswerMention, mention=third, text="in time there")
    assert answers(world) == [(1, 1), (1, 0)]

    await merge(world)
    assert answers(world) == [(0, 0), (2, 1)]
    await on(world, 2, c.ReopenMention, mention=second)
    assert answers(world) == [(0, 0), (2, 0)]
    await on(world, 2, c.AnswerMention, mention=second, text="in time, by the clock of the incident that it is of")
    assert answers(world) == [(0, 0), (3, 0)]

    await world.do(c.ChangeStage, stage=Stage.RESPONDING)
    assert answers(world) == [(2, 0), (1, 0)]
    await on(world, 2, c.SplitIncident, posts=(third,))
    assert answers(world) == [(2, 0), (0, 0), (1, 0)]
    await world.do(c.SplitIncident, posts=(first,), aside=True)
    assert answers(world) == [(1, 0), (0, 0), (1, 0)]
    assert where(world, fourth).incident == 2


async def test_alerts_of_a_merged_incident_join_the_one_where_it_goes_on(world: DeskWorld) -> None:
    """Also when that one is merged on; when it is closed they flare it up."""
    await merge(world)
    again = await world.receive(an_alert("Tea is cold"))
    assert (again.outcome, again.incident) == (AlertOutcome.JOINED, 2)
    assert world.incident(2).duplicates == 1
    await world.receive(an_alert("Kitchen is cold"))
    await merge(world, 2, into=3)
    again = await world.receive(an_alert("Tea is cold"))
    assert (again.outcome, again.incident) == (AlertOutcome.JOINED, 3)
    ended = await world.receive(an_alert("Tea is cold", resolved=True))
    assert (ended.outcome, ended.incident) == (AlertOutcome.JOINED, 3)
    await on(world, 3, c.ChangeStage, stage=Stage.CLOSED)
    flared = await world.receive(an_alert("Tea is cold"))
    assert (flared.outcome, flared.incident) == (AlertOutcome.OPENED, 4)
    assert world.incident(4).flares_up == 3


async def test_what_cannot_be_merged_is_refused_with_what_would_do(world: DeskWorld) -> None:
    merging = c.MergeIncident(1, ANNA, 1)
    assert (await refused(world, merging)).text is why.WITH_ITSELF
    assert (await refused(world, replace(merging, into=9))).text is refusals.NO_SUCH_INCIDENT
    await on(world, 2, c.ChangeStage, stage=Stage.CLOSED)
    assert (await refused(world, replace(merging, into=2))).text is why.INTO_OVER
    assert (await refused(world, c.MergeIncident(2, ANNA, 1))).text is refusals.IS_OVER
    await on(world, 2, c.ChangeStage, stage=Stage.RESPONDING)
    await world.receive(an_alert("Kitchen is cold"))
    await merge(world, 2, into=3)
    told = await refused(world, replace(merging, into=2))
    assert (told.text, told.values["into"]) == (why.WENT_ON, 3)
    await world.desk.handle(c.StartDrill(SCRIPT, ANNA))
    assert (await refused(world, replace(merging, into=4))).text is why.DRILL_AND_REAL


async def test_who_may_not_close_may_not_merge(world: DeskWorld) -> None:
    world.desk.policy = Policy(rights=DEFAULT_RIGHTS | {Right.CLOSE: Holders(people=(BO,))})
    assert (await refused(world, c.MergeIncident(1, ANNA, 2))).text is refusals.NO_RIGHT
    await merge(world, by=BO)


async def private(world: DeskWorld) -> Incident:
    """#3, private, Anna's."""
    outcome = await world.desk.handle(c.OpenIncident("A leak of names", ANNA, private=True))
    assert outcome.incident
    await world.desk.handle(c.AddTask(3, ANNA, text="ask the court", owner=BO))
    return outcome.incident


async def test_a_private_incident_is_not_merged_into_a_public_one_without_saying(world: DeskWorld) -> None:
    await private(world)
    told = await refused(world, c.MergeIncident(3, ANNA, 1))
    assert told.text is why.WOULD_BE_READ
    await merge(world, 3, into=1, openly=True)
    (came,) = events(world, 1, e.TookIn)
    assert isinstance(came, e.TookIn)
    assert (came.named, came.title, came.channel) == (False, "", None)
    assert [link.named for link in world.incident(1).joined.took] == [False]


async def test_a_public_one_may_become_part_of_a_private_one_and_does_not_say_of_which(world: DeskWorld) -> None:
    """Whoever was in the public room is not brought into the private one."""
    await private(world)
    await merge(world, 1, into=3)
    into = world.incident(1).joined.into
    assert into is not None
    assert (into.number, into.named, into.channel) == (3, False, None)
    (changed,) = events(world, 1, e.StageChanged)
    assert isinstance(changed, e.StageChanged)
    assert changed.into is None
    assert ZOE not in world.incident(3).invited
    assert (await refused(world, c.MergeIncident(2, ZOE, 3))).text is refusals.NO_SUCH_INCIDENT


# Taking it back


async def test_reopening_a_merged_incident_brings_back_what_went_along(world: DeskWorld) -> None:
    await world.do(c.AddTask, text="boil water")
    await world.do(c.AddTask, text="fetch cups")
    first, second = await posts(world, 1, 7, 8)
    (third,) = await posts(world, 2, 9)
    await merge(world)
    assert world.incident(1).work.open_tasks == ()
    (later,) = await posts(world, 2, 7)
    await on(world, 2, c.FinishTask, task=1)
    await world.do(c.ChangeStage, stage=Stage.RESPONDING)
    back, there = world.incident(1), world.incident(2)
    assert (back.stage, back.joined.into, there.joined.took) == (Stage.RESPONDING, None, ())
    assert [where(world, post).incident for post in (first, second, third, later)] == [1, 1, 2, 1]
    assert [task.state for task in back.work.tasks] == [TaskState.DONE, TaskState.OPEN]
    assert [task.state for task in there.work.tasks] == [TaskState.DONE, TaskState.DROPPED]
    (parted,) = events(world, 1, e.PartedFrom)
    assert isinstance(parted, e.PartedFrom)
    assert (parted.posts, parted.done) == (3, (1,))
    assert (back.mentions.total, there.mentions.total) == (3, 1)
    again = await world.receive(an_alert("Tea is cold"))
    assert (again.outcome, again.incident) == (AlertOutcome.DUPLICATE, 1)
    await merge(world)
    assert world.incident(1).stage is Stage.MERGED, "it can be merged again"


async def test_a_merge_that_went_further_is_taken_back_from_where_it_is(world: DeskWorld) -> None:
    (post,) = await posts(world, 1, 7)
    await world.receive(an_alert("Kitchen is cold"))
    await merge(world)
    await merge(world, 2, into=3)
    assert where(world, post).incident == 3
    await world.do(c.ChangeStage, stage=Stage.RESPONDING)
    assert where(world, post).incident == 1
    assert world.incident(3).mentions.total == 0
    assert [link.number for link in world.incident(3).joined.took] == [2]


# Splitting


async def test_the_story_that_joined_last_becomes_an_incident_of_its_own(world: DeskWorld) -> None:
    """It keeps its number, so that later posts find it wherever stories are remembered."""
    first, second, third = await posts(world, 1, 7, 9, 9)
    outcome = await world.desk.handle(c.SplitIncident(1, ANNA))
    new = outcome.joined.other if outcome.joined else None
    assert new is not None
    assert (new.number, new.title, new.severity) == (3, where(world, second).mention.text, world.incident(1).severity)
    assert [where(world, post).incident for post in (first, second, third)] == [1, 3, 3]
    assert [where(world, post).story for post in (second, third)] == [9, 9]
    assert world.memory.divisions == ()
    assert (world.incident(1).mentions.total, world.incident(3).mentions.total) == (1, 2)
    assert [link.number for link in world.incident(1).joined.split_off] == [3]
    assert new.joined.split_from is not None
    assert f.OpenChannel(3) in world.store.grant()
    assert new.reached_at(Target.ACKNOWLEDGED) is not None, "whoever splits has seen it"
    await merge(world, 3, into=1)
    assert {where(world, post).incident for post in (first, second, third)} == {1}, "merging brings them back"


async def test_chosen_posts_of_a_story_are_another_story_from_then_on(world: DeskWorld) -> None:
    world.memory.stories = 7
    first, second, third = await posts(world, 1, 7, 7, 7)
    await world.do(c.SplitIncident, posts=(third, second, second), title="Another shop")
    assert world.incident(3).title == "Another shop"
    assert [where(world, post).story for post in (first, second, third)] == [7, 8, 8]
    assert world.memory.divisions == (Division(1, 7, 8),)


async def test_a_story_that_was_split_off_can_be_split_again(world: DeskWorld) -> None:
    """And each part is in its own incident, to later posts, too."""
    world.memory.stories = 7
    first, second, third, fourth = await posts(world, 1, 7, 7, 7, 7)
    await world.do(c.SplitIncident, posts=(second, third, fourth), title="Another shop")
    await on(world, 3, c.SplitIncident, posts=(second, third), title="A third shop")
    stories = [where(world, post).story for post in (first, second, third, fourth)]
    assert stories == [7, 9, 9, 8]
    view = MemoryView(world.memory)
    assert [view.incident_of_story(story) for story in (7, 8, 9)] == [1, 3, 4]


async def test_posts_can_be_put_aside(world: DeskWorld) -> None:
    first, second = await posts(world, 1, 7, 9)
    outcome = await world.desk.handle(c.SplitIncident(1, ANNA, (second,), aside=True))
    assert outcome.joined
    assert outcome.joined.other is None
    assert (where(world, second).incident, where(world, second).state) == (None, MentionState.ASIDE)
    assert where(world, first).incident == 1
    assert world.incident(1).mentions.total == 1
    assert 3 not in world.memory.incidents


async def test_what_cannot_be_split_is_refused(world: DeskWorld) -> None:
    assert (await refused(world, c.SplitIncident(1, ANNA))).text is why.NO_POSTS
    (post,) = await posts(world, 2, 9)
    assert (await refused(world, c.SplitIncident(2, ANNA))).text is why.ONE_STORY
    assert (await refused(world, c.SplitIncident(1, ANNA, (post,)))).text is why.NOT_ITS_POST
    assert (await refused(world, c.SplitIncident(1, ANNA, (99,)))).text is why.NOT_ITS_POST
    await world.do(c.ChangeStage, stage=Stage.CLOSED)
    assert (await refused(world, c.SplitIncident(1, ANNA, (post,)))).text is refusals.IS_OVER


async def test_what_is_split_off_a_private_incident_is_private(world: DeskWorld) -> None:
    await private(world)
    await posts(world, 3, 7, 9)
    await world.desk.handle(c.SplitIncident(3, ANNA))
    assert world.incident(4).private


async def test_the_likest_stands_first(world: DeskWorld) -> None:
    await world.receive(an_alert("Tea is stone cold"))
    one, two, three = (world.incident(number) for number in (1, 2, 3))
    assert likest_first(one, [two, three]) == (three, two)
    assert likest_first(replace(one, title="!!"), [two, three]) == (two, three)


async def test_time_goes_on_where_it_was_merged(world: DeskWorld) -> None:
    """No reminder of the one that is gone comes; those of the other do."""
    await merge(world)
    world.clock.forward(timedelta(days=2))
    assert due_times(world.incident(1), world.desk.policy) == ()
    assert any(each.due_at <= world.clock.now - MINUTE for each in due_times(world.incident(2), world.desk.policy))
