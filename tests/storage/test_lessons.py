"""What the watch list was taught, as it is kept on both databases."""

from datetime import timedelta

import pytest

from crisis.alert import AlertOutcome
from crisis.policy.watch import Lesson, Side
from storage.store import SqlStore
from tests.storage.examples import ALERT, NOW

LESSON = Lesson("美的", Side.NOT, "美的惊动", "U1", NOW)


async def test_a_lesson_stands_until_it_is_taken_back_and_whoever_was_first_stays(store: SqlStore) -> None:
    assert await store.read(lambda view: (view.lessons(), view.lessons_version())) == ((), 0)
    made = await store.transact(lambda unit: unit.add_lesson(LESSON))
    assert made == Lesson("美的", Side.NOT, "美的惊动", "U1", NOW, made.id)
    assert await store.read(lambda view: (view.lessons(), view.lessons_version())) == ((made,), 1)
    later = NOW + timedelta(hours=1)
    await store.transact(lambda unit: unit.take_back_lesson(made.id, "U2", later))
    await store.transact(lambda unit: unit.take_back_lesson(made.id, "U3", later))
    assert await store.read(lambda view: (view.lessons(), view.lessons_version())) == ((), 2)
    kept = await store.read(lambda view: view.lesson(made.id))
    assert kept is not None
    assert (kept.by, kept.taken_back_by, kept.taken_back_at) == ("U1", "U2", later)
    again = await store.transact(lambda unit: unit.add_lesson(LESSON))
    assert again.id > made.id


@pytest.mark.parametrize(("outcome", "done"), [(AlertOutcome.HELD, True), (AlertOutcome.DUPLICATE, False)])
async def test_only_what_waits_is_set_aside(store: SqlStore, outcome: AlertOutcome, done: bool) -> None:
    number = await store.transact(lambda unit: unit.store_alert(ALERT, outcome, None))
    assert await store.transact(lambda unit: unit.set_aside(number, "U1", NOW)) is done
    assert await store.read(lambda view: view.set_aside_by(number)) == ("U1" if done else None)
    assert not await store.transact(lambda unit: unit.set_aside(number, "U2", NOW))
    alert = await store.read(lambda view: view.alert(number))
    assert alert is not None
    assert alert.outcome is (AlertOutcome.IGNORED if done else outcome)
