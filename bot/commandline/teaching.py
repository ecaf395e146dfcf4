"""The way of what was learned into the database: written here, or by the bot that has it.

Answers for: one writer of an SQLite file: when a bot has its lock, that bot is asked through its door (``control``);
PostgreSQL is shared. May not: learn.
"""

import secrets

from bot.clock.clocks import machine_now
from bot.doors.control import NotAnswered, ask_to_learn, read_address
from bot.triage.teaching import Taught, take_in
from crisis.learning import Change
from crisis.ports import Conflict
from storage import codec
from storage.errors import DatabaseAway, DatabaseInUse
from storage.store import SqlStore


class NotTaught(Exception):
    """Nobody could store it now."""


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
