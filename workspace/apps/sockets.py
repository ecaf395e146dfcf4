"""Socket Mode's server side: the websocket an app opens with its ticket, hello, acknowledgements, refresh."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable

from aiohttp import WSMsgType, web

from workspace.apps.installed import MAX_SOCKETS, InstalledApp, Socket
from workspace.memory.ids import Ids
from workspace.memory.records import Json
from workspace.waiting import Pulse
from workspace.weather import Rule, Weather

_APPROXIMATE_SECONDS = 18_060
REFRESH_SECONDS = 10.0
_DEBUG: Json = {"host": "workspace"}


class Sockets:
    """All Socket Mode connections. `changed` is called with the app whenever one comes or goes."""

    def __init__(
        self,
        apps: dict[str, InstalledApp],
        ids: Ids,
        pulse: Pulse,
        changed: Callable[[InstalledApp], None],
        weather: Weather,
        heartbeat: float | None = None,
    ) -> None:
        self._weather = weather
        self._apps = apps
        self._ids = ids
        self._pulse = pulse
        self._changed = changed
        self._heartbeat = heartbeat
        self._stopping = asyncio.Event()

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
        rule = self._weather.for_call("link")
        if rule is None or rule.fault.endswith("after"):
            app.tickets.discard(ticket)
        if rule is not None:
            return await self._refuse(request, rule)
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

    async def _refuse(self, request: web.Request, rule: Rule) -> web.StreamResponse:
        """The handshake fails as the weather says."""
        if rule.fault == "ratelimited":
            return web.Response(status=429, headers={"Retry-After": str(rule.retry_after)})
        if rule.fault.startswith("silence"):
            await self._stopping.wait()
        elif rule.fault.startswith("500"):
            return web.Response(status=500, text="internal error")
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)

    async def _greet(self, app: InstalledApp, socket: Socket) -> None:
        count = len(app.ready_sockets()) + 1
        debug: Json = {**_DEBUG, "build_number": 1, "approximate_connection_time": _APPROXIMATE_SECONDS}
        await socket.stream.send_json(
            {"type": "hello", "num_connections": count, "connection_info": {"app_id": app.id}, "debug_info": debug}
        )
        app.sockets.append(socket)
        app.was_connected = True
        app.left_alone.clear()
        self._changed(app)
        self._pulse.beat()

    def _part(self, app: InstalledApp, socket: Socket) -> None:
        app.sockets.remove(socket)
        if socket.goodbye is not None:
            socket.goodbye.cancel()
        for waiting in socket.waiting.values():
            if not waiting.done():
                waiting.set_exception(ConnectionError("the app's connection closed before it acknowledged"))
        self._changed(app)
        self._pulse.beat()

    async def drop(self, *, polite: bool, app: str = "") -> int:
        """Ends every connection (of this app): politely by asking the app to come back on a new one, and closing this
        one ten seconds later if the app does not; or by cutting it."""
        dropped = [socket for each in self._of(app) for socket in each.sockets]
        for socket in dropped:
            if polite:
                socket.leaving = True
                await _disconnect(socket, "refresh_requested")
                close = asyncio.get_running_loop().call_later
                socket.goodbye = socket.goodbye or close(REFRESH_SECONDS, socket.cut)
            else:
                socket.cut()
        return len(dropped)

    async def warn(self, *, app: str = "") -> int:
        """Says on every connection that it will end soon; it goes on."""
        standing = [socket for each in self._of(app) for socket in each.ready_sockets()]
        for socket in standing:
            await _disconnect(socket, "warning")
        return len(standing)

    def mute(self, *, app: str = "") -> int:
        """Leaves every connection half open: it stands, and nobody listens at this end."""
        standing = [socket for each in self._of(app) for socket in each.ready_sockets()]
        for socket in standing:
            socket.mute()
        return len(standing)

    def _of(self, app: str) -> list[InstalledApp]:
        return [each for each in self._apps.values() if app in ("", each.id)]

    async def close(self) -> None:
        self._stopping.set()
        for app in self._apps.values():
            for socket in tuple(app.sockets):
                if socket.muted:
                    socket.cut()  # it would never answer the goodbye
            open_ones = [socket.stream.close(code=1001) for socket in tuple(app.sockets)]
            await asyncio.gather(*open_ones, return_exceptions=True)


async def _disconnect(socket: Socket, reason: str) -> None:
    """Slack's word that the connection ends; one that broke meanwhile hears nothing any more."""
    with contextlib.suppress(ConnectionError):
        await socket.stream.send_json({"type": "disconnect", "reason": reason, "debug_info": _DEBUG})


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
