"""What nobody will ask for any more is forgotten."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clock.housekeeping import KEPT, MENTIONS_KEPT, Housekeeping
from bot.troubles import Troubles
from storage.store import SqlStore
from tests.storage.examples import a_mention

NOW = datetime(2026, 5, 4, 1, 0, tzinfo=UTC)


async def test_events_of_more_than_a_week_ago_are_forgotten(tmp_path: Path) -> None:
    moments = [NOW - KEPT - timedelta(minutes=1), NOW - KEPT + timedelta(minutes=1), NOW]
    now = NOW
    async with SqlStore(f"sqlite:///{tmp_path / 'fenghuo.db'}", lambda: now, os.urandom) as store:
        for moment in moments:
            now = moment
            name = moment.isoformat()
            await store.transact(lambda unit, name=name: unit.first_time(name))
        assert await Housekeeping(store, lambda: NOW, lambda: NOW, Troubles(lambda: NOW)).tidy() == 1
        found = [await store.read(lambda view, at=at: view.inbox_answer(at.isoformat())) for at in moments]
        assert found == [None, "", ""]


async def test_posts_of_no_incident_are_forgotten_after_two_weeks(tmp_path: Path) -> None:
    old, young = NOW - MENTIONS_KEPT - timedelta(minutes=1), NOW - MENTIONS_KEPT + timedelta(minutes=1)
    posts = [a_mention(str(number), heard_at=at, clock_from=at) for number, at in enumerate((old, young, NOW))]
    async with SqlStore(f"sqlite:///{tmp_path / 'fenghuo.db'}", lambda: NOW, os.urandom) as store:
        await store.transact(lambda unit: unit.keep_mentions(posts))
        assert await Housekeeping(store, lambda: NOW, lambda: NOW, Troubles(lambda: NOW)).tidy() == 1
        assert [each.heard_at for each in await store.read(lambda view: view.mentions_after(0, 9))] == [young, NOW]


async def test_posts_grow_old_by_the_clock_that_they_were_heard_by(tmp_path: Path) -> None:
    """A demo or drill is played on a day of its own: its posts are not a year old for that."""
    played = NOW - timedelta(days=365)
    posts = [a_mention("1", heard_at=played, clock_from=played)]
    async with SqlStore(f"sqlite:///{tmp_path / 'fenghuo.db'}", lambda: NOW, os.urandom) as store:
        await store.transact(lambda unit: unit.keep_mentions(posts))
        keeping = Housekeeping(store, lambda: NOW, lambda: played, Troubles(lambda: NOW))
        assert await keeping.tidy() == 0
