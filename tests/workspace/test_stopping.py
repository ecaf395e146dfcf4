"""Stopping: nobody who came in is left behind."""

import asyncio
import socket
from urllib.parse import urlsplit

import pytest

from tests.connections import is_ended
from workspace import Workspace


@pytest.mark.parametrize("turns", range(10))
async def test_who_came_in_last_is_ended_like_everybody_else(turns: int) -> None:
    """At every turn of the event loop between a connection's acceptance and its handler."""
    workspace = Workspace()
    await workspace.start()
    address = urlsplit(workspace.api_url)
    with socket.create_connection((address.hostname, address.port)) as late:
        late.setblocking(False)
        for _ in range(turns):
            await asyncio.sleep(0)
        await workspace.stop()
        assert await is_ended(late)
