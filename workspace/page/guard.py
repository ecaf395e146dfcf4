"""Who may talk to this server at all: programs of this machine, and pages that it served itself.

The page can act as anybody, so a foreign web page must reach it neither by its own requests nor by a host name that
resolves to loopback.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "frame-src 'self'; frame-ancestors 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """403 for a Host that is not loopback, and for a writing or upgrading request of another origin."""
    if not is_loopback(request.host):
        return web.Response(status=403, text="This server answers on loopback addresses only.")
    if _is_foreign(request):
        return web.Response(status=403, text="Requests of other origins are refused.")
    return await handler(request)


async def no_sniffing(request: web.Request, response: web.StreamResponse) -> None:
    """Every answer, panels' included, says that its type is what it says; a document that names no policy of its own
    is held to the page's."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    if response.content_type == "text/html":
        response.headers.setdefault("Content-Security-Policy", PAGE_HEADERS["Content-Security-Policy"])


@lru_cache(maxsize=256)
def is_loopback(host: str) -> bool:
    """`host` as in the Host header, with or without a port."""
    name = urlsplit(f"//{host}").hostname or ""
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _is_foreign(request: web.Request) -> bool:
    reading = request.method in ("GET", "HEAD", "OPTIONS") and "Upgrade" not in request.headers
    origin = request.headers.get("Origin")
    if reading or origin is None:
        return not reading and request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none")
    return urlsplit(origin).netloc != request.host
