"""Wishes: put in once, granted in order, never two of a lane at once, and nobody finishes what is no longer his."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from crisis.effects import (
    Effect,
    OpenChannel,
    PinBoard,
    PostBoard,
    PostCard,
    PostEntry,
    PostHeldAlert,
    PostUpdateInUpdatesChannel,
    RefreshBoard,
    SendOffer,
)
from storage.delivery import Claim, finishing
from storage.errors import LeaseLost
from storage.store import SqlStore
from storage.work.unit import SqlUnit
from storage.work.view import SqlView
from tests.storage.conftest import MachineClock
from tests.storage.databases import POSTGRESQL, SQLITE
from tests.storage.examples import NOW, incident
from tests.storage.wishes import LEASE, claim, states, wish


async def test_a_claim_has_all_that_a_worker_needs(store: SqlStore, machine: MachineClock) -> None:
    await wish(store, PostEntry(1, 7))
    effect = PostEntry(1, 7)
    until = NOW + timedelta(seconds=LEASE)
    made = Claim(1, effect, "1:PostEntry:7", 1, 1, effect.lane, owner="a", lease_until=until, since=NOW)
    assert await claim(store, machine) == (made,)
    assert await claim(store, machine) == ()
    await store.transact(lambda unit: unit.retry_effect(made, NOW, "no answer"))
    machine.go_on(5)
    later = replace(made, attempt=2, fence=2, lease_until=until + timedelta(seconds=5), reason="no answer")
    assert await claim(store, machine) == (later,)


async def test_the_most_urgent_goes_first_then_the_oldest(store: SqlStore, machine: MachineClock) -> None:
    await wish(store, SendOffer(1, 1), SendOffer(1, 2), urgency=30)
    await wish(store, SendOffer(1, 3), urgency=10)
    await wish(store, PostHeldAlert(0, 5), urgency=20)
    keys = [made.key for made in await claim(store, machine, limit=3)]
    assert keys == ["1:SendOffer:3", "alert:5", "1:SendOffer:1"]
    assert [made.key for made in await claim(store, machine)] == ["1:SendOffer:2"]


async def test_of_a_lane_only_the_oldest_is_claimed_even_when_a_younger_one_is_more_urgent(
    store: SqlStore, machine: MachineClock
) -> None:
    await wish(store, PostCard(1), urgency=50)
    await wish(store, PostUpdateInUpdatesChannel(1, 3), urgency=1)
    await wish(store, PostUpdateInUpdatesChannel(1, 4), urgency=1)
    for expected in (PostCard(1), PostUpdateInUpdatesChannel(1, 3), PostUpdateInUpdatesChannel(1, 4)):
        (made,) = await claim(store, machine)
        assert made.effect == expected
        assert await claim(store, machine) == ()
        await store.transact(finishing(made))
    assert await claim(store, machine) == ()


async def test_a_lane_waits_for_its_first_when_that_is_put_off(store: SqlStore, machine: MachineClock) -> None:
    await wish(store, PostCard(1), PostUpdateInUpdatesChannel(1, 3), PinBoard(1))
    first = await claim(store, machine)
    assert {type(made.effect) for made in first} == {PostCard, PinBoard}
    card = next(made for made in first if isinstance(made.effect, PostCard))
    later = NOW + timedelta(seconds=60)
    await store.transact(lambda unit: unit.retry_effect(card, later, "ratelimited"))
    machine.go_on(59)
    assert [type(made.effect) for made in await claim(store, machine, owner="b")] == [PinBoard]
    machine.go_on(1)
    (again,) = await claim(store, machine)
    assert (again.effect, again.attempt) == (PostCard(1), 2)


async def test_a_failed_effect_holds_up_its_lane_no_longer(store: SqlStore, machine: MachineClock) -> None:
    await wish(store, PostCard(1), PostUpdateInUpdatesChannel(1, 3))
    (card,) = await claim(store, machine)
    await store.transact(lambda unit: unit.fail_effect(card, "channel_not_found"))
    (update,) = await claim(store, machine)
    assert isinstance(update.effect, PostUpdateInUpdatesChannel)
    (failed,) = await store.read(lambda view: view.failed_effects())
    assert (failed.incident, failed.what, failed.key, failed.reason) == (
        1,
        "PostCard",
        "1:PostCard",
        "channel_not_found",
    )


async def test_a_wish_that_does_not_coalesce_is_put_once_for_ever(store: SqlStore, machine: MachineClock) -> None:
    await wish(store, OpenChannel(1), OpenChannel(1))
    (made,) = await claim(store, machine)
    await wish(store, OpenChannel(1))
    await store.transact(finishing(made))
    await wish(store, OpenChannel(1))
    assert await states(store) == [("OpenChannel", "done")]


async def test_a_wish_that_coalesces_is_put_once_while_it_waits(store: SqlStore, machine: MachineClock) -> None:
    await wish(store, RefreshBoard(1), RefreshBoard(1))
    await wish(store, RefreshBoard(1))
    (made,) = await claim(store, machine)
    await wish(store, RefreshBoard(1), RefreshBoard(1))
    assert await states(store) == [("RefreshBoard", "leased"), ("RefreshBoard", "pending")]
    await store.transact(finishing(made))
    assert len(await claim(store, machine)) == 1


async def test_an_older_equal_wish_is_folded_into_the_newer_one(store: SqlStore, machine: MachineClock) -> None:
    await wish(store, RefreshBoard(1))
    (made,) = await claim(store, machine)
    await wish(store, RefreshBoard(1))
    later = NOW + timedelta(seconds=10)
    await store.transact(lambda unit: unit.retry_effect(made, later, "ratelimited"))
    assert await states(store) == [("RefreshBoard", "done"), ("RefreshBoard", "pending")]
    assert await claim(store, machine) == ()
    machine.go_on(10)
    (again,) = await claim(store, machine)
    assert again.attempt == 2


async def test_a_done_effect_keeps_key_and_digest_but_not_its_text(store: SqlStore, machine: MachineClock) -> None:
    await wish(store, PostEntry(1, 7))
    (made,) = await claim(store, machine)
    await store.transact(finishing(made))

    def look(view: SqlView) -> tuple[str, str | None, int]:
        row = view.connection.execute(text("SELECT key, payload, length(digest) FROM outbox")).one()
        return row.key, row.payload, row[2]

    assert await store.read(look) == ("1:PostEntry:7", None, 64)


async def test_after_its_lease_an_effect_is_another_ones(store: SqlStore, machine: MachineClock) -> None:
    await wish(store, PostEntry(1, 7))
    (slow,) = await claim(store, machine, owner="slow")
    machine.go_on(LEASE - 0.001)
    assert await claim(store, machine, owner="quick") == ()
    machine.go_on(0.001)
    (quick,) = await claim(store, machine, owner="quick")
    assert (quick.attempt, quick.fence) == (2, 2)
    for late in (
        lambda unit: unit.finish_effect(slow),
        lambda unit: unit.fail_effect(slow, "no"),
        lambda unit: unit.retry_effect(slow, NOW, "no"),
    ):
        with pytest.raises(LeaseLost, match="1:PostEntry:7"):
            await store.transact(late)
    await store.transact(finishing(quick))
    with pytest.raises(LeaseLost):
        await store.transact(finishing(quick))


async def test_the_same_worker_cannot_finish_with_an_old_fence(store: SqlStore, machine: MachineClock) -> None:
    await wish(store, PostEntry(1, 7))
    (first,) = await claim(store, machine)
    machine.go_on(LEASE)
    (second,) = await claim(store, machine)
    with pytest.raises(LeaseLost):
        await store.transact(finishing(first))
    await store.transact(finishing(second))


async def test_a_lost_lease_takes_the_result_back_with_it(store: SqlStore, machine: MachineClock) -> None:
    await wish(store, PostEntry(1, 7))
    (made,) = await claim(store, machine)
    machine.go_on(LEASE)
    await claim(store, machine, owner="b")

    def result(unit: SqlUnit) -> None:
        unit.save(incident(2))
        unit.flush()
        finishing(made)(unit)

    with pytest.raises(LeaseLost):
        await store.transact(result)
    assert await store.read(lambda view: view.incident(2)) is None


async def test_leases_are_renewed_while_they_are_ours(store: SqlStore, machine: MachineClock) -> None:
    await wish(store, PostEntry(1, 7), PinBoard(1))
    first, second = await claim(store, machine)
    await store.transact(finishing(second))
    until = NOW + timedelta(seconds=100)
    (kept,) = await store.transact(lambda unit: unit.renew((first, second), until))
    assert (kept.id, kept.lease_until) == (first.id, until)
    machine.go_on(99)
    assert await claim(store, machine, owner="b") == ()
    await store.transact(finishing(kept))


async def test_leases_of_a_process_that_is_gone_are_released_at_the_start(
    store: SqlStore, machine: MachineClock
) -> None:
    await wish(store, PostEntry(1, 7), RefreshBoard(1))
    await claim(store, machine, limit=1, owner="a")
    await claim(store, machine, limit=1, owner="b")
    await wish(store, RefreshBoard(1))
    assert await store.transact(lambda unit: unit.release_leases("nobody")) == 0
    assert await store.transact(lambda unit: unit.release_leases()) == 2
    again = await claim(store, machine)
    assert {type(made.effect): made.attempt for made in again} == {PostEntry: 2, RefreshBoard: 2}


async def test_what_a_dead_process_had_in_hand_can_be_kept_for_a_moment(store: SqlStore, machine: MachineClock) -> None:
    """What it did last may not be seen yet."""
    await wish(store, PostEntry(1, 7))
    await claim(store, machine, owner="a")
    later = machine() + timedelta(seconds=2)
    assert await store.transact(lambda unit: unit.release_leases(not_before=later)) == 1
    assert await claim(store, machine) == ()
    machine.go_on(2)
    assert len(await claim(store, machine)) == 1


async def test_when_to_look_again(store: SqlStore, machine: MachineClock) -> None:
    async def next_at() -> float | None:
        found = await store.read(lambda view: view.next_effect_at())
        return None if found is None else (found - NOW).total_seconds()

    assert await next_at() is None
    machine.go_on(5)
    await wish(store, PostBoard(1), PostBoard(1, lost=1))
    assert await next_at() == 5
    (made,) = await claim(store, machine)
    assert await next_at() == 5 + LEASE  # what waits behind it in its lane does not count
    await store.transact(lambda unit: unit.retry_effect(made, NOW + timedelta(seconds=8), "later"))
    assert await next_at() == 8
    machine.go_on(3)
    (made,) = await claim(store, machine)
    await store.transact(finishing(made))
    assert await next_at() == 5


async def test_an_effect_that_cannot_be_read_fails_and_holds_up_nobody(store: SqlStore, machine: MachineClock) -> None:
    await wish(store, PostCard(1), PostUpdateInUpdatesChannel(1, 3), PinBoard(1), PostEntry(1, 1))

    def newer(unit: SqlUnit) -> None:
        unit.connection.execute(text("UPDATE outbox SET what = 'ReadMind' WHERE what = 'PostCard'"))
        unit.connection.execute(text("UPDATE outbox SET payload = '{}' WHERE what = 'PinBoard'"))

    await store.transact(newer)
    assert [made.effect for made in await claim(store, machine)] == [PostEntry(1, 1)]
    assert [made.effect for made in await claim(store, machine)] == [PostUpdateInUpdatesChannel(1, 3)]
    failed = await store.read(lambda view: view.failed_effects())
    assert [each.what for each in failed] == ["PinBoard", "ReadMind"]
    assert "does not know" in failed[1].reason


async def test_counts_for_health(store: SqlStore, machine: MachineClock) -> None:
    await wish(store, PostCard(1))
    machine.go_on(10)
    await wish(store, PostUpdateInUpdatesChannel(1, 3), PinBoard(1), PostEntry(1, 1))
    card, pin, _ = await claim(store, machine)
    await store.transact(lambda unit: unit.fail_effect(pin, "no"))
    await store.transact(finishing(card))
    counts = await store.read(lambda view: view.counts())
    assert (counts.waiting, counts.leased, counts.failed, counts.open_incidents, counts.due) == (1, 1, 1, 1, 0)
    assert counts.oldest_waiting == NOW + timedelta(seconds=10)


async def test_many_workers_never_hold_two_of_a_lane(store: SqlStore, machine: MachineClock) -> None:
    await wish(store, *(PostEntry(1, seq) for seq in range(1, 9)), *(SendOffer(1, offer) for offer in range(1, 5)))
    granted: list[Effect] = []
    held: set[str] = set()

    async def worker(name: str) -> None:
        while claims := await claim(store, machine, limit=1, owner=name):
            for made in claims:
                assert made.lane not in held
                held.add(made.lane)
                await asyncio.sleep(0)
                held.remove(made.lane)
                granted.append(made.effect)
                await store.transact(finishing(made))

    while len(granted) < 12:
        await asyncio.gather(*(worker(f"w{index}") for index in range(4)))
    assert [effect for effect in granted if isinstance(effect, PostEntry)] == [PostEntry(1, seq) for seq in range(1, 9)]
    assert len(set(granted)) == 12


async def test_what_was_not_even_tried_is_no_attempt(store: SqlStore, machine: MachineClock) -> None:
    await wish(store, PostCard(1))
    (first,) = await claim(store, machine)
    await store.transact(lambda unit: unit.retry_effect(first, machine(), "ratelimited", tried=False))
    (second,) = await claim(store, machine)
    assert (second.attempt, second.fence) == (1, 2)
    await store.transact(lambda unit: unit.retry_effect(second, machine(), "time-out"))
    (third,) = await claim(store, machine)
    await store.transact(lambda unit: unit.retry_effect(third, machine(), "ratelimited", tried=False))
    (fourth,) = await claim(store, machine)
    assert fourth.attempt == 2  # the time-out may have happened still


async def test_what_waited_for_one_reason_is_hastened_and_nothing_else(store: SqlStore, machine: MachineClock) -> None:
    await wish(store, SendOffer(1, 1), SendOffer(1, 2), SendOffer(1, 3))
    later = NOW + timedelta(minutes=5)
    reasons = ("no answer: TimeoutError", "ratelimited", "no_answer%")
    for made, reason in zip(await claim(store, machine), reasons, strict=True):
        await store.transact(lambda unit, made=made, reason=reason: unit.retry_effect(made, later, reason))
    assert await claim(store, machine) == ()
    assert await store.transact(lambda unit: unit.hasten(machine(), "no answer: ")) == 1
    (again,) = await claim(store, machine)
    assert (again.key, again.attempt) == ("1:SendOffer:1", 2)
    assert await store.transact(lambda unit: unit.hasten(machine(), "no answer: ")) == 0


@pytest.mark.parametrize("database", [SQLITE], indirect=True)
async def test_a_clock_that_went_back_leaves_no_retry_and_no_lease_in_the_future(
    store: SqlStore, machine: MachineClock
) -> None:
    """What was leased, what waits for its retry and what was about to be tried all keep their distance."""
    await wish(store, SendOffer(1, 1), SendOffer(1, 2))
    first, _ = await claim(store, machine)
    await store.transact(lambda unit: unit.retry_effect(first, machine() + timedelta(seconds=50), "ratelimited"))
    await wish(store, SendOffer(1, 3))
    hour = timedelta(hours=1)
    machine.go_on(-3600)
    await store.transact(lambda unit: unit.pull_back(machine(), hour))
    assert [made.key for made in await claim(store, machine)] == ["1:SendOffer:3"]
    machine.go_on(LEASE - 1)
    assert await claim(store, machine) == ()
    machine.go_on(1)
    assert {made.key for made in await claim(store, machine)} == {"1:SendOffer:2", "1:SendOffer:3"}
    machine.go_on(20)
    assert [made.key for made in await claim(store, machine)] == ["1:SendOffer:1"]


@pytest.mark.parametrize("database", [POSTGRESQL], indirect=True)
async def test_where_the_database_keeps_the_time_a_clock_of_ours_that_went_back_moves_nothing(
    store: SqlStore, machine: MachineClock
) -> None:
    await wish(store, SendOffer(1, 1))
    (made,) = await claim(store, machine)
    later = machine() + timedelta(seconds=50)
    await store.transact(lambda unit: unit.retry_effect(made, later, "ratelimited"))
    await store.transact(lambda unit: unit.pull_back(machine(), timedelta(hours=1)))
    assert await store.read(lambda view: view.next_effect_at()) == later


async def test_what_waits_or_is_in_hand_is_unfinished(store: SqlStore, machine: MachineClock) -> None:
    async def unfinished(*effects: Effect) -> bool:
        return await store.read(lambda view: view.is_unfinished(*effects))

    await wish(store, PostCard(1))
    assert await unfinished(OpenChannel(1), PostCard(1))
    (made,) = await claim(store, machine)
    assert await unfinished(PostCard(1))
    await store.transact(finishing(made))
    assert not await unfinished(OpenChannel(1), PostCard(1))
