"""Looks at Slack that many want at the same time: whoever comes while one is under way shares the next.

Answers for: after a restart hundreds of wishes look back at once, and Slack allows twenty lists of channels a minute:
they make one or two. A look is never shared with somebody who came after it had begun: it might miss what was done just
before. May not: keep what was seen.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Rounds:
    """One look at a time for each key."""

    def __init__(self) -> None:
        self._running: dict[Hashable, asyncio.Task[Any]] = {}
        self._next: dict[Hashable, asyncio.Task[Any]] = {}

    async def join(self, key: Hashable, look: Callable[[], Awaitable[T]]) -> T:
        """What a look that begins from now on sees. Raises what it raises, to everybody who shares it."""
        task: asyncio.Task[T] | None = self._next.get(key)
        if task is None:
            task = self._next[key] = asyncio.create_task(self._round(key, look, self._running.get(key)))
            task.add_done_callback(_heard)
        return await asyncio.shield(task)

    async def _round(self, key: Hashable, look: Callable[[], Awaitable[T]], before: asyncio.Task[Any] | None) -> T:
        if before is not None:
            await asyncio.wait((before,))
        task = self._running[key] = self._next.pop(key)
        try:
            return await look()
        finally:
            if self._running.get(key) is task:
                del self._running[key]


def _heard(task: "asyncio.Task[Any]") -> None:
    """Whoever shared it may have gone away: a failure is no news then."""
    if not task.cancelled():
        task.exception()
