"""The timer: driven, following, called off, live."""

import asyncio

import pytest

from workspace import Timer, Workspace


def noting(timer: Timer, found: list[tuple[float, str]], name: str, again: float = 0.0):  # type: ignore[no-untyped-def]
    async def job() -> None:
        found.append((timer.time(), name))
        if again:
            timer.call_after(again, noting(timer, found, f"{name} again"))

    return job


async def test_jobs_run_in_order_each_at_its_time() -> None:
    timer, found = Timer(start=100), list[tuple[float, str]]()
    timer.call_after(20, noting(timer, found, "b"))
    timer.call_after(10, noting(timer, found, "a", again=5))
    timer.call_after(20, noting(timer, found, "c"))
    assert timer.next_due == 110
    await timer.advance(60)
    assert found == [(110, "a"), (115, "a again"), (120, "b"), (120, "c")]
    assert (timer.time(), timer.next_due) == (160, None)


async def test_what_is_called_off_does_not_run() -> None:
    timer, found = Timer(), list[tuple[float, str]]()
    planned = timer.call_after(10, noting(timer, found, "a"))
    assert planned.due == 10
    planned.cancel()
    await timer.advance(60)
    assert found == []


async def test_following_another_clock() -> None:
    now = [50.0]
    timer, found = Timer(clock=lambda: now[0]), list[tuple[float, str]]()
    timer.call_after(10, noting(timer, found, "a"))
    await timer.poke()
    assert found == []
    now[0] = 75
    await timer.poke()
    assert found == [(75, "a")]
    with pytest.raises(RuntimeError, match="poke"):
        await timer.advance(1)


async def test_a_live_workspace_runs_its_own_timer() -> None:
    done = asyncio.Event()

    async def job() -> None:
        done.set()
        raise RuntimeError("a job that fails stops nobody")

    async with Workspace(timer=Timer(speed=1000), live=True) as workspace:
        workspace.timer.call_after(10, job)
        await asyncio.wait_for(done.wait(), 5)
        done.clear()
        workspace.timer.call_after(10, job)
        await asyncio.wait_for(done.wait(), 5)


async def test_live_time_runs_at_its_speed() -> None:
    real = [0.0]
    timer, done = Timer(start=1000, live=lambda: real[0], speed=60), asyncio.Event()

    async def job() -> None:
        done.set()

    timer.call_after(60, job)
    running = asyncio.create_task(timer.run())
    async with asyncio.timeout(5):
        while not done.is_set():
            real[0] += 0.1
            await asyncio.sleep(0)
    running.cancel()
    assert done.is_set()
    assert timer.time() >= 1060


async def test_time_stands_at_the_moment_of_a_job_and_never_goes_back() -> None:
    real = [0.0]
    timer, seen, done = Timer(start=1000, live=lambda: real[0]), list[float](), asyncio.Event()

    async def job() -> None:
        seen.append(timer.time())
        real[0] += 30  # it takes its time
        seen.append(timer.time())
        done.set()

    timer.call_after(10, job)
    running = asyncio.create_task(timer.run())
    await asyncio.sleep(0)
    assert timer.is_running
    real[0] += 15
    assert timer.time() == 1010  # held until the job is done
    await asyncio.wait_for(done.wait(), 5)
    assert seen == [1010, 1010]
    assert timer.time() == 1045  # what the job took is not lost
    timer.speed = 0
    real[0] += 100
    assert timer.time() == 1045
    await timer.advance(5)
    timer.speed = 2
    real[0] += 10
    assert timer.time() == 1070
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    real[0] += 100
    assert (timer.is_running, timer.time()) == (False, 1070)


async def test_timestamps_follow_the_time_and_are_unique() -> None:
    timer = Timer(start=1_790_000_000.0)
    async with Workspace(clock=timer.time, timer=timer) as workspace:
        lin = workspace.person("林晓")
        stamps = [(await lin.say("general", "x")).shown[0].ts for _ in range(3)]
        await timer.advance(3600)
        stamps.append((await lin.say("general", "x")).shown[0].ts)
    assert stamps == sorted(set(stamps), key=float)
    assert [stamp.partition(".")[0] for stamp in stamps] == ["1790000000"] * 3 + ["1790003600"]


def test_what_is_due_is_read_without_what_was_called_off() -> None:
    timer = Timer(start=100)

    async def nothing() -> None: ...

    planned = [timer.call_after(seconds, nothing) for seconds in (30, 10, 20, 40)]
    planned[1].cancel()
    assert timer.due(2) == [120, 130]
