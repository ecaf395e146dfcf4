"""How many units of work the store commits a second when 64 callers wait for each.

Each unit is what one alert costs: inbox, alert, a new incident with four entries, ten effects and six due times.
"""

import asyncio
import os
import tempfile
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import perf_counter

from crisis import effects as f
from crisis.alert import AlertOutcome
from crisis.due import Due, DueKind
from storage.store import SqlStore
from storage.unit import SqlUnit
from tests.storage import examples

CALLERS = 64
UNITS = 4_000


def run(units: int = UNITS, callers: int = CALLERS) -> dict[str, float]:
    """Opened incidents a second, and repeated alerts (which write little) a second; latencies in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_run(f"sqlite:///{Path(folder) / 'bench.db'}", units, callers))


async def _run(url: str, units: int, callers: int) -> dict[str, float]:
    ids = count()
    async with SqlStore(url, lambda: datetime.now(UTC), os.urandom) as store:
        opened, opened_p99 = await _measure(store, lambda unit: open_incident(unit, next(ids)), units, callers)
        repeated, repeated_p99 = await _measure(store, lambda unit: repeat_alert(unit, next(ids)), units, callers)
    return {
        "callers": callers,
        "opened_per_second": round(opened),
        "opened_p99_ms": round(opened_p99 * 1000, 1),
        "repeated_per_second": round(repeated),
        "repeated_p99_ms": round(repeated_p99 * 1000, 1),
    }


async def _measure(store: SqlStore, work, units: int, callers: int) -> tuple[float, float]:  # type: ignore[no-untyped-def]
    took: list[float] = []

    async def call() -> None:
        for _ in range(units // callers):
            begun = perf_counter()
            await store.transact(work)
            took.append(perf_counter() - begun)

    begun = perf_counter()
    await asyncio.gather(*(call() for _ in range(callers)))
    return len(took) / (perf_counter() - begun), sorted(took)[int(len(took) * 0.99)]


def open_incident(unit: SqlUnit, id: int) -> None:
    """What an alert that opens an incident costs."""
    unit.first_time(f"event-{id}")
    fingerprint = f"fingerprint-{id}"
    unit.open_incident_of(fingerprint), unit.ended_incident_of(fingerprint), unit.held_alert_of(fingerprint)
    number = unit.next_number()
    unit.store_alert(examples.ALERT, AlertOutcome.OPENED, number)
    for event in examples.EVENTS:
        unit.append(number, examples.NOW, None, event)
    wishes = [f.OpenChannel(number), f.PostCard(number), f.PostBoard(number), f.PinBoard(number), f.SetTopic(number)]
    wishes += [f.RefreshBoard(number), f.SendOffer(number, 1), f.SendOffer(number, 2), f.PostEntry(number, 1)]
    for effect in (*wishes, f.RefreshBoard(number)):
        unit.wish(effect, 20)
    unit.save(examples.incident(number, seq=4, alert=examples.ALERT, alert_fingerprint=fingerprint))
    unit.set_due(number, tuple(Due(DueKind.OFFER, str(index), examples.NOW) for index in range(6)))


def repeat_alert(unit: SqlUnit, id: int) -> None:
    """What the same alert again costs: it is counted on the board."""
    unit.first_time(f"event-{id}")
    incident = unit.open_incident_of("fingerprint-1")
    assert incident is not None
    unit.store_alert(examples.ALERT, AlertOutcome.DUPLICATE, incident.number)
    unit.wish(f.RefreshBoard(incident.number), 50)
    unit.save(incident)
    unit.set_due(incident.number, tuple(Due(DueKind.OFFER, str(index), examples.NOW) for index in range(6)))


if __name__ == "__main__":
    for name, value in run().items():
        print(f"{name:24} {value}")
