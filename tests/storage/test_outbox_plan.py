"""What a plan of calls has no room for waits in the outbox and keeps nobody else back; and what a look at it costs."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from crisis.effects import (
    OpenChannel,
    PinBoard,
    PostBoard,
    PostCard,
    PostEntry,
    RefreshBoard,
    RefreshCard,
    SendOffer,
)
from storage.database.prepared import Prepared
from storage.delivery import Candidate, finishing
from storage.rows import claiming
from storage.store import SqlStore
from storage.work.view import SqlView
from tests.storage.conftest import MachineClock
from tests.storage.examples import NOW, incident
from tests.storage.wishes import LEASE, claim, wish


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (claiming._KINDS, "ix_outbox_next_at"),
        (claiming._READY, "ix_outbox_ready"),
        (claiming._READY, "ix_outbox_lane"),
        (claiming._WAITING, "ix_outbox_ready"),
        (claiming._EXPIRED, "ix_outbox_lease_until"),
        (claiming._NEXT_READY, "ix_outbox_next_at"),
        (claiming._NEXT_EXPIRED, "ix_outbox_lease_until"),
    ],
)
async def test_the_partial_indexes_are_used(store: SqlStore, statement: Prepared, index: str) -> None:
    """A condition that differs by a word from the index's makes every claim read the whole outbox."""

    def plan(view: SqlView) -> str:
        connection = view.connection
        made: Any = statement.statement.compile(dialect=connection.dialect)
        known = {"now": NOW, "limit": 5, "what": "SetTopic"}
        given = {name: known.get(name, value) for name, value in made.params.items()}
        if made.positional:
            values = tuple(str(given[name]) for name in made.positiontup)
            return "\n".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {made}", values))
        # A table without rows is read whole whatever its indexes: what would be taken instead?
        for way in ("seqscan", "bitmapscan", "sort"):
            connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
        return "\n".join(connection.exec_driver_sql(f"EXPLAIN {made}", given).scalars())

    found = await store.read(plan)
    # Of what is leased there is little: each index that holds nothing else will do.
    assert index in found or (index == "ix_outbox_lease_until" and "uq_outbox_leased_lane" in found)


