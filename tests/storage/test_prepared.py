"""Statements on the driver: rows go in by one statement for many, whatever their number, and what is wrong is said."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from storage.database.prepared import LENGTHS, Insertion, Prepared
from storage.store import SqlStore
from storage.tables import STORM
from storage.work.unit import SqlUnit
from tests.storage.examples import NOW

_FIELDS = ("begun_at", "since", "dismissed_by", "card")
ADD = Insertion(STORM, *_FIELDS)
ALL = Prepared(STORM.select().with_only_columns(STORM.c.begun_at, STORM.c.dismissed_by).order_by(STORM.c.id))


def storm(number: int) -> dict[str, object]:
    by = None if number % 3 else f"U{number}’ %s ?"
    return {"begun_at": NOW + timedelta(seconds=number), "since": NOW, "dismissed_by": by, "card": None}


@pytest.mark.parametrize("number", [0, 1, 3, max(LENGTHS), 2 * max(LENGTHS) + 15])
async def test_rows_go_in_whole_and_in_their_order(store: SqlStore, number: int) -> None:
    rows = [storm(each) for each in range(number)]
    await store.transact(lambda unit: ADD.many(unit.connection, rows))
    there = await store.read(lambda view: ALL.rows(view.connection, {}))
    assert there == [(row["begun_at"], row["dismissed_by"]) for row in rows]


async def test_every_statement_there_is_can_be_made_ready(store: SqlStore) -> None:
    """On either database; one that cannot would leave those after it to whoever needs them first."""
    await asyncio.to_thread(store.prepare)


async def test_one_that_cannot_be_kept_takes_all_of_them_back(store: SqlStore) -> None:
    def closure(unit: SqlUnit) -> None:
        ADD.many(unit.connection, [storm(1), {**storm(2), "since": None}])

    with pytest.raises(IntegrityError):
        await store.transact(closure)
    assert await store.read(lambda view: ALL.rows(view.connection, {})) == []
