"""The door for HTTP: who came in last is not left behind when it closes."""

import asyncio
import socket

import pytest
from aiohttp import web

from bot.doors.listening import listening
from tests.connections import is_ended


@pytest.mark.parametrize("turns", range(6))
async def test_who_came_in_last_is_ended_by_the_runner(turns: int) -> None:
    """At every turn of the event loop between a connection's acceptance and its handler."""
    runner = web.AppRunner(web.Application(), shutdown_timeout=0.1)
    await runner.setup()
    async with listening(runner, "127.0.0.1", 0) as port:
        late = socket.create_connection(("127.0.0.1", port))
        late.setblocking(False)
        for _ in range(turns):
            await asyncio.sleep(0)
    await runner.cleanup()
    with late:
        assert await is_ended(late)
