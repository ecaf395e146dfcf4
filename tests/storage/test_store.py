"""What the desk asks of a store: looks, writes that are seen at once, conflicts, the inbox, alerts."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from crisis.alert import AlertOutcome
from crisis.events import Entry, NoteAdded
from crisis.incident import MessageRef
from crisis.policy.duty import Override
from crisis.policy.people import Person
from crisis.ports import Conflict, LedgerHead, Store, StoredAlert
from crisis.severity import Severity
from crisis.stages import Stage
from storage.store import SqlStore
from storage.tables import INCIDENT
from storage.work.unit import SqlUnit
from tests.storage.conftest import MachineClock
from tests.storage.examples import ALERT, DECISION, NOTE, NOW, OPENED, incident


def saving(*incidents: Any) -> Callable[[SqlUnit], None]:
    def closure(unit: SqlUnit) -> None:
        for each in incidents:
            unit.save(each)

    return closure


async def test_it_is_the_store_that_the_domain_asks_for(store: SqlStore) -> None:
    asked_for: Store = store
    assert await asked_for.read(lambda view: view.incident(1)) is None


async def test_what_was_saved_is_there(store: SqlStore) -> None:
    first = incident(1, alert=ALERT, channel="C1")
    await store.transact(saving(first))
    assert await store.read(lambda view: view.incident(1)) == first
    assert await store.read(lambda view: view.incident_of_channel("C1")) == first
    assert await store.read(lambda view: view.incident_of_channel("C2")) is None


async def test_a_unit_sees_its_own_writes_before_they_are_committed(store: SqlStore) -> None:
    message = MessageRef("C1", "1.1")

    def closure(unit: SqlUnit) -> None:
        entry = unit.append(1, NOW, "U1", NOTE)
        assert unit.entry(1, 1) == entry
        assert unit.entries(1) == (entry,)
        assert unit.ledger_head(1) == LedgerHead(1, entry.hash)
        unit.save(incident(1, channel="C1", alert_fingerprint="f", noted=(message,)))
        assert unit.incident(1) is not None
        assert unit.incident_of_channel("C1") == unit.incident(1)
        assert unit.open_incidents() == (unit.incident(1),)
        assert unit.open_incident_of("f") == unit.incident(1)
        assert unit.incident_noting(message) == unit.incident(1)
        unit.save(incident(1, channel="C2", alert_fingerprint="f"))
        assert unit.incident_of_channel("C1") is None
        assert unit.incident_noting(message) is None
        assert unit.first_time("e1")
        assert not unit.first_time("e1")

    await store.transact(closure)
    assert await store.read(lambda view: view.incident_of_channel("C2")) is not None


async def test_a_refusal_leaves_nothing_behind(store: SqlStore) -> None:
    def closure(unit: SqlUnit) -> None:
        assert unit.next_number() == 1
        unit.first_time("e1")
        unit.store_alert(ALERT, AlertOutcome.OPENED, 1)
        unit.append(1, NOW, "U1", NOTE)
        unit.save(incident(1))
        unit.flush()
        raise LookupError("no")

    with pytest.raises(LookupError, match="no"):
        await store.transact(closure)
    assert await store.read(lambda view: view.incident(1)) is None
    assert await store.read(lambda view: view.alert(1)) is None
    assert await store.read(lambda view: view.entries(1)) == ()
    assert await store.transact(lambda unit: (unit.next_number(), unit.first_time("e1"))) == (1, True)


async def test_numbers_are_never_given_twice(store: SqlStore) -> None:
    numbers = await asyncio.gather(*(store.transact(lambda unit: unit.next_number()) for _ in range(20)))
    assert sorted(numbers) == list(range(1, 21))


async def test_open_ones_come_worst_first_then_newest(store: SqlStore) -> None:
    await store.transact(
        saving(
            incident(1, severity=Severity.SEV3),
            incident(2, severity=Severity.SEV1),
            incident(3, severity=Severity.SEV3),
            incident(4, severity=Severity.SEV1, stage=Stage.CLOSED),
            incident(5, severity=Severity.SEV4, stage=Stage.RESOLVED),
        )
    )
    assert [each.number for each in await store.read(lambda view: view.open_incidents())] == [2, 3, 1, 5]
    assert [each.number for each in await store.read(lambda view: view.open_incidents(limit=2))] == [2, 3]


async def test_the_incident_of_a_cause_is_the_newest_of_its_kind(store: SqlStore) -> None:
    await store.transact(
        saving(
            incident(1, alert_fingerprint="f", stage=Stage.CLOSED),
            incident(2, alert_fingerprint="f", stage=Stage.CLOSED),
            incident(3, alert_fingerprint="f", stage=Stage.DISMISSED),
            incident(4, alert_fingerprint="f", stage=Stage.DISMISSED),
            incident(5, alert_fingerprint="f", stage=Stage.TRIAGE),
            incident(6, alert_fingerprint="g", stage=Stage.TRIAGE),
        )
    )
    found = await store.read(lambda view: (view.open_incident_of("f"), view.ended_incident_of("f")))
    assert [each and each.number for each in found] == [5, 2]
    await store.transact(saving(incident(7, alert_fingerprint="f", stage=Stage.MERGED)))
    merged = await store.read(lambda view: view.ended_incident_of("f"))
    assert merged
    assert merged.number == 7, "its alerts go where it goes on"
    assert await store.read(lambda view: (view.open_incident_of("h"), view.ended_incident_of("g"))) == (None, None)


async def test_the_timeline_is_kept_in_order_with_its_words(store: SqlStore) -> None:
    def first(unit: SqlUnit) -> tuple[Entry, ...]:
        made = (unit.append(1, NOW, None, OPENED), unit.append(1, NOW, "U1", DECISION))
        unit.save(incident(1, seq=2))
        return made

    def second(unit: SqlUnit) -> Entry:
        assert unit.incident(1) is not None
        entry = unit.append(1, NOW + timedelta(seconds=1), "U2", NOTE)
        assert [each.seq for each in unit.entries(1, newest=2)] == [2, 3]
        return entry

    made = (*await store.transact(first), await store.transact(second))
    assert await store.read(lambda view: view.entries(1)) == made
    assert await store.read(lambda view: view.entries(1, newest=1)) == made[-1:]
    assert await store.read(lambda view: view.entries(1, newest=9)) == made
    assert await store.read(lambda view: view.entry(1, 2)) == made[1]
    assert await store.read(lambda view: view.entry(1, 4)) is None
    assert await store.read(lambda view: view.ledger_head(1)) == LedgerHead(3, made[-1].hash)
    assert await store.read(lambda view: view.ledger_head(2)) == LedgerHead(0, "")


async def test_saving_what_somebody_else_has_changed_is_a_conflict_and_runs_again(store: SqlStore) -> None:
    """On SQLite nobody can be faster within a unit, so another version is put under it by hand."""
    await store.transact(saving(incident(1)))
    runs: list[str] = []

    def closure(unit: SqlUnit) -> None:
        known = unit.incident(1)
        assert known is not None
        runs.append(known.title)
        if len(runs) == 1:
            other = SqlUnit(unit.connection, lambda size: bytes(size), NOW)
            theirs = other.incident(1)
            assert theirs is not None
            other.save(replace(theirs, title="faster"))
            other.flush()
        unit.save(replace(known, duplicates=known.duplicates + 1))

    await store.transact(closure)
    assert len(runs) == 2
    found = await store.read(lambda view: view.incident(1))
    assert found is not None
    assert found.duplicates == 1


async def test_saving_what_was_never_read_is_a_conflict(store: SqlStore) -> None:
    await store.transact(saving(incident(1)))
    with pytest.raises(Conflict, match="#1"):
        await store.transact(saving(incident(1, title="other")))
    with pytest.raises(Conflict, match="#2"):
        await store.transact(saving(incident(2, key="k1")))


async def test_a_message_on_the_timeline_leads_to_its_newest_incident(store: SqlStore) -> None:
    message = MessageRef("C1", "1.1")
    await store.transact(saving(incident(1, noted=(message,)), incident(2)))
    noting = await store.read(lambda view: view.incident_noting(message))
    assert noting is not None
    assert noting.number == 1

    def note_in_second(unit: SqlUnit) -> None:
        second = unit.incident(2)
        assert second is not None
        unit.save(replace(second, noted=(message, MessageRef("C1", "1.2"))))

    await store.transact(note_in_second)
    noting = await store.read(lambda view: view.incident_noting(message))
    assert noting is not None
    assert noting.number == 2
    assert await store.read(lambda view: view.incident_noting(MessageRef("C2", "1.1"))) is None


async def test_a_held_alert_is_found_until_it_becomes_an_incident(store: SqlStore) -> None:
    card = MessageRef("C9", "9.9")
    held = await store.transact(lambda unit: unit.store_alert(ALERT, AlertOutcome.HELD, None))
    assert await store.read(lambda view: view.held_alert_of(ALERT.fingerprint)) == StoredAlert(
        held, ALERT, AlertOutcome.HELD, None
    )
    await store.transact(lambda unit: unit.settle_alert(held, incident=None, card=card))
    assert await store.read(lambda view: view.held_alert_of(ALERT.fingerprint)) == StoredAlert(
        held, ALERT, AlertOutcome.HELD, None, card
    )

    def open_it(unit: SqlUnit) -> None:
        unit.settle_alert(held, incident=1, card=None)
        unit.save(incident(1))

    await store.transact(open_it)
    assert await store.read(lambda view: view.held_alert_of(ALERT.fingerprint)) is None
    assert await store.read(lambda view: view.alert(held)) == StoredAlert(held, ALERT, AlertOutcome.OPENED, 1, card)


async def test_an_alert_of_an_incident_that_nobody_saves_fails_alone(store: SqlStore) -> None:
    """The database would notice at COMMIT, when it is too late for the neighbours."""
    bad = store.transact(lambda unit: unit.store_alert(ALERT, AlertOutcome.OPENED, 99))
    good = store.transact(lambda unit: unit.store_alert(ALERT, AlertOutcome.HELD, None))
    found = await asyncio.gather(bad, good, return_exceptions=True)
    assert isinstance(found[0], LookupError)
    assert isinstance(found[1], int)
    with pytest.raises(LookupError, match="no alert 77"):
        await store.transact(lambda unit: unit.settle_alert(77, None, MessageRef("C", "1")))


async def test_the_inbox_knows_what_was_handled_and_forgets_in_time(store: SqlStore, machine: MachineClock) -> None:
    assert await store.transact(lambda unit: unit.first_time("e1", "done"))
    machine.go_on(60)
    assert not await store.transact(lambda unit: unit.first_time("e1", "again"))
    assert await store.transact(lambda unit: unit.first_time("e2"))
    assert await store.read(lambda view: (view.inbox_answer("e1"), view.inbox_answer("e3"))) == ("done", None)
    assert await store.transact(lambda unit: unit.forget_inbox(machine.now)) == 1
    assert await store.read(lambda view: (view.inbox_answer("e1"), view.inbox_answer("e2"))) == (None, "")


async def test_overrides_stand_until_they_are_over_or_taken_back(store: SqlStore) -> None:
    """In the order in which they were made; who took one back is kept, and whoever was first stays."""
    day = timedelta(days=1)
    given = [Override("nights", person, NOW + day * n, NOW + day * (n + 1), by="U9") for n, person in enumerate("AB")]
    made = [await store.transact(lambda unit, one=each: unit.add_override(one, NOW)) for each in given]
    assert [each.id for each in made] == [1, 2]
    assert await store.read(lambda view: view.overrides(NOW)) == tuple(made)
    assert await store.read(lambda view: view.overrides(NOW + day)) == (made[1],)
    await store.transact(lambda unit: unit.withdraw_override(1, "U8", NOW))
    await store.transact(lambda unit: unit.withdraw_override(1, "U7", NOW))
    assert await store.read(lambda view: view.overrides(NOW)) == (made[1],)
    assert await store.read(lambda view: view.override(1)) == (made[0], "U8")
    assert await store.read(lambda view: view.override(2)) == (made[1], None)
    assert await store.read(lambda view: view.override(3)) is None


async def test_people_are_replaced_in_their_order(store: SqlStore) -> None:
    first = (Person("U2", "B", email="b@example.com", in_updates_channel=True), Person("U1", "A", locale="zh-CN"))
    await store.transact(lambda unit: unit.replace_people(first))
    assert await store.read(lambda view: view.people()) == first
    second = (Person("U1", "A", is_active=False), Person("U3", "C", is_bot=True, timezone="Asia/Shanghai"))
    await store.transact(lambda unit: unit.replace_people(second))
    assert await store.read(lambda view: view.people()) == second
    await store.transact(lambda unit: unit.replace_people(()))
    assert await store.read(lambda view: view.people()) == ()


async def test_facts_are_kept_by_name(store: SqlStore) -> None:
    await store.transact(lambda unit: unit.set_fact("updates_channel", "C1"))
    await store.transact(lambda unit: unit.set_fact("updates_channel", "C2"))
    assert await store.read(lambda view: (view.fact("updates_channel"), view.fact("other"))) == ("C2", None)


async def test_a_reader_cannot_write(store: SqlStore) -> None:
    def write(view: Any) -> None:
        view.connection.exec_driver_sql("INSERT INTO meta (name, value) VALUES ('a', 'b')")

    with pytest.raises(Exception, match=r"read-?only"):
        await store.read(write)


async def test_naive_times_are_refused(store: SqlStore) -> None:
    naive = NOW.replace(tzinfo=None)

    def append(unit: SqlUnit) -> None:
        unit.append(1, naive, "U1", NOTE)
        unit.save(incident(1))

    with pytest.raises(ValueError, match="no time zone"):
        await store.transact(append)
    with pytest.raises(ValueError, match="no time zone"):
        await store.transact(saving(incident(1, opened_at=naive)))
    with pytest.raises(ValueError, match="no time zone"):
        await store.transact(lambda unit: unit.append(1, NOW, "U1", NoteAdded("x", said_at=naive)))


async def test_which_incidents_there_are_and_which_have_changed(store: SqlStore) -> None:
    """Numbers only, the newest first: what the past is read by."""
    await store.transact(saving(incident(1), incident(2, stage=Stage.CLOSED), incident(3)))
    before = await store.read(lambda view: view.newest_versions(10))
    assert [(number, is_open) for number, _, is_open in before] == [(3, True), (2, False), (1, True)]
    assert await store.read(lambda view: view.newest_versions(2)) == before[:2]
    await store.transact(lambda unit: unit.save(replace(unit.incident(1) or incident(1), title="x")))
    after = {number: version for number, version, _ in await store.read(lambda view: view.newest_versions(10))}
    assert after[1] > {number: version for number, version, _ in before}[1]
    assert after[2] == {number: version for number, version, _ in before}[2]


@pytest.mark.parametrize(
    ("changes", "column", "stored"),
    [
        ({"title": "另一个标题"}, "title", "另一个标题"),
        ({"severity": Severity.SEV1}, "severity", 1),
        ({"stage": Stage.CONTAINED}, "stage", "contained"),
        ({"kind": "service"}, "kind", "service"),
        ({"channel": "C0OTHER"}, "channel", "C0OTHER"),
        ({"alert_fingerprint": "another"}, "fingerprint", "another"),
        ({"key": "other"}, "key", "other"),
        ({"private": True}, "private", True),
        ({"drill": True}, "drill", True),
        ({"seq": 7}, "version", 2),
    ],
)
async def test_what_has_a_column_of_its_own_stands_there_too(
    store: SqlStore, changes: dict[str, Any], column: str, stored: object
) -> None:
    changed = replace(incident(3), **changes)
    await store.transact(lambda unit: unit.save(incident(3)))

    def change(unit: SqlUnit) -> None:
        assert unit.incident(3) == incident(3)
        unit.save(changed)

    await store.transact(change)
    assert await store.read(lambda view: view.incident(3)) == changed
    there = select(INCIDENT.c[column]).where(INCIDENT.c.number == 3)
    assert await store.read(lambda view: view.connection.execute(there).scalar()) == stored
