"""Mentions: kept once, found in every order that is asked for, changed, moved, forgotten; many at once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from crisis.alert import Mention
from crisis.mention import (
    OPEN_STATES,
    KeptMention,
    MentionOrder,
    MentionState,
    clock_from,
    fingerprint_of,
)
from crisis.severity import Severity
from storage.store import SqlStore
from storage.work.unit import SqlUnit
from tests.storage.databases import POSTGRESQL, SQLITE, Database
from tests.storage.examples import NOW, a_mention, incident

MINUTE = timedelta(minutes=1)
NO_TIME = timedelta(0)
HOTTEST, OLDEST, NEWEST = MentionOrder.HOTTEST, MentionOrder.OLDEST_DUE, MentionOrder.NEWEST
ANSWERED = {
    "state": MentionState.ANSWERED,
    "answer_url": "https://weibo.example/a",
    "answer_text": "我们已联系您",
    "answered_by": "U2",
    "answered_at": NOW,
    "late_by": timedelta(seconds=61, microseconds=7),
}


def ids(found: tuple[KeptMention, ...]) -> list[str]:
    return [each.mention.id for each in found]


async def test_what_was_kept_comes_back_as_it_was(store: SqlStore) -> None:
    first = a_mention(
        "a", about=("示例凉茶",), topics=("食品异物", "赔偿"), severity=Severity.SEV1, score=0.91, story=7,
        claimed_by="U1", changed_at=NOW, solved_in_private_at=NOW, incident=1, state=MentionState.CLAIMED,
    )  # fmt: skip

    def keep(unit: SqlUnit) -> KeptMention:
        unit.save(incident(1))
        return unit.keep_mention(first)

    kept = await store.transact(keep)
    assert kept == replace(first, id=kept.id)
    assert await store.read(lambda view: view.mention(kept.id)) == kept
    assert await store.read(lambda view: view.mention_of(first.fingerprint)) == kept
    assert await store.read(lambda view: view.mentions_of_story(7)) == (kept,)
    assert await store.read(lambda view: view.mention(kept.id + 1)) is None
    assert await store.read(lambda view: view.mentions_owed(1)) == 1


async def test_the_same_post_is_kept_once(store: SqlStore) -> None:
    batch = [a_mention("a"), a_mention("b"), a_mention("a", source="another")]
    kept = await store.transact(lambda unit: unit.keep_mentions(batch))
    assert ids(kept) == ["a", "b", "a"]
    assert kept[0] == kept[2]
    again = await store.transact(lambda unit: unit.keep_mentions([*reversed(batch), a_mention("c")]))
    assert again[:3] == (kept[2], kept[1], kept[0])
    assert ids(await store.read(lambda view: view.mentions_after(0, 10))) == ["a", "b", "c"]
    found = await store.read(lambda view: view.mentions_with([each.fingerprint for each in (*batch, a_mention("z"))]))
    assert ids(found) == ["a", "b"]


@pytest.mark.parametrize("database", [POSTGRESQL], indirect=True)
async def test_replicas_that_keep_the_same_posts_at_once_keep_each_once(store: SqlStore) -> None:
    batch = [a_mention(str(number)) for number in range(40)]
    forth, back = batch, batch[::-1]
    made = await asyncio.gather(
        *(store.transact(lambda unit, those=those: unit.keep_mentions(those)) for those in [forth, back] * 4)
    )
    assert {each.id for those in made for each in those} == {
        each.id for each in await store.read(lambda view: view.mentions_after(0, 100))
    }
    assert len({each.id for each in made[0]}) == 40


async def test_they_are_fed_in_the_order_of_their_numbers(store: SqlStore) -> None:
    await store.transact(lambda unit: unit.keep_mentions([a_mention(str(number)) for number in range(7)]))
    newest = await store.read(lambda view: view.newest_mentions(3))
    assert ids(newest) == ["4", "5", "6"]
    assert ids(await store.read(lambda view: view.mentions_after(newest[0].id, 1))) == ["5"]


async def test_those_of_an_incident_in_the_order_that_is_asked_for(store: SqlStore) -> None:
    def post(key: str, minutes: int, followers: int, **changes: object) -> KeptMention:
        made = a_mention(key, incident=1, clock_from=NOW - minutes * MINUTE, **changes)
        return replace(made, mention=replace(made.mention, followers=followers))

    posts = [
        post("old", 90, 10),
        post("loud", 60, 3_000_000, state=MentionState.CLAIMED, claimed_by="U1"),
        post("new", 1, 10),
        post("bad", 5, 10, severity=Severity.SEV1),
        post("done", 80, 9_000_000, **ANSWERED),
    ]

    def keep(unit: SqlUnit) -> None:
        unit.save(incident(1))
        unit.save(incident(2))
        unit.keep_mentions([*posts, a_mention("another", incident=2), a_mention("of none")])

    await store.transact(keep)
    assert ids(await store.read(lambda view: view.mentions_of(1))) == ["done", "loud", "bad", "new", "old"]
    assert ids(await store.read(lambda view: view.mentions_of(1, OPEN_STATES, 2))) == ["loud", "bad"]
    assert ids(await store.read(lambda view: view.mentions_of(1, OPEN_STATES, 2, offset=2))) == ["new", "old"]
    assert ids(await store.read(lambda view: view.mentions_of(1, OPEN_STATES, 9, OLDEST))) == [
        "old", "loud", "bad", "new",
    ]  # fmt: skip
    assert ids(await store.read(lambda view: view.mentions_of(1, None, 2, NEWEST))) == ["new", "bad"]
    assert await store.read(lambda view: view.mentions_unanswered(1, NOW - 60 * MINUTE)) == 2
    assert await store.read(lambda view: view.mentions_unanswered(1, NOW)) == 4


async def test_they_are_counted_for_the_board(store: SqlStore) -> None:
    def keep(unit: SqlUnit) -> None:
        unit.save(incident(1))
        unit.save(incident(2))
        unit.keep_mentions(
            [
                a_mention("a", incident=1, topics=("异物", "退款")),
                a_mention("b", incident=1, topics=("异物",), clock_from=NOW - 30 * MINUTE, **ANSWERED),
                a_mention("c", incident=1, topics=("天气",), state=MentionState.ASIDE),
                a_mention("d"),
                a_mention("e", incident=1, topics=(), clock_from=NOW - 30 * MINUTE, **ANSWERED | {"late_by": NO_TIME}),
                a_mention("f", incident=2, **ANSWERED),
            ]
        )

    await store.transact(keep)
    counts = await store.read(lambda view: view.mention_counts(1))
    assert dict(counts.by_state) == {MentionState.WAITING: 1, MentionState.ANSWERED: 2, MentionState.ASIDE: 1}
    assert (counts.answered_in_time, counts.answered_late) == (1, 1)
    assert counts.by_platform == (("weibo", 3),)
    assert counts.by_topic == (("异物", 2), ("退款", 1))
    begins = NOW.replace(second=0, microsecond=0)
    assert counts.by_slot == ((begins.replace(hour=8, minute=50), 2), (begins.replace(minute=20), 1))


async def test_a_mention_is_changed_whole(store: SqlStore) -> None:
    kept = await store.transact(lambda unit: unit.keep_mention(a_mention("a")))
    changed = replace(kept, incident=1, story=4, topics=("异物",), **ANSWERED)

    def change(unit: SqlUnit) -> None:
        unit.save(incident(1))
        unit.change_mention(changed)

    await store.transact(change)
    assert await store.read(lambda view: view.mention(kept.id)) == changed
    with pytest.raises(LookupError, match="mentions 99 is not there"):
        await store.transact(lambda unit: unit.change_mention(replace(kept, id=99)))


async def test_merging_moves_all_and_splitting_some(store: SqlStore) -> None:
    def keep(unit: SqlUnit) -> None:
        unit.save(incident(1))
        unit.save(incident(2))
        unit.keep_mentions([a_mention(str(story), incident=1, story=story) for story in (1, 2, 3)])

    await store.transact(keep)
    assert await store.transact(lambda unit: unit.move_mentions(1, 2, stories=[2, 3])) == 2
    assert ids(await store.read(lambda view: view.mentions_of(2))) == ["3", "2"]
    assert await store.transact(lambda unit: unit.move_mentions(2, 1)) == 2
    assert await store.read(lambda view: view.mentions_of(2)) == ()


async def test_only_those_of_no_incident_are_forgotten(store: SqlStore) -> None:
    def keep(unit: SqlUnit) -> None:
        unit.save(incident(1))
        unit.keep_mentions([a_mention("a"), a_mention("b", incident=1), a_mention("c", heard_at=NOW + MINUTE)])

    await store.transact(keep)
    assert await store.transact(lambda unit: unit.forget_mentions(NOW + MINUTE)) == 1
    assert ids(await store.read(lambda view: view.mentions_after(0, 9))) == ["b", "c"]
    assert await store.transact(lambda unit: unit.forget_mentions(NOW + MINUTE)) == 0


async def test_one_of_an_incident_that_is_not_there_is_refused(store: SqlStore) -> None:
    with pytest.raises(LookupError, match="#9"):
        await store.transact(lambda unit: unit.keep_mention(a_mention("a", incident=9)))
    assert await store.read(lambda view: view.mentions_after(0, 9)) == ()


async def test_thousands_go_in_at_once_each_once(store: SqlStore) -> None:
    batch = [a_mention(str(number)) for number in range(2_000)]
    await store.transact(lambda unit: unit.keep_mentions(batch[:10]))
    kept = await store.transact(lambda unit: unit.keep_mentions(batch))
    assert len({each.id for each in kept}) == len(batch)
    assert len(await store.read(lambda view: view.mentions_after(0, 5_000))) == len(batch)


@pytest.mark.parametrize("database", [SQLITE], indirect=True)
async def test_every_look_goes_by_an_index(store: SqlStore, database: Database) -> None:
    """What is asked for each time a card is drawn, a batch comes, or the hour is tidied."""
    of_incident = "SELECT id FROM mention WHERE incident IS NOT NULL AND incident = 1 AND state = 'waiting' "
    asked = {
        of_incident + "ORDER BY heat DESC, id DESC LIMIT 5": "ix_mention_heat",
        of_incident + "ORDER BY clock_from, id LIMIT 5": "ix_mention_clock_from",
        of_incident + "AND clock_from <= '2026'": "ix_mention_clock_from",
        "SELECT id FROM mention WHERE story = 1 ORDER BY id": "ix_mention_story",
        "SELECT id FROM mention WHERE incident IS NULL AND heard_at < '2026' ORDER BY heard_at": "ix_mention_heard_at",
        "SELECT id FROM mention WHERE fingerprint = 'f'": "uq_mention_fingerprint",
    }
    with database.connected() as connection:
        for statement, index in asked.items():
            plan = " ".join(str(row) for row in connection.execute(text(f"EXPLAIN QUERY PLAN {statement}")))
            assert index in plan, plan
            assert "TEMP B-TREE" not in plan, plan


def test_the_same_post_has_the_same_fingerprint() -> None:
    post = Mention("weibo", "路人甲", "喝到了", posted_at=NOW)
    assert fingerprint_of(post) == fingerprint_of(replace(post, followers=9, reposts=3))
    assert fingerprint_of(post) != fingerprint_of(replace(post, text="喝到"))
    assert fingerprint_of(replace(post, id="7")) == fingerprint_of(replace(post, id="7", text="改过"))
    assert fingerprint_of(replace(post, id="7")) != fingerprint_of(replace(post, id="7", platform="douyin"))


def test_a_post_from_the_future_is_as_old_as_it_was_heard_of() -> None:
    assert clock_from(Mention("weibo", posted_at=NOW + MINUTE), NOW) == NOW
    assert clock_from(Mention("weibo", posted_at=NOW - MINUTE), NOW) == NOW - MINUTE
    assert clock_from(Mention("weibo"), NOW) == NOW
