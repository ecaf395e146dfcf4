"""The bare writer: the rows that the desk writes for an alert, written again by the same writer, without HTTP and
without the domain. What the desk wrote is noted once; new values are made before the time is taken.
"""

import asyncio
import dataclasses
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from time import perf_counter, process_time
from typing import Any

from bot.clock.clocks import machine_now
from bot.words.words import load_words
from crisis.alert import Alert
from crisis.commands import ReceiveAlert
from crisis.desk.desk import Desk
from crisis.effects import Effect, PostHeldAlert
from crisis.incident import Incident
from crisis.policy import Policy
from crisis.policy.people import Person, roster_of
from crisis.severity import Severity
from crisis.values import replace
from storage.store import SqlStore
from storage.work.unit import SqlUnit
from tests.bench.load import CAUSES, payload

CALLERS = 64
FAR = 1_000_000  # no alert has such a number yet
WRITING = ("next_number", "store_alert", "append", "wish", "save", "set_due", "settle_alert")
Call = tuple[str, tuple[Any, ...], dict[str, Any]]
_alerts = count()


@dataclass(slots=True)
class Noting:
    """A unit of work that notes what was written through it."""

    unit: SqlUnit
    calls: list[Call] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        does = getattr(self.unit, name)
        if name not in WRITING:
            return does

        def noted(*given: Any, **named: Any) -> Any:
            self.calls.append((name, given, named))
            return does(*given, **named)

        return noted


def desk_on(store: SqlStore, clock: Callable[[], Any] = machine_now) -> Desk:
    """A desk with a team of seven, as in the local workspace."""
    words = load_words()
    desk = Desk(store, Policy(), clock, words.cut, words.latin, os.urandom, lambda due_at: None)
    team = (Person(f"U{number}", f"同事{number}", in_updates_channel=True) for number in range(7))
    desk.roster = roster_of((), tuple(team))
    return desk


def alert_of(kind: str) -> Alert:
    """The alert of this kind that the clients send."""
    sent = payload(kind, next(_alerts), "bare")
    severity = Severity[sent["severity"]]
    return Alert("bench", sent["title"], machine_now(), sent["key"], sent["text"], severity)


async def measure(url: str, kind: str, units: int) -> tuple[float, float]:
    """How many alerts' rows of this kind are committed a second when 64 callers wait for each; milliseconds of
    processor for each."""
    async with SqlStore(url, machine_now, os.urandom) as store:
        desk = desk_on(store)
        if kind == "repeat":
            for _ in range(CAUSES):
                await desk.handle(ReceiveAlert(alert_of(kind)))
        written = await _noted(store, desk, kind)
        work = iter([_again(written, kind, number) for number in range(units)])

        async def call() -> None:
            for closure in work:
                await store.transact(closure)

        begun, used = perf_counter(), process_time()
        await asyncio.gather(*(call() for _ in range(CALLERS)))
        return units / (perf_counter() - begun), (process_time() - used) / units * 1000


async def _noted(store: SqlStore, desk: Desk, kind: str) -> Sequence[Call]:
    alert = alert_of(kind)

    def closure(unit: SqlUnit) -> list[Call]:
        noting: Any = Noting(unit)
        desk.carry_out(noting, ReceiveAlert(alert))
        calls: list[Call] = noting.calls
        return calls

    return await store.transact(closure)


def _again(written: Sequence[Call], kind: str, number: int) -> Callable[[SqlUnit], None]:
    """The same rows for another alert and, where one was opened, another incident."""
    alert, key = alert_of(kind), f"bare-{number}"
    opens = any(name == "next_number" for name, _, _ in written)

    def closure(unit: SqlUnit) -> None:
        incident = 0
        for name, given, named in written:
            if name == "next_number":
                incident = unit.next_number()
                continue
            if name == "store_alert":
                unit.store_alert(alert, given[1], incident or given[2], **named)
            elif name == "save":
                saved = replace(given[0], number=incident, key=key, alert_fingerprint=key) if opens else given[0]
                unit.save(saved if opens else _counted(unit, saved))
            elif name == "wish":
                unit.wish(_concerning(given[0], incident, number), given[1])
            else:
                getattr(unit, name)(incident or given[0], *given[1:])

    return closure


def _counted(unit: SqlUnit, incident: Incident) -> Incident:
    known = unit.incident(incident.number)
    assert known is not None
    return replace(known, duplicates=known.duplicates + 1)


def _concerning(effect: Effect, incident: int, number: int) -> Effect:
    if incident:
        return dataclasses.replace(effect, incident=incident)
    return dataclasses.replace(effect, alert=FAR + number) if isinstance(effect, PostHeldAlert) else effect
