"""From a batch of posts to the right room: over a store in memory, with a triage that weighs by words made for it."""

from datetime import timedelta

import pytest

from crisis import commands as c
from crisis import effects as f
from crisis import events as e
from crisis.alert import Mention
from crisis.decisions.intake import beginning, kind_of
from crisis.language import Language
from crisis.mention import MentionState
from crisis.policy import Policy, StormRules
from crisis.policy.watch import Thresholds, WatchEntry
from crisis.severity import Severity
from crisis.stages import Stage
from crisis.triage.keeping import Read, Rows, StoryKeeper
from crisis.triage.stories import Stories
from tests.crisis.memory.store import MemoryView
from tests.crisis.world import ANNA, an_alert
from tests.crisis.world.intake import DUPLICATE, HELD, IGNORED, JOINED, LUNAR, OPENED, TALKED_ABOUT, IntakeWorld

HAIR = "lunar cake hair bad"
MILD = "lunar cake stale meh"


@pytest.fixture
def ours() -> IntakeWorld:
    return IntakeWorld()


async def test_posts_of_one_story_open_one_room_and_the_mild_ones_before_are_in_it(ours: IntakeWorld) -> None:
    assert await ours.hear("lunar queue", MILD, MILD) == [(IGNORED, None), (HELD, None), (HELD, None)]
    assert len(ours.held()) == 1
    assert await ours.hear(*[MILD] * TALKED_ABOUT) == [(JOINED, 1)] * 17 + [(OPENED, 1)] + [(JOINED, 1)] * 2
    assert ours.incidents() == {0: ["lunar queue"], 1: [MILD] * 22}
    incident = ours.world.incident()
    assert (incident.mentions.waiting, incident.severity, incident.kind) == (22, Severity.SEV2, "other")
    assert incident.alert is not None
    assert incident.alert.weighed is not None
    assert [each.say(Language.ENGLISH) for each in incident.alert.weighed.why] == ["20 in an hour"]
    assert ours.held() == []
    assert f.SettleHeldAlert(0, 1) in ours.world.store.grant()


async def test_a_grave_post_opens_at_once_with_a_title_a_kind_and_the_reasons(ours: IntakeWorld) -> None:
    assert await ours.hear(HAIR) == [(OPENED, 1)]
    incident = ours.world.incident()
    assert incident.title == f"Lunar · foreign object in food: “{HAIR}”"
    assert (incident.kind, incident.severity) == ("product", Severity.SEV2)
    heard = [entry.event for entry in ours.world.memory.entries[1] if isinstance(entry.event, e.MentionsHeard)]
    assert [each.count for each in heard] == [1]
    assert await ours.hear(HAIR, "lunar", HAIR) == [(JOINED, 1), (IGNORED, None), (JOINED, 1)]
    assert ours.world.incident().duplicates == 0
    assert ours.world.incident().mentions.waiting == 3
    assert len(ours.world.memory.alerts) == 1


async def test_the_same_batch_again_changes_nothing(ours: IntakeWorld) -> None:
    batch = [ours.post(HAIR), ours.post(MILD), ours.post("sunny"), ours.post(HAIR)]
    first = await ours.take(*batch)
    ours.world.clock.forward(timedelta(minutes=1))
    before = ours.world.memory.copy()
    again = await ours.take(*batch)
    assert [each.outcome for each in again] == [DUPLICATE] * 4
    assert [(each.id, each.incident) for each in again] == [(each.id, each.incident) for each in first]
    assert ours.world.memory == before
    assert [each.outcome for each in await ours.take(batch[0], ours.post("sunny"), batch[0])][::2] == [DUPLICATE] * 2


async def test_the_same_post_twice_in_one_batch_is_one(ours: IntakeWorld) -> None:
    post = ours.post(HAIR)
    heard = await ours.take(post, post)
    assert [(each.id, each.incident, each.outcome) for each in heard] == [(1, 1, OPENED), (1, 1, DUPLICATE)]


async def test_what_is_not_about_us_is_left_alone_however_bad(ours: IntakeWorld) -> None:
    assert await ours.hear("sunny cake hair awful") == [(IGNORED, None)]
    assert ours.world.memory.incidents == {}
    assert ours.held() == []


async def test_without_a_watch_list_everything_that_is_sent_is_about_us() -> None:
    ours = IntakeWorld(watch=())
    assert await ours.hear("cake hair awful", "stale meh", "sunny") == [(OPENED, 1), (HELD, None), (IGNORED, None)]


