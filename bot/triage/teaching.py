"""What was learned, taken into the database of whoever has it: in one transaction.

May not: learn, or find out who has the database (``bot.commandline.teaching`` does).
"""

from dataclasses import dataclass

from crisis.learning import Change
from crisis.ports import Store, Unit
from storage import codec


@dataclass(frozen=True, slots=True)
class Taught:
    """What came of it. ``removed``: how many examples were."""

    removed: int = 0


async def take_in(store: Store, wanted: Change) -> Taught:
    """In one transaction. What was learned of examples that go is put aside with them."""

    def closure(unit: Unit) -> Taught:
        for question in wanted.aside:
            unit.put_learned_aside(question, wanted.by, wanted.at)
        for learned in wanted.keep:
            unit.keep_learned(learned)
        removed = 0
        if wanted.forget:
            questions = unit.questions_of(wanted.forget)
            removed = unit.remove_examples(wanted.forget)
            for question in questions:
                unit.put_learned_aside(question, wanted.by, wanted.at)
        return Taught(removed)

    return await store.transact(closure)


async def take_in_written(store: Store, written: str) -> int:
    """For the door: what was written by ``teach``; how many examples were removed. Raises ValueError."""
    return (await take_in(store, codec.decode(Change, written))).removed
