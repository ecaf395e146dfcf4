"""Server-sent events for the page: each change, as the person at that page may see it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

from aiohttp import web

from workspace.memory.records import Change, Channel, Json
from workspace.page.picture import Picture, may_see
from workspace.people.person import Person

_KEEP_ALIVE_SECONDS = 15.0
_BACKLOG = 5_000


class Stream:
    """All open streams. `close` ends them, so that the server can stop."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._queues: set[asyncio.Queue[Json | None]] = set()

    def close(self) -> None:
        for queue in self._queues:
            queue.put_nowait(None)

    async def serve(self, request: web.Request, person: Person) -> web.StreamResponse:
        """Until the page goes away: first what stands open for this person, then every change."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        )
        await response.prepare(request)
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        for event in self._standing(person):
            queue.put_nowait(event)
        self._queues.add(queue)
        unwatch = self._picture.stage.state.watch(lambda change: self._put(queue, change, person))
        try:
            await response.write(b": here\n\n")
            await _pump(queue, response)
        except ConnectionError:
            pass  # the page was closed
        finally:
            unwatch()
            self._queues.discard(queue)
        return response

    def _standing(self, person: Person) -> list[Json]:
        views = self._picture.stage.interactions.views
        found: list[Json] = []
        for number, view_id in enumerate(views.stacks.get(person.id, [])):
            op = "push" if number else "open"
            found.append({"type": "view", "op": op, "view": views.shape(views.views[view_id]), "errors": {}})
        for (app, user), view in views.homes.items():
            if user == person.id:
                found.append({"type": "home", "app_id": app, "view": views.shape(view)})
        return found

    def _put(self, queue: asyncio.Queue[Json | None], change: Change, person: Person) -> None:
        if queue.qsize() > _BACKLOG:
            queue.put_nowait(None)  # a page that reads nothing comes back and asks for everything
            return
        for event in self._events(change, person):
            queue.put_nowait(event)

    def _events(self, change: Change, person: Person) -> list[Json]:
        channel = change.channel
        if change.kind in ("view", "home"):
            return self._view(change) if change.user == person.id else []
        if change.kind in ("user_joined", "user_changed", "apps"):
            return [{"type": "state"}]
        if channel is None or change.kind == "home_opened":
            return []
        if change.kind == "left" and change.user == person.id:
            return [{"type": "state"}]
        if not may_see(channel, person.id):
            return []
        make = _OF_CHANNEL.get(change.kind)
        if make is not None:
            return make(change, channel, person)
        if change.kind in ("channel", "channel_created", "joined", "left"):
            return [{"type": "channel", "channel": self._picture.channel(channel, person.id)}]
        return []

    def _view(self, change: Change) -> list[Json]:
        if change.kind == "home":
            view = change.detail["view"]
            return [{"type": "home", "app_id": view["app_id"], "view": view}]
        return [{"type": "view", **change.detail}]


async def _pump(queue: asyncio.Queue[Json | None], response: web.StreamResponse) -> None:
    while True:
        try:
            async with asyncio.timeout(_KEEP_ALIVE_SECONDS):
                event = await queue.get()
        except TimeoutError:
            await response.write(b": still here\n\n")
            continue
        if event is None:
            return
        await response.write(b"data: " + json.dumps(event, ensure_ascii=False).encode() + b"\n\n")


def _message(change: Change, channel: Channel, person: Person) -> list[Json]:
    return [{"type": "message", "channel": channel.id, "message": dict(change.message)}]


def _changed(change: Change, channel: Channel, person: Person) -> list[Json]:
    return [{"type": "message_changed", "channel": channel.id, "message": dict(change.message)}]


def _deleted(change: Change, channel: Channel, person: Person) -> list[Json]:
    return [{"type": "message_deleted", "channel": channel.id, "ts": change.previous["ts"]}]


def _for_one(make: Callable[[Change, Channel, Person], list[Json]]) -> Callable[[Change, Channel, Person], list[Json]]:
    return lambda change, channel, person: make(change, channel, person) if change.user == person.id else []


def _reactions(change: Change, channel: Channel, person: Person) -> list[Json]:
    reactions = change.message.get("reactions", [])
    return [{"type": "reactions", "channel": channel.id, "ts": change.message["ts"], "reactions": reactions}]


def _pins(change: Change, channel: Channel, person: Person) -> list[Json]:
    return [{"type": "pins", "channel": channel.id, "pins": list(channel.pins)}]


def _bookmarks(change: Change, channel: Channel, person: Person) -> list[Json]:
    return [{"type": "bookmarks", "channel": channel.id, "bookmarks": list(channel.bookmarks.values())}]


_OF_CHANNEL: dict[str, Callable[[Change, Channel, Person], list[Json]]] = {
    "message": _message,
    "message_changed": _changed,
    "message_deleted": _deleted,
    "ephemeral": _for_one(_message),
    "ephemeral_changed": _for_one(_changed),
    "ephemeral_deleted": _for_one(_deleted),
    "reaction_added": _reactions,
    "reaction_removed": _reactions,
    "pins": _pins,
    "bookmarks": _bookmarks,
}
