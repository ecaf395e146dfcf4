"""What is counted within the hour, and alerts that wait together: the same on both databases, however full they are."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from crisis.alert import Alert, AlertOutcome
from crisis.incident import MessageRef
from crisis.ports import Spell, Storm, StormTally
from crisis.severity import Severity
from storage.database.prepared import Prepared
from storage.store import SqlStore
from storage.work import view
from storage.work.unit import SqlUnit
from tests.storage.examples import ALERT, NOW, incident

HOUR = timedelta(hours=1)
HELD, OPENED = AlertOutcome.HELD, AlertOutcome.OPENED


def an_alert(key: str, severity: Severity = Severity.SEV3) -> Alert:
    return replace(ALERT, key=key, severity_hint=severity)


async def test_what_opened_by_itself_is_counted_in_its_stretch_of_time(store: SqlStore) -> None:
    def open_some(unit: SqlUnit) -> Spell:
        for number, minutes in enumerate((0, 10, 60, 61), start=1):
            at = NOW + timedelta(minutes=minutes)
            unit.save(incident(number, opened_at=at, alert_fingerprint=f"f{number}"))
        unit.save(incident(5, opened_by="U1", alert_fingerprint="f5"))  # from a held alert's button
        unit.save(incident(6))
        return unit.opened_by_themselves(NOW, NOW + HOUR)

    assert await store.transact(open_some) == Spell(3, NOW)
    after = NOW + timedelta(seconds=1)
    assert await store.read(lambda seen: seen.opened_by_themselves(after, NOW + HOUR)) == Spell(2, NOW + HOUR / 6)
    assert await store.read(lambda seen: seen.opened_by_themselves(NOW + 2 * HOUR, NOW + 3 * HOUR)) == Spell(0, None)


async def test_cards_of_their_own_are_counted(store: SqlStore) -> None:
    def ask(unit: SqlUnit) -> None:
        for key, asked_at in (("a", NOW), ("b", NOW + HOUR), ("c", None)):
            unit.store_alert(an_alert(key), HELD, None, asked_at=asked_at)

    await store.transact(ask)
    assert await store.read(lambda seen: seen.asked_alone(NOW, NOW + HOUR / 2)) == Spell(1, NOW)
    assert await store.read(lambda seen: seen.asked_alone(NOW, NOW + HOUR)) == Spell(2, NOW)


async def test_a_storm_from_its_first_alert_to_its_last(store: SqlStore) -> None:
    def begin(unit: SqlUnit) -> tuple[Storm, list[int]]:
        storm = unit.begin_storm(NOW, NOW - HOUR)
        severities = (Severity.SEV3, Severity.SEV1, Severity.SEV3, Severity.SEV2)
        held = [
            unit.store_alert(an_alert(str(each), severity), HELD, None, storm=storm.id)
            for each, severity in enumerate(severities)
        ]
        unit.store_alert(an_alert("0"), AlertOutcome.DUPLICATE, None, storm=storm.id)
        return storm, held

    storm, (a, b, c, d) = await store.transact(begin)
    found = await store.read(lambda seen: seen.waiting_in(storm.id, 3))
    assert [each.id for each in found] == [b, d, c]
    assert [each.id for each in await store.read(lambda seen: seen.waiting_in(storm.id, 9, newest=b))] == [b, a]
    assert await store.read(lambda seen: seen.waiting_storm(NOW)) == storm == Storm(storm.id, NOW, NOW - HOUR)
    assert await store.read(lambda seen: seen.waiting_storm(NOW + HOUR)) is None

    def go_on(unit: SqlUnit) -> tuple[tuple[int, bool], ...]:
        unit.change_held(c, an_alert("2", Severity.SEV1), storm.id, NOW)
        unit.settle_alert(b, incident=1, card=None)
        unit.save(incident(1))
        unit.note_storm_card(storm.id, MessageRef("C1", "1.1"))
        return unit.dismiss_waiting(storm.id, newest=c, by="U1")

    assert await store.read(lambda seen: seen.worst_waiting(storm.id)) is Severity.SEV1
    assert sorted(await store.transact(go_on)) == [(a, False), (c, True)]
    assert await store.read(lambda seen: seen.worst_waiting(storm.id)) is Severity.SEV2
    severities = frozenset({Severity.SEV1, Severity.SEV2, Severity.SEV3})
    assert await store.read(lambda seen: seen.tally(storm.id)) == StormTally(1, 1, 2, 1, severities, d)
    assert await store.read(lambda seen: seen.opened_from(storm.id, 10)) == (1,)
    assert await store.read(lambda seen: seen.storm(storm.id)) == replace(
        storm, dismissed_by="U1", card=MessageRef("C1", "1.1")
    )
    dismissed = await store.read(lambda seen: seen.alert(c))
    assert dismissed is not None
    assert (dismissed.outcome, dismissed.alert.severity) == (AlertOutcome.IGNORED, Severity.SEV1)
    await store.transact(lambda unit: unit.dismiss_waiting(storm.id, newest=d, by="U1"))
    assert await store.read(lambda seen: seen.waiting_storm(NOW)) is None


async def test_one_at_a_time(store: SqlStore) -> None:
    """Whoever finds room is alone with it until the commit."""
    numbers = count(1)

    def open_if_none(unit: SqlUnit) -> bool:
        unit.one_at_a_time("rooms")
        if unit.opened_by_themselves(NOW - HOUR, NOW + HOUR).count >= 3:
            return False
        number = next(numbers)
        unit.save(incident(number, opened_at=NOW, alert_fingerprint=f"f{number}"))
        return True

    opened = await asyncio.gather(*(store.transact(open_if_none) for _ in range(20)))
    assert sum(opened) == 3


VALUES = {"after": NOW, "until": NOW + HOUR, "storm": 1, "newest": 9, "limit": 10}


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (view._ALONE, "ix_incident_alone_at"),
        (view._ASKED, "ix_alert_asked_at"),
        (view._WORST_WAITING, "ix_alert_storm"),
        (view._WAITING_IN, "ix_alert_storm"),
        (view._OPENED_FROM, "ix_alert_storm"),
        (view._TALLY, "ix_alert_storm"),
    ],
)
async def test_it_costs_the_same_with_many_old_ones(store: SqlStore, statement: Prepared, index: str) -> None:
    def plan(seen: view.SqlView) -> str:
        connection = seen.connection
        made: Any = statement.statement.compile(dialect=connection.dialect)
        given = {name: VALUES.get(name, value) for name, value in made.params.items()}
        if made.positional:
            values = tuple(str(given[name]) for name in made.positiontup)
            return "\n".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {made}", values))
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # a table without rows is read whole
        return "\n".join(connection.exec_driver_sql(f"EXPLAIN {made}", given).scalars())

    assert index in await store.read(plan)
