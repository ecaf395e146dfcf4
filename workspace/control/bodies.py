"""What comes in at /control/ and how it is answered: JSON, and one sentence for what cannot be."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from workspace.memory.records import Json

Handler = Callable[[web.Request], Awaitable[Json]]


class Refused(Exception):
    """It cannot be done: one sentence for a person, and the HTTP status."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def answering(handle: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The handler's answer with `ok`; a Refused as its sentence."""

    async def answer(request: web.Request) -> web.Response:
        try:
            return _answer({"ok": True, **await handle(request)})
        except Refused as refused:
            return _answer({"ok": False, "error": str(refused)}, refused.status)

    return answer


def _answer(body: Json, status: int = 200) -> web.Response:
    text = json.dumps(body, ensure_ascii=False, default=str)
    headers = {"Cache-Control": "no-store"}
    return web.Response(text=text, status=status, headers=headers, content_type="application/json")


async def body_of(request: web.Request, *known: str) -> Json:
    """The JSON object that was sent. Raises Refused for another shape, and for a field that is not known."""
    if request.content_type != "application/json":
        raise Refused("send JSON, with Content-Type: application/json")
    try:
        body = await request.json()
    except ValueError:
        raise Refused("the body is not JSON") from None
    if not isinstance(body, dict):
        raise Refused("the body is not a JSON object")
    strange = [name for name in body if name not in known]
    if strange:
        raise Refused(f"there is no field {strange[0]!r}; there are {', '.join(known)}")
    return body


def number(body: Mapping[str, Any], name: str, default: float, *, least: float = 0.0, most: float = 1e12) -> float:
    """A number of the body. Raises Refused for something else, and outside of `least` and `most`."""
    value = body.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        until = f" and at most {most:g}" if most < 1e12 else ""
        raise Refused(f"{name} is a number of at least {least:g}{until}, not {value!r}")
    return float(value)


def flag(body: Mapping[str, Any], name: str, default: bool) -> bool:
    """True or false of the body. Raises Refused for something else."""
    value = body.get(name, default)
    if not isinstance(value, bool):
        raise Refused(f"{name} is true or false, not {value!r}")
    return value


def words(body: Mapping[str, Any], name: str, default: str = "") -> str:
    """A text of the body. Raises Refused for something else."""
    value = body.get(name, default)
    if not isinstance(value, str):
        raise Refused(f"{name} is a text, not {value!r}")
    return value