@dataclass
class OnlySome:
    """A plan with room for so many of some kinds."""

    room: dict[str, int]
    holds: frozenset[int] = frozenset()
    asked: list[Candidate] = field(default_factory=list)
    ordered: frozenset[str] = frozenset()
    is_shut: bool = False
    asked_for: list[Candidate | None] = field(default_factory=list)

    def in_hand(self) -> frozenset[int]:
        return self.holds

    def closed(self) -> frozenset[str]:
        return frozenset(what for what, room in self.room.items() if not room)

    def admits(self, candidate: Candidate) -> bool:
        self.asked.append(candidate)
        room = self.room.get(candidate.what, 1000)
        self.room[candidate.what] = room - 1
        return room > 0

    def shared(self) -> frozenset[str]:
        return self.ordered

    def admits_none_shared(self) -> bool:
        return self.is_shut

    def in_line(self, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
        self.asked_for = list(candidates)
        return list(reversed(candidates))

    def more_wait(self) -> None:
        self.asked_for.append(None)


async def test_what_the_plan_has_no_room_for_waits_and_keeps_nobody_else_back(
    store: SqlStore, machine: MachineClock
) -> None:
    await wish(store, *(SendOffer(1, offer) for offer in range(1, 31)), urgency=1)
    await wish(store, RefreshCard(1), urgency=5)
    await wish(store, PinBoard(1), urgency=9)
    plan = OnlySome({"SendOffer": 2, "RefreshCard": 0})
    found = await store.transact(lambda unit: unit.claim_effects(machine(), "a", LEASE, 10, plan))
    assert [claim.effect for claim in found.claims] == [SendOffer(1, 1), SendOffer(1, 2), PinBoard(1)]
    assert found.closed == {"SendOffer", "RefreshCard"}
    assert all(each.what != "RefreshCard" for each in plan.asked)
    assert sum(each.what == "SendOffer" for each in plan.asked) == 3
    later = machine() + timedelta(seconds=LEASE)
    assert await store.read(lambda view: view.next_effect_at(found.closed)) == later
    assert await store.read(lambda view: view.next_effect_at()) == NOW


async def test_the_plan_puts_some_kinds_in_order_among_all_that_wait(store: SqlStore, machine: MachineClock) -> None:
    await store.transact(lambda unit: [unit.save(incident(number)) for number in range(1, 9)])
    boards = [RefreshBoard(number) for number in range(1, 9)]
    await wish(store, *boards, urgency=17)
    machine.go_on(5)
    await wish(store, PinBoard(1), urgency=40)
    plan = OnlySome({"RefreshBoard": 3}, ordered=frozenset({"RefreshBoard"}))
    found = await store.transact(lambda unit: unit.claim_effects(machine(), "a", LEASE, 16, plan))
    assert [claim.effect for claim in found.claims] == [*reversed(boards[5:]), PinBoard(1)]
    assert found.closed == {"RefreshBoard"}
    asked = [each for each in plan.asked_for if each]
    assert [each.lane for each in asked] == [board.lane for board in boards]
    assert {each.waited for each in asked} == {5.0}
    few = OnlySome({}, ordered=frozenset({"RefreshBoard"}))
    found = await store.transact(lambda unit: unit.claim_effects(machine(), "a", LEASE, 16, few))
    assert len(found.claims) == 4, "a quarter of the hands, so that boards keep no new room back"
    assert few.asked_for[-1] is None
    assert found.closed == {"RefreshBoard"}
    later = OnlySome({}, ordered=frozenset({"RefreshBoard"}))
    found = await store.transact(lambda unit: unit.claim_effects(machine(), "a", LEASE, 16, later))
    assert (len(found.claims), found.closed) == (1, frozenset())


async def test_where_none_of_the_shared_may_go_they_are_not_read(store: SqlStore, machine: MachineClock) -> None:
    await wish(store, RefreshBoard(1), PinBoard(1))
    plan = OnlySome({}, ordered=frozenset({"RefreshBoard"}), is_shut=True)
    found = await store.transact(lambda unit: unit.claim_effects(machine(), "a", LEASE, 16, plan))
    assert [claim.effect for claim in found.claims] == [PinBoard(1)]
    assert found.closed == {"RefreshBoard"}, "somebody asks again"
    assert plan.asked_for == []


async def test_what_was_taken_lately(store: SqlStore, machine: MachineClock) -> None:
    kinds = frozenset({"RefreshBoard", "RefreshCard"})
    await wish(store, RefreshBoard(1), PinBoard(1))
    machine.go_on(30)
    board, _ = await claim(store, machine)
    await store.transact(finishing(board))
    await wish(store, RefreshBoard(1), RefreshCard(1))
    machine.go_on(10)
    assert await store.read(lambda view: view.taken_since(kinds, NOW)) == (NOW + timedelta(seconds=30),)
    assert await store.read(lambda view: view.taken_since(kinds, NOW + timedelta(seconds=30))) == ()


async def test_one_that_waits_becomes_as_urgent_as_the_newest_wish(store: SqlStore, machine: MachineClock) -> None:
    await wish(store, PostEntry(1, 1), urgency=30)
    await wish(store, RefreshBoard(1), urgency=37)
    await wish(store, RefreshBoard(1), urgency=17)
    await wish(store, RefreshBoard(1), urgency=27)
    assert [made.effect for made in await claim(store, machine)] == [RefreshBoard(1), PostEntry(1, 1)]


async def test_what_is_in_hand_is_not_claimed_again_though_its_lease_has_run_out(
    store: SqlStore, machine: MachineClock
) -> None:
    await wish(store, PostCard(1), PostBoard(1))
    first = (await claim(store, machine, limit=1))[0]
    machine.go_on(3600)
    plan = OnlySome({}, holds=frozenset({first.id}))
    found = await store.transact(lambda unit: unit.claim_effects(machine(), "a", LEASE, 10, plan))
    assert [each.effect for each in found.claims] == [PostBoard(1)]
    await store.transact(finishing(first))


async def test_how_many_go_before(store: SqlStore, machine: MachineClock) -> None:
    await store.transact(lambda unit: [unit.save(incident(number)) for number in (2, 3, 4)])
    await wish(store, OpenChannel(1), urgency=30)
    await wish(store, OpenChannel(2), OpenChannel(3), urgency=10)
    await wish(store, PostCard(4), urgency=1)

    async def before(number: int) -> int:
        return await store.read(lambda view: view.effects_before(OpenChannel(number)))

    assert [await before(number) for number in (1, 2, 3)] == [2, 0, 1]
    for made in await claim(store, machine, limit=2):
        await store.transact(finishing(made))
    assert [await before(number) for number in (1, 2, 3)] == [1, 0, 0]


async def test_replicas_at_work_are_counted(store: SqlStore, machine: MachineClock) -> None:
    async def present(name: str) -> int:
        return await store.transact(lambda unit: unit.present(name, machine(), 15))

    assert [await present(name) for name in ("a", "b", "c", "a")] == [1, 2, 3, 3]
    await store.transact(lambda unit: unit.gone("b"))
    assert await present("a") == 2
    machine.go_on(16)
    assert await present("a") == 1


async def test_places_in_a_line_keep_apart(store: SqlStore, machine: MachineClock) -> None:
    async def reserve(name: str, longest: float = 10) -> float:
        at = await store.transact(lambda unit: unit.reserve(name, machine(), 1.5, longest))
        return round((at - machine()).total_seconds(), 3)

    assert sorted(await asyncio.gather(*(reserve("C1") for _ in range(4)))) == [0, 1.5, 3, 4.5]
    assert await reserve("C2") == 0
    assert await reserve("C1", longest=5) == 6  # told, not taken
    assert await reserve("C1") == 6
    machine.go_on(100)
    assert [await reserve("C1"), await reserve("C1")] == [0, 1.5]