async def test_each_entry_has_its_own_thresholds() -> None:
    never = WatchEntry("Nova", thresholds=Thresholds(None, Severity.SEV1))
    careful = WatchEntry("Orbit", thresholds=Thresholds(Severity.SEV4, None))
    ours = IntakeWorld(watch=(LUNAR, never, careful))
    assert await ours.hear("nova fire awful", "nova bad", "orbit meh", "lunar poor") == [
        (HELD, None),
        (IGNORED, None),
        (OPENED, 1),
        (HELD, None),
    ]
    assert len(ours.held()) == 2
    assert all(each.asked_at for each in ours.world.memory.alerts.values() if each.outcome is HELD)
    assert await ours.hear("orbit nova fire poor") == [(OPENED, 2)]  # the more careful of the two


async def test_posts_that_wait_are_counted_on_one_card_that_is_edited(ours: IntakeWorld) -> None:
    await ours.hear(MILD)
    assert f.PostHeldAlert(0, 1) in ours.world.store.grant()
    await ours.hear(MILD, MILD)
    assert ours.world.store.grant() == (f.RefreshHeldAlert(0, 1),)
    (held,) = ours.held()
    assert held.weighed is not None
    assert (held.weighed.posts, len(held.mentions), held.severity) == (3, 3, Severity.SEV4)
    title = held.title
    await ours.hear("lunar cake stale meh")
    assert ours.held()[0].title == title


@pytest.mark.parametrize("again", [False, True])
async def test_a_transaction_that_is_taken_back_leaves_no_trace_in_memory(ours: IntakeWorld, again: bool) -> None:
    if again:
        await ours.hear(MILD, "lunar x meh")
    ours.world.store.conflicts = 3
    assert await ours.hear(HAIR, "lunar y meh", HAIR) == [(OPENED, 1), (HELD, None), (JOINED, 1)]
    ours.world.store.conflicts = 1
    assert await ours.hear(HAIR, *[MILD] * 15) == [(JOINED, 1), *[(HELD, None)] * 15]
    stories = {kept.mention.text: kept.story for kept in ours.world.memory.mentions.values()}
    assert len({kept.story for kept in ours.world.memory.mentions.values()}) == len(stories)
    assert len(ours.world.memory.incidents) == 1


async def test_what_is_taken_back_takes_nothing_along_that_stays(ours: IntakeWorld) -> None:
    """Stories remember the newest posts alone, and all of these are taken back."""
    await ours.hear(*[HAIR] * 5)
    ours.world.store.conflicts = 2
    assert await ours.hear(*[HAIR] * 10) == [(JOINED, 1)] * 10
    assert len({kept.story for kept in ours.world.memory.mentions.values()}) == 1


async def test_a_restart_and_another_replica_know_the_same_stories(ours: IntakeWorld) -> None:
    await ours.hear(HAIR, MILD)
    other = IntakeWorld(ours.world, ids=1000)  # its memory replaces that of the first
    assert await other.hear(HAIR, MILD) == [(JOINED, 1), (HELD, None)]
    mine, theirs = other.world.desk.intake, None
    other.restart()
    theirs = other.world.desk.intake
    assert await other.hear("lunar z poor", *[MILD] * 10) == [(HELD, None)] * 11
    other.world.desk.intake = mine
    assert await other.hear("lunar z poor", HAIR) == [(HELD, None), (JOINED, 1)]
    assert (await other.hear(*[MILD] * 8))[-1] == (OPENED, 2)  # what the other one took is counted
    other.world.desk.intake = theirs
    assert await other.hear(MILD, "lunar z poor") == [(JOINED, 2), (HELD, None)]
    assert len(other.held()) == 1


async def test_every_replica_knows_of_a_story_that_somebody_divided_before_the_next_post(ours: IntakeWorld) -> None:
    """One that divided it, one that had the story in memory, and one that starts only then."""
    desk, (first, second, third) = ours.world.desk, [ours.another(Stories()) for _ in range(3)]
    desk.intake = first
    shop, other_shop = "lunar cake hair bad in the shop by the river", "lunar cake hair bad in the shop at the station"
    assert await ours.hear(shop, other_shop, shop + " again") == [(OPENED, 1), (JOINED, 1), (JOINED, 1)]
    desk.intake = second
    assert await ours.hear(other_shop, shop) == [(JOINED, 1), (JOINED, 1)]
    await desk.handle(c.SplitIncident(1, ANNA, (2, 4), "The other shop"))
    assert ours.incidents()[2] == [other_shop] * 2
    for replica in (first, second, third):
        desk.intake = replica
        assert await ours.hear(other_shop, shop) == [(JOINED, 2), (JOINED, 1)]
    (division,) = ours.world.memory.divisions
    assert [[each.keeper.posts_of(story) for story in (division.of, division.story)] for each in (first, third)] == [
        [4, 3],
        [6, 5],
    ]


