"""Looks that are shared: one for many, and never one that had begun already."""

import asyncio

import pytest

from bot.delivery.rounds import Rounds


class World:
    """Something that changes while it is looked at."""

    def __init__(self) -> None:
        self.state, self.looks = 0, 0
        self.may_end = asyncio.Event()

    async def look(self) -> int:
        self.looks += 1
        seen = self.state
        await self.may_end.wait()
        return seen


async def test_whoever_comes_at_the_same_time_shares_one_look() -> None:
    world, rounds = World(), Rounds()
    world.may_end.set()
    assert await asyncio.gather(*(rounds.join("a", world.look) for _ in range(100))) == [0] * 100
    assert world.looks == 1


async def test_whoever_comes_later_sees_what_happened_before() -> None:
    """The look under way began too early for them; all of them share the next one."""
    world, rounds = World(), Rounds()
    early = asyncio.create_task(rounds.join("a", world.look))
    while not world.looks:  # noqa: ASYNC110 it begins by itself
        await asyncio.sleep(0)
    world.state = 1
    late = [asyncio.create_task(rounds.join("a", world.look)) for _ in range(100)]
    await asyncio.sleep(0)
    world.may_end.set()
    assert await early == 0
    assert await asyncio.gather(*late) == [1] * 100
    assert world.looks == 2


async def test_other_keys_do_not_wait() -> None:
    world, other, rounds = World(), World(), Rounds()
    waiting = asyncio.create_task(rounds.join("a", world.look))
    other.may_end.set()
    assert await rounds.join("b", other.look) == 0
    assert not waiting.done()
    world.may_end.set()
    await waiting


async def test_a_failure_is_told_to_all_and_the_next_looks_anew() -> None:
    rounds, tries = Rounds(), 0

    async def look() -> int:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise ConnectionError
        return tries

    failed = await asyncio.gather(*(rounds.join("a", look) for _ in range(3)), return_exceptions=True)
    assert [type(each) for each in failed] == [ConnectionError] * 3
    assert await rounds.join("a", look) == 2


async def test_somebody_who_goes_away_takes_the_look_from_nobody() -> None:
    world, rounds = World(), Rounds()
    gone = asyncio.create_task(rounds.join("a", world.look))
    stays = asyncio.create_task(rounds.join("a", world.look))
    await asyncio.sleep(0)
    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone
    world.may_end.set()
    assert await stays == 0
