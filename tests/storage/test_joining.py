"""Merging and splitting on both databases: rows and both incidents in one commit, and the cause of a merged one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from alembic import command

from crisis import commands as c
from crisis.alert import AlertOutcome, Mention
from crisis.decisions.mentions import recounted
from crisis.desk.desk import Desk
from crisis.events import MergedInto, TookIn
from crisis.evolve import evolve
from crisis.mention import KeptMention
from crisis.policy import Policy
from crisis.stages import Stage
from crisis.values import replace
from storage.migrate import migrate, revision
from storage.migrations.running import config
from storage.store import SqlStore, open_reader
from storage.work.unit import SqlUnit
from tests.storage.databases import Database
from tests.storage.examples import ALERT, NOW


def a_desk(store: SqlStore, clock: Callable[[], datetime]) -> Desk:
    random = count(1)
    return Desk(
        store,
        Policy(),
        clock,
        cut=str.split,
        latin=str.lower,
        entropy=lambda size: next(random).to_bytes(size, "big"),
        wake=lambda due: None,
    )


def a_post(incident: int, story: int) -> Callable[[SqlUnit], int]:
    def keep(unit: SqlUnit) -> int:
        said = Mention("weibo", text=f"{incident} {story}")
        kept = unit.keep_mention(KeptMention(0, said.text, said, NOW, NOW, "mentions", story, incident))
        counted = unit.incident(incident)
        assert counted is not None
        for event in recounted(counted, unit):
            counted = evolve(counted, event, NOW, None)
        unit.save(counted)
        return kept.id

    return keep


async def test_a_merge_a_split_and_the_way_back(store: SqlStore) -> None:
    desk = a_desk(store, lambda: NOW)
    for title in ("tea", "coffee"):
        await desk.handle(c.ReceiveAlert(replace(ALERT, title=title, key=title, mentions=(), received_at=NOW)))
    first, second = [await store.transact(a_post(1, story)) for story in (7, 8)]
    outcome = await desk.handle(c.MergeIncident(1, "U1", 2, "one leak"))
    assert outcome.joined
    assert (outcome.joined.posts, outcome.incident and outcome.incident.stage) == (2, Stage.MERGED)
    again = await desk.handle(c.ReceiveAlert(replace(ALERT, title="tea", key="tea", mentions=(), received_at=NOW)))
    assert again.alert
    assert (again.alert.outcome, again.alert.incident) == (AlertOutcome.JOINED, 2)

    split = await desk.handle(c.SplitIncident(2, "U1", title="Another"))
    assert split.joined
    assert split.joined.other
    assert split.joined.other.number == 3
    rows = {kept.id: kept for kept in await store.read(lambda seen: seen.newest_mentions(9))}
    assert [(rows[post].incident, rows[post].story) for post in (first, second)] == [(2, 7), (3, 8)]

    await desk.handle(c.ChangeStage(1, "U1", Stage.RESPONDING))
    found = await store.read(lambda seen: [seen.incident(number) for number in (1, 2, 3)])
    assert [each.mentions.total for each in found if each] == [1, 0, 1]
    assert found[0]
    assert found[0].joined.into is None
    kinds = [[type(each.event) for each in await store.read(lambda seen, n=n: seen.entries(n))] for n in (1, 2)]
    assert MergedInto in kinds[0]
    assert TookIn in kinds[1]


async def test_answers_from_before_are_judged_as_the_record_says(store: SqlStore, database: Database, url: str) -> None:
    """How late an answer was once stood on the record alone."""
    now = [NOW]
    desk = a_desk(store, lambda: now[0])
    await desk.handle(c.ReceiveAlert(replace(ALERT, mentions=(), received_at=NOW)))
    posts = [await store.transact(a_post(1, story)) for story in (7, 8, 9)]
    await desk.handle(c.AnswerMention(1, "U1", posts[0], text="at once"))
    now[0] += timedelta(days=2)
    for post in posts[1:]:
        await desk.handle(c.AnswerMention(1, "U1", post, text="late"))
    await desk.handle(c.ReopenMention(1, "U1", posts[2]))
    before = await store.read(lambda seen: seen.newest_mentions(9))
    await store.stop()
    assert [each.late_by for each in before][0::2] == [timedelta(0), None]

    engine = database.engine()
    with engine.begin() as connection:
        back = config()
        back.attributes["connection"] = connection
        command.downgrade(back, "0013")
    engine.dispose()
    assert revision(url) == "0013"
    migrate(url)
    async with open_reader(url) as reader:
        assert await reader.read(lambda seen: seen.newest_mentions(9)) == before
        counts = await reader.read(lambda seen: seen.mention_counts(1))
    assert (counts.answered_in_time, counts.answered_late) == (1, 1)
