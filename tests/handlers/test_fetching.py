"""Files fetched from Slack: the token goes to Slack alone, and what went wrong is said."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.web.async_client import AsyncWebClient

from crisis.refusals import Refused
from handlers.feature import FetchFile
from handlers.slack import fetching
from handlers.slack.fetching import file_fetcher


class Slack:
    """Answers files.info with what a test says, and gives one file out."""

    def __init__(self) -> None:
        self.about: dict[str, Any] = {}
        self.error = ""
        self.tokens: list[str] = []
        self.body = b"text\nhello\n"
        self.status, self.kind = 200, "text/csv"

    async def info(self, request: web.Request) -> web.Response:
        if self.error:
            return web.json_response({"ok": False, "error": self.error})
        url = str(request.url.with_path("/file"))
        return web.json_response(
            {"ok": True, "file": {"id": "F1", "name": "a.csv", "size": 9, "url_private": url, **self.about}}
        )

    async def file(self, request: web.Request) -> web.Response:
        self.tokens.append(request.headers.get("Authorization", ""))
        return web.Response(body=self.body, status=self.status, content_type=self.kind)


@pytest.fixture
def slack() -> Slack:
    return Slack()


@pytest.fixture
async def fetch(slack: Slack) -> AsyncIterator[FetchFile]:
    app = web.Application()
    app.add_routes([web.route("*", "/api/files.info", slack.info), web.get("/file", slack.file)])
    async with TestServer(app) as server, aiohttp.ClientSession(trust_env=False) as session:
        client = AsyncWebClient("xoxb-1", str(server.make_url("/api/")), session=session, retry_handlers=[])
        client.proxy = None
        yield file_fetcher(client)


async def test_a_file_comes_with_its_name_for_our_token(slack: Slack, fetch: FetchFile) -> None:
    found = await fetch("F1")
    assert (found.name, found.raw, slack.tokens) == ("a.csv", b"text\nhello\n", ["Bearer xoxb-1"])


@pytest.mark.parametrize(
    "url",
    ["http://evil.example/file", "https://files.slack.com.evil.example/x", "http://files.slack.com/x",
     "https://files.slack.com:8443/x", "https://user@files.slack.com/x", "file:///etc/passwd", ""],
)  # fmt: skip
async def test_our_token_goes_nowhere_else(slack: Slack, fetch: FetchFile, url: str) -> None:
    slack.about = {"url_private": url}
    with pytest.raises(Refused) as refused:
        await fetch("F1")
    assert refused.value.text is fetching.ELSEWHERE


@pytest.mark.parametrize(
    ("error", "text"),
    [("file_not_found", fetching.GONE), ("missing_scope", fetching.NO_SCOPE), ("access_denied", fetching.NOT_OURS),
     ("ratelimited", fetching.NOT_FETCHED)],
)  # fmt: skip
async def test_a_refusal_is_said_with_what_helps(slack: Slack, fetch: FetchFile, error: str, text: object) -> None:
    slack.error = error
    with pytest.raises(Refused) as refused:
        await fetch("F1")
    assert refused.value.text is text


@pytest.mark.parametrize(
    ("status", "kind", "text"),
    [(302, "text/html", fetching.NOT_OURS), (200, "text/html", fetching.NOT_OURS), (404, "text/plain", fetching.GONE),
     (500, "text/plain", fetching.NOT_FETCHED)],
)  # fmt: skip
async def test_a_page_in_its_place_is_no_file(
    slack: Slack, fetch: FetchFile, status: int, kind: str, text: object
) -> None:
    slack.status, slack.kind = status, kind
    with pytest.raises(Refused) as refused:
        await fetch("F1")
    assert refused.value.text is text


async def test_ten_megabytes_are_the_most_whatever_slack_said(slack: Slack, fetch: FetchFile) -> None:
    slack.about = {"size": fetching.LARGEST + 1}
    with pytest.raises(Refused) as refused:
        await fetch("F1")
    assert refused.value.text is fetching.TOO_LARGE
    assert slack.tokens == []
    slack.about, slack.body = {"size": 1}, b"x" * (fetching.LARGEST + 1)
    with pytest.raises(Refused) as refused:
        await fetch("F1")
    assert refused.value.text is fetching.TOO_LARGE
