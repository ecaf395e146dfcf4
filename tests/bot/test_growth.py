"""Cost does not grow with the past: counted in steps of SQLite's machine, not on a clock."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock.clocks import machine_now
from bot.delivery.dispatcher import LEASE_SECONDS, PlanOfCalls
from bot.delivery.pace import FLOORS, Pace
from crisis.alert import Alert
from crisis.commands import DueReached, ReceiveAlert
from crisis.desk.desk import Desk
from crisis.severity import Severity
from storage.store import SqlStore
from storage.work.unit import SqlUnit
from tests.bench import old
from tests.bench.writer import desk_on
from tests.storage.conftest import counted_entropy

FEW, MANY = 3, 600
LATER = timedelta(hours=3)


class Steps:
    """How many steps the database needed for a unit of work."""

    def __init__(self) -> None:
        self.taken = 0

    def count(self, unit: SqlUnit) -> None:
        driver = unit.connection.connection.driver_connection
        assert driver is not None
        driver.set_progress_handler(self._step, 1)

    def _step(self) -> int:
        self.taken += 1
        return 0


async def steps(folder: Path, incidents: int) -> dict[str, int]:
    url = f"sqlite:///{folder / str(incidents)}.db"
    await old.make(url, incidents, due=incidents)
    async with SqlStore(url, machine_now, counted_entropy()) as store:
        desk, found = desk_on(store, lambda: machine_now() + LATER), {}
        found["alert"] = await counted(store, desk, "the first", Severity.SEV3)
        found["repeat"] = await counted(store, desk, "the first", Severity.SEV3)
        found["held"] = await counted(store, desk, "the second", Severity.SEV4)
        found["opened after it was held"] = await counted(store, desk, "the second", Severity.SEV2)
        found["reminder"] = await reminded(store, desk)
    return found


async def counted(store: SqlStore, desk: Desk, key: str, severity: Severity) -> int:
    alert, taken = Alert("bench", "喝出异物", machine_now(), key, severity_hint=severity), Steps()

    def closure(unit: SqlUnit) -> None:
        taken.count(unit)
        desk.carry_out(unit, ReceiveAlert(alert))
        unit.flush()

    await store.transact(closure)
    return taken.taken


async def reminded(store: SqlStore, desk: Desk) -> int:
    taken = Steps()

    def closure(unit: SqlUnit) -> None:
        taken.count(unit)
        [due] = unit.take_due(unit.due_now(desk.clock(), machine_now(), 1))
        desk.carry_out(unit, DueReached(due.incident, None, due.key, due.due_at))
        unit.flush()

    await store.transact(closure)
    return taken.taken


async def looked_at(folder: Path, incidents: int) -> int:
    """Steps of a look at the outbox in which the rooms of so many incidents wait, none of which may be made yet."""
    pace = Pace(lambda: 0.0, lambda: None)
    for method in FLOORS:
        pace.limited(method, None, 60.0)
    taken, plan = Steps(), PlanOfCalls(pace, frozenset(), frozenset())

    def closure(unit: SqlUnit) -> None:
        taken.count(unit)
        found = unit.claim_effects(machine_now(), "a", LEASE_SECONDS, 16, plan)
        assert "OpenChannel" in found.closed
        unit.next_effect_at(found.closed)

    async with SqlStore(f"sqlite:///{folder / str(incidents)}.db", machine_now, counted_entropy()) as store:
        desk = desk_on(store)
        for number in range(incidents):
            await desk.handle(ReceiveAlert(Alert("bench", "喝出异物", machine_now(), str(number))))
        await store.transact(closure)
    return taken.taken


async def test_a_look_at_the_outbox_costs_the_same_however_many_rooms_wait(tmp_path: Path) -> None:
    few, many = await looked_at(tmp_path, FEW), await looked_at(tmp_path, MANY)
    assert few > 100
    assert many / few < 1.2


@pytest.mark.timeout(60)
async def test_alerts_and_reminders_cost_the_same_with_few_and_many_old_incidents(tmp_path: Path) -> None:
    few, many = await steps(tmp_path, FEW), await steps(tmp_path, MANY)
    assert all(each > 100 for each in few.values())
    assert {what: many[what] / few[what] < 1.2 for what in few} == dict.fromkeys(few, True)