async def test_what_was_dismissed_stays_quiet_unless_it_is_worse(ours: IntakeWorld) -> None:
    await ours.hear(HAIR)
    await ours.world.do(c.ChangeStage, stage=Stage.DISMISSED, reason="a prank")
    assert await ours.hear(HAIR) == [(IGNORED, None)]
    worse = ours.post(HAIR)
    ours.world.clock.forward(timedelta(hours=25))
    assert [each.outcome for each in await ours.take(worse)] == [OPENED]
    assert ours.world.incident(2).flares_up is None


async def test_a_card_that_was_put_aside_stays_aside_unless_it_is_worse(ours: IntakeWorld) -> None:
    ours.world.desk.policy = Policy(storm=StormRules(1))
    await ours.hear(HAIR, "lunar fire bad")
    await ours.world.desk.handle(c.DismissHeldAlerts(1, 99, ANNA))
    ours.world.clock.forward(timedelta(minutes=61))
    assert await ours.hear("lunar fire bad") == [(IGNORED, None)]
    ours.restart()
    assert await ours.hear("lunar fire bad", HAIR) == [(IGNORED, None), (JOINED, 1)]
    ours.world.clock.forward(timedelta(hours=24))
    assert await ours.hear("lunar fire bad") == [(OPENED, 2)]


async def test_after_closing_it_flares_up_with_a_link(ours: IntakeWorld) -> None:
    await ours.hear(HAIR)
    await ours.world.do(c.ChangeStage, stage=Stage.CLOSED)
    assert await ours.hear(HAIR) == [(OPENED, 2)]
    assert ours.world.incident(2).flares_up == 1
    assert ours.incidents() == {1: [HAIR], 2: [HAIR]}


async def test_rooms_an_hour_hold_for_stories_too(ours: IntakeWorld) -> None:
    ours.world.desk.policy = Policy(storm=StormRules(1))
    assert await ours.hear(HAIR, "lunar fire bad") == [(OPENED, 1), (HELD, None)]
    assert [each.storm for each in ours.world.memory.alerts.values()] == [None, 1]
    assert await ours.hear("lunar fire bad") == [(HELD, None)]
    ours.world.clock.forward(timedelta(minutes=61))
    assert await ours.hear("lunar fire bad") == [(OPENED, 2)]
    assert ours.incidents()[2] == ["lunar fire bad"] * 3


async def test_a_person_who_opens_a_card_gets_all_its_posts(ours: IntakeWorld) -> None:
    await ours.hear("lunar hair meh", "lunar hair meh")
    await ours.world.desk.handle(c.OpenIncident("", ANNA, held_alert=1))
    incident = ours.world.incident()
    assert (incident.kind, incident.mentions.waiting) == ("product", 2)
    assert await ours.hear("lunar hair meh") == [(JOINED, 1)]
    assert ours.world.incident().mentions.waiting == 3


async def test_a_worse_post_of_an_open_story_is_said_once(ours: IntakeWorld) -> None:
    world = IntakeWorld(watch=(WatchEntry("Lunar", thresholds=Thresholds(Severity.SEV4, None)),))
    await world.hear(*["lunar meh"] * 2)
    posts = [world.post("lunar meh") for _ in range(TALKED_ABOUT)]
    await world.take(*posts)
    await world.hear("lunar meh")
    worsened = [entry for entry in world.world.memory.entries[1] if isinstance(entry.event, e.AlertWorsened)]
    assert [entry.event for entry in worsened] == [e.AlertWorsened(Severity.SEV2, by_posts=True)]


async def test_what_an_incident_was_opened_with_is_not_said_as_worse_when_somebody_made_it_milder(
    ours: IntakeWorld,
) -> None:
    await ours.hear("lunar bad")
    await ours.world.desk.handle(c.ChangeSeverity(1, ANNA, Severity.SEV3))
    assert await ours.hear("lunar bad") == [(JOINED, 1)]
    assert not [each for each in ours.world.memory.entries[1] if isinstance(each.event, e.AlertWorsened)]


def test_what_came_of_it_does_not_say_what_kind_it_is() -> None:
    assert kind_of(("injury", "foreign_object"), Policy()) == "product"
    assert kind_of(("injury",), Policy()) == "service"


async def test_an_alert_with_posts_joins_the_incident_of_their_story(ours: IntakeWorld) -> None:
    await ours.hear(HAIR)
    brought = (ours.post(HAIR), ours.post("something else"))
    stored = await ours.world.receive(an_alert("Peak of posts", severity_hint=Severity.SEV1, mentions=brought))
    assert (stored.outcome, stored.incident) == (JOINED, 1)
    incident = ours.world.incident()
    assert (incident.mentions.waiting, incident.worst_hint) == (3, Severity.SEV1)
    assert len(incident.firing.parts) == 2  # it is over when both are
    other = await ours.world.receive(an_alert("Cake", mentions=(ours.post("cake"), brought[0])))
    assert (other.outcome, other.incident) == (JOINED, 1)  # a post that it brought is in #1
    assert await ours.hear("something else") == [(JOINED, 1)]


