"""Due times: what the incident says stands in the table, and each is handled once, or again after a failure."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from crisis.clock.due import Due, DueKind
from crisis.stages import Stage
from storage.delivery import ClaimedDue
from storage.store import SqlStore
from storage.work.unit import SqlUnit
from storage.work.view import SqlView
from tests.storage.databases import SQLITE
from tests.storage.examples import NOW, incident


def at(minutes: float) -> timedelta:
    return timedelta(minutes=minutes)


def due(about: str, minutes: float, kind: DueKind = DueKind.OFFER) -> Due:
    return Due(kind, about, NOW + at(minutes))


def setting(*wanted: Due, number: int = 1) -> Callable[[SqlUnit], None]:
    def closure(unit: SqlUnit) -> None:
        if unit.incident(number) is None:
            unit.save(incident(number))
        unit.set_due(number, wanted)

    return closure


async def look(store: SqlStore, minutes: float, machine_minutes: float = 0) -> tuple[ClaimedDue, ...]:
    return await store.read(lambda view: view.due_now(NOW + at(minutes), NOW + at(machine_minutes), 10))


async def test_due_times_come_in_order_when_their_time_has_come(store: SqlStore) -> None:
    await store.transact(setting(due("2", 5), due("1", 3), due("", 9, DueKind.UPDATE)))
    assert await look(store, 2) == ()
    first, second = await look(store, 5)
    assert (first.key, first.kind, first.incident, first.due_at) == ("offer:1", DueKind.OFFER, 1, NOW + at(3))
    assert second.key == "offer:2"
    assert [found.key for found in await look(store, 10)] == ["offer:1", "offer:2", "update:"]
    assert await store.read(lambda view: view.due_now(NOW + at(10), NOW, 1)) == (first,)


async def test_setting_touches_only_what_changed(store: SqlStore) -> None:
    def ids(view: SqlView) -> dict[str, int]:
        return dict(view.connection.execute(text("SELECT key, id FROM due WHERE state = 'pending'")).all())

    await store.transact(setting(due("1", 1), due("2", 2), due("3", 3)))
    before = await store.read(ids)
    await store.transact(setting(due("2", 2), due("3", 30), due("4", 4)))
    after = await store.read(ids)
    assert after.keys() == {"offer:2", "offer:3", "offer:4"}
    assert (after["offer:2"], after["offer:3"]) == (before["offer:2"], before["offer:3"])
    assert [found.due_at - NOW for found in await look(store, 60)] == [at(2), at(4), at(30)]
    await store.transact(setting(due("9", 9), number=2))
    await store.transact(setting())
    assert [found.incident for found in await look(store, 60)] == [2]


async def test_ended_incidents_with_follow_ups_are_found_by_their_due_times(store: SqlStore) -> None:
    waits = due("1", 9, DueKind.FOLLOW_UP)
    for number, stage in ((1, Stage.CLOSED), (2, Stage.CLOSED), (3, Stage.RESPONDING)):
        made = replace(incident(number), stage=stage)
        await store.transact(lambda unit, made=made: unit.save(made))
        await store.transact(setting(waits, number=number))
    await store.transact(setting(number=2))  # done
    found = await store.read(lambda view: view.ended_with_follow_ups())
    assert [each.number for each in found] == [1]


async def test_a_due_time_is_handled_once_with_what_follows_from_it(store: SqlStore) -> None:
    await store.transact(setting(due("", 1, DueKind.UPDATE), due("1", 1)))

    def handle(unit: SqlUnit) -> tuple[ClaimedDue, ...]:
        claimed = unit.take_due(unit.due_now(NOW + at(2), NOW, 10))
        unit.set_due(1, (due("", 31, DueKind.UPDATE),))
        return claimed

    assert {claimed.key for claimed in await store.transact(handle)} == {"update:", "offer:1"}
    assert await look(store, 2) == ()
    assert [found.key for found in await look(store, 31)] == ["update:"]


async def test_a_refused_handling_leaves_it_due(store: SqlStore) -> None:
    await store.transact(setting(due("1", 1)))

    def handle(unit: SqlUnit) -> None:
        unit.take_due(unit.due_now(NOW + at(2), NOW, 10))
        raise LookupError("no")

    with pytest.raises(LookupError):
        await store.transact(handle)
    assert len(await look(store, 2)) == 1


async def test_one_is_taken_only_as_it_was_seen(store: SqlStore) -> None:
    await store.transact(setting(due("1", 1), due("2", 1), due("3", 1)))
    first, second, third = await look(store, 1)
    assert await store.transact(lambda unit: unit.take_due([first])) == (first,)
    await store.transact(setting(due("2", 5)))
    # Taken, moved, no longer wanted.
    assert await store.transact(lambda unit: unit.take_due([first, second, third])) == ()
    assert [found.key for found in await look(store, 5)] == ["offer:2"]


async def test_after_a_failure_it_waits_on_the_machine_clock(store: SqlStore) -> None:
    await store.transact(setting(due("1", 1), due("2", 7)))
    (claimed,) = await look(store, 1)
    await store.transact(lambda unit: unit.due_failed(claimed.id, NOW + at(3)))
    assert await look(store, 5, machine_minutes=2.9) == ()
    (again,) = await look(store, 5, machine_minutes=3)
    assert (again.key, again.attempt) == ("offer:1", 1)
    times = await store.read(lambda view: (view.next_due_at(), view.next_due_retry_at()))
    assert times == (NOW + at(7), NOW + at(3))
    await store.transact(setting(due("1", 2), due("2", 7)))  # moved: it begins anew
    assert await store.read(lambda view: (view.next_due_at(), view.next_due_retry_at())) == (NOW + at(2), None)


async def test_nothing_is_due_when_nothing_waits(store: SqlStore) -> None:
    assert await store.read(lambda view: (view.next_due_at(), view.next_due_retry_at())) == (None, None)
    await store.transact(setting(due("1", 1)))
    (claimed,) = await look(store, 1)
    await store.transact(lambda unit: unit.take_due([claimed]))
    await store.transact(lambda unit: unit.due_failed(claimed.id, NOW))
    assert await store.read(lambda view: (view.next_due_at(), view.next_due_retry_at())) == (None, None)
    assert (await store.read(lambda view: view.counts())).due == 0


@pytest.mark.parametrize("database", [SQLITE], indirect=True)
async def test_when_the_machine_clock_goes_back_a_failed_one_keeps_its_distance(store: SqlStore) -> None:
    await store.transact(setting(due("1", 0)))
    (failed,) = await look(store, 0)
    await store.transact(lambda unit: unit.due_failed(failed.id, NOW + at(60)))
    await store.transact(lambda unit: unit.pull_back(NOW, at(59)))
    assert await look(store, 0, machine_minutes=0.9) == ()
    assert [each.id for each in await look(store, 0, machine_minutes=1)] == [failed.id]


async def test_the_next_due_time_after_a_moment(store: SqlStore) -> None:
    await store.transact(setting(due("1", 1), due("2", 2), due("3", 3)))
    assert await store.read(lambda view: view.next_due_at()) == NOW + at(1)
    assert await store.read(lambda view: view.next_due_at(after=NOW + at(1))) == NOW + at(2)
    assert await store.read(lambda view: view.next_due_at(after=NOW + at(3))) is None
