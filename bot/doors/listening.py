"""The door for HTTP: how many may wait at it, and how many come in at a time.

Answers for: a crowd of clients that connect in one moment does not hold up the event loop: asyncio lets in as many at
once as may wait. May not: know what they want.
"""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator

from aiohttp import web

AT_A_TIME = 8
MAY_WAIT = 1024
TURNS_TO_HAND_OVER = 3
"""Turns of the event loop from a connection's acceptance until the runner knows of it and would end it."""


@contextlib.asynccontextmanager
async def listening(runner: web.AppRunner, host: str, port: int) -> AsyncIterator[int]:
    """Listen while the context lasts; the port, also where 0 asked for any. ``runner`` is set up and cleaned up by
    whoever made it. Raises OSError when the address is taken."""
    assert runner.server is not None, "the runner must be set up"
    server = await asyncio.get_running_loop().create_server(runner.server, host, port, backlog=AT_A_TIME)
    try:
        for each in server.sockets:
            with socket.fromfd(each.fileno(), each.family, each.type) as same:
                same.listen(MAY_WAIT)
        yield int(server.sockets[0].getsockname()[1])
    finally:
        await _close(server)


async def _close(server: asyncio.Server) -> None:
    """Let nobody in any more, then close. A server that is closed at once forgets whom it let in a moment before:
    asyncio refuses to make their connection, and nobody ends it."""
    for each in server.sockets:
        asyncio.get_running_loop().remove_reader(each.fileno())
    for _ in range(TURNS_TO_HAND_OVER):
        await asyncio.sleep(0)
    server.close()
