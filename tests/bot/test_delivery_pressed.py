"""While many wait to hear that their alert is kept, little is taken in hand for Slack."""

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.clock.clocks import steady_seconds
from bot.delivery.away import Away
from bot.delivery.dispatcher import PRESSING, Dispatcher
from bot.delivery.pace import Pace
from bot.troubles import Troubles
from crisis.effects import OpenChannel
from crisis.ports import Conflict
from storage.delivery import Counts
from storage.errors import Overloaded
from storage.store import SqlStore
from storage.work.unit import SqlUnit
from tests.storage.conftest import MachineClock, counted_entropy
from tests.storage.examples import incident

PATIENCE = 10.0


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    async with SqlStore(f"sqlite:///{tmp_path / 'pressed.db'}", MachineClock(), counted_entropy()) as store:
        yield store


def dispatcher_on(store: SqlStore) -> Dispatcher:
    """One that is asked only what it takes: it grants nothing, so of its office it needs only the plan of calls."""
    machine = MachineClock()
    office: Any = SimpleNamespace(pace=Pace(steady_seconds, lambda: None))
    away = Away(cast("Any", None), store, machine, Troubles(machine), lambda: None)
    return Dispatcher(store, office, machine, "somebody", away)


async def pressed(store: SqlStore, callers: int, work: Any) -> Counts:
    """Run ``work`` among so many others that are waited for; what stands in the outbox afterwards."""
    reached, go_on = threading.Event(), threading.Event()

    def holding(unit: SqlUnit) -> None:
        reached.set()
        assert go_on.wait(PATIENCE)

    tasks = [asyncio.create_task(store.transact(holding))]
    assert await asyncio.to_thread(reached.wait, PATIENCE)
    tasks += [asyncio.create_task(store.transact(work)) for work in (work, *[_nothing] * (callers - 2))]
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(*tasks)
    return await store.read(lambda view: view.counts())


def _nothing(unit: SqlUnit) -> None:
    """An alert that costs nothing."""


def wishing(dispatcher: Dispatcher) -> Any:
    def work(unit: SqlUnit) -> None:
        unit.save(incident(1))
        unit.wish(OpenChannel(1), 10)
        dispatcher.take(unit)

    return work


async def test_what_is_wished_for_is_taken_at_once_while_it_is_calm(store: SqlStore) -> None:
    counts = await pressed(store, 2, wishing(dispatcher_on(store)))
    assert (counts.leased, counts.waiting) == (1, 0)


async def test_it_waits_in_the_outbox_while_many_press(store: SqlStore) -> None:
    counts = await pressed(store, PRESSING + 5, wishing(dispatcher_on(store)))
    assert (counts.leased, counts.waiting) == (0, 1)


@pytest.mark.parametrize("is_busy", [False, True])
async def test_what_came_of_a_call_is_written_down(store: SqlStore, is_busy: bool) -> None:
    """By a stop that waits for what is claimed and not begun; and as soon as a store has room that had none. Otherwise
    the lease would have to run out, and what cannot be looked for, a page, went out again."""
    dispatcher, granted = dispatcher_on(store), list[str]()

    async def create(method: str, **_: object) -> dict[str, Any]:
        while any(task.get_name() == "begin" for task in asyncio.all_tasks()):  # noqa: ASYNC110 it has no event
            await asyncio.sleep(0)
        return {"channel": {"id": "C1", "name": "inc-1"}}

    busy: list[Exception] = [Overloaded(9), Conflict("somebody was faster")]

    async def handle(command: object, within: Any, patient: bool) -> None:
        if is_busy and busy:
            raise busy.pop()
        await store.transact(within)
        granted.append("written down")

    office: Any = dispatcher.office
    office.slack, office.desk = SimpleNamespace(call=create), SimpleNamespace(handle=handle)
    office.put_down = lambda wish: None
    office.may_be_done, office.want_lease = lambda wish: False, lambda claim: None

    def work(unit: SqlUnit) -> Any:
        unit.save(incident(1))
        unit.wish(OpenChannel(1), 10)
        return dispatcher.take(unit)

    begin = await store.transact(work)
    begin()
    if is_busy:
        async with asyncio.timeout(PATIENCE):
            while busy or not granted:  # noqa: ASYNC110 it has no event
                await asyncio.sleep(0)
    await dispatcher.stop(PATIENCE)
    assert granted == ["written down"]
