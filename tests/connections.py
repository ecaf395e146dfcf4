"""Connections as a client sees them, without any client of ours."""

import asyncio
import socket


async def is_ended(connection: socket.socket) -> bool:
    """Whether the other side closed it, or refused it before it was let in. Raises TimeoutError when it stays open."""
    try:
        return await asyncio.wait_for(asyncio.get_running_loop().sock_recv(connection, 1), 5) == b""
    except ConnectionResetError:
        return True
