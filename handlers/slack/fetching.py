"""Files that people put into Slack, fetched by their id.

Answers for: our token goes to Slack alone, whatever an address says; at most ``LARGEST`` bytes; what went wrong is said
with what would help. May not: write, or know what is in a file.
"""

from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from crisis.language import Text
from crisis.refusals import Refused
from handlers.feature import Fetched, FetchFile
from handlers.slack.finding import reason_of

LARGEST = 10 * 1024 * 1024  # bytes
SECONDS = 60.0
PIECE = 64 * 1024
SLACK = ".slack.com"

GONE = Text("The file is not there any more. Upload it again.", "文件已不存在，请重新上传。")
NOT_OURS = Text(
    "Slack does not let the bot read this file ({reason}). Upload it in a channel that the bot is in, or use the form: "
    "`/incident import`.",
    "Slack 不允许机器人读取这个文件（{reason}）。请上传到机器人所在的频道，或用 `/incident 导入` 的表单提交。",
)
NO_SCOPE = Text(
    "The app may not read files: whoever runs it gives it the scope files:read (`fenghuo manifest`) and installs it "
    "again.",
    "应用没有读取文件的权限：请管理员添加 files:read 权限（`fenghuo manifest`）并重新安装。",
)
TOO_LARGE = Text(
    "“{name}” has {size} MB; files of up to {most} MB are read. Split it, or leave out what is older.",
    "“{name}”有 {size} MB，最大可读 {most} MB。请拆成几个文件，或去掉较早的内容。",
)
ELSEWHERE = Text(
    "“{name}” lies outside Slack, where the bot cannot read it. Upload the file itself.",
    "“{name}”存放在 Slack 以外，机器人读不到。请直接上传文件。",
)
NOT_FETCHED = Text(
    "“{name}” could not be fetched from Slack ({reason}). Nothing was taken in; please try again in a moment.",
    "未能从 Slack 取到“{name}”（{reason}），没有读入任何内容。请稍后重试。",
)

_GONE = frozenset({"file_not_found", "file_deleted"})
_NOT_OURS = frozenset({"access_denied", "not_allowed_token_type", "no_permission"})


def file_fetcher(client: AsyncWebClient) -> FetchFile:
    """Fetches with this client's token, session and proxy."""

    async def fetch(id: str) -> Fetched:
        about = await _about(client, id)
        name = str(about.get("title") or about.get("name") or id)
        if int(about.get("size") or 0) > LARGEST:
            raise _too_large(name, int(about["size"]))
        url = str(about.get("url_private_download") or about.get("url_private") or "")
        if about.get("mode") in ("external", "tombstone", "hidden_by_limit") or not url:
            raise Refused(GONE) if about.get("mode") == "tombstone" else Refused(ELSEWHERE, name=name)
        if not _is_slack(url, client.base_url):
            raise Refused(ELSEWHERE, name=name)
        return Fetched(id, name, await _download(client, url, name))

    return fetch


async def _about(client: AsyncWebClient, id: str) -> dict[str, Any]:
    try:
        answer = await client.files_info(file=id)
    except SlackApiError as error:
        reason = reason_of(error)
        if reason in _GONE:
            raise Refused(GONE) from error
        if reason == "missing_scope":
            raise Refused(NO_SCOPE) from error
        if reason in _NOT_OURS:
            raise Refused(NOT_OURS, reason=reason) from error
        raise Refused(NOT_FETCHED, name=id, reason=reason or "HTTP") from error
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise Refused(NOT_FETCHED, name=id, reason=type(error).__name__) from error
    found = answer.get("file")
    return found if isinstance(found, dict) else {}


def _is_slack(url: str, base_url: str) -> bool:
    """Whether an address is Slack's own, or that of the workspace whose API we use: the token goes nowhere else."""
    try:
        there, ours = urlsplit(url), urlsplit(base_url)
        if there.username or there.password:
            return False
        if (there.scheme, there.hostname, there.port) == (ours.scheme, ours.hostname, ours.port):
            return True
        return there.scheme == "https" and (there.hostname or "").endswith(SLACK) and there.port in (None, 443)
    except ValueError:
        return False


async def _download(client: AsyncWebClient, url: str, name: str) -> bytes:
    session = client.session
    if session is None:
        raise ValueError("the client must have a session of its own")
    limit = aiohttp.ClientTimeout(total=SECONDS)
    headers = {"Authorization": f"Bearer {client.token}"}
    body = bytearray()
    try:
        # Slack sends whoever may not read on to a page where one signs in.
        asking = session.get(url, headers=headers, proxy=client.proxy, timeout=limit, allow_redirects=False)
        async with asking as answer:
            if answer.status in (301, 302, 303, 401, 403) or _is_page(answer, name):
                raise Refused(NOT_OURS, reason=f"HTTP {answer.status}")
            if answer.status == 404:
                raise Refused(GONE)
            if answer.status != 200:
                raise Refused(NOT_FETCHED, name=name, reason=f"HTTP {answer.status}")
            async for piece in answer.content.iter_chunked(PIECE):
                body += piece
                if len(body) > LARGEST:
                    raise _too_large(name, len(body))
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise Refused(NOT_FETCHED, name=name, reason=type(error).__name__) from error
    return bytes(body)


def _is_page(answer: aiohttp.ClientResponse, name: str) -> bool:
    return answer.content_type == "text/html" and not name.lower().endswith((".html", ".htm"))


def _too_large(name: str, size: int) -> Refused:
    return Refused(TOO_LARGE, name=name, size=-(-size // 1024**2), most=LARGEST // 1024**2)