async def test_posts_of_an_alert_begin_stories_that_later_posts_join(ours: IntakeWorld) -> None:
    stored = await ours.world.receive(an_alert("Checkout", mentions=(ours.post("app broken"), ours.post(MILD))))
    assert stored.incident == 1
    assert await ours.hear("app broken", MILD, "sunny") == [(JOINED, 1), (JOINED, 1), (IGNORED, None)]
    assert ours.world.incident().mentions.waiting == 4
    mild = await ours.world.receive(
        an_alert("Quiet", severity_hint=Severity.SEV4, mentions=(ours.post("app slow", author="x"),))
    )
    assert mild.outcome is HELD
    await ours.world.desk.handle(c.OpenIncident("", ANNA, held_alert=mild.id))
    assert ours.incidents()[2] == ["app slow"]
    assert await ours.hear("app slow") == [(JOINED, 2)]


async def test_an_alert_of_a_machine_looks_at_no_post(ours: IntakeWorld) -> None:
    class Closed(StoryKeeper):
        def catch_up(self, rows: Rows, read: Read, most: int | None = None) -> int | None:
            raise AssertionError("posts were looked at")

    ours.world.desk.intake.keeper = Closed()
    assert (await ours.world.receive(an_alert())).outcome is OPENED
    with pytest.raises(AssertionError, match="looked at"):
        await ours.world.receive(an_alert("Other", mentions=(ours.post("x"),)))


async def test_the_order_is_that_of_the_posts_and_not_of_the_batch(ours: IntakeWorld) -> None:
    now = ours.world.clock.now
    newest_first = [ours.post(HAIR, posted_at=now - timedelta(minutes=minutes)) for minutes in (1, 2, 3)]
    assert [each.outcome for each in await ours.take(*newest_first)] == [JOINED, JOINED, OPENED]
    assert ours.world.incident().started_at == now - timedelta(minutes=3)


async def test_a_clock_a_day_ahead_counts_from_first_sight(ours: IntakeWorld) -> None:
    await ours.take(ours.post(HAIR, posted_at=ours.world.clock.now + timedelta(days=1)))
    (kept,) = ours.world.memory.mentions.values()
    assert kept.clock_from == kept.heard_at == ours.world.clock.now
    assert kept.mention.posted_at is not None
    assert ours.world.incident().mentions.oldest == kept.clock_from


async def test_more_posts_than_one_transaction_takes_come_out_in_their_order(ours: IntakeWorld) -> None:
    heard = await ours.take(*(ours.post(f"lunar {number}") for number in range(130)), ours.post(HAIR))
    assert [each.id for each in heard] == list(range(1, 132))
    assert heard[-1].outcome is OPENED
    assert ours.world.desk.intake.tally == {IGNORED: 130, OPENED: 1}


async def test_a_story_whose_posts_were_moved_goes_on_in_the_other_incident(ours: IntakeWorld) -> None:
    await ours.hear(HAIR)
    await ours.world.desk.handle(c.OpenIncident("The same", ANNA))

    def move(unit: object) -> None:
        unit.move_mentions(1, 2)  # type: ignore[attr-defined]

    await ours.world.store.transact(move)
    assert await ours.hear(HAIR) == [(JOINED, 2)]
    view = MemoryView(ours.world.memory)
    assert all(kept.state is MentionState.WAITING for kept in view.mentions_of(2))


async def test_emoji_alone_and_nothing_at_all_are_stored_and_left_alone(ours: IntakeWorld) -> None:
    assert await ours.hear("🔥🔥🔥", "", "🔥🔥🔥") == [(IGNORED, None)] * 3
    assert await ours.take(Mention("weibo", text="😡"), Mention("weibo", text="😡")) != []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Found a hair in the soup", "Found a hair in the soup"),
        (
            "Found a cockroach in my hot pot tonight, and my kid was in hospital with food poisoning",
            "Found a cockroach in my hot pot tonight, and my kid was in…",
        ),
        ("一" * 32, "一" * 32),
        ("一" * 31 + "，二三", "一" * 31 + "…"),
        ("a" * 100, "a" * 64 + "…"),
    ],
)
def test_a_title_shows_as_much_of_a_post_as_is_read_at_a_glance(text: str, shown: str) -> None:
    assert beginning(text) == shown
