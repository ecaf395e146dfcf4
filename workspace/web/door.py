"""The workspace's door for HTTP.

Answers for: nobody who came in at the last moment being left behind when it is shut. May not: know what they want.
"""

import asyncio

from aiohttp import web

MAY_WAIT = 128
TURNS_TO_HAND_OVER = 3
"""Turns of the event loop from a connection's acceptance until the runner knows of it and would end it."""


async def open_door(runner: web.AppRunner, host: str, port: int) -> tuple[asyncio.Server, tuple[str, int]]:
    """Let people in to ``runner``, which is set up; where the door is, also when port 0 asked for any. Raises OSError
    when the address is taken."""
    assert runner.server is not None, "the runner must be set up"
    door = await asyncio.get_running_loop().create_server(runner.server, host, port, backlog=MAY_WAIT)
    name, taken = door.sockets[0].getsockname()[:2]
    return door, (str(name), int(taken))


async def shut(door: asyncio.Server) -> None:
    """Let nobody in any more, then close; twice does no harm. A server that is closed at once forgets whom it let in a
    moment before: asyncio refuses to make their connection, and nobody ends it."""
    for each in door.sockets:
        asyncio.get_running_loop().remove_reader(each.fileno())
    for _ in range(TURNS_TO_HAND_OVER):
        await asyncio.sleep(0)
    door.close()
