"""Examples and what was learned: one for each text, one in use for each question, gone for good when removed."""

from dataclasses import replace
from datetime import timedelta

from crisis.learning import Example, Figures, Learned
from storage.store import SqlStore
from storage.work.unit import SqlUnit
from tests.storage.examples import NOW

SECOND = timedelta(seconds=1)
FIRST = Example("severity", "杯子漏了 \U0001f6d1", "2", "U1", NOW, 1_200)
MADE = Learned("severity", "abc", 70, Figures(0.9, 0.4, 0.8), Figures(0.5, 0.6, None), NOW, "U1")


async def test_an_example_comes_back_as_it_was(store: SqlStore) -> None:
    await store.transact(lambda unit: unit.keep_example(FIRST))
    (kept,) = await store.read(lambda view: view.examples("severity"))
    assert kept == replace(FIRST, id=kept.id)
    assert await store.read(lambda view: view.examples("about:x")) == ()
    assert await store.read(lambda view: view.example_counts()) == (("severity", 1),)


async def test_the_same_text_again_is_the_same_example_with_a_newer_answer(store: SqlStore) -> None:
    def keep(unit: SqlUnit) -> None:
        unit.keep_example(FIRST)
        unit.keep_example(replace(FIRST, text="  杯子漏了   \U0001f6d1 ", right="none", by="U2", at=NOW + SECOND))
        unit.keep_example(replace(FIRST, question="about:杯子", right="yes"))

    await store.transact(keep)
    (kept,) = await store.read(lambda view: view.examples("severity"))
    assert (kept.right, kept.by, kept.at) == ("none", "U2", NOW + SECOND)
    assert await store.read(lambda view: view.example_counts()) == (("about:杯子", 1), ("severity", 1))


async def test_the_newest_are_read_the_oldest_of_them_first(store: SqlStore) -> None:
    def keep(unit: SqlUnit) -> None:
        for number in (3, 1, 2, 4):
            unit.keep_example(replace(FIRST, text=f"第{number}条", at=NOW + number * SECOND))

    await store.transact(keep)
    found = await store.read(lambda view: view.examples("severity", limit=3))
    assert [each.text for each in found] == ["第2条", "第3条", "第4条"]


async def test_a_removed_example_leaves_nothing(store: SqlStore) -> None:
    await store.transact(lambda unit: unit.keep_example(FIRST))
    (kept,) = await store.read(lambda view: view.examples("severity"))
    assert await store.transact(lambda unit: unit.questions_of([kept.id, 999])) == ("severity",)
    assert await store.transact(lambda unit: unit.remove_examples([kept.id, 999])) == 1
    assert await store.read(lambda view: view.examples("severity")) == ()
    assert await store.transact(lambda unit: unit.remove_examples([kept.id])) == 0


async def test_one_of_a_question_is_in_use_and_the_mark_tells_when_it_changes(store: SqlStore) -> None:
    marks = [await store.read(lambda view: view.learned_mark())]
    for made in (MADE, replace(MADE, examples=80), replace(MADE, question="about:x")):
        await store.transact(lambda unit, made=made: unit.keep_learned(made))
        marks.append(await store.read(lambda view: view.learned_mark()))
    found = await store.read(lambda view: view.learned())
    assert [(each.question, each.examples) for each in found] == [("about:x", 70), ("severity", 80)]
    assert found[1] == replace(MADE, examples=80, id=found[1].id)
    assert await store.transact(lambda unit: unit.put_learned_aside("severity", "U2", NOW)) is True
    assert await store.transact(lambda unit: unit.put_learned_aside("severity", "U2", NOW)) is False
    marks.append(await store.read(lambda view: view.learned_mark()))
    assert len(set(marks)) == len(marks)
    assert marks[0] == ""
