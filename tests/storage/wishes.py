"""Wishes put into the outbox and taken out again, in a line. May not: judge what becomes of them."""

from sqlalchemy import text

from crisis.effects import (
    Effect,
)
from storage.delivery import Claim
from storage.store import SqlStore
from storage.work.unit import SqlUnit
from storage.work.view import SqlView
from tests.storage.conftest import MachineClock
from tests.storage.examples import incident

LEASE = 30.0


async def wish(store: SqlStore, *effects: Effect, urgency: int = 10) -> None:
    def closure(unit: SqlUnit) -> None:
        if unit.incident(1) is None:
            unit.save(incident(1))
        for effect in effects:
            unit.wish(effect, urgency)

    await store.transact(closure)


async def claim(store: SqlStore, machine: MachineClock, limit: int = 10, owner: str = "a") -> tuple[Claim, ...]:
    return await store.transact(lambda unit: unit.claim_effects(machine(), owner, LEASE, limit).claims)


async def states(store: SqlStore) -> list[tuple[str, str]]:
    def closure(view: SqlView) -> list[tuple[str, str]]:
        rows = view.connection.execute(text("SELECT what, state FROM outbox ORDER BY id"))
        return [(what, state) for what, state in rows]

    return await store.read(closure)
