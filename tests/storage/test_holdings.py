"""Who carries what, beside the incidents: it follows their states, in the same transaction, on both databases."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from alembic import command

from crisis.incident import Holding, Incident, Offer, OfferState
from crisis.stages import Stage
from crisis.workload import Workload
from storage import codec
from storage.database.engine import database_of
from storage.migrate import migrate
from storage.migrations.running import config
from storage.store import SqlStore, open_reader
from storage.work.unit import SqlUnit
from tests.storage.examples import NOW, incident

LATER = NOW + timedelta(hours=1)


def with_roles(number: int, *people: str, asked: tuple[str, ...] = (), drill: bool = False) -> Incident:
    offers = tuple(Offer(place, "legal", each, None, NOW, LATER) for place, each in enumerate(asked, 1))
    held = tuple(Holding("lead", each, NOW) for each in people)
    return incident(number, holdings=held, offers=offers, drill=drill)


async def carried(store: SqlStore, besides: int = 99, drills: bool = False) -> Workload:
    return await store.transact(lambda unit: unit.workload(besides, drills))


async def test_it_follows_the_states(store: SqlStore) -> None:
    first, second = with_roles(1, "U1", asked=("U2",)), with_roles(2, "U1", asked=("U1", "U3"))

    def save(unit: SqlUnit) -> None:
        unit.save(first)
        unit.save(second)
        unit.save(with_roles(3, "U9", drill=True))

    await store.transact(save)
    assert await carried(store) == Workload({"U1": 2}, {"U2": 1, "U3": 1}, {"U1": NOW, "U9": NOW})
    assert (await carried(store, besides=2)).held == {"U1": 1}
    assert (await carried(store, drills=True)).held == {"U1": 2, "U9": 1}
    over = replace(
        second,
        stage=Stage.CLOSED,
        closed_at=LATER,
        offers=tuple(replace(offer, state=OfferState.WITHDRAWN) for offer in second.offers),
    )

    def close(unit: SqlUnit) -> None:
        known = unit.incident(2)
        assert known
        assert unit.workload(99, False).held == {"U1": 2}
        unit.save(over)
        assert unit.workload(99, False).held == {"U1": 1}, "a unit sees what it did itself"

    await store.transact(close)
    assert await carried(store) == Workload({"U1": 1}, {"U2": 1}, {"U1": LATER, "U9": NOW})
    assert await store.read(lambda view: view.engaged()) == (("U1", 1), ("U2", 1), ("U9", 3))


async def test_what_is_rolled_back_leaves_nothing(store: SqlStore) -> None:
    def fail(unit: SqlUnit) -> None:
        unit.save(with_roles(1, "U1"))
        unit.workload(99, False)
        raise KeyError

    with suppress(KeyError):
        await store.transact(fail)
    assert await carried(store) == Workload({}, {}, {})


async def test_a_database_from_before_is_filled_from_its_states(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'fenghuo.db'}"
    engine = database_of(url).writer_engine(url)
    row = (
        "INSERT INTO incident (number, version, key, title, severity, stage, kind, opened_at, drill, private, state) "
        "VALUES (?, 1, ?, 't', 2, ?, 'other', '2026-03-14 09:26:53.000000', 0, 0, ?)"
    )
    with engine.begin() as connection:
        made = config()
        made.attributes["connection"] = connection
        command.upgrade(made, "0004")
        for number, stage in ((1, "triage"), (2, "closed")):
            state = codec.encode(with_roles(number, f"U{number}", asked=("U3",)))
            connection.exec_driver_sql(row, (number, f"k{number}", stage, state))
    engine.dispose()
    migrate(url)
    async with open_reader(url) as reader:
        found = await reader.read(lambda view: view.workload(99, False))
    assert found == Workload({"U1": 1}, {"U3": 1}, {"U1": NOW, "U2": NOW})
