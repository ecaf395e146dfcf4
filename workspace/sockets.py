"""Socket Mode's server side: the websocket an app opens with its ticket, hello, acknowledgements, refresh."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

from aiohttp import WSMsgType, web

from workspace.apps import MAX_SOCKETS, InstalledApp, Socket
from workspace.ids import Ids
from workspace.records import Json
from workspace.waiting import Pulse

_APPROXIMATE_SECONDS = 18_060


class Sockets:
    """All Socket Mode connections. `changed` is called with the app whenever one comes or goes."""

    def __init__(
        self,
        apps: dict[str, InstalledApp],
        ids: Ids,
        pulse: Pulse,
        changed: Callable[[InstalledApp], None],
        heartbeat: float | None = None,
    ) -> None:
        self._apps = apps
        self._ids = ids
        self._pulse = pulse
        self._changed = changed
        self._heartbeat = heartbeat

    def address(self, app: InstalledApp, base_url: str) -> str:
        """A fresh address that one connection may use, for apps.connections.open."""
        ticket = f"ticket-{self._ids.number('ticket')}"
        app.tickets.add(ticket)
        return f"{base_url.replace('http://', 'ws://')}/link/?ticket={ticket}&app_id={app.id}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The websocket's endpoint."""
        app = self._apps.get(request.query.get("app_id", ""))
        ticket = request.query.get("ticket", "")
        if app is None or ticket not in app.tickets:
            return web.Response(status=401, text="no such ticket")
        app.tickets.discard(ticket)
        stream = web.WebSocketResponse(heartbeat=self._heartbeat)
        await stream.prepare(request)
        if len(app.ready_sockets()) >= MAX_SOCKETS:
            await stream.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await stream.close()
            return stream
        socket = Socket(stream, request.transport)
        await self._greet(app, socket)
        try:
            await _listen(socket)
        finally:
            self._part(app, socket)
        return stream

    async def _greet(self, app: InstalledApp, socket: Socket) -> None:
        count = len(app.ready_sockets()) + 1
        debug: Json = {
            "host": "workspace",
            "build_number": 1,
            "approximate_connection_time": _APPROXIMATE_SECONDS,
        }
        await socket.stream.send_json(
            {"type": "hello", "num_connections": count, "connection_info": {"app_id": app.id}, "debug_info": debug}
        )
        app.sockets.append(socket)
        app.was_connected = True
        self._changed(app)
        self._pulse.beat()

    def _part(self, app: InstalledApp, socket: Socket) -> None:
        app.sockets.remove(socket)
        for waiting in socket.waiting.values():
            if not waiting.done():
                waiting.set_exception(ConnectionError("the app's connection closed before it acknowledged"))
        self._changed(app)
        self._pulse.beat()

    async def drop(self, *, polite: bool) -> int:
        """Ends every connection: politely by asking the app to come back on a new one, or by cutting it."""
        dropped = 0
        for app in self._apps.values():
            for socket in tuple(app.sockets):
                dropped += 1
                if polite:
                    socket.leaving = True
                    await socket.stream.send_json(
                        {"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "workspace"}}
                    )
                else:
                    _cut(socket)
        return dropped

    async def close(self) -> None:
        for app in self._apps.values():
            open_ones = [socket.stream.close(code=1001) for socket in tuple(app.sockets)]
            await asyncio.gather(*open_ones, return_exceptions=True)


async def _listen(socket: Socket) -> None:
    async for message in socket.stream:
        if message.type is not WSMsgType.TEXT:
            continue
        try:
            answer = json.loads(message.data)
        except json.JSONDecodeError:
            continue
        waiting = socket.waiting.get(answer.get("envelope_id", "")) if isinstance(answer, dict) else None
        if waiting is not None and not waiting.done():
            waiting.set_result(answer)


def _cut(socket: Socket) -> None:
    """Closes the transport below the websocket, as a broken network does."""
    socket.leaving = True
    if socket.transport is not None:
        socket.transport.abort()
