"""What every way in over HTTP asks of a request, and how it is told what was wrong (RFC 9457).

Answers for: a body that does not outgrow its limit, problems. May not: know what a body says, or who may send one
(``admission`` does).
"""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from aiohttp import web

LARGEST = 1024 * 1024  # bytes of a body, unpacked
PIECE = 64 * 1024  # bytes
AGAIN_AFTER = "5"  # seconds

as_json = partial(json.dumps, ensure_ascii=False)  # people read it in a terminal: Chinese stays Chinese


class Refusal(Exception):
    """An answer that ends the request."""

    def __init__(self, response: web.Response) -> None:
        super().__init__()
        self.response = response


async def body_of(request: web.Request) -> bytes:
    """The body, unpacked. It is read in pieces, so that neither one without a length nor a packed one grows beyond the
    limit. Raises Refusal for one that would."""
    detail = f"The body is larger than {LARGEST} bytes. Send fewer alerts or mentions at once."
    if (request.content_length or 0) > LARGEST:
        raise Refusal(problem(413, "Too large", detail))
    body = bytearray()
    async for piece in request.content.iter_chunked(PIECE):
        body += piece
        if len(body) > LARGEST:
            raise Refusal(problem(413, "Too large", detail))
    return bytes(body)


def not_authorised(detail: str) -> web.Response:
    """401, with how one shows who one is."""
    return problem(401, "Not authorised", detail, headers={"WWW-Authenticate": "Bearer"})


def not_available() -> web.Response:
    """503, with when to come again."""
    detail = "Not everything was stored: the store is overloaded or away. Send it again."
    return problem(503, "Not available", detail, headers={"Retry-After": AGAIN_AFTER})


def problem(
    status: int,
    title: str,
    detail: str,
    errors: Sequence[Mapping[str, Any]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> web.Response:
    """A problem by RFC 9457."""
    content: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if errors is not None:
        content["errors"] = errors
    return web.json_response(
        content, status=status, headers=headers, content_type="application/problem+json", dumps=as_json
    )
