"""The way of what was learned into the database: written here, or by the bot that has it.

Answers for: one writer of an SQLite file: when a bot has its lock, that bot is asked through its door (``control``);
PostgreSQL is shared. May not: learn.
"""

import secrets
from dataclasses import dataclass

from bot.clock.clocks import machine_now
from bot.doors.control import NotAnswered, ask_to_learn, read_address
from crisis.learning import Change
from crisis.ports import Conflict, Store, Unit
from storage import codec
from storage.errors import DatabaseAway, DatabaseInUse
from storage.store import SqlStore


class NotTaught(Exception):
    """Nobody could store it now."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What came of it. ``removed``: how many examples were."""

    removed: int = 0


async def teach(url: str, wanted: Change) -> Taught:
    """Store it in the database at ``url``. Raises NotTaught, StorageError."""
    try:
        async with SqlStore(url, machine_now, secrets.token_bytes) as store:
            return await take_in(store, wanted)
    except DatabaseInUse as in_use:
        address = read_address(in_use.database)
        if address is None:
            raise NotTaught(str(in_use)) from in_use
        try:
            return Taught(await ask_to_learn(address, codec.encode(wanted)))
        except NotAnswered as problem:
            raise NotTaught(str(problem)) from problem
    except (DatabaseAway, Conflict) as problem:
        raise NotTaught(str(problem)) from problem


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
