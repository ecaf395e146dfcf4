"""Who sends alerts and posts over HTTP, and a store that is away at times."""

from collections.abc import Callable
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient

from crisis.ports import Unit
from tests.crisis.memory.store import MemoryStore

TOKEN = "s3cret"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
Client = TestClient[web.Request, web.Application]


class StoreAway(Exception):
    """What this store raises when it is away."""


class FickleStore(MemoryStore):
    """A store that is away as often as it is told to."""

    away: Exception | None = None

    async def transact(self, closure: Callable[[Unit], Any], patient: bool = False, callers: int = 1) -> Any:
        if self.away:
            raise self.away
        return await super().transact(closure, patient)
