"""Waiting without sleeping: a pulse that every change beats, and waits that wake on it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

_LOOK_AGAIN = 0.05


class Pulse:
    """Wakes all who wait at each beat. `beats` counts them, so that a beat between two looks is not missed."""

    def __init__(self) -> None:
        self.beats = 0
        self._waiting: set[asyncio.Future[None]] = set()

    def beat(self) -> None:
        self.beats += 1
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    async def next(self, timeout: float) -> None:
        """Until the next beat, at most `timeout` seconds."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            await asyncio.wait((waiter,), timeout=timeout)
        finally:
            self._waiting.discard(waiter)

    async def until(self, condition: Callable[[], object], timeout: float, what: str = "") -> None:
        """Until `condition()` is true, looking at every beat (and now and then for what beats do not tell of).

        Raises TimeoutError after `timeout` seconds, naming `what` was waited for.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        while not condition():
            left = end - loop.time()
            if left <= 0:
                raise TimeoutError(f"waited {timeout:g} s for {what or 'a condition'}, and it did not come true")
            await self.next(min(left, _LOOK_AGAIN))

    async def quiet(self, busy: Callable[[], bool], settle: float, timeout: float) -> None:
        """Until not `busy()` and no beat for `settle` seconds. Raises TimeoutError."""
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        while loop.time() < end:
            beats = self.beats
            await self.next(settle)
            if beats == self.beats and not busy():
                return
        raise TimeoutError(f"the workspace did not fall quiet within {timeout:g} s")
